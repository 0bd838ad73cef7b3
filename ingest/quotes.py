"""Where a body's quotes, forwards, signature and list matter stand: one linear walk over its lines.

``scan`` looks at one level: the lines without the ``>`` that brought them there. It gives spans in order and leaves what no
span covers to the author. Most lines of mail are plain, so their first and last letters decide before any pattern runs; a
pattern sees at most one candidate of five lines and 500 characters, which keeps every input linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.attributions import LONGEST, Attribution, parse_attribution
from ingest.footers import FIRST_WORDS as FOOTER_WORDS
from ingest.footers import footer_at, is_rule
from ingest.header_blocks import label, read_block, read_line
from ingest.quote_marks import FINAL_VERBS, SEPARATORS, VERBS
from ingest.signatures import is_added_by_a_client, is_delimiter, may_be_added


class What(StrEnum):
    """What a span of lines is."""

    ATTRIBUTION = "attribution"
    HEADER = "header"
    QUOTED = "quoted"
    SIGNATURE = "signature"
    FOOTER = "footer"


@dataclass(slots=True)
class Span:
    """Some lines that are not the author's words.

    ``marked`` tells an attribution whose quote bears marks from one whose quote is simply the rest.
    """

    what: What
    start: int
    end: int
    said: Attribution | None = None
    marked: bool = False
    name: str = ""


LONGEST_WRAP = 5  # lines of an attribution
LONGEST_SEPARATOR = 100
_MARKS = ">»"
_SPECIAL = frozenset(">»|-_=*~[(<—–\ufeff\u200b")
_LAST = frozenset(":：>-*")
# last letters of the verbs that end an attribution whose colon is missing
_TAILS = frozenset(
    verb[-3:] for verb in ("wrote", "writes", "schrieb", "skrev", "写道", "寫道", "napisał(a)", "escreveu")
)
_TOKEN = re.compile(r"[^\s:：,<>*]+")
_INITIALS = re.compile(r"[A-Za-z]{1,5}>(?:[ >]|$)")
_GLUED = re.compile(r"^[-_*\s]{2,}([^-_]{4,60}?)\s*-{2,}[*\s]*(\S.{10,})$")
_FORWARDED_BY = re.compile(
    r"^[-\s]{3,}(?:forwarded by|weitergeleitet von|transféré par|inoltrato da|reenviado por)\s(.{3,120}?)[\s-]*$",
    re.IGNORECASE,
)


def scan(lines: list[str]) -> list[Span]:
    """The spans of one level in order, none overlapping."""
    return _Scanner(lines).spans()


def unmarked(line: str) -> str:
    """The line without its outermost quote mark.

    >>> unmarked("> > nested")
    '> nested'
    """
    if line[:1] == ">":
        return line[2:] if line[1:2] == " " else line[1:]
    bare = line.lstrip(" \t\ufeff\u200b\u00a0")
    if bare[:1] in ">»|":
        return bare[2:] if bare[1:2] == " " else bare[1:]
    if initials := _INITIALS.match(bare):
        return bare[initials.end() :] if initials[0][-1] != ">" else bare[initials[0].index(">") :]
    return line


class _Scanner:
    """One walk over the lines of one level."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.bare = [line.strip() for line in lines]
        self.found: list[Span] = []
        self.floor = 0  # the first line no span has taken

    def spans(self) -> list[Span]:
        bare, size, at = self.bare, len(self.bare), 0
        while at < size:
            line = bare[at]
            if not line:
                at += 1
            elif line[0] in _SPECIAL:
                at = self._special(at, line)
            elif ":" in line or line[-1] in _LAST or line[-3:] in _TAILS or "：" in line:
                at = self._with_colon(at, line)
            elif line[:4].casefold() in _FIRST_LETTERS:
                at = self._worded(at, line)
            else:
                at += 1
        return self.found

    # each of these looks at the line for one kind of thing and returns the line to go on with

    def _special(self, at: int, line: str) -> int:
        """A line that starts with a mark."""
        first = line[0]
        if first in "\ufeff\u200b":
            self.bare[at] = line.lstrip("\ufeff\u200b\u00a0 ")
            return at if self.bare[at] else at + 1
        if first in _MARKS:
            return self._quoted(at, line)
        if first in "-_=*~—–":
            if opened := self._separator(at, line) or self._rule(at, line):
                return opened
        return self._with_colon(at, line)

    def _quoted(self, at: int, line: str) -> int:
        """A run of marked lines, or the attribution of supercite."""
        if line.startswith(">>>>>") and (opened := self._supercite(at)):
            return opened
        end, bare, size = at + 1, self.bare, len(self.bare)
        while end < size and bare[end][:1] in _MARKS and bare[end] and not bare[end].startswith(">>>>> "):
            end += 1
        if end == at + 1 and line.startswith(">From ") and not self._beside_a_quote(at):
            return end  # "From" at the start of a line, as mbox files escape it
        return self._take(Span(What.QUOTED, at, end))

    def _beside_a_quote(self, at: int) -> bool:
        return (
            bool(self.found) and self.found[-1].what in (What.QUOTED, What.ATTRIBUTION) and self.found[-1].end >= at - 1
        )

    def _supercite(self, at: int) -> int:
        """``>>>>> Ann Example <ann@example.org> writes:``, sometimes on two lines."""
        joined, end = "", at
        while end < len(self.bare) and end < at + 3 and self.bare[end].startswith(">>>>>"):
            joined = f"{joined} {self.bare[end].lstrip('> ')}"
            end += 1
            if joined.rstrip().endswith(":"):
                break
        words = set(_TOKEN.findall(joined.casefold()))
        if not words & VERBS.keys() or len(joined) > LONGEST or not joined.rstrip().endswith(":"):
            return 0
        said = parse_attribution(joined if "==" not in joined else f">>>>> {joined}")
        return self._open(What.ATTRIBUTION, at, end, said) if said else 0

    def _rule(self, at: int, line: str) -> int:
        """A drawn rule over a footer, or the delimiter of a signature."""
        if (is_rule(line) or line in ("--", "- --")) and (footer := footer_at(self.lines, at)):
            return self._take(Span(What.FOOTER, at, footer[0], name=footer[1]))
        if line[0] == "-" and len(line) < 60 and (end := self._scrubbed(at)):
            return end
        if is_delimiter(line):
            return self._take(Span(What.SIGNATURE, at, at + 1))
        return 0

    def _scrubbed(self, at: int) -> int:
        footer = footer_at(self.lines, at)
        return self._take(Span(What.FOOTER, at, footer[0], name=footer[1])) if footer else 0

    def _worded(self, at: int, line: str) -> int:
        """A line whose first letters may be a footer's, a banner's or a phone's."""
        if line[:4].casefold() in FOOTER_WORDS and (footer := footer_at(self.lines, at)):
            return self._take(Span(What.FOOTER, at, footer[0], name=footer[1]))
        if may_be_added(line) and is_added_by_a_client(line):
            return self._take(Span(What.SIGNATURE, at, at + 1))
        return at + 1

    def _with_colon(self, at: int, line: str) -> int:
        """A line with a colon: a label, an attribution, or an Apple separator."""
        if label(line) is not None and (opened := self._block(at)):
            return opened
        if line[-1] in ":：" and (opened := self._separator(at, line)):
            return opened
        if (line[-1] in _LAST or line[-3:] in _TAILS) and (opened := self._attribution(at)):
            return opened
        return self._worded(at, line)

    def _separator(self, at: int, line: str) -> int:
        """``-----Original Message-----`` and its kin, with or without a block on the same line."""
        if len(line) > LONGEST_SEPARATOR and line[0] != "-":
            return 0
        kind = SEPARATORS.get(line[:LONGEST_SEPARATOR].strip("-_=*~—–<> \t:：.").casefold(), "")
        if kind and (line[0] in "-_=*~—–" or line[-1] in ":："):
            said = Attribution(forwarded=kind == "forwarded")
            return self._open(What.HEADER, at, at + 1, said)
        if line[0] == "-" and (match := _GLUED.match(line[:2000])) and match[1].strip().casefold() in SEPARATORS:
            block = read_line(match[2])
            if block is not None:
                forwarded = SEPARATORS[match[1].strip().casefold()] == "forwarded"
                return self._open(What.HEADER, at, at + 1, replace(block[1], forwarded=forwarded))
        if line[0] == "-" and (match := _FORWARDED_BY.match(line[:200])):
            return self._open(What.HEADER, at, at + 1, Attribution(forwarded=True))
        return 0

    def _block(self, at: int, needed: int = 3) -> int:
        """A block of labelled lines."""
        block = read_block(self.lines, at, needed) if needed else None
        if block is None:
            return 0
        start = at
        above = at - 1
        while above >= self.floor and above >= at - 3 and not self.bare[above]:
            above -= 1
        if above >= self.floor and above >= at - 3 and is_rule(self.bare[above].strip()):
            start = above
        return self._open(What.HEADER, start, block[0], block[1])

    def _attribution(self, at: int) -> int:
        """An attribution that ends on this line and may have begun up to four lines above."""
        start, said = self._longest_reading(at)
        if said is None:
            return 0
        if not said.certain and not self._marked(self._next_line(at + 1)):
            return 0
        return self._open(What.ATTRIBUTION, start, at + 1, said)

    def _longest_reading(self, at: int) -> tuple[int, Attribution | None]:
        """The best reading of the lines that end here, and its first line."""
        top = at
        while (
            top > self.floor
            and top > at - LONGEST_WRAP + 1
            and self.bare[top - 1]
            and self.bare[top - 1][0] not in _MARKS
        ):
            top -= 1
        region = " ".join(self.bare[top : at + 1])[-LONGEST * 2 :]
        if not _may_attribute(region):
            return at, None
        best: tuple[int, Attribution | None] = (at, None)
        best_score = 0
        joined = ""
        for start in range(at, top - 1, -1):
            joined = f"{self.bare[start]} {joined}" if joined else self.bare[start]
            if len(joined) > LONGEST:
                break
            said = parse_attribution(joined)
            score = _score(said)
            if said is not None and score > best_score:
                best, best_score = (start, said), score
        return best

    def _open(self, what: What, start: int, end: int, said: Attribution) -> int:
        """An opener, together with the attribution or the block that follows it at once."""
        after = self._next_line(end)
        if after < len(self.bare) and label(self.bare[after]) is not None:
            block = read_block(self.lines, after, 3 if said.name or said.address else 1)
            if block is not None and _same_sender(said, block[1]):
                end, said, what = block[0], _joined(said, block[1]), What.HEADER
                after = self._next_line(end)
        elif what is What.HEADER and not (said.name or said.address) and after < len(self.bare):
            said, end = self._attribution_under(after, end, said)
            after = self._next_line(end)
        return self._take(Span(what, start, end, said, marked=self._marked(after)))

    def _attribution_under(self, after: int, end: int, said: Attribution) -> tuple[Attribution, int]:
        """What an attribution right under a separator says."""
        joined = ""
        for at in range(after, min(after + LONGEST_WRAP, len(self.bare))):
            joined = f"{joined} {self.bare[at]}".strip()
            if not self.bare[at] or len(joined) > LONGEST:
                break
            under = parse_attribution(joined) if joined[-1] in ":：" else None
            if under is not None and under.certain:
                return replace(under, forwarded=said.forwarded), at + 1
        return said, end

    def _marked(self, at: int) -> bool:
        """Does this line bear a quote mark?"""
        if at >= len(self.bare):
            return False
        line = self.bare[at]
        return line[0] in _MARKS

    def _next_line(self, at: int) -> int:
        """The next line that is not blank."""
        while at < len(self.bare) and not self.bare[at]:
            at += 1
        return at

    def _take(self, span: Span) -> int:
        self.found.append(span)
        self.floor = span.end
        return span.end


