"""What ``data/redactions.yml`` names, taken out of the messages before anything is written of them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dedupe import people
from dedupe.match import Conflict
from dedupe.merge import Merged, Message, names
from dedupe.names import name_key
from dedupe.naming import ID, PAGE, keys
from dedupe.people import Told
from dedupe.published.blacken import MARK, NOTHING, Blacken, blacken
from dedupe.sameness.holding import Quote
from dedupe.sameness.related import Related
from dedupe.seen import Seen
from ingest.ids import hyperkitty_hash, short_id
from ingest.subjects import base


@dataclass(frozen=True, slots=True)
class Redactions:
    """What is to stand nowhere in the archive.

    ``messages`` by id, Message-ID or link; ``people`` by name, address, id or link; ``words`` are words and phrases.
    """

    messages: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What may be published.

    ``blacken`` is for all texts; ``taken`` are ids of the ``redacted`` messages, ``posts`` those of their posts, ``unknown``
    entries that name nothing here.
    """

    messages: Sequence[Message]
    conflicts: Sequence[Conflict]
    related: Sequence[Related] = ()
    blacken: Blacken = NOTHING
    taken: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    redacted: int = 0


def without(
    redactions: Redactions,
    merged: Merged,
    told: Sequence[Told],
    db: sqlite3.Connection,
) -> Kept:
    """Messages, conflicts and related ones without what is redacted."""
    messages, conflicts = merged.messages, merged.conflicts
    if redactions == Redactions():
        return Kept(messages, conflicts, merged.related)
    gone, unknown_messages = _named_messages(redactions.messages, messages)
    who, unknown_people = _named_people(redactions.people, messages, told)
    near = _near(messages, gone)
    kept = _without_messages(messages, gone)
    hide = blacken(
        (*redactions.words, *who.names),
        who.addresses,
        _bodies(gone.values(), db),
        near,
        (message.lead.id for message in kept if who.wrote(message.lead)),
    )
    clean = _Cleaner(hide, who, _subjects(messages, gone), near)
    ids = {post.id for message in kept for post in message.posts}
    return Kept(
        [clean.message(message) for message in kept],
        [clean.conflict(each) for each in conflicts if each.a in ids and each.b in ids],
        [each for each in merged.related if each.a in ids and each.b in ids],
        hide,
        _taken(redactions.messages, gone.values()),
        tuple(post.id for message in gone.values() for post in message.posts),
        tuple(f"messages: {each}" for each in unknown_messages) + tuple(f"people: {each}" for each in unknown_people),
        len(gone),
    )


# -- messages ------------------------------------------------------------------------------------------------------------------


def _named_messages(entries: Sequence[str], messages: Sequence[Message]) -> tuple[dict[str, Message], list[str]]:
    """The messages that entries name, by id; the entries that name none."""
    wanted = {entry: keys(entry) for entry in entries}
    asked = frozenset(key for each in wanted.values() for key in each)
    found: dict[str, list[Message]] = defaultdict(list)
    for message in messages if asked else ():
        for key in asked.intersection(_known_by(message)):
            found[key].append(message)
    gone = {message.id: message for each in found.values() for message in each}
    return gone, [entry for entry, each in wanted.items() if not any(key in found for key in each)]


def _known_by(message: Message) -> Iterator[str]:
    """All that a message is, was, or could be known by: it stays out also when better evidence changes its id."""
    yield from _own_ids(message)
    for seen in _sightings(message):
        yield from names(seen, ())
        if seen.message_id:
            yield from (seen.message_id, hyperkitty_hash(seen.message_id))
        if seen.url:
            yield from (seen.url, seen.url.rstrip("/"))


def _taken(entries: Sequence[str], gone: Iterable[Message]) -> tuple[str, ...]:
    """The ids whose pages say that the message was taken out: those of messages, and those that entries name."""
    asked = {key for entry in entries for key in keys(entry) if ID.fullmatch(key)}
    return tuple(sorted(asked.union(*map(_own_ids, gone))))


def _own_ids(message: Message) -> Iterator[str]:
    yield message.id
    yield from (short_id("mid", message_id) for message_id in message.message_ids)


def _sightings(message: Message) -> Iterator[Seen]:
    yield from message.posts
    yield from (quote.seen for quote in message.quotes)


def _bodies(gone: Iterable[Message], db: sqlite3.Connection) -> dict[bytes, str]:
    """The words of messages as sequences, with the time since when they are copies."""
    return {
        words: message.lead.sent or ""
        for message in gone
        for post in message.known_by
        for (words,) in db.execute("select words from sightings where id = ?", (post.id,))
    }


def _near(messages: Sequence[Message], gone: Mapping[str, Message]) -> set[str]:
    """The sightings of which the texts are published that quote or answer a message: their quotes are its words."""
    hosts = {quote.seen.inside for message in gone.values() for quote in message.quotes}
    message_ids = {message_id for message in gone.values() for message_id in message.message_ids}
    posts = {post.id for message in gone.values() for post in message.posts}
    return {
        message.lead.id
        for message in (messages if gone else ())
        for post in message.posts
        if post.id in hosts or post.answers in posts or not message_ids.isdisjoint(post.parents.split())
    }


