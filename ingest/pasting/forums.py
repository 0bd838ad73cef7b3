"""What forums that are mailing lists, too, print above a message: Discourse without scripts, groups.io, Google Groups before
2020, narkive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from ingest import times
from ingest.message import Sender
from ingest.pasting.archives import LONGEST_NAME, whole_date
from ingest.pasting.conversations import looks_like_a_person
from ingest.pasting.rows import Print, Row, last_by
from ingest.senders import parse_sender

PLAIN_DISCOURSE, GROUPS_IO = "Discourse, without scripts", "groups.io"
GOOGLE, NARKIVE = "Google Groups", "narkive"
FEET = 30  # rows at the end of a page
MONTHS, CENTURY = 12, 100
FIRST_YEAR = 70  # of the last century, where it is left out
TOP = 6  # rows that a page may have above its first message

# what these print below a message, each on a line of its own -> by whom
BELOW = {
    PLAIN_DISCOURSE: re.compile(r"^(?:\d{1,5} Likes?|Related topics|next page →|← previous page)$"),
    GROUPS_IO: re.compile(
        r"^(?:Join \S{3,200}@\S{3,200} to automatically receive all group messages\.|Like|Reply|More)$"
    ),
    GOOGLE: re.compile(r"^Message has been deleted$"),
    NARKIVE: re.compile(r"^(?:Continue reading on narkive:|Loading\.\.\.)$"),
}
FOLD = re.compile(r"-? ?(?:show|hide) quoted text ?-?", re.I)  # of both groups, where a quote stands or is folded away


# -- Discourse, as programs get it that run no scripts: "ann (Ann Example) March 3, 2025, 2:05pm 1" ------------------------------

_DISCOURSE = re.compile(
    r"([\w.-]{1,60})(?: <https?://[^<>\s]{1,200}>)?(?: ?\(([^()]{1,80})\))? {0,3}"
    r"([A-Z][a-z]{2,8} \d{1,2}, \d{4}, {1,2}\d{1,2}:\d\d ?[ap]m) ?(\d{1,5})"
)


def plain_discourse(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Who wrote the message, when, and its number, which rises."""
    found = _DISCOURSE.fullmatch(rows[at].text)
    sent = whole_date(" ".join(found[3].split())) if found else None
    if found is None or sent is None:
        return None
    above = last_by(before, PLAIN_DISCOURSE)
    last = _DISCOURSE.fullmatch(rows[above.first].text) if above else None
    if last and int(found[4]) <= int(last[4]):
        return None
    return Print(at, at, PLAIN_DISCOURSE, Sender(found[2] or found[1]), sent, subject=_alone_above(rows, at, above))


def _alone_above(rows: Sequence[Row], at: int, above: Print | None) -> str:
    """The subject of the message before; for the first one the row above it, where nothing but that is the page's top."""
    if above:
        return above.subject
    return rows[0].text if at == 1 else ""


# -- groups.io: a name, and below it the number of the message and its time ------------------------------------------------------

_NUMBER = re.compile(r"(?:(\S.{3,30}?)\s{1,8})?#\d{1,9}(?:\s{1,8}(\S.{3,30}))?")
# its year left out, or its day
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d\d(?:\d\d)?|[A-Z][a-z]{2} \d{1,2}|\d{1,2}:\d\d ?[ap]m", re.I)
_JOIN = re.compile(r"Join ([\w.+-]{1,80})@[\w.-]{3,200} to automatically receive all group messages\.")


