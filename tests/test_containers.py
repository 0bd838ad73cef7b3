"""Compressed files and archives of files: what is in them is read as if it lay on disk, and they cannot harm the run."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Mapping
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import Desk, content, mail

from ingest.files import containers, unpack
from ingest.files.unpack import Room, zstd
from ingest.formats.piece import Buffer
from ingest.pipeline import Run

ONE, TWO, THREE = (
    mail(f"{name} thing.", Message_ID=f"<{name}@example.org>").encode() for name in ("one", "two", "three")
)
POSTS = "select message_id from sightings where inside = '' order by message_id"
SOURCES = "select path, format, found from sources order by path"


def zipped(files: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def said(run: Run) -> list[tuple[str, str, str]]:
    """Path below the desk, place and reason of each problem."""
    return [(re.sub(r"^test_[^/]*/", "", path), problem.place, problem.what) for path, problem in run.problems]


# -- what is in them is read -------------------------------------------------------------------------------------------------

FILES = {"commons/2025-May.txt": ONE, "trees.mbox": TWO}
PACKED: list[tuple[str, bytes]] = [
    ("zip", zipped(FILES)),
    ("zip, stored", zipped(FILES, zipfile.ZIP_STORED)),
    ("zip, bzip2", zipped(FILES, zipfile.ZIP_BZIP2)),
    ("zip, lzma", zipped(FILES, zipfile.ZIP_LZMA)),
    ("tar", tarred(FILES)),
    ("tar, GNU", tarred(FILES, tarfile.GNU_FORMAT)),
    ("tar, old", tarred(FILES, tarfile.USTAR_FORMAT)),
    ("tar.gz", gzip.compress(tarred(FILES))),
    ("tar.xz", lzma.compress(tarred(FILES))),
    ("tar.bz2", bz2.compress(tarred(FILES))),
    ("tar.zst", zstd.compress(tarred(FILES))),
    ("zip in a tar.gz", gzip.compress(tarred({"a.zip": zipped(FILES)}))),
    ("compressed files in a zip", zipped({"a.mbox.gz": gzip.compress(ONE), "b.mbox.xz": lzma.compress(TWO)})),
]


@pytest.mark.parametrize("packed", [data for _, data in PACKED], ids=[what for what, _ in PACKED])
def test_files_in_an_archive_are_read_and_known_the_next_time(desk: Desk, packed: bytes) -> None:
    desk.put("whatever.bin", packed)
    assert said(desk.ingest()) == []
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]
    before = content(desk.sightings)
    again = desk.ingest()
    assert (again.read, again.unchanged) == (0, 1)
    assert content(desk.sightings) == before


STREAMS = [("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress), ("zst", zstd.compress)]


@pytest.mark.parametrize("compress", [compress for _, compress in STREAMS], ids=[what for what, _ in STREAMS])
def test_what_can_be_read_of_a_compressed_file_that_broke_off_is_read(
    desk: Desk, compress: Callable[[bytes], bytes]
) -> None:
    whole = b"".join(mail(os.urandom(500).hex(), Message_ID=f"<{n}@example.org>").encode() for n in range(3000))
    packed = compress(whole)
    desk.put("a.mbox", packed[: len(packed) * 2 // 3])
    ((path, place, what),) = said(desk.ingest())
    assert path == "sources/a.mbox"
    assert what.startswith("damaged ")
    assert place.endswith("-")
    assert desk.seen("select count(*) from sightings")[0] > 500


def test_a_file_may_be_compressed_more_than_once(desk: Desk) -> None:
    desk.put("a", gzip.compress(lzma.compress(ONE)))
    assert said(desk.ingest()) == []
    assert desk.seen(POSTS) == ["one@example.org"]


def test_a_member_is_a_source_below_its_archive(desk: Desk) -> None:
    desk.put("a.zip", zipped(FILES))
    desk.ingest()
    assert sorted((path.split("a.zip")[-1], form, n) for path, form, n in desk.seen(SOURCES)) == [
        ("", "zip", 0),
        ("/commons/2025-May.txt", "pipermail", 1),
        ("/trees.mbox", "pipermail", 1),
    ]
    assert desk.seen("select list_name from sightings order by 1") == ["commons", "trees"]


def test_an_archive_of_months_names_their_list(desk: Desk) -> None:
    desk.put("commons.tar.gz", gzip.compress(tarred({"2025-May.txt": ONE})))
    desk.ingest()
    assert desk.seen("select list_name from sightings") == ["commons"]


def test_files_of_one_name_in_an_archive_are_sources_of_their_own(desk: Desk) -> None:
    older, newer = tarred({"2025-May.txt": ONE}), tarred({"2025-May.txt": ONE + TWO})
    desk.put("commons.tar", older[:1024] + newer)  # as tar --append leaves it
    desk.ingest()
    assert sorted(desk.seen("select found, stored, path from sources where format != 'tar'")) == [
        (1, 1, "sources/commons.tar/2025-May.txt"),
        (2, 2, "commons.tar/2/2025-May.txt"),
    ]
    assert desk.seen("select distinct list_name from sightings") == ["commons"]


def test_the_same_file_in_two_archives_and_beside_them_is_one_source(desk: Desk) -> None:
    desk.put("a.zip", zipped({"x.mbox": ONE}))
    desk.put("b.tar", tarred({"y.mbox": ONE}))
    desk.put("c.mbox", ONE)
    run = desk.ingest()
    assert (run.tally.found, run.tally.stored) == (1, 1)
    assert desk.seen(POSTS) == ["one@example.org"]


ARCHIVES = {
    "a.zip": zipped({"x.mbox": ONE}),
    "b.zip": zipped({"a.zip": zipped({"x.mbox": ONE}), "y.mbox": TWO}),
    "c.tar.gz": gzip.compress(tarred({"y.mbox": TWO, "z.mbox": THREE}), mtime=0),
    "z.mbox": THREE,
}


@pytest.mark.parametrize("order", list(permutations(ARCHIVES))[::5])
def test_archives_that_hold_the_same_give_the_same_in_any_order(desk: Desk, order: tuple[str, ...]) -> None:
    for name in order:
        desk.ingest(desk.put(name, ARCHIVES[name]))
    desk.dedupe()
    fresh = Desk(desk.folder / "fresh" / desk.folder.name)
    for name in ARCHIVES:
        fresh.put(name, ARCHIVES[name])
    fresh.ingest()
    fresh.dedupe()
    assert content(desk.archive) == content(fresh.archive)


def test_an_archive_that_grew_adds_what_is_new(desk: Desk, tmp_path: Path) -> None:
    desk.put("a.zip", zipped({"x.mbox": ONE, "z.mbox": THREE}))
    desk.ingest()
    desk.put("a.zip", zipped({"x.mbox": ONE + TWO, "z.mbox": THREE}))
    run = desk.ingest()
    assert (run.tally.found, run.tally.stored, run.tally.known) == (2, 1, 1)
    fresh = Desk(tmp_path / "fresh" / desk.folder.name)
    fresh.put("a.zip", zipped({"x.mbox": ONE + TWO, "z.mbox": THREE}))
    fresh.ingest()
    there, here = content(fresh.sightings), content(desk.sightings)
    for table in ("sources", "sightings", "problems"):
        assert here[table] == there[table], table


def test_a_run_that_ends_within_an_archive_is_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("a.zip", zipped({"x.mbox": ONE, "y.mbox": TWO}))
    read = containers._open

    def stops(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> io.BufferedIOBase:
        if info.filename == "y.mbox":
            raise KeyboardInterrupt
        return read(archive, info)

    with monkeypatch.context() as patch:
        patch.setattr(containers, "_open", stops)
        with pytest.raises(KeyboardInterrupt):
            desk.ingest()
    assert desk.seen(POSTS) == ["one@example.org"]
    desk.ingest()
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]


# -- names are data ----------------------------------------------------------------------------------------------------------

NAMES = [  # (name in the archive, path below it; None where it is left out)
    ("a.mbox", "a.mbox"),
    ("lists/commons/2025-May.txt", "lists/commons/2025-May.txt"),
    ("/etc/a.mbox", "etc/a.mbox"),
    ("../../a.mbox", "a.mbox"),
    ("lists\\commons\\a.mbox", "lists/commons/a.mbox"),
    ("a\n\x1b[31m.mbox", "a??[31m.mbox"),
    ("Maildir/cur/1.host:2,S", "Maildir/cur/1.host:2,S"),
    ("Maildir/.lists.commons/cur/1.host", "Maildir/.lists.commons/cur/1.host"),
    (".DS_Store", None),
    (".git/config", None),
    ("__MACOSX/._a.mbox", None),
    ("..", None),
    ("/", None),
]


@pytest.mark.parametrize(("name", "path"), NAMES)
def test_a_member_lies_below_its_archive_whatever_its_name_wants(name: str, path: str | None) -> None:
    found = containers.path_of(name)
    assert (found and str(found)) == path


@given(st.text(max_size=80))
def test_no_name_leads_out_of_its_archive(name: str) -> None:
    found = containers.path_of(name)
    assert found is None or (not found.is_absolute() and ".." not in found.parts)


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
def test_nothing_is_written_under_a_name_of_an_archive(
    desk: Desk, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    desk.put("a.bin", pack({"../../out.mbox": ONE, "/tmp/each-note-once-out.mbox": TWO}))  # noqa: S108
    desk.ingest()
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]
    assert [p.name for p in desk.folder.rglob("*out*")] == []
    assert not Path("/tmp/each-note-once-out.mbox").exists()  # noqa: S108


def test_links_and_devices_in_a_tar_are_left_out(desk: Desk) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo(f"x{kind!r}.mbox")
            info.type, info.linkname = kind, "../../secret.mbox"
            archive.addfile(info)
        info = tarfile.TarInfo("a.mbox")
        info.size = len(ONE)
        archive.addfile(info, io.BytesIO(ONE))
    desk.put("secret.mbox", TWO)
    path = desk.put("a/b/a.tar", out.getvalue())
    assert said(desk.ingest(path)) == []
    assert desk.seen(POSTS) == ["one@example.org"]


def test_an_office_document_is_no_archive() -> None:
    assert containers.kind(zipped({"[Content_Types].xml": b"", "word/document.xml": b""})) == ""
    assert containers.kind(zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})) == ""
    assert containers.kind(zipped({"a.docx": zipped({"[Content_Types].xml": b""}, zipfile.ZIP_STORED)})) == "zip"


# -- what goes wrong ---------------------------------------------------------------------------------------------------------


def encrypted(files: Mapping[str, bytes]) -> bytes:
    """A zip whose members say that they are encrypted."""
    data = bytearray(zipped(files))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(magic)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(magic, start + 1)
    return bytes(data)


def method(files: Mapping[str, bytes], number: int) -> bytes:
    """A zip whose members say that they are packed in another way."""
    data = bytearray(zipped(files))
    for magic, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.find(magic) + at, number)
    return bytes(data)


def spoiled(files: Mapping[str, bytes], words: bytes) -> bytes:
    """A zip with some of its words changed, so that its check sum is wrong."""
    return zipped(files, zipfile.ZIP_STORED).replace(words, words.swapcase())


def nested(depth: int) -> bytes:
    data = ONE
    for _ in range(depth):
        data = zipped({"a": data})
    return data


A, B = {"a.mbox": ONE}, {"a": ONE, "b": TWO * 90}


def packed_tar(size: int) -> bytes:
    """A tar file, packed a line at a time, that breaks off after so many bytes of it."""
    out = zlib.compressobj(wbits=31)
    return out.compress(tarred(B)[:size]) + out.flush(zlib.Z_SYNC_FLUSH)


SPOILT = "damaged member of an archive file"
BAD = [  # (what is wrong, bytes, path, place, what is said)
    ("encrypted", encrypted(A), "sources/x", "a.mbox", "encrypted"),
    ("packed in a way that nobody knows", method(A, 97), "sources/x", "a.mbox", "cannot be unpacked"),
    ("a check sum is wrong", spoiled(A, b"one thing"), "sources/x", "a.mbox", SPOILT),
    ("a zip broke off", zipped({"a": os.urandom(9999)})[:5000], "sources/x", "", "damaged zip file"),
    ("a zip is none", b"PK\x03\x04 is how it begins", "sources/x", "", "damaged zip file"),
    ("a tar broke off", tarred(B)[:4000], "sources/x", "b", "damaged tar file"),
    ("a packed tar broke off", packed_tar(4000), "sources/x", "3971-", "damaged gzip file"),
    ("nested too deep", nested(6), "a/a/a", "", "archives in archives, nested too deep"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "data", "path", "place", "line"), BAD, ids=[row[0] for row in BAD])
def test_what_is_wrong_with_an_archive_is_one_row_and_the_run_goes_on(
    desk: Desk, what: str, data: bytes, path: str, place: str, line: str
) -> None:
    desk.put("x", data)
    desk.put("y.mbox", THREE)
    run = desk.ingest()
    assert said(run) == [(path, place, line)], what
    assert "three@example.org" in desk.seen(POSTS)
    assert desk.ingest().read == 0


def test_members_before_the_damage_are_read(desk: Desk) -> None:
    desk.put("a.tar", tarred({"a.mbox": ONE, "b.mbox": TWO * 900})[:100_000])
    desk.ingest()
    assert {"one@example.org", "two@example.org"} <= set(desk.seen("select message_id from sightings"))
    assert desk.seen("select count(*) from sightings")[0] > 400


def sparse(size: int) -> bytes:
    """A tar with a member that has holes, as GNU writes it, and says that it holds so many bytes."""
    data = bytearray(tarred({"a.mbox": ONE.ljust(512, b"\n")}, tarfile.GNU_FORMAT))
    data[156:157] = tarfile.GNUTYPE_SPARSE
    struct.pack_into("12s12s", data, 386, b"%011o\0" % 0, b"%011o\0" % 512)
    struct.pack_into(">IQ", data, 483, 0x80000000 | size >> 64, size & (1 << 64) - 1)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    return bytes(data)


def boastful(size: int) -> bytes:
    """A zip with a member that says that it is packed in so many bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.mbox", ONE)
        archive.infolist()[0].compress_size = size
    return out.getvalue()


