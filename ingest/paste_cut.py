"""Where the messages of a run-together page begin, and which lines of it quote what.

Two passes. The first has told which lines repeat others (``paste_copies``); here one walk over the lines follows what a
reader would: a head opens a quote; a copy stays in it; a list footer closes it; what is new after it begins a message,
unless the quote goes on behind it, for then it was an answer between the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.attributions import Attribution
from ingest.paste_copies import ENOUGH, RUN, Copies, stands_in
from ingest.paste_heads import GREETING
from ingest.paste_lines import Is, Line

WRAPPED = 100  # characters; a line of words that is longer was never wrapped


@dataclass(slots=True)
class Quote:
    """What a head opens: the message it is of by its number (None where it stands nowhere else), and its lines."""

    said: Attribution
    of: int | None = None
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cut:
    """A message as lines of the page: each line's number with how deep it is quoted, 0 for its own words."""

    parts: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    answers_between: bool = False


def cut(text: str, lines: Sequence[Line]) -> list[Cut]:
    """The messages of a page, in its order."""
    return _Walk(text, lines).messages()


def same_head(a: Attribution, b: Attribution) -> bool:
    """True where two heads name one message: the same minute, whatever the zone, and the same name or address."""
    if a.sent is None or b.sent is None:
        return bool(a.name) and a.name == b.name and a.date == b.date
    apart = abs((a.sent.replace(tzinfo=None) - b.sent.replace(tzinfo=None)).total_seconds())
    who = bool(a.name and a.name.casefold() == b.name.casefold()) or bool(a.address and a.address == b.address)
    return who and a.sent.minute == b.sent.minute and apart < 26 * 3600


