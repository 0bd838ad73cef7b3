"""Times of headers, envelopes and pages, in UTC where their zone is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import times

WRITTEN = [  # (as headers have it, ISO)
    ("Sat, 1 Nov 2025 06:49:07 +0000", "2025-11-01T06:49:07Z"),
    ("Sat, 01 Nov 2025 06:49:07 -0730", "2025-11-01T14:19:07Z"),
    ("1 Nov 2025 06:49:07 +0000", "2025-11-01T06:49:07Z"),
    ("Sat, 1 Nov 2025 06:49 +0000", "2025-11-01T06:49:00Z"),
    ("Sat, 1 NOV 2025 06:49:07 +0100 (CET)", "2025-11-01T05:49:07Z"),
    ("Sat Nov  1 06:49:07 2025", "2025-11-01T06:49:07"),
    ("Sat Nov 1 06:49:07 -0700 2025", "2025-11-01T13:49:07Z"),
    ("Sat, 1 Nov 2025 06:49:07 PST", "2025-11-01T14:49:07Z"),
    ("Sat, 1 Nov 25 06:49:07 CET", "2025-11-01T05:49:07Z"),
    ("Sat, 1 Nov 99 06:49:07 +0000", "1999-11-01T06:49:07Z"),
    ("Sat, 1 Nov 2025 06:49:07 Z", "2025-11-01T06:49:07Z"),
    ("Sat, 1 Nov 2025 06:49:60 +0000", "2025-11-01T06:49:59Z"),  # a leap second
    ("Sat, 1 Nov 2025 06:49:07 +9900", "2025-11-01T06:49:07"),  # no such zone: the clock is kept
    ("Saturday, November 1, 2025 06:49:07", "2025-11-01T06:49:07"),
    ("Sat, 1 Nov 2025 06:49:07 +02:00", "2025-11-01T04:49:07Z"),
    ("Sat, 1 Nov 2025 06:49:07 GMT+0200", "2025-11-01T04:49:07Z"),
    ("Sat, 1 Nov 2025 06:49:07 GMT-02:00", "2025-11-01T08:49:07Z"),
    ("Sat, 1 Nov 2025 06:49:07 +2", "2025-11-01T04:49:07Z"),
    ("Sat, 1 Nov 2025 06:49:07 -05 (EST)", "2025-11-01T11:49:07Z"),
    ("Sat, 1 Jan 19100 06:49:07 +0000", "2000-01-01T06:49:07Z"),  # programs that were not ready for 2000
    ("Sat, 1 Jan 100 06:49:07 +0000", "2000-01-01T06:49:07Z"),
    ("2025-11-01 06:49:07 -0400", "2025-11-01T10:49:07Z"),
    ("2025-11-01T06:49:07Z", "2025-11-01T06:49:07Z"),
    ("Sat, 1 Nov 2025 1:49:07 PM +0000", "2025-11-01T13:49:07Z"),
    ("Sa, 1 November 2025 06:49:07 +0100", "2025-11-01T05:49:07Z"),
    ("Do, 1 Mai 2025 06:49:07 +0200", "2025-05-01T04:49:07Z"),
    ("jeu., 01 mai 2025 06:49:07 +0200", "2025-05-01T04:49:07Z"),
    ("1-MAY-2025 06:49:07.00", "2025-05-01T06:49:07"),
    ("1998/02/02 Mon AM 10:20:30 JST", "1998-02-02T01:20:30Z"),  # AL-Mail
    ("Mon, 2nd Feb 1998 10:20:30 +0000", "1998-02-02T10:20:30Z"),
    ("05/01/97 12:53", None),  # which of them is the month?
    ("Sat, 31 Nov 2025 06:49:07 +0000", None),
    ("Sat, 1 Nov 2025 25:49:07 +0000", None),
    ("Sat, 0 Nov 2025 06:49:07 +0000", None),
    ("Sat, 1 Nuv 2025 06:49:07 +0000", None),
    ("Sat, 1 Nov 2" + "0" * 40 + " 06:49:07 +0000", None),
    ("Sat, 1 Nov 2025 06:49:07 +" + "9" * 40, "2025-11-01T06:49:07"),
    ("Sat", None),
    ("", None),
    ("\x00", None),
]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("4 Aug 1998", "1998-08-04"),
        ("Tue, 4 Aug 98", "1998-08-04"),
        ("4 Aug 1998 25:00:00", None),
        ("1998/08/04", "1998-08-04"),
        ("1998/02/30", None),
        ("0000/01/01", None),
        ("1998/08/04 10:00", None),
    ],
)
def test_a_day_without_a_time_is_a_day(written: str, day: str | None) -> None:
    assert times.iso(times.parse_day(written)) == day


@pytest.mark.parametrize(("written", "expected"), WRITTEN)
def test_a_date_header_is_read_as_mail_writes_it(written: str, expected: str | None) -> None:
    assert times.iso(times.parse(written)) == expected


@given(
    st.text(max_size=60) | st.from_regex(r"\w{3}, \d{1,2} \w{3} \d{1,5} \d\d:\d\d:\d\d [+-]?\w{1,5}", fullmatch=True)
)
def test_no_date_header_ends_a_run(written: str) -> None:
    found = times.parse(written)
    assert found is None or isinstance(found, datetime)
    times.believable(found, found)
    times.iso(found)


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=ZONES))
def test_a_time_written_as_rfc_5322_is_read_back(time: datetime) -> None:
    time = time.replace(microsecond=0)
    assert times.parse(time.strftime("%a, %d %b %Y %H:%M:%S %z")) == time
    assert times.parse_asctime(time.strftime("%a %b %e %H:%M:%S %z %Y")) == time


ENVELOPES = [
    ("From ann@example.org Sat Nov  1 06:49:07 2025", "2025-11-01T06:49:07"),
    ("From ann at example.org  Sat Nov  1 06:49:07 2025", "2025-11-01T06:49:07"),
    ("From 18473@xxx Sat Nov 01 06:49:07 +0000 2025", "2025-11-01T06:49:07Z"),
    ("From ann@example.org Sat Nov  1 06:49:07 CET 2025", "2025-11-01T05:49:07Z"),
    ("From ann@example.org Sat Nov  1 06:49 2025\r", "2025-11-01T06:49:00"),
    ("From ann@example.org Sat Noc  1 06:49:07 2025", None),
    ("From ann@example.org Sat Nov 31 06:49:07 2025", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "expected"), ENVELOPES)
def test_an_envelope_line_ends_in_a_time(line: str, expected: str | None) -> None:
    assert times.iso(times.parse_asctime(line)) == expected


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)


BELIEVABLE = [  # (what the header says, when it was archived, can it be?)
    (None, at("2025-11-01T00:00:00"), False),
    (at("2025-11-01T00:00:00"), None, True),
    (at("1974-12-31T00:00:00"), None, False),
    (at("1975-01-01T00:00:00"), None, True),
    (at("2101-01-01T00:00:00"), None, False),
    (at("2025-11-03T00:00:00+00:00"), at("2025-11-01T00:00:00"), True),
    (at("2025-11-03T00:00:01+00:00"), at("2025-11-01T00:00:00"), False),
    (at("2025-11-03T05:00:00+05:30"), at("2025-11-01T00:00:00"), True),
    (at("2005-11-01T00:00:00+00:00"), at("2025-11-01T00:00:00"), True),  # archives are imported years later
    (at("2036-02-06T00:00:00+00:00"), at("1970-01-01T00:00:00"), True),  # the archive's time is a constant
    (at("2036-02-06T00:00:00+00:00"), at("2001-09-17T00:00:00"), True),
]


@pytest.mark.parametrize(("sent", "archived", "can_be"), BELIEVABLE)
def test_a_time_can_be_or_not(sent: datetime | None, archived: datetime | None, can_be: bool) -> None:
    assert times.believable(sent, archived) is can_be


ISO = [
    (datetime(2025, 11, 1, 6, 49, 7, tzinfo=UTC), "2025-11-01T06:49:07Z"),
    (datetime(2025, 11, 1, 6, 49, 7, 999), "2025-11-01T06:49:07"),
    (date(2025, 11, 1), "2025-11-01"),
    (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), None),
    (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-14))), None),
    (None, None),
]


@pytest.mark.parametrize(("time", "written"), ISO)
def test_times_are_stored_in_utc_where_their_zone_is_known(time: datetime | date | None, written: str | None) -> None:
    assert times.iso(time) == written
