"""The full-text index that is made beside the archive and moved into it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from reading import Desk, mail, words

from dedupe.rows.search import search_index
from dedupe.schema import TABLES

NOTES = [
    ("Masts", "Ann", "two new masts", ""),
    ("Re: Masts", "Bob", "one is enough", "two new masts"),
    ("Café", "", "", ""),
]


def test_the_index_that_was_made_aside_finds_the_rows_of_texts(tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as db,
        search_index(tmp_path / "a.db") as index,
    ):
        db.executescript(TABLES)
        for number, note in enumerate(NOTES):
            db.execute("insert into texts values (?, ?, ?, ?, '', ?, '')", (str(number), *note))
        index.add(NOTES[:2])
        index.add(NOTES[2:])
        index.move_into(db)
        db.execute("insert into messages_fts(messages_fts, rank) values ('integrity-check', 1)")
        found = (
            "select message from texts t join messages_fts f on f.rowid = t.rowid where messages_fts match ? order by 1"
        )
        assert db.execute(found, ("masts",)).fetchall() == [("0",), ("1",)]
        assert db.execute(found, ("quoted: masts",)).fetchall() == [("1",)]
        assert db.execute(found, ("cafe",)).fetchall() == [("2",)]
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_an_index_that_cannot_be_written_ends_the_build_and_nobody_waits(tmp_path: Path) -> None:
    with search_index(tmp_path / "gone" / "a.db") as index, closing(sqlite3.connect(":memory:")) as db:
        for _ in range(20):
            index.add(NOTES)
        with pytest.raises(sqlite3.OperationalError):
            index.move_into(db)


class Full(sqlite3.Connection):
    """A disk that has no room left when the index is put together."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if "optimize" in sql:
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(sql, *values)


def test_an_index_that_fails_at_its_very_end_ends_the_build_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, said = sqlite3.connect, []

    def build() -> None:
        try:
            with closing(connect(":memory:")) as db, search_index(tmp_path / "a.db") as index:
                index.add(NOTES)
                index.move_into(db)
        except sqlite3.OperationalError as error:
            said.append(str(error))

    monkeypatch.setattr(sqlite3, "connect", lambda *args, **named: connect(*args, factory=Full, **named))
    at_work = Thread(target=build, daemon=True)
    at_work.start()
    at_work.join(timeout=20)
    assert said == ["database or disk is full"]


def test_the_index_of_a_whole_build_is_in_step_with_its_texts(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.build(*(mail(words(20, 20 * n), **{"message-id": f"<{n}@example.org>"}) for n in range(30)))
    assert desk.found("select count(*) from messages_fts where messages_fts match ?", words(1, 40)) == [1]
    with closing(sqlite3.connect(desk.archive)) as db:
        db.execute("insert into messages_fts(messages_fts, rank) values ('integrity-check', 1)")
