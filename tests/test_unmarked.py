"""What a post repeats without marks is quoted, what is left is its own, and nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from growth import assert_grows_with_size, seconds
from hypothesis import given
from hypothesis import strategies as st
from reading import Desk, archived, content, mail, words

from dedupe.align import Taken, cut, repeated, spans, without
from dedupe.sameness.chunks import chunks_of
from dedupe.sameness.fitted import lines_of, with_short_lines
from ingest.layout import pack, unpack
from ingest.words import sequence, tokens

NOTE = words(60)
LINES = NOTE.splitlines()
FIRST = {"Message_ID": "<first@example.org>"}
BEN = {
    "From": "Ben Other <ben@example.net>",
    "Message_ID": "<answer@example.org>",
    "Date": "Sat, 1 Nov 2025 09:00:00 +0000",
}
ANSWER = BEN | {"Subject": "Re: Masts", "In_Reply_To": "<first@example.org>", "References": "<first@example.org>"}
HERS = ANSWER | {"From": "Ann Example <ann@example.org>"}
SAID = "On Sat, Nov 1, 2025 at 6:49 AM Ann Example <ann@example.org> wrote:"
FLAT = NOTE.replace("\n", " ")
OWN = "Yes, gladly, and a ladder too."


def own_of(desk: Desk, message_id: str) -> str:
    asked = "select own from texts t join messages m on m.id = t.message where header_message_id = ?"
    return str(desk.found(asked, message_id)[0])


REPEATED = [  # (how it is repeated, the answer's body, fields, own text that is left, coverage)
    ("below, marks lost", f"{OWN}\n\n{NOTE}", ANSWER, OWN, 1.0),
    ("above, marks lost", f"{NOTE}\n\n{OWN}", ANSWER, OWN, 1.0),
    ("wrapped anew", f"{OWN}\n\n{FLAT}", ANSWER, OWN, 1.0),
    ("below its attribution, which begins the post", f"{SAID}\n\n{NOTE}\n\n{OWN}", ANSWER, OWN, 1.0),
    ("in between", "\n\n".join([*LINES[:3], OWN, *LINES[3:]]), ANSWER, OWN, 1.0),
    ("in between, where the answer begins as the note goes on",
     "\n\n".join([*LINES[:3], f"{LINES[3].split()[0]} and so on.", *LINES[3:]]), ANSWER, f"{LINES[3].split()[0]} and so on.", 1.0),
    ("in between, where the answer ends as the note went on",
     "\n\n".join([*LINES[:3], f"Not so {LINES[2].split()[-1]}", *LINES[3:]]), ANSWER, f"Not so {LINES[2].split()[-1]}", 1.0),
    ("in between, in few words, where only the subject says what is answered",
     "\n\n".join([*LINES[:3], "Yes.", *LINES[3:5], "No, no.", *LINES[5:]]), BEN | {"Subject": "Re: Masts"}, "Yes.\n\nNo, no.", 1.0),
    ("twice", f"{NOTE}\n\n{OWN}\n\n{NOTE}", ANSWER, OWN, 1.0),
    ("in part, two lines", f"{LINES[1]}\n{LINES[2]}\n\n{OWN}", ANSWER, OWN, 20 / 60),
    ("where only the subject says what is answered", f"{OWN}\n\n{NOTE}", BEN | {"Subject": "Re: Masts"}, OWN, 1.0),
    ("where nothing says so", f"{OWN}\n\n{NOTE}", BEN | {"Subject": "Poles"}, OWN, 1.0),
    ("by its author, who answers herself", f"{OWN}\n\n{NOTE}", HERS, OWN, 1.0),
]  # fmt: skip


@pytest.mark.parametrize(("how", "body", "fields", "left", "coverage"), REPEATED, ids=[how for how, *_ in REPEATED])
def test_what_is_repeated_without_marks_is_quoted(
    tmp_path: Path, how: str, body: str, fields: dict[str, str], left: str, coverage: float
) -> None:
    desk = archived(tmp_path, mail(NOTE, **FIRST), mail(body, **fields))
    assert own_of(desk, "answer@example.org") == left, how
    said = desk.found(
        "select s.kind, s.coverage from sightings s join messages m on m.id = s.message"
        " where s.evidence like '%without marks' and m.header_message_id = 'first@example.org'"
    )
    assert said == [("quoted", pytest.approx(coverage, abs=1e-3))]
    assert own_of(desk, "first@example.org") == NOTE


def answered(*parts: str) -> str:
    """Parts of a note with an answer after each."""
    return "\n\n".join(f"{part}\n\nAnswer {letter}." for part, letter in zip(parts, "abcdef", strict=False))


SHORT_LINES = [  # (where they stand, the parts of a note)
    ("at its begin", ["Hello all,", "Two things:", NOTE]),
    ("at its end", [NOTE, "More soon.", "Greetings from the hill"]),
    ("between its lines", ["\n".join(LINES[:3]), "First:", "Is it high?", "\n".join(LINES[3:])]),
    ("among lines typed at a prompt", ["\n".join(LINES[:3]), "> masts(3)", "[1] 7", "\n".join(LINES[3:])]),
]


@pytest.mark.parametrize(("where", "parts"), SHORT_LINES, ids=[where for where, _ in SHORT_LINES])
def test_short_lines_of_a_note_between_answers_are_quoted(tmp_path: Path, where: str, parts: list[str]) -> None:
    desk = archived(tmp_path, mail("\n\n".join(parts), **FIRST), mail(answered(*parts), **ANSWER))
    answers = [f"Answer {letter}." for letter in "abcdef"[: len(parts)]]
    assert own_of(desk, "answer@example.org") == "\n\n".join(answers), where


LEAVES = [  # (the answer after all of a note that ends with "Greetings, Ann", own text that is left)
    ("No.\n\nGreetings\n\nBen", "No.\n\nGreetings\n\nBen"),
    ("Greetings\n\nBen", "Ben"),
]


@pytest.mark.parametrize(("end", "left"), LEAVES)
def test_who_takes_leave_does_so_in_her_own_name(tmp_path: Path, end: str, left: str) -> None:
    note = mail(f"{NOTE}\n\nGreetings\n\nAnn", **FIRST)
    desk = archived(tmp_path, note, mail(f"{NOTE}\n\n{end}", **ANSWER))
    assert own_of(desk, "answer@example.org") == left


KEPT = [  # (why it is the author's own, the post, fields)
    ("14 words", f"{' '.join(NOTE.split()[:14])}\n\n{OWN}", ANSWER),
    ("from the middle of a line to the middle of one", f"So {' '.join(NOTE.split()[5:25])} and more", ANSWER),
    ("a part of what is not answered", f"{LINES[1]}\n{LINES[2]}\n\n{OWN}", BEN),
    ("her own note, revised", NOTE.replace(LINES[2], words(10, 300)), HERS),
    ("a patch and its next version", f"{NOTE}\n\n{OWN}", HERS | {"Subject": "[PATCH v2] Masts"}),
    ("code", f"{OWN}\n\nif (masts[0] == '{LINES[0]}') {{ *go(&{LINES[1]}); }}", ANSWER),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "fields"), KEPT, ids=[why for why, *_ in KEPT])
def test_what_may_be_the_authors_own_stays_so(tmp_path: Path, why: str, body: str, fields: dict[str, str]) -> None:
    desk = archived(tmp_path, mail(NOTE, **FIRST), mail(body, **fields))
    assert own_of(desk, "answer@example.org") == body, why


def test_an_answer_that_is_dated_before_its_question_quotes_it_all_the_same(tmp_path: Path) -> None:
    wrong = ANSWER | {"Date": "Sat, 1 Nov 2025 01:00:00 +0000"}
    desk = archived(tmp_path, mail(NOTE, **FIRST), mail(f"{OWN}\n\n{NOTE}", **wrong))
    assert own_of(desk, "answer@example.org") == OWN


def test_copies_with_and_without_marks_are_one_message_with_one_own_text(tmp_path: Path) -> None:
    marked = mail(f"{OWN}\n\n{SAID}\n" + "".join(f"> {line}\n" for line in LINES), **ANSWER)
    unmarked = mail(f"{OWN}\n\n{FLAT}", **ANSWER)
    for number, copies in enumerate([(marked, unmarked), (unmarked, marked)]):
        desk = Desk(tmp_path / str(number))
        desk.build(mail(NOTE, **FIRST), *copies)
        assert own_of(desk, "answer@example.org") == OWN
        assert desk.found("select count(*) from messages") == [2]
        assert desk.found("select count(*) from conflicts") == [0]


def test_links_of_what_is_repeated_are_those_of_the_note(tmp_path: Path) -> None:
    note = f"{NOTE}\nhttps://example.org/map\n{words(20, 400)}"
    desk = archived(tmp_path, mail(note, **FIRST), mail(f"{OWN} https://example.net/own\n\n{note}", **ANSWER))
    asked = "select l.url from links l join messages m on m.id = l.message where m.header_message_id = ? order by 1"
    assert desk.found(asked, "answer@example.org") == ["https://example.net/own"]
    assert desk.found(asked, "first@example.org") == ["https://example.org/map"]


def test_nothing_of_a_post_is_lost(tmp_path: Path) -> None:
    desk = archived(tmp_path, mail(NOTE, **FIRST), *(mail(body, **fields) for _, body, fields, *_ in REPEATED[:1]))
    with closing(sqlite3.connect(desk.archive)) as db:
        for own, quoted, layout in db.execute("select own, quoted, layout from texts"):
            assert layout
            assert len(tokens(f"{own} {quoted}")) in (60, 60 + len(tokens(OWN)))


@pytest.mark.parametrize(
    "own",
    [
        "Write to ann at example.org, or to ben at example.net\ntoday.",
        "Write to ann at\nexample.org before noon.",
        "ann at example.org",
        "Meet me at the masts.",
    ],
)
def test_a_cut_counts_words_as_they_are_compared(own: str) -> None:
    assert chunks_of(own).counts.sum() == len(tokens(own))


@given(st.text(alphabet="aB1 .:@[]/-'\n\t\u00a0\x1f塔é", max_size=40))
def test_the_pieces_between_blanks_hold_all_words(text: str) -> None:
    pieces = chunks_of(text).one_by_one()
    assert [text[start:end] for start, end, *_ in pieces] == text.split()
    assert [count for *_, count in pieces] == [len(tokens(piece)) for piece in text.split()]
    assert [first for *_, first, _ in pieces] == [sum(count for *_, count in pieces[:at]) for at in range(len(pieces))]


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_reading_decides_nothing(tmp_path: Path, seed: int) -> None:
    texts = [
        mail(NOTE, **FIRST),
        *(
            mail(body, **fields | {"Message_ID": f"<{n}@example.org>"})
            for n, (_, body, fields, *_) in enumerate(REPEATED)
        ),
    ]
    desks = [Desk(tmp_path / name) for name in ("one", "other")]
    for desk, order in zip(desks, (range(len(texts)), Random(seed).sample(range(len(texts)), len(texts))), strict=True):  # noqa: S311
        for number in order:
            desk.ingest(desk.put(f"list-{number}/2025-November.mbox", texts[number]))
        desk.dedupe()
    assert content(desks[0].archive) == content(desks[1].archive)


# -- spans of words ----------------------------------------------------------------------------------------------------------

SOME = st.lists(
    st.sampled_from("masts trees birds möwe 海 1 https://example.org/a ann@example.org — \n".split(" ")), max_size=30
)


@given(SOME, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3))
def test_a_cut_moves_words_and_loses_none(some: list[str], at: list[tuple[int, int]]) -> None:
    text = " ".join(some)
    texts = pack([("own", text), ("quoted", "> Done?"), ("own", text)])
    found = spans((min(a, b), 0, abs(a - b)) for a, b in at if a != b)
    after = cut(texts, found)
    joined = "".join(part for _, part in unpack(after))
    assert "".join(joined.split()) == "".join("".join(part for _, part in unpack(texts)).split())
    assert sequence(after.own) == without(sequence(texts.own), found)


@given(st.lists(st.integers(0, 99), max_size=40), st.lists(st.integers(0, 99), max_size=40), st.integers(0, 39))
def test_runs_are_of_equal_words(a: list[int], b: list[int], at: int) -> None:
    one, other = (sequence(" ".join(f"w{n}" for n in each)) for each in (a[:at] + b + a[at:], b))
    for start, there, size in repeated(one, other):
        assert 0 <= start <= start + size <= len(one) // 4
        assert 0 <= there <= len(other) // 4
    if len(b) > 12 and not set(a) & set(b) and len(set(b)) == len(b):
        assert spans(repeated(one, other)) == [(min(at, len(a)), min(at, len(a)) + len(b))]


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)).map(lambda at: (at[0], sum(at))), max_size=12)


@given(SPANS, SPANS)
def test_what_is_beside_taken_words_is_told_whatever_was_taken_first(
    some: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    taken = Taken([])
    for first, end in some:
        taken.add(first, end)
    known = spans((first, 0, end - first) for first, end in some)
    for first, end in more:
        beside = any(0 <= first - b <= 3 or 0 <= a - end <= 3 for a, b in known)
        assert taken.is_beside(first, end, 3) == beside


def test_a_long_quote_that_is_repeated_with_edits_takes_time_by_the_line(tmp_path: Path) -> None:
    random = Random(2)  # noqa: S311
    lines = [" ".join(f"{random.randrange(10**6)}x" for _ in range(9)) for _ in range(4_000)]

    def built(count: int) -> Desk:
        quote = "".join(f"> {line}\n" for line in lines[:count])
        answer = "".join(f"{line} extra{n} words\n" for n, line in enumerate(lines[:count]))
        desk = Desk(tmp_path / str(count))
        desk.put(
            "a.mbox",
            mail(f"{NOTE}\n\nOn Sat, 1 Nov 2025 at 05:00, Bo <bo@x.org> wrote:\n{quote}", Message_ID="<a@x.org>")
            + mail(f"{NOTE}\n{answer}", Message_ID="<b@x.org>", From="Ben Other <ben@x.org>", In_Reply_To="<a@x.org>"),
        )
        desk.ingest()
        return desk

    desks = {count: built(count) for count in (2_000, 4_000)}
    assert_grows_with_size(lambda count: seconds(desks[count].dedupe), 2_000)


FEW = st.lists(st.sampled_from("a b c d".split()), max_size=8)


@given(st.lists(FEW, min_size=1, max_size=8), FEW, FEW)
def test_lines_that_make_up_a_note_are_of_its_words_in_order(
    some: list[list[str]], note: list[str], marked: list[str]
) -> None:
    own = "\n".join(" ".join(line) for line in some)
    post, other, quoted = sequence(own), sequence(" ".join(note)), sequence(" ".join(marked))
    at = start = 0
    for first, there, size in with_short_lines(post, other, [], lines_of(own), quoted):
        assert first >= at
        assert there >= start
        assert post[4 * first : 4 * (first + size)] == other[4 * there : 4 * (there + size)]
        at, start = first + size, there + size


RELATED = [  # (what the second is to the first, its text, kind)
    ("a revision", NOTE.replace(LINES[3].split()[2], "other").replace(LINES[4].split()[5], "words"), ["revision"]),
    ("cut off", " ".join(NOTE.split()[:40]), ["possible copy"]),
    ("cut off in a word", NOTE[:200], ["possible copy"]),
    ("cut off with a mark", " ".join(NOTE.split()[:40]) + " [Message clipped]", ["possible copy"]),
    ("a template", NOTE + "\n2025 12 24", []),
    ("another note", words(60, 300), []),
    ("a part of it", "\n".join(LINES[2:4]), []),
]


@pytest.mark.parametrize(("what", "text", "kinds"), RELATED, ids=[what for what, *_ in RELATED])
def test_what_is_nearly_a_note_is_related_and_never_merged(
    tmp_path: Path, what: str, text: str, kinds: list[Any]
) -> None:
    template = NOTE + "\n2025 12 17" if what == "a template" else NOTE
    desk = archived(tmp_path, mail(template, **FIRST), mail(text, Message_ID="<second@example.org>"))
    assert desk.found("select kind from related") == kinds
    assert desk.found("select count(*) from messages") == [2]


def test_an_answer_between_the_lines_of_a_note_is_no_revision_of_it(tmp_path: Path) -> None:
    answered = "\n\n".join([*LINES[:3], OWN, *LINES[3:]])
    desk = archived(tmp_path, mail(NOTE, **FIRST), mail(answered, **ANSWER))
    assert desk.found("select kind from related") == []


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("[PATCH 1/2] masts: fix", "[PATCH v2 1/2] masts: fix", ["revision"]),
        ("[PATCH 1/2] masts: fix", "[PATCH 2/2] poles: fix", []),
    ],
)
def test_versions_of_a_patch_are_revisions_and_patches_of_a_series_are_none(
    tmp_path: Path, one: str, other: str, kinds: list[str]
) -> None:
    changed = NOTE.replace(LINES[3].split()[2], "other").replace(LINES[4].split()[5], "words")
    desk = archived(
        tmp_path, mail(NOTE, Subject=one, **FIRST), mail(changed, Subject=other, Message_ID="<b@example.org>")
    )
    assert desk.found("select kind from related") == kinds
