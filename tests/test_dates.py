"""Dates as mail programs write them for readers."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import archived, mail

from ingest.dates.data import MONTHS, WEEKDAYS
from ingest.dates.in_answers import settled
from ingest.dates.written import find_date

DATES = [  # (written, read)
    ("Thu, 5 Jun 2025 10:22:33 +0000", "2025-06-05 10:22:33+00:00"),
    ("5.6.2025 10.22", "2025-06-05 10:22:00"),
    ("Fri Apr 16 13:08:01 2010 -0400", "2010-04-16 13:08:01-04:00"),  # git
    ("Fri Apr 16 13:08:01 2010, Ann", "2010-04-16 13:08:01"),
    ("On Mon, 4/3/19, Ann wrote", "2019-03-04 00:00:00"),  # a Monday; "on" is short for Wednesday in Norwegian
    ("On 8/7/20 2:01 PM, Ann wrote", "2020-08-07 14:01:00"),  # and 8 July was one
    ("on. 4/3/19", "2019-04-03 00:00:00"),
    ("2025-06-05 22:22", "2025-06-05 22:22:00"),
    ("12/29/2025 5:32 PM", "2025-12-29 17:32:00"),
    ("On 1/11/25 10:00 AM, Ann wrote", "2025-01-11 10:00:00"),
    ("On 1/11/25, Ann wrote", "2025-01-11 00:00:00"),
    ("El 1/11/25 a las 10:00, Ann escribió", "2025-11-01 10:00:00"),  # every language but English writes the day first
    ("El 1/11/25 a las 10:00 a. m., Ann", "2025-11-01 10:00:00"),
    ("Em 1/11/25, Ann escreveu", "2025-11-01 00:00:00"),
    ("Ann schrieb am 1/11/25 um 10:00 Uhr", "2025-11-01 10:00:00"),
    ("Le 1/11/25 à 10:00, Ann a écrit", "2025-11-01 10:00:00"),
    ("29/12/2025 5:32", "2025-12-29 05:32:00"),
    ("12:05 AM, June 5, 2025", "2025-06-05 00:05:00"),
    ("March-09-12 4:22 PM", "2012-03-09 16:22:00"),
    ("11-Apr-2011, at 6:54 PM", "2011-04-11 18:54:00"),
    ("Tue Apr  5 14:02:11 2005", "2005-04-05 14:02:11"),
    ("26. listopada 2021. u 14:25", "2021-10-26 14:25:00"),  # Croatian
    ("wtorek, 2 listopada 2021, 09:26", "2021-11-02 09:26:00"),  # Polish
    ("sri, 27. lis 2021. u 09:31", "2021-10-27 09:31:00"),  # the weekday tells October from November
    ("5 de febrero de 2024, 8:00 p. m.", "2024-02-05 20:00:00"),
    ("2021. október 26. 14:25:08 EEST", "2021-10-26 14:25:08+03:00"),
    ("Friday 05 August 2005", "2005-08-05 00:00:00"),
    ("At  8:57 PM 96.2.29 +0900", "1996-02-29 20:57:00+09:00"),
    ("At  8:57 PM 96.2.29 -5300", "1996-02-29 20:57:00"),  # a clock that was set wrong
    ("5 June 2025 at 31:99", "2025-06-05 00:00:00"),  # no time of day
    ("97-05-01 12:53:29 EDT", "1997-05-01 12:53:29-04:00"),  # AOL
    ("2018?4?4? 0:20", "2018-04-04 00:20:00"),  # an archive that lost the Chinese signs
    ("2016.04.26.2037 +0100", "2016-04-26 20:37:00+01:00"),
    ("Tue, 26 Apr 2016 2037 +0000", "2016-04-26 20:37:00+00:00"),
    ("?Tuesday?, ?April? ?26?, ?2016 ?8?:?37? ?PM", "2016-04-26 20:37:00"),  # and one that lost marks of direction
]
NO_DATES = [
    "Ann Marsdottir 2024",
    "Marmaduke 3",
    "version 1.2.3",
    "10:22",
    "May I ask",
    "2025",
    "31 Feb 2025",
    "99/99/2025",
    "",
]


@pytest.mark.parametrize(("written", "read"), DATES, ids=[row[0] for row in DATES])
def test_a_date_is_read(written, read):
    for text in (f"x {written} y", written, f"On {written}, Ann Example wrote"):
        found = find_date(text)
        assert found is not None
        assert found.sent == datetime.fromisoformat(read)


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date_is_found(text):
    assert find_date(text) is None


@given(st.text(max_size=300))
def test_any_text_is_searched(text):
    found = find_date(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


@given(st.text(alphabet="0123456789 :/.-,apmAPMJunMarFr年月日+GT", max_size=60))
def test_any_near_date_is_searched(text):
    find_date(text)


ANSWERED = [  # (written, when it was answered, the day that is meant)
    ("1/11/2025 10:00", "2025-11-02T09:00:00+00:00", "2025-11-01"),
    ("1/11/2025 10:00", "2025-01-12T09:00:00+00:00", "2025-01-11"),
    ("11/1/25 10:00", "2025-01-12T09:00:00+00:00", "2025-01-11"),
    ("01/11/2025", "2025-01-11", "2025-01-11"),
    ("01.11.2025 20:00", "2025-01-11T09:00:00+14:00", "2025-01-11"),  # the next day, where it was answered
    ("1/11/25 10:00 PM", "2025-11-14T09:00:00+00:00", "2025-11-01"),
    ("1/11/25 10:00 PM", "2026-03-14T09:00:00+00:00", "2025-01-11"),  # long before either way
    ("Sat, 1/11/25 10:00 PM", "2025-11-02T09:00:00+00:00", "2025-11-01"),  # both are Saturdays
    ("Fri, 4/7/25 10:00 PM", "2025-04-08T09:00:00+00:00", "2025-07-04"),  # a weekday says more
    ("10-10-16 07:27 PM", "2010-10-17T02:30:00+00:00", "2010-10-16"),  # the year first, as in Canada
    ("20-01-07 13:09", "2020-01-08T09:00:00+00:00", "2020-01-07"),
    ("16-10-10 13:09", "2010-10-17T02:30:00+00:00", "2010-10-16"),
    ("1/13/25 10:00 PM", "2025-11-02T09:00:00+00:00", "2025-01-13"),
    ("1 Nov 2025", "2025-01-12T09:00:00+00:00", "2025-11-01"),
    ("2/6/21 2:11 PM", "2021-02-26T09:00:00+00:00", "2021-02-06"),  # three weeks before: the other one is later
    ("19-12-17 12:58", "2020-01-07T09:00:00+00:00", "2019-12-17"),  # or two years before
]


@pytest.mark.parametrize(("written", "answered", "day"), ANSWERED, ids=[" ".join(row[:2]) for row in ANSWERED])
def test_an_answer_tells_which_number_is_the_month(written: str, answered: str, day: str) -> None:
    found = find_date(written)
    assert found is not None
    when = date.fromisoformat(answered) if len(answered) == len(day) else datetime.fromisoformat(answered)
    sent = settled(written, found.sent, when)
    assert sent is not None
    assert (sent.date(), sent.time()) == (date.fromisoformat(day), found.sent and found.sent.time())


def test_the_year_may_stand_first_in_two_digits() -> None:
    found, answered = find_date("01:04 03/01/07 -0800"), datetime.fromisoformat("2003-01-07T13:26:00+00:00")
    assert found is not None
    sent = settled("01:04 03/01/07 -0800", found.sent, answered)
    assert sent is not None
    assert sent.isoformat() == "2003-01-07T01:04:00-08:00"


def test_half_of_the_day_may_be_missing_in_what_was_written() -> None:
    answered = datetime.fromisoformat("2021-08-09T19:02:00+00:00")
    assert settled("08/09/2021 02:24", datetime(2021, 8, 9, 14, 24), answered) == datetime(2021, 8, 9, 14, 24)
    assert settled("08/09/2021 02:24 PM", datetime(2021, 9, 8, 14, 24), answered) == datetime(2021, 8, 9, 14, 24)
    assert settled("later", datetime(2021, 9, 8, 14, 24), answered) == datetime(2021, 9, 8, 14, 24)


def test_what_is_quoted_in_a_quote_was_written_before_it(tmp_path: Path) -> None:
    inner = "On 5/6/2025 at 10:00, Ann Example wrote:\n> Of oak?\n> I hope so."
    quoted = "\n".join(f"> {line}" for line in inner.splitlines())
    answer = f"Yes.\n\nOn 6/7/2025 at 11:00, Ben Other wrote:\n> Of what else?\n{quoted}\n"
    desk = archived(tmp_path, mail(answer, Date="Sun, 8 Jun 2025 09:00:00 +0000"))
    assert desk.seen("select sent from sightings where inside != '' order by place") == [
        "2025-06-07T11:00:00",
        "2025-06-05T10:00:00",
    ]


def test_names_have_no_number_out_of_range():
    assert {number for numbers in MONTHS.values() for number in numbers} == set(range(1, 13))
    assert {number for numbers in WEEKDAYS.values() for number in numbers} == set(range(7))
