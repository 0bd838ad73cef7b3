"""What can end a run: each is one clear line for the user, never a traceback."""

from __future__ import annotations


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


class DatabaseUnusable(ArchiveError, OSError):
    """A database that cannot be opened, read or written."""

    def __init__(self, path: object, reason: object) -> None:
        super().__init__(f"{path}: {reason}")


class BooksDoNotBalance(ArchiveError, AssertionError):
    """found = stored + known + skipped does not hold: a fault of this program."""


class WorkerDied(ArchiveError, RuntimeError):
    """A worker process was ended from outside, most often for want of memory."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process was ended by the system (out of memory?); run again, what was stored is kept"
        )