@pytest.mark.parametrize("packed", [sparse(1 << 66), boastful(1 << 63)], ids=["tar", "zip"])
def test_a_member_that_says_it_is_larger_than_any_disk_costs_no_other_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, packed: bytes
) -> None:
    monkeypatch.setattr(unpack, "SLACK", 1 << 20)
    desk.put("a", packed)
    desk.put("y.mbox", THREE)
    desk.ingest()
    assert "three@example.org" in desk.seen(POSTS)


BOMBS = [  # (what, bytes)
    ("gzip", gzip.compress(bytes(4 << 20))),
    ("xz", lzma.compress(bytes(4 << 20))),
    ("zstd", zstd.compress(bytes(4 << 20))),
    ("bzip2", bz2.compress(bytes(4 << 20))),
    ("zip", zipped({"a": bytes(4 << 20)})),
    ("many members", zipped({f"{n}": bytes(1 << 18) for n in range(12)})),
    ("in one another", zipped({"a": gzip.compress(bytes(1 << 20)), "b": gzip.compress(bytes(1 << 20))})),
    ("tar.gz", gzip.compress(tarred({"a": bytes(4 << 20)}))),
]


@pytest.mark.parametrize("bomb", [data for _, data in BOMBS], ids=[what for what, _ in BOMBS])
def test_a_bomb_is_defused(desk: Desk, monkeypatch: pytest.MonkeyPatch, bomb: bytes) -> None:
    monkeypatch.setattr(unpack, "SLACK", 1 << 20)
    monkeypatch.setattr(unpack, "RATIO", 2)
    desk.put("bomb", bomb)
    desk.put("y.mbox", THREE)
    run = desk.ingest()
    assert "too large when unpacked" in {what for _, _, what in said(run)}
    assert desk.seen(POSTS) == ["three@example.org"]


