"""What web archives print above a message: Pipermail, hypermail and HyperKitty, each in its own form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from ingest import times
from ingest.dates import find_date
from ingest.dates_data import MONTHS
from ingest.header_blocks import read_block
from ingest.list_names import list_tag
from ingest.message import Sender, SentBasis
from ingest.paste_rows import Print, Row, is_rule
from ingest.senders import before_address, parse_sender

LONGEST_NAME = 80  # characters
CUT = "..."  # where HyperKitty cut the subject of another thread


# -- Pipermail: "Ann Example ann at example.org", and the time as asctime writes it --------------------------------------


def pipermail(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Sender and time of a Pipermail page."""
    if at + 1 >= len(rows) or len(rows[at].text) > 300 or not _CLOCK_AND_YEAR.match(rows[at + 1].text):
        return None
    sender = before_address(rows[at].text)
    sent = times.parse_asctime(rows[at + 1].text) or _asctime_in_any_language(rows[at + 1].text) if sender else None
    if sender is None or sent is None:
        return None
    title = _title_above(rows, at)
    if len(title) > 1 and is_address_alone(rows[at].text) and may_be_name(title[-1]):
        sender = Sender(title.pop(), sender.address)
    return Print(at, at + 1, "Pipermail", sender, sent, subject=" ".join(title))


def is_address_alone(line: str) -> bool:
    """True where a program gave the name a line of its own; Pipermail writes the address twice where there is none."""
    return len(line.split()) in (1, len(("ann", "at", "example.org")))


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
    if not below_links and not any(_LINKED.match(row.text) for row in rows[end : end + 3]):
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


# -- HyperKitty: a name; "25 Oct 2021 25 Oct '21"; "4:59 p.m." -------------------------------------------------------------

_DAY = re.compile(r"^(\d{1,2}) ([A-Z][a-z]{2,8})\.?(?: (\d{4}|'\d\d))?(\s+\d{1,2} [A-Z][a-z]{2,8}\.?(?: '?\d{2,4})?)?$")
_CLOCK = re.compile(r"^(?:(\d{1,2})(?::(\d\d))? ([ap])\.?m\.?|(noon|midnight))$", re.I)
_NEW_SUBJECT = re.compile(r"^New subject: (.+)$")
_BETWEEN = re.compile(
    r"^(?:Reply|0|0 0|Sign in to reply online.*|Use email software|Show replies by date|[•*-] \S.* — [\d.]+ ?(?:bytes|[KMG]B)\))$"
)
_AVATAR = re.compile(r"^\[[0-9a-f]{12,40}\]$")


