"""The day in a text that a mail program wrote: ``5 June 2025``, ``30 квіт. 2016``, ``2024年7月9日``, ``6/5/25``.

A day that can be read in several ways comes with all of them, the likeliest first; the weekday beside it decides. A month
is asked for as a whole word, because a prefix would read a date in many surnames.
"""

from __future__ import annotations

import re
from datetime import datetime

from ingest.dates.data import MONTHS
from ingest.lossy_words import twins
from ingest.quote_marks import DAY_FIRST

Day = tuple[int, int, list[datetime]]  # where it stands in the text, and what it can mean


_MONTHS = {form: MONTHS[name] for form, name in twins(MONTHS).items()} | MONTHS

_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?(?:[-/.年년]|\?{1,2})\s?(\d{1,2})\s?(?:[-/.月월]|\?{1,2})\s?(\d{1,2})(?!\d)(?:\s?[日일]|\?{1,2})?"
)
_YEAR_LAST = re.compile(r"(?<![\d.:/-])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?((?:19|20)\d\d|\d\d)(?![\d:])")
# "20. 10. 8. AM 10:28에", of Thunderbird in Korean
_KOREAN = re.compile(
    r"(?<![\d.:/-])(?P<year>\d\d)\. (?P<month>\d{1,2})\. (?P<day>\d{1,2})\.(?!\d)(?=.{0,20}[\uac00-\ud7a3])"
)
# numbers of which the program tells the order
_IN_ORDER = (
    # "dj 02 de 06 del 2004", of Evolution in Catalan
    re.compile(r"(?<!\d)(?P<day>\d{1,2}) de (?P<month>\d{1,2}) del? (?P<year>(?:19|20)\d\d)(?!\d)"),
    # "08 10 2020 kl. 10:28", "08. 10 2020. u 10:28" and "2020 10 08 10:28", of Evolution in Danish, Serbian and Lithuanian
    re.compile(r"(?<![\d.:/-])(?P<day>\d\d)\.? (?P<month>\d\d) (?P<year>(?:19|20)\d\d)\b(?=\D{1,6}\d\d[:.]\d\d(?!\d))"),
    re.compile(r"(?<![\d.:/-])(?P<year>(?:19|20)\d\d) (?P<month>\d\d) (?P<day>\d\d)(?=\s\d\d:\d\d(?!\d))"),
    _KOREAN,
)
# a year, and "kl." or nothing: what stands behind it is a time: "8. oktober 2020 10.28.00"
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d\.?,?\s(?:klo?\.?\s)?$")
# "8 thg 10, 2020" and "tháng 10 8, 2020", with the weekday
_VIETNAMESE = re.compile(
    r"(?:(?:Th|Thứ|CN|Chủ Nhật)\s?\w{0,4},\s)?(?:ngày\s)?(?:(\d{1,2})\s(?:thg|tháng)\s(\d{1,2})|tháng\s(\d{1,2})\s(\d{1,2})),?\s"
    r"(?:năm\s)?((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_THAI_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_THAI = re.compile(
    rf"(?:(?:ใน)?วันที่\s)?(?:[\u0e01-\u0e4e]{{1,10}}\.\s)?(\d{{1,2}})\s?({'|'.join(map(re.escape, _THAI_MONTHS))})"
    r"\s?((?:19|2[05])\d\d)(?!\d)"
)
BUDDHIST = 543  # years that Thailand counts more
WORD = re.compile(r"(?:[^\W\d_]|\?(?=[^\W\d_])|(?<=[^\W\d_])\?)+")
_DAY_BEFORE = re.compile(
    r"(?<![\d:.])(\d{1,2})\s?(?:st|nd|rd|th|er|º|°|\.|,|-|/| de | d['’]| of)?[\s-]*$", re.IGNORECASE
)
_DAY_AFTER = re.compile(r"[\s.,/-]{0,3}(\d{1,2})(?:st|nd|rd|th|º|er)?(?![\d:])", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d+:.])(?<!\s-)((?:19|20)\d\d)(?![\d:]|\.\d)")
_SHORT_YEAR = re.compile(r"[-/' ]'?(\d\d)(?![\d:.])")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d|[-/' ]'?\d\d(?![\d:.])")
LAST_DAY = 31  # of a month
_HALF_DAY = re.compile(r"\d\s?[?\u202f\u00a0]?[AP]M\b")
# how most English attributions begin: Gmail, Apple Mail, Thunderbird, Outlook
_ENGLISH = re.compile(r"(?:(\d{1,2}) ([A-Z][a-z]{2,8})|([A-Z][a-z]{2,8}) (\d{1,2})),? ((?:19|20)\d\d)(?![\d:]|\.\d)")


def day_at(text: str, at: int) -> Day | None:
    """The day that stands at a place of the text, as an English attribution begins with it or in numbers."""
    if match := _ENGLISH.match(text, at):
        months = _MONTHS.get((match[2] or match[3]).lower(), ())
        date = _date(int(match[5]), months[0], int(match[1] or match[4])) if len(months) == 1 else None
        return (at, match.end(), [date]) if date else None
    match = _YEAR_LAST.match(text, at)
    dates = _readings(text, match) if match and not _KOREAN.match(text, at) else []
    return (at, match.end(), dates) if match and dates else None


def numeric_day(text: str) -> Day | None:
    """``2025-06-05``, ``5.6.2025``, ``6/5/25``: where it stands and what it can mean; months that are numbered or no words too."""
    if ("th" in text or "Th" in text) and (match := _VIETNAMESE.search(text)):
        month, day = (match[2], match[1]) if match[1] else (match[3], match[4])
        date = _date(int(match[5]), int(month), int(day))
        return (match.start(), match.end(), [date]) if date else None
    if not text.isascii() and (match := _THAI.search(text)):
        year = int(match[3])
        date = _date(year - BUDDHIST if year > 2400 else year, _THAI_MONTHS.index(match[2]) + 1, int(match[1]))
        return (match.start(), match.end(), [date]) if date else None
    if match := _YEAR_FIRST.search(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        date = _date(year, month, day) or _date(year, day, month)
        return (match.start(), match.end(), [date]) if date else None
    for pattern in _IN_ORDER:
        if (match := pattern.search(text)) and (
            date := _date(_full_year(match["year"]), int(match["month"]), int(match["day"]))
        ):
            return match.start(), match.end(), [date]
    return _day_with_year_last(text)


def _day_with_year_last(text: str) -> Day | None:
    """``5.6.2025``, ``6/5/25``, and no time behind a year: ``8. oktober 2020 10.28.00``."""
    for match in _YEAR_LAST.finditer(text):
        if (
            len(match[4]) == 2
            and match[2] == "."
            and _YEAR_BEFORE.search(text, max(0, match.start() - 10), match.start())
        ):
            continue
        if dates := _readings(text, match):
            return match.start(), match.end(), dates
    return None


def _readings(text: str, match: re.Match[str]) -> list[datetime]:
    """What three numbers with the year last can mean."""
    first, separator, second, year = int(match[1]), match[2], int(match[3]), _full_year(match[4])
    if first > LAST_DAY and len(match[4]) == 2:  # "96.2.29", as programs of the nineties wrote it in Japan
        date = _date(_full_year(match[1]), second, int(match[4]))
        return [date] if date else []
    half_day = _HALF_DAY.search(text, match.end(), match.end() + 24) is not None
    american = (half_day or (separator == "/" and len(match[4]) == 2)) and not _is_of_others(text)
    month_first = separator != "." and (second > 12 or american)
    pairs = [(first, second), (second, first)] if month_first else [(second, first), (first, second)]
    days = [(year, month, day) for month, day in pairs]
    # "10-10-16", of Thunderbird in Canada; "03/01/07" of Eudora in Japan
    if separator in "-/" and len(match[4]) == 2 and len(match[1]) == 2:
        days.append((_full_year(match[1]), second, int(match[4])))
    return [date for date in dict.fromkeys(_date(*each) for each in days) if date]


def _is_of_others(text: str) -> bool:
    """Is the text in a language other than English, all of which write the day before the month?

    "El 1/11/25 a las 10:00, Ann escribió" means November; so Americans, who also write AM and PM, mean January.
    """
    return not DAY_FIRST.isdisjoint(re.split(r"[\s,:]+", text.lower()))


def named_day(text: str) -> Day | None:
    """``5 June 2025``, ``Jun 5, 2025``, ``Sun Jun 5 10:22:00 2025``: where it stands and what it can mean."""
    if not _ANY_YEAR.search(text):
        return None
    for word in WORD.finditer(text):
        name = word[0].lower()
        months = (
            _MONTHS.get(name)
            or _MONTHS.get(name.removeprefix("d?"))
            or (_MONTHS.get(name.lstrip("בדש")) if name[0] in "בדש" else None)
        )
        if not months:
            continue
        found = _around_month(text, word.start(), word.end(), months)
        if found is not None:
            return found
    return None


def _around_month(text: str, start: int, end: int, months: tuple[int, ...]) -> Day | None:
    """The day and year beside a month name."""
    before = _DAY_BEFORE.search(text[max(0, start - 10) : start])
    after = None if before else _DAY_AFTER.match(text, end)
    day_match = before or after
    if day_match is None:
        return None
    if after is None:
        start = max(0, start - 10) + day_match.start()
    else:
        end = after.end()
        following = WORD.match(text, len(text) - len(text[end:].lstrip(" .")))
        if following and following[0].lower() in _MONTHS:  # "mar. 6 oct. 2020": a Tuesday in four languages
            return None
    year_match = _YEAR.search(text, end, end + 32) or _SHORT_YEAR.match(text, end)
    if year_match is None:
        year_match = _YEAR.search(text, max(0, start - 12), start)
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