def groups_io(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Name, number and day of a message, as its reader has it written; where no day stands, the page must have its foot."""
    if not _may_be_name(rows[at].text):
        return None
    number = at + 1 + _is_day(rows, at + 1)
    found = _NUMBER.fullmatch(rows[number].text) if number < len(rows) else None
    beside = [text for text in found.groups() if text] if found else []
    if found is None or not all(map(_DAY.fullmatch, beside)):
        return None
    last = number + _is_day(rows, number + 1)
    days = [*beside, *(row.text for row in rows[at + 1 : last + 1] if _DAY.fullmatch(row.text))]
    above = last_by(before, GROUPS_IO)
    listed = above.list_name if above else _joined(rows)
    if not days and not listed:
        return None
    title = above.subject if above else rows[at - 1].text if at and not rows[at - 1].text.startswith("#") else ""
    sent = next(filter(None, map(clear_day, days)), None)
    return Print(at, last, GROUPS_IO, parse_sender(rows[at].text), sent, subject=title, list_name=listed)


def _is_day(rows: Sequence[Row], at: int) -> bool:
    return at < len(rows) and _DAY.fullmatch(rows[at].text) is not None


def _joined(rows: Sequence[Row]) -> str:
    """The name of the group that the foot of the page asks to join."""
    found = next(filter(None, (_JOIN.fullmatch(row.text) for row in reversed(rows[-FEET:]))), None)
    return found[1] if found else ""


# -- Google Groups from 2011 to 2020: "2 posts by 2 authors" at the top, then names and days -----------------------------------

_POSTS = re.compile(r"\d{1,4} posts? by \d{1,4} authors?")
_GOOGLES_DAY = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}:\d\d(?: ?[AP]M)?(?: \(.{3,30} ago\))?|[A-Z][a-z]{2} \d{1,2}"
)
_OTHERS = re.compile(r"Other recipients: \S.*")


def google_before_2020(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Name and day, which is written as its reader's country does."""
    name, day = rows[at].text, at + 1
    if day >= len(rows) or not _may_be_name(name) or not _GOOGLES_DAY.fullmatch(rows[day].text):
        return None
    if not (looks_like_a_person(name) or "@" in name):
        return None
    above = last_by(before, GOOGLE)
    top = next((n for n, row in enumerate(rows[:TOP]) if _POSTS.fullmatch(row.text)), None) if above is None else 0
    if top is None or top >= at:
        return None
    title = above.subject if above else rows[top - 1].text if top else ""
    last = day + (day + 1 < len(rows) and _OTHERS.fullmatch(rows[day + 1].text) is not None)
    return Print(at, last, GOOGLE, parse_sender(name), clear_day(rows[day].text), subject=title)


# -- narkive: a name, the time in UTC, "Permalink" --------------------------------------------------------------------------------

_UTC = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC")
_LINKS = ("Permalink", "Raw Message")


def narkive(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Name and time of a message; the subject stands below "Discussion:" at the top."""
    is_head = at + 2 < len(rows) and rows[at + 2].text in _LINKS and _UTC.fullmatch(rows[at + 1].text)
    sent = _narkives_time(rows[at + 1].text) if is_head and _may_be_name(rows[at].text) else None
    if sent is None:
        return None
    last = at + 2 + (at + 3 < len(rows) and rows[at + 3].text in _LINKS)
    above = last_by(before, NARKIVE)
    heading = (
        next((n for n, row in enumerate(rows[: min(at, TOP)]) if row.text == "Discussion:"), None)
        if above is None
        else None
    )
    title = above.subject if above else rows[heading + 1].text if heading is not None and heading + 1 < at else ""
    return Print(at, last, NARKIVE, parse_sender(rows[at].text), sent, subject=title)


def _narkives_time(written: str) -> datetime | None:
    return times.written_as("%Y-%m-%d %H:%M:%S%z", written.replace(" UTC", "Z"))


_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)?\d\d)")


def clear_day(text: str) -> date | None:
    """The day that is written in numbers; None where it may be two, as 3/4/25 is one in March and one in April.

    >>> clear_day("3/24/25"), clear_day("24.3.2025"), clear_day("3/4/25")
    (datetime.date(2025, 3, 24), datetime.date(2025, 3, 24), None)
    """
    found = _NUMBERS.fullmatch(text)
    first, second, year = map(int, found.groups()) if found else (0, 0, 0)
    if found is None or (first != second and max(first, second) <= MONTHS):
        return None
    try:
        return date(
            year + (0 if year > CENTURY else 1900 if year >= FIRST_YEAR else 2000),
            min(first, second),
            max(first, second),
        )
    except ValueError:
        return None


def _may_be_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and text[0].isalpha() and text[-1] not in ".:!?,;"
