"""Pipermail's page of one message (``000123.html``), in all languages and versions of Mailman.

The body stands between two comments. The link to the sender opens a reply: from Mailman 2.1.9 on it puts "Re:" before the
subject and its In-Reply-To is the Message-ID of this message; before, it has the subject alone, and In-Reply-To is the
message that this one answers. The time is that of the server, with the name of its zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from urllib.parse import unquote

from ingest import headers, page_address, page_text, times
from ingest.dates.written import find_date
from ingest.formats import mbox
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.mail.undeclared import parts_in
from ingest.message import MailingList, Post, Problem, SentBasis
from ingest.parts_at_hand import with_parts

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "pipermail page"
BEGIN, END = "<!--beginarticle-->", "<!--endarticle-->"
HEAD = 30_000  # characters before the body in which its fields stand; long subjects are in it seven times

SUBJECT = re.compile(r"<H1>([^<]{0,2000})</H1>", re.I)
NAME_BOLD = re.compile(r"<B>([^<]{0,500})</B>\s{0,80}<A HREF=\"mailto:", re.I)
REPLY = re.compile(
    r"<A HREF=\"mailto:([^\"?<>]{0,300})(\?[^\"<>]{0,6000})?\"\s{0,80}(?:TITLE=\"[^\"]{0,2000}\")?\s?>([^<]{0,500})</A>",
    re.I,
)
DATE = re.compile(r"<I>([^<]{4,100})</I>", re.I)
IN_REPLY_TO = re.compile(r"[?&](?:amp;)?In-Reply-To=([^&]{0,1500})", re.I)
REPLY_SUBJECT = re.compile(r"\?Subject=(Re(?:%3A|:))?", re.I)
NUMBER = re.compile(r"\.html#(\d{1,9})\"")  # of this message in the indexes
SIBLING = re.compile(
    r"href=\"(https?://[^\"\s]{1,400}/)(?:(?:date|thread|subject|author|index)\.html|\d{6}\.html)[\"#]", re.I
)
LISTINFO = re.compile(
    r"href=\"(https?://[^\"/\s]{1,250})?(?:/[^\"\s?#]{0,200}?)?/listinfo(?:\.cgi)?/([\w.+-]{1,100})\"", re.I
)

# how Mailman cuts the names of months where that is no name elsewhere: "sze" is Wednesday too -> what it means
SHORT_MONTHS = {"Sze.": "szeptember", "Már.": "március"}

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where a body begins as Pipermail's pages mark it."""
    return BEGIN.encode() in head


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one message of the page."""
    page = page_of(piece)
    before, begin, article = page.partition(BEGIN)
    if not begin:
        yield no_message(piece)
        return
    article, _, after = article.rpartition(END) if END in article else (article, "", "")
    head = before[-HEAD:]
    reply = REPLY.search(head)
    message_id, parents = _identity(reply[2] or "" if reply else "")
    sent = _sent(head)
    url = _url(before, after, piece)
    found = Post(
        place=piece.place,
        raw=digest(piece.data),
        message_id=message_id,
        parents=parents,
        subject=_field(SUBJECT, head),
        sender=headers.author({"from": [f"{page_text.field(reply[3]) if reply else ''} ({_field(NAME_BOLD, head)})"]}),
        sent=sent,
        sent_basis=SentBasis.PAGE if sent else SentBasis.NONE,
        mailing_list=_mailing_list(after, reply[1] if reply else "", url, piece),
        url=url,
        text=page_text.body(article),
    )
    content = parts_in(found.text)
    yield mbox.holding(found, content) if content else with_parts(found, piece.parts)


def _field(pattern: re.Pattern[str], head: str) -> str:
    found = pattern.search(head)
    return page_text.field(found[1]) if found else ""


def _identity(query: str) -> tuple[str, tuple[str, ...]]:
    """The Message-ID and the parents that the link for a reply tells."""
    said = IN_REPLY_TO.search(query)
    identifier = unquote(said[1]).strip().strip("<>") if said else ""
    if not identifier or re.search(r"\s", identifier):
        return "", ()
    subject = REPLY_SUBJECT.search(query)
    return ("", (identifier,)) if subject and not subject[1] else (identifier, ())


def _sent(head: str) -> datetime | None:
    written = " ".join(SHORT_MONTHS.get(word, word) for word in _field(DATE, head).split())
    found = find_date(written)
    sent = times.parse_asctime(written) or (found.sent if found and not found.day_only else None)
    return times.believed(sent)


def _url(before: str, after: str, piece: Piece) -> str:
    """The address of the page: as it says itself, else beside a page that it links to, else where Mailman has it by default."""
    said = page_address.saved_from(before)
    number = NUMBER.search(before) or NUMBER.search(after)
    name = f"{int(number[1]):06}.html" if number else ""
    if said or not name:
        return said
    sibling = SIBLING.search(before) or SIBLING.search(after)
    if sibling:
        return sibling[1] + name
    listinfo = LISTINFO.search(after)
    volume = PurePath(piece.path).parent.name
    if listinfo and listinfo[1] and page_address.VOLUME.match(volume):
        return f"{listinfo[1]}/pipermail/{listinfo[2]}/{volume}/{name}"
    return ""


def _mailing_list(after: str, address: str, url: str, piece: Piece) -> MailingList:
    """The list that the page's last line links to; its address is in the link for a reply."""
    listinfo = LISTINFO.search(after)
    name = listinfo[2].lower() if listinfo else piece.mailing_list.name
    posting = unquote(address).lower()
    if posting.partition("@")[0] != name:  # Mailman 2.0 opens a mail to the sender
        posting = ""
    archive = url.rpartition("/")[0].rpartition("/")[0]
    return MailingList(name, posting, f"{archive}/" if archive else "")
