"""A mail with its header as it was sent, below what a page prints above it: links of FreeBSD's archive, Gmail's "Show original"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import headers, times
from ingest.bodies.separators import read_separator
from ingest.headers import Headers
from ingest.message import SentBasis
from ingest.pasting.rows import Print, Row, last_by

BY = "the mail's own header"
TOP = 30  # rows that a page may print above the first header
MOST_FIELDS = 400  # rows of a header with what was wrapped
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{0,60}) {0,2}:(?:\s|$)")
_TOLD = re.compile(r"[:;,]$|^\S+ \S+ \S.*[.!?]$")  # words of somebody, which a mail may be shown in
# FreeBSD: "next in thread | previous in thread | raw e-mail | index | archive | help"
_TOOLS = re.compile(r"^(?=.*\braw e-mail\b)[a-z -]{2,24}(?: \| [a-z -]{2,24}){2,8}$")
# ... and LWN
FOOT = re.compile(r"^Want to link to this message\? Use this URL: <|^\((?:Log in )?to post comments\)$")


def whole_head(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """The header of a mail with a blank line below it, where a Message-ID, or a date with its zone and a subject, stands in it."""
    if _FIELD.match(rows[at].text) is None:
        return None
    above = last_by(before, BY)
    if not (_may_follow(rows, at, above) if above else _may_begin(rows, at)):
        return None
    fields, written, end = header(rows, at)
    if not _is_of_a_mail(fields) or (end < len(rows) and rows[end].start - rows[end - 1].end <= 1):
        return None
    if end < len(rows) and _TOOLS.match(rows[end].text):
        end += 1
    return Print(
        at,
        end - 1,
        BY,
        headers.author(fields),
        times.parse(headers.first(fields, "date")),
        SentBasis.HEADER,
        headers.first(fields, "subject"),
        headers.message_id(fields),
        headers.parents(fields),
        list_name=headers.mailing_list(fields).address.partition("@")[0],
        header=written,
    )


def _may_begin(rows: Sequence[Row], at: int) -> bool:
    """May the first header of a page begin here: near its top, with nobody's words above it?"""
    if at > TOP or (at and (_is_rest(rows, at) or read_separator(rows[at - 1].text) is not None)):
        return False
    return not any(_TOLD.search(row.text) for row in rows[:at])


def _is_rest(rows: Sequence[Row], at: int) -> bool:
    """Does a field stand right above this row?"""
    return rows[at].start - rows[at - 1].end <= 1 and _FIELD.match(rows[at - 1].text) is not None


def _may_follow(rows: Sequence[Row], at: int, last: Print) -> bool:
    """May a further header begin here: with the same field as the one before, and not in somebody's words?"""
    begun, above = rows[last.first], rows[at - 1]
    is_apart = rows[at].start - above.end > 1 or FOOT.match(above.text) is not None
    is_told = read_separator(above.text) is not None or above.text.endswith(":") or above.text.startswith("Content-")
    return (
        is_apart
        and not is_told
        and rows[at].text.partition(":")[0] == begun.text.partition(":")[0]
        and rows[at].indent == begun.indent
    )


def _is_of_a_mail(fields: Headers) -> bool:
    """Do these fields tell who sent a mail and when, and its Message-ID or what it is about?"""
    sent = times.parse(headers.first(fields, "date"))
    if sent is None or not headers.first(fields, "from"):
        return False
    is_named = bool(headers.message_id(fields))
    return is_named or (sent.tzinfo is not None and "subject" in fields and bool(headers.author(fields).address))


def header(rows: Sequence[Row], first: int) -> tuple[Headers, str, int]:
    """The fields from a row on, up to a blank line or a field that there was, as they are written, and the row behind them."""
    lines: list[str] = []
    names: set[str] = set()
    end = first
    for number in range(first, min(len(rows), first + MOST_FIELDS)):
        row = rows[number]
        is_rest = bool(lines) and (row.indent > rows[first].indent or lines[-1].endswith(","))
        field = None if is_rest else _FIELD.match(row.text)
        name = field[1].casefold() if field else ""
        if not (field or is_rest) or name in names or (lines and row.start - rows[number - 1].end > 1):
            break
        names |= {name} & {"from", "date", "subject"}
        lines.append(f" {row.text}" if is_rest else _NAME_APART.sub(":", row.text, count=1))
        end = number + 1
    written = "\n".join(lines)
    fields = headers.parse(written.encode("utf-8", "surrogatepass"))
    return (fields, written, end) if {"from", "date"} <= fields.keys() else ({}, "", first)


_NAME_APART = re.compile(r" {1,2}:")
