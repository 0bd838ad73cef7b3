"""Notes as files for other programs: Atom for feed readers, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from publish.show import titled

# What XML 1.0 does not know as characters.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
UNDATED = "1970-01-01T00:00:00Z"
# A spreadsheet takes a cell that begins so for a formula, and mail is written by strangers.
FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One note in a feed; ``sent`` and ``sender`` may be unknown."""

    id: str
    link: str
    title: str
    sent: str | None
    sender: str | None
    text: str


def writable(text: str) -> str:
    """Give ``text`` escaped, without what XML cannot hold."""
    return escape(UNWRITABLE.sub("\ufffd", text))


def zoned(sent: str | None) -> str:
    """Give a time with its zone, as Atom wants it.

    >>> zoned("2025-11-02T20:35:00+00:00"), zoned("2025-10-30T18:00:00"), zoned(None)
    ('2025-11-02T20:35:00+00:00', '2025-10-30T18:00:00Z', '1970-01-01T00:00:00Z')
    """
    for candidate in (sent or "", f"{sent}Z", f"{sent}T00:00:00Z"):
        if ZONED.fullmatch(candidate):
            return candidate
    return UNDATED


def atom(title: str, page: str, own: str, entries: Iterable[Entry]) -> str:
    """Give an Atom feed of ``entries``; its id is the address of the page."""
    listed = list(entries)
    updated = max((zoned(entry.sent) for entry in listed), default=UNDATED)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{writable(title)}</title>\n<id>{writable(page)}</id>\n<updated>{updated}</updated>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>\n<link rel="self" href={quoteattr(own)}/>\n'
    )
    return head + "".join(map(_entry, listed)) + "</feed>\n"


def _entry(entry: Entry) -> str:
    return (
        f"<entry>\n<title>{writable(titled(entry.title))}</title>\n<id>{writable(entry.link)}</id>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(UNWRITABLE.sub("", entry.link))}/>\n'
        f"<updated>{zoned(entry.sent)}</updated>\n"
        f"<author><name>{writable(entry.sender or 'unknown sender')}</name></author>\n"
        f'<content type="text">{writable(entry.text)}</content>\n</entry>\n'
    )


def csv_text(rows: Iterable[Mapping[str, object]]) -> str:
    """Give ``rows``, all of the same columns, as CSV that a spreadsheet opens without running anything."""
    out = io.StringIO()
    writer = csv.writer(out)
    for number, row in enumerate(rows):
        if not number:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        plain = value.replace("\x00", "")
        return f"'{plain}" if FORMULA.match(plain) else plain
    return value
