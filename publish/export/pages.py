"""The pages of the site as files: the same pages, asked of Datasette one by one, with links between files."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette

from ingest.errors import ArchiveError
from publish import assets
from publish.export import words
from publish.export.links import FILES, FIXED, NAME, Book, rewritten, split, thread_file
from publish.pages.threads import ROOM_OF_BODY, leaves

# The columns by which a thread is shared out on pages.
SIZES = """
    select m.id, m.thread, length(cast(x.own as blob)) as own_size, length(cast(x.quoted as blob)) as quoted_size
    from messages m join texts x on x.message = m.id order by m.thread, m.position"""
# A note has a file of its own where there is more to say of it than its thread shows.
ALONE = """
    select m.id from messages m join texts x on x.message = m.id
        where m.recovered = 1 or m.kind = 'document' or length(cast(x.own as blob)) > :room
    union select message from attachments
    union select a from related union select b from related
    union select a from conflicts union select b from conflicts
    union select s.message from sightings s join messages m on m.id = s.message left join messages i on i.id = s.inside
        where (s.inside is null and s.kind <> 'posted') or i.thread <> m.thread"""


class NotWritten(ArchiveError):
    """A page could not be made."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files, their bytes, and the notes that the search holds."""

    files: int
    size: int
    notes: int


def book(db: sqlite3.Connection, address: str) -> Book:
    """Say which pages are files, and where each message stands."""
    messages: dict[str, str] = {}
    threads: dict[str, int] = {}
    for thread, rows in groupby(db.execute(SIZES), key=lambda row: row["thread"]):
        pages = leaves(list(rows))
        threads[thread] = len(pages)
        messages |= {row["id"]: thread_file(thread, n) for n, page in enumerate(pages, 1) for row in page}
    alone = frozenset(row[0] for row in db.execute(ALONE, {"room": ROOM_OF_BODY}))
    lists, people = (frozenset(row[0] for row in db.execute(f"select id from {t}")) for t in ("lists", "people"))  # noqa: S608
    return Book(lists, people, alone, threads, messages, address)


def write(
    archive: Path, folder: Path, metadata: dict[str, Any], address: str = "", step: Callable[[int], object] = id
) -> Written:
    """Write all pages of ``archive`` into ``folder``, and call ``step`` with the number of pages done and yet known.

    Raises:
        NotWritten: a page gave no answer
    """
    with closing(sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        known = book(db, address)
        notes = words.write(db, folder / "search", known.messages)
    for name in (*assets.NAMES, "find.js"):
        _save(folder / "assets" / name, assets.content(name))
    asyncio.run(_crawl(archive, folder, metadata, known, step))
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Written(len(sizes), sum(sizes), notes)


async def _crawl(
    archive: Path, folder: Path, metadata: dict[str, Any], known: Book, step: Callable[[int], object]
) -> None:
    plugins = metadata.get("plugins") or {}
    settings = {"publish": {**(plugins.get("publish") or {}), "database": archive.stem, "static": True}}
    patient = {"sql_time_limit_ms": 60_000}
    site = Datasette(
        [], immutables=[str(archive)], metadata=metadata | {"plugins": plugins | settings}, settings=patient
    )
    await site.invoke_startup()
    threads = (
        f"/t/{id_}" + (f"?page={n}" if n > 1 else "")
        for id_, pages in known.threads.items()
        for n in range(1, pages + 1)
    )
    feeds = (f"/l/{quote(id_, safe='')}.{ending}" for id_ in known.lists for ending in FILES) if known.address else ()
    waiting: deque[tuple[str, str]] = deque()
    known_files: set[str] = set()

    def note(links: Iterable[str]) -> None:
        for link in links:
            file = split(known.file(link) or "")[0]
            if file and file not in known_files:
                known_files.add(file)
                waiting.append((link, file))

    note([*FIXED, *threads, *feeds])
    while waiting:
        link, file = waiting.popleft()
        text, led = rewritten(await _asked(site, link), file, known)
        _save(folder / file, text)
        note(led)
        step(len(known_files))


async def _asked(site: Datasette, link: str) -> str:
    """Give the page at an address of the site; a note that stands alone is given whole."""
    path = re.sub(r"#.*|\?q=.*", "", link)
    whole = f"{path}?all=1" if path.startswith("/m/") and "?" not in path else path
    answer = await site.client.get(whole, headers={"host": NAME})
    if answer.status_code != 200:
        raise NotWritten(f"{link} cannot be written: the page answers {answer.status_code}")
    return str(answer.text)


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
