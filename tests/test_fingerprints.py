"""Fingerprints of texts: what two texts share, and who had it first."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe.fingerprints import SHINGLE, WINDOW, Owners, fingerprints, shingles
from dedupe.sameness.likely import FEW, Likely
from ingest.words import WORD, sequence
from tests.growth import assert_grows_with_size, seconds

TEXTS = st.lists(st.lists(st.sampled_from("a b c d e f g".split()), max_size=40), max_size=6)


def of(words: list[str]) -> bytes:
    return sequence(" ".join(words))


def plain(words: bytes) -> set[int]:
    """Winnowing as it is told: the least hash of each eight neighbours."""
    if len(words) < SHINGLE * WORD:
        return set()
    hashes = shingles(np.frombuffer(words, np.uint32)).tolist()
    return {min(hashes[at : at + WINDOW]) for at in range(max(1, len(hashes) - WINDOW + 1))}


@given(TEXTS)
def test_many_texts_at_once_have_the_fingerprints_of_each_alone(texts: list[list[str]]) -> None:
    prints = fingerprints(map(of, texts))
    for number, text in enumerate(texts):
        assert set(prints.hashes[prints.texts == number].tolist()) == plain(of(text))


@given(st.integers(0, 30), st.integers(0, 30))
def test_texts_that_share_twelve_words_in_a_row_share_a_fingerprint(before: int, after: int) -> None:
    shared = [f"word{n}" for n in range(12)]
    one = of([f"a{n}" for n in range(before)] + shared + [f"b{n}" for n in range(after)])
    other = of([f"c{n}" for n in range(after)] + shared + [f"d{n}" for n in range(before)])
    assert plain(one) & plain(other)


def test_a_fingerprint_belongs_to_the_text_that_comes_first() -> None:
    note = [f"word{n}" for n in range(30)]
    texts = [of(note), of(["answer", *note]), of(["other", *note, "words"])]
    found = Owners(fingerprints(texts)).borrowed
    assert list(zip(found.texts.tolist(), found.owners.tolist(), strict=True)) == [(1, 0), (2, 0)]
    assert (found.counts >= 0.8 * found.sizes).all()


def test_what_a_thousand_texts_share_makes_a_thousand_pairs_and_no_million() -> None:
    note = [f"word{n}" for n in range(30)]
    texts = [of([f"answer{n}", *note]) for n in range(1000)]
    assert len(Owners(fingerprints(texts)).borrowed.texts) == 999


def test_a_text_like_another_is_among_the_few_candidates() -> None:
    chance = Random(3)  # noqa: S311
    words = [f"word{n}" for n in range(300)]
    texts = [chance.choices(words, k=40) for _ in range(60)]
    likely = Likely([of(text) for text in texts], 0.9)
    for text in texts:
        likely.add(of(text))
    for number, text in enumerate(texts):
        changed = list(text)
        for at in chance.sample(range(40), 3):
            changed[at] = "changed"
        found = likely.candidates(of(changed))
        assert number in found
        assert len(found) <= FEW


def test_fingerprints_take_time_by_the_word() -> None:
    text = np.random.default_rng(1).integers(0, 2**32, 800_000, np.uint32).tobytes()
    assert_grows_with_size(lambda words: seconds(lambda: fingerprints([text[: words * WORD]])), 400_000)
