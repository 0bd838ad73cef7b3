"""Subjects without what mail programs and lists put before them (RFC 5256, and the same marks in other languages)."""

from __future__ import annotations

import re

# reply and forward marks: language or program that writes them
MARKS = (
    "re|fwd?|fw",  # English, and most programs in any language
    "aw|wg",  # German
    "antw|doorst",  # Dutch
    "sv|vs|vl|vb|ang",  # Scandinavian, Finnish
    "tr|rép|rif|r|i|rv|enc|res|odp|pd|ynt|ilt|atb|bls|ref",  # French, Italian, Spanish, Portuguese, Polish, Turkish, Welsh
    "回复|回覆|答复|转发|轉寄|답장|전달|отв|пересл|σχετ|πρθ|תשובה|הועבר|رد",
)
MARK = re.compile(rf"\s*(?:(?:{'|'.join(MARKS)})(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]\s*)+", re.I)
FORWARD = re.compile(r"\s*(?:fwd?|fw|wg|doorst|tr|rv|enc|i|pd|ilt|vl|vb|转发|轉寄|전달|пересл|πρθ|הועבר)\s*[:：]", re.I)
TAG = re.compile(r"\s*\[[^\[\]]{1,60}\]\s*")
TRAILING = re.compile(r"\s*\((?:fwd|was:? .{0,200})\)\s*$", re.I)
DIGITS = re.compile(r"\d+")


def base(subject: str) -> str:
    """The subject without reply marks, list tags at its begin, and "(fwd)"; spaces folded.

    >>> base("Re: [commons] AW: [commons] Fiber (was: Poles)")
    'Fiber'
    """
    text = " ".join(subject.split())
    while True:
        shorter = MARK.sub("", text, count=1) if MARK.match(text) else text
        tag = TAG.match(shorter)
        if tag and tag.end() < len(shorter) and not _counts(tag[0]):
            shorter = shorter[tag.end() :]
        if shorter == text:
            break
        text = shorter
    return TRAILING.sub("", text) or text


def is_reply(subject: str) -> bool:
    """True where a reply or forward mark stands at the begin, before or after list tags."""
    return _begins_with(MARK, subject)


def is_forward(subject: str) -> bool:
    """True where the first mark at the begin is that of a forward."""
    return _begins_with(FORWARD, subject)


def _begins_with(mark: re.Pattern[str], text: str) -> bool:
    while not mark.match(text):
        tag = TAG.match(text)
        if not tag:
            return False
        text = text[tag.end() :]
    return True


def numbers(subject: str) -> list[str]:
    """The numbers of a subject: messages that differ in them ("[PATCH 2/5]", "Minutes 14 May") are never one."""
    return DIGITS.findall(base(subject))


def list_tag(subject: str) -> str:
    """The name in the tag that a list put before the subject, "" where there is none.

    >>> list_tag("Re: [commons] [PATCH 2/3] Poles"), list_tag("[PATCH] Poles")
    ('commons', '')
    """
    mark = MARK.match(subject)
    tag = TAG.match(subject, mark.end() if mark else 0)
    name = tag[0].strip(" []") if tag else ""
    return name if " " not in name and not _counts(name) else ""


def _counts(tag: str) -> bool:
    """True for a tag that is no list's name: "[PATCH v2 3/7]", "[RFC]"."""
    return bool(re.search(r"\d|patch|rfc|bug|ann\b|vote|solved", tag, re.I))
