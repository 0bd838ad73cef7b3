"""A body as the page shows it: its parts in their order, each part as prose or as text drawn in columns.

part     a run of one kind: own, quoted or signature, as ``texts.layout`` names it
block    a run of lines of one part: prose (may be wrapped anew) or fixed (columns matter: table, code, diff)
quote    lines of a quoted part that bear the same number of ``>`` marks
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.bodies.wrapped_lines import MOST_WRAPPED, is_wrapped
from ingest.layout import BETWEEN, KINDS
from ingest.quote_marks import GROUPWISE
from publish.drawn import drawn
from publish.wrapped import unwrap, wrap_width

DEEPEST_QUOTE = 6

MARKS = re.compile(r"\s?(?:>[ ]?)*>[ ]?")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a body: ``kind`` is one of KINDS."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that are shown alike."""

    fixed: bool
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines quoted equally deep, without their marks; depth 0 holds the line that says who wrote."""

    depth: int
    text: str


def parts(layout: str, own: str, quoted: str, signature: str) -> list[Part]:
    r"""Give the parts of a body in their order; whatever the layout leaves out follows at the end.

    Any layout will do: ``ingest.layout.unpack`` is for the tidy ones.

    >>> [part.text for part in parts("own 3 quoted 6 own 4", "Hi!\n\nYes.", "> Hm?", "--")]
    ['Hi!', '> Hm?', 'Yes.', '--']
    """
    left = {"own": own, "quoted": quoted, "signature": signature}
    fields = layout.split()
    found: list[Part] = []
    for kind, length in zip(fields[::2], fields[1::2], strict=False):
        if kind in left and length.isdecimal():
            end = int(length)
            found.append(Part(kind, left[kind][:end]))
            left[kind] = left[kind][end:].removeprefix(BETWEEN)
    found += [Part(kind, left[kind]) for kind in KINDS]
    return [part for part in found if part.text]


def blocks(text: str) -> list[Block]:
    r"""Tell the paragraphs that may be wrapped anew from what is drawn in columns, in them or between them.

    >>> blocks("A line:\n\n  a   b\n  1   2\n")
    [Block(fixed=False, text='A line:'), Block(fixed=True, text='  a   b\n  1   2')]
    """
    found: list[Block] = []
    runs = [run for paragraph in re.split(r"\n[ \t\r]*\n", text) for run in _runs(paragraph)]
    width = wrap_width("\n\n".join(run.text for run in runs if not run.fixed))
    for fixed, alike in groupby(runs, key=lambda run: run.fixed):
        if fixed:
            found.append(Block(True, "\n\n".join(run.text for run in alike)))
        else:
            found += [Block(False, unwrap(run.text, width)) for run in alike]
    return found


def _runs(paragraph: str) -> Iterator[Block]:
    """The runs of drawn lines in a paragraph, and of others."""
    lines = [bare for line in paragraph.split("\n") if (bare := line.rstrip())]
    for fixed, run in groupby(zip(drawn(lines), lines, strict=True), key=lambda each: each[0]):
        yield Block(fixed, "\n".join(line for _, line in run))


def quotes(text: str) -> list[Quote]:
    r"""Give the lines of a quoted part by the depth of their marks.

    >>> quotes("Ann wrote:\n> Yes.\n>> No?\n")
    [Quote(depth=0, text='Ann wrote:'), Quote(depth=1, text='Yes.'), Quote(depth=2, text='No?')]
    """
    found = []
    for depth, run in groupby(_rejoined(text.rstrip("\n").split("\n")), key=lambda quote: quote.depth):
        found.append(Quote(depth, "\n".join(quote.text for quote in run)))
    return found


def _rejoined(lines: list[str]) -> Iterator[Quote]:
    """The lines without their marks; what a mailer wrapped out of one, and left without a mark, is put back behind it."""
    bare, unmarked = [line.strip() for line in lines], [*map(_unmark, lines)]
    at = 0
    while at < len(lines):
        line, end = unmarked[at], at + 1
        while line.depth and end < min(len(lines), at + 2 + MOST_WRAPPED) and not unmarked[end].depth:
            end += 1
        if at + 1 < end < len(lines) and unmarked[end].depth and is_wrapped(bare, at + 1, end):
            yield Quote(line.depth, " ".join([line.text, *bare[at + 1 : end]]))
            at = end
        else:
            yield line
            at += 1


def _unmark(line: str) -> Quote:
    marks = MARKS.match(line)
    if not marks or GROUPWISE.fullmatch(line):
        return Quote(0, line)
    return Quote(min(marks[0].count(">"), DEEPEST_QUOTE), line[marks.end() :])
