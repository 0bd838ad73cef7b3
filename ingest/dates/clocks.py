"""The time of day beside a date, with its zone: ``10:22 AM``, ``kl. 20.42``, ``下午 5:15 +0800``."""

from __future__ import annotations

import re
from datetime import timedelta, timezone
from typing import NamedTuple

_JOINT = re.compile(r",?(?: at)? ?")  # what most often parts a date and its time
_TIME = re.compile(
    r"(?<![\d.:])(\d{1,2})\s?(?:[:.h]|[時点點시]|ч\.?)\s?(\d{2})(?!\d)(?:\s?[:.分분]\s?(\d{2})(?!\d))?(?:\.\d+)?[分분秒초]?"
    r"(?:[\s?\u202f\u00a0]{0,3}([ap])\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_HOUR_ALONE = re.compile(r"(?<![\d.:])(\d{1,2})[\s?\u202f\u00a0]{0,2}([ap])\.?m\b\.?", re.IGNORECASE)
# "2006.03.19.0135 +0100"; its groups are those of the time above
_WITHOUT_COLON = re.compile(r"[.,]?(?: at)? ?([01]\d|2[0-3])([0-5]\d)()()(?= [+-]\d{4}\b)")
_HALF_DAY_BEFORE = re.compile(
    r"(下午|晚上|午後|오후|上午|凌晨|早上|午前|오전|(?<![^\W\d_])(?:[ap]\.?m\.?|μ\.?μ\.?|π\.?μ\.?|ÖS|ÖÖ))\s?$",
    re.IGNORECASE,
)
_HALF_DAY_AFTER = re.compile(r"\s?(ص|م|[pm]\.d\b\.?|[πΠ]\.?[μΜ]\.?|[μΜ]\.?[μΜ]\.?)(?![^\W\d_])")
# KMail writes the zone as the system names it: "Central European Summer Time", "Mitteleuropäische Sommerzeit"
_LONG_ZONE = re.compile(
    r"[\s,]{1,2}\(?((?:[A-Z][\w.-]{1,20}\s){1,4}Time\b|(?:Mittel|West|Ost)europäische (?:Normalzeit|Sommerzeit|Zeit)\b)\)?"
)
_WORDS = re.compile(r"[^\W\d]|:")  # a time stands inside a day with a name for its month, and "28.10.2002" has none
_OFFSET = re.compile(  # Yahoo writes "UTC−6" with a sign that archives lose; Evolution in Dutch "[+0200]"
    r"(?:\sUhr)?[\s,?]{0,2}(?:\(|(?P<opened>\[))?(?:(?:UTC|GMT)\s?)?(?P<sign>[+\u2212\u2013-]|(?<=UTC)\?)\s?"
    r"(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)(?:\s?\([A-Za-z0-9:+ -]{1,12}\))?\)?(?(opened)\])"
)
_NAMED_ZONE = re.compile(r"[\s,?]{0,2}\(?([A-Z]{3,5}|Z)(?:\s\((?:[A-Z]{3,5}|[+-]\d{4})\))?(?![^\W\d_에])\)?")

AFTER_NOON = frozenset({"下午", "晚上", "午後", "오후", "pm", "μμ", "ös", "م", "md"})

# zone names with one meaning in mail, in minutes east of Greenwich; names with several (IST, BST) are left out
ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780,
}  # fmt: skip


LONG_ZONES = {
    "Central European Summer Time": 120, "Central European Time": 60, "Central European Standard Time": 60,
    "Mitteleuropäische Sommerzeit": 120, "Mitteleuropäische Zeit": 60, "Mitteleuropäische Normalzeit": 60,
    "Eastern European Summer Time": 180, "Eastern European Time": 120, "Eastern Daylight Time": -240,
    "Eastern Standard Time": -300, "Central Daylight Time": -300, "Central Standard Time": -360, "Mountain Daylight Time": -360,
    "Mountain Standard Time": -420, "Pacific Daylight Time": -420, "Pacific Standard Time": -480, "Greenwich Mean Time": 0,
    "Coordinated Universal Time": 0, "Moscow Standard Time": 180, "Japan Standard Time": 540, "India Standard Time": 330,
}  # fmt: skip


class Clock(NamedTuple):
    """A time of day and where it stands; ``written`` is False where there is none."""

    start: int
    end: int
    hour: int = 0
    minute: int = 0
    second: int = 0
    zone: timezone | None = None
    written: bool = False


def clock_beside(text: str, start: int, end: int) -> Clock:
    """The time of day after, inside or before a date, with its zone."""
    joint = _JOINT.match(text, end)
    match = (_TIME.match(text, joint.end()) if joint else None) or _WITHOUT_COLON.match(text, end)
    match = match or _TIME.search(text, end, end + 40) or _HOUR_ALONE.search(text, end, end + 24)
    match = (
        match
        or (_TIME.search(text, start, end) if _WORDS.search(text, start, end) else None)
        or _TIME.search(text, max(0, start - 24), start)
    )
    if match is None:
        return Clock(start, end)
    if match.re is _HOUR_ALONE:
        hour, minute, second, half_day = int(match[1]), 0, 0, match[2]
    else:
        hour, minute, second, half_day = int(match[1]), int(match[2]), int(match[3] or 0), match[4]
    first = match.start()
    if half_day is None and (marked := _HALF_DAY_BEFORE.search(text[max(0, first - 8) : first])):
        half_day = _half_of(marked[1])
        first -= len(marked[0])
    last = match.end()
    if half_day is None and (marked := _HALF_DAY_AFTER.match(text, last)):
        half_day = _half_of(marked[1])
        last = marked.end()
    if half_day and hour <= 12:
        hour = hour % 12 + (12 if half_day in "pP" else 0)
    if hour > 23 or minute > 59:
        return Clock(start, end)
    zone, last = zone_at(text, last)
    return Clock(first, last, hour, minute, min(second, 59), zone, written=True)


def _half_of(written: str) -> str:
    """The half of the day that a word names, as its first letter in English: "a" or "p"."""
    return "p" if written.replace(".", "").casefold() in AFTER_NOON else "a"


def zone_at(text: str, at: int) -> tuple[timezone | None, int]:
    """The zone written right after a time, and where it ends."""
    if match := _OFFSET.match(text, at):
        hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
        if hours <= 14 and minutes < 60:
            offset = timedelta(hours=hours, minutes=minutes)
            return timezone(offset if match["sign"] == "+" else -offset), match.end()
        if match["minutes"]:  # "-5300", from a clock that was set wrong
            return None, match.end()
    if match := _LONG_ZONE.match(text, at):
        east = LONG_ZONES.get(match[1])
        return (None if east is None else timezone(timedelta(minutes=east))), match.end()
    match = _NAMED_ZONE.match(text, at)
    if match and match[1] in ZONES:
        return timezone(timedelta(minutes=ZONES[match[1]])), match.end()
    if match and text[match.end() : match.end() + 1] in (",", ")"):  # a zone we cannot tell, such as BST
        return None, match.end()
    return None, at
