"""Posts of the same words in all that were split into own text, quotes and signature in other ways.

A copy that was wrapped anew begins a line with ">" where the author wrote one in the middle; a footer below "--" hides that it
began a signature. Whatever reading made of them, all the words of both are the same, in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dedupe.fingerprints import Owners
from dedupe.match import Pair
from dedupe.seen import Seen

LIKELY = 0.5  # of the fingerprints of one own text
COPIES = 20  # of each text that are compared: a robot's text may have thousands


def likely_twins(posts: Iterable[Seen], texts: Sequence[Seen], owners: Owners) -> Iterator[Pair]:
    """Posts whose own texts share so many words that all their words may be the same."""
    of_text: dict[bytes, list[Seen]] = defaultdict(list)
    for post in posts:
        of_text[post.own].append(post)
    pairs = owners.borrowed
    likely = (pairs.counts >= LIKELY * pairs.sizes) | (pairs.counts >= LIKELY * pairs.own_sizes)
    for text, owner in zip(pairs.texts[likely].tolist(), pairs.owners[likely].tolist(), strict=True):
        for one in of_text[texts[text].own][:COPIES]:
            for other in of_text[texts[owner].own][:COPIES]:
                yield one, other
