"""What a search finds, and that nothing which can be typed makes it fail."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from archive_fixture import MAILS, Mail, build, key
from datasette.app import Datasette
from growth import assert_grows_with_size, seconds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publish_site import METADATA, get, site

from publish import queries
from publish.render import END, FOUND
from publish.search_sql import statement
from publish.search_words import date, read
from publish.snippets import snippet

NAMES = {key(mail.name): mail.name for mail in MAILS}


def found(**fields: str) -> list[str]:
    answer = get("/search.json", params=fields)
    assert answer.status_code == 200, answer.text
    return [NAMES.get(row["message"], row["message"]) for row in json.loads(answer.text)]


FINDS = [  # (what it shows, fields, all notes that are found)
    ("both words", {"q": "urgent harbour"}, {"essay", "revision"}),
    ("words in any order and case", {"q": "HARBOUR Urgent"}, {"essay", "revision"}),
    ("a phrase", {"q": '"most urgent"'}, {"essay"}),
    ("a phrase in curly quotes", {"q": "“most urgent”"}, {"essay"}),
    ("a draft name as a whole", {"q": "draft-example-tide-tables-03"}, {"essay", "revision"}),
    ("no part of a draft name", {"q": "draft-tide"}, set()),
    ("a name with a plus sign", {"q": "WSIS+20"}, {"essay", "revision"}),
    ("accents folded", {"q": "angstrom from:crepin aloud"}, {"recovered"}),
    ("any ending", {"q": "volunt* urgent"}, {"essay", "revision"}),
    ("one of two", {"q": "gauge OR aloud"}, {"table", "side", "recovered"}),
    ("without a word", {"q": "urgent -corrected"}, {"essay"}),
    ("without a phrase", {"q": 'urgent -"most urgent"'}, {"revision"}),
    ("own words only", {"q": "urgent harbour list:tide"}, set()),
    ("quoted words when asked", {"q": "urgent harbour list:tide quoted:yes"}, {"forward"}),
    ("the sender's other name", {"q": 'from:"A. Author" urgent'}, {"essay", "revision"}),
    ("a word of the sender's name", {"q": "from:ann urgent"}, {"essay", "revision"}),
    ("no part of a word of a name", {"q": "from:nn urgent"}, set()),
    ("the subject", {"q": "subject:minutes"}, {"recovered"}),
    ("a list by its name", {"q": 'list:"Tide Tables" remember'}, {"forward2"}),
    ("a list that had the cross-post", {"q": "list:wsis20"}, {"essay", "revision"}),
    ("after a day", {"q": "urgent after:2025-11-03"}, {"revision"}),
    ("before a month", {"q": "tide after:2025-10 before:2025-11"}, set()),
    ("within a month", {"q": "urgent after:2025-11 before:2025-12"}, {"essay", "revision"}),
    ("an attachment", {"q": "has:attachment"}, {"essay", "hostile"}),
    ("a link", {"q": "link:example.org"}, {"essay", "forward"}),
    ("a link to one page", {"q": "link:tide.example.org/tables"}, {"essay", "forward"}),
    ("recovered notes", {"q": "is:recovered"}, {"recovered"}),
    ("documents", {"q": "is:document"}, {"document"}),
    ("cross-posts", {"is": "crossposted"}, {"essay"}),
    ("fields of the form", {"q": "urgent", "from": "Ann Author", "list": "commons", "before": "2026"}, {"essay"}),
    ("the facets", {"q": "urgent", "year": "2025", "person": key("ann")}, {"essay", "revision"}),
    ("writing without spaces", {"q": "潮汐表"}, {"cjk"}),
    ("writing without spaces, and a field", {"q": "アーカイブ from:花子"}, {"cjk"}),
    ("Arabic", {"q": "المد"}, {"arabic"}),
    ("a sign", {"q": "☃"}, set()),
    ("markup as text", {"q": "<script>document.title"}, {"hostile"}),
    ("an unknown operator is a word", {"q": "foo:bar"}, set()),
    ("an address", {"q": "https://example.org/a_(draft)"}, {"essay", "revision"}),
]


@pytest.mark.parametrize(("what", "fields", "expected"), FINDS)
def test_a_search_finds(what: str, fields: dict[str, str], expected: set[str]) -> None:
    assert set(found(**fields)) == expected, what


def test_the_subject_weighs_more_and_dates_can_order() -> None:
    assert found(q="minutes OR spring OR twice OR missed")[0] == "recovered"
    dates = [row["sent"] for row in json.loads(get("/search.json?q=report&sort=date").text)]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 240
    assert found(q="report sort:date") == found(q="report", sort="date")


def test_the_page_marks_the_words_and_counts_the_notes() -> None:
    text = get("/search?q=urgent").text
    assert "<mark>urgent</mark>" in text
    assert "<mark>Tide</mark> tables must stay open" in get("/search?q=tide").text
    assert "2 notes" in text
    assert "&amp;year=2025" not in get("/search?q=urgent").text  # one year alone is nothing to choose from
    many = get("/search?q=report").text
    assert "240 notes" in many
    assert "year=2023" in many
    assert f"person={key('ben')}" in many
    assert "Further" in many


def test_what_the_facets_restrict_can_be_taken_back() -> None:
    text = get("/search", params={"q": "urgent", "year": "2025", "person": key("ann"), "list": "commons"}).text
    assert re.findall(r'aria-label="Remove ([^"]+)"', text)[:2] == ["Ann Author", "2025"]


def test_a_facet_says_how_many_notes_it_leads_to() -> None:
    text = get("/search", params={"q": "urgent OR tide OR aloud OR remember OR report"}).text
    facets = re.findall(r'<a href="(/search\?[^"]+)" rel="nofollow">.*?<span class="ml-number">([\d,]+)</span>', text)
    lists = [(parse_qs(urlsplit(html.unescape(link)).query), number) for link, number in facets if "list=" in link]
    assert len(lists) > 1
    for asked, number in lists:
        assert f"{number} note" in get("/search", params={name: values[0] for name, values in asked.items()}).text


def test_a_list_that_is_named_as_it_is_called_has_the_notes_that_its_page_has(tmp_path: Path) -> None:
    build(tmp_path / "archive.db")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        db.execute(
            "insert into lists select 'wsis', 'WSIS', '', '', messages, sightings, first_post, last_post from lists limit 1"
        )
        db.execute("update messages set list = 'wsis' where id = ?", (key("table"),))
        db.execute("update messages set list = 'tide' where id = ?", (key("recovered"),))
        ids = [row[0] for row in db.execute("select id from lists")]
        for name in ids:
            sql = statement(read("", {"list": name}))
            there = {row[0] for row in db.execute(f"select id from ({queries.NOTES_OF_LIST})", {"list": name})}  # noqa: S608
            assert {row[0] for row in db.execute(sql.ids(), sql.values)} == there
            facets = {row[1]: row[3] for row in db.execute(sql.counts(), sql.values) if row[0] == "list"}
            assert facets.get(name, 0) == len(there)
        assert "wsis" in ids
        part = statement(read("", {"list": "WSIS"}))  # no list's id: all whose name holds it
        found = {row[0] for row in db.execute(part.ids(), part.values)}
        assert {key("table"), key("essay")} <= found


def test_pages_of_an_answer_hold_each_note_once() -> None:
    seen: list[str] = []
    for page in range(1, 14):
        seen += re.findall(r'ml-row-title"><a href="/t/(\w+)#', get(f"/search?q=report&page={page}").text)
    assert len(seen) == len(set(seen)) == 240


def test_what_makes_no_sense_is_told_and_left_out() -> None:
    text = get("/search?q=urgent+after:soon+has:money").text
    assert "Not understood, and left out: after:soon" in text
    assert "has:money" in text
    assert "2 notes" in text


@pytest.mark.parametrize(
    "box",
    [
        "essay.1@mail.example.org",
        " <essay.1@mail.example.org> ",
        "https://lists.example.org/message/CCT46SEPWEAINAIOSZQLITVRV2RKDMRS/",
        "https://lists.example.org/pipermail/wsis20/2025-November/000123.html",
        "see http://lists.example.org/pipermail/wsis20/2025-November/000123.html please",
        "/pipermail/wsis20/2025-November/000123.html",
    ],
)
def test_a_message_id_or_an_archive_address_in_the_box_names_the_note(box: str) -> None:
    text = get("/search", params={"q": box}).text
    assert f'This names one note: <a href="/m/{key("essay")}">' in text


def test_the_same_search_as_sql_gives_the_same_notes() -> None:
    for q in ("urgent harbour -corrected", "from:ann list:commons after:2025", "潮汐表", "gauge OR aloud has:link"):
        text = get("/search", params={"q": q}).text
        link = re.search(r'<a class="ml-serve" href="([^"]*)" rel="nofollow">as SQL</a>', text)
        if not link:
            assert found(q=q) == []
            continue
        path = link[1].replace("&amp;", "&")
        assert len(path) < 2_500
        rows = json.loads(get(re.sub(r"^(/archive(?:/-/query)?)\?", r"\1.json?", path) + "&_shape=array").text)
        assert {NAMES.get(row["message"], row["message"]) for row in rows} == set(found(q=q)[:100])


def test_no_link_to_sql_where_sql_is_closed() -> None:
    assert "as SQL" not in get("/search?q=urgent", site(settings={"default_allow_sql": False})).text


def test_files_of_a_search() -> None:
    rows = list(csv.DictReader(io.StringIO(get("/search.csv?q=urgent").text)))
    assert {row["message"] for row in rows} == {key("essay"), key("revision")}
    assert {urlsplit(row["link"]).path for row in rows} == {f"/m/{key('essay')}", f"/m/{key('revision')}"}
    feed = ET.fromstring(get("/search.atom?q=urgent").text)  # noqa: S314
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2
    ET.fromstring(get("/search.atom?q=script").text)  # noqa: S314
    mails = get("/search.mbox?q=urgent").text
    assert len(re.findall("^From ", mails, re.MULTILINE)) == 2
    assert mails.index("answer three") < mails.index("answer four")
    assert get("/search.mbox").text == ""
    assert get("/search.csv?q=subject:script").text.count("\n") == 2


HARD = [  # one a line: things that trip a search engine
    *[
        '"',
        '""',
        '"""',
        '"*"',
        '"a*',
        '-"',
        "'",
        "*",
        "**",
        "*a",
        "a**",
        "+",
        "a+",
        "-",
        "--",
        "- -a",
        "-from:a",
        "%",
        "_",
        "\\",
    ],
    *[
        "a:",
        ":",
        "::a",
        "from:",
        'from:"',
        "from:☃",
        "from:*",
        "subject:☃",
        "list:%",
        "link:%",
        "has:",
        "is:",
        "quoted:",
    ],
    *["OR", "OR OR", "a OR", "OR a", "a OR OR b", "-OR", "NOT", "AND", "NEAR/2", "a NEAR b", "(", ")", "((", "^a"],
    *["{own}", "own:x", "after:", "before:9999999", "year:1", "<b>", "&amp;", ";", "--drop table", "☃ -☃"],
    *["%00", "\x00", "a\x00b", "a\nb", "\ud83d", "\u202e", "a " * 500, "x" * 5000, "日" * 100 + " -本"],
]


