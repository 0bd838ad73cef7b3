"""What stands below the head of a quote: marks, a subject, another head, or the word that words were left out.

All functions look at stripped lines, from one on.
"""

from __future__ import annotations

import re
from itertools import takewhile

from ingest.bodies import attribution_lines
from ingest.bodies.attributed_names import bracketed_name, looks_like_a_name
from ingest.bodies.attributions import Attribution
from ingest.bodies.header_blocks import LONGEST_BLOCK, label, read_block
from ingest.bodies.lines import MARKS
from ingest.bodies.office_heads import notes_over_marks
from ingest.bodies.tracker_heads import tracker_head
from ingest.senders import is_addressed, parse_sender

LONGEST_SENDER = 160  # characters of a line that names one
LEFT_OF_A_BLOCK = 2  # lines, at most
LONGEST_NAMED = 9  # lines of an attribution, blank ones, and one of what follows
_MARKED = frozenset(MARKS)
_SNIP = re.compile(
    r"(?i)[\W_]*(?:snip\w*|cut|deleted|trimmed|\.{3}|…|omissis|schnipp|coupé|\[\])?[\W_]*(?:snip\w*)?[\W_]*"
)


def next_line(bare: list[str], at: int) -> int:
    """The next line that is not blank."""
    while at < len(bare) and not bare[at]:
        at += 1
    return at


def is_marked(bare: list[str], at: int) -> bool:
    """Does this line bear a quote mark?"""
    return at < len(bare) and bare[at][:1] in _MARKED


def is_snipped(bare: list[str], at: int) -> bool:
    """Does this line say that words were left out: some, with marked lines below it, or all, in brackets over a blank line?"""
    if at >= len(bare) or len(bare[at]) > 30 or not _SNIP.fullmatch(bare[at]):
        return False
    is_all = bare[at][0] in "[<({" and at + 1 < len(bare) and not bare[at + 1]
    return is_all or is_marked(bare, next_line(bare, at + 1))


def subject_below(bare: list[str], at: int) -> tuple[int, str]:
    """The line after the subject, or number, that newsreaders write between an attribution and marked lines, and the subject."""
    if (
        at < len(bare)
        and bare[at].startswith("news:")
        and " " not in bare[at]
        and is_marked(bare, next_line(bare, at + 1))
    ):
        return at + 1, ""
    found = label(bare[at]) if at < len(bare) else None
    if found is None or found[0] != "subject" or not is_marked(bare, next_line(bare, at + 1)):
        return at, ""
    return at + 1, found[1]


def sender_alone(bare: list[str], at: int) -> Attribution | None:
    """What is left of a block that people cut down to its first line: ``From: Ann Example [mailto:ann@example.org]``."""
    found = label(bare[at]) if at < len(bare) and len(bare[at]) <= LONGEST_SENDER else None
    if found is None or found[0] != "from" or not is_addressed(found[1]):
        return None
    if at + 1 >= len(bare) or label(bare[at + 1]) is not None:
        return None
    sender = parse_sender(found[1])
    return Attribution(sender.name, sender.address, certain=False) if looks_like_a_name(sender.name or "X") else None


def head_over_marks(bare: list[str], at: int, floor: int) -> tuple[int, Attribution] | None:
    """The line after what is a head where marked lines stand below, and else none: what is left of a block, one of Notes, or of a
    tracker; and what it says."""
    if not is_marked(bare, next_line(bare, at + 1)):
        return None
    if at == floor or not bare[at - 1]:
        if found := _block_in_marks(bare, at):
            return found
        if said := sender_alone(bare, at):
            return at + 1, said
    said = tracker_head(bare[at]) or (notes_over_marks(bare, at) if is_marked(bare, at + 1) else None)
    return (at + 1, said) if said else None


def _block_in_marks(bare: list[str], at: int) -> tuple[int, Attribution] | None:
    """A block of which all lines but the first are marked, where somebody typed at its begin: ``From: Ann`` over ``> Sent: …``."""
    first = label(bare[at])
    if first is None or first[0] != "from" or not is_marked(bare, at + 1) or label(bare[at + 1][1:].strip()) is None:
        return None
    marked = takewhile(lambda line: line[:1] in _MARKED, bare[at + 1 : at + LONGEST_BLOCK])
    block = read_block([bare[at], *(line[1:].strip() for line in marked)], 0, needed=2)
    return (at + block[0], block[1]) if block and block[0] > 1 else None


def begun_block(bare: list[str]) -> tuple[int, Attribution] | None:
    """What is left of a block at the begin of marked lines: a sender and an address, and maybe the subject."""
    if said := sender_alone(bare, 0):
        return 1, said
    block = read_block(bare, 0, needed=2) if bare and label(bare[0]) is not None else None
    return block if block and block[0] == LEFT_OF_A_BLOCK and block[1].address and block[1].subject else None


def in_brackets(bare: list[str], at: int) -> Attribution | None:
    """Whom a line in brackets above marked lines names: ``[Ann Example]``, or ``(In reply to Ann Example from comment #4)``."""
    line = bare[at]
    if line[0] + line[-1] not in ("[]", "()") or not is_marked(bare, next_line(bare, at + 1)):
        return None
    name = bracketed_name(line) if line[0] == "[" else ""
    return Attribution(name, certain=False) if name else tracker_head(line)


def names_its_own(bare: list[str], at: int) -> bool:
    """Do marked lines begin with an attribution and go on with what that one wrote, as Apple Mail marks both?

    Under a block these are what its message quotes, and what follows them without marks is its own.
    """
    run = [line[1:].lstrip() for line in bare[at : at + LONGEST_NAMED] if line[:1] == ">"]
    end, said = attribution_lines.downwards(run, 0)
    below = next(filter(None, run[end:]), "")
    return said is not None and below != "" and below[0] not in MARKS


def is_attributed_anew(bare: list[str], start: int, at: int) -> bool:
    """Does a message without marks begin here, below an attribution of another kind, with one of Supercite?"""
    if at >= len(bare) or not attribution_lines.begins_supercite(bare[at]):
        return False
    is_stacked = attribution_lines.begins_supercite(bare[start])
    return not is_stacked and attribution_lines.supercite(bare, at)[1] is not None
