"""What is said of why places are one note, and of what was kept apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from reading import ROOT, Desk, mail, words

from dedupe.explain import MOST, main
from ingest.ids import hyperkitty_hash, short_id

DOCS = (ROOT / "docs" / "explain.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^\$ make explain ID=(\S+)\n(.*?)\n```", DOCS, re.S | re.M)


def explained(desk: Desk, asked: str) -> str:
    """What the command prints."""
    ran = CliRunner().invoke(main, [str(desk.sightings), str(desk.archive), asked])
    return ran.output


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("sample"))
    desk.ingest(ROOT / "data" / "sample")
    desk.dedupe()
    return desk


@pytest.mark.parametrize(("asked", "said"), SHOWN, ids=lambda each: each[:20])
def test_the_page_shows_what_the_command_prints(sample: Desk, asked: str, said: str) -> None:
    told = explained(sample, asked).replace("data/sample/", "sample/")
    assert sorted(told.splitlines()) == sorted([*said.splitlines()])


LETTER = words(50)
APART = [  # (the other mail, what keeps it from the letter)
    ({"Subject": "Masts 2", "Message_ID": "<b@x.org>"}, LETTER, "the numbers of their subjects differ (none; 2)"),
    ({"Message_ID": "<a@x.org>"}, words(45, 500), "the same Message-ID a@x.org, but of their words 0% are the same"),
    ({"Message_ID": "<b@x.org>"}, LETTER + "\n\n-- \nAnn\n\nTicket 12", "below the signature of one stands a number more"),
    ({"Message_ID": "<b@x.org>"}, LETTER + "\n\n> " + words(20, 300).replace("\n", "\n> "), "they quote different texts"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "body", "why"), APART)
def test_what_is_kept_apart_is_said_with_the_rule(tmp_path: Path, fields: dict[str, str], body: str, why: str) -> None:
    quoting = "> " + words(20, 600).replace("\n", "\n> ") + "\n\n"
    desk = Desk(tmp_path)
    desk.build(mail(f"{quoting}{LETTER}\n\n-- \nAnn", Message_ID="<a@x.org>") + mail(body, **fields))
    assert why in explained(desk, short_id("mid", "a@x.org"))


TOWN = {"Message_ID": "<b@x.org>", "List_Id": "<town.lists.example.org>"}
MONTH_LATER = {
    "Message_ID": "<b@x.org>",
    "From": "Ben <ben@example.net>",
    "Date": "Mon, 1 Dec 2025 06:49:07 +0000",
    "envelope": "From ben@example.net Mon Dec  1 06:49:07 2025",
}
OTHER_ID = {"Message_ID": "<b@x.org>"}
STANDS = [  # (how another mail stands to the letter, its fields and text, what is said)
    ("crossposted", TOWN, LETTER, "same 50 words, another list; another Message-ID, the same text"),
    ("crossposted without an id", TOWN | {"Message_ID": None}, LETTER, "same 50 words, another list; no common Message-ID, "),
    ("resent", MONTH_LATER, LETTER, "same 50 words, sent again by another sender after 30 days; another Message-ID, the same text"),
    ("cut off", OTHER_ID, " ".join(LETTER.split()[:30]), "possible copy, one begins with the 30 words of the other"),
    ("a revision", OTHER_ID, LETTER.replace(" ba", " never ba", 2), "revision, 50 of 52 words in common, in order"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "fields", "body", "said"), STANDS, ids=[how for how, *_ in STANDS])
def test_how_another_mail_stands_to_a_note_is_said(
    tmp_path: Path, how: str, fields: dict[str, str], body: str, said: str
) -> None:
    desk = Desk(tmp_path)
    desk.build(mail(LETTER, Message_ID="<a@x.org>", List_Id="<commons.lists.example.org>") + mail(body, **fields))
    assert said in explained(desk, "a@x.org"), how


SHORT = words(20)
TOO_SHORT = [  # (the other mail, what keeps it from one of 20 words)
    ({"From": "Ben <ben@example.net>"}, "their authors differ, and 20 words are too few for that"),
    ({"Date": "Sat, 25 Oct 2025 06:49:07 +0000"}, "7 days lie between them, and 20 words are too few for that"),
]


@pytest.mark.parametrize(("fields", "why"), TOO_SHORT)
def test_short_texts_need_author_and_time(tmp_path: Path, fields: dict[str, str], why: str) -> None:
    desk = Desk(tmp_path)
    desk.build(mail(SHORT, Message_ID="<a@x.org>") + mail(SHORT, Message_ID="<b@x.org>", **fields))
    assert why in explained(desk, "<a@x.org>")


def test_a_quote_that_is_too_short_to_tell_is_said(tmp_path: Path) -> None:
    answer = mail("> bada bebe\n\nYes, of course.", Message_ID="<b@x.org>", References="<a@x.org>", Subject="Re: Masts")
    desk = Desk(tmp_path)
    desk.build(mail(SHORT, Message_ID="<a@x.org>") + answer)
    assert f"in {short_id('mid', 'b@x.org')}: 2 words, 4 are wanted" in explained(desk, "a@x.org")


ASKED = ["a@x.org", "<a@x.org>", short_id("mid", "a@x.org"), hyperkitty_hash("a@x.org"), "https://x.org/mid/a%40x.org",
    f"/m/{short_id('mid', 'a@x.org')}", f"https://x.org/archive/message/{hyperkitty_hash('a@x.org')}/",
    "b@x.org", short_id("mid", "b@x.org"),
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_a_note_is_found_by_all_its_names(tmp_path: Path, asked: str) -> None:
    desk = Desk(tmp_path)
    desk.build(mail(LETTER, Message_ID="<a@x.org>") + mail(LETTER, Message_ID="<b@x.org>"))
    assert f"its page is /m/{short_id('mid', 'a@x.org')}" in explained(desk, asked)


def test_what_is_not_there_or_was_taken_out_is_one_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    tmp_path.joinpath("redactions.yml").write_text("messages: [a@x.org]", encoding="utf-8")
    desk.build(mail(Message_ID="<a@x.org>"))
    assert explained(desk, "nobody").startswith("Error: nobody: names no message of this archive")
    assert explained(desk, short_id("mid", "a@x.org")).endswith(": was taken out by redactions.yml\n")
    desk.archive.unlink()
    assert explained(desk, "nobody").endswith("no such file or folder\n")
    desk.archive.write_text("no database")
    assert "this is not a database of this program" in explained(desk, "nobody")


def test_of_a_note_without_a_post_it_is_said_how_it_is_known(tmp_path: Path) -> None:
    said = "On Sat, Nov 1, 2025 at 6:49 AM Eve <eve@example.com> wrote:\n"
    quote = said + "".join(f"> {line}\n" for line in LETTER.splitlines())
    desk = Desk(tmp_path)
    desk.build(mail(f"{quote}\nYes.", Message_ID="<b@x.org>"))
    (known,) = desk.found("select id from messages where recovered")
    told = "It is known from quotes and forwards alone: its id is made"
    assert f"{told} from its author and words." in explained(desk, known)
    desk = Desk(tmp_path / "named")
    desk.build(mail(f"{quote}\nYes.", Message_ID="<c@x.org>", References="<a@x.org>", Subject="Re: Masts"))
    assert f"{told} from the Message-ID that answers to it name." in explained(desk, "a@x.org")


def test_many_places_are_counted_and_the_first_are_listed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.build(
        *[mail(LETTER, Message_ID="<a@x.org>") for _ in range(1)],
        *[mail(LETTER, Message_ID=f"<{n}@x.org>") for n in range(30)],
    )
    said = explained(desk, "a@x.org")
    assert "Seen in 31 places:" in said
    assert f"... and {31 - MOST} more" in said
