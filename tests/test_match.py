"""Which posts are one message, and the evidence that is kept of it."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from reading import Desk, content, mail, words

NOTE = words(60)
COMMONS, TOWN = {"List_Id": "<commons.lists.example.org>"}, {"List_Id": "<town.lists.example.org>"}
BEN = {"From": "Ben Other <ben@example.net>"}
ONE_ID = {"Message_ID": "<one@example.org>"}
NIGHT = "Sun, 2 Nov 2025 "  # the day after Sat, 1 Nov 2025 06:49:07 +0000, when all else is sent
LATER = {"Date": "Mon, 1 Dec 2025 06:49:07 +0000", "envelope": "From ann@example.org Mon Dec  1 06:49:07 2025"}
FOOTER = "\n_______\nNobody knows this footer\n"


def a(number: int = 60, text: str = "", **fields: Any) -> str:
    """A post of so many words on one list."""
    return mail(text or words(number), **{"Message_ID": "<a@example.org>"} | COMMONS | fields)


def b(number: int = 60, text: str = "", **fields: Any) -> str:
    """One on another list."""
    return mail(text or words(number), **{"Message_ID": "<b@example.org>"} | TOWN | fields)


LOST = "Möwe für Möwe, größer, schöner " * 3 + NOTE
QUOTE = f"\n\nBen wrote:\n> {words(9, 500)}"
REWRITTEN = {"From": "Ann Example via town <town@lists.example.org>", "Reply_To": "Ann Example <ann@example.org>"}
NO_TIME = {"Date": None, "envelope": "From mboxrd@z Thu Jan  1 00:00:00 1970"}
TWICE = "same Message-ID, another list"
NEARLY = "same Message-ID, nearly the same words, another list"
SAME_12 = "same 12 words, another list"
SAME_60 = "same 60 words, another list"
IN_ALL = "same 69 words in all, own and quoted, another list"
ASCII = LOST.encode("ascii", "replace").decode()
BUT_LOST = "same 75 words, but for letters that were lost, sent again by the same author after 30 days"
BY_ANOTHER = "same 75 words, but for letters that were lost, sent again by another sender after 0 days"
SHELL = f"{NOTE}\nAt the prompt type this: ls -l > masts.txt\n"
SHELL_WRAPPED = SHELL.replace(" > ", "\n> ")
SIGNATURE = f"{NOTE}\n\n-- \nAnn Example\nLead Rigger, Mast Road 12"
SIGNED = f"{NOTE}\n\n--\n\nAnn Example\nLead Rigger\n"

ONE = [  # (why they are one, two posts, kind and evidence of the second)
    ("same Message-ID, same words", a(**ONE_ID), b(**ONE_ID), "crossposted", TWICE),
    ("same Message-ID, same list", a(**ONE_ID), a(**ONE_ID, X_Copy="1"), "posted", "same Message-ID"),
    ("same Message-ID, one word", a(1, **ONE_ID), b(1, **ONE_ID), "crossposted", TWICE),
    ("same Message-ID, another footer", a(**ONE_ID), b(text=NOTE + FOOTER, **ONE_ID), "crossposted", NEARLY),
    ("same Message-ID, one without words", a(**ONE_ID), b(text="-- \nAnn", **ONE_ID), "crossposted", NEARLY),
    (
        "same Message-ID, letters lost to a charset",
        a(text=LOST, **ONE_ID),
        b(text=LOST.encode("ascii", "replace").decode(), **ONE_ID),
        "crossposted",
        NEARLY,
    ),
    ("12 words by the author on the same day", a(12), b(12), "crossposted", SAME_12),
    ("25 hours later", a(12), b(12, Date=NIGHT + "07:49:07 +0000"), "crossposted", SAME_12),
    ("25 hours later by another zone's clock", a(12), b(12, Date=NIGHT + "15:49:07 +0800"), "crossposted", SAME_12),
    ("one of them without a time", a(12), b(12, **NO_TIME), "crossposted", SAME_12),
    ("the author's other address", a(12), b(12, From="Ann Example <ann@example.net>"), "crossposted", SAME_12),
    ("the author's other name", a(12), b(12, From="ann@example.org"), "crossposted", SAME_12),
    ("the author rewritten by a list", a(12), b(12, **REWRITTEN), "crossposted", SAME_12),
    (
        "40 words, another sender",
        a(40),
        b(40, **BEN),
        "resent",
        "same 40 words, sent again by another sender after 0 days",
    ),
    (
        "40 words, a month later",
        a(40),
        b(40, **LATER),
        "resent",
        "same 40 words, sent again by the same author after 30 days",
    ),
    ("another tag of a list", a(12, Subject="[commons] Masts"), b(12, Subject="[town] Masts"), "crossposted", SAME_12),
    ("wrapped at another width", a(), b(text=NOTE.replace("\n", " ")), "crossposted", SAME_60),
    ("one of them without a Message-ID", a(12, Message_ID=None), b(12, **COMMONS), "posted", "same 12 words"),
    (
        "11 words and the same second",
        a(11),
        b(11),
        "crossposted",
        "same 11 words, author, subject and second, another list",
    ),
    ("the same quote below", a(text=NOTE + QUOTE), b(text=NOTE + QUOTE), "crossposted", SAME_60),
    ("a quote below one of them", a(text=NOTE + QUOTE), b(), "crossposted", SAME_60),
    ("a line begins with > after wrapping", a(text=SHELL), b(text=SHELL_WRAPPED), "crossposted", IN_ALL),
    ("letters lost to a charset", a(text=LOST), b(text=ASCII, **LATER), "resent", BUT_LOST),
    ("... and the author's name, at the same second", a(text=LOST), b(text=ASCII, **BEN), "resent", BY_ANOTHER),
    ("a footer below dashes and a name", a(text=SIGNED), b(text=SIGNED + FOOTER), "crossposted", SAME_60),
]

OTHERS = [  # (why they are not one, two posts)
    ("11 words", a(11), b(11, Date=NIGHT + "06:50:00 +0000")),
    ("+1", a(text="+1"), b(text="+1", **BEN)),
    ("27 hours later", a(39), b(39, Date=NIGHT + "09:49:07 +0000")),
    ("39 words, another sender", a(39), b(39, **BEN)),
    ("another first name at the same domain", a(39), b(39, From="Ben Example <ben@example.org>")),
    ("a patch and the next of its series", a(Subject="[PATCH 1/2] masts: fix"), b(Subject="[PATCH 2/2] masts: fix")),
    ("a patch and its second version", a(Subject="[PATCH] masts: fix"), b(Subject="[PATCH v2] masts: fix")),
    ("minutes of another day", a(Subject="Minutes 14 May"), b(Subject="Minutes 21 May")),
    ("a robot's mail with another number", a(text=f"Build 117 failed. {NOTE}"), b(text=f"Build 118 failed. {NOTE}")),
    ("another quote below", a(text=NOTE + QUOTE), b(text=f"{NOTE}\n\nBen wrote:\n> {words(9, 600)}")),
    ("one word more", a(60), b(61)),
    ("a ticket below the signature", a(text=SIGNATURE), b(text=f"{SIGNATURE}\n\nReference 55531")),
    ("letters lost under another subject", a(text=LOST), b(text=ASCII, Subject="Poles")),
    ("letters lost by another author", a(text=LOST), b(text=ASCII, **BEN | LATER | {"Date": "Mon, 1 Dec 2025 07:00:00 +0000"})),
]  # fmt: skip


def archived(folder: Path, *texts: str) -> Desk:
    desk = Desk(folder)
    desk.build(*texts)
    return desk


@pytest.mark.parametrize(("why", "one", "other", "kind", "evidence"), ONE, ids=[why for why, *_ in ONE])
def test_these_are_one_message(tmp_path: Path, why: str, one: str, other: str, kind: str, evidence: str) -> None:
    desk = archived(tmp_path, one, other)
    assert desk.found("select count(*) from messages where not recovered") == [1], why
    rows = desk.found("select kind, evidence from sightings where inside is null")
    said = [(kind, why.partition("; ")[0]) for kind, why in rows]  # what follows is the class of the copy: test_copies
    assert sorted(said) == sorted([("posted", "the post itself"), (kind, evidence)])
    assert desk.found("select count(*) from conflicts") == [0]


@pytest.mark.parametrize(("why", "one", "other"), OTHERS, ids=[why for why, *_ in OTHERS])
def test_these_are_two_messages(tmp_path: Path, why: str, one: str, other: str) -> None:
    desk = archived(tmp_path, one, other)
    assert desk.found("select count(*) from messages where not recovered") == [2], why
    assert desk.found("select count(*) from conflicts") == [0]


def test_one_message_id_with_two_texts_is_a_conflict_and_both_are_kept(tmp_path: Path) -> None:
    desk = archived(tmp_path, a(**ONE_ID), b(text=words(60, 300), **ONE_ID))
    assert sorted(desk.found("select own from texts")) == sorted([NOTE, words(60, 300)])
    ((header, first, second, what),) = desk.found("select * from conflicts")
    assert (header, what) == ("one@example.org", "one Message-ID, different words")
    assert {first, second} == set(desk.found("select id from messages"))


def test_each_further_text_under_a_message_id_is_one_more_conflict(tmp_path: Path) -> None:
    desk = archived(tmp_path, *(a(text=words(60, first), **ONE_ID) for first in (0, 200, 400, 600)))
    assert desk.found("select count(*) from messages") == [4]
    assert desk.found("select count(*) from conflicts") == [3]


def test_the_sides_of_a_conflict_stay_apart_whatever_else_is_like_them(tmp_path: Path) -> None:
    other = words(60, 300)
    desk = archived(tmp_path, a(**ONE_ID), b(text=other, **ONE_ID), b(), a(text=other, Message_ID="<c@example.org>"))
    assert desk.found("select count(*) from messages") == [2]
    assert desk.found("select count(*) from conflicts") == [1]


def test_a_resend_keeps_its_sender_and_its_message_id(tmp_path: Path) -> None:
    desk = archived(tmp_path, a(), b(**BEN, **LATER))
    again = "select p.name, s.header_message_id, s.sent, s.list from sightings s join people p on p.id = s.sender"
    assert desk.found(f"{again} where kind = 'resent'") == [
        ("Ben Other", "b@example.org", "2025-12-01T06:49:07Z", "town")
    ]
    sender = "select p.name, m.list from messages m join people p on p.id = m.sender"
    assert desk.found(sender) == [("Ann Example", "commons")]


def test_another_message_id_of_a_message_leads_to_it(tmp_path: Path) -> None:
    desk = archived(tmp_path, a(), b())
    (message,) = desk.found("select id from messages")
    assert [row[1:] for row in desk.found("select * from aliases where reason like 'another Message-ID%'")] == [
        (message, "another Message-ID of the same message")
    ]


def test_what_is_the_same_as_the_same_is_the_same(tmp_path: Path) -> None:
    days = [a(12, Message_ID=f"<{day}@example.org>", Date=f"{day} Nov 2025 06:00:00 +0000") for day in (1, 2, 3)]
    desk = archived(tmp_path, *days)
    assert desk.found("select count(*) from messages") == [1]  # 24 hours from each to the next, 48 in all


def test_a_post_stands_for_its_message_before_a_document_does(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("notes.txt", "Notes\n\n" + NOTE)
    desk.put("a.mbox", mail("Notes\n\n" + NOTE, **ONE_ID))
    desk.ingest()
    desk.dedupe()
    assert desk.found("select kind, header_message_id, sightings from messages") == [("message", "one@example.org", 2)]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_sightings_decides_nothing(tmp_path: Path, seed: int) -> None:
    """All pairs of the tables in one archive, in another order each time."""
    texts = [text for row in [*ONE, *OTHERS] for text in row[1:3]]
    numbers = Random(seed).sample(range(len(texts)), len(texts))  # noqa: S311
    desks = [Desk(tmp_path / name) for name in ("one", "other")]
    for desk, order in zip(desks, (range(len(texts)), numbers), strict=True):
        for number in order:  # the same files, read one by one
            desk.ingest(desk.put(f"list-{number}/2025-November.mbox", texts[number]))
        desk.dedupe()
    assert content(desks[0].archive) == content(desks[1].archive)
