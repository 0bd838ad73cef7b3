"""What stands below the head of a quote: marks, a subject, another head, or the word that words were left out.

All functions look at stripped lines, from one on.
"""

from __future__ import annotations

import re

from ingest.bodies import attribution_lines
from ingest.bodies.attributed_names import looks_like_a_name
from ingest.bodies.attributions import Attribution
from ingest.bodies.header_blocks import label
from ingest.bodies.lines import MARKS
from ingest.bodies.office_heads import notes_over_marks
from ingest.senders import is_addressed, parse_sender

LONGEST_SENDER = 160  # characters of a line that names one
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


def head_over_marks(bare: list[str], at: int, floor: int) -> Attribution | None:
    """What a line says that is a head where marked lines stand below, and else none: a sender alone, or one and a time of Notes."""
    if (
        (at == floor or not bare[at - 1])
        and is_marked(bare, next_line(bare, at + 1))
        and (said := sender_alone(bare, at))
    ):
        return said
    return notes_over_marks(bare, at) if is_marked(bare, at + 1) else None


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
