"""One visit to one page: may it be seen, what does the archive say, and how is it answered.

Every route goes through ``page``: it checks Datasette's view permissions and puts the safety headers on each answer.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, unquote, urlencode
from weakref import WeakKeyDictionary

from datasette import Forbidden, Request, Response
from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import AsgiStream

from publish import queries
from publish.allowed import SQL_PATH, may_ask_sql, may_view, shows_query, told
from publish.assets import address
from publish.render import safe_address

if TYPE_CHECKING:  # Datasette loads this module while its own is half loaded
    from datasette.app import Datasette

# What the pages read. About reads the sources and their problems too, and asks for them by name.
TABLES = (
    "aliases",
    "redactions",
    "builds",
    "lists",
    "people",
    "person_names",
    "threads",
    "messages",
    "texts",
    "sightings",
    "links",
    "attachments",
    "related",
)
TIME_LIMIT_MS = 2_000
Answer = TypeVar("Answer")

MOST_KEPT = 500
SETTINGS: WeakKeyDictionary[Datasette, Mapping[str, Any]] = WeakKeyDictionary()
KEPT: WeakKeyDictionary[Datasette, OrderedDict[object, list[sqlite3.Row]]] = WeakKeyDictionary()

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
UNBUILT = "There is no archive.db here. Build one, then serve it: see the README."
TAKEN_OUT = "This note was taken out of the archive, and every copy and quote of it too."
BUSY = "This took longer than one page may take. Try fewer or rarer words, or a shorter time."


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for a page of the archive."""

    datasette: Datasette
    request: Request
    database: str
    may_ask_sql: bool

    def arg(self, name: str) -> str:
        """Give a field of the query string, empty where it is not given."""
        return (self.request.args.get(name) or "").strip()

    def part(self, name: str) -> str:
        """Give a part of the path, as its regular expression calls it."""
        return unquoted(self.request.url_vars.get(name) or "")

    async def rows(self, sql: str, **values: object) -> list[sqlite3.Row]:
        """Give the rows that ``sql`` finds."""
        limit = None if setting(self.datasette, "static") else TIME_LIMIT_MS  # nobody waits for a file
        found = await self.datasette.get_database(self.database).execute(sql, values, custom_time_limit=limit)
        return list(found.rows)

    async def kept(self, sql: str, **values: object) -> list[sqlite3.Row]:
        """Give rows that take long to count and change with a new build only: they are counted once for each build."""
        memory = KEPT.setdefault(self.datasette, OrderedDict())
        build = await self.row(queries.BUILD)
        question = (self.database, build and tuple(build), sql, tuple(values.items()))
        if question not in memory:
            memory[question] = await self.rows(sql, **values)
            if len(memory) > MOST_KEPT:
                memory.popitem(last=False)
        return memory[question]

    async def ask(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
        """Give what ``work`` finds out from the archive in more than one step; None where that takes too long."""

        def within_time(db: sqlite3.Connection) -> Answer | None:
            try:
                with sqlite_timelimit(db, TIME_LIMIT_MS):
                    return work(db)
            except sqlite3.OperationalError:
                return None

        found: Answer | None = await self.datasette.get_database(self.database).execute_fn(within_time)
        return found

    async def row(self, sql: str, **values: object) -> sqlite3.Row | None:
        """Give the first row that ``sql`` finds."""
        rows = await self.rows(sql, **values)
        return rows[0] if rows else None

    def to(self, *path: str, **fields: object) -> str:
        """Give the path of a page of this site, each part quoted.

        An empty field is left out, so that addresses stay short.
        """
        query = urlencode({name.rstrip("_"): value for name, value in fields.items() if value not in (None, "")})
        where = "/".join(quote(part, safe="@") for part in path)
        return str(self.datasette.urls.path(f"/{where}" + (f"?{query}" if query else "")))

    def url(self, *path: str, **fields: object) -> str:
        """Give the whole address of a page, to be sent to somebody."""
        return str(self.datasette.absolute_url(self.request, self.to(*path, **fields)))

    def own_url(self) -> str:
        """Give the whole address that was asked for."""
        return str(self.datasette.absolute_url(self.request, self.request.full_path))

    def table(self, name: str, **fields: object) -> str:
        """Give the address of a table, view or canned query in Datasette."""
        return self.to(self.database, name, **fields)

    async def query(self, name: str, **fields: object) -> str | None:
        """Give the address of a canned query; None where the metadata has none, or this reader may not see it."""
        shown = await shows_query(self.datasette, self.request.actor, self.database, name)
        return self.table(name, **fields) if shown else None

    def sql(self, sql: str, **values: object) -> str | None:
        """Give the address where ``sql`` can be read, run and changed; None where this reader may not."""
        if not self.may_ask_sql:
            return None
        lines = [line.strip() for line in sql.strip().splitlines()]
        return f"{self.to(self.database, *SQL_PATH)}?{urlencode({'sql': chr(10).join(lines), **values})}"

    async def html(self, template: str, status: int = 200, **context: object) -> Response:
        """Answer with a page of our own."""
        build = await self.row(queries.BUILD)
        context |= {"visit": self, "build": build, "asset": lambda name: self.datasette.urls.path(address(name))}
        context |= {
            "site_description": await told(self.datasette, "description")
            or "Each note once, and every place where it was seen."
        }
        context |= {"site_title": await told(self.datasette, "title") or "Mailing-list archive"}
        context |= {"safe": safe_address, "robots": "noindex, nofollow" if robots(self.datasette) == "none" else ""}
        body = await self.datasette.render_template(template, context, request=self.request)
        return Response.html(body, status=status, headers=dict(HEADERS))

    async def missing(self, what: str) -> Response:
        """Answer that there is no such page."""
        return await self.html("ml_missing.html", status=404, what=what)

    async def gone(self) -> Response:
        """Answer that what stood here was taken out, and will not come back."""
        return await self.html("ml_missing.html", status=410, what=TAKEN_OUT, taken_out=True)

    def moved(self, *path: str, permanently: bool = False, fragment: str = "") -> Response:
        """Answer that the page is at another address of this site."""
        target = self.to(*path) + (f"#{fragment}" if fragment else "")
        if self.request.query_string:
            target = f"{self.to(*path)}?{self.request.query_string}" + (f"#{fragment}" if fragment else "")
        return Response.redirect(target, status=301 if permanently else 302, headers=dict(HEADERS))

    def leads(self, *path: str) -> Response:
        """Answer that what was asked for is shown by another page of this site."""
        return Response.redirect(self.to(*path), status=302, headers=dict(HEADERS))

    def json(self, value: object) -> Response:
        """Answer with JSON that other sites' pages may not read more than Datasette's own."""
        text = json.dumps(value, ensure_ascii=False, indent=1)
        return self.file(text, "application/json; charset=utf-8")

    def file(self, text: str, content_type: str, filename: str = "") -> Response:
        """Answer with a file: to be saved under ``filename`` where there is one."""
        return Response(encodable(text), headers=headers(filename), content_type=content_type)


def headers(filename: str = "") -> dict[str, str]:
    """Give the headers of an answer: one to be saved under ``filename`` where there is one."""
    return HEADERS | ({"content-disposition": f'attachment; filename="{filename}"'} if filename else {})


def encodable(text: str) -> str:
    """Give ``text`` without the halves of letters that cannot be sent."""
    return text.encode(errors="replace").decode()


def unquoted(part: str) -> str:
    """Give a part of a path as it was meant: Datasette leaves percent signs in it."""
    return unquote(part, errors="replace")


def setting(datasette: Datasette, name: str) -> str:
    """Give a setting of ours from ``plugins: publish:`` of the metadata, empty where it is not set."""
    if datasette not in SETTINGS:
        SETTINGS[datasette] = datasette.plugin_config("publish") or {}
    return str(SETTINGS[datasette].get(name) or "")


def robots(datasette: Datasette) -> str:
    """Say what search engines may read: ``pages`` (the default) or ``none``."""
    return setting(datasette, "robots") or "pages"


def archive_name(datasette: Datasette) -> str | None:
    """Give the name of the database to show: ``archive``, or the one that the settings name."""
    name = setting(datasette, "database") or "archive"
    return name if name in datasette.databases else None


View = Callable[[Visit], Awaitable[Response | AsgiStream]]
Route = Callable[..., Awaitable[Response | AsgiStream]]  # (Datasette, Request), as Datasette hands them over by name


def page(*tables: str) -> Callable[[View], Route]:
    """Make a route of a view that reads ``tables`` besides those that every page reads."""

    def decorate(view: View) -> Route:
        async def route(datasette: Datasette, request: Request) -> Response | AsgiStream:
            database = archive_name(datasette)
            if database is None:
                return Response.text(UNBUILT, status=404)
            if not await may_view(datasette, request.actor, database, (*TABLES, *tables)):
                raise Forbidden("You may not see this archive")
            asks = await may_ask_sql(datasette, request.actor, database)
            visit = Visit(datasette, request, database, asks)
            try:
                return await view(visit)
            except QueryInterrupted:
                return await visit.html("ml_busy.html", status=503, why=BUSY)

        route.__doc__ = view.__doc__  # not functools.wraps: Datasette reads the arguments through it
        return route

    return decorate
