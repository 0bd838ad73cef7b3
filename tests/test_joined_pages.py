"""Pages of an archive in one file: each is a source of its own, and no page is cut in two."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from archive_pages import hypermail, mail_archive, mhonarc, mod_mbox, pipermail
from reading import Desk

from ingest.files import containers, joined_pages

FIRST, SECOND = "We meet on Friday at the town hall.", "The masts came on Monday, all nine of them."
INDEX = "<!DOCTYPE HTML><HTML><head><title>The commons Archives</title></head><body>none yet</body></HTML>\n"
TEXTS = "select own from sightings where inside = ''"


def mhonarc_page(text: str) -> str:
    return mhonarc(body=f"<pre>{text}</pre>").replace("a&#45;1@", f"{len(text)}@")


def pipermail_page(text: str) -> str:
    return pipermail(body=text)


def hypermail_page(text: str) -> str:
    return hypermail(body=f"<p>{text}</p>")


def mod_mbox_page(text: str) -> str:
    return mod_mbox(text, f"{len(text)}@example.org")


PAGES = [mhonarc_page, pipermail_page, hypermail_page, mod_mbox_page]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("between", ["", "\n", "\r\n\r\n", "\n\n\t<!-- Page generated 2025-11-01 -->\n"])
def test_each_page_in_one_file_is_read(desk: Desk, page: Callable[[str], str], between: str) -> None:
    desk.put("all.html", page(FIRST).rstrip() + between + page(SECOND).rstrip() + between)
    assert desk.ingest().problems == []
    assert sorted(text.strip() for text in desk.seen(TEXTS)) == sorted([FIRST, SECOND])
    assert desk.seen("select format from sources where found = 0") == ["pages"]


def test_they_are_known_the_next_time_and_may_be_compressed(desk: Desk) -> None:
    desk.put("all.html.gz", gzip.compress((pipermail_page(FIRST) + mhonarc_page(SECOND)).encode(), mtime=0))
    assert desk.ingest().tally.stored == 2
    again = desk.ingest()
    assert (again.read, again.tally.stored) == (0, 0)


def test_a_page_that_lies_beside_them_too_is_one_source(desk: Desk) -> None:
    desk.put("1.html", pipermail_page(FIRST))
    desk.put("all.html", pipermail_page(FIRST) + pipermail_page(SECOND))
    assert desk.ingest().tally.found == 2


def test_indexes_among_them_hold_nothing_of_the_message_before(desk: Desk) -> None:
    desk.put("all.html", pipermail_page(FIRST) + INDEX + pipermail_page(SECOND) + INDEX)
    desk.ingest()
    assert sorted(text.strip() for text in desk.seen(TEXTS)) == sorted([FIRST, SECOND])
    assert sorted(desk.seen("select format from sources")) == [
        "index page",
        "pages",
        "pipermail page",
        "pipermail page",
    ]


INNER = "<!DOCTYPE html><html><head><title>Minutes</title></head><body>Nine masts.</body></html>"
ONE_PAGE = {
    "a page": pipermail_page(FIRST),
    "a comment behind the page, as below MHonArc's indexes": mhonarc_page(FIRST) + "<!-- MHonArc v2.6.19+ -->\n",
    "a mail in HTML that the archive shows as it came": mhonarc(body=INNER),
    "what was added to a page": pipermail_page(FIRST) + "<p>Saved on Friday.</p>",
    "two pages of no archive": INNER + INNER,
    "a text about pages": "</html>\n" + pipermail_page(FIRST),
    "nothing": "",
}


@pytest.mark.parametrize("text", ONE_PAGE.values(), ids=ONE_PAGE)
def test_one_page_stays_whole(text: str) -> None:
    assert joined_pages.spans(text.encode()) == []
    assert containers.kind(text.encode()) == ""


def test_pages_are_cut_where_one_ends() -> None:
    pages = [mhonarc_page(FIRST), pipermail_page(SECOND), INDEX, mail_archive()]
    data = "".join(pages).encode()
    assert [data[start:end].decode() for start, end in joined_pages.spans(data)] == pages
