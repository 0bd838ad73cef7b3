"""The two commands: what they say, and the one clear line where they cannot go on."""

from __future__ import annotations

import os
import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from reading import ROOT, Desk, content, mail, words

import ingest.store
from dedupe import cli as dedupe_cli
from dedupe.store import alone
from ingest import cli as ingest_cli
from ingest import pipeline

SAMPLE = ROOT / "data" / "sample"
COMMANDS = {"ingest": ingest_cli.main, "dedupe": dedupe_cli.main}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.put("a.mbox", mail("Good morning.", Message_ID="<a@example.org>"))
    return made


def run(name: str, *args: object) -> Result:
    return CliRunner().invoke(COMMANDS[name], [str(arg) for arg in args])


def fails(result: Result) -> str:
    """The one line that a failed command says."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    assert re.fullmatch(r"Error: [^\n]+\n", result.stderr), result.stderr
    return result.stderr.removeprefix("Error: ").strip()


# -- help ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_help_tells_of_every_argument_and_option(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    command = COMMANDS[name]
    assert " ".join((command.help or "").split()) in " ".join(result.stdout.split())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert set(parameter.opts) <= set(re.findall(r"--[a-z-]+", result.stdout))
        else:
            assert str(parameter.make_metavar(click.Context(command))).strip("[].") in (command.help or "")


def test_what_help_says_can_be_read_is_what_is_read() -> None:
    said = " ".join(run("ingest", "--help").stdout.split())
    for form in pipeline.formats.FORMATS:
        assert form.NAME in said, form.NAME


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_runs_as_a_module_and_knows_its_version(name: str) -> None:
    for args in (["--help"], ["--version"]):
        done = subprocess.run(
            [sys.executable, "-m", name, *args], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if args == ["--version"] and "not installed" in done.stderr:
            pytest.skip("run from a checkout that is not installed")
        assert (done.returncode, done.stderr) == (0, "")
        assert f"python -m {name}" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_missing_argument_is_a_usage_error(name: str) -> None:
    result = run(name)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


# -- what they say -----------------------------------------------------------------------------------------------------------------


def test_reading_says_what_was_found_and_what_could_not_be_read(tmp_path: Path) -> None:
    result = run("ingest", tmp_path / "s.db", SAMPLE)
    assert result.exit_code == 0
    read, found, problem = result.stdout.splitlines()
    assert re.fullmatch(r"Read 9 sources, 0 more were read before\.", read)
    counts = [int(number) for number in re.findall(r"\d+", found)]
    assert counts[0] == sum(counts[1:])
    assert counts[-1] == 1
    assert "2025-June.txt.gz" in problem
    assert problem.count("(") == problem.count(")")
    assert run("ingest", tmp_path / "s.db", SAMPLE).stdout == "Read 0 sources, 9 more were read before.\n"


def test_a_file_that_is_another_once_more_was_not_read_before(desk: Desk) -> None:
    for name in ("a.mbox", "b.mbox", "c.mbox"):
        desk.put(name, mail())
    said = [run("ingest", desk.sightings, desk.folder / "sources").stdout.splitlines()[0] for _ in range(2)]
    assert said == [
        "Read 1 sources, 2 identical files, 0 more were read before.",
        "Read 0 sources, 3 more were read before.",
    ]


def test_only_the_first_of_many_problems_are_printed(desk: Desk) -> None:
    for number in range(ingest_cli.SHOWN + 5):
        desk.put(f"page-{number:02}.html", f"<html>{number}")
    lines = run("ingest", desk.sightings, desk.folder / "sources").stdout.splitlines()
    assert len(lines) == 2 + ingest_cli.SHOWN + 1
    assert lines[-1] == "  ... and 5 more: see the table problems."


def test_merging_says_numbers_that_add_up(tmp_path: Path) -> None:
    run("ingest", tmp_path / "s.db", SAMPLE)
    result = run("dedupe", tmp_path / "s.db", tmp_path / "a.db")
    assert result.exit_code == 0
    said = {
        what.split(" (")[0]: int(count.replace(",", ""))
        for count, what in re.findall(r" *([\d,]+)  (.+)", result.stdout)
    }
    assert (
        said["messages found"] + said["recovered from quotes and forwards alone"]
        == said["distinct notes"] + said["repeats"]
    )
    assert result.stdout.splitlines()[-1] == f"The archive lies in {tmp_path / 'a.db'}."


def test_silent_says_nothing(desk: Desk) -> None:
    assert run("ingest", "--silent", desk.sightings, desk.folder / "sources").output == ""
    assert run("dedupe", "--silent", desk.sightings, desk.archive).output == ""


@pytest.mark.parametrize(
    ("args", "env", "kept"), [([], {}, False), (["--addresses", "keep"], {}, True), ([], {"ADDRESSES": "keep"}, True)]
)
def test_addresses_are_kept_by_option_or_environment(
    desk: Desk, args: list[str], env: dict[str, str], kept: bool
) -> None:
    desk.put("a.mbox", mail("Write to ben@example.org."))
    desk.ingest()
    done = CliRunner().invoke(dedupe_cli.main, [str(desk.sightings), str(desk.archive), *args], env=env)
    assert done.exit_code == 0
    assert ("ben@example.org" in desk.found("select own from texts")[0]) is kept


# -- what they cannot do ---------------------------------------------------------------------------------------------------------

NOT_OURS = "this is not a database of this program; name another file, or remove it to build anew"
NO_FOLDER = "cannot be opened; does its folder exist, and may you write there?"
Arguments = Callable[[Desk], list[Path]]

INGEST: list[tuple[str, Arguments, str]] = [  # (what is wrong, arguments, what is said)
    ("no such source", lambda desk: [desk.sightings, desk.folder / "nothing"], "nothing: no such file or folder"),
    ("no folder for it", lambda desk: [desk.folder / "none" / "s.db", desk.folder], f"s.db: {NO_FOLDER}"),
    ("not a database", lambda desk: [shopping_list(desk), desk.folder], f"list.txt: {NOT_OURS}"),
    ("a database of something else", lambda desk: [other_database(desk), desk.folder], f"other.db: {NOT_OURS}"),
]
DEDUPE: list[tuple[str, Arguments, str]] = [
    ("no sightings", lambda desk: [desk.folder / "none.db", desk.archive], "none.db: no such file or folder"),
    ("sightings that are none", lambda desk: [shopping_list(desk), desk.archive], f"list.txt: {NOT_OURS}"),
    ("sightings of something else", lambda desk: [other_database(desk), desk.archive], f"other.db: {NOT_OURS}"),
    ("no folder for it", lambda desk: [ready(desk), desk.folder / "none" / "a.db"], f"a.db: {NO_FOLDER}"),
    ("in place of another file", lambda desk: [ready(desk), shopping_list(desk)], f"list.txt: {NOT_OURS}"),
    ("in place of another database", lambda desk: [ready(desk), other_database(desk)], f"other.db: {NOT_OURS}"),
    ("in place of the sightings", lambda desk: [ready(desk), desk.sightings], f"sightings.db: {NOT_OURS}"),
]


def shopping_list(desk: Desk) -> Path:
    return desk.put("list.txt", "bread and butter\n" * 99)


def other_database(desk: Desk) -> Path:
    path = desk.folder / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table sightings (bird text)")
        db.commit()
    return path


def ready(desk: Desk) -> Path:
    desk.ingest()
    return desk.sightings


@pytest.mark.parametrize(("what", "arguments", "said"), INGEST, ids=[row[0] for row in INGEST])
def test_reading_that_cannot_begin_says_why_in_one_line(desk: Desk, what: str, arguments: Arguments, said: str) -> None:
    given = arguments(desk)
    before = {path: path.read_bytes() for path in given if path.is_file()}
    assert fails(run("ingest", *given)).endswith(f"/{said}"), what
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(("what", "arguments", "said"), DEDUPE, ids=[row[0] for row in DEDUPE])
def test_merging_that_cannot_begin_says_why_in_one_line(desk: Desk, what: str, arguments: Arguments, said: str) -> None:
    given = arguments(desk)
    before = content(desk.sightings) if desk.sightings.exists() else {}
    others = {path: path.read_bytes() for path in given if path.is_file() and path != desk.sightings}
    assert fails(run("dedupe", *given)).endswith(f"/{said}"), what
    assert {path: path.read_bytes() for path in others} == others
    assert not before or content(desk.sightings)["sightings"] == before["sightings"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_database_that_another_run_writes_is_waited_for_and_then_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ready(desk)
    desk.put("b.mbox", mail("Good night."))
    with closing(sqlite3.connect(desk.sightings, isolation_level=None)) as db:
        db.execute("update sightings set normaliser = 0")  # dedupe writes only where words are to be made anew
    monkeypatch.setattr(ingest.store, "WAIT", 0.1)
    monkeypatch.setattr("dedupe.build.WAIT", 0.1)
    with closing(sqlite3.connect(desk.sightings, isolation_level=None)) as writer:
        writer.execute("begin immediate")
        result = run(name, desk.sightings, desk.folder / "sources" if name == "ingest" else desk.archive)
    assert fails(result).endswith(
        "/sightings.db: another run is writing this database; wait until it has ended, then try again"
    )


def test_a_build_beside_another_ends_with_one_line_and_harms_it_not(desk: Desk) -> None:
    ready(desk)
    desk.dedupe()
    before = desk.archive.read_bytes()
    for _ in range(2):
        with alone(desk.archive):
            assert "another run is writing this database" in fails(run("dedupe", desk.sightings, desk.archive))
            assert run("dedupe", desk.sightings, desk.archive, "--dry-run").exit_code == 0
        assert desk.archive.read_bytes() == before
    assert run("dedupe", desk.sightings, desk.archive).exit_code == 0


def test_builds_at_the_same_time_leave_a_whole_archive(desk: Desk) -> None:
    ready(desk)
    build = [sys.executable, "-m", "dedupe", str(desk.sightings), str(desk.archive)]
    started = [subprocess.Popen(build, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(3)]
    said = [each.communicate()[1] for each in started]
    assert 0 in [each.returncode for each in started]
    for each, line in zip(started, said, strict=True):
        assert each.returncode == 0 or b"another run" in line
    assert desk.found("select count(*) from messages") == [1]


def test_an_archive_is_built_while_another_run_reads(desk: Desk) -> None:
    ready(desk)
    with closing(sqlite3.connect(desk.sightings, isolation_level=None)) as writer:
        writer.execute("begin immediate")
        assert run("dedupe", desk.sightings, desk.archive).exit_code == 0


FULL = "the disk is full; make room and run again, nothing that was stored is lost"


def test_reading_onto_a_full_disk_keeps_what_was_stored(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ready(desk)
    desk.put("b.mbox", "".join(mail(words(90, n), Message_ID=f"<{n}@x.org>") for n in range(500)))
    connect = sqlite3.connect

    def small(*args: object, **options: object) -> sqlite3.Connection:
        db = connect(*args, **options)  # type: ignore[call-overload]
        db.execute("pragma max_page_count = 60")  # what SQLite says then is what it says of a full disk
        return db  # type: ignore[no-any-return]

    with monkeypatch.context() as patch:
        patch.setattr("ingest.store.sqlite3.connect", small)
        assert fails(run("ingest", desk.sightings, desk.folder / "sources")).endswith(f"sightings.db: {FULL}")
    assert desk.seen("select message_id from sightings") == ["a@example.org"]
    assert run("ingest", desk.sightings, desk.folder / "sources").exit_code == 0
    assert desk.seen("select count(*) from sightings") == [501]


def limited(name: str, *args: Path) -> subprocess.CompletedProcess[str]:
    """The command where no file may grow past 600 KB, as on a disk that is nearly full."""
    size = 600_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [sys.executable, "-m", name, *map(str, args)], cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit
    )  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_where_a_file_may_not_grow_the_run_ends_with_one_line_and_the_old_files_stay(desk: Desk, name: str) -> None:
    ready(desk)
    desk.dedupe()
    archive = desk.archive.read_bytes()
    desk.put("b.mbox", "".join(mail(words(90, n), Message_ID=f"<{n}@x.org>") for n in range(900)))
    if name == "dedupe":
        desk.ingest()
    done = limited(name, desk.sightings, desk.folder / "sources" if name == "ingest" else desk.archive)
    assert done.returncode == 1
    assert re.fullmatch(r"Error: \S+\.db: [^\n]+\n", done.stderr), done.stderr
    assert desk.archive.read_bytes() == archive
    assert sorted(path.name for path in desk.folder.iterdir() if path.name.endswith(".new")) == []
    assert desk.seen("select count(*) from sightings where message_id = 'a@example.org'") == [1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_that_may_not_be_written_to_is_said(desk: Desk, name: str) -> None:
    ready(desk)
    shut = desk.folder / "shut"
    shut.mkdir(mode=0o500)
    if name == "ingest":
        assert "may you write there?" in fails(run("ingest", shut / "s.db", desk.folder / "sources"))
    else:
        assert "may you write there?" in fails(run("dedupe", desk.sightings, shut / "a.db"))


def test_an_archive_that_is_a_folder_is_no_place_for_one(desk: Desk) -> None:
    result = run("dedupe", ready(desk), desk.folder)
    assert result.exit_code == 2
    assert "is a directory" in result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_worker_that_is_killed_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    ready(desk)
    desk.put("b.mbox", mail("Good night."))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(pipeline, "SMALL", 0)
    monkeypatch.setattr("dedupe.published.texts.MANY", 0)
    monkeypatch.setattr(pipeline.formats, "read", lambda *_: os._exit(9))
    monkeypatch.setattr("dedupe.published.texts.hidden", lambda _: os._exit(9))
    result = run(name, desk.sightings, desk.folder / "sources" if name == "ingest" else desk.archive)
    assert fails(result).startswith("a worker process was ended by the system")
