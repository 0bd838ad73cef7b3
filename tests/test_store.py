"""sightings.db over many runs: what was read before is known, what is new is added, what went wrong is said."""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import Desk, content, mail
from sqlite_utils import Database

from dedupe.identity import is_built
from ingest import pipeline, takeapart
from ingest.errors import BooksDoNotBalance, DatabaseUnusable
from ingest.fetched import File, Note
from ingest.files import sources
from ingest.formats import mbox, month
from ingest.ids import hyperkitty_hash, short_id
from ingest.message import Post
from ingest.migrations import migrations
from ingest.store import Source, Store
from ingest.tally import Tally

ONE, TWO, THREE, FOUR = (
    mail(f"{name} thing.", Message_ID=f"<{name}@example.org>") for name in ("one", "two", "three", "four")
)
BALANCE = "select path from sources where found != stored + known + skipped"
STORED = """
    select path from sources
    where stored != (select count(*) from sightings s where inside = '' and s.source = sources.id)"""
POSTS = "select message_id from sightings where inside = '' order by message_id"


def tally(run: pipeline.Run) -> tuple[int, int, int, int]:
    return (run.tally.found, run.tally.stored, run.tally.known, run.tally.skipped)


def test_a_file_that_was_read_before_is_skipped(desk: Desk) -> None:
    desk.put("a.mbox", ONE + TWO)
    first, again = desk.ingest(), desk.ingest()
    assert (first.read, first.unchanged, tally(first)) == (1, 0, (2, 2, 0, 0))
    assert (again.read, again.unchanged, tally(again)) == (0, 1, (0, 0, 0, 0))


def test_what_was_read_is_for_nobody_elses_eyes(desk: Desk) -> None:
    desk.put("a.mbox", ONE)
    desk.ingest()
    assert desk.sightings.stat().st_mode & 0o777 == 0o600


def test_a_file_that_was_touched_is_known_by_its_bytes(desk: Desk) -> None:
    path = desk.put("a.mbox", ONE)
    desk.ingest()
    before = content(desk.sightings)
    os.utime(path, (1, 1))
    run = desk.ingest()
    assert (run.read, run.unchanged) == (0, 1)
    assert content(desk.sightings)["sightings"] == before["sightings"]


def test_a_file_changed_to_the_same_size_is_read(desk: Desk) -> None:
    path = desk.put("a.mbox", ONE)
    desk.ingest()
    path.write_text(ONE.replace("thing", "thong"))
    os.utime(path, (1, 1))
    assert tally(desk.ingest())[1] == 1


def test_a_file_that_has_grown_adds_only_what_is_new(desk: Desk, tmp_path: Path) -> None:
    desk.put("a.mbox", ONE + TWO)
    desk.ingest()
    desk.put("a.mbox", ONE + TWO + THREE + FOUR)
    run = desk.ingest()
    assert tally(run) == (4, 2, 2, 0)
    fresh = Desk(tmp_path / "fresh" / desk.folder.name)  # so that what is published of its paths is the same
    fresh.put("a.mbox", ONE + TWO + THREE + FOUR)
    fresh.ingest()
    there, here = content(fresh.sightings), content(desk.sightings)
    assert here["sources"][0][5:9] == (4, 4, 0, 0)
    for table in ("sources", "sightings", "links", "attachments", "problems"):
        assert here[table] == there[table], table


def test_a_file_that_has_grown_while_a_copy_of_it_was_put_aside_is_read_as_at_once(desk: Desk, tmp_path: Path) -> None:
    fresh = Desk(tmp_path / "fresh" / desk.folder.name)
    desk.put("a.mbox", ONE)
    desk.ingest()
    for each in (desk, fresh):
        each.put("a.mbox", ONE + TWO)
        each.put("b.mbox", ONE)
        each.ingest()
    assert content(desk.sightings)["sightings"] == content(fresh.sightings)["sightings"]


