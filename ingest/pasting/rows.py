"""The lines of a pasted page, and the values that are read from what is printed above its messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

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
    sent: datetime | date | None = None
    basis: SentBasis = SentBasis.PAGE
    subject: str = ""
    message_id: str = ""
    parents: tuple[str, ...] = ()
    url: str = ""
    list_name: str = ""
    header: str = ""  # of a mail that the page shows as it was sent


LATEST = 8  # prints looked back at: a text may show what looks like the head of another program


def last_by(before: Sequence[Print], by: str) -> Print | None:
    """The last of the heads of a program, where it is among the latest ones."""
    return next((found for found in reversed(before[-LATEST:]) if found.by == by), None)


# -- Markdown, which some programs make of a page -------------------------------------------------------------------------

_IS_MARKDOWN = re.compile(r"\]\((?:https?:|mailto:|/|#|[\w.-]{1,60}\.html)")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]{0,100}\]){0,300})\]\([^()\s]{0,1000}(?: \"[^\"]{0,300}\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]{1,300})\1(?!\w)")
_HEADING = re.compile(r"^#{1,6} +(?=\S)")
_MARKED_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,}|(?:\* ){2,8}\*)$")
_UNDERLINE = re.compile(r"^={3,}$")  # of a heading
FENCE = "```"  # around lines that are kept as they are
RULE = 10 * "-"
SAMPLE = 65_536  # characters looked at for links


def _unmarked(text: str) -> str:
    """A line of Markdown without its marks; "" for a picture or the line under a heading."""
    if _UNDERLINE.match(text):
        return ""
    if _MARKED_RULE.match(text):
        return RULE
    text = _LINK.sub(lambda link: "" if link[1] else link[2], text) if "](" in text else text
    text = _EMPHASIS.sub(lambda words: words[2], text) if "*" in text or "_" in text else text
    return _HEADING.sub("", text.strip(INVISIBLE))


def rows_of(text: str) -> list[Row]:
    """The lines of a page that are not blank; of Markdown, what they show."""
    is_markdown = _IS_MARKDOWN.search(text, 0, SAMPLE) is not None
    rows, at = [], 0
    for line in text.split("\n"):
        bare = line.strip(INVISIBLE)
        shown = _unmarked(bare) if is_markdown else bare
        if shown:
            rows.append(Row(at, at + len(line), shown, len(line) - len(line.lstrip(INVISIBLE))))
        at += len(line) + 1
    return rows


def with_blanks(rows: Sequence[Row]) -> list[str]:
    """The texts of rows, with "" where blank lines stand between two."""
    texts: list[str] = []
    for number, row in enumerate(rows):
        texts += ["", row.text] if number and row.start > rows[number - 1].end + 1 else [row.text]
    return texts


def is_rule(text: str) -> bool:
    """True for a drawn line."""
    return len(text) >= 10 and not text.strip("_-=━─═~* ")
