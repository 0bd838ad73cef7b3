"""A piece of a source, as handed to a format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from mmap import mmap
from typing import Any, ParamSpec

from ingest import page_text
from ingest.files.on_disk import OnDisk
from ingest.mail.charsets import decode
from ingest.message import MailingList, Post, Problem

Buffer = mmap | bytes | OnDisk
NO_LIST = MailingList()
CHARSET = re.compile(rb"<meta\b[^<>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{1,40})", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of an uncompressed source from ``start`` on, and what is known of it from outside.

    ``mailing_list`` is the list that its path or its archive names; ``parts`` the folder "attachments" of a Pipermail archive, ""
    where there is none; ``page`` is where its archive shows its messages, where it was fetched (see ``ingest.fetched``).
    """

    data: bytes
    start: int = 0
    path: str = ""
    mailing_list: MailingList = NO_LIST
    parts: str = ""
    page: str = ""

    @property
    def place(self) -> str:
        """The place of all of it in the source."""
        return self.place_of(0, len(self.data))

    def place_of(self, start: int, end: int) -> str:
        """The place in the source of what stands between two offsets of the piece."""
        return f"{self.start + start}-{self.start + end}"


ReadOne = Callable[[Piece, int, int, str], Post]  # the message between two offsets, and its place
Given = ParamSpec("Given")


def whole(data: Buffer) -> Iterator[tuple[int, int]]:
    """The one piece of a source that is read at once."""
    yield 0, len(data)


def nothing(data: Buffer) -> Iterator[tuple[int, int]]:  # noqa: ARG001
    """No piece: a source that is known for what it is, and holds no message."""
    yield from ()


def declared(page: bytes) -> str:
    """The charset that a web page declares of itself, "" where it declares none."""
    found = CHARSET.search(page, 0, 8192)
    return found[1].decode("ascii", "replace") if found else ""


def page_of(piece: Piece) -> str:
    """The web page in a piece as text: in the charset that it declares, with the addresses that Cloudflare hid."""
    return page_text.with_addresses(decode(piece.data, declared(piece.data)))


def said_in_json(piece: Piece) -> Any:
    """What the JSON of a piece says; a ``Problem`` where it is damaged, or nested deeper than a parser goes."""
    try:
        return json.loads(decode(piece.data))
    except (ValueError, RecursionError) as error:
        return Problem(piece.place, "damaged JSON", str(error)[:200])


def digest(raw: bytes | memoryview) -> str:
    """What tells one message's bytes from another's: 128 bits of blake2b, in hexadecimal."""
    return blake2b(raw, digest_size=16).hexdigest()


def guarded(place: str, read_one: Callable[Given, Post], *given: Given.args, **named: Given.kwargs) -> Post | Problem:
    """The message that a reader makes of what it is given; one that breaks its reader costs itself, not the archive."""
    try:
        return read_one(*given, **named)
    except Exception as error:
        return unreadable(place, error)


def told_as(what: str, to_do: str, found: Post | Problem) -> Post | Problem:
    """What ``guarded`` gave, a broken reader told in words of the format's own."""
    return Problem(found.place, what, f"{to_do} ({found.detail})") if isinstance(found, Problem) else found


def needs(package: str, piece: Piece) -> Problem:
    """What is said where a package is missing that only some formats need."""
    to_do = "install it: make setup, or pip install 'each-note-once[documents]'"
    return Problem(piece.place, f"{package} is not installed", to_do)


def no_message(piece: Piece, why: str = "the page ends before its message begins") -> Problem:
    """What is said of a page whose message was not found."""
    return Problem(piece.place, "no message on this page", why)


def unreadable(place: str, error: Exception) -> Problem:
    """What is said of a message that broke its reader: a fault of ours, or a mail that nobody thought of."""
    return Problem(place, "message could not be read", f"{type(error).__name__}: {error}"[:200])
