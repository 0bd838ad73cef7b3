"""Archives of files (zip, tar), of the web (WARC), and pages put into one file: each file or page in them is a source of its own.

Nothing is laid out on disk under a name of theirs.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import cast

from ingest.files import joined_pages, web_archives
from ingest.files.sources import UNPRINTABLE, is_aside
from ingest.files.unpack import DAMAGE, Room, copied, raise_if_of_system, reader, too_large
from ingest.formats.piece import Buffer
from ingest.message import Problem

DEPTH = 4  # archives in archives
UNREADABLE = (*DAMAGE, NotImplementedError, RuntimeError)  # the last two: a way of packing that Python does not know

ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second is an empty one
OFFICE = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"}  # OOXML; ODF and EPUB; Java
ENCRYPTED = 0x1  # APPNOTE 4.4.4, bit 0
WACZ = {"datapackage.json", "pages/pages.jsonl"}  # a zip with web archives
OF_WACZ = {"datapackage.json", "indexes", "pages", "fuzzy.json"}  # what lies beside them
RESOURCE_FORKS = "__MACOSX"  # what macOS packs beside each file


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path below the archive, its share of the archive's bytes, and what opens it."""

    path: PurePosixPath
    share: float
    open: Callable[[], io.BufferedIOBase]


def kind(data: Buffer) -> str:
    """Which of ``KINDS`` it is, "" for what is no archive of files; an office document is a zip, but one document."""
    if data[:4] in ZIP:
        return "" if _is_office(data) else "zip"
    if web_archives.is_one(data):
        return "warc"
    try:
        tarfile.TarInfo.frombuf(data[:512], "utf-8", "surrogateescape")  # its check sum tells
    except DAMAGE:
        return "pages" if joined_pages.is_joined(data) else ""
    return "tar"


def members(name: str, data: Buffer, room: Room) -> Iterator[Member | Problem]:
    """The files in an archive of this kind, in its order, and what is wrong with it; hidden ones are counted and left out."""
    try:
        for found in KINDS[name](data):
            room.members -= 1
            if room.members < 0:
                yield too_large(str(found.path) if isinstance(found, Member) else "")
                return
            if found:
                yield found
    except UNREADABLE as error:
        raise_if_of_system(error)
        yield Problem("", f"damaged {name} file", f"fetch it again; what stands before the damage was read ({error})")


@contextmanager
def taken_out(member: Member, room: Room) -> Iterator[tuple[Buffer, Problem | None]]:
    """The bytes of a member, and what was wrong with it; what could be read is there all the same."""
    try:
        stream = member.open()
    except UNREADABLE as error:
        raise_if_of_system(error)
        yield b"", Problem("", "cannot be unpacked", str(error))
        return
    with stream, copied(stream, "member of an archive", room) as both:
        yield both


def path_of(name: str) -> PurePosixPath | None:
    """The path of a member below its archive, whatever its name wants; None for hidden ones and programs' own.

    A hidden folder of a Maildir++ is a mail folder, and not left out.

    >>> path_of("../../etc/C:\\\\mail\\\\commons.mbox")
    PurePosixPath('etc/C:/mail/commons.mbox')
    """
    parts = [part for part in re.split(r"[/\\]+", UNPRINTABLE.sub("?", name)) if part not in ("", ".", "..")]
    below = [*parts[1:], ""]
    hidden = any(
        part.startswith(".") and after not in ("cur", "new") for part, after in zip(parts, below, strict=False)
    )
    if hidden or not parts or RESOURCE_FORKS in parts or is_aside(parts[-1]):
        return None
    return PurePosixPath(*parts)


def _is_office(data: Buffer) -> bool:
    try:
        with zipfile.ZipFile(reader(data)) as archive:
            return not OFFICE.isdisjoint(archive.NameToInfo)
    except UNREADABLE:
        return False


def _of_zip(data: Buffer) -> Iterator[Member | Problem | None]:
    with zipfile.ZipFile(reader(data)) as archive:
        aside = OF_WACZ if archive.NameToInfo.keys() >= WACZ else set()
        for info in archive.infolist():
            path = path_of(info.filename)
            if path is None or info.is_dir() or path.parts[0] in aside:
                yield None
            elif info.flag_bits & ENCRYPTED:
                yield Problem(str(path), "encrypted", "unpack it with its password, and put in what comes out")
            else:
                yield Member(path, _share(info.compress_size, data), partial(_open, archive, info))


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> io.BufferedIOBase:
    return cast("io.BufferedIOBase", archive.open(info))  # which is what it is, and IO[bytes] is how it is declared


def _share(size: int, data: Buffer) -> float:
    """The share of an archive that so many bytes are: all of it at most, for an archive may say of a member what it likes."""
    return min(size, len(data)) / len(data)


def _of_tar(data: Buffer) -> Iterator[Member | Problem | None]:
    with tarfile.open(fileobj=reader(data), mode="r:") as archive:
        while info := archive.next():
            archive.members.clear()  # type: ignore[attr-defined]  # where it keeps all of them
            path = path_of(info.name)
            if not path or not info.isreg():  # what a link points to is a member too, or none of our business
                yield None
                continue
            there = len(data) - info.offset_data
            if info.size > there and not info.issparse():
                why = f"fetch it again; of {info.size} bytes {there} are there, which were read"
                yield Problem(str(path), "damaged tar file", why)
                info.size = there
                yield Member(path, _share(info.size, data), partial(_extract, archive, info))
                return
            if info.size >= 0:
                yield Member(path, _share(info.size, data), partial(_extract, archive, info))


def _extract(archive: tarfile.TarFile, info: tarfile.TarInfo) -> io.BufferedIOBase:
    found = archive.extractfile(info)
    if not isinstance(found, io.BufferedIOBase):
        raise tarfile.ExtractError(info.name)
    return found


def _of_warc(data: Buffer) -> Iterator[Member | Problem | None]:
    for found in web_archives.responses(data):
        if not isinstance(found, web_archives.Response):
            yield found
            continue
        path = path_of(found.path)
        yield Member(path, _share(len(found.body), data), found.open) if path else None


def _of_pages(data: Buffer) -> Iterator[Member | Problem | None]:
    for number, (start, end) in enumerate(joined_pages.spans(data), 1):
        yield Member(PurePosixPath(f"page-{number}.html"), (end - start) / len(data), partial(_cut, data, start, end))


def _cut(data: Buffer, start: int, end: int) -> io.BufferedIOBase:
    return io.BytesIO(data[start:end])


KINDS: dict[str, Callable[[Buffer], Iterator[Member | Problem | None]]] = {
    "zip": _of_zip,
    "tar": _of_tar,
    "warc": _of_warc,
    "pages": _of_pages,
}
