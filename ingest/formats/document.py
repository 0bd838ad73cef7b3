"""Plain text that is no mail: minutes, a session outcome, a summary. Kept whole, with the title, date and links it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from ingest.formats.piece import Piece, digest, whole
from ingest.mail.charsets import decode
from ingest.message import Kind, Post, Problem, SentBasis
from ingest.times import MONTHS

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "document"
TOP = 30  # lines in which a document says what it is and when
TITLE = 200  # characters of the longest title
MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype\b|<html\b|<head\b|<!--)", re.I)
# what a text in HTML without its head begins with: what mail programs write as the body, and what is copied from a page's source
FRAGMENT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:body|div|p|table|blockquote|span|br|pre|center|font|section|article|main|ul|ol|dl|h[1-6]|meta|style)"
    rb"(?=[\s/>])[^<>]{0,500}>",
    re.I,
)
CLOSED = re.compile(rb"</[a-z][a-z0-9]{0,20}\s{0,4}>|<br\s{0,4}/?>", re.I)
SEVERAL = 3  # closed tags
MARKDOWN = re.compile(rb"^(?:#{1,6} \S|```)", re.M)  # a text in Markdown may begin with a picture in HTML
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_FEWEST = 300  # bytes for each control character in a text: terminals ring bells, and old editors ended files with one
_LIKE_TEXT = (b"%!PS", b"# v2 git bundle\n", b"# v3 git bundle\n", b"filedesc://")  # what is no text, and begins as one
DATA = re.compile(rb"^(?:\xef\xbb\xbf)?\s*[\[{]\s*(?:[\"{\[]|\Z)")  # JSON
MARKS = "*_= \t\u00a0"  # around a title; Markdown puts "#" before it too

MONTH = (
    r"(january|february|march|april|may|june|july|august|september|october|november|december|"
    + "|".join(MONTHS)
    + r")\.?"
)
DATES = (  # pattern, order of year, month, day among its groups
    (re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"), (1, 2, 3)),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH},? ((?:19|20)\d\d)\b", re.I), (3, 2, 1)),
    (re.compile(rf"\b{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b", re.I), (3, 1, 2)),
)

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for text in any charset that is neither markup nor binary, nor data for programs."""
    sample = head[:8192]
    return bool(sample.strip()) and not (is_binary(sample) or is_markup(sample) or DATA.search(sample))


def is_markup(head: bytes) -> bool:
    """True for a web page, or a part of one."""
    return MARKUP.match(head) is not None or is_fragment(head[:8192])


def is_fragment(sample: bytes) -> bool:
    """True for HTML without the head of a page: a tag that holds text comes first, and several are closed."""
    return FRAGMENT.match(sample) is not None and len(CLOSED.findall(sample)) >= SEVERAL and not MARKDOWN.search(sample)


def is_binary(sample: bytes) -> bool:
    """True for bytes that are no text, for all that their beginning tells."""
    return b"\0" in sample or sample.startswith(_LIKE_TEXT) or len(_CONTROLS.findall(sample)) * _FEWEST > len(sample)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The document."""
    yield post(decode(piece.data), piece)


def post(text: str, piece: Piece, heading: str = "") -> Post:
    """A document of this text; its title is ``heading`` where the piece names one apart from the text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:TOP]
    said = said_date(lines)
    return Post(
        place=piece.place,
        raw=digest(piece.data),
        kind=Kind.DOCUMENT,
        subject=heading[:TITLE] or title(lines),
        sent=said,
        sent_basis=SentBasis.PAGE if said else SentBasis.NONE,
        text=text,
    )


def title(lines: list[str]) -> str:
    """The title: the first line, and the second with it where the first only says what kind of document this is.

    >>> title(["# Session outcome", "Community networks: the road ahead", "12 May 2025"])
    'Session outcome: Community networks: the road ahead'
    """
    if lines[:1] == ["---"]:  # front matter of Markdown
        named = next((line.partition(":")[2] for line in lines if line.lower().startswith("title:")), "")
        return named.strip(" \"'")[:TITLE]
    heads = [line.lstrip("#" + MARKS).rstrip(MARKS) for line in lines[:2]]
    if not heads:
        return ""
    names_kind = len(heads[0].split()) <= 4 and not re.search(r"[\d:.,;]", heads[0])
    if names_kind and len(heads) > 1 and len(heads[1]) <= TITLE and not heads[1].endswith("."):
        return f"{heads[0]}: {heads[1]}"
    return heads[0][:TITLE]


def said_date(lines: list[str]) -> date | None:
    """The day that the top of the document states: a line that begins with "Date" first, else the first date there is."""
    labelled = [line for line in lines if re.match(r"\W*date\b", line, re.I)]
    for line in [*labelled, *lines[: TOP // 2]]:
        found = [(match, order) for pattern, order in DATES if (match := pattern.search(line[:500]))]
        if found:
            match, order = min(found, key=lambda each: each[0].start())
            return _day(*(match[group] for group in order))
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month) if month.isdigit() else MONTHS[month[:3].lower()], int(day))
    except ValueError:
        return None
