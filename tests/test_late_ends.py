"""What a page drew into the quote above it is given back to who wrote it; all that the note says stays quoted."""

from __future__ import annotations

from itertools import islice, permutations
from pathlib import Path

import pytest
from archive_pages import hyperkitty, hyperkitty_mail
from click.testing import CliRunner
from growth import assert_grows_with_size, seconds
from reading import Desk, mail, marked, words

from dedupe.check import main as check
from dedupe.explain import main as explain
from dedupe.sameness.late_ends import ANSWERS, given
from dedupe.sameness.tails import Known, Whole, tails
from ingest.layout import joined, pack
from ingest.words import sequence

HASH = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LIST = {"List_Id": "<commons.lists.example.org>"}
LINES = words(60).splitlines()
NOTE = "\n\n".join("\n".join(LINES[at : at + 2]) for at in (0, 2, 4))
SAID = "On Sat, Nov 1, 2025 at 6:49 AM Ann Example wrote:"
ANSWER = "Yes, gladly,\nand a ladder too."
LONG = words(12, 200)
BEN = {
    "From": "Ben Other <ben@example.net>",
    "Message_ID": "<b@example.org>",
    "Subject": "Re: Masts",
    "Date": "Sat, 1 Nov 2025 09:00:00 +0000",
}


def quoted(*paragraphs: str) -> str:
    """A quote as HyperKitty draws it."""
    return "<blockquote>" + "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs) + "</blockquote>"


def lines(*numbers: int) -> str:
    return "\n".join(LINES[number] for number in numbers)


def put(desk: Desk, body: str, note: str = NOTE, before: str = "") -> None:
    """A note in a mailbox, and a page with an answer to it."""
    desk.put("commons/2025-November.mbox", before + mail(note, Message_ID="<a@example.org>", **LIST))
    answer = hyperkitty_mail(HASH, f"<p>{SAID}</p>{body}", "b@example.org", "Masts", "Ben Other", time="9:00 a.m.")
    desk.put("commons/page.html", hyperkitty(answer))


def own_of(desk: Desk) -> str:
    desk.ingest()
    desk.dedupe()
    return str(
        desk.found("select own from texts join messages on id = message where header_message_id = 'b@example.org'")[0]
    )


ALL = lines(0, 1), lines(2, 3), lines(4, 5)
GIVEN = [  # (where the answer stands, the page, own text)
    ("below all of the note", quoted(*ALL[:2], f"{ALL[2]}\n{ANSWER}"), ANSWER),
    ("below its first lines, the rest is not quoted", quoted(f"{ALL[0]}\n{LONG}"), LONG),
    ("between two quotes", quoted(f"{ALL[0]}\n{ANSWER}") + quoted(*ALL[1:]), ANSWER),
    ("between two quotes, one word", quoted(f"{ALL[0]}\nYes.") + quoted(*ALL[1:]), "Yes."),
    ("between two quotes, with its next paragraph", quoted(f"{ALL[0]}\nYes.") + "<p>And a ladder.</p>" + quoted(*ALL[1:]),
     "Yes.\n\nAnd a ladder."),
    ("below each of them", quoted(f"{ALL[0]}\nYes.") + quoted(f"{ALL[1]}\nNo, no.") + quoted(f"{ALL[2]}\n{ANSWER}"),
     f"Yes.\n\nNo, no.\n\n{ANSWER}"),
    ("below a quote that was wrapped anew", quoted(f"{ALL[0].replace(chr(10), ' ')}\n{ANSWER}") + quoted(*ALL[1:]), ANSWER),
    ("below some lines, others are left out below it", quoted(f"{ALL[0]}\n{LONG}") + quoted(ALL[2]), LONG),
    ("indented", quoted(f"{ALL[0]}\nYes:\n   a ladder.") + quoted(*ALL[1:]), "Yes:\n   a ladder."),
]  # fmt: skip


@pytest.mark.parametrize(("where", "page", "own"), GIVEN, ids=[where for where, *_ in GIVEN])
def test_an_answer_that_a_page_drew_into_a_quote_is_its_authors(
    tmp_path: Path, where: str, page: str, own: str
) -> None:
    desk = Desk(tmp_path)
    put(desk, page)
    assert own_of(desk) == own, where
    in_order = desk.found("select evidence from sightings where kind = 'quoted'")
    assert all(said.endswith(("quoted in one run", "quoted in order", "same words")) for said in in_order)
    assert CliRunner().invoke(check, [str(desk.sightings), str(desk.archive)]).exit_code == 0


EDITED = f"{LINES[2]}\nother words here"
KEPT = [  # (why the end of the quote is none, the page)
    ("the quote goes on in the same paragraph", quoted(f"{LINES[0]}\n{ANSWER}\n{LINES[1]}")),
    ("other paragraphs of the quote follow", quoted(f"{ALL[0]}\n{ANSWER}", *ALL[1:])),
    ("few words stand for others of the note", quoted(ALL[0], EDITED) + quoted(ALL[2])),
    ("the note does not end there, but in the middle of a line", quoted(f"{' '.join(LINES[0].split()[:7])}\n{LONG}")),
    ("nothing of the note stands above it", quoted(f"{LONG}\n{ANSWER}") + quoted(*ALL)),
    ("a link goes on in it", quoted(f"{ALL[0]}\nhttps://example.org/one/\n{LONG}")),
    ("it is quoted twice", f"<blockquote>{quoted(f'{ALL[0]}{chr(10)}{ANSWER}')}</blockquote>" + quoted(*ALL[1:])),
]


