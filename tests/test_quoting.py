"""Which message a quote is of, and messages that only quotes have kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reading import Desk, archived, content, mail, marked, words

NOTE = words(60)
SHORT = "Please bring a ladder."
FIRST = {"Message_ID": "<first@example.org>"}
ANSWER = {
    "Message_ID": "<answer@example.org>",
    "From": "Ben Other <ben@example.net>",
    "Date": "Sat, 1 Nov 2025 09:00:00 +0000",
}
TO_FIRST = {"In_Reply_To": "<first@example.org>", "References": "<first@example.org>"}
SAID = "On Sat, Nov 1, 2025 at 6:49 AM Ann Example <ann@example.org> wrote:"


def quoting(text: str, said: str = SAID, own: str = "Yes, gladly.", **fields: Any) -> str:
    """An answer that quotes ``text`` below its own words."""
    return mail(f"{own}\n\n{said}\n{marked(text)}", **ANSWER | fields)


def quotes(desk: Desk) -> list[tuple[Any, ...]]:
    """Author of the message quoted, coverage and evidence, of each quote that is a sighting."""
    return desk.found(
        "select p.name, s.coverage, s.evidence from sightings s join messages m on m.id = s.message"
        " left join people p on p.id = m.sender where s.inside is not null order by s.place"
    )


LINES = NOTE.splitlines()
PART = "\n".join(LINES[2:4])
CHANGED = NOTE.replace(LINES[3].split()[0], "other")
EDITED = NOTE.replace(LINES[1], "[...]").replace(LINES[4], "and much more")
IN_PART = (20 / 60, "20 of 60 words quoted in one run")
BY_MINUTE = (40 / 60, "its attribution names the author and the minute; the words were edited")

FOUND = [  # (how it is quoted, the answer, coverage and evidence)
    ("whole", quoting(NOTE, **TO_FIRST), (1.0, "same words")),
    ("whole, without headers that say so", quoting(NOTE), (1.0, "same words")),
    ("whole, and nothing says whose it is", quoting(NOTE, said=""), (1.0, "same words")),
    ("wrapped anew", quoting(NOTE.replace("\n", " "), **TO_FIRST), (1.0, "same words")),
    ("one paragraph", quoting(PART, **TO_FIRST), IN_PART),
    ("four words", quoting(" ".join(LINES[0].split()[:4]), **TO_FIRST), (4 / 60, "4 of 60 words quoted in one run")),
    ("one word changed", quoting(CHANGED, **TO_FIRST), (59 / 60, "59 of 60 words quoted in order")),
    ("a part, by its attribution", quoting(PART), IN_PART),
    ("edited, by its attribution", quoting(EDITED), BY_MINUTE),
    ("attribution in another zone", quoting(PART, said=SAID.replace("6:49 AM", "1:49 PM")), IN_PART),
    ("in German", quoting(PART, said="Am 01.11.2025 um 06:49 schrieb Ann Example:"), IN_PART),
    ("in French", quoting(PART, said="Le 1 nov. 2025 à 06:49, Ann Example <ann@example.org> a écrit :"), IN_PART),
    ("in Spanish", quoting(PART, said="El sáb, 1 nov 2025 a las 6:49, Ann Example escribió:"), IN_PART),
    ("in Dutch", quoting(PART, said="Op 01-11-2025 om 06:49 schreef Ann Example:"), IN_PART),
]


@pytest.mark.parametrize(("how", "answer", "expected"), FOUND, ids=[how for how, *_ in FOUND])
def test_a_quote_is_a_sighting_of_the_message_that_holds_it(
    tmp_path: Path, how: str, answer: str, expected: tuple[float, str]
) -> None:
    desk = archived(tmp_path, mail(NOTE, **FIRST), answer)
    coverage, evidence = expected
    assert quotes(desk) == [("Ann Example", pytest.approx(coverage, abs=1e-4), evidence)], how
    assert desk.found("select own from texts order by length(own)") == ["Yes, gladly.", NOTE]
    assert desk.found("select count(*) from messages") == [2]


SIGNED = NOTE + "\n\n-- \nAnn Example, Rigger\nMast Road 12, Example Town"
UNTIMED = "Ann Example <ann@example.org> wrote:"
WITHOUT_HEADERS = [  # (how a note is quoted by an answer that names no Message-ID, note, answer)
    ("with its signature, zone and day unknown", mail(SIGNED, **FIRST), quoting(SIGNED, said=UNTIMED)),
    ("with words around it", mail(NOTE, **FIRST), quoting(f"To: all\n\n{NOTE}\n{words(9, 700)}", said=UNTIMED)),
    (
        "by a name that lost letters",
        mail(NOTE, **FIRST | {"From": "Jörg Müller <jm@example.org>"}),
        quoting(PART, said="On Sat, Nov 1, 2025 at 6:49 AM J?rg M?ller wrote:"),
    ),
    (
        "by a name that lost letters, edited, no time",
        mail(NOTE, **FIRST | {"From": "Jörg Müller <jm@example.org>"}),
        quoting("\n".join([*LINES[:2], "And more?", *LINES[4:]]), said="J?rg M?ller wrote:"),
    ),
    ("by a first name, in the thread", mail(NOTE, **FIRST), quoting(PART, said="Ann wrote:", Subject="Re: Masts")),
    ("by an address without a name, in the thread", mail(NOTE, **FIRST | {"From": "Ann Example <a@example.net>"}),
     quoting(PART, said="ann.example@example.org wrote:", Subject="Re: Masts")),
    ("by a name, where the note has an address alone", mail(NOTE, **FIRST | {"From": "ann.e@example.net"}),
     quoting(PART, said="Ann <ae@example.org> wrote:", Subject="Re: Masts")),
    ("by the address of the list's digest, in the thread", mail(NOTE, **FIRST),
     quoting(PART, said="commons-request@lists.example.org wrote:", Subject="Re: Masts")),
    ("by an account written together, in the thread", mail(NOTE, **FIRST | {"From": "Ann Example <ae@example.net>"}),
     quoting(PART, said="annexample@example.org wrote:", Subject="Re: Masts")),
    ("by nobody, in the thread", mail(NOTE, **FIRST), quoting(PART, said="", Subject="Re: Masts")),
    ("in half", mail(NOTE, **FIRST), quoting("\n".join([*LINES[:3], words(40, 700)]), said=UNTIMED, Subject="Re: Masts")),
]  # fmt: skip


@pytest.mark.parametrize(("how", "note", "answer"), WITHOUT_HEADERS, ids=[how for how, *_ in WITHOUT_HEADERS])
def test_a_quote_is_of_the_message_that_is_there_also_where_no_header_says_so(
    tmp_path: Path, how: str, note: str, answer: str
) -> None:
    desk = archived(tmp_path, note, answer)
    assert desk.found("select recovered from messages") == [0, 0], how
    assert desk.found("select m.header_message_id from messages a join messages m on m.id = a.reply_to") == [
        "first@example.org"
    ]


def test_a_quote_is_looked_for_in_each_text_of_a_message(tmp_path: Path) -> None:
    note = f"{NOTE}\nMöwe für Möwe wird größer und schöner\n{words(20, 500)}"
    lossy = note.encode("ascii", "replace").decode()
    for number, part in enumerate((note, lossy)):
        answer = quoting("\n".join(part.splitlines()[5:8]), **TO_FIRST)
        desk = archived(tmp_path / str(number), mail(note, **FIRST), mail(lossy, **FIRST, X_Copy="1"), answer)
        assert desk.found("select evidence like '%quoted in one run' from sightings where inside is not null") == [1]


NEW = "\n".join([*words(40, 700).splitlines(), "and then we put a ladder there"])
SOME_WORDS = f"{NEW}\n{' '.join(NOTE.split()[12:17])}"
MORE_WORDS = f"{NEW}\n{' '.join(NOTE.split()[12:25])}"
SECONDS = {"Date": "Sat, 1 Nov 2025 06:49:37 +0000"}
NEXT_DAY = {"Date": "Sun, 2 Nov 2025 12:49:00 +0000", "envelope": "From ann@example.org Sun Nov  2 12:49:00 2025"}
BY_ATTRIBUTION = [  # (what is quoted below the author and minute of a note, the note, the answer, whether it is of the note)
    ("its words were edited, in its thread", FIRST, quoting(NEW), True),
    ("its words were edited, in an answer to it", FIRST, quoting(NEW, Subject="Poles", **TO_FIRST), True),
    ("some of its words", FIRST, quoting(SOME_WORDS, Subject="Poles"), True),
    (
        "some of its words, its seconds rounded up",
        FIRST | SECONDS,
        quoting(SOME_WORDS, said=SAID.replace(":49", ":50")),
        True,
    ),
    (
        "none of its words, its seconds rounded up",
        FIRST | SECONDS,
        quoting(NEW, said=SAID.replace(":49", ":50")),
        False,
    ),
    (
        "twelve of its words, by the clock of India",
        FIRST,
        quoting(MORE_WORDS, said=SAID.replace("6:49", "12:19")),
        True,
    ),
    ("some of its words, by the clock of India", FIRST, quoting(SOME_WORDS, said=SAID.replace("6:49", "12:19")), False),
    ("none of its words, in another thread", FIRST, quoting(NEW, Subject="Poles"), False),
    (
        "a note of the next day",
        FIRST | NEXT_DAY,
        quoting(NEW, said=SAID.replace("Sat, Nov 1, 2025 at 6", "Sun, Nov 2, 2025 at 12")),
        False,
    ),
]


@pytest.mark.parametrize(("what", "note", "answer", "is_of_it"), BY_ATTRIBUTION, ids=[row[0] for row in BY_ATTRIBUTION])
def test_an_attribution_names_a_message_that_was_there_to_be_answered(
    tmp_path: Path, what: str, note: dict[str, str], answer: str, is_of_it: bool
) -> None:
    desk = archived(tmp_path, mail(NOTE, **note), answer)
    assert desk.found("select sum(recovered) from messages") == [not is_of_it], what


def test_a_quote_below_another_address_or_name_is_not_of_the_message_of_the_thread_that_holds_it(
    tmp_path: Path,
) -> None:
    for number, said in enumerate(("ben.other@example.net wrote:", "Ben Other <ann@example.net> wrote:")):
        desk = archived(tmp_path / str(number), mail(NOTE, **FIRST), quoting(PART, said=said, Subject="Re: Masts"))
        assert desk.found("select sum(recovered) from messages") == [1], said


def test_a_quote_is_of_no_message_that_was_written_later_or_by_somebody_else_in_another_thread(tmp_path: Path) -> None:
    later = mail(
        NOTE, **FIRST | {"Date": "Mon, 3 Nov 2025 12:00:00 +0000", "envelope": "From a@x Mon Nov  3 12:00:00 2025"}
    )
    for number, note in enumerate((later, mail(NOTE, Subject="Poles", **FIRST))):
        desk = archived(tmp_path / str(number), note, quoting(PART, said="Ben wrote:", Subject="Re: Masts"))
        assert desk.found("select count(*) from sightings where inside is not null and coverage < 1") == [0]


NOT_FOUND = [  # (why it is no sighting of the note, the answer)
    ("three words", quoting(" ".join(LINES[0].split()[:3]), said="", **TO_FIRST)),
    ("other words", quoting(words(20, 300), said="", own="Yes.", **TO_FIRST)),
    ("a minute later", quoting(words(9, 300), said=SAID.replace("6:49", "6:50"))),
    ("another author", quoting(words(9, 300), said=SAID.replace("Ann Example <ann@example.org>", "Eve Else"))),
    ("another day", quoting(words(9, 300), said=SAID.replace("Nov 1", "Nov 4"))),
    ("an hour that it was nowhere", quoting(words(9, 300), said=SAID.replace("Nov 1, 2025 at 6", "Nov 2, 2025 at 4"))),
    ("another hour of its zone", quoting(words(9, 300), said="On Sat, 1 Nov 2025 15:49:07 +0000, Ann Example wrote:")),
]


@pytest.mark.parametrize(("why", "answer"), NOT_FOUND, ids=[why for why, _ in NOT_FOUND])
def test_a_quote_is_no_sighting_of_a_message_that_does_not_hold_it(tmp_path: Path, why: str, answer: str) -> None:
    desk = archived(tmp_path, mail(NOTE, **FIRST), answer)
    assert quotes(desk) == [], why
    assert desk.found("select count(*) from messages") == [2]


def test_a_later_mail_that_repeats_a_log_is_not_the_note_that_had_it_first(tmp_path: Path) -> None:
    again = f"Still, after a day:\n\n{PART}\n\n{words(30, 700)}"
    said = SAID.replace("Nov 1, 2025 at 6:49", "Nov 3, 2025 at 5:20")
    desk = archived(tmp_path, mail(NOTE, **FIRST), quoting(again, said=said, Date="Mon, 3 Nov 2025 19:00:00 +0000"))
    ((own, sent),) = desk.found("select own, sent from texts join messages on id = message where recovered")
    assert (own.split("\n")[0], sent) == ("Still, after a day:", "2025-11-03T05:20:00")


@pytest.mark.parametrize(("own", "author"), [(9, "Cy Third"), (2, "Ann Example")], ids=["little of it", "most of it"])
def test_a_quote_that_names_another_is_of_the_note_answered_where_that_has_most_of_its_words(
    tmp_path: Path, own: int, author: str
) -> None:
    log = "\n".join(LINES[:2])  # 20 words, which the note answered has too
    text = f"{log}\n{words(10 * own, 900)}"
    said = "On Sat, Nov 1, 2025 at 7:20 AM Cy Third <cy@example.net> wrote:"
    to_lost = {"In_Reply_To": "<lost@x.org>", "References": "<first@example.org> <lost@x.org>"}
    desk = archived(tmp_path, mail(NOTE, **FIRST), quoting(text, said=said, **to_lost))
    assert [name for name, *_ in quotes(desk)] == [author]


def test_of_two_notes_of_one_minute_the_attribution_names_the_one_whose_hour_it_may_be(tmp_path: Path) -> None:
    late = mail(words(30, 700), Message_ID="<late@example.org>", Date="Sun, 2 Nov 2025 03:49:07 +0000")
    every_other_word = " ".join(NOTE.split()[::2])
    desk = archived(tmp_path, mail(NOTE, **FIRST), late, quoting(every_other_word, said=SAID.replace("6:49", "2:49")))
    assert [coverage for _, coverage, _ in quotes(desk)] == [0.5]


def test_a_quote_in_a_quote_is_a_sighting_too(tmp_path: Path) -> None:
    answer = quoting(NOTE, own=words(30, 100), **TO_FIRST)
    inner = f"{words(30, 100)}\n\n{SAID}\n{marked(NOTE)}"
    third = quoting(
        inner,
        said="On Sat, Nov 1, 2025 at 9:00 AM Ben Other <ben@example.net> wrote:",
        Message_ID="<third@example.org>",
        From="Carla Third <carla@example.com>",
        References="<first@example.org> <answer@example.org>",
    )
    desk = archived(tmp_path, mail(NOTE, **FIRST), answer, third)
    whole = (1.0, "same words")
    assert sorted(quotes(desk)) == [("Ann Example", *whole), ("Ann Example", *whole), ("Ben Other", *whole)]
    assert desk.found("select sightings from messages order by sent, header_message_id") == [3, 2, 1]


def test_a_message_is_no_sighting_of_itself(tmp_path: Path) -> None:
    desk = archived(tmp_path, mail(f"{NOTE}\n\nI wrote:\n{marked(NOTE)}", **FIRST))
    assert quotes(desk) == []


def test_a_forward_is_a_sighting_of_what_was_posted(tmp_path: Path) -> None:
    header = (
        "From: Ann Example <ann@example.org>\nDate: Sat, Nov 1, 2025 at 6:49 AM\nSubject: Masts\nTo: <x@example.org>\n"
    )
    forward = mail(f"For you.\n\n---------- Forwarded message ---------\n{header}\n{NOTE}\n", **ANSWER)
    desk = archived(tmp_path, mail(NOTE, **FIRST), forward)
    assert quotes(desk) == [("Ann Example", 1.0, "same words")]
    assert desk.found("select kind from sightings where inside is not null") == ["forwarded"]


OUTLOOK = "-----Original Message-----\nFrom: Ann Example\nSent: Saturday, November 1, 2025 6:49 AM\nTo: commons\nSubject: Masts\n\n"
BELOW = [  # (fields of the mail that has a header block below its own words, what it did with the message)
    ({"Subject": "Re: Masts"}, "quoted"),
    ({"Subject": "RE: [commons] Masts"}, "quoted"),
    ({"Subject": "Re: Trees, not masts", **TO_FIRST}, "quoted"),
    ({"Subject": "Fw: Masts"}, "forwarded"),
    ({"Subject": "[town] WG: Masts"}, "forwarded"),
    ({"Subject": "For those who came later"}, "forwarded"),
]


@pytest.mark.parametrize(("fields", "kind"), BELOW)
def test_below_a_header_block_stands_what_is_answered_or_passed_on(
    tmp_path: Path, fields: dict[str, str], kind: str
) -> None:
    desk = archived(tmp_path, mail(NOTE, **FIRST), mail(f"Please read this.\n\n{OUTLOOK}{NOTE}", **ANSWER | fields))
    assert desk.found("select kind from sightings where inside is not null") == [kind]
    answers = desk.found("select count(*) from messages where reply_to is not null")
    assert answers == [int(kind == "quoted")]


# -- messages that only quotes have kept -----------------------------------------------------------------------------------


def recovered(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.found(
        "select p.name, m.sent, m.sent_basis, t.own, m.sightings from messages m join texts t on t.message = m.id"
        " left join people p on p.id = m.sender where recovered"
    )


def test_a_message_without_a_post_is_recovered_with_the_author_and_date_of_the_attribution(tmp_path: Path) -> None:
    desk = archived(tmp_path, quoting(NOTE, **TO_FIRST))
    assert recovered(desk) == [("Ann Example", "2025-11-01T06:49:00", "attribution", NOTE, 1)]
    assert [evidence for _, _, evidence in quotes(desk)] == ["the fullest copy of a message whose post is in no source"]


def test_it_stands_in_the_thread_of_its_answer(tmp_path: Path) -> None:
    desk = archived(tmp_path, quoting(NOTE, **TO_FIRST))
    assert desk.found("select count(distinct thread), max(depth) from messages") == [(1, 1)]
    assert desk.found("select m.recovered from messages a join messages m on m.id = a.reply_to") == [1]


def test_the_fullest_copy_is_what_is_recovered(tmp_path: Path) -> None:
    part = quoting("\n".join(LINES[:4]), Message_ID="<one@example.org>", own="Part.")
    desk = archived(tmp_path, part, quoting(NOTE, Message_ID="<two@example.org>", own="All."))
    assert recovered(desk) == [("Ann Example", "2025-11-01T06:49:00", "attribution", NOTE, 2)]


@pytest.mark.parametrize("text", [words(11), SHORT, "+1"])
def test_a_quote_of_less_than_12_words_recovers_nothing(tmp_path: Path, text: str) -> None:
    assert recovered(archived(tmp_path, quoting(text, **TO_FIRST))) == []


def test_a_quote_by_nobody_recovers_nothing(tmp_path: Path) -> None:
    assert recovered(archived(tmp_path, quoting(NOTE, said=""))) == []


def test_a_quote_of_a_known_parent_that_does_not_hold_it_recovers_nothing(tmp_path: Path) -> None:
    desk = archived(tmp_path, mail(NOTE, **FIRST), quoting(words(30, 300), said="", **TO_FIRST))
    assert recovered(desk) == []


def test_it_gives_way_when_its_post_arrives_and_its_id_stays(tmp_path: Path) -> None:
    desk = archived(tmp_path, quoting(NOTE, **TO_FIRST))
    before = desk.found("select id from messages where recovered")
    desk.put("later.mbox", mail(NOTE, **FIRST))
    desk.ingest()
    desk.dedupe()
    assert recovered(desk) == []
    assert desk.found("select id from messages where header_message_id = 'first@example.org'") == before
    assert quotes(desk) == [("Ann Example", 1.0, "same words")]
    both = Desk(tmp_path / "both")
    both.put("later.mbox", mail(NOTE, **FIRST))
    both.put("list-0/2025-November.mbox", quoting(NOTE, **TO_FIRST))
    both.ingest()
    both.dedupe()
    assert content(both.archive)["messages"] == content(desk.archive)["messages"]


def test_it_gives_way_to_the_post_that_its_answer_names_also_where_the_quote_was_edited(tmp_path: Path) -> None:
    desk = archived(tmp_path, quoting(EDITED, **TO_FIRST))
    assert len(recovered(desk)) == 1
    desk.put("later.mbox", mail(NOTE, **FIRST))
    desk.ingest()
    desk.dedupe()
    assert recovered(desk) == []


COPIES = [  # (what another copy lost, the copy)
    ("its lines", NOTE.replace("\n", " ")),
    ("a letter", NOTE.replace(LINES[2], LINES[2][:3] + "\ufffd" + LINES[2][4:])),
    ("the end of a link", NOTE + "\nhttps://example.org/a/map..."),
]


@pytest.mark.parametrize(("lost", "copy"), COPIES, ids=[lost for lost, _ in COPIES])
@pytest.mark.parametrize("turned", [False, True])
def test_the_least_damaged_copy_is_what_is_recovered(tmp_path: Path, lost: str, copy: str, turned: bool) -> None:
    whole = f"{NOTE}\nhttps://example.org/a/map/of/masts" if "link" in lost else NOTE
    texts = [whole, copy][:: -1 if turned else 1]
    answers = [quoting(text, Message_ID=f"<{n}@example.org>", own=f"Answer {n}.") for n, text in enumerate(texts)]
    ((_, _, _, own, sightings),) = recovered(archived(tmp_path, *answers))
    assert (own, sightings) == (whole, 2)


ZONES = [  # (what the second attribution names, messages that are recovered)
    ("the same minute in another zone", SAID.replace("6:49 AM", "2:49 PM"), {}, 1),
    ("another minute", SAID.replace("6:49 AM", "6:50 AM"), {}, 2),
    ("another author", SAID.replace("Ann Example <ann@example.org>", "Eve Else <eve@example.org>"), {}, 2),
    ("the next of a series", SAID, {"Subject": "Re: [PATCH 2/3] Masts"}, 2),
]


@pytest.mark.parametrize(("what", "said", "fields", "messages"), ZONES, ids=[what for what, *_ in ZONES])
def test_parts_of_a_note_are_one_by_author_subject_and_minute(
    tmp_path: Path, what: str, said: str, fields: dict[str, str], messages: int
) -> None:
    first = {"Subject": "Re: [PATCH 1/3] Masts"} if fields else {"Subject": "Re: Masts"}
    desk = archived(
        tmp_path,
        quoting("\n".join(LINES[:3]), Message_ID="<one@example.org>", own="One.", **first),
        quoting("\n".join(LINES[3:]), said=said, Message_ID="<two@example.org>", own="Two.", **(first | fields)),
    )
    assert len(recovered(desk)) == messages, what


def test_a_quote_is_of_the_note_by_its_author_where_neither_header_nor_minute_leads_to_it(tmp_path: Path) -> None:
    desk = archived(
        tmp_path, mail(NOTE, **FIRST), quoting("\n".join(LINES[:3]), said=SAID.replace("6:49 AM", "6:59 AM"))
    )
    assert quotes(desk) == [("Ann Example", 0.5, "30 of 60 words quoted in one run")]


ATTACHED = {
    "From": "Cleo Third <cleo@example.org>",
    "Date": "Fri, 31 Oct 2025 20:15:00 +0100",
    "Subject": "Ladder",
    "Message-ID": "<ladder@example.net>",
}
HOLDING = "Content-Type: text/plain\n\n%s\n--in\nContent-Disposition: attachment; filename=list.txt\n\na\n"


def attaching(text: str, number: int = 1, **fields: str) -> str:
    """A mail to which one of these words is attached, with a file of its own."""
    named = {name: value for name, value in (ATTACHED | fields).items() if value}
    head = "".join(f"{name}: {value}\n" for name, value in named.items())
    inner = f'{head}Content-Type: multipart/mixed; boundary="in"\n\n--in\n{HOLDING % text}--in--\n'
    body = f"--out\n\nSee below.\n--out\nContent-Type: message/rfc822\n\n{inner}\n--out--\n"
    return mail(
        body,
        Message_ID=f"<out{number}@example.org>",
        Content_Type='multipart/mixed; boundary="out"',
        Subject="Fwd: Ladder",
    )


HEADS = [  # what the header of an attached mail lacks
    {},
    {"Message-ID": ""},
    {"Date": "", "Subject": ""},
    {"From": "", "Date": ""},
    {"Message-ID": "", "Date": ""},
]


@pytest.mark.parametrize("text", [SHORT, ""], ids=["few words", "no words"])
@pytest.mark.parametrize("lacks", HEADS, ids=[" ".join(each) or "nothing" for each in HEADS])
def test_an_attached_mail_is_a_message_however_few_its_words(tmp_path: Path, lacks: dict[str, str], text: str) -> None:
    desk = archived(tmp_path, attaching(text, **lacks))
    found = desk.found(
        "select t.own, m.recovered, a.filename from messages m join texts t on t.message = m.id"
        " join attachments a on a.message = m.id where m.recovered"
    )
    assert found == [(text, 1, "list.txt")]
    assert [row[2] for row in quotes(desk)] == ["the fullest copy of a message whose post is in no source"]


SAME_HEAD = "same author, time, subject and words"
COPIES = [  # (what is attached to a second mail, messages known from attached mails alone, evidence of the second)
    ("the same", {}, SHORT, 1, "same Message-ID"),
    ("the same without its Message-ID", {"Message-ID": ""}, SHORT, 1, SAME_HEAD),
    ("another at the same time", {"Message-ID": "<other@example.net>"}, SHORT, 2, ""),
    ("another by other words", {"Message-ID": ""}, "Please bring a rope.", 2, ""),
    ("another day", {"Message-ID": "", "Date": "Thu, 30 Oct 2025 20:15:00 +0100"}, SHORT, 2, ""),
]


@pytest.mark.parametrize(
    ("fields", "text", "count", "why"), [each[1:] for each in COPIES], ids=[each[0] for each in COPIES]
)
def test_a_mail_that_is_attached_twice_is_one(
    tmp_path: Path, fields: dict[str, str], text: str, count: int, why: str
) -> None:
    desk = archived(tmp_path, attaching(SHORT), attaching(text, 2, **fields))
    assert desk.found("select count(*) from messages where recovered") == [count]
    assert not why or why in [row[2] for row in quotes(desk)]


@pytest.mark.parametrize("message_id", ["ladder@example.net", ""])
def test_the_post_of_an_attached_mail_of_few_words_is_found_by_its_header(tmp_path: Path, message_id: str) -> None:
    fields: dict[str, Any] = {name: value for name, value in ATTACHED.items() if name != "Message-ID"}
    post = mail(SHORT, **fields, Message_ID=f"<{message_id}>" if message_id else None)
    desk = archived(tmp_path, attaching(SHORT, **{"Message-ID": f"<{message_id}>" if message_id else ""}), post)
    assert desk.found("select count(*), sum(recovered) from messages") == [(2, 0)]
    assert quotes(desk) == [("Cleo Third", 1.0, "same Message-ID" if message_id else SAME_HEAD)]


def test_an_attached_mail_of_words_that_its_parent_has_is_no_part_of_it(tmp_path: Path) -> None:
    first = mail(f"{SHORT} {NOTE}", **FIRST)
    passed_on = attaching(SHORT).replace("Subject: Fwd:", "References: <first@example.org>\nSubject: Fwd:")
    desk = archived(tmp_path, passed_on, first)
    assert [row[0] for row in quotes(desk)] == ["Cleo Third"]
