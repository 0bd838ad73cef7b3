"""Sightings become messages: posts that are one, quotes that are of one, and messages known from quotes alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dedupe.align import Span
from dedupe.answered import Answered
from dedupe.lists import Lists
from dedupe.match import HOURS, Conflict, groups, hours_between, same_author
from dedupe.sameness.attributed import author_keys
from dedupe.sameness.holding import Quote, Texts
from dedupe.sameness.late_ends import give_back, late
from dedupe.sameness.quoting import Draft, Quoting
from dedupe.sameness.recovered import only_attached, recover
from dedupe.sameness.related import Related, related
from dedupe.sameness.splits import likely_twins
from dedupe.sameness.unmarked import align, different
from dedupe.seen import Seen
from dedupe.words import Sequences
from ingest.ids import short_id
from ingest.message import Kind, SentBasis
from ingest.subjects import is_forward, same_base

RECOVERED = "the fullest copy of a message whose post is in no source"
ENOUGH_TO_NAME = 12  # words; the id of a shorter text without a Message-ID needs its time too


@dataclass(frozen=True, slots=True)
class Message:
    """The one canonical note: its id, the sighting whose text it bears, and every sighting with its evidence."""

    id: str
    lead: Seen
    posts: tuple[Seen, ...]
    quotes: tuple[Quote, ...]
    recovered: bool
    message_ids: tuple[str, ...]
    cut: tuple[Span, ...] = ()  # the words of the lead's own text that it repeats from others
    given: tuple[Span, ...] = ()  # the lines of what the lead quotes that are its own

    @property
    def is_document(self) -> bool:
        """True where no sighting of it is mail."""
        return self.lead.kind == Kind.DOCUMENT

    @property
    def known_by(self) -> tuple[Seen, ...]:
        """Its posts; of a message that no source has, the quote that it is known from."""
        return self.posts or (self.lead,)

    @property
    def parents(self) -> tuple[str, ...]:
        """Message-IDs that it answers, nearest last, from the first sighting that names any."""
        if self.recovered:
            return ()
        return next((tuple(p.parents.split()) for p in self.posts if p.parents), ())


@dataclass(frozen=True, slots=True)
class Merged:
    """Messages, oldest first; conflicts and related messages by sightings of them."""

    messages: list[Message]
    conflicts: list[Conflict]
    related: list[Related]


def merge(seen: Sequence[Seen], db: sqlite3.Connection, answered: Answered | None = None) -> Merged:
    """The messages that sightings are of, and how they stand to each other."""
    sequences = Sequences(db, answered)
    posts, quotes = [s for s in seen if not _is_quote(s)], [s for s in seen if _is_quote(s)]
    given = give_back(posts, quotes, late(db), sequences)
    posts = given.posts
    different_texts = different(posts)
    texts = Texts(different_texts, given.quotes, sequences)
    aligned = align(posts, given.quotes, different_texts, texts.owners, sequences)
    together, conflicts = groups(aligned.posts, sequences, likely_twins(posts, different_texts, texts.owners))
    drafts = [Draft(tuple(sorted(posts, key=_telling))) for posts in together]
    quoting = Quoting(drafts, texts)
    unknown: list[Seen] = []
    documents: list[Seen] = []
    for as_read, quote in zip(quotes, given.quotes, strict=True):
        found = quoting.find(quote) if quote.kind != Kind.DOCUMENT else quoting.same_words(quote)
        if found:
            found[0].quotes.append(found[1])
        else:
            (documents if quote.kind == Kind.DOCUMENT else unknown).append(as_read)
    for repeat in aligned.repeats:
        quoting.add(repeat)
    drafts += recover(unknown, quoting, texts)
    drafts += only_attached(documents)
    messages = _named(sorted(drafts, key=lambda d: d.lead.order), aligned.cuts, given.lines)
    return Merged(messages, conflicts, list(related(texts, different_texts, aligned.cuts)))


def _is_quote(seen: Seen) -> bool:
    """True for what stands inside another message, also where that message itself is not in the source."""
    return bool(seen.inside) or seen.kind == Kind.QUOTED


def _telling(post: Seen) -> tuple[bool, bool, bool, tuple[bool, str, str, str, bytes, str]]:
    """Which of a message's posts stands for it: mail before a document, with a Message-ID, not a page, the oldest."""
    return (post.kind == Kind.DOCUMENT, not post.message_id, post.sent_basis == SentBasis.PAGE, post.order)


def _named(
    drafts: Iterable[Draft], cuts: Mapping[str, tuple[Span, ...]], given: Mapping[str, tuple[Span, ...]]
) -> list[Message]:
    """Drafts with their ids. Where two would bear one (the sides of a conflict), the older one has it."""
    messages: list[Message] = []
    taken: set[str] = set()
    for draft in drafts:
        message_ids = tuple(dict.fromkeys(p.message_id for p in draft.posts if p.message_id)) or (draft.missing_id,)
        message_ids = tuple(filter(None, message_ids))
        name = next(name for name in names(draft.lead, message_ids) if name not in taken)
        taken.add(name)
        quotes = tuple(sorted(draft.quotes, key=lambda q: q.seen.order))
        posts = () if draft.recovered else draft.posts
        if draft.recovered:
            why = draft.lead.evidence if draft.lead.kind == Kind.DOCUMENT else RECOVERED
            quotes = (Quote(draft.lead, 1.0, why), *quotes)
        split = cuts.get(draft.lead.id, ()), given.get(draft.lead.id, ())
        messages.append(Message(name, draft.lead, posts, quotes, draft.recovered, message_ids, *split))
    return messages


def names(lead: Seen, message_ids: Sequence[str]) -> Iterable[str]:
    """Ids that a message may bear, best first: by its Message-ID, by words and author, then by ever more of what it is."""
    words = lead.own.hex()
    author = next(iter(author_keys(lead)), "")
    if message_ids:
        yield short_id("mid", message_ids[0])
        yield short_id("mid", message_ids[0], words)
    elif lead.own_words >= ENOUGH_TO_NAME:
        yield short_id("words", words, author)
    yield short_id("words", words, author, lead.sent or "", lead.subject)
    yield short_id("sighting", lead.id)


def post_kind(post: Seen, lead: Seen, lists: Lists) -> str:
    """posted, crossposted or resent: how another post stands to the one that its message is known by."""
    other_id = bool(post.message_id and lead.message_id and post.message_id != lead.message_id)
    if other_id and (not same_author(post, lead) or hours_between(post, lead) > HOURS):
        return "resent"
    here = lists.of(post)
    return "crossposted" if here and here != lists.of(lead) else "posted"


def quote_kind(quote: Seen, host: Seen | None) -> str:
    """quoted or forwarded: below a header block stands what a message answers, or what it passes on with another subject."""
    if quote.kind == Kind.DOCUMENT:  # attached, and so passed on
        return Kind.FORWARDED.value
    if quote.kind != Kind.QUOTED or not quote.subject or host is None or quote.depth > 1:
        return quote.kind
    other = not host.parents and not same_base(quote.subject, host.subject)
    return Kind.FORWARDED.value if other or is_forward(host.subject) else quote.kind
