"""The people of a pasted page: which name, short form or initials can only be one of theirs.

A page names its people in its list of participants and in attributions, each in its own way: "Example, Ann", "Ann B. Example",
"ann.example@example.org", "Jørn" signed "Jorn", and "Micha? Example" where an archive lost a letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from ingest.bodies.attributions import Attribution

SHORTEST_SHORT_FORM = 3  # letters: "Rob" for Robert
_STROKED = {ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("đ"): "d", ord("Đ"): "d", ord("ı"): "i"}
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PART = re.compile(r"[^\W\d_]['’\w]*")


class _Plain(dict[int, str]):
    """Each character without its accents and in lower case, as one character; filled while it is used."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_PLAIN = _Plain(_STROKED)


def plain(text: str) -> str:
    """The text without accents and capitals, character for character.

    >>> plain("Jørn Exámple")
    'jorn example'
    """
    return text.lower() if text.isascii() else text.translate(_PLAIN)


def parts(name: str) -> list[str]:
    """The words of a name in the order they are spoken, or of an address before its "@"; initials are words of one letter.

    >>> parts("Example, Ann B. (Teahouse)")
    ['ann', 'b', 'example']
    >>> parts("ann.example@example.org")
    ['ann', 'example']
    """
    name = name.partition("@")[0] if "@" in name else (_ASIDE.sub(" ", name).strip() or name)
    last, comma, first = name.partition(", ")
    return _PART.findall(plain(f"{first} {last}" if comma else name).replace("_", " ").replace(".", " "))


def bearers(word: str, people: Iterable[str]) -> list[str]:
    """The people who bear a word as a part of their name."""
    word = plain(word)
    return [person for person in people if word in _words(person)]


def with_short_form(word: str, people: Iterable[str]) -> list[str]:
    """The people whose name a word is the short form of: "Rob" for Robert, not "Simon" for Simons."""
    word = plain(word)
    if len(word) < SHORTEST_SHORT_FORM:
        return []
    return [
        person
        for person in people
        if any(part.startswith(word) and len(part) > len(word) + 1 for part in _given_names(person))
    ]


def _given_names(person: str) -> list[str]:
    """The words of a name but the last; the one word of a shorter name."""
    words = parts(person)
    return words[:-1] or words


def with_initials(letters: str, people: Iterable[str]) -> list[str]:
    """The people whose initials, all or the first alone, these letters are."""
    letters = plain(letters)
    found = []
    for person in people:
        initials = "".join(part[0] for part in parts(person))
        if letters in (initials, initials[:1], initials[:1] + initials[-1:]):
            found.append(person)
    return found


@lru_cache(maxsize=1024)
def in_full(person: str) -> re.Pattern[str] | None:
    """The pattern of a name in plain text, with or without the initials in its middle; None where it has one word only."""
    words = [re.escape(part) for part in parts(person) if len(part) > 1]
    return re.compile(r"\b" + r"[\s.]{1,4}(?:\w\.?\s{1,3}){0,2}".join(words) + r"\b") if len(words) > 1 else None


def listed(said: Attribution, people: Sequence[str]) -> Attribution | None:
    """What a head says with its author as the list of participants has him or her, None where it names nobody of them."""
    if not said.name or said.address in people:
        return said
    for fits in _FITS:
        same = [person for person in people if fits(said.name, person)]
        if same:
            return _as_listed(said, same[0]) if len(same) == 1 else None
    return None


def _as_listed(said: Attribution, person: str) -> Attribution:
    return said._replace(address=said.address or person) if "@" in person else said._replace(name=person)


@lru_cache(maxsize=1024)
def _words(name: str) -> frozenset[str]:
    """The words of a name but its initials."""
    return frozenset(part for part in parts(name) if len(part) > 1)


def are_apart(a: str, b: str) -> bool:
    """Have two names, or addresses, no word in common?"""
    return not _words(a) & _words(b)


def _is_lossy(name: str, person: str) -> bool:
    pattern = "".join("." if sign == "?" else re.escape(sign) for sign in name.casefold())
    return "?" in name and re.fullmatch(pattern, person.casefold()) is not None


# how a head may have the name of one of the list, the surest first: once some fit, what follows is not asked
_FITS: tuple[Callable[[str, str], bool], ...] = (
    lambda name, person: name.casefold() == person.casefold(),
    lambda name, person: _words(name) == _words(person),
    _is_lossy,  # "Micha? Example"
    lambda name, person: frozenset() < _words(name) < _words(person),  # cut where its line was: "B. Example"
    lambda name, person: _words(name) > _words(person) > frozenset(),  # with words before it: "cheers, Ann Example"
)
