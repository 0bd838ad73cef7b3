"""``/search``: notes that hold the words, with fields for those who do not like to type operators."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from datasette import Response
from datasette.database import QueryInterrupted
from datasette.utils.asgi import AsgiStream
from markupsafe import Markup

from publish import queries, render, spelling
from publish.addresses import find
from publish.feeds import Entry, atom, csv_text
from publish.pages.files import as_mbox
from publish.pages.paging import Part, asked
from publish.search_sql import Statement, statement
from publish.search_words import Search, read
from publish.show import MOST_IN_FILE, titled
from publish.snippets import snippet
from publish.visit import Visit, page, setting

# Only such words are looked up: a name has a sign that prose has not.
NAMES = re.compile(r"[^\s@]@[^\s@]|://|[A-Za-z2-7]{32}|/.+\.html")
NOTES_A_PAGE = 20
# The fields of the form and of the facets, as they stand in the address.
FIELDS = ("from", "subject", "list", "after", "before", "has", "is", "link", "quoted", "year", "person", "sort")


@dataclass(frozen=True, slots=True)
class Found:
    """One note of the answer."""

    row: sqlite3.Row
    subject: Markup
    snippet: Markup


def given(visit: Visit) -> dict[str, str]:
    """Give the fields that are filled in."""
    return {name: visit.arg(name) for name in FIELDS if visit.arg(name)}


async def found(visit: Visit, sql: Statement, limit: int, offset: int = 0) -> list[Found]:
    """Give the notes with the surroundings of the words."""
    rows = await visit.rows(sql.rows(limit, offset), **sql.values)
    around: dict[int, sqlite3.Row] = {}
    if sql.match and rows:
        marked = await visit.rows(sql.marked([row["rowid"] for row in rows]), words=sql.match)
        around = {row["rowid"]: row for row in marked}
    out = []
    for row in rows:
        words = around.get(row["rowid"])
        text = (snippet(words["own"]) or snippet(words["quoted"])) if words else ""
        subject = words["subject"] if words else row["subject"]
        out.append(Found(row, render.marked(titled(subject)), render.marked(text or row["snippet"])))
    return out


async def counts(visit: Visit, sql: Statement) -> dict[str, list[sqlite3.Row]]:
    """Give how many notes there are, and on which lists, in which years and by whom; empty where that took too long."""
    facets: dict[str, list[sqlite3.Row]] = {}
    try:
        for row in await visit.kept(sql.counts(), **sql.values):
            facets.setdefault(row["facet"], []).append(row)
    except QueryInterrupted:
        return {}
    return facets


async def both(visit: Visit, sql: Statement, part: Part) -> tuple[list[Found], dict[str, list[sqlite3.Row]]]:
    """Give the notes of one page and the numbers of all, asked for at the same time."""
    return await asyncio.gather(found(visit, sql, part.limit, part.offset), counts(visit, sql))


@page()
async def search_page(visit: Visit) -> Response | AsgiStream:
    """Show what was found, as a page or as a file."""
    if setting(visit.datasette, "static"):
        return await visit.html("ml_find.html")
    fields = given(visit)
    search = read(visit.arg("q"), fields)
    sql = statement(search)
    if visit.part("format"):
        return await file(visit, search, sql)
    part = asked(visit, NOTES_A_PAGE)
    notes, facets = await both(visit, sql, part) if not search.is_empty else ([], {})
    few = part.page == 1 and not search.is_empty and len(notes) < spelling.FEW
    return await visit.html(
        "ml_search.html",
        q=visit.arg("q"),
        fields=fields,
        search=search,
        by_date=search.by_date,
        part=part,
        notes=notes[: part.size],
        more=len(notes) > part.size,
        total=facets["all"][0]["messages"] if facets else None,
        facets=facets,
        lists=await visit.rows(queries.LISTS),
        named=await named(visit, visit.arg("q")),
        meant=await meant(visit, search, fields) if few else {},
        chips=await chips(visit, search, fields),
        as_sql=None if search.is_empty else visit.sql(sql.shown(), **sql.values),
        again=lambda **changes: visit.to("search", **address(visit, fields, changes)),
        file=lambda ending: visit.to(f"search.{ending}", **address(visit, fields, {})),
    )


async def named(visit: Visit, box: str) -> sqlite3.Row | None:
    """Give the note whose Message-ID, or whose address in another archive, was put into the box."""
    found = await find(visit, box) if NAMES.search(box) else None
    return await visit.row(queries.PARENT, id=found) if found else None


async def meant(visit: Visit, search: Search, fields: Mapping[str, str]) -> dict[str, str]:
    """Give the box and the fields with their words as other notes spell them, where they spell them otherwise."""
    words = spelling.asked(search)
    better = await visit.ask(lambda db: spelling.better(db, words)) if words else {}
    said = {"q": visit.arg("q"), **{name: fields[name] for name in ("from", "subject") if name in fields}}
    return {name: spelling.respelled(text, better) for name, text in said.items()} if better else {}


def address(visit: Visit, fields: Mapping[str, str], changes: Mapping[str, object]) -> dict[str, object]:
    """Give the fields of the address of this search with some of them changed."""
    kept = {"q": visit.arg("q"), **fields}
    return {name + "_": value for name, value in {**kept, **changes}.items()}


async def chips(visit: Visit, search: Search, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give what the facets restrict the search to, in words, with the name of the field."""
    out = []
    if search.person:
        person = await visit.row(queries.PERSON, person=search.person)
        out.append(("person", person["name"] if person else search.person))
    if search.year:
        out.append(("year", search.year))
    if "list" in fields:
        row = await visit.row(queries.LIST, list=fields["list"])
        out.append(("list", row["name"] if row else fields["list"]))
    return out


async def file(visit: Visit, search: Search, sql: Statement) -> Response | AsgiStream:
    """Give what was found as the file that the address ends in."""
    if visit.part("format") == "mbox":
        ids = [] if search.is_empty else await visit.rows(sql.ids(), **sql.values)
        return as_mbox(visit, [row["id"] for row in ids], "search.mbox")
    return as_file(visit, [] if search.is_empty else await found(visit, sql, MOST_IN_FILE))


def as_file(visit: Visit, notes: list[Found]) -> Response:
    """Give the notes as JSON, CSV or Atom, as the address ends."""
    ending = visit.part("format")
    rows = [
        {
            "message": note.row["id"],
            "link": visit.url("m", note.row["id"]),
            "sent": note.row["sent"],
            "sender": note.row["sender"],
            "list": note.row["list"],
            "subject": note.row["subject"],
            "sightings": note.row["sightings"],
            "found": str(note.snippet.striptags()),
        }
        for note in notes
    ]
    if ending == "json":
        return visit.json(rows)
    if ending == "csv":
        return visit.file(csv_text(rows), "text/csv; charset=utf-8", "search.csv")
    entries = [
        Entry(row["message"], row["link"], row["subject"], row["sent"], row["sender"], row["found"]) for row in rows
    ]
    title = f"Search: {visit.arg('q')}"
    return visit.file(
        atom(title, visit.url("search", q=visit.arg("q")), visit.own_url(), entries),
        "application/atom+xml; charset=utf-8",
    )


@page()
async def help_page(visit: Visit) -> Response:
    """Show how to search."""
    return await visit.html("ml_help.html")
