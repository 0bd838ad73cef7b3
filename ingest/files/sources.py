"""Sources on disk: which files there are, what is in them, what may be said of where they lie."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import ELOOP
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePath
from stat import S_ISDIR

from ingest.errors import SourceMissing
from ingest.files import repositories, unpack
from ingest.files.mailbox_names import is_mailbox
from ingest.files.on_disk import OnDisk
from ingest.files.unpack import Room
from ingest.formats.piece import Buffer
from ingest.message import MailingList, Problem
from ingest.page_address import VOLUME

# folders and name that are published: enough to find a file again, too little to say whose machine it lay on
PATH_PARTS = 3

PARTS = "attachments"
# line ends and other marks in names of files, and bytes that are no UTF-8 (PEP 383)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
HOMES = {"home", "Users"}  # folders of home folders
DATED = re.compile(r"[-_.@]?\d{4}(?:[-_.q]?\d+|-[A-Z][a-z]+)?(?:\.\.\d+)?$")
THREAD = re.compile(r"-[A-Z2-7]{32}$")  # of which HyperKitty exports one: "commons@lists.example.org-2KBD...LT.mbox.gz"
MAILDIR = {"cur", "new"}  # folders that make a folder a Maildir; what lies in its "tmp" is not delivered yet
# what programs write beside mailboxes, or into any folder: Thunderbird, Evolution, Windows
OF_A_PROGRAM = re.compile(
    r".*\.(?:msf|cmeta|ev-summary(?:-meta)?|ibex\.index(?:\.data)?)$|msgfilterrules\.dat$|popstate\.dat$|thumbs\.db$"
    r"|desktop\.ini$",
    re.IGNORECASE,
)
OF_A_MAIL_SERVER = re.compile(r"courier|dovecot|maildirfolder$|maildirsize$|subscriptions$")  # files beside them
# what a name ends with that says how it is kept, not which list it is; archives of files are folders too
PACKED = re.compile(
    r"(?:\.(?:txt|mbox|mbx|zip|tar|tgz|txz|gz|xz|zst|bz2)|[-_](?:mbox(?:es)?|maildir|pipermail|hyperkitty))+$", re.I
)
BOXES = {"mbox", "messages", "topics", "inbox"}  # names that programs give to the one mailbox of a folder
# folders that hold whatever it is, and those of programs
NO_LIST = frozenset(
    "sources sample data export exports mbox archive archives mail downloads tmp desktop documents html htdocs www web"
    " pages saved lists hypermail mhonarc pipermail msgs".split()
)
NUMBERED = re.compile(r"^(?:msg|mail)?\d{3,7}\.(?:html?|php)$", re.I)  # a page of one message, as archives name them
LIST_PARTS = 6  # folders and name that may tell the list: "commons/2025/05/0123.html"


def find(paths: Iterable[Path]) -> list[Path]:
    """All files at and below the paths, sorted, hidden ones left out; and what will not open: folders that are shut, and
    links that lead out of a folder or nowhere."""
    found: dict[Path, None] = {}
    for path in paths:
        try:
            is_folder, is_file = path.is_dir(), path.is_file()
        except OSError as error:  # a name longer than there are
            raise SourceMissing(path) from error
        if is_folder:
            found.update(dict.fromkeys(sorted(_below(path.resolve()))))
        elif is_file:
            found[path.resolve()] = None
        else:
            raise SourceMissing(path)
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    shut: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=shut.append):
        if repositories.is_bare(folders, names) or repositories.is_checkout(folders, names):
            repository = Path(here, ".git") if ".git" in folders else Path(here)
            folders.clear()
            if not repositories.borrows(repository):
                yield repository
            continue
        maildir = MAILDIR.issubset(folders)
        folders[:] = [name for name in folders if not (_is_hidden(here, name) or (maildir and name == "tmp"))]
        for name in (*names, *folders):
            path = Path(here, name)
            if path.is_symlink():
                yield from _linked(path, folder)
            elif path.is_file() and not (is_aside(name) or (maildir and OF_A_MAIL_SERVER.match(name))):
                yield path
    yield from (Path(error.filename) for error in shut)


def is_aside(name: str) -> bool:
    """True for a file that is hidden, or a program's own."""
    return name.startswith(".") or OF_A_PROGRAM.match(name) is not None


def _is_hidden(here: str, folder: str) -> bool:
    """True for a hidden folder; in a Maildir++ the folders of mail are named like hidden ones."""
    return folder.startswith(".") and not Path(here, folder, "cur").is_dir()


def _linked(link: Path, folder: Path) -> Iterator[Path]:
    """What a link in a folder leads to is read where it lies; a link that leads elsewhere is found as what it is."""
    try:
        if not link.resolve(strict=True).is_relative_to(folder):
            yield link
    except (OSError, RuntimeError):  # to nothing, or in a ring
        yield link


