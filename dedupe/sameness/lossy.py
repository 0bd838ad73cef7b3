"""Copies of a note without a common Message-ID of which one lost letters: an archive made anew in another charset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from dedupe.names import name_key
from dedupe.published.letters import without_lost
from dedupe.sameness.page_copies import MINUTE_AND_SECOND
from dedupe.sameness.union import Union
from dedupe.seen import Seen
from dedupe.words import Sequences
from ingest.subjects import base
from ingest.words import digest, sequence

FEWEST = 40  # words, as for a note that anyone sends again

Bucket = dict[str, Seen]  # posts under one subject by one author, or of one second, by their ids


def join_lossy(
    posts: Iterable[Seen], union: Union[str], sequences: Sequences, alike: Callable[[Seen, Seen], bool]
) -> None:
    """Join posts of the same words but for letters that one lost; ``alike`` asks their quotes.

    They have one subject, and one author, or the same minute and second: archives that are made anew lose zones and names.
    """
    buckets: dict[tuple[str, str], Bucket] = defaultdict(dict)
    for post in posts:
        if post.own_words >= FEWEST:
            second = (post.sent or "")[MINUTE_AND_SECOND]
            for known in {post.address, name_key(post.name), second} - {""}:
                buckets[known, base(post.subject).casefold()][post.id] = post
    several = [bucket for bucket in buckets.values() if len({union.root(post) for post in bucket}) > 1]
    damaged = sequences.damaged(sorted({post for bucket in several for post in bucket}))
    for bucket in several:
        if not damaged.isdisjoint(bucket):
            first: dict[str, Seen] = {}
            for post in bucket.values():
                lead = first.setdefault(_known_by(post, sequences), post)
                if union.root(lead.id) != union.root(post.id) and alike(lead, post):
                    union.join(lead.id, post.id)


def _known_by(post: Seen, sequences: Sequences) -> str:
    """What is the same for two texts that lost other letters: a digest of their words without those that may be lost."""
    return sequences.ask(
        "without lost letters",
        (post.content,),
        lambda: digest(sequence(without_lost(sequences.texts(post.id)[0]))).hex(),
    )
