"""A piece of a source, as handed to a format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from mmap import mmap

from ingest.message import MailingList, Post, Problem

Buffer = mmap | bytes
NO_LIST = MailingList()


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of an uncompressed source from ``start`` on, and what is known of it from outside.

    ``mailing_list`` is the list that its path or its archive names; ``page`` is where its archive shows its messages, where it was
    fetched (see ``ingest.fetched``).
    """

    data: bytes
    start: int = 0
    path: str = ""
    mailing_list: MailingList = NO_LIST
    page: str = ""


def whole(data: Buffer) -> Iterator[tuple[int, int]]:
    """The one piece of a source that is read at once."""
    yield 0, len(data)


def digest(raw: bytes) -> str:
    """What tells one message's bytes from another's: 128 bits of blake2b, in hexadecimal."""
    return blake2b(raw, digest_size=16).hexdigest()


def guarded(read_one: Callable[[Piece, int, int], Post], piece: Piece, start: int, end: int) -> Post | Problem:
    """The message between two offsets; one that breaks its reader costs itself, not the archive."""
    try:
        return read_one(piece, start, end)
    except Exception as error:
        return unreadable(f"{piece.start + start}-{piece.start + end}", error)


def unreadable(place: str, error: Exception) -> Problem:
    """What is said of a message that broke its reader: a fault of ours, or a mail that nobody thought of."""
    return Problem(place, "message could not be read", f"{type(error).__name__}: {error}"[:200])
