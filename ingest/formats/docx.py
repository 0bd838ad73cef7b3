"""A Word document: minutes, a session outcome. Read by mammoth as HTML, of which the text is kept whole, links in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath

from ingest.formats import web_page
from ingest.formats.piece import Piece, guarded, needs, told_as, whole
from ingest.message import Post, Problem

try:
    import mammoth
except ImportError:  # an extra
    mammoth = None

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "docx"
LARGEST = 200 << 20  # bytes of all that is packed in it
TO_DO = "fetch it again, or open it in a word processor and save it as .docx or text"

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for a zip with the parts of a Word document."""
    return head.startswith(b"PK\x03\x04") and b"word/" in head


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The document."""
    if mammoth is None:
        yield needs("mammoth", piece)
        return
    found = told_as("a damaged Word document", TO_DO, guarded(piece.place, post, piece))
    yield found


def post(piece: Piece) -> Post:
    """The document, its tables as lines and its pictures left out."""
    with zipfile.ZipFile(io.BytesIO(piece.data)) as parts:
        if sum(info.file_size for info in parts.infolist()) > LARGEST:
            raise ValueError("too large when unpacked")
    html = mammoth.convert_to_html(io.BytesIO(piece.data), convert_image=lambda _: []).value
    return web_page.post(html, piece)
