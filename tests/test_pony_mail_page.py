"""Threads of Pony Mail as a browser saved them, and as they are copied as text."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from reading import posts

from ingest import formats
from ingest.body import read_text
from ingest.formats import pasted, pony_mail_page
from ingest.message import Post, Problem


def message(number: int, name: str, when: str, body: str, answers: str = "") -> str:
    """A message in its wrapper, with its answers in it."""
    return (
        f'<div class="email_wrapper" id="email_t{number}"><div class="email_inner_wrapper" id="email_contents_t{number}">'
        f'<div class="chatty_author"><img class="chatty_gravatar"><div class="chatty_author_name"><b>{name}</b> - {when}'
        f'</div></div><pre class="chatty_body">{body}<div class="toolbar_chatty"><button title="Reply to this email"><span> </span>'
        f'</button><a href="https://lists.example.org/thread/t{number}" title="Permanent link"> </a></div></pre></div>'
        f"{answers}</div>"
    )


QUOTE = (
    '<div class="email_quote_parent"><button title="Toggle quote" onclick="toggle_quote(this)"><span class="glyphicon"> </span>'
    '</button><br><blockquote class="email_quote" style="display: none;">\nOn Mon, Mar 3, 2025 Ann Example wrote:\n'
    "&gt; It has stopped.\n</blockquote></div>"
)
TOP = (
    '<!DOCTYPE html><html><head><title>The pump</title></head><body><div id="emails"><h4 class="chatty_title">The pump</h4>'
    '<a href="list.html?dev@garden.example.org" class="chatty_title">Posted to dev@garden.example.org</a>'
)
TITLE = '<h4 class="chatty_title_inline">The pump</h4>'
THIRD = message(3, "Cleo Doe", "Tuesday, March 4, 2025 9:00:00 AM", "Yes.\n")
SECOND = message(
    2, "Bo Sample", "Monday, March 3, 2025 2:45:01 PM", f"Water &amp; time.\n{QUOTE}<span>\nBo\n</span>", THIRD
)
FOURTH = message(4, "bo@example.org", "Tuesday, March 4, 2025", "Done.\n")
PAGE = (
    TOP
    + message(1, "Ann Example", "Monday, March 3, 2025 2:05:01 PM", f"{TITLE}It has stopped.\n", SECOND + FOURTH)
    + "</div>"
)


def test_each_message_of_a_saved_thread_is_a_post() -> None:
    assert formats.detect(PAGE.encode(), PurePath("page.html")) is pony_mail_page
    found = [each for each in posts(pony_mail_page, PAGE.encode()) if isinstance(each, Post)]
    assert [(each.sender.name, str(each.sent), read_text(each.text).own) for each in found] == [
        ("Ann Example", "2025-03-03 14:05:01", "It has stopped."),
        ("Bo Sample", "2025-03-03 14:45:01", "Water & time.\n\nBo"),
        ("Cleo Doe", "2025-03-04 09:00:00", "Yes."),
        ("", "None", "Done."),
    ]
    assert found[1].text == "Water & time.\n\nOn Mon, Mar 3, 2025 Ann Example wrote:\n> It has stopped.\n\nBo\n"
    assert {(each.subject, each.mailing_list.address) for each in found} == {("The pump", "dev@garden.example.org")}
    assert [each.url for each in found] == [f"https://lists.example.org/thread/t{number}" for number in (1, 2, 3, 4)]


def test_answers_stand_within_what_they_answer() -> None:
    found = [each for each in posts(pony_mail_page, PAGE.encode()) if isinstance(each, Post)]
    assert [each.answers.partition("#")[2] for each in found] == ["", "t1", "t2", "t1"]


def test_a_thread_that_was_not_loaded_is_a_problem() -> None:
    page = TOP + '<div class="email_wrapper"><div class="email_inner_wrapper" id="email_contents_t1"></div></div></div>'
    (problem,) = posts(pony_mail_page, page.encode())
    assert isinstance(problem, Problem)


TEXT = (
    "The pump\nPosted to dev@garden.example.org\nAnn Example - {0} {2}\nThe pump\nIt has stopped.\n \n\n"
    "Bo Sample - {0} {3}\nWater & time - Monday, I think.\n\n \n"
)


@pytest.mark.parametrize(
    "times",
    [("Monday, March 3, 2025", "", "2:05:01 PM", "2:45:01 PM"), ("Montag, 3. März 2025", "", "14:05:01", "14:45:01")],
)
def test_a_copied_thread_is_read_in_the_language_of_the_reader(times: tuple[str, ...]) -> None:
    page = TEXT.format(*times).encode()
    assert formats.detect(page, PurePath("page.txt")) is pasted
    found = [each for each in posts(pasted, page) if isinstance(each, Post)]
    assert [(each.sender.name, str(each.sent), each.text.strip()) for each in found] == [
        ("Ann Example", "2025-03-03 14:05:01", "It has stopped."),
        ("Bo Sample", "2025-03-03 14:45:01", "Water & time - Monday, I think."),
    ]
    assert {(each.subject, each.mailing_list.name) for each in found} == {("The pump", "dev")}
