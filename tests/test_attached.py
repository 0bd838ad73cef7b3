"""Attachments, where that is asked for: their bytes kept, their text read as documents, each of which is one note."""

from __future__ import annotations

import base64
import os
import sqlite3
import stat
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from reading import Desk, content, mail, words

from ingest import cli, pipeline
from ingest.attached import Wish
from ingest.pipeline import ingest
from ingest.store import Store

STATEMENT = f"Statement on masts\n\n3 March 2025\n\n{words(60)}\n"


def with_file(
    body: str, filename: str, data: str | bytes, content_type: str = "text/plain; charset=utf-8", **fields: str | None
) -> str:
    """A mail with one attachment."""
    packed = base64.encodebytes(data.encode() if isinstance(data, str) else data).decode()
    parts = (
        f"--cut\nContent-Type: text/plain; charset=utf-8\n\n{body}\n--cut\nContent-Type: {content_type}\n"
        f'Content-Disposition: attachment; filename="{filename}"\nContent-Transfer-Encoding: base64\n\n{packed}--cut--\n'
    )
    return mail(parts, MIME_Version="1.0", Content_Type='multipart/mixed; boundary="cut"', **fields)


def read(desk: Desk, wish: Wish = Wish.TEXT) -> None:
    with closing(Store(desk.sightings)) as store:
        store.wish(wish)
        done = ingest([desk.folder / "sources"], store)
    assert done.problems == []
    desk.dedupe()


DOCUMENT = "select subject, sent, sent_basis, sender, list, recovered, sightings from messages where kind = 'document'"


def test_an_attached_document_is_a_note_that_was_seen_in_its_mail(desk: Desk) -> None:
    listed = {"Message_ID": "<a@example.org>", "List_Id": "<commons.example.org>"}
    desk.put("a.mbox", with_file("Here it is.", "statement.txt", STATEMENT, **listed))
    read(desk)
    assert desk.found(DOCUMENT) == [("Statement on masts: 3 March 2025", "2025-03-03", "page", None, "commons", 1, 1)]
    seen = desk.found(
        "select s.kind, h.header_message_id, s.evidence, s.place like '%/a1', s.list from sightings s"
        " join messages m on m.id = s.message join messages h on h.id = s.inside where m.kind = 'document'"
    )
    assert seen == [("forwarded", "a@example.org", "attached as statement.txt", 1, "commons")]
    (word,) = words(1, 59).split()
    assert desk.found(f"select count(*) from messages_fts where messages_fts match '{word}'") == [1]  # noqa: S608
    assert desk.found("select filename, bytes from attachments") == [("statement.txt", len(STATEMENT.encode()))]


@pytest.mark.parametrize(
    "name", ["catalog.txt", "Logic.md", "Configuration.txt", "statement.TXT", "log of 3 March.txt.md"]
)
def test_a_name_that_only_sounds_like_a_log_is_none(desk: Desk, name: str) -> None:
    desk.put("a.mbox", with_file("Here it is.", name, STATEMENT))
    read(desk)
    assert (len(desk.found(DOCUMENT)) == 1) is ("log of" not in name)


def test_an_attached_web_page_is_read_as_one(desk: Desk) -> None:
    page = (
        f"<html><head><title>Statement</title></head><body><h1>Statement on masts</h1><p>{words(60)}</p></body></html>"
    )
    desk.put("a.mbox", with_file("Here it is.", "statement.html", page, "text/html; charset=utf-8"))
    read(desk)
    assert [row[0] for row in desk.found(DOCUMENT)] == ["Statement on masts"]


def test_a_document_that_says_no_date_has_that_of_its_mail(desk: Desk) -> None:
    desk.put("a.mbox", with_file("Here it is.", "statement.txt", f"Statement on masts\n\n{words(60)}"))
    read(desk)
    assert [(sent, basis) for _, sent, basis, *_ in desk.found(DOCUMENT)] == [("2025-11-01T06:49:07Z", "inferred")]


def test_the_same_document_attached_twice_and_lying_there_as_a_file_is_one_note(desk: Desk) -> None:
    desk.put("a.mbox", with_file("Here it is.", "statement.txt", STATEMENT, Message_ID="<a@example.org>"))
    desk.put("b.mbox", with_file("Once more.", "copy.md", STATEMENT, Message_ID="<b@example.org>"))
    read(desk)
    before = desk.found("select id from messages where kind = 'document'")
    assert [row[-1] for row in desk.found(DOCUMENT)] == [2]
    desk.put("statement.txt", STATEMENT)
    read(desk)
    assert [row[-2:] for row in desk.found(DOCUMENT)] == [(0, 3)]
    assert desk.found("select id from messages where kind = 'document'") == before


def test_a_statement_that_is_attached_here_and_pasted_there_is_one_note(desk: Desk) -> None:
    desk.put("a.mbox", with_file("Here it is.", "statement.txt", STATEMENT, Message_ID="<a@example.org>"))
    desk.put("b.mbox", mail(STATEMENT, Message_ID="<b@example.org>", From="Bo <bo@example.org>"))
    read(desk)
    assert desk.found(DOCUMENT) == []
    assert desk.found(
        "select s.kind, s.evidence from sightings s join messages m on m.id = s.message"
        " where m.header_message_id = 'b@example.org' order by s.kind"
    ) == [("forwarded", "same words, attached as statement.txt"), ("posted", "the post itself")]


