"""What can end a run: each is one clear line for the user, never a traceback."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


class ArchiveError(Exception):
    """A run that cannot go on; its text says what, where, and what to do."""


class SourceMissing(ArchiveError, FileNotFoundError):
    """A path that was given does not exist."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path}: no such file or folder")


class NothingPasted(ArchiveError, ValueError):
    """Standard input was to be read, and there was no text on it."""

    def __init__(self) -> None:
        super().__init__("nothing was pasted; copy a thread, run again, paste it, and end with Enter and Ctrl-D")


class NothingRead(ArchiveError, ValueError):
    """Sources were read, and there was no message or document in any."""

    def __init__(self, paths: Iterable[object]) -> None:
        where = ", ".join(map(str, paths))
        super().__init__(f"{where}: no message and no document was found here; docs/formats.md says what can be read")


NOT_OURS = "this is not a database of this program; name another file, or remove it to build anew"
REASONS = {  # what SQLite says -> what is wrong, and what to do
    "locked": "another run is writing this database; wait until it has ended, then try again",
    "busy": "another run is writing this database; wait until it has ended, then try again",
    "not a database": NOT_OURS,
    "malformed": NOT_OURS,
    "no such table": NOT_OURS,
    "no such column": NOT_OURS,
    "already exists": NOT_OURS,
    "full": "the disk is full; make room and run again, nothing that was stored is lost",
    "disk I/O": "reading or writing failed; is the disk full or damaged? Nothing that was stored before is lost",
    "unable to open": "cannot be opened; does its folder exist, and may you write there?",
    "readonly": "may not be written to; check its permissions",
}


class DatabaseUnusable(ArchiveError, OSError):
    """A database that cannot be opened, read or written; of an error of SQLite, what it means."""

    def __init__(self, path: object, reason: object) -> None:
        said = str(reason)
        if isinstance(reason, sqlite3.Error):
            said = next((meaning for words, meaning in REASONS.items() if words in said), said)
        super().__init__(f"{path}: {said}")


class FileUnwritable(ArchiveError):
    """A file that was to be kept and cannot be: where, and what the system says. Workers raise it, so that it can be pickled."""

    def __init__(self, path: object, said: str) -> None:
        super().__init__(path, said)

    def __str__(self) -> str:
        path, said = self.args
        return f"{path}: cannot be written ({said}); is there room, and may you write there? Run again, what was stored is kept"


class NotFound(ArchiveError, LookupError):
    """Something was asked for that an archive does not have."""

    def __init__(self, asked: str, why: str) -> None:
        super().__init__(f"{asked}: {why}")


class FileUnclear(ArchiveError, ValueError):
    """A file that a person wrote says something that cannot be understood."""

    def __init__(self, path: object, why: str) -> None:
        super().__init__(f"{path}: {why}")


class FetchFailed(ArchiveError, OSError):
    """An archive on the web that cannot be fetched: its address, and why."""

    def __init__(self, url: object, why: str) -> None:
        super().__init__(f"{url}: {why}")


class TooLarge(FetchFailed):
    """A file or repository on the web that is larger than was allowed, in bytes."""

    def __init__(self, url: object, largest: int) -> None:
        super().__init__(url, f"is larger than {largest / 1e6:,.0f} MB; where you want it all the same, say LARGEST=MB")


class BooksDoNotBalance(ArchiveError, AssertionError):
    """found = stored + known + skipped does not hold: a fault of this program."""


class WorkerDied(ArchiveError, RuntimeError):
    """A worker process was ended from outside, most often for want of memory."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process was ended by the system (out of memory?); run again, what was stored is kept"
        )
