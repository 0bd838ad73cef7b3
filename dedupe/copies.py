"""How each post of a note stands to the one that the note is known by: its kind, and the evidence in words, with its class.

byte for byte    the same bytes were read twice
redelivered      the same text, subject and sender: transport headers, encodings or line ends differ, if anything
recomposed       the same words, written otherwise; what differs is named
conflict         one Message-ID with different words: two notes, of which the evidence of each tells of the other
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dedupe.archive import Archive
from dedupe.lists import Lists
from dedupe.match import FEWEST_BY_AUTHOR, hours_between, same_author
from dedupe.merge import Message, post_kind
from dedupe.published.letters import without_lost
from dedupe.seen import Seen, columns
from ingest.message import SentBasis
from ingest.subjects import same_base
from ingest.words import words

BYTES, REDELIVERED, RECOMPOSED = "byte for byte", "redelivered", "recomposed"
CONFLICT = "another note bears the same Message-ID with other words"
REWRITTEN = "rewritten-sender"
GIVEN = "lines that its page draws into a quote are its own"
LEFT_OUT = {  # what else than footers a copy may have or lack
    REWRITTEN: "the sender rewritten by a list",
    "scrubbed-attachment": "parts taken out by an archive",
}

Said = tuple[str, str]  # kind and evidence of a post


class Held(NamedTuple):
    """What a post holds, as it was read. ``left_out`` names what reading left out of it, each with a digest of its text."""

    own: str = ""
    quoted: str = ""
    signature: str = ""
    left_out: str = ""


NOTHING = Held()


def posts_said(
    messages: Iterable[Message], found: Archive, sightings: sqlite3.Connection
) -> Iterator[tuple[Message, list[Said]]]:
    """Each of some messages, with kind and evidence of each of its posts."""
    messages = list(messages)
    held = _held([post.id for message in messages if len(message.posts) > 1 for post in message.posts], sightings)
    for message in messages:
        said = [_said(post, message.lead, found.lists, held) for post in message.posts]
        if message.given:
            said[message.posts.index(message.lead)] = "posted", f"the post itself; {GIVEN}"
        yield message, [(kind, f"{why}; {CONFLICT}") for kind, why in said] if message.id in found.in_conflict else said


def _held(posts: Sequence[str], sightings: sqlite3.Connection) -> dict[str, Held]:
    """What posts hold, by their ids."""
    return {key: Held(*texts) for key, *texts in columns(sightings, ", ".join(Held._fields), posts)}


def _said(post: Seen, lead: Seen, lists: Lists, held: dict[str, Held]) -> Said:
    """Kind and evidence of one post."""
    if post is lead:
        return "posted", f"the post itself; {post.evidence}" if post.evidence else "the post itself"
    kind = post_kind(post, lead, lists)
    one, two = held.get(post.id, NOTHING), held.get(lead.id, NOTHING)
    why = _why(post, lead, one, two)
    if kind == "resent":
        days = round(hours_between(post, lead) / 24)
        who = "by the same author" if same_author(post, lead) else "by another sender"
        why += f", sent again {who} after {days} days"
    elif kind == "crossposted":
        why += ", another list"
    return kind, f"{why}; {_form(post, lead, one, two)}"


def _why(post: Seen, lead: Seen, one: Held, two: Held) -> str:
    """What makes two posts one note."""
    same = post.own == lead.own
    if post.message_id and post.message_id == lead.message_id:
        return "same Message-ID" if same else "same Message-ID, nearly the same words"
    if not same and sorted(in_all := words("\n".join(one[:3]))) == sorted(words("\n".join(two[:3]))):
        return f"same {len(in_all)} words in all, own and quoted"
    if not same and words(without_lost(one.own)) == words(without_lost(two.own)):
        return f"same {min(post.own_words, lead.own_words)} words, but for letters that were lost"
    if not same:
        return "same author and subject within a day, nearly the same words"
    if post.own_words < FEWEST_BY_AUTHOR:
        return f"same {post.own_words} words, author, subject and second"
    return f"same {post.own_words} words"


def _form(post: Seen, lead: Seen, one: Held, two: Held) -> str:
    """The class of a copy, and what is other in it."""
    if post.raw == lead.raw:
        return BYTES
    other = ", ".join(_other(post, lead, one, two))
    if post.message_id and post.message_id == lead.message_id:
        return f"{RECOMPOSED}: {other}" if other else f"{REDELIVERED} with the same text"
    name = "another Message-ID" if post.message_id and lead.message_id else "no common Message-ID"
    return f"{name}, {RECOMPOSED}: {other}" if other else f"{name}, the same text"


def _other(post: Seen, lead: Seen, one: Held, two: Held) -> Iterator[str]:
    """What is written otherwise in a copy."""
    if _folded(post.subject) != _folded(lead.subject):
        yield "another subject tag" if same_base(post.subject, lead.subject) else "another subject"
    names = {name.partition(":")[0] for name in {*one.left_out.split()} ^ {*two.left_out.split()}}
    renamed = (post.name, post.address) != (lead.name, lead.address) and same_author(post, lead)
    if renamed and REWRITTEN not in names:
        yield "the sender written otherwise"
    other_quotes = _lines(one.quoted) != _lines(two.quoted)
    if other_quotes and words(one.quoted) != words(two.quoted):
        yield "other quotes"
    elif other_quotes or _lines(one.own) != _lines(two.own):
        yield "the text written otherwise"
    if _lines(one.signature) != _lines(two.signature):
        yield "another signature"
    yield from sorted({LEFT_OUT.get(name, "another footer") for name in names})
    if (post.sent_basis == SentBasis.PAGE) != (lead.sent_basis == SentBasis.PAGE):
        yield "as a page shows it"


def _folded(subject: str) -> str:
    return " ".join(subject.split())


def _lines(text: str) -> list[str]:
    """A text without line ends and the blanks before them."""
    return [line.rstrip() for line in text.splitlines()]
