"""What programs that make a text of a page put into it: the numbers of links, and a list of them; a head with title and address.

Lynx, links and elinks number links, "[3]ann at example.org", and list their addresses below "References"; Jina's reader writes
"Title:", "URL Source:" and "Markdown Content:" above the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

LINKS = "list of the page's links"
HEAD = "head of the program that took the text of the page"
MOST_LINKS = 10_000
_LISTED = "\nReferences\n\n"
_ENTRY = re.compile(r"\s{0,8}(?:(\d{1,5})\. \S.*|(?:Visible|Hidden) links:?)")
_NUMBER = re.compile(r"(?<!\w)\[(\d{1,5})\]")
SKIPPED = 3  # links in a row whose numbers were lost, or stand right behind a letter
_READER = re.compile(
    r"\A\s{0,20}Title: (?P<title>[^\n]{0,500})\n{1,3}URL Source: (?P<url>https?://[^\s]{3,1000})\n{1,3}"
    r"(?:(?:Published Time|Number of Pages|Warning): [^\n]{0,300}\n{1,3}){0,4}Markdown Content:\n"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader says of a page above its text, which begins at ``end``."""

    title: str
    url: str
    end: int


def reader(text: str) -> Reader | None:
    """The head that Jina's reader writes.

    >>> reader("Title: Masts\\n\\nURL Source: https://example.org/1.html\\n\\nMarkdown Content:\\nOak.")
    Reader(title='Masts', url='https://example.org/1.html', end=72)
    """
    found = _READER.match(text)
    return Reader(found["title"].strip(), found["url"], found.end()) if found else None


def listed(text: str) -> tuple[int, int]:
    """Where the list of the page's links begins, and how many there are; the end of the text and 0 where it has none."""
    at = text.rfind(_LISTED)
    lines = text[at + len(_LISTED) :].split("\n", MOST_LINKS) if at >= 0 else []
    found = [_ENTRY.fullmatch(line) for line in lines if line.strip()]
    numbers = [int(entry[1]) for entry in found if entry and entry[1]]
    is_list = bool(numbers) and None not in found and numbers == list(range(1, len(numbers) + 1))
    return (at + 1, len(numbers)) if is_list else (len(text), 0)


def numbers(text: str, most: int) -> list[tuple[int, int]]:
    """Where the numbers of links stand, which count up; others in brackets are those of the author's notes.

    >>> numbers("[1]Index see [1] [2]https://example.org and [9]", 9)
    [(0, 3), (17, 20)]
    """
    found: list[tuple[int, int]] = []
    last = 0
    for each in _NUMBER.finditer(text) if most else ():
        if last < int(each[1]) <= min(most, last + 1 + SKIPPED):
            found.append(each.span())
            last = int(each[1])
    return found


def without(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text without some stretches."""
    starts = [0, *(end for _, end in places)]
    ends = [*(start for start, _ in places), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def without_numbers(text: str) -> str:
    """A page without the numbers of its links, where it lists them at its end."""
    end, links = listed(text)
    return without(text, numbers(text[:end], links)) if links else text


class Places:
    """Places in a text without some stretches -> places in the text that holds them.

    >>> places = Places([(0, 3), (17, 20)])
    >>> [places.whole(place) for place in (0, 1, 14, 15)]
    [0, 4, 17, 21]
    """

    def __init__(self, taken: Sequence[tuple[int, int]]) -> None:
        self._lengths = list(accumulate((end - start for start, end in taken), initial=0))
        self._starts = [start - before for (start, _), before in zip(taken, self._lengths, strict=False)]

    def whole(self, place: int) -> int:
        """A place in the text that holds them, of one in the text without them."""
        return place + self._lengths[bisect_left(self._starts, place)]