_FIRST_LETTERS = (
    FOOTER_WORDS
    | frozenset(
        word
        for word in [
            "sent",
            "send",
            "writ",
            "type",
            "comp",
            "from",
            "get",
            "envo",
            "von",
            "mit",
            "gese",
            "dies",
            "obte",
            "desc",
            "baix",
            "invi",
            "sped",
            "scri",
            "vers",
            "verz",
            "gest",
            "skic",
            "sänt",
            "läht",
            "lähe",
            "wysł",
            "odes",
            "posl",
            "отпр",
            "наді",
            "відп",
            "trim",
            "expe",
            "küld",
            "elkü",
            "從我的i",
            "发自我的",
            "寄自",
        ]
    )
    | {"get ", "von ", "mit ", "從我的 ", "发自我的"}
)


def _may_attribute(text: str) -> bool:
    """A cheap look for a verb, or for an address, before an attribution is parsed."""
    if (
        text.rstrip(":： ").endswith((">", ")"))
        or text.endswith(FINAL_VERBS)
        or text.rstrip(":： ").endswith(FINAL_VERBS)
    ):
        return True
    return not VERBS.keys().isdisjoint(_TOKEN.findall(text.casefold()))


def _score(said: Attribution | None) -> int:
    """How much an attribution tells."""
    if said is None:
        return 0
    return 1 + 4 * bool(said.sent) + 2 * bool(said.address) + bool(said.name) + bool(said.sent and not said.day_only)


def _same_sender(said: Attribution, other: Attribution) -> bool:
    """May two heads of one message be read as one?"""
    if not (said.name or said.address) or not (other.name or other.address):
        return True
    if said.address and other.address:
        return said.address == other.address
    return bool(set(said.name.casefold().split()) & set(other.name.casefold().split()))


def _joined(said: Attribution, block: Attribution) -> Attribution:
    """One head out of an attribution and the block under it."""
    return replace(
        block,
        name=block.name or said.name,
        address=block.address or said.address,
        date=block.date or said.date,
        sent=block.sent if block.date else said.sent,
        day_only=block.day_only if block.date else said.day_only,
        forwarded=said.forwarded,
    )
