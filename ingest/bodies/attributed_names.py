"""Are these words a name? What an attribution says besides its date and its verb is a sender, or it is prose."""

from __future__ import annotations

import re

from ingest.quote_marks import HEADINGS, PROSE_STARTS
from ingest.senders import is_addressed, parse_sender

LONGEST_NAME = 9  # words
LONGEST_ALONE = 4  # words of one that fills its line
_CLOCK = re.compile(r"\d:\d\d\b")


def looks_like_a_name(name: str) -> bool:
    """Could these words be a person or an account, and not prose?"""
    words = name.split()
    if not words or len(words) > LONGEST_NAME or len(name) > 80:
        return False
    if (any(mark in name for mark in "!?;=") and "?" not in name) or _CLOCK.search(name):
        return False
    small = sum(word[0].islower() for word in words)
    return small <= 3 and (len(words) <= 5 or small <= 2)


def is_title(text: str) -> bool:
    """Are these words in capitals, without marks or numbers: "Mats", "Dr. Example"?"""
    return text.istitle() and all(sign.isalpha() or sign in " .-" for sign in text)


def is_full_name(name: str) -> bool:
    """Are these the names of a person, each with its capital?"""
    names = name.split()
    return len(names) > 1 and names[0][0].isupper() and names[-1][0].isupper() and looks_like_a_name(name)


def names_a_person(text: str) -> bool:
    """Is this a sender: an address, or the names of a person?"""
    return is_addressed(text) or is_full_name(parse_sender(text).name)


def name_with_colon(line: str) -> str:
    """The name that fills a line but for its colon or brackets: ``Ann M. Example:``; "" where it is a heading or a greeting."""
    name = line.rstrip(" :：")
    words = name.replace("-", " ").replace("'", "").replace(".", " ").split()
    is_name = is_full_name(name) and all(word.isalpha() for word in words) and len(words) <= LONGEST_ALONE
    return name if is_name and HEADINGS.isdisjoint(name.casefold().split()) else ""


def bracketed_name(line: str) -> str:
    """The name on a line of its own, in brackets: ``[Ann Example]``; "" where no name stands so."""
    return name_with_colon(line[1:-1].strip())


def begins_as_prose(text: str) -> bool:
    """Does the text begin as a sentence does, and no name? "When Ann wrote"; an address makes it an attribution."""
    first = text.split(maxsplit=1)[0].casefold().strip(",:") if text.strip() else ""
    return first in PROSE_STARTS and not is_addressed(text)
