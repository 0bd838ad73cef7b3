"""Where a body's quotes, forwards, signature and list matter stand: one linear walk over its lines.

``scan`` looks at one level: the lines without the ``>`` that brought them there. It gives spans in order and leaves to
the author what no span covers. Most lines of mail are plain, so their first and last letters decide before any pattern
runs; a pattern sees at most one candidate of five lines and 500 characters, which keeps every input linear.
"""

from __future__ import annotations

from itertools import takewhile

from ingest.bodies import attribution_lines, blocks, office_heads
from ingest.bodies import runs as quote_runs
from ingest.bodies.attribution_forms import OPENINGS, names_news
from ingest.bodies.attributions import Attribution, joined, same_sender
from ingest.bodies.below import (
    head_over_marks,
    in_brackets,
    is_attributed_anew,
    is_marked,
    is_snipped,
    names_its_own,
    next_line,
    subject_below,
)
from ingest.bodies.first_letters import (
    DRAWN,
    ENDS,
    FIRST_SIX,
    INVISIBLE,
    LAST,
    MAY_BE_ADDED,
    MAY_BE_WORDED,
    RULES,
    SPECIAL,
    TAILS,
)
from ingest.bodies.header_blocks import LONGEST_LABEL, is_field, label, read_block
from ingest.bodies.lines import MARKS, begins_above, strip_lost_blanks
from ingest.bodies.separators import (
    COLONS,
    FORWARD_END,
    LONGEST_BARE,
    LONGEST_SEPARATOR,
    read_separator,
    rules_at_the_end,
)
from ingest.bodies.signatures import (
    ARMOR,
    card_end,
    is_added_by_a_client,
    is_delimiter,
    may_be_over_a_card,
)
from ingest.bodies.signatures import FIRST_SIX as SIGNATURE_SIX
from ingest.bodies.spans import (
    ATTRIBUTION,
    FOOTER,
    HEADER,
    QUOTED,
    SIGNATURE,
    Span,
    What,
    end_of_top,
    settle_answers_below,
    settle_broken_lines,
)
from ingest.list_matter.banners import banner_at_the_top
from ingest.list_matter.ends import BOXES, bare_list_footer_end, is_rule
from ingest.list_matter.footers import FIRST_SIX as FOOTER_SIX
from ingest.list_matter.footers import begin_above, footer_at, is_sponsored, is_starred, with_its_rest
from ingest.list_matter.marks import BOLD
from ingest.list_matter.scrubbed import is_next_part
from ingest.quote_marks import GROUPWISE

# lines that are drawn but for some words
BEGINNINGS = (ARMOR, "-------------------- m2f ---", "==^=====", "__________ ", *BOXES)
FEW_LINES = 5  # under a delimiter that stands apart from them
WIDEST_APART = 66  # characters of those
LONGEST_BROKEN = 40  # characters of the line with the bracket that closes the address of an attribution
_MARKED = frozenset(MARKS)


def scan(lines: list[str]) -> list[Span]:
    """The spans of one level in order, none overlapping."""
    return _Scanner(lines).spans()


