"""Files of RMAIL, the mail reader of Emacs up to version 22 (Babyl): each mail with its header fields, and those to be shown.

As the manual of Emacs has it: a block of options, then sections that ^_ ends and ^L begins; a line of labels, of which the first
digit says whether the header was reformed; the whole header if so; ``*** EOOH ***``; the header to be shown, and the body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from ingest.formats import mbox
from ingest.formats.piece import Buffer, Piece, digest
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "babyl"
BEGIN = b"BABYL OPTIONS:"
SECTION = b"\x1f\x0c"  # ends a section and begins the next one
EOOH = b"\n*** EOOH ***\n"  # the end of the original header
SUMMARY = b"Summary-line:"


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the options of such a file stand first."""
    return head.startswith(BEGIN)


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """Pieces that end where a section ends."""
    return mbox.grouped(_spans(data))


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each mail of the piece."""
    return mbox.each(piece, _spans(piece.data), _post)


def _spans(data: Buffer) -> Iterator[tuple[int, int]]:
    """Start and end of each section behind the options."""
    starts: list[int] = []
    at = data.find(SECTION)
    while at >= 0:
        starts.append(at)
        at = data.find(SECTION, at + 1)
    return pairwise([*starts, len(data)])


def _post(piece: Piece, start: int, end: int, place: str) -> Post:
    """The mail of a section."""
    raw = piece.data[start:end]
    found = mbox.whole_mail(_mail(raw), place, piece.mailing_list)
    return replace(found, raw=digest(raw))


def _mail(section: bytes) -> bytes:
    """The mail as it came, without labels and summary."""
    labels, _, rest = section.removeprefix(SECTION).lstrip(b"\n").replace(b"\r\n", b"\n").partition(b"\n")
    original, parted, shown = (b"\n" + rest).rstrip(b"\x1f").partition(EOOH)
    if not parted:
        return original[1:]
    head = b"".join(line for line in original.splitlines(keepends=True) if not line.startswith(SUMMARY)).strip(b"\n")
    if not labels.startswith(b"1") or not head.strip():
        return shown
    _, begin = mbox.split(shown)
    return head + b"\n\n" + shown[begin:]
