"""Lines that say "what follows is another message": ``-----Original Message-----``, ``Begin forwarded message:``."""

from __future__ import annotations

import re

from ingest.bodies.attributions import UNKNOWN, Attribution
from ingest.bodies.header_blocks import read_line
from ingest.bodies.separator_words import FORWARD_ENDS, SEPARATORS
from ingest.message import Sender
from ingest.senders import parse_sender

COLONS = ":："
LONGEST_SEPARATOR = 100  # characters, with its dashes
LONGEST_BARE = max(map(len, SEPARATORS)) + 8  # characters, where a colon is all that marks it
LONGEST_GLUED = 8  # lines of a block behind a separator, all wrapped to one paragraph
# words in a rule are a separator of some program where a block stands below: QQ's "------------------ Original ------------------",
# and "----- Weitergeleitete Nachricht von Ann Example <ann@example.org> -----" of mutt and Horde in any language
_TITLED = re.compile(r"([-=_*━])\1{2,40}[ \u00a0]{0,2}(?=[^\W\d])\S.{1,98}\S[ \u00a0]{0,2}\1{3,40}")
FORWARD_END = UNKNOWN._replace(name="end of forward", certain=False)

_EXCERPT_ENDS = "end of excerpt from "  # Z-Mail
_ENVELOPE = re.compile(r">?From \S{1,200} {1,3}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) .{10,40}")
_VM_END = "------- end -------"
# KMail draws a rule of so many dashes below what it forwards, and nothing else tells where that ends; 61 are of its German words
_KMAIL = re.compile(r"-{10}  \S.{0,60}\S  -{10}")
_KMAIL_ENDS = frozenset("-" * dashes for dashes in (41, 55, 61))
_SCISSORS = re.compile(r"^[-=]{2,9}8<[-=]{2,40}")  # The Bat! draws them

_GLUED = re.compile(r"^[-_*\s]{2,}([^-_]{4,60}?)\s*-{2,}[*\s]*(\S.{10,})$")
_FORWARDED_BY = re.compile(
    r"(?i)^[-\s]{3,}(?:(forwarded message from)|forwarded by|weitergeleitet von|transféré par|inoltrato da|reenviado por)"
    r"\s(.{3,120}?)[\s-]*$"
)


def read_separator(line: str) -> Attribution | None:
    """What a separator says of the message below it, ``FORWARD_END`` where it ends one, None where the line is none."""
    words = _words(line[:LONGEST_SEPARATOR])
    if not words:
        return None
    if words in FORWARD_ENDS or words.startswith(_EXCERPT_ENDS) or line == _VM_END:
        return FORWARD_END
    if (kind := SEPARATORS.get(words, "")) and (len(line) > len(words) + 3 or line[-1] in COLONS):
        return UNKNOWN._replace(forwarded=kind == "forwarded")
    return _with_more_on_its_line(line) if line[:2] == "--" else None


def rules_at_the_end(line: str) -> frozenset[str]:
    """The rules that may end what a separator opens, none where a separator announces none."""
    return _KMAIL_ENDS if _KMAIL.fullmatch(line) else frozenset()


def is_envelope(line: str) -> bool:
    """Is this the envelope line of an mbox, as it stands above a mail that was passed on whole?"""
    return line.startswith(("From ", ">From ")) and _ENVELOPE.fullmatch(line) is not None


def is_scissors(line: str) -> bool:
    """Is this the line that The Bat! draws between a block and the text of its message?"""
    return _SCISSORS.match(line) is not None and read_separator(line) is not FORWARD_END


def is_titled_rule(line: str) -> bool:
    """Is this a rule with words in it, which is a separator where a block stands below?"""
    return line[:3] == line[-3:] and _TITLED.fullmatch(line) is not None


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
        has_address = "@" in match[2] or " at " in match[2]
        sender = parse_sender(match[2]) if match[1] and has_address else Sender()  # who forwards is not who wrote
        return Attribution(sender.name, sender.address, forwarded=True)
    return None


def _words(line: str) -> str:
    """The words of a separator as its table has them: without the dot that lower case leaves on a Turkish capital."""
    return _SCISSORS.sub("", line).strip("-_=*~—–‐<> \t:：.").casefold().replace("\u0307", "")
