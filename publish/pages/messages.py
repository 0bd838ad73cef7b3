"""``/m/<id>``: one note, every place where it was seen, and what stands in its neighbourhood."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from datasette import Response
from datasette.utils.asgi import AsgiStream
from markupsafe import Markup

from publish import compare, queries, render
from publish.body import parts
from publish.pages.files import as_file
from publish.pages.moved import moved
from publish.pictures.spread import Place, spread
from publish.show import titled
from publish.visit import Visit, page

ROOM_OF_BODY = 40_000
ROOM_OF_ALL = 2_000_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """This note beside another one; ``quoting`` where the other one quotes it, and only its own words are shown."""

    other: sqlite3.Row
    text: Markup
    share: float
    quoting: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A place where the note was seen; ``times`` how often it stands there, as in a quote of a quote."""

    row: sqlite3.Row
    times: int


def seen(sightings: Iterable[sqlite3.Row]) -> list[Seen]:
    """Give the places in their order; what one message holds several times in the same way is one place."""
    rows = list(sightings)
    said = [(row["inside"] or row["id"], row["kind"], row["evidence"], row["coverage"]) for row in rows]
    times = Counter(said)
    first = dict(reversed(list(zip(said, rows, strict=True))))
    return [Seen(first[place], times[place]) for place in dict.fromkeys(said)]


async def comparison(visit: Visit, message: sqlite3.Row, inside: list[str | None]) -> Comparison | None:
    """Give the comparison with the note that ``?with=`` names."""
    other = visit.arg("with")
    row, text = await visit.row(queries.PARENT, id=other), await visit.row(queries.TEXT, id=other)
    if row is None or text is None or other == message["id"]:
        return None
    quoting = other in inside
    runs = compare.compared(message["own"], text["quoted"] if quoting else text["own"])
    return Comparison(row, compare.shown(runs, without_new=quoting), compare.share(runs), quoting)


@page("conflicts")
async def message_page(visit: Visit) -> Response | AsgiStream:
    """Show one message."""
    asked = visit.part("id")
    message = await visit.row(queries.MESSAGE, id=asked)
    if message is None:
        return await moved(visit, "m", asked, "There is no message of this id.")
    if (file := await as_file(visit, "m", asked, titled(message["subject"]))) is not None:
        return file
    whole = visit.arg("all") == "1"
    shown = parts(message["layout"], message["own"], message["quoted"], message["signature"])
    body, cut = render.body(shown, ROOM_OF_ALL if whole else ROOM_OF_BODY)
    sightings = await visit.rows(queries.SIGHTINGS, id=asked)
    return await visit.html(
        "ml_message.html",
        message=message,
        body=body,
        cut=cut,
        sightings=sightings,
        seen=seen(sightings),
        parent=await visit.row(queries.PARENT, id=message["reply_to"]) if message["reply_to"] else None,
        replies=await visit.rows(queries.REPLIES, id=asked),
        picture=spread(
            [Place(row["kind"], row["list_name"] or "no list", row["seen"]) for row in sightings if row["seen"]]
        ),
        as_sql=visit.sql(queries.PLACES, message=asked),
        sql_spread=await visit.query("spread", message=asked),
        comparison=await comparison(visit, message, [row["inside"] for row in sightings]),
        carried=await visit.rows(queries.CARRIED, id=asked),
        links=await visit.rows(queries.LINKS, id=asked),
        attachments=await visit.rows(queries.ATTACHMENTS, id=asked),
        related=await visit.rows(queries.RELATED, id=asked),
        conflicts=await visit.rows(queries.CONFLICTS, id=asked),
    )
