"""Where a body's quotes, forwards, signature and list matter stand: one linear walk over its lines.

``scan`` looks at one level: the lines without the ``>`` that brought them there. It gives spans in order and leaves to the
author what no span covers. Most lines of mail are plain, so their first and last letters decide before any pattern runs; a
pattern sees at most one candidate of five lines and 500 characters, which keeps every input linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.attributions import LONGEST, Attribution, parse_attribution
from ingest.footers import FIRST_EIGHT as FOOTER_EIGHT
from ingest.footers import FIRST_LETTERS as FOOTER_LETTERS
from ingest.footers import bare_list_footer_end, footer_at, is_rule
from ingest.header_blocks import label, read_block, read_line
from ingest.message import Sender
from ingest.quote_marks import FINAL_VERBS, FORWARD_ENDS, SEPARATORS, VERBS
from ingest.scrubbed import is_next_part
from ingest.senders import parse_sender
from ingest.signatures import BRACKETS, is_added_by_a_client, is_delimiter
from ingest.signatures import FIRST_LETTERS as SIGNATURE_LETTERS


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
FEW_LINES = 5  # under a delimiter that stands apart from them
MOST_GREETING = 4  # lines above an attribution that are no answer yet
_LINK = re.compile(r"[<(]?\s?https?://\S{1,300}[>)]?\s?>?")
_SNIP = re.compile(r"[\W_]*(?:snip\w*|cut|deleted|trimmed|\.{3}|…|omissis|schnipp|coupé|\[\])?[\W_]*(?:snip\w*)?[\W_]*", re.I)
_MARKS = ">»"
_TOLD = 5  # the score of an attribution with date and sender
_OPENINGS = frozenset(("On ", "Le ", "Am ", "El ", "Em ", "Il ", "Op ", "Den", "At ", "W d", "Dni", "Dne"))
_CLOSING = frozenset(">)]")
_SIGNS = ("@", " at ", " em ", " en ", "(at)", "[at]", "hidden")
_RULES = "-_=*~—–"
_SPECIAL = frozenset(">»|-_=*~[(<—–\ufeff\u200b")
_COLONS = ":："
_FIRST_LETTERS = FOOTER_LETTERS | SIGNATURE_LETTERS
# what a line without a colon can end with that ends an attribution, or starts a footer without its rule
_LAST = frozenset(":：>")
_TAILS = frozenset(verb[-3:] for verb in ("wrote", "writes", "schrieb", "skrev", "写道", "寫道", "escreveu", "list"))
_TOKEN = re.compile(r"[^\s:：,<>*-]+")
# other marks of a quote, taken for marks only under an attribution: initials (supercite), bars, colons, percent signs
_OTHER_MARK = re.compile(r"[A-Za-z]{1,4}>|\||:|%|#")
_GLUED = re.compile(r"^[-_*\s]{2,}([^-_]{4,60}?)\s*-{2,}[*\s]*(\S.{10,})$")
_FORWARDED_BY = re.compile(
    r"^[-\s]{3,}(?:forwarded by|forwarded message from|weitergeleitet von|transféré par|inoltrato da|reenviado por)\s(.{3,120}?)[\s-]*$", re.I
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
    if bare[:1] in _MARKS:
        return bare[2:] if bare[1:2] == " " else bare[1:]
    if mark := _OTHER_MARK.match(bare):
        return bare[mark.end() + (bare[mark.end() : mark.end() + 1] == " ") :]
    return line


class _Scanner:
    """One walk over the lines of one level."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.bare = [line.strip() for line in lines]
        self.found: list[Span] = []
        self.floor = 0  # the first line no span has taken
        self.mark = ""  # an unusual quote mark that an attribution was followed by

    def spans(self) -> list[Span]:
        """The spans; the order of the tests is: marks, colons and ends, first letters."""
        bare, size, at = self.bare, len(self.bare), 0
        while at < size:
            line = bare[at]
            if not line:
                at += 1
            elif self.mark and line.startswith(self.mark):
                at = self._take(Span(What.QUOTED, at, self._other_marks(at)))
            elif line[0] in _SPECIAL:
                at = self._special(at, line)
            elif ":" in line or line[-1] in _LAST or line[-3:] in _TAILS or "：" in line:
                at = self._with_colon(at, line)
            elif line[:4].casefold() in _FIRST_LETTERS:
                at = self._worded(at, line)
            else:
                at += 1
        self._settle_answers_below()
        self._settle_broken_links()
        return self.found

    # Each of the following looks at a line for one kind of thing. It returns the line to go on with, or 0 for "no such
    # thing here"; the kinds asked last always return a line.

    def _special(self, at: int, line: str) -> int:
        """A line that starts with a mark."""
        first = line[0]
        if first in "\ufeff\u200b":
            self.bare[at] = line.lstrip("\ufeff\u200b\u00a0 ")
            return at if self.bare[at] else at + 1
        if first in _MARKS:
            return self._broken_by_its_bracket(at, line) or self._quoted(at, line)
        if first in _RULES and (opened := self._separator(at, line) or self._rule(at, line)):
            return opened
        if ":" in line or line[-1] in _LAST or first == "-":
            return self._with_colon(at, line)
        return self._worded(at, line)

    def _worded(self, at: int, line: str) -> int:
        """A line whose first letters may be a footer's, a banner's or a phone's."""
        if line[:8].casefold() in FOOTER_EIGHT and (footer := footer_at(self.lines, at)):
            return self._take(Span(What.FOOTER, at, footer[0], name=footer[1]))
        if line.lstrip(BRACKETS)[:4].casefold() in SIGNATURE_LETTERS and is_added_by_a_client(line):
            return self._take(Span(What.SIGNATURE, at, at + 1))
        return at + 1

    def _with_colon(self, at: int, line: str) -> int:
        """A line with a colon or an attribution's end: a label, an Apple separator, an attribution."""
        labelled = label(line) is not None
        if labelled and (opened := self._block(at) or self._flat_block(at)):
            return opened
        if line[-1] in _COLONS and (opened := self._separator(at, line)):
            return opened
        ends = line[-1] in _LAST or line[-1] == "-" or line[-3:] in _TAILS
        if ends and (opened := self._attribution(at)):
            return opened
        if line.endswith("mailing list") and (end := bare_list_footer_end(self.lines, at)):
            start = at - 1 if at > self.floor and not self.bare[at - 1].strip("_") else at
            return self._take(Span(What.FOOTER, start, end, name="mailman2"))
        return self._worded(at, line) if line[:4].casefold() in _FIRST_LETTERS else at + 1

    # marked lines

    def _quoted(self, at: int, line: str) -> int:
        """A run of marked lines, or the attribution of supercite."""
        if line.startswith(">>>>>") and (opened := self._supercite(at)):
            return opened
        end, bare, size = at + 1, self.bare, len(self.bare)
        while end < size and bare[end] and bare[end][0] in _MARKS and not bare[end].startswith(">>>>> "):
            end += 1
        if end == at + 1 and line.startswith(">From ") and not self._beside_a_quote(at):
            return end  # "From" at the start of a line, as mbox files escape it
        return self._take(Span(What.QUOTED, at, end))

    def _beside_a_quote(self, at: int) -> bool:
        last = self.found[-1] if self.found else None
        return last is not None and last.what in (What.QUOTED, What.ATTRIBUTION) and last.end >= at - 1

    def _supercite(self, at: int) -> int:
        """``>>>>> Ann Example <ann@example.org> writes:``, sometimes on two lines."""
        joined, end = "", at
        while end < len(self.bare) and end < at + 3 and self.bare[end].startswith(">>>>>"):
            joined = f"{joined} {self.bare[end].lstrip('> ')}"
            end += 1
            if joined.endswith(":"):
                break
        if not joined.endswith(":") or len(joined) > LONGEST or not _may_attribute(joined):
            return 0
        said = parse_attribution(joined if "==" not in joined else f">>>>> {joined}")
        return self._open(What.ATTRIBUTION, at, end, said) if said else 0

    def _other_marks(self, at: int) -> int:
        """The end of a run of lines that all start with the same unusual mark, ``at`` where there is no such run."""
        mark = _OTHER_MARK.match(self.bare[at]) if at < len(self.bare) else None
        if mark is None:
            return at
        end = last = at
        while end < len(self.bare) and (not self.bare[end] or self.bare[end].startswith(mark[0])):
            last = end + 1 if self.bare[end] else last
            end += 1
        return last if mark[0][-1] in ">|" or last > at + 1 or mark[0] == self.mark else at

    # rules and separators

    def _rule(self, at: int, line: str) -> int:
        """A drawn rule over a footer, or the delimiter of a signature."""
        drawn = is_next_part(line) or is_rule(line) or is_delimiter(line) or line.startswith("-----BEGIN PGP")
        if drawn and (footer := footer_at(self.lines, at)):
            return self._take(Span(What.FOOTER, at, footer[0], name=footer[1]))
        if is_delimiter(line) and self._under_a_delimiter(at):
            return self._take(Span(What.SIGNATURE, at, at + 1))
        return 0

    def _under_a_delimiter(self, at: int) -> bool:
        """Is this delimiter over a signature? Without its blank it is one only right above a few lines."""
        if self.lines[at].rstrip("\r\n").endswith(" "):
            return True
        if at + 1 < len(self.bare) and self.bare[at + 1]:
            return True
        return sum(map(bool, self.bare[at + 1 : at + 20])) <= FEW_LINES

    def _separator(self, at: int, line: str) -> int:
        """``-----Original Message-----`` and its kin, with or without a block on the same line."""
        words = _separator_words(line[:LONGEST_SEPARATOR])
        kind = SEPARATORS.get(words, "")
        if words in FORWARD_ENDS:
            return self._take(Span(What.FOOTER, at, at + 1, name="end-of-forward"))
        if kind:
            return self._open(What.HEADER, at, at + 1, Attribution(forwarded=kind == "forwarded"))
        if line[:2] != "--":
            return 0
        if (match := _GLUED.match(line[:2000])) and (kind := SEPARATORS.get(_separator_words(match[1]), "")):
            block = read_line(match[2])
            if block is not None:
                return self._open(What.HEADER, at, at + 1, replace(block[1], forwarded=kind == "forwarded"))
        if match := _FORWARDED_BY.match(line[:200]):
            sender = parse_sender(match[1]) if "@" in match[1] or " at " in match[1] else Sender()
            return self._open(What.HEADER, at, at + 1, Attribution(sender.name, sender.address, forwarded=True))
        return 0

    # header blocks

    def _block(self, at: int) -> int:
        """A block of labelled lines, with the rule above it."""
        block = read_block(self.lines, at)
        if block is None:
            return 0
        above = at - 1
        while above >= self.floor and above >= at - 3 and not self.bare[above]:
            above -= 1
        drawn = above >= self.floor and above >= at - 3 and is_rule(self.bare[above])
        return self._open(What.HEADER, above if drawn else at, block[0], block[1])

    def _flat_block(self, at: int) -> int:
        """A block of labels on one line."""
        block = self._flat(at)
        return self._open(What.HEADER, at, block[0], block[1]) if block else 0

    def _flat(self, at: int) -> tuple[int, Attribution] | None:
        """The block on this line and the line after it."""
        block = read_line(self.bare[at]) if len(self.bare[at]) > LONGEST_SEPARATOR else None
        return (at + 1, block[1]) if block else None

    # attributions

    def _attribution(self, at: int) -> int:
        """An attribution that ends on this line and may have begun up to four lines above."""
        if self.bare[at][-1] not in _COLONS and self._verb_follows(self._next_line(at + 1)):
            return 0
        if end := self._tail_of_quoted(at):
            return end
        start, said = self._longest_reading(at)
        if said is None:
            return 0
        after = self._next_line(at + 1)
        if not said.certain and not self._marked(after) and self._other_marks(after) == after:
            if not (self._snipped(after) or (said.date and self._few_words_above(start))):
                return 0
        return self._open(What.ATTRIBUTION, start, at + 1, said)

    def _verb_follows(self, at: int) -> bool:
        """Does the attribution go on with its verb on this line?"""
        if at >= len(self.bare) or len(self.bare[at]) > 60:
            return False
        return self.bare[at][-1] in _COLONS and _may_attribute(self.bare[at])

    def _tail_of_quoted(self, at: int) -> int:
        """A line that lost its mark: the end of an attribution whose beginning is the marked line above."""
        last = self.found[-1] if self.found else None
        if last is None or last.what is not What.QUOTED or last.end != at or len(self.bare[at]) > 90:
            return 0
        above = self.bare[at - 1].lstrip("> ")
        if self.bare[at][-1] not in _COLONS or not _may_attribute(self.bare[at]) or len(above) > 120:
            return 0
        said, alone = parse_attribution(f"{above} {self.bare[at]}"), parse_attribution(self.bare[at])
        if said is None or not said.date or (alone is not None and alone.date):
            return 0
        last.end = self.floor = at + 1
        return at + 1

    def _broken_by_its_bracket(self, at: int, line: str) -> int:
        """An attribution whose last line starts with the bracket that closes its address: ``>:`` or ``> wrote:``."""
        if len(line) > 40 or line[-1] not in _COLONS or at == 0:
            return 0
        joined, start, blanks = line, at, 0
        while start > self.floor and start > at - 2 * LONGEST_WRAP and blanks < 3:
            start -= 1
            blanks += not self.bare[start]
            if self.bare[start][:1] in _MARKS and self.bare[start]:
                return 0
            joined = f"{self.bare[start]} {joined}"
            if joined.count("<") < joined.count(">") or len(joined) > LONGEST or not self.bare[start]:
                continue
            said = parse_attribution(joined)
            if said is not None and said.certain and said.date:
                return self._open(What.ATTRIBUTION, start, at + 1, said)
        return 0

    def _longest_reading(self, at: int) -> tuple[int, Attribution | None]:
        """The best reading of the lines that end here, and its first line."""
        top, bare = at, self.bare
        while top > self.floor and top > at - LONGEST_WRAP + 1 and bare[top - 1] and bare[top - 1][0] not in _MARKS:
            top -= 1
        best, best_start, best_score, joined, hopeful = None, at, 0, "", False
        for start in range(at, top - 1, -1):
            joined = f"{bare[start]} {joined}" if joined else bare[start]
            if len(joined) > LONGEST:
                break
            hopeful = hopeful or _has_verb(bare[start]) or (start == at and _ends_with_address(joined))
            said = parse_attribution(joined) if hopeful else None
            # one more line must tell more than a name, unless the lines so far began with a bare address
            if said is not None and _score(said) > best_score + (best is not None and bare[best_start][0] not in "<("):
                best, best_start, best_score = said, start, _score(said)
                if best_score > _TOLD and bare[start][:3] in _OPENINGS:
                    break
        return best_start, best

    # what opens a quote

    def _open(self, what: What, start: int, end: int, said: Attribution) -> int:
        """An opener, together with the attribution or the block that follows it at once."""
        after = self._next_line(end)
        if after < len(self.bare) and label(self.bare[after]) is not None:
            block = self._flat(after) or read_block(self.lines, after, 3 if said.name or said.address else 1)
            if block is not None and _same_sender(said, block[1]):
                end, said, what = block[0], _joined(said, block[1]), What.HEADER
        elif what is What.HEADER and not (said.name or said.address) and after < len(self.bare):
            said, end = self._attribution_under(after, end, said)
        after = self._next_line(end)
        others = self._other_marks(after) if what is What.ATTRIBUTION else after
        marked = self._marked(after) or others > after or self._snipped(after)
        self._take(Span(what, start, end, said, marked))
        if others > after:
            self.mark = _mark_of(self.bare[after])
            return self._take(Span(What.QUOTED, after, others))
        return end

    def _attribution_under(self, after: int, end: int, said: Attribution) -> tuple[Attribution, int]:
        """What an attribution right under a separator says, and the line after it."""
        joined = ""
        for at in range(after, min(after + LONGEST_WRAP, len(self.bare))):
            joined = f"{joined} {self.bare[at]}".strip()
            if not self.bare[at] or len(joined) > LONGEST:
                break
            under = parse_attribution(joined) if joined[-1] in _COLONS else None
            if under is not None and under.certain:
                return replace(under, forwarded=said.forwarded), at + 1
        return said, end

    def _snipped(self, at: int) -> bool:
        """Does this line say that words were left out, with marked lines below it?"""
        if at >= len(self.bare) or len(self.bare[at]) > 30 or not _SNIP.fullmatch(self.bare[at]):
            return False
        return self._marked(self._next_line(at + 1))

    def _few_words_above(self, at: int) -> bool:
        """Is there no more than a greeting above this line?"""
        first = self.found[-1].end if self.found and self.found[-1].what is not What.FOOTER else 0
        return sum(1 for line in self.bare[first:at] if line) <= MOST_GREETING and (not self.found or not first)

    def _settle_answers_below(self) -> None:
        """Tell attributions whose author answers below from those whose quote is the unmarked rest.

        Under "Hi Ann, On Monday Bo wrote:" come answers, when marked lines follow before another attribution.
        """
        following = ""
        for span in reversed(self.found):
            if span.what is What.ATTRIBUTION and not span.marked and following == "marked":
                filled = sum(1 for line in self.bare[: span.start] if line)
                span.marked = filled <= MOST_GREETING
            if span.what is What.QUOTED:
                following = "marked"
            elif span.what in (What.ATTRIBUTION, What.HEADER):
                following = "opener"

    def _settle_broken_links(self) -> None:
        """Give a link that lost its mark back to the quoted lines on both its sides."""
        for span, after in zip(self.found, self.found[1:], strict=False):
            if span.what is after.what is What.QUOTED and after.start == span.end + 1 and _LINK.fullmatch(self.bare[span.end]):
                span.end += 1

    def _marked(self, at: int) -> bool:
        """Does this line bear a quote mark?"""
        return at < len(self.bare) and self.bare[at][0] in _MARKS

    def _next_line(self, at: int) -> int:
        """The next line that is not blank."""
        while at < len(self.bare) and not self.bare[at]:
            at += 1
        return at

    def _take(self, span: Span) -> int:
        self.found.append(span)
        self.floor = span.end
        return span.end


def _mark_of(line: str) -> str:
    """The unusual quote mark that a line starts with."""
    match = _OTHER_MARK.match(line)
    return match[0] if match else ""


def _separator_words(line: str) -> str:
    """The words of a separator as its table has them: without the dot that lower case leaves on a Turkish capital."""
    return line.strip("-_=*~—–<> \t:：.").casefold().replace("\u0307", "")


def _may_attribute(text: str) -> bool:
    """A cheap look for a verb, or for an address at the end, before an attribution is parsed."""
    return _has_verb(text) or text.rstrip(":： -").endswith((">", ")", "]"))


def _has_verb(text: str) -> bool:
    """Is a word for "wrote" in the line?"""
    return not VERBS.keys().isdisjoint(_TOKEN.findall(text.casefold())) or text.rstrip(":： ").endswith(FINAL_VERBS)


def _ends_with_address(text: str) -> bool:
    """Does the line end with a bracket that may close an address?"""
    return text.rstrip(":： ")[-1:] in _CLOSING and any(sign in text for sign in _SIGNS)


def _score(said: Attribution) -> int:
    """How much an attribution tells."""
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
