"""Messages as Pony Mail's API tells them."""

from __future__ import annotations

import json
from pathlib import PurePath

import pytest
from reading import post, posts

from ingest import formats
from ingest.formats import pony_mail
from ingest.message import Attachment, MailingList, Post, Problem, Sender
from ingest.times import iso

SAID = {
    "mid": "r12ab",
    "epoch": 1583402400,
    "from": "Ann Example <ann@example...>",
    "from_raw": "Ann Example <ann@example.org>",
    "subject": "Re: Masts",
    "message-id": "<b@example.org>",
    "in-reply-to": "<a@example.org>",
    "references": "<a@example.org>",
    "list_raw": "<commons.lists.example.org>",
    "attachments": [{"filename": "masts.png", "content_type": "image/png", "size": 12, "hash": "0"}, None],
    "body": "They stand.\n",
}


def test_an_answer_is_a_post_with_what_its_header_said() -> None:
    data = json.dumps(SAID).encode()
    assert formats.detect(data, PurePath("email.json")) is pony_mail
    found = post(pony_mail, data)
    assert (found.message_id, found.parents, found.subject) == ("b@example.org", ("a@example.org",), "Re: Masts")
    assert (found.sender, iso(found.sent)) == (Sender("Ann Example", "ann@example.org"), "2020-03-05T10:00:00Z")
    assert found.mailing_list == MailingList("commons", "commons@lists.example.org")
    assert (found.text, found.place) == ("They stand.\n", "#r12ab")
    assert found.attachments == (Attachment("masts.png", "image/png", 12),)


def test_a_list_of_answers_is_as_many_posts() -> None:
    found = posts(pony_mail, json.dumps([SAID, SAID | {"mid": "", "epoch": "soon", "attachments": None}, 5]).encode())
    assert [each.place for each in found] == ["#r12ab", "#2"]


@pytest.mark.parametrize("epoch", [None, "1", 10**30, -(10**12), 1.5])
def test_a_time_that_cannot_be_is_none(epoch: object) -> None:
    assert post(pony_mail, json.dumps(SAID | {"epoch": epoch})).sent is None


def test_damaged_json_is_one_problem() -> None:
    (found,) = posts(pony_mail, json.dumps(SAID).encode()[:-5])
    assert isinstance(found, Problem)
    assert not isinstance(found, Post)
