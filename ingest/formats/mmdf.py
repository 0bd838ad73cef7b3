"""Mailboxes of MMDF, as SCO Unix kept them: each mail between two lines of four control characters (^A)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ingest.formats import eml, mbox
from ingest.formats.piece import Buffer, Piece
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "mmdf"
RULE = b"\x01\x01\x01\x01"
FIRST = re.compile(rb"\s{0,64}\x01{4}\r?\n")
BLANKS = 64  # bytes between two rules that hold no mail, at most


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the first line is one of four control characters."""
    return FIRST.match(head) is not None


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """Pieces that end where a mail ends."""
    return mbox.grouped(_spans(data))


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each mail of the piece."""
    return mbox.each(piece, _spans(piece.data), eml.post)


def _spans(data: Buffer) -> Iterator[tuple[int, int]]:
    """Start and end of each mail, without the rules around it; one that is missing parts no mails."""
    start = 0
    while start < len(data):
        rule = data.find(RULE, start)
        while rule > start and data[rule - 1 : rule] != b"\n":
            rule = data.find(RULE, rule + 1)
        end = rule if rule >= 0 else len(data)
        if data[start : min(end, start + BLANKS)].strip():
            yield start, end
        start = data.find(b"\n", end) + 1 or len(data)
