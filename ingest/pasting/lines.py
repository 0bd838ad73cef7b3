"""A pasted page as lines that are one thing each: words, a head, a list footer, or words that kept their quote marks.

Heads and footers that a page ran together with the words around them get lines of their own. Every character of the page
stands in exactly one line, blank ones apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from ingest.bodies.attributions import Attribution
from ingest.bodies.spans import What
from ingest.list_matter.ends import is_rule
from ingest.pasting.heads import Head
from ingest.quotes import scan
from ingest.words import words

# list footers that a page ran together with the text before them, after their drawn rule
_ADDRESS = r"[^\s<>]+(?:\s?<mailto:\s?[^<>\s]{1,200}>)?"
_FOOTERS = (
    rf"\S.{{0,80}}?\s+mailing\s+list\s+--\s*{_ADDRESS}\s+To\s+unsubscribe\s+send\s+an\s+email\s+to\s*{_ADDRESS}"
    r"(?:\s+%\(web_page_url\)\S+)?",  # Mailman 3
    r"\S.{0,80}?\s+(?:mailing\s+list|mailinglist)\s+\S+(?:@| at | em | en )\S+\s+https?://\S+",  # Mailman 2
)
_FOOTER = re.compile(
    rf"(?<!_)_{{20,}}\s+(?:(?P<list>{'|'.join(_FOOTERS)})|(?=By\s+submitting\s+your\s+personal\s+data))", re.S
)


_WIDEST = 200  # characters of a line that a program may have wrapped
_OF_FOOTERS = re.compile(r"(?i)mailing ?list|unsubscrib|listinfo|privacy policy|personal data")


_REST_OF_FOOTER = re.compile(
    r"(?i)(?:to unsubscribe\b.{0,160}|<?(?:mailto:|https?://)\S{1,300}|%\(web_page_url\)\S+|_{20,})$"
)


class Is(StrEnum):
    """What a line is."""

    WORDS = "words"
    HEAD = "head"
    FOOTER = "footer"
    MARKED = "marked"


@dataclass(slots=True)
class Line:
    """Some characters of the page. ``opens`` tells the first of a line of the page from what was cut out of its rest."""

    start: int
    end: int
    what: Is = Is.WORDS
    opens: bool = True
    closes: bool = True
    said: Attribution | None = None
    is_block: bool = False
    words: list[str] = field(default_factory=list)


def find_footers(text: str) -> list[tuple[int, int]]:
    """Where list footers stand that a page ran together with the words around them."""
    return [(found.start(), found.end()) for found in _FOOTER.finditer(text)]


def split_lines(text: str, heads: Sequence[Head]) -> list[Line]:
    """The lines of a page that are not blank, heads and footers told from words."""
    cuts: list[tuple[int, int, Head | None]] = [(head.start, head.end, head) for head in heads]
    for start, end in find_footers(text):
        if not any(head.start < end and start < head.end for head in _near(heads, start)):
            cuts.append((start, end, None))
    lines: list[Line] = []
    at = 0
    for start, end, head in sorted(cuts, key=lambda cut: cut[:2]):
        if start < at:
            continue
        lines += _plain(text, at, start)
        lines.append(_cut(text, start, end, head))
        at = end
    lines += _plain(text, at, len(text))
    _scan(text, lines)
    _lengthen_footers(text, lines)
    for line in lines:
        if line.what is Is.WORDS:
            line.words = words(text[line.start : line.end])
    return lines


def _near(heads: Sequence[Head], at: int) -> Sequence[Head]:
    """The heads around a place."""
    low, high = 0, len(heads)
    while low < high:
        middle = (low + high) // 2
        if heads[middle].end < at:
            low = middle + 1
        else:
            high = middle
    return heads[low : low + 2]


def _plain(text: str, start: int, end: int) -> list[Line]:
    """The lines between two places."""
    lines = []
    at = start
    while at < end:
        newline = text.find("\n", at, end)
        stop = newline if newline >= 0 else end
        if text[at:stop].strip():
            lines.append(
                Line(at, stop, opens=_opens(text, at), closes=newline >= 0 or not text[stop : stop + 1].strip("\n"))
            )
        at = stop + 1
    return lines


def _opens(text: str, at: int) -> bool:
    """True where only blanks stand before a place on its line."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _cut(text: str, start: int, end: int, head: Head | None) -> Line:
    what = Is.HEAD if head else Is.FOOTER
    closes = not text[end : end + 2].strip(" \t") or text[end : end + 1] == "\n"
    line = Line(start, end, what, _opens(text, start), closes)
    if head:
        line.said, line.is_block = head.said, head.is_block
    return line


_KINDS = {What.ATTRIBUTION: Is.HEAD, What.HEADER: Is.HEAD, What.FOOTER: Is.FOOTER, What.QUOTED: Is.MARKED}


def _scan(text: str, lines: list[Line]) -> None:
    """Tell heads, footers and marked lines that fill lines of their own; several lines of one head become one."""
    shown, number_of = _shown(text, lines)
    taken: set[int] = set()
    for span in scan(shown):
        what = _KINDS.get(span.what)
        inside = [number_of[n] for n in range(span.start, span.end) if shown[n]]
        if what is None or not inside or (what is Is.HEAD and not _tells(span.said)):
            continue
        if what is Is.HEAD:
            first, last = lines[inside[0]], lines[inside[-1]]
            first.what, first.said, first.end, first.closes = what, span.said, last.end, last.closes
            first.is_block = span.what is What.HEADER
            taken.update(inside[1:])
        else:
            for number in inside:
                lines[number].what = what
    lines[:] = [line for number, line in enumerate(lines) if number not in taken]


def _lengthen_footers(text: str, lines: Sequence[Line]) -> None:
    """Tell the lines below a footer that are of it: addresses, links, how to leave."""
    for above, line in pairwise(lines):
        if (
            above.what is Is.FOOTER
            and line.what is Is.WORDS
            and _REST_OF_FOOTER.match(text[line.start : line.end].strip())
        ):
            line.what = Is.FOOTER


def _shown(text: str, lines: Sequence[Line]) -> tuple[list[str], list[int]]:
    """The lines as the scanner is to see them, and the number of each.

    It sees a blank line where the page has one, in place of heads that are known, and on both sides of a long line: there a
    whole text was run together, which is no part of the paragraph of a footer.
    """
    shown: list[str] = []
    number_of: list[int] = []
    before = 0
    for number, line in enumerate(lines):
        plain = text[line.start : line.end].strip() if line.what is Is.WORDS else ""
        under_rule = number > 0 and is_rule(text[lines[number - 1].start : lines[number - 1].end].strip())
        widest = 2 * _WIDEST if under_rule else _WIDEST
        alone = not plain or (len(plain) > widest and not _OF_FOOTERS.search(plain[:400]))
        rows = [plain, ""] if alone else [plain]
        if alone or text.count("\n", before, line.start) > 1:
            rows = ["", *rows]
        shown += rows
        number_of += [number] * len(rows)
        before = line.end
    return shown, number_of


def _tells(said: Attribution | None) -> bool:
    return said is not None and bool(said.name or said.address) and (said.certain or said.sent is not None)
