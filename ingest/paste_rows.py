"""The lines of a pasted page, and the values that are read from what is printed above its messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ingest.message import Sender, SentBasis

INVISIBLE = " \t\r\f\v\xa0\u200b\u200e\u200f\u202f\ufeff"  # what Outlook on the web puts around fields, too


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page that is not blank: its first character and its end in the page, its text without blanks around it."""

    start: int
    end: int
    text: str
    indent: int


@dataclass(frozen=True, slots=True)
class Print:
    """A printed head: the rows it takes, and what it says. ``by`` names the program whose form it is."""

    first: int
    last: int
    by: str
    sender: Sender
    sent: datetime | None = None
    basis: SentBasis = SentBasis.PAGE
    subject: str = ""
    message_id: str = ""
    parents: tuple[str, ...] = ()
    url: str = ""
    list_name: str = ""


_MARKDOWN = re.compile(r"(!?)\[([^\[\]]{0,300})\]\([^()\s]{0,500}(?: \"[^\"]{0,200}\")?\)")
_HEADING = re.compile(r"^#{1,6} +(?=\S)")


def _unmarked(text: str) -> str:
    """A line without the marks of Markdown for headings, links and pictures, which some programs make of a page."""
    if "](" in text:
        text = _MARKDOWN.sub(lambda link: "" if link[1] else link[2], text).strip(INVISIBLE)
    return _HEADING.sub("", text) if text[:1] == "#" else text


def rows_of(text: str) -> list[Row]:
    """The lines of a page that are not blank."""
    rows, at = [], 0
    for line in text.split("\n"):
        bare = _unmarked(line.strip(INVISIBLE))
        if bare:
            rows.append(Row(at, at + len(line), bare, len(line) - len(line.lstrip(INVISIBLE))))
        at += len(line) + 1
    return rows


def is_rule(text: str) -> bool:
    """True for a drawn line."""
    return len(text) >= 10 and not text.strip("_-=━─═~* ")
