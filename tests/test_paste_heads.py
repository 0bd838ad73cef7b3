"""Mails whose own header stands below what a page prints above it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path, PurePath
from textwrap import indent

import pytest
from reading import Desk

from ingest import formats
from ingest.body import read_text
from ingest.formats import document, eml, pasted
from ingest.formats.piece import Piece
from ingest.message import Post

WORDS = "The masts are of oak, and that is that for this year."
TEN = datetime(2025, 3, 3, 10, 15, tzinfo=UTC)
HEADER = (
    "Date:      Mon, 3 Mar 2025 10:15:00 +0000\nFrom:      Ann Example <ann@example.org>\nTo:        tea@example.org\n"
    "Subject:   Masts\nMessage-ID:  <one@example.org>\n"
)
SECOND = HEADER.replace("Ann", "Ben").replace("<one@", "<two@").replace("Masts", "Sails")
FREEBSD = "Skip site navigation (1)Skip section navigation (2)\n"
TOOLS = "next in thread | previous in thread | raw e-mail | index | archive | help\n"
FOOT = "\nWant to link to this message? Use this URL: <https://archive.example.org/mid?one>\n"
GMAIL = (
    "Original Message\nMessage ID\t<one@example.org>\nCreated at:\tMon, Mar 3, 2025 at 10:15 AM (Delivered after 2 seconds)\n"
    "From:\tAnn Example <ann@example.org>\nSubject:\tMasts\nSPF:\tPASS with IP 192.0.2.1 Learn more\n\n\n"
    "Download Original\nCopy to clipboard\nReceived: by mail.example.org; Mon, 3 Mar 2025 02:15:02 -0800 (PST)\n"
    "MIME-Version: 1.0\nFrom: Ann Example <ann@example.org>\nDate: Mon, 3 Mar 2025 10:15:00 +0000\n"
    "Message-ID: <one@example.org>\nSubject: Masts\nContent-Type: text/plain; charset=\"UTF-8\";\n format=flowed\n"
    "Content-Transfer-Encoding: quoted-printable\n\n"
)  # fmt: skip

PAGES = {
    "FreeBSD's archive": f"{FREEBSD}{HEADER}\n{TOOLS}{WORDS}\n{FOOT}",
    "... with blank lines around the header": f"{FREEBSD}\n\n{HEADER}\n{TOOLS}\n{WORDS}\n{FOOT}",
    "Gmail's original": f"{GMAIL}{WORDS.replace('oak', '=6F=61k')}\n",
    "... with the lines of Windows": f"{GMAIL}{WORDS}\n".replace("\n", "\r\n"),
    "a page of which the header is indented": f"Skip to main content\n{indent(f'{HEADER}{chr(10)}{WORDS}', '  ')}\n",
    "a header without a Message-ID": f"Tea archive\n\n{HEADER[: HEADER.index('Message-ID')]}\n{WORDS}\n",
}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_a_header_below_what_a_page_prints_begins_the_mail(text: str) -> None:
    assert formats.detect(text.encode(), PurePath("page.txt")) is pasted
    (post,) = (found for found in pasted.read(Piece(text.encode())) if isinstance(found, Post))
    assert (post.sender.address, post.sent, post.subject) == ("ann@example.org", TEN, "Masts")
    assert post.message_id == ("one@example.org" if "<one@" in text else "")
    assert read_text(post.text).own == WORDS


def test_each_further_header_begins_the_next_mail() -> None:
    text = f"{FREEBSD}{HEADER}\n{TOOLS}{WORDS}\n{FOOT}{SECOND}\n{TOOLS}Of hemp.\n{FOOT}"
    posts = [post for post in pasted.read(Piece(text.encode())) if isinstance(post, Post)]
    assert [(post.message_id, read_text(post.text).own) for post in posts] == [
        ("one@example.org", WORDS),
        ("two@example.org", "Of hemp."),
    ]


TOLD = f"-----Original Message-----\n{SECOND}\nOf what are they?\n"


@pytest.mark.parametrize("told", [TOLD, f"Ben wrote on Monday:\n\n{SECOND}\nOf what are they?\n"])
def test_a_header_in_the_words_of_a_mail_begins_no_other(told: str) -> None:
    text = f"{FREEBSD}{HEADER}\n{TOOLS}{WORDS}\n\n{told}{FOOT}"
    (post,) = (found for found in pasted.read(Piece(text.encode())) if isinstance(found, Post))
    assert post.message_id == "one@example.org"


DOCUMENTS = {
    "words of somebody above": f"This is how the tea of the masts began, years ago.\n\n{HEADER}\n{WORDS}\n",
    "an example": f"An example:\n\n{HEADER}\n{WORDS}\n",
    "a mail that is passed on": f"Of masts\n\n-----Original Message-----\n{HEADER}\n{WORDS}\n",
    "a header far below the top": "Masts and sails\n\n" * 40 + f"{HEADER}\n{WORDS}\n",
    "a date without its zone": f"Tea archive\n\n{HEADER[: HEADER.index(' +0000')]}\nSubject: Masts\n\n{WORDS}\n",
}  # fmt: skip


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_text_that_shows_a_mail_is_a_document(text: str) -> None:
    assert formats.detect(text.encode(), PurePath("page.txt")) is document


def test_a_mail_with_nothing_above_it_is_a_mail() -> None:
    assert formats.detect(f"{HEADER}\n{WORDS}\n".encode(), PurePath("page.txt")) is eml


def test_a_saved_page_with_a_header_is_its_mail(tmp_path: Path) -> None:
    shown = f"<pre><b>{HEADER.replace('<', '&lt;').replace('>', '&gt;')}</b></pre><p>{TOOLS}</p><pre>{WORDS}\n</pre>"
    desk = Desk(tmp_path)
    desk.put("page.html", f"<!DOCTYPE html><html><body><p>Skip site navigation (1)</p>{shown}</body></html>")
    desk.ingest()
    assert desk.seen("select kind, name, message_id, own from sightings") == [
        ("posted", "Ann Example", "one@example.org", WORDS)
    ]


HYPERMAIL = """Re: Masts
Ann Example (ann@example.org)
Mon, 3 Mar 2025 10:15:00 +0000

    * Messages sorted by: [ date ][ thread ][ subject ][ author ]
    * Next message: Cid Third: "Re: [tea] Re: Announce: sails of hemp for
