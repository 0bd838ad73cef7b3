"""What a quote bears that no usual mark tells: initials, bars, an indent, or brackets around it. It counts under an attribution.

These stand in tables, code and lists too, so that nothing but the line above makes them marks.
"""

from __future__ import annotations

import re

from ingest.bodies.spans import QUOTED, Span

# initials or a first name, as Supercite marks; "}" is the mark of mush, "›" of a site of Usenet's articles
_UNUSUAL = re.compile(r"[A-Za-z]{1,4}>|[A-Z][A-Za-z]{4,11}>|\||:|%|#|\}|›")
_NAME = re.compile(r"(?:[A-Z]{2,4}|[A-Z][A-Za-z]{2,11})>(?=\s|$)")
_HEAD = re.compile(r'>>>>>[ \t]{1,8}"([A-Z]{2,4}|[A-Z][A-Za-z]{2,11})" ==')
_INDENT = re.compile(r"[ \t]{2,16}(?=\S)")
LONGEST_INITIALS = 5  # characters of such a mark
SHORT = 4  # blanks: a shorter indent is Emacs's, where code is indented further; four or more are Outlook's for Mac
FEW = 12  # lines with words by which an indent is told
OPENS, CLOSES = "<<", ">>"  # around what AOL quotes
LONGEST_BRACKETED = 400  # lines

# what forums quote, in the plain text of the mails that they send: Discourse's "post:3", phpBB's "post_id=3"
_FORUM = re.compile(r"(?i)\[quote(?:=\"?([^\"\]\[,=]{1,80}?)(?:(?:,| \w{2,10}=)[^\]\[]{1,200})?\"?)?\]")
_FORUM_TAG = re.compile(r"(?i)\[(/?)quote[=\]]")
FORUM_END = "[/quote]"

INDENTED, BRACKETED, FORUM, NAMED = "indented", "bracketed", "forum", "named"  # the names of such spans


def mark_under(lines: list[str], bare: list[str], head: int, at: int) -> str:
    """The mark of the lines from here on, which stand under the attribution at head; "" where they bear none."""
    if at >= len(lines):
        return ""
    if bare[at].startswith(OPENS) and _closing(bare, at):
        return OPENS
    if begins_run(bare, head, at):
        return unusual_mark(bare[at])
    mark = _indent(lines[at])
    return mark if mark and _is_indented(lines, at, mark) else ""


def forum_quote(bare: list[str], at: int) -> tuple[str, int] | None:
    """Who is quoted by a forum's tag that stands on this line alone, and the line after the one that closes it."""
    found = _FORUM.fullmatch(bare[at])
    if found is None:
        return None
    depth = 0
    for end in range(at, min(at + LONGEST_BRACKETED, len(bare))):
        depth += sum(-1 if tag[1] else 1 for tag in _FORUM_TAG.finditer(bare[end]))
        if depth <= 0:
            return (found[1] or "", end + 1) if bare[end].casefold().endswith(FORUM_END) else None
    return None


def indent_of_block(lines: list[str], block: int, at: int) -> str:
    """The indent of a block of labels that what stands below it bears as well, as Emacs quotes a whole mail; else ""."""
    mark = _indent(lines[block])
    return mark if mark and at < len(lines) and lines[at].startswith(mark) else ""


def _indent(line: str) -> str:
    """The blanks before a line, so far as they may be a mark."""
    found = _INDENT.match(line)
    return found[0][:SHORT] if found else ""


def bears(line: str, mark: str) -> bool:
    """Does a line, with its blanks, bear the mark? Of a short indent code is told by a longer one."""
    if not mark.isspace():
        return line.lstrip().startswith(mark)
    return line.startswith(mark) and (len(mark) >= SHORT or not line[len(mark) : len(mark) + 1].isspace())


def run(lines: list[str], bare: list[str], at: int, mark: str) -> Span:
    """The run of lines with the mark that begins here."""
    if mark == OPENS:
        return Span(QUOTED, at, _closing(bare, at) or at + 1, name=BRACKETED)
    if mark.isspace():
        return Span(QUOTED, at, _indented_end(lines, at, mark), name=INDENTED)
    return Span(QUOTED, at, run_of(bare, at, mark))


