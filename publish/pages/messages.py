"""``/m/<id>``: one note, every place where it was seen, and what stands in its neighbourhood."""

from __future__ import annotations

from datasette import Response

from publish import queries, render
from publish.body import parts
from publish.pages.moved import moved
from publish.visit import Visit, page

ROOM_OF_BODY = 40_000


@page("conflicts")
async def message_page(visit: Visit) -> Response:
    """Show one message."""
    asked = visit.part("id")
    message = await visit.row(queries.MESSAGE, id=asked)
    if message is None:
        return await moved(visit, "m", asked, "There is no message of this id.")
    whole = visit.arg("all") == "1"
    shown = parts(message["layout"], message["own"], message["quoted"], message["signature"])
    room = render.cost(message["own"] + message["quoted"] + message["signature"]) if whole else ROOM_OF_BODY
    body, cut = render.body(shown, room)
    sightings = await visit.rows(queries.SIGHTINGS, id=asked)
    return await visit.html(
        "ml_message.html",
        message=message,
        body=body,
        cut=cut,
        sightings=sightings,
        parent=await visit.row(queries.PARENT, id=message["reply_to"]) if message["reply_to"] else None,
        replies=await visit.rows(queries.REPLIES, id=asked),
        carried=await visit.rows(queries.CARRIED, id=asked),
        links=await visit.rows(queries.LINKS, id=asked),
        attachments=await visit.rows(queries.ATTACHMENTS, id=asked),
        related=await visit.rows(queries.RELATED, id=asked),
        conflicts=await visit.rows(queries.CONFLICTS, id=asked),
    )
