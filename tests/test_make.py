"""The commands of the Makefile that decide something themselves, run in a folder that holds nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from reading import ROOT, content, mail, rows

from ingest.fetched import Note


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the Makefile and the sample, for which this Python stands ready."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "data" / "sample", tmp_path / "data" / "sample")
    for name in ("pyproject.toml", "requirements.lock", "ready"):  # make wants the last no older than the others
        (tmp_path / name).touch()
    return tmp_path


def make(folder: Path, *targets: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = ["make", "--silent", f"VENV={sys.prefix}", "READY=ready", *targets]
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(command, cwd=folder, env=alone, input=typed, capture_output=True, text=True, check=False)


def test_where_no_list_was_fetched_an_update_says_so_and_reads_nothing(folder: Path) -> None:
    ran = make(folder, "update")
    said, by_make = ran.stderr.splitlines()
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said == "No list has been fetched yet, so there is none to update. First: make fetch URL=https://..."
    assert by_make.startswith("make: ***")
    assert [path.name for path in (folder / "data").iterdir()] == ["sample"]


def test_an_update_reads_what_is_there_where_a_list_cannot_be_fetched(folder: Path) -> None:
    commons = folder / "data" / "sources" / "commons"
    commons.mkdir(parents=True)
    Note("http://127.0.0.1:9/pipermail/commons/", "pipermail", "commons").save(commons)
    (commons / "2025-November.mbox").write_text(mail("Good morning, masts."))
    ran = make(folder, "update")
    assert ran.returncode == 2
    assert ran.stderr.startswith("Error: 127.0.0.1: lies in a private network")
    assert rows(folder / "data" / "archive.db", "select subject from messages") == ["Masts"]


NOT_READ = [  # (targets, what was typed, what is said)
    (("paste",), "", "nothing was pasted"),
    (("ingest", "SOURCES=nowhere"), "", "no such file or folder"),
    (
        ("ingest", "SOURCES=data/sample/commons-policy/2025-June.txt.gz"),
        "",
        "no message and no document was found here",
    ),
    (("ingest", "SOURCES=nothing"), "", "no message and no document was found here"),
]


def test_the_sample_stays_until_something_else_was_read(folder: Path) -> None:
    sample, archive = folder / "data" / "sightings.db", folder / "data" / "archive.db"
    (folder / "nothing").mkdir()
    assert make(folder, "ingest").returncode == 0
    before = content(sample)
    for targets, typed, said in NOT_READ:
        ran = make(folder, *targets, typed=typed)
        assert (ran.returncode, said in ran.stderr, "take the place" in ran.stdout) == (2, True, False), ran
        assert content(sample) == before, targets
    ran = make(folder, "paste", typed=mail("Good morning, masts."))
    assert "Your own archives take the place of the sample." in ran.stdout.splitlines()
    assert rows(archive, "select count(*) from messages") == [1]
    assert sorted(path.name for path in (folder / "data").glob("[!.]*.db*")) == ["archive.db", "sightings.db"]


def test_without_what_was_read_it_is_said_what_to_do(folder: Path) -> None:
    (folder / "commons.mbox").write_text(mail("Good morning, masts."))
    assert make(folder, "ingest", "SOURCES=commons.mbox").returncode == 0
    (folder / "data" / "sightings.db").unlink()
    assert "First: make ingest" in make(folder, "explain", "ID=masts").stderr
    assert "was not looked at (make ingest reads them)" in make(folder, "check").stdout


SAID = [  # (targets, what is said)
    (("ingest", "SOURCES=it's/here"), "a quotation mark without its other half"),
    (("ingest", "SOURCES=https://lists.example.org/a/"), "make fetch URL=https://lists.example.org/a/"),
    (("ingest", "data/sample/noor.mbox"), 'make ingest SOURCES="data/sample/noor.mbox"'),
    (("fetch", "https://lists.example.org/a/"), "make fetch URL=https://lists.example.org/a/"),
]


@pytest.mark.parametrize(("targets", "said"), SAID)
def test_what_was_written_otherwise_is_told_and_nothing_is_done(
    folder: Path, targets: tuple[str, ...], said: str
) -> None:
    ran = make(folder, *targets)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert "rror near" not in ran.stderr
    assert [path.name for path in (folder / "data").iterdir()] == ["sample"]


def test_a_port_that_is_taken_is_told_before_an_address_is(folder: Path) -> None:
    (folder / "data" / "archive.db").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = make(folder, "serve", f"PORT={taken.getsockname()[1]}")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Another port: make serve PORT=8002" in ran.stderr
