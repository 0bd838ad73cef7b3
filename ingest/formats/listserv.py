"""Notebook logs of LISTSERV (``COMMONS.LOG2511A``): mails with their header fields, each under a line of 73 equal signs.

That is the form as L-Soft's manuals have it ("Correct Notebook Log Format"); the header begins on the very next line. The field
Sender names the list. Logs of the mainframe have no empty lines, but lines of one blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from ingest import headers
from ingest.formats import eml, envelope, mbox
from ingest.formats.piece import Buffer, Piece, digest
from ingest.message import MailingList, Post, Problem
from ingest.senders import written

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "listserv"
RULE = b"=" * 73
BEGIN = re.compile(rb"={73}[ \t]*\r?\n(?=[!-9;-~]{1,80}:)")
HEAD_END = re.compile(rb"\r?\n[ \t]*\r?\n")
ALWAYS = {b"date", b"from"}  # as the manual has it


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where a line of 73 equal signs stands first, and a header block with a sender below it."""
    return next(_starts(head), None) == envelope.top(head)


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """Pieces that end where a message ends."""
    return mbox.grouped(_spans(data))


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the piece."""
    return mbox.each(piece, _spans(piece.data), post)


def post(piece: Piece, start: int, end: int, place: str) -> Post:
    """The message between two offsets of the piece."""
    raw = piece.data[start:end]
    mail = HEAD_END.sub(b"\n\n", raw.partition(b"\n")[2], count=1)
    found = mbox.whole_mail(mail, place, _mailing_list(mail) or piece.mailing_list)
    return replace(found, raw=digest(raw))


def _spans(data: Buffer) -> Iterator[tuple[int, int]]:
    """Start and end of each message, the rule above it included."""
    return pairwise([*_starts(data), len(data)])


def _starts(data: Buffer) -> Iterator[int]:
    """Offsets of the rules that begin a message."""
    for start, end in pairwise([*_rules(data), len(data)]):
        entry = data[start:end]
        below = BEGIN.match(entry)
        if below:
            blank = HEAD_END.search(entry, below.end())
            if _is_header(entry[below.end() : blank.start() if blank else None]):
                yield start


def _rules(data: Buffer) -> Iterator[int]:
    """Offsets of the lines that begin with a rule, at the top also behind a byte order mark."""
    at = data.find(RULE)
    while at >= 0:
        if at == 0 or data[at - 1 : at] in (b"\n", b"\xbf"):
            yield at
        at = data.find(RULE, at + len(RULE))


def _is_header(block: bytes) -> bool:
    """True for the header block of a mail; people who forward one under a rule begin it with From, and leave out what only
    programs write."""
    names = [name.lower() for name in eml.NAMES.findall(block)]
    return ALWAYS.issubset(names) and (names[0] == b"date" or not eml.PROGRAMS.isdisjoint(names))


def _mailing_list(mail: bytes) -> MailingList | None:
    """The list that the field Sender names, None where it names the author or nobody."""
    fields = headers.parse(mail[: mbox.split(mail)[0]])
    address = written(headers.first(fields, "sender")).address.removeprefix("owner-")
    if not address or address == headers.author(fields).address:
        return None
    return MailingList(address.partition("@")[0], address)
