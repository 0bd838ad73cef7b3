"""No address is published; prose, and links, stay as they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedupe.redact import redact

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
    "x @ example.org is a shop",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_stays(text: str) -> None:
    assert redact(text) == text


LINKS = [  # (link in a text, the link that is published; it leads to the same page)
    ("https://lists.example.org/archives/list/commons@lists.example.org/", "https://lists.example.org/archives/list/commons%40lists.example.org/"),
    ("https://social.example.org/@ann", "https://social.example.org/%40ann"),
    ("https://example.org/?to=ann@example.org&x=1", "https://example.org/?to=ann%40example.org&x=1"),
    ("https://example.org/plain", "https://example.org/plain"),
]  # fmt: skip


@pytest.mark.parametrize(("link", "published"), LINKS)
def test_links_go_on_working(link: str, published: str) -> None:
    assert redact(f"See {link} for more") == f"See {published} for more"


PIECES = st.sampled_from(
    "ann|@|example.org| at | en |(at)|[at] | |\n|https://example.org/|<|>|a.b|…|möwe|at|,|mailto:|'|=|\"".split("|")
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS)
@example("https://example.org/ann at a.b")
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
