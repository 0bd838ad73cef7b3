"""Which message a quoted or forwarded text is a sighting of.

Asked in this order: the message with the same words; the messages that the quoting one answers, nearest first, where the
quote is contained in one; the messages of the author whom the attribution names. What none of them holds may be a message whose
post is in no source.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from dedupe.match import FEWEST_BY_AUTHOR, SAME
from dedupe.seen import Seen
from dedupe.words import words

ANCESTORS = 8  # how far up a reply's references a quote is looked for
FEWEST_IN_ANCESTOR = 4  # words of a quote that count as one of its parent


@dataclass(slots=True)
class Draft:
    """A message in the making: its posts (or, where it has none, the quotes it is recovered from), and its other sightings."""

    posts: list[Seen]
    recovered: bool = False
    quotes: list[Quote] = field(default_factory=list)
    missing_id: str = ""  # the Message-ID of a recovered message, where those who answer it name it

    @property
    def lead(self) -> Seen:
        """The post that stands for the message."""
        return self.posts[0]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sighting inside another message: how much of the message it holds, 0 to 1, and how that is known."""

    seen: Seen
    coverage: float
    evidence: str


class Quoting:
    """Finds the messages that quotes are sightings of."""

    def __init__(self, drafts: Sequence[Draft], db: sqlite3.Connection) -> None:
        self._text = lru_cache(maxsize=4096)(_Texts(db).words)
        self._of_sighting = {post.id: draft for draft in drafts for post in draft.posts}
        self._by_message_id: dict[str, Draft] = {}
        self._by_words: dict[bytes, list[Draft]] = defaultdict(list)
        self._by_author: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            for post in draft.posts:
                if post.message_id:
                    self._by_message_id.setdefault(post.message_id, draft)
            if draft.lead.own_words >= FEWEST_BY_AUTHOR:
                self._by_words[draft.lead.own].append(draft)
            for key in author_keys(draft.lead):
                self._by_author[key].append(draft)

    def host(self, quote: Seen) -> Draft | None:
        """The message that the quote stands in."""
        return self._of_sighting.get(quote.inside)

    def find(self, quote: Seen) -> tuple[Draft, Quote] | None:
        """The message that the quote is a sighting of, with the evidence; None where no known message holds it."""
        host = self.host(quote)
        if quote.message_id and quote.message_id in self._by_message_id:
            return self._by_message_id[quote.message_id], Quote(quote, 1.0, "same Message-ID")
        same = [draft for draft in self._by_words.get(quote.own, ()) if draft is not host]
        ancestors = self._ancestors(host) if host else []
        if same:
            return next((d for d in same if d in ancestors), same[0]), Quote(quote, 1.0, "same words")
        for draft in ancestors:
            found = self._contained(quote, draft, FEWEST_IN_ANCESTOR)
            if found:
                return draft, found
        return self._by_attribution(quote, host)

    def missing_parent(self, quote: Seen) -> str:
        """The Message-ID that the quoting message answers, where no source has it."""
        host = self.host(quote)
        nearest = host.lead.parents.rpartition(" ")[2] if host else ""
        return "" if nearest in self._by_message_id else nearest

    def _ancestors(self, host: Draft) -> list[Draft]:
        found: dict[int, Draft] = {}
        answered = self._of_sighting.get(host.lead.answers)
        while answered and answered is not host and id(answered) not in found and len(found) < ANCESTORS:
            found[id(answered)] = answered
            answered = self._of_sighting.get(answered.lead.answers)
        for message_id in reversed(host.lead.parents.split()[-ANCESTORS:]):
            draft = self._by_message_id.get(message_id)
            if draft and draft is not host:
                found.setdefault(id(draft), draft)
                for above in reversed(draft.lead.parents.split()[-ANCESTORS:]):
                    other = self._by_message_id.get(above)
                    if other and other is not host:
                        found.setdefault(id(other), other)
        return list(found.values())[:ANCESTORS]

    def _by_attribution(self, quote: Seen, host: Draft | None) -> tuple[Draft, Quote] | None:
        if not quote.sent:
            return None
        minute = quote.sent[14:16]  # of any zone: zones differ by whole hours, nearly all
        for key in author_keys(quote):
            for draft in self._by_author.get(key, ()):
                if draft is not host and draft.lead.sent and draft.lead.sent[14:16] == minute:
                    found = self._contained(quote, draft, FEWEST_IN_ANCESTOR)
                    if found:
                        return draft, found
        return None

    def _contained(self, quote: Seen, draft: Draft, fewest: int) -> Quote | None:
        """The quote as a sighting of a message that holds its words, in order."""
        if quote.own_words < fewest or draft.lead.own_words == 0:
            return None
        return contained(self._text(quote.id), self._text(draft.lead.id), quote)


