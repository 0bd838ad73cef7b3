"""A Pipermail message page saved or copied as text: subject, "Name user at host", a date, and the body; no header lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ingest import times
from ingest.charsets import decode
from ingest.formats.piece import Piece, digest, no_message, whole
from ingest.list_names import list_tag, named_at_the_foot
from ingest.message import MailingList, Post, Problem, Sender, SentBasis
from ingest.senders import before_address

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "pipermail page as text"
TOP = 12  # lines that the subject, the sender and the date stand in
LINKS = re.compile(rb"\[ ?date ?\][^\n]{0,20}\[ ?thread ?\]")  # a page printed with them is read as a pasted one

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where a "Name user at host" line with a date line below stands near the top, and no links to other messages."""
    return _top(decode(head[:4096]).splitlines()) is not None and not LINKS.search(head)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one message of the page."""
    text = decode(piece.data)
    lines = text.splitlines(keepends=True)
    at = _top(lines)
    if at is None:
        yield no_message(piece, "the lines with sender and date were not found")
        return
    sender = before_address(lines[at])
    subject = next((line.strip() for line in lines[:at] if line.strip()), "")
    yield Post(
        place=piece.place,
        raw=digest(piece.data),
        subject=subject,
        sender=sender or Sender(),
        sent=times.parse_asctime(lines[at + 1].strip()),
        sent_basis=SentBasis.PAGE,
        mailing_list=_mailing_list(subject, text) or piece.mailing_list,
        text="".join(lines[at + 2 :]),
    )


def _top(lines: list[str]) -> int | None:
    """The number of the sender's line, None where there is none with a date below."""
    for number, line in enumerate(lines[:TOP]):
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if below and len(line) < 300 and times.parse_asctime(below) and before_address(line):
            return number
    return None


def _mailing_list(subject: str, text: str) -> MailingList | None:
    """The list that the page's last line names, else the one in the subject's tag."""
    name = named_at_the_foot(text) or list_tag(subject)
    return MailingList(name) if name else None
