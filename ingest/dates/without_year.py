"""The day in a line that names no year: ``Mon, 14 Dec, 10:50``, as Gmail writes it in the year of the mail, or ``Dec 14``.

Which year it is cannot be told from the line, so it is no date; but it is no name either.
"""

from __future__ import annotations

import re
from itertools import islice

from ingest.dates.data import MONTHS, WEEKDAYS
from ingest.dates.written import GLUE

MOST = 10  # words
LONG = 6  # letters of a weekday that no name is: "An", "Di" and "Al" are weekdays, too
_WORD = re.compile(r"[^\s,]+")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|[ºª.])?")
_WHOLE = re.compile(r"\d{1,2}(?:[/-]\d{1,2}|\.\d{1,2}\.|-[a-z]{3,9})")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:[ap]\.?m\.?|h)?")
_BEFORE = re.compile(r"[\s,;(]+(?:(?:on|am|le|el|il|em|op|at|um)\s)?")
_DIGIT = re.compile(r"\d")
_HALVES = frozenset(("am", "pm", "a.m.", "p.m.", "a.m", "p.m", "uhr"))


def without_day(text: str) -> tuple[str, str]:
    """A text without the day that it begins or ends with, and that day; "" where there is none.

    >>> without_day("Mon, 14 Dec, 10:50, Ann Example")
    ('Ann Example', 'Mon, 14 Dec, 10:50')
    """
    if end := _end_of_day(text):
        return text[end:].lstrip(" ,;:-)"), text[:end].strip("(")
    if _DIGIT.search(text):
        whole = text.rstrip(" ,;)")
        for word in islice(_BEFORE.finditer(whole), MOST):
            if _end_of_day(whole[word.end() :]) == len(whole) - word.end():
                return text[: word.start()].rstrip(" ,;:-("), whole[word.end() :]
    return text, ""


def _end_of_day(text: str) -> int:
    """Where the day ends that a text begins with; 0 where it begins with none."""
    seen: set[str] = set()
    end = 0
    words = list(_WORD.finditer(text[:100]))[:MOST]
    for at, word in enumerate(words):
        following = [each[0].casefold() for each in words[at + 1 : at + 3]]
        told = _told(word[0].casefold(), following, seen)
        if told is None or told & seen:
            break
        if told:
            seen |= told
            end = word.end()
    tells = "clock" in seen or {"day", "month"} <= seen
    is_weekday = seen == {"weekday"} and (len(words[0][0]) >= LONG or text[end : end + 1] == ",")
    return end if tells or is_weekday else 0


def _told(word: str, following: list[str], seen: set[str]) -> set[str] | None:
    """What a word of a date tells, which is nothing where it only joins others; None where it is none of a date."""
    if _WHOLE.fullmatch(word) and (word[-1].isdigit() or word[-1] == "." or word.partition("-")[2] in MONTHS):
        return {"day", "month"}
    if _CLOCK.fullmatch(word):
        return {"clock"}
    if _DAY.fullmatch(word):
        return {"day"}
    bare = word.strip(".:;()")
    before_day = bool(following) and _DAY.fullmatch(following[0]) is not None
    is_weekday = bare in WEEKDAYS and not seen
    if is_weekday and before_day and following[-1].strip(".") in MONTHS:  # French "mar." is March, too
        return {"weekday"}
    if bare in MONTHS and ("day" in seen or before_day):
        return {"month"}
    if is_weekday:
        return {"weekday"}
    if "clock" in seen and word in _HALVES:
        return {"half"}
    return set() if seen and bare in GLUE else None
