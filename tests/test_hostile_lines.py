"""Lines made to be searched for ever: each would take minutes where the time grew with the square of its length."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest import headers, paste
from ingest.bodies.parts import Footer
from ingest.files import joined_pages
from ingest.formats import document
from ingest.list_names import named_at_the_foot, with_address
from ingest.lost_letters import lost_letters
from ingest.mail.debris import tidy
from ingest.message import MailingList, Sender
from ingest.pasting.conversations import is_recipients, name_over_date
from ingest.pasting.paper import furniture
from ingest.pasting.prints import find_prints
from ingest.pasting.rows import rows_of
from ingest.pasting.signs import signs
from ingest.senders import parse_sender, written
from ingest.words import words

MANY = 500_000
TALK = MailingList("talk")

LINES: list[tuple[str, Callable[[], object], object]] = [  # (what, what reads it, what is read)
    ("blanks in From", lambda: headers.is_from_rewritten({"from": [f"Ann{' ' * MANY}Example"]}), False),
    ("blanks between author and list", lambda: headers.author({"from": [f"Ann{' ' * MANY}via Talk"]}).name, "Ann"),
    (
        "blanks before whom a message is from",
        lambda: headers.parents({"in-reply-to": ["message from " + " of" * MANY]}),
        (),
    ),
    ("letters in a Message-ID", lambda: headers.identifiers("a" * MANY), []),
    ("at signs in a sender", lambda: written("@" * MANY), Sender("@" * 600)),
    ("brackets in a sender", lambda: parse_sender("(" * MANY).address, ""),
    ("rules below a footer", lambda: with_address(TALK, (Footer("mailman2", "_\n" * MANY),)), TALK),
    ("blank lines in a page", lambda: named_at_the_foot("\n" * MANY), ""),
    ("marks in a title", lambda: document.title([f"a{'=' * MANY}b"])[:2], "a="),
    ("blanks before how long ago", lambda: name_over_date(rows_of(f"Ann\nb{' ' * MANY}c\n"), 0, []), None),
    ("recipients", lambda: is_recipients("ann@example.org; " * MANY), True),
    ("numbers below names", lambda: find_prints(rows_of("Ann\n#1\n" * (MANY // 20))), []),
    (
        "heads of forums",
        lambda: len(find_prints(rows_of("Ann\n2025-01-01 00:00:00 UTC\nPermalink\n" * (MANY // 100)))) > 9,
        True,
    ),
    ("sheets of a page", lambda: furniture(rows_of("https://a.example.org/ 1/2\n1/1/25, 1:1\n" * (MANY // 40))), []),
    ("blanks at the begin of a page", lambda: signs(" " * MANY + "x"), set()),
    ("marks for lost letters", lambda: lost_letters("a" + "?" * MANY, "a?" * MANY, "? " * MANY), MANY - 1),
    (
        "units of a directory name",
        lambda: parse_sender("Ann Lee" + ("/A" + "a" * 28) * 5 + "! <ann@example.org>").address,
        "ann@example.org",
    ),
    ("open images", lambda: set(words("[cid:" * MANY)), {"cid"}),
    ("ends of pages", lambda: joined_pages.spans(b"<html></html>" * MANY), []),
    ("marks and blank lines beside an entity", lambda: tidy("&nbsp;" + "\n" * MANY + "> " * MANY)[:2], "&n"),
    ("blanks in a pasted page", lambda: paste.take_apart(f"a{' ' * MANY}b").mailing_list, None),
]


@pytest.mark.parametrize(("read", "found"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_a_long_line_is_read_in_one_pass(read: Callable[[], object], found: object) -> None:
    assert read() == found
