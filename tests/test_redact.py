"""No address is published; prose, and links, stay as they are."""

from __future__ import annotations

import re

import pytest
from growth import assert_grows_with_size, seconds
from hypothesis import example, given
from hypothesis import strategies as st

from dedupe.published.redact import redact
from ingest import disguises
from ingest.senders import parse_sender

HIDDEN = [  # (text, what is published of it)
    ("ann@example.org", "…@example.org"),
    ("Write to ann.b+c_d@lists.example.org.", "Write to …@lists.example.org."),
    ("Ann <ann@example.org>, Ben <ben@example.net>", "Ann <…@example.org>, Ben <…@example.net>"),
    ("mailto:ann@example.org?subject=hello", "mailto:…@example.org?subject=hello"),
    ("ann at example.org", "…@example.org"),
    ("Ann Example <ann at example.org>", "Ann Example <…@example.org>"),
    ("ann em example.org", "…@example.org"),
    ("ann en example.org", "…@example.org"),
    ("ann (at) example.org", "…@example.org"),
    ("ann [at] example.org", "…@example.org"),
    ("ann(at)example.org", "…@example.org"),
    ("a@example.org b@example.org", "…@example.org …@example.org"),
    ("ann@example.org\nben@example.org", "…@example.org\n…@example.org"),
    ("möwe@example.org", "…@example.org"),
    ("ann@xn--mwe-sna.example", "…@xn--mwe-sna.example"),
    ("'ann@example.org'", "…@example.org'"),
    ("> On 1 May ann@example.org wrote:", "> On 1 May …@example.org wrote:"),
    ("cc:ann@example.org,ben@example.org", "cc:…@example.org,…@example.org"),
    ('"ann example"@example.org', "…@example.org"),
    ("<ann@example.org<mailto:ann@example.org>>", "<…@example.org<mailto:…@example.org>>"),
    ("x" * 150 + "@example.org", "…@example.org"),
    ("ann@example.org@example.net", "…@example.org"),
    ("Ann <ann dot b at lists dot example dot org> said", "Ann <…@lists.example.org> said"),
    ("ann [at] example [dot] org", "…@example.org"),
    ("a=ann@example.org", None),
    ("(ann@example.org)", "(…@example.org)"),
    ("ann bei example.org", "…@example.org"),
    ("ann à example.org", "…@example.org"),
    ("ann chez example.org", "…@example.org"),
    ("ann AT example DOT org, Ben At Example.net", "…@example.org, …@Example.net"),
    ("ann (AT) example.org [At] {at} ben {at} example.net", "…@example.org [At] {at} …@example.net"),
    ("Ann <ann <at> example.org> writes:", "Ann <…@example.org> writes:"),
    ("ann_at_example.org", "…@example.org"),
    ("ann @ example.org", "…@example.org"),
    ("ann\N{FULLWIDTH COMMERCIAL AT}example.org", "…@example.org"),
    ("mailto:ann%40example.org?subject=hello", "mailto:…%40example.org?subject=hello"),
    ("Ann (ann%40example.org)", "Ann (…@example.org)"),
    ("Ann (ann bei example.org)", "Ann (…@example.org)"),
    ("ann  at  example.org, ben\tat example.net", "…@example.org, …@example.net"),
    ("write to ann\nat example.org.", "write to …@example.org."),
    ("> write to ann.b at\n> example.org (Ann)", "> write to …@example.org (Ann)"),
    ("<ann@\n>> example.org>", "<…@example.org>"),
    ("sip:123456 at 192.0.2.1", "sip:…@192.0.2.1"),
]


@pytest.mark.parametrize(("text", "published"), HIDDEN)
def test_of_an_address_only_its_domain_is_published(text: str, published: str | None) -> None:
    hidden = redact(text)
    assert published is None or hidden == published
    assert not re.search(r"[\w.+-](?:@| at | em | en |\s?[(\[]at[)\]]\s?)[\w-]+\.\w", hidden), hidden


