"""Pipermail month files (``2025-November.txt``): mbox with five header fields and plain text bodies.

Pipermail disguises addresses in envelope, header and body ("ann at example.org", "ann em example.org", noise at
lists.r-project.org), takes out every part that is no plain text and leaves a note with its URL instead, and declares no charset.
Before Mailman 2.1 it left bodies as they came, parts and all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from ingest import headers
from ingest.formats import envelope, mbox
from ingest.formats.piece import Buffer, Piece, digest
from ingest.mail import mime
from ingest.mail.charsets import decode, guessed
from ingest.message import Post, Problem
from ingest.parts_at_hand import with_parts

NAME = "pipermail"
ORDER, OLD_ORDER = ["from", "date", "subject"], ["date", "from", "subject"]  # of the fields; old: Mailman 1
FIELDS = {"from", "date", "subject", "in-reply-to", "references", "message-id"}


def detect(head: bytes, path: PurePath) -> bool:
    """True for an mbox whose first message has Pipermail's header fields, in its order, and none else."""
    if not mbox.detect(head, path):
        return False
    mail = head[envelope.begins(head) :]
    block = envelope.BLANK_LINE.split(mail.split(b"\n", 1)[1], maxsplit=1)[0]
    names = [name.decode("ascii").lower() for name, _ in headers.FIELD.findall(block)]
    return names[:3] == (OLD_ORDER if envelope.DATED.match(mail) else ORDER) and set(names) <= FIELDS


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """Pieces of about 1.5 MB that end where a message ends."""
    return mbox.grouped(envelope.spans(data, patches=True))


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the piece."""
    return mbox.each(piece, envelope.spans(piece.data, patches=True), post)


def post(piece: Piece, start: int, end: int, place: str) -> Post:
    """The message between two offsets of the piece."""
    archived, mail = mbox.under_envelope(piece.data, start, end)
    mail = mbox.unescape(mail)
    raw = digest(memoryview(piece.data)[start:end])
    head, body = mbox.split(mail)
    if declared := mime.undeclared(mail[body:]):
        whole = b"%sContent-Type: %s\n%s" % (mail[:head], declared, mail[head:])
        return replace(mbox.whole_mail(whole, place, piece.mailing_list, archived), raw=raw)
    fields = headers.parse(mail[:head], guessed(mail[body:]))
    found = replace(
        mbox.headed(fields, place, archived), raw=raw, mailing_list=piece.mailing_list, text=decode(mail[body:])
    )
    return with_parts(found, piece.parts)
