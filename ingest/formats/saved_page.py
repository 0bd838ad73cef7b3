"""A Pipermail message page saved or copied as text: subject, "Name user at host", a date, and the body; no header lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ingest import times
from ingest.formats.piece import Piece, digest, no_message, whole
from ingest.list_names import list_tag, named_at_the_foot
from ingest.mail.charsets import decode
from ingest.message import MailingList, Post, Problem, Sender, SentBasis
from ingest.pasting.archives import is_address_alone, may_be_name
from ingest.senders import before_address

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "pipermail page as text"
BLANK = re.compile(r"\n[ \t\r]*\n")
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
    found = _top(lines)
    if found is None:
        yield no_message(piece, "the lines with sender and date were not found")
        return
    at, date = found
    above = "".join(lines[:at]).strip()
    title, _, last = above.rpartition("\n")
    sender = before_address(lines[at]) or Sender()
    if title and is_address_alone(lines[at]) and may_be_name(last.strip()):
        above, sender = title, Sender(last.strip(), sender.address)
    subject = " ".join(BLANK.split(above.rstrip())[-1].split())  # a page may show its search above it
    yield Post(
        place=piece.place,
        raw=digest(piece.data),
        subject=subject,
        sender=sender,
        sent=times.parse_asctime(lines[date].strip()),
        sent_basis=SentBasis.PAGE,
        mailing_list=_mailing_list(subject, text) or piece.mailing_list,
        text="".join(lines[date + 1 :]),
    )


def _top(lines: list[str]) -> tuple[int, int] | None:
    """The numbers of the sender's line and of the date's, the next one that is not blank; None where there are none."""
    for number, line in enumerate(lines[:TOP]):
        below = next((n for n in range(number + 1, min(len(lines), number + 4)) if lines[n].strip()), number)
        if below > number and len(line) < 300 and times.parse_asctime(lines[below].strip()) and before_address(line):
            return number, below
    return None


def _mailing_list(subject: str, text: str) -> MailingList | None:
    """The list that the page's last line names, else the one in the subject's tag."""
    name = named_at_the_foot(text) or list_tag(subject)
    return MailingList(name) if name else None
