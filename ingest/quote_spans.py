"""The spans of a level's lines that are not its author's words, and what only the spans below a span can tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ingest.attributions import Attribution
from ingest.quote_marks import ANSWERS

MOST_GREETING = 4  # lines above an attribution that are no answer yet
NARROWEST = 66  # columns within which mail is wrapped; of 76, less two for each mark that was added since
LONGEST_WRAPPED = 30  # characters: lines of up to 80, with a few marks before them, in 76 columns
MOST_WRAPPED = 12  # lines
WIDEST = 90  # characters of a line that was wrapped
PROSE = 6  # blanks of a line that is no code
_ENDS = ".:;!?…>_"
_GOES_ON = re.compile(r"[a-zß-ÿ'-]{1,30}[,;.)]{0,2} \S+ \S+ \S")
# "^^^^ here", "*snip*", "Ann:", and a whole sentence
_NO_REST = re.compile(r"\W*(?:[Ss]nip\b|SNIP\b|\^|\d{1,3}\] |\.{3}|…)|.*:$|[^\Wa-z_].*[.!?]$")
_LINK = re.compile(r"[<(]?\s?https?://\S{1,300}[>)]?\s?>?")


class What(StrEnum):
    """What a span of lines is."""

    ATTRIBUTION = "attribution"
    HEADER = "header"
    QUOTED = "quoted"
    SIGNATURE = "signature"
    FOOTER = "footer"


ATTRIBUTION, HEADER, QUOTED, SIGNATURE, FOOTER = What  # a name costs a tenth of the look into an enumeration


@dataclass(slots=True)
class Span:
    """Some lines that are not the author's words.

    ``marked`` tells an attribution whose quote bears marks from one whose quote is simply the rest.
    """

    what: What
    start: int
    end: int
    said: Attribution | None = None
    marked: bool = False
    name: str = ""


def settle_answers_below(found: list[Span], bare: list[str], names_its_own: Callable[[int], bool]) -> None:
    """Tell attributions whose author answers below from those whose quote is the unmarked rest.

    Under "Hi Ann, On Monday Bo wrote:" come answers, when marked lines follow before another attribution; but for those that
    begin with the attribution of what they hold, as in Apple's chains of quotes, which mark it as deep as its text.
    """
    following: Span | None = None
    for span in reversed(found):
        answered = following is not None and following.what is QUOTED and not names_its_own(following.start)
        if span.what is ATTRIBUTION and not span.marked and answered:
            span.marked = is_near_the_top(bare, span.start)
        if span.what in (QUOTED, ATTRIBUTION, HEADER):
            following = span


def settle_broken_lines(found: list[Span], bare: list[str]) -> None:
    """Give what a mailer wrapped, and left without a mark, back to the quoted lines on both its sides.

    Of 238 such rests whose message was at hand 222 stood in it so, and most of the others are what a console printed.
    """
    for span, after in pairwise(found):
        is_between = span.what is after.what is QUOTED and not span.name and span.end < after.start
        if is_between and _is_wrapped(bare, span.end, after.start):
            span.end = after.start


def _is_wrapped(bare: list[str], start: int, end: int) -> bool:
    """Are these unmarked lines a link, or the rest of a sentence for which the line above had no room?

    A few words, as programs leave them that mark lines first and wrap them then; or what was one line of a paragraph.
    """
    if end - start > MOST_WRAPPED or not all(bare[start:end]):
        return False
    above, first, *more = bare[start - 1 : end]
    if not more and _LINK.fullmatch(first):
        return True
    if (
        above[-1] in _ENDS
        or _NO_REST.match(first)
        or _has_room(above, first)
        or first.rstrip(",.!").casefold() in ANSWERS
    ):
        return False
    if len(more) < 2 and sum(map(len, (first, *more))) <= LONGEST_WRAPPED:
        return True
    is_of_prose = len(above) <= WIDEST and above.count(" ") >= PROSE and _GOES_ON.match(first) is not None
    return is_of_prose and not any(_has_room(*both) for both in pairwise((first, *more)))


def _has_room(line: str, below: str) -> bool:
    """Would the first word of the line below have stood in this one?"""
    return len(line) + 1 + len(below.split(maxsplit=1)[0]) <= NARROWEST


def is_near_the_top(bare: list[str], line: int) -> bool:
    """Stand at most a few lines with words above this one?"""
    count = 0
    for above in bare[:line]:
        count += bool(above)
        if count > MOST_GREETING:
            return False
    return True
