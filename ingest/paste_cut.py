"""Where the messages of a run-together page begin, and which lines of it quote what.

Two passes. The first tells which lines repeat others (``paste_copies``); the second is one walk over the lines that follows
what a reader would: a head opens a quote; a copy stays in it; a list footer closes it; what is new behind it begins a
message, unless the quote goes on behind that, for then it was an answer between the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.attributions import Attribution
from ingest.paste_copies import ENOUGH, RUN, Copies
from ingest.paste_heads import GREETING
from ingest.paste_lines import Is, Line

WRAPPED = 100  # characters; a longer line was not wrapped by a mail program
DEEPEST = 50  # quotes inside quotes; real mail was seen with 27
LOOKED_AT = (
    100  # lines or heads of one quote that a question about it looks at: bounds the time on pages made to take long
)
AHEAD = 4  # lines looked at behind a line


@dataclass(slots=True)
class Text:
    """A text that others may repeat: a message of the page by its number, or one that stands in quotes only (None)."""

    message: int | None = None
    heads: list[Attribution] = field(default_factory=list)  # the quotes that it holds itself
    short_runs: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Quote:
    """What a head opens: the text that it is of, where that is known, and its lines."""

    said: Attribution
    of: Text | None = None
    lines: list[int] = field(default_factory=list)
    is_mixed: bool = False  # it holds words of several texts, and so its head is of either


@dataclass(slots=True)
class Cut:
    """A message as lines of the page: each line's number with how deep it is quoted, 0 for its own words."""

    text: Text
    parts: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    answers_between: bool = False


def cut(text: str, lines: Sequence[Line]) -> list[Cut]:
    """The messages of a page, in its order."""
    return _Walk(text, lines).messages()


def cut_at(text: str, lines: Sequence[Line], starts: Sequence[int]) -> list[Cut]:
    """The messages of a page that shows where they begin, by character: one for each of the starts."""
    return _Walk(text, lines, starts).messages()


def same_head(a: Attribution, b: Attribution) -> bool:
    """True where two heads name one message: the same minute, whatever the zone, and the same name or address."""
    who = bool(a.name and a.name.casefold() == b.name.casefold()) or bool(a.address and a.address == b.address)
    if a.sent is None or b.sent is None:
        return who and a.date == b.date
    apart = abs((a.sent.replace(tzinfo=None) - b.sent.replace(tzinfo=None)).total_seconds())
    return who and a.sent.minute == b.sent.minute and apart < 26 * 3600


def _is_later(a: Attribution, b: Attribution) -> bool:
    """True where one head names a later time than another, as far as their zones let it be told."""
    return a.sent is not None and b.sent is not None and a.sent.replace(tzinfo=None) > b.sent.replace(tzinfo=None)


