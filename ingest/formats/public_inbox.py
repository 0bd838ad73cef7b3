"""Mails out of a public-inbox, as ``ingest.files.repositories`` gets them from git."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ingest.formats import eml
from ingest.formats.piece import Piece, guarded, whole
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "public-inbox"
HEAD = re.compile(rb"([0-9a-f]{40,64}) blob (\d{1,12})\n")  # as "git cat-file --batch" writes it

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """False: no file is of this format, only git repositories are."""
    return False


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each mail of the piece; its place is the id of its blob."""
    at = 0
    for blob, start, end in mails(piece.data):
        at = end + 1
        yield guarded(blob, eml.post, piece, start, end, blob)
    if at < len(piece.data):
        yield Problem(piece.place_of(at, len(piece.data)), "no mail of a public-inbox")


def mails(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Id, start and end of each mail in what git gave."""
    at = 0
    while head := HEAD.match(data, at):
        at = head.end() + int(head[2]) + 1
        yield head[1].decode(), head.end(), at - 1
