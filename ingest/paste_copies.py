"""Which lines of a pasted page repeat others: what stands on it twice was quoted, all but once.

Runs of ``RUN`` words are looked up in one index of the page, so that a copy is found however it was wrapped, marked or
flattened. Short lines have no such run: they are copies where the lines around them are, at the place the run goes on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ingest.paste_lines import Is, Line

RUN = 4  # words
OFTEN = 12  # places that a run is remembered at: what is on every page of a list tells nothing
ENOUGH = 0.6  # share of a line's runs that makes it a copy

Run = tuple[str, ...]


class Copies:
    """The index of a page: where each run of words stands, by the number of its line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._places: dict[Run, list[int]] = defaultdict(list)
        self._short: dict[Run, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            if line.what is not Is.WORDS:
                continue
            if 0 < len(line.words) < RUN + 2:
                self._short[tuple(line.words)].append(number)
            for run in set(runs(line.words)):
                places = self._places[run]
                if len(places) < OFTEN:
                    places.append(number)

    def of(self, number: int) -> Counter[int]:
        """The other lines that share runs with a line, each with the number of runs that they share."""
        shared: Counter[int] = Counter()
        for run in runs(self._lines[number].words):
            for place in self._places.get(run, ()):
                if place != number:
                    shared[place] += 1
        return shared

    def share(self, number: int, earlier: bool) -> float:
        """The share of a line's runs that stand in earlier (or later) lines too, 0 to 1."""
        found = total = 0
        for run in runs(self._lines[number].words):
            total += 1
            places = self._places.get(run, ())
            found += any(place < number for place in places) if earlier else any(place > number for place in places)
        return found / total if total else 0.0

    def same_short(self, number: int) -> list[int]:
        """The other lines that hold just the words of a short line."""
        return [place for place in self._short.get(tuple(self._lines[number].words), ()) if place != number]


def runs(tokens: Sequence[str]) -> Iterator[Run]:
    """The runs of ``RUN`` words of a text."""
    for at in range(len(tokens) - RUN + 1):
        yield tuple(tokens[at : at + RUN])


def stands_in(tokens: Sequence[str], text: str) -> bool:
    """True where a few words stand in one run in a text of words, joined by blanks."""
    return bool(tokens) and f" {' '.join(tokens)} " in f" {text} "