def test_a_file_that_was_replaced_keeps_the_old_messages(desk: Desk) -> None:
    desk.put("a.mbox", ONE + TWO)
    desk.ingest()
    desk.put("a.mbox", TWO + THREE)
    run = desk.ingest()
    assert tally(run) == (2, 1, 1, 0)
    assert desk.seen(POSTS) == ["one@example.org", "three@example.org", "two@example.org"]
    assert desk.seen("select count(*) from sources") == [2]
    assert desk.seen(BALANCE) == []


def test_a_message_that_stands_twice_in_a_file_is_stored_twice(desk: Desk) -> None:
    desk.put("a.mbox", ONE + ONE)
    assert tally(desk.ingest()) == (2, 2, 0, 0)
    desk.put("a.mbox", ONE + TWO)  # one of the two is gone: no growth
    desk.ingest()
    assert len(desk.seen(POSTS)) == 3


@pytest.mark.parametrize("order", [("b/x.mbox", "a/y.mbox"), ("a/y.mbox", "b/x.mbox")])
def test_the_same_bytes_at_two_places_are_one_source_under_its_first_name(desk: Desk, order: tuple[str, str]) -> None:
    for name in order:
        desk.ingest(desk.put(name, ONE))
    assert desk.seen("select path from sources") == ["sources/a/y.mbox"]
    assert desk.seen("select count(*) from files") == [2]
    assert desk.seen(POSTS) == ["one@example.org"]


HELD_TWICE = [  # (what tells of the list of one place, of the other; the list of the messages in both)
    ("by name", "poles.mbox", "commons.mbox", "commons"),
    ("by folder", "poles/2025-May.txt", "commons/2025-May.txt", "commons"),
    ("in a zip", "x.zip", "a/commons.mbox", "commons"),
    ("fetched", "a-copy.mbox", "poles/2025-November.mbox", "poles"),
]


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("one", "other", "wanted"), [row[1:] for row in HELD_TWICE], ids=[row[0] for row in HELD_TWICE]
)
def test_the_list_of_what_lies_at_two_places_is_the_same_whichever_is_read_first(
    desk: Desk, first: int, together: bool, one: str, other: str, wanted: str
) -> None:
    places = []
    for name in (one, other):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("poles.mbox", ONE)
        places.append(desk.put(name, held.getvalue() if name.endswith(".zip") else ONE))
    if wanted == "poles":
        url = "https://lists.example.org/pipermail/poles/"
        file = File(f"{url}2025-November.txt", f"{url}2025-November/thread.html")
        Note(url, "pipermail", "poles", files={places[1].name: file}).save(places[1].parent)
    places = places[first:] + places[:first]
    for paths in [places] if together else [[path] for path in places]:
        desk.ingest(*paths)
    assert desk.seen("select list_name from sightings") == [wanted]
    assert desk.seen("select found, stored, known, skipped from sources where format <> 'zip'") == [(1, 1, 0, 0)]
    assert desk.ingest(*places).read == 0


def test_what_is_read_again_at_a_better_place_is_built_again(desk: Desk) -> None:
    url = "https://lists.example.org/pipermail/poles/"
    places = [desk.put(f"{folder}/sources/poles/2025-November.mbox", ONE) for folder in ("copy", "data")]
    Note(url, "pipermail", "poles", files={places[1].name: File(f"{url}x", f"{url}x.html")}).save(places[1].parent)
    desk.ingest(places[0])
    desk.dedupe()
    desk.ingest(places[1])
    assert desk.seen("select path from sources") == ["sources/poles/2025-November.mbox"]
    assert not is_built(desk.sightings, desk.archive, keep_addresses=False)
    desk.dedupe()
    assert desk.found("select archive_url from lists") == [url]


def test_of_two_places_that_held_the_same_the_one_that_grows_leaves_the_other(desk: Desk) -> None:
    desk.put("a.mbox", ONE)
    desk.put("b.mbox", ONE)
    desk.ingest()
    desk.put("a.mbox", ONE + TWO)
    desk.ingest()
    assert desk.seen("select found, stored, known, skipped from sources order by found") == [(1, 1, 0, 0), (2, 2, 0, 0)]
    assert desk.ingest().unchanged == 2


