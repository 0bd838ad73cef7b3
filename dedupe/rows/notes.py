"""Rows of messages and of all that belongs to one: its text, links, attachments and sightings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dedupe.archive import Archive, list_of, sender_of
from dedupe.copies import posts_said
from dedupe.merge import Message, quote_kind
from dedupe.published.blacken import MARK
from dedupe.published.healing import healed_row
from dedupe.published.safe_links import safe_url
from dedupe.rows.edition import Edition
from dedupe.rows.search import Index
from dedupe.seen import Seen, rows_of
from dedupe.store import Row, insert
from ingest.ids import hyperkitty_hash, short_id
from ingest.layout import Texts
from ingest.links import domain, find

SNIPPET = 160  # characters


def write_messages(
    db: sqlite3.Connection, index: Index, messages: Sequence[Message], texts: dict[str, Texts], edition: Edition
) -> None:
    """Messages with all that is kept by message."""
    insert(db, "messages", (_message(message, texts[message.lead.id].own, edition) for message in messages))
    rows = [_texts(message, texts[message.lead.id], edition) for message in messages]
    insert(db, "texts", rows)
    index.add([(row.subject, row.sender, row.own, row.quoted) for row in rows])
    of_lead = {message.lead.id: message for message in messages}
    insert(db, "sightings", _sightings(messages, edition))
    insert(db, "links", _links(of_lead, texts, edition))
    insert(db, "links", _links_of_quotes(messages, texts, edition.sightings))
    insert(db, "attachments", _attachments(of_lead, edition))


class TextsRow(NamedTuple):
    """A row of ``texts``."""

    message: str
    subject: str
    sender: str
    own: str
    signature: str
    quoted: str
    layout: str


def _texts(message: Message, texts: Texts, edition: Edition) -> TextsRow:
    sender = sender_of(message.lead, edition.found)
    name = edition.hide(sender.name) if sender else ""
    subject = edition.hide(message.lead.subject)
    return TextsRow(message.id, subject, name, texts.own, texts.signature, texts.quoted, texts.layout)


def _message(message: Message, own: str, edition: Edition) -> Row:
    lead, found = message.lead, edition.found
    at = found.placed[message.id]
    sender = sender_of(lead, found)
    header_id = message.message_ids[0] if message.message_ids else None
    return (
        message.id,
        "document" if message.is_document else "message",
        lead.sent,
        lead.sent_basis,
        edition.hide(lead.subject),
        sender.id if sender else None,
        list_of(message, found),
        at.thread,
        at.reply_to or None,
        at.depth,
        at.position,
        len(message.posts) + len(message.quotes),
        len({found.lists.of(post) for post in message.known_by} - {""}),
        int(message.recovered),
        snippet(own),
        lead.own_words,
        lead.sent[:7] if lead.sent else None,
        header_id,
        hyperkitty_hash(header_id) if header_id else None,
        safe_url(next((post.url for post in (lead, *message.posts) if post.url), "")),
    )


def snippet(own: str) -> str:
    """The first words of an own text, on one line."""
    line = " ".join(own[: SNIPPET * 2].split())
    if len(line) <= SNIPPET:
        return line
    return line[:SNIPPET].rsplit(" ", 1)[0] + " …"


def _links(of_lead: dict[str, Message], texts: dict[str, Texts], edition: Edition) -> Iterator[Row]:
    hide = edition.hide
    rows = rows_of(edition.sightings, "links", "url, domain, wrapped_by, complete", list(of_lead))
    for sighting, _, url, host, wrapped_by, complete in rows:
        message = of_lead[sighting].id
        whole, its_host, known = healed_row(url, host, complete, edition.cures.get(sighting, {}))
        if _still_there(shown := hide(whole), texts[sighting], bool(of_lead[sighting].cut)):
            yield short_id("link", message, url), message, safe_url(shown), hide(its_host), wrapped_by or None, known


def _still_there(url: str, texts: Texts, cut: bool) -> bool:
    """False for a link that went with the sentence that it stood in, or with what a post repeats from another."""
    return (MARK not in texts.own and not cut) or url in texts.own or url in texts.signature


def _links_of(lead: str, sightings: sqlite3.Connection) -> set[str]:
    return {url for (url,) in sightings.execute("select url from links where sighting = ?", (lead,))}


def _links_of_quotes(messages: Sequence[Message], texts: dict[str, Texts], sightings: sqlite3.Connection) -> list[Row]:
    """Links of messages known from quotes alone, of which reading kept none, and of answers that a page drew into quotes."""
    rows: dict[str, Row] = {}
    for message in messages:
        own = texts[message.lead.id].own
        if not (message.recovered or message.given) or "://" not in own:
            continue
        known = _links_of(message.lead.id, sightings)
        for found in () if known and message.recovered else find(own):
            link = found.link
            if link.url in known:
                continue
            key = short_id("link", message.id, link.url)
            host = domain(link.url)
            rows.setdefault(
                key, (key, message.id, safe_url(link.url), host, link.wrapped_by or None, int(link.complete))
            )
    return list(rows.values())


def _attachments(of_lead: dict[str, Message], edition: Edition) -> Iterator[Row]:
    hide = edition.hide
    rows = rows_of(edition.sightings, "attachments", "filename, content_type, bytes, sha256, url", list(of_lead))
    for sighting, number, filename, content_type, size, sha256, url in rows:
        message = of_lead[sighting].id
        key = short_id("attachment", message, str(number))
        yield key, message, hide(filename) or None, content_type or None, size, sha256 or None, safe_url(hide(url))


def _sightings(messages: Sequence[Message], edition: Edition) -> Iterator[Row]:
    """A row for each place where a message was seen, with the evidence."""
    found = edition.found
    for message, said in posts_said(messages, found, edition.sightings):
        for post, (kind, why) in zip(message.posts, said, strict=True):
            yield _sighting(post, message, found, kind, "", 1.0, why)
        for quote in message.quotes:
            host = found.of_sighting.get(quote.seen.inside)
            inside = host.id if host else ""
            kind = quote_kind(quote.seen, host.lead if host else None)
            yield _sighting(quote.seen, message, found, kind, inside, quote.coverage, quote.evidence)


def _sighting(seen: Seen, message: Message, found: Archive, kind: str, inside: str, coverage: float, why: str) -> Row:
    sender = None if inside else sender_of(seen, found)
    return (
        seen.id,
        message.id,
        kind,
        found.lists.of(seen) or None,
        inside or None,
        seen.source,
        seen.place,
        seen.sent,
        safe_url(seen.url),
        round(coverage, 4),
        why,
        sender.id if sender else None,
        seen.message_id or None,
        hyperkitty_hash(seen.message_id) if seen.message_id else None,
    )
