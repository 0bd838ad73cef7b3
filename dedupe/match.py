"""Which posts are one message: rules in order of strength, each over the whole set, so that no order of reading matters.

1. Same Message-ID and the same words, or nearly the same (a footer that was not recognised, a scrubbed part), or the same in
   all where a page lost the end of a quote (``page_copies``).
2. Same words, 12 or more, by the same author within 26 hours.
3. Same words, 40 or more, whoever sends them again and whenever.
4. Same words, however few, with the same author, subject and second: one mail that came over two lists.
5. An archive's page that has no Message-ID, with the author, subject, minute and second of a post, and nearly its words.

Never on fewer than 12 words alone; never where the subjects' numbers or the quoted words differ; never the two sides of a
conflict, which is one Message-ID with different words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile

from dedupe.page_copies import join_pages, same_in_all
from dedupe.people import name_key
from dedupe.seen import Seen
from dedupe.subjects import base, numbers
from dedupe.union import Union
from dedupe.words import Sequences, in_common, likeness
from ingest.message import SentBasis
from ingest.words import WORD, sequence

FEWEST_BY_AUTHOR = 12  # words
FEWEST_BY_ANYONE = 40
HOURS = 26  # a cross-post's Date may be in another zone, and lists hold posts back for a day
SAME = 0.98  # share of words in common, in order, both ways; measured in 92,481 labelled copies
NOT_ASCII = re.compile(r"[^\x00-\x3e\x40-\x7f]+|\?+")
QUOTES_ALIKE = 0.5  # of the shorter: copies lose marks, attributions and depths of their quotes, but not most words
EDITED = 0.90  # with one Message-ID: what differs is a footer or a scrubbed part, not another note


@dataclass(frozen=True, slots=True)
class Conflict:
    """One Message-ID with different words: the ids of one sighting of each side."""

    message_id: str
    a: str
    b: str


def groups(posts: Sequence[Seen], sequences: Sequences) -> tuple[list[list[Seen]], list[Conflict]]:
    """Posts that are one message each, oldest first, and the conflicts among them."""
    union: Union[str] = Union()
    conflicts = list(_join_by_message_id(posts, union, sequences))
    _join_by_words(posts, union, sequences)
    _join_by_second(posts, union, sequences)
    join_pages(posts, union, lambda a, b: _alike(a, b, sequences))
    by_id = {post.id: post for post in posts}
    return [[by_id[i] for i in each] for each in union.sets(post.id for post in posts)], conflicts


def _join_by_message_id(posts: Iterable[Seen], union: Union[str], sequences: Sequences) -> Iterable[Conflict]:
    buckets: dict[str, list[Seen]] = defaultdict(list)
    for post in posts:
        if post.message_id:
            buckets[post.message_id].append(post)
    for message_id, bucket in buckets.items():
        if len(bucket) > 1:
            longest, *others = _sides(bucket, union, sequences)
            for (
                other
            ) in others:  # a star: of a Message-ID that a robot gives to all its mails there would be millions of pairs
                yield Conflict(message_id, longest.id, other.id)


def _sides(bucket: list[Seen], union: Union[str], sequences: Sequences) -> list[Seen]:
    """One post of each different text under a Message-ID; posts of one text are joined. Longest texts first."""
    sides: list[Seen] = []
    for post in sorted(bucket, key=lambda p: (-p.own_words, p.order)):
        twin = next((side for side in sides if _alike(side, post, sequences)), None)
        if twin is None:
            sides.append(post)
        else:
            union.join(twin.id, post.id)
    return sides


def _alike(a: Seen, b: Seen, sequences: Sequences) -> bool:
    """True where two posts under one Message-ID hold one text; one with no words of its own contradicts nothing."""
    if a.own == b.own or not b.own_words:
        return True
    if likeness(sequences(a.id), sequences(b.id)) >= EDITED or _spoiled(a.id, b.id, sequences):
        return True
    return same_in_all(a, b, sequences)


def _spoiled(a: str, b: str, sequences: Sequences) -> bool:
    """True where one is the other with "?" for every letter that its charset lacked, as some archives write them."""
    texts = [sequences.texts(a)[0], sequences.texts(b)[0]]
    if not any("?" in text for text in texts):
        return False
    left, right = (sequence(NOT_ASCII.sub(" ", text)) for text in texts)
    return likeness(left, right) >= EDITED


def _join_by_words(posts: Iterable[Seen], union: Union[str], sequences: Sequences) -> None:
    """Join posts of the same words; only those are compared that numbers, authors and times let be one.

    Ten thousand people send a petition's form letter, and a robot the same words every day: they are never compared in pairs.
    """
    buckets: dict[tuple[bytes, str], list[Seen]] = defaultdict(list)
    for post in posts:
        if post.own_words >= FEWEST_BY_ANYONE:
            buckets[post.own, ""].append(post)
        elif post.own_words >= FEWEST_BY_AUTHOR:
            for author in {post.address, name_key(post.name)} - {""}:
                buckets[post.own, author].append(post)
    for bucket in buckets.values():
        if len(bucket) > 1:
            leads: dict[tuple[str, ...], list[Seen]] = defaultdict(list)
            for post in bucket:
                _join_to(leads[tuple(numbers(post.subject))], post, union, sequences)


def _join_to(leads: list[Seen], post: Seen, union: Union[str], sequences: Sequences) -> None:
    """Join a post to those before it that are one with it; the oldest come first, undated ones last."""
    near = (
        leads
        if post.own_words >= FEWEST_BY_ANYONE
        else takewhile(lambda x: hours_between(x, post) <= HOURS, leads[::-1])
    )
    twins = [lead for lead in near if same_words(lead, post, sequences)]
    for twin in twins:
        union.join(twin.id, post.id)
    if len(leads) < 50 or not twins:
        leads.append(post)


def _join_by_second(posts: Iterable[Seen], union: Union[str], sequences: Sequences) -> None:
    """Join posts of the same words, author, subject and second: one mail that came over two lists, however short."""
    leads: dict[tuple[bytes, str, str, str], Seen] = {}
    for post in posts:
        if post.sent_basis == SentBasis.HEADER and post.sent and (post.address or post.name):
            author = post.address or name_key(post.name)
            lead = leads.setdefault((post.own, post.sent, author, base(post.subject).casefold()), post)
            if lead is not post and quotes_alike(lead, post, sequences):
                union.join(lead.id, post.id)


def same_words(a: Seen, b: Seen, sequences: Sequences) -> bool:
    """True where two posts of equal own words are one message."""
    if numbers(a.subject) != numbers(b.subject):
        return False
    if a.own_words < FEWEST_BY_ANYONE and not (same_author(a, b) and hours_between(a, b) <= HOURS):
        return False
    return quotes_alike(a, b, sequences)


def quotes_alike(a: Seen, b: Seen, sequences: Sequences) -> bool:
    """True where two posts quote the same text, or one of them nothing; pasted pages add to quotes and leave some out."""
    if a.evidence or b.evidence:
        return True
    one, other = sorted((sequence(sequences.texts(post.id)[1]) for post in (a, b)), key=len)
    return in_common(one, other) >= QUOTES_ALIKE * (len(one) // WORD)


def same_author(a: Seen, b: Seen) -> bool:
    """True where two sightings name one author, by address or by name."""
    return bool(a.address and a.address == b.address) or bool(a.name and name_key(a.name) == name_key(b.name))


def hours_between(a: Seen, b: Seen) -> float:
    """Hours between two sightings; 0 where one has no time, which contradicts nothing."""
    if not a.sent or not b.sent:
        return 0.0
    return abs((moment(a.sent) - moment(b.sent)).total_seconds()) / 3600


def moment(sent: str) -> datetime:
    """A stored time as a moment; where its zone is not known, as if it were UTC."""
    time = datetime.fromisoformat(sent)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