def test_an_archive_of_too_many_files_is_left_at_some_point(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MEMBERS", 10)
    monkeypatch.setattr(Room, "of", classmethod(lambda _, size: Room(size, 10)))
    desk.put("a.zip", zipped({f"{n:03}.mbox": mail(Message_ID=f"<{n}@example.org>").encode() for n in range(20)}))
    assert said(desk.ingest()) == [("sources/a.zip", "010.mbox", "too large when unpacked")]
    assert desk.seen("select count(*) from sightings") == [10]


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
def test_hidden_files_are_counted_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    monkeypatch.setattr(Room, "of", classmethod(lambda _, size: Room(size, 10)))
    desk.put("a", pack({"a.mbox": ONE} | {f".{n}": b"" for n in range(20)} | {"b.mbox": TWO}))
    assert [what for _, _, what in said(desk.ingest())] == ["too large when unpacked"]
    assert desk.seen(POSTS) == ["one@example.org"]


def test_of_a_tar_with_many_files_one_at_a_time_is_in_memory() -> None:
    def peak(files: int) -> int:
        data = tarred({f".{n}": b"" for n in range(files)}, tarfile.USTAR_FORMAT)
        tracemalloc.start()
        assert list(containers.members("tar", data, Room.of(len(data)))) == []
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(2_000) < 1.1 * peak(200)


def test_an_archive_that_holds_itself_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("a", b"PK\x03\x04 itself")
    inside = zipped({"a.mbox": ONE, "itself": b"PK\x03\x04 itself"})
    monkeypatch.setattr(containers, "reader", lambda _: io.BufferedReader(unpack.Reader(inside)))
    run = desk.ingest()
    assert [what for _, _, what in said(run)] == ["archives in archives, nested too deep"]
    assert desk.seen(POSTS) == ["one@example.org"]


@given(st.binary(max_size=600), st.integers(0, 600), st.sampled_from([zipped(A), tarred(A), gzip.compress(ONE)]))
def test_no_bytes_break_the_unpacking(data: bytes, at: int, packed: bytes) -> None:
    spoilt: Buffer = packed[:at] + data + packed[at + len(data) :]
    with unpack.unpacked(spoilt, Room.of(len(spoilt))) as (plain, _):
        kind = containers.kind(plain)
        room = Room.of(len(plain))
        for member in containers.members(kind, plain, room) if kind else ():
            if isinstance(member, containers.Member):
                with containers.taken_out(member, room):
                    pass
