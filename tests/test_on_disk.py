"""A large file on disk is read as its bytes are, and one that is cut while it is read gives what is left of it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files import on_disk, sources, unpack
from ingest.files.on_disk import OnDisk
from ingest.formats import envelope

ENVELOPE = b"From ann@example.org Sat Nov  1 06:49:07 2025\nSubject: Masts\n\nGood morning.\n\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disk")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_disk, "WINDOW", 64)
    monkeypatch.setattr(unpack, "IN_MEMORY", 1)


@given(
    st.lists(st.sampled_from([b"ab", b"\n", b"From ", b"x" * 50]), max_size=12),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=6),
)
def test_parts_and_places_are_those_of_the_bytes(folder: Path, some: list[bytes], asked: list[tuple[int, int]]) -> None:
    data = b"".join(some)
    (folder / "a").write_bytes(data)
    with (folder / "a").open("rb") as file:
        read = OnDisk(file)
        assert len(read) == len(data)
        for start, end in asked:
            assert read[start:end] == data[start:end]
            assert read.find(b"\nFrom", start) == data.find(b"\nFrom", start)
            assert read.find(b"ab", start, end) == data.find(b"ab", start, end)
        assert read[:] == b"".join(read.chunks()) == data
        assert sources.checksum(read) == sha256(data).hexdigest()


def test_messages_begin_where_they_begin_in_memory(folder: Path) -> None:
    data = ENVELOPE * 9 + ENVELOPE.replace(b"\n\n", b"\nContent-Length: 15\n\n", 1) * 3
    (folder / "b.mbox").write_bytes(data)
    with unpack.opened(folder / "b.mbox") as read:
        assert isinstance(read, OnDisk)
        assert list(envelope.spans(read)) == list(envelope.spans(data))


@pytest.mark.parametrize("left", [0, 1, 70, 200])
def test_of_a_file_that_is_cut_what_is_left_is_there(folder: Path, left: int) -> None:
    data = bytes(range(256)) * 2
    (folder / "c").write_bytes(data)
    with unpack.opened(folder / "c") as read, (folder / "c").open("r+b") as file:
        file.truncate(left)
        assert len(read) == len(data)
        assert read[:] == data[:left]
        assert read[left + 64 :] == b""
        assert read.find(b"\x00\x01", 100) == -1
        assert sources.checksum(read) == sha256(data[:left]).hexdigest()
