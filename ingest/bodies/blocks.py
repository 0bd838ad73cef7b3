"""Blocks of labels and separators among the lines of a body: where each begins and ends, and what it says.

A block stands on lines of its own with a rule or an announcement above it, is wrapped with labels in the middle of its lines, or
is flattened to one line.
"""

from __future__ import annotations

import re

from ingest.bodies import attribution_lines, office_heads
from ingest.bodies.attributions import Attribution
from ingest.bodies.header_blocks import is_field, label, read_block, read_block_without_colons, read_line
from ingest.bodies.lines import MARKS
from ingest.bodies.separator_words import ANNOUNCEMENTS
from ingest.bodies.separators import (
    LONGEST_GLUED,
    LONGEST_SEPARATOR,
    is_envelope,
    is_scissors,
    is_titled_rule,
    read_separator,
    shares_its_line,
)
from ingest.list_matter.ends import is_rule
from ingest.list_matter.footers import footer_at

LOG_FIELDS = ("Author:", "AuthorDate:", "Commit:", "CommitDate:", "Date:", "Merge:")
_COMMIT = re.compile(r"\s*\*?\s?commit:? [0-9a-f]{7,64}\b")
FARTHEST = 3  # lines from a block up to the rule above it
_ENDS_PARAGRAPH = frozenset(MARKS) | {""}
_ENDS_ATTRIBUTION = frozenset(":：>")

Block = tuple[int, Attribution]  # the line after it, and what it says


def block_at(lines: list[str], bare: list[str], at: int, floor: int) -> tuple[int, int, Attribution] | None:
    """The block whose first label stands on this line: its first line with what is drawn above it, the line after it."""
    if is_of_a_log(lines, at):
        return None
    block = read_block(lines, at)
    if block is None or not block[1].subject:
        block = _wrapped(bare, at) or block
    if block is None:
        flat = on_one_line(bare, at)
        return (at, *flat) if flat else None
    above = next((n for n in range(at - 1, max(floor, at - FARTHEST) - 1, -1) if bare[n]), -1)
    head = bare[above] if above >= 0 else ""
    if head.casefold() in ANNOUNCEMENTS:
        return above, block[0], block[1]._replace(forwarded=True)
    is_drawn = head != "" and (is_rule(head) or is_titled_rule(head))
    return (above if is_drawn else at), block[0], block[1]


def is_of_a_log(lines: list[str], at: int) -> bool:
    """Do "Author" and "Date" stand here as git's log has them: below the commit, or above its message, four blanks in?"""
    if not lines[at].lstrip().startswith("Author:"):
        return False
    near = reversed(lines[max(0, at - FARTHEST) : at])
    above = next((line for line in near if not line.isspace() and not line.lstrip().startswith("Merge:")), "")
    if _COMMIT.match(above):
        return True
    below = [line for line in lines[at + 1 : at + 6] if not line.lstrip().startswith(LOG_FIELDS)]
    first = next((line.expandtabs() for line in below if not line.isspace()), "")
    indent = len(lines[at]) - len(lines[at].lstrip()) + 4
    return bool(first) and below[0].isspace() and first[:indent].isspace()


def on_one_line(bare: list[str], at: int) -> Block | None:
    """The block that is on this line alone."""
    block = read_line(bare[at]) if len(bare[at]) > LONGEST_SEPARATOR else None
    return (at + 1, block[1]) if block else None


def _wrapped(bare: list[str], at: int) -> Block | None:
    """The block that was wrapped with labels in the middle of its lines, and fills its paragraph."""
    found, end = label(bare[at]), _paragraph_end(bare, at)
    if found is None or found[0] != "from" or end == at + 1:
        return None
    joined = " ".join(bare[at:end])
    block = read_line(joined)
    fills_it = block is not None and block[0] == len(joined) and joined[-1] not in _ENDS_ATTRIBUTION
    return (end, block[1]) if block and fills_it and block[1].subject else None


def _paragraph_end(bare: list[str], at: int) -> int:
    """The line behind a wrapped block that begins here: the first that is blank or marked."""
    last = min(at + LONGEST_GLUED, len(bare))
    return next((n for n in range(at, last) if bare[n][:1] in _ENDS_PARAGRAPH), last)


def separator_at(bare: list[str], at: int) -> Block | None:
    """``-----Original Message-----`` and its kin, with or without a block on the same lines."""
    said, end = read_separator(bare[at]), at + 1
    if said is None and shares_its_line(bare[at]):
        end = next((n for n in range(at, min(at + LONGEST_GLUED, len(bare))) if not bare[n]), len(bare))
        said = read_separator(" ".join(bare[at:end]))
    return None if said is None else (end, said)


def head_below(bare: list[str], at: int) -> tuple[int, Attribution | None]:
    """The line after the head of a message that stands below a separator, an attribution's or Lotus Notes', and what it says."""
    for line in range(at, min(at + office_heads.MOST_ABOVE, len(bare))):
        if head := office_heads.notes(bare, line, at):
            return head[1:] if head[0] == at else (at, None)
    if block := read_block_without_colons(bare, at):
        return block
    return attribution_lines.downwards(bare, at)


def stands_above_a_block(bare: list[str], at: int) -> bool:
    """Does an envelope line stand here, between a separator and the block, or the rule that mail2web draws?"""
    if at >= len(bare):
        return False
    return is_envelope(bare[at]) or (is_rule(bare[at]) and at + 1 < len(bare) and is_field(bare[at + 1]))


def is_rule_of_a_marked_block(bare: list[str], at: int, floor: int) -> bool:
    """Is the one line above a marked one the rule of Microsoft Internet Mail, which marks the block below it alone?"""
    if at <= floor or bare[at - 1] != "-" * 10:
        return False
    found = label(bare[at].lstrip("> "))
    return found is not None and found[0] == "from"


def is_drawn_below(lines: list[str], bare: list[str], block: int, at: int) -> bool:
    """Is this line drawn below a block: a rule of Lotus Notes or The Bat!, or, as Zoho has it, the separator above it again?"""
    if at >= len(bare):
        return False
    is_again = bare[at] == bare[block] and not is_field(bare[at])
    return is_again or is_scissors(bare[at]) or (is_rule(bare[at]) and not footer_at(lines, at))
