"""What HyperKitty's marks over quotes tell of the lines of a page: ``...`` stands where a quote begins, nothing where it ends.

A browser that drew the page has folded the quotes away, and only their marks are copied; a program that took its text shows
them. Of a page that shows them each mark has at least one quoted line below it, and at least one line of the author above it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from ingest.pasting.copies import ENOUGH, Copies
from ingest.pasting.lines import Is, Line


def quoted_by_folds(
    lines: Sequence[Line], copies: Copies, folds: Sequence[int], starts: Sequence[int], *, is_bare: bool
) -> dict[int, bool]:
    """Lines by number that marks tell to be quoted, or not.

    ``folds`` and ``starts`` of messages are characters of the page, which ``is_bare`` where it shows all, drawn or not.
    """
    below = _lines_below(lines, folds)
    edges = [*_lines_below(lines, starts), len(lines)]
    by_message = [
        (below[bisect_left(below, first) : bisect_left(below, end)], first, end) for first, end in pairwise(edges)
    ]
    is_shown = is_bare or _are_shown(lines, copies, below)
    told: dict[int, bool] = {}
    for marked, first, end in by_message:
        if marked and is_shown:
            told |= _of_message(lines, marked, first, end)
        elif marked:
            told |= {number: False for number in range(first, end) if lines[number].what is Is.WORDS}
    return told


def _are_shown(lines: Sequence[Line], copies: Copies, below: Sequence[int]) -> bool:
    """Are most lines below marks said before on the page, or heads?"""
    telling = [number for number in below if lines[number].what in (Is.WORDS, Is.HEAD)]
    shown = sum(lines[number].what is Is.HEAD or copies.share(number) >= ENOUGH for number in telling)
    return shown > 0 and shown * 2 >= len(telling)


def _lines_below(lines: Sequence[Line], places: Sequence[int]) -> list[int]:
    """The first line at each place of the page or below it; places and lines are in order."""
    found, number = [], 0
    for place in places:
        while number < len(lines) and lines[number].start < place:
            number += 1
        if number < len(lines):
            found.append(number)
    return found


def _of_message(lines: Sequence[Line], marked: Sequence[int], first: int, end: int) -> dict[int, bool]:
    """The lines of a message whose quotes are shown: what no mark tells is left out.

    Nothing is told of what follows the first head that a quote holds, nor of what follows the only mark of a message whose
    author wrote above it.
    """
    head = next((number for number in range(marked[0], end) if lines[number].what is Is.HEAD), end)
    marked = [number for number in marked if number <= head]
    answers_above = any(line.what is Is.WORDS for line in lines[first : marked[0]])
    ends_below = head == end and (len(marked) > 1 or not answers_above)
    last = end if ends_below else marked[-1]
    told = {number: False for number in range(first, last) if lines[number].what is Is.WORDS}
    return told | dict.fromkeys(marked, True)
