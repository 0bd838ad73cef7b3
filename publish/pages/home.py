"""``/``: a box to search, the lists, what is new and what was repeated most; ``/about``: how it was built."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from datasette import Response

from publish import queries
from publish.pictures.volume import sparkline
from publish.visit import Visit, page


def by_list(rows: Iterable[sqlite3.Row]) -> dict[str, dict[str, int]]:
    """Give the messages of each list by month."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["list"], {})[row["month"]] = row["messages"]
    return found


@page()
async def home(visit: Visit) -> Response:
    """Show the front page."""
    lists = await visit.rows(queries.LISTS)
    months = by_list(await visit.kept(queries.LISTS_BY_MONTH))
    return await visit.html(
        "ml_home.html",
        lists=lists,
        sparks={row["id"]: sparkline(months.get(row["id"], {}), row["name"]) for row in lists},
        threads=await visit.rows(queries.LATEST_THREADS),
        sql_lists=visit.sql(queries.LISTS),
        sql_threads=visit.sql(queries.LATEST_THREADS),
        sql_repeated=await visit.query("most_repeated"),
        repeated=await visit.kept(queries.MOST_REPEATED),
        documents=await visit.rows(queries.DOCUMENTS),
    )


@page("sources", "problems", "conflicts")
async def about(visit: Visit) -> Response:
    """Show what the archive was built from, and how its numbers come about."""
    return await visit.html(
        "ml_about.html",
        totals=(await visit.kept(queries.TOTALS))[0],
        sources=await visit.rows(queries.SOURCES),
        problems=await visit.rows(queries.PROBLEMS),
        kinds=await visit.kept(queries.SIGHTING_KINDS),
    )
