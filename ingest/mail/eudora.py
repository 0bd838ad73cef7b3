"""Marks that Eudora put around HTML and flowed text in the mails that it kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from ingest.html import html_to_text
from ingest.mail.debris import CONVERTED, unflow

KINDS = ("html", "flowed", "rich")
OPEN = re.compile(rf"^<x-({'|'.join(KINDS)})>[ \t]*\n?", re.M)


def unwrapped(text: str) -> tuple[str, str]:
    """A text without Eudora's marks; where a part of it is HTML, all of it as HTML, and as text only the notes about files."""
    pieces = list(_pieces(text)) if "<x-" in text else []
    if not pieces:
        return text, ""
    if all(kind != "html" for kind, _ in pieces):
        return "".join(unflow(piece) if kind == "flowed" else piece for kind, piece in pieces), ""
    notes = "".join(note[0] for kind, piece in pieces if kind != "html" for note in CONVERTED.finditer(piece))
    plain = ((kind, piece if kind == "html" else CONVERTED.sub("", piece)) for kind, piece in pieces)
    html = (piece if kind == "html" else f"<pre>{escape(piece)}</pre>" for kind, piece in plain if piece.strip())
    return notes, "".join(html)


def shown(text: str) -> str:
    """The words of a text in which Eudora's marks stand."""
    plain, html = unwrapped(text)
    return f"{html_to_text(html)}\n{plain}" if html else plain


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the kind that its marks name; "" for what stands between them, nothing where none do."""
    done = 0
    while opened := OPEN.search(text, done):
        close = f"</x-{opened[1]}>"
        end = text.find(close, opened.end())
        if end < 0:
            break
        yield "", text[done : opened.start()]
        yield opened[1], text[opened.end() : end]
        done = end + len(close)
    if done:
        yield "", text[done:].removeprefix("\n")
