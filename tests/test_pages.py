"""Pages of archives: what each program writes, and what is read in it."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path, PurePath

import pytest
from archive_pages import (
    BODY,
    IETF_FIELDS,
    INBOX_ONE,
    INBOX_TEXT,
    LISTSERV_LOG,
    LISTSERV_TEXT,
    MARC_TEXT,
    MHONARC_FIELDS,
    TEXT,
    hyperkitty,
    hyperkitty_mail,
    hypermail,
    ietf,
    inbox_thread,
    listserv,
    mail_archive,
    marc,
    mhonarc,
    pipermail,
)
from reading import Desk, post, posts

from ingest import formats
from ingest.formats import (
    hyperkitty_json,
    hyperkitty_page,
    ietf_page,
    index_page,
    listserv_page,
    pipermail_page,
    public_inbox_page,
    scrubbed_part,
)
from ingest.formats import hypermail as hypermail_page
from ingest.formats import mail_archive as mail_archive_page
from ingest.formats import marc as marc_page
from ingest.formats import mhonarc as mhonarc_page
from ingest.formats.piece import Piece
from ingest.message import Attachment, MailingList, Post, Problem, Sender, SentBasis
from ingest.times import iso
from tests.growth import assert_grows_with_size, seconds

ONE, TWO, THREE, FOUR = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ23456" + end for end in "ABCD")
COMMONS = MailingList("commons", "commons@lists.example.org", "http://lists.example.org/pipermail/commons/")

MONTH_INDEX = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD><title>The Commons November 2025 Archive by thread</title></HEAD>
  <BODY BGCOLOR="#ffffff"><a name="start"></A>
      <h1>November 2025 Archives by thread</h1>
      <ul><li> <b>Messages sorted by:</b> <a href="subject.html#start">[ subject ]</a></ul>
<LI><A HREF="000123.html">[commons] Masts</A>
"""
MONTHS = """<HTML><HEAD><title>The Commons Archives</title></HEAD><BODY>
<td>November 2025:</td><td><A href="2025-November/thread.html">[ Thread ]</a></td>
"""
LISTINFO = """<!-- $Revision: 5865 $ -->
<HTML><HEAD><TITLE>Commons Info Page</TITLE></HEAD><BODY>
<FORM Method=POST ACTION="../subscribe/commons">
Delivered by Mailman
"""
MHONARC_INDEX = '<!-- MHonArc v2.6.19 -->\n<!DOCTYPE HTML>\n<html><a href="msg00001.html">Masts</a>\n'
HYPERMAIL_INDEX = (
    '<!DOCTYPE html>\n<html><meta name="generator" content="hypermail 2.4.0"><a href="0001.html">Masts</a>\n'
)
THREADS = (
    '[{"url":"https://lists.example.org/archives/api/list/commons@lists.example.org/thread/X/","subject":"Masts"}]'
)
EMAIL = {
    "url": f"https://lists.example.org/archives/api/list/commons@lists.example.org/email/{ONE}/?format=json",
    "message_id": "a@example.org",
    "message_id_hash": ONE,
    "sender": {"address": "ann (a) example.org", "mailman_id": None},
    "sender_name": "Ann Example",
    "subject": "[commons] Masts",
    "date": "2025-11-01T06:49:07Z",
    "parent": f"https://lists.example.org/archives/api/list/commons@lists.example.org/email/{TWO}/?format=json",
    "content": TEXT,
    "attachments": [{"name": "plan.pdf", "content_type": "application/pdf", "size": 253, "download": "https://lists.example.org/a/3/plan.pdf"}],
}  # fmt: skip

HEADS = [  # (what lies there, its text, name of the format)
    ("Pipermail", pipermail(), "pipermail page"),
    ("MHonArc", mhonarc(), "mhonarc page"),
    ("MHonArc in a frame of Mailman", mhonarc().replace("<hr>", "<!--beginarticle-->"), "mhonarc page"),
    ("The Mail Archive", mail_archive(), "mail-archive page"),
    ("MARC", marc(), "marc page"),
    ("the text of a page of MARC", MARC_TEXT, "marc page"),
    ("... below words of somebody", f"Read this.\n{MARC_TEXT}", "document"),
    ("... copied from its fields on", MARC_TEXT.partition("\n\n")[2], "marc page"),
    ("the IETF's archive", ietf(), "ietf page"),
    ("LISTSERV", listserv(), "listserv page"),
    ("LISTSERV, as old versions have it", LISTSERV_LOG, "listserv page"),
    ("the text of a page of LISTSERV", LISTSERV_TEXT, "listserv page"),
    ("... copied from its fields on", LISTSERV_TEXT.partition("Reply\n")[2], "listserv page"),
    ("... below words of somebody", f"Read this.\n{LISTSERV_TEXT}", "document"),
    ("a page of LISTSERV without a message", '<html><a href="wa?A1=ind2511&L=X">Subject:</a></html>', "web page"),
    ("a thread of public-inbox", inbox_thread(), "public-inbox page"),
    ("its text", INBOX_TEXT, "public-inbox page"),
    ("... copied from its first message on", INBOX_TEXT.partition("feed\n")[2], "public-inbox page"),
    ("... below words of somebody", f"Read this.\n{INBOX_TEXT}", "document"),
    ("a message of public-inbox", INBOX_ONE, "public-inbox page"),
    ("hypermail", hypermail(), "hypermail page"),
    ("HyperKitty", hyperkitty(hyperkitty_mail(ONE, "<p>Yes.</p>")), "hyperkitty page"),
    ("a mail of HyperKitty's API", json.dumps(EMAIL), "hyperkitty json"),
    ("the answers of a thread", json.dumps({"replies_html": "", "more_pending": False}), "hyperkitty json"),
    ("a month of Pipermail", MONTH_INDEX, "index page"),
    ("a month of Pipermail in Hungarian", MONTH_INDEX.replace("[ subject ]", "[ tárgy ]"), "index page"),
    (
        "a month that a browser saved",
        MONTH_INDEX.replace('"subject', '"https://lists.example.org/p/subject'),
        "index page",
    ),
    ("the months of a list", MONTHS, "index page"),
    ("months that a browser saved", MONTHS.replace('"2025', '"https://lists.example.org/p/2025'), "index page"),
    ("an archive without a month", MONTHS.partition("<td>")[0], "index page"),
    ("Mailman's page of a list", LISTINFO, "index page"),
    ("an index of MHonArc", MHONARC_INDEX, "index page"),
    ("an index of hypermail", HYPERMAIL_INDEX, "index page"),
    ("a month of HyperKitty", hyperkitty(), "index page"),
    ("threads of HyperKitty's API", THREADS, "index page"),
    ("some other page", "<!DOCTYPE html>\n<html><body><p>Masts &amp; poles</p></body></html>\n", "web page"),
    ("some other JSON", '{"masts": 3, "content": "poles"}', None),
]


