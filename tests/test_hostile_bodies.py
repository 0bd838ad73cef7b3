"""No body costs more than its size: twice the input makes at most 2.6 times the calls.

Calls tell nothing of what one call does: of slices, searches and comparisons of whole texts. Where those are at work, as in one
part of a body that is looked through for each line of another part, processor time tells.
"""

import sys

import pytest
from growth import assert_grows_with_size, seconds

from ingest.body import read_html, read_text
from ingest.list_matter.scrubbed import scrubbed

ON = "On 5 May 2024 at 10:00, Ann <ann@example.org> wrote:"
NOTE = "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <http://example.org/x>\n"
FOOTER = "_______________________\nTea mailing list\nTea@example.org\nhttp://example.org/mailman/listinfo/tea\n\n"
BLOCK = "From: Ann <ann@example.org>\nDate: Mon, 5 May 2024 10:00\nTo: Bo\n\n"

TEXTS = {  # what: one unit of it
    "a line of prose": ("word and word, ", ""),
    "a line on the other hand": ("On the other hand, Ann said: well. ", ""),
    "a line of attributions": (f"{ON} well. ", ""),
    "marked lines": ("> words\n", ""),
    "plain lines": ("words and more\n", ""),
    "marks": (">" * 50, " deep\n"),
    "On Monday": ("On Monday we met\n", ""),
    "From and text": ("From: Ann\ntext\n", ""),
    "short blocks": (f"{BLOCK}text\n", ""),
    "attributions": (f"{ON}\n\ntext\n\n", ""),
    "attributions over indented lines": (f"{ON}\n\n", "    text\n" * 50),
    "colons": ("this is a line that ends so:\n", ""),
    "verbs": ("he wrote:\n", ""),
    "footers": (FOOTER, ""),
    "footers in a quote": (FOOTER, "end\n"),
    "spaces": (" " * 50, ""),
    "blank lines": ("\n" * 10, ""),
    "dashes": ("-" * 50, ""),
    "delimiters": ("-- \n", ""),
    "at signs": ("@" * 20, " wrote:"),
    "brackets": ("<" * 20, ":"),
    "broken brackets": (">:\n", ""),
    "alternating": ("> q\nown\n", ""),
    "senders over marks": ("From: Ann <ann@example.org>\n\n> q\n", ""),
    "blocks half in marks": ("From: Ann\n> Sent: 5 May 2024 10:00\n> x\n\n", ""),
    "names below supercite": ('>>>>> "Ann" == Ann Lee <ann@example.org> writes:\nAnn> x\nBob> y\n\n', ""),
    "boxes of hosts": ("__._,_.___\nx\n", ""),
    "heads of trackers": ("(In reply to Ann from comment #4)\n> x\n", ""),
    "bugs of Launchpad": ("You received this bug notification because\n\n  x\n\n", ""),
    "titled rules": (f"--- {'-- a' * 20} ---\n", BLOCK),
    "times over marks": ("Ann <ann@example.org> on 05/01/2001 12:53 PM\n> q\n", ""),
    "notes": (NOTE, ""),
    "labels": ("To: x\n", ""),
    "separators": ("-----Original Message-----\n", ""),
    "flat blocks": ("x From: a b From: c Subject: d ", ""),
    "bars": ("| x\n\n", ""),
    "supercite": (">>>>> Ann writes:\n> x\n", ""),
    "snips": (f"{ON}\n[snip]\n> x\n", ""),
    "advertisements": (f"{'_' * 50}\nGet Yahoo! now\n\n", ""),
    "cards": ("----------------\nAnn Example\nTea Ave. 1\nTea\nTel: 1\n", ""),
    "open banners": ("ZjQcmQRYFpfptBannerStart\n", ""),
    "equal signs": ("a == b writes on ", ":"),
}
PAGES = {
    "quotes": "<blockquote type=cite>x",
    "plain quotes": "<blockquote>x</blockquote>y",
    "divs": "<div>word </div>",
    "open divs": "<div>x",
    "breaks": "x<br>",
    "less": "<",
}
PARTS = {  # what: a unit of the first part, a unit of the second, how many of each
    "attributions below blank lines": ("\n" * 10, f"{ON}\ntext\n> q\n", 1_000),
    "attributions below prose": ("words and more\n", f"{ON}\n\ntext\n\n", 1_000),
    "marks below attributions": (f"{ON}\n\n", "> words\n", 1_000),
    "blocks below marks": ("> words\n\n", f"{BLOCK}text\n", 1_000),
    "footers below a signature": ("-- \nAnn\n", FOOTER, 1_000),
    "cards below blank lines": ("\n" * 10, "----------------\nAnn Example\nTea Ave. 1\nTea\nTel: 1\n", 1_000),
    "links below open brackets": ("[cid:", "<https://example.org/a>\n", 4_000),
    "verbs below colons": ("this is a line that ends so:\n", "he wrote:\n", 1_000),
}
SMALL, MOST = 400, 2.6


def calls(function, argument) -> int:
    """How many functions a call runs, built-in ones too."""
    count = 0

    def tally(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        function(argument)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("what", TEXTS)
def test_text_is_read_in_linear_time(what):
    unit, end = TEXTS[what]
    head = f"{ON}\n" if what in ("bars", "footers in a quote") else ""
    once, twice = (calls(read_text, head + unit * (SMALL * times) + end) for times in (1, 2))
    assert twice <= MOST * once + 500


@pytest.mark.parametrize("what", PARTS)
def test_text_of_two_parts_is_read_in_linear_time(what):
    first, second, size = PARTS[what]
    assert_grows_with_size(lambda count: seconds(lambda: read_text(first * count + second * count)), size)


@pytest.mark.parametrize("what", PAGES)
def test_html_is_read_in_linear_time(what):
    once, twice = (calls(read_html, PAGES[what] * (SMALL * times)) for times in (1, 2))
    assert twice <= MOST * once + 500


def test_notes_are_read_in_linear_time():
    once, twice = (calls(scrubbed, NOTE * (SMALL * times)) for times in (1, 2))
    assert twice <= MOST * once + 500


def test_a_megabyte_of_anything_ends():
    for unit, end in TEXTS.values():
        text = (unit * (1_000_000 // len(unit)))[:200_000] + end
        assert "".join(segment.text for segment in read_text(text).segments) == text
