"""Runs of a note in a post, fitted to the lines of the post: who answers between the lines of a note begins new lines.

Words alone do not tell where a quote ends: an answer that begins with the word with which the note goes on makes a run longer by
chance, and lines of a word or two ("Best,", a name) that stand between two answers are too short to be runs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

import numpy as np

from dedupe.align import Run, Span, repeated, whole_passes, with_attributions
from dedupe.fingerprints import SHINGLE
from dedupe.sameness.chunks import Chunks, characters, chunks_of
from dedupe.seen import Seen
from dedupe.words import Sequences, holds
from ingest.words import WORD, sequence

SENTENCE_ENDS = ".!?:;)\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}"
ENDS = characters(SENTENCE_ENDS)
OF_SENTENCES = ".,'?-\N{RIGHT SINGLE QUOTATION MARK}"
MOST_MARKS = 0.04  # of the characters; prose on lists about programs has 0.01 to 0.03, code and output 0.06 and more
CHANCE = 4  # words in which a line and a note agree by chance; five and more are a run
MOST_BETWEEN = 30  # words of a note that are looked for line by line; of more, some are in runs
MOST_QUOTED = 2_000  # words quoted with marks that are looked at for each place between two runs


@dataclass(frozen=True, slots=True)
class Lines:
    """A text, its pieces that hold words, and the numbers of the words at which its lines begin, and lines or sentences."""

    own: str
    chunks: Chunks
    starts: tuple[int, ...]
    parted: frozenset[int]


@lru_cache(maxsize=1)  # each note that a text may repeat is looked for in turn
def lines_of(own: str) -> Lines:
    """The lines of a text; that it ends parts it, too."""
    found = chunks_of(own).with_words()
    letters = characters(own)
    ended = np.concatenate(([0], np.cumsum(letters == ord("\n"))))  # lines that end before each character
    last = letters[found.ends - 1][:-1]
    begins = (ended[found.starts[1:]] > ended[found.ends[:-1]]) | (last == ord(">"))  # "AE> text", too
    after = found.firsts[1:]
    end = int(found.counts.sum())
    starts = after[begins].tolist()
    sentences = after[(last[:, None] == ENDS).any(axis=1)].tolist()
    return Lines(own, found, (0, *starts, end), frozenset((0, *starts, *sentences, end)))


def prose(lines: Lines, runs: Iterable[Run]) -> list[Run]:
    """The runs that may be quoted: they begin and end where a line or a sentence does, and are no code or output.

    Who answers about code repeats some of it, changed here and there, as her own words.
    """
    chunks = lines.chunks
    edges = [*chunks.firsts.tolist(), lines.starts[-1]]
    kept = []
    for run in runs:
        at, end = bisect_left(edges, run[0]), bisect_left(edges, run[0] + run[2])
        text = lines.own[chunks.starts[at] : chunks.ends[end - 1]]
        if {edges[at], edges[end]} <= lines.parted and _is_prose(text):
            kept.append(run)
    return kept


def _is_prose(text: str) -> bool:
    """True where marks other than those of sentences are rare."""
    marks = sum(not (c.isalnum() or c.isspace() or c in OF_SENTENCES) for c in text)
    return marks <= MOST_MARKS * len(text)


def fitted(runs: Sequence[Run], lines: Lines) -> list[Run]:
    """The runs without the words by which they go on into another's line, and without short ones in the middle of a line.

    No two of them hold the same words of the note where one follows the other.
    """
    kept: list[Run] = []
    joined = {at + size for at, _, size in runs} & {at for at, *_ in runs}
    for at, start, size in runs:
        end = at + size
        first, last = at, end
        if not (at in joined or at in lines.parted):
            first = _near(at, lines.starts[bisect_left(lines.starts, at)])
        if not (end in joined or end in lines.parted):
            last = _near(end, lines.starts[bisect_right(lines.starts, end) - 1])
        is_joined = at in joined or end in joined
        if last - first >= SHINGLE or is_joined or (first < last and {first, last} <= lines.parted):
            kept.append((first, start + first - at, last - first))
    return [_until(*both) for both in pairwise(kept)] + kept[-1:]


def _near(edge: int, line: int) -> int:
    """Where the line begins, if that is near the edge of a run."""
    return line if abs(line - edge) <= CHANCE else edge


def _until(run: Run, after: Run) -> Run:
    """A run without the words of the note with which the next one begins, where others stand between them."""
    at, start, size = run
    over = start + size - after[1]
    return (at, start, size - over) if 0 < over <= CHANCE and over < size and at + size < after[0] else run


def with_short_lines(post: bytes, other: bytes, runs: Sequence[Run], lines: Lines, quoted: bytes = b"") -> list[Run]:
    """The runs, and the lines between them that are, one after the other, all that the note has there.

    But for what the post quotes with marks: lines of a console that begin with ">" are read so.
    """
    made: list[Run] = []
    at = start = 0
    for run in [*runs, (len(post) // WORD, len(other) // WORD, 0)]:
        if start < run[1] <= start + MOST_BETWEEN:
            inside = lines.starts[bisect_right(lines.starts, at) : bisect_left(lines.starts, run[0])]
            spans = [(a, b) for a, b in pairwise((at, *inside, run[0])) if a < b]
            made += _found_in_lines([(a, post[a * WORD : b * WORD]) for a, b in spans], other, (start, run[1]), quoted)
        if run[2]:
            made.append(run)
        at, start = run[0] + run[2], run[1] + run[2]
    return made


Reached = dict[
    int, tuple[int, tuple[Run, ...]]
]  # words of a note that lines lead to: how many of them in lines, and these


def _found_in_lines(
    some: Iterable[tuple[int, bytes]], other: bytes, wanted: tuple[int, int], quoted: bytes
) -> tuple[Run, ...]:
    """The lines that make up what is wanted of the note; none where they do not."""
    begin, end = wanted
    reached = _behind_quoted({begin: (0, ())}, other, end, quoted)
    for first, line in some:
        size = len(line) // WORD
        better: Reached = {}
        for at, (words, found) in reached.items():
            after = at + size
            is_better = after not in reached or words + size > reached[after][0]
            if is_better and after <= end and other[at * WORD : after * WORD] == line:
                better[after] = words + size, (*found, (first, at, size))
        for at, way in _behind_quoted(better, other, end, quoted).items() if better else ():
            reached[at] = max(reached.get(at, way), way, key=itemgetter(0))
    return reached[end][1] if end in reached else ()


def _behind_quoted(reached: Reached, other: bytes, end: int, quoted: bytes) -> Reached:
    """What is reached, and what is behind words from there on that are quoted with marks."""
    further = dict(reached)
    for at, way in reached.items() if quoted else ():
        after = at + 1
        while after <= end and holds(quoted, other[at * WORD : after * WORD]):
            further[after] = max(further.get(after, way), way, key=itemgetter(0))
            after += 1
    return further


def words_in(runs: Sequence[Run]) -> int:
    """How many words the runs have."""
    return sum(size for *_, size in runs)


# -- the same of texts in sightings.db: what the build before worked out is known ------------------------------------------


def runs_of(text: Seen, of: Seen, sequences: Sequences) -> list[Run]:
    """The runs of words of a note that a text repeats."""
    runs = sequences.ask("runs", (text.own, of.own), lambda: repeated(sequences(text), sequences(of)))
    return _as_runs(runs)


def fitted_of(text: Seen, of: Seen, share: float, sequences: Sequences) -> tuple[list[Run], list[Run]]:
    """These runs fitted to the lines of the text, and those that go through so large a share of the note, with its short lines."""

    def work() -> tuple[list[Run], list[Run]]:
        own, quoted = sequences.texts(text.id)
        lines = lines_of(own)
        runs = fitted(runs_of(text, of, sequences), lines)
        passes = whole_passes(runs, of.own_words, share)
        if passes and words_in(passes) < of.own_words:
            passes = with_short_lines(
                sequences(text), sequences(of), passes, lines, sequence(quoted)[: MOST_QUOTED * WORD]
            )
        return runs, passes

    runs, passes = sequences.ask(f"fitted, {share}", (text.content, of.own), work)
    return _as_runs(runs), _as_runs(passes)


def prose_of(text: Seen, runs: Sequence[Run], sequences: Sequences) -> list[Run]:
    """Those of the runs in a text that may be quoted."""
    asked = text.content, repr(runs).encode()
    kept = sequences.ask("prose", asked, lambda: prose(lines_of(sequences.texts(text.id)[0]), runs)) if runs else []
    return _as_runs(kept)


def _as_runs(found: Iterable[Sequence[int]]) -> list[Run]:
    """Runs as they are compared: an answer that is known has lists in their place."""
    return [(at, start, size) for at, start, size in found]


def cut_of(text: Seen, found: Sequence[Span], sequences: Sequences) -> tuple[Span, ...]:
    """The spans of a text that are cut, with the lines that say who wrote them."""
    asked = text.content, repr(found).encode()
    cut = sequences.ask("cut", asked, lambda: with_attributions(sequences.texts(text.id)[0], found))
    return tuple((first, end) for first, end in cut)
