"""The second step: sightings in, an archive out in which each note stands once.

A function of the set of sightings: whatever was read first, the rows are the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dedupe import told
from dedupe.archive import Archive, archive
from dedupe.merge import merge
from dedupe.seen import count_words, load
from dedupe.store import finish, insert, new_archive
from dedupe.words import VERSION
from dedupe.writing import write
from ingest.errors import DatabaseUnusable, SourceMissing
from ingest.ids import short_id

WAIT = 20  # seconds to wait for a reading that writes the sightings
DISTRIBUTION = "each-note-once"
STEPS = ("words", "sameness", "threads", "rows", "search")


def nullstep(name: str) -> AbstractContextManager[None]:  # noqa: ARG001
    """A step that nobody watches."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made, in numbers. found + recovered = notes + repeats."""

    sources: int
    found: int
    notes: int
    repeats: int
    quotes: int
    recovered: int
    documents: int
    threads: int
    lists: int
    conflicts: int
    problems: int


def build(
    sightings: Path,
    path: Path,
    keep_addresses: bool = False,
    step: Callable[[str], AbstractContextManager[None]] = nullstep,
) -> Summary:
    """Write the archive of all sightings to ``path``, in place of the one that lies there; ``step`` is told what is done."""
    with _opened(sightings) as db:
        with step("words"):
            count_words(db, sightings)
        with step("sameness"):
            merged = merge(load(db), db)
        with step("threads"):
            found = archive(merged, told.people(sightings.parent))
        with new_archive(path) as out:
            with step("rows"):
                write(out, found, db, sightings, keep_addresses)
                insert(out, "builds", [_build_row(out)])
            with step("search"):
                finish(out)
            return _summary(out, found)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise SourceMissing(path)
    db = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        db.execute("select raw, layout from sightings limit 1")  # before anything is written into what is not ours
        yield db
    except sqlite3.Error as error:
        raise DatabaseUnusable(path, error) from error
    finally:
        db.close()


def _build_row(out: sqlite3.Connection) -> tuple[str, str, str, int, int, int]:
    """The build: its id says which sources, which version; its time is a day, so that equal builds have equal rows."""
    sources = [row[0] for row in out.execute("select id from sources order by id")]
    program = _version()
    counts = (_count(out, "messages"), _count(out, "sightings"))
    return (
        short_id("build", program, str(VERSION), *sources),
        datetime.now(UTC).date().isoformat(),
        program,
        len(sources),
        *counts,
    )


def _version() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def _count(db: sqlite3.Connection, table: str, where: str = "1") -> int:
    return int(db.execute(f"select count(*) from {table} where {where}").fetchone()[0])  # noqa: S608


def _summary(out: sqlite3.Connection, found: Archive) -> Summary:
    posts = _count(out, "sightings", "inside is null and kind in ('posted', 'crossposted', 'resent')")
    notes = _count(out, "messages")
    recovered = _count(out, "messages", "recovered")
    return Summary(
        sources=_count(out, "sources"),
        found=posts,
        notes=notes,
        repeats=posts + recovered - notes,
        quotes=_count(out, "sightings", "kind in ('quoted', 'forwarded')"),
        recovered=recovered,
        documents=_count(out, "messages", "kind = 'document'"),
        threads=_count(out, "threads"),
        lists=len(found.lists),
        conflicts=_count(out, "conflicts"),
        problems=_count(out, "problems"),
    )
