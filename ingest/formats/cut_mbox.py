"""An mbox whose begin is lost or spoilt: what stands before its first envelope line is said, and the messages are read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from ingest.formats import envelope, mbox
from ingest.formats.piece import Buffer, Piece
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "mbox cut"
TOP = 20  # lines in which one envelope line is enough; further down a text may quote one, but hardly two


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where an envelope line stands near the top, or two further down; asked after the formats of single mails."""
    starts = list(islice(envelope.starts(head), 2))
    return len(starts) == 2 or bool(starts and head.count(b"\n", 0, starts[0]) <= TOP)


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """What stands before the first message, then the pieces of an mbox."""
    first = next(envelope.starts(data), len(data))
    if first:
        yield 0, first
    yield from mbox.pieces(data)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the piece, or that it is none."""
    if envelope.begins(piece.data) is not None:
        yield from mbox.read(piece)
    elif piece.data.strip():
        yield Problem(
            piece.place, "no message", "this stands before the first line that begins one; what follows was read"
        )
