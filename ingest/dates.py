"""The date in a line that a mail program wrote, in any of the languages we know.

Attribution lines and header blocks write dates for readers: ``Thu, Jun 5, 2025 at 10:22 AM``, ``30 квіт. 2016 р. о
20:45``, ``2024年7月9日(火) 7:40``. ``find_date`` says where in the line the date stands and what it means; it asks for
a month name as a whole word, because a prefix would read a date in many surnames.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from ingest.dates_data import MONTHS, WEEKDAYS

LONGEST = 600  # characters looked at: attribution lines are shorter


class FoundDate(NamedTuple):
    """A date and where it stands in the text. ``sent`` is naive where no zone is written.

    ``day_only`` says that no time of day was written: ``sent`` is then midnight.
    """

    start: int
    end: int
    sent: datetime | None
    day_only: bool = False


def _with_question_marks(names: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The names, and what archives made of them that could not store their accents: ``f?vrier``."""
    lossy = {re.sub(r"[^\x00-\x7f]", "?", name): numbers for name, numbers in names.items()}
    return {**{name: numbers for name, numbers in lossy.items() if name.count("?") < len(name) / 2}, **names}


_MONTHS = _with_question_marks(MONTHS)
_WEEKDAYS = _with_question_marks(WEEKDAYS)

