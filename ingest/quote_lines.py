"""The marks of quoted lines: ``>``, ``»``, and under an attribution also ``JD>``, ``|``, ``:``, ``%`` and ``#``."""

from __future__ import annotations

import re

MARKS = ">»"
# the unusual marks are found in tables, code and lists too, so they count only after an attribution
_UNUSUAL = re.compile(r"[A-Za-z]{1,4}>|\||:|%|#")
INDENT = "    "  # the mark of Outlook for Mac
# assignments and calls, as they stand behind the prompt of R
_TYPED = re.compile(r"<-|^[\w.$]+\(.*\)$|^[\w.$@\[\]\"]+ ?= ?\S|^(?:library|require|function|for|if)\b.*[)({]$")
WRAPPED = 50  # characters of a line that may go on in the next
SENTENCE_ENDS = ".:;!?…"
PROSE = 6  # blanks of a line that is no log, no code and no stack
_GOES_ON = re.compile(r"[> ]{1,60}[^\W\d_A-Z]{1,30}(?:[ ,;:)’'-]|[.!?](?:\s|$))")  # a word of prose in lower case
_BLANKS = " \t\ufeff\u200b\u00a0"


def begins_above(bare: list[str], at: int, floor: int) -> bool:
    """Is the one line above a marked one the begin of its sentence? Web interfaces leave the mark out there."""
    above = bare[at - 1] if at > floor else ""
    if len(above) < WRAPPED or above[-1] in SENTENCE_ENDS or (at - 1 > floor and bare[at - 2]):
        return False
    return above.count(" ") >= PROSE and _GOES_ON.match(bare[at]) is not None


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


def is_indented(lines: list[str], at: int) -> bool:
    """Do the lines from here on bear an indent as their mark, all but a few answers? Indented code is shorter."""
    if at >= len(lines) or not lines[at].startswith(INDENT):
        return False
    filled = [line for line in lines[at : at + 24] if not line.isspace()][:12]
    indented = sum(line.startswith(INDENT) for line in filled)
    return indented == len(filled) or indented >= max(4, len(filled) * 2 // 3)


def indented_end(lines: list[str], at: int) -> int:
    """The end of a run of lines with an indent, blank lines between them included."""
    end = last = at
    while end < len(lines) and (lines[end].startswith(INDENT) or lines[end].isspace()):
        end += 1
        last = last if lines[end - 1].isspace() else end
    return last


def is_console(lines: list[str]) -> bool:
    """Are these lines with ``>`` what was typed at a prompt, and no quote? ``> x <- sum(1:10)``."""
    said = [line.strip()[1:].strip() for line in lines if line.strip(" \t\r\n>")]
    untyped = 0
    for line in said:
        untyped += _TYPED.search(line) is None
        if 5 * untyped >= len(said):
            return False
    return bool(said)
