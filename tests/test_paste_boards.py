"""Threads of boards, forums and archives of newsgroups, copied as text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import PurePath

import pytest

from ingest import formats
from ingest.body import read_text
from ingest.formats import document, pasted
from ingest.formats.piece import Piece
from ingest.message import Post

WORDS = "The masts are of oak, and that is that for this year."
OTHERS = "I would have liked to be asked before they were felled."
AT = datetime(2025, 3, 3, 10, 15, 1)
GATEWAY = "\n    --- Gate-Win32 v1.05\n    * Origin: net of tea (21:1/5)\n"

BOARD = (
    f"• [tea] Masts\n\n    From Ann Example@21:1/5 to All on Mon Mar 3 10:15:01 2025\n    {WORDS}\n{GATEWAY}"
    f"  • From =?UTF-8?Q?Ben_=C3=96ther?=@21:1/5 to Ann Example on Mon Mar 3 11:15:01 2025\n    {OTHERS}\n{GATEWAY}"
)
FORUM = f"Masts\n\n\n(Ann Example) #1\n\n{WORDS}\n\n(Ben Öther) #2\n\n{OTHERS}\n"
NUMBERS = (
    f"Masts\n\nStarted by Ann Exampleover 8 years ago2 messages\n#1Ann Example\nann@example.org\n1 attachment(s)\n\n{WORDS}\n"
    f"#2Ben Öther\nben@example.org\n\n{OTHERS}\n"
)
NEWSGROUP = (
    f"Masts\n\nann@example.UUCP (Ann Example) (01/23/91)\n\n{WORDS}\n\n"
    f"ben@example.org (Ben Öther) (01/29/91)\n\nIn article <1@example.UUCP> ann@example.UUCP (Ann) writes:\n>{WORDS}\n\n{OTHERS}\n"
)
THREADS = {
    "a board of Synchronet": (BOARD, [AT, AT.replace(hour=11)]),
    "Discourse, printed": (FORUM, [None, None]),
    "hackorum": (NUMBERS, [None, None]),
    "an archive of newsgroups": (NEWSGROUP, [date(1991, 1, 23), date(1991, 1, 29)]),
}


@pytest.mark.parametrize(("text", "sent"), THREADS.values(), ids=THREADS)
def test_each_message_of_a_thread_is_one(text: str, sent: list[date | None]) -> None:
    assert formats.detect(text.encode(), PurePath("thread.txt")) is pasted
    posts = [post for post in pasted.read(Piece(text.encode())) if isinstance(post, Post)]
    assert [(post.sender.name, post.sent) for post in posts] == [("Ann Example", sent[0]), ("Ben Öther", sent[1])]
    assert {post.subject.removeprefix("[tea] ") for post in posts} == {"Masts"}
    assert [read_text(post.text).own.strip() for post in posts] == [WORDS, OTHERS]


DOCUMENTS = {
    "one note with a number": f"Masts\n\n(Ann Example) #1\n\n{WORDS}\n",
    "numbers that do not count from one": f"Masts\n\n(oak) #12\n\n{WORDS}\n\n(hemp) #7\n\n{OTHERS}\n",
    "a day that is none": NEWSGROUP.replace("01/2", "31/2"),
    "a letter": f"From Ann Example to all of us on Monday\n\n{WORDS}\n",
    "a memorandum": f"From: Ann Example\nDate: 3 March 2025 10:15\n{WORDS}\n",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_text_with_names_and_numbers_is_a_document(text: str) -> None:
    assert formats.detect(text.encode(), PurePath("text.txt")) is document


HEADS = [
    "From: Ann Example <ann@xxxxxxxxxxx>\nDate: Mon, 3 Mar 2025 10:15:01 -0000\n",
    "From: Ann Example\nDate: Mon, 3 Mar 2025 11:15:01 +0100\n\n",
    "  From: Ann Example <>\n  To  : <>\n  Date: Mon, 3 Mar 2025 05:15:01 -0500\n\n\n\n",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_sender_and_a_time_as_mails_have_it_begin_a_mail(head: str) -> None:
    assert formats.detect(f"{head}{WORDS}\n".encode(), PurePath("page.txt")) is pasted
    (post,) = pasted.read(Piece(f"{head}{WORDS}\n".encode()))
    assert isinstance(post, Post)
    assert (post.sender.name, post.sent) == ("Ann Example", AT.replace(tzinfo=UTC))
    assert read_text(post.text).own == WORDS
