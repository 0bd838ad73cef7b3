"""Subjects without what mail programs and lists put before them (RFC 5256, and the same marks in other languages)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# language -> what programs in it put before the subject of an answer, and of a forward
MARKS = {
    "English, and most programs in any language": ("re", "fwd fw"),
    "German": ("aw antwort", "wg"),
    "French": ("ré rép réf", "tr"),
    "Spanish, Catalan": ("ref", "rv reenv"),
    "Portuguese": ("res", "enc"),
    "Italian": ("r rif", "i inoltro"),
    "Dutch": ("antw", "doorst"),
    "Danish, Norwegian, Swedish": ("sv ang", "vb vidarebefordrat videresendt"),
    "Finnish, Estonian (in Norwegian a forward)": ("vs", "vl edasi"),
    "Icelandic, Welsh, Latvian": ("atb svar", "pārs"),
    "Lithuanian": ("ats", "persiųst"),
    "Polish, Czech, Slovak": ("odp", "pd přep přepos"),
    "Croatian, Slovene, Serbian": ("odg одг", "prosl posr просл"),
    "Hungarian": ("vá vál", "tov továbbítás"),
    "Romanian": ("răsp răspuns", "redirecționat"),
    "Russian, Ukrainian, Bulgarian": ("отв ответ відп отг", "пересл перенапр переадр препр"),
    "Greek": ("απ σχετ", "πρθ προώθ"),
    "Turkish": ("ynt yanıt cvp", "ilt"),
    "Hebrew": ("תשובה השב", "הועבר"),
    "Arabic, Persian": ("رد پاسخ", "إعادة+توجيه"),
    "Vietnamese": ("trả+lời", "chuyển+tiếp"),
    "Indonesian, Malay": ("bls balas", "trs"),
    "Thai": ("ตอบกลับ ตอบ", "ส่งต่อ"),
    "Chinese": ("回复 回覆 答复 答覆", "转发 轉寄 轉發"),
    "Japanese": ("返信 回答", "転送"),
    "Korean": ("답장 회신 답변", "전달"),
}


def _either(marks: Iterable[str]) -> str:
    return "|".join(sorted((word.replace("+", " ") for mark in marks for word in mark.split()), key=len, reverse=True))


SUBJECTS = 20_000  # kept at hand: some 4 MB
# "Re[2]:", "Re (3):", "Re-2:", "Re [commons]:"
BLOB = r"(?:\s*(?:\[[^\[\]]{0,60}\]|\(\d{1,4}\)|[\^*-]\d{1,4}))?\s*[:：]"
ARROW = r"re>{1,3}"  # mail programs of the Macintosh, about 1993
MARK = re.compile(
    rf"\s*(?:(?:(?:{_either(mark for both in MARKS.values() for mark in both)}){BLOB}|{ARROW})\s*)+", re.I
)
FORWARD = re.compile(rf"\s*(?:{_either(forward for _, forward in MARKS.values())}){BLOB}", re.I)
TAG = re.compile(r"\s*\[[^\[\]]{1,60}\]\s*")
# with the number of the mail on its list, as fml and others write it, "[commons:1234]", "(commons-talk 1234)"; but "[Bug 1234]"
NUMBERED = re.compile(
    r"\s*[\[(](?!(?:bug|issue|ticket|case|task|patch|rfc|cve|rt|pr|gh|jira)\b)"
    r"(?:[a-z][\w.-]{1,40}[:,] ?|[a-z]\w{0,20}-[\w-]{1,40} (?=\d{3}))\d{1,7}[\])]\s*",
    re.I,
)
SPAM = re.compile(r"\s*(?:\{spam\??\}|\*{3,8} ?spam ?\*{3,8})\s*", re.I)  # MailScanner's, SpamAssassin's
AROUND = (NUMBERED, SPAM)
WRAPPED = re.compile(r"\[\s*fwd?\s*:\s*(.*\S)\s*\]", re.I)  # "[Fwd: Masts]", RFC 5256, 2.1 (6)
FORMER = re.compile(r"\s*[(\[]\s*(?:was\s?:?|war\s?:|était\s?:|era\s?:|antes\s?:|ex\s?:)\s(.{1,200})[)\]]\s*$", re.I)
TRAILING = re.compile(r"\s*\(fwd\)\s*$|(?:\s+-(?:Reply|Forwarded))+\s*$", re.I)  # Pine's; GroupWise's
TAIL = 220  # characters at the end of a subject in which a trailer is looked for
DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=SUBJECTS)  # a thread has one, and it is asked for by each rule
def base(subject: str) -> str:
    """The subject without reply and forward marks, list tags at its begin, "(fwd)" and "(was: ...)"; spaces folded.

    >>> base("Re: [commons] AW: [commons] Fiber (was: Poles)")
    'Fiber'
    """
    text = " ".join(subject.split())
    while (shorter := _shorter(text)) != text:
        text = shorter
    return text


def same_base(a: str, b: str) -> bool:
    """True where two subjects are one but for what was put around them.

    >>> same_base("Re: [commons] Masts", "masts (fwd)")
    True
    """
    return base(a).casefold() == base(b).casefold()


def _shorter(text: str) -> str:
    """The text without one layer of what is put around subjects; a subject that is nothing else stays."""
    start = max(0, len(text) - TAIL)
    trailer = TRAILING.search(text, start) or FORMER.search(text, start)
    if trailer and trailer.start():
        text = text[: trailer.start()]
    wrapped = WRAPPED.fullmatch(text)
    text = wrapped[1] if wrapped else text
    mark = MARK.match(text)
    text = text[mark.end() :] if mark else text
    tag = _tag(text)
    return text[tag.end() :] if tag and tag.end() < len(text) else text


def _tag(text: str) -> re.Match[str] | None:
    """What a list or a filter put before a subject, and is no part of it."""
    found = next((match for tag in AROUND if (match := tag.match(text))), None) or TAG.match(text)
    return found if found and (found.re is not TAG or not _counts(found[0])) else None


def former(subject: str) -> str:
    """The base of the subject that a thread had before, as "(was: ...)" tells it; "" where nothing does.

    >>> former("Fiber (was: Re: Poles)")
    'Poles'
    """
    found = FORMER.search(subject, max(0, len(subject) - TAIL)) if subject.rstrip().endswith((")", "]")) else None
    return base(found[1]) if found else ""


def is_reply(subject: str) -> bool:
    """True where a reply or forward mark stands at the begin, before or after list tags, or at the end."""
    return _begins_with(MARK, subject) or _is_wrapped(subject) or _ends_with(subject, "-reply", "-forwarded")


def is_forward(subject: str) -> bool:
    """True where the first mark at the begin is that of a forward."""
    return _begins_with(FORWARD, subject) or _is_wrapped(subject) or _ends_with(subject, "(fwd)", "-forwarded")


def _is_wrapped(subject: str) -> bool:
    return WRAPPED.fullmatch(subject.strip()) is not None


def _ends_with(subject: str, *marks: str) -> bool:
    """True where the last of what stands behind a subject is such a mark."""
    trailer = TRAILING.search(subject, max(0, len(subject) - TAIL))
    return trailer is not None and trailer[0].casefold().rstrip().endswith(marks)


def _begins_with(mark: re.Pattern[str], text: str) -> bool:
    while not mark.match(text):
        tag = next((match for tag in (*AROUND, TAG) if (match := tag.match(text))), None)
        if not tag:
            return False
        text = text[tag.end() :]
    return True


def numbers(subject: str) -> list[str]:
    """The numbers of a subject: messages that differ in them ("[PATCH 2/5]", "Minutes 14 May") are never one."""
    return DIGITS.findall(base(subject))


def _counts(tag: str) -> bool:
    """True for a tag that is no list's name: "[PATCH v2 3/7]", "[RFC]"."""
    return bool(re.search(r"\d|patch|rfc|bug|ann\b|vote|solved", tag, re.I))
