"""public-inbox archives: git repositories that hold a mail a commit (v2) or a mail a file (v1), read without a checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EIO, ENOENT
from itertools import islice
from pathlib import Path
from typing import IO

from ingest.files.unpack import MEMBERS

PIECE = 1_500_000  # bytes handed over at once, as of an mbox
LARGEST_MAIL = 1 << 30  # bytes; past that it is no mail
TWO_HEX = re.compile(r"[0-9a-f]{2}")
V1_FILE = re.compile(rb"[0-9a-f]{2}/[0-9a-f]{38}")  # sha1 of the Message-ID

# What a repository's own configuration must not make git do: run a program, or fetch what is missing.
SETTINGS = ("core.fsmonitor=false", "core.hooksPath=", "core.pager=cat", "protocol.allow=never", "gc.auto=0")
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class Inbox:
    """The mails of a repository as its tip has them: ids of blobs, oldest first, and how many bytes they have together."""

    repository: Path
    tip: str
    blobs: tuple[str, ...]
    bytes: int


def is_bare(folders: Iterable[str], names: Iterable[str]) -> bool:
    """True for a folder that is a git repository itself, by what lies in it."""
    return {"objects", "refs"}.issubset(folders) and "HEAD" in names


def is_checkout(folders: Iterable[str], names: Iterable[str]) -> bool:
    """True for a folder with a public-inbox checked out: only the newest mail of v2, or the two-letter folders of v1."""
    shown = [name for name in (*folders, *names) if not name.startswith(".")]
    mails = set(shown) <= {"m", "d"} if names else all(TWO_HEX.fullmatch(name) for name in shown)
    return ".git" in folders and bool(shown) and mails


def borrows(repository: Path) -> bool:
    """True for a repository that only looks into others, as "all.git" of public-inbox does with its epochs."""
    return (repository / "objects" / "info" / "alternates").exists() and not any(_refs(repository))


def marks(repository: Path) -> Iterator[os.stat_result]:
    """The state of every file that changes when something is added to a repository, and of those that hold most of it."""
    packs = (repository / "objects" / "pack").glob("*.pack")
    for path in (repository / "HEAD", repository / "packed-refs", *_refs(repository), *packs):
        if path.is_file():
            yield path.stat()


def _refs(repository: Path) -> Iterator[Path]:
    return (path for path in (repository / "refs").rglob("*") if path.is_file())


def inbox(repository: Path) -> Inbox | None:
    """The mails of a public-inbox, None where the repository is none; OSError where git is not there or cannot read it."""
    if not any(_refs(repository)) and not (repository / "packed-refs").exists():
        return None
    tip = _lines(repository, "rev-parse", "--verify", "HEAD^{commit}")[0].decode()
    names = set(_lines(repository, "ls-tree", "--name-only", tip))
    if names <= {b"m", b"d"}:
        mails = _by_commit(repository, tip)
    elif all(TWO_HEX.fullmatch(name.decode("latin-1")) for name in names):
        mails = _by_file(repository, tip)
    else:
        return None
    return Inbox(repository, tip, tuple(mails), sum(mails.values()))


def _by_commit(repository: Path, tip: str) -> dict[str, int]:
    """Size of each mail of a v2 epoch, by id: a commit adds the file "m", or takes away the mail in its file "d"."""
    commits = _lines(repository, "rev-list", "--reverse", tip)
    asked = b"".join(b"%b:m m\n%b:d d\n" % (commit, commit) for commit in commits)
    mails: dict[str, int] = {}
    for line in _lines(repository, "cat-file", "--batch-check=%(objectname) %(objectsize) %(rest)", given=asked):
        blob, size, what = [*line.decode("latin-1").split(" ", 2), "", ""][:3]
        if what == "m":
            mails[blob] = int(size)
        elif what == "d":
            mails.pop(blob, None)
    return mails


def _by_file(repository: Path, tip: str) -> dict[str, int]:
    """Size of each mail of a v1 repository, by id."""
    mails: dict[str, int] = {}
    for line in _lines(repository, "ls-tree", "-r", "--long", tip):
        about, _, path = line.partition(b"\t")
        _, kind, blob, size = about.split()
        if kind == b"blob" and V1_FILE.fullmatch(path):
            mails[blob.decode()] = int(size)
    return mails


def pieces(inbox: Inbox) -> Iterator[bytes]:
    """The mails as ``git cat-file --batch`` gives them, "ID blob SIZE", the bytes, a line end; about 1.5 MB at once."""
    with git(inbox.repository, "cat-file", "--batch", given="\n".join(inbox.blobs).encode() + b"\n") as output:
        held: list[bytes] = []
        size = 0
        while head := output.readline():
            held += (head, output.read(size_of(head) + 1))
            size += len(head) + len(held[-1])
            if size >= PIECE:
                yield b"".join(held)
                held, size = [], 0
        if held:
            yield b"".join(held)


def size_of(head: bytes) -> int:
    """The bytes of the mail below a line of ``git cat-file --batch``; OSError where git has none there."""
    _, kind, size = [*head.split(), b"", b"0"][:3]
    if kind != b"blob" or int(size) > LARGEST_MAIL:
        raise OSError(EIO, f"a mail that git cannot give: {head[:100].decode('latin-1').strip()}")
    return int(size)


def _lines(repository: Path, *arguments: str, given: bytes = b"") -> list[bytes]:
    """The lines that a command of git prints, as many as a mail archive can have."""
    with git(repository, *arguments, given=given) as output:
        return [line.rstrip(b"\n") for line in islice(output, 2 * MEMBERS)]


@contextmanager
def git(repository: Path, *arguments: str, given: bytes = b"") -> Iterator[IO[bytes]]:
    """What a command of git prints; OSError where it fails."""
    program = shutil.which("git")
    if program is None:
        raise OSError(ENOENT, "git is needed to read this repository; install it, then run again")
    settings = [word for setting in SETTINGS for word in ("-c", setting)]
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
        asked.write(given)
        asked.seek(0)
        process = subprocess.Popen(  # noqa: S603
            [program, *settings, *arguments],
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=said,
            env={**os.environ, **ENVIRONMENT, "GIT_DIR": str(repository)},
        )
        with process:
            if process.stdout is not None:
                yield process.stdout
                if process.stdout.read(1):  # the rest is not wanted
                    process.kill()
                    return
        if process.returncode:
            said.seek(0)
            reason = said.readline(300).decode("utf-8", "replace").strip()
            raise OSError(EIO, f"git cannot read this repository: {reason}")