def test_two_statements_that_differ_in_a_number_stay_two(desk: Desk) -> None:
    desk.put("a.mbox", with_file("One.", "a.txt", f"Version 1. {words(60)}", Message_ID="<a@example.org>"))
    desk.put("b.mbox", with_file("Two.", "b.txt", f"Version 2. {words(60)}", Message_ID="<b@example.org>"))
    read(desk)
    assert len(desk.found(DOCUMENT)) == 2


NO_DOCUMENTS = [  # (why not, filename, content)
    ("a patch", "masts.patch", STATEMENT),
    ("a log", "ue_log.txt", STATEMENT),
    ("a log of a program in one word", "BuildLog.txt", STATEMENT),
    ("another body once more", "attachment-0001.html", f"<html><body>{STATEMENT}"),
    ("a program", "masts.py", STATEMENT),
    ("a signature", "signature.asc", STATEMENT),
    ("the body once more", "attachment.html", f"<html><body>{STATEMENT}"),
    ("a remark", "note.txt", "See you there."),
    ("nothing", "empty.txt", " "),
    ("a web page of a few words", "map.html", "<html><body>The <a href='https://example.org/'>map</a></body></html>"),
]


@pytest.mark.parametrize(("why", "filename", "data"), NO_DOCUMENTS, ids=[why for why, *_ in NO_DOCUMENTS])
def test_what_is_no_document_stays_an_attachment(desk: Desk, why: str, filename: str, data: str | bytes) -> None:
    desk.put("a.mbox", with_file("Here it is.", filename, data))
    read(desk)
    assert desk.found(DOCUMENT) == [], why
    assert desk.found("select filename from attachments") == [filename]