class _Scanner:
    """One walk over the lines of one level."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.bare = list(map(str.strip, lines))
        self.found: list[Span] = []
        self.floor = 0  # the first line no span has taken
        self.is_at_top = True  # no attribution stood further down yet
        self.has_unmarked = False  # attributions without marked lines below
        self.rules: frozenset[str] = frozenset()  # that may stand below a forward, where its separator announces one
        self.mark = ""  # an unusual quote mark that an attribution was followed by, or an indent
        self.named = ""  # the mark of a head of Supercite, below which names mark quotes

    def spans(self) -> list[Span]:
        """The spans. Most lines are plain: their first and last letters decide before anything is called."""
        after = self._banner(0)
        for at, line in enumerate(self.bare):
            if not line or at < after:
                continue
            if (
                line[0] in SPECIAL
                or ":" in line
                or "：" in line
                or line[:6] in FIRST_SIX
                or ((last := line[-1]) in ENDS and (last in LAST or line[-3:] in TAILS))
                or self.mark
                or self.named
            ):
                after = self._look(at)
        if self.has_unmarked:
            settle_answers_below(self.found, self.bare, lambda at: names_its_own(self.bare, at))
        settle_broken_lines(self.found, self.bare)
        return self.found

    def _look(self, at: int) -> int:
        """The line to go on with behind this one, which may be the first of a span."""
        line = self.bare[at]
        if self.mark and quote_runs.bears(self.lines[at], self.mark):
            return self._take(quote_runs.run(self.lines, self.bare, at, self.mark))
        if self.named and (mark := quote_runs.name_mark(line)):
            return self._take(quote_runs.named_run(self.lines, self.bare, at, mark, self.named))
        if line[:3] == "?--":  # a blank without width that an archive could not store
            self.bare[at] = line = line[1:]
        elif line[0] == "?" and strip_lost_blanks(self.bare, at):
            line = self.bare[at]
        if line[0] in SPECIAL and line[0] != "?":
            return self._special(at, line)
        if ":" in line or "：" in line or line[-1] in LAST or line[-3:] in TAILS:
            return self._with_colon(at, line)
        return self._worded(at, line)

    # Each of the following looks at a line for one kind of thing. It returns the line to go on with, or 0 for "no such
    # thing here"; the kinds asked last always return a line.

    def _special(self, at: int, line: str) -> int:
        """A line that starts with a mark."""
        first = line[0]
        if first in INVISIBLE:
            self.bare[at] = line.strip(INVISIBLE + "\u00a0 ")
            return self._look(at) if self.bare[at] else at + 1
        if first in MARKS:
            return self._quoted(at, line)
        if line[:3] == "- -" and len(line) <= LONGEST_SEPARATOR:  # the dash that PGP puts before lines with dashes
            self.bare[at] = line[2:]
            return self._look(at)
        if line[:6].casefold() == "[quote" and (forum := quote_runs.forum_quote(self.bare, at)):
            self._take(Span(ATTRIBUTION, at, at + 1, Attribution(forum[0], certain=False), True))
            return self._take(Span(QUOTED, at + 1, forum[1], name=quote_runs.FORUM))
        last = line[-1]
        drawn = first in RULES and (line[1:2] in DRAWN or last in COLONS or line.startswith(BEGINNINGS))
        if drawn and (opened := self._separator(at, line) or self._rule(at, line)):
            return opened
        if line[:3] == line[-3:] == "===" and (words := line.strip("= ")).endswith((":", "：")):  # Foxmail draws it so
            self.bare[at] = line = words
        if ":" in line or "：" in line or last in LAST or last == "-":
            return self._with_colon(at, line)
        if said := in_brackets(self.bare, at):
            return self._open(ATTRIBUTION, at, at + 1, said)
        return self._worded(at, line) if first in MAY_BE_ADDED else at + 1

    def _worded(self, at: int, line: str) -> int:
        """A line whose first letters may be a footer's, a banner's or a phone's."""
        six = (line.lstrip(BOLD) if line[0] in BOLD else line)[:6].casefold()
        if six in FOOTER_SIX and (footer := footer_at(self.lines, at)):
            return self._footer(begin_above(self.bare, at, self.floor, footer[1]), *footer)
        if (six in SIGNATURE_SIX or line[0] in MAY_BE_ADDED) and is_added_by_a_client(line):
            return self._take(Span(SIGNATURE, at, at + 1))
        return at + 1

    def _with_colon(self, at: int, line: str) -> int:
        """A line with a colon or an attribution's end: a label, an Apple separator, an attribution."""
        if (
            (line.find(":", 0, LONGEST_LABEL) >= 0 or "：" in line)
            and label(line) is not None
            and (block := blocks.block_at(self.lines, self.bare, at, self.floor))
        ):
            return self._open(HEADER, *block)
        if line[-1] in COLONS and len(line) <= LONGEST_BARE and (opened := self._separator(at, line)):
            return opened
        if head := office_heads.notes(self.bare, at, self.floor):
            return self._open(HEADER, *head)
        if over_marks := head_over_marks(self.bare, at, self.floor):
            return self._open(ATTRIBUTION, at, *over_marks)
        ends = line[-1] in LAST or line[-1] == "-" or line[-3:] in TAILS or line.startswith(OPENINGS)
        ends = ends if line[-3:] != "..." else names_news(line)
        if ends and (opened := self._attribution(at) or self._bare_footer(at)):
            return opened
        return self._worded(at, line) if line[:6] in FIRST_SIX or line[0] in MAY_BE_WORDED else at + 1

    def _head_in_marks(self, at: int, line: str) -> int:
        """An attribution that a bracket broke, or one of the programs that mark it as what they quote."""
        if line[-1] in COLONS and len(line) <= LONGEST_BROKEN:
            start, said = attribution_lines.broken_by_its_bracket(self.bare, at, self.floor)
            if said is not None:
                return self._open(ATTRIBUTION, start, at + 1, said)
        if line.startswith(">>>"):
            is_supercite = attribution_lines.begins_supercite(line)
            read = attribution_lines.supercite if is_supercite else office_heads.groupwise
            end, said = read(self.bare, at)
            if said is None:
                end, said = attribution_lines.exmh(self.bare, at)
            if said is not None:
                return self._open(ATTRIBUTION, at, end, said)
        return 0

    def _quoted(self, at: int, line: str) -> int:
        """A run of marked lines, or a head among them."""
        if opened := self._head_in_marks(at, line):
            return opened
        end, bare, size = at + 1, self.bare, len(self.bare)
        while end < size and bare[end][:1] in _MARKED:
            if bare[end][-3:] == office_heads.ENDS_GROUPWISE and GROUPWISE.fullmatch(bare[end]):
                break
            end += 1
        if end == at + 1 and line.startswith(">From ") and not self._beside_a_quote(at):
            return end  # "From" at the start of a line, as mbox files escape it
        above = begins_above(self.bare, at, self.floor) or blocks.is_rule_of_a_marked_block(self.bare, at, self.floor)
        return self._take(Span(QUOTED, at - above, end))

    def _beside_a_quote(self, at: int) -> bool:
        last = self.found[-1] if self.found else None
        return last is not None and last.what in (QUOTED, ATTRIBUTION) and last.end >= at

    def _rule(self, at: int, line: str) -> int:
        """A drawn rule over a footer, the delimiter of a signature, or the armor of PGP."""
        delimits = is_delimiter(line)
        if not delimits and line[1:2] not in RULES and not line.startswith(BEGINNINGS):
            return 0
        drawn = delimits or is_next_part(line) or is_rule(line) or line.startswith(BEGINNINGS) or is_sponsored(line)
        if drawn and (footer := footer_at(self.lines, at)):
            return self._footer(at - (at > self.floor and is_starred(self.bare[at - 1])), *footer)
        if delimits and self._is_over_a_signature(at):
            return self._take(Span(SIGNATURE, at, at + 1))
        signed = bool(self.found) and self.found[-1].what is SIGNATURE
        end = card_end(self.bare, at) if (is_rule(line) or may_be_over_a_card(line)) and not signed else 0
        return self._take(Span(SIGNATURE, at, end, name="card")) if end else 0

    def _footer(self, start: int, end: int, name: str) -> int:
        """A footer, with what else the list wrote below it."""
        return self._take(Span(FOOTER, start, with_its_rest(self.lines, start, end, name), name=name))

    def _is_over_a_signature(self, at: int) -> bool:
        """Is this delimiter one? Without its blank only right above other lines, or above a few."""
        if self.lines[at].rstrip("\r\n").endswith(" ") or (at + 1 < len(self.bare) and self.bare[at + 1]):
            return not self.bare[at + 1 : at + 2] or not self.bare[at + 1].startswith("-- ")
        below = list(filter(None, self.bare[at + 1 : at + 20]))
        card = list(takewhile(lambda line: not self._begins_another(line), below))
        return len(card) <= FEW_LINES and max(map(len, card), default=0) <= WIDEST_APART

    def _begins_another(self, line: str) -> bool:
        """Is this line a rule, a quote, a label or a separator?"""
        return line[0] in MARKS or is_rule(line) or label(line) is not None or read_separator(line) is not None

    def _bare_footer(self, at: int) -> int:
        """The footer of a list that has lost its rule."""
        end = bare_list_footer_end(self.lines, at)
        start = at - 1 if at > self.floor and not self.bare[at - 1].strip("_") else at
        return self._take(Span(FOOTER, start, end, name="mailman2")) if end else 0

    def _separator(self, at: int, line: str) -> int:
        """A separator, or the rule that one above has announced."""
        found = (at + 1, FORWARD_END) if line in self.rules else blocks.separator_at(self.bare, at)
        if found is None:
            return 0
        end, said = found
        self.rules = rules_at_the_end(line)
        if said is FORWARD_END:
            return self._take(Span(FOOTER, at, at + 1, name="end-of-forward"))
        return self._open(HEADER, at, end, said)

    def _attribution(self, at: int) -> int:
        """An attribution that ends on this line and may have begun up to four lines above."""
        below = next_line(self.bare, at + 1)
        if self.bare[at][-1] not in COLONS and attribution_lines.verb_follows(self.bare, below):
            return 0
        last = self.found[-1] if self.found else None
        beside = last is not None and last.what is QUOTED and last.end == at
        if last is not None and beside and attribution_lines.is_tail_of_quoted(self.bare, at):
            last.end = self.floor = at + 1
            return at + 1
        start, said = attribution_lines.reading(self.bare, at, self.floor)
        if said is None and is_marked(self.bare, below):
            said = attribution_lines.name_alone(self.bare, at, self.floor)
        if said is None:
            return 0
        end, subject = subject_below(self.bare, at + 1)
        if not (said.certain or self._opens_a_quote(start, next_line(self.bare, end), said)):
            return 0
        drawn = start > self.floor and is_rule(self.bare[start - 1])  # Yahoo draws a rule right above
        return self._open(ATTRIBUTION, start - drawn, end, said._replace(subject=subject) if subject else said)

    def _opens_a_quote(self, start: int, after: int, said: Attribution) -> bool:
        """Does what stands around an uncertain attribution make it one?"""
        bare = self.bare
        if is_marked(bare, after) or quote_runs.begins_run(bare, start, after) or is_snipped(bare, after):
            return True
        first = all(span.what is FOOTER for span in self.found[-2:])
        return bool(said.date) and first and self._is_near_the_top(start)

    def _is_near_the_top(self, line: int) -> bool:
        """Stand at most a few lines with words above this one? Below the first that is not, no line is."""
        self.is_at_top = self.is_at_top and line <= end_of_top(self.bare)
        return self.is_at_top

    def _open(self, what: What, start: int, end: int, said: Attribution) -> int:
        """An opener, together with the attribution or the block that follows it at once."""
        after = next_line(self.bare, end)
        if what is HEADER and blocks.stands_above_a_block(self.bare, after):
            after = end = after + 1
        if after < len(self.bare) and is_field(self.bare[after]):
            block = blocks.on_one_line(self.bare, after) or read_block(
                self.lines, after, 3 if said.name or said.address else 1
            )
            if block is not None and same_sender(said, block[1]):
                end, said, what = block[0], joined(said, block[1]), HEADER
            elif block is not None and office_heads.names_who_sent(self.bare[start]):
                end, said, what = *block, HEADER
        elif what is HEADER and not (said.name or said.address):
            below, under = blocks.head_below(self.bare, after)
            if under is not None:
                end, said = below, under._replace(forwarded=said.forwarded)
        after = next_line(self.bare, end)
        if what is HEADER and blocks.is_drawn_below(self.lines, self.bare, start, after):
            end = after + 1
            after = next_line(self.bare, end)
        is_own = names_its_own(self.bare, after) if what is HEADER else is_attributed_anew(self.bare, start, after)
        self.named = quote_runs.mark_of_head(self.bare[start]) or self.named
        marked = (is_marked(self.bare, after) and not is_own) or is_snipped(self.bare, after)
        marked = marked or quote_runs.is_named_below(self.bare, after, self.named)
        mark = "" if marked else self._mark_below(what, start, after)
        self.has_unmarked |= not (marked or mark)
        self._take(Span(what, start, end, said, marked or bool(mark)))
        if mark:
            return self._take(quote_runs.run(self.lines, self.bare, after, mark))
        return end if marked else self._banner(end)

    def _mark_below(self, what: What, start: int, after: int) -> str:
        """The unusual mark of the lines below an opener, which the lines further down may bear as well; "" where they bear none."""
        if what is ATTRIBUTION:
            self.mark = quote_runs.mark_under(self.lines, self.bare, start, after)
            return self.mark
        indent = quote_runs.indent_of_block(self.lines, start, after)
        self.mark = indent or self.mark
        return indent

    def _banner(self, at: int) -> int:
        """The line after a gateway's banner, where a message begins with one here."""
        first = next_line(self.bare, at)
        end = banner_at_the_top(self.lines, first) if first < len(self.bare) else first
        return self._take(Span(FOOTER, first, end, name="gateway-banner")) if end > first else at

    def _take(self, span: Span) -> int:
        self.found.append(span)
        self.floor = span.end
        return span.end