@pytest.mark.parametrize(("what", "head", "name"), HEADS, ids=[what for what, _, _ in HEADS])
def test_a_page_tells_which_program_made_it(what: str, head: str, name: str | None) -> None:
    form = formats.detect(head.encode()[: formats.HEAD], PurePath("x.html"))
    assert (form.NAME if form else None) == name, what


def test_a_part_that_was_scrubbed_is_told_by_its_folders() -> None:
    path = PurePath("20251101/6f16bd07/attachment.html")
    form = formats.detect(b"\x89PNG\r\n", path)
    assert form is scrubbed_part
    assert not scrubbed_part.detect(b"\x89PNG\r\n", PurePath("2025-11-01/6f16bd07/attachment.png"))
    assert not scrubbed_part.detect(b"\x89PNG\r\n", PurePath("6f16bd07/attachment.png"))


def test_an_index_page_is_a_source_with_nothing_in_it_and_no_problem(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("commons/2025-November/thread.html", MONTH_INDEX)
    desk.put("commons/attachments/20251101/6f16bd07/attachment.html", "<tt>Good morning</tt>")
    run = desk.ingest()
    assert (run.read, run.tally.found, run.problems) == (2, 0, [])
    assert sorted(desk.seen("select format, found from sources")) == [("index page", 0), ("scrubbed part", 0)]


# -- Pipermail -------------------------------------------------------------------------------------------------------------


def test_a_page_of_pipermail_is_read_field_by_field() -> None:
    found = post(pipermail_page, pipermail())
    assert (found.message_id, found.parents) == ("a@example.org", ())
    assert (found.subject, found.sender) == ("[commons] Masts", Sender("Ann Example", "ann@example.org"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.PAGE)
    assert (found.mailing_list, found.url) == (
        COMMONS,
        "http://lists.example.org/pipermail/commons/2025-November/000123.html",
    )
    assert found.text.strip() == TEXT.strip()


MADE = [  # (which Mailman, what its link for an answer holds, Message-ID, parents)
    ("2.1.9 and later", "Subject=Re%3A%20Masts&In-Reply-To=%3Ca%40example.org%3E", "a@example.org", ()),
    ("2.1.9, an ampersand as entity", "Subject=Re%3A%20Masts&amp;In-Reply-To=%3Ca%40example.org%3E", "a@example.org", ()),
    ("2.1.9, not quoted", "Subject=Re: Masts&In-Reply-To=<a@example.org>", "", ()),
    ("2.1.5, an answer", "Subject=Masts&In-Reply-To=%3Cb%40example.org%3E", "", ("b@example.org",)),
    ("2.1.5, no answer", "Subject=Masts&In-Reply-To=", "", ()),
    ("a post without Message-ID", "Subject=Re%3A%20Masts&In-Reply-To=", "", ()),
    ("what is no Message-ID", "Subject=Re%3A%20Masts&In-Reply-To=Your%20mail%20of%20Monday", "", ()),
]  # fmt: skip


@pytest.mark.parametrize(("which", "query", "message_id", "parents"), MADE, ids=[which for which, *_ in MADE])
def test_the_link_for_an_answer_names_this_message_or_in_old_pages_its_parent(
    which: str, query: str, message_id: str, parents: tuple[str, ...]
) -> None:
    found = post(pipermail_page, pipermail(made=f"commons%40lists.example.org?{query}"))
    assert (found.message_id, found.parents) == (message_id, parents), which


def test_a_page_of_mailman_2_0_opens_a_mail_to_the_sender() -> None:
    found = post(pipermail_page, pipermail(made="ann%40example.org"))
    assert (found.message_id, found.sender) == ("", Sender("Ann Example", "ann@example.org"))
    assert found.mailing_list == MailingList("commons", "", COMMONS.archive_url)


DATES = [  # (how a page writes the time, what it means)
    ("Sat Nov  1 06:49:07 UTC 2025", "2025-11-01T06:49:07Z"),
    ("Sat Nov  1 07:49:07 CET 2025", "2025-11-01T06:49:07Z"),
    ("Sat Nov  1 01:49:07 CDT 2025", "2025-11-01T06:49:07Z"),
    ("Sat Nov  1 06:49:07 2025", "2025-11-01T06:49:07"),
    ("Sábado Novembro  1 07:49:07 CET 2025", "2025-11-01T06:49:07Z"),
    ("Sam 1 Nov 07:49:07 CET 2025", "2025-11-01T06:49:07Z"),
    ("2005. Sze.  2., P, 19:58:18 EDT", "2005-09-02T23:58:18Z"),
    ("2006. Már.  5., V, 10:01:02 EST", "2006-03-05T15:01:02Z"),
    ("Thu Jan  1 01:00:00 CET 1970", None),
    ("no time at all", None),
]


@pytest.mark.parametrize(("written", "sent"), DATES)
def test_a_page_of_pipermail_has_the_time_of_its_server_in_its_language(written: str, sent: str | None) -> None:
    assert iso(post(pipermail_page, pipermail(date=written)).sent) == sent


SENDERS = [  # (address, name, what they mean)
    ("ann em example.org", "Ann Example", Sender("Ann Example", "ann@example.org")),
    ("ann at example.org", "ann at example.org", Sender("", "ann@example.org")),
    ("@nn @end|ng |rom ex@mp|e@org", "Ann Example", Sender("Ann Example", "")),
    ("commons at lists.example.org", "Ann Example via Commons", Sender("Ann Example", "")),
    ("ann at example.org", "Ann &quot;A.&quot; Example", Sender('Ann "A." Example', "ann@example.org")),
    ("", "", Sender()),
]


@pytest.mark.parametrize(("address", "name", "sender"), SENDERS)
def test_a_page_hides_addresses_as_a_month_does(address: str, name: str, sender: Sender) -> None:
    assert post(pipermail_page, pipermail(address=address, name=name)).sender == sender


def test_a_page_is_read_in_the_charset_that_it_declares() -> None:
    page = pipermail(body="Jó reggelt, szép őszt\n", charset="iso-8859-2", subject="[commons] őszi")
    found = post(pipermail_page, page.encode("iso-8859-2"))
    assert (found.subject, found.text.strip()) == ("[commons] őszi", "Jó reggelt, szép őszt")


NO_INDEX = {"index": "index.html"}
VOLUME = "commons/2025-November/000123.html"
URLS = [  # (what tells the address of the page, the page, its path, the address)
    ("the link to the index", pipermail(), "", "http://lists.example.org/pipermail/commons/2025-November/000123.html"),
    ("where Mailman has archives", pipermail(**NO_INDEX), VOLUME, "https://lists.example.org/pipermail/commons/2025-November/000123.html"),
    ("a folder that is no volume", pipermail(**NO_INDEX), "downloads/saved/000123.html", ""),
    ("no host anywhere", pipermail(**NO_INDEX, listinfo="/mailman/listinfo/commons"), VOLUME, ""),
    (
        "Chrome's comment",
        "<!-- saved from url=(0051)https://lists.example.net/p/commons/2025-November/000123.html -->\n" + pipermail(),
        "",
        "https://lists.example.net/p/commons/2025-November/000123.html",
    ),
    (
        "HTTrack's comment",
        "<!-- Mirrored from lists.example.net/p/000123.html by HTTrack Website Copier/3.x [XR&CO'2006] -->" + pipermail(),
        "",
        "http://lists.example.net/p/000123.html",
    ),
    (
        "links that a browser made absolute",
        pipermail(**NO_INDEX).replace('"date.html#123"', '"https://lists.example.net/p/2025-November/date.html#123"'),
        "Masts.html",
        "https://lists.example.net/p/2025-November/000123.html",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "page", "path", "url"), URLS, ids=[why for why, *_ in URLS])
def test_the_address_of_a_page_is_what_it_or_its_links_say(why: str, page: str, path: str, url: str) -> None:
    (found,) = posts(pipermail_page, page.encode(), path)
    assert isinstance(found, Post)
    assert found.url == url, why


def test_a_page_that_was_cut_is_a_problem() -> None:
    cut = pipermail().partition("<!--beginarticle-->")[0] + "<!--beginarticle--"
    (found,) = posts(pipermail_page, cut.encode())
    assert isinstance(found, Problem)
    assert found.what == "no message on this page"


def test_parts_that_no_field_declares_are_read_as_parts_on_a_page_too() -> None:
    part = "Content-Type: text/plain; charset=us-ascii\n\nGood morning.\n\n"
    html = part.replace("plain", "html").replace("Good", "&lt;p&gt;Good")
    assert post(pipermail_page, pipermail(f"--x1\n{part}--x1\n{html}--x1--\n")).text.strip() == "Good morning."


# -- MHonArc ---------------------------------------------------------------------------------------------------------------


def test_a_page_of_mhonarc_is_read_field_by_field() -> None:
    found = post(mhonarc_page, mhonarc())
    assert (found.message_id, found.parents) == ("a-1@example.org", ("c@example.org", "b@example.org"))
    assert (found.subject, found.sender) == ("[commons] Masts", Sender("Ann Example", "ann@example.org"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.PAGE)
    assert found.mailing_list == MailingList("The commons", "commons@lists.example.org")
    assert found.url == "https://lists.example.org/list/commons@lists.example.org/message/X/"
    assert found.text.strip() == TEXT.strip()


def test_without_a_list_of_fields_the_comments_say_it() -> None:
    found = post(mhonarc_page, mhonarc(fields=""))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:50:11Z", SentBasis.INFERRED)
    assert (found.parents, found.mailing_list, found.url) == (("c@example.org", "b@example.org"), MailingList(), "")


QUOTED = """<pre style="margin: 0em;">
On Friday Ben wrote:
</pre><blockquote style="border-left: #5555EE solid 0.2em"><pre style="margin: 0em;">
Done?
</pre><blockquote style="border-left: #5555EE solid 0.2em"><pre style="margin: 0em;">
Asked again.
</pre></blockquote></blockquote><tt>No, the rope is a
</tt><tt>bit too short.
</tt><pre style="margin: 0em;">
Ann
</pre>"""


def test_a_subject_that_mhonarc_left_encoded_is_decoded() -> None:
    page = mhonarc().replace(
        "<!--X-Subject: [commons] Masts -->", "<!--X-Subject: Masts =?iso&#45;8859&#45;1?q?for_Cl=E9ment?= -->"
    )
    assert post(mhonarc_page, page).subject == "Masts for Cl\u00e9ment"


def test_quotes_that_mhonarc_draws_are_marked_again() -> None:
    text = post(mhonarc_page, mhonarc(QUOTED)).text
    assert text == "\nOn Friday Ben wrote:\n> Done?\n> > Asked again.\nNo, the rope is a\nbit too short.\nAnn\n\n"


def test_files_that_mhonarc_took_out_are_attachments() -> None:
    body = (
        f'<pre>{BODY}</pre>\n<p><strong>Attachment:\n<a href="pdf00001.pdf"><tt>plan.pdf</tt></a></strong><br>\n'
        "<em>Description:</em> Adobe PDF document</p>\n"
    )
    found = post(mhonarc_page, mhonarc(body, more="<!--X-Derived: pdf00001.pdf -->\n<!--X-Derived: bin00002.bin -->\n"))
    assert found.attachments == (Attachment("plan.pdf"), Attachment("bin00002.bin"))
    assert found.text.strip() == TEXT.strip()


def test_a_mail_in_html_is_read_as_a_browser_shows_it() -> None:
    found = post(mhonarc_page, mhonarc("<div>Good<br>morning</div><blockquote type=cite>Done?</blockquote>"))
    assert found.text == "Good\nmorning\n> Done?\n"


def test_addresses_that_were_hidden_are_none() -> None:
    fields = MHONARC_FIELDS.replace("commons@lists.example.org", "commons@xxxxxxxxxxxxxxxxx")
    found = post(mhonarc_page, mhonarc(fields=fields.replace("commons.lists.example.org", "commons")))
    assert (found.mailing_list, found.url) == (MailingList(), "")


# -- The Mail Archive --------------------------------------------------------------------------------------------------------


def test_a_page_of_the_mail_archive_is_read_field_by_field() -> None:
    found = post(mail_archive_page, mail_archive())
    assert (found.message_id, found.parents) == ("a-1@example.org", ())
    assert (found.subject, found.sender) == ("Re: [commons] Masts & poles", Sender("Ann Example"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.PAGE)
    assert found.mailing_list == MailingList("commons", "commons@lists.example.org")
    assert found.url == ""
    assert found.text.strip() == TEXT.strip()


def test_the_form_for_an_answer_names_the_page() -> None:
    path = "commons@lists.example.org/msg00013.html"
    found = post(mail_archive_page, mail_archive(form=f'<input type="hidden" name="relpath" value="{path}">'))
    archive = "https://www.mail-archive.com/commons@lists.example.org/"
    assert (found.message_id, found.url, found.mailing_list.archive_url) == ("", f"{archive}msg00013.html", archive)


SHOWN = [  # (the sender that the page shows, its name)
    ("Ann Example via Commons", "Ann Example"),
    ("ann.exam...@example.org", "ann.exam"),
    ('<span class="__cf_email__" data-cfemail="54353a3a14312c35392438317a3b2633">[email&#160;protected]</span>', ""),
]


@pytest.mark.parametrize(("shown", "name"), SHOWN)
def test_the_sender_is_who_wrote_as_far_as_the_page_shows_it(shown: str, name: str) -> None:
    sender = post(mail_archive_page, mail_archive(name=shown)).sender
    assert sender == Sender(name, "" if name else "ann@example.org")


def test_the_body_ends_where_its_division_does() -> None:
    body = "<div>Good<div>morning</div></div><blockquote>Done?</blockquote>"
    assert post(mail_archive_page, mail_archive(body)).text == "Good\nmorning\n> Done?\n"
    assert "Previous message" in post(mail_archive_page, mail_archive(body, end="")).text  # nothing says where it ends


def test_addresses_that_cloudflare_took_out_are_in_the_text() -> None:
    hidden = '<a href="/cdn-cgi/l/email-protection#54353a3a14312c35392438317a3b2633">Ann</a>'
    spoilt = '<a class="__cf_email__" data-cfemail="543">[email&#160;protected]</a>'
    page = mhonarc(f"<pre>{hidden} {hidden.replace('Ann<', 'ann@example.org<')} {spoilt}</pre>")
    assert post(mhonarc_page, page).text.strip() == "Ann ann@example.org [email\u00a0protected]"
    shown = hidden.replace("/cdn-cgi/l/email-protection#", '#" data-cfemail="').replace(
        ">Ann<", ">[email&#160;protected]<"
    )
    assert post(mhonarc_page, mhonarc(f"<pre>{shown}</pre>")).text.strip() == "ann@example.org"


# -- MARC --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page", [marc(), MARC_TEXT, MARC_TEXT.replace("\n", "\r\n")], ids=["page", "text", "text of Windows"]
)
def test_a_page_of_marc_is_read_field_by_field(page: str) -> None:
    found = post(marc_page, page)
    assert (found.message_id, found.subject) == ("a-1@example.org", "Re: [commons] Masts & poles")
    assert (found.sender, found.mailing_list) == (
        Sender("Example, Ann", "ann@lists.example.org"),
        MailingList("commons"),
    )
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07", SentBasis.PAGE)
    assert found.url == ("https://marc.info/?l=commons&m=176198000000001" if page == marc() else "")
    assert found.text == TEXT


def test_parts_that_marc_took_out_are_attachments() -> None:
    body = f'[Attachment #2 (text/plain)]\n\n{BODY}\n[<a href="?q=p3">"plan.pdf" (application/pdf)</a>]\n'
    found = post(marc_page, marc(body))
    assert (found.text, found.attachments) == (TEXT, (Attachment("plan.pdf", "application/pdf"),))


def test_the_text_of_a_file_on_a_page_of_marc_is_of_the_file() -> None:
    patch = "From 0123abcd Mon Sep 17 00:00:00 2001\nFrom: Ben Other &lt;ben@example.org&gt;\nSubject: Masts\n\n---\n a | 2 +-"
    body = f'{BODY}\n[<a href="?q=p3">"a.patch" (text/x-patch)</a>]\n\n{patch}\n\n'
    found = post(marc_page, marc(f"{body}[Attachment #5 (text/plain)]\n\nThe list.\n"))
    (file,) = found.attachments
    assert found.text == f"{TEXT}\n\nThe list.\n"
    assert (file.filename, file.content) == ("a.patch", f"{unescape(patch)}\n".encode())
    assert post(marc_page, marc(f'[<a href="?q=p3">"body.txt" (text/plain)</a>]\n\n{BODY}\n')).text == TEXT


def test_several_messages_copied_from_marc_into_one_file_are_several() -> None:
    found = [
        each
        for each in posts(marc_page, (MARC_TEXT + MARC_TEXT.replace("a-1", "b-2")).encode())
        if isinstance(each, Post)
    ]
    assert [each.message_id for each in found] == ["a-1@example.org", "b-2@example.org"]
    assert {each.text for each in found} == {TEXT}
    assert len({each.place for each in found}) == len({each.raw for each in found}) == 2


def test_a_damaged_date_of_marc_is_none() -> None:
    page = MARC_TEXT.replace("2025-11-01 6", "2025-13-01 6").replace("Message-ID: a-1 () example ! org\n", "")
    found = post(marc_page, page)
    assert (found.sent, found.sent_basis, found.message_id) == (None, SentBasis.NONE, "")


# -- the IETF's Mail Archive ------------------------------------------------------------------------------------------------


def test_a_page_of_the_ietf_is_a_mail_with_all_its_fields() -> None:
    found = post(ietf_page, ietf())
    assert (found.message_id, found.parents) == ("a-1@example.org", ("c-1@example.org", "b-1@example.org"))
    assert (found.subject, found.sender) == (
        "Re: [commons] Masts & poles",
        Sender("Example, Ann", "ann@lists.example.org"),
    )
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.HEADER)
    assert found.mailing_list == MailingList("The Commons", "commons@lists.example.org")
    assert found.url == "https://mailarchive.ietf.org/arch/msg/commons/gZ8q-a/"
    assert found.text == TEXT
    assert found.attachments == (
        Attachment("plan.pdf", url="https://mailarchive.ietf.org/arch/attach/commons/pdfx1.pdf"),
    )


def test_the_list_of_a_page_of_the_ietf_without_its_field_is_in_its_address() -> None:
    assert post(ietf_page, ietf(fields=IETF_FIELDS[:-1])).mailing_list == MailingList("commons")


def test_text_parts_of_a_page_of_the_ietf_stand_below_one_another() -> None:
    found = post(
        ietf_page, ietf('<pre class="wordwrap">One.\n</pre>\n      \n          <pre class="wordwrap">Two.\n</pre>')
    )
    assert found.text == "One.\nTwo.\n"


def test_html_in_a_page_of_the_ietf_is_text() -> None:
    found = post(ietf_page, ietf("<div><p>On Friday<br>&amp; not before.</p></div>"))
    assert found.text.strip() == "On Friday\n& not before."


def test_several_messages_copied_from_pages_of_public_inbox_are_several() -> None:
    copied = INBOX_ONE + INBOX_ONE.replace("a-1@", "a-2@").replace("Masts", "Poles")
    found = [each for each in posts(public_inbox_page, copied.encode()) if isinstance(each, Post)]
    assert [(each.message_id, each.subject) for each in found] == [
        ("a-1@example.org", "[commons] Masts"),
        ("a-2@example.org", "[commons] Poles"),
    ]
    assert {each.text for each in found} == {TEXT}
    assert len({each.place for each in found}) == len({each.raw for each in found}) == 2


# -- LISTSERV -----------------------------------------------------------------------------------------------------------------

LISTSERV = {
    "page": listserv(),
    "old page": LISTSERV_LOG,
    "text": LISTSERV_TEXT,
    "text of Windows": LISTSERV_TEXT.replace("\n", "\r\n"),
    "text with each value below its label": re.sub(r":\t", ":\n\n", LISTSERV_TEXT),
}


@pytest.mark.parametrize("page", LISTSERV.values(), ids=LISTSERV)
def test_a_page_of_listserv_is_read_field_by_field(page: str) -> None:
    found = post(listserv_page, page)
    assert (found.subject, found.sender) == ("Re: [commons] Masts & poles", Sender("Example, Ann"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.PAGE)
    assert found.mailing_list.name == "commons"
    assert found.mailing_list.address == ("commons@lists.example.org" if "@LISTS" in page else "")
    assert found.url == ("https://lists.example.org/cgi-bin/wa?A2=COMMONS;5f1a0e.2511" if page == listserv() else "")
    assert found.text == TEXT


def test_several_messages_copied_from_listserv_into_one_file_are_several() -> None:
    copied = LISTSERV_TEXT + LISTSERV_TEXT.replace("Masts", "Poles").replace("COMMONS@", "POLES@")
    copied += LISTSERV_TEXT.partition("Reply\n")[2].partition("Top of")[0].replace("Masts", "Wires")
    found = [each for each in posts(listserv_page, copied.encode()) if isinstance(each, Post)]
    assert [each.subject.split()[2] for each in found] == ["Masts", "Poles", "Wires"]
    assert [each.mailing_list.name for each in found] == ["commons", "poles", "poles"]
    assert {each.text for each in found} == {TEXT}
    assert len({each.place for each in found}) == len({each.raw for each in found}) == 3


def test_parts_of_a_page_of_listserv_that_bear_a_name_are_attachments() -> None:
    assert post(listserv_page, listserv()).attachments == (Attachment("plan.pdf", "application/pdf"),)


def test_the_text_of_a_page_of_listserv_that_lies_in_a_frame_is_asked_for() -> None:
    (found,) = posts(listserv_page, listserv('<iframe src="wa?A3=ind2511"></iframe>').encode())
    assert isinstance(found, Problem)
    assert "frame" in found.detail


def test_html_in_a_page_of_listserv_is_text() -> None:
    found = post(listserv_page, listserv("<p>Good morning,</p><p>On Friday<br>&amp; not before.</p>"))
    assert found.text == "Good morning,\n\nOn Friday\n& not before.\n"


# -- public-inbox ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page", [inbox_thread(), INBOX_TEXT, INBOX_TEXT.replace("\n", "\r\n")], ids=["page", "text", "Windows"]
)
def test_a_thread_of_public_inbox_is_read_message_by_message(page: str) -> None:
    ann, ben, eve = (each for each in posts(public_inbox_page, page.encode()) if isinstance(each, Post))
    assert (ann.subject, ann.sender, ann.text) == ("[commons] Masts", Sender("Ann Example"), TEXT)
    assert (iso(ann.sent), ann.sent_basis) == ("2025-11-01T06:49:00Z", SentBasis.PAGE)
    assert ann.mailing_list == MailingList("commons", "commons@lists.example.org")
    assert (ben.sender, ben.text, ben.answers) == (Sender("Ben Other"), "Good.\n", ann.place)
    assert (eve.sender, eve.text, eve.answers) == (Sender("", "eve@example.com"), "And high.\n", ben.place)
    is_page = page == inbox_thread()
    assert [each.message_id for each in (ann, ben, eve)] == (
        ["a-1@example.org", "b/2@example.org", "c@example.org"] if is_page else ["", "", ""]
    )


def test_a_saved_thread_tells_where_its_messages_are() -> None:
    page = inbox_thread().replace(
        "<head>", '<head><link rel="canonical" href="https://inbox.example.org/commons/a-1@example.org/T/">'
    )
    first, *_ = posts(public_inbox_page, page.encode())
    assert isinstance(first, Post)
    assert first.url == "https://inbox.example.org/commons/a-1@example.org/"


def test_two_answers_of_one_minute_and_author_are_told_apart_or_left() -> None:
    text = INBOX_TEXT.replace("2025-11-01  6:49 UTC", "2025-11-01  7:00 UTC").replace(
        "From: Ann Example", "From: Ben Other"
    )
    assert [each.answers for each in posts(public_inbox_page, text.encode()) if isinstance(each, Post)] == ["", "", ""]


@pytest.mark.parametrize("is_page", [True, False], ids=["page", "text"])
def test_a_page_of_one_message_shows_its_fields(is_page: bool) -> None:
    page = f"<html><body><pre\nid=b>{INBOX_ONE.replace('<', '&lt;')}</pre></body></html>" if is_page else INBOX_ONE
    found = post(public_inbox_page, page)
    assert (found.message_id, found.parents) == ("a-1@example.org", ("b@example.org",))
    assert (found.subject, found.sender) == ("[commons] Masts", Sender("Ann Example", "ann@example.org"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.PAGE)
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("called", "listed"),
    [("public inbox for tea@lists.example.org", "tea"), ("Minutes and letters of the commons", "")],
)
def test_an_inbox_may_be_called_anything(called: str, listed: str) -> None:
    page = INBOX_ONE.replace("commons.lists.example.org archive mirror", called).replace(
        "To: ", "To: ann@example.org, "
    )
    assert formats.detect(page.encode(), PurePath("x.txt")) is public_inbox_page
    found = post(public_inbox_page, page)
    assert (found.message_id, found.text, found.mailing_list.name) == ("a-1@example.org", TEXT, listed)


# -- hypermail -------------------------------------------------------------------------------------------------------------


def test_sympas_frame_tells_list_and_permalink() -> None:
    link = "https://lists.example.org/sympa/arcsearch_id/commons/2025-11/a-1%40example.org"
    frame = (
        f'<div id="ActionHeader"><h2 class="copyPermalinkContainer" data-pl="{link}">Subject: The commons</h2></div>\n'
    )
    found = post(
        mhonarc_page, mhonarc(fields="").replace("<!--X-Head-of-Message-->", f"{frame}<!--X-Head-of-Message-->")
    )
    assert (found.url, found.mailing_list.name) == (link, "commons")


def test_a_page_of_hypermail_is_read_field_by_field() -> None:
    found = post(hypermail_page, hypermail())
    assert (found.message_id, found.parents) == ("a@example.org", ("b@example.org",))
    assert (found.subject, found.sender) == ("[commons] Masts & poles", Sender("Ann Example", "ann@example.org"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.PAGE)
    assert found.mailing_list == MailingList("commons", "commons@lists.example.org")
    assert found.text.strip() == TEXT.strip()


LINES = """<p>
Good morning,
<br>
<p><span class="quotelev1">&gt; When does the mast stand?
</span><br>
<p>Ask bob_at_[hidden] or eve_at_example.org.
<br>
<p><hr>
<ul>
<li>application/pdf attachment: <a href="../att-0123/plan.pdf">plan.pdf</a>
</ul>
<!-- attachment="plan.pdf" -->
"""


def test_what_spamprotect_spoiled_is_undone_as_far_as_the_page_tells() -> None:
    canonical = '<link rel="canonical" href="https://lists.example.org/commons/2025/11/0123.html">\n'
    page = hypermail(LINES, "ann_at_[hidden]", "a_at_example.org", "b_at_example.org", head=canonical)
    found = post(hypermail_page, page)
    assert (found.message_id, found.parents) == ("a@example.org", ("b@example.org",))
    assert found.sender == Sender("Ann Example", "")
    assert found.url == "https://lists.example.org/commons/2025/11/0123.html"
    assert found.mailing_list.archive_url == "https://lists.example.org/commons/2025/"
    assert "Ask bob@[hidden] or eve@example.org." in found.text
    assert "> When does the mast stand?" in found.text.splitlines()
    url = "https://lists.example.org/commons/2025/att-0123/plan.pdf"
    assert found.attachments == (Attachment("plan.pdf", "application/pdf", url=url),)
    assert "attachment:" not in found.text


ONLY_LOCAL = [  # (Message-ID as a page shows it, what is left of it)
    ("20251101.GA1_at_[hidden]", "20251101.GA1@[hidden]"),
    ("20251101.GA1.domain.name.hidden", "20251101.GA1.domain.name.hidden"),
    ("your message of Monday", ""),
    ("yesterday", ""),
]


@pytest.mark.parametrize(("shown", "left"), ONLY_LOCAL)
def test_a_message_id_that_lost_its_domain_still_tells_who_answers_whom(shown: str, left: str) -> None:
    found = post(hypermail_page, hypermail(identifier=shown, parent=shown.replace("20251101", "20251102")))
    assert (found.message_id, found.parents) == (left, (left.replace("20251101", "20251102"),) if left else ())


def test_newer_pages_of_hypermail_name_the_whole_thread() -> None:
    told = '<!-- references="&lt;c@example.org> &lt;b@example.org>" -->\n<!-- expires'
    found = post(hypermail_page, hypermail().replace("<!-- expires", told))
    assert found.parents == ("c@example.org", "b@example.org")


def test_the_title_of_a_page_names_the_archive() -> None:
    page = (
        hypermail()
        .replace("on 2025-11-01<", "on 2025-11-01 (Commons &amp; parks)<")
        .replace("mailto:commons", "mailto:")
    )
    assert post(hypermail_page, page).mailing_list == MailingList("Commons & parks")


SENT = [  # (how the Date field was written, what it means)
    ("Sat, 1 Nov 2025 07:49:07 +0100", "2025-11-01T06:49:07Z"),
    ("Sat, 01 Nov 2025 08:49:07", "2025-11-01T06:49:07Z"),
    ("on Saturday", "2025-11-01T06:49:07Z"),
]


@pytest.mark.parametrize(("written", "sent"), SENT)
def test_a_date_without_a_zone_is_taken_from_hypermails_own(written: str, sent: str) -> None:
    assert iso(post(hypermail_page, hypermail(sent=written)).sent) == sent


def test_an_answer_that_goes_to_the_author_names_no_list() -> None:
    page = hypermail().replace("mailto:commons&#64;lists.example.org", "mailto:ann&#64;example.org")
    assert post(hypermail_page, page).mailing_list == MailingList()


# -- HyperKitty ------------------------------------------------------------------------------------------------------------

QUOTE = (
    '<p>On Friday Ben wrote:</p>\n<div class="quoted-switch"><a href="#">...</a></div><blockquote class="blockquote quoted-text">'
    '<p>Done?</p>\n<p>Or not?</p>\n<blockquote class="blockquote"><p>Asked\nagain.</p></blockquote></blockquote>'
    "<p>No &amp; no.\n\nAnn</p>"
)
LONG = "https://example.org/" + "masts/" * 12 + "?a=1&amp;b=2"
CUT = f'<p>See <a target="_blank" href="{LONG}">{LONG[:76]}...</a> today</p>'


def test_a_page_of_hyperkitty_is_read_field_by_field() -> None:
    archive = "https://lists.example.org/archives/list/commons@lists.example.org/"
    canonical = f'<link rel="canonical" href="{archive}message/{ONE}/">'
    files = (
        f'<div class="attachments"><ul>\n<li><a href="/archives/{ONE}/attachment/3/plan.pdf">plan.pdf</a>\n'
        "   (application/pdf &mdash; 9.9 KB)\n</li></ul></div>"
    )
    found = post(hyperkitty_page, hyperkitty(hyperkitty_mail(ONE, QUOTE, attachments=files), head=canonical))
    assert (found.place, found.message_id) == (f"#{ONE}", "a@example.org")
    assert (found.subject, found.sender) == ("[commons] Masts", Sender("Ann Example"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:00", SentBasis.PAGE)
    archive = "https://lists.example.org/archives/list/commons@lists.example.org/"
    assert found.mailing_list == MailingList("commons", "commons@lists.example.org", archive)
    assert found.url == f"{archive}message/{ONE}/"
    assert (
        found.text == "On Friday Ben wrote:\n\n> Done?\n> \n> Or not?\n> \n> > Asked\n> > again.\n\nNo & no.\n\nAnn\n"
    )
    url = f"https://lists.example.org/archives/{ONE}/attachment/3/plan.pdf"
    assert found.attachments == (Attachment("plan.pdf", "application/pdf", url=url),)


def test_where_the_host_is_not_known_a_page_has_no_address() -> None:
    found = post(hyperkitty_page, hyperkitty(hyperkitty_mail(ONE, "<p>Yes.</p>")))
    assert (found.url, found.mailing_list.archive_url) == ("", "")


OLD_QUOTE = (
    'On Friday Ben wrote:\n<div class="quoted-switch"><a style="font-weight:normal" href="#">...</a></div>'
    '<div class="quoted-text quoted-text-0"> Eve asked:\n<div class="quoted-text quoted-text-1"> Done? </div> No. </div>Good.\n'
)


def test_quotes_of_an_old_hyperkitty_lost_their_marks_and_get_them_again() -> None:
    found = post(hyperkitty_page, hyperkitty(hyperkitty_mail(ONE, OLD_QUOTE)))
    assert [line.rstrip() for line in found.text.splitlines()] == [
        "On Friday Ben wrote:",
        ">  Eve asked:",
        "> >  Done?",
        ">  No.",
        "Good.",
    ]


def test_without_a_link_for_an_answer_the_page_tells_subject_and_list() -> None:
    first = hyperkitty_mail(ONE, "<p>When?</p>").replace("mailto:", "")
    other = hyperkitty_mail(TWO, "<p>Why?</p>").replace("mailto:", "")
    body = '<div class="email-body ">'
    other = other.replace(body, f'<div class="subject">\n New subject: [commons] Poles &amp; masts\n</div>\n{body}')
    found = [each for each in posts(hyperkitty_page, hyperkitty(first, other).encode()) if isinstance(each, Post)]
    assert [each.subject for each in found] == ["[commons] Masts", "[commons] Poles & masts"]
    assert {each.mailing_list.address for each in found} == {"commons@lists.example.org"}
    assert {each.message_id for each in found} == {""}


def test_a_link_that_is_shown_cut_is_whole_in_its_mark() -> None:
    found = post(hyperkitty_page, hyperkitty(hyperkitty_mail(ONE, CUT)))
    assert found.text == f"See {LONG.replace('&amp;', '&')} today\n"


CLOCKS = [  # (day, time, the sender's time, what they mean)
    ("1 Nov 2025", "6:49 a.m.", "Nov. 1, 2025, 7:49 a.m.", "2025-11-01T06:49:00"),
    ("1 Nov 2025", "noon", "Nov. 1, 2025, 1 p.m.", "2025-11-01T12:00:00"),
    ("1 Nov 2025", "midnight", "Nov. 1, 2025, 1 a.m.", "2025-11-01T00:00:00"),
    ("1 Nov", "6:49 p.m.", "Nov. 1, 2024, 7:49 p.m.", "2024-11-01T18:49:00"),
    ("1 Jan", "1:00 a.m.", "Dec. 31, 2024, 8 p.m.", "2025-01-01T01:00:00"),
    ("31 Dec", "11:00 p.m.", "Jan. 1, 2025, 8 a.m.", "2024-12-31T23:00:00"),
    ("", "6:49 a.m.", "Nov. 1, 2025, 7:49 a.m.", None),
]


@pytest.mark.parametrize(("day", "time", "senders_time", "sent"), CLOCKS)
def test_the_year_of_a_day_is_that_of_the_senders_time(
    day: str, time: str, senders_time: str, sent: str | None
) -> None:
    page = hyperkitty(hyperkitty_mail(ONE, "<p>Yes.</p>", day=day, time=time, senders_time=senders_time))
    assert iso(post(hyperkitty_page, page).sent) == sent


def _thread() -> str:
    """A thread: Ann asks, Ben answers, Ann answers him, Eve answers the first."""
    rows = (
        ("", hyperkitty_mail(ONE, "<p>When?</p>")),
        ('<div class="odd ">', hyperkitty_mail(TWO, "<p>Friday.</p>", "b@example.net", name="Ben Other", day="")),
        ('<div class="even reply-level-1">', hyperkitty_mail(THREE, "<p>Good.</p>", "c@example.org", day="2 Nov 2025")),
        (
            '<div class="odd ">',
            hyperkitty_mail(FOUR, "<p>Monday!</p>", "d@example.com", name="eve＠example.com", day=""),
        ),
        ('<div class="odd ">', hyperkitty_mail(TWO, "<p>Friday.</p>", "b@example.net", name="Ben Other", day="")),
    )
    return "".join(f"{row}{mail}</div>" if row else mail for row, mail in rows)


def test_a_thread_tells_who_answers_whom_and_each_message_once() -> None:
    found = [each for each in posts(hyperkitty_page, hyperkitty(_thread()).encode()) if isinstance(each, Post)]
    assert [each.message_id[0] for each in found] == ["a", "b", "c", "d"]
    assert [each.answers for each in found] == ["", f"#{ONE}", f"#{TWO}", f"#{ONE}"]
    assert [iso(each.sent) for each in found] == ["2025-11-01T06:49:00"] * 2 + ["2025-11-02T06:49:00"] * 2
    assert found[3].sender == Sender("", "eve@example.com")


def test_a_thread_sorted_by_date_does_not_tell_who_answers_whom() -> None:
    page = hyperkitty(_thread().replace(" reply-level-1", " "))
    assert {each.answers for each in posts(hyperkitty_page, page.encode()) if isinstance(each, Post)} == {""}


def test_the_answers_of_a_thread_are_read_from_their_json() -> None:
    data = json.dumps({"replies_html": _thread().partition("</div>\n</div>\n")[2], "more_pending": False})
    found = [each for each in posts(hyperkitty_json, data.encode()) if isinstance(each, Post)]
    assert [each.message_id[0] for each in found] == ["b", "c", "d"]


def test_a_mail_of_the_api_is_read_field_by_field() -> None:
    found = post(hyperkitty_json, json.dumps(EMAIL))
    assert (found.place, found.message_id, found.parents) == (f"#{ONE}", "a@example.org", (TWO,))
    assert (found.subject, found.sender) == ("[commons] Masts", Sender("Ann Example", "ann@example.org"))
    assert (iso(found.sent), found.sent_basis) == ("2025-11-01T06:49:07Z", SentBasis.HEADER)
    archive = "https://lists.example.org/archives/list/commons@lists.example.org/"
    assert found.mailing_list == MailingList("commons", "commons@lists.example.org", archive)
    assert (found.url, found.text) == (f"{archive}message/{ONE}/", TEXT)
    assert found.attachments == (
        Attachment("plan.pdf", "application/pdf", 253, url="https://lists.example.org/a/3/plan.pdf"),
    )


ANSWERS = [  # (what the API answers, how many messages are in it)
    ([EMAIL], 1),
    ([EMAIL, EMAIL], 1),
    ([EMAIL, EMAIL | {"message_id_hash": TWO}], 2),
    ({"count": 1, "results": [EMAIL]}, 1),
    ({"content": "Good morning", "message_id_hash": None, "sender": None, "date": 3, "attachments": 3, "url": None}, 1),
    ([[[[[EMAIL]]]]], 0),
    ({"content": None}, 0),
]


@pytest.mark.parametrize(("answer", "count"), ANSWERS)
def test_the_api_answers_with_one_or_a_list_or_a_page_of_a_list(answer: object, count: int) -> None:
    assert len(posts(hyperkitty_json, json.dumps(answer).encode())) == count


@pytest.mark.parametrize("data", ['{"replies_html": "cut', '{"replies_html": NaN', "[" * 100_000])
def test_damaged_json_is_a_problem(data: str) -> None:
    (found,) = posts(hyperkitty_json, data.encode())
    assert isinstance(found, Problem)
    assert found.what == "damaged JSON"


# -- all of them -------------------------------------------------------------------------------------------------------------

PAGES = [
    (pipermail_page, pipermail()),
    (mhonarc_page, mhonarc()),
    (mhonarc_page, mhonarc(QUOTED)),
    (mail_archive_page, mail_archive()),
    (marc_page, marc()),
    (ietf_page, ietf()),
    (listserv_page, listserv()),
    (listserv_page, LISTSERV_LOG),
    (listserv_page, LISTSERV_TEXT),
    (public_inbox_page, inbox_thread()),
    (public_inbox_page, INBOX_ONE),
    (hypermail_page, hypermail(LINES)),
    (hyperkitty_page, hyperkitty(_thread())),
    (index_page, MONTH_INDEX),
]


REPEATED = [  # what a hostile page may hold without end
    "\nSubject: ",
    "\nParts/Attachments:\na (1 line)",
    '<a href="?A3=',
    '<div id="msg-body" data-message-url="',
    '<div id="msg-header">',
    '<ul class="attachment-list"></span> <a href="',
    "<b>Parts/Attachments:</b>",
    "<!--X-Subject: ",
    "<li><em>From</em>: ",
    '<!-- name="',
    '<address class="headers">',
    '<a href="mailto:',
    "<H1>",
    "<B>",
    '<a href="https://example.org/',
    '<p><strong>Attachment: <a href="',
    '<ul><li>a/b attachment: <a href="',
    "<pre>",
    "&#",
    f'<div id="{ONE}" class="email-header">',
    '<link rel="canonical" ',
    '" /listinfo',
    'class="name">',
    '<div class="email-body ">',
    '<div class="msgBody">',
    '<span class="sender ',
    '<a data-cfemail="00',
    '<input name="msgid" ',
    "List: a\nSubject: b\n",
    "\n[prev in list] ",
    "\n* a\n@ 2025-11-01  6:49 A\n  0 siblings, 0 replies; 1 message in thread\nFrom: A @ 2025-11-01  6:49 UTC (permalink / raw)\n",
    "\n  2025-11-01  6:49 ` Ann",
    "a other threads",
]
PLACES = [
    "<body>",
    "-of-message-->",
    'body="start" -->',
    "article-->",
    'class="email-body ">',
    'class="msgbody">',
]  # behind which it stands


@pytest.mark.parametrize("text", REPEATED)
def test_a_hostile_page_takes_time_by_the_letter(text: str) -> None:
    for form, page in PAGES:
        for place in PLACES:
            at = page.lower().find(place) + len(place)

            def read(size: int, form: formats.Format = form, page: str = page, at: int = at) -> None:
                list(form.read(Piece((page[:at] + text * (size // len(text)) + page[at:]).encode())))

            assert_grows_with_size(lambda size, read=read: seconds(lambda: read(size)), 50_000)


@pytest.mark.parametrize(("form", "page"), PAGES)
def test_a_page_cut_anywhere_is_read_or_is_a_problem(form: formats.Format, page: str) -> None:
    data = page.encode()
    for end in range(0, len(data), 97):
        assert all(isinstance(each, Post | Problem) for each in form.read(Piece(data[:end])))
