"""Digests are burst: each of their messages is a post, and what the list wrote around them is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import Desk, mail, post

from ingest.digests import burst, split
from ingest.formats import mbox, month
from ingest.mail import mime
from ingest.message import Kind, MailingList, Post
from ingest.senders import written

MASTHEAD = """Send commons mailing list submissions to
	commons@lists.example.org

To subscribe or unsubscribe via the World Wide Web, visit
	https://lists.example.org/mailman/listinfo/commons

When replying, please edit your Subject line so it is more specific
than "Re: Contents of commons digest..."


Today's Topics:

   1. Masts (Ann Example)
   2. Re: Masts (Ben Other)


"""
ONE = """Message: 1
Date: Sat, 1 Nov 2025 06:49:07 +0000
From: Ann Example <ann@example.org>
To: commons@lists.example.org
Subject: [commons] Masts
Message-ID: <one@example.org>
Content-Type: text/plain; charset=utf-8

The masts stand.

------------------------------

They stand below a line of dashes too."""
TWO = """Message: 2
Date: Sat, 1 Nov 2025 08:00:00 +0000
From: Ben Other <ben@example.org>
Subject: Re: [commons] Masts
Message-ID: <two@example.org>
Content-Type: text/plain; charset=utf-8; format=flowed

Long lines are{}
broken softly.""".format(" ")
FOOTER = """Subject: Digest Footer

_______________________________________________
commons mailing list
commons@lists.example.org


------------------------------

