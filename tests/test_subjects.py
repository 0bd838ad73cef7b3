"""Subjects without what programs and lists put before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.subjects import MARKS, base, former, is_forward, is_reply, numbers
from tests.growth import assert_grows_with_size, seconds

SUBJECTS = [  # (subject, base, is it a reply or a forward?)
    ("Masts", "Masts", False),
    ("Re: Masts", "Masts", True),
    ("RE: Re: re: Masts", "Masts", True),
    ("Re[2]: Masts", "Masts", True),
    ("Re(3): Masts", "Masts", True),
    ("Re:Masts", "Masts", True),
    ("Re : Masts", "Masts", True),
    ("Re： Masts", "Masts", True),
    ("AW: Masten", "Masten", True),
    ("WG: Masten", "Masten", True),
    ("Antw: Masten", "Masten", True),
    ("SV: Master", "Master", True),
    ("TR: Mâts", "Mâts", True),
    ("RES: Mastros", "Mastros", True),
    ("RV: Mástiles", "Mástiles", True),
    ("Отв: Мачты", "Мачты", True),
    ("回复：桅杆", "桅杆", True),
    ("Fwd: Masts", "Masts", True),
    ("Fw: Re: Masts", "Masts", True),
    ("[commons] Masts", "Masts", False),
    ("Re: [commons] Masts", "Masts", True),
    ("[commons] Re: Masts", "Masts", True),
    ("Re: [commons] AW: [commons] Masts", "Masts", True),
    ("[commons] [announce] Masts", "Masts", False),
    ("Re [commons]: Masts", "Masts", True),
    ("Re *2: Masts", "Masts", True),
    ("[Fwd: Masts]", "Masts", True),
    ("Re: [Fwd: [commons] Re: Masts]", "Masts", True),
    ("[Fwd: ]", "[Fwd: ]", False),
    ("Masts (fwd)", "Masts", False),
    ("Masts (fwd) (fwd)", "Masts", False),
    ("(fwd)", "(fwd)", False),
    ("Masten (war: Bäume)", "Masten", False),
    ("Masts [was: Trees]", "Masts", False),
    ("Masts (was Trees)", "Masts", False),
    ("What the mast was (a tree)", "What the mast was (a tree)", False),
    ("Masts (was: Trees)", "Masts", False),
    ("  Masts \t and  trees ", "Masts and trees", False),
    ("[PATCH 2/5] masts: fix", "[PATCH 2/5] masts: fix", False),
    ("Re: [PATCH v2 2/5] masts: fix", "[PATCH v2 2/5] masts: fix", True),
    ("[commons] [PATCH] masts: fix", "[PATCH] masts: fix", False),
    ("[RFC] Masts", "[RFC] Masts", False),
    ("[commons]", "[commons]", False),
    ("Re:", "", True),
    ("Regarding masts", "Regarding masts", False),
    ("Research: masts", "Research: masts", False),
    ("Referendum", "Referendum", False),
    ("", "", False),
    ("[commons:1234] Masts", "Masts", False),
    ("Re: (commons:0042) Masts", "Masts", True),
    ("[commons-talk 1234] Re: Masts", "Masts", True),
    ("[Bug 1234] Masts", "[Bug 1234] Masts", False),
    ("(issue:1234) Masts", "(issue:1234) Masts", False),
    ("(Poles 12) Masts", "(Poles 12) Masts", False),
    ("Masts -Reply", "Masts", True),
    ("Masts -Reply -Forwarded", "Masts", True),
    ("Masts - Reply", "Masts - Reply", False),
    ("Re-2: Masts", "Masts", True),
    ("RE>>Masts", "Masts", True),
    ("{Spam?} Re: Masts", "Masts", True),
    ("*****SPAM***** Re: Masts", "Masts", True),
]


@pytest.mark.parametrize(("subject", "expected", "_"), SUBJECTS)
def test_the_base_of_a_subject_is_what_its_author_wrote(subject: str, expected: str, _: bool) -> None:
    assert base(subject) == expected


@pytest.mark.parametrize(("subject", "_", "expected"), SUBJECTS)
def test_a_reply_says_so_before_or_after_the_tag_of_its_list(subject: str, _: str, expected: bool) -> None:
    assert is_reply(subject) is expected


EACH_MARK = [
    (mark.replace("+", " "), forward) for both in MARKS.values() for forward in (0, 1) for mark in both[forward].split()
]


@pytest.mark.parametrize(("mark", "forward"), EACH_MARK)
def test_the_mark_of_every_language_is_taken_off(mark: str, forward: int) -> None:
    for subject in (f"{mark}: Masts", f"{mark.title()} : [commons] Masts", f"[commons] {mark.upper()}：Masts"):
        assert base(subject) == "Masts", subject
        assert is_reply(subject)
        assert is_forward(subject) is bool(forward)


WORDS = [
    "Antworten: drei",
    "Reference: a book",
    "Prep: for May",
    "YML: tabs",
    "Icing: on the cake",
    "Result: 3",
    "Trees: tall",
    "Vision: 2030",
    "Answer: 42",
]


@pytest.mark.parametrize("subject", WORDS)
def test_a_word_that_begins_like_a_mark_is_none(subject: str) -> None:
    assert base(subject) == subject


FORMERS = [
    ("Fiber (was: Poles)", "Poles"),
    ("Fiber (was Re: [commons] Poles)", "Poles"),
    ("Fasern [War: AW: Masten]", "Masten"),
    ("Fiber (was)", ""),
    ("It was (once) here", ""),
    ("Fiber", ""),
]


@pytest.mark.parametrize(("subject", "expected"), FORMERS)
def test_the_former_subject_is_told(subject: str, expected: str) -> None:
    assert former(subject) == expected


HOSTILE = [("", "Re: [a] ", ""), ("Masts", " (fwd)", ""), ("", "[", ""), ("", "(was: ", ")"), ("", "[Fwd: ", "]")]


@pytest.mark.parametrize(("begin", "again", "end"), HOSTILE)
def test_a_hostile_subject_takes_time_by_the_letter(begin: str, again: str, end: str) -> None:
    def read(times: int) -> None:
        subject = begin + again * times + end
        for reader in (base, former, is_forward):
            reader(subject)

    assert_grows_with_size(lambda times: seconds(lambda: read(times)), 10_000)


FORWARDS = [("Fwd: Masts", True), ("[commons] Fw: Masts", True), ("WG: Re: Masten", True), ("转发：桅杆", True)]
REPLIES = [("Re: Fwd: Masts", False), ("Re: Masts", False), ("Masts", False), ("Fwd", False), ("[commons]", False)]


@pytest.mark.parametrize(("subject", "expected"), FORWARDS + REPLIES)
def test_a_forward_says_so_first(subject: str, expected: bool) -> None:
    assert is_forward(subject) is expected


PREFIXES = st.lists(st.sampled_from(["Re: ", "AW: ", "Fwd: ", "[commons] ", "RE[2]: ", "回复："]), max_size=5).map(
    "".join
)


@given(PREFIXES, st.sampled_from(["Masts", "Masts: again", "[PATCH 1/2] masts", "1:0", "Ré-élection"]))
def test_prefixes_change_nothing(prefixes: str, subject: str) -> None:
    assert base(prefixes + subject) == subject
    assert numbers(prefixes + subject) == numbers(subject)


@given(st.text(max_size=40))
def test_the_base_of_a_base_is_itself(subject: str) -> None:
    assert base(base(subject)) == base(subject)
    is_reply(subject)


NUMBERS = [
    ("[PATCH 2/5] masts", ["2", "5"]),
    ("Re: [PATCH 2/5] masts", ["2", "5"]),
    ("Minutes 14 May", ["14"]),
    ("Re[2]: Masts", []),
    ("[commons-2025] Masts", ["2025"]),
    ("wren 1.2.3", ["1", "2", "3"]),
    ("Masts", []),
]


@pytest.mark.parametrize(("subject", "expected"), NUMBERS)
def test_the_numbers_of_a_subject_tell_a_series_apart(subject: str, expected: list[str]) -> None:
    assert numbers(subject) == expected
