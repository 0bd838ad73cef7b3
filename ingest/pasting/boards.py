"""What boards, forums and archives of newsgroups print above a message, on one line or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest import times
from ingest.headers import decode_words
from ingest.message import Sender, SentBasis
from ingest.pasting.rows import Print, Row, last_by
from ingest.senders import parse_sender

SYNCHRONET, DISCOURSE, HACKORUM, NEWSGROUP = "Synchronet", "Discourse", "hackorum", "an archive of newsgroups"

# "From Ann Example@21:1/5 to All on Tue Oct 5 20:30:01 2021", with the node of a gateway
_FROM_TO_ON = re.compile(
    r"^(?:[•*] )?From (\S.{0,100}?)(?:@\d{1,5}:\d{1,5}/\d{1,5})? to \S.{0,100} on "
    r"((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4})$"
)
# below a message: the program of the gateway, and where it stands
FOOT_OF_SYNCHRONET = re.compile(r"^(?:--- [A-Z]\S{2,30} v?\d.{0,30}|\* Origin: .{1,100} \(\d{1,5}:[\d/.]{1,12}\))$")
_BULLET = re.compile(r"^[•*] ")
_NUMBERED = re.compile(r"^\(([^\W\d_][^()]{0,60})\) #(\d{1,5})$")  # "(Ann Example) #1"
_NUMBER_FIRST = re.compile(r"^#(\d{1,5}) ?([^\W\d_].{0,60})$")  # "#1Ann Example", above an address
_NUMBER = re.compile(r"#(\d{1,5})")
_ADDRESS = re.compile(r"^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$")
_FILES = re.compile(r"^\d{1,3} attachment\(s\)$")
# "ann@example.UUCP (Ann Example) (01/23/91)"
_DAY_BEHIND = re.compile(r"^([^\s@()]{1,64}@[\w.-]{2,200} \([^()]{2,60}\)) \((\d\d)/(\d\d)/(\d\d)\)$")


def synchronet(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Sender and time, without its zone, on a page of a bulletin board; the subject stands above the first."""
    found = _FROM_TO_ON.match(rows[at].text)
    sent = times.parse_asctime(found[2]) if found else None
    if found is None or sent is None:
        return None
    sender = parse_sender(decode_words(found[1]))
    return Print(at, at, SYNCHRONET, sender, sent.replace(tzinfo=None), subject=_title(rows, at, before, SYNCHRONET))


def discourse(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """The name and the number of a message of a forum's print view, which count from 1."""
    found = _NUMBERED.match(rows[at].text)
    if found is None or not _follows(int(found[2]), rows, before, DISCOURSE):
        return None
    return Print(at, at, DISCOURSE, Sender(found[1]), None, SentBasis.NONE, _title(rows, at, before, DISCOURSE))


def hackorum(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """The number and the name of a message above its sender's address."""
    found = _NUMBER_FIRST.match(rows[at].text)
    is_addressed = at + 1 < len(rows) and _ADDRESS.match(rows[at + 1].text) is not None
    if found is None or not is_addressed or not _follows(int(found[1]), rows, before, HACKORUM):
        return None
    sender = Sender(found[2].strip(), rows[at + 1].text.casefold())
    last = at + 1 + (at + 2 < len(rows) and _FILES.match(rows[at + 2].text) is not None)
    return Print(at, last, HACKORUM, sender, None, SentBasis.NONE, _title(rows, at, before, HACKORUM))


def newsgroup(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Address, name and day, the month first, of a message under its subject."""
    found = _DAY_BEHIND.match(rows[at].text)
    if found is None:
        return None
    try:
        sent = date(1900 + int(found[4]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return Print(at, at, NEWSGROUP, parse_sender(found[1]), sent, subject=_title(rows, at, before, NEWSGROUP))


def _title(rows: Sequence[Row], at: int, before: Sequence[Print], by: str) -> str:
    """The subject of a thread: its first line, where its first message stands near."""
    if above := last_by(before, by):
        return above.subject
    return _BULLET.sub("", rows[0].text) if 0 < at <= 3 else ""


def _follows(number: int, rows: Sequence[Row], before: Sequence[Print], by: str) -> bool:
    """Is this the number of the next message?"""
    above = last_by(before, by)
    last = _NUMBER.search(rows[above.first].text) if above else None
    return number == 1 + (int(last[1]) if last else 0)
