"""Why two posts are not one message, in plain words: the rules of ``match``, asked one by one."""

from __future__ import annotations

from dedupe.match import (
    FEWEST_BY_ANYONE,
    FEWEST_BY_AUTHOR,
    HOURS,
    hours_between,
    quotes_alike,
    references_alike,
    same_author,
)
from dedupe.sameness.sides import EDITED
from dedupe.seen import Seen
from dedupe.words import Sequences
from ingest.subjects import numbers


def same_words(a: Seen, b: Seen, sequences: Sequences) -> str:
    """What keeps two posts of the same own words apart."""
    if numbers(a.subject) != numbers(b.subject):
        return other_numbers(a.subject, b.subject)
    if a.own_words < FEWEST_BY_AUTHOR:
        return f"so few ({_words(a)}) are written by many people; {FEWEST_BY_AUTHOR} are wanted"
    if a.own_words < FEWEST_BY_ANYONE:
        if not same_author(a, b):
            return f"their authors differ, and {_words(a)} are too few for that ({FEWEST_BY_ANYONE} are wanted)"
        if (hours := hours_between(a, b)) > HOURS:
            lie = f"{round(hours / 24):,} days lie between them"
            return f"{lie}, and {_words(a)} are too few for that ({FEWEST_BY_ANYONE} are wanted)"
    if not quotes_alike(a, b, sequences):
        return "they quote different texts"
    if not references_alike(a, b, sequences):
        return "below the signature of one stands a number more, as that of a ticket"
    return "they stand on the two sides of a conflict"


def other_numbers(a: str, b: str) -> str:
    """What keeps two posts apart whose subjects bear different numbers."""
    return f"the numbers of their subjects differ ({_listed(a)}; {_listed(b)}), as those of patches, minutes and reports do"


def same_message_id(likeness: float) -> str:
    """What keeps two posts of one Message-ID apart."""
    return f"of their words {likeness:.0%} are the same, in order; {EDITED:.0%} are wanted"


def _words(seen: Seen) -> str:
    return "1 word" if seen.own_words == 1 else f"{seen.own_words} words"


def _listed(subject: str) -> str:
    return ", ".join(numbers(subject)) or "none"
