"""What two sequences of words have in common. A sequence is bytes, four for each word (``ingest.words``)."""

from __future__ import annotations

import sqlite3
from array import array
from collections import OrderedDict

from rapidfuzz.distance import LCSseq

from ingest.words import WORD

KEPT = 20_000  # sequences in memory: the messages of some months


def holds(whole: bytes, part: bytes) -> bool:
    """True where all words of ``part`` stand in ``whole`` in one run."""
    at = whole.find(part)
    while at >= 0 and at % WORD:
        at = whole.find(part, at + 1)
    return at >= 0


def shares_run(a: bytes, b: bytes, words: int) -> bool:
    """True where that many words in a row stand in both.

    A row of 15 has eight words that begin at a multiple of eight, whichever it begins at: those are looked for first.
    """
    step = (words + 1) // 2 * WORD
    if not any(holds(b, a[at : at + step]) for at in range(0, len(a) - step + 1, step)):
        return False
    size = words * WORD
    rows = {b[at : at + size] for at in range(0, len(b) - size + 1, WORD)}
    return any(a[at : at + size] in rows for at in range(0, len(a) - size + 1, WORD))


def covers(whole: bytes, part: bytes, share: float) -> bool:
    """True where at least that share of the part's words stands in the whole in threes; the first few misses decide."""
    step = 3 * WORD
    starts = range(0, len(part) - step + 1, step)
    allowed = int((1 - share) * len(starts)) + 1
    for at in starts:
        allowed -= not holds(whole, part[at : at + step])
        if allowed < 0:
            return False
    return True


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
            row = self._db.execute("select words from sightings where id = ?", (sighting,)).fetchone()
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
