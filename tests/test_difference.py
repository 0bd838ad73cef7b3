"""A build that writes nothing, and says what would change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from reading import Desk, mail, words

from dedupe.cli import main
from ingest.ids import short_id

A, B = short_id("mid", "a@x.org"), short_id("mid", "b@x.org")
TEXT = words(60)
SHORT = words(20)
ON_A = mail(TEXT, Message_ID="<a@x.org>")


def only_old(desk: Desk) -> None:
    desk.put("a.mbox", ON_A)


def with_another(desk: Desk) -> None:
    desk.put("b.mbox", mail("Other masts.", Message_ID="<b@x.org>"))


def with_a_copy(desk: Desk) -> None:
    desk.put("b.mbox", mail(TEXT, Message_ID="<a@x.org>", X_Seen="there too"))


def taken_out(desk: Desk) -> None:
    (desk.folder / "redactions.yml").write_text("messages: [a@x.org]", encoding="utf-8")


def one_word_out(desk: Desk) -> None:
    (desk.folder / "redactions.yml").write_text(f"words: [{words(1, 7)}, Masts]", encoding="utf-8")


CHANGES: list[tuple[Callable[[Desk], None], list[str]]] = [  # what is done after the first build -> the lines that tell of it
    (only_old, []),
    (with_another, ["1 note new:", f'  {B}, "Masts" by Ann Example, 2025-11-01T06:49:07Z']),
    (with_a_copy, ["1 note with other places where they were seen:", f'  {A}, "Masts" by Ann Example, 2025-11-01T06:49:07Z']),
    (taken_out, ["1 note gone:", f'  {A}, "Masts" by Ann Example, 2025-11-01T06:49:07Z']),
    (one_word_out, [
        "1 note with another text:", f'  {A}, "(redacted)" by Ann Example, 2025-11-01T06:49:07Z',
        "1 note with another subject, author or date:", f'  {A}, "(redacted)" by Ann Example, 2025-11-01T06:49:07Z',
    ]),
]  # fmt: skip


def dry_run(desk: Desk) -> list[str]:
    """The lines that a dry run prints."""
    ran = CliRunner().invoke(main, ["--dry-run", str(desk.sightings), str(desk.archive)])
    assert ran.exit_code == 0, ran.output
    return ran.stdout.splitlines()


def changed(folder: Path, change: Callable[[Desk], None]) -> Desk:
    """A desk with an archive, and sightings in which something changed since."""
    desk = Desk(folder)
    only_old(desk)
    desk.ingest()
    desk.dedupe()
    change(desk)
    desk.ingest()
    return desk


@pytest.mark.parametrize(("change", "said"), CHANGES, ids=lambda each: getattr(each, "__name__", ""))
def test_a_dry_run_says_what_would_change_and_writes_nothing(
    tmp_path: Path, change: Callable[[Desk], None], said: list[str]
) -> None:
    desk = changed(tmp_path, change)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.suffix in (".db", ".mbox", ".yml")}
    *lines, last = dry_run(desk)
    assert lines == said
    assert last == ("Nothing was written." if said else "Nothing would change.")
    assert {
        path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.suffix in (".db", ".mbox", ".yml")
    } == before
    desk.dedupe()
    assert dry_run(desk) == ["Nothing would change."]


def listed(desk: Desk) -> None:
    (desk.folder / "lists.yml").write_text("- {name: Commons}", encoding="utf-8")


def without_any_archive(desk: Desk) -> None:
    desk.archive.unlink()


def with_an_older_archive(desk: Desk) -> None:
    """As a program of another day built it."""
    with closing(sqlite3.connect(desk.archive)) as db, db:
        db.execute("update builds set id = 'of another'")


def moved(desk: Desk) -> None:
    (desk.folder / "sources" / "a.mbox").rename(desk.folder / "sources" / "0.mbox")


AGAIN: list[tuple[Callable[[Desk], None], bool]] = [  # what is done after a build -> whether the next one builds again
    (only_old, False),
    (with_another, True),
    (taken_out, True),
    (listed, True),
    (moved, True),
    (without_any_archive, True),
    (with_an_older_archive, True),
]


@pytest.mark.parametrize(("change", "built"), AGAIN, ids=lambda each: getattr(each, "__name__", ""))
def test_what_would_come_out_the_same_is_built_only_when_asked_for(
    tmp_path: Path, change: Callable[[Desk], None], built: bool
) -> None:
    desk = changed(tmp_path, change)
    before = desk.archive.stat().st_ino if desk.archive.is_file() else 0
    ran = CliRunner().invoke(main, ["--if-changed", str(desk.sightings), str(desk.archive)])
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith("Nothing has changed since ") is not built
    assert (desk.archive.stat().st_ino != before) is built
    assert dry_run(desk) == ["Nothing would change."]
    ran = CliRunner().invoke(main, ["--if-changed", "--addresses", "keep", str(desk.sightings), str(desk.archive)])
    assert "distinct notes" in ran.stdout


BY_ANN = mail(SHORT, Message_ID="<a@x.org>")
BY_SAMPLE = mail(SHORT, Message_ID="<b@x.org>", From="A. Sample <sample@example.net>")
BY_BOTH = mail(SHORT, Message_ID="<c@x.org>", From="A. Sample <ann@example.org>")
BECAME = [  # (the posts before, the posts after, what the dry run says of them)
    ([BY_ANN, BY_SAMPLE], [BY_ANN, BY_SAMPLE, BY_BOTH], f'  {B}, "Masts" by A. Sample, 2025-11-01T06:49:07Z, into {A}'),
    ([BY_ANN, BY_SAMPLE, BY_BOTH], [BY_ANN, BY_SAMPLE], f'  {A}, "Masts" by Ann Example, 2025-11-01T06:49:07Z, into {B} and {A}'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), BECAME, ids=["merged", "split"])
def test_notes_that_become_one_or_two_are_told(tmp_path: Path, before: list[str], after: list[str], said: str) -> None:
    then, now = Desk(tmp_path / "then"), Desk(tmp_path / "now")
    then.build(*before)
    now.build(*after)
    then.archive.replace(now.archive)
    assert said in dry_run(now)


def test_a_recovered_note_whose_post_arrives_is_under_another_id(tmp_path: Path) -> None:
    said = "On Sat, Nov 1, 2025 at 6:49 AM Ann Example <ann@example.org> wrote:\n> "
    desk = Desk(tmp_path)
    desk.build(
        mail(said + TEXT.replace("\n", "\n> ") + "\n\nYes.", From="Ben <ben@example.net>", Message_ID="<b@x.org>")
    )
    (was,) = desk.found("select id from messages where recovered")
    desk.put("a.mbox", ON_A)
    desk.ingest()
    assert dry_run(desk)[:2] == [
        "1 note under another id:",
        f'  {A}, "Masts" by Ann Example, 2025-11-01T06:49:07Z, was {was}',
    ]


def test_of_many_notes_the_first_are_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.build(ON_A)
    desk.put("more.mbox", "".join(mail(words(30, 50 * n), Message_ID=f"<{n}@x.org>") for n in range(1, 9)))
    desk.ingest()
    said = dry_run(desk)
    assert said[0] == "8 notes new:"
    assert said[6] == "  ... and 3 more"


def test_sightings_that_are_damaged_are_one_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.build(ON_A)
    size = desk.sightings.stat().st_size
    with desk.sightings.open("r+b") as file:
        file.truncate(size // 2)
    ran = CliRunner().invoke(main, ["--dry-run", str(desk.sightings), str(desk.archive)])
    assert ran.exit_code == 1
    assert len(ran.stderr.splitlines()) == 1


def test_without_an_archive_all_is_new(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    only_old(desk)
    desk.ingest()
    assert dry_run(desk) == [f"There is no {desk.archive} yet; it would hold 1 notes. Nothing was written."]
    assert not desk.archive.exists()


def test_what_is_no_archive_is_one_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    only_old(desk)
    desk.ingest()
    desk.archive.write_text("no database at all", encoding="utf-8")
    ran = CliRunner().invoke(main, ["--dry-run", str(desk.sightings), str(desk.archive)])
    assert ran.exit_code == 1
    assert ran.stderr.splitlines() == [
        f"Error: {desk.archive}: this is not a database of this program; name another file, or remove it to build anew"
    ]
