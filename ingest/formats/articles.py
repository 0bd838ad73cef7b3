"""Usenet articles that newsreaders saved one after another: rn writes ``Article 409 of news.group:`` above each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from ingest import times
from ingest.formats import envelope, mbox
from ingest.formats.piece import Buffer, Piece, digest
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "usenet articles"
LINE = re.compile(
    rb"(From [^\n]{1,300}\n)?Article \d{1,10} (?:\(\d{1,10} more\) )?(?:of|in) [\w.+-]{1,120}:?[^\n]{0,40}\n"
)
OF_NEWS = frozenset((b"from", b"newsgroups"))
ABOVE = 310  # bytes in which an envelope line stands


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where such a line stands first, above the header of an article."""
    return _is_one(head, envelope.top(head))


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """Pieces that end where an article ends."""
    return mbox.grouped(_spans(data))


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each article of the piece."""
    return mbox.each(piece, _spans(piece.data), _post)


def _spans(data: Buffer) -> Iterator[tuple[int, int]]:
    """Start and end of each article, with the lines above it."""
    return pairwise([*_starts(data), len(data)])


def _starts(data: Buffer) -> Iterator[int]:
    first = envelope.top(data)
    yield first
    at = data.find(b"\nArticle ", first)
    while at >= 0:
        above = data[max(first, at - ABOVE) : at].rpartition(b"\n")[2]
        start = at - len(above) if above.startswith(b"From ") else at + 1
        is_apart = data[start - 2 : start - 1] == b"\n" or data[start - 3 : start - 1] == b"\n\r"
        if start > first and is_apart and _is_one(data, start):
            yield start
        at = data.find(b"\nArticle ", at + 1)


def _is_one(data: Buffer, at: int) -> bool:
    """Does an article begin here, with the line of the newsreader?"""
    line = LINE.match(data[at : at + envelope.LONGEST])
    return line is not None and envelope.fields(data, at + line.end()) >= OF_NEWS


def _post(piece: Piece, start: int, end: int, place: str) -> Post:
    """The article below the lines."""
    line = LINE.match(piece.data, start)
    saved = times.parse_asctime(line[1].decode("latin-1").strip()) if line and line[1] else None
    mail = piece.data[line.end() if line else start : end]
    return replace(mbox.whole_mail(mail, place, piece.mailing_list, saved), raw=digest(mail))
