"""Times of mail headers and mbox envelopes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from ingest.dates.written import find_date

MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
FIRST_YEAR = 1975  # e-mail lists are not older; what claims to be is a clock that was never set

# RFC 5322 as nearly all mail writes it; whatever else goes to the standard library's parser, 10 times slower
RFC5322 = re.compile(
    r"(?:[A-Za-z]{3},? +)?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))? ([+-])(\d\d)(\d\d)\b"
)
# asctime, as envelopes, Pipermail's pages and some Date headers write it
ASCTIME = re.compile(
    r"[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) (\d\d):(\d\d)(?::(\d\d))? (?:([+-])(\d\d)(\d\d) )?(?:([A-Z]{2,5}) )?(\d{4})\s*$"
)
# what the standard library reads wrongly, and how it is written right: zones with a colon, behind GMT, or of hours alone; years of
# programs that counted on from 1999 as 19100, or as 100
MENDED = (
    (re.compile(r"(?<=\d) (?:GMT|UTC?) ?(?=[+-]\d)"), " "),
    (re.compile(r"(?<=\d)( ?[+-])(\d\d):(\d\d)\b"), r"\1\2\3"),
    (re.compile(r"(?<=:\d\d)( [+-])(\d)(?=\s|$)"), r"\g<1>0\g<2>00"),
    (re.compile(r"(?<=:\d\d)( [+-]\d\d)(?=\s|$)"), r"\g<1>00"),
    (re.compile(r"(?<=[a-z] )(?:19)?1(\d\d)(?= \d{1,2}:\d\d)"), r"20\1"),
)
TIME = re.compile(r"\d[:.]\d\d")
HALF_DAY = re.compile(r"\d ?[AP]\.?M\b", re.I)  # which the standard library passes over
NAMED = re.compile(
    r"(?:\S{2,12},? )?(?:\d{4}-\d\d-\d\d[T ]|\d{4}/\d\d?/\d\d? \D|\d{1,2}(?:st|nd|rd|th)?[. -]{1,2}[^\W\d_]{3,}|[^\W\d_]{3,12} \d)"
)  # how other dates begin
AFTER_TIME = re.compile(r"\d:\d\d(?::\d\d)?(?:\.\d{1,6})?[ \t]+\(?([A-Za-z]{1,5}\b|[+-]\d)")
# Hours east of Greenwich of the zone names that archives print; where a name means two zones, as most lists use it
ZONES = {
    name: hours
    for hours, names in (
        (-8, "PST"),
        (-7, "PDT MST"),
        (-6, "CST MDT"),
        (-5, "EST CDT"),
        (-4, "EDT AST"),
        (-3, "ADT BRT"),
        (0, "UTC UT GMT Z WET"),
        (1, "CET MET BST WEST"),
        (2, "CEST MEST EET SAST"),
        (3, "EEST MSK"),
        (5.5, "IST"),
        (8, "HKT"),
        (9, "JST KST"),
        (10, "AEST"),
        (11, "AEDT"),
        (12, "NZST"),
        (13, "NZDT"),
    )
    for name in names.split()
}


_DAY = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")


def parse(written: str) -> datetime | None:
    """The time of a Date header; naive where it names no zone, None where it is no time."""
    fast = RFC5322.match(written)
    if fast:
        day, month, year, hour, minute, second, sign, zh, zm = fast.groups()
        number = MONTHS.get(month.lower())
        if number:
            return _make(int(year), number, int(day), int(hour), int(minute), int(second or 0), _zone(sign, zh, zm))
    return _parse_slowly(written)


def _parse_slowly(written: str) -> datetime | None:
    asctime = parse_asctime(written)
    if asctime:
        return asctime
    written = written[:200]
    for pattern, right in MENDED:
        written = pattern.sub(right, written)
    try:
        fields = None if HALF_DAY.search(written) else parsedate_tz(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if fields is None or fields[0] < FIRST_YEAR:
        return _in_words(written)
    year, month, day, hour, minute, second = fields[:6]
    return _make(year, month, day, hour, minute, second, _said_zone(written, fields[9] or 0))


def _in_words(written: str) -> datetime | None:
    """A time as no standard has it: in another language, with half a day, or as ISO 8601; of mere numbers none is known."""
    found = find_date(written) if NAMED.match(written) else None
    return found.sent if found and not found.day_only else None


def _said_zone(written: str, offset: int) -> timezone | None:
    """The zone that the standard library found, which says 0 both for Greenwich and for a zone that is missing or unknown."""
    if not offset:
        said = AFTER_TIME.search(written[:200])
        if not said or (said[1][0] not in "+-" and said[1].upper() not in ZONES):
            return None
        offset = int(3600 * ZONES.get(said[1].upper(), 0))
    try:
        return timezone(timedelta(seconds=offset))
    except (ValueError, OverflowError):
        return None


def parse_day(written: str) -> date | None:
    """The day of a Date header without a time: "4 Aug 1998", "1998/08/04", as Deja News wrote it; None where it is no such day."""
    numbers = _DAY.fullmatch(written.strip())
    try:
        found = date(*map(int, numbers.groups())) if numbers else _day_in_words(written[:200])
    except ValueError:
        return None
    return found if found and FIRST_YEAR <= found.year <= 2100 else None


def _day_in_words(written: str) -> date | None:
    """The day where nothing else is written but a zone or a weekday."""
    found = find_date(written) if NAMED.match(written) else None
    return found.sent.date() if found and found.sent and found.day_only and not TIME.search(written) else None


def parse_asctime(written: str) -> datetime | None:
    """The time at the end of an envelope line: "Sat Nov  1 06:49:07 2025", zone most often not said."""
    found = ASCTIME.search(written[-80:])
    if not found:
        return None
    month, day, hour, minute, second, sign, zh, zm, name, year = found.groups()
    number = MONTHS.get(month.lower())
    if not number:
        return None
    zone = _zone(sign, zh, zm) if sign else timezone(timedelta(hours=ZONES[name])) if name in ZONES else None
    return _make(int(year), number, int(day), int(hour), int(minute), int(second or 0), zone)


def _zone(sign: str, hours: str, minutes: str) -> timezone | None:
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > timedelta(hours=15):  # no such place
        return None
    return timezone(-offset if sign == "-" else offset)


def _make(
    year: int, month: int, day: int, hour: int, minute: int, second: int, zone: timezone | None
) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except (ValueError, OverflowError):  # a year of forty digits
        return None


def believable(sent: datetime | None, archived: datetime | None) -> bool:
    """True where a header's time can be: not before lists were, not days after it was archived."""
    if sent is None or not FIRST_YEAR <= sent.year <= 2100:
        return False
    if archived is None or not archival(archived):
        return True
    return _utc(sent) <= _utc(archived) + timedelta(days=2)


