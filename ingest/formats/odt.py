"""A text of LibreOffice and its kin (OpenDocument, ISO 26300): minutes, a session outcome. Read as the web page it would be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath

from lxml import etree

from ingest.formats import web_page
from ingest.formats.piece import Piece, guarded, whole
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "odt"
MIMETYPE = (
    b"mimetypeapplication/vnd.oasis.opendocument.text"  # the first file of the zip, which is not packed (part 2, 3.3)
)
LARGEST = 100 << 20  # bytes of its text with all marks
TO_DO = "fetch it again, or open it in a word processor and save it as .docx or text"
LEFT_OUT = {"annotation", "changed-region", "forms", "note-citation", "sequence-decls", "tracked-changes"}
BLOCKS = {"p": "p", "list": "ul", "list-item": "li", "table": "table", "table-row": "tr", "table-cell": "td"}
ONE_LINE = {"li", "td"}  # what is one line of text, where one paragraph is all that it holds
BLANKS = 100  # the most that stand in a row

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for a zip that says on top that it is a text of OpenDocument; a template says so too."""
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(MIMETYPE)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The document."""
    found = guarded(piece.place, post, piece)
    if isinstance(found, Problem):
        found = Problem(found.place, "a damaged OpenDocument text", f"{TO_DO} ({found.detail})")
    yield found


def post(piece: Piece) -> Post:
    """The document, its tables as lines, without comments and what was struck out."""
    with zipfile.ZipFile(io.BytesIO(piece.data)) as parts:
        body = _tree(parts, "content.xml").find("{*}body/{*}text")
        titles = (
            _tree(parts, "meta.xml").iter("{http://purl.org/dc/elements/1.1/}title")
            if "meta.xml" in parts.NameToInfo
            else ()
        )
        title = next((str(each.text or "") for each in titles), "")
    page = etree.Element("html")
    etree.SubElement(page, "title").text = title
    for each in body if body is not None else ():
        _add(page, each)
    return web_page.post(etree.tostring(page, encoding="unicode", method="html"), piece)


def _tree(parts: zipfile.ZipFile, name: str) -> etree._Element:
    if parts.getinfo(name).file_size > LARGEST:
        raise ValueError("too large when unpacked")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(parts.read(name), parser)


def _add(page: etree._Element, element: etree._Element) -> None:
    """Add what an element shows to a page; as deep as lxml lets a document be, which is 256."""
    name = etree.QName(element).localname
    if name in LEFT_OUT:
        _add_text(page, element.tail)
        return
    if name == "p" and page.tag in ONE_LINE:
        inner = page
        if len(page) or page.text:
            etree.SubElement(page, "br")
    elif name in BLOCKS:
        inner = etree.SubElement(page, BLOCKS[name])
    elif name == "h":
        inner = etree.SubElement(page, "h1" if _value(element, "outline-level") == "1" else "h2")
    elif name == "a":
        inner = etree.SubElement(page, "a", href=_value(element, "href"))
    elif name == "line-break":
        inner = etree.SubElement(page, "br")
    else:  # what only says how it looks, and what holds others
        inner = page
        _add_text(inner, {"tab": "\t", "s": _blanks(element)}.get(name, ""))
    _add_text(inner, element.text)
    for each in element:
        _add(inner, each)
    _add_text(page, element.tail)


def _value(element: etree._Element, name: str) -> str:
    """An attribute, whatever namespace it is of."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), "")


def _blanks(element: etree._Element) -> str:
    count = _value(element, "c")
    return " " * min(int(count), BLANKS) if count.isdigit() else " "


def _add_text(parent: etree._Element, text: str | None) -> None:
    """Add text behind what is there."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
