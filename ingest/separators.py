"""Lines that say "what follows is another message": ``-----Original Message-----``, ``Begin forwarded message:``."""

from __future__ import annotations

import re

from ingest.attributions import UNKNOWN, Attribution
from ingest.header_blocks import read_line
from ingest.message import Sender
from ingest.quote_marks import FORWARD_ENDS, SEPARATORS
from ingest.senders import parse_sender

COLONS = ":："
LONGEST_SEPARATOR = 100  # characters, with its dashes
LONGEST_BARE = max(map(len, SEPARATORS)) + 8  # characters, where a colon is all that marks it
LONGEST_GLUED = 8  # lines of a block behind a separator, all wrapped to one paragraph
QQ = re.compile(r"-{6,30} ?Original ?-{6,30}")  # is none without the block below it: any two things have an original
FORWARD_END = UNKNOWN._replace(name="end of forward", certain=False)

_GLUED = re.compile(r"^[-_*\s]{2,}([^-_]{4,60}?)\s*-{2,}[*\s]*(\S.{10,})$")
_FORWARDED_BY = re.compile(
    r"(?i)^[-\s]{3,}(?:forwarded by|forwarded message from|weitergeleitet von|transféré par|inoltrato da|reenviado por)"
    r"\s(.{3,120}?)[\s-]*$"
)


def read_separator(line: str) -> Attribution | None:
    """What a separator says of the message below it, ``FORWARD_END`` where it ends one, None where the line is none."""
    words = _words(line[:LONGEST_SEPARATOR])
    if not words:
        return None
    if words in FORWARD_ENDS:
        return FORWARD_END
    if (kind := SEPARATORS.get(words, "")) and (len(line) > len(words) + 3 or line[-1] in COLONS):
        return UNKNOWN._replace(forwarded=kind == "forwarded")
    return _with_more_on_its_line(line) if line[:2] == "--" else None


def shares_its_line(line: str) -> bool:
    """Does more stand on the line behind a separator?"""
    glued = _GLUED.match(line[:2000]) if line[:2] == "--" else None
    return glued is not None and _words(glued[1]) in SEPARATORS


def _with_more_on_its_line(line: str) -> Attribution | None:
    """A separator that shares its line with a header block, or names who forwards."""
    if (match := _GLUED.match(line[:2000])) and (kind := SEPARATORS.get(_words(match[1]), "")):
        block = read_line(match[2])
        if block is not None:
            return block[1]._replace(forwarded=kind == "forwarded")
    if match := _FORWARDED_BY.match(line[:200]):
        sender = parse_sender(match[1]) if "@" in match[1] or " at " in match[1] else Sender()
        return Attribution(sender.name, sender.address, forwarded=True)
    return None


def _words(line: str) -> str:
    """The words of a separator as its table has them: without the dot that lower case leaves on a Turkish capital."""
    return line.strip("-_=*~—–‐<> \t:：.").casefold().replace("\u0307", "")
