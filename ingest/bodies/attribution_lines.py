"""Attributions as they stand in a body: over one to five lines, broken in a name, an address or behind a bracket.

All functions look at stripped lines, upwards from the line an attribution ends on, and never past ``floor``: the first
line that nothing else has taken.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.bodies.attributed_names import name_with_colon
from ingest.bodies.attribution_forms import OPENINGS
from ingest.bodies.attributions import LONGEST, LOST_VERB, Attribution, parse_attribution
from ingest.bodies.lines import MARKS
from ingest.bodies.separators import COLONS
from ingest.quote_marks import FINAL_VERBS, VERBS

LONGEST_WRAP = 5  # lines
LONGEST_TAIL = 90  # characters of a line that lost its mark
_LONGEST_VERB_LINE = 60
_LONGEST_BARE_VERB = 14  # behind the bracket of an address: "> a écrit :"
_TOLD = 5  # the score of an attribution with date and sender
_OPENINGS = frozenset(("On ", "Le ", "Am ", "El ", "Em ", "Il ", "Op ", "Den", "At ", "W d", "Dni", "Dne"))
_DATED = re.compile(r"\D{3,30}\d")
_CLOSING = frozenset(">)]")
_SIGN = re.compile(r"[@ (\[h](?:(?<=@)|(?:at|em|en) |at[)\]]|idden|unmask)")
_USUAL = (" wrote:", "\twrote:", " writes:")
_LOST_BLANK = tuple(f"{verb}?:" for verb in VERBS if "crit" in verb)  # French has a blank before its colon
_SPACED_VERBS = frozenset(verb + end for verb in VERBS for end in ("", ":", ",", "："))
_ANY_VERB = (*VERBS, *FINAL_VERBS)
_TIMED = re.compile(r"\d[:.h]\d\d.{0,80}[:：]$")  # a time of day, and a colon at the end
# the line above an attribution that says which message is quoted: newsreaders, Gnus
_IN_MESSAGE = re.compile(r"(?:in|dans|en|i|nel)(?: (?:the )?(?:message|article|mail|news))? <[^<>\s]{4,250}>,?$", re.I)
_TOKEN = re.compile(r"[^\s:：,<>*-]+")


def reading(bare: list[str], at: int, floor: int) -> tuple[int, Attribution | None]:
    """The attribution that ends on this line and the line it starts on, at most five lines above."""
    start, said = _told_most(bare, at, floor)
    names_the_message = said is not None and start > floor and _IN_MESSAGE.match(bare[start - 1]) is not None
    return start - names_the_message, said


def _told_most(bare: list[str], at: int, floor: int) -> tuple[int, Attribution | None]:
    """Of the lines up to this one those that tell most, as an attribution."""
    ends = has_verb(bare[at]) or _ends_with_address(bare[at])
    if not ends and not (at > floor and has_verb(bare[at - 1])):
        return at, parse_attribution(bare[at]) if _TIMED.search(bare[at]) else None
    top = _top(bare, at, floor)
    if (start := _opening(bare, at, top)) < at:
        joined = " ".join(bare[start : at + 1])
        said = parse_attribution(joined) if len(joined) <= LONGEST else None
        if said is not None and _score(said) > _TOLD:
            return start, said
    best, best_start, best_score, joined = None, at, 0, ""
    for start in range(at, top - 1, -1):
        joined = f"{bare[start]} {joined}" if joined else bare[start]
        if len(joined) > LONGEST:
            break
        said = parse_attribution(joined) if ends or start < at else None  # else the verb stands on the line above
        # one more line must tell more than a name, unless the lines so far began with a bare address
        if said is not None and _score(said) > best_score + (best is not None and bare[best_start][0] not in "<("):
            best, best_start, best_score = said, start, _score(said)
            if best_score > _TOLD and bare[start][:3] in _OPENINGS:
                break
    return best_start, best


def _top(bare: list[str], at: int, floor: int) -> int:
    """The highest line that an attribution which ends on a line may begin on."""
    top = at
    while top > floor and top > at - LONGEST_WRAP + 1 and bare[top - 1] and bare[top - 1][0] not in MARKS:
        top -= 1
    return top


def name_alone(bare: list[str], at: int, floor: int) -> Attribution | None:
    """What a name with a colon says that is a paragraph of its own, above a marked quote."""
    if bare[at][-1] not in COLONS or (at > floor and bare[at - 1]):
        return None
    name = name_with_colon(bare[at])
    return Attribution(name, certain=False) if name else None


def _opening(bare: list[str], at: int, top: int) -> int:
    """The nearest line above that begins as attributions do, with a digit of the date; ``at`` where none does."""
    for start in range(at, top - 1, -1):
        if bare[start][:3] in _OPENINGS and _DATED.match(bare[start]):
            return start
    return at


def broken_by_its_bracket(bare: list[str], at: int, floor: int) -> tuple[int, Attribution | None]:
    """An attribution whose last line starts with the bracket that closes its address: ``>:`` or ``> wrote:``."""
    joined, start, blanks = bare[at], at, 0
    while start > floor and start > at - 2 * LONGEST_WRAP and blanks < 3:
        start -= 1
        blanks += not bare[start]
        joined = f"{bare[start]} {joined}"
        if joined.count("<") < joined.count(">") or len(joined) > LONGEST or not bare[start]:
            continue
        said = parse_attribution(joined)
        if said is not None and said.certain and said.date:
            return start, said
    return at, None


def is_tail_of_quoted(bare: list[str], at: int) -> bool:
    """Did this line lose its mark: does it end an attribution that began on the marked line above?"""
    line, above = bare[at], bare[at - 1].lstrip("> ")
    if len(line) > LONGEST_TAIL or line[-1] not in COLONS or len(above) > 120 or not may_attribute(line):
        return False
    said, alone = parse_attribution(f"{above} {line}"), parse_attribution(line)
    return said is not None and bool(said.date) and (alone is None or not alone.date)


def verb_follows(bare: list[str], at: int) -> bool:
    """Does the attribution that seemed to end go on with its verb on this line?"""
    if at >= len(bare) or len(bare[at]) > _LONGEST_VERB_LINE:
        return False
    if bare[at][0] in MARKS and len(bare[at]) > _LONGEST_BARE_VERB:  # the first quoted line, an attribution of its own
        return False
    return bare[at][-1] in COLONS and may_attribute(bare[at])


def begins_supercite(line: str) -> bool:
    """May an attribution of Supercite begin on this line? With a sixth mark it is quoted itself."""
    return line.startswith(">>>>>") and line[5:6] != ">"


def supercite(bare: list[str], at: int) -> tuple[int, Attribution | None]:
    """``>>>>> Ann Example <ann@example.org> writes:``, on one or two lines, and the line after it."""
    joined, end = "", at
    while end < len(bare) and end < at + 3 and bare[end].startswith(">>>>>"):
        joined = f"{joined} {bare[end].lstrip('> ')}"
        end += 1
        if joined.endswith(":"):
            break
    if not joined.endswith(":") or len(joined) > LONGEST or not may_attribute(joined):
        return at, None
    return end, parse_attribution(joined)


def exmh(bare: list[str], at: int) -> tuple[int, Attribution | None]:
    """``>>> Ann Example said:`` above lines that bear one mark and below none that bear any, and the line after it."""
    below = next(filter(None, bare[at + 1 : at + 3]), "")
    is_alone = bare[at][:4] == ">>> " and not (at and bare[at - 1][:1] in MARKS and bare[at - 1])
    if not is_alone or bare[at][-1] not in COLONS or below[:1] != ">" or below[1:].lstrip()[:1] == ">":
        return at, None
    return at + 1, parse_attribution(bare[at][4:])


def downwards(bare: list[str], at: int) -> tuple[int, Attribution | None]:
    """The certain attribution that starts on this line, and the line after it."""
    joined = ""
    for end in range(at, min(at + LONGEST_WRAP, len(bare))):
        joined = f"{joined} {bare[end]}".strip()
        if not bare[end] or len(joined) > LONGEST:
            break
        said = parse_attribution(joined) if joined[-1] in COLONS else None
        if said is not None and said.certain:
            return end + 1, said
    return at, None


def may_attribute(text: str) -> bool:
    """A cheap look for a verb, or for a bracket at the end, before an attribution is parsed."""
    return has_verb(text) or text.rstrip(":： -")[-1:] in _CLOSING


@lru_cache(maxsize=1024)  # a line is asked about alone, and again as the one above another
def has_verb(text: str) -> bool:
    """Is a word for "wrote" in the line?"""
    if text.endswith(_USUAL) or text.startswith(OPENINGS):
        return True
    lowered = text.casefold()
    if not _SPACED_VERBS.isdisjoint(lowered.split()) or lowered.endswith(_LOST_BLANK):
        return True
    if "???" in text[-12:] and LOST_VERB.search(text):
        return True
    return lowered.rstrip(":： -").endswith(_ANY_VERB) and (
        not VERBS.keys().isdisjoint(_TOKEN.findall(lowered)) or lowered.rstrip(":： ").endswith(FINAL_VERBS)
    )


def _ends_with_address(text: str) -> bool:
    """Does the line end with a bracket that may close an address?"""
    return text.rstrip(":： ")[-1:] in _CLOSING and _SIGN.search(text) is not None


def _score(said: Attribution) -> int:
    """How much an attribution tells."""
    return 1 + 4 * bool(said.sent) + 2 * bool(said.address) + bool(said.name) + bool(said.sent and not said.day_only)