_DIGIT = re.compile(r"\d")
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?(?:[-/.年년]|\?{1,2})\s?(\d{1,2})\s?(?:[-/.月월]|\?{1,2})\s?(\d{1,2})(?!\d)(?:\s?[日일]|\?{1,2})?"
)
_YEAR_LAST = re.compile(r"(?<![\d.:/-])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?((?:19|20)\d\d|\d\d)(?![\d:])")
_WORD = re.compile(r"(?:[^\W\d_]|\?(?=[^\W\d_])|(?<=[^\W\d_])\?)+")
_DAY_BEFORE = re.compile(r"(?<![\d:.])(\d{1,2})\s?(?:st|nd|rd|th|er|º|°|\.|,|-|/| de | d'| of)?[\s-]*$", re.IGNORECASE)
_DAY_AFTER = re.compile(r"[\s.,/-]{0,3}(\d{1,2})(?:st|nd|rd|th|º|er)?(?![\d:])", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d+:.])(?<!\s-)((?:19|20)\d\d)(?![\d:]|\.\d)")
_SHORT_YEAR = re.compile(r"[-/' ]'?(\d\d)(?![\d:.])")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d|[-/' ]'?\d\d(?![\d:.])")
_TIME = re.compile(
    r"(?<![\d.:])(\d{1,2})\s?(?:[:.h]|[時点點시]|ч\.?)\s?(\d{2})(?!\d)(?:\s?[:.分분]\s?(\d{2})(?!\d))?(?:\.\d+)?[分분秒초]?"
    r"(?:[\s?\u202f\u00a0]{0,3}([ap])\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_HOUR_ALONE = re.compile(r"(?<![\d.:])(\d{1,2})[\s?\u202f\u00a0]{0,2}([ap])\.?m\b\.?", re.IGNORECASE)
_HALF_DAY_BEFORE = re.compile(
    r"(下午|晚上|午後|오후|上午|凌晨|早上|午前|오전|(?<![^\W\d_])(?:[ap]\.?m\.?|μ\.?μ\.?|π\.?μ\.?|ÖS|ÖÖ))\s?$",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"[\s,?]{0,2}\(?(?:(?:UTC|GMT)\s?)?([+-])\s?(\d{1,2})(?::?(\d{2}))?(?!\d)(?:\s?\([A-Za-z0-9:+ -]{1,12}\))?\)?"
)
_NAMED_ZONE = re.compile(r"[\s,?]{0,2}\(?([A-Z]{3,5}|Z)(?:\s\([A-Z]{3,5}\))?(?![^\W\d_])\)?")

AFTER_NOON = frozenset({"下午", "晚上", "午後", "오후", "pm", "μμ", "ös"})

# zone names with one meaning in mail, in minutes east of Greenwich; names with several (IST, BST) are left out
ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780,
}  # fmt: skip

# words between the parts of a date, seen between weekday, day, month, year and time
GLUE = frozenset(
    (
        "at", "um", "uhr", "kl", "klo", "om", "alle", "ore", "ora", "oras", "à", "a", "las", "los", "el", "la",
        "le", "les", "den", "dia", "día", "de", "del", "di", "du", "d", "of", "the", "o", "godz", "godzinie", "v",
        "ve", "u", "в", "г", "р", "года", "року", "о", "об", "ob", "at,", "às", "h", "on", "am", "dne", "dnia",
        "dniu", "ngày", "lúc", "saat", "saatinde", "tarihinde", "ur", "år", "il", "giorno", "data", "in", "hs",
        "hrs",
    )
)  # fmt: skip


@lru_cache(maxsize=4096)
def find_date(text: str) -> FoundDate | None:
    """The first full date in the text, and its time of day where one follows; None where there is none."""
    text = text[:LONGEST]
    if not _DIGIT.search(text):
        return None
    day = _numeric_day(text) or _named_day(text)
    if day is None and "?" in text:  # marks that the archive lost: "?Tuesday?, ?April? ?26?, ?2016 ?8?:?37? ?PM"
        text = text.replace("?", " ")
        day = _named_day(text)
    if day is None:
        return None
    start, end, candidates = day
    clock = _clock(text, start, end)
    if clock.written and clock.end <= start:  # "At 03:35 PM 2/07/2007 -0500"
        zone, end = _zone(text, end)
        clock = clock._replace(zone=clock.zone or zone)
    start, end = _with_weekday_and_glue(text, min(start, clock.start), max(end, clock.end))
    date = _fitting_weekday(candidates, text[start:end])
    if date is None:
        return None
    sent = date + timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    if clock.zone is not None and sent.year > 1:
        sent = sent.replace(tzinfo=clock.zone)
    return FoundDate(start, end, sent, day_only=not clock.written)


class _Clock(NamedTuple):
    start: int
    end: int
    hour: int = 0
    minute: int = 0
    second: int = 0
    zone: timezone | None = None
    written: bool = False


def _numeric_day(text: str) -> tuple[int, int, list[datetime]] | None:
    """``2025-06-05``, ``5.6.2025``, ``6/5/25``: where it stands and what it can mean."""
    if match := _YEAR_FIRST.search(text):
        date = _date(int(match[1]), int(match[2]), int(match[3]))
        return (match.start(), match.end(), [date]) if date else None
    for match in _YEAR_LAST.finditer(text):
        first, separator, second, year = int(match[1]), match[2], int(match[3]), _full_year(match[4])
        half_day = re.search(r"\d\s?[?\u202f\u00a0]?[AP]M\b", text[match.end() : match.end() + 24])
        month_first = _month_first(separator, second, half_day is not None, len(match[4]) == 2)
        pairs = [(first, second), (second, first)] if month_first else [(second, first), (first, second)]
        dates = [date for month, day in pairs if (date := _date(year, month, day))]
        if dates:
            return match.start(), match.end(), dates
    return None


def _month_first(separator: str, second: int, half_day: bool, short_year: bool) -> bool:
    """Does ``6/5/25`` mean June? So write Americans, who also write AM and PM, and short years after a slash."""
    if separator == ".":
        return False
    return half_day or second > 12 or (separator == "/" and short_year)


def _named_day(text: str) -> tuple[int, int, list[datetime]] | None:
    """``5 June 2025``, ``Jun 5, 2025``, ``Sun Jun 5 10:22:00 2025``: where it stands and what it can mean."""
    if not _ANY_YEAR.search(text):
        return None
    for word in _WORD.finditer(text):
        name = word[0].casefold()
        months = _MONTHS.get(name) or (_MONTHS.get(name.lstrip("בדש")) if name[0] in "בדש" else None)
        if not months:
            continue
        found = _around_month(text, word.start(), word.end(), months)
        if found is not None:
            return found
    return None


def _around_month(text: str, start: int, end: int, months: tuple[int, ...]) -> tuple[int, int, list[datetime]] | None:
    """The day and year beside a month name."""
    before = _DAY_BEFORE.search(text[max(0, start - 10) : start])
    after = _DAY_AFTER.match(text, end)
    day_match = before or after
    if day_match is None:
        return None
    if before:
        start = max(0, start - 10) + before.start()
    elif after:
        end = after.end()
    year_match = _YEAR.search(text, end, end + 32) or _SHORT_YEAR.match(text, end)
    if year_match is None:
        year_match = _YEAR.search(text, max(0, start - 8), start)
    if year_match is None:
        return None
    year = _full_year(year_match[1])
    # the same word is one month later in Polish or Czech than in Croatian, which writes a dot after the year
    croatian = text[year_match.end() : year_match.end() + 1] == "."
    dates = [date for month in sorted(months, reverse=not croatian) if (date := _date(year, month, int(day_match[1])))]
    if not dates:
        return None
    return min(start, year_match.start()), max(end, year_match.end()), dates


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _date(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _clock(text: str, start: int, end: int) -> _Clock:
    """The time of day after, inside or before a date, with its zone."""
    match = _TIME.search(text, end, end + 40) or _HOUR_ALONE.search(text, end, end + 24)
    match = match or _TIME.search(text, start, end) or _TIME.search(text, max(0, start - 24), start)
    if match is None:
        return _Clock(start, end)
    if match.re is _HOUR_ALONE:
        hour, minute, second, half_day = int(match[1]), 0, 0, match[2]
    else:
        hour, minute, second, half_day = int(match[1]), int(match[2]), int(match[3] or 0), match[4]
    first = match.start()
    if half_day is None and (marked := _HALF_DAY_BEFORE.search(text[max(0, first - 8) : first])):
        half_day = "p" if marked[1].replace(".", "").casefold() in AFTER_NOON else "a"
        first -= len(marked[0])
    if half_day and hour <= 12:
        hour = hour % 12 + (12 if half_day in "pP" else 0)
    if hour > 23 or minute > 59:
        return _Clock(start, end)
    zone, last = _zone(text, match.end())
    return _Clock(first, last, hour, minute, min(second, 59), zone, written=True)


def _zone(text: str, at: int) -> tuple[timezone | None, int]:
    """The zone written right after a time, and where it ends."""
    if match := _OFFSET.match(text, at):
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours <= 14 and minutes < 60:
            offset = timedelta(hours=hours, minutes=minutes)
            return timezone(-offset if match[1] == "-" else offset), match.end()
    match = _NAMED_ZONE.match(text, at)
    if match and match[1] in ZONES:
        return timezone(timedelta(minutes=ZONES[match[1]])), match.end()
    if match and text[match.end() : match.end() + 1] in (",", ")"):  # a zone we cannot tell, such as BST
        return None, match.end()
    return None, at


def _with_weekday_and_glue(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a date widened by the weekday and the small words that belong to it."""
    for word in reversed(list(_WORD.finditer(text, max(0, start - 60), start))):
        between = text[word.end() : start]
        name = word[0].casefold()
        if between.strip(" \t.,;:-()（）'"):
            break
        if name not in _WEEKDAYS and name not in GLUE:
            break
        start = word.start()
    for word in _WORD.finditer(text, end, end + 40):
        name = word[0].casefold()
        after = text[word.end() : word.end() + 2]
        if after and (after[0] not in " ,.:)" or (after[0] == "." and after[1:] not in ("", " ", ","))):
            break
        known = name in _WEEKDAYS or (name in GLUE and (word[0] == "Uhr" or word[0].islower()))
        if text[end : word.start()].strip(" \t.,()（）") or not known:
            break
        end = word.end()
    while end < len(text) and text[end] in ".,)）日일 ":
        end += 1
    return start, end


def _fitting_weekday(dates: list[datetime], text: str) -> datetime | None:
    """The reading that falls on the weekday written with it, else the first."""
    for word in _WORD.finditer(text):
        for weekday in _WEEKDAYS.get(word[0].casefold(), ()):
            for date in dates:
                if date.weekday() == weekday:
                    return date
    return dates[0] if dates else None
