"""All that the tables of archive.db are written from: messages with their lists, people and threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dedupe import lists, people
from dedupe.match import Conflict
from dedupe.merge import Merged, Message, quote_kind
from dedupe.people import Person
from dedupe.related import Related
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
    related: Sequence[Related]
    lists: dict[str, lists.List]
    people: dict[people.Identity, Person]
    placed: dict[str, Placed]
    of_sighting: dict[str, Message]  # message of each post, by sighting id


def archive(merged: Merged, told: Sequence[people.Told] = ()) -> Archive:
    """Messages with their lists, people and threads."""
    messages = merged.messages
    posts = [post for message in messages for post in (message.posts or (message.lead,))]
    of_sighting = {post.id: message for message in messages for post in message.posts}
    return Archive(
        messages=messages,
        conflicts=merged.conflicts,
        related=merged.related,
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


def sender_of(seen: Seen, found: Archive) -> Person | None:
    """The person who wrote a sighting, None where it does not say."""
    return found.people.get((seen.name, seen.address))


def list_of(message: Message, found: Archive) -> str | None:
    """The id of the list that a message is first known from, None where no source says."""
    key = lists.list_id(message.lead)
    return key if key in found.lists else None
