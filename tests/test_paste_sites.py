"""Mails that somebody saved as text, and messages of archives' sites whose pages a program turned into text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import NamedTuple

import pytest
from making import a_pdf
from reading import Desk

from ingest import formats
from ingest.body import read_text
from ingest.formats import document, pasted
from ingest.formats.piece import Piece
from ingest.message import Post, Sender
from ingest.senders import before_address, parse_sender

WORDS = "The masts are of oak, and that is that for this year."
ASKED = "> Of what are the masts?\n> I would like to know.\n"
TEN = datetime(2025, 3, 3, 10, 15)


class Said(NamedTuple):
    """What is to be known of the one message of a page."""

    name: str
    sent: datetime | date | None
    subject: str
    mailing_list: str = ""
    address: str = ""


PAGES = [  # (what the page is, its text with WORDS in it, what it says of its message)
    (
        "saved by Outlook",
        "From:\tAnn Example <ann@example.org>\nSent:\tMonday, March 3, 2025 10:15 AM\nTo:\tBen Other; Cid Third\n"
        f"Subject:\tMasts\nAttachments:\tmasts.docx\n\nImportance:\tHigh\n\nDear Ben,\n\n{WORDS}\n\nAnn\n",
        Said("Ann Example", TEN, "Masts", address="ann@example.org"),
    ),
    (
        "... in German, with the lines of Windows",
        f"Von:\tAnn Beispiel\r\nGesendet:\tMontag, 3. März 2025 10:15\r\nAn:\tBen\r\nBetreff:\tMasten\r\n\r\n{WORDS}\r\n",
        Said("Ann Beispiel", TEN, "Masten"),
    ),
    (
        "printed by Outlook",
        "Ben Other\n\nFrom: Ann Example <ann@example.org>\nSent: Monday, 3 March 2025 10:15\nTo: Cid Third; Ben Other\n"
        f"Subject: Masts\n\n{WORDS}\n",
        Said("Ann Example", TEN, "Masts", address="ann@example.org"),
    ),
    (
        "one mail in Gmail's print view",
        f"Masts\n1 message\nAnn Example <ann@example.org> Mon, Mar 3, 2025 at 10:15 AM\nTo: ben@example.net\n{WORDS}\n",
        Said("Ann Example", TEN, "Masts", address="ann@example.org"),
    ),
    (
        "saved by Thunderbird",
        "Subject: Re: Masts\nFrom: Ann Example <ann@example.org>\nDate: 03/03/2025, 10:15\nTo: ben@example.net\n\n"
        f"{ASKED}\n{WORDS}\n",
        Said("Ann Example", TEN, "Re: Masts", address="ann@example.org"),
    ),
    (
        "... with a field whose value stands below",
        "Subject: Masts\nFrom: Ann Example\nDate: 3/3/2025, 10:15 AM\nTo: tea@example.org\nReply-to:\nann@example.net\n\n"
        f"{WORDS}\n",
        Said("Ann Example", TEN, "Masts"),
    ),
    (
        "a page of lists.gnu.org without its links",
        f"Masts\n\nFrom: Ann Example\nSubject: Masts\nDate: Mon, 3 Mar 2025 10:15:00 +0000\n{WORDS}\nWe have enough of it.\n",
        Said("Ann Example", TEN.replace(tzinfo=UTC), "Masts"),
    ),
    (
        "a page of hypermail without its links",
        f"[PATCH] Masts\nFrom: Ann Example\nDate: Mon Mar 03 2025 - 05:15:00 EST\n{WORDS}\nWe have enough of it.\n",
        Said("Ann Example", TEN.replace(tzinfo=UTC), "[PATCH] Masts"),
    ),
    (
        "... of a later version",
        f"Masts\n\nFrom: Ann <ann_at_example.org>\nDate: Mon, 3 Mar 2025 10:15:00 -0000\n\n{WORDS}\n",
        Said("Ann", TEN.replace(tzinfo=UTC), "Masts", address="ann@example.org"),
    ),
    (
        "a search of The Mail Archive",
        "Re: [tea] Masts\n\n2025-03-03 Thread Ann Example via Tea\n\nOn Sun, Mar 2, 2025 at 9:00 AM Ben  wrote:\n"
        f"{ASKED}\n{WORDS}\n",
        Said("Ann Example", date(2025, 3, 3), "Re: [tea] Masts", "tea"),
    ),
    (
        "Apache's list archive",
        "You are viewing a plain text version of this content. The canonical link for it is here.\n"
        f"Posted to dev@tea.example.org by Ann Example <an...@example.org> on 2025/03/03 10:15:00 UTC\n\nMasts\n\n{WORDS}\n",
        Said("Ann Example", TEN.replace(tzinfo=UTC), "Masts", "dev"),
    ),
    (
        "Openwall's list archive, its lines unwrapped",
        "[<prev] [next>] [<thread-prev] [thread-next>] [day] [month] [year] [list]\nMessage-ID: <one@example.org>\n"
        "Date: Mon, 03 Mar 2025 11:15:00 +0100\nFrom: Ann Example <ann@...mple.org>\nTo: Ben <ben@....org>,\n"
        f"tea@...ts.example.org\nSubject: Masts\nFrom: Cid Third <cid@...mple.org>\n{WORDS}\n",
        Said("Ann Example", TEN.replace(tzinfo=UTC), "Masts"),
    ),
    (
        "a page of OASIS",
        "tea message\n\n[Date Prev] | [Thread Prev] | [Thread Next] | [Date Next] -- [Date Index] | [Thread Index] | "
        f"[List Home]\n\n\nSubject: Re: [tea] Masts\n\n\n{WORDS}\n\nBen Other wrote:\n{ASKED}",
        Said("", None, "Re: [tea] Masts", "tea"),
    ),
    (
        "a page of Pipermail without the host",
        f"Masts\n\nAnn Example ann.example at\nMon Mar 3 10:15:00 UTC 2025\n\n{WORDS}\n\nBen wrote:\n{ASKED}",
        Said("Ann Example", TEN.replace(tzinfo=UTC), "Masts"),
    ),
]


@pytest.mark.parametrize(("what", "text", "said"), PAGES, ids=[what for what, *_ in PAGES])
def test_a_page_is_the_one_message_on_it(what: str, text: str, said: Said) -> None:
    assert formats.detect(text.encode(), PurePath("page.txt")) is pasted, what
    (post,) = (found for found in pasted.read(Piece(text.encode())) if isinstance(found, Post))
    listed = post.mailing_list.name
    assert Said(post.sender.name, post.sent, post.subject, listed, post.sender.address) == said
    own = read_text(post.text).own
    assert WORDS in own
    assert "Ben" not in own.replace("Dear Ben,", "")
    assert post.text.count(ASKED.splitlines()[0]) == text.count(ASKED.splitlines()[0])


SEARCH = """[tea] Masts

