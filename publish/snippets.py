"""The surroundings of the words that a search found.

Made of the text with the words marked, which takes time by the letter: SQLite's ``snippet()`` compares each word found with all
others, and takes a second for a log in which a word stands a thousand times.
"""

from __future__ import annotations

import re

from publish.render import END, FOUND

AROUND = 190  # characters
BEFORE = 50  # of them, before the first word found
LOOKED_AT = 500  # words found, among which the best place is looked for
HIT = re.compile(f"{FOUND}([^{END}]*){END}")


def snippet(marked: str) -> str:
    r"""Give the place of a text where most different words were found, on one line; empty where none were.

    >>> snippet("High water\nat the \x02quay\x03.").replace(FOUND, "[").replace(END, "]")
    'High water at the [quay].'
    """
    start = _best(marked)
    if start < 0:
        return ""
    first = marked.rfind(" ", 0, max(start - BEFORE, 0)) + 1 if start > BEFORE else 0
    if start - first > 2 * BEFORE:  # a long word
        first = start
    last = first + AROUND
    if last < len(marked):
        last = max(marked.rfind(" ", first, last), marked.find(END, start) + 1)
    if marked.rfind(FOUND, first, last) > marked.rfind(END, first, last):  # in the middle of a phrase
        last = marked.find(END, last) + 1
    line = " ".join(marked[first:last].split())
    return ("…" if first else "") + line + (" …" if last < len(marked.rstrip()) else "")


def _best(marked: str) -> int:
    """Give the place of the word found with which most other ones stand together; -1 where none was found."""
    hits = [(hit.start(), hit[1].casefold()) for hit, _ in zip(HIT.finditer(marked), range(LOOKED_AT), strict=False)]
    best, most = -1, 0
    for number, (at, _) in enumerate(hits):
        together = {word for place, word in hits[number : number + 20] if place < at + AROUND - BEFORE}
        if len(together) > most:
            best, most = at, len(together)
    return best
