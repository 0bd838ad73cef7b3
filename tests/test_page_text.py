"""The text of a message as a page shows it, and where a page says that it is from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import page_address, page_text
from tests.growth import assert_grows_with_size, seconds

BODIES = [  # (what stands in the page, its text)
    ("<PRE>Good morning,\n\nDone.\n</PRE>", "Good morning,\n\nDone.\n"),
    ("<pre>\nGood morning.\n</pre>", "Good morning.\n"),
    ("<PRE>&gt;<i> Done?\n</I>&gt;<i> Or not?\n</I>No.\n</PRE>", "> Done?\n> Or not?\nNo.\n"),
    ("<PRE>A &lt;b&gt; &amp;amp; &quot;c&quot; &#233;\n</PRE>", 'A <b> &amp; "c" é\n'),
    ('<PRE>See <A HREF="http://example.org/">http://example.org/</A>.\n</PRE>', "See http://example.org/.\n"),
    ("<pre>One\n</pre><pre>Two\n</pre>", "One\nTwo\n"),
    ("<pre>One\n</pre><blockquote><pre>\nTwo\n</pre></blockquote><pre>Three</pre>", "One\n> Two\nThree\n"),
    ("<pre>One</pre></blockquote><blockquote><pre>Two</pre>", "One\n> Two\n"),
    ("<blockquote><pre>One</pre></blockquote><blockquote><pre>Two</pre></blockquote>", "> One\n\n> Two\n"),
    ("<blockquote><pre>One</pre><blockquote><pre>Two</pre></blockquote></blockquote>", "> One\n> > Two\n"),
    ("<p>One<br>Two</p><p>Three</p>", "One\nTwo\n\nThree\n\n"),
    ("Good<br>\nmorning", "Good\nmorning\n"),
    ("", ""),
]


@pytest.mark.parametrize(("page", "text"), BODIES)
def test_a_body_is_read_as_it_was_sent(page: str, text: str) -> None:
    assert page_text.body(page) == text


LINKS = [  # (a link in a page, its text)
    ('<a href="https://example.org/a/b?c=1&amp;d">https://example.org/a...</a>', "https://example.org/a/b?c=1&d"),
    ('<a href="https://example.org/a/b">https://example.org/a\u2026</a>', "https://example.org/a/b"),
    ("<a href='https://example.org/a/b'>https://example.org/a...</a>", "https://example.org/a/b"),
    ('<a href="https://example.net/a/b">https://example.org/a...</a>', "https://example.org/a..."),
    ('<a href="https://example.org/a/b">and so on...</a>', "and so on..."),
    ('<a name="a">https://example.org/a...</a>', "https://example.org/a..."),
]


@pytest.mark.parametrize(("page", "text"), LINKS)
def test_a_link_that_is_shown_cut_is_made_whole_where_its_mark_agrees(page: str, text: str) -> None:
    assert page_text.lines(f"<p>{page}</p>").rstrip("\n") == text
    assert page_text.shown(page).rstrip("\n") == text


@given(st.text(max_size=300))
def test_a_text_comes_back_from_a_page_as_it_went_in(text: str) -> None:
    text = text.replace("\r", "")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert page_text.lines(f"<PRE>.{escaped}</PRE>") == f".{text}"


HOSTILE = ["<", "<!--", '<a href="', "<blockquote>", "<pre>\n", "<p", "<a>"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_page_takes_time_by_the_letter(piece: str) -> None:
    assert_grows_with_size(lambda times: seconds(lambda: page_text.lines(f"<p>{piece * times}...</a>")), 30_000)


SAID = [  # (what a page says of itself, the address)
    ('<link rel="canonical" href="https://lists.example.org/a.html">', "https://lists.example.org/a.html"),
    ("<link href='https://lists.example.org/a.html' rel=canonical>", "https://lists.example.org/a.html"),
    ('<meta property="og:url" content="https://lists.example.org/?a=1&amp;b=2">', "https://lists.example.org/?a=1&b=2"),
    ("<!-- saved from url=(0030)https://lists.example.org/a.html -->", "https://lists.example.org/a.html"),
    ("<!--\n Page saved with SingleFile \n url: https://lists.example.org/a.html \n saved date: Sat -->", "https://lists.example.org/a.html"),
    ('<link rel="canonical" href="/a.html">', ""),
    ('<link rel="canonical" href="javascript:alert(1)">', ""),
    ('<link rel="stylesheet" href="https://lists.example.org/a.css">', ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("page", "address"), SAID)
def test_a_page_says_where_it_is_from(page: str, address: str) -> None:
    assert page_address.saved_from(page) == address


JOINED = [  # (address of the page, a link in it, where it leads)
    ("https://lists.example.org/c/1.html", "2.html", "https://lists.example.org/c/2.html"),
    ("https://lists.example.org/c/1.html", "/a/", "https://lists.example.org/a/"),
    ("", "2.html", ""),
    ("", "https://lists.example.org/2.html", "https://lists.example.org/2.html"),
    ("https://lists.example.org/", "javascript:alert(1)", ""),
    ("https://[broken", "2.html", ""),
]


@pytest.mark.parametrize(("base", "link", "address"), JOINED)
def test_a_link_leads_where_its_page_was(base: str, link: str, address: str) -> None:
    assert page_address.absolute(base, link) == address
