"""What an attribution names a message by: its author, and the minute at which it was sent."""

from __future__ import annotations

from dedupe.people import name_key
from dedupe.seen import Seen


def author_keys(seen: Seen) -> list[str]:
    """What a sighting's author is looked up by."""
    return [key for key in (seen.address, name_key(seen.name)) if key]


def minute(seen: Seen) -> str:
    """The minute of the hour, which a time has in nearly every zone; "" where there is no time of day."""
    return seen.sent[14:16] if seen.sent else ""


def same_day(a: Seen, b: Seen) -> bool:
    """True where two times are the same day or neighbours: zones differ by less."""
    return bool(a.sent and b.sent) and abs(_day(a) - _day(b)) <= 1


def _day(seen: Seen) -> int:
    year, month, day = (int(part) for part in (seen.sent or "")[:10].split("-"))
    return (year * 12 + month) * 31 + day
