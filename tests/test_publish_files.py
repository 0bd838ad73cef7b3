"""Threads, lists and people as files that other programs read."""

from __future__ import annotations

import json
import mailbox
import re
from email import message_from_string, policy
from email.header import decode_header, make_header
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from archive_fixture import ESSAY as ESSAY_TEXT
from archive_fixture import MAILS, build, key, long_thread
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st
from publish_site import METADATA, get

from publish.body import Part
from publish.feeds import Entry, atom, csv_text, zoned
from publish.mbox import Mail, mail, mbox

ATOM = "{http://www.w3.org/2005/Atom}"
ESSAY = key("essay")
PAGES = [f"/t/{ESSAY}", "/l/commons", "/l/tide", f"/p/{key('ann')}", f"/p/{key('eve')}", f"/m/{key('hostile')}"]


def parsed(feed: str) -> ET.Element:
    return ET.fromstring(feed)  # noqa: S314 - our own words


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_given_as_mbox(page: str, tmp_path: Path) -> None:
    answer = get(f"{page}.mbox")
    assert answer.headers["content-type"] == "application/mbox"
    assert "attachment" in answer.headers["content-disposition"]
    path = tmp_path / "notes.mbox"
    path.write_text(answer.text, encoding="utf-8", newline="\n")
    box = mailbox.mbox(path)
    ids = {re.sub(r".*/m/|>", "", str(one["Archived-At"])) for one in box}
    rows = json.loads(get(f"{page}.json").text)["messages"]
    assert ids == {row["id"] for row in rows}
    assert all(str(one["From"]).endswith(".invalid>") for one in box)
    box.close()


def test_a_thread_as_mbox_is_a_thread_again() -> None:
    text = get(f"/t/{ESSAY}.mbox").text
    mails = [
        message_from_string(one, policy=policy.compat32)
        for one in re.split(r"^From .*\n", text, flags=re.MULTILINE)[1:]
    ]
    ids = {one["Message-ID"] for one in mails}
    assert "<essay.1@mail.example.org>" in ids
    assert {one["In-Reply-To"] for one in mails if one["In-Reply-To"]} <= ids
    essay = next(one for one in mails if one["Message-ID"] == "<essay.1@mail.example.org>")
    payload = essay.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().startswith(ESSAY_TEXT.rstrip())
    assert essay["Date"] == "Sun, 02 Nov 2025 20:35:00 +0000"


@given(st.text(), st.text(), st.text(max_size=40))
def test_no_note_breaks_an_mbox(subject: str, body: str, message_id: str) -> None:
    note = Mail(
        "abc",
        None,
        subject,
        None,
        subject,
        subject,
        message_id,
        "abd",
        message_id,
        "https://example.org/m/abc",
        (Part("own", body),),
    )
    text = mbox([note, note])
    assert len(re.findall(r"^From ", text, flags=re.MULTILINE)) == 2
    head = mail(note).partition("\n\n")[0]
    assert all(re.match(r"From |[A-Za-z-]+: |\s", line) for line in head.split("\n"))
    shown = str(
        make_header(decode_header(message_from_string(head.partition("\n")[2], policy=policy.compat32)["Subject"]))
    )
    assert len(shown.split()) <= len(subject.split()) + subject.count("\x00") + 50


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_given_as_atom(page: str) -> None:
    feed = parsed(get(f"{page}.atom").text)
    dates = [str(entry.findtext(f"{ATOM}updated")) for entry in feed.findall(f"{ATOM}entry")]
    assert 0 < len(dates) <= 50
    assert feed.findtext(f"{ATOM}updated") == max(dates)
    assert [date for date in dates if zoned(date) != date] == []
    assert all(str(entry.findtext(f"{ATOM}id")).startswith("http") for entry in feed.findall(f"{ATOM}entry"))
    assert f'href="{page}.atom"' in get(page).text or page.startswith("/m/")


@given(st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_no_note_breaks_a_feed(title: str, text: str, sent: str | None) -> None:
    entry = Entry("a", text, title, sent, None, text)
    parsed(atom(title, "https://example.org/", "https://example.org/.atom", [entry]))


def test_a_spreadsheet_runs_nothing() -> None:
    assert csv_text([{"subject": "=cmd()", "sent": None, "n": 3}]) == "subject,sent,n\r\n'=cmd(),,3\r\n"


def test_json_holds_the_columns_of_the_archive() -> None:
    told = json.loads(get(f"/t/{ESSAY}.json").text)
    assert told["title"] == "Tide tables must stay open"
    assert [row["position"] for row in told["messages"]] == list(range(12))
    assert told["messages"][0]["own"] == MAILS[0].texts.own


def test_a_list_is_given_by_the_month() -> None:
    rows = json.loads(get("/l/commons.json?month=2025-11").text)["messages"]
    assert {row["sent"][:7] for row in rows} == {"2025-11"}
    assert 'filename="commons-2025-11.mbox"' in get("/l/commons.mbox?month=2025-11").headers["content-disposition"]


@pytest.mark.parametrize("path", ["/t/nope.mbox", "/l/nope.atom", "/p/nope.json", "/m/nope.mbox"])
def test_no_file_of_what_is_not_there(path: str) -> None:
    assert get(path).status_code == 404


def test_an_old_id_of_a_file_leads_to_the_new_file() -> None:
    assert get("/t/oldoldoldold.mbox").headers["location"] == f"/t/{ESSAY}.mbox"


def test_a_note_is_given_as_plain_text() -> None:
    answer = get(f"/m/{key('reply1')}.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "> Thank you for the notes" in answer.text
    assert answer.text.index("Dear Ann") < answer.text.index("I agree") < answer.text.index("And reads again")


def test_an_mbox_holds_all_notes_and_other_files_say_how_many_of_them(tmp_path: Path) -> None:
    here = Datasette([str(build(tmp_path / "archive.db", long_thread(1_100)))], metadata=METADATA)
    for page in (f"/t/{key('long 0')}", "/l/tide", "/search?q=quay", f"/p/{key('ben')}"):
        name, _, query = page.partition("?")
        whole = 550 if page.startswith("/p/") else 1_101
        text = get(f"{name}.mbox?{query}", here).text
        assert len(set(re.findall(r"^Archived-At: .*", text, re.MULTILINE))) == text.count("\nSubject: ") == whole, page
        assert ("JSON (first 1,000)" in get(page, here).text) == (whole > 1_000), page
