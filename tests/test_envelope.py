"""Where the messages of an mbox begin, in every dialect that archives are written in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading import mail, posts

from ingest.body import read_text
from ingest.formats import envelope, mbox, month
from ingest.formats.piece import Piece
from ingest.message import Post

HEAD = "From: ann@example.org\nSubject: Masts\n\nGood morning.\n"

ENVELOPES = [  # (who writes it, the line)
    ("RFC 4155", "From ann@example.org Sat Nov  1 06:49:07 2025"),
    ("two blanks before the day of the week", "From ann@example.org  Sat Nov  1 06:49:07 2025"),
    ("Mailman, bounces address", "From list-bounces+ann=example.net@example.org Sat Nov  1 06:49:07 2025"),
    ("Pipermail, English", "From ann at example.org  Sat Nov  1 06:49:07 2025"),
    ("Pipermail, Portuguese", "From ann em example.org  Sat Nov  1 06:49:07 2025"),
    ("Pipermail, Spanish", "From ann en example.org  Sat Nov  1 06:49:07 2025"),
    ("Pipermail, address disguised for good", "From @nn @end|ng |rom ex@mp|e@org  Sat Nov  1 06:49:07 2025"),
    ("Pipermail, blanks in the address", "From ann <ann at example.org>  Sat Nov  1 06:49:07 2025"),
    ("Thunderbird", "From - Sat Nov  1 06:49:07 2025"),
    ("public-inbox", "From mboxrd@z Thu Jan  1 00:00:00 1970"),
    ("git format-patch", "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001"),
    ("Google Takeout, zone before the year", "From 1847383@xxx Sat Nov 01 06:49:07 +0000 2025"),
    ("zone by name before the year", "From ann@example.org Sat Nov  1 06:49:07 CET 2025"),
    ("zone after the year", "From ann@example.org Sat Nov  1 06:49:07 2025 +0100"),
    ("UUCP", "From ann Sat Nov  1 06:49:07 2025 remote from tin"),
    ("without seconds", "From ann@example.org Sat Nov  1 06:49 2025"),
    ("MAILER-DAEMON", "From MAILER-DAEMON Sat Nov  1 06:49:07 2025"),
    ("Windows line ends", "From ann@example.org Sat Nov  1 06:49:07 2025\r"),
]

PROSE = [  # lines of a body that begin with "From " and start no message
    "From what I can see, the mast is shorter than the tree.",
    "From ann@example.org we heard nothing.",
    "From Sat Nov  1 we meet at nine.",
    "From Monday, Sat Nov  1 06:49:07 at the latest, the key hangs at the desk.",
    "From ann@example.org Sat Nov  1 06:49:07",
    "From ann@example.org Sat Noc  1 06:49:07 2025",
    "From ann@example.org Son Nov  1 06:49:07 2025",
    "from ann@example.org Sat Nov  1 06:49:07 2025",
    ">From ann@example.org Sat Nov  1 06:49:07 2025",
    " From ann@example.org Sat Nov  1 06:49:07 2025",
    "From ",
    "From",
]


def starts(text: str) -> list[int]:
    return list(envelope.starts(text.encode()))


def spans(text: str) -> list[str]:
    data = text.encode()
    return [data[start:end].decode() for start, end in envelope.spans(data)]


@pytest.mark.parametrize(("who", "line"), ENVELOPES, ids=[who for who, _ in ENVELOPES])
def test_an_envelope_line_starts_a_message(who: str, line: str) -> None:
    ends = "\r\n" if line.endswith("\r") else "\n"
    one = f"{line}\n{HEAD}\n".replace("\r\n", "\n").replace("\n", ends)
    assert spans(one + one) == [one, one], who


GIT = "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001"


@pytest.mark.parametrize("part", ["", "--b\nContent-Type: text/x-patch\n\n"], ids=["in a body", "in a part"])
@pytest.mark.parametrize("line", [GIT, GIT.replace("From ", f"From {'89abcdef' * 3}")], ids=["sha1", "sha256"])
def test_a_patch_in_a_mail_begins_no_message(part: str, line: str) -> None:
    one = f"From ann@example.org Sat Nov  1 06:49:07 2025\n{HEAD}\n"
    holding = f"{one}{part}{line}\nFrom: Ben <ben@example.net>\nSubject: [PATCH] masts\n\n+mast\n\n"
    assert spans(one + holding + one) == [one, holding, one]


def test_in_a_month_of_pipermail_each_line_that_is_not_escaped_begins_a_message() -> None:
    data = f"From ann at example.org Sat Nov  1 06:49:07 2025\n{HEAD}\n{GIT}\n{HEAD}\n".encode()
    assert len(list(month.read(Piece(data, 0, "2025-November.txt")))) == 2
    assert list(month.pieces(data)) == [(0, len(data))]


def test_in_what_git_wrote_each_patch_is_a_message_in_pieces_of_any_size() -> None:
    patch, one = f"{GIT}\n{HEAD}\n", f"From ann@example.org Sat Nov  1 06:49:07 2025\n{HEAD}\n"
    for text in (patch + patch, "lost begin\n\n" + patch + one + patch):
        found = [text[start:end] for start, end in spans_of_pieces(text)]
        assert found == spans(text)
        assert found.count(patch) == 2


def spans_of_pieces(text: str) -> list[tuple[int, int]]:
    """Start and end of each message, found in pieces as small as can be."""
    data = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mbox, "PIECE", 1)
        cuts = list(mbox.pieces(data))
    return [(at + start, at + end) for at, until in cuts for start, end in envelope.spans(data[at:until])]


DATES = [  # as mail programs of the time wrote them
    "Mon, 2 Aug 1999 18:55:09 -0400 (EDT)",
    "Thu, 6 Jan 2000 19:15:36 -0600",
    "6 Jan 00 19:15 EST",
]


@pytest.mark.parametrize("date", DATES)
def test_the_date_of_the_mail_itself_may_stand_in_an_envelope_line(date: str) -> None:
    one = f"From ann@example.org {date}\nDate: {date}\n{HEAD}\n"
    assert spans(one + one) == [one, one]
    windows = one.replace("\n", "\r\n")
    assert spans(windows + windows) == [windows, windows]


SPOILT = [  # as archives have them that were converted from others
    "From list@mail.example.org Tue Aug 4 14:17:28 98",
    "From list@mail.example.org 4 1998 Aug -0700 14:41:56",
    'From list@mail.example.org Ann TEA" -  <ann@example.org>',
    "From ann@example.org Tue, 5 Oct 1999 05:29:04 -0700",
    "From ann@example.org      ",
    "From ann@example.org",
    "From -2894562871876023457",
]


@pytest.mark.parametrize("line", SPOILT)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_above_a_whole_header_an_envelope_line_may_be_spoilt(line: str, ends: str) -> None:
    one = f"{line}\nReceived: from tin\n\tby post; 1998\nDate: Tue, 4 Aug 1998 22:50:06 +0200\n{HEAD}\n".replace(
        "\n", ends
    )
    assert spans(one + one) == [one, one]


@pytest.mark.parametrize("line", SPOILT)
def test_a_spoilt_line_within_a_paragraph_or_above_less_starts_no_message(line: str) -> None:
    text = mail(f"They wrote\n{line}\nDate: Tue, 4 Aug 1998\n{HEAD}\n{line}\n{HEAD}")
    assert spans(text) == [text]


@pytest.mark.parametrize("date", DATES)
def test_prose_with_a_date_starts_no_message(date: str) -> None:
    text = mail(
        f"Hello,\n\nFrom ann@example.org {date}\nDate: {date[:-1]}\n\nFrom ann@example.org {date}\nSubject: x\n"
    )
    assert spans(text) == [text]


@pytest.mark.parametrize("line", PROSE)
def test_prose_starts_no_message(line: str) -> None:
    text = mail(f"Hello,\n\n{line}\nSubject: is what it is about.\n")
    assert spans(text) == [text]


def test_an_envelope_without_a_header_line_below_is_prose() -> None:
    text = mail("They wrote\n\nFrom ann@example.org Sat Nov  1 06:49:07 2025\nand nothing else.")
    assert spans(text) == [text]


def test_a_missing_blank_line_before_an_envelope_is_no_matter() -> None:
    one = mail().rstrip("\n") + "\n"
    assert spans(one + one) == [one, one]


def test_messages_glued_without_a_line_end_stay_one() -> None:
    glued = mail().rstrip("\n") + mail()
    assert spans(glued) == [glued]


def test_a_message_without_a_body_and_without_a_blank_line_ends_where_the_next_begins() -> None:
    bare = "From ann@example.org Sat Nov  1 06:49:07 2025\nSubject: bare\n"
    assert spans(bare + mail()) == [bare, mail()]


def test_a_file_without_a_final_line_end_is_read_to_its_end() -> None:
    text = mail("One.") + mail("Two.").rstrip("\n")
    assert "".join(spans(text)) == text
    assert spans(text)[1].endswith("Two.")


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "From", "From \n", "no mail at all\n"])
def test_where_no_message_is_there_are_no_spans(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize("before", ["", "\n", "\r\n\r\n", "\ufeff", "   ", "\ufeff\n"])
def test_what_stands_before_the_first_envelope_hides_no_message(before: str) -> None:
    data = (before + mail("One.") + mail("Two.")).encode()
    assert mbox.detect(data, None)  # type: ignore[arg-type]
    assert [p.text.strip() for p in posts(mbox, data) if isinstance(p, Post)] == ["One.", "Two."]


# -- Content-Length (mboxcl, mboxcl2) ------------------------------------------------------------------------------------

INSIDE = mail("A mail kept word for word.")


def with_length(body: str, said: int | None = None) -> str:
    """A message of an mboxcl2: nothing is escaped, Content-Length says how long the body is."""
    length = len(body.encode()) if said is None else said
    return f"From ann@example.org Sat Nov  1 06:49:07 2025\nSubject: whole\nContent-Length: {length}\n\n{body}\n"


def test_content_length_keeps_a_mail_inside_a_body_together() -> None:
    text = with_length(f"See below.\n\n{INSIDE}") + with_length("Thanks.\n")
    assert spans(text) == [with_length(f"See below.\n\n{INSIDE}"), with_length("Thanks.\n")]


def test_content_length_is_found_in_any_case() -> None:
    text = with_length(f"See below.\n\n{INSIDE}").replace("Content-Length", "content-length") + mail()
    assert len(spans(text)) == 2


@pytest.mark.parametrize("said", [0, 1, 5, 40, 4_000, 999_999_999_999])
def test_a_wrong_content_length_is_not_believed(said: int) -> None:
    text = with_length("Good morning.\n", said) + mail() + mail()
    assert spans(text) == [with_length("Good morning.\n", said), mail(), mail()]


def test_a_length_stands_for_its_own_message_only() -> None:
    bare = "From ann@example.org Sat Nov  1 06:49:07 2025\nSubject: no blank line and no length\n"
    text = bare + with_length("Good morning.\n")
    assert spans(text) == [bare, with_length("Good morning.\n")]


def test_a_length_that_the_body_talks_of_is_none() -> None:
    body = "The header was\n\nContent-Length: 700\n"
    assert spans(mail(body) + mail()) == [mail(body), mail()]


# -- laws ------------------------------------------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *(line for _, line in ENVELOPES),
        *PROSE,
        "Subject: Masts",
        "Content-Length: 20",
        "Content-Length: 0",
        "",
        "",
        "Good morning.",
        "X:",
        "\r",
    ]
)


@given(st.lists(LINES, max_size=40).map("\n".join))
@example(mail() * 3)
@example(with_length(INSIDE) * 3)
def test_spans_are_in_order_and_cover_all_from_the_first_envelope_on(text: str) -> None:
    data = text.encode()
    found = list(envelope.spans(data))
    assert [end for _, end in found[:-1]] == [start for start, _ in found[1:]]
    assert all(start < end for start, end in found)
    if found:
        assert found[0][0] == next(envelope.starts(data))
        assert found[-1][1] == len(data)


@given(st.lists(LINES, max_size=40).map("\n".join), st.integers(1, 300))
@example(mail() * 3, 1)
@example(with_length(INSIDE) * 3, 1)
def test_pieces_of_any_size_give_the_same_messages_as_one(text: str, size: int) -> None:
    data = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mbox, "PIECE", size)
        pieces = list(mbox.pieces(data))
    apart = [(p + start, p + end) for p, q in pieces for start, end in envelope.spans(data[p:q])]
    assert apart == list(envelope.spans(data))


@given(st.integers(1, 400))
def test_places_are_those_of_the_source_however_it_was_cut(size: int) -> None:
    data = (mail("One.") + mail("Two.") + mail("Three.")).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mbox, "PIECE", size)
        found = [p for p in posts(mbox, data) if isinstance(p, Post)]
    assert [p.text.strip() for p in found] == ["One.", "Two.", "Three."]
    for each in found:
        start, end = map(int, each.place.split("-"))
        (again,) = mbox.read(Piece(data[start:end], start))
        assert again == each


def test_an_archive_of_usenet_is_read_with_days_for_times() -> None:
    head = (
        "X-Google-Thread: 107d55,1a2b3c\nFrom: ann@example.org (Ann Example)\nSubject: Masts\nNewsgroups: example.tea\n"
    )
    data = (
        f"From -2894562871876023457\n{head}Date: 1998/08/04\nMessage-ID: <1@example.org>#1/1\n\nGood morning.\n\n" * 2
    )
    (found, _) = posts(mbox, data.encode())
    assert isinstance(found, Post)
    assert (found.message_id, found.sender.name, found.sent, found.text.strip()) == (
        "1@example.org",
        "Ann Example",
        date(1998, 8, 4),
        "Good morning.",
    )


INCLUDED = """
----- Begin Included Message -----

