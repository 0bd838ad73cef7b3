"""Lines that a mail program broke, told from those that the author did.

A program breaks a line where its next word does not fit any more. So each break says between which widths the program's lies:
from the length of the line to that with the next word's. What most breaks of a text agree on is the width; a paragraph whose
breaks it does not explain was not wrapped, or by nobody but its author: verse, addresses, a log.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from publish.drawn import INDENTED, ITEM

# Lines longer than this were not wrapped by their author's program: nothing is to be joined.
WIDEST_WRAP = 100
# Where no line is longer than this all were broken on purpose: verse, an address.
NARROWEST_WRAP = 45
USUAL_WRAP = 72
NARROW_WRAP = 60  # a paragraph alone can tell of no width that is less
ENOUGH_BREAKS = 3
EXPLAINED = 0.5  # of the breaks of a paragraph that was wrapped; some are always the author's
VERSE, CAPITALS = 4, 0.8  # so many lines, and the share of them that begins with a capital letter
EDITED = 3  # characters that a line grew by when its author went over it again

LINK = re.compile(r"\s*<?(?:https?|ftp)://\S+\s*$", re.IGNORECASE)
LABEL = re.compile(r"\s*[^\W\d_][\w-]{0,20}:\s")
ENDS = (".", "!", "?", ":", "…")


@dataclass(frozen=True, slots=True)
class Break:
    """A break between two lines: from ``least`` to ``most`` is how wide a program is that makes it."""

    least: int
    most: int
    ends: bool = False  # behind a sentence, where authors make breaks too
    goes_on: bool = False  # within a sentence

    def fits(self, width: int) -> bool:
        """Say whether a program of this width makes the break."""
        return self.least <= width + EDITED and self.most >= width

    def is_left(self, width: int, share: float = 1 / 2) -> bool:
        """Say whether it stands in the middle of a sentence, where the author took words out of a line that was full."""
        return self.goes_on and self.least >= width * share


def wrap_width(text: str) -> int:
    """Give the width at which a mail program wrapped ``text``: the usual one where too few lines tell."""
    paragraphs = re.split(r"\n[ \t\r]*\n", text)
    width, votes = voted(each for paragraph in paragraphs for each in breaks(paragraph.split("\n")))
    if votes >= ENOUGH_BREAKS:
        return width
    return max([USUAL_WRAP, *(length for line in text.split("\n") if (length := len(line.rstrip())) <= WIDEST_WRAP)])


def unwrap(text: str, width: int) -> str:
    r"""Join the lines of a paragraph that a mail program broke at ``width``; keep the breaks that the author made.

    >>> unwrap("This line was broken by a program where the next\nword did not fit, and this one\n- an item\nBen", 50)
    'This line was broken by a program where the next word did not fit, and this one\n- an item\nBen'
    """
    lines = text.split("\n")
    found = breaks(lines)
    if not any(found):
        return text
    own, votes = voted(each for each in found if each is not None and not each.ends)
    if votes > 1 and own >= NARROW_WRAP and explained(found, own) > explained(found, width):
        width = own
    if _are_alike(lines) or explained(found, width) < EXPLAINED:
        return text
    joined = [lines[0]]
    for each, line in zip(found, lines[1:], strict=True):
        joins = each is not None and (each.fits(width) or each.is_left(width))
        joined.append(f" {line.lstrip()}" if joins else f"\n{line}")
    return "".join(joined)


def breaks(lines: list[str]) -> list[Break | None]:
    """Give the break below each line but the last; None where no program makes one, or it cannot be told."""
    found: list[Break | None] = []
    in_item = False
    for before, line in pairwise(lines):
        in_item = ITEM.match(before.lstrip()) is not None or (in_item and INDENTED.match(before) is not None)
        found.append(_break(before.rstrip(), line, in_item))
    return found


def _break(before: str, line: str, in_item: bool) -> Break | None:
    words = line.split(None, 1)
    if not words or not before or len(before) > WIDEST_WRAP or ITEM.match(line.lstrip()):
        return None
    if ITEM.fullmatch(f"{before.lstrip()} "):  # a mark alone, and a word too long to stand behind it
        return Break(0, WIDEST_WRAP)
    if LINK.match(before) or LINK.match(line) or (LABEL.match(before) and LABEL.match(line)):
        return None
    if INDENTED.match(line) and not in_item and not INDENTED.match(before):
        return None  # another paragraph begins
    ends = before.endswith(ENDS)
    return Break(len(before), len(before) + len(words[0]), ends, not ends and words[0][0].islower())


def voted(found: Iterable[Break | None]) -> tuple[int, int]:
    """Give the width that most breaks agree on, and how many more agree than are too long for it; of several the narrowest.

    >>> voted([Break(68, 72), Break(70, 78), Break(46, 49), Break(12, 20)])
    (70, 2)
    """
    counted = [each for each in found if each is not None and each.most >= NARROWEST_WRAP]
    change = [0] * (WIDEST_WRAP + 2)
    for each in counted:
        change[max(each.least, NARROWEST_WRAP)] += 2  # agrees from here on, and is not too long any more
        change[min(each.most, WIDEST_WRAP) + 1] -= 1
    votes = list(accumulate(change))
    best = max(range(WIDEST_WRAP + 1), key=votes.__getitem__)
    return best, votes[best] - len(counted)


def explained(found: list[Break | None], width: int) -> float:
    """Give the share of the breaks that a program of this width makes, less those that are plainly the author's."""
    known = [each for each in found if each is not None]
    fits = [
        each.fits(width) or each.is_left(width, 2 / 3)
        for each in known
        if each.fits(width) or (not each.ends and each.least >= width / 2)
    ]
    return sum(fits) / len(fits) if fits else 0.0


def _are_alike(lines: list[str]) -> bool:
    """Say whether the lines begin as no wrapped ones do: nearly all with a capital letter, or half of them with the same word.

    So do verse, lists without marks, and what programs say. Items of a list begin as they like.
    """
    begins = [words[0] for line in lines if (words := line.split(None, 1)) and not ITEM.match(line.lstrip())]
    if len(begins) < VERSE:
        return False
    ((_, most),) = Counter(begins).most_common(1)
    return most >= max(3, len(begins) / 2) or sum(word[0].isupper() for word in begins) >= CAPITALS * len(begins)
