"""A body as the page shows it: its parts in their order, each part as prose or as text drawn in columns.

part     a run of one kind: own, quoted or signature, as ``texts.layout`` names it
block    a run of lines of one part: prose (may be wrapped anew) or fixed (columns matter: table, code, diff)
quote    lines of a quoted part that bear the same number of ``>`` marks
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.layout import BETWEEN, KINDS
from ingest.quote_marks import GROUPWISE
from ingest.wrapped_lines import MOST_WRAPPED, is_wrapped

DEEPEST_QUOTE = 6

# Lines longer than this were not wrapped by their author's program: nothing is to be joined.
WIDEST_WRAP = 100
# Where no line is longer than this all were broken on purpose: verse, an address.
NARROWEST_WRAP = 45
USUAL_WRAP = 72
ENOUGH_LINES = 3
# Of a longer line only so much is looked at: nothing is drawn that wide.
LOOKED_AT = 400

FIXED = re.compile(
    r"""^(?:
        \t | [ ]{2,}\S                     # indented
      | .*[^\s.!?:;,][ ]{3,}\S              # columns made with spaces, no wide gap between sentences
      | .*\|.*\|                           # a table with bars
      | [+|][-=+|\s]{3,}                   # its ruler
      | .*\S\t+\S                          # columns made with tabs
      | diff[ ]--git | @@[ ] | (?:\+\+\+|---)[ ]\S   # a patch
      | .*[{}]$ | .*\w\(.*\);$ | .*[ ]=[ ].*;$   # code
      | [-+](?:\s{2,}|def[ ]|return[ ])    # a changed line
      | (?:def|class)[ ].*:$ | import[ ]\w+$
    )""",
    re.VERBOSE,
)
ITEM = re.compile(r"[-*+•–o]\s|\(?\d{1,3}[.)]\s|\[\d+\]|#{1,6}\s|--\s*$")
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


def wrap_width(text: str) -> int:
    """Give the width at which a mail program wrapped ``text``.

    It shows where several lines end close to the longest one; else the usual 72 are taken.
    """
    lengths = [length for line in text.split("\n") if (length := len(line.rstrip())) <= WIDEST_WRAP]
    longest = max(lengths, default=0)
    near = sum(1 for length in lengths if length > longest - 12)
    return longest if near >= ENOUGH_LINES and longest >= NARROWEST_WRAP else max(longest, USUAL_WRAP)


def blocks(text: str) -> list[Block]:
    r"""Tell the paragraphs that may be wrapped anew from those drawn in columns.

    >>> blocks("A line.\n\n  a   b\n  1   2\n")
    [Block(fixed=False, text='A line.'), Block(fixed=True, text='  a   b\n  1   2')]
    """
    found: list[Block] = []
    width = wrap_width(text)
    for fixed, run in groupby(_paragraphs(text), key=lambda paragraph: paragraph.fixed):
        if fixed:
            found.append(Block(True, "\n\n".join(block.text for block in run)))
        else:
            found += [Block(False, unwrap(block.text, width)) for block in run]
    return found


def _paragraphs(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n[ \t\r]*\n", text):
        lines = [line.rstrip() for line in paragraph.split("\n")]
        kept = "\n".join(lines).strip("\n")
        if kept:
            yield Block(_is_fixed([line for line in lines if line]), kept)


def _is_fixed(lines: list[str]) -> bool:
    """Say whether columns matter: they do in one line of three, but an indented first line is a habit of prose."""
    drawn = sum(1 for line in lines if FIXED.match(line[:LOOKED_AT]))
    if drawn == 1 and len(lines) > 1 and lines[0].startswith(" "):
        return False
    hanging = drawn and all(line.startswith(" ") or ITEM.match(line) for line in lines) and ITEM.match(lines[0])
    return drawn * 3 >= len(lines) and not hanging


def unwrap(text: str, width: int) -> str:
    r"""Join the lines that a mail program broke at ``width``; keep the breaks that the author made.

    >>> unwrap("This line was broken by a program where the next\nword did not fit, and this one\n- an item\nBen", 50)
    'This line was broken by a program where the next word did not fit, and this one\n- an item\nBen'
    """
    lines = text.split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        words = line.split(None, 1)
        full = len(before) <= WIDEST_WRAP and words and len(before) + 1 + len(words[0]) > width
        joined.append(f" {line.lstrip()}" if full and not ITEM.match(line.lstrip()) else f"\n{line}")
    return "".join(joined)


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