def test_a_file_that_is_gone_keeps_its_messages(desk: Desk) -> None:
    path = desk.put("a.mbox", ONE)
    desk.put("b.mbox", TWO)
    desk.ingest()
    path.unlink()
    desk.ingest()
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]


# -- what goes wrong -------------------------------------------------------------------------------------------------------

PROBLEMS = [  # (file, its bytes, format, what is said; None where nothing is wrong)
    ("a.html", b"<!DOCTYPE html><html></html>", "web page", "a web page without a text of its own"),
    ("a.mbox", b"<!DOCTYPE html><html><input type=password></html>", "web page", "a page to log in at"),
    ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "unknown", "a picture"),
    ("a.odt", b"PK\x03\x04mimetype", "zip", "damaged zip file"),
    ("a.bin", bytes(range(256)), "unknown", "no format that can be read"),
    ("a.txt", b"", "empty", "an empty file"),
    ("a.txt", b" \n\n", "unknown", "an empty file"),
    ("a.txt.gz", gzip.compress(b""), "empty", "an empty file"),
    ("a.txt.gz", gzip.compress(ONE.encode())[:20], "empty", "damaged gzip file"),
    ("a.txt.gz", gzip.compress((ONE + TWO).encode())[:-4], "pipermail", "damaged gzip file"),
    ("a.txt.gz", b"\x1f\x8b", "empty", "damaged gzip file"),
    ("a.txt.gz", b"\x1f\x8bno gzip at all", "empty", "damaged gzip file"),
]


@pytest.mark.parametrize(("name", "data", "form", "what"), PROBLEMS)
def test_what_cannot_be_read_is_a_problem_and_the_run_goes_on(
    desk: Desk, name: str, data: bytes, form: str, what: str
) -> None:
    desk.put(name, data)
    desk.put("z.mbox", THREE)
    run = desk.ingest()
    assert desk.seen("select what from problems") == ([what] if what else [])
    assert [problem.what for _, problem in run.problems] == ([what] if what else [])
    assert desk.seen("select format from sources where path like '%' || ?", name) == [form]
    assert "three@example.org" in desk.seen(POSTS)
    assert desk.seen(BALANCE) == []
    assert desk.ingest().unchanged == 2


def test_of_a_download_that_broke_off_what_came_is_kept(desk: Desk) -> None:
    desk.put("a.txt.gz", gzip.compress((ONE + TWO).encode())[:-4])
    assert tally(desk.ingest()) == (3, 2, 0, 1)
    desk.put("a.txt.gz", gzip.compress((ONE + TWO + THREE).encode()))
    desk.ingest()
    assert desk.seen("select count(*) from problems") == [0]
    assert desk.seen(POSTS) == ["one@example.org", "three@example.org", "two@example.org"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(desk: Desk) -> None:
    path = desk.put("a.mbox", ONE)
    desk.put("b.mbox", TWO)
    path.chmod(0)
    run = desk.ingest()
    assert [problem.what for _, problem in run.problems] == ["cannot be opened"]
    assert desk.seen(POSTS) == ["two@example.org"]
    path.chmod(0o600)
    desk.ingest()
    assert desk.seen("select count(*) from problems") == [0]
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]


def test_a_file_that_is_gone_before_it_is_opened_is_a_problem(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = desk.put("a.mbox", ONE), desk.put("b.mbox", TWO)
    path.unlink()
    monkeypatch.setattr(sources, "find", lambda _: [path, other])  # it was there a moment ago
    run = desk.ingest()
    assert [problem.what for _, problem in run.problems] == ["cannot be opened"]
    assert desk.seen(POSTS) == ["two@example.org"]


@pytest.mark.parametrize("form", [mbox, month], ids=lambda form: form.NAME)
def test_a_message_whose_reader_breaks_is_a_problem_and_the_run_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, form: object
) -> None:
    read = form.headers.message_id  # type: ignore[attr-defined]

    def breaks(fields: dict[str, list[str]]) -> str:
        if "two" in fields["message-id"][0]:
            raise ValueError("a fault of ours")
        return str(read(fields))

    monkeypatch.setattr("ingest.headers.message_id", breaks)
    to = {"To": "x"} if form is mbox else {}
    desk.put(
        "a.mbox",
        mail("One.", Message_ID="<one>", **to) + mail("Two.", Message_ID="<two>") + mail("3.", Message_ID="<three>"),
    )
    run = desk.ingest()
    assert tally(run) == (3, 2, 0, 1)
    assert desk.seen("select what, detail from problems") == [
        ("message could not be read", "ValueError: a fault of ours")
    ]
    assert desk.seen(POSTS) == ["one", "three"]


