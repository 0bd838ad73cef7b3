"""Fill the tables of a new archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from dedupe.archive import Archive, Hide
from dedupe.blacken import NOTHING, Blacken
from dedupe.group_rows import (
    aliases_rows,
    conflicts_rows,
    lists_rows,
    people_rows,
    person_names_rows,
    related_rows,
    threads_rows,
)
from dedupe.healing import healed, heals
from dedupe.note_rows import write_messages
from dedupe.redact import redact
from dedupe.search import SearchIndex
from dedupe.store import Row, insert
from dedupe.texts import published


def write(
    db: sqlite3.Connection,
    index: SearchIndex,
    found: Archive,
    sightings: sqlite3.Connection,
    path: Path,
    keep_addresses: bool,
    blacken: Blacken = NOTHING,
) -> None:
    """Fill the tables and the index. ``path`` is where the sightings lie: their texts are read by several processes."""
    hide: Hide = blacken if keep_addresses else lambda text: redact(blacken(text))
    insert(db, "sources", _sources(sightings, hide))
    insert(db, "problems", _problems(sightings, hide))
    insert(db, "lists", lists_rows(found, hide))
    insert(db, "people", people_rows(found, hide))
    insert(db, "person_names", person_names_rows(found, hide))
    insert(db, "threads", threads_rows(found, hide))
    cures = heals(found.messages, sightings, hide)
    leads = [(message.lead.id, message.cut) for message in found.messages]
    messages = iter(found.messages)
    for texts in published(path, leads, keep_addresses, blacken):
        for lead in texts.keys() & cures.keys():
            texts[lead] = healed(texts[lead], cures[lead])
        write_messages(db, index, list(islice(messages, len(texts))), texts, found, sightings, hide, cures)
    insert(db, "related", related_rows(found))
    insert(db, "conflicts", conflicts_rows(found))
    insert(db, "aliases", aliases_rows(found))


def _sources(sightings: sqlite3.Connection, hide: Hide) -> Iterator[Row]:
    rows = sightings.execute(
        "select id, path, format, sha256, bytes, found, stored, known, skipped, read_at from sources order by id"
    )
    yield from ((key, hide(path), *rest) for key, path, *rest in rows)


def _problems(sightings: sqlite3.Connection, hide: Hide) -> Iterator[Row]:
    rows = sightings.execute("select id, source, place, what, detail from problems order by id")
    yield from ((*rest, hide(detail)) for *rest, detail in rows)
