"""Where messages stand: threads by the Message-IDs that they answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from growth import assert_grows_with_size, seconds
from hypothesis import given
from hypothesis import strategies as st
from reading import Desk, mail, marked, words

from dedupe.threads import Node, Placed, place


def node(name: str, parents: str = "", quotes: str = "", sent: str | None = None) -> Node:
    """A message ``a`` whose Message-ID is ``a@x``, of minute ``ord("a")`` unless said otherwise."""
    at = f"2025-11-01T06:{ord(name[0]) - 97:02}:00Z" if sent is None else sent
    return Node(name, (f"{name}@x",), tuple(f"{p}@x" for p in parents.split()), quotes, at)


def outline(*nodes: Node) -> str:
    """Messages in reading order, thread by thread, a dot before each for every level: "a .b ..c"."""
    placed = place(nodes)
    return " ".join(
        "." * placed[n].depth + n for n in sorted(placed, key=lambda n: (placed[n].thread, placed[n].position))
    )


TREES = [  # (what the headers say, messages, outline)
    ("an answer", [node("a"), node("b", "a")], "a .b"),
    ("two answers, in order of time", [node("a"), node("c", "a"), node("b", "a")], "a .b .c"),
    ("an answer to an answer", [node("a"), node("b", "a"), node("c", "a b")], "a .b ..c"),
    ("a branch is read to its end", [node("a"), node("b", "a"), node("c", "a"), node("d", "a b")], "a .b ..d .c"),
    ("a ghost between is passed through", [node("a"), node("c", "a b")], "a .c"),
    ("a ghost above holds its answers together", [node("b", "a"), node("c", "a")], "b c"),
    ("answers to itself", [node("a", "a")], "a"),
    ("two answer each other", [node("a", "b"), node("b", "a")], "b .a"),
    ("three in a ring", [node("a", "c"), node("b", "a"), node("c", "b")], "c .a ..b"),
    ("its own word counts more than others'", [node("a"), node("b"), node("c", "a"), node("d", "b c")], "a .c ..d b"),
    ("others tell of one that says nothing", [node("a"), node("b"), node("c", "a b")], "a .b ..c"),
    ("others tell of both in the wrong order", [node("a"), node("b"), node("c", "b a")], "a .c b"),
    ("a quote where no header says so", [node("a"), node("b", quotes="a")], "a .b"),
    ("a ghost is what an answer to it quotes", [node("a"), node("c", "x", quotes="a"), node("d", "x")], "a .c .d"),
    (
        "a ghost is what is quoted below the known",
        [node("a"), node("b", "a"), node("c", "a x", quotes="b")],
        "a .b ..c",
    ),
    (
        "what is quoted twice over",
        [node("a"), node("b", "a"), node("c", "a x", quotes="a"), node("d", "a x", quotes="b")],
        "a .b .c .d",
    ),
    ("a known message before a quote", [node("a"), node("b"), node("c", "b x", quotes="a")], "a b .c"),
    ("what is quoted answers the same ghost", [node("b", "x"), node("c", "x", quotes="b")], "b c"),
    (
        "of two quotes the older answer's counts",
        [node("a"), node("b"), node("d", "x", quotes="b"), node("c", "x", quotes="a")],
        "a .c .d b",
    ),
    ("quotes in a ring", [node("a", "x", quotes="b"), node("b", "y", quotes="a")], "b .a"),
    ("a header before a quote", [node("a"), node("b"), node("c", "b", quotes="a")], "a b .c"),
    ("an answer's header before a quote in what it answers", [node("a", quotes="b"), node("b", "a")], "a .b"),
    ("an answer whose clock is wrong", [node("b"), node("a", "b")], "b .a"),
    ("undated last", [node("a"), node("b", "a", sent=""), node("c", "a")], "a .c .b"),
]


@pytest.mark.parametrize(("what", "nodes", "expected"), TREES, ids=[what for what, _, _ in TREES])
def test_a_thread_is_a_tree_in_reading_order(what: str, nodes: list[Node], expected: str) -> None:
    assert outline(*nodes) == expected, what


def test_a_thread_is_named_by_its_first_message() -> None:
    placed = place([node("b", "a"), node("c", "a"), node("d", "c")])
    assert {p.thread for p in placed.values()} == {"b"}


def test_one_message_with_two_message_ids_is_answered_by_either() -> None:
    both = Node("a", ("a@x", "z@x"), (), "", "2025-11-01T06:00:00Z")
    placed = place([both, node("b", "z"), node("c", "a")])
    assert {placed["b"].reply_to, placed["c"].reply_to} == {"a"}


def test_ten_thousand_answers_to_answers_are_placed() -> None:
    chain = [Node(f"n{n:05}", (f"{n}@x",), (f"{n - 1}@x",) if n else (), "", f"{n:05}") for n in range(10_000)]
    placed = place(chain)
    assert [placed[f"n{n:05}"] for n in (0, 1, 9_999)] == [
        Placed("n00000", "", 0, 0),
        Placed("n00000", "n00000", 1, 1),
        Placed("n00000", "n09998", 9_999, 9_999),
    ]


def quotes_that_are_there(nodes: list[Node]) -> list[Node]:
    names = {n.id for n in nodes}
    return [replace(n, quotes=n.quotes if n.quotes in names else "") for n in nodes]


NAMES = "abcdefgh"
NODES = st.lists(
    st.builds(
        node,
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(NAMES + "xyz"), max_size=4).map(" ".join),
        st.sampled_from(["", *NAMES]),
        st.sampled_from([None, "", "2025-11-01T06:00:00Z"]),
    ),
    max_size=len(NAMES),
    unique_by=lambda each: each.id,
).map(quotes_that_are_there)


@given(
    NODES.filter(lambda nodes: all(not n.quotes or n.quotes in {m.id for m in nodes} for n in nodes)),
    st.integers(0, 99),
)
def test_the_order_of_messages_is_no_matter(nodes: list[Node], seed: int) -> None:
    assert place(Random(seed).sample(nodes, len(nodes))) == place(nodes)  # noqa: S311


@given(NODES)
def test_each_message_stands_in_one_place_below_what_it_answers(nodes: list[Node]) -> None:
    placed = place(nodes)
    assert placed.keys() == {n.id for n in nodes}
    threads: dict[str, dict[int, str]] = {}
    for name, at in placed.items():
        assert threads.setdefault(at.thread, {}).setdefault(at.position, name) == name
        if at.reply_to:
            above = placed[at.reply_to]
            assert (at.depth, at.thread) == (above.depth + 1, above.thread)
            assert at.position > above.position
        else:
            assert at.depth == 0
    for thread, positions in threads.items():
        assert sorted(positions) == list(range(len(positions)))
        assert positions[0] == thread


# -- from mails to threads -----------------------------------------------------------------------------------------------------

TEXT, OTHER, THIRD = words(30), words(30, 200), words(30, 500)


def said(name: str, text: str, marks: str = "> ") -> str:
    """A quote with its attribution, the date of all mails here."""
    quoted = "".join(f"{marks}{line}\n" for line in text.splitlines())
    return f"On Sat, Nov 1, 2025 at 6:49 AM {name} Example <{name.lower()}@example.org> wrote:\n{quoted}\n"


def by(name: str, body: str, **fields: str | None) -> str:
    """A mail by somebody, with a Message-ID of its own and no header that says what it answers."""
    return mail(body, From=f"{name} Example <{name.lower()}@example.org>", Message_ID=f"<{name.lower()}@x>", **fields)


NESTED = said("Ben", OTHER).rstrip() + "\n>\n> " + said("Ann", TEXT, "> > ") + "I agree with both of you.\n"
REPAIRED = [  # (what, mails, subjects' authors by thread in reading order, with a dot for each level)
    ("a quote", [by("Ann", TEXT), by("Ben", said("Ann", TEXT) + "Yes.", Subject="Re: Masts")], "Ann .Ben"),
    ("equal subjects alone", [by("Ann", TEXT), by("Ben", OTHER, Subject="Re: Masts")], "Ann Ben"),
    ("another subject", [by("Ann", TEXT), by("Ben", said("Ann", TEXT) + "Yes.", Subject="Trees")], "Ann Ben"),
    ("a new subject that names the old one",
     [by("Ann", TEXT), by("Ben", said("Ann", TEXT) + "Yes.", Subject="Trees (was: Re: Masts)")], "Ann .Ben"),
    ("a subject in another language", [by("Ann", TEXT), by("Ben", said("Ann", TEXT) + "Tak.", Subject="ODP: Masts")], "Ann .Ben"),
    ("a forward", [by("Ann", TEXT), by("Ben", f"FYI\n\n---------- Forwarded message ----------\nFrom: Ann Example"
     f" <ann@example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\nSubject: Masts\n\n{TEXT}", Subject="Fwd: Masts")], "Ann Ben"),
    ("a header block under the same subject", [by("Ann", TEXT), by("Ben", "Yes.\n\n---------- Forwarded message ----------\n"
     f"From: Ann Example <ann@example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\nSubject: Masts\n\n{TEXT}",
     Subject="Re: Masts")], "Ann .Ben"),
    ("a message known from a quote alone, and what it quotes",
     [by("Ann", TEXT), by("Cy", NESTED, Subject="Re: Masts")], "Ann .Ben ..Cy"),
    ("a Message-ID that a gateway changed",
     [by("Ann", TEXT), by("Ben", said("Ann", TEXT) + "Yes.", Subject="Re: Masts", In_Reply_To="<changed@x>"),
      by("Cy", "No.", Subject="Re: Masts", In_Reply_To="<changed@x>", Date="Sat, 1 Nov 2025 06:50:00 +0000")], "Ann .Ben .Cy"),
    ("of several quotes the newest, though an older one without its author stands above it",
     [by("Ann", TEXT), by("Ben", OTHER, Subject="Re: Masts", Date="Sat, 1 Nov 2025 07:00:00 +0000"),
      by("Cy", marked(TEXT) + "\nYes.\n\n" + said("Ben", OTHER).replace("6:49", "7:00"), Subject="Re: Masts",
         Date="Sat, 1 Nov 2025 08:00:00 +0000")], "Ann Ben .Cy"),
    ("a subject that lost a blank and letters",
     [by("Ann", TEXT, Subject="Masts on\tthe “roof”"),
      by("Ben", said("Ann", TEXT) + "Yes.", Subject="Re: Masts onthe ?roof?")], "Ann .Ben"),
    ("a subject in quotation marks",
     [by("Ann", TEXT), by("Ben", said("Ann", TEXT) + "Yes.", Subject="'Re: Masts'")], "Ann .Ben"),
    ("another subject", [by("Ann", TEXT), by("Ben", said("Ann", TEXT) + "Yes.", Subject="Re: Mast")], "Ann Ben"),
    ("over lists and months",
     [by("Ann", TEXT, Date="Fri, 31 Oct 2025 06:49:07 +0000"), by("Ben", OTHER, In_Reply_To="<ann@x>", Subject="Masts, again")],
     "Ann .Ben"),
]  # fmt: skip


def test_a_long_chain_is_placed_in_linear_time_whatever_its_dates_say() -> None:
    def chain(count: int) -> list[Node]:
        return [
            Node(f"{n:05}", (f"{n}@x",), (f"{n - 1}@x",), "", f"2025-11-01T06:00:{n % 2:02}Z") for n in range(count)
        ]

    assert_grows_with_size(lambda count: seconds(lambda: place(chain(count))), 16_000)


@pytest.mark.parametrize(("what", "mails", "expected"), REPAIRED, ids=[what for what, _, _ in REPAIRED])
def test_threads_are_repaired_from_quotes(tmp_path: Path, what: str, mails: list[str], expected: str) -> None:
    desk = Desk(tmp_path)
    desk.build(*mails)
    rows = desk.found(
        "select t.started, m.thread, m.position, m.depth, p.name from messages m join people p on p.id = m.sender"
        " join threads t on t.id = m.thread order by min(p.name) over (partition by m.thread), m.position"
    )
    assert " ".join("." * depth + name.split()[0] for _, _, _, depth, name in rows) == expected, what


def test_a_thread_that_begins_with_a_recovered_note_is_of_the_list_of_the_notes_that_quote_it(tmp_path: Path) -> None:
    note, listed = words(60), {"List_Id": "<tide.lists.example.org>", "Message_ID": "b@example.org"}
    desk = Desk(tmp_path)
    desk.build(mail(f"Yes.\n\nOn Sat, Nov 1, 2025 at 6:49 AM Ann Example wrote:\n{marked(note)}", **listed))
    assert desk.found("select recovered, list from messages order by position") == [(1, None), (0, "tide")]
    assert desk.found("select list from threads") == ["tide"]


def test_an_answer_to_a_message_that_no_source_has_is_not_what_began_the_thread(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    late = {"Subject": "Re: Masts", "In_Reply_To": "<lost@x>", "Date": "Sun, 2 Nov 2025 06:50:00 +0000"}
    desk.build(by("Ann", TEXT, Subject="Re: Masts", In_Reply_To="<lost@x>"), by("Ben", OTHER, **late))
    assert desk.found("select sender from unanswered") == ["Ann Example"]