def published_path(location: Path, most: int = PATH_PARTS) -> str:
    """The last parts of a path, the same from wherever it was given; nothing at or above a home folder is in it.

    >>> published_path(PurePath("/srv/lists/pipermail/commons/2025-May.txt"))
    'pipermail/commons/2025-May.txt'
    """
    parts = location.parts[1:] if location.is_absolute() else location.parts
    with suppress(ValueError, RuntimeError):  # not below home, or no home
        parts = location.relative_to(Path.home()).parts
    return UNPRINTABLE.sub("?", "/".join(_without_home(parts)[-most:]))


def _without_home(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a path below the home folder of whoever it is."""
    for at, part in enumerate(parts[:3]):
        if part in HOMES:
            return parts[at + 2 :] or parts[-1:]
    return parts[1:] if parts[0] == "root" and len(parts) > 1 else parts


def as_stored(location: Path) -> str | bytes:
    """A location as text, or as bytes where it is no UTF-8, which names of files need not be."""
    try:
        return str(location).encode().decode()
    except UnicodeEncodeError:
        return os.fsencode(location)


def from_stored(location: str | bytes) -> Path:
    """The inverse of ``as_stored``."""
    return Path(os.fsdecode(location))


def mailing_list(path: str) -> MailingList:
    """The list that a path names: the file's name without its date, or the folder where that is a date or a number.

    >>> mailing_list("pipermail/commons/2025-May.txt").name, mailing_list("Takeout/Mail/Sent.mbox").name
    ('commons', '')
    """
    named = _named(path)
    return MailingList() if is_mailbox(named.name) or is_mailbox(named.address) else named


def _named(path: str) -> MailingList:
    """The list or the mailbox that a path names."""
    *folders, name = PurePath(path).parts
    if name.endswith(".git"):  # "commons/git/0.git", "commons.git", "commons/.git"
        named = [part.removesuffix(".git") for part in (*folders, name)]
        return MailingList(
            next((part for part in reversed(named) if part not in ("", "git") and not part.isdigit()), "")
        )
    above = [PACKED.sub("", folder) for folder in reversed(folders)]
    stem = PACKED.sub("", name)
    if VOLUME.match(stem) or NUMBERED.match(name):
        found = next((folder for folder in above if not (VOLUME.match(folder) or folder.isdigit())), "")
        return MailingList("" if found.lower() in NO_LIST else found)
    if stem.lower() in BOXES:  # "commons.mbox/mbox" of Apple Mail, "commons@example.org/topics.mbox" of Google Groups
        stem = above[0] if above and above[0].lower() not in NO_LIST | BOXES else ""
        if name.lower() == "inbox" and "@" not in stem and "." in stem:  # Thunderbird: the server of an account
            stem = ""
    elif not re.search(r"[-_.](?:mbox|mbx)\b", name, re.I):
        return MailingList()
    bare = THREAD.sub("", DATED.sub("", stem))
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
    """The stamp of a file or a repository; zeros for one that is gone or may not be looked at, which opening it will tell."""
    try:
        status = location.stat()
        if S_ISDIR(status.st_mode):
            marks = list(repositories.marks(location))
            return Stamp(sum(mark.st_size for mark in marks), max((mark.st_mtime_ns for mark in marks), default=0))
    except OSError:
        return Stamp(0, 0)
    return Stamp(status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class File:
    """A file before it is known what it is, on disk or in an archive of files; then its location is below the archive's."""

    location: Path
    stamp: Stamp
    raw: Buffer
    room: Room
    depth: int = 0

    def member(self, path: PurePath, raw: Buffer, share: float) -> File:
        """A file in this one, which makes up a share of its bytes."""
        stamp = Stamp(int(self.stamp.bytes * share), 0)
        return File(self.location / path, stamp, raw, self.room, self.depth + 1)


def changed(file: File) -> tuple[Problem, ...]:
    """What is wrong where the file on disk is not any more what it was when the run began."""
    if file.depth or stamp(file.location) == file.stamp:
        return ()
    return (Problem("", "changed while it was read", "what was there at first was read; run again to read the rest"),)


def checksum(data: Buffer) -> str:
    """The sha256 of all bytes."""
    if not isinstance(data, OnDisk):
        return sha256(data).hexdigest()
    hashed = sha256()
    for chunk in data.chunks():
        hashed.update(chunk)
    return hashed.hexdigest()


@contextmanager
def raw(location: Path) -> Iterator[Buffer]:
    """The bytes of a file as it lies there."""
    if location.is_symlink():  # find() names none but these
        raise OSError(ELOOP, "a link that leads out of the folder, or nowhere; put what it points to in its place")
    with unpack.opened(location) as data:
        yield data


@contextmanager
def opened(location: Path) -> Iterator[tuple[Buffer, Problem | None]]:
    """The uncompressed bytes of a file, and what was wrong in uncompressing them."""
    with unpack.opened(location) as raw, unpack.unpacked(raw, Room.of(len(raw))) as both:
        yield both
