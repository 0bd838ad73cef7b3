"""Texts in pieces between blanks, each with how many words it holds: what ties places in a text to places in its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ingest.places import places
from ingest.words import AT, BLANKS, IN_LINKS, SPELLED_AT, spelled, tokens

SPELLED = re.compile(spelled("|".join(AT)))
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
OTHER_BLANK = re.compile(r"[^\S\x00-\x7f]")
BLANK, MARK, LETTER, OTHER = range(4)  # what a character is; OTHER is where letters alone do not tell the words
KINDS = b"".join(  # of ASCII, and of "\x80" for all else
    bytes([BLANK if c.isspace() else LETTER if c.isalnum() else OTHER if c in "@[" else MARK])
    for c in map(chr, range(128))
) + bytes([OTHER] * 128)

Chunk = tuple[int, int, int, int]  # start and end in a text, the number of its first word, and how many words
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Chunks:
    """Start and end of each piece between blanks, the number of its first word, and how many words it holds.

    "ann at example.org" is one piece.
    """

    starts: Numbers
    ends: Numbers
    firsts: Numbers
    counts: Numbers

    def with_words(self) -> Chunks:
        """Those that hold words."""
        some = self.counts > 0
        return Chunks(self.starts[some], self.ends[some], self.firsts[some], self.counts[some])

    def one_by_one(self) -> list[Chunk]:
        """Each as four numbers.

        >>> chunks_of("So: write to ann at example.org!").one_by_one()
        [(0, 3, 0, 1), (4, 9, 1, 1), (10, 12, 2, 1), (13, 32, 3, 0)]
        """
        columns = (self.starts, self.ends, self.firsts, self.counts)
        return list(zip(*(column.tolist() for column in columns), strict=True))


def chunks_of(text: str) -> Chunks:
    """The pieces of a text: all are counted at once, and then those that may hold a link, an address or letters beyond ASCII."""
    kinds = _kinds(text)
    edges = np.flatnonzero(np.diff(kinds != BLANK, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    letters = kinds == LETTER
    begun = np.cumsum(np.diff(letters, prepend=False) & letters)
    counts = begun[ends - 1] - begun[starts] + letters[starts]
    others = np.unique(np.searchsorted(starts, np.flatnonzero(kinds == OTHER), "right") - 1)
    counts[others] = [len(tokens(text[starts[at] : ends[at]])) for at in others]
    return Chunks(starts, ends, np.cumsum(counts) - counts, counts)


def _kinds(text: str) -> NDArray[np.uint8]:
    """What each character is."""
    plain = text if text.isascii() else BEYOND_ASCII.sub("\x80", OTHER_BLANK.sub(" ", text))
    kinds = bytearray(plain.encode("latin-1").translate(KINDS))
    for at in chain.from_iterable(places(text, part) for part in IN_LINKS):
        kinds[at] = OTHER
    flat = text.replace("\n", " ").replace("\t", " ")
    for mark in chain.from_iterable(places(flat, spelling) for spelling in SPELLED_AT):
        before = max(0, mark - BLANKS)
        at = before + len(text[before:mark].rstrip(" \t\n"))
        if found := SPELLED.match(text, at):
            kinds[at : found.end()] = bytes([OTHER]) * (found.end() - at)
    return np.frombuffer(kinds, np.uint8)


def characters(text: str) -> NDArray[np.uint32]:
    """The numbers of the characters of a text in Unicode."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
