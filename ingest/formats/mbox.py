"""mbox with full headers in all dialects (o, rd, cl, cl2): what programs, exports and public-inbox write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePath

from ingest import headers, times
from ingest.formats import envelope
from ingest.formats.piece import Buffer, Piece, ReadOne, digest, guarded
from ingest.headers import Headers, first
from ingest.mail import charsets, eudora, header_faults, mime
from ingest.message import Kind, MailingList, Post, Problem, SentBasis

NAME = "mbox"
PIECE = 1_500_000  # bytes: large enough that handing a piece over costs nothing, small enough for an even load
ESCAPED = re.compile(rb"^>(>*From )", re.M)
QUOTED_BEFORE = re.compile(rb"(?:^|\n)>[^\n]*\n$")


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the first line that is not blank is an envelope line."""
    return envelope.begins(head) is not None


def pieces(data: Buffer) -> Iterator[tuple[int, int]]:
    """Pieces of about 1.5 MB that end where a message ends; patches are one piece, since the first line says what they are."""
    first = next(envelope.starts(data), None)
    if first is not None and envelope.is_patch(data, first):
        return iter([(first, len(data))])
    return grouped(envelope.spans(data))


def grouped(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of about 1.5 MB of messages each, of which these are start and end."""
    begun = end = None
    for start, end in spans:
        begun = start if begun is None else begun
        if end - begun >= PIECE:
            yield begun, end
            begun = None
    if begun is not None and end is not None:
        yield begun, end


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the piece."""
    return each(piece, envelope.spans(piece.data), post)


def each(piece: Piece, spans: Iterable[tuple[int, int]], read_one: ReadOne) -> Iterator[Post | Problem]:
    """Each message of the piece, as ``read_one`` reads it from its start to its end."""
    for start, end in spans:
        place = piece.place_of(start, end)
        yield guarded(place, read_one, piece, start, end, place)


def headed(fields: Headers, place: str, archived: datetime | None = None) -> Post:
    """A post with what its header block says; ``archived`` is the time of its envelope line."""
    sent, basis = sent_at(fields, archived)
    return Post(
        place=place,
        raw="",
        message_id=headers.message_id(fields),
        parents=headers.parents(fields),
        subject=first(fields, "subject"),
        sender=headers.author(fields),
        sent=sent,
        sent_basis=basis,
        is_rewritten=headers.is_from_rewritten(fields),
    )


def post(piece: Piece, start: int, end: int, place: str) -> Post:
    """The message between two offsets of the piece."""
    archived, mail = under_envelope(piece.data, start, end)
    raw = digest(memoryview(piece.data)[start:end])
    return replace(whole_mail(unescape(mail), place, piece.mailing_list, archived), raw=raw)


def under_envelope(data: bytes, start: int, end: int) -> tuple[datetime | None, bytes]:
    """The time of an envelope line, and the mail below it; a mail may be large, and is copied once."""
    below = data.find(b"\n", start, end) + 1
    return times.parse_asctime(data[start:below].decode("latin-1").strip()), data[below:end]


def whole_mail(mail: bytes, place: str, known: MailingList, archived: datetime | None = None) -> Post:
    """A mail with its header block, ``raw`` left empty; ``known`` is its list where its headers name none, ``archived`` the time
    of its envelope."""
    mail = header_faults.mended(mail)
    head, body = split(mail)
    fields = headers.parse(mail[:head], _charset(mail, head))
    content = mime.read(mail, fields, body)
    found = headers.mailing_list(fields)
    listed = found if found.address else known
    return holding(replace(headed(fields, place, archived), mailing_list=listed, url=archived_at(fields)), content)


def holding(found: Post, content: mime.Content) -> Post:
    """A post with what its mail holds."""
    text, html = ("", content.html) if content.html else eudora.unwrapped(content.text)
    return replace(
        found,
        text=text,
        html=html,
        attachments=content.attachments,
        inner=tuple(inner_post(found.place, number, mail) for number, mail in enumerate(content.inner, 1)),
    )


def inner_post(place: str, number: int, mail: mime.Inner) -> Post:
    """A mail that stands inside another one as an attachment."""
    fields = mail.headers
    found = replace(
        headed(fields, f"{place}/m{number}"),
        kind=Kind.POSTED if mail.in_digest else Kind.FORWARDED,
        mailing_list=headers.mailing_list(fields),
        url=archived_at(fields),
    )
    return holding(found, mail.content)


def split(mail: bytes) -> tuple[int, int]:
    """End of the header block and begin of the body."""
    if mail.startswith((b"\n", b"\r\n")):
        return 0, mail.index(b"\n") + 1
    blank = mail.find(b"\n\n")
    windows = mail.find(b"\n\r\n", 0, blank if blank >= 0 else len(mail))
    if windows >= 0:
        return windows + 1, windows + 3
    return (blank + 1, blank + 2) if blank >= 0 else (len(mail), len(mail))


def unescape(mail: bytes) -> bytes:
    """The mail with ">From " as "From " again; under a quoted line it is a quote, and stays."""
    if b">" not in mail or b">From " not in mail:  # one byte is found ten times as fast
        return mail
    return ESCAPED.sub(
        lambda m: m[0] if QUOTED_BEFORE.search(mail[max(0, m.start() - 400) : m.start()]) else m[1], mail
    )


def sent_at(fields: Headers, archived: datetime | None) -> tuple[datetime | date | None, SentBasis]:
    """When a mail was sent: its Date, else when its last relay or the archive had it, else nothing."""
    said = times.parse(first(fields, "date"))
    if times.believable(said, archived):
        return said, SentBasis.HEADER
    if day := times.parse_day(first(fields, "date")):
        return day, SentBasis.HEADER
    relayed = times.parse(first(fields, "received").rpartition(";")[2].strip())
    for time in (relayed, archived):
        if time is not None and times.believable(time, None) and times.archival(time):
            return time, SentBasis.INFERRED
    return None, SentBasis.NONE


def archived_at(fields: Headers) -> str:
    """The page that Archived-At names (RFC 5064), "" where there is none."""
    url = first(fields, "archived-at").strip(" <>")
    return url if url.startswith(("http://", "https://")) and " " not in url else ""


def _charset(mail: bytes, head: int) -> str:
    """The charset of header fields that hold letters outside ASCII as they are."""
    declared = mime.charset(_content_type(mail[:head]))
    return declared if mail[:head].isascii() else charsets.of_mail(mail, declared)


def _content_type(head: bytes) -> str:
    found = re.search(rb"^content-type:([^\n]*(?:\n[ \t][^\n]*)*)", head, re.M | re.I)
    return found[1].decode("latin-1") if found else ""
