"""An archive that is written over: what it takes over from the one before, and that it is the one that is built from nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from reading import ROOT, Desk, content, in_runs, mail, words

from dedupe.rows import carried

SAMPLE = ROOT / "data" / "sample"
FILES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file())
IN_ORDER = "select id from messages order by rowid"


@pytest.fixture(autouse=True)
def small_archives_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carried, "FEWEST", 0)
    monkeypatch.setattr(carried, "MOST", 1.0)


def note(number: int, **headers: str) -> str:
    """A note with a thread of its own, sent on a day of its number."""
    return mail(
        words(20, 20 * number), Message_ID=f"<{number}@x.org>", Date=f"{number} Oct 2025 09:00 +0000", **headers
    )


def searched(archive: Path) -> list[Any]:
    """What each word of the own texts finds."""
    with closing(sqlite3.connect(archive)) as db:
        db.execute("insert into messages_fts(messages_fts, rank) values ('integrity-check', 1)")
        db.execute("create virtual table temp.terms using fts5vocab(main, messages_fts, col)")
        return db.execute("select term, col, doc, cnt from temp.terms order by 1, 2").fetchall()


@pytest.mark.parametrize("seed", range(8))
def test_an_archive_that_grows_source_by_source_is_the_one_that_is_built_from_nothing(
    sample: Desk, tmp_path: Path, seed: int
) -> None:
    desk = Desk(tmp_path)
    for some in in_runs(FILES, Random(seed), 3):  # noqa: S311
        desk.ingest(*(sample.folder / "sources" / name for name in some))
        desk.dedupe()
    assert content(desk.archive) == content(sample.archive)
    assert searched(desk.archive) == searched(sample.archive)
    apart = (
        "select m.id from messages m left join texts x on x.rowid = m.rowid and x.message = m.id where x.own is null"
    )
    assert desk.found(apart) == []


def test_only_what_is_new_or_changed_is_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("a.mbox", note(1) + note(3) + note(5))
    desk.ingest()
    assert desk.dedupe().written == 3
    old = desk.found(IN_ORDER)
    desk.put("b.mbox", note(2, References="<1@x.org>"))
    desk.ingest()
    assert desk.dedupe().written == 1
    assert desk.found(IN_ORDER)[:3] == old  # and the new one is the last, though not the newest
    assert desk.found("select messages from threads order by 1") == [1, 1, 2]


def test_where_most_notes_come_or_go_all_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carried, "MOST", 0.2)
    desk = Desk(tmp_path)
    desk.put("a.mbox", "".join(map(note, range(1, 11))))
    desk.ingest()
    desk.dedupe()
    for name, numbers, written in (("b", [11, 12], 2), ("c", [13, 14, 15, 16], 16)):
        desk.put(f"{name}.mbox", "".join(map(note, numbers)))
        desk.ingest()
        assert desk.dedupe().written == written
    (desk.folder / "redactions.yml").write_text("messages: [4@x.org]", encoding="utf-8")
    assert desk.dedupe().written == 15  # other redactions
    with closing(sqlite3.connect(desk.sightings)) as db, db:
        db.execute("delete from sightings where message_id > '3'")
    assert desk.dedupe().written == 9  # all that are left, for more went


def test_a_month_that_grows_is_written_anew_and_nothing_else(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("a.mbox", note(1) + note(2))
    desk.put("b.mbox", note(3))
    desk.ingest()
    desk.dedupe()
    desk.put("b.mbox", note(3) + note(4))
    desk.ingest()
    assert desk.dedupe().written == 2
    assert desk.found("select count(*) from sources where path like '%b.mbox'") == [1]


def test_a_note_that_is_quoted_elsewhere_a_person_who_is_renamed_and_a_thread_that_is_joined_are_changed(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path)
    desk.put(
        "a.mbox",
        note(1, From="A. B. <a@x.org>")
        + note(2, References="<1@x.org>", From="C <c@x.org>")
        + note(9, From="Dan Example <dan@x.org>"),
    )
    desk.ingest()
    desk.dedupe()
    marked = words(20, 180).replace("\n", "\n> ")
    quoting = f"On Thu, 9 Oct 2025 at 09:00, Dan Example <dan@x.org> wrote:\n> {marked}\n\nYes."
    desk.put("b.mbox", mail(quoting, Message_ID="<8@x.org>", Date="10 Oct 2025 09:00 +0000", From="C <c@x.org>"))
    desk.ingest()
    assert desk.dedupe().written == 2  # the new one, and the one that it quotes
    for number in (6, 7):
        desk.put(f"c{number}.mbox", note(number, From="Ann Example <a@x.org>"))
    desk.ingest()
    assert desk.dedupe().written == 3  # the new ones, and the older one by her, who is now known by her name
    assert desk.found(
        "select sender from texts where message = (select id from messages where sent like '%10-01%')"
    ) == ["Ann Example"]


def by_hand(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.archive)) as db, db:
        db.execute("delete from texts where rowid = 1")


def told(desk: Desk) -> None:
    (desk.folder / "redactions.yml").write_text(f"words: [{words(1, 21)}]\n", encoding="utf-8")


def gone(desk: Desk) -> None:
    desk.archive.unlink()


def unknown(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.sightings)) as db, db:
        db.execute("delete from archives")


@pytest.mark.parametrize("happens", [by_hand, told, gone, unknown])
def test_an_archive_that_is_not_as_it_was_written_or_would_be_written_otherwise_is_built_whole(
    tmp_path: Path, happens: Callable[[Desk], None]
) -> None:
    desk = Desk(tmp_path)
    desk.build(note(1), note(2))
    happens(desk)
    desk.put("more.mbox", note(3))
    desk.ingest()
    assert desk.dedupe().written == 3
    built = content(desk.archive)
    desk.archive.unlink()
    desk.dedupe()
    assert content(desk.archive) == built


def test_other_options_and_a_copy_from_before_are_not_written_over(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.build(note(1), note(2))
    before = desk.archive.read_bytes()
    assert desk.dedupe(keep_addresses=True).written == 2
    assert desk.dedupe(keep_addresses=True).written == 0
    desk.archive.write_bytes(before)
    assert desk.dedupe(keep_addresses=True).written == 2
