"""A message and the copies of it on archives' pages meet in one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from archive_pages import hyperkitty, hyperkitty_mail, hypermail, mhonarc, pipermail
from reading import Desk, mail, words

from ingest.ids import hyperkitty_hash

NOTE = words(60)
HASH = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LIST = {"List_Id": "<commons.lists.example.org>"}
OLD = {"made": "commons%40lists.example.org?Subject=%5Bcommons%5D%20Masts&In-Reply-To="}
SUBJECT = {"Subject": "[commons] Masts"}


def text(body: str = NOTE, **fields: str) -> str:
    return mail(body, **{"Message_ID": "<a@example.org>"} | SUBJECT | LIST | fields)


ANSWER = words(30)
LAZY = f"<p>Ben wrote:</p><blockquote><p>Done?\nOr not?\n{ANSWER}</p></blockquote>"
ACCENTS = "Möwe für Möwe, größer, " * 5 + NOTE
LOST = ACCENTS.encode("ascii", "replace").decode()
EARLIER = {"Date": "Sat, 1 Nov 2025 06:10:00 +0000"}
ONE = [  # (why page and text are one, text, page)
    ("Pipermail, same Message-ID", text(), pipermail(NOTE)),
    ("Pipermail, short", text("+1"), pipermail("+1\n")),
    ("Pipermail before it had a Message-ID", text(), pipermail(NOTE, **OLD)),
    ("the same, short, to the second", text("+1"), pipermail("+1\n", **OLD)),
    ("the same, another hour in the text", text(Date="Sat, 1 Nov 2025 01:49:07"), pipermail(NOTE, **OLD)),
    ("the same, the text without its accents", text(LOST), pipermail(ACCENTS, **OLD)),
    ("the same, the page with the time of the archive", text(**EARLIER), pipermail(NOTE, **OLD)),
    (
        "HyperKitty, the page lost where the quote ends",
        text(f"Ben wrote:\n> Done?\n> Or not?\n{ANSWER}"),
        hyperkitty(hyperkitty_mail(HASH, LAZY)),
    ),
    (
        "hypermail that hides domains",
        text(),
        hypermail(f'<pre id="body">\n{NOTE}</pre>\n', email="ann_at_[hidden]", identifier="a-12345_at_[hidden]"),
    ),
    (
        "MHonArc with an attached text below",
        text(Message_ID="<a-1@example.org>"),
        mhonarc(f"<pre>{NOTE}</pre><pre>{words(300, 500)}</pre>"),
    ),
]


@pytest.mark.parametrize(("why", "one", "page"), ONE, ids=[why for why, *_ in ONE])
def test_a_text_and_its_page_are_one_message(tmp_path: Path, why: str, one: str, page: str) -> None:
    desk = Desk(tmp_path)
    desk.put("commons/2025-November.mbox", one)
    desk.put("commons/2025-November/000123.html", page)
    desk.ingest()
    desk.dedupe()
    assert desk.found("select sightings, recovered from messages where recovered = 0") == [(2, 0)], why
    assert desk.found("select header_message_id from messages where recovered = 0") != [None]


TWO = [  # (why page and text are two, text, page)
    ("other words in the same second", text(words(60, 200)), pipermail(NOTE, **OLD)),
    ("a short text of another second", text("+1", Date="Sat, 1 Nov 2025 06:49:08 +0000"), pipermail("+1\n", **OLD)),
    ("another author", text("+1", From="Ben Other <ben@example.net>"), pipermail("+1\n", **OLD)),
    ("another number in the subject", text("+1", Subject="[commons] Masts 2"), pipermail("+1\n", **OLD)),
    ("days later", text("+1"), pipermail("+1\n", date="Tue Nov  4 06:49:07 UTC 2025", **OLD)),
]


@pytest.mark.parametrize(("why", "one", "page"), TWO, ids=[why for why, *_ in TWO])
def test_a_page_without_a_message_id_is_of_no_other_message(tmp_path: Path, why: str, one: str, page: str) -> None:
    desk = Desk(tmp_path)
    desk.put("commons/2025-November.mbox", one)
    desk.put("commons/2025-November/000123.html", page)
    desk.ingest()
    desk.dedupe()
    assert desk.found("select sightings from messages") == [1, 1], why


def test_of_two_texts_of_a_day_neither_is_taken_for_the_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    near = NOTE.replace("\n", " extra\n", 1)
    desk.put("commons/2025-November.mbox", text(near, Date="Sat, 1 Nov 2025 05:00:00 +0000"))
    desk.put("commons/2025-December.mbox", text(near + " more", Message_ID="<b@example.org>"))
    desk.put("commons/2025-November/000123.html", pipermail(NOTE, date="Sat Nov  1 06:49:59 UTC 2025", **OLD))
    desk.ingest()
    desk.dedupe()
    assert desk.found("select sightings from messages") == [1, 1, 1]


def test_the_text_stands_for_its_message_and_the_page_gives_the_address(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("commons/2025-November.mbox", text(Date="Sat, 1 Nov 2025 06:49:59 +0000"))
    desk.put("commons/2025-November/000123.html", pipermail(NOTE))
    desk.ingest()
    desk.dedupe()
    url = "http://lists.example.org/pipermail/commons/2025-November/000123.html"
    assert desk.found("select sent, sent_basis, url from messages") == [("2025-11-01T06:49:59Z", "header", url)]
    assert desk.found("select distinct list from sightings") == ["commons"]


def test_a_parent_that_the_api_tells_by_its_hash_is_found(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    parent = f"https://lists.example.org/api/list/commons@lists.example.org/email/{hyperkitty_hash('a@example.org')}/"
    answer = {
        "message_id": "b@example.org",
        "message_id_hash": hyperkitty_hash("b@example.org"),
        "subject": "Re: [commons] Masts",
        "sender_name": "Ben Other",
        "date": "2025-11-02T06:49:07Z",
        "parent": parent,
        "content": "On Friday.\n",
    }
    desk.put("b.json", json.dumps(answer))
    unknown = {
        "message_id": "c@example.org",
        "content": "On Monday.\n",
        "parent": parent.replace("/email/", "/email/X"),
    }
    desk.put("c.json", json.dumps(answer | unknown))
    desk.put("commons/2025-November.mbox", text())
    desk.ingest()
    desk.dedupe()
    answers = (
        "select m.header_message_id, a.header_message_id from messages m left join messages a on a.id = m.reply_to"
    )
    assert sorted(desk.found(answers), key=str) == [
        ("a@example.org", None),
        ("b@example.org", "a@example.org"),
        ("c@example.org", None),
    ]


def copied(body: str, subject: str = "[commons] Masts", clock: str = "6:49 a.m.") -> str:
    """A message page of HyperKitty as a browser copies it, which tells the minute and has quotes folded away."""
    return (
        f"{subject}\n\nAnn Example\n1 Nov 2025\n{clock}\n{body}\n\n0 0\nReply\nSign in to reply online Use email software\n"
        "Back to the thread\n\nBack to the list\n\nPowered by HyperKitty version 1.3.12.\n"
    )


QUOTING = f"On Fri, Oct 31, 2025 at 7:02 PM Ben Other <ben@example.org> wrote:\n> {words(90, 300)}\n\n{words(9)}\n"
FOLDED = f"On Fri, Oct 31, 2025 at 7:02 PM Ben Other <ben@example.org> wrote:\n\n...\n{words(9)}"
BOTH = [text(QUOTING), text(words(70, 500), Message_ID="<b@example.org>")]
FIRST = [text(Subject="[commons] [PATCH 1/2] Masts")]
COPIED = [  # (why, mails, the copied page, how often each note is seen)
    ("the same words", [text()], copied(NOTE), [2]),
    ("few words and a folded quote", [text(QUOTING)], copied(FOLDED), [2]),
    ("of two mails of a minute the one with its words", BOTH, copied(FOLDED), [1, 2]),
    ("other words", [text(words(9, 200))], copied(words(9)), [1, 1]),
    ("another minute", [text(words(9))], copied(words(9), clock="6:50 a.m."), [1, 1]),
    ("another patch of the series", FIRST, copied(NOTE + "more", "[commons] [PATCH 2/2] Masts"), [1, 1]),
]


MHONARC_COPY = (
    "[Date Prev][Date Next][Thread Prev][Thread Next][Date Index][Thread Index]\n[commons] Masts\n"
    "To: commons@xxxxxxxxxxxxxxxxx\nSubject: [commons] Masts\nFrom: Ann Example <ann@xxxxxxxxxxx>\n"
    f"Date: Sat, 1 Nov 2025 06:49:07 +0000\n{words(5)}\nPrev by Date: [commons] Poles\nIndex(es):\nDate\nThread\n"
)
COPIED += [
    ("MHonArc, short, with the address hidden", [text(words(5))], MHONARC_COPY, [2]),
    ("MHonArc, another second", [text(words(5), Date="Sat, 1 Nov 2025 06:49:08 +0000")], MHONARC_COPY, [1, 1]),
]


@pytest.mark.parametrize(("why", "mails", "page", "seen"), COPIED, ids=[why for why, *_ in COPIED])
def test_a_copied_page_is_the_mail_of_its_minute(
    tmp_path: Path, why: str, mails: list[str], page: str, seen: list[int]
) -> None:
    desk = Desk(tmp_path)
    for number, each in enumerate(mails):
        desk.put(f"commons/2025-November-{number}.mbox", each)
    desk.put("page.txt", page)
    desk.ingest()
    desk.dedupe()
    assert sorted(desk.found("select sightings from messages where recovered = 0"), key=int) == seen, why
