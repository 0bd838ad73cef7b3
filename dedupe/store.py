"""archive.db, written aside and put in place whole: who reads it sees the old archive or the new one, never half of one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from dedupe.rows.search import COLUMNS, Index
from dedupe.schema import INDEXES, TABLES, VIEWS
from ingest.errors import ArchiveError, DatabaseUnusable, SourceMissing

Row = tuple[str | int | float | None, ...]

GONE = "(select id from gone)"
TAKE_OUT = (  # the index forgets a text when it is told which it was (FTS5's manual, section 4.4.3)
    f"insert into messages_fts(messages_fts, rowid, {COLUMNS})"  # noqa: S608
    f" select 'delete', rowid, {COLUMNS} from texts where message in {GONE}",
    *(f"delete from {table} where message in {GONE}" for table in ("links", "attachments", "sightings", "texts")),  # noqa: S608
    f"delete from messages where id in {GONE}",  # noqa: S608
)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """No other build of the archive at ``path`` while the block runs; raises where one is running.

    It is a lock of SQLite, on an empty file beside the archive: every system ends it with the process that holds it.
    """
    with ExitStack() as stack:
        try:
            lock = sqlite3.connect(path.with_name(f".{path.name}-lock"), timeout=0, isolation_level=None)
            stack.enter_context(closing(lock)).execute("begin exclusive")
        except sqlite3.Error as error:
            raise DatabaseUnusable(path, error) from error
        yield


@contextmanager
def new_archive(path: Path) -> Iterator[sqlite3.Connection]:
    """A new archive, empty; when the block ends well, it takes the place of the one at ``path``. For a build that is alone."""
    aside = path.with_name(f".{path.name}.new")
    try:
        _check_ours(path)
        _remove(aside)
        with closing(sqlite3.connect(aside, isolation_level=None)) as db:
            db.execute("pragma journal_mode = off")  # nobody reads it yet, and what a crash leaves is thrown away
            db.execute("pragma synchronous = off")
            db.execute("pragma cache_size = -16384")
            yield db
        _put_in_place(aside, path)
    except sqlite3.Error as error:
        raise DatabaseUnusable(path, error) from error
    except ArchiveError:
        raise
    except OSError as error:
        raise DatabaseUnusable(path, error.strerror or error) from error
    finally:
        _remove(aside)


def opened(path: Path) -> sqlite3.Connection:
    """A database, to be read and not written. Raises SourceMissing where there is none."""
    if not path.is_file():
        raise SourceMissing(path)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _check_ours(path: Path) -> None:
    """Raise where a file that is no archive would be replaced."""
    if path.exists() and path.stat().st_size:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            db.execute("select 1 from builds, messages limit 1")


def begin(db: sqlite3.Connection, old: Path | None) -> None:
    """Begin the writing of rows: into new tables, or into those of an old archive, copied."""
    if old:
        with closing(opened(old)) as there:
            there.backup(db)
    else:
        db.executescript(TABLES)
    db.execute("begin")


def changes(path: Path) -> int:
    """How often a database was changed, as its header counts it (SQLite's file format, section 1.3.6)."""
    with path.open("rb") as file:
        return int.from_bytes(file.read(28)[24:])


def take_out(db: sqlite3.Connection, notes: Iterable[str]) -> None:
    """Delete notes with all that belongs to them."""
    db.execute("create temp table gone (id text primary key)")
    db.executemany("insert into gone values (?)", ((note,) for note in notes))
    for statement in TAKE_OUT:
        db.execute(statement)
    db.execute("drop table gone")


def replace(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Make these the rows of a table; those that stand there already are not touched."""
    there = set(db.execute(f"select * from {table}"))  # noqa: S608
    here = list(rows)
    is_row = " and ".join(f"{name} is ?" for name in _columns(db, table))
    db.executemany(f"delete from {table} where {is_row}", there.difference(here))  # noqa: S608
    insert(db, table, (row for row in here if row not in there))


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert whole rows, values in the order of the table's columns."""
    marks = ", ".join("?" for _ in _columns(db, table))
    db.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [column[0] for column in db.execute(f"select * from {table} limit 0").description]  # noqa: S608


def finish(db: sqlite3.Connection, index: Index) -> None:
    """End the writing of rows: indexes, views and full-text search."""
    db.execute("commit")
    broken = db.execute("pragma foreign_key_check").fetchone()
    if broken:
        raise sqlite3.IntegrityError(f"a row of {broken[0]} points to a row of {broken[2]} that is not there")
    for table, columns in INDEXES.items():
        for column in columns:
            db.execute(f"create index if not exists {table}_{column.replace(', ', '_')} on {table}({column})")
    for name, select in VIEWS.items():
        db.execute(f"create view if not exists {name} as {select}")
    index.move_into(db)
    db.execute("analyze")


def _put_in_place(aside: Path, path: Path) -> None:
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    aside.replace(path)


def _remove(aside: Path) -> None:
    for leftover in (aside, aside.with_name(aside.name + "-journal")):
        leftover.unlink(missing_ok=True)
