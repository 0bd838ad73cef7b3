"""How a run-together page shows its lines: which of them it ran together, and which kept their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pasting.copies import ENOUGH, RUN, Copies
from ingest.pasting.lines import Is, Line

LOOKED_AT = 100  # lines of a quote: bounds the time on pages made to take long
WRAPPED = 100  # characters; a longer line was not wrapped by a mail program


@dataclass(frozen=True, slots=True)
class Shape:
    """``is_flat``: each message's own words were run together. ``wrapped_runs`` are the lines that kept their ends there."""

    has_inline_heads: bool
    has_copies_inline: bool
    is_flat: bool
    is_wrapped: bool
    wrapped_runs: frozenset[int]

    def grew(self, lines: Sequence[Line], number: int, quoted: Sequence[int]) -> bool:
        """True for a long line behind wrapped ones: what was wrapped is quoted, what was run together is a message."""
        lengths = [lines[n].end - lines[n].start for n in (*quoted[-LOOKED_AT:], number)]
        long = lengths.pop()
        if long <= 1.5 * WRAPPED or lengths[-1] >= WRAPPED:
            return False
        return self.is_wrapped or (max(lengths) <= WRAPPED and sum(length > WRAPPED / 2 for length in lengths) > 1)


def shape(lines: Sequence[Line], copies: Copies) -> Shape:
    """The shape of a page."""
    inline_heads = any(line.what is Is.HEAD and not line.opens for line in lines)
    inline_copies = any(
        line.what is Is.WORDS and not line.opens and copies.share(number) >= ENOUGH for number, line in enumerate(lines)
    )
    is_flat = inline_heads or _has_flat_lines(lines, copies)
    runs = _wrapped_runs(lines, copies) if is_flat else frozenset()
    return Shape(inline_heads, inline_copies, is_flat, _quotes_are_wrapped(lines, copies), runs)


def _has_flat_lines(lines: Sequence[Line], copies: Copies) -> bool:
    """True for a page that ran each message's own words together: one line holds what stands elsewhere on several."""
    for number, line in enumerate(lines):
        if line.what is Is.WORDS and line.end - line.start > 2 * WRAPPED:
            shared = copies.of(number).items()
            if sum(count >= ENOUGH * (len(lines[place].words) - RUN + 1) for place, count in shared) > 2:
                return True
    return False


def _wrapped_runs(lines: Sequence[Line], copies: Copies) -> frozenset[int]:
    """Lines that stand nowhere before, three or more in a row, each short enough to have been wrapped.

    On a page that runs each message's own words together these are quoted, for they kept their line ends.
    """
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, None]):
        wraps = (
            line is not None
            and line.what is Is.WORDS
            and line.opens
            and line.closes
            and line.end - line.start <= WRAPPED
        )
        if wraps and copies.share(number) < ENOUGH:
            run.append(number)
            continue
        if len(run) > 2 and sum(len(lines[n].words) >= RUN for n in run) > 1:
            found.update(run)
        run = []
    return frozenset(found)


def _quotes_are_wrapped(lines: Sequence[Line], copies: Copies) -> bool:
    """True for a page whose copies, nine of ten, are no longer than a mail program wraps."""
    lengths = sorted(
        line.end - line.start
        for number, line in enumerate(lines)
        if line.what is Is.WORDS and line.opens and line.closes and copies.share(number) >= ENOUGH
    )
    if len(lengths) <= 2:  # no copies: the lines under heads tell
        lengths = sorted(
            below.end - below.start
            for head, below in pairwise(lines)
            if head.what is Is.HEAD and below.what is Is.WORDS and below.opens and below.closes
        )
    return bool(lengths) and lengths[len(lengths) * 9 // 10] <= WRAPPED
