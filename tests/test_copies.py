"""The four classes of repeats, each made here in all the ways that lists and programs make them, and what is said of each."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from quopri import encodestring
from typing import Any

import pytest
from click.testing import CliRunner, Result
from reading import Desk, mail, words

from dedupe.check import WORDING, main

NOTE = 'Ann said "no" - and that isn\'t all.\n' + words(50)
LISTS = {"List_Id": "<commons.lists.example.org>"}
TOWN = {"List_Id": "<town.lists.example.org>"}
SAME_BYTES, REDELIVERED = "byte for byte", "redelivered with the same text"


def note(text: str = NOTE, **fields: Any) -> str:
    """The note, as one list sent it."""
    return mail(text, **{"Message_ID": "<a@example.org>"} | LISTS | fields)


def encoded(encoding: str, text: str) -> str:
    return note(text, Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding=encoding, MIME_Version="1.0")


SMART = NOTE.replace('"no"', "“no”").replace("'", "’").replace(" - ", " – ")
FOOTER = f"\n{'_' * 47}\nTown mailing list\nTown@lists.example.org\nhttps://lists.example.org/mailman/listinfo/town\n"
SCRUBBED = (
    "\n-------------- next part --------------\nAn HTML attachment was scrubbed...\n"
    "URL: <https://lists.example.org/pipermail/town/attachments/20251101/1f3a9c02/attachment.html>\n"
)
VIA = {"From": "Ann Example via town <town@lists.example.org>", "Reply_To": "Ann Example <ann@example.org>"}

REPEATS = [  # (what happened on the way, the copy, its class)
    ("nothing", note(), SAME_BYTES),
    ("relays", note(Received="from a.example.org by b.example.org; Sat, 1 Nov 2025 06:50:00 +0000"), REDELIVERED),
    ("another envelope", note(envelope="From bounce@lists.example.net Sun Nov  2 01:02:03 2025"), REDELIVERED),
    ("line ends", note().replace("\n", "\r\n"), REDELIVERED),
    ("quoted-printable", encoded("quoted-printable", encodestring(NOTE.encode()).decode()), REDELIVERED),
    ("base64", encoded("base64", b64encode(NOTE.encode()).decode()), REDELIVERED),
    ("blanks at line ends", note(NOTE.replace("\n", "  \n")), REDELIVERED),
    ("the list's footer", note(NOTE + FOOTER), "recomposed: another footer"),
    ("the list's tag", note(Subject="[town] Masts"), "recomposed: another subject tag"),
    ("the list's sender", note(**VIA), "recomposed: the sender rewritten by a list"),
    ("another spelling of the name", note(From="A. Example <ann@example.org>"), "recomposed: the sender written otherwise"),
    ("HTML scrubbed", note(NOTE + SCRUBBED), "recomposed: parts taken out by an archive"),
    ("re-flow", note(" ".join(NOTE.split())), "recomposed: the text written otherwise"),
    ("smart quotes", note(SMART), "recomposed: the text written otherwise"),
    ("bold", note(NOTE.replace("bababa", "*bababa*")), "recomposed: the text written otherwise"),
    ("a signature", note(NOTE + "\n-- \nAnn, Example Ltd."), "recomposed: another signature"),
    (
        "tag and footer",
        note(NOTE + FOOTER, Subject="[town] Masts"),
        "recomposed: another subject tag, another footer",
    ),
]  # fmt: skip


def check(desk: Desk) -> Result:
    return CliRunner().invoke(main, [str(desk.sightings), str(desk.archive)])


@pytest.mark.parametrize(("what", "copy", "said"), REPEATS, ids=[what for what, *_ in REPEATS])
def test_a_repeat_is_told_with_its_class(tmp_path: Path, what: str, copy: str, said: str) -> None:
    desk = Desk(tmp_path)
    desk.put("a.mbox", note() + mail(Message_ID="<x@example.org>"))
    desk.put("b.mbox", copy + mail(Message_ID="<y@example.org>"))
    desk.ingest()
    desk.dedupe()
    told = desk.found("select evidence from sightings where header_message_id = 'a@example.org' order by 1")
    assert told == [f"same Message-ID; {said}", "the post itself"], what


def test_different_words_under_one_message_id_are_told_as_a_conflict_on_both_sides(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.build(note(), note(words(50, 300)), note(words(50, 300), X_Copy="1"))
    other = "another note bears the same Message-ID with other words"
    assert sorted(desk.found("select evidence from sightings")) == [
        f"same Message-ID; {REDELIVERED}; {other}",
        f"the post itself; {other}",
        f"the post itself; {other}",
    ]


LETTERS = "Jörg fährt über die Brücke. Ärgert ihn das? Nein, sagt Zofia Wędrowska.\n" + words(50)
ASCII = LETTERS.encode("ascii", "replace").decode()
LATER = {"Date": "Sat, 1 Nov 2025 08:49:07 +0000"}  # so that the other one is what the note is known by


@pytest.mark.parametrize("quote", ["", "\n\nAnn wrote:\n> Größe?"])
def test_letters_that_an_archive_lost_are_those_of_a_copy(tmp_path: Path, quote: str) -> None:
    lost = quote.encode("ascii", "replace").decode()
    desk = Desk(tmp_path)
    desk.build(note(ASCII + lost), note(LETTERS + quote, **LATER))
    assert desk.found("select own from texts") == [LETTERS]
    assert desk.found("select sent, snippet like 'Jörg f%' from messages") == [("2025-11-01T06:49:07Z", 1)]
    assert desk.found("select rowid from messages_fts where messages_fts match 'jörg AND brücke'") == [1]
    assert check(desk).exit_code == 0


KEPT = [  # (why the text that the note is known by stays, the copy)
    ("it has lost as many", ASCII.replace("J?rg", "Jörg").replace("Br?cke", "Brü?cke").replace("?ber", "?b?er")),
    ("its words are other ones", LETTERS.replace("Brücke", "Straße")),
    ("its parts are others", f"{LETTERS}\n\nAnn wrote:\n> No."),
]


@pytest.mark.parametrize(("why", "copy"), KEPT, ids=[why for why, _ in KEPT])
def test_a_text_stays_where_no_copy_has_its_letters(tmp_path: Path, why: str, copy: str) -> None:
    desk = Desk(tmp_path)
    desk.build(note(ASCII), note(copy, **LATER))
    assert ASCII in desk.found("select own from texts"), why


def test_words_that_are_redacted_are_so_in_restored_letters_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    tmp_path.joinpath("redactions.yml").write_text("words: [Brücke]", encoding="utf-8")
    desk.build(note(ASCII), note(LETTERS, **LATER))
    (own,) = desk.found("select own from texts")
    assert "Jörg" in own
    assert "Brücke" not in own


WORDINGS = [  # (what a copy has otherwise, the copy, how many of its lines are told as another wording)
    ("letters", LETTERS, 0),
    ("one line more", f"{ASCII}\nA footer that nobody knows.", 1),
    ("one line less", "\n".join(ASCII.splitlines()[:-1]), 0),
]


@pytest.mark.parametrize(("what", "copy", "lines"), WORDINGS, ids=[what for what, *_ in WORDINGS])
def test_only_other_words_are_another_wording(tmp_path: Path, what: str, copy: str, lines: int) -> None:
    desk = Desk(tmp_path)
    desk.build(note(ASCII), note(copy, **LATER))
    said = [line.split()[0] for line in check(desk).output.splitlines() if line.endswith(WORDING)]
    assert said == [str(lines)] * bool(lines), what


def test_what_a_copy_shows_unquoted_is_no_other_wording(tmp_path: Path) -> None:
    answer = {"Message_ID": "<b@example.org>", "From": "Ben Other <ben@example.net>", "In_Reply_To": "<a@example.org>"}
    desk = Desk(tmp_path)
    desk.build(note(), mail(f"Yes, gladly.\n\n{NOTE}", **answer))
    assert desk.found("select own from texts where length(own) < 20") == ["Yes, gladly."]
    ran = check(desk)
    assert (ran.exit_code, WORDING in ran.output) == (0, False), ran.output