class _Walk:
    """One walk over the lines; ``origin`` remembers whose words each line is."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.copies = Copies(lines)
        self.cuts: list[Cut] = []
        self.origin: dict[int, int] = {}  # number of a line -> the message whose words it has
        self.chain: list[Quote] = []  # the quotes that are open, outermost first
        self.in_quote = False
        self.closed = False  # a footer ended what was open
        self.footer_depth = 0
        self.is_flat = _is_flat(lines, self.copies)

    def messages(self) -> list[Cut]:
        for number, line in enumerate(self.lines):
            if line.what is Is.HEAD:
                self._head(number, line)
            elif line.what is Is.FOOTER:
                self._footer(number)
            elif line.what is Is.MARKED:
                self._marked(number)
            else:
                self._words(number, line)
        return self.cuts

    @property
    def now(self) -> Cut:
        return self.cuts[-1]

    # -- what each kind of line does -----------------------------------------------------------------------------------

    def _head(self, number: int, line: Line) -> None:
        said = line.said or Attribution()
        if not self.cuts or (line.opens and self._head_begins_message(number, said)):
            self._begin()
        nested = self.in_quote and bool(self.chain)
        if not nested:
            self.chain = []
        self.now.parts.append((number, len(self.chain)))
        quote = Quote(said)
        self.chain.append(quote)
        self.now.quotes.append(quote)
        self.in_quote, self.closed = True, False

    def _head_begins_message(self, number: int, said: Attribution) -> bool:
        follows = self._source(self._next_words(number + 1))
        if follows is not None and follows == len(self.cuts) - 1 and self.now.own:
            return True
        if not self.now.own:
            return False
        if self.closed:
            return True
        if not self.in_quote:
            return self.is_flat and any(not head.opens for head in self.lines if head.what is Is.HEAD)
        inner = self.chain[-1] if self.chain else None
        if inner is None or inner.of is None or not inner.lines:
            return False
        return not any(same_head(said, quote.said) for quote in self.cuts[inner.of].quotes)

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
        source = self._source(number)
        if source is not None:
            self._copy(number, source)
        elif self._continues_quote(number, line):
            self._quote(number, len(self.chain))
        else:
            self._own(number, line)

    # -- copies --------------------------------------------------------------------------------------------------------

    def _source(self, number: int | None) -> int | None:
        """The message whose words a line repeats, None where it repeats none."""
        if number is None:
            return None
        line = self.lines[number]
        if len(line.words) < RUN:
            return self._source_of_short(number)
        if self.copies.share(number, earlier=True) < ENOUGH:
            return None
        votes: Counter[int] = Counter()
        for place, shared in self.copies.of(number).items():
            if place < number and place in self.origin:
                votes[self.origin[place]] += shared
        return min(votes, key=lambda key: (-votes[key], key)) if votes else None

    def _source_of_short(self, number: int) -> int | None:
        """The message that a short line belongs to: it stands in the one that is being quoted."""
        if not self.in_quote or self.closed or not self.chain:
            return None
        of = self.chain[-1].of
        if of is None:
            after = self._next_words(number + 1)
            of = self._source(after) if after is not None and after - number <= 3 and after != number else None
        if of is None or not 0 <= of < len(self.cuts):
            return None
        own = self.cuts[of].own
        if any(stands_in(self.lines[number].words, " ".join(self.lines[each].words)) for each in own[:20]):
            return of
        return of if not self.lines[number].words else None

    def _copy(self, number: int, source: int) -> None:
        """A line that was said before: part of a quote, opened by a head or not."""
        if not self.cuts or (self.closed and self.now.own) or (not self.in_quote and self._is_boundary(number)):
            self._begin()
        depth = next((n for n, quote in enumerate(self.chain, 1) if quote.of == source), 0)
        if not depth:
            if not self.chain or not self.in_quote or self.chain[-1].of is not None:
                self.chain = self.chain if self.in_quote else []
                self.chain.append(Quote(Attribution(), of=source))
                self.now.quotes.append(self.chain[-1])
            self.chain[-1].of = source
            depth = len(self.chain)
        self.chain = self.chain[:depth]
        self._quote(number, depth)
        self.origin[number] = source

    def _is_boundary(self, number: int) -> bool:
        """True where words after own words, with no head between them, cannot be of the same message."""
        return self.is_flat and self.lines[number].opens and bool(self.now.own)

    def _quote(self, number: int, depth: int) -> None:
        self.now.parts.append((number, depth))
        if self.chain:
            quote = self.chain[min(depth, len(self.chain)) - 1]
            quote.lines.append(number)
            if quote.of is None and number not in self.origin:
                self.origin[number] = -1 - id_of(quote)
        self.in_quote = True

    # -- new words -----------------------------------------------------------------------------------------------------

    def _continues_quote(self, number: int, line: Line) -> bool:
        """True for words that stand nowhere before, and yet are quoted: of a message that is not on the page."""
        if not self.cuts or not self.in_quote or self.closed or not self.chain:
            return False
        inner = self.chain[-1]
        if not line.opens:
            return True
        if inner.of is not None:
            return False
        if not inner.lines:
            return True
        if not line.closes or self._stands_as_next_elsewhere(number):
            return line.closes
        last = self.lines[inner.lines[-1]]
        grew = self._length(number) > 2 * WRAPPED > 2 * self._length(inner.lines[-1])
        starts_anew = bool(GREETING.match(self.text, line.start)) and len(last.words) <= 4
        return not (grew or starts_anew)

    def _stands_as_next_elsewhere(self, number: int) -> bool:
        """True where this line follows the one before it in another place of the page too."""
        here, above = self.copies.of(number), self.copies.of(number - 1)
        return any(place - 1 in above or place in above for place in here)

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
        self.origin[number] = len(self.cuts) - 1

    def _begins_message(self, number: int, line: Line) -> bool:
        if not self.cuts:
            return True
        if not self.now.own:
            return self.closed and not self.now.quotes
        if self.closed:
            return True
        if not self.in_quote:
            return self._is_boundary(number)
        if not line.closes:
            return True
        if self._quote_goes_on(number):
            return False
        return not self.now.answers_between and self.now.parts[0][1] == 0 and not self._opened_by_head()

    def _opened_by_head(self) -> bool:
        return self.lines[self.now.parts[0][0]].what is Is.HEAD

    def _quote_goes_on(self, number: int) -> bool:
        """True where behind this line, with no head between, words follow of what is being quoted now."""
        after = self._next_words(number + 1)
        of = {quote.of for quote in self.chain}
        return after is not None and bool(of) and self._source(after) in of - {None}

    # -- helpers -------------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.cuts.append(Cut())
        self.chain = []
        self.in_quote = self.closed = False

    def _next_words(self, number: int) -> int | None:
        """The next line of words that is long enough to be told, before any head or footer."""
        for at in range(number, min(number + 6, len(self.lines))):
            if self.lines[at].what is not Is.WORDS:
                return None
            if len(self.lines[at].words) >= RUN:
                return at
        return None

    def _length(self, number: int) -> int:
        return self.lines[number].end - self.lines[number].start


def id_of(quote: Quote) -> int:
    """A number for a quote of a message that is not on the page: its first line."""
    return quote.lines[0]


def _is_flat(lines: Sequence[Line], copies: Copies) -> bool:
    """True for a page that ran each message's own words together to one line.

    Either heads stand in the middle of lines, or one line holds what stands elsewhere on several.
    """
    if any(line.what is Is.HEAD and not line.opens for line in lines):
        return True
    for number, line in enumerate(lines):
        if line.what is Is.WORDS and line.end - line.start > 2 * WRAPPED:
            inside = [place for place, shared in copies.of(number).items() if shared >= ENOUGH * (len(lines[place].words) - RUN + 1)]
            if len(inside) > 2:
                return True
    return False
