"""Sequences of words: whether one stands in another, and where they are kept. A sequence is bytes, four for each word."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Protocol

from dedupe.answered import Answered
from dedupe.seen import columns
from ingest.layout import Texts, joined
from ingest.words import WORD, digest, sequence

# words of the shorter of two texts that are compared place by place: 17 ms, and the square of it for more
LONGEST = 10_000
ROOM = 64_000_000  # bytes of sequences in memory: those of 40,000 messages with their quotes
DAMAGE = "*[a-zA-Z][?][a-zA-Z]*"
OVERHEAD = 200  # bytes of a small object and its place in a table


class HasWords(Protocol):
    """What a sequence is looked up by: a sighting and the digest of its words."""

    @property
    def id(self) -> str:
        """Of the sighting."""

    @property
    def own(self) -> bytes:
        """The digest of its own words."""


def holds(whole: bytes, part: bytes) -> bool:
    """True where all words of ``part`` stand in ``whole`` in one run."""
    return holds_at(whole, part) >= 0


def holds_at(whole: bytes, part: bytes) -> int:
    """The number of the word of ``whole`` at which all words of ``part`` begin in one run; -1 where they do not."""
    at = whole.find(part)
    while at >= 0 and at % WORD:
        at = whole.find(part, at + 1)
    return at // WORD


def shares_run(a: bytes, b: bytes, words: int) -> bool:
    """True where that many words in a row stand in both.

    A row of 15 has eight words that begin at a multiple of eight, whichever it begins at: those are looked for first, and what
    stands around them is compared. Where they stand in the other text more than once, all its rows are; of long texts at once.
    """
    if min(len(a), len(b)) > LONGEST * WORD:
        return _has_row_of(b, a, words * WORD)
    step = (words + 1) // 2 * WORD
    again = False
    for at in range(0, len(a) - step + 1, step):
        seed = a[at : at + step]
        found = holds_at(b, seed) * WORD
        if found >= 0:
            if _run_around(a, at, b, found, step, words * WORD):
                return True
            again = again or b.find(seed, found + 1) >= 0
    return again and _has_row_of(b, a, words * WORD)


def _run_around(a: bytes, at: int, b: bytes, found: int, step: int, size: int) -> bool:
    """True where what stands in both at these places is a part of a run of that size."""
    begin, end = 0, step
    while begin > step - size and at + begin >= WORD and found + begin >= WORD:
        if a[at + begin - WORD : at + begin] != b[found + begin - WORD : found + begin]:
            break
        begin -= WORD
    while end - begin < size and at + end < len(a) and found + end < len(b):
        if a[at + end : at + end + WORD] != b[found + end : found + end + WORD]:
            break
        end += WORD
    return end - begin >= size


def _has_row_of(whole: bytes, other: bytes, size: int) -> bool:
    """True where a row of that size stands in both; linear, however often their words come again."""
    rows = {whole[at : at + size] for at in range(0, len(whole) - size + 1, WORD)}
    return any(other[at : at + size] in rows for at in range(0, len(other) - size + 1, WORD))


class Sequences:
    """Sequences of own texts, each different one once: as many in memory as fit there, others read when asked for.

    ``ask`` is for what takes long to find out about them.
    """

    def __init__(self, db: sqlite3.Connection, answered: Answered | None = None) -> None:
        self._db = db
        self.ask = (answered or Answered()).ask
        self._kept: dict[bytes, bytes] = {}
        self._made: dict[bytes, bytes] = {}
        self._given: dict[str, Texts] = {}
        self._room = ROOM
        for own, words in db.execute("select digest, words from sightings"):
            if own not in self._kept:
                self._kept[own] = words
                self._room -= len(words) + OVERHEAD
                if self._room < 0:
                    break

    def __call__(self, seen: HasWords) -> bytes:
        """The words of a sighting's own text."""
        found = self._kept.get(seen.own)
        if found is None:
            found = self._made.get(seen.own)
        return self._read(seen) if found is None else found

    def add(self, made: bytes) -> bytes:
        """Keep a sequence that no sighting has in the database; its digest."""
        key = digest(made)
        self._made[key] = made
        return key

    def give(self, sighting: str, texts: Texts) -> None:
        """Keep texts of a sighting that were split in another way than in the database."""
        self._given[sighting] = texts

    def whole(self, sighting: str) -> Texts:
        """The texts of a sighting."""
        if sighting in self._given:
            return self._given[sighting]
        row = self._db.execute(
            "select own, quoted, signature, layout from sightings where id = ?", (sighting,)
        ).fetchone()
        return Texts(*row) if row else Texts()

    def texts(self, sighting: str) -> tuple[str, str]:
        """The own text of a sighting, and what it quotes."""
        if sighting in self._given:
            return self._given[sighting].own, self._given[sighting].quoted
        row = self._db.execute("select own, quoted from sightings where id = ?", (sighting,)).fetchone()
        return row or ("", "")

    def rest(self, sighting: str) -> tuple[str, str]:
        """The signature of a sighting, and what it quotes."""
        if sighting in self._given:
            return self._given[sighting].signature, self._given[sighting].quoted
        row = self._db.execute("select signature, quoted from sightings where id = ?", (sighting,)).fetchone()
        return row or ("", "")

    def in_all(self, sighting: str) -> bytes:
        """All words of a post in the order in which they stood there, own and quoted."""
        return sequence(joined(self.whole(sighting)))

    def damaged(self, sightings: Sequence[str]) -> set[str]:
        """Those whose own texts have "?" between letters, where a charset lacked one."""
        return {key for key, *_ in columns(self._db, "1", sightings, f"lost and own glob '{DAMAGE}'")}

    def _read(self, seen: HasWords) -> bytes:
        """A sequence that is not in memory; those that came first go where there is no room."""
        row = self._db.execute("select words from sightings where id = ?", (seen.id,)).fetchone()
        found: bytes = row[0] if row else b""
        self._kept[seen.own] = found
        self._room -= len(found) + OVERHEAD
        while self._room < 0 and len(self._kept) > 1:
            self._room += len(self._kept.pop(next(iter(self._kept)))) + OVERHEAD
        return found