UNREADABLE = [  # (filename, content, what is said)
    ("statement.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9, "a PDF that is damaged or encrypted"),
    ("statement.docx", b"PK\x03\x04word/" + bytes(range(256)) * 9, "a damaged Word document"),
    ("statement.odt", b"PK\x03\x04" + bytes(range(256)) * 9, "an office file that is no text"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(900), "a picture"),
    ("noise.txt", bytes(range(256)) * 9, "no format that can be read"),
]


@pytest.mark.parametrize(("filename", "data", "said"), UNREADABLE, ids=[name for name, *_ in UNREADABLE])
def test_an_attached_document_that_cannot_be_read_is_one_problem_and_its_mail_is_read(
    desk: Desk, filename: str, data: bytes, said: str
) -> None:
    first = mail("Good morning.", To="commons@example.org", Message_ID="<a@example.org>")
    desk.put("a.mbox", first + with_file("Here it is.", filename, data, Message_ID="<b@example.org>"))
    ran = CliRunner().invoke(cli.main, [str(desk.sightings), str(desk.folder / "sources"), "--attachments", "text"])
    assert ran.exit_code == 0
    start, end = len(first), (desk.folder / "sources" / "a.mbox").stat().st_size
    (line,) = [line for line in ran.stdout.splitlines() if line.startswith("  ")]
    assert f"a.mbox at {start}-{end}/a1: {said} (attached as {filename}; " in line
    assert desk.seen("select found, stored, known, skipped from sources") == [(3, 2, 0, 1)]
    assert desk.seen("select filename from attachments") == [filename]
    assert desk.seen("select count(*) from problems") == [1]


def test_documents_of_a_mail_inside_a_mail_are_found_too(desk: Desk) -> None:
    inner = with_file("Here it is.", "statement.txt", STATEMENT, Message_ID="<in@example.org>").split("\n", 1)[1]
    outer = f"--out\nContent-Type: text/plain\n\nSee below.\n--out\nContent-Type: message/rfc822\n\n{inner}\n--out--\n"
    desk.put(
        "a.mbox",
        mail(outer, MIME_Version="1.0", Content_Type='multipart/mixed; boundary="out"', Message_ID="<a@example.org>"),
    )
    read(desk)
    assert [row[0] for row in desk.found(DOCUMENT)] == ["Statement on masts: 3 March 2025"]


SCRUBBED = """See the statement.
-------------- next part --------------
A non-text attachment was scrubbed...
Name: statement.txt
Type: text/plain
Size: 99 bytes
Desc: not available
URL: <http://lists.example.org/pipermail/commons/attachments/20250303/6f16bd07/PATH>
"""
TREE = [  # (path in the URL, whether the file lies in the tree of the list)
    ("statement.txt", True),
    ("other.txt", False),
    ("../../../secret.txt", False),
    ("%2e%2e/%2e%2e/%2e%2e/secret.txt", False),
    ("a%00b.txt", False),
]


@pytest.mark.parametrize(("path", "there"), TREE)
def test_a_part_that_was_taken_out_is_read_from_the_web_tree_of_the_list_and_from_nowhere_else(
    desk: Desk, path: str, there: bool
) -> None:
    desk.put("commons/2025-March.txt", mail(SCRUBBED.replace("PATH", path)))
    for file in ("commons/attachments/20250303/6f16bd07/statement.txt", "commons/secret.txt"):
        desk.put(file, STATEMENT)
    with closing(Store(desk.sightings)) as store:
        store.wish(Wish.TEXT)
        ingest([desk.folder / "sources" / "commons" / "2025-March.txt"], store)
    desk.dedupe()
    (found,) = desk.found("select filename, bytes, sha256, url is not null from attachments")
    wanted = (len(STATEMENT.encode()), sha256(STATEMENT.encode()).hexdigest()) if there else (99, None)
    assert found == ("statement.txt", *wanted, 1)
    assert len(desk.found(DOCUMENT)) == there


def test_the_books_balance_with_documents(desk: Desk) -> None:
    desk.put("a.mbox", with_file("Here it is.", "statement.txt", STATEMENT))
    read(desk)
    assert desk.found("select found, stored, known, skipped from sources") == [(1, 1, 0, 0)]


def test_bytes_are_kept_only_where_that_is_asked_for(desk: Desk) -> None:
    desk.put("a.mbox", with_file("Here it is.", "masts.bin", b"\x00\x01masts", "application/octet-stream"))
    desk.put("b.mbox", with_file("Again.", "again.bin", b"\x00\x01masts", "application/octet-stream"))
    folder = desk.sightings.parent / "attachments"
    for wish in (Wish.NOTHING, Wish.TEXT):
        read(desk, wish)
        assert not folder.exists()
    read(desk, Wish.KEEP)
    digest = sha256(b"\x00\x01masts").hexdigest()
    assert {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == {
        f"{digest[:2]}/{digest}": b"\x00\x01masts"
    }
    assert not stat.S_IMODE((folder / digest[:2] / digest).stat().st_mode) & 0o111
    assert desk.found("select distinct sha256 from attachments") == [digest]


def test_the_choice_holds_until_another_is_made_and_what_was_read_is_read_again(desk: Desk, tmp_path: Path) -> None:
    desk.put("a.mbox", with_file("Here it is.", "statement.txt", STATEMENT))
    sources = str(desk.folder / "sources")

    def documents(**choice: str) -> int:
        assert CliRunner().invoke(cli.main, [str(desk.sightings), sources], env=choice).exit_code == 0
        return int(desk.seen("select count(*) from sightings where kind = 'document'")[0])

    assert documents() == 0
    assert documents(ATTACHMENTS="text") == 1
    assert documents() == 1
    assert documents(ATTACHMENTS="keep") == 0
    assert (tmp_path / "attachments").is_dir() or (desk.sightings.parent / "attachments").is_dir()
    assert documents(ATTACHMENTS="both") == 1
    assert documents(ATTACHMENTS="none") == 0
    refused = CliRunner().invoke(cli.main, [str(desk.sightings), sources], env={"ATTACHMENTS": "all"})
    assert (refused.exit_code, "none" in refused.stderr) == (2, True)


def test_bytes_that_cannot_be_kept_end_the_run_and_no_message_is_taken_for_unreadable(desk: Desk) -> None:
    desk.put("a.mbox", with_file("Here it is.", "masts.bin", b"\x00\x01masts", "application/octet-stream"))
    folder = desk.sightings.parent / "attachments"
    folder.write_text("no folder")
    args = [str(desk.sightings), str(desk.folder / "sources"), "--attachments", "keep"]
    refused = CliRunner().invoke(cli.main, args)
    assert (refused.exit_code, refused.stderr.count("\n"), "cannot be written" in refused.stderr) == (1, 1, True)
    folder.unlink()
    assert CliRunner().invoke(cli.main, args).exit_code == 0
    assert desk.seen("select count(*) from sightings where inside = ''") == [1]


def test_a_choice_waits_for_another_run_and_then_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("a.mbox", mail("Good morning."))
    desk.ingest()
    monkeypatch.setattr("ingest.store.WAIT", 0.1)
    with closing(sqlite3.connect(desk.sightings, isolation_level=None)) as writer:
        writer.execute("begin immediate")
        args = [str(desk.sightings), str(desk.folder / "sources"), "--attachments", "text"]
        refused = CliRunner().invoke(cli.main, args)
    assert refused.exit_code == 1
    assert refused.stderr.endswith("another run is writing this database; wait until it has ended, then try again\n")


def test_worker_processes_find_the_same_documents(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        statement = f"Statement {number}\n\n{words(60, number * 60)}"
        desk.put(f"{number}.mbox", with_file("Here.", "statement.txt", statement, Message_ID=f"<{number}@example.org>"))
    read(desk, Wish.TEXT | Wish.KEEP)
    wanted = content(desk.archive)
    other = Desk(desk.folder / "other")
    for path in (desk.folder / "sources").iterdir():
        other.put(path.name, path.read_text())
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(pipeline, "SMALL", 0)
    read(other, Wish.TEXT | Wish.KEEP)
    assert len(other.found(DOCUMENT)) == 3
    assert content(other.archive)["messages"] == wanted["messages"]
