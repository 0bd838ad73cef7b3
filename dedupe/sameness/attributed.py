"""What a quote names a message by: the author and the minute of its attribution, and the thread that it stands in."""

from __future__ import annotations

import re

from dedupe.match import HOURS, hours_after, same_author
from dedupe.names import name_key
from dedupe.published.letters import lost_key
from dedupe.seen import Seen
from ingest.subjects import base, same_base

WEST, EAST = 12, 14  # hours that clocks are behind UTC, and ahead of it, at most
SUMMER = 1
SHORTEST_IN_ANOTHER = 4  # letters of a name that is written together with others
PARTS_OF_HOURS = (30, 29, 15, 14, 45, 44)  # minutes: India, Nepal, Chatham; rounded up, too
OF_LIST = re.compile(r"^owner-|-(?:request|owner|bounces|admin)@")
WORDS = re.compile(r"[^\W\d_]+")


def author_keys(seen: Seen) -> list[str]:
    """What a sighting's author is looked up by."""
    lost = lost_key(seen.name)
    return [key for key in (seen.address, name_key(seen.name), f"? {lost}" if lost else "") if key]


def may_be_of(quote: Seen, note: Seen, host: Seen) -> bool:
    """True where a quote in ``host`` may be of a note: written before, and by its author, or in its thread with no other name."""
    if is_later(note, host):
        return False
    return same_author(note, quote) or (same_thread(note, host) and may_be_named_so(quote, note, host))


def is_later(note: Seen, host: Seen, hours: float = HOURS) -> bool:
    """True where a note is so much younger than what quotes something that it cannot be that, whatever their clocks say."""
    return bool(host.sent and note.sent and hours_after(host.sent, note.sent) > hours)


def same_thread(a: Seen, b: Seen) -> bool:
    """True where two messages bear one subject."""
    return same_base(a.subject, b.subject) and base(a.subject) != ""


def may_be_named_so(quote: Seen, note: Seen, host: Seen) -> bool:
    """True where the quote names nobody, or a part of the name: "Ann", "Thursday Ann Example", "ann.example@example.org".

    A list is nobody: "> From: commons-request@lists.example.org" stands above what a digest of it brought.
    """
    is_of_list = OF_LIST.search(quote.address) is not None or quote.address in (note.list_address, host.list_address)
    named = _words(quote.name) or (set() if is_of_list else _words(quote.address))
    theirs = _words(note.name) | _words(note.address)
    return not named or not named.isdisjoint(theirs) or any(_holds(a, b) or _holds(b, a) for a in named for b in theirs)


def _holds(word: str, part: str) -> bool:
    """True where a word has a name in it, as accounts are written: "annexample"."""
    return len(part) >= SHORTEST_IN_ANOTHER and part in word


def _words(name: str) -> set[str]:
    """The words of a name, or of what stands before "@", without initials."""
    return {word for word in WORDS.findall(name.partition("@")[0].casefold()) if len(word) > 1}


def is_same_mail(a: Seen, b: Seen) -> bool:
    """True for two mails of the same author, time, subject and words, with no different Message-IDs."""
    same_head = a.sent == b.sent and a.subject == b.subject and not set(author_keys(a)).isdisjoint(author_keys(b))
    return same_head and a.own == b.own and not has_other_id(a, b)


def has_other_id(a: Seen, b: Seen) -> bool:
    """True where two messages bear different Message-IDs."""
    return bool(a.message_id and b.message_id and a.message_id != b.message_id)


def minute(seen: Seen) -> str:
    """The minute of the hour, which a time has in nearly every zone; "" where there is no time of day."""
    return seen.sent[14:16] if seen.sent else ""


def rounded(quote: Seen) -> str:
    """The minute of a message for which Outlook writes the next one, as it does in the second half of each."""
    return _shifted(quote, -1)


def in_parts_of_hours(quote: Seen) -> list[str]:
    """The minutes of a message in zones that differ by half an hour or a quarter from that of an attribution, which names none."""
    is_local = minute(quote) and not (quote.sent or "").endswith("Z")
    return [_shifted(quote, by) for by in PARTS_OF_HOURS] if is_local else []


def _shifted(seen: Seen, by: int) -> str:
    return f"{(int(minute(seen)) + by) % 60:02}"


def is_of_another_time(quote: Seen, note: Seen) -> bool:
    """True where the time of an attribution cannot be that of a note: one without a zone is some place's own, and the names of
    zones leave an hour open. What tells no time of day contradicts nothing."""
    if not minute(quote) or not minute(note) or not quote.sent or not note.sent:
        return False
    is_local, is_note_local = (not sent.endswith("Z") for sent in (quote.sent, note.sent))
    least, most = -WEST * is_local - EAST * is_note_local, EAST * is_local + WEST * is_note_local
    return not least - SUMMER <= hours_after(note.sent, quote.sent) <= most + SUMMER
