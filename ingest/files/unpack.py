"""Compressed files: their bytes as they were, as far as they can be had, and no more than a mail archive can hold."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import mmap
import os
import struct
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ingest.files import one_file_pages, outlook
from ingest.files.on_disk import OnDisk
from ingest.formats.piece import Buffer
from ingest.message import Problem

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 1 << 20
IN_MEMORY = 32 << 20  # bytes of a source kept in memory; larger ones stay on disk, unpacked ones in a temporary file
LAYERS = 4  # times that one file may be compressed, "a.mbox.gz.xz" is two

LARGEST = 20 << 30  # bytes that may come out of one file on disk
RATIO = 250  # bytes that may come out of each of its bytes; mail gives 3 to 20, a month of one robot's reports 100
SLACK = 256 << 20  # bytes that may come out of any file, however small
MEMBERS = 1_000_000  # files that may lie in one file

# first bytes -> name, and what opens it
COMPRESSIONS: dict[bytes, tuple[str, Callable[[IO[bytes]], io.BufferedIOBase]]] = {
    b"\x1f\x8b": ("gzip", lambda packed: gzip.GzipFile(fileobj=packed)),
    b"\xfd7zXZ\x00": ("xz", lzma.LZMAFile),
    b"\x28\xb5\x2f\xfd": ("zstd", zstd.ZstdFile),
    b"BZh": ("bzip2", bz2.BZ2File),
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# what Python's openers say of bytes that are not what they should be
DAMAGE = (
    EOFError,
    OSError,
    ValueError,
    ArithmeticError,
    LookupError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
    zstd.ZstdError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


def raise_if_of_system(error: Exception) -> None:
    """Raise what the disk or the system said, which may pass; what an opener says of the bytes bears no number of an error."""
    for said in (error, error.__context__):  # zipfile says of a disk that fails that the file is no zip
        if isinstance(said, OSError) and said.errno is not None:
            raise said


@dataclass(slots=True)
class Room:
    """What may still come out of a file on disk; one that asks for more is no archive but a bomb."""

    bytes: int
    members: int = MEMBERS

    @classmethod
    def of(cls, size: int) -> Room:
        """The room of a file of this many bytes."""
        return cls(min(LARGEST, SLACK + RATIO * size))


class Reader(io.RawIOBase):
    """A buffer read as a file: Python's openers of archives ask mapped memory for what it learnt only in Python 3.13."""

    def __init__(self, data: Buffer) -> None:
        self._data = data
        self._at = 0

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to an offset, as of any file."""
        at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self._data)}[whence]
        if at < 0:
            raise ValueError("an offset before the begin")
        self._at = at
        return at

    def readinto(self, into: WriteableBuffer) -> int:
        """Fill ``into`` with what comes next; how many bytes that were."""
        space = memoryview(into)
        found = self._data[self._at : self._at + len(space)]
        space[: len(found)] = found
        self._at += len(found)
        return len(found)


def reader(data: Buffer) -> io.BufferedReader:
    """A buffer as an open file."""
    return io.BufferedReader(Reader(data), CHUNK)


@contextmanager
def opened(location: Path) -> Iterator[Buffer]:
    """The bytes of a file as it lies there, in memory those of a small one; nothing that befalls the file can harm the run."""
    with location.open("rb") as file:
        if os.fstat(file.fileno()).st_size <= IN_MEMORY:
            yield file.read()
        else:
            yield OnDisk(file)


@contextmanager
def unpacked(raw: Buffer, room: Room) -> Iterator[tuple[Buffer, Problem | None]]:
    """The uncompressed bytes of a source, and what was wrong in uncompressing them; what could be read is there all the same.

    A text in UTF-16, as Windows saves it when asked for Unicode, is given in UTF-8; a mailbox of an old Macintosh, whose lines end
    in a carriage return alone, with line ends as elsewhere. Pages and messages that programs saved as files of their own kind are
    given as the page or the mail that is in them.
    """
    with ExitStack() as stack:
        data: Buffer = raw
        problem: Problem | None = None
        for _ in range(LAYERS):
            name, opener = next(
                (kind for first, kind in COMPRESSIONS.items() if data[: len(first)] == first), ("", None)
            )
            if opener is None or problem:
                break
            data, problem = stack.enter_context(copied(opener(reader(data)), name, room))
        if data[:2] in UTF_16 and len(data) <= IN_MEMORY:
            data = data[:].decode("utf-16", "replace").encode("utf-8")
        elif data[:5] == b"From " and len(data) <= IN_MEMORY and b"\n" not in data[:CHUNK]:
            data = data[:].replace(b"\r", b"\n")
        elif len(data) <= IN_MEMORY and one_file_pages.is_one(data):
            data, problem = _page(data)
        elif len(data) <= IN_MEMORY and outlook.is_one(data):
            data = outlook.mail(data[:])
        yield data, problem


def _page(data: Buffer) -> tuple[Buffer, Problem | None]:
    """The page in a file that a browser saved."""
    found = one_file_pages.page(data)
    if found is None:
        return b"", Problem(
            f"0-{len(data)}", "a saved page that cannot be read", "save it again, as web page or as text"
        )
    return found, None


@contextmanager
def copied(packed: io.BufferedIOBase, name: str, room: Room) -> Iterator[tuple[Buffer, Problem | None]]:
    """All that a stream gives, and what was wrong with it; ``name`` says what is damaged if it is."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as out:
        problem = _copy(packed, out, name, room)
        out.flush()
        if out.tell() > IN_MEMORY:
            with mmap.mmap(out.fileno(), 0, access=mmap.ACCESS_READ) as data:
                yield data, problem
        else:
            out.seek(0)
            yield out.read(), problem


def _copy(
    packed: io.BufferedIOBase, out: tempfile.SpooledTemporaryFile[bytes], name: str, room: Room
) -> Problem | None:
    while True:
        try:  # read1: what is there, so that damage costs nothing that stands before it
            chunk = packed.read1(CHUNK)
        except DAMAGE as error:
            raise_if_of_system(error)
            end = _cut_to_whole_lines(out)
            was = f"what stands before byte {end} was" if end else "nothing could be"
            return Problem(f"{end}-", f"damaged {name} file", f"fetch it again; {was} read ({error})")
        if not chunk:
            return None
        room.bytes -= len(chunk)
        if room.bytes < 0:
            return too_large(f"{out.tell()}-")
        out.write(chunk)


def too_large(place: str) -> Problem:
    """What is said of a file out of which comes more than a mail archive can hold."""
    return Problem(place, "too large when unpacked", "reading stopped here; if it is no bomb, unpack it by hand")


def _cut_to_whole_lines(out: tempfile.SpooledTemporaryFile[bytes]) -> int:
    """Take off the line that damage broke off; return where the last whole line ends."""
    start = max(0, out.tell() - CHUNK)
    out.seek(start)
    end = start + out.read().rfind(b"\n") + 1
    out.seek(end)
    out.truncate()
    return end
