"""Threads, lists, people and notes as files: mbox for mail programs, JSON, plain text, Atom for feed readers."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence

from datasette import Response
from datasette.utils.asgi import AsgiStream, AsgiWriter

from ingest.layout import BETWEEN
from publish import queries
from publish.body import parts
from publish.feeds import Entry, atom
from publish.mbox import Mail, mbox
from publish.pages.paging import month_asked
from publish.show import MOST_IN_FILE, moment, titled
from publish.visit import Visit, encodable, headers

AT_ONCE = 250  # notes of an mbox that are in memory together
MOST_IN_FEED = 50
MOST_IN_ENTRY = 4_000

# page -> which notes belong to it
BELONGING = {
    "m": "m.id = :id",
    "t": "m.thread = :id",
    "l": f"m.id in (select id from ({queries.NOTES_OF_LIST})) and (:month = '' or m.month = :month)",  # noqa: S608
    "p": "m.sender = :id and (:month = '' or m.month = :month)",
}


async def as_file(visit: Visit, page: str, id_: str, title: str) -> Response | AsgiStream | None:
    """Give the notes of a page as the file that its address ends in; None where it asks for the page itself."""
    ending = visit.part("format")
    if not ending:
        return None
    values = {"list" if page == "l" else "id": id_} | ({"month": month_asked(visit)} if page in "lp" else {})
    if ending == "mbox":
        ids = await visit.rows(queries.IDS_BY_TIME.format(which=BELONGING[page]), **values)
        name = re.sub(r"[^A-Za-z0-9._+-]", "-", f"{id_}{'-' + month_asked(visit) if month_asked(visit) else ''}")
        return as_mbox(visit, [row["id"] for row in ids], f"{name}.mbox")
    limit = MOST_IN_FEED if ending == "atom" else MOST_IN_FILE
    order = "m.position" if page == "t" and ending != "atom" else "m.sent desc, m.id"
    rows = await visit.rows(queries.NOTES.format(which=BELONGING[page], order=order), **values, limit=limit)
    if ending == "txt":
        return visit.file("\n\n".join(plain(visit, row) for row in rows), "text/plain; charset=utf-8")
    if ending == "json":
        return visit.json(
            {"id": id_, "title": title, "link": visit.url(page, id_), "messages": [told(visit, row) for row in rows]}
        )
    feed = atom(title, visit.url(page, id_), visit.own_url(), [entry(visit, row) for row in rows])
    return visit.file(feed, "application/atom+xml; charset=utf-8")


def as_mbox(visit: Visit, ids: Sequence[str], name: str) -> AsgiStream:
    """Give all of the notes as mail, in the order of their ids. They are read and sent some at a time."""
    sql = queries.NOTES.format(which="m.id in (select value from json_each(:ids))", order="m.id")

    async def write(out: AsgiWriter) -> None:
        for at in range(0, len(ids), AT_ONCE):
            some = ids[at : at + AT_ONCE]
            rows = {row["id"]: row for row in await visit.rows(sql, ids=json.dumps(some), limit=len(some))}
            await out.write(encodable(mbox(mail(visit, rows[id_]) for id_ in some if id_ in rows)))

    return AsgiStream(write, headers=headers(name), content_type="application/mbox")


def mail(visit: Visit, row: sqlite3.Row) -> Mail:
    """Give a note as mail."""
    return Mail(
        row["id"], row["sent"], row["subject"], row["person"], row["sender"], row["list"], row["header_message_id"],
        row["reply_to"], row["parent_message_id"], visit.url("m", row["id"]),
        tuple(parts(row["layout"], row["own"], row["quoted"], row["signature"])),
    )  # fmt: skip


def plain(visit: Visit, row: sqlite3.Row) -> str:
    """Give a note as it was written, line by line."""
    head = [
        titled(row["subject"]),
        f"{row['sender'] or 'unknown sender'}, {moment(row['sent'])}",
        visit.url("m", row["id"]),
    ]
    body = BETWEEN.join(part.text for part in parts(row["layout"], row["own"], row["quoted"], row["signature"]))
    return "\n".join(head) + f"\n\n{body}"


def entry(visit: Visit, row: sqlite3.Row) -> Entry:
    """Give a note as an entry of a feed: what its author wrote."""
    text = row["own"].strip()
    shown = text if len(text) <= MOST_IN_ENTRY else text[:MOST_IN_ENTRY] + " …"
    return Entry(row["id"], visit.url("m", row["id"]), row["subject"], row["sent"], row["sender"], shown)


COLUMNS = [
    *(
        "id",
        "kind",
        "sent",
        "sent_basis",
        "subject",
        "person",
        "sender",
        "list",
        "thread",
        "reply_to",
        "depth",
        "position",
    ),
    *("sightings", "lists", "recovered", "header_message_id", "hyperkitty_hash", "url"),
    *("own", "quoted", "signature", "layout"),
]


def told(visit: Visit, row: sqlite3.Row) -> dict[str, object]:
    """Give a note as JSON tells it: the columns of the archive, and its address."""
    return {"link": visit.url("m", row["id"])} | {column: row[column] for column in COLUMNS}