2025-03-03 Thread Ann Example
{words}




masts.pdf
Description: Adobe PDF document
smime.p7s
Description: S/MIME cryptographic signature
___
Mailing list: https://lists.example.org/~tea
Post to : tea@lists.example.org


Re: [tea] Masts

2025-03-04 Thread Ben Other
The file is
masts.pdf
Description: of masts.
__
tea mailing list
tea@lists.example.org
"""


def test_a_search_of_the_mail_archive_leaves_no_footers_and_lists_files() -> None:
    one, two = (post for post in pasted.read(Piece(SEARCH.format(words=WORDS).encode())) if isinstance(post, Post))
    assert [file.filename for file in one.attachments] == ["masts.pdf", "smime.p7s"]
    assert read_text(one.text).own == WORDS
    assert (two.attachments, read_text(two.text).own) == ((), "The file is\nmasts.pdf\nDescription: of masts.")


TOLD = "From: Ann Example, chair\nTo: All members\nSubject: Masts\n"
NO_MAILS = {
    "a memorandum": f"MEMORANDUM\n\n{TOLD}Date: 3 March 2025\n\n{WORDS}\n",
    "a memorandum without a title": f"{TOLD}Date: 3 March 2025\n\n{WORDS}\n",
    "a text with a mail in it": f"How it began\n\nFrom: Ann Example\nSent: 3 March 2025 10:15\nSubject: Masts\n\n{WORDS}\n",
    "a letter below its title": f"Masts\n\nFrom: Ann Example\nDate: 3 March 2025\n\n{WORDS}\n",
    "a search without words": "2025-03-03 Thread Ann Example\n",
    "a thread of cotton": f"{WORDS}\n\nThread of 2025-03-03\n{WORDS}\n",
}


@pytest.mark.parametrize("text", NO_MAILS.values(), ids=NO_MAILS)
def test_a_text_that_begins_like_a_mail_is_a_document(text: str) -> None:
    assert formats.detect(text.encode(), PurePath("page.txt")) is document


def saved(name: str, day: int, hour: int, subject: str, words: str) -> str:
    return f"From: {name}\nSent: {day} March 2025 {hour}:15\nTo: Tea\nSubject: {subject}\n\n{words}\n\n"


def test_mails_saved_one_below_the_other_are_as_many() -> None:
    text = saved("Ann Example", 3, 10, "Masts", WORDS) + saved("Ben Other", 4, 9, "Sails", "Of hemp.")
    assert [post.sender.name for post in pasted.read(Piece(text.encode())) if isinstance(post, Post)] == [
        "Ann Example",
        "Ben Other",
    ]


def test_what_a_saved_mail_answers_is_quoted_also_where_its_clock_is_ahead() -> None:
    text = saved("Ann Example", 3, 10, "RE: Masts", WORDS) + saved("Ben Other", 3, 15, "Masts", "Of what are they?")
    (post,) = pasted.read(Piece(text.encode()))
    assert isinstance(post, Post)
    (quoted,) = read_text(post.text).children
    assert (quoted.name, quoted.body.own.strip()) == ("Ben Other", "Of what are they?")


@pytest.mark.parametrize("hidden", ["ann@...mple.org", "ann@....org", "an...@example.org", "ann@..."])
def test_an_address_that_lost_letters_is_none(hidden: str) -> None:
    assert parse_sender(f"Ann Example <{hidden}>") == Sender("Ann Example")
    assert before_address(hidden) is None


GMAIL = """<!DOCTYPE html><html><head><title>Gmail - Masts</title></head><body><div>Cid &lt;cid@example.org&gt;</div><hr>
<table><tr><td><b>Masts</b><br>2 messages</td></tr></table><hr>
<table><tr><td><b>Ann Example </b>&lt;ann@example.org&gt;</td><td>Mon, Mar 3, 2025 at 10:15 AM</td></tr>
<tr><td><div>To: Ben Other &lt;ben@example.net&gt;</div></td></tr><tr><td><div dir="ltr">Dear Ben,<br>{words}</div></td></tr>
</table><hr>
<table><tr><td><b>Ben Other </b>&lt;ben@example.net&gt;</td><td>Tue, Mar 4, 2025 at 9:05 AM</td></tr>
<tr><td><div>To: Ann Example &lt;ann@example.org&gt;</div></td></tr><tr><td><div dir="ltr">Oak it is.
<div class="gmail_quote">
<div>On Mon, Mar 3, 2025 at 10:15 AM Ann Example &lt;ann@example.org&gt; wrote:<br></div>
<blockquote>Dear Ben,<br>{words}</blockquote></div></div></td></tr></table></body></html>"""
OPENWALL = """<!DOCTYPE HTML><html><body><a href="1">[&lt;prev]</a> <a href="2">[next&gt;]</a> <a href=".">[day]</a>
<a href="..">[month]</a> <a href="../..">[year]</a> <a href="/lists/">[list]</a>
<pre>
Message-ID: &lt;one@example.org&gt;
Date: Mon, 3 Mar 2025 10:15:00 +0000
From: Ann Example &lt;ann@...mple.org&gt;
Subject: Masts

