"""What web archives print above a message: Pipermail and hypermail, each in its own form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from ingest import times
from ingest.bodies.header_blocks import read_block
from ingest.dates.written import find_date
from ingest.message import Sender
from ingest.pasting.rows import Print, Row, is_rule
from ingest.senders import before_address, parse_sender

LONGEST_NAME = 80  # characters


# -- Pipermail: "Ann Example ann at example.org", and the time as asctime writes it --------------------------------------


def pipermail(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Sender and time of a Pipermail page."""
    if at + 1 >= len(rows) or len(rows[at].text) > 300 or not _CLOCK_AND_YEAR.match(rows[at + 1].text):
        return None
    text = rows[at].text
    sender = before_address(text) or _before_local_part(text) or _named_twice(text)
    sent = times.parse_asctime(rows[at + 1].text) or _asctime_in_any_language(rows[at + 1].text) if sender else None
    if sender is None or sent is None:
        return None
    first, title = at, _title_above(rows, at)
    if at > 1 and is_address_alone(rows[at].text) and may_be_name(rows[at - 1].text):
        above = _title_above(rows, at - 1)
        if above:
            first, title, sender = at - 1, above, Sender(rows[at - 1].text, sender.address)
    return Print(first, at + 1, "Pipermail", sender, sent, subject=_HEADING.sub("", " ".join(title)))


def _before_local_part(line: str) -> Sender | None:
    """The sender of "Ann Example ann at", where a program that took the text of a page left out the host."""
    found = _HOSTLESS.match(line)
    return Sender(found[1]) if found else None


def _named_twice(line: str) -> Sender | None:
    """The sender of "Ann Example Ann Example <ann@example.org>", as Mailman 1 wrote where it took all of From for the address."""
    found = _TWICE.match(line)
    return parse_sender(found[2]) if found else None


def is_address_alone(line: str) -> bool:
    """True where a program gave the name a line of its own; Pipermail writes the address twice where there is none."""
    return len(line.split()) in (1, len(("ann", "at", "example.org")))


_TWICE = re.compile(r"^(\S.{1,80}) (\"?\1\"? <[^<>]{3,200}>)$")
_HEADING = re.compile(r"^#{1,6} +")  # of Markdown, on a page without links
_HOSTLESS = re.compile(r"^(\S.{0,80}) [\w.+-]{1,64} at$")
_CLOCK_AND_YEAR = re.compile(r"^(?=.{12,60}$)(?=.*\b\d{4}\b).*\b\d\d:\d\d\b")
_ASCTIME = re.compile(
    r"^[^\W\d]\S{1,20} [^\W\d]\S{1,15} +\d{1,2} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4} )?(?:[A-Z]{2,5} )?\d{4}$"
)


def _asctime_in_any_language(text: str) -> datetime | None:
    """The time of a list whose language is not English: "Segunda Dezembro 3 15:01:23 CET 2007"."""
    found = find_date(text) if _ASCTIME.match(text) else None
    return found.sent if found and not found.day_only else whole_date(text)


_NAVIGATION = re.compile(
    r"^#?\s?Index(?: Previous| Next)+$|^\[?Date Prev\]?|^(?:newer|older|thread|Thread View|×)$|^\[ *\]$"
)


def _title_above(rows: Sequence[Row], at: int) -> list[str]:
    """The rows above a head, which are its subject: up to a blank line or to navigation."""
    title: list[str] = []
    for number in range(at - 1, max(-1, at - 6), -1):
        row = rows[number]
        gap = title and rows[number + 1].start - row.end > 1
        if gap or _NAVIGATION.match(row.text) or is_rule(row.text) or len(row.text) > 200:
            break
        title.insert(0, row.text)
    return title


# -- hypermail: From and Date as fields, and links to other messages above or below them -----------------------------------

_THIS_MESSAGE = re.compile(r"^(?:[•*+·-] ?)?This message ?: ?\[")
_CRUMBS = re.compile(r"^(?:W3C )?home ?> ?Mailing lists ?> ", re.I)
_LINKED = re.compile(r"^(?:[•*+·-] ?)?(?:Next message|Previous message|In reply to|Messages sorted by) ?: ")
_FIRST_FIELD = re.compile(r"^(?:From|Subject): ")
_DATE = re.compile(
    r"^Date: [A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} - \d\d:\d\d:\d\d(?: [A-Z]{3,4})?$"
)  # in its own form
_OWN_ID = re.compile(r"^Message-id ?: <([^<>\s]{3,250})>$", re.I)
LINKS = 10  # rows that links may take between a title and the fields
WRAPPED = 60  # columns: a shorter row ends where its text does


def hypermail(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """From, Date and sometimes more on a page of hypermail: from version 2.2 on below its links, before that above them."""
    is_below_crumbs = _CRUMBS.match(rows[at].text) is not None
    below_links = is_below_crumbs or _THIS_MESSAGE.match(rows[at].text) is not None
    farthest = LINKS if below_links else 2  # a title may stand above the fields: "Re: ..." begins a block of its own
    begin = next((n for n in range(at, min(len(rows), at + farthest)) if _FIRST_FIELD.match(rows[n].text)), None)
    read = read_block([row.text for row in rows[begin : begin + 30]], 0, needed=2) if begin is not None else None
    if begin is None or read is None or read[1].sent is None or not (read[1].name or read[1].address):
        return None
    end = begin + read[0]
    is_dated = any(_DATE.match(row.text) for row in rows[begin:end])
    if not below_links and not is_dated and not any(_LINKED.match(row.text) for row in rows[end : end + 3]):
        return None
    said = read[1]
    own = next(filter(None, (_OWN_ID.match(row.text) for row in rows[begin:end])), None)
    subject = said.subject or _wrapped_title(rows, at if below_links and not is_below_crumbs else begin)
    sender, identifier = Sender(said.name, said.address), own[1] if own else ""
    return Print(at, end - 1, "hypermail", sender, said.sent, subject=subject, message_id=identifier)


def _wrapped_title(rows: Sequence[Row], at: int) -> str:
    """The title right above a row, with the rows above that are so long that a text browser may have broken them."""
    first = at - 1
    while (
        first > 0
        and at - first < 4
        and len(rows[first - 1].text) >= WRAPPED
        and rows[first].start - rows[first - 1].end == 1
    ):
        first -= 1
    return " ".join(row.text for row in rows[max(0, first) : at])


def may_be_name(text: str) -> bool:
    """Could the text be the name of a person or an account?"""
    return len(text) < 30 or (len(text) <= LONGEST_NAME and not text.endswith((".", ":", "?", "!", ",")))


def whole_date(text: str) -> datetime | None:
    """The time that a text is, and nothing else."""
    if not 8 <= len(text) <= 60 or not any(mark.isdigit() for mark in text):
        return None
    found = find_date(text)
    if found is None or found.day_only or found.end - found.start < len(text.strip(" ,")) - 2:
        return None
    return found.sent
