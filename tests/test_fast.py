"""What ``make fast`` compiles reads as its sources do. It takes a minute: the rest of the tests runs the sources alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from reading import ROOT, rows

CAN_COMPILE = shutil.which("cc") and Path(sysconfig.get_path("include"), "Python.h").exists()
HAS_MYPYC = (ROOT / ".venv" / "bin" / "mypyc").exists()
READ = "select * from sightings order by id"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compiled modules, made as ``make fast`` makes it."""
    work = tmp_path_factory.mktemp("compiled")
    fast, ready, ready_for_tests = work / "fast", work / "ready", work / "ready-for-tests"
    ready.touch()
    ready_for_tests.touch()
    command = ["make", "--silent", f"FAST={fast}", f"READY={ready}", f"READY_DEV={ready_for_tests}", "fast"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    ran = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return fast


def python(setting: Mapping[str, str], *arguments: str | Path) -> str:
    """What Python prints, run beside the project with a setting."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **setting}, capture_output=True, text=True, check=True
    ).stdout


def read(database: Path, setting: Mapping[str, str]) -> list[Any]:
    python(setting, "-m", "ingest", database, ROOT / "data" / "sample")
    return rows(database, READ)


@pytest.mark.skipif(not (CAN_COMPILE and HAS_MYPYC), reason="no C compiler, or no Python.h, or no mypyc in .venv")
def test_the_sample_reads_the_same_with_compiled_modules(compiled: Path, tmp_path: Path) -> None:
    with_them = {"PYTHONSAFEPATH": "1", "PYTHONPATH": f"{compiled}{os.pathsep}{ROOT}"}
    assert not python(with_them, "-c", "import ingest.quotes as q; print(q.__file__)").strip().endswith(".py")
    assert read(tmp_path / "fast.db", with_them) == read(tmp_path / "plain.db", {"PYTHONPATH": str(ROOT)})
