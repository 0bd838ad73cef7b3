"""Hypermail's page of one message (``0123.html``), versions 2 and 3, as W3C and older archives have it.

Comments hold the fields: ``<!-- sent="Tue, 2 Nov 2004 14:48:55 +0100" -->``, ``name``, ``email``, ``subject``, ``id``,
``inreplyto``, ``references``. With ``spamprotect`` an "@" is ``_at_`` or an entity, in the Message-IDs too, and ``antispamdomain``
puts ``[hidden]`` in the place of every domain; all of that is undone as far as the page tells. A Message-ID that lost its domain
still tells which pages of the archive answer which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import PurePath
from urllib.parse import unquote

from ingest import headers, page_address, page_text, times
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import Attachment, MailingList, Post, Problem, Sender, SentBasis
from ingest.senders import written

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "hypermail page"
COMMENT = re.compile(
    r"(received|isoreceived|sent|isosent|name|email|subject|id|charset|inreplyto|references)=\"(.*)\"", re.S
)
BEGIN, END = '<!-- body="start" -->', '<!-- body="end" -->'
ATTACHED = re.compile(
    r"(?:<p>\s{0,10})?(?:<hr ?/?>\s{0,10})?<ul[^<>]{0,80}>\s{0,10}<li>([\w.+-]{1,80}/[\w.+-]{1,80}) attachment: "
    r"<a\b[^<>]{0,40}\bhref=\"([^\"<>]{1,500})\"[^<>]{0,200}>([^<>]{0,300})</a>(?:</li>)?\s{0,10}</ul>\s{0,10}<!-- attachment=",
    re.I,
)
ATTACHMENT = "<!-- attachment="
MARK = re.compile(r"<!-- attachment=\"[^\"<>]{0,500}\" -->")
RESPOND = re.compile(r"<a href=\"mailto:([^\"?<>]{1,500})\?[^\"<>]{0,6000}In-Reply-To=", re.I)
LINES = '<pre id="body">'  # hypermail 2.2 and later, where the mail was text
FRAME = (  # what stands in the body and is not the message's: how it begins and ends
    ('<address class="headers">', "</address>"),
    ('<span id="received">', "</span>"),
)
# a Message-ID without its domain; what people write instead of one ("your message of Monday") has blanks or no number
WITHOUT_DOMAIN = re.compile(r"(?=[^\s<>]{0,200}\d)[^\s<>]{8,250}")
LABEL = re.compile(r" on \d{4}-\d\d-\d\d \(([^<>()]{1,100})\)</title>")  # what an archive is called
HIDDEN = re.compile(r"_at_\[hidden\]")
SPELLED = re.compile(r"_at_(?=[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where hypermail's comments of a message stand near the top."""
    return b'<!-- isosent="' in head or (b'<!-- received="' in head and b'<!-- id="' in head)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one message of the page."""
    page = page_of(piece)
    before, begin, rest = page.partition(BEGIN)
    if not begin:
        yield no_message(piece)
        return
    fields = list(filter(None, map(COMMENT.fullmatch, page_text.comments(before))))
    said = {field[1]: " ".join(unescape(field[2]).split()) for field in reversed(fields)}
    spoiled = "_at_" in said.get("email", "") or "_at_" in said.get("id", "")
    url = page_address.saved_from(page)
    text, attachments = _body(rest.partition(END)[0], url)
    sent = _sent(said)
    yield Post(
        place=piece.place,
        raw=digest(piece.data),
        message_id=_identifier(said.get("id", "")),
        parents=_parents(said),
        subject=headers.decode_words(said.get("subject", "")),
        sender=_sender(said),
        sent=sent,
        sent_basis=SentBasis.PAGE if sent else SentBasis.NONE,
        mailing_list=_mailing_list(before, said, url, piece),
        url=url,
        text=_with_addresses(text) if spoiled else text,
        attachments=attachments,
    )


def _identifier(said: str) -> str:
    """A Message-ID as it was, its "@" restored; what is no Message-ID ("Maybe in reply to") gives ""."""
    said = said.strip("<>")
    if "@" not in said:
        said = "@".join(said.rsplit("_at_", 1))
    return said if " " not in said and ("@" in said or WITHOUT_DOMAIN.fullmatch(said)) else ""


def _parents(said: dict[str, str]) -> tuple[str, ...]:
    """The Message-IDs that the mail answers, nearest last."""
    named = (*headers.bracketed(said.get("references", "")), said.get("inreplyto", ""))
    found = dict.fromkeys(filter(None, map(_identifier, reversed(named))))
    return tuple(reversed(found))


def _sender(said: dict[str, str]) -> Sender:
    """Name and address; an address without its domain is none."""
    address = _with_addresses(said.get("email", ""))
    name = said.get("name", "")
    return headers.author(
        {"from": [f'"{name}" <{"" if "[hidden]" in address else address}>' if name != address else address]}
    )


def _sent(said: dict[str, str]) -> datetime | None:
    """The time of the Date field, else the same in hypermail's own writing, which is in UTC."""
    for name in ("sent", "received"):
        sent = times.parse(said.get(name, ""))
        if sent is None or sent.tzinfo is None:
            sent = times.written_as("%Y%m%d%H%M%S%z", said.get(f"iso{name}", "") + "Z") or sent
        if times.believable(sent, None):
            return sent
    return None


def _mailing_list(before: str, said: dict[str, str], url: str, piece: Piece) -> MailingList:
    """The list that an answer goes to, where that is not the author; else what the archive or its folder is called."""
    respond = RESPOND.search(before)
    posting = written(unquote(unescape(respond[1]))).address if respond else ""
    if not posting or posting == _with_addresses(said.get("email", "")).lower():
        label = LABEL.search(before)
        return MailingList(unescape(label[1]).strip()) if label else piece.mailing_list
    archive = url.rpartition("/")[0].rpartition("/")[0]
    return MailingList(posting.partition("@")[0], posting, f"{archive}/" if archive else "")


def _body(html: str, url: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text of the body, and the files that hypermail lists below it."""
    found: tuple[Attachment, ...] = ()
    if ATTACHMENT in html:
        found = tuple(
            Attachment(unescape(name), content_type.lower(), url=page_address.absolute(url, unescape(href)))
            for content_type, href, name in ATTACHED.findall(html)
        )
        html = MARK.sub("", ATTACHED.sub(ATTACHMENT, html))
    for begin, end in FRAME:
        before, begun, rest = html.partition(begin)
        html = before + rest.partition(end)[2] if begun else html
    _, kept, text = html.partition(LINES)
    return page_text.lines(f"{LINES}{text.partition('</pre>')[0]}") if kept else page_text.body(html), found


def _with_addresses(text: str) -> str:
    """The text with "@" for what ``spamprotect`` wrote; a domain that is hidden stays so."""
    return SPELLED.sub("@", HIDDEN.sub("@[hidden]", text))
