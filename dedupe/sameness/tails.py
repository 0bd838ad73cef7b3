"""The ends of quoted paragraphs that are no words of the notes that are quoted: answers, if the quote was drawn too long.

A paragraph counts whose last lines are in none of the notes, where one of them has the line above: it ends there, or goes on behind
the paragraph as it ended above. So an answer is told from words of the note that somebody changed, cut or left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from dedupe.align import Run, Span, repeated, spans
from dedupe.fingerprints import SHINGLE, shingles
from dedupe.sameness.chunks import chunks_of
from dedupe.sameness.fitted import fitted, lines_of
from dedupe.words import holds, holds_at
from ingest.layout import Texts, joined, unpack
from ingest.words import WORD, sequence

MARK = ">"
LINK = "://"
FEWEST_FOR_OTHERS = 8  # words of an answer in place of words of the note: fewer may be an edit of these


class Tail(NamedTuple):
    """The end of a quoted paragraph that may be an answer: its lines, its words, and those of the paragraph above it."""

    lines: Span
    words: bytes
    above: bytes


class Whole:
    """All words of a post, the numbers of those at which its lines and sentences begin, and of those at which its parts end."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.words = sequence(joined(texts))

    @cached_property
    def parted(self) -> frozenset[int]:
        """Where its lines and sentences begin."""
        return lines_of(joined(self._texts)).parted

    @cached_property
    def ends(self) -> frozenset[int]:
        """Where its own text, its quotes and its signature end."""
        return frozenset(accumulate(len(sequence(part)) // WORD for _, part in unpack(self._texts)))


class Known:
    """The words of notes that were there to be quoted."""

    def __init__(self, notes: Iterable[bytes]) -> None:
        self._notes = list(dict.fromkeys(notes))
        rows = [np.frombuffer(note, np.uint32) for note in self._notes if len(note) >= SHINGLE * WORD]
        self._rows = np.unique(np.concatenate([shingles(row) for row in rows])) if rows else np.empty(0, np.uint64)

    def has(self, words: bytes) -> bool:
        """True where five of some words stand in a row in a note, or all of fewer words."""
        if len(words) < SHINGLE * WORD or not len(self._rows):
            return any(holds(note, words) for note in self._notes)
        rows = shingles(np.frombuffer(words, np.uint32))
        at = np.minimum(np.searchsorted(self._rows, rows), len(self._rows) - 1)
        return bool((self._rows[at] == rows).any())


def tails(quoted: str, notes: Sequence[Whole]) -> Iterator[Tail]:
    """The ends of paragraphs, quoted once and last in their quote, that are no words of the notes."""
    lines = quoted.split("\n")
    bare = [unmarked(line) if _depth(line) == 1 else "" for line in lines]
    text = "\n".join(bare)
    whole, fit = sequence(text), lines_of(text)
    found = [_Runs(some, note) for note in notes if (some := fitted(repeated(whole, note.words), fit))]
    for paragraph in _paragraphs(lines, text) if found else ():
        last = max(each.last_line(paragraph) for each in found)
        begin, first, end = paragraph[0].first, paragraph[last].end, paragraph[-1].end
        if last >= 0 and first < end and any(each.may_be_answered(first, end) for each in found):
            top = next(line.number for line in paragraph if line.end > first)
            if _ends_in_link(bare[top - 1]):
                continue
            words, above = whole[first * WORD : end * WORD], whole[begin * WORD : first * WORD]
            yield Tail((top, paragraph[-1].number + 1), words, above)


def place(tail: Tail, quotes: Mapping[str, bytes]) -> tuple[str, Span] | None:
    """In which of some quotes the words of a tail stand, and where."""
    for quote, words in quotes.items():
        at = holds_at(words, tail.above + tail.words)
        if at >= 0:
            first = at + len(tail.above) // WORD
            return quote, (first, first + len(tail.words) // WORD)
    return None


def unmarked(line: str) -> str:
    """A line without its first mark."""
    return line.lstrip().removeprefix(MARK).removeprefix(" ")


def _depth(line: str) -> int:
    """How many marks stand before a line."""
    return line[: len(line) - len(line.lstrip(f"{MARK} "))].count(MARK)


def _ends_in_link(line: str) -> bool:
    """True for a line that ends in a link, which may go on below."""
    return LINK in line.rpartition(" ")[2]


class _Line(NamedTuple):
    """A line that is quoted once: its number, its first word and the one after its last."""

    number: int
    first: int
    end: int


def _paragraphs(lines: Sequence[str], text: str) -> Iterator[list[_Line]]:
    """The lines of each paragraph of a text, where the lines with their marks have one without a mark behind it, or none."""
    chunks = chunks_of(text).with_words()
    firsts, starts = [*chunks.firsts.tolist(), int(chunks.counts.sum())], chunks.starts.tolist()
    paragraph: list[_Line] = []
    goes_on = False
    at = 0
    for number, (line, bare) in enumerate(zip([*lines, ""], [*text.split("\n"), ""], strict=True)):
        if bare.strip():
            paragraph = paragraph if goes_on else []
            paragraph.append(_Line(number, *(firsts[bisect_left(starts, edge)] for edge in (at, at + len(bare)))))
        elif line.strip(f"{MARK} "):  # quoted twice, or not at all
            paragraph = []
        elif paragraph and not line.strip():
            yield paragraph
            paragraph = []
        goes_on = bool(bare.strip())
        at += len(bare) + 1


class _Runs:
    """Where words of a note stand in what is quoted."""

    def __init__(self, runs: Sequence[Run], note: Whole) -> None:
        self._note = note
        self._firsts, self._ends = zip(*spans(runs), strict=True)
        self._ended = {at + size: start + size for at, start, size in runs}  # places in the note
        self._begins = [(at, start) for at, start, _ in runs]

    def last_line(self, paragraph: Sequence[_Line]) -> int:
        """The number of the last line of a paragraph that has words of the note; -1 where none has."""
        for number in range(len(paragraph) - 1, -1, -1):
            at = bisect_right(
                self._ends, paragraph[number].first
            )  # the first span that ends behind where the line begins
            if at < len(self._ends) and self._firsts[at] < paragraph[number].end:
                return number
        return -1

    def may_be_answered(self, first: int, end: int) -> bool:
        """True for words below the end of a line or sentence of the note that goes on behind them as it ended above, or no more.

        In place of words of the note only a long answer may be; a short one may be an edit.
        """
        begin = self._ended.get(first, -1)
        at = bisect_left(self._begins, (end, 0))
        goes_on = at < len(self._begins) and self._begins[at][1] == begin
        is_long = end - first >= FEWEST_FOR_OTHERS
        return begin in self._note.parted and (goes_on or is_long or begin in self._note.ends)
