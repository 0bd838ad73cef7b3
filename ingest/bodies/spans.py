"""The spans of a level's lines that are not its author's words, and what only the spans below a span can tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

from ingest.bodies.attributions import Attribution
from ingest.bodies.wrapped_lines import is_wrapped

MOST_GREETING = 4  # lines above an attribution that are no answer yet


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
    top = end_of_top(bare)
    for span in reversed(found):
        answered = following is not None and following.what is QUOTED and not names_its_own(following.start)
        if span.what is ATTRIBUTION and not span.marked and answered:
            span.marked = span.start <= top
        if span.what in (QUOTED, ATTRIBUTION, HEADER):
            following = span


def settle_broken_lines(found: list[Span], bare: list[str]) -> None:
    """Give what a mailer wrapped, and left without a mark, back to the quoted lines on both its sides.

    Of 238 such rests whose message was at hand 222 stood in it so, and most of the others are what a console printed.
    """
    for span, after in pairwise(found):
        is_between = span.what is after.what is QUOTED and not span.name and span.end < after.start
        if is_between and is_wrapped(bare, span.end, after.start):
            span.end = after.start


def end_of_top(bare: list[str]) -> int:
    """The line above which stand at most a few lines with words: an attribution no further down has no answer above it yet."""
    with_words = (at for at, line in enumerate(bare) if line)
    return next(islice(with_words, MOST_GREETING, None), len(bare))
