"""Batches of Usenet articles, as news servers handed them on (RFC 1036, 4.1): ``#! rnews 360`` above 360 bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ingest.formats import eml, mbox, sized
from ingest.formats.piece import Buffer, Piece
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "rnews"
LINE = re.compile(rb"#! ?rnews (?P<size>\d{1,10})[^\n]{0,80}\n")


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the first line begins a batch."""
    return LINE.match(head) is not None


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """Pieces that end where an article ends."""
    return mbox.grouped(sized.spans(data, LINE))


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each article of the piece."""
    return mbox.each(piece, sized.spans(piece.data, LINE), _post)


def _post(piece: Piece, start: int, end: int, place: str) -> Post:
    """The article below the line."""
    return eml.post(piece, piece.data.index(b"\n", start) + 1, end, place)
