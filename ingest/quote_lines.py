"""The marks of quoted lines: ``>``, ``»``, and under an attribution also ``JD>``, ``|``, ``:``, ``%`` and ``#``."""

from __future__ import annotations

import re

MARKS = ">»"
# the unusual marks are found in tables, code and lists too, so they count only after an attribution
_UNUSUAL = re.compile(r"[A-Za-z]{1,4}>|\||:|%|#")
_BLANKS = " \t\ufeff\u200b\u00a0"


def unmarked(line: str) -> str:
    """The line without its outermost quote mark.

    >>> unmarked("> > nested")
    '> nested'
    """
    if line[:1] == ">":
        return line[2:] if line[1:2] == " " else line[1:]
    bare = line.lstrip(_BLANKS)
    if bare[:1] in MARKS:
        return bare[2:] if bare[1:2] == " " else bare[1:]
    if mark := _UNUSUAL.match(bare):
        return bare[mark.end() + (bare[mark.end() : mark.end() + 1] == " ") :]
    return line


def unusual_mark(line: str) -> str:
    """The unusual mark that the line starts with, empty where there is none."""
    match = _UNUSUAL.match(line)
    return match[0] if match else ""


def unusual_run(bare: list[str], at: int, known: str = "") -> int:
    """The end of a run of stripped lines with the same unusual mark, ``at`` where no such run starts.

    One line is a run where its mark is typical, or ``known`` from a run above.
    """
    mark = unusual_mark(bare[at]) if at < len(bare) else ""
    if not mark:
        return at
    end = last = at
    while end < len(bare) and (not bare[end] or bare[end].startswith(mark)):
        last = end + 1 if bare[end] else last
        end += 1
    return last if mark[-1] in ">|" or last > at + 1 or mark == known else at
