"""The spans of a level's lines that are not its author's words, and what only the spans below a span can tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ingest.attributions import Attribution

MOST_GREETING = 4  # lines above an attribution that are no answer yet
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


def settle_broken_links(found: list[Span], bare: list[str]) -> None:
    """Give a link that lost its mark back to the quoted lines on both its sides."""
    for span, after in pairwise(found):
        if after.start == span.end + 1 and span.what is after.what is QUOTED:
            span.end += _LINK.fullmatch(bare[span.end]) is not None


def is_near_the_top(bare: list[str], line: int) -> bool:
    """Stand at most a few lines with words above this one?"""
    count = 0
    for above in bare[:line]:
        count += bool(above)
        if count > MOST_GREETING:
            return False
    return True