def without(marked: list[str], name: str) -> list[str]:
    """The lines of such a span without their mark: a forum's tag, an indent, or AOL's brackets and the blank before its lines.

    A name becomes a usual mark: what it marks stands one level deeper.
    """
    if name == FORUM:
        rest = marked[-1].rstrip()[: -len(FORUM_END)]
        return [*marked[:-1], f"{rest}\n"] if rest.strip() else marked[:-1]
    if name == NAMED:
        return [
            f"> {line.lstrip().partition('>')[2].removeprefix(' ')}" if not line.isspace() else line for line in marked
        ]
    if name == INDENTED:
        mark = _indent(marked[0])
        return [line.removeprefix(mark) for line in marked]
    first, *others = marked
    moved = [first.lstrip()[len(OPENS) :].lstrip(" "), *(line.removeprefix(" ") for line in others)]
    end = moved[-1].rfind(CLOSES)
    return [*moved[:-1], moved[-1][:end] + moved[-1][end + len(CLOSES) :]] if end >= 0 else moved


def begins_run(bare: list[str], head: int, at: int) -> bool:
    """Does a run with an unusual mark begin here, below the head? Names in full mark if the head has them or is Supercite's."""
    if run_of(bare, at) <= at:
        return False
    mark = unusual_mark(bare[at])
    return (
        len(mark) <= LONGEST_INITIALS
        or bare[head].startswith(">>>>>")
        or any(mark[:-1] in line for line in bare[head:at])
    )


def unusual_mark(line: str) -> str:
    """The unusual mark that the line starts with, empty where there is none."""
    match = _UNUSUAL.match(line)
    return match[0] if match else ""


def name_mark(line: str) -> str:
    """The name or the initials that this line bears as its mark, empty where it bears none."""
    match = _NAME.match(line)
    return match[0] if match else ""


def mark_of_head(line: str) -> str:
    """The mark of the lines below a head of Supercite: ``>>>>> "Ann" == Ann Example <ann@example.org> writes:``."""
    match = _HEAD.match(line)
    return f"{match[1]}>" if match else ""


def is_named_below(bare: list[str], at: int, mark: str) -> bool:
    """Does the line, or the one below it that is not blank, bear the mark of the head of Supercite above, or the first of them
    another name, which that one quotes?"""
    filled = [line for line in bare[at : at + FEW] if line][:2]
    return mark != "" and (any(line.startswith(mark) for line in filled) or any(map(name_mark, filled[:1])))


def named_run(lines: list[str], bare: list[str], at: int, mark: str, first: str) -> Span:
    """The run of lines that bear a name; one that is not the name of who wrote the quote marks what that one quotes."""
    span = run(lines, bare, at, mark)
    span.name = "" if mark == first else NAMED
    return span


def run_of(bare: list[str], at: int, known: str = "") -> int:
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


def _closing(bare: list[str], at: int) -> int:
    """The line behind a bracket that opens here, 0 where it does not close."""
    last = min(at + LONGEST_BRACKETED, len(bare))
    return next((n + 1 for n in range(at, last) if bare[n].endswith(CLOSES)), 0)


def _is_indented(lines: list[str], at: int, mark: str) -> bool:
    """Do the lines from here on bear an indent as their mark, all but a few answers? Indented code is shorter."""
    if len(mark) < SHORT:
        return _is_paragraph(lines, at, mark)
    filled = [line for line in lines[at : at + 2 * FEW] if not line.isspace()][:FEW]
    indented = sum(line.startswith(mark) for line in filled)
    return indented == len(filled) or indented >= max(4, len(filled) * 2 // 3)


def _is_paragraph(lines: list[str], at: int, mark: str) -> bool:
    """Are all lines up to a blank one indented alike, two or more of them, as Emacs quotes?"""
    end = at
    while end < len(lines) and bears(lines[end], mark):
        end += 1
    return end > at + 1 and (end == len(lines) or lines[end].isspace())


def _indented_end(lines: list[str], at: int, mark: str) -> int:
    """The end of a run of lines with an indent, blank lines between them included."""
    end = last = at
    while end < len(lines) and (lines[end].startswith(mark) or lines[end].isspace()):
        end += 1
        last = last if lines[end - 1].isspace() else end
    return last
