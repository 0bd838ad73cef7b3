"""What mail programs print above a message: Gmail, Outlook, and those that put a name over a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from ingest.bodies.attributions import Attribution
from ingest.bodies.header_blocks import label, read_block
from ingest.message import Sender, SentBasis
from ingest.pasting.archives import LONGEST_NAME, whole_date
from ingest.pasting.rows import Print, Row, is_rule, with_blanks
from ingest.senders import parse_sender
from ingest.subjects import is_reply, same_base

BELOW = 6  # lines under a name that its date may stand in

_WHO_AND_WHEN = re.compile(r"^(?P<who>\S.{0,80}?\s?<[^<>\s]{1,100}@[^<>\s]{3,100}>)\s+(?P<when>\S.{5,50})$")
_TO = re.compile(r"^(?:to|an|à|para|a|naar|aan|till|til) \S|^(?:To|An|À|Para|Aan|A|Cc|Bcc|Reply-To):[ \u200b]?\S")
_AGO = re.compile(
    r" ?\((?:\d+ \w+ ago|vor \d+ \w+|il y a \d+ \w+|hace \d+ \w+|há \d+ \w+|\d+ \w+ fa|\d+ \w+ geleden)\)\s*$"
)
# of a day that nothing tells, or of a year: "7:49 AM", "Sat, Nov 1, 7:49 AM", "1. Nov. 07:49", "sáb, 1 nov, 7:49"
_TODAY = re.compile(
    r"(?:(?:[^\W\d]{2,10}\.?,? )?(?:[^\W\d]{3,10}\.? \d{1,2}|\d{1,2}\.? (?:de )?[^\W\d]{3,10}\.?),? )?"
    r"\d{1,2}[:.]\d\d(?:\s?[APap]\.?\s?[Mm]\.?)?"
)
# Google Groups: the words for a picture of who wrote, which are copied with the page; what it and Gmail print below a title
_PHOTO = re.compile(r"(?i)\b(?:photo|foto|profilbild|profielfoto|foto's)\b")
_UNDER_A_TITLE = re.compile(
    r"\d[\d.,\xa0 ]{0,9} (?:views?|Aufrufe?|vues?|vistas?|visualizaciones|visualizações|visualizzazioni|weergaven|просмотр\w{0,3})"
    r"|\d{1,4} (?:messages?|Nachrichten|mensajes?|mensagens|messaggi|berichten)"
    r"|Skip to first unread message|Zur ersten ungelesenen Nachricht springen|Accéder au premier message non lu"
    r"|Saltar al primer mensaje no leído|Pular para a primeira mensagem não lida|Vai al primo messaggio da leggere"
)
# "unread," in the language of the reader, below a name
_UNREAD = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{2,12})?,")
_NOISE = {
    "unread,",
    "unread",
    "Inbox",
    "Posteingang",
    "Summarize this email",
    "Reply",
    "Reply all",
    "Forward",
    "⋮",
    "☆",
    "External",
}


def gmail_print(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """ "Ann Example <ann@example.org>   Thu, Jun 5, 2025 at 10:22 AM", and "To:" below: Gmail's print view."""
    found = _WHO_AND_WHEN.match(rows[at].text) if rows[at].text.count("<") == 1 else None
    sent = whole_date(found["when"]) if found else None
    if found is None or sent is None:
        return None
    last = at
    while last + 1 < len(rows) and last < at + 4 and _TO.match(rows[last + 1].text):
        last += 1
    by = GMAIL if (before[-1].by == GMAIL if before else _title_above(rows, at - 1) < at - 1) else "a mail program"
    return Print(at, last, by, parse_sender(found["who"]), sent, subject=_subject(rows, at, before))


def name_over_date(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """A name or address, a full date with its time below, and whom it went to: Gmail, Google Groups, Outlook on the web.

    Of today's mails Gmail shows the time alone: who wrote them is known, and when is not.
    """
    name = rows[at].text
    if len(name) > LONGEST_NAME + 60 or not name[0].isalpha() or at + 1 >= len(rows):
        return None
    when = at + 1
    while when < min(len(rows) - 1, at + BELOW) and _is_between(rows[when].text):
        when += 1
    said = _AGO.sub("", rows[when].text)
    sent = whole_date(said)
    if sent is None and not (said != rows[when].text and _TODAY.fullmatch(said)):
        return None
    last = when
    while (
        last + 1 < len(rows) and last < when + 3 and (_TO.match(rows[last + 1].text) or rows[last + 1].text in _NOISE)
    ):
        last += 1
    sender = parse_sender(name)
    addressed = any(_TO.match(row.text) for row in rows[at + 1 : last + 1])
    if not sender.address and not (addressed and _looks_like_a_person(name)):
        return None
    first = at - 1 if at and _PHOTO.search(rows[at - 1].text) and name in rows[at - 1].text else at
    basis = SentBasis.PAGE if sent else SentBasis.NONE
    return Print(first, last, "a mail program", sender, sent, basis, _subject(rows, first, before))


def _is_between(text: str) -> bool:
    """May this stand between a name and its date?"""
    return text in _NOISE or _TO.match(text) is not None or _UNREAD.fullmatch(text) is not None


def _subject(rows: Sequence[Row], first: int, before: Sequence[Print]) -> str:
    """The title of a conversation; "" where none is told.

    It stands above a count, of its messages or of those who saw it, or above the name of a folder, or alone at the top.
    """
    if before:
        return before[-1].subject
    at = _title_above(rows, first - 1)
    return rows[at].text if at == 0 or 0 <= at < first - 1 else ""


def _title_above(rows: Sequence[Row], at: int) -> int:
    """The row of the title that stands above a count from this row upwards; the row itself where there is no count."""
    if at > 1 and is_rule(rows[at].text) and _UNDER_A_TITLE.fullmatch(rows[at - 1].text):
        at -= 1
    while at > 0 and (_UNDER_A_TITLE.fullmatch(rows[at].text) or rows[at].text in _NOISE):
        at -= 1
    return at


def _looks_like_a_person(name: str) -> bool:
    words = name.split()
    return 1 <= len(words) <= 6 and all(
        word[0].isupper() or word in ("van", "de", "der", "von", "la", "di") for word in words
    )


GMAIL, OUTLOOK, SAVED = "Gmail", "Outlook", "the program that saved it as text"


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
    return at == 0 or same_base(above, said.subject) or above in said.to.split("; ") or above == said.name


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
