"""A thread of Pony Mail as a browser saved it (lists.apache.org, ``/thread/ID``).

A script makes the page of what its API tells: each message has its author and the time, in the words and the zone of who reads
it, above its lines; quotes are folded away, and on the page all the same, with their marks. Answers stand within what they answer.
Neither addresses nor Message-IDs are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import PurePath

from ingest import headers, page_address, page_text
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import MailingList, Post, Problem, SentBasis
from ingest.pasting.archives import whole_date

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "pony mail page"
BEGIN = re.compile(r"<div\b[^<>]{0,200}?\bid=\"email_contents_([^\"<>\s]{1,500})\"[^<>]{0,200}>")
MARK = re.compile(rb"<div\b[^<>]{0,200}?\bid=\"email_contents_")
AUTHOR = re.compile(
    r"<div\b[^<>]{0,100}?\bclass=\"chatty_author_name\"[^<>]{0,100}><b>([^<>]{1,300})</b>([^<>]{0,200})</div>"
)
TEXT = re.compile(r"<pre\b[^<>]{0,200}?\bclass=\"chatty_body\"[^<>]{0,300}>")
END = re.compile(r"<div\b[^<>]{0,100}?\bclass=\"(?:toolbar_chatty|email_kv)\"")
REPEATED = re.compile(r"<h4\b[^<>]{0,100}?\bclass=\"chatty_title_inline\"[^<>]{0,100}>[^<>]{0,2000}</h4>")
# what shows and folds a quote, and its box
FOLD = re.compile(
    r"<button\b[^<>]{0,300}>(?:<span[^<>]{0,100}>[^<>]{0,20}</span>)?</button><br ?/?>"
    r"|</?(?:blockquote|div)\b[^<>]{0,200}>"
)
TITLE = re.compile(r"<h4\b[^<>]{0,100}?\bclass=\"chatty_title\"[^<>]{0,100}>([^<>]{0,2000})</h4>")
LIST = re.compile(r">Posted to ([\w.+-]{1,80})@([\w.-]{3,200})<")
LINK = re.compile(r"href=\"([^\"<>]{0,300}\bthread/[^\"<>]{1,500})\"")

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where a message stands in its marks."""
    return MARK.search(head) is not None


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the thread, those that were not loaded left out."""
    page = page_of(piece)
    base = page_address.saved_from(page)
    title, listed = TITLE.search(page), LIST.search(page)
    subject = page_text.field(title[1]) if title else ""
    known = MailingList(listed[1], f"{listed[1]}@{listed[2]}") if listed else piece.mailing_list
    begins = list(BEGIN.finditer(page))
    ends = [*(begin.start() for begin in begins[1:]), len(page)]
    found = [
        _post(page[begin.end() : end], begin[1], subject, known, base, piece)
        for begin, end in zip(begins, ends, strict=False)
    ]
    loaded = [post is not None for post in found]
    for post, above in zip(found, _parents(page, begins), strict=True):
        if post is not None:
            yield replace(
                post, answers=f"{piece.place}#{begins[above][1]}" if above is not None and loaded[above] else ""
            )
    if not any(loaded):
        yield no_message(piece, "it was saved before its messages were loaded")


def _parents(page: str, begins: Sequence[re.Match[str]]) -> list[int | None]:
    """The number of the message that each one stands within."""
    numbers = {begin.start(): number for number, begin in enumerate(begins)}
    parents: list[int | None] = []
    above: list[tuple[int, int]] = []  # depth and number of the messages that the next one may stand within
    depth = 0
    for mark in page_text.DIVISION.finditer(page):
        if mark.start() in numbers:
            while above and above[-1][0] >= depth:
                above.pop()
            parents.append(above[-1][1] if above else None)
            above.append((depth, numbers[mark.start()]))
        depth += -1 if mark[1] else 1
    return parents


def _post(html: str, place: str, subject: str, known: MailingList, base: str, piece: Piece) -> Post | None:
    """The message in these marks; None where it has no text."""
    author, text = AUTHOR.search(html), TEXT.search(html)
    if author is None or text is None:
        return None
    end = END.search(html, text.end())
    body = REPEATED.sub("", html[text.end() : end.start() if end else len(html)], count=1)
    sent = whole_date(unescape(author[2]).strip(" -"))
    link = LINK.search(html, end.start()) if end else None
    return Post(
        place=f"{piece.place}#{place}",
        raw=digest(html.encode("utf-8", "surrogatepass")),
        subject=subject,
        sender=headers.author({"from": [page_text.field(author[1])]}),
        sent=sent,
        sent_basis=SentBasis.PAGE if sent else SentBasis.NONE,
        mailing_list=known,
        url=page_address.absolute(base, unescape(link[1])) if link else "",
        text=page_text.unmarked(FOLD.sub("", body)) + "\n",
    )
