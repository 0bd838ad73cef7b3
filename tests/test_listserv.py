"""Notebook logs of LISTSERV, in the forms that its servers and their keepers wrote."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest
from growth import assert_grows_with_size, seconds
from reading import Desk, posts

from ingest import formats
from ingest.formats import listserv, mbox
from ingest.message import MailingList, Post, Sender
from ingest.times import iso

RULE = "=" * 73
SENDER = "Sender:       The commons <COMMONS@LISTS.EXAMPLE.ORG>\n"
FIRST = f"""{RULE}
Date:         Sat, 1 Nov 1997 07:49:07 +0100
Reply-To:     The commons <COMMONS@LISTS.EXAMPLE.ORG>
{SENDER}From:         Ann Example <ann@EXAMPLE.ORG>
Subject:      Masts

Good morning.
"""
SECOND = f"""{RULE}
Date:         Sun, 2 Nov 1997 07:49:07 -0500
{SENDER}From:         Ben Other <ben@EXAMPLE.NET>
Subject:      Re: Masts
In-Reply-To:  <a@example.org>
MIME-Version: 1.0
Message-ID:   <b@example.net>
Content-Type: multipart/mixed; boundary=cut

--cut

They stand.
--cut
Content-Type: text/plain
Content-Disposition: attachment; filename=a.txt

Four of them.
--cut--
"""
FORWARDED = (
    f"See below.\n\n{RULE}\nFrom: Ann Example <ann@example.org>\nDate: 1 Nov 1997\nSubject: Masts\n\nGood morning.\n"
)


def read(text: str | bytes) -> list[Post]:
    found = posts(listserv, text.encode() if isinstance(text, str) else text)
    assert all(isinstance(each, Post) for each in found), found
    return [each for each in found if isinstance(each, Post)]


def test_a_log_is_read_message_by_message() -> None:
    one, two = read(FIRST + SECOND)
    assert (one.place, two.place) == (f"0-{len(FIRST)}", f"{len(FIRST)}-{len(FIRST + SECOND)}")
    assert (one.subject, one.sender, one.text) == ("Masts", Sender("Ann Example", "ann@example.org"), "Good morning.\n")
    assert (iso(one.sent), iso(two.sent)) == ("1997-11-01T06:49:07Z", "1997-11-02T12:49:07Z")
    assert (two.message_id, two.parents, two.text.strip()) == ("b@example.net", ("a@example.org",), "They stand.")
    assert [each.filename for each in two.attachments] == ["a.txt"]
    assert {each.mailing_list for each in (one, two)} == {MailingList("commons", "commons@lists.example.org")}


FORMS = [  # (how the log was written, the log)
    ("on Windows", FIRST.replace("\n", "\r\n")),
    ("on a mainframe", FIRST.replace("\n\n", "\n \n")),
    ("with a byte order mark", f"\ufeff{FIRST}"),
    ("with blank lines at its top", f"\n\r\n{FIRST}"),
    ("with a blank behind the rule", FIRST.replace(RULE, f"{RULE} ")),
    ("with its last line end cut off", FIRST.rstrip("\n")),
]


@pytest.mark.parametrize("log", [log for _, log in FORMS], ids=[how for how, _ in FORMS])
def test_a_log_is_read_however_it_was_written(log: str) -> None:
    assert formats.detect(log.encode(), PurePath("x")) is listserv
    (found,) = read(log)
    assert (found.subject, found.text.strip()) == ("Masts", "Good morning.")
    assert found.mailing_list.name == "commons"


BODIES = [  # (what stands in the body, body)
    ("a rule", f"Heading\n{RULE}\nText.\n"),
    ("a rule above a heading", f"{RULE}\nAgenda: masts\n\nText.\n"),
    ("a longer rule", f"{RULE}=\nDate: 1 May\nFrom: Ann\n\nText.\n"),
    ("a rule behind words", f"Masts {RULE}\nDate: 1 May\nFrom: Ann\n\nText.\n"),
    ("a forwarded mail", FORWARDED),
]


@pytest.mark.parametrize("body", [body for _, body in BODIES], ids=[what for what, _ in BODIES])
def test_a_rule_in_a_body_begins_no_message(body: str) -> None:
    one, two = read(FIRST.replace("Good morning.\n", body) + SECOND)
    assert (one.text, two.message_id) == (body, "b@example.net")


LISTS = [  # (what the header says, the list)
    ("nothing", "", MailingList()),
    ("the list's owner", "Sender: owner-commons@lists.example.org\n", MailingList("commons", "commons@lists.example.org")),
    ("the author", "Sender: ann@example.org\n", MailingList()),
    ("a List-Id", SENDER + "List-Id: <poles.example.org>\n", MailingList("poles", "poles@example.org")),
]  # fmt: skip


@pytest.mark.parametrize(("said", "known"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS])
def test_the_list_is_what_the_header_says(said: str, known: MailingList) -> None:
    assert read(FIRST.replace(SENDER, said))[0].mailing_list == known


NONE = [  # (what it is, text)
    ("a document under a rule", f"{RULE}\nMinutes\n{RULE}\n\nWe met at nine.\n"),
    ("a document with labels under a rule", f"{RULE}\nDate: 1 May 1997\nPlace: the hall\n\nWe met at nine.\n"),
    ("a shorter rule", FIRST.replace(RULE, "=" * 72)),
    ("a log that something stands above", f"Good morning.\n{FIRST}"),
]


@pytest.mark.parametrize("text", [text for _, text in NONE], ids=[what for what, _ in NONE])
def test_what_is_no_log(text: str) -> None:
    assert not listserv.detect(text.encode(), PurePath("COMMONS.LOG9711"))


HOSTILE = [  # (what it is, what is in it time and again)
    ("rules", f"{RULE}\n"),
    ("rules above fields", f"{RULE}\na:\n"),
    ("one rule without end", "="),
    ("header blocks without end", f"{RULE}\nDate: x\nFrom: y\n"),
]


@pytest.mark.parametrize("text", [text for _, text in HOSTILE], ids=[what for what, _ in HOSTILE])
def test_time_grows_with_size_and_not_faster(text: str) -> None:
    def took(size: int) -> float:
        data = (FIRST + text * (size // len(text))).encode()
        return seconds(lambda: list(listserv.pieces(data)))

    assert_grows_with_size(took, 500_000)


def test_a_long_log_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(FIRST + SECOND + FIRST)
    monkeypatch.setattr(mbox, "PIECE", 1)
    assert len(list(listserv.pieces((FIRST + SECOND + FIRST).encode()))) == 3
    assert read(FIRST + SECOND + FIRST) == whole


def test_a_log_goes_all_the_way(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("COMMONS.LOG9711", FIRST + SECOND)
    assert desk.ingest().problems == []
    desk.dedupe()
    assert desk.found("select subject, list from messages order by sent") == [
        ("Masts", "commons"),
        ("Re: Masts", "commons"),
    ]
    assert desk.seen("select format, found, stored from sources") == [("listserv", 2, 2)]