From bo@example.org Thu May  1 09:58:06 1997
X-Mailer: Example
From: Bo Other <bo@example.org>
To: tea@example.org
Subject: Which circuit?
Date: Thu, 1 May 1997 12:53:29 -0400
Sender: owner-tea@example.org
Content-Length: 21

The one in the shed.

----- End Included Message -----

Ann
"""
PART = """--x
Content-Type: text/plain

See below.

--x
Content-Type: MESSAGE/rfc822; name=Mailbox
Content-Description: Mailbox

From bo@example.org  Fri Jul 10 18:59:26 1998
From: Bo Other <bo@example.org>
Subject: Which circuit?
Date: Fri, 10 Jul 1998 00:58:49 -0700

The one in the shed.

--x--
"""


def test_a_mail_that_openwindows_included_is_a_part_of_the_one_that_includes_it() -> None:
    (found,) = posts(mbox, mail(f"Hi, look:\n{INCLUDED}").encode())  # type: ignore[arg-type]
    assert isinstance(found, Post)
    body = read_text(found.text)
    (child,) = body.children
    assert (child.kind, child.name, child.subject) == ("forwarded", "Bo Other", "Which circuit?")
    assert (child.body.own.strip(), body.own.split()) == ("The one in the shed.", ["Hi,", "look:", "Ann"])


def test_a_mail_with_its_envelope_may_be_a_part_of_another() -> None:
    (found,) = posts(mbox, mail(PART, Content_Type="multipart/mixed; boundary=x").encode())  # type: ignore[arg-type]
    assert isinstance(found, Post)
    (inner,) = found.inner
    assert (found.text.strip(), inner.sender.name, inner.text.strip()) == (
        "See below.",
        "Bo Other",
        "The one in the shed.",
    )


def test_below_a_header_alone_the_next_mail_begins() -> None:
    first = mail("", Content_Type="message/rfc822").rstrip() + "\n\n"
    assert len(posts(mbox, f"{first}{mail('Yes.')}".encode())) == 2  # type: ignore[arg-type]
