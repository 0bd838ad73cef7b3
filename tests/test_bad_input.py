"""What is wrong with real archives: each is one row that says what, where and what to do, and the rest is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing

import pytest
from growth import assert_grows_with_size, seconds
from reading import Desk, mail, posts

from dedupe.check import of_sources
from ingest import pipeline
from ingest.files import on_disk, unpack
from ingest.formats import cut_mbox, mbox
from ingest.mail import mime
from ingest.message import Post
from ingest.store import Store

ONE, TWO, THREE = (
    mail(f"{name} thing.", To="x", Message_ID=f"<{name}@example.org>") for name in ("one", "two", "three")
)
POSTS = "select message_id from sightings where inside = '' order by message_id"


def said(run: pipeline.Run) -> list[tuple[str, str]]:
    return [(problem.place, problem.what) for _, problem in run.problems]


RUBBISH = [  # (what stands before the first envelope line, bytes)
    ("a line", b"rubbish\n"),
    ("a block of NULs, after a crash", bytes(4096) + b"\n"),
    ("the end of a message", b"and so on.\n" * 500),
    ("an envelope line that is broken", b"From ann\nSubject x\n\nText.\n\n"),
]


@pytest.mark.parametrize("rubbish", [data for _, data in RUBBISH], ids=[what for what, _ in RUBBISH])
def test_of_an_mbox_under_rubbish_all_messages_are_read(desk: Desk, rubbish: bytes) -> None:
    desk.put("a.mbox", rubbish + (ONE + TWO).encode())
    run = desk.ingest()
    assert said(run) == [(f"0-{len(rubbish)}", "no message")]
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]
    assert desk.seen("select place from sightings order by message_id limit 1") == [
        f"{len(rubbish)}-{len(rubbish) + len(ONE)}"
    ]


def test_a_cut_mbox_is_read_in_pieces_like_a_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "PIECE", 1)
    found = posts(cut_mbox, ("rubbish\n" + ONE + TWO + THREE).encode())
    assert [each.message_id if isinstance(each, Post) else each.what for each in found] == [
        "no message", "one@example.org", "two@example.org", "three@example.org",
    ]  # fmt: skip


def test_a_folder_that_is_called_like_a_mailbox_is_a_folder(desk: Desk) -> None:
    desk.put("commons.mbox/mbox", ONE)
    desk.put("commons.mbox/table_of_contents", bytes(range(32)))
    assert [what for _, what in said(desk.ingest())] == ["no format that can be read"]
    assert desk.seen("select list_name from sightings") == ["commons"]


def test_a_file_that_changes_while_it_is_read_is_read_again_the_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mbox, "PIECE", 1)
    path = desk.put("a.mbox", ONE + TWO)

    def grows(_: int) -> None:
        if path.stat().st_size == len(ONE + TWO):
            with path.open("a") as file:
                file.write(THREE)

    with closing(Store(desk.sightings)) as store:
        run = pipeline.ingest([path], store, grows)
    assert said(run) == [("", "changed while it was read")]
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]
    assert desk.ingest().problems == []
    assert desk.seen(POSTS) == ["one@example.org", "three@example.org", "two@example.org"]
    assert desk.seen("select count(*) from sources") == [1]


def test_a_file_that_is_cut_while_it_is_read_does_no_harm(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "PIECE", 1)
    path = desk.put("a.mbox", ONE + TWO)
    with closing(Store(desk.sightings)) as store:
        run = pipeline.ingest([path], store, lambda _: path.write_bytes(b""))
    assert said(run) == [("", "changed while it was read")]
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]


def test_a_large_file_that_is_cut_while_it_is_read_is_read_no_further(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mbox, "PIECE", 1)
    monkeypatch.setattr(unpack, "IN_MEMORY", 1)
    monkeypatch.setattr(on_disk, "WINDOW", 64)
    path = desk.put("a.mbox", ONE + TWO)
    with closing(Store(desk.sightings)) as store:
        run = pipeline.ingest([path], store, lambda _: path.write_text(ONE))
    assert said(run) == [("", "changed while it was read")]
    assert desk.seen(POSTS) == ["one@example.org"]
    assert desk.ingest().problems == []
    assert desk.seen(POSTS) == ["one@example.org"]


def multiparts(depth: int) -> str:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return head + "\nDeep.\n" + "".join(f"--b{n}--\n" for n in reversed(range(depth)))


def mails(depth: int) -> str:
    return "Content-Type: message/rfc822\n\n" * depth + "Subject: x\n\nDeep.\n"


@pytest.mark.parametrize("nested", [multiparts, mails])
@pytest.mark.parametrize("depth", [1_500, 60_000])
@pytest.mark.parametrize("fast", [True, False])
def test_a_mail_nested_too_deep_costs_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, nested: Callable[[int], str], depth: int, fast: bool
) -> None:
    monkeypatch.setattr(mime, "FAST", fast and mime.FAST)
    deep = mail(Message_ID="<deep@example.org>").partition("\n\n")[0] + "\n" + nested(depth) + "\n"
    desk.put("a.mbox", ONE + deep + TWO)
    assert [what for _, what in said(desk.ingest())] == ["message could not be read"]
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]


def test_many_different_parts_take_no_longer_than_as_many_equal_ones() -> None:
    def took(parts: int) -> float:
        body = "".join(f"--b\nContent-Type: text/plain\n\nPart {n}.\n" for n in range(parts)) + "--b--\n"
        data = mail(body, Content_Type="multipart/mixed; boundary=b").encode()
        return seconds(lambda: posts(mbox, data))

    assert_grows_with_size(took, 4_000)


def test_a_mail_with_a_text_that_nobody_writes_costs_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LARGEST_TEXT", 50_000)
    desk.put("a.mbox", ONE + mail("Words, and words.\n" * 5_000, To="x") + TWO)
    assert [what for _, what in said(desk.ingest())] == ["message too large"]
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]


def test_a_large_attachment_is_no_problem(desk: Desk) -> None:
    parts = f"--b\n\nOne thing.\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{'QUJD' * 18}\n"
    body = parts + ("QUJD" * 18 + "\n") * 200_000 + "--b--\n"
    desk.put("a.mbox", mail(body, Content_Type="multipart/mixed; boundary=b", Message_ID="<one@example.org>"))
    assert said(desk.ingest()) == []
    assert desk.seen("select bytes from attachments") == [54 * 200_001]


UNICODE = [("little", "utf-16-le", b"\xff\xfe"), ("big", "utf-16-be", b"\xfe\xff")]


@pytest.mark.parametrize(("charset", "mark"), [row[1:] for row in UNICODE], ids=[row[0] for row in UNICODE])
def test_a_text_that_windows_saved_as_unicode_is_read(desk: Desk, charset: str, mark: bytes) -> None:
    desk.put("a.txt", mark + "Protokoll\r\n2 April 2025\r\n\r\nMöwen.\r\n".encode(charset))
    assert said(desk.ingest()) == []
    assert desk.seen("select own from sightings")[0].endswith("Möwen.")


def test_a_mailbox_of_an_old_macintosh_is_read(desk: Desk) -> None:
    desk.put("a.mbox", (ONE + TWO).replace("\n", "\r"))
    assert said(desk.ingest()) == []
    assert desk.seen(POSTS) == ["one@example.org", "two@example.org"]


NAMES = [  # (name of a file, as bytes, and as it is shown)
    (b"M\xf6wen.mbox", "sources/M?wen.mbox"),
    ("Möwen.mbox".encode(), "sources/Möwen.mbox"),
    (b"one\nline\x1b.mbox", "sources/one?line?.mbox"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_name_of_a_file_may_be_any_bytes(desk: Desk, name: bytes, shown: str) -> None:
    path = desk.folder / "sources" / os.fsdecode(name)
    path.parent.mkdir()
    try:
        path.write_text(ONE)
    except OSError:
        pytest.skip("this file system takes no such name")
    run = desk.ingest()
    assert (run.read, said(run)) == (1, [])
    assert [each.split("/", 1)[1] for each in desk.seen("select path from sources")] == [shown]
    assert desk.ingest().unchanged == 1
    desk.dedupe()
    found, read, elsewhere = of_sources(desk.sightings)
    assert (found.lost, read, elsewhere) == ([], 1, [])
