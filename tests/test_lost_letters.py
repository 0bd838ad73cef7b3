"""Letters that an archive lost are counted: those in a word and before one, no question marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lost_letters import lost_letters


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("J?rg and Bj??rn", 2),
        ("?ber ?tienne", 2),
        ("J?r?g", 2),
        ("what\ufffdever", 1),
        (">From here\non\n>From there, and >From none", 2),
        ("Is it? Yes? (?) a? b ?c 3?4", 0),
        ("", 0),
    ],
)
def test_letters_are_lost_in_words_and_before_them(text: str, lost: int) -> None:
    assert lost_letters(text) == lost
    assert lost_letters("plain", text, text) == 2 * lost


@given(st.text(alphabet="aé1? .\n>\ufffd", max_size=30))
def test_each_run_of_marks_is_asked_of_what_stands_beside_it(text: str) -> None:
    runs = [(text[: run.start()][-1:], text[run.end() :][:2]) for run in re.finditer(r"\?+", text)]
    in_a_word = [before.isalpha() and after[:1].isalpha() for before, after in runs]
    before_one = [not before.strip() and len(after) == 2 and after.isalpha() for before, after in runs]
    assert lost_letters(text) == sum(map(max, in_a_word, before_one)) + text.count("\ufffd")
