"""Texts as sequences of words, and what two sequences have in common.

A sequence is kept as bytes, four for each word (CRC-32): a million of them fit where a million texts do not, and whether one
holds another is a search for bytes.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import OrderedDict
from hashlib import blake2b
from zlib import crc32

from rapidfuzz.distance import LCSseq

from ingest.words import tokens

VERSION = 1  # of what is kept as words; sequences and digests of another version are made anew
WORD = 4  # bytes
KEPT = 20_000  # sequences in memory: the messages of some months


def sequence(text: str) -> bytes:
    """The words of a text, each as four bytes."""
    return array("I", map(crc32, tokens(text))).tobytes()


def digest(one: bytes) -> bytes:
    """What tells one sequence from another: 64 bits of blake2b."""
    return blake2b(one, digest_size=8).digest()


def holds(whole: bytes, part: bytes) -> bool:
    """True where all words of ``part`` stand in ``whole`` in one run."""
    at = whole.find(part)
    while at >= 0 and at % WORD:
        at = whole.find(part, at + 1)
    return at >= 0


def shares_run(a: bytes, b: bytes, words: int) -> bool:
    """True where that many words in a row stand in both."""
    size = words * WORD
    runs = {b[at : at + size] for at in range(0, len(b) - size + 1, WORD)}
    return any(a[at : at + size] in runs for at in range(0, len(a) - size + 1, WORD))


def in_common(a: bytes, b: bytes, share: float = 0.0) -> int:
    """How many words stand in both in the same order; 0 where that is less than ``share`` of ``a``'s."""
    return int(LCSseq.similarity(array("I", a), array("I", b), score_cutoff=int(share * (len(a) // WORD))))


def likeness(a: bytes, b: bytes) -> float:
    """The words in common, in order, as a share of the longer text: 1.0 for the same words."""
    longer = max(len(a), len(b)) // WORD
    return in_common(a, b) / longer if longer else 1.0


class Sequences:
    """Sequences of own texts by sighting, read when asked for; those asked for last stay in memory."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def __call__(self, sighting: str) -> bytes:
        """The words of a sighting's own text."""
        found = self._kept.get(sighting)
        if found is None:
            row = self._db.execute("select words from prints where sighting = ?", (sighting,)).fetchone()
            found = self._kept[sighting] = row[0] if row else b""
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(sighting)
        return found

    def texts(self, sighting: str) -> tuple[str, str]:
        """The own text of a sighting, and what it quotes."""
        row = self._db.execute("select own, quoted from sightings where id = ?", (sighting,)).fetchone()
        return row or ("", "")
