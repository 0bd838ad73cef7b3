"""What a reader may see, asked by the same rules as Datasette's own pages: the one module that knows 0.65 from 1.0."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette import Forbidden

try:  # 1.0 names resources by classes
    from datasette.resources import DatabaseResource, QueryResource, TableResource
except ImportError:
    TableResource = None

if TYPE_CHECKING:  # Datasette loads this module while its own is half loaded
    from datasette.app import Datasette

# Below the address of a database: where SQL of one's own is run.
SQL_PATH = ("-", "query") if TableResource else ()

# Datasette 1.0 takes permissions, queries and plugins from its configuration, not from its metadata.
HAS_CONFIG = TableResource is not None

Actor = dict[str, Any] | None

# 0.65 copies the whole metadata for each question, and a page has a dozen: an answer holds for so many seconds.
HOLDS_SECONDS = 2
MOST_HELD = 500
HELD: WeakKeyDictionary[Datasette, OrderedDict[object, tuple[float, bool]]] = WeakKeyDictionary()


async def may_view(datasette: Datasette, actor: Actor, database: str, tables: Iterable[str]) -> bool:
    """Say whether ``actor`` may see all of ``tables``."""
    names = tuple(tables)

    async def ask() -> bool:
        for name in names:
            if not await _may_view_table(datasette, actor, database, name):
                return False
        return True

    return await _held(datasette, (names, database, _named(actor)), ask)


async def may_ask_sql(datasette: Datasette, actor: Actor, database: str) -> bool:
    """Say whether ``actor`` may write SQL of their own."""

    async def ask() -> bool:
        if TableResource:
            resource = DatabaseResource(database=database)
            return bool(await datasette.allowed(action="execute-sql", resource=resource, actor=actor))
        return bool(await datasette.permission_allowed(actor, "execute-sql", resource=database, default=True))

    return await _held(datasette, ("sql", database, _named(actor)), ask)


async def shows_query(datasette: Datasette, actor: Actor, database: str, name: str) -> bool:
    """Say whether there is a canned query of this name, and ``actor`` may see it."""

    async def ask() -> bool:
        if TableResource:
            resource = QueryResource(database=database, query=name)
            known = await datasette.get_query(database, name)
            return bool(known and await datasette.allowed(action="view-query", resource=resource, actor=actor))
        if not await datasette.get_canned_query(database, name, actor):
            return False
        return await _ensured(datasette, actor, ("view-query", (database, name)), database)

    return await _held(datasette, ("query", name, database, _named(actor)), ask)


async def told(datasette: Datasette, name: str) -> str:
    """Give what the metadata of the site says under ``name``, empty where it says nothing."""
    said = (await datasette.get_instance_metadata()).get(name) if TableResource else datasette.metadata(name)
    return str(said or "")


async def _may_view_table(datasette: Datasette, actor: Actor, database: str, table: str) -> bool:
    if TableResource:
        resource = TableResource(database=database, table=table)
        return bool(await datasette.allowed(action="view-table", resource=resource, actor=actor))
    return await _ensured(datasette, actor, ("view-table", (database, table)), database)


async def _ensured(datasette: Datasette, actor: Actor, permission: object, database: str) -> bool:
    try:
        await datasette.ensure_permissions(actor, [permission, ("view-database", database), "view-instance"])
    except Forbidden:
        return False
    return True


def _named(actor: Actor) -> str:
    return json.dumps(actor, sort_keys=True, default=str)


async def _held(datasette: Datasette, question: object, ask: Callable[[], Awaitable[bool]]) -> bool:
    """Give the answer to a question, asked anew where the last answer is too old."""
    held = HELD.setdefault(datasette, OrderedDict())
    now = time.monotonic()
    if question not in held or now - held[question][0] > HOLDS_SECONDS:
        answer = await ask()
        held.pop(question, None)
        held[question] = (now, answer)
        if len(held) > MOST_HELD:
            held.popitem(last=False)
    return held[question][1]
