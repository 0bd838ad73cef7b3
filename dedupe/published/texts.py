"""Texts as they are published: read many at a time, and without addresses unless they are kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from dedupe.align import Span, cut
from dedupe.published.blacken import NOTHING, Blacken
from dedupe.published.redact import redact
from dedupe.sameness.late_ends import given
from dedupe.seen import columns
from dedupe.store import opened
from ingest import workers
from ingest.layout import Texts, pack, unpack

BATCH = 500  # texts in memory at a time, in each process
AHEAD = 6  # batches that are made before they are written
MANY = 5_000  # texts from which worker processes pay


class Lead(NamedTuple):
    """A sighting that a message is known by, which words of its own text are quoted, which lines of what it quotes are its own,
    and the copy whose text is published."""

    id: str
    cut: Sequence[Span]
    given: Sequence[Span]
    text_of: str


Leads = Sequence[Lead]
Batch = tuple[Path, Leads, bool, Blacken]


def published(
    sightings: Path, leads: Leads, keep_addresses: bool, blacken: Blacken = NOTHING
) -> Iterator[dict[str, Texts]]:
    """The texts of messages, by the ids of their leads, ``BATCH`` at a time in the order given."""
    batches: list[Batch] = [
        (sightings, leads[at : at + BATCH], keep_addresses, blacken) for at in range(0, len(leads), BATCH)
    ]
    if len(leads) < MANY or (os.cpu_count() or 1) == 1:
        yield from map(_publish, batches)
        return
    with workers.pool() as pool:
        yield from workers.in_order(pool, _publish, batches, AHEAD)


def _publish(batch: Batch) -> dict[str, Texts]:
    path, leads, keep_addresses, blacken = batch
    asked = [key for lead in leads for key in {lead.id, lead.text_of}]
    with closing(opened(path)) as db:
        rows = columns(db, "sent, own, quoted, signature, layout", asked)
        read = {key: (sent, Texts(*texts)) for key, sent, *texts in rows}
    found = {}
    for lead in leads:
        texts = given(read[lead.text_of][1], lead.given)
        found[lead.id] = blacken.texts(lead.id, read[lead.id][0], cut(texts, lead.cut) if lead.cut else texts)
    return found if keep_addresses else {key: hidden(texts) for key, texts in found.items()}


def hidden(texts: Texts) -> Texts:
    """The texts without addresses; the lengths in the layout follow."""
    parts = unpack(texts)
    shown = [(kind, redact(text)) for kind, text in parts]
    return texts if shown == parts else pack(shown)
