"""Settings for all tests, and what several of them stand on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from reading import ROOT, Desk

from ingest.fetching.web import Manners, Web

# Machines differ, and a busy one is slow: no test asserts a time. What passed once passes again: the examples are the same in each
# run; `pytest --hypothesis-profile=others` looks for others, and for more.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("others", deadline=None, max_examples=2000)
settings.load_profile("same")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample, copied, read and merged in one go."""
    desk = Desk(tmp_path_factory.mktemp("whole"))
    shutil.copytree(ROOT / "data" / "sample", desk.folder / "sources")
    desk.ingest()
    desk.dedupe()
    return desk


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Where archives are fetched to."""
    return tmp_path / "sources"


@pytest.fixture
def web() -> Iterator[Web]:
    """A visitor of servers on this machine, who does not pause."""
    with closing(Web(Manners(pause=0, private=True), lambda _: None)) as made:
        yield made
