"""Texts of which an archive lost letters ("J?rg"), taken from a copy of the same message that has them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from dedupe.letters import without_lost
from dedupe.merge import Message
from dedupe.seen import columns
from ingest.layout import Texts
from ingest.words import sequence

# a letter that is "?", or a mark that an archive put before "From" at the begin of a line
LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<!\S)\?+[^\W\d_]{2}|\N{REPLACEMENT CHARACTER}|^>From ", re.M)
SIGNS = ("?", "\N{REPLACEMENT CHARACTER}", ">From ")  # one of them is in each of those
BATCH = 500  # messages whose texts are in memory at a time


def restored(messages: Iterable[Message], sightings: sqlite3.Connection) -> dict[str, str]:
    """The posts whose texts are published in place of those that messages are known by: the same words, more of their letters."""
    several = [message for message in messages if len(message.posts) > 1 and not message.cut]
    found: dict[str, str] = {}
    for at in range(0, len(several), BATCH):
        found |= _restored(several[at : at + BATCH], sightings)
    return found


def _restored(messages: Sequence[Message], sightings: sqlite3.Connection) -> dict[str, str]:
    leads = _texts([message.lead.id for message in messages], sightings)
    damaged = [message for message in messages if _damage(leads[message.lead.id])]
    copies = _texts([post.id for message in damaged for post in message.posts], sightings)
    found: dict[str, str] = {}
    for message in damaged:
        text = leads[message.lead.id]
        better = [post for post in message.posts if _damage(copies[post.id]) < _damage(text)]
        same = [post for post in better if _kept(copies[post.id]) == _kept(text)]
        if same:
            found[message.lead.id] = min(same, key=lambda post: (_damage(copies[post.id]), post.order)).id
    return found


def _texts(posts: Sequence[str], sightings: sqlite3.Connection) -> dict[str, Texts]:
    return {key: Texts(*texts) for key, *texts in columns(sightings, "own, quoted, signature, layout", posts)}


def _damage(texts: Texts) -> int:
    """How often letters are lost in own text, quotes and signature."""
    return sum(
        len(LOST.findall(text))
        for text in (texts.own, texts.quoted, texts.signature)
        if any(sign in text for sign in SIGNS)  # nothing is lost in most texts, and a look is quick
    )


def _kept(texts: Texts) -> list[bytes | list[str]]:
    """What no charset takes from a text: its words without letters that may be lost, and the order of its parts."""
    words = [sequence(without_lost(text)) for text in (texts.own, texts.quoted, texts.signature)]
    return [*words, texts.layout.split()[::2]]
