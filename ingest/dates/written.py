"""The date in a line that a mail program wrote, in any of the languages we know.

Attribution lines and header blocks write dates for readers: ``Thu, Jun 5, 2025 at 10:22 AM``, ``30 квіт. 2016 р. о
20:45``, ``2024年7月9日(火) 7:40``. ``find_date`` says where in the line the date stands and what it means.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from ingest.dates.clocks import clock_beside, zone_at
from ingest.dates.data import WEEKDAYS
from ingest.dates.days import WORD, day_at, named_day, numeric_day
from ingest.lossy_words import lossy, twins

LONGEST = 600  # characters looked at: attribution lines are shorter


class FoundDate(NamedTuple):
    """A date and where it stands in the text. ``sent`` is naive where no zone is written.

    ``day_only`` says that no time of day was written: ``sent`` is then midnight. ``others`` are what it means if the day, or
    the year, stands where another number was taken to stand.
    """

    start: int
    end: int
    sent: datetime | None
    day_only: bool = False
    others: tuple[datetime, ...] = ()


BETWEEN = " \t.,،，;:-()（）'\N{HEBREW PUNCTUATION GERESH}"  # what may stand between the words of a date
_DIGIT = re.compile(r"\d")
_ENDS_IN_BRACKETS = re.compile(r"[^\W\d_]\($")
# Arabic, Persian and fullwidth digits as those that the patterns know; a text keeps its length
_DIGITS = {zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0xFF10) for digit in range(10)}
_DIGITS[ord("\N{RATIO}")] = ":"  # in times of Evolution and Geary
# what stands before the day in most English attributions
_OPENING = re.compile(
    r"(?:On )?(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?=\d|[A-Z][a-z]{2,8} \d)"
)

# words between the parts of a date, seen between weekday, day, month, year and time
GLUE = frozenset(
    (
        "at", "um", "uhr", "kl", "klo", "om", "alle", "ore", "ora", "oras", "à", "a", "las", "los", "el", "la",
        "le", "les", "den", "dia", "día", "de", "del", "di", "du", "d", "of", "the", "o", "godz", "godzinie", "v",
        "ve", "u", "у", "в", "г", "р", "года", "року", "о", "об", "ob", "at,", "às", "h", "on", "am", "dne", "dnia",
        "dniu", "ngày", "lúc", "saat", "saatinde", "tarihinde", "ur", "år", "il", "giorno", "data", "in", "hs",
        "hrs", "feira", "στις", "во", "ás", "në", "plkst", "g", "tanggal", "pukul", "vào", "เวลา", "יום", "ч",
        "no", "א", "ב", "ג", "ד", "ה", "ו", "dem", "дана", "ziua", "hari", "روز", "ساعت", "kell", "klokka",
        "klockan", "klokken", "ditën", "уақыты", "уақытында", "tarixdə", "egunean",
    )
)  # fmt: skip
# words that may begin a name as well, and open a date at the start of a line alone
OPENING = frozenset(("na", "dana", "en", "je", "lo", "ar", "an", "tann", "dalam", "а", "ils", "li"))
# of two letters one may be lost: beside a date there are few that it can be; "?t" is a Tuesday or a Thursday in Czech
_GLUE = GLUE.union(twins(GLUE, most=0.5))
_WEEKDAYS = {
    form: tuple(sorted({day for each, days in WEEKDAYS.items() if lossy(each) == form for day in days}))
    for form in twins(WEEKDAYS, most=0.5)
} | WEEKDAYS


@lru_cache(maxsize=4096)
def find_date(text: str) -> FoundDate | None:
    """The first full date in the text, and its time of day where one follows; None where there is none."""
    text = text[:LONGEST] if text.isascii() else text[:LONGEST].translate(_DIGITS)
    if not _DIGIT.search(text):
        return None
    opening = _OPENING.match(text)
    day = (opening and day_at(text, opening.end())) or numeric_day(text) or named_day(text)
    if day is None and "?" in text:  # marks that the archive lost: "?Tuesday?, ?April? ?26?, ?2016 ?8?:?37? ?PM"
        text = text.replace("?", " ")
        day = named_day(text)
    if day is None:
        return None
    start, end, readings = day
    start = 0 if opening and start == opening.end() else start
    clock = clock_beside(text, start, end)
    if clock.written and clock.end <= end:  # "At 03:35 PM 2/07/2007 -0500", "Thu Jun 5 10:22:43 2025 +0200"
        zone, end = zone_at(text, end)
        clock = clock._replace(zone=clock.zone or zone)
    start, end = _with_weekday_and_glue(text, min(start, clock.start), max(end, clock.end))
    time = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    sent, *others = [day + time for day in _fitting_weekday(readings, text[start:end])]
    if clock.zone is not None and sent.year > 1:
        sent, *others = [each.replace(tzinfo=clock.zone) for each in (sent, *others)]
    return FoundDate(start, end, sent, not clock.written, tuple(others))


def _with_weekday_and_glue(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a date widened by the weekday and the small words that belong to it."""
    for word in reversed(list(WORD.finditer(text, max(0, start - 60), start))):
        between = text[word.end() : start]
        name = _whole(word[0].lower())
        if between.strip(BETWEEN):
            break
        if name in OPENING and word.start() == 0 and between.isspace():
            start = 0
            break
        if (name not in _WEEKDAYS and name not in _GLUE) or (word.start() and word[0].isupper() and len(word[0]) == 1):
            break  # "Ann H on Mon, 5 June"
        if _ENDS_IN_BRACKETS.search(text, max(0, word.start() - 2), word.start()):
            break  # "napsal(a) 5. 6. 2025"
        start = word.start()
    for word in WORD.finditer(text, end, end + 40):
        written = _whole(word[0])
        name = written.lower()
        after = text[word.end() : word.end() + 2]
        if after and (after[0] not in " ,.:)" or (after[0] == "." and after[1:] not in ("", " ", ","))):
            break
        known = name in _WEEKDAYS or (name in _GLUE and (written == "Uhr" or written.islower()))
        if text[end : word.start()].strip(" \t.,()（）") or not known or _begins_a_name(text, word):
            break
        end = word.end()
    while end < len(text) and text[end] in ".,)）日일에 ":
        end += 1
    return start, end


def _whole(word: str) -> str:
    """The word without a mark of a blank that was lost before it: "16:38?Uhr"."""
    return word[1:] if word[0] == "?" and word.lower() not in _GLUE and word.lower() not in _WEEKDAYS else word


def _begins_a_name(text: str, word: re.Match[str]) -> bool:
    """Is what stands behind a date a name, and no weekday? "13:27, Su Example"."""
    return word[0][0].isupper() and text[word.end() : word.end() + 2].strip().istitle()


def _fitting_weekday(readings: list[datetime], text: str) -> list[datetime]:
    """The readings that fall on a weekday written with them, else all. "On", "di" and "la" are weekdays with a mark behind them."""
    for word in WORD.finditer(text) if len(readings) > 1 else ():
        if word[0].lower() in GLUE and text[word.end() : word.end() + 1] not in (".", ","):
            continue
        for weekday in _WEEKDAYS.get(word[0].lower(), ()):
            if fitting := [date for date in readings if date.weekday() == weekday]:
                return fitting
    return readings
