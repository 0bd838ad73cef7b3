"""Addresses that lead on: old ids, Message-IDs, and addresses of pages in other archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette import Forbidden, Request, Response

from publish import queries
from publish.addresses import find, ids
from publish.visit import Visit, page

if TYPE_CHECKING:  # Datasette loads this module while its own is half loaded
    from datasette.app import Datasette


async def moved(visit: Visit, where: str, old: str, otherwise: str) -> Response:
    """Lead from an id that a message bore in an earlier build, or a list in capitals, to the one it bears now; or say that it was
    taken out."""
    if await visit.row(queries.REDACTED, id=old):
        return await visit.gone()
    alias = await visit.row(queries.ALIAS, id=old)
    if alias is None and where == "l":
        alias = await visit.row(queries.LIST_IN_OTHER_CASE, id=old)
    if alias is None:
        return await visit.missing(otherwise)
    ending = visit.part("format")
    return visit.moved(where, alias["new_id"] + (f".{ending}" if ending else ""), permanently=True)


@page()
async def by_header(visit: Visit) -> Response:
    """Lead to the message from its Message-ID, its HyperKitty hash, or the address of its page in another archive."""
    query = f"?{visit.request.query_string}" if visit.request.query_string else ""
    asked = visit.request.url_vars["header"] + query
    found = await find(visit, asked)
    if found is not None:
        return visit.leads("m", found)
    if await visit.row(queries.REDACTED_AMONG, value=ids(asked)):
        return await visit.gone()
    return await visit.missing("No message of this archive has that Message-ID, hash or address.")


@page()
async def _nowhere(visit: Visit) -> Response:
    """Lead on from the path that a page had in the list's old archive; so the old host may simply send its readers here."""
    found = await find(visit, visit.request.path)
    if found is not None:
        return visit.leads("m", found)
    return await visit.missing("There is no page at this address.")


async def nowhere(datasette: Datasette, request: Request) -> Response | None:
    """Answer an address that no page has; None, for Datasette's own words, where nothing of the archive may be seen."""
    try:
        return await _nowhere(datasette, request)
    except Forbidden:
        return None