def hyperkitty(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Name, day and time of a message on a HyperKitty page; the day is left out where it is that of the message above."""
    clock = _CLOCK.match(rows[at].text)
    if not clock or at == 0:
        return None
    day = _DAY.match(rows[at - 1].text)
    name = at - 2 if day else at - 1
    if name < 0 or not may_be_name(rows[name].text) or not (day or (before and _follows_a_message(rows, name))):
        return None
    first = name - 1 if name > 0 and _AVATAR.match(rows[name - 1].text) else name
    new = _NEW_SUBJECT.match(rows[at + 1].text) if at + 1 < len(rows) else None
    subject = new[1] if new else before[-1].subject if before else _page_title(rows, first)
    sent = _hyperkitty_time(day, clock, before)
    return Print(first, at + bool(new), "HyperKitty", person(rows[name].text), sent, subject=subject)


def is_bare(rows: Sequence[Row]) -> bool:
    """True for a HyperKitty page that no browser drew: its days stand there twice, once for wide and once for narrow windows."""
    return any(day[4] for row in rows if (day := _DAY.match(row.text)))


def _follows_a_message(rows: Sequence[Row], name: int) -> bool:
    """True where above a name stands what HyperKitty prints between two messages."""
    return name > 0 and bool(_AVATAR.match(rows[name - 1].text) or _BETWEEN.match(rows[name - 1].text))


def _page_title(rows: Sequence[Row], first: int) -> str:
    """The thread's subject: the last rows above the first message that are not the name of a neighbouring thread."""
    named = {number + 1 for number in range(first) if rows[number].text in ("newer", "older")}
    groups: list[list[int]] = []
    for number in range(max(0, first - 12), first):
        text = rows[number].text
        is_frame = text in ("newer", "older", "thread") or _AVATAR.match(text) or text[0] in "•×" or len(text) > 200
        if is_frame or number in named:
            continue
        goes_on = groups and groups[-1][-1] == number - 1 and rows[number].start - rows[number - 1].end == 1
        if goes_on:
            groups[-1].append(number)
        else:
            groups.append([number])
    if not named:
        return _between_neighbours([[rows[number].text for number in group] for group in groups[-2:]])
    return " ".join(rows[number].text for group in groups[-1:] for number in group)


def _between_neighbours(groups: Sequence[Sequence[str]]) -> str:
    """The subject where no words tell it from its neighbours': one stands right above it, the other below a blank line.

    Neighbours are cut to 30 characters or so; what tells them apart else is the list's tag, which all of them have.
    """
    if not groups:
        return ""
    above, below = groups[0] if len(groups) > 1 else (), groups[-1]
    tag = list_tag(below[-1])
    if len(below) == 1 and above and (below[0].endswith(CUT) or (tag and list_tag(above[-1]) == tag)):
        return above[-1]
    if len(below) > 1 and (below[0].endswith(CUT) or (tag and list_tag(below[0]) == tag)):
        return below[-1]
    return " ".join(below)


def _hyperkitty_time(day: re.Match[str] | None, clock: re.Match[str], before: Sequence[Print]) -> datetime | None:
    """The time; what is not printed of the day is as in the message above, which a page has in the order of time or of answers."""
    above = next((p.sent for p in reversed(before) if p.sent), None)
    if day is None:
        year, month, number = (above.year, above.month, above.day) if above else (0, 0, 0)
    else:
        months = MONTHS.get(day[2].casefold()) or MONTHS.get(day[2].casefold()[:3]) or (0,)
        year = int(day[3].lstrip("'")) if day[3] else above.year if above else 0
        year += 2000 if 0 < year < 100 else 0
        month, number = months[0], int(day[1])
    if clock[4]:
        hour, minute = (12, 0) if clock[4].lower() == "noon" else (0, 0)
    else:
        hour, minute = int(clock[1]) % 12 + (12 if clock[3].lower() == "p" else 0), int(clock[2] or 0)
    try:
        return datetime(year, month, number, hour, minute)
    except ValueError:
        return None


def may_be_name(text: str) -> bool:
    """Could the text be the name of a person or an account?"""
    return len(text) < 30 or (len(text) <= LONGEST_NAME and not text.endswith((".", ":", "?", "!", ",")))


def person(text: str) -> Sender:
    """A sender as HyperKitty shows it, which writes an address with a full-width sign."""
    return parse_sender(text.replace("＠", "@"))


_BY = re.compile(r"^by (\S.{0,78}?) +(\d{1,2} [A-Z][a-z]{2,8} '\d\d)$")


def hyperkitty_month(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Subject and author of a thread on a HyperKitty month page; its date is that of the latest answer, and no one's."""
    by = _BY.match(rows[at].text)
    if not by or at == 0 or at + 1 >= len(rows) or rows[at + 1].text != by[2]:
        return None
    first = at
    while (
        first > max(0, at - 4)
        and rows[first].start - rows[first - 1].end == 1
        and not _AVATAR.match(rows[first - 1].text)
    ):
        first -= 1
    subject = " ".join(row.text for row in rows[first:at])
    if first > 0 and _AVATAR.match(rows[first - 1].text):
        first -= 1
    return Print(first, at + 1, "HyperKitty month", person(by[1]), None, SentBasis.NONE, subject)


def whole_date(text: str) -> datetime | None:
    """The time that a text is, and nothing else."""
    if not 8 <= len(text) <= 60 or not any(mark.isdigit() for mark in text):
        return None
    found = find_date(text)
    if found is None or found.day_only or found.end - found.start < len(text.strip(" ,")) - 2:
        return None
    return found.sent
