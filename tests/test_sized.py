"""Mailboxes that say the size of each mail: c-client's, and batches of Usenet articles."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from growth import assert_grows_with_size, seconds
from reading import Desk, posts

from dedupe.check import of_sources
from ingest import formats
from ingest.formats import Format, mbox, mbx, rnews, sized
from ingest.formats.piece import Piece
from ingest.message import Post, SentBasis
from ingest.times import iso

HEAD = b"From: Ann Example <ann@example.org>\r\nSubject: Masts\r\nMessage-ID: <%d@example.org>\r\n\r\nThey stand, all of them.\r\n"
TIME = b" 6-Jan-2003 10:00:00 +0100"


def in_mbx(*mails: bytes, flags: bytes = b"0001", more: int = 0) -> bytes:
    """A mailbox of c-client; ``more`` is added to each size."""
    lines = [b"%s,%d;00000000%s-%08x\r\n" % (TIME, len(mail) + more, flags, n) for n, mail in enumerate(mails, 1)]
    top = b"*mbx*\r\n3e1a2b3c00000002\r\n" + b"\r\n" * 10
    return top.ljust(2048, b"\0") + b"".join(line + mail for line, mail in zip(lines, mails, strict=True))


def in_rnews(*mails: bytes, more: int = 0) -> bytes:
    """A batch of articles."""
    return b"".join(b"#! rnews %d\n" % (len(mail) + more) + mail for mail in mails)


MAILS = HEAD % 1, HEAD % 2, HEAD % 3
BOXES: list[tuple[Format, bytes]] = [(mbx, in_mbx(*MAILS)), (rnews, in_rnews(*MAILS))]
WRONG: list[tuple[Format, bytes]] = [
    (form, pack(*MAILS, more=more)) for form, pack in ((mbx, in_mbx), (rnews, in_rnews)) for more in (7, -7, 900_000)
]


def ids(form: Format, data: bytes) -> list[str]:
    found = posts(form, data)
    assert all(isinstance(each, Post) for each in found), found
    return [each.message_id for each in found if isinstance(each, Post)]


@pytest.mark.parametrize(("form", "data"), BOXES, ids=["mbx", "rnews"])
def test_each_mail_is_found_by_its_size(form: Format, data: bytes, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats.detect(data[: formats.HEAD], PurePath("x")) is form
    assert ids(form, data) == ["1@example.org", "2@example.org", "3@example.org"]
    desk.put("box", data)
    desk.ingest()
    found = of_sources(desk.sightings)[0]
    assert (dict(found.lines), found.lost) == ({"own text": 3}, [])
    monkeypatch.setattr(mbox, "PIECE", 1)
    assert ids(form, data) == ["1@example.org", "2@example.org", "3@example.org"]


@pytest.mark.parametrize(("form", "data"), WRONG)
def test_a_size_that_is_wrong_is_not_believed(form: Format, data: bytes) -> None:
    assert ids(form, data) == ["1@example.org", "2@example.org", "3@example.org"]
    assert [each.text.split() for each in posts(form, data) if isinstance(each, Post)] == [
        "They stand, all of them.".split()
    ] * 3


def test_what_was_expunged_is_left_out_and_the_time_it_came_is_known() -> None:
    data = in_mbx(MAILS[0], flags=b"8001") + in_mbx(MAILS[1])[2048:]
    (found,) = posts(mbx, data)
    assert isinstance(found, Post)
    assert found.message_id == "2@example.org"
    assert (iso(found.sent), found.sent_basis) == ("2003-01-06T09:00:00Z", SentBasis.INFERRED)


def test_what_follows_a_piece_is_not_read_twice() -> None:
    data = in_rnews(*MAILS)
    assert list(sized.spans(data, rnews.LINE))[-1][1] == len(data)
    assert next(each.place for each in rnews.read(Piece(data, 50)) if isinstance(each, Post)).startswith("50-")


def test_its_time_grows_with_the_size() -> None:
    def took(size: int) -> float:
        data = b"#! rnews 1\nx\ny\n" * size
        return seconds(lambda: list(sized.spans(data, rnews.LINE)))

    assert_grows_with_size(took, 20_000)
