"""What sameness needs to know of each sighting: read from sightings.db without its texts, so that millions fit in memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database, Migrations

from dedupe.words import VERSION, WORD, digest, sequence
from ingest import workers

BATCH = 2_000  # sightings whose words are counted at once
MANY = 4_000  # sightings from which worker processes pay

migrations = Migrations("dedupe")


@migrations()
def prints(db: Database) -> None:
    """Digests of words, made once for each sighting and version of the normaliser."""
    db.execute("""
        create table if not exists prints (
            sighting text primary key references sightings(id) on delete cascade, version integer not null,
            own blob not null, own_words integer not null, words blob not null
        ) without rowid""")


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting, without its texts.

    ``own`` is the digest of its own words, ``own_words`` their number.
    """

    id: str
    source: str
    place: str
    raw: str
    kind: str
    inside: str
    message_id: str
    parents: str
    subject: str
    name: str
    address: str
    sent: str | None
    sent_basis: str
    list_name: str
    list_address: str
    list_archive: str
    url: str
    answers: str
    evidence: str
    own: bytes
    own_words: int

    @property
    def order(self) -> tuple[bool, str, str, str, bytes, str]:
        """Oldest first; the same whatever was read first."""
        return (self.sent is None, self.sent or "", self.message_id, self.raw, self.own, self.id)


COLUMNS = ", ".join(f"s.{name}" for name in Seen.__dataclass_fields__ if not name.startswith("own"))


def load(db: sqlite3.Connection) -> list[Seen]:
    """All sightings, oldest first."""
    rows = db.execute(
        f"select {COLUMNS}, p.own, p.own_words"  # noqa: S608
        " from sightings s join prints p on p.sighting = s.id"
    )
    return sorted((Seen(*row) for row in rows), key=lambda seen: seen.order)


def count_words(db: sqlite3.Connection, path: Path) -> int:
    """Make the digests that are missing; how many."""
    db.execute("pragma foreign_keys = on")
    migrations.apply(Database(db))
    missing = [
        row[0]
        for row in db.execute(
            "select s.rowid from sightings s left join prints p on p.sighting = s.id and p.version = ? where p.sighting is null"
            " order by s.rowid",
            (VERSION,),
        )
    ]
    batches = [(path, missing[at : at + BATCH]) for at in range(0, len(missing), BATCH)]
    db.execute("begin immediate")
    for made in _in_workers(batches, len(missing)):
        db.executemany("insert or replace into prints values (?, ?, ?, ?, ?)", made)
    db.execute("commit")
    return len(missing)


Print = tuple[str, int, bytes, int, bytes]
Batch = tuple[Path, list[int]]


def _in_workers(batches: list[Batch], sightings: int) -> Iterator[list[Print]]:
    if sightings < MANY or (os.cpu_count() or 1) == 1:
        yield from map(_print_batch, batches)
        return
    with workers.pool() as pool:
        yield from pool.map(_print_batch, batches)


def _print_batch(batch: Batch) -> list[Print]:
    path, rowids = batch
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        rows = db.execute(
            f"select id, own from sightings where rowid in ({','.join(map(str, rowids))})"  # noqa: S608
        )
        return [_print(*row) for row in rows]


def _print(sighting: str, own: str) -> Print:
    one = sequence(own)
    return (sighting, VERSION, digest(one), len(one) // WORD, one)
