"""Sources on disk: which files there are, what is in them, what may be said of where they lie."""

from __future__ import annotations

import gzip
import mmap
import os
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import file_digest
from hashlib import sha256 as bytes_sha256
from pathlib import Path, PurePath

from ingest.errors import NothingPasted, SourceMissing
from ingest.formats.piece import Buffer
from ingest.message import MailingList, Problem
from ingest.page_address import VOLUME

GZIP = b"\x1f\x8b"
CHUNK = 1 << 20
LARGEST = 20 << 30  # bytes that a compressed source may grow to; past that it is no archive but a bomb
IN_MEMORY = 32 << 20  # bytes of an uncompressed source kept in memory; larger ones go to a temporary file
PATH_PARTS = (
    3  # folders and name that are published: enough to find a file again, too little to say whose machine it lay on
)

PARTS = "attachments"
HOMES = {"home", "Users"}  # folders of home folders
DATED = re.compile(r"[-_.@]?\d{4}(?:[-_.q]?\d+|-[A-Z][a-z]+)?(?:\.\.\d+)?$")
NO_LIST = {"sources", "sample", "data", "export", "exports", "mbox", "archive", "archives", "mail", "downloads", "tmp"}


def find(paths: Iterable[Path]) -> list[Path]:
    """All files at and below the paths, sorted; hidden ones are left out, and links that lead out of a folder or nowhere."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(_below(path.resolve()))))
        elif path.is_file():
            found[path.resolve()] = None
        else:
            raise SourceMissing(path)
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(here, name)
            if not name.startswith(".") and path.is_file() and path.resolve().is_relative_to(folder):
                yield path


def published_path(location: Path) -> str:
    """The last parts of a path, the same from wherever it was given; nothing at or above a home folder is in it.

    >>> published_path(PurePath("/srv/lists/pipermail/commons/2025-May.txt"))
    'pipermail/commons/2025-May.txt'
    """
    parts = location.parts[1:] if location.is_absolute() else location.parts
    with suppress(ValueError, RuntimeError):  # not below home, or no home
        parts = location.relative_to(Path.home()).parts
    return "/".join(_without_home(parts)[-PATH_PARTS:])


def _without_home(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a path below the home folder of whoever it is."""
    for at, part in enumerate(parts[:3]):
        if part in HOMES:
            return parts[at + 2 :] or parts[-1:]
    return parts[1:] if parts[0] == "root" and len(parts) > 1 else parts


def mailing_list(path: str) -> MailingList:
    """The list that a published path names: the file's name without its date, or the folder where that is all date.

    >>> mailing_list("pipermail/commons/2025-May.txt").name
    'commons'
    """
    *folders, name = PurePath(path).parts
    stem = re.sub(r"(?:\.(?:txt|mbox|mbx|gz))+$", "", name, flags=re.I)
    if VOLUME.match(stem):
        folder = next((f for f in reversed(folders) if not VOLUME.match(f)), "")
        return MailingList("" if folder.lower() in NO_LIST else folder)
    if not re.search(r"\.(?:mbox|mbx)\b", name, re.I):
        return MailingList()
    bare = DATED.sub("", stem)
    return MailingList(bare.partition("@")[0], bare.lower() if "@" in bare else "")


def parts(location: Path) -> str:
    """The folder in which Pipermail keeps what it took out of messages, beside a month or beside the folder of a page."""
    return _parts(location.parent) or _parts(location.parent.parent)


@lru_cache(maxsize=256)
def _parts(folder: Path) -> str:
    beside = folder / PARTS
    return str(beside.resolve()) if beside.is_dir() else ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading whether a file changed: bytes and time of last change, in nanoseconds."""

    bytes: int
    mtime_ns: int


def stamp(location: Path) -> Stamp:
    """The stamp of a file; zeros for one that is gone or may not be looked at, which opening it will tell."""
    try:
        status = location.stat()
    except OSError:
        return Stamp(0, 0)
    return Stamp(status.st_size, status.st_mtime_ns)


def sha256(location: Path) -> str:
    """The digest of a file as it lies there, in hexadecimal."""
    with location.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def keep(data: bytes, folder: Path) -> Path:
    """The file that keeps a pasted text, named by its sha256: the same text is the same source whenever it is pasted."""
    if not data.strip():
        raise NothingPasted
    path = folder / f"{bytes_sha256(data).hexdigest()}.txt"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return path


@contextmanager
def opened(location: Path) -> Iterator[tuple[Buffer, Problem | None]]:
    """The uncompressed bytes of a source, and what was wrong in uncompressing them; what could be read is there all the same."""
    with location.open("rb") as file:
        if file.read(2) == GZIP:
            with _uncompressed(location) as both:
                yield both
        else:
            with _mapped(file.fileno()) as data:
                yield data, None


@contextmanager
def _mapped(descriptor: int) -> Iterator[Buffer]:
    if os.fstat(descriptor).st_size == 0:
        yield b""
        return
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
        yield data


@contextmanager
def _uncompressed(location: Path) -> Iterator[tuple[Buffer, Problem | None]]:
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as out:
        problem = _uncompress(location, out)
        out.flush()
        if out.tell() > IN_MEMORY:
            with _mapped(out.fileno()) as data:
                yield data, problem
        else:
            out.seek(0)
            yield out.read(), problem


def _uncompress(location: Path, out: tempfile.SpooledTemporaryFile[bytes]) -> Problem | None:
    with gzip.open(location) as packed:
        try:
            while chunk := packed.read1(CHUNK):  # what is there, so that damage costs nothing that stands before it
                out.write(chunk)
                if out.tell() > LARGEST:
                    return Problem(
                        f"{LARGEST}-", "too large when uncompressed", f"reading stopped at {LARGEST >> 30} GB"
                    )
        except (EOFError, OSError, zlib.error) as error:
            end = _cut_to_whole_lines(out)
            return Problem(f"{end}-", "damaged gzip file", f"what stands before byte {end} was read ({error})")
    return None


def _cut_to_whole_lines(out: tempfile.SpooledTemporaryFile[bytes]) -> int:
    """Take off the line that damage broke off; return where the last whole line ends."""
    start = max(0, out.tell() - CHUNK)
    out.seek(start)
    end = start + out.read().rfind(b"\n") + 1
    out.seek(end)
    out.truncate()
    return end