{words}
{words}
</pre><p><a href="/blists/">Powered by blists</a></body></html>"""


def read(folder: Path, name: str, page: str | bytes) -> Desk:
    """A desk where one page was read."""
    desk = Desk(folder)
    desk.put(name, page)
    desk.ingest()
    return desk


def test_a_conversation_saved_as_a_web_page_gives_its_mails(tmp_path: Path) -> None:
    desk = read(tmp_path, "mail.html", GMAIL.format(words=WORDS))
    assert desk.seen("select name, sent, subject, own from sightings where inside = '' order by sent") == [
        ("Ann Example", "2025-03-03T10:15:00", "Masts", f"Dear Ben,\n{WORDS}"),
        ("Ben Other", "2025-03-04T09:05:00", "Masts", "Oak it is."),
    ]
    assert desk.seen("select name, kind from sightings where inside != ''") == [("Ann Example", "quoted")]


def test_a_saved_page_of_a_site_is_its_message(tmp_path: Path) -> None:
    desk = read(tmp_path, "page.html", OPENWALL.format(words=WORDS))
    assert desk.seen("select kind, name, message_id, own from sightings") == [
        ("posted", "Ann Example", "one@example.org", f"{WORDS}\n{WORDS}")
    ]


def test_a_mail_printed_to_a_pdf_is_a_mail(tmp_path: Path) -> None:
    lines = ("From: Ann Example", "Sent: Monday, March 3, 2025 10:15 AM", "To: Ben Other", "Subject: Masts", WORDS)
    desk = read(tmp_path, "mail.pdf", a_pdf(*lines))
    ((kind, name, sent, own),) = desk.seen("select kind, name, sent, own from sightings")
    assert (kind, name, sent) == ("posted", "Ann Example", "2025-03-03T10:15:00")
    assert own.startswith(WORDS)


def test_an_article_with_comments_is_a_document(tmp_path: Path) -> None:
    said = f"<h1>Of masts</h1><p>By Ann Example, March 3, 2025</p><p>{WORDS} {WORDS}</p><h2>2 comments</h2>"
    comments = f"<p>Ben Other</p><p>March 3, 2025 at 10:15 am</p><p>{WORDS}</p><p>Cid Third</p><p>March 4, 2025 at 11:15 am</p>"
    desk = read(tmp_path, "page.html", f"<!DOCTYPE html><html><body>{said}{comments}<p>{WORDS}</p></body></html>")
    assert desk.seen("select kind from sightings") == ["document"]