all masts are here"
    * Previous message: Ben Other: "Re: the "long" masts"
* In reply to: Ben Other: "Masts"
    * Next in thread: Ben Other: "Re: Masts"
    * Reply: Ben Other: "Re: Masts"

"""
CELLS = """[Date Prev][Date Next][Thread Prev][Thread Next][Date Index][Thread Index]
[tea] Masts
From: |
Ann Example |
Subject: |
[tea] Masts |
Date: |
Mon, 3 Mar 2025 10:15:00 +0000 |
User-agent: |
Pan/0.133 (House of Butterflies) |
"""
FRAMED = """Ann Example on Mon, 3 Mar 2025 11:15:00 +0100 (CET)

[Date Prev] [Date Next] [Thread Prev] [Thread Next] [Date Index] [Thread Index]

<tea> Masts (2/2)

[START 2/2]

"""
TWICE = "# Masts\n\nAnn Example Ann Example <ann@example.org>\nMon, 3 Mar 2025 10:15:00 +0000\n\n"
HIDDEN = (
    'Masts\n\nFrom: Ann Example ({})\nDate: Mon Mar 03 2025 - 02:15:00 PST\n\n  • Next message: Ben Other: "Sails"\n\n'
)
SHOWN = {  # what a page shows -> its text above the message, and the subject
    "hypermail's links, the indexes first": (HYPERMAIL, "Re: Masts"),
    "cells of a table": (CELLS, "[tea] Masts"),
    "cells in one line": (CELLS.replace(": |\n", ": | ").replace("\nFrom", "\n| From"), "[tea] Masts"),
    "a frame around MHonArc's links": (FRAMED.replace("[START 2/2]\n\n", ""), "<tea> Masts (2/2)"),
    "a name twice": (TWICE, "Masts"),
    "an address without its sign": (HIDDEN.format("annat_private"), "Masts"),
    "an address without its host": (HIDDEN.format("ann@private"), "Masts"),
}


@pytest.mark.parametrize(("above", "subject"), SHOWN.values(), ids=SHOWN)
def test_a_page_tells_who_wrote_and_when_and_nothing_of_it_stays(above: str, subject: str) -> None:
    text = f"{above}{WORDS}\nWe have enough of it.\n"
    assert formats.detect(text.encode(), PurePath("page.txt")) is pasted
    (post,) = (found for found in pasted.read(Piece(text.encode())) if isinstance(found, Post))
    assert (post.sender.name, post.sent, post.subject) == ("Ann Example", TEN, subject)
    assert read_text(post.text).own == f"{WORDS}\nWe have enough of it."


def test_a_text_that_begins_with_brackets_keeps_them() -> None:
    (post,) = pasted.read(Piece(f"{FRAMED}{WORDS}\n".encode()))
    assert isinstance(post, Post)
    assert (post.text, post.mailing_list.name) == (f"[START 2/2]\n\n{WORDS}\n", "tea")


def test_a_text_that_a_page_indents_is_not_indented() -> None:
    text = HIDDEN.format("ann@private") + indent(f"{WORDS}\n\n> Of what?\n  Of oak.\n", "    ")
    (post,) = pasted.read(Piece(text.encode()))
    assert isinstance(post, Post)
    assert post.text.rstrip() == f"{WORDS}\n\n> Of what?\n  Of oak."


def test_words_right_behind_the_fence_of_a_page_are_kept() -> None:
    (post,) = pasted.read(Piece(f"{TWICE}```{WORDS}\nOf oak.\n```\n".encode()))
    assert isinstance(post, Post)
    assert post.text.rstrip() == f"{WORDS}\nOf oak."


def test_files_that_mhonarc_lists_are_attachments() -> None:
    listed = "Attachment: masts.pdf\nDescription: Adobe PDF document\n"
    text = (
        CELLS.replace(" |", "").replace(":\n", ": ")
        + f"\n{WORDS}\n\nmasts.pdf\nDescription: of oak\nand hemp.\n\n{listed}"
    )
    (post,) = pasted.read(Piece(text.encode()))
    assert isinstance(post, Post)
    assert [file.filename for file in post.attachments] == ["masts.pdf"]
    assert read_text(post.text).own == f"{WORDS}\n\nmasts.pdf\nDescription: of oak\nand hemp."
