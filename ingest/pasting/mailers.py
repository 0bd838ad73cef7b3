"""What mail programs print above a single mail, or save as text: Outlook, Thunderbird, Apple Mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from ingest.bodies.attributions import Attribution
from ingest.bodies.header_blocks import label, read_block
from ingest.bodies.labels import LABELS
from ingest.message import Sender
from ingest.pasting.archives import whole_date
from ingest.pasting.rows import Print, Row, with_blanks
from ingest.senders import parse_sender
from ingest.subjects import is_reply, same_base

OUTLOOK, SAVED = "Outlook", "the program that saved it as text"


def block(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """From, Sent, To, Subject on lines of their own, as Outlook prints a mail: at the page's top, and then in rising time."""
    if (at > 1 and not before) or label(rows[at].text) is None:
        return None
    lines = with_blanks(rows[at : at + 30])
    read = read_block(lines, 0) or (_sent_as(lines) if at == 0 else None)
    if read is None or read[1].sent is None or not (read[1].name or read[1].address):
        return None
    end, said = at + sum(line != "" for line in lines[: read[0]]), read[1]
    if before and not (before[-1].by in (OUTLOOK, SAVED) and _follows(said, before[-1])):
        return None
    by = before[-1].by if before else SAVED if _begins_a_mail(said, rows, at) else OUTLOOK
    subject = said.subject or (rows[0].text if by == SAVED and at == 1 else "")
    return Print(at, end - 1, by, Sender(said.name, said.address), said.sent, subject=subject)


def _begins_a_mail(said: Attribution, rows: Sequence[Row], at: int) -> bool:
    """Is a text with this block at its top one mail? A memorandum has a block too, and no time of day.

    Archives print the subject above the block once more, or there alone, or nowhere, and Outlook the name of whose mail it was.
    """
    if said.sent is None or said.day_only:
        return False
    if not said.subject:
        return said.sent.tzinfo is not None and (at == 1 or _AS_SENT.match(said.date) is not None)
    above = rows[0].text
    if at == 0 or same_base(above, said.subject) or above in said.to.split("; "):
        return True
    return above in (said.name, said.date)  # Outlook for Mac prints the date twice


# -- the new Outlook, Roundcube, Proton, eM Client: a table, so that no colon stands behind its labels -----------------------

TOP = 4  # rows: the program's name, the subject
_NAMES = {name for name, field in LABELS.items() if field in ("from", "date", "to", "cc", "subject")}
_CELLS = re.compile(r"([^\W\d_]{1,14}(?: [^\W\d_]{1,8})?)(\t| {1,8})\s{0,4}(\S.{0,2000})")


def table(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """ "From Ann Example <ann@example.org>", "Date Mon 3/3/2025 2:05 PM" and "To ..." below one another, at the page's top."""
    if at > TOP and not (before and before[-1].by == SAVED):
        return None
    fields: dict[str, str] = {}
    end = at
    while end < min(len(rows), at + TOP + 2) and (cell := _cell(rows[end].text)) and cell[0] not in fields:
        fields[cell[0]] = cell[1]
        end += 1
    sent = whole_date(fields.get("date", ""))
    sender = parse_sender(fields.get("from", ""))
    if sent is None or "to" not in fields or not (sender.address or "\t" in rows[at].text):
        return None
    above = before[-1].subject if before else rows[at - 1].text if at else ""
    return Print(at, end - 1, SAVED, sender, sent, subject=fields.get("subject", above))


def _cell(text: str) -> tuple[str, str] | None:
    """The field and the value of a line whose label has no colon."""
    found = _CELLS.fullmatch(text)
    if found is None or not found[1][0].isupper():
        return None
    name = found[1] if found[1].casefold() in _NAMES else found[1].partition(" ")[0]
    value = text[len(name) :].strip()
    return (LABELS[name.casefold()], value) if name.casefold() in _NAMES and value else None


def _sent_as(lines: Sequence[str]) -> tuple[int, Attribution] | None:
    """A sender, whose address may be hidden, and the time as a mail's header has it, which nobody writes."""
    read = read_block(lines, 0, needed=2)
    return read if read and _AS_SENT.match(read[1].date) else None


_AS_SENT = re.compile(r"[A-Z][a-z]{2}, {1,2}\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}\b")


def _follows(said: Attribution, above: Print) -> bool:
    """Is this the head of a later mail, and not of what the one above it answers, written in another zone?"""
    is_answered = is_reply(above.subject) and not is_reply(said.subject) and same_base(above.subject, said.subject)
    return not is_answered and _later(said.sent, above.sent)


def _later(sent: datetime | None, above: date | None) -> bool:
    return sent is not None and isinstance(above, datetime) and sent.replace(tzinfo=None) > above.replace(tzinfo=None)
