"""Fingerprints of texts: winnowed shingles of words, in bulk, and which text had each first.

A shingle is five words in a row. Of every eight neighbouring shingles the one with the least hash is kept, so two texts that
share twelve words in a row share a fingerprint, and a text has two for every nine of its words (S. Schleimer, D. Wilkerson,
A. Aiken, "Winnowing", 2003; 24 for a mail of 815 bytes, and 98.6 % or more of all kinds of quotes found, measured on 92,481
labelled copies). They are made from stored sequences of words, whose version is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedupe.words import WORD

SHINGLE = 5  # words
WINDOW = 8  # shingles
GAP = WINDOW  # places between two texts, so that no window sees both
BATCH = 500_000  # words at a time: some 40 MB of arrays
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)
MIX = np.uint64(0xFF51AFD7ED558CCD)
NOTHING = np.uint64(2**64 - 1)  # what stands where no shingle begins

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Prints:
    """Fingerprints of many texts, and the number of the text that each is of, in the order of the texts and their words."""

    hashes: Hashes
    texts: Numbers

    def by_text(self, count: int) -> list[Hashes]:
        """The fingerprints of each of so many texts."""
        return np.split(self.hashes, np.searchsorted(self.texts, np.arange(1, count)))


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Pairs of texts of which one has fingerprints that the other had first: ``count`` of them."""

    texts: Numbers
    owners: Numbers
    counts: Numbers


def fingerprints(sequences: Iterable[bytes]) -> Prints:
    """The fingerprints of sequences of words; a text of less than five words has none."""
    made = [_winnow(*batch) for batch in _batches(sequences)]
    if not made:
        return Prints(np.empty(0, np.uint64), np.empty(0, np.int64))
    return Prints(np.concatenate([hashes for hashes, _ in made]), np.concatenate([texts for _, texts in made]))


def _batches(sequences: Iterable[bytes]) -> Iterable[tuple[int, list[bytes]]]:
    """Some sequences at a time, with the number of the first."""
    batch: list[bytes] = []
    first = size = 0
    for one in sequences:
        batch.append(one)
        size += len(one)
        if size > BATCH * WORD:
            yield first, batch
            first, batch, size = first + len(batch), [], 0
    if batch:
        yield first, batch


def _winnow(first: int, batch: Sequence[bytes]) -> tuple[Hashes, Numbers]:
    """Fingerprints of some texts with their numbers."""
    lengths = np.fromiter(map(len, batch), np.int64, len(batch)) // WORD
    starts = np.cumsum(lengths + GAP) - lengths
    counts = np.maximum(lengths - SHINGLE + 1, 0)
    blank = bytes(GAP * WORD)
    laid = np.frombuffer(b"".join(chain.from_iterable((blank, one) for one in batch)) + blank, np.uint32)
    hashes = np.full(len(laid), NOTHING)
    hashes[: 1 - SHINGLE] = shingles(laid)
    hashes[~_marked(len(laid), starts, counts)] = NOTHING
    windows = np.where(counts > 0, np.maximum(counts - WINDOW + 1, 1), 0)
    least = _sliding(hashes, np.minimum)
    least[~_marked(len(laid), starts, windows)] = 0  # a window that is not wholly in a text chooses nothing
    chosen = np.flatnonzero((hashes == _sliding(least[::-1], np.maximum)[::-1]) & (hashes != NOTHING))
    return hashes[chosen], np.searchsorted(starts, chosen, "right") - 1 + first


def shingles(laid: NDArray[np.uint32]) -> Hashes:
    """A hash for every five places in a row."""
    count = len(laid) - SHINGLE + 1
    made = np.zeros(count, np.uint64)
    for at, factor in enumerate(FACTORS):
        made += laid[at : at + count] * np.uint64(factor)
    made ^= made >> np.uint64(32)
    made *= MIX
    made ^= made >> np.uint64(29)
    return made


def _marked(size: int, starts: Numbers, lengths: Numbers) -> NDArray[np.bool_]:
    """True in runs that begin at the starts and are so long."""
    steps = np.zeros(size + 1, np.int8)
    some = lengths > 0
    steps[starts[some]] = 1
    steps[starts[some] + lengths[some]] = -1
    return np.cumsum(steps[:-1], dtype=np.int8).view(np.bool_)


def _sliding(values: Hashes, of: np.ufunc) -> Hashes:
    """The least or greatest of each eight values in a row; of fewer at the end."""
    made = values.copy()
    for step in (1, 2, 4):
        made[:-step] = of(made[:-step], made[step:])
    return made


def shared(prints: Prints, ranks: Numbers) -> Shared:
    """Which texts have fingerprints that others had first: each belongs to the text of the least rank that has it.

    A function of the set of texts, whatever their order, and linear: a fingerprint that thousands have makes one pair for each.
    """
    _, which = np.unique(prints.hashes, return_inverse=True)
    mine = ranks[prints.texts]
    first = np.full(int(which.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, which, mine)
    owners = first[which]
    borrowed = owners != mine
    of_rank = np.empty(len(ranks), np.int64)
    of_rank[ranks] = np.arange(len(ranks))
    pairs, counts = np.unique(prints.texts[borrowed] << 32 | of_rank[owners[borrowed]], return_counts=True)
    return Shared(pairs >> 32, pairs & 0xFFFFFFFF, counts)
