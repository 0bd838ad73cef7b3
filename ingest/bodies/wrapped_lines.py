"""Lines without a mark between quoted ones that are the rest of what was quoted: mailers mark lines first, and wrap them then."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.quote_marks import ANSWERS

NARROWEST = 66  # columns within which mail is wrapped; of 76, less two for each mark that was added since
LONGEST_WRAPPED = 30  # characters: lines of up to 80, with a few marks before them, in 76 columns
MOST_WRAPPED = 12  # lines
WIDEST = 90  # characters of a line that was wrapped
PROSE = 6  # blanks of a line that is no code
_ENDS = ".:;!?…>_"
_BEGINS_AMID = re.compile(r"[a-zß-ÿ'-]{1,30}[,;.)]{0,2} \S+ \S+ \S")
# "^^^^ here", "*snip*", "Ann:", and a whole sentence
_NO_REST = re.compile(r"\W*(?:[Ss]nip\b|SNIP\b|\^|\d{1,3}\] |\.{3}|…)|.*:$|[^\Wa-z_].*[.!?]$")
_LINK = re.compile(r"[<(]?\s?https?://\S{1,300}[>)]?\s?>?")


def is_wrapped(bare: list[str], start: int, end: int) -> bool:
    """Are these unmarked lines a link, or the rest of a sentence for which the line above had no room?

    A few words, as programs leave them that mark lines first and wrap them then; or what was one line of a paragraph.
    """
    if end - start > MOST_WRAPPED or not all(bare[start:end]):
        return False
    above, first, *more = bare[start - 1 : end]
    if not more and _LINK.fullmatch(first):
        return True
    if not _goes_on(above, first):
        return False
    if len(more) < 2 and sum(map(len, (first, *more))) <= LONGEST_WRAPPED:
        return True
    is_of_prose = len(above) <= WIDEST and above.count(" ") >= PROSE and _BEGINS_AMID.match(first) is not None
    return is_of_prose and not any(has_room(*both) for both in pairwise((first, *more)))


def _goes_on(above: str, below: str) -> bool:
    """May a line go on in the one below: there was no room for it, and it is no answer?"""
    is_answer = _NO_REST.match(below) is not None or below.rstrip(",.!").casefold() in ANSWERS
    return above[-1] not in _ENDS and not is_answer and not has_room(above, below)


def has_room(line: str, below: str, columns: int = NARROWEST) -> bool:
    """Would the first word of the line below have stood in this one?"""
    return len(line) + 1 + len(below.split(maxsplit=1)[0]) <= columns
