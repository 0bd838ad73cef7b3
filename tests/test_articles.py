"""Usenet articles as newsreaders saved them: a line with number and group above each header."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from reading import posts

from ingest import formats
from ingest.formats import articles, mbox
from ingest.message import Post
from ingest.times import iso

HEAD = "Path: news.example.org!ann\nFrom: ann@example.org (Ann Example)\nNewsgroups: org.masts\nSubject: Masts\n"
ONE = f"Article 409 of org.masts:\n{HEAD}Message-ID: <%d@example.org>\nDate: 3 Jul 89 03:33:35 GMT\n\nThey stand.\n\n"
ENVELOPE = "From hub!tree!ann Sat Jul  8 08:33:35 PDT 1989\n"
QUOTING = "See this:\n\nArticle 7 of org.masts:\nwas cancelled.\n\nArticle 8 of org.masts: none.\n\n"
SAVED = [  # (how they were saved, the file)
    ("one after another", ONE % 1 + ONE % 2),
    ("with envelopes", ENVELOPE + ONE % 1 + ENVELOPE + ONE % 2),
    ("from Windows", (ENVELOPE + ONE % 1 + ONE % 2).replace("\n", "\r\n")),
    ("below blank lines", "\n\n" + ONE % 1 + ONE % 2),
    ("with such lines in a text", ONE % 1 + QUOTING + ONE % 2),
    ("of trn", (ONE % 1).replace("409 of", "409 (3 more) in") + ONE % 2),
]


@pytest.mark.parametrize("size", [1, 1_500_000])
@pytest.mark.parametrize("text", [text for _, text in SAVED], ids=[how for how, _ in SAVED])
def test_each_article_is_found(text: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats.detect(text.encode(), PurePath("x.txt")) is articles
    monkeypatch.setattr(mbox, "PIECE", size)
    found = [each for each in posts(articles, text.encode()) if isinstance(each, Post)]
    assert [each.message_id for each in found] == ["1@example.org", "2@example.org"]
    assert [each.sender.name for each in found] == ["Ann Example"] * 2
    assert {each.text.split("\n")[0].strip() for each in found} == {"They stand."}


def test_an_article_without_a_date_has_that_of_its_envelope() -> None:
    (found,) = posts(articles, (ENVELOPE + ONE % 1).replace("Date: 3 Jul 89 03:33:35 GMT\n", "").encode())
    assert isinstance(found, Post)
    assert iso(found.sent) == "1989-07-08T15:33:35Z"


@pytest.mark.parametrize("text", ["Article 5 of the statutes:\nMembers: all.\n", QUOTING, f"Articles\n\n{HEAD}"])
def test_a_text_about_articles_is_none(text: str) -> None:
    assert not articles.detect(text.encode(), PurePath("x.txt"))
