"""Parts that Pipermail took out of messages, and what they say where their files lie at hand."""

from __future__ import annotations

from hashlib import sha256
from html import escape
from pathlib import Path

import pytest
from archive_pages import pipermail
from reading import Desk, words

from ingest.parts_at_hand import with_quotes_of

URL = "http://lists.example.org/pipermail/commons/attachments/20251101/6f16bd07/"
NOTE = f"-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <{URL}attachment.html>\n"
PLAN = (
    "-------------- next part --------------\nA non-text attachment was scrubbed...\nName: plan.pdf\nType: application/pdf\n"
    f"Size: 999 bytes\nDesc: not available\nURL: <{URL}plan.pdf>\n"
)
QUOTED, OWN = words(20, 100), words(20, 200)
MONTH = """From ann at example.org  Sat Nov  1 06:49:07 2025
From: ann at example.org (Ann Example)
Date: Sat, 1 Nov 2025 06:49:07 +0000
Subject: [commons] Masts
Message-ID: <a@example.org>

"""
HTML = f"<p>Ben wrote:</p><blockquote type=cite>{QUOTED}</blockquote><p>{OWN}</p>"
SANITISED = "<tt>\n" + escape(HTML).replace(" ", "&nbsp;").replace("\n", "<br>\n") + "<br>\n</tt>\n"
BODY = f"Ben wrote:\n\n{QUOTED}\n\n{OWN}\n"


def _desk(tmp_path: Path, body: str, part: str = SANITISED) -> Desk:
    desk = Desk(tmp_path)
    desk.put("commons/2025-November.txt", MONTH + body)
    desk.put("commons/2025-November/000123.html", pipermail(escape(body, quote=False)))
    desk.put("commons/attachments/20251101/6f16bd07/attachment.html", part)
    desk.put("commons/attachments/20251101/6f16bd07/plan.pdf", b"%PDF-1.7")
    desk.ingest()
    return desk


@pytest.mark.parametrize("part", [SANITISED, HTML], ids=["sanitised", "as it was"])
def test_the_html_says_what_is_quoted_where_the_text_lost_its_marks(tmp_path: Path, part: str) -> None:
    desk = _desk(tmp_path, BODY + NOTE, part)
    assert [own.split() for own in desk.seen("select own from sightings where kind = 'posted'")] == [OWN.split()] * 2
    assert [own.split() for own in desk.seen("select own from sightings where kind = 'quoted'")] == [QUOTED.split()] * 2


def test_a_message_that_is_html_alone_has_its_text(tmp_path: Path) -> None:
    desk = _desk(tmp_path, NOTE)
    assert [own.split() for own in desk.seen("select own from sightings where kind = 'posted'")] == [OWN.split()] * 2


def test_a_part_at_hand_is_an_attachment_with_its_size_and_digest_once(tmp_path: Path) -> None:
    desk = _desk(tmp_path, BODY + PLAN)
    rows = desk.seen("select filename, content_type, bytes, sha256, url from attachments")
    assert rows == [("plan.pdf", "application/pdf", 8, sha256(b"%PDF-1.7").hexdigest(), f"{URL}plan.pdf")] * 2


def test_a_part_that_is_not_there_is_what_its_note_says(tmp_path: Path) -> None:
    desk = _desk(tmp_path, BODY + PLAN.replace("/plan.pdf", "/other.pdf"))
    assert desk.seen("select bytes, sha256 from attachments") == [(999, "")] * 2


def test_no_note_leads_out_of_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>secret</p>")
    folder = tmp_path / "sources/commons/attachments/20251101/6f16bd07"
    folder.mkdir(parents=True)
    (folder / "attachment-0001.html").symlink_to(secret)
    out = NOTE.replace("attachment.html", "../../../../secret.html") + NOTE.replace(
        "attachment.html", "attachment-0001.html"
    )
    desk = _desk(tmp_path, out)
    assert desk.seen("select count(*) from sightings where own like '%secret%'") == [0]
    assert desk.seen("select distinct sha256 from attachments") == [""]


CASES = [  # (text, HTML, text with marks)
    ("Done?\nYes.\n", "<blockquote type=cite>Done?</blockquote>Yes.", "> Done?\nYes.\n"),
    ("> Done?\nYes.\n", "<blockquote type=cite>Done?</blockquote>Yes.", "> Done?\nYes.\n"),
    ("Done? Yes.\n", "<blockquote type=cite>Done?</blockquote>Yes.", "Done? Yes.\n"),
    (
        "One\nTwo\nThree\n",
        "<blockquote type=cite><blockquote type=cite>One</blockquote>Two</blockquote>Three",
        "> > One\n> Two\nThree\n",
    ),
    ("Done?\nYes.\n", "<p>Done?</p><p>Yes.</p>", "Done?\nYes.\n"),
    ("Quite other words\n", "<blockquote type=cite>Done?</blockquote>Yes.", "Quite other words\n"),
    ("Done?\nYes.\n", "", "Done?\nYes.\n"),
    (
        "Done?\n" + "Yes. " * 10_000,
        "<blockquote type=cite>Done?</blockquote>" + "Yes. " * 10,
        "Done?\n" + "Yes. " * 10_000,
    ),  # too long to compare
    ("", "<p>Yes.</p>", "Yes.\n\n"),
]


@pytest.mark.parametrize(("text", "html", "marked"), CASES)
def test_a_line_is_marked_where_the_html_quotes_all_its_words(text: str, html: str, marked: str) -> None:
    assert with_quotes_of(text, html) == marked