def test_a_message_that_cannot_be_taken_apart_is_a_problem_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read = takeapart.read_text

    def breaks(text: str) -> object:
        if "two" in text:
            raise IndexError("a fault of ours")
        return read(text)

    monkeypatch.setattr(takeapart, "read_text", breaks)
    desk.put("a.mbox", ONE + TWO + THREE)
    assert tally(desk.ingest()) == (3, 2, 0, 1)
    assert desk.seen(POSTS) == ["one@example.org", "three@example.org"]


@pytest.mark.parametrize("reader", ["ingest.digests.burst", "ingest.formats.pasted.parted", "ingest.fetched.placed"])
def test_a_message_that_cannot_be_parted_is_a_problem_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    module, _, name = reader.rpartition(".")
    read = getattr(import_module(module), name)

    def breaks(post: Post, *given: object) -> object:
        if "Two" in post.text:
            raise IndexError("a fault of ours")
        return read(post, *given)

    monkeypatch.setattr(reader, breaks)
    desk.put("a.mbox", ONE + TWO.replace("two thing", "Two thing") + THREE)
    assert tally(desk.ingest()) == (3, 2, 0, 1)
    assert desk.seen(POSTS) == ["one@example.org", "three@example.org"]
    assert desk.seen("select what, detail from problems") == [
        ("message could not be read", "IndexError: a fault of ours")
    ]


# -- laws --------------------------------------------------------------------------------------------------------------------

CHANGES = st.lists(st.lists(st.sampled_from([ONE, TWO, THREE, FOUR]), max_size=4), min_size=1, max_size=4)


@settings(max_examples=20)
@given(CHANGES)
def test_the_books_balance_and_nothing_is_lost_however_a_file_changes(changes: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk, seen = Desk(Path(folder)), set()
        for number, mails in enumerate(changes):
            path = desk.put("a.mbox", "".join(mails))
            os.utime(path, (number, number))
            run = desk.ingest()
            run.tally.check("the run")
            seen |= {text.split("<")[2].split(">")[0] for text in mails}
            assert desk.seen(BALANCE) == []
            assert set(desk.seen(POSTS)) == seen
            assert desk.seen(STORED) == []


def test_books_that_do_not_balance_end_the_run() -> None:
    with pytest.raises(BooksDoNotBalance, match=r"^a\.mbox: found 3"):
        Tally(3, 1, 1, 0).check("a.mbox")


def test_a_source_that_ends_the_run_is_not_there_at_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("a.mbox", ONE)
    desk.ingest()
    desk.put("b.mbox", TWO)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_note_place", lambda *_: Tally(1).check("a fault of ours"))
        with pytest.raises(BooksDoNotBalance):
            desk.ingest()
    assert desk.seen(POSTS) == ["one@example.org"]
    desk.ingest()
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]


def test_what_was_stored_before_a_run_was_ended_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("a.mbox", ONE)
    desk.put("b.mbox", TWO)
    add = Store.add

    def add_or_end(store: Store, source: Source, *stored: Any) -> None:
        add(store, source, *stored)
        if source.path.endswith("b.mbox"):
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "add", add_or_end)
    with pytest.raises(KeyboardInterrupt):
        desk.ingest()
    assert desk.seen(POSTS) == ["one@example.org"]