def believed(sent: datetime | None) -> datetime | None:
    """The time of a page where it can be, None where it cannot."""
    return sent if believable(sent, None) else None


def written_as(form: str, written: str) -> datetime | None:
    """The time that is written in the form, which is one of ``strptime``; None where it is not.

    >>> written_as("%Y-%m-%d %H:%M%z", "2025-11-01 06:49Z")
    datetime.datetime(2025, 11, 1, 6, 49, tzinfo=datetime.timezone.utc)
    """
    try:
        return datetime.strptime(written, form)
    except ValueError:
        return None


def archival(archived: datetime) -> bool:
    """True where an envelope's time is one, and not a constant: public-inbox writes 1970, git 17 Sep 2001."""
    return FIRST_YEAR <= archived.year <= 2100 and archived.timetuple()[:6] != (2001, 9, 17, 0, 0, 0)


def _utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def iso(time: datetime | date | None) -> str | None:
    """ISO 8601 in UTC with "Z"; a time without a zone stays without, a day stays a day.

    >>> iso(datetime(2025, 11, 1, 6, 49, 7, tzinfo=timezone(timedelta(hours=-7))))
    '2025-11-01T13:49:07Z'
    """
    if not isinstance(time, datetime):
        return time.isoformat() if time else None
    if time.tzinfo is None:
        return time.isoformat(timespec="seconds")
    try:
        return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    except OverflowError:
        return None
