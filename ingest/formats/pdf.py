"""A PDF: minutes, a session outcome. The text of its pages, as far as pypdf finds it, and the links on them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from ingest.formats import document
from ingest.formats.piece import Piece, guarded, needs, told_as, whole
from ingest.message import Post, Problem

try:
    import pypdf
except ImportError:  # an extra
    pypdf = None  # type: ignore[assignment]

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "pdf"
PAGES = 5_000  # of one document
TO_DO = "fetch it again, or open it in a viewer and save it as text, or as a PDF without a password"
ANCHORS = ("/A", "/URI")  # ISO 32000-1, 12.6.4.7: where an annotation leads

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the mark of a PDF stands near the top, as readers of PDF have it."""
    return b"%PDF-" in head[:1024]


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The document."""
    if pypdf is None:
        yield needs("pypdf", piece)
        return
    found = told_as("a PDF that is damaged or encrypted", TO_DO, guarded(piece.place, post, piece))
    if isinstance(found, Post) and not found.text.strip():
        found = Problem(
            found.place, "a PDF without text", "it holds pictures only; save what a text recognition reads in it"
        )
    yield found


def post(piece: Piece) -> Post:
    """The document, page by page."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd in a file is no matter of ours
    pages = pypdf.PdfReader(io.BytesIO(piece.data)).pages
    return document.post("\n".join(_text(page) for page in islice(pages, PAGES)), piece)


def _text(page: pypdf.PageObject) -> str:
    """The text of a page, and below it the addresses of its links that are not in it."""
    text = page.extract_text()
    found = dict.fromkeys(url for note in page.annotations or () if (url := _leads_to(note.get_object())))
    return "\n".join((text, *(f"<{url}>" for url in found if url not in text), ""))


def _leads_to(note: object) -> str:
    for name in ANCHORS:
        note = note.get(name) if isinstance(note, dict) else None
    url = str(note or "")
    return url if url.startswith(("http://", "https://")) else ""
