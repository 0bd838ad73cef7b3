"""Text of forums that are mailing lists, too: Discourse without its scripts, groups.io, Google Groups before 2020, narkive."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

import pytest
from reading import posts

from ingest import formats
from ingest.body import read_text
from ingest.formats import document, pasted, web_page
from ingest.message import Post
from ingest.pasting.forums import clear_day

ASKED = "The pump in the lower garden has stopped.\n\nCould somebody look at it?"
GIVE = "Give it water first."


def read(page: str) -> list[Post]:
    assert formats.detect(page.encode(), PurePath("page.txt")) is pasted
    return [each for each in posts(pasted, page.encode()) if isinstance(each, Post)]


def told(page: str) -> list[tuple[str, str, str]]:
    return [(each.sender.name, str(each.sent), read_text(each.text).own) for each in read(page)]


DISCOURSE = (
    f"The pump\nann_e (Ann Example) March 3, 2025,  2:05pm 1\n{ASKED}\n\n2 Likes\n\n"
    f"bo.sample March 4, 2025, 12:45am 3\n{GIVE}\n\nRelated topics\n"
)


def test_discourse_without_scripts() -> None:
    assert told(DISCOURSE) == [
        ("Ann Example", "2025-03-03 14:05:00", ASKED),
        ("bo.sample", "2025-03-04 00:45:00", GIVE),
    ]
    assert {each.subject for each in read(DISCOURSE)} == {"The pump"}


def test_numbers_that_fall_are_no_messages_of_discourse() -> None:
    page = DISCOURSE.replace("2:05pm 1", "2:05pm 7")
    assert formats.detect(page.encode(), PurePath("page.txt")) is document


def test_a_page_of_discourse_bears_its_heading() -> None:
    page = "<html><body><header>Example</header><h1>The pump</h1>" + "".join(
        f'<div><a href="https://discuss.example.org/u/{nick}"><b>{nick}</b></a> ({name}) <span>March 3, 2025, 2:0{n}pm</span>'
        f"<span>{n}</span><p>{text}</p></div>"
        for n, (nick, name, text) in enumerate((("ann", "Ann Example", ASKED), ("bo", "Bo Sample", GIVE)), 1)
    )
    found = [each for each in posts(web_page, page.encode()) if isinstance(each, Post)]
    found = [part for each in found for part in pasted.parted(each)]
    assert [(each.sender.name, each.subject) for each in found] == [
        ("Ann Example", "The pump"),
        ("Bo Sample", "The pump"),
    ]


GROUPS_IO = {  # how name, number and day stand, by what made a text of the page
    "below": "{name}\n#10{n}\n3/14/25\n",
    "beside": "{name}\n3/14/25   #10{n}\n",
    "above": "{name}\n3/14/25\n#10{n}\n",
}


@pytest.mark.parametrize("head", GROUPS_IO.values(), ids=GROUPS_IO)
def test_a_topic_of_groups_io(head: str) -> None:
    first, second = head.format(name="Ann Example", n=1), head.format(name="Bo Sample via groups.io", n=2)
    page = (
        f"The pump\n\n{first}\n{ASKED}\n\n{second}\n{GIVE}\n\nShow quoted text\n\n"
        "Join garden@groups.io to automatically receive all group messages.\n"
    )
    assert told(page) == [("Ann Example", "2025-03-14", ASKED), ("Bo Sample", "2025-03-14", GIVE)]
    assert {(each.subject, each.mailing_list.name) for each in read(page)} == {("The pump", "garden")}


def test_names_above_numbers_are_no_messages() -> None:
    text = "Who won\n\nAnn Example\n#1\nwith beans\n\nBo Sample\n#2\nwith peas\n"
    assert formats.detect(text.encode(), PurePath("text.txt")) is document


GOOGLE = (
    f"Garden ›\nThe pump\n2 posts by 2 authors \n\n\tAnn Example \n\n3/24/15\n\n{ASKED}\n\n\tbo...@example.org \n\n3/4/15\n"
    f"Other recipients: garden\n- show quoted text -\n{GIVE}\n\nAnn Example\n12/1/98\n\nDone.\n"
)


def test_a_group_before_2020() -> None:
    assert told(GOOGLE) == [
        ("Ann Example", "2015-03-24", ASKED),
        ("bo", "None", GIVE),
        ("Ann Example", "None", "Done."),
    ]
    assert {each.subject for each in read(GOOGLE)} == {"The pump"}


def test_names_over_days_are_no_messages_without_a_count() -> None:
    assert formats.detect(GOOGLE.replace("2 posts by", "Posts by").encode(), PurePath("text.txt")) is document


NARKIVE = (
    f"Discussion:\nThe pump\n(too old to reply)\nAnn Example\n2014-03-03 14:05:01 UTC\nPermalink\nRaw Message\n{ASKED}\n\n"
    f"Bo Sample\n2014-03-03 14:45:01 UTC\nPermalink\n{GIVE}\n\n\nContinue reading on narkive:\nLoading...\n"
)


def test_a_thread_of_narkive() -> None:
    assert told(NARKIVE) == [
        ("Ann Example", "2014-03-03 14:05:01+00:00", ASKED),
        ("Bo Sample", "2014-03-03 14:45:01+00:00", GIVE),
    ]
    assert {each.subject for each in read(NARKIVE)} == {"The pump"}


def test_a_time_that_is_none_is_no_head() -> None:
    page = NARKIVE.replace("03-03", "13-33").partition("Continue")[0]
    assert formats.detect(page.encode(), PurePath("text.txt")) is document


DAYS = [
    ("3/24/25", date(2025, 3, 24)),
    ("24.3.1998", date(1998, 3, 24)),
    ("3/24/98", date(1998, 3, 24)),
    ("5/5/05", date(2005, 5, 5)),
]


@pytest.mark.parametrize(
    ("written", "day"), [*DAYS, ("3/4/25", None), ("31/31/25", None), ("2025", None), ("2/30/25", None)]
)
def test_a_day_in_numbers_is_told_where_it_is_but_one(written: str, day: date | None) -> None:
    assert clear_day(written) == day
