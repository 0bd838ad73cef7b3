"""What the reading pages show, and where old addresses lead."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from archive_fixture import MAILS, Mail, build, filler, key
from datasette.app import Datasette
from publish_site import METADATA, get, site

from publish.pages.messages import seen

ESSAY, HOSTILE, REPLY = key("essay"), key("hostile"), key("reply1")

PAGES = [  # (path, words that the page must hold)
    ("/", ["Tide Tables", "Latest threads", "Most repeated notes", "seen in 4 places", "Built", "<svg"]),
    ("/l/commons", ["Who writes here", "Shares notes with", "WSIS+20", "By month"]),
    ("/l/wsis20", ["Tide tables must stay open (corrected)", "Tide tables must stay open"]),
    ("/l/quiet", ["No thread yet"]),
    ("/l/commons?month=2025-11", ["of Nov 2025", "all months"]),
    ("/l/tide?page=2", ["Newer"]),
    (f"/t/{ESSAY}", ["As a tree", "By date", "Thread before", "Thread after", "Ben Reader", "<details"]),
    (f"/t/{ESSAY}?view=flat", ["By date"]),
    (f"/t/{key('deep8')}", ["Good.", "ml-asked"]),
    (f"/m/{ESSAY}", ["Seen in 4 places", "same Message-ID, another list", "83 % of its words", "unwrapped from"]),
    (f"/m/{ESSAY}", ["tables &lt;2025&gt;.pdf", "Nearly the same", "essay.1@mail.example.org", "3 answers"]),
    (f"/m/{key('twin1')}", ["the same Message-ID", "own words differ", "Build 18 failed"]),
    (f"/m/{key('recovered')}", ["is in no source", "2025-10-30 18:00", "the zone is not known"]),
    (f"/m/{key('forward')}", ["Notes that it quotes or forwards", "cut off in every copy"]),
    (f"/m/{key('empty')}", ["(no subject)", "unknown sender", "no date"]),
    (f"/m/{key('document')}", ["document", "Show all"]),
    (f"/p/{key('ann')}", ["A. Author", "Is answered by", "Writes to"]),
    (f"/p/{key('eve')}", ["&lt;script&gt;"]),
    ("/about", ["commons.mbox", "no such charset", "How the numbers come about", "x-unknown &lt;script&gt;"]),
]


@pytest.mark.parametrize(("path", "words"), PAGES)
def test_a_page_shows(path: str, words: list[str]) -> None:
    answer = get(path)
    assert answer.status_code == 200
    assert [word for word in words if word not in answer.text] == []
    assert len(answer.content) < 100_000


MOVED = [  # (path, status, where to)
    ("/t/oldoldoldold", 301, f"/t/{ESSAY}"),
    ("/m/oldoldoldold", 301, f"/m/{ESSAY}"),
    ("/l/Commons", 301, "/l/commons"),
    ("/l/TIDE.mbox", 301, "/l/tide.mbox"),
    ("/t/oldoldoldold?view=flat", 301, f"/t/{ESSAY}?view=flat"),
    ("/mid/essay.1@mail.example.org", 302, f"/m/{ESSAY}"),
    ("/mid/<essay.1@mail.example.org>", 302, f"/m/{ESSAY}"),
    ("/mid/%3Cessay.1%40mail.example.org%3E", 302, f"/m/{ESSAY}"),
    (f"/mid/seen.1.{ESSAY}@example.org", 302, f"/m/{ESSAY}"),
    ("/mid/CCT46SEPWEAINAIOSZQLITVRV2RKDMRS", 302, f"/m/{ESSAY}"),
    ("/mid/cct46sepweainaioszqlitvrv2rkdmrs/", 302, f"/m/{ESSAY}"),
    ("/mid/https://lists.example.org/pipermail/wsis20/2025-November/000123.html", 302, f"/m/{ESSAY}"),
    ("/mid/https%3A%2F%2Fgone.example.net%2Fold%2Fwsis20%2F2025-November%2F000123.html", 302, f"/m/{ESSAY}"),
    ("/mid/https://lore.example.org/commons/essay.1%40mail.example.org/?q=tide", 302, f"/m/{ESSAY}"),
    (f"/mid/http://lists.example.org/archives/{ESSAY}#top", 302, f"/m/{ESSAY}"),
    ("/pipermail/wsis20/2025-November/000123.html", 302, f"/m/{ESSAY}"),
    ("/archives/list/a@example.org/message/CCT46SEPWEAINAIOSZQLITVRV2RKDMRS", 302, f"/m/{ESSAY}"),
    (
        "/hyperkitty/list/a@example.org/thread/AAAA46SEPWEAINAIOSZQLITVRV2RKDMR/CCT46SEPWEAINAIOSZQLITVRV2RKDMRS",
        302,
        f"/m/{ESSAY}",
    ),
]


@pytest.mark.parametrize(("path", "status", "target"), MOVED)
def test_an_old_address_leads_on(path: str, status: int, target: str) -> None:
    answer = get(path)
    assert (answer.status_code, answer.headers["location"]) == (status, target)


@pytest.mark.parametrize(
    "path",
    [
        "/pipermail/wsis20/2025-November/000124.html",
        "/mid/https://lists.example.org/",
        "/t/nope",
        "/m/nope",
        "/l/nope",
        "/p/nope",
        "/mid/a/b%2Fc@example.org",
        "/m/%00",
        "/m/a%25b",
        "/nope",
        "/t/%ff",
    ],
)
def test_what_is_not_there_is_said_plainly(path: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert "Nothing here" in answer.text
    assert "Traceback" not in answer.text


def test_every_page_of_an_empty_archive_works() -> None:
    empty = site("empty")
    for path in ("/", "/l/commons", "/about", f"/p/{key('ann')}"):
        assert get(path, empty).status_code == 200, path
    assert get(f"/t/{ESSAY}", empty).status_code == 404


@pytest.mark.parametrize(
    "fields",
    ["page=0", "page=-1", "page=x", "page=99999999999", "page=٣", "month=2025-1", "month=%00%ff", "month=9999-99"],
)
@pytest.mark.parametrize("path", ["/l/commons", f"/t/{ESSAY}", f"/p/{key('ann')}"])
def test_fields_without_sense_are_no_error(path: str, fields: str) -> None:
    assert get(f"{path}?{fields}").status_code == 200


def test_a_thread_shows_every_note_once_in_both_orders() -> None:
    tree, flat = (re.findall(r'id="m-(\w{12})"', get(f"/t/{ESSAY}{view}").text) for view in ("", "?view=flat"))
    assert sorted(tree) == sorted(flat)
    assert tree != flat
    assert len(set(tree)) == 12


def test_what_one_message_holds_several_times_is_one_place() -> None:
    twice = [{"id": name, "inside": "x", "kind": "quoted", "evidence": "same words", "coverage": 1.0} for name in "ab"]
    other = {**twice[0], "id": "c", "evidence": "4 of 5 words"}
    post = {**twice[0], "id": "d", "inside": None, "kind": "posted"}
    assert [(one.row["id"], one.times) for one in seen([post, *twice, other])] == [("d", 1), ("a", 2), ("c", 1)]


def test_quotes_and_signatures_are_folded_in_their_place() -> None:
    text = get(f"/m/{REPLY}").text
    order = ["Dear Ann", "Ann Author wrote", "I agree with the first point", "And reads again", "signature"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.count("<details") == 3


def test_every_page_leads_only_to_pages_that_are_there() -> None:
    kinds: dict[str, str] = {}  # one address of each kind: ids and values make no new kind
    for page in {path for path, _ in PAGES}:
        for path in re.findall(r'(?:href|src|action)="(/[^"#]*)', get(page).text):
            kinds.setdefault(re.sub(r"[a-z2-7]{12}|=[^&]*", "", path), path.replace("&amp;", "&"))
    assert len(kinds) > 30
    answers = {path: get(path).status_code for path in kinds.values()}
    assert {path: status for path, status in answers.items() if status != 200} == {}


def test_pages_hold_under_another_root() -> None:
    below = site(settings={"base_url": "/lists/"})
    text = get("/", below).text
    assert re.findall(r'(?:href|src|action)="(/(?!lists/)[^"]*)"', text) == []
    assert get(f"/t/{ESSAY}", below).status_code == 200


def test_a_list_of_many_threads_is_turned_page_by_page() -> None:
    found: list[str] = []
    for page in range(1, 5):
        found += re.findall(r'ml-row-title"><a href="/t/(\w+)"', get(f"/l/tide?page={page}").text)
    assert len(found) == len(set(found))
    own = {key(mail.name) for mail in [*MAILS, *filler()] if mail.where == "tide" and not mail.reply_to}
    assert own == set(found)


def test_a_thread_stands_under_every_list_that_has_a_note_in_it(tmp_path: Path) -> None:
    first = Mail("lost", "ann", "2025-10-01T18:00:00", None, "Which quay?", [("own", "Which?\n")], recovered=1)
    answer = Mail("answer", "ben", "2025-11-02T18:00:00+00:00", "tide", "Re: Which quay?", [("own", "North.\n")])
    answer.reply_to, answer.also = "lost", [("resent", "wsis20", None, "the same words", 1.0)]
    here = Datasette([str(build(tmp_path / "archive.db", [first, answer]))], metadata=METADATA)
    for path in ("/l/tide", "/l/tide?month=2025-11", "/l/wsis20", "/l/wsis20?month=2025-11"):
        assert f"/t/{first.id}" in get(path, here).text, path
    assert "No thread in this month" in get("/l/tide?month=2025-10", here).text
    assert answer.id in get("/l/wsis20.json", here).text
    assert f"/p/{key('ben')}" in get("/l/wsis20", here).text
    assert "/l/wsis20" in get(f"/p/{key('ben')}", here).text


def test_people_of_one_name_are_told_apart_by_their_domain(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db")
    with closing(sqlite3.connect(path)) as db:
        db.execute("insert into people values ('anotherann22', 'Ann Author', 'other.example.net', 9, null, null)")
        db.execute("insert into person_names values ('anotherann22', 'Ann Author')")
        db.execute("update messages set sender = 'anotherann22' where sender = ? and id <> ?", (key("ann"), ESSAY))
        db.execute("update messages set sender = ? where sender = 'anotherann22' and rowid % 2", (key("ann"),))
        db.execute("update messages set sender = 'anotherann22' where id = ?", (key("deep7"),))
        db.commit()
    here = Datasette([str(path)], metadata=METADATA)
    for page in ("/l/commons", "/search?q=quay", f"/t/{ESSAY}", f"/p/{key('ben')}"):
        text = get(page, here).text
        told = re.findall(r"<bdi>Ann Author</bdi> <span class=.ml-at.>at ([a-z.]+)<", text)
        assert sorted(set(told)) == ["example.org", "other.example.net"], page
        assert 'class="ml-at"' not in get(page).text, page
    other = get(f"/p/{key('ann')}", here).text
    assert "Others of this name" in other
    assert '<a href="/p/anotherann22">at other.example.net</a>' in other
