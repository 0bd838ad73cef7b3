"""Fingerprints of texts: winnowed shingles of words, in bulk, and which text had each first.

A shingle is five words in a row. Of every eight neighbouring shingles the one with the least hash is kept, so two texts that
share twelve words in a row share a fingerprint, and a text has two for every nine of its words (S. Schleimer, D. Wilkerson,
A. Aiken, "Winnowing", 2003; 24 for a mail of 815 bytes, and 98.6 % or more of all kinds of quotes found, measured on 92,481
labelled copies). They are made from stored sequences of words, whose version is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedupe.words import HasWords
from ingest.words import WORD

SHINGLE = 5  # words
WINDOW = 8  # shingles
GAP = WINDOW  # places between two texts, so that no window sees both
BATCH = 100_000  # words at a time: the arrays of half a million are 40 MB, and take a third longer
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)
MIX = np.uint64(0xFF51AFD7ED558CCD)
NOTHING = np.uint64(2**64 - 1)  # what stands where no shingle begins

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Texts = NDArray[np.int32]  # numbers of texts: there are more fingerprints than anything else in memory


@dataclass(frozen=True, slots=True, eq=False)
class Prints:
    """Fingerprints of many texts, and the number of the text that each is of, in the order of the texts and their words."""

    hashes: Hashes
    texts: Texts


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Pairs of texts of which one has fingerprints that the other had first: ``counts`` of the ``sizes`` that the owner has.

    ``own_sizes`` are those of the other text.
    """

    texts: Numbers
    owners: Numbers
    counts: Numbers
    sizes: Numbers
    own_sizes: Numbers


class Marks:
    """Fingerprints of the different own texts of sightings, which are numbered in the order given."""

    def __init__(self, seen: Iterable[HasWords], sequences: Callable[[HasWords], bytes]) -> None:
        self._sequences = sequences
        self._numbers: dict[bytes, int] = {}
        self._prints = fingerprints(self._numbered(seen))
        self._starts = np.searchsorted(self._prints.texts, np.arange(len(self._numbers) + 1))

    def _numbered(self, seen: Iterable[HasWords]) -> Iterator[bytes]:
        for each in seen:
            if each.own not in self._numbers:
                self._numbers[each.own] = len(self._numbers)
                yield self._sequences(each)

    def of(self, seen: HasWords) -> Hashes:
        """The fingerprints of the own text of a sighting."""
        number = self._numbers.get(seen.own)
        if number is None:
            return fingerprints([self._sequences(seen)]).hashes
        return self._prints.hashes[self._starts[number] : self._starts[number + 1]]

    def first(self, texts: int) -> Prints:
        """The fingerprints of so many texts, from the first on."""
        end = self._starts[texts]
        return Prints(self._prints.hashes[:end], self._prints.texts[:end])


class Owners:
    """Which text had each fingerprint first: the one with the least number.

    So the order in which texts are numbered decides, whatever was read first, and what thousands of texts have belongs to one.
    """

    def __init__(self, prints: Prints) -> None:
        self._prints = prints
        self._hashes, first, places = np.unique(prints.hashes, return_index=True, return_inverse=True)
        self._owners = prints.texts[first]
        self._of_each = self._owners[places]

    @cached_property
    def borrowed(self) -> Shared:
        """Which texts have fingerprints that others had first; one pair for each two texts."""
        texts, owners = self._prints.texts, self._of_each
        other = owners != texts
        pairs, counts = np.unique(texts[other].astype(np.int64) << 32 | owners[other], return_counts=True)
        sizes = np.bincount(texts)
        return Shared(pairs >> 32, pairs & 0xFFFFFFFF, counts, sizes[pairs & 0xFFFFFFFF], sizes[pairs >> 32])

    def most(self, hashes: Hashes, few: int) -> list[int]:
        """The few texts that had most of these fingerprints first."""
        at = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        owners = self._owners[at[self._hashes[at] == hashes]] if len(self._hashes) else at
        found, counts = np.unique(owners, return_counts=True)
        return [int(text) for text in found[np.argsort(-counts, kind="stable")[:few]]]


def fingerprints(sequences: Iterable[bytes]) -> Prints:
    """The fingerprints of sequences of words; a text of less than five words has none."""
    made = [_winnow(*batch) for batch in _batches(sequences)]
    if not made:
        return Prints(np.empty(0, np.uint64), np.empty(0, np.int32))
    return Prints(np.concatenate([hashes for hashes, _ in made]), np.concatenate([texts for _, texts in made]))


def _batches(sequences: Iterable[bytes]) -> Iterator[tuple[int, list[bytes]]]:
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


def _winnow(first: int, batch: Sequence[bytes]) -> tuple[Hashes, Texts]:
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
    return hashes[chosen], (np.searchsorted(starts, chosen, "right") - 1 + first).astype(np.int32)


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