@pytest.mark.parametrize("text", HARD)
def test_hard_input_is_no_error(text: str) -> None:
    safe = text.encode(errors="replace").decode()
    assert get("/search", params={"q": safe}).status_code == 200
    fields = (
        "from",
        "subject",
        "list",
        "after",
        "before",
        "has",
        "is",
        "link",
        "quoted",
        "year",
        "person",
        "page",
        "sort",
    )
    assert get("/search.atom", params={"q": "tide"} | dict.fromkeys(fields, safe)).status_code == 200


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.one_of(st.sampled_from('ab"-:*() ORé日☃\x00%'), st.characters(codec="utf-8")), max_size=30))
def test_no_text_makes_a_search_fail(text: str) -> None:
    assert get("/search.json", params={"q": text}).status_code == 200


@given(st.text(max_size=60))
def test_reading_the_box_is_total(text: str) -> None:
    search = read(text, {"from": text, "year": text})
    statement(search)
    assert date(date(text)) == date(text)


def test_the_address_of_a_search_keeps_its_fields() -> None:
    text = get("/search?q=report&list=tide&sort=date").text
    further = re.search(r'rel="next" href="([^"]*)"', text)
    assert further
    fields = parse_qs(urlsplit(further[1].replace("&amp;", "&")).query)
    assert fields == {"q": ["report"], "list": ["tide"], "sort": ["date"], "page": ["2"]}


