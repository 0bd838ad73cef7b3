"""Single mails: told from texts that begin like one, and read as an mbox reads them."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

import pytest
from reading import FIELDS, Desk, mail, post, posts

from ingest import formats
from ingest.formats import eml, mbox, yahoo_groups
from ingest.message import Attachment, Post, Problem

ID = "<a@example.org>"
MAIL = mail("Good morning.", envelope="", Message_ID=ID).lstrip("\n")
HEAD = "".join(f"{name}: {value}\n" for name, value in FIELDS.items())
DIGEST = "796120837694d3f3f29259cfeb25091698c2a0aa87873658d840b4993ee889b3"  # of b"PNG"
POSTS = "select message_id from sightings where inside = '' order by message_id"

MAILS = [  # (what lies there, its text)
    ("a mail", MAIL),
    ("a mail from Windows", MAIL.replace("\n", "\r\n")),
    ("a mail under a byte order mark", "\ufeff" + MAIL),
    ("a mail below blank lines", "\n\r\n\n" + MAIL),
    ("a mail cut out of an mbox", f"From ann\n{MAIL}"),
    ("a mail cut out of an mbox and escaped", f">From ann@example.org Sat Nov  1 06:49:07 2025\n{MAIL}"),
    ("an .emlx of Apple Mail", f"{len(MAIL)}       \n{MAIL}<?xml version='1.0'?><plist><dict/></plist>\n"),
    ("a mail with nothing but a header block", MAIL.partition("\n\n")[0] + "\n"),
    ("a mail with folded fields", MAIL.replace("Subject: Masts", "Subject: Masts\nReceived: from a\n\tby b\n \n by c")),
    ("a mail with a parameter that is not indented", MAIL.replace("Subject", "Content-Type: text/plain;\ncharset=utf-8\nSubject")),
    ("a post of a newsgroup", f"Path: news.example.org!not-for-mail\nNewsgroups: org.masts\n{MAIL}"),
    ("a mail as Pipermail hides its address", f"{HEAD.replace('@', ' at ')}Message-ID: {ID}\n\nGood morning.\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", [text for _, text in MAILS], ids=[what for what, _ in MAILS])
def test_a_mail_is_read_however_it_was_saved(text: str) -> None:
    assert formats.detect(text.encode(), PurePath("x.txt")) is eml
    found = post(eml, text)
    assert (found.message_id, found.subject) == ("a@example.org", "Masts")
    assert found.text.strip() in ("Good morning.", "")
    assert found.sender.address == "ann@example.org"
    assert found.place == f"0-{len(text.encode())}"


def test_a_mail_without_a_date_is_told_by_its_content_type() -> None:
    text = "From: ann@example.org\nSubject: Masts\nContent-Type: text/plain\n\nGood morning.\n"
    assert formats.detect(text.encode(), PurePath("x")) is eml
    assert post(eml, text).text.strip() == "Good morning."


def test_a_mail_without_any_field_of_programs_is_told_by_its_address_and_zone() -> None:
    text = f"{HEAD}\nGood morning.\n"
    assert formats.detect(text.encode(), PurePath("x")) is eml
    assert post(eml, text).subject == "Masts"


NO_MAILS = [  # (what lies there, its text)
    ("minutes with fields of their own", "Date: 2 April 2025\nSubject: Masts\nFrom: the board\n\nWe met.\n"),
    ("a print view without a zone", "From: Ann <ann@example.org>\nDate: 1 Nov 2025 07:49\nTo: Ben\n\nGood morning.\n"),
    ("a text with a colon", "Masts: a report\n\nThey stand.\n"),
    ("fields that go over into prose", f"{HEAD}Message-ID: {ID}\nAnd here\nprose.\n"),
    ("front matter", f"---\n{HEAD}---\n\nText.\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", [text for _, text in NO_MAILS], ids=[what for what, _ in NO_MAILS])
def test_a_text_that_begins_like_a_mail_is_none(text: str) -> None:
    assert not eml.detect(text.encode(), PurePath("x.eml"))


def test_an_mbox_and_a_file_hold_the_same_mail() -> None:
    fields = {"Message_ID": ID, "List_Id": "<commons.lists.example.org>", "Content_Type": "multipart/mixed; boundary=x"}
    body = "--x\n\nGood morning.\n--x\nContent-Type: image/png; name=mast.png\n\nPNG\n--x--"
    in_mbox, in_file = post(mbox, mail(body, **fields)), post(eml, mail(body, envelope="", **fields).lstrip("\n"))
    assert in_file.attachments == in_mbox.attachments == (Attachment("mast.png", "image/png", 3, DIGEST),)
    for name in ("message_id", "subject", "sender", "sent", "mailing_list", "text"):
        assert getattr(in_file, name) == getattr(in_mbox, name)


def test_a_mail_of_any_header_length_is_detected_by_its_first_bytes() -> None:
    text = "Received: from a by b\n" * 9000 + MAIL
    assert eml.detect(text.encode()[: formats.HEAD], PurePath("x"))


# -- folders of mails ----------------------------------------------------------------------------------------------------------


def a_mail(number: int) -> str:
    return mail(f"Thing {number}.", envelope="", Message_ID=f"<{number}@example.org>").lstrip("\n")


def test_a_maildir_is_read_without_what_is_not_delivered_yet(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for number, name in enumerate(
        ["cur/1.host:2,S", "new/2.host", "tmp/3.host", ".lists.commons/cur/4.host:2,", ".lists.commons/tmp/5.host",
         "trees/cur/6.host", "trees/new/7.host"], 1
    ):  # fmt: skip
        desk.put(f"mail/{name}", a_mail(number))
    (tmp_path / "sources" / "mail" / ".lists.commons" / "new").mkdir()
    desk.put("mail/dovecot-uidlist", "3 V1 N8\n1 :1.host\n")
    desk.put("mail/maildirfolder", "")
    desk.put("mail/.hidden/a", a_mail(8))
    run = desk.ingest()
    assert run.problems == []
    assert desk.seen(POSTS) == [f"{n}@example.org" for n in (1, 2, 4, 6, 7)]


def test_a_mail_that_is_flagged_or_moved_is_known(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    path = desk.put("mail/new/1.host", a_mail(1))
    (tmp_path / "sources" / "mail" / "cur").mkdir()
    desk.ingest()
    path.rename(tmp_path / "sources" / "mail" / "cur" / "1.host:2,S")
    run = desk.ingest()
    assert (run.read, run.unchanged) == (0, 1)
    assert desk.seen(POSTS) == ["1@example.org"]


def test_a_folder_that_is_no_maildir_may_have_one_called_tmp(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("inbox/1", a_mail(1))  # as MH names them
    desk.put("inbox/tmp/2", a_mail(2))
    desk.ingest()
    assert desk.seen(POSTS) == ["1@example.org", "2@example.org"]


# -- Yahoo Groups --------------------------------------------------------------------------------------------------------------

SAVED = a_mail(1).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
YAHOO = [  # (how it was saved, value, places)
    ("a message", {"msgId": 7, "subject": "x", "rawEmail": SAVED}, ["7"]),
    ("as the service gave it", {"ygData": {"msgId": 7, "rawEmail": SAVED}}, ["7"]),
    ("several", [{"rawEmail": SAVED}, {"no": 1}, {"msgId": 9, "rawEmail": SAVED}], ["1", "9"]),
]


@pytest.mark.parametrize(("value", "places"), [row[1:] for row in YAHOO], ids=[row[0] for row in YAHOO])
def test_messages_saved_from_yahoo_groups_are_whole_mails(value: object, places: list[str]) -> None:
    data = json.dumps(value).encode()
    assert formats.detect(data, PurePath("1_raw.json")) is yahoo_groups
    found = posts(yahoo_groups, data)
    assert [p.place for p in found] == places
    assert {p.message_id for p in found if isinstance(p, Post)} == {"1@example.org"}


@pytest.mark.parametrize("data", [b'{"rawEmail": "From: a', b'["rawEmail", ' + b"[" * 5000, b'{"rawEmail": 1'])
def test_damaged_json_is_one_problem(data: bytes) -> None:
    assert formats.detect(data, PurePath("x")) is yahoo_groups
    (problem,) = posts(yahoo_groups, data)
    assert isinstance(problem, Problem)
    assert problem.what == "damaged JSON"
