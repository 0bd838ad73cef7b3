"""Notes as mail again: one mbox file, for a mail program or for another archive.

Addresses are left out of the archive, so each person gets one that leads nowhere and is the same in every file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime, formataddr

from ingest.layout import BETWEEN
from publish.body import Part
from publish.render import CONTROL

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# mboxrd: one mark more on each line that could be taken for an envelope, so that one less gives it back.
ENVELOPE = re.compile(r"^(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mail:
    """A note with all that its header says; times, names and parents may be unknown."""

    id: str
    sent: str | None
    subject: str
    person: str | None
    sender: str | None
    mailing_list: str | None
    message_id: str | None
    parent: str | None
    parent_message_id: str | None
    link: str
    parts: tuple[Part, ...]


def moment(sent: str | None) -> datetime:
    """Give the time of a note; the epoch where none is known, and no zone where none is known."""
    try:
        return datetime.fromisoformat(sent or "")
    except ValueError:
        return EPOCH


def field(text: str) -> str:
    """Give ``text`` as the value of a header field: one line, other letters encoded."""
    line = " ".join(CONTROL.sub(" ", text).split())
    return line if line.isascii() and len(line) < 900 else Header(line, "utf-8").encode()


def reference(message_id: str | None, id_: str) -> str:
    """Give a Message-ID: the one it bears, or one made of our own id."""
    known = re.sub(r"[^\x21-\x7e]|[<>]", "", message_id or "")
    return f"<{known or id_ + '@archive.invalid'}>"


def mail(note: Mail) -> str:
    """Give one note with its envelope line and the empty line after it."""
    sent = moment(note.sent)
    name = " ".join(CONTROL.sub(" ", note.sender or "unknown sender").split())
    author = formataddr((name, f"{note.person or 'unknown'}@people.invalid"))
    head = [
        f"From {note.person or 'unknown'}@people.invalid {sent.strftime('%a %b %e %H:%M:%S %Y')}",
        f"From: {author}",
        f"Subject: {field(note.subject)}",
        f"Message-ID: {reference(note.message_id, note.id)}",
        f"Archived-At: <{note.link}>",
    ]
    if note.sent:
        head.append(f"Date: {format_datetime(sent)}")
    if note.parent:
        parent = reference(note.parent_message_id, note.parent)
        head += [f"In-Reply-To: {parent}", f"References: {parent}"]
    if note.mailing_list:
        head.append(f"List-Id: <{field(note.mailing_list)}.list.invalid>")
    head += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    body = BETWEEN.join(part.text for part in note.parts).replace("\r\n", "\n").replace("\x00", "\ufffd")
    return "\n".join(head) + "\n\n" + ENVELOPE.sub(r">\1", body).rstrip("\n") + "\n\n"


def mbox(notes: Iterable[Mail]) -> str:
    """Give all notes as one file."""
    return "".join(map(mail, notes))
