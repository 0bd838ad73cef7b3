"""Texts of which an archive lost letters ("J?rg"), taken from a copy of the same message that has them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from dedupe.letters import without_lost
from dedupe.merge import Message
from ingest.layout import Texts
from ingest.words import sequence

# a letter that is "?", or a mark that an archive put before "From" at the begin of a line
LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<!\S)\?+[^\W\d_]{2}|\N{REPLACEMENT CHARACTER}|^>From ", re.M)
BATCH = 500  # texts read at a time

Copies = dict[str, Texts]


def restored(messages: Iterable[Message], sightings: sqlite3.Connection) -> dict[str, str]:
    """The posts whose texts are published in place of those that messages are known by: the same words, more of their letters."""
    several = {m.lead.id: m for m in messages if len(m.posts) > 1 and not m.cut}
    damaged = {key: text for key, text in _texts(list(several), sightings).items() if _damage(text)}
    copies = _texts([post.id for key in damaged for post in several[key].posts], sightings)
    found: dict[str, str] = {}
    for lead, text in damaged.items():
        kept = _kept(text)
        same = [post for post in several[lead].posts if post.id in copies and _kept(copies[post.id]) == kept]
        best = min(same, key=lambda post: (_damage(copies[post.id]), post.id != lead, post.order))
        if best.id != lead:
            found[lead] = best.id
    return found


def _texts(posts: Sequence[str], sightings: sqlite3.Connection) -> Copies:
    found: Copies = {}
    for at in range(0, len(posts), BATCH):
        listed = ",".join(f"'{post}'" for post in posts[at : at + BATCH])
        rows = sightings.execute(f"select id, own, quoted, signature, layout from sightings where id in ({listed})")  # noqa: S608
        found |= {key: Texts(*texts) for key, *texts in rows}
    return found


def _damage(texts: Texts) -> int:
    """How often letters are lost in own text, quotes and signature."""
    return sum(len(LOST.findall(text)) for text in (texts.own, texts.quoted, texts.signature))


def _kept(texts: Texts) -> list[bytes | list[str]]:
    """What no charset takes from a text: its words without letters that may be lost, and the order of its parts."""
    words = [sequence(without_lost(text)) for text in (texts.own, texts.quoted, texts.signature)]
    return [*words, texts.layout.split()[::2]]
