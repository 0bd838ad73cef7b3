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

from sqlite_utils import Database

from dedupe import told
from dedupe.answered import Answered
from dedupe.archive import Archive, archive
from dedupe.identity import identity, program
from dedupe.merge import merge
from dedupe.redactions import Kept, without
from dedupe.rows.carried import carried, remember
from dedupe.rows.edition import edition
from dedupe.rows.search import StandingIndex, search_index
from dedupe.rows.writing import write
from dedupe.seen import load, renew
from dedupe.store import alone, begin, finish, new_archive, replace
from ingest.errors import DatabaseUnusable, SourceMissing
from ingest.migrations import migrations

WAIT = 20  # seconds to wait for a reading that writes the sightings
DISTRIBUTION = "each-note-once"
STEPS = ("words", "sameness", "threads", "rows", "search")


def nullstep(name: str) -> AbstractContextManager[None]:  # noqa: ARG001
    """A step that nobody watches."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made, in numbers: found + recovered = notes + repeats; and entries of redactions.yml that name nothing.

    ``written`` notes are new or changed; the rows of the others stand as they were.
    """

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
    redacted: int
    written: int
    unknown: tuple[str, ...] = ()


def build(
    sightings: Path,
    path: Path,
    keep_addresses: bool = False,
    step: Callable[[str], AbstractContextManager[None]] = nullstep,
) -> Summary:
    """Write the archive of all sightings to ``path``, in place of the one that lies there; ``step`` is told what is done."""
    people, redactions = told.people(sightings.parent), told.redactions(sightings.parent)
    with _opened(sightings) as db, alone(path):
        made_of = identity(db, sightings.parent, keep_addresses)
        with step("words"):
            renew(db)
        with step("sameness"):
            answered = Answered(db.execute("select question, answer from answers"), program())
            kept = without(redactions, merge(load(db), db, answered), people, db)
        with step("threads"):
            found = archive(kept.messages, kept.conflicts, kept.related, people, told.lists(sightings.parent))
        with new_archive(path) as out, search_index(path) as new_index:
            with step("rows"):
                made = edition(found, db, sightings, keep_addresses, kept.blacken, answered)
                notes = carried(made, path)
                begin(out, path if notes.old else None)
                index = StandingIndex(out) if notes.old else new_index
                write(out, index, made, notes)
                replace(out, "redactions", _redactions(kept))
                replace(out, "builds", [_build_row(out, made_of)])
            with step("search"):
                finish(out, index)
            summary = _summary(out, found, kept, notes.written)
        remember(made, notes, answered, made_of, path)
        return summary


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise SourceMissing(path)
    db = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        db.execute("select raw, layout from sightings limit 1")  # before anything is written into what is not ours
        migrations.apply(Database(db))
        yield db
    except sqlite3.Error as error:
        raise DatabaseUnusable(path, error) from error
    finally:
        db.close()


def _build_row(out: sqlite3.Connection, made_of: str) -> tuple[str, str, str, int, int, int]:
    """The build; its time is a day, so that equal builds have equal rows."""
    counts = (_count(out, "sources"), _count(out, "messages"), _count(out, "sightings"))
    return made_of, datetime.now(UTC).date().isoformat(), _version(), *counts


def _redactions(kept: Kept) -> Iterator[tuple[str, str]]:
    """Ids of what was taken out: pages answer for the messages, and a check counts no post of theirs as lost."""
    yield from ((key, "message") for key in kept.taken)
    yield from ((key, "post") for key in kept.posts)


def _version() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def _count(db: sqlite3.Connection, table: str, where: str = "1") -> int:
    return int(db.execute(f"select count(*) from {table} where {where}").fetchone()[0])  # noqa: S608


def _summary(out: sqlite3.Connection, found: Archive, kept: Kept, written: int) -> Summary:
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
        lists=len(found.lists.by_id),
        conflicts=_count(out, "conflicts"),
        problems=_count(out, "problems"),
        redacted=kept.redacted,
        written=written,
        unknown=kept.unknown,
    )
