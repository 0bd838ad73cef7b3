"""All that the tables of archive.db are written from: messages with their lists, people and threads."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dedupe import lists, people
from dedupe.match import Conflict
from dedupe.merge import Message, evidence, post_kind, quote_kind
from dedupe.people import Person
from dedupe.seen import Seen
from dedupe.subjects import base
from dedupe.threads import Node, Placed, place

SNIPPET = 160  # characters

Hide = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Archive:
    """All that the tables are written from."""

    messages: Sequence[Message]
    conflicts: Sequence[Conflict]
    lists: dict[str, lists.List]
    people: dict[people.Identity, Person]
    placed: dict[str, Placed]
    of_sighting: dict[str, Message]  # message of each post, by sighting id


def archive(messages: Sequence[Message], conflicts: Sequence[Conflict], told: Sequence[people.Told] = ()) -> Archive:
    """Messages with their lists, people and threads."""
    posts = [post for message in messages for post in (message.posts or (message.lead,))]
    of_sighting = {post.id: message for message in messages for post in message.posts}
    return Archive(
        messages=messages,
        conflicts=conflicts,
        lists=lists.gather(posts),
        people=people.gather(((post.name, post.address) for post in posts), told),
        placed=place(list(_nodes(messages, of_sighting))),
        of_sighting=of_sighting,
    )


def _nodes(messages: Sequence[Message], of_sighting: dict[str, Message]) -> Iterator[Node]:
    """Messages for threading; what a message quotes one level down is what it answers, where no header says so."""
    quoted: dict[str, tuple[str, str]] = {}
    for message in messages:
        for quote in message.quotes:
            host = of_sighting.get(quote.seen.inside)
            if host and host is not message and _answers(host, message, quote.seen):
                before = quoted.get(host.id)
                quoted[host.id] = (
                    min(before, (quote.seen.place, message.id)) if before else (quote.seen.place, message.id)
                )
    for message in messages:
        answers = _answered(message, of_sighting) or quoted.get(message.id, ("", ""))[1]
        yield Node(message.id, message.message_ids, message.parents, answers, message.lead.sent or "")


def _answered(message: Message, of_sighting: dict[str, Message]) -> str:
    """The message that a post of this one answers, as a page without Message-IDs tells it; "" where none does."""
    found = (of_sighting.get(post.answers) for post in message.posts if post.answers)
    return next((other.id for other in found if other and other is not message), "")


def _answers(host: Message, quoted: Message, quote: Seen) -> bool:
    """True where a quote one level down says what its message answers: neither subjects nor times contradict."""
    if quote.place.count("/") != 1 or quote_kind(quote, host.lead) != "quoted":
        return False
    subject = base(quoted.lead.subject).casefold()
    if subject and subject != base(host.lead.subject).casefold():
        return False
    return not (host.lead.sent and quoted.lead.sent) or quoted.lead.sent[:10] <= host.lead.sent[:10]


def write(db: sqlite3.Connection, found: Archive, sightings: sqlite3.Connection, hide: Hide) -> None:
    """Fill the tables; ``hide`` takes from a text what is not to be published."""
    insert(db, "sources", _sources(sightings, hide))
    insert(db, "problems", _problems(sightings, hide))
    insert(db, "lists", _lists(found, hide))
    insert(db, "people", _people(found, hide))
    insert(db, "person_names", _person_names(found, hide))
    insert(db, "threads", _threads(found, hide))
    for at in range(0, len(found.messages), BATCH):
        _write_messages(db, found.messages[at : at + BATCH], found, sightings, hide)
    insert(db, "sightings", _sightings(found))
    insert(db, "conflicts", _conflicts(found))
    insert(db, "aliases", _aliases(found))


def _sources(sightings: sqlite3.Connection, hide: Hide) -> Iterator[Row]:
    rows = sightings.execute(
        "select id, path, format, sha256, bytes, found, stored, known, skipped, read_at from sources order by id"
    )
    yield from ((key, hide(path), *rest) for key, path, *rest in rows)


def _problems(sightings: sqlite3.Connection, hide: Hide) -> Iterator[Row]:
    rows = sightings.execute("select id, source, place, what, detail from problems order by id")
    yield from ((*rest, hide(detail)) for *rest, detail in rows)


def _lists(found: Archive, hide: Hide) -> Iterator[Row]:
    messages: Counter[str] = Counter()
    sightings: Counter[str] = Counter()
    times: dict[str, list[str]] = defaultdict(list)
    for message in found.messages:
        seen_on = {lists.list_id(post) for post in message.posts} - {""}
        messages.update(seen_on)
        for post in message.posts:
            sightings[lists.list_id(post)] += 1
            if post.sent:
                times[lists.list_id(post)].append(post.sent)
    for each in found.lists.values():
        when = times[each.id]
        address = hide(each.address) or None
        first, last = (min(when), max(when)) if when else (None, None)
        yield each.id, hide(each.name), address, None, first, last, messages[each.id], sightings[each.id]


def _people(found: Archive, hide: Hide) -> Iterator[Row]:
    times: dict[str, list[str]] = defaultdict(list)
    count: Counter[str] = Counter()
    for message in found.messages:
        person = _sender(message.lead, found)
        if person:
            count[person.id] += 1
            if message.lead.sent:
                times[person.id].append(message.lead.sent)
    for person in _each_person(found):
        when = times[person.id]
        first, last = (min(when), max(when)) if when else (None, None)
        yield person.id, hide(person.name), person.domain or None, count[person.id], first, last


def _person_names(found: Archive, hide: Hide) -> Iterator[Row]:
    for person in _each_person(found):
        yield from ((person.id, name) for name in sorted({hide(name) for name in person.names}))


def _each_person(found: Archive) -> list[Person]:
    return sorted({person.id: person for person in found.people.values()}.values(), key=lambda person: person.id)


def _sender(seen: Seen, found: Archive) -> Person | None:
    return found.people.get((seen.name, seen.address))


def list_of(message: Message, found: Archive) -> str | None:
    """The id of the list that a message is first known from, None where no source says."""
    key = lists.list_id(message.lead)
    return key if key in found.lists else None


def _write_messages(
    db: sqlite3.Connection, messages: Sequence[Message], found: Archive, sightings: sqlite3.Connection, hide: Hide
) -> None:
    """Messages with all that is kept by message; texts are read as many at a time as they are written."""
    leads = ",".join(f"'{message.lead.id}'" for message in messages)
    texts = {
        row[0]: Texts(*row[1:])
        for row in sightings.execute(f"select id, own, quoted, signature, layout from sightings where id in ({leads})")  # noqa: S608
    }
    texts = {message.id: _hidden(texts[message.lead.id], hide) for message in messages}
    insert(db, "messages", (_message(message, found, texts[message.id].own, hide) for message in messages))
    insert(db, "texts", (_texts(message, found, texts[message.id], hide) for message in messages))
    of_lead = {message.lead.id: message for message in messages}
    insert(db, "links", _links(of_lead, leads, sightings))
    insert(db, "attachments", _attachments(of_lead, leads, sightings, hide))


def _texts(message: Message, found: Archive, texts: Texts, hide: Hide) -> Row:
    sender = _sender(message.lead, found)
    name = hide(sender.name) if sender else ""
    return (message.id, hide(message.lead.subject), name, texts.own, texts.signature, texts.quoted, texts.layout)


def _hidden(texts: Texts, hide: Hide) -> Texts:
    """The texts without what is not published; lengths in the layout follow."""
    parts = unpack(texts)
    hidden = [(kind, hide(text)) for kind, text in parts]
    return texts if hidden == parts else pack(hidden)


def _message(message: Message, found: Archive, own: str, hide: Hide) -> Row:
    lead, at = message.lead, found.placed[message.id]
    sender = _sender(lead, found)
    header_id = message.message_ids[0] if message.message_ids else None
    return (
        message.id,
        "document" if message.is_document else "message",
        lead.sent,
        lead.sent_basis,
        hide(lead.subject),
        sender.id if sender else None,
        _list(message, found),
        at.thread,
        at.reply_to or None,
        at.depth,
        at.position,
        len(message.posts) + len(message.quotes),
        len({lists.list_id(post) for post in message.posts} - {""}),
        int(message.recovered),
        snippet(own),
        lead.own_words,
        lead.sent[:7] if lead.sent else None,
        header_id,
        hyperkitty_hash(header_id) if header_id else None,
        _safe(lead.url),
    )


def _safe(url: str) -> str | None:
    """A link to the same page in which no address stands, for those of lists are in many."""
    return url.replace("@", "%40") or None


def snippet(own: str) -> str:
    """The first words of an own text, on one line."""
    line = " ".join(own[: SNIPPET * 2].split())
    if len(line) <= SNIPPET:
        return line
    return line[:SNIPPET].rsplit(" ", 1)[0] + " …"


def _links(of_lead: dict[str, Message], leads: str, sightings: sqlite3.Connection) -> Iterator[Row]:
    rows = sightings.execute(
        "select sighting, url, domain, wrapped_by, complete from links"  # noqa: S608
        f" where sighting in ({leads}) order by sighting, number"
    )
    for sighting, url, domain, wrapped_by, complete in rows:
        message = of_lead[sighting].id
        yield short_id("link", message, url), message, _safe(url), domain, wrapped_by or None, complete


def _attachments(of_lead: dict[str, Message], leads: str, sightings: sqlite3.Connection, hide: Hide) -> Iterator[Row]:
    rows = sightings.execute(
        "select sighting, number, filename, content_type, bytes, sha256, url from attachments"  # noqa: S608
        f" where sighting in ({leads}) order by sighting, number"
    )
    for sighting, number, filename, content_type, size, sha256, url in rows:
        message = of_lead[sighting].id
        key = short_id("attachment", message, str(number))
        yield key, message, hide(filename) or None, content_type or None, size, sha256 or None, _safe(url)


def _sightings(found: Archive) -> Iterator[Row]:
    for message in found.messages:
        seen_on: set[str] = set()
        for post in message.posts:
            kind = post_kind(post, message.lead, seen_on)
            seen_on.add(lists.list_id(post))
            yield _sighting(post, message, found, kind, "", 1.0, evidence(post, message.lead, kind))
        for quote in message.quotes:
            host = found.of_sighting.get(quote.seen.inside)
            inside = host.id if host else ""
            kind = quote_kind(quote.seen, host.lead if host else None)
            yield _sighting(quote.seen, message, found, kind, inside, quote.coverage, quote.evidence)


def _sighting(seen: Seen, message: Message, found: Archive, kind: str, inside: str, coverage: float, why: str) -> Row:
    sender = None if inside else _sender(seen, found)
    key = lists.list_id(seen)
    return (
        seen.id,
        message.id,
        kind,
        key if key in found.lists else None,
        inside or None,
        seen.source,
        seen.place,
        seen.sent,
        _safe(seen.url),
        round(coverage, 4),
        why,
        sender.id if sender else None,
        seen.message_id or None,
        hyperkitty_hash(seen.message_id) if seen.message_id else None,
    )


def _conflicts(found: Archive) -> Iterator[Row]:
    for conflict in found.conflicts:
        a, b = sorted((found.of_sighting[conflict.a].id, found.of_sighting[conflict.b].id))
        if a != b:
            yield conflict.message_id, a, b, "one Message-ID, different words"


def _aliases(found: Archive) -> Iterator[Row]:
    """Ids that a message or person bore, or would bear, by what else is known of it."""
    taken = {message.id for message in found.messages} | {person.id for person in found.people.values()}
    for message in found.messages:
        for other in message.message_ids[1:]:
            key = short_id("mid", other)
            if key not in taken:
                taken.add(key)
                yield key, message.id, "another Message-ID of the same message"
    for person in _each_person(found):
        for key in person.aliases:
            if key not in taken:
                taken.add(key)
                yield key, person.id, "another name or address of the same person"
