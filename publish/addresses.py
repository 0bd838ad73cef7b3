"""What somebody pastes to name a note: its Message-ID, its hash, or the address of its page in another archive."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ingest.ids import short_id
from publish import queries
from publish.visit import Visit

LONGEST = 2_000
WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
# HyperKitty names a message by base32(sha1(Message-ID)); in the address of a thread the message asked for stands last.
HASH = re.compile(r"(?<![A-Za-z0-9])[A-Za-z2-7]{32}(?![A-Za-z0-9])")
# public-inbox, marc.info and mail-archive.com have the Message-ID in the address of its page.
MESSAGE_ID = re.compile(r"[^\s<>/?&=\"]{1,250}@[^\s<>/?&=\"]{1,250}")
# Names that hold on whatever host an archive stands today: Pipermail's list/month/number, MHonArc's list/number.
MOVING = re.compile(
    r"/([^/]+/(?:\d{4}-[A-Za-z]+|\d{4}q[1-4]|Week-of-Mon-\d{8}|\d{8})/\d{4,7}\.html|[^/]+/(?:\d{4}-?\d\d/)?msg\d{5,6}\.html)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a pasted text may name a note by: whole addresses, header names, and the end of an address."""

    urls: tuple[str, ...]
    names: tuple[str, ...]
    tail: str


def named(text: str) -> Named:
    """Give all by which ``text`` may name a note.

    >>> named("http://lists.example.org/pipermail/tide/2025-May/000123.html").tail
    'tide/2025-May/000123.html'
    >>> named("https://lore.example.org/tide/a.1@mail.example.org/").names
    ('https://lore.example.org/tide/a.1@mail.example.org/', 'a.1@mail.example.org')
    """
    plain = unquote(text[:LONGEST], errors="replace").strip()
    bare = plain.removeprefix("<").removesuffix(">")
    tail = MOVING.search(plain)
    urls = dict.fromkeys(each for match in WEB.finditer(plain) for each in _variants(match[0]))
    names = dict.fromkeys([bare, *MESSAGE_ID.findall(plain), *(each.upper() for each in reversed(HASH.findall(plain)))])
    return Named(tuple(urls), tuple(names), tail[1] if tail else "")


def _variants(url: str) -> Iterator[str]:
    """Give the ways to write one address: with or without TLS, a slash at its end, a fragment, and the sign in addresses."""
    rest = url.split("://", 1)[1]
    for address in dict.fromkeys([rest, rest.split("#", 1)[0]]):
        for ended in dict.fromkeys([address, address.rstrip("/"), address.rstrip("/") + "/"]):
            for written in dict.fromkeys([ended, ended.replace("@", "%40")]):
                yield f"https://{written}"
                yield f"http://{written}"


def ids(text: str) -> str:
    """Give the ids that notes of these Message-IDs bear, as a JSON list."""
    return json.dumps([short_id("mid", name) for name in named(text).names])


async def find(visit: Visit, text: str) -> str | None:
    """Give the id of the note that ``text`` names, None where it names none of this archive."""
    asked = named(text)
    for sql, value in (
        (queries.BY_URL, json.dumps(asked.urls) if asked.urls else ""),
        (queries.BY_HEADER, json.dumps(asked.names)),
        (queries.BY_ID, ids(text)),  # a message of which only quotes are left bears no Message-ID
        (queries.BY_TAIL, asked.tail),
    ):
        row: sqlite3.Row | None = await visit.row(sql, value=value) if value else None
        if row is not None:
            return str(row["id"])
    return None
