"""Fill the tables of a new archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from dedupe.archive import Hide
from dedupe.published.healing import healed
from dedupe.published.texts import Lead, published
from dedupe.rows.carried import Carried
from dedupe.rows.edition import Edition
from dedupe.rows.groups import (
    aliases_rows,
    conflicts_rows,
    lists_rows,
    people_rows,
    person_names_rows,
    related_rows,
    threads_rows,
)
from dedupe.rows.notes import write_messages
from dedupe.rows.search import Index
from dedupe.store import Row, replace, take_out


def write(db: sqlite3.Connection, index: Index, edition: Edition, carried: Carried) -> None:
    """Fill the tables and the index; the rows of notes that were carried over stay as they are."""
    found, hide = edition.found, edition.hide
    if gone := carried.gone:
        take_out(db, gone)
    for table, rows in (
        ("sources", _sources(edition.sightings, hide)),
        ("problems", _problems(edition.sightings, hide)),
        ("lists", lists_rows(found, hide)),
        ("people", people_rows(found, hide)),
        ("person_names", person_names_rows(found, hide)),
        ("threads", threads_rows(found, hide)),
        ("related", related_rows(found)),
        ("conflicts", conflicts_rows(found)),
        ("aliases", aliases_rows(found)),
    ):
        replace(db, table, rows)
    waiting = [message for message in found.messages if not carried.stays(message.id)]
    leads = [Lead(m.lead.id, m.cut, m.given, edition.copies.get(m.lead.id, m.lead.id)) for m in waiting]
    messages = iter(waiting)
    for texts in published(edition.path, leads, edition.keep_addresses, edition.blacken):
        for lead in texts.keys() & edition.cures.keys():
            texts[lead] = healed(texts[lead], edition.cures[lead])
        write_messages(db, index, list(islice(messages, len(texts))), texts, edition)


def _sources(sightings: sqlite3.Connection, hide: Hide) -> Iterator[Row]:
    rows = sightings.execute(
        "select id, path, format, sha256, bytes, found, stored, known, skipped, read_at from sources order by id"
    )
    yield from ((key, hide(path), *rest) for key, path, *rest in rows)


def _problems(sightings: sqlite3.Connection, hide: Hide) -> Iterator[Row]:
    rows = sightings.execute("select id, source, place, what, detail from problems order by id")
    yield from ((*rest, hide(detail)) for *rest, detail in rows)
