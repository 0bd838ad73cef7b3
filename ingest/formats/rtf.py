"""Rich text: minutes, or a mail that Outlook saved as that. Its text is kept whole, links in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from ingest import rich_text
from ingest.formats import document
from ingest.formats.piece import Piece, whole
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "rtf"

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for what begins as rich text does."""
    return head.startswith(rich_text.BEGIN)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The document."""
    text = rich_text.text(piece.data)
    if text.strip():
        yield document.post(text, piece)
    else:
        yield Problem(piece.place, "rich text without text", "it holds pictures only, or is cut off; fetch it again")
