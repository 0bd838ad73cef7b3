"""Sightings as rows of sightings.db: made by the processes that read, so that the one that stores has nothing left to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from ingest.lost_letters import lost_letters
from ingest.message import Sighting
from ingest.words import VERSION, digest, sequence

Row = tuple[str | int | bytes | None, ...]

# Small values stand before the long ones: SQLite reads a row from its beginning, over as many pages as it takes.
FIELDS = (
    "id", "place", "raw", "kind", "inside", "message_id", "parents", "subject", "name", "address", "sent", "sent_basis",
    "written", "list_name", "list_address", "list_archive", "url", "answers", "evidence",
)  # fmt: skip
TEXTS = ("own", "signature", "quoted", "layout", "left_out")
DERIVED = ("normaliser", "content", "lost", "digest", "words")
COLUMNS = ("source", *FIELDS, *DERIVED, *TEXTS)
LINKS = ("sighting", "number", "url", "domain", "wrapped_by", "complete")
ATTACHMENTS = ("sighting", "number", "filename", "content_type", "bytes", "sha256", "url")

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
        links: list[Row] = [
            (seen.id, number, link.url, link.domain, link.wrapped_by, int(link.complete))
            for number, link in enumerate(seen.links)
        ]
        attachments: list[Row] = [
            (seen.id, number, each.filename, each.content_type, each.size, each.sha256, each.url)
            for number, each in enumerate(seen.attachments)
        ]
        texts = _texts(seen)
        made.sightings.append((source, *_fields(seen), *derived(texts, links, attachments), *texts))
        made.links.extend(links)
        made.attachments.extend(attachments)
    return made


def derived(
    texts: Sequence[str], links: Sequence[Row], attachments: Sequence[Row]
) -> tuple[int, bytes, int, bytes, bytes]:
    """The columns ``DERIVED``, of the columns ``TEXTS`` and of the rows of links and attachments.

    ``content`` tells whether two readings kept the same of a sighting, ``lost`` how many letters an archive lost of its texts.
    """
    own, signature, quoted, *_ = texts
    held = "\x1f".join((*texts, repr(links), repr(attachments))).encode("utf-8", "surrogatepass")
    words = sequence(own)
    return (
        VERSION,
        digest(held),
        lost_letters(own, signature, quoted),
        digest(words),
        words,
    )