PROSE = [
    "We meet at nine, have a look at example.org and see you there.",
    "The page is at example.org, more at lists.example.org.",
    "Follow @ann on the web; 3 @ 5 each; a@b has no dot.",
    "https://example.org/a?b=c and <https://example.org/d>",
    "Look at https://example.org/ at any time.",
    "See it at example.org.",
    "Look at example dot org, and stop at the dot the line ends with.",
    "@example.org",
    "",
    "see it @ example.org",
    "meet me at example.org, look at README.md, at 10.30 or 4.30pm, the rate is stuck at 2.70GHz or 9.0 KB/s",
    "Die Quellen sind bei github.com gehostet.",
    "à bientôt, la page est à example.org",
    "The page is available at\nexample.org, and a copy at www.example.net or\nat notes.txt",
    "Exception in main\n\tat org.example.Mast.find(Mast.java:398)\n    at\nnet.example.legacy.Utils.find(Utils.java:56)",
    "a line that ends.\nat example.org there is one more",
    "(a) example.org is one, see (b) example.net",
    "driver_at_modem.c",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_stays(text: str) -> None:
    assert redact(text) == text


LINKS = [  # (link in a text, the link that is published; it leads to the same page)
    ("https://lists.example.org/archives/list/commons@lists.example.org/", "https://lists.example.org/archives/list/commons%40lists.example.org/"),
    ("https://social.example.org/@ann", "https://social.example.org/%40ann"),
    ("https://example.org/plain", "https://example.org/plain"),
    ("https://social.example.org/@ann@example.net/12", "https://social.example.org/%40ann%40example.net/12"),
    ("https://example.org/photos/44066293@N08/1", "https://example.org/photos/44066293%40N08/1"),
    ("https://example.org/wiki/index.php@Home.html", "https://example.org/wiki/index.php%40Home.html"),
    ("https://example.org/hyperkitty/list/tea@example.org/thread/1/", "https://example.org/hyperkitty/list/tea%40example.org/thread/1/"),
    ("https://www.mail-archive.com/tea@example.org/msg1.html", "https://www.mail-archive.com/tea%40example.org/msg1.html"),
    ("https://lists.example.org/list.html?tea@example.org", "https://lists.example.org/list.html?tea%40example.org"),
    ("https://lore.example.org/r/ann@example.org", "https://lore.example.org/r/ann%40example.org"),
    ("https://marc.info/?i=ann@example.org", "https://marc.info/?i=ann%40example.org"),
    ("https://example.org/x/20210714110518.104655-1-ann@example.org/T/", "https://example.org/x/20210714110518.104655-1-ann%40example.org/T/"),
    ("https://example.org/x/1583948590-git-send-email-ann%40example.org", "https://example.org/x/1583948590-git-send-email-ann%40example.org"),
    ("https://example.org/x/87zh8mn1aj.fsf%40example.org", "https://example.org/x/87zh8mn1aj.fsf%40example.org"),
]  # fmt: skip


@pytest.mark.parametrize(("link", "published"), LINKS)
def test_links_go_on_working(link: str, published: str) -> None:
    assert redact(f"See {link} for more") == f"See {published} for more"


ADDRESSES_IN_LINKS = [  # (link in a text, the link that is published; nobody's address stands in it)
    ("https://lists.example.org/options/tea/ann%40example.org", "https://lists.example.org/options/tea/…%40example.org"),
    ("https://example.org/?to=ann@example.org&x=1", "https://example.org/?to=…%40example.org&x=1"),
    ("https://example.org/u?e=a%2Bb%2540example.org", "https://example.org/u?e=…%2540example.org"),
    ("https://example.org/u/ann1984@example.org", "https://example.org/u/…%40example.org"),
    ("https://example.org/sip%3A6505550725%40example.org/x", "https://example.org/sip%3A…%40example.org/x"),
    ("https://ann:secret@example.org/", "https://ann:…%40example.org/"),
    ("https://example.org/checks/ann.b_at_example.org.html", "https://example.org/checks/…%40example.org.html"),
]  # fmt: skip


@pytest.mark.parametrize(("link", "published"), ADDRESSES_IN_LINKS)
def test_no_address_stands_in_a_link(link: str, published: str) -> None:
    assert redact(f"See {link} for more") == f"See {published} for more"
    assert redact(published) == published


DISGUISES = [
    *(
        f" {word} "
        for word in (*disguises.SPOKEN, *map(str.upper, disguises.SPOKEN), *map(str.title, disguises.SPOKEN))
    ),
    *(f"{opened}{word}{closed}" for word in disguises.BRACKETED for opened, closed in ("()", "[]", (" {", "} "))),
    *(" <at> ", " <AT> ", " @ ", "_at_", "@"),
]


@given(
    st.sampled_from(DISGUISES),
    st.sampled_from([".", " dot ", " DOT ", "[dot]", " (dot) "]),
    st.from_regex(r"[a-z]{3,8}[.+_-]?[0-9]{1,3}", fullmatch=True),
    st.sampled_from(["{}", "Ann <{}>", "{} (Ann)", "Ann [mailto:{}]", "to {}, please"]),
)
def test_what_is_read_as_an_address_is_hidden(sign: str, dot: str, local: str, around: str) -> None:
    text = around.format(f"{local}{sign}lists{dot}example{dot}org")
    if parse_sender(text).address:
        assert local not in redact(text), redact(text)


HOSTILE = [
    "ann at ",
    "a at b.c ",
    "@ a.b\n",
    "x dot " * 9 + "at a dot b ",
    "https://a.b/%40",
    "mailto:",
    "(at) ",
    "a" * 300 + " at a.b ",
    "at\n> ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    assert_grows_with_size(lambda size: seconds(lambda: redact(piece * (size // len(piece)))), 200_000)


PIECES = st.sampled_from(
    "ann|@|example.org| at | en |(at)|[at] | |\n|https://example.org/|<|>|a.b|…|möwe|at|,|mailto:|'|=|\"".split("|")
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS)
@example("https://example.org/ann at a.b")
@example("https://example.org/ann at a.b at example.org")
@example("ann at example.org at example.org")
def test_what_is_hidden_once_is_hidden_for_good(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@given(TEXTS)
def test_no_address_survives(text: str) -> None:
    assert not re.search(r"[\w.+-]@[\w-]+\.[a-z]", redact(text))


@given(TEXTS.filter(lambda text: not re.search(r"@|\bat\b| em | en ", text)))
def test_a_text_without_addresses_is_left_alone(text: str) -> None:
    assert redact(text) == text
