"""Sightings as rows of sightings.db: made by the processes that read, so that the one that stores has nothing left to do."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from ingest.message import Sighting
from ingest.words import VERSION, digest, sequence

Row = tuple[str | int | bytes | None, ...]

# Small values stand before the long ones: SQLite reads a row from its beginning, over as many pages as it takes.
FIELDS = (
    "id", "place", "raw", "kind", "inside", "message_id", "parents", "subject", "name", "address", "sent", "sent_basis",
    "written", "list_name", "list_address", "list_archive", "url", "answers", "evidence",
)  # fmt: skip
TEXTS = ("own", "signature", "quoted", "layout", "left_out")
COLUMNS = ("source", *FIELDS, "normaliser", "digest", "words", *TEXTS)

_fields = attrgetter(*FIELDS)
_texts = attrgetter(*TEXTS)


class Rows(NamedTuple):
    """What a piece of a source adds to the tables ``sightings``, ``links`` and ``attachments``."""

    sightings: list[Row]
    links: list[Row]
    attachments: list[Row]


NO_ROWS = Rows([], [], [])


def rows(source: str, sightings: Iterable[Sighting]) -> Rows:
    """The rows of sightings of a source."""
    made = Rows([], [], [])
    for seen in sightings:
        made.sightings.append((source, *_fields(seen), *words(seen.own), *_texts(seen)))
        made.links.extend(
            (seen.id, number, link.url, link.domain, link.wrapped_by, link.complete)
            for number, link in enumerate(seen.links)
        )
        made.attachments.extend(
            (seen.id, number, each.filename, each.content_type, each.size, each.sha256, each.url)
            for number, each in enumerate(seen.attachments)
        )
    return made


def words(own: str) -> tuple[int, bytes, bytes]:
    """The columns ``normaliser``, ``digest`` and ``words`` for an own text."""
    one = sequence(own)
    return VERSION, digest(one), one
