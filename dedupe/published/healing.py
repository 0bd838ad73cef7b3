"""Links that an archive or a gateway cut, made whole from another copy of the same message that has them whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dedupe.archive import Hide
from dedupe.merge import Message
from dedupe.seen import columns
from ingest.layout import Texts, pack, unpack
from ingest.links import Link, domain, find, heal

Heals = dict[str, dict[str, Link]]  # lead sighting -> cut address -> the whole link


def heals(messages: Iterable[Message], sightings: sqlite3.Connection, hide: Hide = str) -> Heals:
    """The cut links of messages' texts that another sighting of the same message has whole, as they may be published."""
    cut: dict[str, list[Link]] = {}
    for sighting, url, wrapped_by in sightings.execute(
        "select sighting, url, wrapped_by from links where not complete"
    ):
        cut.setdefault(sighting, []).append(Link(url, wrapped_by, False))
    found: Heals = {}
    for message in messages:
        for link in cut.get(message.lead.id, ()):
            whole = heal(link, _links(_others(message), sightings))
            if whole.complete:
                found.setdefault(message.lead.id, {})[link.url] = replace(whole, url=hide(whole.url))
    return found


def _others(message: Message) -> list[str]:
    every = [post.id for post in message.posts] + [quote.seen.id for quote in message.quotes]
    return [sighting for sighting in every if sighting != message.lead.id]


def _links(others: Sequence[str], sightings: sqlite3.Connection) -> list[Link]:
    """The links in the texts of some sightings."""
    texts = columns(sightings, "own", others, "own like '%://%'")
    return [found.link for _, own in texts for found in find(own)]


def healed(texts: Texts, whole: dict[str, Link]) -> Texts:
    """The texts with their cut links whole."""
    parts = []
    for kind, text in unpack(texts):
        for cut, link in whole.items():
            for shown in (f"{cut}...", f"{cut}\N{HORIZONTAL ELLIPSIS}"):
                text = text.replace(shown, link.url)
        parts.append((kind, text))
    return pack(parts)


def healed_row(url: str, host: str, complete: int, whole: dict[str, Link]) -> tuple[str, str, int]:
    """Address, domain and completeness of a link, made whole where it can be."""
    link = whole.get(url)
    return (link.url, domain(link.url), 1) if link else (url, host, complete)
