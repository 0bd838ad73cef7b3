"""``/p/<person>``: who somebody is here: names, lists, messages, and whom they talk with."""

from __future__ import annotations

from datasette import Response
from datasette.utils.asgi import AsgiStream

from publish import queries
from publish.pages.files import as_file
from publish.pages.paging import asked, month_asked
from publish.pictures.volume import volume
from publish.visit import Visit, page

MESSAGES_A_PAGE = 40


@page()
async def person_page(visit: Visit) -> Response | AsgiStream:
    """Show one person."""
    person = await visit.row(queries.PERSON, person=visit.part("id"))
    if person is None:
        return await visit.missing("There is nobody of this id.")
    if (file := await as_file(visit, "p", person["id"], person["name"])) is not None:
        return file
    who, month, part = person["id"], month_asked(visit), asked(visit, MESSAGES_A_PAGE)
    messages = await visit.rows(
        queries.MESSAGES_OF_PERSON, person=who, month=month, limit=part.limit, offset=part.offset
    )
    by_month = {row["month"]: row["messages"] for row in await visit.kept(queries.PERSON_BY_MONTH, person=who)}
    return await visit.html(
        "ml_person.html",
        person=person,
        month=month,
        part=part,
        names=[row["name"] for row in await visit.rows(queries.NAMES_OF_PERSON, person=who)],
        others=await visit.rows(queries.OTHERS_OF_NAME, name=person["name"], person=who),
        messages=messages[: part.size],
        more=len(messages) > part.size,
        picture=volume(by_month, person["name"]),
        as_sql=visit.sql(queries.MESSAGES_OF_PERSON, person=who, month=month, limit=200, offset=0),
        lists=await visit.kept(queries.LISTS_OF_PERSON, person=who),
        answers=await visit.kept(queries.ANSWERS, person=who),
        answered_by=await visit.kept(queries.ANSWERED_BY, person=who),
    )
