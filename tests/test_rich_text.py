"""Rich text as text: letters of all charsets, what is no text left out, and nothing read twice."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import rich_text
from ingest.rich_text import html, text, unpacked

FONTS = "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 Mincho;}{\\f3\\fcharset2 Symbol;}}"
CASES = [
    ("plain", "{\\rtf1 One\\par\r\nTwo\\line Three}", "One\nTwo\nThree"),
    ("signs", r"{\rtf1 a\{b\}\\c\~d\_e\-f}", "a{b}\\c d-ef"),
    ("dashes and quotes", "{\\rtf1 a\\emdash b\\endash  c \\ldblquote d\\rdblquote}", "a—b– c “d”"),
    ("the document's charset", "{\\rtf1\\ansi\\ansicpg1250 \\'e1\\'b9}", "áą"),
    ("a font's charset", "{\\rtf1\\ansi" + FONTS + "\\f1 \\'cc\\'e0{\\f0 \\'e9}\\'f7}", "Маéч"),
    ("two bytes a letter", "{\\rtf1\\ansi" + FONTS + "\\f2 \\'8a\\'f8\\'82\\'aa\\'83A}", "旗がア"),
    ("a font without one", "{\\rtf1\\ansi\\ansicpg1251" + FONTS + "\\f3 \\'cc}", "М"),
    ("numbers of letters", "{\\rtf1\\uc1 \\u1052?\\u-10179?\\u-8704?x}", "М😀x"),
    (
        "more letters for one",
        "{\\rtf1\\uc2 \\u1052\\'4d\\'61x{\\uc0 \\u1072 y}\\u1052 abz}",
        "Мxа yМz".replace(" y", "y"),
    ),
    (
        "what is no text",
        "{\\rtf1{\\info{\\title T}}{\\header H}{\\*\\unknown U}{\\pict 00ff}{\\b bold} end}",
        "bold end",
    ),
    ("bytes of a picture", "{\\rtf1{\\pict\\bin5 }}{{}}x}", "x"),
    ("a table", "{\\rtf1 Ann\\cell a mast\\cell\\row Bob\\cell\\row}", "Ann\ta mast\t\nBob\t\n"),
    (
        "a table in a table",
        "{\\rtf1 Ann\\nestcell{\\nonesttables\\par}a mast\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}Bob}",
        "Ann\ta mast\t\nBob",
    ),
    (
        "numbers and marks of items",
        "{\\rtf1{\\listtext\\f0 1.\\tab}Masts\\par{\\listtext\\f3 \\'b7\\tab}Poles\\par{\\pntext\\f3 n\\tab}Ropes}",
        "1. Masts\n* Poles\n* Ropes",
    ),
    ("a note", "{\\rtf1 Masts{\\super 1{\\footnote Of wood.}} stand.}", "Masts1 stand.\nOf wood.\n"),
    (
        "a box",
        "{\\rtf1 a{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt b}}{\\shprslt{\\*\\do{\\dptxbxtext b}}}}c}",
        "abc",
    ),
    ("what was struck out or is hidden", "{\\rtf1 a{\\deleted b}{\\v c\\plain d}\\v e\\v0 f}", "adf"),
    (
        "an address that the words are",
        '{\\rtf1{\\field{\\*\\fldinst HYPERLINK "https://example.org/"}{\\fldrslt https://example.org}}.}',
        "https://example.org.",
    ),
    ("groups that do not match", "{\\rtf1 a}}}b{{{c", "abc"),
    ("a letter that is half", "{\\rtf1 \\u-10179?x}", "\ufffdx"),
    ("a letter that is none", "{\\rtf1 a\\u0?b\\'00c\0d}", "abcd"),
    ("an end in the middle", "{\\rtf1 a\\", "a"),
]


@pytest.mark.parametrize(("rich", "found"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_rich_text_as_text(rich: str, found: str) -> None:
    assert text(rich.encode("latin-1")) == found


def test_only_wrapped_html_is_html() -> None:
    assert html(b"{\\rtf1 a}") == ""
    link = b'{\\*\\htmltag <a href="https://example.org/">}{\\field{\\*\\fldinst x}{\\fldrslt a}}{\\*\\htmltag </a>}'
    wrapped = b"{\\rtf1\\fromhtml1 {\\pntext 1.}" + link + b"}"
    assert html(wrapped) == '<a href="https://example.org/">a</a>'


@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    text(b"{\\rtf1" + data)
    html(b"{\\rtf1\\fromhtml1" + data)
    unpacked(struct.pack("<II4sI", 0, 5000, b"LZFu", 0) + data)


@given(st.text("{}\\\\*abuf0'19 ", max_size=200))
def test_any_marks_are_read(marks: str) -> None:
    assert "\x00" not in text(marks.encode())


def test_what_was_packed_repeats_the_window_and_itself() -> None:
    window = rich_text.WINDOW.find(b"\\par ")
    pairs = b"".join(
        (begin << 4 | length - 2).to_bytes(2, "big") for begin, length in ((window, 5), (len(rich_text.WINDOW), 9))
    )
    assert unpacked(struct.pack("<II4sI", 0, 14, b"LZFu", 0) + b"\x03" + pairs) == b"\\par \\par \\par"[:14].replace(
        b" ", b" "
    )


@pytest.mark.parametrize(
    "piece", ["{", "}", "{\\field{\\*\\fldinst{ HYPERLINK ", "\\u5", "\\'", "\\", '{\\*\\fldinst HYPERLINK "http://']
)
def test_rich_text_without_end_is_read_in_one_pass(piece: str) -> None:
    assert len(text(b"{\\rtf1" + piece.encode() * 30_000)) <= 60_000
