"""Which lines of a pasted page repeat others: what stands on it twice was quoted, all but once.

Runs of ``RUN`` words are looked up in one index of the page, so that a copy is found however it was wrapped, marked or
flattened. Lines too short for a run are looked up in the text that they would be of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ingest.pasting.lines import Is, Line

RUN = 4  # words
OFTEN = 12  # places that a run is remembered at: what is on every page of a list tells nothing
ENOUGH = 0.6  # share of a line's runs that makes it a copy
_BITS = 24  # of a word's number: a page has fewer than 16 million different words


class Copies:
    """The index of a page: where each run of words stands, by the number of its line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        numbers: dict[str, int] = {}
        self._words = [
            [numbers.setdefault(word, len(numbers)) for word in line.words] if line.what is Is.WORDS else []
            for line in lines
        ]
        self._places: dict[int, list[int]] = defaultdict(list)
        for number, tokens in enumerate(self._words):
            for run in set(_runs(tokens, RUN)):
                places = self._places[run]
                if len(places) < OFTEN:
                    places.append(number)
        self._shared: dict[int, Counter[int]] = {}

    def of(self, number: int) -> Counter[int]:
        """The other lines that share runs with a line, each with the number of runs that they share."""
        found = self._shared.get(number)
        if found is None:
            found = Counter(
                place for run in _runs(self._words[number], RUN) for place in self._places[run] if place != number
            )
            self._shared = {number: found} if len(self._shared) > 16 else {**self._shared, number: found}
        return found

    def share(self, number: int) -> float:
        """The share of a line's runs that stand in earlier lines too, 0 to 1."""
        tokens = self._words[number]
        total = len(tokens) - RUN + 1
        return sum(self._places[run][0] < number for run in _runs(tokens, RUN)) / total if total > 0 else 0.0

    def short_runs(self, number: int) -> set[int]:
        """The runs of fewer than ``RUN`` words of a line."""
        tokens = self._words[number]
        return {run for size in range(1, RUN) for run in _runs(tokens, size)}

    def whole(self, number: int) -> int:
        """A short line as the one run that it is; 0 where it has no words."""
        tokens = self._words[number]
        return next(_runs(tokens, len(tokens))) if tokens else 0


def _runs(tokens: Sequence[int], size: int) -> Iterator[int]:
    """The runs of so many words of a text, each as one number."""
    for at in range(len(tokens) - size + 1):
        run = 1
        for token in tokens[at : at + size]:
            run = run << _BITS | token
        yield run
