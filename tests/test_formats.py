"""Which format a source is of, and what each format reads in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import ENVELOPE, mail, post, posts

from ingest import formats
from ingest.formats import babyl, document, mbox, mmdf, month, saved_page
from ingest.formats.piece import Piece
from ingest.message import Kind, MailingList, Post, Problem, Sender, SentBasis
from ingest.times import iso

PIPERMAIL = """From ann at example.org  Sat Nov  1 06:49:07 2025
From: ann at example.org (Ann Example)
Date: Sat, 1 Nov 2025 07:49:07 +0100
Subject: [commons] Masts
In-Reply-To: <a@example.org>
References: <b@example.org> <a@example.org>
Message-ID: <c@example.org>

Good morning.

"""
OLD_MONTH = """From ann@example.org Mon, 2 Aug 1999 18:55:09 -0400 (EDT)
Date: Mon, 2 Aug 1999 18:55:09 -0400 (EDT)
From: Ann Example ann@example.org
Subject: [commons]Masts

Good morning.



From ben@example.net Tue, 3 Aug 1999 10:01:13 -0400 (EDT)
Date: Tue, 3 Aug 1999 10:01:13 -0400 (EDT)
From: Ben Other ben@example.net
Subject: [commons]Masts

Good evening.


"""
# a body as Mailman before 2.1 left it: its parts, and no field that says so
UNDECLARED = """This is a multi-part message in MIME format.

--=_Next.1
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Gr=FC=DFe aus dem Dorf, and good morn=
ing.

--=_Next.1
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<p>Gr=FC=DFe aus dem Dorf, and good morning.</p>
--=_Next.1--
"""
SAVED = """[commons] Masts

Ann Example ann at example.org
Sat Nov 1 06:49:07 UTC 2025

Good morning.