End of commons Digest, Vol 7, Issue 9
*************************************
"""
DASHES = "\n\n------------------------------\n\n"
PLAIN = MASTHEAD + "-" * 70 + "\n\n" + ONE + DASHES + TWO + DASHES + FOOTER
FROM_LIST = {"From": "commons-request@lists.example.org", "Subject": "commons Digest, Vol 7, Issue 9"}
SOURCE = MailingList("commons", "commons@lists.example.org")


def read(text: str, **fields: str) -> list[Post]:
    return list(burst(post(mbox, mail(text, **(FROM_LIST | fields)))))


def test_each_message_of_a_plain_digest_is_a_post_with_its_own_header() -> None:
    one, two = read(PLAIN, List_Id="<commons.lists.example.org>")
    assert (one.message_id, one.subject, one.sender.name) == ("one@example.org", "[commons] Masts", "Ann Example")
    assert (two.message_id, two.subject, two.sender.name) == ("two@example.org", "Re: [commons] Masts", "Ben Other")
    assert [p.kind for p in (one, two)] == [Kind.POSTED] * 2
    assert [p.mailing_list for p in (one, two)] == [SOURCE] * 2
    assert one.text == "The masts stand.\n\n------------------------------\n\nThey stand below a line of dashes too."
    assert two.text == "Long lines are broken softly."
    assert one.place.endswith("/m1")
    assert one.raw != two.raw


VARIANTS = [  # (how the digest differs, its text)
    ("in another language", PLAIN.replace(MASTHEAD.split("   1.")[0], "Meldungen des Tages:\n\n")),
    ("Mailman 2.0", PLAIN.replace("-" * 70, "--__--__--").replace("-" * 30 + "\n\nM", "--__--__--\n\nM").replace(FOOTER, "")),
    ("a footer of older Mailmans", PLAIN.replace("Subject: Digest Footer\n\n", "")),
    ("no footer", PLAIN.replace(FOOTER, "End of commons Digest, Vol 7, Issue 9\n" + "*" * 37)),
    ("from Windows", PLAIN.replace("\n", "\r\n")),
]  # fmt: skip


@pytest.mark.parametrize("text", [text for _, text in VARIANTS], ids=[what for what, _ in VARIANTS])
def test_digests_differ_by_program_and_language(text: str) -> None:
    found = read(text)
    assert [p.message_id for p in found] == ["one@example.org", "two@example.org"]
    assert "_____" not in found[-1].text
    assert "End of" not in found[-1].text


def majordomo(messages: int = 2, rule: str = "-" * 30, end: str = "End of commons-digest V1 #12") -> str:
    """A digest as Majordomo writes it: no numbers, no addresses of the list on top."""
    text = f"commons-digest        Saturday, November 1 2025        Volume 01 : Number 012\n\n\n\n{'-' * 70}\n\n"
    for number in range(messages):
        text += f"Date: Sat, 1 Nov 2025 06:4{number}:07 +0000\nFrom: Ann Example <ann@example.org>\nSubject: Masts {number}\n\n"
        text += f"The masts {number} stand.\n\n{'-' * 30}\n\nBelow dashes, too.\n\n{rule}\n\n"
    return f"{text}{end}\n*******************************\n"


def test_a_digest_without_numbers_is_burst_at_the_rules_with_fields_below_them() -> None:
    held = post(mbox, mail(majordomo(), From="owner-commons-digest@example.org", Subject="commons-digest V1 #12"))
    found = list(burst(held))
    assert [(each.subject, each.sender.name) for each in found] == [
        ("Masts 0", "Ann Example"),
        ("Masts 1", "Ann Example"),
    ]
    assert [each.text for each in found] == [
        f"The masts {n} stand.\n\n{'-' * 30}\n\nBelow dashes, too." for n in (0, 1)
    ]


MODERATED = majordomo(end="End of Masts Digest").replace("commons-digest  ", "Masts-Forum Digest")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (MODERATED, "[MASTS] Masts Digest 22.39"),
        (MODERATED, "Masts Digest"),
        (MODERATED, "The Digest of Masts, 1 November"),
    ],
)
def test_a_digest_of_a_moderator_is_burst_whatever_its_number(text: str, subject: str) -> None:
    found = list(burst(post(mbox, mail(text, From="Cid <cid@example.org>", Subject=subject))))
    assert [each.subject for each in found] == ["Masts 0", "Masts 1"]
    assert {each.mailing_list.name for each in found} == {"MASTS" if "[" in subject else ""}


def test_a_digest_saved_as_text_or_shown_on_a_page_is_burst(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("22.39.txt", f"precedence: bulk\nSubject: Masts Digest 22.39\n\n{MODERATED}")
    page = f"[MASTS] Masts Digest 22.40\n\nFrom: Cid (cid@example.org)\nDate: Sat Nov 01 2025 - 07:00:00 PST\n\n{MODERATED}"
    desk.put("page.txt", page.replace("The masts", "These masts"))
    desk.ingest()
    assert desk.seen("select kind, subject from sightings order by subject") == [
        ("posted", f"Masts {n}") for n in (0, 0, 1, 1)
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (majordomo(), "Re: what came yesterday"),
        (majordomo(end="Bye"), "commons-digest V1 #12"),
        (majordomo(0), "commons-digest V1 #12"),
        (majordomo(1), "the digest"),
        (majordomo(), "Re: the digest"),
        (f"See what came:\n\n{majordomo()}", "Fwd: commons-digest V1 #12"),
    ],
    ids=["another subject", "without its end", "nothing in it", "one message of no number", "an answer", "passed on"],
)
def test_what_is_like_a_digest_without_numbers_is_left_whole(text: str, subject: str) -> None:
    held = post(mbox, mail(text, Subject=subject))
    assert list(burst(held)) == [held]


def test_a_message_in_a_digest_may_hold_a_digest() -> None:
    inner = ONE.replace("one@", "inner@")
    (one, two) = read(PLAIN.replace("They stand below", f"{inner}\n\nThey stand below"))
    assert "inner@example.org" in one.text
    assert two.message_id == "two@example.org"


NO_DIGESTS = [  # (what it is, text, fields)
    ("an answer to one, above it", "Yes, they do.\n\n" + PLAIN, {"From": "Ann <ann@example.org>"}),
    ("an answer to one, quoted", "".join(f"> {line}\n" for line in PLAIN.splitlines()), {}),
    ("a note of the list's robot", "Your subscription was confirmed.\n", {}),
    ("one of no messages", MASTHEAD, {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), [row[1:] for row in NO_DIGESTS], ids=[row[0] for row in NO_DIGESTS])
def test_what_only_holds_the_text_of_a_digest_is_left_whole(text: str, fields: dict[str, str]) -> None:
    (found,) = read(text, **fields)
    assert found.subject == FROM_LIST["Subject"]
    assert found.text.strip() == text.strip()


def mime_digest(messages: int, lead: str = MASTHEAD) -> str:
    parts = "".join(
        f"--b\n\nFrom: ann@example.org\nSubject: Thing {n}\nMessage-ID: <{n}@example.org>\n\nThing {n} stands.\n"
        for n in range(messages)
    )
    return (
        f"--a\nContent-Type: text/plain\n\n{lead}\n--a\nContent-Type: multipart/digest; boundary=b\n\n{parts}--b--\n"
        f"--a\nContent-Type: text/plain\n\n{FOOTER}\n--a--\n"
    )


@pytest.mark.parametrize("fast", [True, False])
def test_each_message_of_a_mime_digest_is_a_post(monkeypatch: pytest.MonkeyPatch, fast: bool) -> None:
    monkeypatch.setattr(mime, "FAST", fast and mime.FAST)
    found = read(mime_digest(40), Content_Type="multipart/mixed; boundary=a")
    assert [p.message_id for p in found] == [f"{n}@example.org" for n in range(40)]
    assert {p.kind for p in found} == {Kind.POSTED}
    assert found[7].text.strip() == "Thing 7 stands."
    assert len({p.raw for p in found}) == 40


def test_what_someone_says_who_passes_a_digest_on_is_kept() -> None:
    fields = {"From": "Ann <ann@example.org>", "Content_Type": "multipart/mixed; boundary=a"}
    found = read(mime_digest(2, "Read the second one.\n"), **fields)
    assert [p.message_id for p in found] == ["", "0@example.org", "1@example.org"]
    assert "Read the second one." in found[0].text
    assert found[0].inner == ()


def test_digests_in_files_are_burst_and_their_books_balance(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put(
        "a.mbox",
        mail(PLAIN, To="commons@example.org", **FROM_LIST)
        + mail(mime_digest(3), **FROM_LIST, Content_Type="multipart/mixed; boundary=a"),
    )
    desk.put(
        "b.eml", mail(PLAIN.replace("example.org>", "example.net>"), "", Message_ID="<d@x.org>", **FROM_LIST).lstrip()
    )
    run = desk.ingest()
    assert (run.tally.found, run.tally.stored) == (7, 7)
    assert desk.seen("select count(*) from sightings where own like '%Today%' or own like '%End of commons%'") == [0]
    assert desk.ingest().unchanged == 2


def test_a_digest_in_a_month_is_burst() -> None:
    text = mail(PLAIN.replace("@", " at "), From="commons-request at lists.example.org (commons-request)")
    assert [p.message_id for p in burst(post(month, text))] == ["one@example.org", "two@example.org"]


@given(st.lists(st.sampled_from([MASTHEAD, ONE, TWO, FOOTER, DASHES, "-" * 70 + "\n\n", "Message: 1\n", "\n", "x"])))
def test_the_parts_of_a_digest_are_its_text(parts: list[str]) -> None:
    text = "".join(parts)
    found = split(text)
    assert found is None or found.masthead + "".join(found.messages) + found.footer == text
    for each in burst(Post("0-1", "", text=text, sender=written(FROM_LIST["From"]))):
        assert isinstance(each, Post)
