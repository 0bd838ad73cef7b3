"""The line that says who wrote a quote, and when: ``On Thu, Jun 5, 2025 at 10:22 AM Ann <ann@example.org> wrote:``.

Clients use five orders: date, name, verb; date, verb, name; name, verb, date; date and name without a verb; name
and verb without a date. So nothing is read by position: the date is found wherever it stands, verbs and small words
are taken away, and what is left is the name. A line without any date counts only before a marked quote (``certain``
is False).
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from ingest.bodies.attributed_names import (
    LONGEST_NAME,
    begins_as_prose,
    is_full_name,
    is_title,
    looks_like_a_name,
    names_a_person,
)
from ingest.bodies.attribution_forms import Form, read_form
from ingest.dates.data import WEEKDAYS
from ingest.dates.without_year import without_day
from ingest.dates.written import FoundDate, find_date
from ingest.message import Sender
from ingest.quote_marks import BEHIND, FILLERS, FINAL_VERBS, OPENERS, PRONOUNS, SMALL_PRONOUNS, VERBS, WEAK_VERBS
from ingest.senders import is_addressed, parse_sender

LONGEST = 500
LONGEST_WITHOUT_VERB = 120  # characters
LONGEST_OPENING = 12  # characters before the date of an attribution that starts with it


class Attribution(NamedTuple):  # each quote has one: a tuple is made three times as fast as a frozen dataclass
    """Who wrote what follows, as an attribution line or a header block says it.

    ``certain`` attributions open a quote even where nothing marks it; others need a marked line after them.
    """

    name: str = ""
    address: str = ""
    date: str = ""
    sent: datetime | None = None
    day_only: bool = False
    subject: str = ""
    to: str = ""
    certain: bool = True
    forwarded: bool = False


UNKNOWN = Attribution()


_TOKEN = re.compile(r"[^\s:,<>]+")
_BEFORE, _AFTER = " *_>-+/=%|}#", " :：>*_.-+"  # marks around the words of an attribution
# where Usenet, GroupWise and Yahoo Groups say that the quoted message stands
_IN_MESSAGE = re.compile(
    r"\b(?:(?:in|dans|en|em|nel)\s(?:(?:message|article|mensaje|messaggio|nachricht|mail)\s)?|(?:message|article)\s)"
    r"<[^<>\s]{4,250}>,?|^in the message (?:of |about )?\"[^\"]{0,200}\",?| zum Thema ['\"«].*$"
    r"| \(\"[^\"]{1,200}\"\)$",
    re.IGNORECASE,
)
_ON_LIST = re.compile(
    r"In (?:\S{1,80}@\S{0,80}|\S{1,80} (?:at|em|bei|en|à) \S{1,80}|\[[\w ]{4,20}\]), (?=\S)"
    r"|On [^,\d]{2,60}, (?=[^,]{2,80}\[SMTP:)"  # Exchange
    r"|In [a-z]{2,12}(?:\.[a-z\d+_-]{1,24}){1,6},? (?=[^\W\d_]\S{0,60} |\S{1,64}@)"  # tin, to a newsgroup
)
_IN_GROUP = re.compile(r", in [a-z]{2,12}(?:\.[a-z\d+_-]{1,24}){1,6},? (?=[^\W\d_\"]|\")")  # Forte Agent
_ON = ("In ", "On ")
_ADVERB = re.compile(
    r"(?:previously|earlier|recently|some time ago|a while ago|not long ago|once upon a time),? (?!i )", re.IGNORECASE
)
_SUPERCITED = re.compile(r"\s*(\S.{0,120}?)\s+(?:on\s|writes|wrote)", re.IGNORECASE)
_DAY_AND_TIME = re.compile(r"\d\D{1,20}\d{1,2}[:.h]\d\d")
# quote marks whose blanks an archive lost; two may be a name of two letters
_LOST_MARKS = re.compile(r"\?|\?{3,}|\?*>[?>]*")
# a verb of which an archive kept no letter: "Ann <ann@example.org> ?????:", or Chinese behind a time, its colon lost as well
LOST_VERB = re.compile(r"(?<=[\w>)\"]) \?{3,9}(?:\(\?\))? ?:$|(?<=\d:\d\d)\?{3}$")
_BRACKETS = (">", ")", "]")
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # marks of direction, around Hebrew and Arabic lines
_BIDI = re.compile(f"[{BIDI}]")
_INITIALS = re.compile(r"(.*) \[([A-Z]{2,4})\]")  # by which the lines below are marked: "Ann Example [AE]"
_USUAL = (" wrote", " writes")
_AROUND = frozenset(word.casefold() for word in FILLERS | OPENERS)
_FROM = frozenset("af av by da de door fra from från of par przez van von od от від".split())  # Tuta's and Mail.ru's
_AT = frozenset(
    "at unter à en em på op".split()
)  # Entourage's: "on 2/2/01 8:33 AM, Ann Example at ann@example.org wrote"
_TO = re.compile(r"\s(?:wrote|writes) to \S.{0,60}$")  # GoldED, of FidoNet
_NO_NAMES = frozenset(("użytkownik", "пользователь", "користувач", "používateľ", "heeft"))


@lru_cache(maxsize=8192)
def parse_attribution(text: str) -> Attribution | None:
    """What an attribution line says, or None where the text is no such line.

    >>> parse_attribution("On 5 June 2025, Ann Example wrote:").name
    'Ann Example'
    """
    text = " ".join((text if text.isascii() else _BIDI.sub("", text))[:LONGEST].split())
    if (form := read_form(text)) and (said := _of_form(form, text)):
        return said
    if "==" in text and text[0] != "=" and (match := _SUPERCITED.match(text, text.index("==") + 2)):
        return _supercited(text, match[1])
    bare, verb = _without_marks(text)
    if verb or text.rstrip(" :：").endswith(_BRACKETS):
        bare = _without_place(bare)
        found = find_date(bare)
        if verb or _names_a_sender_after_a_date(text, bare, found):
            return _worded(bare, found)
    return _address_and_colon(text) or _name_and_time(text, bare) if text.endswith((":", "：")) else None


def _worded(bare: str, found: FoundDate | None) -> Attribution | None:
    """What a line says that has a word for "wrote", or a sender right behind a date."""
    rest = bare
    if found is not None:
        rest = f"{bare[: found.start]} {bare[found.end :]}"
    elif adverb := _ADVERB.match(bare):
        rest = bare[adverb.end() :]
    rest = _without_verb(_TO.sub("", rest) if found is not None else rest)
    weak = _is_weak(bare)
    rest, day = without_day(rest) if found is None or rest[:1].isdigit() else (rest, "")
    if (whom := rest.lstrip("，")) in SMALL_PRONOUNS or whom.casefold() in PRONOUNS:
        rest = ""
    elif found is None and (
        not rest or begins_as_prose(rest) or (weak and not (names_a_person(rest) or is_title(rest)))
    ):
        return None
    said = _attributed(bare, rest, found, day)
    is_told = said is not None and said.address and said.sent and not said.day_only
    return said._replace(certain=False) if said and weak and not is_told else said


def _of_form(form: Form, text: str) -> Attribution | None:
    """What an attribution of a fixed form says, where its parts are a sender and a time."""
    sender, found = parse_sender(form.who), find_date(form.time)
    if form.time and found is None:
        return None
    addressed = is_addressed(form.who)
    if form.who.casefold() in PRONOUNS:
        sender = Sender()
    elif form.who and not (addressed or is_full_name(sender.name) or (_verb(text) and looks_like_a_name(sender.name))):
        return None
    sent, day_only = (found.sent, found.day_only) if found else (None, False)
    certain = addressed or (bool(form.who) and sent is not None and not day_only)
    return Attribution(sender.name, sender.address, form.date, sent, day_only, certain=certain)


def _without_place(bare: str) -> str:
    """An attribution without the message or the list that it says the quote stands in."""
    may_name_one = " <" in bare or '"' in bare or "zum Thema" in bare
    if may_name_one and (place := _IN_MESSAGE.search(bare)) is not None:
        bare = f"{bare[: place.start()]}{bare[place.end() :]}".strip(" ,")
    if ", in " in bare:
        bare = _IN_GROUP.sub(", ", bare, count=1)
    if bare[:3] in _ON and (place := _ON_LIST.match(bare)):
        bare = bare[place.end() :]
    return bare


def _attributed(bare: str, rest: str, found: FoundDate | None, day: str) -> Attribution | None:
    """The attribution of a line whose verb is known, and its date, or the day without a year that it names."""
    sender = parse_sender(rest)
    name = sender.name.rpartition(", ")[2] if begins_as_prose(sender.name) else sender.name
    if (marked := _INITIALS.fullmatch(name)) and marked[2] == "".join(word[0] for word in marked[1].split()):
        name = marked[1]
    name = name.rstrip("? ") if "??" in name else name  # a verb whose letters an archive lost
    if sender.address and (begun := name.rpartition(" "))[2] in _AT:
        name = begun[0]
    name = name.removesuffix("さん").lstrip("，")
    if len(name.split()) > LONGEST_NAME:
        return None
    if found is None:
        addressed = is_addressed(rest)
        if rest and not addressed and not looks_like_a_name(name):
            return None
        certain = addressed or (bool(name) and _DAY_AND_TIME.search(day) is not None)
        return Attribution(name, sender.address, day, certain=certain)
    if rest and found.start > LONGEST_OPENING and begins_as_prose(rest):
        return None
    certain = is_addressed(rest) or not found.day_only or not name or name == name.title()
    date = bare[found.start : found.end].strip(" ,;")
    date = date.removesuffix(")") if "(" not in date else date
    if date.split(maxsplit=1)[0].casefold() in OPENERS:
        date = date.split(maxsplit=1)[1]
    return Attribution(name, sender.address, date, found.sent, found.day_only, certain=certain)


def _without_marks(text: str) -> tuple[str, bool]:
    """The words of a line without the marks around them, and whether a verb is among them."""
    bare = text.lstrip(_BEFORE).rstrip(_AFTER)
    if (verb := _verb(bare)) or not bare.endswith("?"):
        return bare, verb
    if LOST_VERB.search(text):
        return bare, True
    return bare[:-1], _verb(bare[:-1])  # an archive lost the blank before a French colon


def _verb(text: str) -> bool:
    """Is a word for "wrote" in the text?"""
    if text.endswith(_USUAL) or text.endswith(FINAL_VERBS):
        return True
    return not VERBS.keys().isdisjoint(_TOKEN.findall(text.casefold()))


def _is_weak(text: str) -> bool:
    """Are all the words for "wrote" in the text those that stand in prose, too?"""
    words = set(_TOKEN.findall(text.casefold()))
    return not words.isdisjoint(WEAK_VERBS) and words.isdisjoint(VERBS.keys() - WEAK_VERBS)


def _without_verb(text: str) -> str:
    """The text without its verb and the small words around it: what is left is the sender."""
    if text.endswith(FINAL_VERBS):
        text = text.removesuffix(next(verb for verb in FINAL_VERBS if text.endswith(verb)))
    kept = [word for word in text.split() if word.casefold().strip(":,") not in VERBS]
    while kept and (_is_around(kept[0]) or kept[0].strip(",،，.;:-—()[]") == "" or _LOST_MARKS.fullmatch(kept[0])):
        del kept[0]
    while kept and (_is_behind(kept[-1]) or kept[-1].strip(",.;:-?()[]") == "" or _is_on_a_day(kept)):
        del kept[-1]
    return " ".join([word for word in kept if word not in _NO_NAMES]).removesuffix(" the following")


def _is_behind(word: str) -> bool:
    """Is this a small word behind a name?"""
    return word in BEHIND or word.strip(":,()") in FILLERS


def _is_on_a_day(words: list[str]) -> bool:
    """Does a name end with the day on which somebody wrote: "Ann on Thursday"?"""
    return len(words) > 1 and "on" in (words[-1], words[-2] if words[-1].casefold() in WEEKDAYS else "")


def _is_around(word: str) -> bool:
    """Is this a small word before a name, or one with the weekday whose blank an archive lost: "Le?ven."?"""
    word = word.casefold().strip(":,،，.")
    if word in _AROUND:
        return True
    first, lost, second = word.partition("?")
    return bool(lost) and first in _AROUND and second in WEEKDAYS


def _names_a_sender_after_a_date(text: str, bare: str, found: FoundDate | None) -> bool:
    """``2015-10-18 0:17 GMT+03:00 Ann <ann@example.org>:``, as older Gmail and several webmails write it."""
    if found is None or found.start > 8 or not text.rstrip(" :：").endswith(_BRACKETS):
        return False
    who = bare[found.end :]
    is_of_a_log = ":" in parse_sender(who).name  # "[Thu Jun  5 10:22:43 2025] masts: driver by Ann <ann@example.org>"
    return len(who) < 160 and is_addressed(who) and not is_of_a_log


def _address_and_colon(text: str) -> Attribution | None:
    """``Ann Example <ann@example.org>:`` before a marked quote."""
    if len(text) > 160 or not text.rstrip(":： ").endswith((">", ")")):
        return None
    sender = parse_sender(text.lstrip(_BEFORE))
    if not is_addressed(text) or not looks_like_a_name(sender.name or "X"):
        return None
    return Attribution(sender.name, sender.address, certain=False)


def _name_and_time(text: str, bare: str) -> Attribution | None:
    """``Ann Example, Thu, 05 Jun 2025 10:22:00 +0200:`` before a marked quote, or the other way round, as Opera writes it."""
    goes_on = text.count("<") != text.count(">")  # "... <ann@example.org <mailto:"
    found = None if goes_on or len(text) > LONGEST_WITHOUT_VERB else find_date(bare)
    if found is None or found.day_only:
        return None
    before, after = (part.strip(" ,;|-[]").split() for part in (bare[: found.start], bare[found.end :]))
    if after and "@" in after[-1] and after[0] in _FROM and bare[found.end :].lstrip(" ").startswith(after[0]):
        del after[0]  # Mail.ru's "10:22 +02:00 from Ann Example"; a comma would stand before "von Example"
    while before and before[-1].casefold() in _AROUND:
        before.pop()
    if before and after:
        return None
    who = " ".join(word for word in before or after if not _LOST_MARKS.fullmatch(word))
    sender = parse_sender(who)
    if sender.address and sender.name.casefold() in _FROM:
        sender = Sender(address=sender.address)
    if not sender.address and not is_full_name(sender.name):
        return None
    if begins_as_prose(who) or (sender.name and not looks_like_a_name(sender.name)):
        return None
    date = bare[found.start : found.end].strip(" ,;")
    return Attribution(sender.name, sender.address, date, found.sent, certain=False)


def _supercited(text: str, who: str) -> Attribution | None:
    """``>>>>> "AE" == Ann Example <ann@example.org> writes:``."""
    sender = parse_sender(who)
    found = find_date(text)
    date = text[found.start : found.end].strip(" ,") if found else ""
    return Attribution(sender.name, sender.address, date, found.sent if found else None, certain=False)


def same_sender(said: Attribution, other: Attribution) -> bool:
    """May two heads of one message be read as one?"""
    if not (said.name or said.address) or not (other.name or other.address):
        return True
    if said.address and other.address:
        return said.address == other.address
    return bool(set(said.name.casefold().split()) & set(other.name.casefold().split()))


def joined(said: Attribution, block: Attribution) -> Attribution:
    """One head out of an attribution and the block under it."""
    return block._replace(
        name=block.name or said.name,
        address=block.address or said.address,
        date=block.date or said.date,
        sent=block.sent if block.date else said.sent,
        day_only=block.day_only if block.date else said.day_only,
        forwarded=said.forwarded,
    )
