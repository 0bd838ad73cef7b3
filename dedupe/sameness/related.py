"""Messages that are nearly others and never become one with them: revisions, and texts that break off."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from dedupe.match import FEWEST_BY_ANYONE, FEWEST_BY_AUTHOR, same_author
from dedupe.sameness.common import in_common
from dedupe.sameness.holding import Texts
from dedupe.sameness.sides import EDITED
from dedupe.seen import Seen
from dedupe.words import Sequences
from ingest.subjects import base, numbers
from ingest.words import WORD, sequence, words

LIKELY = 0.4  # of the fingerprints of both, for a revision
MOST = 0.7  # of those of the shorter one, for a text that breaks off
LONG = 20_000  # words; longer texts are not compared, for that takes time by the product of their lengths
IN_BRACKETS_OR_NUMBER = re.compile(r"\[[^\]]{0,80}\]|\d+")
CLIPPED = re.compile(r"\s*(?:\[message clipped\]|\[\.\.\.\]|\.{3}|\N{HORIZONTAL ELLIPSIS})\W*\Z", re.I)


@dataclass(frozen=True, slots=True)
class Related:
    """Two messages, by sightings of them: ``kind`` says how ``a`` stands to ``b``, which came before it."""

    a: str
    b: str
    kind: str
    coverage: float
    evidence: str


def related(texts: Texts, of: Sequence[Seen], cut: Container[str]) -> Iterator[Related]:
    """Revisions and possible copies among different texts; each is compared with those that had its words first.

    A post that was cut repeats another note between words of its own: it is no revision of it.
    """
    pairs = texts.owners.borrowed
    larger, smaller = pairs.counts / pairs.sizes, pairs.counts / pairs.own_sizes
    likely = ((larger >= LIKELY) & (smaller >= LIKELY)) | (larger >= MOST) | (smaller >= MOST)
    for text, owner in zip(pairs.texts[likely].tolist(), pairs.owners[likely].tolist(), strict=True):
        a, b = of[text], of[owner]
        if a.id not in cut and b.id not in cut and (not a.message_id or a.message_id != b.message_id):
            found = _cut_off(a, b, texts.sequences) or _revision(a, b, texts.sequences)
            if found:
                yield found


def _revision(a: Seen, b: Seen, sequences: Sequences) -> Related | None:
    """Nearly the same words, 90 of 100 or more in order; where only numbers differ it is a series, and each its own."""
    most, least = max(a.own_words, b.own_words), min(a.own_words, b.own_words)
    if least < FEWEST_BY_AUTHOR or least < EDITED * most or most > LONG or _in_series(a.subject, b.subject):
        return None
    common = sequences.ask("edited", (a.content, b.content), lambda: _edited(a, b, most, sequences))
    if not common:
        return None
    return Related(a.id, b.id, "revision", common / most, f"{common} of {most} words in common, in order")


def _edited(a: Seen, b: Seen, most: int, sequences: Sequences) -> int:
    """The words in common of two texts, where there are enough and others than numbers differ; else 0."""
    common = in_common(sequences(a), sequences(b), EDITED)
    if common < EDITED * most or _without_numbers(a, sequences) == _without_numbers(b, sequences):
        return 0
    return common


def _in_series(a: str, b: str) -> bool:
    """True for two subjects of a series: "[PATCH 1/2] one" and "[PATCH 2/2] other", but not for two versions of one patch."""
    return numbers(a) != numbers(b) and _title(a) != _title(b)


def _title(subject: str) -> str:
    return " ".join(IN_BRACKETS_OR_NUMBER.sub(" ", base(subject)).casefold().split())


def _without_numbers(seen: Seen, sequences: Sequences) -> list[str]:
    own, _ = sequences.texts(seen.id)
    return [word for word in words(own) if word.isalpha() or not any(c.isdigit() for c in word)]


def _cut_off(a: Seen, b: Seen, sequences: Sequences) -> Related | None:
    """One text that the other begins with, but for the last word, which may be half one."""
    shorter, longer = sorted((a, b), key=lambda each: each.own_words)
    if shorter.own_words < FEWEST_BY_AUTHOR or shorter.own_words >= longer.own_words:
        return None
    if not same_author(a, b) and shorter.own_words < FEWEST_BY_ANYONE:
        return None
    part, whole = sequences(shorter), sequences(longer)
    if not whole.startswith(part[:-WORD]):
        own, _ = sequences.texts(shorter.id)
        clipped = CLIPPED.sub("", own)
        part = sequence(clipped) if clipped != own else b""
        if len(part) < FEWEST_BY_AUTHOR * WORD or not whole.startswith(part[:-WORD]):
            return None
    count = len(part) // WORD
    return Related(
        a.id, b.id, "possible copy", count / longer.own_words, f"one begins with the {count} words of the other"
    )
