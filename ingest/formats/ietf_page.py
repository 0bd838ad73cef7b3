"""A page of one message of the IETF's Mail Archive (mailarchive.ietf.org, ``/arch/msg/LIST/HASH/``).

The page holds all header fields of the mail, which a script shows and hides, then the text in ``<pre>``, or the HTML of a mail that
had no text, and the names of the files that were attached. The address of the page stands in a mark around all of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import PurePath

from ingest import headers, page_address, page_text
from ingest.formats import mbox
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import Attachment, MailingList, Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "ietf page"
BEGIN = re.compile(r"<div id=\"msg-body\"[^<>]{0,2000}>")
PAGE = re.compile(r"\bdata-message-url=\"([^\"<>]{1,500})\"")
HEAD = re.compile(r"<div id=\"msg-header\"[^<>]{0,200}>")
TEXT = re.compile(r"<div (?:class|id)=\"msg-payload\"[^<>]{0,200}>")
BREAK = re.compile(r"<br ?/?>")
BETWEEN = re.compile(r"</pre>\s{1,200}(?=<pre)")
FILES = re.compile(r"<ul class=\"attachment-list\">")
FILE = re.compile(r"</span>\s{0,20}<a href=\"([^\"<>]{1,500})\">([^<>]{0,300})</a>")
LIST = re.compile(r"/arch/msg/([\w.+-]{1,100})/")

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where a message stands in its marks."""
    return b'<div id="msg-body"' in head and b'id="msg-header"' in head


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one message of the page."""
    page = page_of(piece)
    begin, head, text = (mark.search(page) for mark in (BEGIN, HEAD, TEXT))
    if begin is None or head is None or text is None:
        yield no_message(piece)
        return
    shown = BREAK.split(page_text.division(page[head.end() : text.start()])[0])
    fields = headers.parse("\n".join(map(page_text.unmarked, shown)).encode("utf-8", "surrogatepass"))
    said = PAGE.search(begin[0])
    url = unescape(said[1]) if said else page_address.saved_from(page)
    body, rest = page_text.division(page[text.end() :])
    found = mbox.headed(fields, piece.place)
    yield replace(
        found,
        raw=digest(piece.data),
        mailing_list=_mailing_list(fields, url, piece),
        url=url if page_address.is_web(url) else "",
        text=page_text.body(BETWEEN.sub("</pre>", body.strip())),
        attachments=tuple(_attachments(rest, url)),
    )


def _attachments(html: str, url: str) -> Iterator[Attachment]:
    """The files that are listed below the text."""
    begin = FILES.search(html)
    for link, name in FILE.findall(html[begin.end() :].partition("</ul>")[0]) if begin else ():
        yield Attachment(unescape(name).strip(), url=page_address.absolute(url, unescape(link)))


def _mailing_list(fields: headers.Headers, url: str, piece: Piece) -> MailingList:
    """The list that the fields name, else the one in the address of the page."""
    found, named = headers.mailing_list(fields), LIST.search(url)
    if found.address or not named:
        return found if found.address else piece.mailing_list
    return MailingList(named[1])
