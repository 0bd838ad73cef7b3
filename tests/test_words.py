"""Texts as words: copies of one note give the same, other notes do not."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from growth import assert_grows_with_size, seconds
from hypothesis import example, given
from hypothesis import strategies as st
from reading import ROOT, Desk, content

from dedupe.build import build
from dedupe.sameness.common import held, in_common, in_order, likeness
from dedupe.words import holds, shares_run
from ingest.words import AT, WORD, digest, sequence, spelled, words

NOTE = "Please see the map at https://maps.example.org/a and bring a ladder, it's steep."
COPIES = [  # (what a client, gateway or archive did to the note, the copy)
    ("wrapped", NOTE.replace(" and ", "\nand ")),
    ("flattened", NOTE.replace("\n", " ")),
    ("marked as bold", NOTE.replace("bring", "*bring*").replace("ladder", "_ladder_")),
    ("smart quotes", NOTE.replace("it's", "it’s")),
    ("link in angle brackets", NOTE.replace("https://maps.example.org/a", "<https://maps.example.org/a>")),
    ("link wrapped by a gateway", NOTE.replace("https://maps.example.org/a", "https://gateway.example.com/v3/__https:/maps__$ ")),
    ("link with a hint of its host", NOTE.replace("https://maps.example.org/a", "[maps.example.org] <https://x.example.com/1>")),
    ("link cut off", NOTE.replace("https://maps.example.org/a", "https://maps.example.org/...")),
    ("capitals", NOTE.upper().replace("HTTPS://MAPS.EXAMPLE.ORG/A", "https://maps.example.org/a")),
    ("no-break spaces", NOTE.replace(" a ladder", "\u00a0a\u202fladder")),
    ("ligatures and full width", NOTE.replace("ladder", "ｌａｄｄｅｒ")),
    ("an address after it", NOTE + " ann@example.org"),
    ("an address as Pipermail writes it", NOTE + " ann at example.org"),
    ("... at the end of a line", NOTE + " ann at\nexample.org"),
    ("... with a blank before the end", NOTE + " ann at \nexample.org"),
    ("... with the next line indented", NOTE + " ann at\n\t example.org"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "copy"), COPIES, ids=[what for what, _ in COPIES])
def test_copies_of_a_note_have_the_same_words(what: str, copy: str) -> None:
    assert words(copy) == words(NOTE), what


WRAPPED = "https://gateway.example.com/v3/__https:/maps.example.org/a__;!!AbC!dEf$ "
TRACE = (
    "Exception in main: no mast\n\tat org.example.Mast.find(Mast.java:398)\n\tat org.example.Main.run(Main.java:12)\n"
)
AROUND = [  # (what stands around a link or an "at" that is no address, the text, its copy)
    ("HTML", 'See <a href="https://maps.example.org/a">the map</a>.', f'See <a href="{WRAPPED}">the map</a>.'),
    ("HTML, smart quotes", "See <a href=“https://maps.example.org/a”>it</a>.", f"See <a href=“{WRAPPED}”>it</a>."),
    ("JSON", '{"url":"https://maps.example.org/a","name":"Map"}', f'{{"url":"{WRAPPED}","name":"Map"}}'),
    ("a trace of Java, wrapped", TRACE, " ".join(TRACE.split())),
    ("... and a blank line after at", TRACE, TRACE.replace("\tat org", "    at\norg")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "copy"), AROUND, ids=[what for what, *_ in AROUND])
def test_text_right_beside_a_link_is_text(what: str, text: str, copy: str) -> None:
    assert words(copy) == words(text), what
    assert {"map", "it", "find"}.intersection(words(text))


def test_what_stands_after_an_at_and_is_no_host_is_text() -> None:
    assert words("Turn at 280.193, then meet at 8.30am.") == "turn at 280 193 then meet at 8 30am".split()
    assert words("ann at 3com.example.org") == []


def test_scripts_without_blanks_are_compared_by_characters() -> None:
    assert words("漁船 の塔。\nOK 塔") == words("漁船の塔 ok塔") == ["漁", "船", "の", "塔", "ok", "塔"]
    assert len(words("สวัสดีชาวโลก")) > 8


OTHERS = [
    NOTE.replace("a ladder", "two ladders"),
    NOTE.replace("bring", "do not bring"),
    NOTE + " 14 May",
    NOTE.replace("map", "mop"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_other_notes_have_other_words(other: str) -> None:
    assert words(other) != words(NOTE)


@given(st.text(max_size=80))
def test_words_of_words_are_the_same_words(text: str) -> None:
    once = words(text)
    assert words(" . ".join(once)) == once


@given(st.lists(st.sampled_from("masts trees birds möwe 海 1 25".split()), max_size=12))
def test_marks_between_words_are_no_matter(some: list[str]) -> None:
    assert words(" ".join(some)) == words(",\n> * ".join(some)) == words("”—“".join(some)) == some


SEQUENCES = st.lists(st.sampled_from("a b c d e".split()), max_size=12)


@given(SEQUENCES, SEQUENCES)
def test_a_text_holds_exactly_its_runs_of_words(some: list[str], part: list[str]) -> None:
    runs = [some[at : at + len(part)] for at in range(len(some) + 1)]
    assert holds(sequence(" ".join(some)), sequence(" ".join(part))) == (part in runs)


def test_a_run_is_one_of_words_and_not_of_bytes() -> None:
    whole = sequence("masts trees birds")
    assert not holds(whole, whole[1 : 1 + WORD])
    assert holds(whole, whole[WORD : 2 * WORD])


@given(SEQUENCES, SEQUENCES)
def test_likeness_is_one_for_the_same_words_only(a: list[str], b: list[str]) -> None:
    one, other = sequence(" ".join(a)), sequence(" ".join(b))
    assert likeness(one, other) == likeness(other, one)
    assert (likeness(one, other) == 1.0) == (a == b)
    assert in_common(one, other) <= min(len(a), len(b))
    assert (digest(one) == digest(other)) == (a == b)


def test_words_in_common_stand_in_the_same_order() -> None:
    assert in_common(sequence("a b c d"), sequence("a c b d")) == 3
    assert in_common(sequence("a b c d"), sequence("d c b a")) == 1


def edited(count: int) -> tuple[bytes, bytes]:
    """Two long texts of different words of which each hundredth is another one."""
    one = np.arange(count, dtype=np.uint32)
    return one.tobytes(), np.where(one % 100, one, one + 2 * count).tobytes()


def test_long_texts_are_compared_by_the_word() -> None:
    one, other = edited(20_000)
    assert in_common(one, other) == held(one, other) == 19_800
    assert held(one[::-1], other) == in_common(one, other, 0.995) == 0
    for work in (in_common, held, lambda a, b: shares_run(a, b, 100)):
        made = {count: edited(count) for count in (60_000, 120_000)}
        assert_grows_with_size(lambda count, work=work, made=made: seconds(lambda: work(*made[count])), 60_000)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=8))
def test_runs_in_order_are_the_most_that_there_can_be(some: list[tuple[int, int]]) -> None:
    runs = [(0, start, size) for start, size in some]
    ways = (way for count in range(len(runs) + 1) for way in combinations(runs, count))
    most = max(sum(size for *_, size in way) for way in ways if all(a[1] + a[2] <= b[1] for a, b in pairwise(way)))
    assert in_order(runs) == most


PIECES = st.sampled_from([" ", "\t", " (", "\n", " at ", "at", " em ", "em", "ann", "example.org", ".org", "-", "mast"])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_an_address_is_spelled_out_where_a_name_and_a_host_stand_beside_the_mark(text: str) -> None:
    signs = text
    for mark in AT:
        signs = re.sub(spelled(mark), "@", signs)
    assert words(text) == words(signs)


FEW_WORDS = st.lists(st.sampled_from(["mast", "fish", "oak", "tar"]), max_size=40)
ROW = ["mast", "fish", "oak", "tar", "tar", "oak"]


@given(FEW_WORDS, FEW_WORDS)
@example(ROW * 2, ["tar", *ROW, "mast"])
@example(["oak", *ROW], [*ROW[:3], "fish", *ROW])
def test_two_texts_share_a_run_where_so_many_words_in_a_row_stand_in_both(one: list[str], other: list[str]) -> None:
    rows = [{tuple(text[at : at + 5]) for at in range(len(text) - 4)} for text in (one, other)]
    assert shares_run(sequence(" ".join(one)), sequence(" ".join(other)), 5) == (not rows[0].isdisjoint(rows[1]))


def test_words_that_have_no_room_in_memory_are_read_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    desk.ingest(ROOT / "data" / "sample")
    desk.dedupe()
    monkeypatch.setattr("dedupe.words.ROOM", 2_000)
    build(desk.sightings, tmp_path / "again.db")
    assert content(tmp_path / "again.db") == content(desk.archive)


def test_words_of_another_version_are_made_anew_with_all_that_is_derived(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.ingest(ROOT / "data" / "sample")
    before = content(desk.sightings)["sightings"]
    with closing(sqlite3.connect(desk.sightings)) as db, db:
        db.execute("update sightings set normaliser = 0, words = x'00', content = x'00'")
    desk.dedupe()
    assert content(desk.sightings)["sightings"] == before
