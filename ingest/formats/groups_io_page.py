"""Pages of groups.io and of the sites that it runs for others: a topic with its messages, or one message (``/g/LIST/topic/...``).

Each message has its number and its author above it, the time in the zone of who reads the page, and a link to itself. Neither
addresses nor Message-IDs are shown, nor what a message answers but by its quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import PurePath
from urllib.parse import urlsplit

from ingest import headers, page_address, page_text, times
from ingest.dates.written import find_date
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import MailingList, Post, Problem, SentBasis
from ingest.senders import written

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "groups.io page"
BODY = re.compile(r"<div id=\"msgbody(\d{1,12})\"[^<>]{0,200}>")
BODY_MARK = re.compile(rb"<div id=\"msgbody\d")
ANCHOR = re.compile(r"<a name=\"\d{1,9}\"></a>")
TIME = re.compile(r"<span title=\"([^\"<>]{6,60})\">")
MESSAGE = re.compile(r"href=\"([^\"<>\s]{0,300}/g/([\w.+-]{1,80})/message/\d{1,9})\b[^\"<>]{0,300}\"")
TITLE = re.compile(r"<h4[^<>]{0,200}>(.{0,2000}?)</h4>", re.S)
TOPIC = re.compile(r"<li class=\"active\">(.{0,2000}?)</li>", re.S)
HOME = re.compile(r"fa-home\"></i>\s{0,40}([^\s<>]{3,200}@[^\s<>]{3,200})<")
OWN = re.compile(r"^https://[^/]{3,200}/g/[\w.+-]{1,80}/(?:topic|message)/[^/?#]")
FOLDED = re.compile(r"^(?:Show|Hide) quoted text$\n?", re.M)

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where a message stands near the top of the page, or its address is that of one."""
    if not page_text.is_marked(head):
        return False
    return (
        BODY_MARK.search(head) is not None
        or OWN.search(page_address.saved_from(head.decode("utf-8", "replace"))) is not None
    )


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the page."""
    page = page_of(piece)
    base = page_address.saved_from(page)
    begins = list(BODY.finditer(page))
    told = TOPIC.search(page) or TITLE.search(page)
    subject = page_text.field(told[1]) if told else ""
    for number, begin in enumerate(begins):
        above = page[begins[number - 1].end() if number else 0 : begin.start()]
        body, _ = page_text.division(page[begin.end() :])
        yield _post(above, body, begin[1], subject, base, piece)
    if not begins:
        yield no_message(piece, "it holds none, or ends early")


def _post(above: str, body: str, place: str, subject: str, base: str, piece: Piece) -> Post:
    anchors = list(ANCHOR.finditer(above))
    head = above[anchors[-1].end() :] if anchors else above[-4000:]
    time, link = TIME.search(head), MESSAGE.search(head)
    name = page_text.field(head[: time.start()]) if time else ""
    sent = _time(time[1]) if time else None
    url = page_address.absolute(base, unescape(link[1])) if link else ""
    return Post(
        place=f"{piece.place}#{place}",
        raw=digest(f"{name}{time[1] if time else ''}{body}".encode("utf-8", "surrogatepass")),
        subject=subject,
        sender=headers.author({"from": [name]}),
        sent=sent,
        sent_basis=SentBasis.PAGE if sent else SentBasis.NONE,
        mailing_list=_mailing_list(above, url, link[2] if link else "", piece),
        url=url,
        text=FOLDED.sub("", page_text.shown(body)),
    )


def _time(shown: str) -> datetime | None:
    found = find_date(unescape(shown))
    return times.believed(found.sent) if found and not found.day_only else None


def _mailing_list(above: str, url: str, name: str, piece: Piece) -> MailingList:
    """The list, whose address the page shows above the first message; else it is made of the address of the page."""
    home = HOME.search(above)
    host = urlsplit(url).netloc
    posting = written(home[1] if home else f"{name}@{host}").address if name and (home or host) else ""
    archive = url.partition("/message/")[0]
    return MailingList(name, posting, archive) if name else piece.mailing_list
