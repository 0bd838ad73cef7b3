"""archive.db, written aside and put in place whole: who reads it sees the old archive or the new one, never half of one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dedupe.schema import INDEXES, TABLES, VIEWS
from dedupe.search import SearchIndex
from ingest.errors import ArchiveError, DatabaseUnusable, SourceMissing

Row = tuple[str | int | float | None, ...]


@contextmanager
def new_archive(path: Path) -> Iterator[sqlite3.Connection]:
    """A new archive with its tables; when the block ends well, it takes the place of the one at ``path``."""
    aside = path.with_name(f".{path.name}.new")
    try:
        _check_ours(path)
        _remove(aside)
        with closing(sqlite3.connect(aside, isolation_level=None)) as db:
            db.execute("pragma journal_mode = off")  # nobody reads it yet, and what a crash leaves is thrown away
            db.execute("pragma synchronous = off")
            db.execute("pragma cache_size = -16384")
            db.executescript(TABLES)
            db.execute("begin")
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


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert whole rows, values in the order of the table's columns."""
    columns = len(db.execute(f"select * from {table} limit 0").description)  # noqa: S608
    db.executemany(f"insert into {table} values ({', '.join('?' * columns)})", rows)  # noqa: S608


def finish(db: sqlite3.Connection, index: SearchIndex) -> None:
    """End the writing of rows: indexes, views and full-text search."""
    db.execute("commit")
    broken = db.execute("pragma foreign_key_check").fetchone()
    if broken:
        raise sqlite3.IntegrityError(f"a row of {broken[0]} points to a row of {broken[2]} that is not there")
    for table, columns in INDEXES.items():
        for column in columns:
            db.execute(f"create index {table}_{column.replace(', ', '_')} on {table}({column})")
    for name, select in VIEWS.items():
        db.execute(f"create view {name} as {select}")
    index.move_into(db)
    db.execute("analyze")


def _put_in_place(aside: Path, path: Path) -> None:
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    aside.replace(path)


def _remove(aside: Path) -> None:
    for leftover in (aside, aside.with_name(aside.name + "-journal")):
        leftover.unlink(missing_ok=True)
