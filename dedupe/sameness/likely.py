"""Which of many texts may be like a given one, without comparing it with each."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection

FEW = 8  # texts to compare one with, at most; those that share the most rare words

Element = tuple[int, int]  # a word, and which of its occurrences in the text


class Likely:
    """Texts that may share a large part of their words with another one.

    Two texts that have at least 9 of 10 words in common share one of the rarest 1 in 10 (and one more) of each: prefix
    filtering, S. Chaudhuri and others, "A Primitive Operator for Similarity Joins", 2006. Only those rarest words are looked up,
    so that a thousand texts under one Message-ID cost a thousand comparisons and no million.
    """

    def __init__(self, texts: Collection[bytes], share: float) -> None:
        self._left_out = 1 - share
        self._many = len(texts) > FEW
        self._frequency = Counter(element for text in texts if self._many for element in _elements(text))
        self._having: dict[Element, list[int]] = defaultdict(list)
        self._added = 0

    def add(self, text: bytes) -> None:
        """Add a text; they are numbered from 0."""
        for element in self._rarest(text) if self._many else ():
            self._having[element].append(self._added)
        self._added += 1

    def candidates(self, text: bytes) -> list[int]:
        """The numbers of a few added texts that may be like this one, all of them where there are few."""
        if not self._many or self._added <= FEW:
            return list(range(self._added))
        hits = Counter(number for element in self._rarest(text) for number in self._having.get(element, ())[:FEW])
        return [number for number, _ in sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:FEW]]

    def _rarest(self, text: bytes) -> list[Element]:
        elements = sorted(_elements(text), key=lambda element: (self._frequency[element], element))
        return elements[: int(len(elements) * self._left_out + 1e-9) + 1]


def _elements(text: bytes) -> list[Element]:
    """The words of a text as a set: the second "the" is another element than the first."""
    seen: Counter[int] = Counter()
    made = []
    for word in array("I", text):
        made.append((word, seen[word]))
        seen[word] += 1
    return made
