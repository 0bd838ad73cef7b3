"""Whether one text holds another, asked of fingerprints first, which is quick, and then of the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dedupe.fingerprints import WINDOW, Hashes, Marks, Owners
from dedupe.match import FEWEST_BY_AUTHOR
from dedupe.sameness.common import held
from dedupe.sameness.unmarked import RUN
from dedupe.seen import Seen
from dedupe.words import Sequences, holds, shares_run
from ingest.words import WORD

HOLDERS = 3  # texts that had most fingerprints of a quote first, which may hold all of it
TWICE = 2 * WINDOW  # words from which a quote in order, but not in one run, shares a fingerprint with its message


@dataclass(frozen=True, slots=True)
class Quote:
    """A sighting inside another message: how much of the message it holds, 0 to 1, and how that is known."""

    seen: Seen
    coverage: float
    evidence: str


class Texts:
    """The words of all sightings and their fingerprints. ``texts`` are those of posts, which have the first numbers."""

    def __init__(self, texts: Sequence[Seen], quotes: Iterable[Seen], sequences: Sequences) -> None:
        self.sequences = sequences
        self._texts = texts
        self._marks = Marks((*texts, *quotes), sequences)
        self.owners = Owners(self._marks.first(len(texts)))
        self._last: tuple[bytes, set[int]] = b"", set()

    def marks(self, seen: Seen) -> Hashes:
        """The fingerprints of a text."""
        return self._marks.of(seen)

    def holders(self, quote: Seen) -> list[Seen]:
        """Posts that may hold a quote, the likeliest first."""
        return [self._texts[number] for number in self.owners.most(self._marks.of(quote), HOLDERS)]

    def contained(self, quote: Seen, other: Seen) -> Quote | None:
        """The quote as a sighting of another text: its words in one run there, or 98 of 100 of them in order."""
        part, whole = self.sequences(quote), self.sequences(other)
        words, of = len(part) // WORD, len(whole) // WORD
        if not words or not of:
            return None
        if holds(whole, part):
            return Quote(quote, words / of, f"{words} of {of} words quoted in one run")
        if words < FEWEST_BY_AUTHOR or words > of * 1.2 or (words > TWICE and not self._meet(quote, other)):
            return None
        common = self.sequences.ask("held", (other.own, quote.own), lambda: held(whole, part))
        if not common:
            return None
        return Quote(quote, min(1.0, common / of), f"{common} of {of} words quoted in order")

    def share_run(self, a: Seen, b: Seen, words: int = RUN) -> bool:
        """True where so many words in a row stand in both."""
        return (words <= WINDOW or self._meet(a, b)) and shares_run(self.sequences(a), self.sequences(b), words)

    def _meet(self, quote: Seen, other: Seen) -> bool:
        """True where both have a fingerprint; those of the quote asked for last are kept."""
        if self._last[0] != quote.own:
            self._last = quote.own, set(self._marks.of(quote).tolist())
        return not self._last[1].isdisjoint(self._marks.of(other).tolist())
