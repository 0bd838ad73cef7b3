"""What a quote names a message by: the author and the minute of its attribution, and the thread that it stands in."""

from __future__ import annotations

from dedupe.letters import lost_key
from dedupe.match import HOURS, hours_after, same_author
from dedupe.names import name_key
from dedupe.seen import Seen
from ingest.subjects import base, same_base

WEST, EAST = 12, 14  # hours that clocks are behind UTC, and ahead of it, at most
SUMMER = 1


def author_keys(seen: Seen) -> list[str]:
    """What a sighting's author is looked up by."""
    lost = lost_key(seen.name)
    return [key for key in (seen.address, name_key(seen.name), f"? {lost}" if lost else "") if key]


def may_be_of(quote: Seen, note: Seen, host: Seen) -> bool:
    """True where a quote in ``host`` may be of a note: written before, and by its author, or in its thread with no other name."""
    if host.sent and note.sent and hours_after(host.sent, note.sent) > HOURS:
        return False
    return same_author(note, quote) or (same_thread(note, host) and _no_other_name(quote, note))


def same_thread(a: Seen, b: Seen) -> bool:
    """True where two messages bear one subject."""
    return same_base(a.subject, b.subject) and base(a.subject) != ""


def _no_other_name(quote: Seen, note: Seen) -> bool:
    """True where the quote names nobody, or a part of the name: "Ann", "Thursday Ann Example"."""
    named = set(name_key(quote.name).split())
    return not quote.address and (not named or not named.isdisjoint(name_key(note.name).split()))


def minute(seen: Seen) -> str:
    """The minute of the hour, which a time has in nearly every zone; "" where there is no time of day."""
    return seen.sent[14:16] if seen.sent else ""


def is_of_another_time(quote: Seen, note: Seen) -> bool:
    """True where the time of an attribution cannot be that of a note: one without a zone is some place's own, and the names of
    zones leave an hour open. What tells no time of day contradicts nothing."""
    if not minute(quote) or not minute(note) or not quote.sent or not note.sent:
        return False
    is_local, is_note_local = (not sent.endswith("Z") for sent in (quote.sent, note.sent))
    least, most = -WEST * is_local - EAST * is_note_local, EAST * is_local + WEST * is_note_local
    return not least - SUMMER <= hours_after(note.sent, quote.sent) <= most + SUMMER