class _Walk:
    """One walk over the lines; ``text_of`` remembers whose words each line has."""

    def __init__(self, page: str, lines: Sequence[Line], starts: Sequence[int] | None = None) -> None:
        self.page = page
        self.are_known = starts is not None
        self.starts = list(starts or ())
        self.lines = lines
        self.copies = Copies(lines)
        self.cuts: list[Cut] = []
        self.text_of: dict[int, Text] = {}
        self.chain: list[Quote] = []  # the quotes that are open, outermost first
        self.in_quote = False
        self.closed = False  # a footer ended what was open
        self.footer_depth = 0
        self.has_inline_heads = any(line.what is Is.HEAD and not line.opens for line in lines)
        self.has_copies_inline = any(
            line.what is Is.WORDS and not line.opens and self.copies.share(number) >= ENOUGH
            for number, line in enumerate(lines)
        )
        self.is_flat = self.has_inline_heads or _has_flat_lines(lines, self.copies)
        self.is_wrapped = _quotes_are_wrapped(lines, self.copies)
        self.wrapped_runs = _wrapped_runs(lines, self.copies) if self.is_flat else set()

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
        if self.closed or self._source_ahead(number + 1) is self.now.text:
            return True
        if not self.in_quote:
            return self.is_flat and (self.has_inline_heads or self._goes_back_for(said))
        inner = self.chain[-1] if self.chain else None
        if inner is None or inner.of is None or not inner.lines:
            return False
        if any(same_head(said, head) for head in inner.of.heads):
            return False
        return inner.of.message is not None or _is_later(said, inner.said)

    def _goes_back_for(self, said: Attribution) -> bool:
        """True for a head that this message had before, or that is later than the one it begins with: it is of another message."""
        first = self.now.quotes[0].said if self.now.quotes else None
        if first is None or not self._opened_by_head():
            return False
        return any(same_head(said, quote.said) for quote in self.now.quotes[:LOOKED_AT]) or _is_later(said, first)

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
        return source is self.now.text and (self.are_known or (not self.in_quote and not (self.is_flat and line.opens)))

    def _wordless(self, number: int) -> None:
        """A line of links or marks alone: of whatever stands above it."""
        above = self.now.parts[-1][1] if self.now.parts else 0
        self.now.parts.append((number, above))
        if above and self.chain:
            self.chain[min(above, len(self.chain)) - 1].lines.append(number)

    # -- copies --------------------------------------------------------------------------------------------------------

    def _source(self, number: int) -> Text | None:
        """The text that a line repeats, None where it repeats none."""
        line = self.lines[number]
        if len(line.words) < RUN:
            return self._source_of_short(number)
        if self.copies.share(number) < ENOUGH:
            return None
        votes: Counter[int] = Counter()
        texts: dict[int, Text] = {}
        for place, shared in self.copies.of(number).items():
            if place < number and place in self.text_of:
                found = self.text_of[place]
                votes[id(found)] += shared
                texts.setdefault(id(found), found)
        open_texts = {id(quote.of) for quote in self.chain if quote.of}
        return texts[max(votes, key=lambda key: (votes[key], key in open_texts))] if votes else None

    def _is_mixed(self, number: int) -> bool:
        """True for a line that has a good part of its words from a text, and another part from others."""
        votes: Counter[int] = Counter()
        for place, shared in self.copies.of(number).items():
            if place < number and place in self.text_of and self.text_of[place].message is not None:
                votes[id(self.text_of[place])] = max(votes[id(self.text_of[place])], shared)
        best = [count for _, count in votes.most_common(2)]
        total = len(self.lines[number].words) - RUN + 1
        return len(best) > 1 and best[0] < 0.85 * total and best[1] > 0.1 * total

    def _source_of_short(self, number: int) -> Text | None:
        """The text that a short line belongs to: the one that is quoted here, or on the next lines, where it has these words."""
        after = self._source_ahead(number + 1) if not self.closed or not self.in_quote else None
        here = self.chain[-1].of if not self.closed and self.chain else None
        for text in (here, after):
            if text is not None and (not self.lines[number].words or self.copies.whole(number) in text.short_runs):
                return text
        return None

    def _source_ahead(self, number: int) -> Text | None:
        """The text that the next line of some length repeats, with no head or footer before it."""
        for at in range(number, min(number + AHEAD, len(self.lines))):
            if self.lines[at].what is not Is.WORDS:
                return None
            if len(self.lines[at].words) >= RUN:
                return self._source(at)
        return None

    def _copy(self, number: int, line: Line, source: Text) -> None:
        """A line that was said before: part of a quote, opened by a head or not."""
        if not self.cuts or (line.opens and not self.are_known and self._copy_begins_message()):
            self._begin()
        depth = next((n for n, quote in enumerate(self.chain, 1) if quote.of is source), 0)
        if not depth:
            depth = self._open_for(source)
        del self.chain[depth:]
        self.chain[-1].is_mixed |= self._is_mixed(number)
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
        return not self.in_quote and self.is_flat and bool(self.now.own) and not self.now.quotes

    def _quote(self, number: int, depth: int) -> None:
        self.now.parts.append((number, depth))
        self.in_quote, self.closed = True, False
        quote = self.chain[depth - 1]
        if quote.of is None:
            quote.of = Text()
        quote.lines.append(number)
        self._remember(number, quote.of)

    def _remember(self, number: int, text: Text) -> None:
        if number not in self.text_of:
            self.text_of[number] = text
        text.short_runs |= self.copies.short_runs(number)

    # -- new words -----------------------------------------------------------------------------------------------------

    def _continues_quote(self, number: int, line: Line) -> bool:
        """True for words that stand nowhere before, and yet are quoted: of a message that is not on the page."""
        if not self.cuts:
            return False
        if number in self.wrapped_runs and not self.closed:
            self._open_missing()
            return True
        if not self.in_quote or not self.chain:
            return False
        inner = self.chain[-1]
        if not line.opens:
            return self._runs_on(number)
        if self.closed or (inner.of is not None and inner.of.message is not None):
            return False
        if not inner.lines or self._goes_on_elsewhere(number, inner):
            return True
        if not line.closes or self._grew(number, inner):
            return False
        last = self.lines[inner.lines[-1]]
        return not (GREETING.match(self.page, line.start) and len(last.words) < RUN)

    def _runs_on(self, number: int) -> bool:
        """True for words behind a quote on its line; behind a head that opens the line stands what answers it."""
        above = self.lines[number - 1]
        if above.what is Is.HEAD and above.opens and self.is_flat and not self.has_copies_inline:
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

    def _goes_on_elsewhere(self, number: int, inner: Quote) -> bool:
        """True where this line follows the one before it in another place of the page too."""
        above = next((n for n in reversed(inner.lines[-AHEAD:]) if len(self.lines[n].words) >= RUN), None)
        if above is None:
            return False
        if len(self.lines[number].words) < RUN:
            return True
        places = self.copies.of(above)
        return any(place - back in places for place in self.copies.of(number) for back in range(AHEAD + 1))

    def _grew(self, number: int, inner: Quote) -> bool:
        """True for a long line behind wrapped ones: what was wrapped is quoted, what was run together is a message."""
        if self._length(number) <= 1.5 * WRAPPED or self._length(inner.lines[-1]) >= WRAPPED:
            return False
        lengths = [self._length(n) for n in inner.lines[-LOOKED_AT:]]
        return self.is_wrapped or (max(lengths) <= WRAPPED and sum(length > WRAPPED / 2 for length in lengths) > 1)

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
        self._remember(number, self.now.text)

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
            return self.is_flat
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
        after = self._source_ahead(number + 1)
        if after is not None:
            return any(quote.of is after for quote in self.chain)
        return bool(self.chain) and self._short_lines_follow(number + 1, self.chain[-1].of)

    def _short_lines_follow(self, number: int, text: Text | None) -> bool:
        """True where all that follows, to the next head or footer, are short lines of one text."""
        at = number
        while at < min(number + AHEAD, len(self.lines)) and self.lines[at].what is Is.WORDS:
            line = self.lines[at]
            if len(line.words) >= RUN or text is None or not line.closes:
                return False
            if line.words and self.copies.whole(at) not in text.short_runs:
                return False
            at += 1
        return number < at < len(self.lines)

    # -- helpers -------------------------------------------------------------------------------------------------------

    def _begin_known(self, at: int) -> None:
        """Begin each message that the page shows to begin here or above."""
        while len(self.cuts) < len(self.starts) and self.starts[len(self.cuts)] <= at:
            self._begin()

    def _begin(self) -> None:
        self.cuts.append(Cut(Text(len(self.cuts))))
        self.chain = []
        self.in_quote = self.closed = False

    def _length(self, number: int) -> int:
        return self.lines[number].end - self.lines[number].start


