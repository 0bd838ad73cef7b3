"""The values that travel from the formats to the store.

Glossary, used with these meanings in every file, table and page:

source        one file that was read
post          one message as a source holds it, before its body is taken apart
sighting      one place where a message was seen: posted, quoted or forwarded inside another one, or a document
message       the one canonical note that all its sightings are copies of (made by ``dedupe``)
own text      what the author wrote: no quotes, no forwarded text, no attribution lines, no list footer
segment       a run of a body of one kind: own, attribution, quoted, forward header, forwarded, signature, footer
layout        the order in which own text, quotes and signature stood in the body
place         where in the source: "START-END", bytes of the uncompressed file; "/1", "/2" for what is quoted inside
document      a saved note that is no mail: minutes, a session outcome, a summary
problem       something in a source that could not be read
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """How a sighting stands in its source."""

    POSTED = "posted"
    QUOTED = "quoted"
    FORWARDED = "forwarded"
    DOCUMENT = "document"


class SentBasis(StrEnum):
    """Where the time of a sighting was read."""

    HEADER = "header"
    PAGE = "page"
    ATTRIBUTION = "attribution"
    INFERRED = "inferred"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as the source says it; either part may be empty.

    ``address`` is lower-case with a real "@" however the source disguised it.
    """

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class MailingList:
    """A list as a header, a footer or a folder names it; every part may be empty."""

    name: str = ""
    address: str = ""
    archive_url: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a message that is no text of its body.

    ``size`` is in bytes, None where the archive took the part out; ``sha256`` is empty then. ``content`` goes no further than
    the process that reads.
    """

    filename: str = ""
    content_type: str = ""
    size: int | None = None
    sha256: str = ""
    url: str = ""
    content: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Post:
    """One message as a format read it: its header fields, and its body as text or HTML.

    ``sent`` carries its zone, except where the source names none (then it is naive);
    it is a date where the source names only the day.
    ``raw`` is the digest of the bytes it was read from.
    """

    place: str
    raw: str
    kind: Kind = Kind.POSTED
    message_id: str = ""
    parents: tuple[str, ...] = ()  # Message-IDs, nearest parent last
    subject: str = ""
    sender: Sender = Sender()
    sent: datetime | date | None = None
    sent_basis: SentBasis = SentBasis.NONE
    mailing_list: MailingList = MailingList()
    url: str = ""
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    inner: tuple[Post, ...] = ()  # mails attached to this one as message/rfc822
    answers: str = ""  # place, in the same source, of the post that it answers, where that is known without Message-IDs
    evidence: str = ""  # how author and time are known, where no header says them
    is_rewritten: bool = False  # a list wrote its From anew; ``sender`` is who stood there before


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """A link in the own text of a sighting, its wrappers taken off."""

    url: str
    domain: str
    wrapped_by: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a message was seen, with its raw fields: one row of sightings.db.

    ``inside`` is the id of the post that it stands in, "" where it is a post itself. ``sent`` is ISO 8601, in UTC where the
    zone is known; ``written`` the date as an attribution line has it. ``parents`` are Message-IDs, nearest parent last;
    ``answers`` is the id of the sighting that it answers, where no Message-ID says so. ``left_out`` names what is in none of
    its texts, such as footers, each with a digest of it: "mailman2:1f3a9c02".
    """

    id: str
    place: str
    raw: str
    kind: Kind
    inside: str
    message_id: str
    parents: str
    subject: str
    name: str
    address: str
    sent: str | None
    sent_basis: SentBasis
    written: str
    list_name: str
    list_address: str
    list_archive: str
    url: str
    own: str
    signature: str
    quoted: str
    layout: str
    answers: str = ""
    evidence: str = ""
    left_out: str = ""
    links: tuple[LinkSeen, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that could not be read, and why."""

    place: str
    what: str
    detail: str = ""
