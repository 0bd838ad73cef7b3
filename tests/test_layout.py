"""A body kept as three texts can be put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import BETWEEN, KINDS, Texts, pack, unpack

PARTS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.text(alphabet=st.sampled_from("ab >\n\t \u2003\U0001f33f"), max_size=12),
    ),
    max_size=12,
)


@given(PARTS)
def test_unpacking_gives_the_parts_that_were_packed(parts: list[tuple[str, str]]) -> None:
    kept = unpack(pack(parts))
    assert [kind for kind, _ in kept] == [kind for kind, text in parts if text.strip()]
    for (_, text), (_, packed) in zip([part for part in parts if part[1].strip()], kept, strict=True):
        assert packed.split() == text.split()
        assert packed in text


@given(PARTS)
def test_packing_again_changes_nothing(parts: list[tuple[str, str]]) -> None:
    once = pack(parts)
    assert pack(unpack(once)) == once


@given(PARTS)
def test_each_text_holds_its_parts_in_order_and_nothing_else(parts: list[tuple[str, str]]) -> None:
    texts = pack(parts)
    for kind in KINDS:
        assert getattr(texts, kind) == BETWEEN.join(text for part, text in unpack(texts) if part == kind)


TABLE = [  # (parts, layout)
    ([], ""),
    ([("own", "\n \n")], ""),
    ([("own", "Yes.\n"), ("quoted", "> Done?\n"), ("own", "No.\n")], "own 4 quoted 7 own 3"),
    ([("own", "\n\n  indented\n\n")], "own 10"),
    ([("signature", "-- \nAnn")], "signature 7"),
]


@pytest.mark.parametrize(("parts", "layout"), TABLE)
def test_the_layout_says_kinds_and_lengths(parts: list[tuple[str, str]], layout: str) -> None:
    assert pack(parts).layout == layout


def test_texts_without_a_layout_have_no_parts() -> None:
    assert unpack(Texts(own="left over")) == []
