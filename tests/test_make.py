"""The commands of the Makefile that decide something themselves, run in a folder that holds nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from reading import ROOT, mail, rows

from ingest.fetched import Note


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the Makefile and the sample, for which this Python stands ready."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "data" / "sample", tmp_path / "data" / "sample")
    for name in ("pyproject.toml", "requirements.lock", "ready"):  # make wants the last no older than the others
        (tmp_path / name).touch()
    return tmp_path


def make(folder: Path, target: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--silent", f"VENV={sys.prefix}", "READY=ready", target]
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=False)


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
