"""Which lines of a text are drawn: tables, code, logs, patches. Their breaks and blanks matter, those of prose do not.

word      a run of letters, with the signs of a sentence around it
odd       what no sentence is made of: names with signs in them, numbers in brackets, operators
sentence  a line that is mostly words
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise

# Of a longer line only so much is looked at: nothing is drawn that wide.
LOOKED_AT = 400
BRIDGED = 2  # lines between drawn ones that are drawn too, where they are no sentences
REPEATED = 3  # lines that begin with the same name, as those of a log do
WIDE = 40  # characters of a line that is a sentence without its end

INDENTED = re.compile(r"\t|[ ]{2,}\S")
COLUMNS = re.compile(
    r"""(?:
        .*[^\s.!?:;,][ ]{3,}\S             # columns made with spaces, no wide gap between sentences
      | [ ]?\w[\w ()/.-]{0,30}:[ ]{3,}\S   # a label before a column
      | .*\|.*\|                           # a table with bars
      | [+|][-=+|\s]{3,}                   # its ruler
      | .*\S\t+\S                          # columns made with tabs
      | diff[ ]--git | @@[ ] | (?:\+\+\+|---)[ ]\S   # a patch
      | .*[{}]$ | .*\w\(.*\);$ | .*[ ]=[ ].*;$   # code
      | [-+](?:\s{2,}|def[ ]|return[ ])    # a changed line
      | (?:def|class)[ ].*:$ | import[ ]\w+$
      | \s*(?:[$%]|>>>|\#!)[ ]?\S          # what was typed at a prompt
      | \s*\[?(?:[\d/.-]{8,10}[T ]|[A-Z][a-z]{2}[ ]{1,2}\d\d?[ ])?\d\d:\d\d:\d\d\b   # the time of a log
      | \s*(?:[\w.+~-]*/)*[\w.+-]+(?:\.\w{1,4}:\d+|:\d+:)   # where a compiler found something
    )""",
    re.VERBOSE,
)
ITEM = re.compile(r"[*•–o]\s|[-+]\s(?!\s)|\(?(?:\d{1,3}|[A-Za-z])[.)]\s|\[\d+\]|#{1,6}\s|--\s*$")
COMMENT = re.compile(r"\s*(?:/\*|\*/|\*\s*@\w)")  # of code, whose lines begin as items do
WORD = re.compile(r"[^\W\d_]+(?:['’.&/-][^\W\d_]+)*")
NEUTRAL = re.compile(r"[#~]?\d+(?:[.,:/-]\d+)*%?|[-–—&+]+|(?:https?|ftp)://\S+|www\.\S+|\S+@\S+", re.IGNORECASE)
LINK = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
AROUND = "\"'“”‘’«»()[]<>*_.,;:!?…"


def drawn(lines: list[str]) -> list[bool]:
    """Say of each line of a paragraph whether it is drawn.

    >>> drawn(["This is how it is called:", "$ make ingest", "It takes a minute or two, the first time at least."])
    [False, True, False]
    """
    found = _bridged(lines, [one or odd for one, odd in zip(_by_shape(lines), _by_words(lines), strict=True)])
    return found if _is_many(found) and not _is_habit(lines, found) else [False] * len(lines)


def _is_many(found: list[bool]) -> bool:
    """Say whether so many lines are drawn that it is meant: one of three, or two together."""
    return sum(found) * 3 >= len(found) or any(one and other for one, other in pairwise(found))


def _is_habit(lines: list[str], found: list[bool]) -> bool:
    """Say whether nothing but the first line of a paragraph stands in a little: a habit of prose."""
    return len(lines) > 1 and lines[0].startswith(" ") and sum(found) == 1 and found[0]


def _by_shape(lines: list[str]) -> Iterator[bool]:
    """Say of each line whether its signs are those of a drawn one; a list stands in too, and is drawn where half of it is."""
    columns = [COLUMNS.match(_without_mark(line[:LOOKED_AT])) is not None for line in lines]
    for in_list, run in groupby(enumerate(_in_list(lines)), key=lambda each: each[1]):
        places = [at for at, _ in run]
        if in_list:
            yield from [sum(columns[at] for at in places) * 2 >= len(places)] * len(places)
        else:
            yield from (columns[at] or INDENTED.match(lines[at]) is not None for at in places)


def _without_mark(line: str) -> str:
    """Give a line without the mark of an item, behind which any gap may stand."""
    mark = ITEM.match(line.lstrip())
    return line.lstrip()[mark.end() :].lstrip() if mark else line


def _in_list(lines: list[str]) -> Iterator[bool]:
    """Say of each line whether it is an item of a list, or stands in below one."""
    inside, code = False, any(map(COMMENT.match, lines))
    for line in lines:
        inside = not code and (ITEM.match(line.lstrip()) is not None or (inside and INDENTED.match(line) is not None))
        yield inside


def _by_words(lines: list[str]) -> list[bool]:
    """Say of each line whether it is one of a log: it begins as others do, or most of it is odd."""
    names = [line.split(None, 1)[0] for line in lines]
    often = {name for name, times in Counter(names).items() if times >= REPEATED and _is_name(name)}
    return [name in often or _is_odd(line) for name, line in zip(names, lines, strict=True)]


def _is_name(first: str) -> bool:
    """Say whether the first word of a line is one that a program puts before each of its lines."""
    bare = first.strip(AROUND)
    prose = not first.strip(">") or WORD.fullmatch(bare) or NEUTRAL.fullmatch(bare) or ITEM.match(f"{first} ")
    return not prose or (first.endswith(":") and not first.startswith("["))


def _is_odd(line: str) -> bool:
    words, odd = _counted(line)
    return odd > words and (odd > 1 or len(line) > WIDE)


def _counted(line: str) -> tuple[int, int]:
    """Give the number of words, and of what is odd."""
    words = odd = 0
    for token in line[:LOOKED_AT].split():
        bare = token.strip(AROUND)
        if bare.isalpha() or WORD.fullmatch(bare):
            words += 1
        elif bare and not NEUTRAL.fullmatch(bare):
            odd += 1
    return words, odd


def is_sentence(line: str) -> bool:
    """Say whether a line is one of prose, and not only a few words that stand alone.

    >>> is_sentence("It takes a minute or two."), is_sentence("gpsd: select() {3 4 5} -> {} at 12"), is_sentence("Ann Author")
    (True, False, False)
    """
    bare = line.strip()
    if INDENTED.match(line) or bare.startswith(("/", "#", "+", "-")) or bare.endswith(";"):
        return False
    words, odd = _counted(line)
    ends = bare.endswith((".", ":", "!", "?")) and words > 1
    return words >= 3 * odd and (ends or (words > 3 and len(bare) >= WIDE))


def _bridged(lines: list[str], found: list[bool]) -> list[bool]:
    """Give what is drawn with the lines between, above and below that are neither: no sentences, and few."""
    if not any(found):
        return found
    out: list[bool] = []
    runs = [(is_drawn, [at for at, _ in run]) for is_drawn, run in groupby(enumerate(found), key=lambda each: each[1])]
    for number, (is_drawn, places) in enumerate(runs):
        between = 0 < number < len(runs) - 1
        sentences = any(
            LINK.search(lines[at]) or (is_sentence(lines[at]) and (not between or len(lines[at]) >= WIDE))
            for at in places
        )
        few = len(places) <= BRIDGED or not between
        out += [is_drawn or (few and not sentences)] * len(places)
    return out
