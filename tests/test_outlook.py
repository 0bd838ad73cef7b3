"""Messages that Outlook saved as files: each is the mail that it was, and none can harm the run."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from random import Random

import pytest
from compound_file import MINI, Tree, compound, item
from making import an_rtf
from reading import Desk

from ingest.files import outlook
from ingest.files.compound import MAGIC

SENT = datetime(2025, 11, 1, 6, 49, 7, tzinfo=UTC)
CLASS, SUBJECT, SUBMITTED, HEADER, BODY, HTML, RTF = 0x1A, 0x37, 0x39, 0x7D, 0x1000, 0x1013, 0x1009
AUTHOR, AUTHOR_SMTP, AUTHOR_ADDRESS = 0x42, 0x5D02, 0x65
IDENTIFIER, PARENT, CODEPAGE, INTERNET_CODEPAGE = 0x1035, 0x1042, 0x3FFD, 0x3FDE
KIND, NAME, SMTP, ADDRESS = 0xC15, 0x3001, 0x39FE, 0x3003
DATA, LONG_NAME, MIME_TYPE, CONTENT_ID = 0x3701, 0x3707, 0x370E, 0x3712
TEXT = "The masts came on Monday.\r\n\r\nOn Sat, 1 Nov 2025 at 05:00, Bob Example wrote:\r\n> When do they come?\r\n"
CAME = """Microsoft Mail Internet Headers Version 2.0\r
Received: from mx.example.org (mx.example.org [192.0.2.1])\r
\tby mail.example.org; Sat, 1 Nov 2025 06:49:09 +0000\r
From: Ann Example <ann@example.org>\r
To: commons@lists.example.org\r
Subject: [commons] Masts\r
Date: Sat, 1 Nov 2025 07:49:07 +0100\r
Message-ID: <a@example.org>\r
In-Reply-To: <b@example.org>\r
List-Id: The commons <commons.lists.example.org>\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative;\r
\tboundary="gone"\r
Content-Transfer-Encoding: 8bit\r
\r
"""
SENDER: dict[int, str | bytes] = {AUTHOR: "Ann Example", AUTHOR_SMTP: "ann@example.org"}
NOTE: dict[int, str | bytes] = {CLASS: "IPM.Note", SUBJECT: "Masts", BODY: TEXT, **SENDER}
POSTS = "select name, address, subject, sent, message_id, list_name, own from sightings where inside = ''"


def came(**more: Tree) -> bytes:
    """A mail that came from outside."""
    return compound(item({CLASS: "IPM.Note", HEADER: CAME, SUBJECT: "[commons] Masts", BODY: TEXT}) | more)


def sent(texts: dict[int, str | bytes] = {}, **more: Tree) -> bytes:  # noqa: B006
    """A mail as it lies among those that were sent."""
    return compound(item(NOTE | texts, {SUBMITTED: SENT}) | more)


def recipient(kind: int, name: str, **keys: str) -> Tree:
    texts: dict[int, str | bytes] = {NAME: name} | {
        {"smtp": SMTP, "address": ADDRESS}[key]: text for key, text in keys.items()
    }
    return item(texts, {KIND: kind}, head=8)


def attached(**texts: str | bytes) -> Tree:
    keys = {"data": DATA, "name": LONG_NAME, "kind": MIME_TYPE, "cid": CONTENT_ID}
    return item({keys[key]: text for key, text in texts.items()}, head=8)


def read(data: bytes) -> Message:
    return message_from_bytes(outlook.mail(data))


# -- what is in them is read -------------------------------------------------------------------------------------------------


def test_a_mail_that_came_is_the_mail_that_it_was(desk: Desk) -> None:
    desk.put("Masts.msg", came())
    assert desk.ingest().problems == []
    assert desk.seen(POSTS) == [
        (
            "Ann Example",
            "ann@example.org",
            "[commons] Masts",
            "2025-11-01T06:49:07Z",
            "a@example.org",
            "The commons",
            "The masts came on Monday.",
        )
    ]
    assert desk.seen("select name from sightings where inside != ''") == ["Bob Example"]


def test_the_same_mail_as_file_and_in_an_mbox_is_one_note(desk: Desk) -> None:
    head = CAME.partition("\r\n")[2].partition("MIME-Version")[0]
    desk.put("Masts.msg", came())
    desk.put("commons.mbox", f"From ann@example.org Sat Nov  1 06:49:07 2025\n{head}\n{TEXT}\n".replace("\r\n", "\n"))
    desk.ingest()
    assert desk.dedupe().repeats == 1


def test_of_a_mail_that_was_sent_the_properties_tell_the_header() -> None:
    mail = read(
        sent(
            {IDENTIFIER: "<a@example.org>", PARENT: "<b@example.org>"},
            **{
                "__recip_version1.0_#00000000": recipient(1, "The commons", smtp="commons@lists.example.org"),
                "__recip_version1.0_#00000001": recipient(1, "'bob@example.org'", address="bob@example.org"),
                "__recip_version1.0_#00000002": recipient(2, "Cyd Example", address="/O=EXAMPLE/OU=STAFF/CN=CYD"),
                "__recip_version1.0_#00000003": recipient(3, "Dee Example", smtp="dee@example.org"),
            },
        )
    )
    assert {
        name: mail[name] for name in ("From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "Bcc")
    } == {
        "From": "Ann Example <ann@example.org>",
        "To": "The commons <commons@lists.example.org>, bob@example.org",
        "Cc": "Cyd Example",
        "Subject": "Masts",
        "Date": "Sat, 01 Nov 2025 06:49:07 +0000",
        "Message-ID": "<a@example.org>",
        "In-Reply-To": "<b@example.org>",
        "Bcc": None,
    }


def test_names_and_texts_in_other_letters_are_read(desk: Desk) -> None:
    desk.put("a.msg", sent({AUTHOR: "Änn, Beispiel", SUBJECT: "Мачты", BODY: "Доброе утро.\r\n"}))
    desk.ingest()
    assert desk.seen("select name, subject, own from sightings") == [("Änn, Beispiel", "Мачты", "Доброе утро.")]


@pytest.mark.parametrize(
    ("codepage", "charset"), [(1251, "cp1251"), (20866, "koi8-r"), (65001, "utf-8"), (28595, "iso-8859-5")]
)
def test_a_file_of_old_outlook_is_read_in_its_code_page(desk: Desk, codepage: int, charset: str) -> None:
    made = item({}, {CODEPAGE: codepage})
    for key, text in {CLASS: "IPM.Note", SUBJECT: "Мачты", BODY: "Доброе утро."}.items():
        made[f"__substg1.0_{key:04X}001E"] = text.encode(charset)
    desk.put("a.msg", compound(made))
    desk.ingest()
    assert desk.seen("select subject, own from sightings") == [("Мачты", "Доброе утро.")]


def test_a_body_in_html_alone_is_read(desk: Desk) -> None:
    html = "<html><body><p>Grüße vom Mast</p><blockquote type=cite><p>Wann kommen sie?</p></blockquote></body></html>"
    made = item(
        {CLASS: "IPM.Note", SUBJECT: "Masts", HTML: html.encode("cp1252"), **SENDER},
        {SUBMITTED: SENT, INTERNET_CODEPAGE: 1252},
    )
    desk.put("a.msg", compound(made))
    desk.ingest()
    assert desk.seen("select own from sightings where inside = ''") == ["Grüße vom Mast"]


def test_what_is_attached_is_listed_and_a_mail_attached_is_read(desk: Desk) -> None:
    inner = item(
        {CLASS: "IPM.Note", SUBJECT: "Poles", BODY: "All the poles stand.", AUTHOR: "Bob Example"},
        {SUBMITTED: SENT},
        head=24,
    )
    desk.put(
        "a.msg",
        sent(
            **{
                "__attach_version1.0_#00000000": attached(
                    data=b"%PDF-1.7 masts", name="masts.pdf", kind="application/pdf"
                ),
                "__attach_version1.0_#00000001": attached(
                    data=b"\x89PNG", name="mast.png", kind="image/png", cid="1@example.org"
                ),
                "__attach_version1.0_#00000002": {**attached(), "__substg1.0_3701000D": inner},
                "__attach_version1.0_#00000003": attached(data=b"x" * 5000, name="Mäste.bin"),
            }
        ),
    )
    assert desk.ingest().problems == []
    assert desk.seen("select name, subject, own from sightings where inside != '' and subject = 'Poles'") == [
        ("Bob Example", "Poles", "All the poles stand.")
    ]
    names = desk.seen("select filename, bytes from attachments order by filename")
    assert [row for row in names if row[0] in ("masts.pdf", "Mäste.bin")] == [("Mäste.bin", 5000), ("masts.pdf", 14)]


def test_what_was_signed_as_a_whole_is_read(desk: Desk) -> None:
    text = b"--B\r\nContent-Type: text/plain\r\n\r\nThe masts came.\r\n--B--\r\n"
    signed = b"Content-Type: multipart/signed; boundary=B; protocol=x\r\n\r\n" + text
    made = item({CLASS: "IPM.Note.SMIME.MultipartSigned", SUBJECT: "Masts", **SENDER}, {SUBMITTED: SENT})
    desk.put(
        "a.msg",
        compound(
            {**made, "__attach_version1.0_#00000000": attached(data=signed, name="smime.p7m", kind="multipart/signed")}
        ),
    )
    desk.ingest()
    assert desk.seen("select own from sightings") == ["The masts came."]


def test_the_same_file_gives_the_same_mail() -> None:
    assert outlook.mail(came()) == outlook.mail(came())


WRAPPED = rb"""{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator none;}
{\*\htmltag18 <html>}{\*\htmltag50 <body>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Gr\'fc\'dfe vom \u1052?ast
\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}{\*\htmltag84 <blockquote type=cite>}\htmlrtf{\li720 \htmlrtf0 Wann kommen sie?
{\*\htmltag92 </blockquote>}}"""


@pytest.mark.parametrize("packed", [b"MELA", b"LZFu"])
@pytest.mark.parametrize(
    ("rich", "own", "quoted"),
    [
        (an_rtf("The masts came."), "The masts came.\nSee the plan <https://example.org/plan>.", ""),
        (WRAPPED, "Grüße vom Мast", "Wann kommen sie?"),
    ],
    ids=["rich text", "wrapped HTML"],
)
def test_a_body_in_rich_text_alone_is_read(desk: Desk, rich: bytes, own: str, quoted: str, packed: bytes) -> None:
    head = struct.pack("<II4sI", len(rich) + 12, len(rich), packed, 0)
    runs = [b"\0" + rich[at : at + 8] for at in range(0, len(rich), 8)] if packed == b"LZFu" else [rich]
    body = head + b"".join(runs)
    desk.put("a.msg", compound(item({CLASS: "IPM.Note", SUBJECT: "Masts", RTF: body, **SENDER}, {SUBMITTED: SENT})))
    assert desk.ingest().problems == []
    assert desk.seen("select own from sightings where inside = ''") == [own]
    assert desk.seen("select own from sightings where inside != ''") == ([quoted] if quoted else [])


def test_a_draft_is_from_nobody(desk: Desk) -> None:
    desk.put("a.msg", compound(item({CLASS: "IPM.Note", SUBJECT: "Masts", BODY: "They come on Monday."})))
    desk.ingest()
    assert desk.seen("select name, own from sightings") == [("", "They come on Monday.")]
    assert desk.seen("select format from sources") == ["eml"]


# -- what is none, or harms ----------------------------------------------------------------------------------------------------

NO_MAIL = "an old office file, or an item of Outlook, that is damaged or no text"
NONE = {
    "a contact": compound(item({CLASS: "IPM.Contact", NAME: "Ann Example"})),
    "a table of old Excel": compound({"Workbook": b"x" * 5000}),
    "a table with a message in it": compound({"Workbook": b"x", "Objects": item(NOTE)}),
    "a message cut off": came()[:2000],
    "its begin alone": MAGIC,
}


@pytest.mark.parametrize("data", NONE.values(), ids=NONE)
def test_what_is_no_message_is_one_problem_and_the_run_goes_on(desk: Desk, data: bytes) -> None:
    desk.put("a.msg", data)
    desk.put("b.msg", came())
    assert [problem.what for _, problem in desk.ingest().problems] == [NO_MAIL]
    assert desk.seen("select message_id from sightings where inside = ''") == ["a@example.org"]


def deep(depth: int) -> Tree:
    made = item({CLASS: "IPM.Note", BODY: f"At depth {depth}."}, head=24)
    if depth < 12:
        made["__attach_version1.0_#00000000"] = {**attached(), "__substg1.0_3701000D": deep(depth + 1)}
    return made


def test_messages_in_messages_end_somewhere() -> None:
    found = outlook.mail(sent(**{"__attach_version1.0_#00000000": {**attached(), "__substg1.0_3701000D": deep(1)}}))
    assert found.count(b"message/rfc822") == outlook.DEPTH


def circular() -> bytes:
    """A file whose table leads from a sector of a long text to the same one, and which says that the text is endless."""
    data = bytearray(sent({BODY: "x" * 40_000}))
    directory = data.index("Root Entry".encode("utf-16-le"))
    entry = next(at for at in range(directory, len(data), 128) if struct.unpack_from("<Q", data, at + 120)[0] == 80_000)
    (sector,) = struct.unpack_from("<I", data, entry + 116)
    struct.pack_into("<I", data, 512 + 4 * sector, sector)
    struct.pack_into("<Q", data, entry + 120, 1 << 31)
    return bytes(data)


def test_a_file_that_leads_in_a_circle_is_left() -> None:
    assert outlook.is_one(circular())
    assert outlook.mail(circular()) == circular()


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_is_a_mail_or_none_and_never_an_error(seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    data = bytearray(sent(**{"__attach_version1.0_#00000000": attached(data=b"y" * 3 * MINI, name="y")}))
    for _ in range(40):
        data[chance.randrange(len(data))] = chance.randrange(256)
        outlook.mail(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))


@pytest.mark.parametrize("line", ["a" + " " * 500_000 + "b", "\r\n " * 100_000, "a: b\r\n" * 50_000, "@" * 500_000])
def test_long_lines_are_read_in_one_pass(line: str) -> None:
    assert b"MIME-Version" in outlook.mail(sent({SUBJECT: line, HEADER: line, AUTHOR: line, AUTHOR_SMTP: line}))
