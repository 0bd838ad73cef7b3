"""A page of one message of The Mail Archive (mail-archive.com, ``msg00123.html``).

MHonArc makes these pages too, with a frame of its own in place of the comments and fields by which ``mhonarc`` knows a page:
subject, sender and time stand in marks of schema.org above the body, the Message-ID in the form for an answer, and the list in the
links of the search. Of addresses only the begin is shown ("ann.exam...@example.org").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePath
from urllib.parse import unquote

from ingest import headers, page_address, page_text, times
from ingest.formats import mhonarc
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import MailingList, Post, Problem, SentBasis
from ingest.senders import written

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "mail-archive page"
SITE = "https://www.mail-archive.com/"
BODY = re.compile(r"<div\b[^<>]{0,100}?\bclass=\"msgBody\"[^<>]{0,100}>")
FIELD = r"<span class=\"{}\b[^\"<>]{{0,40}}\">(.{{0,4000}}?)</a>"
SUBJECT, SENDER, DATE = (re.compile(FIELD.format(name), re.S) for name in ("subject", "sender", "date"))
LIST = re.compile(r"href=\"[^\"<>]{0,100}/search\?l=([^\"<>&]{3,320})&amp;q=")
MESSAGE_ID = re.compile(r"<input\b[^<>]{0,100}\bname=\"msgid\"[^<>]{0,40}\bvalue=\"([^\"<>\s]{3,1998})\"")
PAGE = re.compile(r"<input\b[^<>]{0,100}\bname=\"relpath\"[^<>]{0,40}\bvalue=\"([^\"<>\s]{3,320}/msg\d{5,9}\.html)\"")

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the frame of a message of this archive is on the page."""
    return b'class="msgBody"' in head and b'class="msgHead"' in head


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one message of the page."""
    page = page_of(piece)
    begin = BODY.search(page)
    if begin is None:
        yield no_message(piece)
        return
    head, (body, rest) = page[: begin.start()], page_text.division(page[begin.end() :])
    sent = times.parse(_field(DATE, head))
    identifier = MESSAGE_ID.search(rest)
    url = page_address.saved_from(page) or _own_page(rest)
    text, attachments = mhonarc.text_and_files(body, [], url)
    yield Post(
        place=piece.place,
        raw=digest(piece.data),
        message_id=unescape(identifier[1]).strip("<>") if identifier else "",
        subject=_field(SUBJECT, head),
        sender=headers.author({"from": [_field(SENDER, head)]}),
        sent=times.believed(sent),
        sent_basis=SentBasis.PAGE if sent else SentBasis.NONE,
        mailing_list=_mailing_list(head, url, piece),
        url=url,
        text=text,
        attachments=attachments,
    )


def _field(pattern: re.Pattern[str], head: str) -> str:
    """What the first such mark holds, "" where there is none."""
    found = pattern.search(head)
    return page_text.field(found[1]) if found else ""


def _own_page(rest: str) -> str:
    """The address of the page, as the form for an answer has it."""
    found = PAGE.search(rest)
    return SITE + unescape(found[1]) if found else ""


def _mailing_list(head: str, url: str, piece: Piece) -> MailingList:
    """The list that the search of this archive is asked for; the folder of the page is its archive."""
    found = LIST.search(head)
    posting = written(unquote(unescape(found[1]))).address if found else ""
    if not posting:
        return piece.mailing_list
    return MailingList(posting.partition("@")[0], posting, f"{url.rpartition('/')[0]}/" if url else "")
