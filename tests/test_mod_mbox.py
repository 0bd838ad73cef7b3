"""Pages of mod_mbox, which served Apache's lists, as pages and as text."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from archive_pages import mod_mbox
from reading import posts

from ingest import formats
from ingest.formats import index_page, mod_mbox_page, pasted
from ingest.message import Post, Problem

BODY = "Look at <plan>.\n\nOn Fri, Oct 31, 2025 at 9:12 AM Bo Sample wrote:\n> It has stopped.\n"
SAVED = "<!-- saved from url=(0060)https://lists.example.org/mod_mbox/garden-dev/202511.mbox/%3C1@example.org%3E -->\n"
PAGE = mod_mbox("Look at &lt;plan&gt;.\n\nOn Fri, Oct 31, 2025 at 9:12 AM Bo Sample wrote:\n&gt; It has stopped.\n")


def test_a_page_tells_what_the_mail_had() -> None:
    assert formats.detect((SAVED + PAGE).encode(), PurePath("page.html")) is mod_mbox_page
    (post,) = posts(mod_mbox_page, (SAVED + PAGE).encode())
    assert isinstance(post, Post)
    assert (post.sender.name, post.sender.address, post.subject) == ("Example, Ann", "", "Re: The pump & the well")
    assert (str(post.sent), post.message_id) == ("2025-11-01 06:49:07+00:00", "1A@example.org")
    assert post.text == BODY
    assert post.url == "https://lists.example.org/mod_mbox/garden-dev/202511.mbox/%3c1A@example.org%3e"
    assert post.mailing_list.archive_url == "https://lists.example.org/mod_mbox/garden-dev"
    assert [(each.filename, each.content_type, each.size) for each in post.attachments] == [
        ("plan.pdf", "application/pdf", 9)
    ]


def test_months_are_an_index() -> None:
    months = PAGE.partition("<table")[0] + '<a href="202511.mbox/thread">Thread</a></body></html>'
    assert formats.detect(months.encode(), PurePath("page.html")) is index_page


def test_a_page_from_nowhere_names_its_list_and_no_address() -> None:
    (post,) = posts(mod_mbox_page, PAGE.encode())
    assert isinstance(post, Post)
    assert (post.mailing_list.name, post.mailing_list.archive_url, post.url) == ("garden-dev", "", "")


def test_a_page_that_ends_in_its_message_is_a_problem() -> None:
    (problem,) = posts(mod_mbox_page, PAGE.partition("Sample")[0].encode())
    assert isinstance(problem, Problem)


LINKS = "Message view « Date » · « Thread »\nTop « Date » · « Thread »\n"
TEXT = (
    f"garden-dev mailing list archives\n\nSite index · List index\n{LINKS}From{{0}}Ann Example <>\nSubject{{0}}Re: The pump\n"
    f"Date{{0}}Sat, 01 Nov 2025 06:49:07 GMT\n{BODY}\nMime\nUnnamed text/plain (inline, None, 120 bytes)\nView raw message\n{LINKS}"
)


@pytest.mark.parametrize("between", [" ", "\t"])
def test_its_text_is_a_page(between: str) -> None:
    page = TEXT.format(between).encode()
    assert formats.detect(page, PurePath("page.txt")) is pasted
    (post,) = posts(pasted, page)
    assert isinstance(post, Post)
    assert (post.sender.name, post.sender.address, post.subject) == ("Ann Example", "", "Re: The pump")
    assert (str(post.sent), post.mailing_list.name) == ("2025-11-01 06:49:07+00:00", "garden-dev")
    assert post.text.strip() == BODY.strip()


def test_a_time_that_is_none_is_no_head_of_sourceforge() -> None:
    text = b"The pump\nFrom: Ann Example <ann@ex...> - 2025-13-41 06:49:07\n\nIt runs.\n"
    assert formats.detect(text, PurePath("page.txt")) is not pasted
