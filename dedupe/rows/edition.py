"""An archive as it is published: its notes, what is done to their texts, and a digest of all that the rows of each are made of."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from dedupe.answered import Answered
from dedupe.archive import Archive, Hide, sender_of
from dedupe.merge import Message, quote_kind
from dedupe.published.blacken import Blacken
from dedupe.published.healing import Heals, heals
from dedupe.published.redact import redact
from dedupe.published.restored import restored
from dedupe.sameness.holding import Quote
from dedupe.seen import Seen

DIGEST = 16  # bytes
AS_TUPLE = tuple.__repr__  # without names of fields, in half the time


@dataclass(frozen=True, slots=True)
class Edition:
    """All that the tables are written from.

    ``path`` is where the sightings lie, for their texts are read by several processes; ``cures`` are links made whole, and
    ``copies`` the posts whose texts stand for those of leads that lost letters.
    """

    found: Archive
    sightings: sqlite3.Connection
    path: Path
    keep_addresses: bool
    blacken: Blacken
    hide: Hide
    cures: Heals
    copies: dict[str, str]

    def made_of(self, message: Message) -> bytes:
        """A digest of all that the rows of a message are made of: with the same digest, the same rows."""
        said = repr(self._made_of(message)).encode("utf-8", "surrogatepass")
        return blake2b(said, digest_size=DIGEST).digest()

    def _made_of(self, message: Message) -> list[object]:
        key, lead = message.id, message.lead.id
        whole = (
            key,
            lead,
            message.recovered,
            message.message_ids,
            message.cut,
            message.given,
            key in self.found.in_conflict,
        )
        posts = [(AS_TUPLE(post), *self._said_of(post)) for post in message.known_by]
        quotes = [
            (AS_TUPLE(quote.seen), quote.coverage, quote.evidence, *self._said_of_quote(quote))
            for quote in message.quotes
        ]
        return [
            whole,
            self.found.placed[key],
            sorted(self.cures.get(lead, {}).items()),
            self.copies.get(lead),
            posts,
            quotes,
        ]

    def _said_of(self, seen: Seen) -> tuple[str, tuple[str, str] | None]:
        """The list and the author of a sighting."""
        sender = sender_of(seen, self.found)
        return self.found.lists.of(seen), (sender.id, sender.name) if sender else None

    def _said_of_quote(self, quote: Quote) -> tuple[object, ...]:
        """Where a quote stands, and as what; its author is told of one that stands in no post."""
        host = self.found.of_sighting.get(quote.seen.inside)
        kind = quote_kind(quote.seen, host.lead if host else None)
        return (self.found.lists.of(quote.seen), host.id, kind) if host else (*self._said_of(quote.seen), kind)


def edition(
    found: Archive,
    sightings: sqlite3.Connection,
    path: Path,
    keep_addresses: bool,
    blacken: Blacken,
    answered: Answered,
) -> Edition:
    """What is to be written of an archive; ``answered`` is what a build found out about its texts."""
    hide: Hide = blacken if keep_addresses else lambda text: redact(blacken(text))
    cures, copies = heals(found.messages, sightings, hide), restored(found.messages, sightings, answered)
    return Edition(found, sightings, path, keep_addresses, blacken, hide, cures, copies)
