"""One mail a file, without an envelope line: ``.eml``, the files of a Maildir or an MH folder, Apple's ``.emlx``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from ingest import headers
from ingest.formats import mbox
from ingest.formats.piece import Piece, digest, guarded, whole
from ingest.headers import Headers, first
from ingest.mail import header_faults
from ingest.message import Post, Problem
from ingest.senders import written

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "eml"

# What stands above the header block: a byte order mark and blank lines from editors; the length of the mail, in .emlx; the first
# line of an mbox, broken, in mails cut out of one.
TOP = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]{0,64}(?:(\d{1,10})[ \t]*\r?\n)?(?:>?From \S[^\n]{0,300}\n)?")
FIELDS = re.compile(rb"(?:[!-9;-~]{1,80}:[^\n]*(?:\n|\Z)(?:[ \t][^\n]*(?:\n|\Z))*){2,}")

NAMES = re.compile(rb"^([!-9;-~]{1,80}):", re.M)
# fields that programs write and people do not: one of them, and who wrote, tells a mail from a text that begins like one
PROGRAMS = {
    b"content-transfer-encoding",
    b"content-type",
    b"delivered-to",
    b"dkim-signature",
    b"in-reply-to",
    b"list-id",
    b"message-id",
    b"mime-version",
    b"newsgroups",
    b"received",
    b"references",
    b"return-path",
    b"x-mailer",
}
SENDERS = {b"from", b"sender", b"return-path", b"received"}
ZONED = re.compile(r"\d{4} \d\d?:\d\d(?::\d\d)? ?(?:[+-]\d{4}|[A-Z]{2,5})\b")  # as no print view writes a date

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for a header block of a mail: a field that programs write, or a sender's address and a date with its zone."""
    block = _block(head)
    if block is None:
        return False
    names = {name.lower() for name in NAMES.findall(block)}
    if SENDERS.isdisjoint(names):
        return False
    return not PROGRAMS.isdisjoint(names) or _is_addressed_and_zoned(headers.parse(block))


def _is_addressed_and_zoned(fields: Headers) -> bool:
    return bool(written(first(fields, "from")).address and ZONED.search(first(fields, "date")))


def _block(head: bytes) -> bytes | None:
    """The header block at the top, None where there is none."""
    top = TOP.match(head)
    head = header_faults.mended(head[top.end() if top else 0 :])
    found = FIELDS.match(head)
    if not found:
        return None
    ends = (
        head.startswith((b"\n", b"\r\n"), found.end()) or head.find(b"\n", found.end()) < 0
    )  # at a blank line, or cut off
    return found[0] if ends else None


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one mail of the file."""
    yield guarded(piece.place, post, piece, 0, len(piece.data), piece.place)


def post(piece: Piece, start: int, end: int, place: str) -> Post:
    """The mail between two offsets of the piece."""
    mail = bare(piece.data[start:end])
    return replace(mbox.whole_mail(mail, place, piece.mailing_list), raw=digest(mail))


def bare(data: bytes) -> bytes:
    """The mail without what stands above its header, and without Apple's list of properties below it."""
    top = TOP.match(data)
    begin = top.end() if top else 0
    end = data.index(b"\n", top.end(1)) + 1 + int(top[1]) if top and top[1] else len(data)
    return data[begin:end]