def _has_flat_lines(lines: Sequence[Line], copies: Copies) -> bool:
    """True for a page that ran each message's own words together: one line holds what stands elsewhere on several."""
    for number, line in enumerate(lines):
        if line.what is Is.WORDS and line.end - line.start > 2 * WRAPPED:
            shared = copies.of(number).items()
            if sum(count >= ENOUGH * (len(lines[place].words) - RUN + 1) for place, count in shared) > 2:
                return True
    return False


def _wrapped_runs(lines: Sequence[Line], copies: Copies) -> set[int]:
    """Lines that stand nowhere before, three or more in a row, each short enough to have been wrapped.

    On a page that runs each message's own words together these are quoted, for they kept their line ends.
    """
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, None]):
        wraps = (
            line is not None
            and line.what is Is.WORDS
            and line.opens
            and line.closes
            and line.end - line.start <= WRAPPED
        )
        if wraps and copies.share(number) < ENOUGH:
            run.append(number)
            continue
        if len(run) > 2 and sum(len(lines[n].words) >= RUN for n in run) > 1:
            found.update(run)
        run = []
    return found


def _quotes_are_wrapped(lines: Sequence[Line], copies: Copies) -> bool:
    """True for a page whose copies, nine of ten, are no longer than a mail program wraps."""
    lengths = sorted(
        line.end - line.start
        for number, line in enumerate(lines)
        if line.what is Is.WORDS and line.opens and line.closes and copies.share(number) >= ENOUGH
    )
    if len(lengths) <= 2:  # no copies: the lines under heads tell
        lengths = sorted(
            below.end - below.start
            for head, below in pairwise(lines)
            if head.what is Is.HEAD and below.what is Is.WORDS and below.opens and below.closes
        )
    return bool(lengths) and lengths[len(lengths) * 9 // 10] <= WRAPPED