def _subjects(messages: Sequence[Message], gone: Mapping[str, Message]) -> set[str]:
    """The subjects that a redacted message brought up: nothing older bears them."""
    first: dict[str, str] = {}
    for message in messages if gone else ():
        first.setdefault(base(message.lead.subject).casefold(), message.id)
    return {subject for subject, message in first.items() if subject and message in gone}


def _without_messages(messages: Sequence[Message], gone: Mapping[str, Message]) -> list[Message]:
    """The messages but for those, and without the sightings inside those."""
    hosts = {post.id for message in gone.values() for post in message.posts}
    return [left for message in messages if message.id not in gone and (left := _without_hosts(message, hosts))]


def _without_hosts(message: Message, hosts: set[str]) -> Message | None:
    """The message without its sightings inside those posts; None where nothing else is known of it."""
    quotes = tuple(quote for quote in message.quotes if quote.seen.inside not in hosts)
    if len(quotes) == len(message.quotes):
        return message
    if message.recovered and not quotes:
        return None
    lead = (
        message.lead if message.lead.inside not in hosts else max((q.seen for q in quotes), key=lambda s: s.own_words)
    )
    return replace(message, quotes=quotes, lead=lead)


# -- people ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Who:
    """The names and addresses of people who are redacted, and their names' keys."""

    names: frozenset[str]
    addresses: frozenset[str]
    keys: frozenset[str]

    def wrote(self, seen: Seen) -> bool:
        return seen.address in self.addresses or bool(seen.name and name_key(seen.name) in self.keys)


def _named_people(entries: Sequence[str], messages: Sequence[Message], told: Sequence[Told]) -> tuple[_Who, list[str]]:
    """Names and addresses of the people that entries name; the entries that nobody bears."""
    identities = [(seen.name, seen.address) for m in messages if entries for seen in m.known_by]
    gathered = people.gather(identities, told)
    by_key: dict[str, set[str]] = defaultdict(set)  # what a person is known by -> ids
    borne: dict[str, set[people.Identity]] = defaultdict(set)  # id -> identities
    for identity, person in gathered.items():
        borne[person.id].add(identity)
        for key in (name_key(identity[0]), name_key(person.name), identity[1], person.id, *person.aliases):
            by_key[key].add(person.id)
    names_, addresses, unknown = set(), set(), []
    for entry in entries:
        key = _person_key(entry)
        if key not in by_key:
            unknown.append(entry)
        if "@" in key:
            addresses.add(key)
        elif not PAGE.search(entry) and not (key == entry and key in borne):
            names_.add(entry)
        for name, address in (identity for person in by_key.get(key, ()) for identity in borne[person]):
            addresses |= {address} - {""}
            names_ |= {name} if " " in name_key(name) else set()
    turned = {f"{last}, {first}" for name in names_ for first, _, last in [name.rpartition(" ")] if first}
    return _Who(frozenset(names_ | turned), frozenset(addresses), frozenset(map(name_key, names_))), unknown


def _person_key(entry: str) -> str:
    page = PAGE.search(entry)
    if page:
        return page[1]
    if "@" in entry:
        return entry.strip("<> ").lower()
    return entry if ID.fullmatch(entry) else name_key(entry)


# -- what is left ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cleaner:
    """Takes redacted words, names and subjects out of what is known of sightings."""

    blacken: Blacken
    who: _Who
    subjects: set[str]
    near: set[str]

    def message(self, message: Message) -> Message:
        near = message.lead.id in self.near
        seen = {each.id: self._seen(each, near) for each in (*_sightings(message), message.lead)}
        return replace(
            message,
            lead=seen[message.lead.id],
            posts=tuple(seen[post.id] for post in message.posts),
            quotes=tuple(Quote(seen[q.seen.id], q.coverage, q.evidence) for q in message.quotes),
            message_ids=tuple(map(self._message_id, message.message_ids)),
        )

    def conflict(self, conflict: Conflict) -> Conflict:
        return replace(conflict, message_id=self._message_id(conflict.message_id))

    def _seen(self, seen: Seen, near: bool) -> Seen:
        wrote = self.who.wrote(seen)
        return seen._replace(
            name="" if wrote else self.blacken(seen.name),
            address="" if wrote else seen.address,
            subject=MARK if near and base(seen.subject).casefold() in self.subjects else self.blacken(seen.subject),
            message_id=self._message_id(seen.message_id),
            parents=" ".join(map(self._message_id, seen.parents.split())),
            list_name=self.blacken(seen.list_name),
            list_address=self.blacken(seen.list_address),
            url=self.blacken(seen.url),
            evidence=self.blacken(seen.evidence),
        )

    def _message_id(self, message_id: str) -> str:
        """The Message-ID, or one that stands for it where a redacted name or address is in it: threads stay as they are."""
        return message_id if self.blacken(message_id) == message_id else f"{short_id('mid', message_id)}@redacted"
