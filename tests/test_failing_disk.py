"""A disk that gives a source in part: what came is stored and the fault is said, and the next run reads the rest."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from errno import EIO
from itertools import count
from pathlib import Path

import pytest
from reading import Desk, content, mail

from ingest import pipeline
from ingest.files import on_disk, unpack
from ingest.files.on_disk import OnDisk
from ingest.formats import mbox
from ingest.store import Store
from ingest.tally import Tally

ONE, TWO, THREE = (mail(f"{name} thing.", To="x", Message_ID=f"<{name}>") for name in ("one", "two", "three"))
POSTS = "select message_id from sightings where inside = '' order by message_id"
BROKE_OFF = ("cannot be read to its end", "Input/output error")

Disk = Callable[[str, int], None]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """What makes the file of this name fail from an offset on; all files are large on this disk."""
    monkeypatch.setattr(mbox, "PIECE", 1)
    monkeypatch.setattr(unpack, "IN_MEMORY", 1)
    monkeypatch.setattr(on_disk, "WINDOW", 64)
    read, good = OnDisk.__getitem__, {}

    def fails(data: OnDisk, part: slice) -> bytes:
        if (part.start or 0) >= good.get(Path(data._file.name).name, sys.maxsize):
            raise OSError(EIO, "Input/output error")
        return read(data, part)

    monkeypatch.setattr(OnDisk, "__getitem__", fails)
    return good.__setitem__


def zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.mbox", data)
    return out.getvalue()


def said(run: pipeline.Run) -> list[tuple[str, str, str]]:
    return [(Path(path).name, problem.what, problem.detail) for path, problem in run.problems]


def ingest_until_it_fails(desk: Desk, disk: Disk, after: int = 1) -> pipeline.Run:
    """A run in which a.mbox gives so many messages and no more."""
    given = count(1)
    with closing(Store(desk.sightings)) as store:
        return pipeline.ingest(
            [desk.folder / "sources"], store, lambda _: disk("a.mbox", 0) if next(given) == after else None
        )


def test_what_came_is_stored_and_the_next_run_reads_all(desk: Desk, disk: Disk) -> None:
    desk.put("a.mbox", ONE + TWO + THREE)
    assert said(ingest_until_it_fails(desk, disk, after=2)) == [("a.mbox", *BROKE_OFF)]
    assert desk.seen(POSTS) == ["one", "two"]
    assert desk.seen("select found, stored, skipped from sources") == [(3, 2, 1)]
    disk("a.mbox", sys.maxsize)
    assert said(desk.ingest()) == []
    assert desk.seen(POSTS) == ["one", "three", "two"]
    assert desk.seen("select count(*) from problems") == [0]
    assert desk.ingest().unchanged == 1


@pytest.mark.parametrize("small", [1, pipeline.SMALL], ids=["workers", "one process"])
def test_it_is_said_in_each_run_and_costs_no_other_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, disk: Disk, small: int
) -> None:
    monkeypatch.setattr(pipeline, "SMALL", small)
    desk.put("a.mbox", ONE + TWO)
    desk.put("b.mbox", THREE)
    disk("a.mbox", len(ONE))
    for _ in range(2):
        assert said(desk.ingest()) == [("a.mbox", *BROKE_OFF)]
        assert desk.seen(POSTS) == ["three"]
        assert desk.seen("select found, stored, skipped from sources order by path") == [(1, 0, 1), (1, 1, 0)]


def test_a_copy_that_can_be_read_is_read_at_once(desk: Desk, disk: Disk) -> None:
    desk.put("a.mbox", ONE + TWO)
    desk.put("b.mbox", ONE + TWO)
    disk("a.mbox", len(ONE))
    desk.ingest()
    assert desk.seen(POSTS) == ["one", "two"]
    assert desk.seen("select count(*) from problems") == [0]


def test_a_file_that_grew_takes_the_place_of_the_old_one_when_all_of_it_was_read(
    desk: Desk, tmp_path: Path, disk: Disk
) -> None:
    desk.put("a.mbox", ONE)
    desk.ingest()
    desk.put("a.mbox", ONE + TWO + THREE)
    ingest_until_it_fails(desk, disk, after=2)
    assert desk.seen(POSTS) == ["one", "one", "two"]
    disk("a.mbox", sys.maxsize)
    assert desk.ingest().tally == Tally(3, 2, 1, 0)
    fresh = Desk(tmp_path / "fresh" / desk.folder.name)
    fresh.put("a.mbox", ONE + TWO + THREE)
    fresh.ingest()
    for table in ("sources", "sightings", "problems"):
        assert content(desk.sightings)[table] == content(fresh.sightings)[table], table


@pytest.mark.parametrize("pack", [zipped, gzip.compress], ids=["zip", "gzip"])
def test_a_packed_file_is_not_taken_for_a_damaged_one(desk: Desk, disk: Disk, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(ONE.encode())
    desk.put("a.bin", packed)
    disk("a.bin", len(packed) // 2)
    assert said(desk.ingest()) == [("a.bin", "cannot be opened", "Input/output error")]
    disk("a.bin", sys.maxsize)
    assert said(desk.ingest()) == []
    assert desk.seen(POSTS) == ["one"]
    assert desk.seen("select count(*) from problems") == [0]
