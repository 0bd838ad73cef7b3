"""``/t/<any message id of the thread>``: a thread as a tree, or with ``?view=flat`` by date."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from datasette import Response
from datasette.utils.asgi import AsgiStream
from markupsafe import Markup

from publish import queries, render
from publish.body import parts
from publish.pages.files import as_file
from publish.pages.moved import moved
from publish.show import titled
from publish.visit import Visit, page

# Bytes of text: with marks and heads around it a page stays below 100 KB.
ROOM_OF_PAGE = 42_000
ROOM_OF_BODY = 7_000
ROOM_OF_QUOTES = 3_000
COST_OF_HEAD = 900
MOST_ON_PAGE = 60
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Note:
    """One message of the thread as the page shows it."""

    row: sqlite3.Row
    indent: int
    body: Markup
    cut: bool


def leaves(rows: list[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    """Share the messages out on pages by the room that they take."""
    pages: list[list[sqlite3.Row]] = [[]]
    room = ROOM_OF_PAGE
    for row in rows:
        takes = COST_OF_HEAD + min(row["own_size"], ROOM_OF_BODY) + min(row["quoted_size"], ROOM_OF_QUOTES)
        if pages[-1] and (takes > room or len(pages[-1]) == MOST_ON_PAGE):
            pages.append([])
            room = ROOM_OF_PAGE
        pages[-1].append(row)
        room -= takes
    return pages


def chosen(visit: Visit, pages: list[list[sqlite3.Row]], message: str) -> int:
    """Give the number of the page asked for: by ``?page=``, else the one that holds the message."""
    wanted = visit.arg("page")
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 7:
        return min(max(int(wanted), 1), len(pages))
    return next((number for number, rows in enumerate(pages, 1) if any(row["id"] == message for row in rows)), 1)


async def notes(visit: Visit, thread: str, rows: list[sqlite3.Row], *, flat: bool) -> list[Note]:
    """Give the messages of one page with their bodies."""
    places = [row["position"] for row in rows]
    found = await visit.rows(queries.TEXTS_OF_THREAD, thread=thread, first=min(places), last=max(places))
    texts = {text["message"]: text for text in found}
    out = []
    for row in rows:
        text = texts[row["id"]]
        shown = parts(text["layout"], text["own"], text["quoted"], text["signature"])
        quotes_room = min(row["quoted_size"], ROOM_OF_QUOTES)
        body, cut = render.body(shown, ROOM_OF_BODY + quotes_room)
        out.append(Note(row, 0 if flat else min(row["depth"], DEEPEST), body, cut))
    return out


@page()
async def thread_page(visit: Visit) -> Response | AsgiStream:
    """Show a thread."""
    message = visit.part("id")
    known = await visit.row(queries.THREAD_OF, id=message)
    if known is None:
        return await moved(visit, "t", message, "There is no message of this id, and so no thread.")
    thread = await visit.row(queries.THREAD, thread=known["thread"])
    if thread and (file := await as_file(visit, "t", thread["id"], titled(thread["subject"]))) is not None:
        return file
    rows = await visit.rows(queries.MESSAGES_OF_THREAD, thread=known["thread"])
    if thread is None or not rows:
        return await visit.missing("This thread is empty.")
    flat = visit.arg("view") == "flat"
    if flat:
        rows = sorted(rows, key=lambda row: (row["sent"] is None, row["sent"] or "", row["position"]))
    pages = leaves(rows)
    number = chosen(visit, pages, message)
    neighbours = await visit.rows(
        queries.NEIGHBOURS, list=thread["list"], last_post=thread["last_post"], thread=thread["id"]
    )
    return await visit.html(
        "ml_thread.html",
        thread=thread,
        message=message,
        flat=flat,
        page=number,
        pages=len(pages),
        notes=await notes(visit, thread["id"], pages[number - 1], flat=flat),
        people=await visit.rows(queries.PEOPLE_OF_THREAD, thread=thread["id"]),
        as_sql=await visit.query("thread", message=thread["id"]),
        neighbours={row["side"]: row for row in neighbours},
    )
