"""Rows of lists, people, threads, conflicts and aliases: what messages add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from dedupe.archive import Archive, Hide, list_of, sender_of
from dedupe.merge import Message
from dedupe.people import Person
from dedupe.published.safe_links import safe_url
from dedupe.store import Row
from ingest.ids import short_id
from ingest.subjects import base


def lists_rows(found: Archive, hide: Hide) -> Iterator[Row]:
    """A row for each list that posts came over, or messages that are known from quotes and forwards alone."""
    messages: Counter[str] = Counter()
    sightings: Counter[str] = Counter()
    times: dict[str, list[str]] = defaultdict(list)
    for message in found.messages:
        on = [(post, found.lists.of(post)) for post in message.known_by]
        messages.update({key for _, key in on} - {""})
        for post, key in on:
            sightings[key] += 1
            if post.sent:
                times[key].append(post.sent)
    for each in found.lists.by_id.values():
        when = times[each.id]
        address = hide(each.address) or None
        first, last = (min(when), max(when)) if when else (None, None)
        archive = safe_url(each.archive_url)
        yield each.id, hide(each.name), address, archive, first, last, messages[each.id], sightings[each.id]


def people_rows(found: Archive, hide: Hide) -> Iterator[Row]:
    """A row for each author."""
    times: dict[str, list[str]] = defaultdict(list)
    count: Counter[str] = Counter()
    for message in found.messages:
        person = sender_of(message.lead, found)
        if person:
            count[person.id] += 1
            if message.lead.sent:
                times[person.id].append(message.lead.sent)
    for person in _each_person(found):
        when = times[person.id]
        first, last = (min(when), max(when)) if when else (None, None)
        yield person.id, hide(person.name), hide(person.domain) or None, count[person.id], first, last


def person_names_rows(found: Archive, hide: Hide) -> Iterator[Row]:
    """A row for each name that an author writes under."""
    for person in _each_person(found):
        yield from ((person.id, name) for name in sorted({hide(name) for name in person.names}))


def _each_person(found: Archive) -> list[Person]:
    return sorted({person.id: person for person in found.people.values()}.values(), key=lambda person: person.id)


def threads_rows(found: Archive, hide: Hide) -> Iterator[Row]:
    """A row for each thread; its id is that of its first message."""
    together: dict[str, list[Message]] = defaultdict(list)
    for message in found.messages:
        together[found.placed[message.id].thread].append(message)
    for thread in sorted(together):
        members = together[thread]
        first = next(m for m in members if m.id == thread)
        when = sorted(m.lead.sent for m in members if m.lead.sent)
        senders = {p.id for m in members if (p := sender_of(m.lead, found))}
        on = {found.lists.of(post) for m in members for post in m.known_by} - {""}
        started, last = (when[0], when[-1]) if when else (None, None)
        subject = hide(base(first.lead.subject)) or "(no subject)"
        yield (
            thread,
            subject,
            _list_of_thread(first, members, found),
            started,
            last,
            len(members),
            len(senders),
            len(on),
        )


def _list_of_thread(first: Message, members: list[Message], found: Archive) -> str | None:
    """The list of a thread's first message; where that is known from quotes alone, of those that quote it, else of an answer."""
    hosts = (found.of_sighting.get(quote.seen.inside) for quote in first.quotes) if first.recovered else ()
    answers = sorted(members, key=lambda message: found.placed[message.id].position)
    candidates = (first, *(host for host in hosts if host), *answers)
    return next((on for message in candidates if (on := list_of(message, found))), None)


def conflicts_rows(found: Archive) -> Iterator[Row]:
    """A row for each two texts under one Message-ID."""
    for conflict in found.conflicts:
        a, b = sorted((found.of_sighting[conflict.a].id, found.of_sighting[conflict.b].id))
        if a != b:
            yield conflict.message_id, a, b, "one Message-ID, different words"


def related_rows(found: Archive) -> Iterator[Row]:
    """A row for each two messages that are nearly one; of several such texts of theirs, those most alike."""
    rows: dict[tuple[str, str, str], tuple[float, str]] = {}
    for pair in found.related:
        a, b = found.of_sighting[pair.a].id, found.of_sighting[pair.b].id
        if a != b:
            rows[a, b, pair.kind] = max(
                rows.get((a, b, pair.kind), (0.0, "")), (round(pair.coverage, 4), pair.evidence)
            )
    yield from ((*key, *said) for key, said in sorted(rows.items()))


def aliases_rows(found: Archive) -> Iterator[Row]:
    """Ids that a message, person or list bore, or would bear, by what else is known of it."""
    taken = {message.id for message in found.messages} | {person.id for person in found.people.values()}
    for key, bearer, why in _other_ids(found):
        if key not in taken:
            taken.add(key)
            yield key, bearer, why


def _other_ids(found: Archive) -> Iterator[tuple[str, str, str]]:
    for message in found.messages:
        for other in message.message_ids[1:]:
            yield short_id("mid", other), message.id, "another Message-ID of the same message"
    for person in _each_person(found):
        for key in person.aliases:
            yield key, person.id, "another name or address of the same person"
    for key, each in found.lists.aliases.items():
        yield key, each, "another name or address of the same list"
