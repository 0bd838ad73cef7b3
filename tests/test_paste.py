"""Pasted threads and printed pages, told in small pages that were written for this project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePath

import pytest
from click.testing import CliRunner
from growth import assert_grows_with_size, seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.build import build
from ingest import formats, paste
from ingest.bodies.attributions import Attribution
from ingest.body import read_text
from ingest.cli import main
from ingest.formats import pasted
from ingest.formats.piece import Piece
from ingest.message import Kind, Post, Sender, SentBasis
from ingest.pasting.authors import Unsigned, authors
from ingest.pasting.heads import find_heads
from ingest.pasting.pages import lines_joined, links_joined
from ingest.pasting.signs import signs

# a real thread, kept outside of the project
SEEDS = next((found for up in Path(__file__).parents if (found := up / "shared" / "seeds").is_dir()), Path("none"))

FOOTER = (
    "_______________________________________________\ngarden mailing list -- garden@lists.example.org\n"
    "To unsubscribe send an email to garden-leave@lists.example.org\n"
)
BEANS = (
    "Dear gardeners, the beans on the south wall have reached the second window. Somebody should go up and pick them "
    "before the birds do. The ladder is behind the shed. Kind regards Ann Example"
)
LADDER = "I can hold the ladder on Saturday, but I will not climb it. Who is coming along? Bo Sample"
SHARE = "Saturday suits me. I would climb, if half of the beans are mine. Best wishes, Cleo Pattern"

# a thread as web pages give it: own words on one line, quotes on lines without marks, participants at the end
THREAD = (
    f"The beans on the south wall\n{BEANS}\n"
    f"{LADDER} On Mon, May 12, 2025 at 1:32 PM Ann Example via garden < garden@lists.example.org> wrote:\n"
    "*Dear gardeners,*\nthe beans on the south wall have reached the second window.\n"
    "Somebody should go up and pick them before the birds do. The ladder is behind the shed.\nKind regards\nAnn Example\n"
    f"{FOOTER}"
    f"{SHARE} On Mon, May 12, 2025 at 7:40 PM Bo Sample via garden < garden@lists.example.org> wrote:\n"
    "I can hold the ladder on Saturday, but I will not climb it. Who is coming along?\nBo Sample\n"
    "On Mon, May 12, 2025 at 8:32 PM Ann Example via garden < garden@lists.example.org> wrote:\n"
    "*Dear gardeners,*\nthe beans on the south wall have reached the second window.\n"
    "Somebody should go up and pick them before the birds do. The ladder is behind the shed.\nKind regards\nAnn Example\n"
    f"{FOOTER}"
    "Then it is settled, and I bring the basket that my aunt wove. ________________________________ From: Cleo Pattern via "
    "garden <garden@lists.example.org> Sent: Tuesday, May 13, 2025 9:15:02 AM To: garden@lists.example.org "
    "<garden@lists.example.org> Subject: [garden] Re: The beans on the south wall "
    f"{SHARE}\n"
    "participants (3)\n-\nAnn Example -\nBo Sample -\nCleo Pattern\n"
)


def posts(text: str) -> list[Post]:
    return [found for found in pasted.read(Piece(text.encode())) if isinstance(found, Post)]


def own(text: str) -> str:
    return " ".join(read_text(text).own.split())


# -- run together --------------------------------------------------------------------------------------------------------


def test_each_message_of_a_thread_comes_back_with_its_own_words() -> None:
    found = posts(THREAD)
    assert [own(post.text) for post in found[:3]] == [BEANS, LADDER, SHARE]
    assert own(found[3].text) == "Then it is settled, and I bring the basket that my aunt wove."
    assert len(found) == 4


def test_authors_and_times_are_those_that_the_page_states() -> None:
    told = [(post.sender.name, post.sent and post.sent.isoformat(), post.sent_basis) for post in posts(THREAD)]
    assert told == [
        ("Ann Example", "2025-05-12T13:32:00", SentBasis.ATTRIBUTION),
        ("Bo Sample", "2025-05-12T19:40:00", SentBasis.ATTRIBUTION),
        ("Cleo Pattern", "2025-05-13T09:15:02", SentBasis.ATTRIBUTION),
        ("", None, SentBasis.NONE),
    ]


def test_what_stays_empty_says_why_and_two_zones_confirm_the_minute() -> None:
    first, *_, last = posts(THREAD)
    assert last.evidence == "the page does not say who wrote it"
    assert "written in different zones, agree on the minute" in first.evidence


def test_each_answer_names_the_place_of_what_it_answers() -> None:
    found = posts(THREAD)
    place = [post.place for post in found]
    assert [post.answers for post in found] == ["", place[0], place[1], place[2]]
    assert all(re.fullmatch(r"\d+-\d+", each) for each in place)


def test_quotes_have_their_marks_again_as_deep_as_they_were() -> None:
    quoted = read_text(posts(THREAD)[2].text).children
    assert [child.name for child in quoted] == ["Bo Sample"]
    assert [child.name for child in quoted[0].body.children] == ["Ann Example"]


def test_a_subject_is_the_title_or_what_a_head_says_or_follows_from_what_is_answered() -> None:
    assert [post.subject for post in posts(THREAD)] == [
        "The beans on the south wall",
        "Re: The beans on the south wall",
        "[garden] Re: The beans on the south wall",
        "[garden] Re: The beans on the south wall",
    ]


@pytest.mark.parametrize(("gone", "name"), [(BEANS + "\n", "Ann Example"), (LADDER, "Bo Sample")])
def test_a_message_whose_own_line_is_gone_comes_back_from_its_quotes(tmp_path: Path, gone: str, name: str) -> None:
    text = THREAD.replace(gone, "", 1)
    (tmp_path / "thread.txt").write_text(text, encoding="utf-8")
    rows = archived(tmp_path)
    assert [row for row in rows if row[0] == name and row[1]], rows
    assert len(rows) == 4


def archived(folder: Path) -> list[tuple[str, int]]:
    """Sender and whether it was recovered, of each message in the archive built from a folder's pages."""
    import sqlite3

    data = folder / "data"
    data.mkdir(exist_ok=True)
    sources = [str(path) for path in sorted(folder.glob("*.txt"))]
    result = CliRunner().invoke(main, [str(data / "sightings.db"), *sources, "--silent"])
    assert result.exit_code == 0, result.output
    build(data / "sightings.db", data / "archive.db")
    with sqlite3.connect(data / "archive.db") as db:
        query = "select coalesce(p.name, ''), m.recovered from messages m left join people p on p.id = m.sender order by m.id"
        return [(name, recovered) for name, recovered in db.execute(query)]


