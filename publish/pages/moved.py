"""Addresses that lead on: old ids, Message-IDs and the hashes of HyperKitty's archive pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from datasette import Forbidden, Request, Response

from ingest.ids import short_id
from publish import queries
from publish.visit import Visit, page

if TYPE_CHECKING:  # Datasette loads this module while its own is half loaded
    from datasette.app import Datasette

HASH = re.compile(r"[A-Za-z2-7]{32}/?")


async def moved(visit: Visit, where: str, old: str, otherwise: str) -> Response:
    """Lead from an id that a message bore in an earlier build to the one it bears now, or say that it was taken out."""
    if await visit.row(queries.REDACTED, id=old):
        return await visit.gone()
    alias = await visit.row(queries.ALIAS, id=old)
    if alias is None:
        return await visit.missing(otherwise)
    ending = visit.part("format")
    return visit.moved(where, alias["new_id"] + (f".{ending}" if ending else ""), permanently=True)


@page()
async def by_header(visit: Visit) -> Response:
    """Lead from a Message-ID, with or without its angle brackets, or a HyperKitty hash to the message."""
    asked = visit.part("header").strip()
    value = asked.upper().rstrip("/") if HASH.fullmatch(asked) else asked.removeprefix("<").removesuffix(">")
    found = await visit.row(queries.BY_HEADER, value=value, id=short_id("mid", value))
    if found is None:
        if await visit.row(queries.REDACTED, id=short_id("mid", value)):
            return await visit.gone()
        return await visit.missing("No message of this archive has that Message-ID or hash.")
    return visit.moved("m", found["id"])


@page()
async def _nowhere(visit: Visit) -> Response:
    return await visit.missing("There is no page at this address.")


async def nowhere(datasette: Datasette, request: Request) -> Response | None:
    """Answer an address that no page has; None, for Datasette's own words, where nothing of the archive may be seen."""
    try:
        return await _nowhere(datasette, request)
    except Forbidden:
        return None
