"""Compound files: what was put in comes out, and no file makes the reading longer than it is."""

from __future__ import annotations

import struct

import pytest
from compound_file import Tree, compound
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.files.compound import MAGIC, Damaged, tree

NAMES = st.text("abcdefghijk_0123456789#", min_size=1, max_size=31)
SIZES = st.sampled_from([0, 1, 63, 64, 65, 4095, 4096, 4097, 5000, 70_000])
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.dictionaries(NAMES, st.builds(lambda size, byte: bytes([byte]) * size, SIZES, st.integers(0, 255)), max_size=6),
    lambda inner: st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(TREES, st.sampled_from([512, 4096]))
def test_what_was_put_in_comes_out(made: Tree, sector: int) -> None:
    assert tree(compound(made, sector)) == made


def test_a_file_with_more_tables_than_its_header_names() -> None:
    made = {"long": bytes(range(256)) * 60_000, "short": b"masts"}
    data = compound(made)
    assert len(data) > 109 * 128 * 512 * 2
    assert tree(data) == made


def test_names_are_in_small_letters() -> None:
    assert tree(compound({"__Substg1.0_001A001F": b"x"})) == {"__substg1.0_001a001f": b"x"}


MANY = compound({f"{number:05}": b"x" * 64 for number in range(20_000)})
DIRECTORY = struct.unpack_from("<I", MANY, 48)[0] * 512 + 512


def changed(at: int, value: int, size: str = "<I") -> bytes:
    data = bytearray(MANY)
    struct.pack_into(size, data, at, value)
    return bytes(data)


BAD = {
    "nothing": b"",
    "its begin": MAGIC,
    "its header": MANY[:512],
    "a half": MANY[: len(MANY) // 2],
    "another kind": b"PK" + MANY[2:],
    "sectors of another size": changed(30, 3, "<H"),
    "a directory that leads back": changed(512 + 4 * (DIRECTORY // 512 - 1), DIRECTORY // 512 - 1),
    "an entry that is its own neighbour": changed(DIRECTORY + 128 + 72, 1),
    "an entry that is not there": changed(DIRECTORY + 128 + 72, 1 << 20),
    "two streams in one place": changed(DIRECTORY + 2 * 128 + 116, 0),
    "a stream longer than the file": changed(DIRECTORY + 128 + 120, 1 << 31),
    "a root that is none": changed(DIRECTORY + 66, 2, "<B"),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_file_that_is_not_sound_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        tree(data)


def test_tables_that_name_one_another_for_ever_end() -> None:
    data = bytearray(MANY)
    struct.pack_into("<I", data, 68, 0)  # further tables are named by the first one, whose last number leads to itself
    struct.pack_into("<I", data, 512 + 127 * 4, 0)
    with pytest.raises(Damaged):
        tree(bytes(data))
