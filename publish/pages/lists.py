"""``/l/<list>``: a list with its threads, the latest first, and ``?month=2025-11`` for one month of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from datasette import Response
from datasette.utils.asgi import AsgiStream

from publish import queries
from publish.pages.files import as_file
from publish.pages.moved import moved
from publish.pages.paging import asked, month_asked
from publish.pictures.replies import replies
from publish.pictures.volume import calendar, volume
from publish.visit import Visit, page

THREADS_A_PAGE = 40


def by_names(pairs: Iterable[sqlite3.Row]) -> Counter[tuple[str, str]]:
    """Give how often each name answered another; several people may bear one."""
    found: Counter[tuple[str, str]] = Counter()
    for row in pairs:
        found[row["sender"], row["answered"]] += row["replies"]
    return found


@page()
async def list_page(visit: Visit) -> Response | AsgiStream:
    """Show one list."""
    named = visit.part("id")
    found = await visit.row(queries.LIST, list=named)
    if found is None:
        return await moved(visit, "l", named, "There is no list of this name.")
    if (file := await as_file(visit, "l", found["id"], found["name"])) is not None:
        return file
    month, part = month_asked(visit), asked(visit, THREADS_A_PAGE)
    threads = await visit.rows(
        queries.THREADS_OF_LIST, list=found["id"], month=month, limit=part.limit, offset=part.offset
    )
    by_month = {row["month"]: row["messages"] for row in await visit.kept(queries.LIST_BY_MONTH, list=found["id"])}
    pairs = await visit.kept(queries.REPLIES_OF_LIST, list=found["id"])
    return await visit.html(
        "ml_list.html",
        list=found,
        month=month,
        notes=by_month.get(month, 0) if month else found["messages"],
        part=part,
        threads=threads[: part.size],
        more=len(threads) > part.size,
        who=replies(by_names(pairs)),
        as_sql=visit.sql(queries.THREADS_OF_LIST, list=found["id"], month=month, limit=200, offset=0),
        sql_months=await visit.query("messages_by_month", list=found["id"]),
        sql_replies=await visit.query("replies", list=found["id"]),
        sql_people=await visit.query("most_active", list=found["id"]),
        picture=volume(by_month, found["name"]),
        calendar=calendar(by_month),
        people=await visit.kept(queries.PEOPLE_OF_LIST, list=found["id"]),
        sharing=await visit.kept(queries.LISTS_SHARING, list=found["id"]),
    )
