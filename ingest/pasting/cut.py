"""Where the messages of a run-together page begin, and which lines of it quote what.

Two passes. The first tells which lines repeat others (``copies``); the second is one walk over the lines that follows
what a reader would: a head opens a quote; a copy stays in it; a list footer closes it; what is new behind it begins a
message, unless the quote goes on behind that, for then it was an answer between the lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.bodies.attributions import Attribution
from ingest.pasting.copies import RUN, Copies
from ingest.pasting.folds import quoted_by_folds
from ingest.pasting.heads import GREETING
from ingest.pasting.lines import Is, Line
from ingest.pasting.quotes import Cut, Quote, Text, is_later, same_head
from ingest.pasting.shape import shape
from ingest.pasting.sources import Sources

DEEPEST = 50  # quotes inside quotes; real mail was seen with 27
LOOKED_AT = 100  # lines or heads of one quote that a question looks at: bounds the time on pages made to take long


def cut(text: str, lines: Sequence[Line]) -> list[Cut]:
    """The messages of a page, in its order."""
    return _Walk(text, lines).messages()


def cut_at(
    text: str, lines: Sequence[Line], starts: Sequence[int], folds: Sequence[int] = (), *, is_bare: bool = False
) -> list[Cut]:
    """The messages of a page that shows where they begin, by character: one for each of the starts.

    ``folds`` are the characters that HyperKitty's marks over quotes stand at; ``is_bare`` tells that no browser drew the page.
    """
    walk = _Walk(text, lines, starts)
    walk.told = quoted_by_folds(lines, walk.copies, folds, starts, is_bare=is_bare)
    return walk.messages()


class _Walk:
    """One walk over the lines; ``sources`` remembers whose words each line has."""

    def __init__(self, page: str, lines: Sequence[Line], starts: Sequence[int] | None = None) -> None:
        self.page = page
        self.are_known = starts is not None
        self.starts = list(starts or ())
        self.lines = lines
        self.copies = Copies(lines)
        self.told: dict[int, bool] = {}  # lines that the page tells to be quoted, or not
        self.cuts: list[Cut] = []
        self.sources = Sources(lines, self.copies)
        self.chain: list[Quote] = []  # the quotes that are open, outermost first
        self.in_quote = False
        self.closed = False  # a footer ended what was open
        self.footer_depth = 0
        self.shape = shape(lines, self.copies)

    def messages(self) -> list[Cut]:
        for number, line in enumerate(self.lines):
            self._begin_known(line.start)
            if line.what is Is.HEAD:
                self._head(number, line)
            elif line.what is Is.FOOTER:
                self._footer(number)
            elif line.what is Is.MARKED:
                self._marked(number)
            else:
                self._words(number, line)
        self._begin_known(len(self.page))
        return self.cuts

    @property
    def now(self) -> Cut:
        return self.cuts[-1]

    # -- what each kind of line does -----------------------------------------------------------------------------------

    def _head(self, number: int, line: Line) -> None:
        said = line.said or Attribution()
        if not self.cuts or (line.opens and not self.are_known and self._head_begins_message(number, said)):
            self._begin()
        above = self.chain[-1].of if self.in_quote and self.chain else self.now.text
        if not self.in_quote:
            self.chain = []
        del self.chain[DEEPEST - 1 :]
        if above and len(above.heads) < LOOKED_AT:
            above.heads.append(said)
        self.now.parts.append((number, len(self.chain)))
        self.chain.append(Quote(said))
        self.now.quotes.append(self.chain[-1])
        self.in_quote, self.closed = True, False

    def _head_begins_message(self, number: int, said: Attribution) -> bool:
        """True for a head that opens the first quote of another message, and not a quote of this one."""
        if not self.now.own:
            return self.closed and not self.now.quotes
        if self.closed or self.sources.ahead(number + 1, self._open_texts()) is self.now.text:
            return True
        if not self.in_quote:
            return self.shape.is_flat and (self.shape.has_inline_heads or self._goes_back_for(said))
        inner = self.chain[-1] if self.chain else None
        if inner is None or inner.of is None or not inner.lines:
            return False
        if any(same_head(said, head) for head in inner.of.heads):
            return False
        return inner.of.message is not None or is_later(said, inner.said)

    def _goes_back_for(self, said: Attribution) -> bool:
        """True for a head that this message had before, or that is later than the one it begins with: it is of another message."""
        first = self.now.quotes[0].said if self.now.quotes else None
        if first is None or not self._opened_by_head():
            return False
        return any(same_head(said, quote.said) for quote in self.now.quotes[:LOOKED_AT]) or is_later(said, first)

    def _footer(self, number: int) -> None:
        if not self.cuts:
            self._begin()
        if not self.closed:
            self.footer_depth = len(self.chain) if self.in_quote else 0
        self.now.parts.append((number, self.footer_depth))
        self.closed = True

    def _marked(self, number: int) -> None:
        if not self.cuts:
            self._begin()
        if not self.in_quote or not self.chain:
            self.chain = [Quote(Attribution())]
            self.now.quotes.append(self.chain[0])
        self.in_quote, self.closed = True, False
        self.now.parts.append((number, 1))
        self.chain[0].lines.append(number)

    def _words(self, number: int, line: Line) -> None:
        if not line.words and self.cuts:
            self._wordless(number)
            return
        source = self._source(number)
        if source is not None and not (self.cuts and self._is_no_quote(source, line)):
            self._copy(number, line, source)
        elif self._continues_quote(number, line):
            self._quote(number, len(self.chain))
        else:
            self._own(number, line)

    def _is_no_quote(self, source: Text, line: Line) -> bool:
        """True for a copy that is the author's all the same: the message repeats itself, or ends as others of theirs end."""
        if self.are_known and not self.now.quotes:
            return True
        return source is self.now.text and (
            self.are_known or (not self.in_quote and not (self.shape.is_flat and line.opens))
        )

    def _wordless(self, number: int) -> None:
        """A line of links or marks alone: of whatever stands above it."""
        above = self.now.parts[-1][1] if self.now.parts else 0
        self.now.parts.append((number, above))
        if above and self.chain:
            self.chain[min(above, len(self.chain)) - 1].lines.append(number)

    # -- copies --------------------------------------------------------------------------------------------------------

    def _source(self, number: int) -> Text | None:
        """The text that a line repeats, None where it repeats none."""
        if len(self.lines[number].words) < RUN:
            return self._source_of_short(number)
        return self.sources.of(number, self._open_texts())

    def _open_texts(self) -> list[Text | None]:
        return [quote.of for quote in self.chain]

    def _source_of_short(self, number: int) -> Text | None:
        """The text that a short line belongs to: the one that is quoted here, or on the next lines, where it has these words."""
        after = self.sources.ahead(number + 1, self._open_texts()) if not self.closed or not self.in_quote else None
        here = self.chain[-1].of if not self.closed and self.chain else None
        for text in (here, after):
            if text is not None and (not self.lines[number].words or self.copies.whole(number) in text.short_runs):
                return text
        return None

    def _copy(self, number: int, line: Line, source: Text) -> None:
        """A line that was said before: part of a quote, opened by a head or not."""
        if not self.cuts or (line.opens and not self.are_known and self._copy_begins_message()):
            self._begin()
        depth = next((n for n, quote in enumerate(self.chain, 1) if quote.of is source), 0)
        if not depth:
            depth = self._open_for(source)
        del self.chain[depth:]
        self.chain[-1].is_mixed |= self.sources.is_mixed(number)
        self._quote(number, depth)

    def _open_for(self, source: Text) -> int:
        """The depth of the quote that a text is taken to be: the innermost whose head fits, else one without a head."""
        if not self.in_quote:
            self.chain = []
        for depth in range(len(self.chain), 0, -1):
            quote = self.chain[depth - 1]
            if quote.of is None and not any(same_head(quote.said, head) for head in source.heads):
                quote.of = source
                return depth
        del self.chain[DEEPEST - 1 :]
        self.chain.append(Quote(Attribution(), source))
        self.now.quotes.append(self.chain[-1])
        return len(self.chain)

    def _copy_begins_message(self) -> bool:
        """True for a copy behind a message that is over: what quotes it stands nowhere on the page, or below it."""
        if self.closed:
            return bool(self.now.own) or not self._opened_by_head()
        return not self.in_quote and self.shape.is_flat and bool(self.now.own) and not self.now.quotes

    def _quote(self, number: int, depth: int) -> None:
        self.now.parts.append((number, depth))
        self.in_quote, self.closed = True, False
        quote = self.chain[depth - 1]
        if quote.of is None:
            quote.of = Text()
        quote.lines.append(number)
        self.sources.remember(number, quote.of)

    # -- new words -----------------------------------------------------------------------------------------------------

    def _continues_quote(self, number: int, line: Line) -> bool:
        """True for words that stand nowhere before, and yet are quoted: of a message that is not on the page."""
        if not self.cuts:
            return False
        if number in self.told:
            return self.told[number] and self._open_folded()
        if number in self.shape.wrapped_runs and not self.closed:
            self._open_missing()
            return True
        if not self.in_quote or not self.chain:
            return False
        return self._goes_on(number, line) if line.opens else self._runs_on(number)

    def _goes_on(self, number: int, line: Line) -> bool:
        """True for words on a line of their own that go on with the quote above."""
        inner = self.chain[-1]
        if self.closed or (inner.of is not None and inner.of.message is not None):
            return False
        if inner.lines and self.lines[inner.lines[-1]].what is Is.MARKED:
            return False  # the page kept its marks
        if not inner.lines or self.sources.goes_on_elsewhere(number, inner):
            return True
        if not line.closes or self.shape.grew(self.lines, number, inner.lines):
            return False
        last = self.lines[inner.lines[-1]]
        return not (GREETING.match(self.page, line.start) and len(last.words) < RUN)

    def _open_folded(self) -> bool:
        """See to it that a quote is open, one of the same author where the quotes before were answered."""
        if not (self.in_quote and self.chain):
            self.chain = [Quote(self.now.quotes[0].said if self.now.quotes else Attribution())]
            self.now.quotes.append(self.chain[0])
        return True

    def _runs_on(self, number: int) -> bool:
        """True for words behind a quote on its line; behind a head that opens the line stands what answers it."""
        above = self.lines[number - 1]
        if above.what is Is.HEAD and above.opens and self.shape.is_flat and not self.shape.has_copies_inline:
            return False
        return not self.closed or self.footer_depth > 0

    def _open_missing(self) -> None:
        """See to it that a quote is open which may hold words of a message that is not on the page."""
        if not self.in_quote:
            self.chain = []
        if not self.chain or (self.chain[-1].of is not None and self.chain[-1].of.message is not None):
            del self.chain[DEEPEST - 1 :]
            self.chain.append(Quote(Attribution()))
            self.now.quotes.append(self.chain[-1])

    def _own(self, number: int, line: Line) -> None:
        if self._begins_message(number, line):
            self._begin()
        elif self.in_quote and self.now.own:
            self.now.answers_between = True
        if self.in_quote and not self._quote_goes_on(number):
            self.chain = []
        self.in_quote, self.closed = False, False
        self.now.parts.append((number, 0))
        self.now.own.append(number)
        self.sources.remember(number, self.now.text)

    def _begins_message(self, number: int, line: Line) -> bool:
        if not self.cuts:
            return True
        if not line.opens or self.are_known:
            return False
        if not self.now.own:
            return self.closed and not self._opened_by_head()
        if self.closed:
            return True
        if not self.in_quote:
            return self.shape.is_flat
        if not line.closes:
            return True
        if self._quote_goes_on(number):
            return False
        return not self.now.answers_between and not self._opened_by_head()

    def _opened_by_head(self) -> bool:
        """True where a message begins with a head: its own words stand under the quote."""
        return bool(self.now.parts) and self.lines[self.now.parts[0][0]].what is Is.HEAD

    def _quote_goes_on(self, number: int) -> bool:
        """True where behind this line, with no head between, words follow of what is being quoted now."""
        after = self.sources.ahead(number + 1, self._open_texts())
        if after is not None:
            return any(quote.of is after for quote in self.chain)
        return bool(self.chain) and self.sources.short_lines_follow(number + 1, self.chain[-1].of)

    def _begin_known(self, at: int) -> None:
        """Begin each message that the page shows to begin here or above."""
        while len(self.cuts) < len(self.starts) and self.starts[len(self.cuts)] <= at:
            self._begin()

    def _begin(self) -> None:
        self.cuts.append(Cut(Text(len(self.cuts))))
        self.chain = []
        self.in_quote = self.closed = False
