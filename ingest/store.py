"""sightings.db: every place where a message was seen, with its raw fields. Private; ``dedupe`` makes the public archive of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from ingest.attached import Attached, Wish
from ingest.errors import NOT_OURS, DatabaseUnusable
from ingest.files import sources
from ingest.files.sources import Stamp
from ingest.ids import short_id
from ingest.message import Problem
from ingest.migrations import migrations
from ingest.rows import ATTACHMENTS, COLUMNS, LINKS, Row, Rows
from ingest.tally import Tally

READER = 13  # version of what reading yields; sources read by an older one are read again where they still lie
READERS = 1000  # more than there will be versions: the wish for attachments stands above them
UNREADABLE = "unreadable"  # format of a source that could not be opened
IN_PART = 0  # in place of the version, where a source could not be read to its end
NEVER = Stamp(-1, -1)  # of a file that the next run looks into, changed or not
CACHE = 32_768  # KB: ids come in no order, and the index of a large archive is all over the file
WAIT = 20  # seconds to wait for another run that holds the database


@dataclass(frozen=True, slots=True)
class Source:
    """One source as it is about to be read; ``outside`` stands for what its place tells of it."""

    id: str
    path: str
    sha256: str
    format: str
    bytes: int
    read_at: str
    outside: str = ""


class Store:
    """The open sightings.db. Each source is there whole or not at all, also after a crash."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._together = False
        with suppress(OSError):  # SQLite will tell. A new one is for nobody else's eyes: addresses are in it
            os.close(os.open(path, os.O_CREAT, mode=0o600))
        try:
            self.connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
            self._check_ours()
            self.connection.execute("pragma journal_mode = wal")
            self.connection.execute("pragma synchronous = normal")
            self.connection.execute("pragma foreign_keys = on")
            self.connection.execute(f"pragma cache_size = -{CACHE}")
            migrations.apply(Database(self.connection))
            self._heed(Wish(self.connection.execute("pragma user_version").fetchone()[0]))
        except sqlite3.Error as error:
            raise DatabaseUnusable(path, error) from error

    def _check_ours(self) -> None:
        """Raise before anything is written into a database of something else."""
        tables = {row[0] for row in self.connection.execute("select name from sqlite_master where type = 'table'")}
        if tables and "_sqlite_migrations" not in tables:
            self.connection.close()
            raise DatabaseUnusable(self.path, NOT_OURS)

    def wish(self, wish: Wish) -> None:
        """Note what is done with attachments, in this run and the next ones; what was read with another wish is read again."""
        with self.transaction():
            self.connection.execute(f"pragma user_version = {int(wish)}")
        self._heed(wish)

    def _heed(self, wish: Wish) -> None:
        """Do with attachments what is wished; sources that were read with another wish count as unread."""
        self.attached = Attached(wish, self.path.resolve().parent / "attachments")
        self.reader = READER + READERS * wish

    def close(self) -> None:
        """Close the database, its write-ahead log folded into it."""
        self.connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Transactions in this block reach the disk at once; however it ends, those that ended are kept.

        6,800 small files, each alone, cost as much as all their rows.
        """
        self._together = True
        try:
            yield
        finally:
            self._together = False
            self._commit()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; errors of the database become one line for the user."""
        try:
            if not self.connection.in_transaction:
                self.connection.execute("begin immediate")
            self.connection.execute("savepoint one")
            try:
                yield
            except BaseException:
                if self.connection.in_transaction:  # on a full disk SQLite has rolled back already
                    self.connection.execute("rollback to one")
                    self._commit()
                raise
            self.connection.execute("release one")
        except sqlite3.Error as error:
            raise DatabaseUnusable(self.path, error) from error
        if not self._together:
            self._commit()

    def _commit(self) -> None:
        try:
            if self.connection.in_transaction:
                self.connection.execute("commit")
        except sqlite3.Error as error:
            raise DatabaseUnusable(self.path, error) from error

    def unchanged(self, location: Path, stamp: Stamp) -> bool:
        """True where the file was read as it lies there, judged by its size and its time of change."""
        found = self.connection.execute(
            "select 1 from files join sources on sources.id = source"
            " where location = ? and files.bytes = ? and mtime_ns = ? and reader = ?",
            (sources.as_stored(location), stamp.bytes, stamp.mtime_ns, self.reader),
        )
        return found.fetchone() is not None

    def is_empty(self) -> bool:
        """True where nothing was stored from any source, in this run or before."""
        return self.connection.execute("select 1 from sightings limit 1").fetchone() is None

    def read_as(self, source: str) -> str:
        """The format that a source of this content was read as by this version of the reader, "" where it was not read."""
        found = self.connection.execute("select format from sources where id = ? and reader = ?", (source, self.reader))
        return next((row[0] for row in found), "")

    def places(self, source: str) -> list[Path]:
        """Where a source was found."""
        found = self.connection.execute("select location from files where source = ?", (source,))
        return [sources.from_stored(row[0]) for row in found]

    def lay_at(self, location: Path) -> str:
        """The source that was found at a location, "" where none was."""
        found = self.connection.execute("select source from files where location = ?", (sources.as_stored(location),))
        return next((str(row[0]) for row in found), "")

    def lies_at(self, location: Path, source: Source, stamp: Stamp) -> None:
        """Note that the source lies at a location; of all its locations the first by name is published."""
        with self.transaction():
            self._note_place(location, source, stamp)

    def begin(self, source: Source) -> None:
        """Open the books of a source; what an older reader made of it goes."""
        self._forget(source.id)
        self.connection.execute(
            "insert into sources (id, path, sha256, format, bytes, found, stored, known, skipped, read_at, outside, reader)"
            " values (?, ?, ?, ?, ?, 0, 0, 0, 0, ?, ?, ?) on conflict(id) do update set"
            " read_at = excluded.read_at, format = excluded.format, reader = excluded.reader, outside = excluded.outside",
            (*astuple(source), self.reader),
        )

    def add(self, source: Source, rows: Rows, problems: Iterable[Problem]) -> None:
        """Store rows and problems of a source that was begun."""
        self._insert("sightings", COLUMNS, rows.sightings)
        self._insert("links", LINKS, rows.links)
        self._insert("attachments", ATTACHMENTS, rows.attachments)
        self.connection.executemany(
            "insert or ignore into problems values (?, ?, ?, ?, ?)",
            ((short_id("problem", source.id, p.place, p.what), source.id, p.place, p.what, p.detail) for p in problems),
        )

    def _insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(f"insert into {table} ({', '.join(columns)}) values ({marks})", rows)  # noqa: S608

    def finish(self, source: Source, location: Path, stamp: Stamp, tally: Tally) -> Tally:
        """Close the books of a source and write its counts; the tally that comes back says what is new to this database.

        Where the file held other bytes before: if all its old messages are in it still, it grew, and takes the place of the old
        source; if not, the old source stays, and what both hold is not stored twice.
        """
        previous = self._previous(location, source.id)
        grown = known = 0
        if previous and self._holds_all_of(source.id, previous):
            grown = self._posts(previous)
            self._forget(previous)
            self.connection.execute("update files set source = ? where source = ?", (source.id, previous))
            self.connection.execute("delete from sources where id = ?", (previous,))
        elif previous:
            known = self._drop_known(source.id, previous)
        books = tally.with_known(known)
        self._close(source, books)
        self._note_place(location, source, stamp)
        return books.with_known(grown)

    def break_off(self, source: Source, location: Path, tally: Tally) -> None:
        """Close the books of a source that could not be opened, or not be read to its end, as disks and permissions have it.

        The next run reads it again, and settles then what becomes of the source that lay there before.
        """
        self._close(source, tally)
        self.connection.execute("update sources set reader = ? where id = ?", (IN_PART, source.id))
        self._note_place(location, replace(source, id=self._previous(location, source.id) or source.id), NEVER)

    def _close(self, source: Source, books: Tally) -> None:
        books.check(source.path)
        self.connection.execute(
            "update sources set found = ?, stored = ?, known = ?, skipped = ? where id = ?",
            (*astuple(books), source.id),
        )

    def _note_place(self, location: Path, source: Source, stamp: Stamp) -> None:
        self.connection.execute(
            "insert into files values (?, ?, ?, ?) on conflict(location) do update"
            " set source = excluded.source, bytes = excluded.bytes, mtime_ns = excluded.mtime_ns",
            (sources.as_stored(location), source.id, stamp.bytes, stamp.mtime_ns),
        )
        self.connection.execute("update sources set path = min(path, ?) where id = ?", (source.path, source.id))

    def _previous(self, location: Path, source: str) -> str:
        """The source that lay at the location before, and lies nowhere else; "" where there is none."""
        found = self.connection.execute(
            "select source from files a where location = ? and source != ?"
            " and not exists (select 1 from files b where b.source = a.source and b.location != a.location)",
            (sources.as_stored(location), source),
        ).fetchone()
        return found[0] if found else ""

    def _posts(self, source: str) -> int:
        found = self.connection.execute("select count(*) from sightings where source = ? and inside = ''", (source,))
        return int(found.fetchone()[0])

    def _holds_all_of(self, source: str, previous: str) -> bool:
        """True where each message of the previous source stands in the source, byte for byte and as often."""
        count = "select raw, count(*) from sightings where source = ? and inside = '' group by raw"
        now = dict(self.connection.execute(count, (source,)).fetchall())
        return all(now.get(raw, 0) >= n for raw, n in self.connection.execute(count, (previous,)))

    def _drop_known(self, source: str, previous: str) -> int:
        """Take out of a source the messages that its previous one holds; how many."""
        known = self.connection.execute(
            "select id from sightings where source = ? and inside = ''"
            " and raw in (select raw from sightings where source = ? and inside = '')",
            (source, previous),
        ).fetchall()
        for (sighting,) in known:
            self._delete("id = :key or inside = :key", sighting)
        return len(known)

    def _forget(self, source: str) -> None:
        """Take out all that was read from a source; its row stays."""
        self._delete("source = :key", source)
        self.connection.execute("delete from problems where source = ?", (source,))

    def _delete(self, where: str, key: str) -> None:
        for table in ("links", "attachments"):
            self.connection.execute(
                f"delete from {table} where sighting in (select id from sightings where {where})",  # noqa: S608
                {"key": key},
            )
        self.connection.execute(f"delete from sightings where {where}", {"key": key})  # noqa: S608