# line of the real thread -> what its message begins with; each is quoted elsewhere on that page
QUOTED_ELSEWHERE = {2: "Dear All", 3: "The timecodes", 67: "Hi, Joly", 206: "Hi, Apologies"}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real thread is not beside this checkout")
@pytest.mark.parametrize("line", QUOTED_ELSEWHERE)
def test_a_real_thread_gives_back_each_quoted_message_that_is_taken_out(tmp_path: Path, line: int) -> None:
    page = next(SEEDS.glob("004_*.txt")).read_text(encoding="utf-8").split("\n")
    (tmp_path / "page.txt").write_text("\n".join(page[: line - 1] + page[line:]), encoding="utf-8")
    rows = archived(tmp_path)
    assert len(rows) == 8
    assert sum(recovered for _, recovered in rows) == 1


# -- heads ---------------------------------------------------------------------------------------------------------------

HEADS = [  # (what the page shows, the words before the head, who, when)
    ("See you. Ann On 5 June 2025 at 10:22, Bo Sample wrote: Where?", "See you. Ann", "Bo Sample", "2025-06-05T10:22:00"),
    ("Gern. Ann Am 18.09.2013 um 16:24 schrieb Bo Sample <bo@example.org>: Wo?", "Gern. Ann", "Bo Sample", "2013-09-18T16:24:00"),
    ("Oui. Le 4 janv. 2016 à 19:03, Bo Sample <bo@example.org> a écrit : Où ?", "Oui.", "Bo Sample", "2016-01-04T19:03:00"),
    ("Yes. From: Bo Sample <bo@example.org> Sent: Monday, June 2, 2025 9:01 AM To: Ann <ann@example.org> Subject: Keys Hi Ann, no.",
     "Yes.", "Bo Sample", "2025-06-02T09:01:00"),
    ("Da. пн, 2 июн. 2025 г. в 09:01, Bo Sample <bo@example.org>: Где?", "Da.", "Bo Sample", "2025-06-02T09:01:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "before", "name", "sent"), HEADS, ids=[head[1] for head in HEADS])
def test_a_head_is_found_in_the_middle_of_a_line(text: str, before: str, name: str, sent: str) -> None:
    head = find_heads(text)[0]
    assert text[: head.start].strip() == before
    assert (head.said.name, head.said.sent and head.said.sent.isoformat()) == (name, sent)


@pytest.mark.parametrize(
    "text",
    [
        "On 5 June 2025 the ministers said: we will meet again.",
        "When Ann wrote the following: nobody answered.",
        "The paper that Bo wrote: a masterpiece.",
    ],
)
def test_prose_is_no_head(text: str) -> None:
    assert find_heads(text) == []


# -- who signed ----------------------------------------------------------------------------------------------------------

PEOPLE = ("Ann Example", "Bo Sample", "Cleo van Pattern")
SIGNED = [  # (how the text ends, who signed it)
    ("That is all. Kind regards Ann Example", "Ann Example"),
    ("That is all. Bo", "Bo Sample"),
    ("Best wishes, Cleo Sent from my iPhone", "Cleo van Pattern"),
    ("Hi Bo, thank you for the beans. Bo", ""),
    ("I met Ann Example yesterday and we talked", ""),
    ("That is all.", ""),
    ("See you there Ann", ""),
]


@pytest.mark.parametrize(("text", "name"), SIGNED)
def test_a_signature_names_the_author_and_a_mention_does_not(text: str, name: str) -> None:
    assert authors([Unsigned(text)], PEOPLE)[0].sender.name == name


def test_heads_that_contradict_name_nobody() -> None:
    heads = (Attribution("Ann Example"), Attribution("Bo Sample"))
    assert authors([Unsigned("Yes.", heads)], ())[0].sender == Sender()


# -- printed pages -------------------------------------------------------------------------------------------------------

BODY = "The pump runs again.\n\n> Is it loud?\n\nNo louder than the birds.\n\nAnn\n"
PIPERMAIL = (
    "   #Index Previous Next\n\n                [garden] The pump\n\n   Ann Example ann at example.org\n"
    "   Sat Nov 1 06:49:07 UTC 2025\n\n     * Previous message: [garden] Beans\n     * Messages sorted by: [ date ] [ thread ] [\n"
    "       subject ] [ author ]\n     __________________________________________________________________\n\n"
    + BODY
    + "\n     __________________________________________________________________\n\n"
    "     * Previous message: [garden] Beans\n"
    "     * Messages sorted by: [ date ] [ thread ] [ subject ] [ author ]\n"
    "     __________________________________________________________________\n\n   More information about the garden mailing list\n"
)
MHONARC = (
    "━━━━━━━━━━━━━━━━━━━━━━\n[Date Prev][Date Next][Thread Prev][Thread Next][Date Index][Thread Index]\n\n[garden] The pump\n\n"
    "━━━━━━━━━━━━━━━━━━━━━━\n\n  • To: garden@xxxxxxxxxxxxxxxxx\n  • Subject: [garden] The\n    pump\n"
    "  • From: Ann Example <ann@xxxxxxxxxxx>\n  • Date: Sat, 1 Nov 2025 06:49:07 +0000\n"
    "  • In-reply-to: <beans-1@example.org>\n  • List-id: The garden <garden.lists.example.org>\n\n━━━━━━━━━━━━━━━━━━━━━━\n\n"
    + BODY
    + "\n━━━━━━━━━━━━━━━━━━━━━━\n\n  • Follow-Ups:\n      □ [garden] Re: The pump\n          ☆ From: Bo Sample\n\n"
    "  • Prev by Date: [garden] Beans\n  • Index(es):\n      □ Date\n"
)
HYPERMAIL_LINKS = 'Next message: Bo Sample: "[garden] Beans"\nIn reply to: Bo Sample: "[garden] The pump"\n'
HYPERMAIL = (  # version 2.2 and later
    "garden\n\n[garden] The pump\n\n    * This message: [ Message body ] [ More options ]\n"
    "    * Related messages: [ Next message ] [ Previous message ]\n\n"
    "From: Ann Example <ann_at_example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\n\n"
    f"{BODY}Received on Sat Nov 1 2025 - 06:49:07 UTC\n\n    * This message: [ Message body ]\n    * {HYPERMAIL_LINKS}"
    "    * Contemporary messages sorted: [ by date ] [ by thread ] [ by subject ] [ by author ]\n\n"
    "This archive was generated by hypermail 2.3.0 : Sat Nov 01 2025 - 07:00:00 UTC\n"
)
HYPERMAIL_LINKS += "Messages sorted by: [ date ] [ thread ] [ subject ] [ author ]\n"
OLD_HYPERMAIL = (
    f"[garden] The pump\n\nFrom: Ann Example (ann@example.org)\nDate: Sat Nov 01 2025 - 06:49:07 UTC\n\n{HYPERMAIL_LINKS}\n"
    f"{BODY}\n{HYPERMAIL_LINKS}\nThis archive was generated by hypermail 2b29 : Sat Nov 01 2025 - 07:00:00 UTC\n"
)
HYPERKITTY = (
    "Sign In Sign Up\n\nnewer\n[garden] Beans\n\n[garden] The pump\n\nolder\n[garden] Rain\n[4fadf201ad451c40]\n\nAnn Example\n\n"
    "31 Dec 2024 31 Dec '24\n11:55 p.m.\n\nThe pump has stopped. What shall we do about\nit? Ann\n\nAttachments:\n\n"
    "  • pump.jpg (image/jpeg — 7.7 KB)\n\n0 0\nReply\nSign in to reply online Use email software\n\nShow replies by date\n\n"
    "[98e254cf0418767f]\n\nbo＠example.org\n\n1 Jan 2025 1 Jan '25\n9 a.m.\nNew subject: [garden] Re: The pump\n\n"
    "Give it water. Then go away for an hour. Bo On Tue, Dec 31, 2024 at 11:55\nPM Ann Example <ann@example.org> wrote:\n\n"
    "...\n\n\n"
    "    The pump has stopped. What shall we do about it?\n\n    Ann\n\n0 0\nReply\nSign in to reply online Use email software\n\n"
    "[4fadf201ad451c40]\n\nAnn Example\n\n10:05 a.m.\n\nIt runs! Thank you, Bo.\n\n"
    "0 0\nReply\nSign in to reply online Use email software\n"
    "participants (2)\n\n  • [4fad]\n    Ann Example\n\nHyperKitty Powered by HyperKitty version 1.3.12.\n"
)
GMAIL = (
    "The pump\n2 messages\n\nAnn Example <ann@example.org>\tThu, Jun 5, 2025 at 10:22 AM\nTo: garden@lists.example.org\n\n"
    "The pump has stopped.\n\nBo Sample <bo@example.org>\tThu, Jun 5, 2025 at 11:00 AM\nTo: Ann Example <ann@example.org>\n\n"
    "Give it water.\n\n[Quoted text hidden]\n"
)


ONE_MESSAGE = [
    PIPERMAIL,
    MHONARC,
    HYPERMAIL,
    OLD_HYPERMAIL,
    OLD_HYPERMAIL.replace("[garden] The", "Re: [garden] The", 1),
]


@pytest.mark.parametrize("page", ONE_MESSAGE, ids=["Pipermail", "MHonArc", "hypermail", "old", "answer"])
def test_a_printed_page_is_one_message_without_what_stands_around_it(page: str) -> None:
    (post,) = posts(page)
    assert post.text.strip() == BODY.strip()
    assert (post.sender.name, post.subject.removeprefix("Re: ")) == ("Ann Example", "[garden] The pump")
    assert isinstance(post.sent, datetime)
    assert post.sent.isoformat() == "2025-11-01T06:49:07+00:00"
    assert post.mailing_list.name == "garden"


def test_where_a_page_kept_its_marks_what_stands_under_them_is_no_quote() -> None:
    head = "From: Ann Example <ann@example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\n\n"
    text = f"On Fri, Oct 31, 2025 at 07:02PM +0100, Bo Sample wrote:\n> {SHARE}\n\n{LADDER}\n\nAnn\n\n"
    below = text.replace("Bo", "Ann").replace(SHARE, LADDER).replace(f"\n{LADDER}", f"\n{BEANS}")
    first, _ = posts(f"The pump\n\n{head}{text}{head.replace('Ann', 'Bo').replace('Sat, 1', 'Sun, 2')}{below}")
    own = read_text(first.text).own
    assert LADDER in own
    assert SHARE not in own


def test_a_mhonarc_page_tells_what_its_message_answers_and_hides_addresses() -> None:
    (post,) = posts(MHONARC)
    assert post.parents == ("beans-1@example.org",)
    assert post.sender.address == ""


def test_a_hyperkitty_page_gives_each_message_under_its_head() -> None:
    found = posts(HYPERKITTY)
    assert [(post.sender, post.sent and post.sent.isoformat()) for post in found] == [
        (Sender("Ann Example"), "2024-12-31T23:55:00"),
        (Sender("", "bo@example.org"), "2025-01-01T09:00:00"),
        (Sender("Ann Example"), "2025-01-01T10:05:00"),
    ]
    assert [own(post.text) for post in found] == [
        "The pump has stopped. What shall we do about it? Ann",
        "Give it water. Then go away for an hour. Bo",
        "It runs! Thank you, Bo.",
    ]
    assert [(a.filename, a.content_type) for a in found[0].attachments] == [("pump.jpg", "image/jpeg")]
    assert found[0].subject == "[garden] The pump"


def test_a_conversation_printed_from_a_mail_program_gives_its_mails() -> None:
    assert [(post.sender.address, own(post.text)) for post in posts(GMAIL)] == [
        ("ann@example.org", "The pump has stopped."),
        ("bo@example.org", "Give it water."),
    ]


GOOGLE = """Commons
The pump
31 views
Skip to first unread message
Ann Example's profile photo
Ann Example
unread,
Nov 1, 2025, 7:49:07 AM
to Commons
The pump has stopped.

Ann
Bo Sample's profile photo
Bo Sample
unread,
Nov 1, 2025, 8:00:12 AM
to Ann Example, Commons
Give it water.

Bo
--
You received this message because you are subscribed to the Google Groups "Commons" group.
To unsubscribe from this group and stop receiving emails from it, send an email to commons+unsubscribe@googlegroups.com.
Reply all
Reply to author
Forward
0 new messages
"""


def test_a_conversation_of_google_groups_gives_its_mails() -> None:
    found = posts(GOOGLE)
    assert [(post.sender.name, post.subject, own(post.text)) for post in found] == [
        ("Ann Example", "The pump", "The pump has stopped. Ann"),
        ("Bo Sample", "The pump", "Give it water. Bo"),
    ]
    assert {post.mailing_list.name for post in found} == {"commons"}


def test_of_a_mail_of_today_gmail_does_not_say_the_day() -> None:
    page = (
        "The pump\n2 messages\n\nAnn Example <ann@example.org>\nThu, Jun 5, 2025 at 10:22 AM (2 days ago)\nto garden\n\n"
        "The pump has stopped.\n\nBo Sample <bo@example.org>\n8:52 AM (6 hours ago)\n\nto garden\nGive it water.\n"
    )
    first, second = posts(page)
    assert (first.sender.name, second.sender.name, own(second.text)) == ("Ann Example", "Bo Sample", "Give it water.")
    assert first.sent is not None
    assert (second.sent, second.sent_basis) == (None, SentBasis.NONE)


def test_the_title_of_a_conversation_is_its_subject() -> None:
    assert {post.subject for post in posts(GMAIL)} == {"The pump"}


def test_mails_that_a_program_wrote_down_as_data_are_no_page() -> None:
    head = b"On Thu, Jun 5, 2025 at 10:22 AM Ann Example <ann@example.org> wrote:\n> The pump has stopped.\n"
    other = head.replace(b"Ann", b"Bo").replace(b"10:22", b"11:00")
    assert pasted.detect(head + b"Yes.\n" + other, PurePath("x.txt"))
    members = b'  "name": "Ann Example",\n  "subject": "The pump",\n'
    assert not pasted.detect(members + head + b"Yes.\n" + members + other, PurePath("x.txt"))


def test_a_month_page_says_who_began_a_thread_and_not_when() -> None:
    page = "[e704d01f87cea270]\n[garden] Rain\nby Ann Example via garden 07 Oct '21\n\n07 Oct '21\nIt rains in.\n3 2\n0 0\n"
    (post,) = posts(page)
    assert (post.sender.name, post.sent, own(post.text)) == ("Ann Example", None, "It rains in.")
    assert "does not say when" in post.evidence


def test_what_text_browsers_broke_is_put_together() -> None:
    assert links_joined("see https:\n//example.org/a and https://example.org/\nlong_page_name_here.html") == (
        "see https://example.org/a and https://example.org/long_page_name_here.html"
    )
    cut = "x" * 78 + " w\nord\n" + "y" * 80 + "\ny\n" + "z" * 80 + "\n\nend"
    assert lines_joined(cut) == "x" * 78 + " word\n" + "y" * 81 + "\n" + "z" * 80 + "\n\nend"


# -- detection -----------------------------------------------------------------------------------------------------------

PLAIN = [
    "# Minutes of the garden club\n\n12 May 2025\n\nParticipants: Ann, Bo. The beans were discussed at length.\n",
    "Session outcome\nOn 5 June 2025 the garden met. Ann said: more beans.\n",
    "A letter\n\nDear Ann,\n\nOn 5 June 2025 at 10:22, Bo Sample wrote: come. I came.\n",
    "List of participants (3)\nAnn\nBo\nCleo\n",
]


@pytest.mark.parametrize("text", [THREAD, PIPERMAIL, MHONARC, HYPERKITTY, GMAIL])
def test_a_page_of_messages_is_known_by_its_signs(text: str) -> None:
    assert len(signs(text)) > 1
    assert formats.detect(text.encode(), PurePath("page.txt")) is pasted


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_document_is_never_taken_for_a_thread(text: str) -> None:
    found = formats.detect(text.encode(), PurePath("page.txt"))
    assert found is not None
    assert found.NAME == "document"


def test_text_on_standard_input_is_kept_under_its_sha256(tmp_path: Path) -> None:
    command = [str(tmp_path / "sightings.db"), "-"]
    first = CliRunner().invoke(main, command, input=THREAD.encode())
    again = CliRunner().invoke(main, command, input=THREAD.encode())
    (kept,) = (tmp_path / "pasted").iterdir()
    assert re.fullmatch(r"[0-9a-f]{64}\.txt", kept.name)
    assert "Found 4 messages = 4 stored" in first.output
    assert "1 more were read before" in again.output
    assert CliRunner().invoke(main, command, input=b" \n").exit_code == 1


# -- laws ----------------------------------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        *THREAD.split("\n"), *HYPERKITTY.split("\n"), *MHONARC.split("\n"), *PIPERMAIL.split("\n"), *GMAIL.split("\n"),
        "> quoted", ">> twice", "", "   ", "...", "From: Ann <ann@example.org>", "Sent: 5 June 2025 10:22", "Subject: x",
        "On 5 June 2025, Bo", "wrote:", "participants (2)", "_" * 40, "\r", "\x85", "\u2028", "Yes.", "-- ",
    ]
)  # fmt: skip
PAGES = st.one_of(
    st.lists(FRAGMENTS, max_size=40).map("\n".join),
    st.lists(FRAGMENTS, max_size=12).map(" ".join),
    st.text(max_size=300),
)


