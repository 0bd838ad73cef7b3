"""Which posts are one message: rules in order of strength, each over the whole set, so that no order of reading matters.

1. Same Message-ID and the same words, or nearly the same (a footer that was not recognised, a scrubbed part), or the same in
   all where a page lost the end of a quote (``page_copies``).
2. Same words, 12 or more, by the same author within 26 hours.
3. Same words, 40 or more, whoever sends them again and whenever.
4. Same words, however few, with the same author, subject and second: one mail that came over two lists.
5. An archive's page that has no Message-ID, with the author, subject, minute and second of a post, and nearly its words; of
   a page that tells no seconds, nearly all its words, own and quoted together.
6. Same words, 40 or more, but for letters that a charset lacked, with the same subject, and author or second (``lossy``).
7. Same words in all, own and quoted, by the same author within 26 hours, where reading split them in other ways (``splits``).

Never on fewer than 12 words alone; never where the subjects' numbers or the quoted words differ; never the two sides of a
conflict, which is one Message-ID with different words.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from dedupe.names import name_key
from dedupe.published.letters import lost_key
from dedupe.sameness.common import in_common
from dedupe.sameness.lossy import join_lossy
from dedupe.sameness.page_copies import join_pages
from dedupe.sameness.sides import sides
from dedupe.sameness.union import Union
from dedupe.seen import Seen
from dedupe.words import Sequences
from ingest.message import SentBasis
from ingest.subjects import base, numbers
from ingest.words import WORD, digest, sequence, words

FEWEST_BY_AUTHOR = 12  # words
FEWEST_BY_ANYONE = 40
HOURS = 26  # a cross-post's Date may be in another zone, and lists hold posts back for a day
QUOTES_ALIKE = 0.5  # of the shorter: copies lose marks, attributions and depths of their quotes, but not most words
REFERENCE = 5  # words of a line with the number of a ticket
COMPARED = 20  # posts of the same words, and as many that quote the same; on 17 lists no more than 19 were ever at hand

Pair = tuple[Seen, Seen]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One Message-ID with different words: the ids of one sighting of each side."""

    message_id: str
    a: str
    b: str


def groups(
    posts: Sequence[Seen], sequences: Sequences, twins: Iterable[Pair] = ()
) -> tuple[Iterator[list[Seen]], list[Conflict]]:
    """Posts that are one message each, oldest first, and the conflicts among them; ``twins`` may be of the same words in all."""
    union: Union[str] = Union()
    conflicts = list(_join_by_message_id(posts, union, sequences))
    _join_by_words(posts, union, sequences)
    _join_by_second(posts, union, sequences)
    join_pages(posts, union, sequences, lambda a, b: _alike(a, b, sequences))
    _join_by_all_words(twins, union, sequences)
    join_lossy(posts, union, sequences, lambda a, b: quotes_alike(a, b, sequences))
    by_id = {post.id: post for post in posts}
    return ([by_id[i] for i in each] for each in union.sets(post.id for post in posts)), conflicts


def _join_by_message_id(posts: Iterable[Seen], union: Union[str], sequences: Sequences) -> Iterable[Conflict]:
    buckets: dict[str, list[Seen]] = defaultdict(list)
    for post in posts:
        if post.message_id:
            buckets[post.message_id].append(post)
    for message_id, bucket in buckets.items():
        if len(bucket) > 1:
            longest, *others = _sides(bucket, union, sequences)
            # a star: of a Message-ID that a robot gives to all its mails there would be millions of pairs
            for other in others:
                yield Conflict(message_id, longest.id, other.id)


def _sides(bucket: list[Seen], union: Union[str], sequences: Sequences) -> list[Seen]:
    """One post of each different text under a Message-ID; posts of one text are joined. Longest texts first."""
    ordered = sorted(bucket, key=lambda p: (-p.own_words, p.order))
    first: dict[bytes, Seen] = {}
    for post in ordered:
        if first.setdefault(post.own, post) is not post:
            union.join(first[post.own].id, post.id)
    posts = list(first.values())
    on_side = sides(posts, sequences) if len(posts) > 1 else [0]
    for post, side in zip(posts, on_side, strict=True):
        union.join(posts[side].id, post.id)
    return [posts[number] for number in sorted(set(on_side))]


def _alike(a: Seen, b: Seen, sequences: Sequences) -> bool:
    """True where two posts hold one text; one with no words of its own contradicts nothing."""
    if a.own == b.own or not b.own_words:
        return True
    return sides((a, b), sequences) == [0, 0]


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
            leads: dict[tuple[str, ...], _Leads] = defaultdict(lambda: _Leads(sequences))
            for post in bucket:
                leads[tuple(numbers(post.subject))].join(post, union)


