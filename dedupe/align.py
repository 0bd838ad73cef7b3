"""Own texts compared with what came before: what a post repeats without marks is quoted, and the rest is its own.

Reading goes by marks and attributions, and what it does not recognise is the author's. Here the words decide, where the evidence
is strong: all of an earlier note stands in the post, or fifteen words in a row of one that it answers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from dedupe.fingerprints import SHINGLE, shingles
from dedupe.sameness.chunks import Chunk, chunks_of
from dedupe.words import holds_at
from ingest.bodies.attribution_lines import reading
from ingest.layout import Texts, pack, unpack
from ingest.words import WORD

ALONE = 8  # words of a run that is no accident beside a longer one; shorter ones must go on where another ended
EDIT = 4  # words that stand for as many others: a link or a letter was lost, and nobody answers there

Span = tuple[int, int]  # first word and the one after the last
Run = tuple[int, int, int]  # first word in the post, first word in the other text, words


def repeated(post: bytes, other: bytes) -> list[Run]:
    """The runs of words of ``other`` that ``post`` repeats, in the order of the post; ``other`` may be quoted twice.

    Linear: each word of the post is in one run at most.
    """
    found = shared(post, other)
    kept = [run for at, run in enumerate(found) if run[2] >= ALONE or _goes_on(found, at)]
    return _filled(post, other, kept)


def shared(post: bytes, other: bytes) -> list[Run]:
    """Runs of five words or more, each as long as it goes, beginning where the run before it ended if that is possible."""
    a, b = np.frombuffer(post, np.uint32), np.frombuffer(other, np.uint32)
    if len(a) < SHINGLE or len(b) < SHINGLE:
        return []
    mine, theirs = shingles(a), shingles(b)
    order = np.argsort(theirs, kind="stable")
    ordered = theirs[order]
    first = np.searchsorted(ordered, mine)
    hits = np.flatnonzero(ordered[np.minimum(first, len(ordered) - 1)] == mine)
    last = np.searchsorted(ordered, mine[hits], "right")
    places = order.tolist() if len(hits) else []
    found: list[Run] = []
    at = expected = 0
    for place, begin, end in zip(hits.tolist(), first[hits].tolist(), last.tolist(), strict=True):
        if place >= at:
            start = places[min(bisect_left(places, expected, begin, end), end - 1)]
            size = _same_words(post, place, other, start)
            found.append((place, start, size))
            at, expected = place + size, start + size
    return found


def _same_words(a: bytes, at: int, b: bytes, start: int) -> int:
    """How many words are alike from two places on, by steps that double where they are alike and halve where not."""
    size, step, most = 0, SHINGLE, min(len(a) // WORD - at, len(b) // WORD - start)
    while step:
        one, other, length = (at + size) * WORD, (start + size) * WORD, step * WORD
        if size + step <= most and a[one : one + length] == b[other : other + length]:
            size, step = size + step, step * 2
        else:
            step //= 2
    return size


def _goes_on(found: Sequence[Run], at: int) -> bool:
    """True where a run stands in the other text right after the run before it, or right before the next."""
    _, start, size = found[at]
    before = at > 0 and 0 <= start - sum(found[at - 1][1:]) <= 2
    return before or (at + 1 < len(found) and 0 <= found[at + 1][1] - start - size <= 2)


def _filled(post: bytes, other: bytes, runs: Sequence[Run]) -> list[Run]:
    """The runs with the few words between, before and after them that stand in both texts: short lines, greetings."""
    made: list[Run] = []
    ends = (0, 0)
    for run in [*runs, (len(post) // WORD, len(other) // WORD, 0)]:
        at, start, _ = run
        gap = other[ends[1] * WORD : start * WORD]
        found = holds_at(post[ends[0] * WORD : at * WORD], gap) if gap and (made or runs) else -1
        if found >= 0:
            made.append((ends[0] + found, ends[1], len(gap) // WORD))
        elif 0 < len(gap) <= EDIT * WORD and made and run[2] and 0 < at - ends[0] <= EDIT:
            made.append((ends[0], ends[1], at - ends[0]))
        if run[2]:
            made.append(run)
        ends = (at + run[2], start + run[2])
    return made


def whole_passes(runs: Sequence[Run], words: int, share: float) -> list[Run]:
    """The runs that go through so large a share of a note from its beginning to its end, once or more often.

    Lines of a log repeat themselves: what stands elsewhere in part only is no further copy of the note.
    """
    passes: list[list[Run]] = []
    last = words
    for run in runs:
        if run[1] < last:
            passes.append([])
        passes[-1].append(run)
        last = run[1] + run[2]
    return [run for each in passes if sum(size for *_, size in each) >= share * words for run in each]


def spans(runs: Iterable[Run]) -> list[Span]:
    """Where runs stand in the post, neighbours joined."""
    joined: list[Span] = []
    for at, end in sorted((at, at + size) for at, _, size in runs):
        if joined and at <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((at, end))
    return joined


class Taken:
    """Words that are in spans: such as touch are one."""

    def __init__(self, found: Sequence[Span]) -> None:
        self._firsts = [first for first, _ in found]
        self._ends = [end for _, end in found]

    def is_beside(self, first: int, end: int, near: int) -> bool:
        """True where a span ends right before, or begins right behind, with few words between."""
        before, after = bisect_right(self._ends, first) - 1, bisect_left(self._firsts, end)
        ended = before >= 0 and first - self._ends[before] <= near
        return ended or (after < len(self._firsts) and self._firsts[after] - end <= near)

    def add(self, first: int, end: int) -> None:
        """Take the words of a span, too."""
        at, after = bisect_left(self._ends, first), bisect_right(self._firsts, end)
        if at < after:
            first, end = min(first, self._firsts[at]), max(end, self._ends[after - 1])
        self._firsts[at:after], self._ends[at:after] = [first], [end]


def with_attributions(own: str, found: Sequence[Span]) -> list[Span]:
    """Spans of whole pieces between blanks, with the lines right above them that say who wrote them."""
    chunks = chunks_of(own).one_by_one()
    firsts = [first for _, _, first, _ in chunks]
    edges = [*firsts, firsts[-1] + chunks[-1][3]] if chunks else [0]
    made: list[Span] = []
    floor = 0
    for first, end in ((edges[bisect_left(edges, a)], edges[bisect_right(edges, b) - 1]) for a, b in found):
        if first >= end:
            continue
        opening = bisect_right(firsts, first) - 1
        lines = own[floor : chunks[opening][0]].rstrip().split("\n")
        bare = [line.strip(" >*") for line in lines]
        start = len(bare)
        if bare[-1]:
            start, said = reading(bare, len(bare) - 1, 0)
            start = start if said is not None else len(bare)
        begin = floor + sum(len(line) + 1 for line in lines[:start])
        before = bisect_left(chunks, (begin,))
        made.append((min(first, firsts[before] if before < len(chunks) else first), end))
        floor = chunks[min(bisect_left(firsts, end), len(chunks) - 1)][0]
    return made


def without(words: bytes, found: Iterable[Span]) -> bytes:
    """The words that are in none of the spans."""
    kept, at = [], 0
    for first, end in found:
        kept.append(words[at * WORD : first * WORD])
        at = end
    return b"".join([*kept, words[at * WORD :]])


def cut(texts: Texts, found: Sequence[Span]) -> Texts:
    """The texts of a post with the words of the spans moved from its own text to what it quotes; nothing is left out.

    >>> cut(Texts("Done? Yes.", layout="own 10"), [(0, 1)])
    Texts(own='Yes.', quoted='Done?', signature='', layout='quoted 5 own 4')
    """
    parts: list[tuple[str, str]] = []
    first = 0
    for kind, text in unpack(texts):
        if kind == "own":
            chunks = [(start, end, first + at, count) for start, end, at, count in chunks_of(text).one_by_one()]
            parts += _divided(text, _kinds(text, chunks, found))
            first += sum(count for *_, count in chunks)
        else:
            parts.append((kind, text))
    return pack(parts)


Piece = tuple[int, int, str]  # start and end in a text, and what it is


def _kinds(text: str, chunks: Iterable[Chunk], found: Sequence[Span]) -> list[Piece]:
    """What each piece between blanks is; one without words is what its neighbour on the same line is, else the author's."""
    begins = [begin for begin, _ in found]
    pieces: list[Piece] = []
    waiting: list[Span] = []
    for start, end, word, count in chunks:
        if not count:
            waiting.append((start, end))
            continue
        at = bisect_right(begins, word) - 1
        now = "quoted" if at >= 0 and word < found[at][1] else "own"
        pieces += _without_words(text, waiting, pieces[-1] if pieces else (start, start, now), (start, end, now))
        pieces.append((start, end, now))
        waiting = []
    return pieces + _without_words(text, waiting, pieces[-1] if pieces else (0, 0, "own"), (len(text), 0, "own"))


def _without_words(text: str, some: Iterable[Span], before: Piece, after: Piece) -> list[Piece]:
    """Pieces that hold no words: links, addresses, marks."""
    made = []
    for start, end in some:
        kind = "own"
        if before[2] == after[2] or "\n" not in text[before[1] : start]:
            kind = before[2]
        elif "\n" not in text[end : after[0]]:
            kind = after[2]
        made.append((start, end, kind))
    return made


def _divided(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """A text as runs of one kind; they are parted where a line begins, if one does."""
    begin, kind, last = 0, pieces[0][2] if pieces else "own", 0
    for start, end, now in pieces:
        if now != kind:
            at = text.rfind("\n", last, start) + 1 or start
            yield kind, text[begin:at]
            begin, kind = at, now
        last = end
    yield kind, text[begin:]
