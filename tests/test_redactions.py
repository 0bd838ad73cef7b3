"""What redactions.yml names stands nowhere in archive.db: a search of its bytes finds nothing of it, and all else stays."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from reading import Desk, mail

from dedupe.cli import main
from dedupe.published.blacken import blacken
from dedupe.redactions import Redactions
from dedupe.told import redactions
from ingest.errors import FileUnclear
from ingest.ids import hyperkitty_hash, short_id

LETTER = """Dear neighbours, the kestrel nests again below the antenna on Quillfeather Street.
The landlord, Mister Brambleshaw, wants it gone before the Wimpernight fair begins.
I have written it all down at https://example.org/kestrel-dossier for you to read.
Please let us vote on it, quietly, before anybody calls the papers."""
OF_THE_LETTER = [
    "kestrel",
    "Quillfeather",
    "Brambleshaw",
    "Wimpernight",
    "dossier",
    "quietly, before",
    "calls the papers",
]
QUOTED = "".join(f"> {line}\n" for line in LETTER.splitlines())
SAID = "On Sat, Nov 1, 2025 at 6:49 AM Ann Example <ann@example.org> wrote:\n"
AT = "Sat, 1 Nov 2025 {}:00:00 +0000"
ROOT = "letter@x.org"
OLDER = "We met the tenants. Please let us vote on it, quietly, before anybody calls the papers. Nobody did."
COVER = "See what I was told by the tenants of the mill, who have much to lose and little to win from all this:"


def answer(body: str, name: str, hour: str, **fields: str | None) -> str:
    """An answer to the letter by Ben."""
    return mail(
        body,
        **{
            "From": "Ben Other <ben@example.net>", "Subject": "Re: A bird", "Date": AT.format(hour),
            "Message_ID": f"<{name}@x.org>", "References": f"<{ROOT}>",
        } | fields,
    )  # fmt: skip


def letters() -> list[str]:
    """A letter on two lists, and all the ways in which others have its words."""
    letter = mail(
        f"{LETTER}\n\nBen Other wrote on that:\n> {COVER}\n",
        Subject="A bird", Date=AT.format("07"), Message_ID=f"<{ROOT}>",
    )  # fmt: skip
    first = [
        mail(OLDER, Subject="Tenants", From="Cy <cy@example.net>", Date=AT.format("05"), Message_ID="<older@x.org>"),
        letter,
        answer(f"{SAID}{QUOTED}\nI agree with all of it.\n", "full", "08"),
        answer("> Dear neighbours, the kestrel\n\nWhich one?\n\n> Brambleshaw\n\nHim?\n", "parts", "09"),
        answer(f"Let us wait.\n\nAm Samstag schrieb Ann:\n{LETTER}\n", "flat", "10"),
        answer(
            f"Good.\n\n> Ben wrote:\n> > Ann wrote:\n{QUOTED.replace('> ', '> > > ')}", "deep", "11", References="<full@x.org>"
        ),
        answer(
            "Somebody on another list said that it wants it gone before the Wimpernight fair begins. Is it true?",
            "elsewhere", "12", References=None, Subject="Fairs",
        ),
        answer(
            f"FYI.\n\n---------- Forwarded message ----------\nFrom: Ann Example <ann@example.org>\n"
            f"Date: Sat, 1 Nov 2025 07:00:00 +0000\nSubject: A bird\nTo: list@x.org\n\n{LETTER}\n",
            "forward", "13", References=None, Subject="Fwd: A bird",
        ),
        answer("A thread goes on after it, on 3 masts of the harbour.", "after", "14", References=f"<{ROOT}> <full@x.org>"),
    ]  # fmt: skip
    return ["".join(first), letter.replace("Subject: ", "Subject: [other] ")]


def written(tmp_path: Path, told: str, texts: list[str] | None = None, keep: bool = False) -> Desk:
    """The archive of the letters, with this redactions.yml."""
    desk = Desk(tmp_path)
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "redactions.yml").write_text(told, encoding="utf-8")
    for number, text in enumerate(texts or letters()):
        desk.put(f"list-{number}/2025-November.mbox", text)
    desk.ingest()
    desk.dedupe(keep)
    return desk


def left(desk: Desk, words: list[str]) -> list[str]:
    """Those of the words that stand in the bytes of the archive, in any case."""
    data = desk.archive.read_bytes().lower()
    return [word for word in words if word.lower().encode() in data]


NAMED = [f"<{ROOT}>", ROOT, short_id("mid", ROOT), f"https://archive.example.org/m/{short_id('mid', ROOT)}",
    f"https://lists.example.org/hyperkitty/message/{hyperkitty_hash(ROOT)}/", f"https://archive.example.org/mid/{ROOT}",
]  # fmt: skip


def test_the_words_of_the_letter_are_there_without_the_file(tmp_path: Path) -> None:
    assert left(written(tmp_path, ""), OF_THE_LETTER) == OF_THE_LETTER


@pytest.mark.parametrize("entry", NAMED)
def test_a_message_goes_with_every_copy_and_quote_of_it(tmp_path: Path, entry: str) -> None:
    desk = written(tmp_path, f"messages:\n  - {entry}\n")
    older = ["quietly, before", "calls the papers"]  # Cy wrote that two hours before, and keeps it
    assert left(desk, [*OF_THE_LETTER, ROOT, "A bird"]) == older
    assert desk.found("select own from texts where own like '%quietly%'") == [OLDER]
    assert desk.found("select id from redactions where what = 'message'") == [short_id("mid", ROOT)]


def test_what_others_wrote_stays_and_the_thread_holds_together(tmp_path: Path) -> None:
    desk = written(tmp_path, f"messages: [{ROOT}]")
    own = desk.found("select own from texts join messages on id = message order by sent")
    assert own[1:5] == [
        "I agree with all of it.",
        "Which one?\n\nHim?",
        "Let us wait.",  # below it stands what the redacted message said, without marks: quoted, and redacted there
        "Good.",
    ]
    assert own[5:] == ["(redacted) Is it true?", "FYI.", "A thread goes on after it, on 3 masts of the harbour."]
    threads = desk.found("select thread, count(*), max(depth) from messages group by thread order by 2")
    assert [row[1:] for row in threads] == [(1, 0), (1, 0), (1, 0), (5, 1)]


def test_what_only_a_quote_in_it_has_kept_goes_with_it(tmp_path: Path) -> None:
    assert left(written(tmp_path / "a", ""), ["little to win"])
    assert not left(written(tmp_path / "b", f"messages: [{ROOT}]"), ["little to win"])


def test_what_stands_in_it_is_seen_there_no_more_and_elsewhere_still(tmp_path: Path) -> None:
    said = "On Sat, Nov 1, 2025 at 3:49 AM Eve <eve@example.com> wrote:\n"
    quoting = [
        answer(f"{said}> {COVER}\n\n{own}\n", name, "15", References=None)
        for name, own in (("one", "No."), ("two", "Yes."))
    ]
    desk = written(tmp_path, "messages: [full@x.org, one@x.org]", ["".join((*letters(), *quoting))])
    assert desk.found(
        "select count(*) from sightings where inside in (?, ?)",
        *(short_id("mid", f"{n}@x.org") for n in ("full", "one")),
    ) == [0]
    assert left(desk, ["kestrel"]) == ["kestrel"]
    where = (
        "select inside from sightings join messages on messages.id = message where recovered and messages.sender = ?"
    )
    (eve,) = desk.found("select id from people where name = 'Eve'")
    assert desk.found(where, eve) == [short_id("mid", "two@x.org")]


def test_a_note_stays_though_all_that_quoted_it_goes(tmp_path: Path) -> None:
    text = "Herons stand in the northern marshland again."
    note = mail(text, From="Cy <cy@example.net>", Message_ID="<herons@x.org>")
    quoting = answer(f"> {text}\n\nThey do.\n", "quoting", "08", References="<herons@x.org>")
    assert left(written(tmp_path, "messages: [quoting@x.org]", [note + quoting]), ["marshland"])


def test_a_conflict_that_nobody_named_is_told_still(tmp_path: Path) -> None:
    texts = ["The northern mast stands in the marsh.", "Pigeons have wide wings."]
    both = [mail(text, Message_ID="<both@x.org>") for text in texts]
    desk = written(tmp_path, f"messages: [{ROOT}]", [*letters(), *both])
    assert desk.found("select header_message_id from conflicts") == ["both@x.org"]


def test_a_recovered_message_keeps_out_when_its_post_arrives(tmp_path: Path) -> None:
    quote = answer(f"{SAID}{QUOTED}\nYes.\n", "full", "08", References=None)
    desk = written(tmp_path, "", [quote])
    (recovered,) = desk.found("select id from messages where recovered")
    (tmp_path / "redactions.yml").write_text(f"messages: [{recovered}]", encoding="utf-8")
    desk.dedupe()
    assert not left(desk, OF_THE_LETTER)
    desk.put("post.mbox", mail(LETTER, Message_ID="<other@x.org>"))
    desk.ingest()
    desk.dedupe()
    assert not left(desk, OF_THE_LETTER)
    assert sorted(desk.found("select id from redactions where what = 'message'")) == sorted(
        [recovered, short_id("mid", "other@x.org")]
    )


def test_both_sides_of_a_conflict_go_and_nothing_points_to_them(tmp_path: Path) -> None:
    other = mail(
        "Quite another text under the same Message-ID, about pigeons and their wide wings.", Message_ID=f"<{ROOT}>"
    )
    desk = written(tmp_path, f"messages: [{ROOT}]", [letters()[0], other])
    assert not left(desk, ["pigeons"])
    assert desk.found("select * from conflicts") == []


# -- people ----------------------------------------------------------------------------------------------------------------------

PERSON = short_id("person", "address", "ann@example.org")


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize(
    "entry", ["Ann Example", "Example, Ann", "ann@example.org", PERSON, f"https://x.org/p/{PERSON}"]
)
def test_a_person_is_named_nowhere_and_the_messages_stay(tmp_path: Path, entry: str, keep: bool) -> None:
    texts = [
        mail("Masts!\n\n-- \nAnn Example\n+44 20 7946 0000", Message_ID="<20251101.ann@example.org>"),
        mail(f"{SAID}> Masts!\n\nThanks to ANN\nEXAMPLE, or Example, Ann; write to ann at example.org or\n"
             "https://example.org/~ann-example/masts and ann%40example.org.", From="Ben Other <ben@example.net>",
             Subject="Re: Ann Example on masts", References="<20251101.ann@example.org>", Message_ID="<2@x.org>"),
        mail("Other masts.", From='"Example, Ann" <ann@example.org>', Message_ID="<3@x.org>"),
    ]  # fmt: skip
    desk = written(tmp_path, f"people:\n  - '{entry}'\n", texts, keep)
    assert not left(
        desk, ["ann example", "ann\nexample", "example, ann", "ann-example", "ann@", "ann at", "ann%40", "7946"]
    )
    assert left(desk, ["Ben Other", "Masts!", "Other masts."]) == ["Ben Other", "Masts!", "Other masts."]
    assert desk.found("select count(*) from messages where sender is null") == [2]
    assert desk.found("select subject from messages where reply_to is not null") == ["Re: (redacted) on masts"]


def test_only_the_person_goes_and_not_who_shares_a_first_name(tmp_path: Path) -> None:
    texts = [mail("Masts.", From="Ann Other <ann.other@example.org>", Message_ID="<1@x.org>"), mail("Trees.")]
    desk = written(tmp_path, "people: [ann@example.org]", texts)
    assert desk.found("select name from people") == ["Ann Other"]


# -- words -----------------------------------------------------------------------------------------------------------------------

WORDS = [  # (entry, text, what is published)
    ("Lantern Street", "On lantern\n> > street, Lantern-Street", "On (redacted), (redacted)"),
    ("Lantern", "Lanterns and lantern.", "Lanterns and (redacted)."),
    ("555-1234", "Call 555 1234, not 5551234 or 1555-12345", "Call (redacted), not 5551234 or 1555-12345"),
    ("C++", "C++ and C", "(redacted) and C"),
    (
        "Müller",
        "Mu\u0308ller, MÜLLER, https://example.org/M%C3%BCller",
        "(redacted), (redacted), https://example.org/(redacted)",
    ),
    ("密码", "我的密码是", "我的(redacted)是"),
    ("a b", "a" + " " * 60 + "b", "a" + " " * 60 + "b"),
]


@pytest.mark.parametrize(("entry", "text", "published"), WORDS)
def test_a_word_goes_in_all_its_forms(entry: str, text: str, published: str) -> None:
    hide = blacken([entry], [], {}, [], [])
    assert hide(text) == published
    assert hide(published) == published


def test_a_word_goes_from_every_table(tmp_path: Path) -> None:
    texts = [
        mail("See https://example.org/wimpernight?a=1 at Wimpernight.\n\n--\nWimpernight", Subject="[x] Wimpernight",
             From="Wimpernight Office <office@wimpernight.example.org>", Message_ID="<wimpernight.1@x.org>",
             List_Id="Wimpernight <wimpernight.example.org>"),
        mail("> See https://example.org/wimpernight?a=1 at Wimpernight.\n\nYes.", References="<wimpernight.1@x.org>",
             Subject="Re: Wimpernight", Message_ID="<2@x.org>"),
    ]  # fmt: skip
    assert left(written(tmp_path / "before", "", texts), ["wimpernight"])
    desk = written(tmp_path / "after", "words: [wimpernight]", texts)
    assert not left(desk, ["wimpernight"])
    assert len(set(desk.found("select thread from messages"))) == 1


# -- the file --------------------------------------------------------------------------------------------------------------------

UNCLEAR = [
    ("messages: [", "redactions.yml: "),
    ("- Ann", "lists under messages, people, words are wanted"),
    ("names: [Ann]", "lists under messages, people, words are wanted"),
    ("words: Ann", "under words, a list is wanted"),
    ("words: ['...']", "a letter or a digit"),
    ("people: [{name: Ann}]", "under people, a list is wanted"),
]


@pytest.mark.parametrize(("text", "said"), UNCLEAR)
def test_an_unclear_file_is_told_in_one_line_and_nothing_is_built(tmp_path: Path, text: str, said: str) -> None:
    desk = written(tmp_path, "")
    desk.archive.unlink()
    (tmp_path / "redactions.yml").write_text(text, encoding="utf-8")
    with pytest.raises(FileUnclear, match=re.escape(said)):
        desk.dedupe()
    assert not desk.archive.exists()


def test_numbers_are_read_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "redactions.yml").write_text("words: [0123, 1_000, yes]\npeople:\n", encoding="utf-8")
    assert redactions(tmp_path) == Redactions(words=("0123", "1_000", "yes"))


def test_an_entry_that_nothing_bears_is_one_line(tmp_path: Path) -> None:
    desk = written(tmp_path, f"messages: [nobody@x.org, {ROOT}]\npeople: [Nemo Nobody]")
    ran = CliRunner().invoke(main, [str(desk.sightings), str(desk.archive)])
    assert ran.exit_code == 0
    assert [line for line in ran.stderr.splitlines() if "redactions.yml" in line] == [
        "redactions.yml: messages: nobody@x.org: nothing of this archive bears that name; is it written right?",
        "redactions.yml: people: Nemo Nobody: nothing of this archive bears that name; is it written right?",
    ]
    assert "1  redacted" in ran.stdout


def test_the_page_says_that_it_was_taken_out(tmp_path: Path) -> None:
    desk = written(tmp_path, f"messages: [{ROOT}]")
    site = Datasette([str(desk.archive)])

    async def ask(path: str) -> tuple[int, str]:
        await site.invoke_startup()
        answered = await site.client.get(path)
        return answered.status_code, answered.text

    for path in (f"/m/{short_id('mid', ROOT)}", f"/t/{short_id('mid', ROOT)}", f"/mid/{ROOT}"):
        status, text = asyncio.run(ask(path))
        assert status == 410
        assert "was taken out of the archive" in text
    assert asyncio.run(ask("/m/aaaaaaaaaaaa"))[0] == 404
