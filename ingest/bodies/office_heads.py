"""The heads that the mail programs of offices put above what they quote: GroupWise's, and those of Lotus Notes.

All functions look at stripped lines. GroupWise marks no line of the quote; its head looks like one that is quoted three times.
"""

from __future__ import annotations

import re

from ingest.bodies.attributed_names import names_a_person
from ingest.bodies.attributions import Attribution, parse_attribution
from ingest.bodies.header_blocks import label
from ingest.dates.written import FoundDate, find_date
from ingest.senders import is_addressed, parse_sender

LONGEST_GROUPWISE = 5  # lines
LONGEST_NOTES = 30  # lines, the blank ones included
MOST_ABOVE = 5  # lines between a name and its time
MOST_BLANK = 3  # blank lines between two fields

ENDS_GROUPWISE = ">>>"
_IN_MESSAGE = re.compile(r"\bin (?:message|nachricht) <[^<>]{4,300}>,?", re.I)  # an id that lines broke has blanks
_WITHOUT_YEAR = re.compile(r"(?<=\s)\d{1,2}[/.-]\d{1,2} \d{1,2}:\d\d ?(?:[AaPp][Mm])?$")  # of GroupWise 5
_TIME_AT_END = re.compile(
    r"(?:^|(?<=\s))(?:on )?(\d{1,4}[-./]\d{1,2}[-./]\d{1,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?)$"
)
LONGEST_TIME = 32  # characters of that
_LAST_OF_TIME = frozenset("0123456789Mm.")
_TWO_HOSTS = re.compile(r">@[\w.-]{1,200}$")  # "<ann@example.org>@example.org", as Notes writes mail from outside
_ASIDE = ("please respond to", "sent by")
_LABELS = {"to": "to", "cc": "cc", "bcc": "cc", "subject": "subject"}  # without their colon, each above its value


def groupwise(bare: list[str], at: int) -> tuple[int, Attribution | None]:
    """``>>> Ann Example <ann@example.org> 5/17/2007 4:26 PM >>>``, on up to five lines, and the line after it.

    Since 2007 also ``>>> On 5/17/2007 at 4:26 PM, in message <1@example.org>, Ann Example <ann@example.org> wrote:``, and in German
    ``>>> Ann Example <ann@example.org> schrieb am 17.05.2007 um 16:26 in Nachricht <1@example.org>:``.
    """
    joined = ""
    for end in range(at, min(at + LONGEST_GROUPWISE, len(bare))):
        joined = f"{joined} {bare[end]}".lstrip()
        if not bare[end] or (end > at and bare[end][0] == ">"):
            break
        if joined.endswith(ENDS_GROUPWISE) and len(joined) > 2 * len(ENDS_GROUPWISE):
            return end + 1, _sender_and_time(joined.strip("> "))
        if joined[-1] == ":" and (place := _IN_MESSAGE.search(joined)):
            said = parse_attribution(f"{joined[: place.start()].rstrip(' ,')}, {joined[place.end() :]}")
            return end + 1, said if said and said.date else None
    return at, None


def _sender_and_time(text: str) -> Attribution | None:
    """A sender and the time behind it, and no more."""
    found = find_date(text)
    if found is None and (without_year := _WITHOUT_YEAR.search(text)):
        found = FoundDate(*without_year.span(), None)
    if found is None or found.day_only or text[found.end :].strip():
        return None
    sender = parse_sender(text[: found.start])
    if not (sender.name or sender.address):
        return None
    return Attribution(sender.name, sender.address, text[found.start : found.end].strip(" ,"), found.sent)


def notes(bare: list[str], at: int, floor: int) -> tuple[int, int, Attribution] | None:
    """The first line of a head of Lotus Notes, the line after it and what it says; None where none has its time on this line.

    ``Ann Example <ann@example.org> on 05/01/2001 12:53:29 PM``, or the time on a line of its own below the name, and below
    it To, cc and Subject, with colons or, since 2002, without, each above its value.
    """
    line = bare[at]
    time = _TIME_AT_END.search(line, max(0, len(line) - LONGEST_TIME)) if line[-1:] in _LAST_OF_TIME else None
    found = find_date(time[1]) if time else None
    if time is None or found is None:
        return None
    start = at if time.start() else _name_above(bare, at, floor)
    if start < 0:
        return None
    who = _TWO_HOSTS.sub(">", (line[: time.start()] if start == at else bare[start]).strip())
    fields, end = _fields(bare, at + 1)
    if "subject" not in fields or not fields.keys() & {"to", "cc"} or not names_a_person(who):
        return None
    sender = parse_sender(who)
    said = Attribution(
        sender.name, sender.address, time[1], found.sent, subject=fields["subject"], to=fields.get("to", "")
    )
    return start, end, said


def names_who_sent(line: str) -> bool:
    """Is this the line of Notes that names who sent a mail, which may be a list, above the block that names who wrote it?
    ``-----tea-bounces@example.org wrote: -----``"""
    return line[:5] == "-----" and line.endswith(": -----")


def notes_over_marks(bare: list[str], at: int) -> Attribution | None:
    """The same line, where marked lines stand right below: ``Ann <ann@example.org> on 05/01/2001 12:53:29 PM``."""
    line = bare[at]
    time = _TIME_AT_END.search(line, max(0, len(line) - LONGEST_TIME)) if line[-1:] in _LAST_OF_TIME else None
    found = find_date(time[1]) if time and time[0].startswith("on ") else None
    if time is None or found is None or not is_addressed(who := line[: time.start()]):
        return None
    sender = parse_sender(who)
    return Attribution(sender.name, sender.address, time[1], found.sent)


def _name_above(bare: list[str], at: int, floor: int) -> int:
    """The line above a time that names the sender, over lines that say who sent it for whom; -1 where there is none."""
    for line in range(at - 1, max(floor, at - MOST_ABOVE) - 1, -1):
        if not bare[line]:
            return -1
        if not bare[line].casefold().startswith(_ASIDE):
            return line
    return -1


def _fields(bare: list[str], at: int) -> tuple[dict[str, str], int]:
    """The fields below the time down to the subject, and the line after that."""
    fields: dict[str, str] = {}
    current, blanks = "", 0
    for line in range(at, min(at + LONGEST_NOTES, len(bare))):
        text = bare[line]
        blanks = 0 if text else blanks + 1
        if not text and blanks <= MOST_BLANK:
            continue
        labelled = label(text)
        if text.casefold().startswith(_ASIDE):
            current = "aside"
        elif text.casefold() in _LABELS:
            current = _LABELS[text.casefold()]
            fields.setdefault(current, "")
        elif (first := text.partition(" "))[0].casefold() in _LABELS.keys() - fields.keys():  # a row of a table
            current = _LABELS[first[0].casefold()]
            fields[current] = first[2]
        elif labelled is not None and labelled[0] in _LABELS:
            current = labelled[0]
            fields[current] = labelled[1]
        elif text and current:
            fields[current] = f"{fields.get(current, '')} {text}".strip()
        else:
            break
        if current == "subject" and (fields[current] or labelled is not None):
            return fields, line + 1
    return {}, at