@pytest.mark.parametrize("small", [1, pipeline.SMALL], ids=["workers", "one process"])
def test_while_small_sources_are_read_others_may_write_to_the_database(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(pipeline, "SMALL", small)
    monkeypatch.setattr(pipeline, "SOURCES_TOGETHER", 2)
    for name, text in (("a", ONE), ("b", TWO), ("c", THREE)):
        desk.put(f"{name}.mbox", text)
    read = []

    def writes(size: int) -> None:
        with closing(sqlite3.connect(desk.sightings, timeout=0, isolation_level=None)) as db:
            db.execute("begin immediate")
            read.append(size)

    with closing(Store(desk.sightings)) as store:
        pipeline.ingest([desk.folder / "sources"], store, writes)
    assert sum(read) == len(ONE + TWO + THREE)
    assert desk.seen(POSTS) == ["one@example.org", "three@example.org", "two@example.org"]


def test_workers_give_the_same_rows_as_one_process(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Desk(tmp_path / "other")
    for each in (desk, other):
        each.put("a.mbox", "".join(mail(f"Note {n}.", Message_ID=f"<{n}@example.org>") for n in range(300)))
        each.put("b.txt", "Minutes\n2 April 2025\n")
    desk.ingest()
    monkeypatch.setattr(pipeline, "SMALL", 1)
    monkeypatch.setattr(mbox, "PIECE", 5_000)
    other.ingest()
    assert content(desk.sightings)["sightings"] == content(other.sightings)["sightings"]


def test_a_database_of_something_else_is_not_written_to(desk: Desk) -> None:
    desk.folder.mkdir(exist_ok=True)
    desk.sightings.write_text("my shopping list\n" * 100)
    with pytest.raises(DatabaseUnusable, match="not a database of this program"):
        Store(desk.sightings)
    assert desk.sightings.read_text() == "my shopping list\n" * 100


def test_tables_that_a_killed_run_made_in_part_are_completed(desk: Desk) -> None:
    desk.put("a.mbox", ONE)
    desk.ingest()
    (files,) = desk.seen("select sql from sqlite_master where name = 'files'")
    desk.sightings.unlink()
    with closing(sqlite3.connect(desk.sightings)) as db:
        migrations.ensure_migrations_table(Database(db))
        db.execute(files)
        db.commit()
    desk.ingest()
    assert desk.seen(POSTS) == ["one@example.org"]


def test_sightings_that_were_read_before_words_were_kept_with_them_give_the_same_archive(desk: Desk) -> None:
    desk.put("a.mbox", ONE)
    desk.ingest()
    desk.dedupe()
    wanted, new = content(desk.archive), desk.sightings.rename(desk.folder / "new.db")
    with closing(sqlite3.connect(desk.sightings, isolation_level=None)) as db:
        migrations.apply(Database(db), stop_before="words_beside_texts")
        db.execute("attach ? as new", (str(new),))
        for table in ("sources", "files", "sightings", "links", "attachments", "problems"):
            columns = ", ".join(row[1] for row in db.execute(f"pragma main.table_info({table})"))
            db.execute(f"insert into main.{table} ({columns}) select {columns} from new.{table}")  # noqa: S608
    desk.dedupe()
    assert content(desk.archive) | {"builds": []} == wanted | {"builds": []}
    assert desk.seen("select count(*) from sightings where words = x''") == [0]


def test_every_foreign_key_holds_and_every_column_of_one_has_an_index(desk: Desk) -> None:
    desk.put("a.mbox", ONE)
    desk.ingest()
    with closing(sqlite3.connect(desk.sightings)) as db:
        assert db.execute("pragma foreign_key_check").fetchall() == []
        for table in ("files", "sightings", "problems"):
            assert db.execute(f"pragma index_list({table})").fetchall(), table


IDS: list[tuple[Callable[[], str], str]] = [
    (lambda: short_id("mid", "note-1@example.org"), "lmvp3qg5sli7"),
    (lambda: hyperkitty_hash("note-1@example.org"), "UJ3L55QD5K3GXCWGJPZWZGHELHIQAO3M"),
]


@pytest.mark.parametrize(("make", "expected"), IDS)
def test_ids_are_the_same_for_ever(make: Callable[[], str], expected: str) -> None:
    assert make() == expected
