"""Pages of groups.io, and of the sites that it runs for others."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from reading import posts

from ingest import formats
from ingest.body import read_text
from ingest.formats import groups_io_page, index_page, web_page
from ingest.message import Post, Problem


def message(number: int, name: str, time: str, body: str) -> bytes:
    """A message as the page shows it, with the form for an answer below it."""
    return f"""<tr class="test"><td><a name="{number}"></a>
      <div class="row"><div class="pull-left"><i class="fa fa-user fa-3x"></i>
        {name}
      </div><div class="pull-right"><font size="-1"><span title="{time}">Nov 1</span></font>&nbsp;
      <a rel="nofollow" href="https://garden.groups.io/g/friends/message/{number}"><span>#{number}&nbsp;&nbsp;</span></a></div></div><br>
      <div id="msgbody9{number}"><div class="forcebreak" dir="auto">{body}</div></div></td></tr>
    <tr><td><a href="#window-9{number}">Reply</a> <a href="#">Like</a><ul><li><a href="https://garden.groups.io/g/friends/search?q=x">
      All Messages By This Member</a></li></ul><form><p>From: Dan Reader &lt;dan@example.org&gt;</p></form></td></tr>""".encode()


TOP = (
    b'<!DOCTYPE html><html><head><title>friends@garden.groups.io | The pump</title></head><body><ol class="breadcrumb">'
    b'<li><a href="https://garden.groups.io/g/friends"><i class="fa fa-home"></i> friends@garden.groups.io</a></li>'
    b'<li class="active"><i class="fa fa-comments"></i> The pump &amp; the well</li></ol>'
    b"<h4>\n The pump &amp; the well\n</h4><table>"
)
ASKED = message(
    5158, "Ann Example", "Nov 1, 2025 8:27am", "<div>The pump has stopped.</div><ul><li>Who looks?</li></ul>"
)
GIVEN = message(
    5159,
    "Bo Sample via groups.io",
    "Nov 1, 2025 9:02pm",
    "<div>Give it water.</div><div>On Sat, Nov 1, 2025 at 8:27 AM Ann Example wrote:</div>"
    "<blockquote>The pump has stopped.</blockquote>",
)
PAGE = TOP + ASKED + GIVEN + b"</table></body></html>"


def test_each_message_of_a_topic_is_a_post() -> None:
    assert formats.detect(PAGE, PurePath("topic.html")) is groups_io_page
    assert formats.detect(PAGE.replace(b"msgbody", b"msgbodyOf"), PurePath("topic.html")) is not groups_io_page
    found = [each for each in posts(groups_io_page, PAGE) if isinstance(each, Post)]
    assert [(each.sender.name, str(each.sent), read_text(each.text).own) for each in found] == [
        ("Ann Example", "2025-11-01 08:27:00", "The pump has stopped.\n* Who looks?"),
        ("Bo Sample", "2025-11-01 21:02:00", "Give it water."),
    ]
    assert {each.subject for each in found} == {"The pump & the well"}
    assert [each.url for each in found] == [f"https://garden.groups.io/g/friends/message/{n}" for n in (5158, 5159)]
    listed = found[0].mailing_list
    assert (listed.name, listed.address, listed.archive_url) == (
        "friends",
        "friends@garden.groups.io",
        "https://garden.groups.io/g/friends",
    )


def test_a_page_that_ends_above_its_messages_is_a_problem() -> None:
    cut = b"<!-- saved from url=(0050)https://lists.example.org/g/friends/topic/the_pump/1 -->" + TOP
    assert formats.detect(cut, PurePath("topic.html")) is groups_io_page
    (problem,) = posts(groups_io_page, cut)
    assert isinstance(problem, Problem)


@pytest.mark.parametrize("name", ["time", "link"])
def test_what_is_not_told_stays_empty(name: str) -> None:
    page = PAGE.replace(b"<span title=", b"<span class=") if name == "time" else PAGE.replace(b"/message/", b"/x/")
    first = posts(groups_io_page, page)[0]
    assert isinstance(first, Post)
    assert (first.sent is None) == (name == "time")
    assert (first.url == "") == (name == "link")


def test_an_article_about_archives_is_no_index_of_one() -> None:
    article = b"<html><head><title>The pump and other Archives</title></head><body><p>" + b"The words of it. " * 20
    assert formats.detect(article, PurePath("a.html")) is web_page
    assert (
        formats.detect(article.replace(b"The pump and other", b"The garden-friends"), PurePath("a.html")) is index_page
    )
