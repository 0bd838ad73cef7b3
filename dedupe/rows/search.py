"""The full-text index: made in a file and a thread of its own while the rows are written, then moved into the archive.

Making it is as much work as all rows together, and nearly all of it is SQLite's, during which Python can go on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Protocol

from dedupe.schema import FTS_COLUMNS, FTS_TOKENIZE

SHADOWS = ("data", "idx", "docsize")  # the tables that FTS5 keeps an index in (its manual, section 9)
IN_MEMORY = 4 << 20  # bytes of the index before a part of it goes to disk, where parts have to be merged
AHEAD = 4  # batches that wait to be indexed

Texts = tuple[str, ...]  # the values of FTS_COLUMNS
COLUMNS = ", ".join(FTS_COLUMNS)
CREATE = f'create virtual table messages_fts using fts5({COLUMNS}, content="texts", tokenize="{FTS_TOKENIZE}")'


class Index(Protocol):
    """An index to which texts are added as their rows are written."""

    def add(self, texts: Sequence[Texts]) -> None:
        """Index some more texts, whose rows are the last of ``texts``."""

    def move_into(self, db: sqlite3.Connection) -> None:
        """End the making: from now on the archive can be searched."""


class StandingIndex:
    """The index of an archive that is written over."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, texts: Sequence[Texts]) -> None:
        """Index some more texts, whose rows are the last of ``texts``."""
        last: int = self._db.execute("select coalesce(max(rowid), 0) from texts").fetchone()[0]
        _insert(self._db, last - len(texts), texts)

    def move_into(self, db: sqlite3.Connection) -> None:
        """It stands there already."""


class SearchIndex:
    """A full-text index in the making. Texts are numbered as they come, as the rows of ``texts`` are.

    The thread begins with the first texts, which worker processes made: a process that is forked while SQLite works in a
    thread may wait for ever for a lock that nobody holds there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._batches: Queue[Sequence[Texts] | None] = Queue(AHEAD)
        self._error: Exception | None = None
        self._thread = Thread(target=self._work, daemon=True)

    def add(self, texts: Sequence[Texts]) -> None:
        """Index some more texts."""
        self._begin()
        self._batches.put(texts)

    def _begin(self) -> None:
        if self._thread.ident is None:
            self._thread.start()

    def move_into(self, db: sqlite3.Connection) -> None:
        """End the making, and put the index into the archive. Raises what went wrong in the thread."""
        self._begin()
        self.end()
        if self._error:
            raise self._error
        db.execute("attach ? as made", (str(self.path),))
        db.execute(CREATE)
        for shadow in SHADOWS:
            db.execute(f"delete from main.messages_fts_{shadow}")  # noqa: S608
            db.execute(f"insert into main.messages_fts_{shadow} select * from made.messages_fts_{shadow}")  # noqa: S608
        db.execute("detach made")

    def end(self) -> None:
        """Wait for the thread; twice does no harm."""
        if self._thread.is_alive():
            self._batches.put(None)
            self._thread.join()

    def _work(self) -> None:
        batches = iter(self._batches.get, None)  # once at its end it stays there: whoever goes on reading does not wait
        try:
            with closing(sqlite3.connect(self.path, isolation_level=None)) as db:
                _index(db, batches)
        except Exception as error:
            self._error = error
            for _ in batches:  # whoever adds must not wait for ever
                pass


def _index(db: sqlite3.Connection, batches: Iterable[Sequence[Texts]]) -> None:
    db.execute("pragma journal_mode = off")
    db.execute("pragma synchronous = off")
    db.execute(CREATE)
    db.execute("insert into messages_fts(messages_fts, rank) values ('hashsize', ?)", (IN_MEMORY,))
    db.execute("begin")
    number = 0
    for texts in batches:
        _insert(db, number, texts)
        number += len(texts)
    db.execute("insert into messages_fts(messages_fts) values ('optimize')")
    db.execute("commit")


def _insert(db: sqlite3.Connection, before: int, texts: Sequence[Texts]) -> None:
    """Index texts whose rows follow on so many others."""
    sql = f"insert into messages_fts(rowid, {COLUMNS}) values (?{', ?' * len(FTS_COLUMNS)})"  # noqa: S608
    db.executemany(sql, ((number, *row) for number, row in enumerate(texts, before + 1)))


@contextmanager
def search_index(path: Path) -> Iterator[SearchIndex]:
    """An index made beside ``path``; its file goes when the block ends."""
    aside = path.with_name(f".{path.name}.search")
    aside.unlink(missing_ok=True)
    index = SearchIndex(aside)
    try:
        yield index
    finally:
        index.end()
        aside.unlink(missing_ok=True)
