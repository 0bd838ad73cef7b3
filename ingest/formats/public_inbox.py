"""Mails out of a public-inbox, as ``ingest.repositories`` gets them from git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from ingest.formats import eml
from ingest.formats.piece import Piece, guarded, whole
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "public-inbox"

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """False: no file is of this format, only git repositories are."""
    return False


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each mail of the piece; its place is the id of its blob."""
    at = 0
    while at < len(piece.data):
        end = piece.data.index(b"\n", at)
        blob, _, size = piece.data[at:end].decode("ascii").split()
        start, at = end + 1, end + 2 + int(size)
        yield guarded(eml.post, piece, start, start + int(size), blob)
