"""Numbers, times and names as people read them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.subjects import base
from publish.render import readable

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WHEN = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|\+00:00)?)?)?")
MOST_IN_FILE = 1_000  # notes of a file that is made in one piece: JSON, CSV and plain text
BASIS = {
    "header": "as its header says",
    "page": "as the archive's page says",
    "attribution": "as a message that quotes it says; the zone is not known",
    "inferred": "inferred from its neighbours",
    "none": "no time is known",
}
KINDS = {
    "posted": "posted",
    "crossposted": "cross-posted",
    "resent": "sent again",
    "forwarded": "forwarded",
    "quoted": "quoted",
}


def day(sent: str | None) -> str:
    """Give the day of a time.

    >>> day("2025-11-02T20:35:00+00:00"), day(None), day("2025-11")
    ('2 Nov 2025', 'no date', 'Nov 2025')
    """
    match = WHEN.match(sent or "")
    if not match or not 1 <= int(match[2]) <= 12:
        return sent or "no date"
    name = f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    return f"{int(match[3])} {name}" if match[3] else name


def moment(sent: str | None) -> str:
    """Give a time to the minute; without a zone where none is known.

    >>> moment("2025-11-02T20:35:00+00:00"), moment("2025-10-30T18:00:00")
    ('2025-11-02 20:35 UTC', '2025-10-30 18:00')
    """
    match = WHEN.match(sent or "")
    if not match or not match[4]:
        return day(sent)
    return f"{match[1]}-{match[2]}-{match[3]} {match[4]}" + (" UTC" if match[5] else "")


def number(value: int | None) -> str:
    """Give a number with its thousands apart.

    >>> number(12345)
    '12,345'
    """
    return f"{value or 0:,}"


def count(value: int | None, one: str, many: str = "") -> str:
    """Give a number with what it counts.

    >>> count(1, "message"), count(2, "message"), count(0, "reply", "replies")
    ('1 message', '2 messages', '0 replies')
    """
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def file(words: str, notes: int | None) -> str:
    """Give the words of a link to a file; they say where not all notes are in it.

    >>> file("JSON", 1000), file("JSON", 1001)
    ('JSON', 'JSON (first 1,000)')
    """
    return words if (notes or 0) <= MOST_IN_FILE else f"{words} (first {number(MOST_IN_FILE)})"


def share(value: float) -> str:
    """Give a share as a percentage that says 100 only for all of it.

    >>> share(1.0), share(0.999), share(0.834)
    ('100 %', '99 %', '83 %')
    """
    return f"{int(value * 100 + 1e-9)} %"


def size(value: int | None) -> str:
    """Give a number of bytes in a unit that reads well.

    >>> size(48213), size(7 << 40), size(None)
    ('47 KB', '7,168 GB', 'size unknown')
    """
    if value is None:
        return "size unknown"
    for unit in ("bytes", "KB", "MB"):
        if value < 1024:
            return f"{value} {unit}"
        value //= 1024
    return f"{value:,} GB"


def titled(subject: str | None) -> str:
    """Give a subject that can be clicked on: an empty one is said to be so."""
    return (subject or "").strip() or "(no subject)"


def bare(subject: str | None) -> str:
    """Give a subject without what lists and mail programs put before it.

    >>> bare("Re: [commons] AW: Tide  tables")
    'tide tables'
    """
    return base(subject or "").casefold()


def apart(people: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], str]]:
    """Give each person with the domain that tells them from another of the same name; empty where there is none.

    >>> ann = {"name": "Ann", "domain": "example.org"}
    >>> [at for _, at in apart([ann, {"name": "Ann", "domain": None}, {"name": "Ben", "domain": "example.org"}])]
    ['example.org', '', '']
    """
    names = Counter(person["name"] for person in people)
    return [(person, (person["domain"] or "") if names[person["name"]] > 1 else "") for person in people]


FILTERS = {
    "day": day, "moment": moment, "number": number, "count": count, "share": share, "size": size, "titled": titled,
    "bare": bare, "plain": readable, "file": file, "apart": apart,
    "basis": lambda basis: BASIS.get(basis, basis), "kind": lambda kind: KINDS.get(kind, kind),
}  # fmt: skip