@pytest.mark.parametrize(("why", "page"), KEPT, ids=[why for why, *_ in KEPT])
def test_what_may_be_of_the_note_stays_quoted(tmp_path: Path, why: str, page: str) -> None:
    desk = Desk(tmp_path)
    put(desk, page + "<p>Fine.</p>")
    assert own_of(desk) == "Fine.", why


def test_words_of_a_note_that_the_quoted_one_answers_stay_quoted(tmp_path: Path) -> None:
    first = mail(
        LONG,
        Message_ID="<first@example.org>",
        From="Zoe Third <zoe@example.org>",
        Date="Sat, 1 Nov 2025 05:00:00 +0000",
    )
    desk = Desk(tmp_path)
    note = mail(NOTE, Message_ID="<a@example.org>", In_Reply_To="<first@example.org>", **LIST)
    put(desk, quoted(f"{ALL[0]}\n{LONG}") + "<p>Fine.</p>")
    desk.put("commons/2025-November.mbox", first + note)
    assert own_of(desk) == "Fine."


def test_a_copy_from_mail_knows_better(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    put(desk, quoted(f"{ALL[0]}\n{LONG}") + "<p>Fine.</p>")
    desk.put("commons/copy.mbox", mail(f"{SAID}\n{marked(ALL[0] + chr(10) + LONG)}\nFine.", **BEN, **LIST))
    assert own_of(desk) == "Fine."
    assert desk.found("select count(*) from conflicts") == [0]
    told = desk.found("select evidence from sightings where inside is null and evidence like '%page%'")
    assert not any("draws" in said for said in told)


def test_a_page_and_a_mail_have_the_same_own_words(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    put(desk, quoted(f"{ALL[0]}\nYes.") + quoted(*ALL[1:]))
    desk.put(
        "commons/copy.mbox", mail(f"{SAID}\n{marked(ALL[0])}Yes.\n\n{marked(chr(10).join(ALL[1:]))}", **BEN, **LIST)
    )
    assert own_of(desk) == "Yes."
    (page,) = desk.found("select evidence from sightings where evidence like '%as a page shows it'")
    assert page.startswith("same Message-ID; recomposed")


def test_the_order_of_sources_decides_nothing(tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(permutations(("2025-November.mbox", "page.html", "thread.html"))):
        desk = Desk(tmp_path / str(number))
        put(desk, quoted(f"{ALL[0]}\n{ANSWER}") + quoted(*ALL[1:]))
        page = (desk.folder / "sources/commons/page.html").read_text()
        desk.put("commons/thread.html", page.replace("<body>", "<body>\n"))
        for name in order:
            desk.ingest(desk.folder / "sources/commons" / name)
            desk.dedupe()
        found.add((own_of(desk), *desk.found("select evidence from sightings order by id")))
    assert len(found) == 1
    assert next(iter(found))[0] == ANSWER


def test_links_of_an_answer_are_listed_and_explained(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    put(desk, quoted(f"{ALL[0]}\nYes, see https://example.org/ladder there.") + quoted(*ALL[1:]))
    assert own_of(desk) == "Yes, see https://example.org/ladder there."
    assert desk.found("select url from links") == ["https://example.org/ladder"]
    told = CliRunner().invoke(explain, [str(desk.sightings), str(desk.archive), "b@example.org"])
    assert "the post itself; lines that its page draws into a quote are its own" in told.output


def test_texts_with_lines_given_back_hold_the_same_words_in_the_same_order() -> None:
    texts = pack(
        [("own", "a b"), ("quoted", "> c\n> d"), ("own", "e"), ("quoted", "> f\n\n>  g\n> h"), ("signature", "i")]
    )
    after = given(texts, [(1, 2), (5, 6)])
    assert (after.own, after.quoted) == ("a b\n\nd\n\ne\n\n g", "> c\n\n> f\n\n> h")
    assert sequence(joined(after)) == sequence(joined(texts))
    assert given(texts, []) == texts


@pytest.mark.parametrize(
    "paragraph", ["> {0}\n> Yes.\n\n", "> {0}\n> Yes, {0}\n\n", "> {0}\n> {1}\n> no\n\n", "> {0}\n"]
)
def test_time_grows_with_the_size_of_a_page(paragraph: str) -> None:
    def took(count: int) -> float:
        texts = words(count).splitlines()
        page = "".join(paragraph.format(text, text[::-1]) for text in texts)
        note = Whole(pack([("own", "\n".join(texts))]))
        known = Known([note.words])
        return seconds(lambda: [known.has(tail.words) for tail in islice(tails(page, [note]), ANSWERS)])

    assert_grows_with_size(took, 20_000)
