"""HyperKitty's pages of messages: one message, or a thread with what of its answers was loaded when the page was saved.

The page says who, when to the minute and in the server's time, and the subject; the Message-ID stands in the link for an
answer by mail, the address of the page in the permalink. Links are cut after 76 characters in what is seen, not in the mark.
Answers to a thread are loaded from a JSON that holds the same HTML (``hyperkitty_json``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from pathlib import PurePath
from urllib.parse import unquote

from ingest import headers, page_address, page_text, times
from ingest.dates.written import find_date
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import Attachment, MailingList, Post, Problem, SentBasis
from ingest.senders import written

__all__ = ["NAME", "detect", "mails", "pieces", "read"]

NAME = "hyperkitty page"
MAIL = re.compile(r"<div id=\"([A-Z2-7]{32})\" class=\"email-header\">")
LEVEL = re.compile(r"<div class=\"(?:odd|even)([^\"<>]{0,60})\">")
REPLY_LEVEL = re.compile(r"\breply-level-(\d{1,2})\b")
SENDER = re.compile(r"class=\"name\">(.{0,1000}?)</h2>", re.S)
DATE = re.compile(r"<span class=\"date[^\"]{0,60}\">([^<]{0,200})</span>")
TIME = re.compile(
    r"class=\"time\">\s{0,200}(?:<a [^<>]{0,300}>\s{0,200})?<span title=\"([^\"]{0,200})\">([^<]{0,60})</span>"
)
BODY = re.compile(r"<div class=\"email-body ?[^\"]{0,40}\">")
AFTER_BODY = re.compile(r"<div class=\"(?:attachments|email-info)\">")
ATTACHED = re.compile(
    r"<li><a href=\"([^\"<>]{1,1000})\">([^<>]{0,500})</a>\s{0,200}\(([\w.+-]{1,80}/[\w.+-]{1,80})\s{0,80}(?:&mdash;|—)"
)
PERMALINK = re.compile(r"<a href=\"([^\"<>]{1,1000}/message/[A-Z2-7]{32}/?)\"")
REPLY = re.compile(
    r"href=\"mailto:([^\"?<>]{1,300})\?Subject=([^\"&]{0,4000})&amp;In-Reply-To=(?:&lt;|%3C)?([^\"]{1,1500}?)(?:&gt;|%3E)?\""
)
TITLE = re.compile(r"<title>\s{0,40}([^<]{1,2000}?) - [^\s<]{1,300}@[^\s<]{1,300}")  # where a mail tells no subject
NEW_SUBJECT = re.compile(r"<div class=\"subject\">\s{0,80}[^<:]{1,60}: ([^<]{0,2000})</div>")
LIST = re.compile(r"/list/([^/\"\s<>]{1,300})/message/")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CLOCK_WORDS = {"noon": "12:00 p.m.", "midnight": "12:00 a.m."}  # as Django writes these two times
WIDE_AT = "\uff20"  # for "@" in the name of somebody who gave none but his address
ANSWER = re.compile(r"^re:\s*", re.I)
# levels of answers: HyperKitty indents no further, and what is deeper may answer any of those above it
DEEPEST_TOLD = 5

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the head of a mail, as HyperKitty draws it, is on the page."""
    return b'class="email-header"' in head and page_text.is_marked(head)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the page."""
    page = page_of(piece)
    found = list(mails(page, page_address.saved_from(page), piece))
    yield from found
    if not found:
        yield no_message(piece, "the page ends early")


@dataclass(frozen=True, slots=True)
class _Block:
    """The HTML of one mail of a page: its hash, and how deep it stands in the thread, None where that is not known."""

    hash: str
    html: str
    level: int | None


def mails(html: str, base: str, piece: Piece) -> Iterator[Post]:
    """Each mail that HyperKitty's HTML shows, once; ``base`` is the address of the page, "" where it is not known."""
    title = TITLE.search(html)
    subject = page_text.unmarked(title[1]) if title else ""
    answered: dict[int, str] = {}
    day = ""  # told of the first of each day only
    for block in _blocks(html):
        place = f"#{block.hash}"
        answers = ""
        if block.level is not None:
            answers = answered.get(block.level - 1, "") if block.level <= DEEPEST_TOLD else ""
            answered[block.level] = place
        told = DATE.search(block.html)
        day = " ".join(unescape(told[1]).split()) if told else day
        sent = _sent(block.html, day)
        basis = SentBasis.PAGE if sent else SentBasis.NONE
        yield replace(_post(block, subject, base, piece), place=place, answers=answers, sent=sent, sent_basis=basis)


