"""A text of LibreOffice and its kin (OpenDocument, ISO 26300): minutes, a session outcome. Read as the web page it would be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import PurePath

from lxml import etree

from ingest.formats import web_page
from ingest.formats.piece import Piece, guarded, told_as, whole
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "odt"
MIMETYPE = (
    b"mimetypeapplication/vnd.oasis.opendocument.text"  # the first file of the zip, which is not packed (part 2, 3.3)
)
LARGEST = 16 << 20  # bytes of its text with all marks, of which each costs up to 50 in memory; 1,600 pages
TO_DO = "fetch it again, or open it in a word processor and save it as .docx or text"
LEFT_OUT = {"annotation", "binary-data", "changed-region", "forms", "note", "sequence-decls", "tracked-changes"}
NOTES = "".join(f"[not(ancestor::*[local-name()='{name}'])]" for name in sorted(LEFT_OUT - {"note"}))
SOURCE = "-source"  # ends the names of what indexes are made from
BLOCKS = {"p": "p", "list": "ul", "list-item": "li", "table": "table", "table-row": "tr", "table-cell": "td"}
ONE_LINE = {"li", "td"}  # what is one line of text, where one paragraph is all that it holds
BLANKS = 100  # the most that stand in a row

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for a zip that says on top that it is a text of OpenDocument; a template says so too."""
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(MIMETYPE)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The document."""
    found = told_as("a damaged OpenDocument text", TO_DO, guarded(piece.place, post, piece))
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
    shown = [f"<title>{escape(title)}</title>"]
    for each in body if body is not None else ():
        _show(each, "", shown)
    for note in body.xpath(f".//*[local-name()='note-body']{NOTES}") if body is not None else ():
        _show(note, "", shown)  # at the end, for it stands in the middle of a sentence
    return web_page.post("".join(shown), piece)


def _tree(parts: zipfile.ZipFile, name: str) -> etree._Element:
    if parts.getinfo(name).file_size > LARGEST:
        raise ValueError("too large when unpacked")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(parts.read(name), parser)


def _show(element: etree._Element, inside: str, shown: list[str]) -> None:
    """Add what an element shows in HTML, within a tag; as deep as lxml lets a document be, which is 256."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if not name or name in LEFT_OUT or name.endswith(SOURCE):  # without a name: an entity, which may stand for any file
        return
    begin, end = _tags(element, name)
    if name == "p" and inside in ONE_LINE:
        begin, end = "" if shown[-1] == f"<{inside}>" else "<br>", ""
    elif name in BLOCKS:
        inside = BLOCKS[name]
    shown += filter(None, (begin, escape(element.text or "")))
    for each in element:
        _show(each, inside, shown)
        shown += [escape(each.tail)] if each.tail else []
    shown += [end] if end else []


def _tags(element: etree._Element, name: str) -> tuple[str, str]:
    """What stands before and behind what an element holds; nothing for what only says how it looks, and what holds others."""
    if name in BLOCKS:
        return f"<{BLOCKS[name]}>", f"</{BLOCKS[name]}>"
    if name == "h":
        level = "h1" if _value(element, "outline-level") == "1" else "h2"
        return f"<{level}>", f"</{level}>"
    if name == "a":
        return f'<a href="{escape(_value(element, "href"))}">', "</a>"
    return {"line-break": "<br>", "tab": "\t", "s": _blanks(element)}.get(name, ""), ""


def _value(element: etree._Element, name: str) -> str:
    """An attribute, whatever namespace it is of."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), "")


def _blanks(element: etree._Element) -> str:
    count = _value(element, "c")
    return " " * (min(int(count[:4]), BLANKS) if count.isdecimal() else 1)