def letters(text: str) -> Counter[str]:
    return Counter(mark for mark in text if mark.isalnum())


@settings(max_examples=150)
@given(PAGES)
def test_nothing_of_a_page_is_lost(text: str) -> None:
    page = paste.take_apart(text)
    kept = [*(m.text for m in page.messages), *(text[d.start : d.end] for d in page.discards)]
    assert not letters(text) - letters("".join(kept))
    assert all(discard.reason for discard in page.discards)


@settings(max_examples=100)
@given(PAGES)
def test_a_page_reads_the_same_twice_and_its_messages_stand_in_order(text: str) -> None:
    page = paste.take_apart(text)
    assert paste.take_apart(text) == page
    ends = [0]
    for message in page.messages:
        assert ends[-1] <= message.start <= message.end <= len(text)
        ends.append(message.end)
        assert message.answers is None or message.answers < len(page.messages)


@settings(max_examples=50)
@given(PAGES)
def test_reading_never_raises(text: str) -> None:
    for found in pasted.read(Piece(text.encode("utf-8", "surrogatepass"))):
        if isinstance(found, Post):
            assert found.kind in (Kind.POSTED, Kind.QUOTED)
            read_text(found.text)


HOSTILE: dict[str, Callable[[int], str]] = {
    "one line of prose": lambda n: "The quick brown fox jumps over it. " * (n // 35),
    "one line of attributions": lambda n: (
        "On Mon, 12 May 2025 at 10:22, Ann <a@example.org> wrote: yes indeed " * (n // 68)
    ),
    "verbs": lambda n: "On 1 wrote: " * (n // 12),
    "short lines": lambda n: "abc\n" * (n // 4),
    "labels": lambda n: "From: a\ntext\n" * (n // 13),
    "bullets": lambda n: "* From: Ann\n" * (n // 12),
    "blank lines": lambda n: "\n" * n,
    "blanks": lambda n: " " * n,
    "rules": lambda n: "_" * n,
    "heads": lambda n: "Ann Example ann at example.org\nSat Nov  1 06:49:07 2025\nhello\n" * (n // 62),
    "blocks of saved mails": lambda n: (
        "From: Ann\nSent: 3 March 2025 10:15\nSubject: Masts\n\n" + "Cc: a\nTo: b\nhello\n" * (n // 18)
    ),
    "links to neighbours": lambda n: "[<prev] [next>] [day] [month]\nFrom: a\nDate: b\n" * (n // 47),
    "messages that a search found": lambda n: "Masts\n2025-03-03 Thread Ann\nhello\n" * (n // 35),
    "a text and its pieces": lambda n: " ".join(map(str, range(n // 12))) + "\n" + "\n".join(map(str, range(n // 12))),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(hostile: str) -> None:
    texts = {size: HOSTILE[hostile](size) for size in (60_000, 120_000)}
    assert_grows_with_size(lambda size: seconds(lambda: paste.take_apart(texts[size])), 60_000)
