"""Whose words the lines of a run-together page are, as far as the walk over them has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.pasting.copies import ENOUGH, RUN, Copies
from ingest.pasting.lines import Is, Line
from ingest.pasting.quotes import Quote, Text

AHEAD = 4  # lines looked at behind a line


class Sources:
    """The text of each line that the walk has passed."""

    def __init__(self, lines: Sequence[Line], copies: Copies) -> None:
        self.lines = lines
        self.copies = copies
        self.text_of: dict[int, Text] = {}

    def remember(self, number: int, text: Text) -> None:
        """Note that a line has words of a text."""
        if number not in self.text_of:
            self.text_of[number] = text
        text.short_runs |= self.copies.short_runs(number)

    def of(self, number: int, open_texts: Iterable[Text | None]) -> Text | None:
        """The text that a line repeats most of, one that is being quoted first; None where it repeats none."""
        if self.copies.share(number) < ENOUGH:
            return None
        votes: Counter[int] = Counter()
        texts: dict[int, Text] = {}
        for place, shared in self.copies.of(number).items():
            if place < number and place in self.text_of:
                found = self.text_of[place]
                votes[id(found)] += shared
                texts.setdefault(id(found), found)
        quoted = {id(text) for text in open_texts if text}
        return texts[max(votes, key=lambda key: (votes[key], key in quoted))] if votes else None

    def ahead(self, number: int, open_texts: Iterable[Text | None]) -> Text | None:
        """The text that the next line of some length repeats, with no head or footer before it."""
        for at in range(number, min(number + AHEAD, len(self.lines))):
            if self.lines[at].what is not Is.WORDS:
                return None
            if len(self.lines[at].words) >= RUN:
                return self.of(at, open_texts)
        return None

    def is_mixed(self, number: int) -> bool:
        """True for a line that has a good part of its words from a text, and another part from others."""
        votes: Counter[int] = Counter()
        for place, shared in self.copies.of(number).items():
            if place < number and place in self.text_of and self.text_of[place].message is not None:
                votes[id(self.text_of[place])] = max(votes[id(self.text_of[place])], shared)
        best = [count for _, count in votes.most_common(2)]
        total = len(self.lines[number].words) - RUN + 1
        return len(best) > 1 and best[0] < 0.85 * total and best[1] > 0.1 * total

    def goes_on_elsewhere(self, number: int, inner: Quote) -> bool:
        """True where this line follows the one before it in another place of the page too."""
        above = next((n for n in reversed(inner.lines[-AHEAD:]) if len(self.lines[n].words) >= RUN), None)
        if above is None:
            return False
        if len(self.lines[number].words) < RUN:
            return True
        places = self.copies.of(above)
        return any(place - back in places for place in self.copies.of(number) for back in range(AHEAD + 1))

    def short_lines_follow(self, number: int, text: Text | None) -> bool:
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
