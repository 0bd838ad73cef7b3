"""The usual marks of quoted lines, ``>`` and ``»``, and lines taken out of them and of the unusual ones."""

from __future__ import annotations

import re

from ingest.bodies.runs import unusual_mark

MARKS = ">»"
# assignments and calls, as they stand behind the prompt of R
_TYPED = re.compile(r"<-|^[\w.$]+\(.*\)$|^[\w.$@\[\]\"]+ ?= ?\S|^(?:library|require|function|for|if)\b.*[)({]$")
_NAME = re.compile(r"[\w.$@\[\]\"'`]+")
# what R answers: values, members of lists, what an object is made of, what went wrong; "+" asks for the rest
_OUTPUT = re.compile(
    r"[ \t]{0,12}(?:\[1\] |\[\[\d{1,3}\]\]\s*$|\$[\w.`]{1,60}\s*$|NULL\s*$|<environment|structure\(|List of \d|'data\.frame':"
    r"|attr\(,|\+ |Error(?: in \S|:)|Warning message:)"
)
WRAPPED = 50  # characters of a line that may go on in the next
SENTENCE_ENDS = ".:;!?…"
PROSE = 6  # blanks of a line that is no log, no code and no stack
_GOES_ON = re.compile(r"[> ]{1,60}[^\W\d_A-Z]{1,30}(?:[ ,;:)’'-]|[.!?](?:\s|$))")  # a word of prose in lower case
_BLANKS = " \t\ufeff\u200b\u00a0"
_LOST_BLANKS = re.compile(r"\?[? ]{0,30}(?=>)")  # before a mark: hard blanks as an archive stores them, "??? > "
FEWEST_LOST, NEXT = 4, 40  # lines with such blanks, of so many


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
    if lost := _LOST_BLANKS.match(bare):
        return unmarked(bare[lost.end() :])
    if mark := unusual_mark(bare):
        return bare[len(mark) :].removeprefix(" ")
    return line


def strip_lost_blanks(bare: list[str], at: int) -> bool:
    """Take away what hard blanks before marks became, from this line on; False where these are few lines, or a console."""
    lines = range(at, min(at + NEXT, len(bare)))
    lost = {line: found.end() for line in lines if (found := _LOST_BLANKS.match(bare[line]))}
    if len(lost) < FEWEST_LOST or at not in lost or is_console([bare[line][end:] for line, end in lost.items()]):
        return False
    for line, end in lost.items():
        bare[line] = bare[line][end:]
    return True


def is_console(lines: list[str]) -> bool:
    """Are these lines with ``>`` what was typed at a prompt, and no quote? ``> x <- sum(1:10)``, ``>>> print(x)``.

    Python's prompt looks like a quote in a quote in a quote, of which the outer ones would be there as well.
    """
    typed = [line.strip() for line in lines]
    if all(line.startswith(">>>") and line[3:4] in ("", " ") for line in typed if line):
        return True
    said = [line[1:].strip() for line in typed if line.strip("> ")]
    untyped = 0
    for line in said:
        untyped += _TYPED.search(line) is None
        if 5 * untyped >= len(said):
            return False
    return bool(said)


def is_answered_console(lines: list[str], start: int, end: int) -> bool:
    """Was this typed at a prompt of R that answered on the next line? A name alone asks for its value."""
    if end >= len(lines) or not _OUTPUT.match(lines[end]):
        return False
    typed = [line for line in lines[start:end] if not _NAME.fullmatch(line.strip().lstrip(">").strip())]
    return not typed or is_console(typed)
