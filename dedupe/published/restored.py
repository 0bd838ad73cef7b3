"""Texts of which an archive lost letters ("J?rg"), taken from a copy of the same message that has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from dedupe.answered import Answered
from dedupe.merge import Message
from dedupe.published.letters import without_lost
from dedupe.seen import Seen, columns
from ingest.layout import Texts
from ingest.words import sequence

Lost = dict[str, int]  # how many letters sightings lost, of those that lost some


def restored(messages: Iterable[Message], sightings: sqlite3.Connection, answered: Answered) -> dict[str, str]:
    """The posts whose texts are published in place of those that messages are known by: the same words, more of their letters."""
    lost: Lost = dict(sightings.execute("select id, lost from sightings where lost"))
    found: dict[str, str] = {}
    for message in messages:
        lead = message.lead
        if lead.id not in lost or message.cut or message.given:
            continue
        better = [post for post in message.posts if lost.get(post.id, 0) < lost[lead.id]]
        same = _same(lead, better, sightings, answered) if better else []
        if same:
            found[lead.id] = min(same, key=lambda post: (lost.get(post.id, 0), post.order)).id
    return found


def _same(lead: Seen, better: Sequence[Seen], sightings: sqlite3.Connection, answered: Answered) -> list[Seen]:
    """Those of the posts that hold the text of the lead."""

    def work() -> list[int]:
        kept = _kept([lead.id, *(post.id for post in better)], sightings)
        return [number for number, post in enumerate(better) if kept[post.id] == kept[lead.id]]

    asked = [post.content for post in (lead, *better)]
    return [better[number] for number in answered.ask("the same but for letters", asked, work)]


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
