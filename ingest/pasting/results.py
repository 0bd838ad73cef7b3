"""What a pasted page is taken apart into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ingest.message import Attachment, Kind, MailingList, Sender, SentBasis

NOBODY = Sender()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a page. ``start`` and ``end`` are characters of the page, ``answers`` the number of another message.

    ``kind`` is quoted for a copy whose quoting message is not on the page; ``header`` is that of a mail shown as it was sent, whose
    text is to be decoded.
    """

    start: int
    end: int
    text: str
    kind: Kind = Kind.POSTED
    sender: Sender = NOBODY
    sent: datetime | date | None = None
    sent_basis: SentBasis = SentBasis.NONE
    subject: str = ""
    answers: int | None = None
    evidence: str = ""
    message_id: str = ""
    parents: tuple[str, ...] = ()
    url: str = ""
    attachments: tuple[Attachment, ...] = ()
    header: str = ""

    @property
    def original(self) -> bytes:
        """The mail as it was sent, of one that a page shows with its own header."""
        return f"{self.header}\n\n{self.text}".encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Discard:
    """Characters of a page that are of no message, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart."""

    title: str
    participants: tuple[str, ...]
    messages: tuple[Message, ...]
    discards: tuple[Discard, ...]
    mailing_list: MailingList | None = None