class _Leads:
    """Posts of the same words, oldest first, undated ones last, that a later one may be one with.

    A robot answers ten thousand mails in the same words and quotes each: only the newest are compared with a post, and of the
    others those that quote the same, or nothing.
    """

    def __init__(self, sequences: Sequences) -> None:
        self._sequences = sequences
        self._newest: deque[Seen] = deque()
        self._older: dict[str, deque[Seen]] = defaultdict(deque)

    def join(self, post: Seen, union: Union[str]) -> None:
        """Join a post to those before it that are one with it."""
        twins = [lead for lead in self._near(post) if rest_alike(lead, post, self._sequences)]
        for twin in twins:
            union.join(twin.id, post.id)
        if len(self._newest) < COMPARED or not twins:
            self._newest.append(post)
        if len(self._newest) > COMPARED:
            old = self._newest.popleft()
            self._older[self._quoted(old)].append(old)

    def _near(self, post: Seen) -> Iterator[Seen]:
        """Those that it may be one with, the newest first."""
        quoting = dict.fromkeys((self._quoted(post), "")) if self._older else ()
        for some in (self._newest, *(self._older[quoted] for quoted in quoting if quoted in self._older)):
            for lead in islice(reversed(some), COMPARED):
                if post.own_words < FEWEST_BY_ANYONE and hours_between(lead, post) > HOURS:
                    break
                yield lead

    def _quoted(self, post: Seen) -> str:
        """A digest of the words that a post quotes; "" where it quotes nothing."""
        return self._sequences.ask("quoted", (post.content,), lambda: _key(sequence(self._sequences.rest(post.id)[1])))


def _key(words: bytes) -> str:
    return digest(words).hex() if words else ""


def _join_by_second(posts: Iterable[Seen], union: Union[str], sequences: Sequences) -> None:
    """Join posts of the same words, author, subject and second: one mail that came over two lists, however short."""
    leads: dict[tuple[bytes, str, str, str], Seen] = {}
    for post in posts:
        if post.sent_basis == SentBasis.HEADER and post.sent:
            for author in sorted({post.address, name_key(post.name)} - {""}):  # some archives hide addresses
                lead = leads.setdefault((post.own, post.sent, author, base(post.subject).casefold()), post)
                if lead is not post and rest_alike(lead, post, sequences):
                    union.join(lead.id, post.id)


def _join_by_all_words(pairs: Iterable[Pair], union: Union[str], sequences: Sequences) -> None:
    """Join posts by one author of the same words in all, whatever reading took for own text, for quotes and for a signature."""
    for a, b in pairs:
        one_id = a.message_id == b.message_id != ""  # decided by that
        near = not one_id and same_author(a, b) and hours_between(a, b) <= HOURS
        if near and numbers(a.subject) == numbers(b.subject) and _in_all(a, sequences) == _in_all(b, sequences):
            union.join(a.id, b.id)


def _in_all(post: Seen, sequences: Sequences) -> str:
    """A digest of all words of a post."""
    return sequences.ask("in all", (post.content,), lambda: digest(sequences.in_all(post.id)).hex())


def rest_alike(a: Seen, b: Seen, sequences: Sequences) -> bool:
    """True where neither quotes nor a ticket's number tell two posts of the same words apart."""

    def work() -> bool:
        return quotes_alike(a, b, sequences) and references_alike(a, b, sequences)

    told = b"told" if a.evidence or b.evidence else b""
    return sequences.ask("rest alike", (a.content, b.content, told), work)


def references_alike(a: Seen, b: Seen, sequences: Sequences) -> bool:
    """False where below the signature of both one bears a number more, as mails of a ticket do; a list's footer is longer."""
    signatures = [sequences.rest(post.id)[0] for post in (a, b)]
    if signatures[0] == signatures[1]:
        return True
    one, other = sorted(map(words, signatures), key=len)
    more = other[len(one) :]
    is_below = len(one) > 0 and len(more) <= REFERENCE and other[: len(one)] == one
    return not (is_below and any(any(c.isdigit() for c in word) for word in more))


def quotes_alike(a: Seen, b: Seen, sequences: Sequences) -> bool:
    """True where two posts quote the same text, or one of them nothing; pasted pages add to quotes and leave some out."""
    texts = [sequences.rest(post.id)[1] for post in (a, b)]
    if a.evidence or b.evidence or texts[0] == texts[1]:
        return True
    one, other = sorted(map(sequence, texts), key=len)
    return in_common(one, other) >= QUOTES_ALIKE * (len(one) // WORD)


def same_author(a: Seen, b: Seen) -> bool:
    """True where two sightings name one author, by address or by name; one name may have lost letters."""
    if (a.address and a.address == b.address) or (a.name and name_key(a.name) == name_key(b.name)):
        return True
    return ("?" in a.name or "?" in b.name) and lost_key(a.name) == lost_key(b.name) != ""


def hours_between(a: Seen, b: Seen) -> float:
    """Hours between two sightings; 0 where one has no time, which contradicts nothing."""
    if not a.sent or not b.sent:
        return 0.0
    return abs(hours_after(a.sent, b.sent))


def hours_after(sent: str, other: str) -> float:
    """How many hours the other time lies after this one; where one names no zone or no time of day, that may be some."""
    return (moment(other) - moment(sent)).total_seconds() / 3600


def moment(sent: str) -> datetime:
    """A stored time as a moment; where its zone is not known, as if it were UTC."""
    time = datetime.fromisoformat(sent)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