def test_help_gives_examples_that_work() -> None:
    text = get("/search/help").text
    examples = re.findall(r'href="(/search\?q=[^"]*)"', text)
    assert len(examples) > 10
    for path in examples:
        answer = get(path.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert "Not understood" not in answer.text


def test_a_name_with_signs_is_not_the_letter_alone(tmp_path: Path) -> None:
    said = {"c": "The gauge is of vitamin C.", "plus": "The gauge is written in C++, of course.", "sharp": "Not in c#."}
    mails = [Mail(name, "ann", None, "tide", "Gauges", [("own", own)]) for name, own in said.items()]
    here = Datasette([str(build(tmp_path / "archive.db", mails))], metadata=METADATA)
    for q, names in [("C++", {"plus"}), ("c++", {"plus"}), ("C#", {"sharp"}), ("c", {"c", "plus", "sharp"})]:
        found = json.loads(get("/search.json", here, params={"q": q}).text)
        assert {row["message"] for row in found} == {key(name) for name in names}, q


@pytest.mark.parametrize("signs", ["((", "*", '"--"', "@ !"])
def test_signs_alone_are_left_out_and_told(signs: str) -> None:
    text = get("/search", params={"q": f"urgent {signs}"}).text
    assert "Not understood, and left out: " in text
    assert "2 notes" in text
    assert "Type some words" in get("/search", params={"q": signs}).text


def test_what_cannot_be_found_is_said_with_the_reason() -> None:
    assert "E-mail addresses are not in this archive" in get("/search?q=ann@nowhere.example.org").text
    beyond = get("/search?q=urgent&page=999").text
    assert "There are fewer pages than 999" in beyond
    assert "Nothing was found" not in beyond


SNIPPETS = [  # (what is shown, marked text, snippet)
    ("all of a short text", "High\nwater at the [quay].", "High water at the [quay]."),
    ("nothing where nothing was found", "High water", ""),
    ("the best place", f"[tide] {'x ' * 200}the [high] [tide] {'y ' * 200}", "…" + "x " * 23 + "the [high] [tide]"),
    ("all of a phrase", f"{'salt ' * 40}[tide] {'salt ' * 18}[high {'x ' * 17}water] {'salt ' * 40}", "…" + "salt " * 8),
    ("whole words", f"{'word ' * 50}[tide]{' word' * 50}", "…" + "word " * 8),
]  # fmt: skip


@pytest.mark.parametrize(("what", "marked", "shown"), SNIPPETS)
def test_a_snippet_shows(what: str, marked: str, shown: str) -> None:
    found = snippet(marked.replace("[", FOUND).replace("]", END)).replace(FOUND, "[").replace(END, "]")
    assert found.startswith(shown), what
    assert len(found) < 200
    assert found.count("[") == found.count("]")
    assert (found.endswith(" …"), found.endswith("word …")) == (len(marked) > 200, "word" in marked), what


def test_a_word_that_stands_a_thousand_times_takes_time_by_the_letter() -> None:
    assert_grows_with_size(lambda size: seconds(lambda: snippet(f"{FOUND}gps{END} waits\n" * (size // 12))), 100_000)
