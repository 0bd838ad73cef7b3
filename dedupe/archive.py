"""All that the tables of archive.db are written from: messages with their lists, people and threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dedupe import lists, people
from dedupe.answers import answered_by_quotes
from dedupe.lists import Lists
from dedupe.match import Conflict
from dedupe.merge import Message
from dedupe.people import Person
from dedupe.sameness.related import Related
from dedupe.seen import Seen
from dedupe.threads import Node, Placed, place

Hide = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Archive:
    """All that the tables are written from."""

    messages: Sequence[Message]
    conflicts: Sequence[Conflict]
    related: Sequence[Related]
    lists: Lists
    people: dict[people.Identity, Person]
    placed: dict[str, Placed]
    of_sighting: dict[str, Message]  # message of each post, by sighting id
    in_conflict: frozenset[str]  # ids of messages that share their Message-ID with other words


def archive(
    messages: Sequence[Message],
    conflicts: Sequence[Conflict],
    related: Sequence[Related] = (),
    told: Sequence[people.Told] = (),
    told_lists: Sequence[lists.Told] = (),
) -> Archive:
    """Messages with their lists, people and threads."""
    posts = [post for message in messages for post in message.known_by]
    of_sighting = {post.id: message for message in messages for post in message.posts}
    return Archive(
        messages=messages,
        conflicts=conflicts,
        related=related,
        lists=lists.gather(posts, told_lists),
        people=people.gather(((post.name, post.address) for post in posts), told),
        placed=place(list(_nodes(messages, of_sighting))),
        of_sighting=of_sighting,
        in_conflict=frozenset(of_sighting[side].id for each in conflicts for side in (each.a, each.b)),
    )


def _nodes(messages: Sequence[Message], of_sighting: dict[str, Message]) -> Iterator[Node]:
    """Messages for threading: what each answers by its headers, else as a page tells it, else by what it quotes."""
    known = {key for message in messages for key in message.message_ids}
    unsure = {message.id for message in messages if not message.parents or message.parents[-1] not in known}
    quoted = answered_by_quotes(messages, of_sighting, unsure)
    for message in messages:
        answers = _answered(message, of_sighting) or quoted.get(message.id, "")
        yield Node(message.id, message.message_ids, message.parents, answers, message.lead.sent or "")


def _answered(message: Message, of_sighting: dict[str, Message]) -> str:
    """The message that a post of this one answers, as a page without Message-IDs tells it; "" where none does."""
    found = (of_sighting.get(post.answers) for post in message.posts if post.answers)
    return next((other.id for other in found if other and other is not message), "")


def sender_of(seen: Seen, found: Archive) -> Person | None:
    """The person who wrote a sighting, None where it does not say."""
    return found.people.get((seen.name, seen.address))


def list_of(message: Message, found: Archive) -> str | None:
    """The id of the list that a message is first known from, None where no source says."""
    return found.lists.of(message.lead) or None
