"""A web page that is no page of an archive: minutes, a session outcome, saved as HTML. Its text is kept whole, links in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from lxml import etree
from lxml import html as lxml_html

from ingest import page_address
from ingest.formats import document
from ingest.formats.document import is_fragment, is_markup
from ingest.formats.piece import Piece, guarded, page_of, whole
from ingest.html import html_to_text
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "web page"
FEWEST = 20  # words that the text of a whole page has; an error page and a form have fewer
LOGIN, NO_WORDS = NO_TEXT = ("a page to log in at", "a web page without a text of its own")
WORD = re.compile(r"\w+")
PASSWORD = re.compile(r"<input\b[^<>]{0,500}\btype\s{0,4}=\s{0,4}[\"']?password", re.I)

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for HTML."""
    return is_markup(head)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The text of the page, or why there is none."""
    html = page_of(piece)
    if PASSWORD.search(html):
        yield Problem(piece.place, LOGIN, "log in with the browser, and save what stands behind it")
    elif _own_words(html) < (1 if is_fragment(piece.data[:8192]) else FEWEST):
        yield Problem(piece.place, NO_WORDS, "save the pages or the archive that it leads to")
    else:
        yield guarded(piece.place, post, html, piece)


def post(html: str, piece: Piece) -> Post:
    """The document that is written in this HTML."""
    tree = _tree(html)
    found = [tree.xpath(f"string(//{name})") for name in ("h1", "title")] if tree is not None else []
    heading = next((words for words in (" ".join(str(text).split()) for text in found) if words), "")
    shown = document.post(html_to_text(_with_addresses(html, tree)), piece, heading)
    return replace(shown, url=page_address.saved_from(html))


def _tree(html: str) -> etree._Element | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _with_addresses(html: str, tree: etree._Element | None) -> str:
    """The HTML with the address of each link behind its words, where it is not in them."""
    if tree is None:
        return html
    for link in tree.iter("a"):
        url, words = link.get("href", ""), "".join(map(str, link.itertext()))
        if url.startswith(("http://", "https://")) and url not in words and words.strip():
            link.tail = f" <{url}>{link.tail or ''}"
    return etree.tostring(tree, encoding="unicode", method="html")


def _own_words(html: str) -> int:
    """How many words of a page stand in no link."""
    tree = _tree(html)
    if tree is None:
        return 0
    linked = sum(len(WORD.findall("".join(map(str, link.itertext())))) for link in tree.iter("a"))
    return len(WORD.findall(html_to_text(html))) - linked