def contained(part: list[str], whole: list[str], quote: Seen) -> Quote | None:
    """The quote as a sighting of the text ``whole``: its words in one run there, or 98 of 100 of them in order."""
    if not part or not whole:
        return None
    share = min(1.0, len(part) / len(whole))
    if f" {' '.join(part)} " in f" {' '.join(whole)} ":
        return Quote(quote, share, f"{len(part)} of {len(whole)} words quoted in one run")
    if len(part) < FEWEST_BY_AUTHOR or len(part) > len(whole) * 1.2:
        return None
    common = LCSseq.similarity(part, whole)
    if common < SAME * len(part):
        return None
    return Quote(quote, min(1.0, common / len(whole)), f"{common} of {len(whole)} words quoted in order")


def author_keys(seen: Seen) -> list[str]:
    """What a sighting's author is looked up by."""
    return [key for key in (seen.address, seen.name.casefold()) if key]


class _Texts:
    """Words of own texts, read when asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def words(self, sighting: str) -> list[str]:
        row = self._db.execute("select own from sightings where id = ?", (sighting,)).fetchone()
        return words(row[0]) if row else []


def recover(quotes: Iterable[Seen], quoting: Quoting, db: sqlite3.Connection) -> list[Draft]:
    """Messages whose post is in no source, each from the fullest of its copies; quotes too short to be told are left."""
    text = _Texts(db).words
    drafts: list[Draft] = []
    by_author: dict[str, list[tuple[Draft, list[str]]]] = defaultdict(list)
    by_missing: dict[str, Draft] = {}
    alone = _only_quotes(quotes := list(quotes))
    for quote in sorted(quotes, key=lambda q: (-q.own_words, q.order)):
        keys = author_keys(quote)
        missing = quoting.missing_parent(quote) if quote.id in alone and quote.kind == "quoted" else ""
        if quote.own_words < FEWEST_BY_AUTHOR or not (keys or missing):
            continue
        its_words = text(quote.id)
        found = _known(quote, its_words, [known for key in keys for known in by_author[key]])
        if found is None and missing in by_missing:
            found = by_missing[missing], Quote(quote, 0.0, "quoted in an answer to the same message")
        if found:
            found[0].quotes.append(found[1])
            found[0].missing_id = found[0].missing_id or missing
            continue
        draft = Draft([quote], recovered=True, missing_id=missing)
        drafts.append(draft)
        for key in keys:
            by_author[key].append((draft, its_words))
        if missing:
            by_missing[missing] = draft
    return drafts


def _only_quotes(quotes: Sequence[Seen]) -> set[str]:
    """Ids of quotes one level down that are the only such ones of their post: what it answers is what they quote."""
    direct: dict[str, list[str]] = defaultdict(list)
    for quote in quotes:
        if quote.place.count("/") == 1:
            direct[quote.inside].append(quote.id)
    return {ids[0] for ids in direct.values() if len(ids) == 1}


def _known(quote: Seen, its_words: list[str], known: list[tuple[Draft, list[str]]]) -> tuple[Draft, Quote] | None:
    for draft, whole in known:
        found = contained(its_words, whole, quote)
        if found:
            return draft, found
    return None
