"""Bodies as blocks, quotes and links; pictures; two texts beside each other."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import pack, unpack
from publish import render
from publish.body import Quote, blocks, parts, quotes
from publish.compare import compared
from publish.pictures.replies import replies
from publish.pictures.spread import MOST_LANES, Place, spread
from publish.pictures.volume import bars, calendar, sparkline, volume
from publish.show import bare
from publish.wrapped import unwrap, wrap_width
from tests.growth import assert_grows_with_size, seconds

BLOCKS = [  # (what it is, text, the kinds of its blocks)
    ("prose", "One line.\n\nAnother line, which says a little more.\n", "pp"),
    ("a table with spaces", "port     high\nNorth    4.12\n", "f"),
    ("a table with bars", "| a | b |\n|---|---|\n| 1 | 2 |\n", "f"),
    ("a patch", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n", "f"),
    ("code with an empty line", "    x = 1\n\n    y = 2\n", "f"),
    ("C", "int main(void) {\n  return f(1);\n}\n", "f"),
    ("an indented first line", "   It was a long time ago that\nthe tables were written\nand read.\n", "p"),
    ("a list with hanging lines", "- the first item of the list\n  goes on here\n- the second\n  too\n", "p"),
    ("a list of a resolution", "- noting the tables;\n- noting the ports;\n- decides to read.\n", "p"),
    ("a heading that ends in a colon", "for the record:\n", "p"),
    ("wide gaps between sentences", "Go to it.   I shall read.\nAnd read again.   Then stop.\n", "p"),
    ("an address", "Ann Author\nHarbour Road 1\nTidetown\n", "p"),
    (
        "a list that stands in",
        "These are the ways:\n  1. wait for the tide\n  2. read the tables again\nSo I shall wait.\n",
        "p",
    ),
    ("a list in columns", "This is how:\n  1. wait   [a.c:1]\n  2. read   [b.c:2]\n  3. go\nAnd so on.\n", "pfp"),
    ("a log below its title", "This is what the log says then:\n" + "gauge: read 4.12 at {3 4}\n" * 3, "pf"),
    ("what was typed", "Type this, please:\n$ make ingest\nIt takes a minute or two.\n", "pfp"),
    ("a log with times", "12-04-2017 00:14:36.797 UTC Status Made\n12-04-2017 00:14:36.798 UTC Status Read\n", "f"),
    ("a comment of code", "  /**\n   * Gives the height of the water\n   * in metres.\n   */\n", "f"),
    ("lines that a patch adds", "+    for port in ports:\n+        read(port)\n", "f"),
    ("links under words", "See the notes of the meeting:\n[1]\nhttps://example.org/a_b\n", "p"),
    (
        "technical prose",
        "In tide.c:12 the call read_all(3) fails, but only with O_NONBLOCK set and\nnot without it.\n",
        "p",
    ),
    ("nothing", "\n \n\t\n", ""),
]


@pytest.mark.parametrize(("what", "text", "kinds"), BLOCKS)
def test_columns_stay_and_prose_flows(what: str, text: str, kinds: str) -> None:
    assert "".join("f" if block.fixed else "p" for block in blocks(text)) == kinds, what


LONG = (
    "The tables are open to everybody, and they must stay so after the\nreviewing of the second round, which was long."
)
PORTS = ["north", "south", "east", "west"]
VERSE = """When all the tide was in the northern bay and we were young
They read the tables to the harbour folk who would not hear
Nor could the gauge be trusted then, when nobody was near it
Until the water went away, and so did all of us at last"""
UNWRAPPED = [  # (what the author did, text, lines that are left)
    ("wrapped at 72", LONG, 1),
    ("wrapped at 56", textwrap.fill(LONG, 56), 1),
    ("wrapped one paragraph more narrowly", f"{textwrap.fill(LONG * 3, 76)}\n\n{textwrap.fill(LONG * 2, 62)}", 3),
    ("indented what begins another paragraph", f"{textwrap.fill(LONG, 72)}\n   {LONG[:60]}", 2),
    ("wrote verse", "High water\nat the quay\nat four", 3),
    ("wrapped at 72, with breaks of the author's", f"{LONG}\nAnd that is all.\n{LONG}\nBen", 4),
    ("took words out of a line", textwrap.fill(f"{LONG} " * 3, 72).replace(" and they must", "", 1), 1),
    ("wrote long verse", VERSE, 4),
    (
        "listed what there is",
        "\n".join(f"checking whether the gauge at the {quay} quay answers ... yes" for quay in PORTS),
        4,
    ),
    ("wrapped the items of a list", "- " + "\n  ".join(textwrap.wrap(f"{LONG} {LONG}", 62)) + "\n- another one", 2),
    ("put a link below", f"{LONG}\nhttps://example.org/{'x' * 60}\nAnd so on.", 3),
    ("put a mark above a long link", f"*\nhttps://example.org/{'x' * 80}", 1),
    (
        "listed fields",
        "Status of the northern gauge: waiting for water and for Ann\nStatus of the southern one: dry",
        2,
    ),
    ("never wrapped", "x" * 300 + "\n" + "y" * 200, 2),
    ("signed", "Thank you all very much for the long meeting that we had today.\nBest,\nAnn", 3),
]


@pytest.mark.parametrize(("what", "text", "lines"), UNWRAPPED)
def test_only_the_breaks_of_programs_go(what: str, text: str, lines: int) -> None:
    assert len(unwrap(text, wrap_width(text)).split("\n")) == lines, what


@given(st.text())
def test_unwrapping_keeps_every_word(text: str) -> None:
    assert unwrap(text, wrap_width(text)).split() == text.split()
    assert " ".join(block.text for block in blocks(text)).split() == text.split()


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_layout_loses_text(layout: str, own: str, quoted: str, signature: str) -> None:
    for each in (layout, f"own {len(own) // 2} quoted 3 own 1 {layout}", "own 99999999999999999999 quoted -1"):
        shown = parts(each, own, quoted, signature)
        for kind, text in (("own", own), ("quoted", quoted), ("signature", signature)):
            kept = "".join(part.text for part in shown if part.kind == kind)
            assert kept.replace("\n", "") == text.replace("\n", "")


@given(st.lists(st.tuples(st.sampled_from(["own", "quoted", "signature"]), st.text(max_size=30)), max_size=8))
def test_a_tidy_layout_gives_back_the_order(body: list[tuple[str, str]]) -> None:
    texts = pack(body)
    shown = parts(texts.layout, texts.own, texts.quoted, texts.signature)
    assert [(part.kind, part.text) for part in shown] == unpack(texts)


@given(st.text())
def test_quotes_keep_every_word(text: str) -> None:
    marked = "".join(quote.text for quote in quotes(text))
    assert re.sub(r"[>\s]", "", marked) == re.sub(r"[>\s]", "", text)


LINKS = [  # (text, what the links lead to)
    ("see https://example.org/a_(b).", ["https://example.org/a_(b)"]),
    ("(https://example.org/a)", ["https://example.org/a"]),
    ("<https://example.org/?a=1&b=2>", ["https://example.org/?a=1&amp;b=2"]),
    ("https://example.org/a, https://example.org/b!", ["https://example.org/a", "https://example.org/b"]),
    ("write to mailto:ann@example.org?subject=x", ["mailto:ann@example.org?subject=x"]),
    ('"https://example.org/"onclick="alert(1)', ["https://example.org/"]),
    ("javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd", []),
    ("JAVASCRIPT:https://example.org/", ["https://example.org/"]),
    ("https:// http:///x mailto:", []),
    ("https://example.org/\u202egpj.exe", ["https://example.org/"]),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_only_web_and_mail_addresses_become_links(text: str, expected: list[str]) -> None:
    shown = render.linked(text)
    assert re.findall(r'href="([^"]*)"', shown) == expected
    assert shown.count('rel="nofollow noopener ugc"') == len(expected)


@given(st.text(alphabet=st.one_of(st.sampled_from("<>&\"'\x02\x03\u202e> hts:/m."), st.characters(codec="utf-8"))))
def test_no_text_becomes_markup(text: str) -> None:
    for shown in (render.text(text), render.quoted_part(text), render.marked(text), render.linked(text)):
        rest = re.sub(r'</?(?:p|pre|mark|blockquote|details|summary|bdi|a)(?: [a-z]+(?:="[^"<>]*")?)*>', "", shown)
        assert "<" not in rest
        assert ">" not in rest
        assert "\u202e" not in shown


@given(st.text(max_size=400), st.integers(min_value=0, max_value=500))
def test_a_cut_text_fits_and_is_a_beginning(text: str, room: int) -> None:
    kept = render.cut(text, room)
    assert text.startswith(kept)
    assert render.cost(kept) <= room


def test_pictures_of_odd_months_stay_small() -> None:
    assert bars({}) == []
    assert sparkline({}, "x") == volume({"nonsense": 3, "2025-99": 1}, "x") == ""
    wide = volume({"0001-01": 1, "9999-12": 2, "2025-11": 7}, "x")
    assert len(wide) < 30_000
    assert calendar({"2025-11": 2})[0][1][10] == ("2025-11", 2)
    assert sum(bar.messages for bar in bars({"1990-01": 1, "2025-11": 5})) == 6


def test_a_picture_says_what_it_shows() -> None:
    places = [
        Place("posted", "Commons", "2025-11-02T20:35:00+00:00"),
        Place("quoted", "<b>", "2025-11-03"),
        Place("posted", "T", "soon"),
    ]
    assert spread(places) == ""
    at_once = [Place("crossposted", f"list {n}", "2025-11-02T20:35:00Z") for n in range(3)]
    assert spread([*at_once, places[0]]).count("<circle") == 4
    assert spread([places[0]] * 5) == ""
    lanes = [Place("crossposted", f"list {n}", f"2025-11-{n:02}T20:35:00Z") for n in range(1, 13)]
    assert spread(lanes).count("<circle") == MOST_LANES
    shown = spread([*places, Place("quoted", "Commons", "2025-11-09T00:00:00")])
    assert "<title>How this note spread over time</title>" in shown
    assert "quoted on &lt;b&gt;, 3 Nov 2025" in shown
    who = replies({("Ann", "Ben"): 4, ("Ben", "<i>"): 1})
    assert "Ann answered Ben 4 times" in who
    assert "<i>" not in who
    assert replies({("Ann", "Ben"): 4}) == ""
    year = volume({"2025-01": 3, "2025-12": 1}, "Commons")
    assert ">3 at most in a month<" in year
    for picture in (year, who, shown):  # told once to who listens, and shown as often as one points
        assert [part for part in re.split(r'</desc><g aria-hidden="true">|</g>', picture)[2:] if part] == ["</svg>"]


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_a_comparison_holds_both_texts(first: list[str], second: list[str]) -> None:
    runs = compared(" ".join(first), " ".join(second))
    assert [word for run in runs if run.kind != "gone" for word in run.words] == second
    assert [word for run in runs if run.kind != "new" for word in run.words] == first


PIECES = ["> ", "a", "| ", "   x", "; { } ", "http://", "(", ">\n", ")", "x\n\n", "a b ", " "]


@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_text_takes_time_by_the_letter(piece: str) -> None:
    def show(size: int) -> None:
        text = "https://example.org/" + piece * (size // len(piece)) + "x"
        render.text(text)
        render.quoted_part(text)
        render.cut(text, 7_000)
        compared(text, text[::-1])

    assert_grows_with_size(lambda size: seconds(lambda: show(size)), 30_000)


def test_a_rest_that_was_wrapped_stands_behind_its_line() -> None:
    long = "> We could meet under the new mast at the harbour, where there is always a"
    assert quotes(f"{long}\nstrong wind\n> that we like.\n") == [Quote(1, f"{long[2:]} strong wind\nthat we like.")]
    assert [quote.depth for quote in quotes(f"{long}.\nAnn wrote:\n> Yes.\n")] == [1, 0, 1]


def test_a_quote_under_a_separator_is_known_by_its_sender() -> None:
    assert render.attribution("-----Original Message-----\nFrom: Ann\nSent: Monday\n\nYes.\n")[0] == "From: Ann"
    assert render.attribution("-----\nYes.\n")[0] == "-----"


def test_a_head_of_groupwise_is_not_quoted_three_times() -> None:
    found = quotes(">>> Ann Example <ann@example.org> 5/1/2007 12:53 PM >>>\nWhich?\n>>> deep")
    assert [quote.depth for quote in found] == [0, 3]


@pytest.mark.parametrize("subject", ["Masts", "Re: [commons] Masts", "(commons:0042) Re: Masts -Reply", "masts (fwd)"])
def test_a_subject_is_that_of_its_thread_whatever_stands_around_it(subject: str) -> None:
    assert bare(subject) == "masts"


def test_no_line_of_a_log_is_joined_with_another_and_prose_around_it_flows() -> None:
    log = [f"gauge: select() {{3 4 5}} -> {{}} at 12746324{n}.4544 (errno 0)\ngauge: waits" for n in range(20, 30)]
    text = f"{LONG}\n\nHere is a log:\n" + "\n".join(log) + f"\n\n{textwrap.fill(LONG, 60)}\n"
    before, title, shown, after = blocks(text)
    assert (before.text, title.text, after.text) == (LONG.replace("\n", " "), "Here is a log:", before.text)
    assert (shown.fixed, shown.text.split("\n")) == (True, "\n".join(log).split("\n"))
