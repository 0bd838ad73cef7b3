"""Two texts word by word: what both have, what only one of them has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup
from rapidfuzz.distance import LCSseq

from publish.render import readable

MOST_WORDS = 4_000
WORD = re.compile(r"\S+")
MARKS = re.compile(r"^[ >|]*>[ ]?", re.MULTILINE)
TAGS = {"same": Markup("{}"), "gone": Markup("<del>{}</del>"), "new": Markup("<ins>{}</ins>")}


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together: ``kind`` is same, gone (in the first text only) or new (in the second only)."""

    kind: str
    words: tuple[str, ...]


def words(text: str) -> list[str]:
    """Give the words as they stand, so far as they are compared."""
    return WORD.findall(MARKS.sub("", text))[:MOST_WORDS]


def plain(word: str) -> str:
    """Give what is compared of a word: no case, no punctuation around it."""
    return word.strip(".,;:!?\"'()[]<>*_“”„«»…-").lower() or word


def compared(first: str, second: str) -> list[Run]:
    """Give the runs of both texts in their order.

    >>> [(run.kind, *run.words) for run in compared("the tables stay open", "The tables, must stay")]
    [('same', 'The', 'tables,'), ('new', 'must'), ('same', 'stay'), ('gone', 'open')]
    """
    a, b = words(first), words(second)
    runs: list[Run] = []
    for step in LCSseq.opcodes([plain(word) for word in a], [plain(word) for word in b]):
        if step.tag == "equal":
            runs.append(Run("same", tuple(b[step.dest_start : step.dest_end])))
        else:
            gone = Run("gone", tuple(a[step.src_start : step.src_end]))
            new = Run("new", tuple(b[step.dest_start : step.dest_end]))
            runs += [run for run in (gone, new) if run.words]
    return [run for _, group in groupby(runs, key=lambda run: run.kind == "same") for run in gathered(group)]


def gathered(group: Iterable[Run]) -> list[Run]:
    """Give neighbouring changes as one change: first all that is gone, then all that is new."""
    found: dict[str, tuple[str, ...]] = {"same": (), "gone": (), "new": ()}
    for run in group:
        found[run.kind] += run.words
    return [Run(kind, each) for kind, each in found.items() if each]


def shown(runs: list[Run], *, without_new: bool = False) -> Markup:
    """Give the runs as one text with marks; without what is new where only the first text is of interest."""
    kept = [run for run in runs if not (without_new and run.kind == "new")]
    return Markup(" ").join(TAGS[run.kind].format(readable(" ".join(run.words))) for run in kept)


def share(runs: list[Run]) -> float:
    """Give the share of the words of the first text that both have."""
    same = sum(len(run.words) for run in runs if run.kind == "same")
    gone = sum(len(run.words) for run in runs if run.kind == "gone")
    return same / (same + gone) if same + gone else 0.0
