"""Words that a search hardly finds are offered as the notes spell them, and no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_site import get

from publish import spelling
from publish.search_words import read

NOTES = {"governance": 90, "governing": 40, "archive": 90, "archived": 30, "tide": 60, "tidal": 50, "góvernance": 2}
NOTES |= {"overnance": 80, "archve": 4, "tables": 60, "cables": 80}


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:")
    made.execute("create virtual table messages_fts using fts5(own, tokenize='unicode61 remove_diacritics 2')")
    made.executemany(
        "insert into messages_fts values (?)", [(word,) for word, times in NOTES.items() for _ in range(times)]
    )
    yield made
    made.close()


SPELLED = [  # (why, typed, meant)
    ("a letter left out", "govrnance", "governance"),
    ("two letters in the other order", "goverannce", "governance"),
    ("two wrong letters of a long word", "govermence", "governance"),
    ("capitals and accents", "Góvernânçee", "governance"),
    ("a word that a few notes spell so, and many otherwise", "archvee", "archive"),
    ("the first letter is hardly ever wrong", "gables", ""),
    ("no two wrong letters of a short word", "tydl", ""),
    ("three wrong letters", "gavarnonce", ""),
    ("well spelled", "governing", ""),
    ("in more notes than FEW", "archve", ""),
    ("too short", "tie", ""),
    ("a star stands for any ending", "govrnan*", ""),
    ("nothing is like it", "lighthouse", ""),
]


@pytest.mark.parametrize(("why", "typed", "meant"), SPELLED, ids=[row[0] for row in SPELLED])
def test_the_nearest_spelling_that_many_notes_have(db: sqlite3.Connection, why: str, typed: str, meant: str) -> None:
    words = spelling.asked(read(typed, {}))
    assert list(spelling.better(db, words).values()) == ([meant] if meant else []), why


def test_a_rare_word_may_be_meant() -> None:
    with_one = sqlite3.connect(":memory:")
    with_one.execute("create virtual table messages_fts using fts5(own)")
    with_one.executemany("insert into messages_fts values (?)", [("quay",)] + [("quays",)] * 15)
    assert spelling.better(with_one, ["quay"]) == {}
    with_one.executemany("insert into messages_fts values (?)", [("quays",)] * 15)
    assert spelling.better(with_one, ["quay"]) == {"quay": "quays"}


@given(st.text(max_size=60))
def test_whatever_is_typed(db: sqlite3.Connection, typed: str) -> None:
    words = spelling.asked(read(typed, {}))
    assert len(words) <= spelling.MOST_WORDS
    better = spelling.better(db, words)
    assert set(better) <= set(words)
    assert spelling.respelled(typed, {}) == typed


def test_the_page_offers_it_for_the_box_and_the_fields() -> None:
    def offered(**fields: str) -> bool:
        return "Did you mean" in get("/search", params=fields).text

    text = get("/search", params={"q": "urgnt habour -corrected", "list": "commons"}).text
    assert '<a href="/search?q=urgent+harbour+-corrected&amp;list=commons">urgent harbour -corrected</a>' in text
    assert '<a href="/search?from=author">author</a>' in get("/search", params={"from": "Auther"}).text
    assert not offered(q="harbour")
    assert not offered(q="潮汐")
    assert not offered()


def test_the_page_stands_also_where_looking_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*_: object) -> None:
        raise sqlite3.OperationalError("interrupted")

    monkeypatch.setattr(spelling, "better", too_long)
    answer = get("/search", params={"q": "urgnt"})
    assert answer.status_code == 200
    assert "Nothing was found" in answer.text
    assert "Did you mean" not in answer.text
