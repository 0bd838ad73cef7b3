"""A thread pasted from a browser, or an archive's page printed as text: no headers, all messages in one text.

Taken for one only where two things say so (``signs``): plain documents quote a mail at times, or list participants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from ingest import paste
from ingest.formats import mbox
from ingest.formats.document import is_binary, is_markup
from ingest.formats.piece import Piece, digest, no_message, whole
from ingest.mail.charsets import decode
from ingest.message import Kind, MailingList, Post, Problem
from ingest.pasting.converted import without_numbers
from ingest.pasting.prints import CERTAIN, find_prints
from ingest.pasting.results import Page
from ingest.pasting.rows import rows_of
from ingest.pasting.signs import signs

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "pasted page"
ENOUGH = 2  # signs
MEMBER = re.compile(r"^[ \t]{0,40}\"[\w.-]{1,60}\": \S", re.M)
MEMBERS = 20  # one line in so many makes a text data
TOGETHER = 8  # one line in so many right below another makes a text one of lines

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for text that shows two signs of a page of messages."""
    sample = head[:8192]
    if not sample.strip() or is_markup(sample) or is_binary(sample):
        return False
    return _is_page(decode(head))


def _is_page(text: str) -> bool:
    return len(signs(text)) >= ENOUGH and not _is_data(text)


def _is_data(text: str) -> bool:
    """True for mails as a program wrote them down: members of objects, in JSON and its kin, line by line."""
    return len(MEMBER.findall(text)) * MEMBERS > text.count("\n")


def text_of(piece: Piece) -> str:
    """The text of the page, each line end one character, and as many characters as there were."""
    return decode(piece.data).replace("\r\n", " \n")


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the page; what is quoted in it comes out when its body is read."""
    text = text_of(piece)
    page = paste.take_apart(text)
    at = _Bytes(piece, text)
    yield from _posts(
        page, text, [at.place(message.start, message.end) for message in page.messages], piece.mailing_list
    )
    if not page.messages:
        yield no_message(piece, "no text was found under its heads")


def parted(document: Post) -> Iterator[Post]:
    """The messages of a document that shows heads above them, as a saved or printed conversation does, or in which a page of an
    archive was pasted; any other as it is.

    Attributions alone do not make one: articles quote mails.
    """
    text = shown_in(document)
    if not text:
        yield document
        return
    page = paste.take_apart(text)
    places = [f"{document.place}#{number}" for number, _ in enumerate(page.messages, 1)]
    yield from _posts(page, text, places, document.mailing_list, document.subject)


def shown_in(document: Post) -> str:
    """The text of the messages that a document shows, "" where it shows none."""
    if document.kind is not Kind.DOCUMENT:
        return ""
    prints = find_prints(rows_of(without_numbers(document.text)))
    if len(prints) > 1 or any(each.by in CERTAIN for each in prints):
        return document.text
    return _single_spaced(document.text) if _is_page(document.text) else ""


def _single_spaced(text: str) -> str:
    """What was pasted into a word processor, where each line is a paragraph, as lines."""
    lines = text.split("\n")
    beside = sum(1 for one, other in pairwise(lines) if one.strip() and other.strip())
    return text if beside * TOGETHER > len(lines) else "\n".join(line for line in lines if line.strip())


def _posts(page: Page, text: str, places: Sequence[str], known: MailingList, title: str = "") -> Iterator[Post]:
    for message, place in zip(page.messages, places, strict=True):
        post = Post(
            place=place,
            raw=digest(text[message.start : message.end].encode("utf-8", "surrogatepass")),
            kind=message.kind,
            message_id=message.message_id,
            parents=message.parents,
            subject=message.subject or title,
            sender=message.sender,
            sent=message.sent,
            sent_basis=message.sent_basis,
            mailing_list=page.mailing_list or known,
            url=message.url,
            text=message.text,
            attachments=message.attachments,
            answers=places[message.answers] if message.answers is not None else "",
            evidence=message.evidence,
        )
        yield _decoded(post, message.original) if message.header else post


def _decoded(post: Post, mail: bytes) -> Post:
    """A mail that a page shows as it was sent, read as one."""
    return replace(mbox.whole_mail(mail, post.place, post.mailing_list), raw=post.raw, evidence=post.evidence)


class _Bytes:
    """Places of characters as bytes of the source, or as characters where it is not in UTF-8.

    Asked for in rising order, each character is counted once.
    """

    def __init__(self, piece: Piece, text: str) -> None:
        self._start = piece.start
        self._text = text
        self._is_countable = len(text.encode("utf-8", "surrogatepass")) == len(piece.data)
        self._chars = self._bytes = 0

    def place(self, start: int, end: int) -> str:
        """ "START-END" of some characters."""
        return f"{self._start + self._count(start)}-{self._start + self._count(end)}"

    def _count(self, char: int) -> int:
        if not self._is_countable:
            return char
        if char < self._chars:
            self._chars = self._bytes = 0
        self._bytes += len(self._text[self._chars : char].encode("utf-8", "surrogatepass"))
        self._chars = char
        return self._bytes