More information about the commons mailing list
"""
PAGE = "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body><form>Password</form></body></html>\n"

# -- detection -----------------------------------------------------------------------------------------------------------

RULE = "\1\1\1\1\n"
FIRST, SECOND = (
    mail(f"{word}.\n", "", Message_ID=f"<{name}@example.org>", From="Ann Example <ann@example.org>").lstrip()
    for word, name in (("First", "one"), ("Second", "two"))
)
MMDF = f"{RULE}{FIRST}{RULE}{RULE}{SECOND}{RULE}"
BABYL = (
    "BABYL OPTIONS: -*- rmail -*-\nVersion: 5\nLabels:\nNote:   This is the header of an rmail file.\n\x1f\x0c\n"
    f"1, answered,,\nSummary-line:  1-Nov  ann@example.org  #Masts\n{FIRST.partition('First')[0]}"
    "*** EOOH ***\nFrom: Ann Example <ann@example.org>\n\nFirst.\n\x1f\x0c\n"
    f"0, unseen,,\n*** EOOH ***\n{SECOND}\x1f"
)
HEADS = [  # (what lies there, its first bytes, name of the format or None)
    ("a Pipermail month", PIPERMAIL, "pipermail"),
    ("a Pipermail month from Windows", PIPERMAIL.replace("Good", "Agenda: good").replace("\n", "\r\n"), "pipermail"),
    ("a Pipermail month under a byte order mark", "\ufeff" + PIPERMAIL, "pipermail"),
    ("a Pipermail month of Mailman 1", OLD_MONTH, "pipermail"),
    ("a Pipermail month whose first post has no Message-ID", PIPERMAIL.replace("Message-ID: <c@example.org>\n", ""), "pipermail"),
    ("an mbox", mail(To="commons@example.org"), "mbox"),
    ("an mbox below blank lines", "\n\r\n\n" + mail(To="commons@example.org"), "mbox"),
    ("an mbox of public-inbox", mail(To="commons@example.org", envelope="From mboxrd@z Thu Jan  1 00:00:00 1970"), "mbox"),
    ("an mbox with a page in it", mail(PAGE, Content_Type="text/html"), "mbox"),
    ("a saved page", SAVED, "pipermail page as text"),
    ("a saved page, its name of two words only in the address", SAVED.replace("Ann Example ann", "ann"), "pipermail page as text"),
    ("minutes", "Minutes\n2 April 2025\n\nWe met at nine.\n", "document"),
    ("minutes in Latin-1", "Protokoll: Möwen und Masten\n".encode("latin-1"), "document"),
    ("prose that begins with From", "From what I can see, the mast is short.\nSubject: none.\n", "document"),
    ("Markdown", "# Session outcome\n\n- masts\n- trees\n", "document"),
    ("a web page", PAGE, "web page"),
    ("a web page without doctype", PAGE.partition("\n")[2], "web page"),
    ("a login page in capitals", PAGE.upper(), "web page"),
    ("a web page under a byte order mark", "\ufeff" + PAGE, "web page"),
    ("a web page of XML", '<?xml version="1.0"?>\n' + PAGE, "web page"),
    ("a body as Gmail writes it", '<div dir="ltr">I am fine.<br><div>Ann</div></div>\n', "web page"),
    ("a body as Yandex writes it", "\n<p>I am fine.<br /><br />Ann</p><blockquote>How are you?</blockquote>", "web page"),
    ("a table of a page's source", "<TABLE BORDER=1><TR><TD>Masts</TD><TD>3</TD></TR></TABLE>", "web page"),
    ("Markdown below a picture", '<p align="center"><b><i>Masts</i></b></p>\n\n# Session outcome\n\n- masts\n', "document"),
    ("a text about a tag", "<p> begins a paragraph, and </p> ends it.\n", "document"),
    ("a text about an address", "<ann@example.org> wrote <b>, </b>, <br> and </p>.\n", "document"),
    ("nothing", "", None),
    ("blanks", " \n\r\n\t\n", None),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", None),
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00<<", "pdf"),
    ("an archive of files", b"PK\x03\x04\x14\x00\x00\x00", None),
    ("a database", b"SQLite format 3\x00\x10\x00", None),
    ("PostScript", "%!PS-Adobe-3.0\n%%Title: Minutes\n(Minutes) show\n", None),
    ("rich text", "{\\rtf1\\ansi Minutes, and more.}", "rtf"),
    ("a git bundle", "# v2 git bundle\n" + "0" * 40 + " refs/heads/main\n\n", None),
    ("text in UTF-16", "Minutes\n".encode("utf-16"), None),
    ("data", '{\n  "token": "abc"\n}\n', None),
    ("a list of data", "[[1, 2], [3]]", None),
    ("minutes that begin with a bracket", "[draft] Minutes\nWe met.\n", "document"),
    ("a mailbox of MMDF", MMDF, "mmdf"),
    ("a file of RMAIL", BABYL, "babyl"),
    ("a text about files of RMAIL", "The first line is\nBABYL OPTIONS:\n", "document"),
    ("an mbox under rubbish", "\x00\x00\nrubbish\n" + mail(To="commons@example.org"), "mbox cut"),
    ("an mbox cut in the middle of a message", "words\n" * 99 + mail() + mail(), "mbox cut"),
    ("a text that quotes an envelope line deep in it", "words\n" * 99 + mail(), "document"),
    ("a mail that holds an mbox", mail("Hello.\n\n" + mail() + mail(), "", Message_ID="<a@x.org>").lstrip(), "eml"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "head", "name"), HEADS, ids=[what for what, _, _ in HEADS])
def test_what_a_source_is_is_found_by_looking_into_it(what: str, head: str | bytes, name: str | None) -> None:
    data = head.encode() if isinstance(head, str) else head
    form = formats.detect(data[: formats.HEAD], PurePath("x.txt"))
    assert (form.NAME if form else None) == name, what


@pytest.mark.parametrize("form", formats.FORMATS, ids=lambda form: form.NAME)
def test_a_format_is_found_by_its_name(form: formats.Format) -> None:
    assert formats.named(form.NAME) is form


def test_a_piece_that_breaks_its_reader_is_a_problem() -> None:
    (found,) = formats.read(document.NAME, Piece("no bytes"))  # type: ignore[arg-type]
    assert isinstance(found, Problem)
    assert (found.place, found.what) == ("0-8", "message could not be read")


@pytest.mark.parametrize("form", formats.FORMATS, ids=lambda form: form.NAME)
def test_a_file_name_decides_nothing(form: formats.Format) -> None:
    found = {
        form.detect(PAGE.encode(), PurePath(name)) for name in ("a.mbox", "2025-March.txt", "a.md", "a.html", "a.pdf")
    }
    assert found == {form is formats.web_page}


# -- Pipermail months ------------------------------------------------------------------------------------------------------


def test_the_header_of_a_mail_in_a_month_is_in_the_charset_of_its_body() -> None:
    text = "Jó hírünk van: őszre fölújítják a kikötőt, és a révész hűvös estéken is átvisz.\n"
    mail = PIPERMAIL.replace("Subject: ", "Subject: őszi ").split("\n\n")[0] + f"\n\n{text}"
    (found,) = month.read(Piece(mail.encode("iso8859-2"), 100, "commons/2025-November.txt", MailingList("commons")))
    assert found.subject.startswith("őszi ")
    assert text.strip() in found.text


def test_a_post_of_a_month_is_read_field_by_field() -> None:
    (found,) = month.read(Piece(PIPERMAIL.encode(), 100, "commons/2025-November.txt", MailingList("commons")))
    assert isinstance(found, Post)
    assert found.place == f"100-{100 + len(PIPERMAIL)}"
    assert (found.message_id, found.parents) == ("c@example.org", ("b@example.org", "a@example.org"))
    assert (found.subject, found.sender) == ("[commons] Masts", Sender("Ann Example", "ann@example.org"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.HEADER)
    assert (found.mailing_list, found.text) == (MailingList("commons"), "Good morning.\n\n")


def test_a_month_of_mailman_1_is_read_field_by_field() -> None:
    first, second = (each for each in posts(month, OLD_MONTH.encode()) if isinstance(each, Post))
    assert (first.sender, second.sender) == (
        Sender("Ann Example", "ann@example.org"),
        Sender("Ben Other", "ben@example.net"),
    )
    assert (iso(first.sent), first.subject) == ("1999-08-02T22:55:09Z", "[commons]Masts")
    assert (first.text.strip(), second.text.strip()) == ("Good morning.", "Good evening.")


def test_parts_that_no_field_declares_are_read_as_parts() -> None:
    found = post(month, PIPERMAIL.replace("Good morning.\n", UNDECLARED))
    assert (found.text.strip(), found.html) == ("Grüße aus dem Dorf, and good morning.", "")
    assert (found.message_id, found.attachments) == ("c@example.org", ())


def test_a_file_among_parts_that_no_field_declares_is_an_attachment() -> None:
    fields = 'Content-Type: application/pdf; name="plan.pdf"\nContent-Transfer-Encoding: base64\n'
    file = f"--=_Next.1\n{fields}\nJVBERi0xLjc=\n--=_Next.1--\n"
    found = post(month, PIPERMAIL.replace("Good morning.\n", UNDECLARED.replace("--=_Next.1--\n", file)))
    assert [(each.filename, each.size) for each in found.attachments] == [("plan.pdf", 8)]


@pytest.mark.parametrize(
    "text",
    [
        f"Look at this mail:\n\n{UNDECLARED}",
        UNDECLARED.replace("This is", "Why is this"),
        "--x\nContent-Type: text/plain\n\nAll of it.\n",
        "--x\nmore of it\n--x--\n",
    ],
)
def test_parts_below_the_words_of_an_author_are_text(text: str) -> None:
    assert post(month, PIPERMAIL.replace("Good morning.\n", text)).text.strip() == text.strip()


def test_a_month_read_as_an_mbox_gives_the_same_post() -> None:
    one, other = post(month, PIPERMAIL), post(mbox, PIPERMAIL)
    assert one == other


SENDERS = [  # (how a month writes the sender, name, address)
    ("ann at example.org (Ann Example)", "Ann Example", "ann@example.org"),
    ("ann em example.org (Ann Example)", "Ann Example", "ann@example.org"),
    ("ann en example.org (Lucía Nubarrón)", "Lucía Nubarrón", "ann@example.org"),
    ("Ann Example <ann at example.org>", "Ann Example", "ann@example.org"),
    ("ann at example.org", "", "ann@example.org"),
    ("@nn @end|ng |rom ex@mp|e@org (Ann Example)", "Ann Example", ""),
    ("ann at example.org (=?UTF-8?Q?J=C3=BCrgen_M=C3=B6wenfeld?=)", "Jürgen Möwenfeld", "ann@example.org"),
    ("ann at example.org (=?iso-8859-2?Q?Zofia_W=EAdrowska?=)", "Zofia Wędrowska", "ann@example.org"),
    ("ann at example.org (Ann (at home) Example)", "Ann (at home) Example", "ann@example.org"),
    ("ann at example.org ()", "", "ann@example.org"),
    ("", "", ""),
]


@pytest.mark.parametrize(("written", "name", "address"), SENDERS)
def test_a_month_hides_addresses_in_its_own_ways(written: str, name: str, address: str) -> None:
    text = PIPERMAIL.replace("ann at example.org (Ann Example)", written)
    assert post(month, text).sender == Sender(name, address)


UNESCAPED = [  # (body in the file, body as it was written)
    (">From June on the key hangs.\n", "From June on the key hangs.\n"),
    (">>From June on the key hangs.\n", ">From June on the key hangs.\n"),
    ("Yes.\n>From June on.\n", "Yes.\nFrom June on.\n"),
    ("> When?\n>From June on.\n", "> When?\n>From June on.\n"),
    (">Fromage and wine.\n", ">Fromage and wine.\n"),
    (">from June on.\n", ">from June on.\n"),
    ("> From June on.\n", "> From June on.\n"),
]


@pytest.mark.parametrize(("escaped", "written"), UNESCAPED)
@pytest.mark.parametrize("form", [month, mbox], ids=lambda form: form.NAME)
def test_from_is_unescaped_where_it_is_no_quote(form: formats.Format, escaped: str, written: str) -> None:
    assert post(form, PIPERMAIL.replace("Good morning.\n", escaped)).text.rstrip() == written.rstrip()


BODIES = [  # (how the bytes came to be, bytes, text)
    ("UTF-8", "Möwe, 海, Wędrowska\n".encode(), "Möwe, 海, Wędrowska"),
    ("Latin-1", "Möwe – “schön”\n".encode("cp1252"), "Möwe – “schön”"),
    ("NUL bytes", b"Good\x00 morning.\x00\n", "Good morning."),
    ("UTF-8 with one broken byte", "Möwe, größte schöne Möwe ".encode() + b"\xff\n", "Möwe, größte schöne Möwe \ufffd"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "body", "text"), BODIES, ids=[how for how, _, _ in BODIES])
@pytest.mark.parametrize("form", [month, mbox], ids=lambda form: form.NAME)
def test_raw_bytes_are_read_as_what_they_most_likely_are(
    form: formats.Format, how: str, body: bytes, text: str
) -> None:
    found = posts(form, PIPERMAIL.encode().replace(b"Good morning.\n", body))
    assert [p.text.strip() for p in found if isinstance(p, Post)] == [text], how


RAW_HEADERS = [  # (charset the mail declares, bytes of the name, name)
    ("utf-8", "Jürgen".encode(), "Jürgen"),
    ("iso-8859-1", "Jürgen".encode("latin-1"), "Jürgen"),
    ("iso-8859-2", "Wędrowska".encode("iso-8859-2"), "Wędrowska"),
    ("", "Jürgen".encode("latin-1"), "Jürgen"),
    ("", "Wędrowska".encode(), "Wędrowska"),
]


@pytest.mark.parametrize(("charset", "raw", "name"), RAW_HEADERS)
def test_raw_8_bit_headers_are_read_with_the_charset_of_the_mail(charset: str, raw: bytes, name: str) -> None:
    kind = f'text/plain; charset="{charset}"' if charset else None
    data = mail(From="NAME <ann@example.org>", Content_Type=kind).encode().replace(b"NAME", raw)
    (found,) = posts(mbox, data)
    assert isinstance(found, Post)
    assert found.sender.name == name


# -- dates -----------------------------------------------------------------------------------------------------------------

LATE = "From ann@example.org Tue Jun  3 09:12:00 2025"
DATES = [  # (Date header, Received header, envelope, sent, basis)
    ("Tue, 3 Jun 2025 09:11:50 +0200", None, LATE, "2025-06-03T07:11:50Z", "header"),
    ("Tue, 3 Jun 2025 09:11:50", None, LATE, "2025-06-03T09:11:50", "header"),
    ("Tue, 3 Jun 2025 09:11:50 GMT", None, LATE, "2025-06-03T09:11:50Z", "header"),
    ("Tue, 3 Jun 2025 09:11:50 CEST", None, LATE, "2025-06-03T07:11:50Z", "header"),
    ("Tue, 3 Jun 2025 09:11:50 EDT", None, LATE, "2025-06-03T13:11:50Z", "header"),
    ("Tue, 3 Jun 2025 09:11:50 XYZ", None, LATE, "2025-06-03T09:11:50", "header"),
    ("Tue, 3 Jun 2025 09:11:50 -0000", None, LATE, "2025-06-03T09:11:50Z", "header"),
    ("Tue, 3 Jun 25 09:11:50 +0000", None, LATE, "2025-06-03T09:11:50Z", "header"),
    ("Thu, 31 Jun 2025 25:61:00 +9900", None, LATE, "2025-06-03T09:12:00", "inferred"),
    ("Thu, 01 Jan 1970 00:00:00 +0000", None, LATE, "2025-06-03T09:12:00", "inferred"),
    ("Wed, 6 Feb 2036 06:28:15 +0000", None, LATE, "2025-06-03T09:12:00", "inferred"),
    ("Fri, 6 Jun 2025 09:12:00 +0000", None, LATE, "2025-06-03T09:12:00", "inferred"),
    ("Tue, 3 Juin 2025 09:11:50 +0200", None, LATE, "2025-06-03T07:11:50Z", "header"),
    ("Tue, 3 Jxy 2025 09:11:50 +0200", None, LATE, "2025-06-03T09:12:00", "inferred"),
    ("yesterday", None, LATE, "2025-06-03T09:12:00", "inferred"),
    ("", None, LATE, "2025-06-03T09:12:00", "inferred"),
    (None, None, LATE, "2025-06-03T09:12:00", "inferred"),
    (None, "from a by b; Tue, 3 Jun 2025 11:12:10 +0200", LATE, "2025-06-03T09:12:10Z", "inferred"),
    (None, "from a by b; no day at all", LATE, "2025-06-03T09:12:00", "inferred"),
    (None, None, "From mboxrd@z Thu Jan  1 00:00:00 1970", None, "none"),
    (None, None, "From 0123456789 Mon Sep 17 00:00:00 2001", None, "none"),
    ("Tue, 3 Jun 2025 09:11:50 +0000", None, "From mboxrd@z Thu Jan  1 00:00:00 1970", "2025-06-03T09:11:50Z", "header"),
    ("Tue, 3 Jun 2025 09:11:50 +0000", None, "From 0123456789 Mon Sep 17 00:00:00 2001", "2025-06-03T09:11:50Z", "header"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "received", "line", "sent", "basis"), DATES)
def test_a_time_is_that_of_the_header_unless_it_cannot_be(
    said: str | None, received: str | None, line: str, sent: str | None, basis: str
) -> None:
    found = post(mbox, mail(Date=said, Received=received, envelope=line))
    assert (iso(found.sent), found.sent_basis) == (sent, basis)


# -- mailboxes of other systems --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "data"), [(mmdf, MMDF), (babyl, BABYL)], ids=["mmdf", "babyl"])
def test_the_mails_of_another_mailbox_are_read(form: formats.Format, data: str) -> None:
    found = [each for each in posts(form, data.encode()) if isinstance(each, Post)]
    assert [(each.message_id, each.sender.name, each.text.strip()) for each in found] == [
        ("one@example.org", "Ann Example", "First."),
        ("two@example.org", "Ann Example", "Second."),
    ]
    assert [data[slice(*map(int, each.place.split("-")))].count("Message-ID") for each in found] == [1, 1]


@pytest.mark.parametrize(("form", "data"), [(mmdf, MMDF), (babyl, BABYL)], ids=["mmdf", "babyl"])
def test_another_mailbox_read_in_pieces_holds_the_same(
    form: formats.Format, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = posts(form, data.encode())
    monkeypatch.setattr(mbox, "PIECE", 10)
    pieces = [Piece(data.encode()[a:b], a) for a, b in form.pieces(data.encode())]
    assert len(pieces) == len(whole) == 2
    assert [found for piece in pieces for found in form.read(piece)] == whole


HEAD = FIRST.partition("\n\n")[0]
OF_RMAIL = [  # (what is unusual, the section of one mail)
    ("nothing parts the header from what is shown", f"0,,\n{FIRST}"),
    ("no field is to be shown", f"1,,\n{HEAD}\n*** EOOH ***\n\nFirst.\n"),
]


@pytest.mark.parametrize("section", [section for _, section in OF_RMAIL], ids=[what for what, _ in OF_RMAIL])
def test_a_mail_of_rmail_is_read_whatever_is_missing(section: str) -> None:
    found = post(babyl, f"BABYL OPTIONS:\nVersion: 5\n\x1f\x0c\n{section}\x1f")
    assert (found.message_id, found.text.strip()) == ("one@example.org", "First.")


def test_a_rule_of_mmdf_amid_a_line_parts_no_mails() -> None:
    data = MMDF.replace("First.", f"First. {RULE}Further.")
    assert [each.message_id for each in posts(mmdf, data.encode()) if isinstance(each, Post)] == [
        "one@example.org",
        "two@example.org",
    ]


def test_a_mailbox_of_mmdf_that_lost_a_rule_loses_no_mail() -> None:
    for lost in (MMDF[5:], MMDF[:-5], MMDF.replace(f"{RULE}{RULE}", RULE)):
        assert [each.message_id for each in posts(mmdf, lost.encode()) if isinstance(each, Post)] == [
            "one@example.org",
            "two@example.org",
        ]


# -- headers of an mbox ----------------------------------------------------------------------------------------------------


def test_the_first_of_two_fields_counts() -> None:
    text = mail(Message_ID="<a@example.org>").replace("Subject: Masts\n", "Subject: Masts\nSubject: Trees\n")
    assert post(mbox, text.replace("\n\n", "\nMessage-ID: <b@example.org>\n\n", 1)).subject == "Masts"
    assert post(mbox, text.replace("\n\n", "\nMessage-ID: <b@example.org>\n\n", 1)).message_id == "a@example.org"


def test_folded_fields_are_one_line() -> None:
    found = post(mbox, mail(Subject="Masts,\n trees\n\tand birds", References="<a@example.org>\n\t<b@example.org>"))
    assert found.subject == "Masts, trees and birds"
    assert found.parents == ("a@example.org", "b@example.org")


def test_a_message_without_message_id_has_none() -> None:
    assert post(mbox, mail()).message_id == ""


def test_a_thousand_references_are_all_kept_in_order() -> None:
    chain = [f"n{n}@example.org" for n in range(1000)]
    found = post(mbox, mail(References="\n ".join(f"<{i}>" for i in chain)))
    assert found.parents == tuple(chain)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n\r\n"])
def test_a_message_may_have_no_body(end: str) -> None:
    found = post(mbox, f"{ENVELOPE}\nFrom: ann@example.org\nSubject: Masts{end}")
    assert (found.subject, found.text.strip()) == ("Masts", "")


def test_a_header_block_may_have_no_end() -> None:
    found = post(mbox, f"{ENVELOPE}\nFrom: ann@example.org\nSubject: Masts\nGood morning without a blank line.")
    assert found.subject == "Masts"
    assert found.sender.address == "ann@example.org"


def test_the_archived_at_page_is_kept_and_nothing_else_of_that_field() -> None:
    page = "https://lists.example.org/archives/list/commons@lists.example.org/message/J34MLRPRMLF3XXQKZ3MYY6V2B43XYDR3/"
    assert post(mbox, mail(Archived_At=f"<{page}>")).url == page
    assert post(mbox, mail(Archived_At="<javascript:alert(1)>")).url == ""
    assert post(mbox, mail(Archived_At=f"<{page}> (page)")).url == ""


ANN = Sender("Ann Example", "ann@example.org")
LIST = "commons@lists.example.org"
VIA = [  # (From, Reply-To, who wrote)
    (f"Ann Example via commons <{LIST}>", "Ann Example <ann@example.org>", ANN),
    (f"'Ann Example' via commons <{LIST}>", "ann@example.org", ANN),
    (f"Ann Example via commons <{LIST}>", f"{LIST}, Ann Example <ann@example.org>", ANN),
    (f"Ann Example via commons <{LIST}>", f'"Commons, a list" <{LIST}>, Ann Example <ann@example.org>', ANN),
    (f"Ann Example via commons <{LIST}>", LIST, Sender("Ann Example", "")),
    (f"Ann Example via commons <{LIST}>", "Ben Other <ben@example.org>", Sender("Ann Example", "")),
    (f"Ann Example via commons <{LIST}>", None, Sender("Ann Example", "")),
    ("Ann Example <ann@example.org>", "Ben Other <ben@example.org>", ANN),
    ("Olivia Example <olivia@example.org>", None, Sender("Olivia Example", "olivia@example.org")),
]


@pytest.mark.parametrize(("written", "reply_to", "author"), VIA)
def test_who_wrote_is_told_however_the_list_rewrote_it(written: str, reply_to: str | None, author: Sender) -> None:
    assert post(mbox, mail(From=written, Reply_To=reply_to)).sender == author


LISTS = [  # (List-Id, List-Post, other fields, name, address)
    ("How we govern <commons.lists.example.org>", None, {}, "How we govern", "commons@lists.example.org"),
    ('"How we govern" <commons.lists.example.org>', None, {}, "How we govern", "commons@lists.example.org"),
    ("<commons.lists.example.org>", None, {}, "commons", "commons@lists.example.org"),
    ("commons.lists.example.org", None, {}, "commons", "commons@lists.example.org"),
    ("=?utf-8?q?M=C3=B6wen?= <commons.lists.example.org>", None, {}, "Möwen", "commons@lists.example.org"),
    ("How we govern <commons.example.org>", "<mailto:commons@lists.example.org>", {}, "How we govern", "commons@lists.example.org"),
    (None, "<mailto:commons@lists.example.org?subject=hello>", {}, "commons", "commons@lists.example.org"),
    (None, "NO", {"Mailing_List": "list commons@lists.example.org; contact a@example.org"}, "commons", "commons@lists.example.org"),
    (None, None, {}, "folder", ""),
]  # fmt: skip


@pytest.mark.parametrize(("list_id", "list_post", "more", "name", "address"), LISTS)
def test_the_list_is_that_of_its_headers_or_else_of_its_folder(
    list_id: str | None, list_post: str | None, more: dict[str, str], name: str, address: str
) -> None:
    data = mail(List_Id=list_id, List_Post=list_post, List_Archive="<https://lists.example.org/a/>", **more).encode()
    (found,) = mbox.read(Piece(data, mailing_list=MailingList("folder")))
    assert isinstance(found, Post)
    assert (found.mailing_list.name, found.mailing_list.address) == (name, address)
    assert found.mailing_list.archive_url == ("https://lists.example.org/a/" if address else "")


def test_a_message_that_breaks_its_reader_costs_itself_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RecursionError("too deep")

    data = (mail("One.") + mail("Two.", Content_Type="multipart/mixed; boundary=x") + mail("Three.")).encode()
    monkeypatch.setattr(mbox.mime, "_parts", breaks)
    first, second, third = mbox.read(Piece(data, 50))
    assert isinstance(first, Post)
    assert isinstance(third, Post)
    start = 50 + len(mail("One."))
    end = 50 + len(data) - len(mail("Three."))
    assert second == Problem(f"{start}-{end}", "message could not be read", "RecursionError: too deep")


@pytest.mark.parametrize("form", formats.FORMATS, ids=lambda form: form.NAME)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_a_format(form: formats.Format, data: bytes) -> None:
    for head in (b"", PIPERMAIL.partition("Good")[0].encode(), SAVED.partition("Good")[0].encode()):
        form.detect(head + data, PurePath("x"))
        assert not [p for p in posts(form, head + data) if isinstance(p, Problem) and "not be read" in p.what]


# -- saved pages -----------------------------------------------------------------------------------------------------------


def test_a_saved_page_is_one_post_of_its_list() -> None:
    found = post(saved_page, SAVED)
    assert (found.subject, found.sender) == ("[commons] Masts", Sender("Ann Example", "ann@example.org"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.PAGE)
    assert found.mailing_list == MailingList("commons")
    assert found.text.strip().startswith("Good morning.")


ZONES = [  # (time as a page prints it, in UTC; without a zone where the page names none that is known)
    ("Sat Nov 1 06:49:07 UTC 2025", "2025-11-01T06:49:07Z"),
    ("Sat Nov  1 06:49:07 GMT 2025", "2025-11-01T06:49:07Z"),
    ("Sat Nov 1 06:49:07 CET 2025", "2025-11-01T05:49:07Z"),
    ("Tue Jul 1 06:49:07 CEST 2025", "2025-07-01T04:49:07Z"),
    ("Tue Jul 1 06:49:07 EDT 2025", "2025-07-01T10:49:07Z"),
    ("Sat Nov 1 06:49:07 PST 2025", "2025-11-01T14:49:07Z"),
    ("Sat Nov 1 06:49:07 IST 2025", "2025-11-01T01:19:07Z"),
    ("Sat Nov 1 06:49:07 XYZ 2025", "2025-11-01T06:49:07"),
    ("Sat Nov 1 06:49:07 2025", "2025-11-01T06:49:07"),
]


@pytest.mark.parametrize(("printed", "sent"), ZONES)
def test_a_saved_page_prints_zones_by_name(printed: str, sent: str) -> None:
    assert iso(post(saved_page, SAVED.replace("Sat Nov 1 06:49:07 UTC 2025", printed)).sent) == sent


@pytest.mark.parametrize("below", ["", "\n       \n    "], ids=["together", "apart"])
def test_a_saved_page_may_have_the_name_on_a_line_of_its_own(below: str) -> None:
    apart = SAVED.replace("Ann Example ann at example.org\n", f"Ann Example\nann at example.org\n{below}")
    found = post(saved_page, apart)
    assert found.sender == Sender("Ann Example", "ann@example.org")
    assert (found.subject, found.text) == (post(saved_page, SAVED).subject, post(saved_page, SAVED).text)
    twice = SAVED.replace("Ann Example ann at", "and poles\nann at example.org ann at")
    assert post(saved_page, twice).sender == Sender("", "ann@example.org")


def test_a_saved_page_may_show_its_search_above_the_subject() -> None:
    found = post(saved_page, f"Search the archives\nSort by:\n\n{SAVED}")
    assert (found.subject, found.text) == (post(saved_page, SAVED).subject, post(saved_page, SAVED).text)


def test_a_saved_page_without_its_last_line_names_its_list_in_the_subject() -> None:
    text = SAVED.replace("More information about the commons mailing list\n", "")
    assert post(saved_page, text).mailing_list == MailingList("commons")
    assert post(saved_page, text.replace("[commons] ", "")).mailing_list == MailingList()


# -- documents -------------------------------------------------------------------------------------------------------------

DOCUMENTS = [  # (text, title, day)
    ("Minutes: April meeting\nDate: 2 April 2025\n\nWe met.\n", "Minutes: April meeting", date(2025, 4, 2)),
    ("# Session Outcome\n## Masts and trees\n\n14 June 2025\n", "Session Outcome: Masts and trees", date(2025, 6, 14)),
    ("From April 2nd, 2025 to 3 May 2025.\n", "From April 2nd, 2025 to 3 May 2025.", date(2025, 4, 2)),
    ("Report of 1 May 2025\nDate: 2025-05-03\n", "Report of 1 May 2025", date(2025, 5, 3)),
    ("Notes\n\nThe 31st of June 2025 is no day.\n", "Notes", None),
    ("Notes\n\nNo day is named here.\n", "Notes", None),
    ("*** Notes ***\nFirst point.\n", "Notes", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "day"), DOCUMENTS)
def test_a_document_states_its_title_and_its_day(text: str, title: str, day: date | None) -> None:
    found = post(document, text)
    assert found.kind is Kind.DOCUMENT
    assert (found.subject, found.sent, found.text) == (title, day, text)
    assert found.sent_basis == (SentBasis.PAGE if day else SentBasis.NONE)


def test_a_day_deep_in_a_document_is_not_its_day() -> None:
    assert post(document, "Notes\n" + "More.\n" * 40 + "2 April 2025\n").sent is None


def test_times_carry_a_zone_exactly_where_the_source_names_one() -> None:
    assert post(mbox, mail()).sent == datetime(2025, 11, 1, 6, 49, 7, tzinfo=UTC)
    assert post(mbox, mail(Date="1 Nov 2025 06:49:07")).sent == datetime(2025, 11, 1, 6, 49, 7)