def _blocks(html: str) -> Iterator[_Block]:
    """The mails of a page. The first is the thread's start, the others answers: their depth is told where any is indented."""
    heads = list(MAIL.finditer(html))
    by_thread = "reply-level-" in html and REPLY_LEVEL.search(html) is not None
    seen: set[str] = set()
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(html)
        if head[1] not in seen:
            seen.add(head[1])
            yield _Block(head[1], html[head.start() : end], _level(html, head.start()) if by_thread else None)


def _level(html: str, at: int) -> int:
    """0 for the start of a thread, 1 for an answer to it, and so on."""
    rows = list(LEVEL.finditer(html, max(0, at - 400), at))
    if not rows:
        return 0
    level = REPLY_LEVEL.search(rows[-1][1])
    return 1 + (int(level[1]) if level else 0)


def _post(block: _Block, subject: str, base: str, piece: Piece) -> Post:
    html = block.html
    permalink, reply = PERMALINK.search(html), REPLY.search(html)
    url = page_address.absolute(base, unescape(permalink[1])) if permalink else ""
    listed = LIST.search(permalink[1]) if permalink else None
    posting = unquote(unescape(listed[1])).lower() if listed else ""
    name = SENDER.search(html)
    return Post(
        place="",
        raw=digest(html.encode("utf-8", "surrogatepass")),
        message_id=unquote(unescape(reply[3])).strip("<> ") if reply else "",
        subject=ANSWER.sub("", unquote(unescape(reply[2])), count=1) if reply else _new_subject(html) or subject,
        sender=headers.author({"from": [page_text.unmarked(name[1]).replace(WIDE_AT, "@") if name else ""]}),
        mailing_list=_mailing_list(posting, url, piece),
        url=url,
        text=_text(html),
        attachments=tuple(_attachments(html, base)),
    )


def _new_subject(html: str) -> str:
    """The subject that a mail tells where it differs from the one before it in the thread."""
    told = NEW_SUBJECT.search(html)
    return " ".join(unescape(told[1]).split()) if told else ""


def _text(html: str) -> str:
    """The body, line by line."""
    begin = BODY.search(html)
    if not begin:
        return ""
    end = AFTER_BODY.search(html, begin.end())
    body = html[begin.end() : end.start() if end else len(html)]
    return page_text.lines(body.rpartition("</div>")[0].strip())


def _sent(html: str, day: str) -> datetime | None:
    """When, in the server's time; the year of a day of this year is told only in the sender's time beside it."""
    time = TIME.search(html)
    if not day or not time:
        return None
    clock = unescape(time[2]).strip()
    clock = CLOCK_WORDS.get(clock, clock)
    if YEAR.search(day):
        return _time(f"{day} {clock}")
    senders = _time(" ".join(page_text.unmarked(time[1]).split()))
    years = (senders.year - 1, senders.year, senders.year + 1) if senders else ()
    near = [sent for year in years if (sent := _time(f"{day} {year} {clock}"))]
    return min(near, key=lambda sent: abs(sent - senders), default=None) if senders else None


def _time(written: str) -> datetime | None:
    found = find_date(written)
    return times.believed(found.sent) if found and not found.day_only else None


def _mailing_list(posting: str, url: str, piece: Piece) -> MailingList:
    if written(posting).address != posting:
        return piece.mailing_list
    archive = url.partition("message/")[0]
    return MailingList(posting.partition("@")[0], posting, archive)


def _attachments(html: str, base: str) -> Iterator[Attachment]:
    """The files that are listed below the body; their size is rounded on the page, so that none is given."""
    for href, name, content_type in ATTACHED.findall(html):
        url = page_address.absolute(base, unescape(href))
        yield Attachment(unescape(name).strip(), content_type.lower(), url=url)
