"""Mailboxes of c-client in its own form, as UW-IMAP and Pine kept them: ``*mbx*``, 2,048 bytes for programs, then the mails.

As its file mbx.c has it: above each mail stands a line with the time it came, its bytes, its flags and a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from ingest import times
from ingest.formats import mbox, sized
from ingest.formats.piece import Buffer, Piece, digest
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "mbx"
BEGIN = b"*mbx*\r\n"
HEAD = 2048  # bytes above the first mail
# " 6-Jan-2003 10:00:00 +0100,194;000000000001-00000001"
LINE = re.compile(
    rb"(?P<time>[ \d]\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}),(?P<size>\d{1,10});"
    rb"[0-9a-f]{8}(?P<flags>[0-9a-f]{4})-[0-9a-f]{8}\r\n",
    re.I,
)
EXPUNGED = 0x8000  # a mail that was thrown away, of which the room was not used again


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where c-client's mark stands first."""
    return head.startswith(BEGIN)


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """Pieces that end where a mail ends."""
    return mbox.grouped(_spans(data))


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each mail of the piece that was not thrown away."""
    return mbox.each(piece, _spans(piece.data), _post)


def _spans(data: Buffer) -> Iterator[tuple[int, int]]:
    first = HEAD if data[: len(BEGIN)] == BEGIN else 0
    for start, end in sized.spans(data, LINE, first):
        line = LINE.match(data[start : start + sized.LONGEST])
        if line and not int(line["flags"], 16) & EXPUNGED:
            yield start, end


def _post(piece: Piece, start: int, end: int, place: str) -> Post:
    """The mail below the line."""
    line = LINE.match(piece.data, start)
    came = times.parse(line["time"].decode().replace("-", " ", 2)) if line else None
    mail = piece.data[line.end() if line else start : end]
    return replace(mbox.whole_mail(mail, place, piece.mailing_list, came), raw=digest(mail))
