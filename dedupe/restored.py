"""Texts of which an archive lost letters ("J?rg"), taken from a copy of the same message that has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from dedupe.letters import without_lost
from dedupe.merge import Message
from dedupe.seen import columns
from ingest.layout import Texts
from ingest.words import sequence

Lost = dict[str, int]  # how many letters sightings lost, of those that lost some


def restored(messages: Iterable[Message], sightings: sqlite3.Connection) -> dict[str, str]:
    """The posts whose texts are published in place of those that messages are known by: the same words, more of their letters."""
    lost: Lost = dict(sightings.execute("select id, lost from sightings where lost"))
    found: dict[str, str] = {}
    for message in messages:
        if message.lead.id in lost and len(message.posts) > 1 and not message.cut:
            best = _least_damaged(message, lost, sightings)
            if best:
                found[message.lead.id] = best
    return found


def _least_damaged(message: Message, lost: Lost, sightings: sqlite3.Connection) -> str:
    """The post of a message that lost the fewest letters of the lead's text; "" where none lost fewer."""
    lead = message.lead
    better = [post for post in message.posts if lost.get(post.id, 0) < lost[lead.id]]
    kept = _kept([lead.id, *(post.id for post in better)], sightings) if better else {}
    same = [post for post in better if kept[post.id] == kept[lead.id]]
    return min(same, key=lambda post: (lost.get(post.id, 0), post.order)).id if same else ""


def _kept(posts: Sequence[str], sightings: sqlite3.Connection) -> dict[str, list[bytes | list[str]]]:
    """What no charset takes from texts: their words without letters that may be lost, and the order of their parts."""
    read = {key: Texts(*texts) for key, *texts in columns(sightings, "own, quoted, signature, layout", posts)}
    return {
        key: [
            *(sequence(without_lost(text)) for text in (texts.own, texts.quoted, texts.signature)),
            texts.layout.split()[::2],
        ]
        for key, texts in read.items()
    }
