"""Every table, view, column and query is explained, and no query fails whatever is put into its fields."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

import pytest
from archive_fixture import key
from publish_site import METADATA, archive, get

from dedupe.schema import VIEWS
from publish.allowed import HAS_CONFIG

DATABASE: dict[str, Any] = METADATA["databases"]["archive"]
TABLES, QUERIES = DATABASE["tables"], DATABASE["queries"]
GARBAGE = [
    "",
    " ",
    '"',
    '"""',
    "'",
    "%",
    "*",
    "a AND",
    "NEAR(",
    "(",
    "-",
    "\x00",
    'a"b c"d',
    '"a\nb"',
    "{own} : x",
    "☃" * 300,
    "9e999",
    "own:",
]
FIRST = ["search", "thread", "most_repeated", "cross_posted", "messages_by_month"]


def ask(sql: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(archive())
    rows = db.execute(sql).fetchall()
    db.close()
    return rows


NAMES = [
    name
    for (name,) in ask("select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'")
]
SHOWN = [name for name in NAMES if not name.startswith("messages_fts")]


def test_the_metadata_names_what_there_is_and_nothing_else() -> None:
    assert sorted(TABLES) == sorted(NAMES)
    assert list(QUERIES)[: len(FIRST)] == FIRST


@pytest.mark.parametrize("name", SHOWN)
def test_a_table_and_each_of_its_columns_is_explained(name: str) -> None:
    columns = [row[0] for row in ask(f"select name from pragma_table_info('{name}')")]  # noqa: S608
    about = TABLES[name]
    assert list(about["columns"]) == columns
    assert all(about["columns"].values())
    assert about["title"]
    assert about["description"]
    if ask(f"select type from sqlite_master where name = '{name}'") == [("table",)]:  # noqa: S608
        assert about["label_column"] in columns
        assert about["size"] <= 100
        assert len(about.get("facets", [])) <= 3
        assert about.get("sort", about.get("sort_desc", columns[0])) in columns


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("messages_fts")])
def test_the_search_index_is_hidden(name: str) -> None:
    assert TABLES[name]["hidden"] is True


@pytest.mark.parametrize("name", [name for name in SHOWN if "label_column" in TABLES[name]])
def test_every_foreign_key_and_facet_is_indexed(name: str) -> None:
    wanted = {row[0] for row in ask(f"select \"from\" from pragma_foreign_key_list('{name}')")}  # noqa: S608
    wanted |= set(TABLES[name].get("facets", []))
    indexed = ask(f"""select i.name, c.name from pragma_index_list('{name}') i, pragma_index_info(i.name) c
                      where c.seqno = 0""")  # noqa: S608
    assert wanted - {column for _, column in indexed} == set()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_explained_and_runs_as_it_is(name: str) -> None:
    query = QUERIES[name]
    assert query["title"]
    assert query["description"].rstrip().endswith(".")
    assert query["hide_sql"] is True
    assert set(re.findall(r"(?<!:):([a-z_]+)", query["sql"])) == set(query["params"])
    answer = get(f"/archive/{name}.json?_shape=array")
    assert answer.status_code == 200, answer.text
    assert get(f"/archive/{name}").status_code == 200


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_takes_any_input(name: str) -> None:
    for text in GARBAGE:
        answer = get(f"/archive/{name}.json", params={"_shape": "array"} | dict.fromkeys(QUERIES[name]["params"], text))
        assert answer.status_code == 200, (text, answer.text)


FOUND = [  # (query, fields, ids that must come first)
    ("search", {"q": "most urgent"}, ["essay"]),
    ("search", {"q": '"first point"', "list": "Commons"}, ["reply1"]),
    ("search", {"q": "draft-example-tide-tables-03", "sender": "author", "before": "2025-11-05"}, ["essay"]),
    ("first_mention", {"words": "crepin"}, []),
    ("most_repeated", {"year": "2025"}, ["essay"]),
    ("cross_posted", {"list": "commons", "other_list": "wsis20"}, ["essay"]),
    ("spread", {"list": "commons"}, ["essay"]),
    ("recovered_only", {}, ["recovered"]),
    ("same_id_other_words", {}, ["twin1"]),
    ("most_repeated", {"list": "wsis20", "year": "2025"}, ["essay"]),
    ("search", {"q": '"most urgent"', "list": "wsis20"}, ["essay"]),
    ("first_mention", {"words": "urgent", "list": "wsis20"}, ["essay", "revision"]),
    ("thread", {"message": key("deep8")}, ["essay", "reply1"]),
]


# Datasette 1.0 shows a view where a view and a query have one name.
SHADOWED = set(QUERIES) & set(VIEWS) if HAS_CONFIG else set()


@pytest.mark.parametrize(("name", "fields", "expected"), [each for each in FOUND if each[0] not in SHADOWED])
def test_a_query_finds(name: str, fields: dict[str, str], expected: list[str]) -> None:
    rows = json.loads(get(f"/archive/{name}.json", params={"_shape": "array"} | fields).text)
    assert [row["message"] for row in rows][: len(expected)] == [key(each) for each in expected]


@pytest.mark.parametrize("name", sorted({"messages_by_month", "most_active"} - SHADOWED))
def test_a_cross_post_counts_on_each_of_its_lists(name: str) -> None:
    rows = json.loads(get(f"/archive/{name}.json", params={"_shape": "array", "list": "wsis20"}).text)
    assert sum(row["messages"] for row in rows) == len(["essay", "revision"])


def test_the_view_by_month_counts_what_the_query_does() -> None:
    assert ask("select month, messages from messages_by_month where list = 'wsis20'") == [("2025-11", 2)]


@pytest.mark.parametrize("name", [name for name in SHOWN if name not in QUERIES])
def test_datasettes_own_pages_show_the_table(name: str) -> None:
    answer = get(f"/archive/{name}")
    assert answer.status_code == 200
    assert TABLES[name]["title"] in answer.text


def test_rows_of_queries_lead_to_the_reading_pages() -> None:
    text = get("/archive/latest").text
    assert f'<a href="/m/{key("essay")}">' in text
    assert '<a href="/l/commons">commons</a>' in text
    assert f'<a href="/m/{key("essay")}">' in get("/archive/most_repeated").text
