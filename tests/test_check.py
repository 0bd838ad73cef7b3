"""Nothing is lost, and what is wrong is said: each fault is put into a sound archive, and found."""

from __future__ import annotations

import base64
import gzip
import io
import shutil
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from growth import assert_grows_with_size, seconds
from making import a_docx, commit, made
from reading import ROOT, Desk, mail, words

from dedupe.check import main, of_sources
from dedupe.fates import Fates
from ingest import pipeline
from ingest.attached import Wish
from ingest.store import Store

DOCS = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "data" / "sample"


def check(desk: Desk, *options: str) -> Result:
    return CliRunner().invoke(main, [*options, str(desk.sightings), str(desk.archive)])


def test_no_line_of_the_sample_is_lost(sample: Desk) -> None:
    ran = check(sample)
    assert ran.exit_code == 0, ran.output
    assert [line for line in ran.output.splitlines() if line not in DOCS] == []
    assert "Found 44 messages = 43 stored + 0 known + 1 not readable, in 9 sources." in ran.output
    assert "in the 8 sources that lie where they were read" in ran.output
    assert ran.output.endswith("    0  lost\n")


FAULTS = [  # (database, SQL that spoils it, what is said)
    ("archive", "update sources set found = 99", "the books of a source do not balance: sources/"),
    ("archive", "update messages set sightings = 99 where depth = 1", "a message does not count its places: "),
    ("archive", "update threads set messages = 99", "a thread does not count its messages: "),
    ("archive", "update messages set position = 7", "the places in a thread are not those from 0 on: "),
    ("archive", "update messages set depth = 7 where reply_to is not null", "an answer does not stand in the thread below"),
    ("archive", "insert into texts values ('x', '', '', 'own', '', '', '')", "a row points to none: texts messages"),
    ("archive", "delete from messages_fts_docsize", "a text cannot be found by a search: "),
    ("archive", "update texts set own = replace(own, 'antenna', 'pigeon')", "a text is not that of any of its sightings: /m/"),
    ("archive", "delete from sources where path like '%noor%'", "a source is in one database only"),
    ("archive", "delete from sightings where inside is null", "a post is in no message: "),
    ("sightings", "update sources set known = 7", "the books of a source do not balance in sightings.db: "),
    ("sightings", "update sources set stored = stored + 1, found = found + 1", "posts of a source are not as many"),
    ("sightings", "delete from sightings where inside = '' and place like '0-%'", "posts of a source are not as many"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sql", "said"), FAULTS, ids=[sql[:40] for _, sql, _ in FAULTS])
def test_a_fault_is_found(sample: Desk, tmp_path: Path, name: str, sql: str, said: str) -> None:
    desk = Desk(tmp_path)
    for path in (sample.sightings, sample.archive):
        shutil.copy(path, tmp_path)
    with closing(sqlite3.connect(tmp_path / f"{name}.db")) as db, db:
        db.execute(sql)
    ran = check(desk, "--quick")
    assert ran.exit_code == 1
    assert said in ran.stderr


INNER = (
    "From: Cleo Third <cleo@example.org>\nSubject: Ladder\nContent-Type: multipart/mixed; boundary=in\n\n--in\n\nPlease bring it.\n"
    "--in\nContent-Disposition: attachment; filename=list.txt\n\nA saw.\n--in--\n"
)
WITH_MAIL = f"--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n{INNER}\n--b--\n"
ATTACHED = "where message = (select id from messages where subject = 'Ladder')"
OF_ATTACHED = [  # (SQL that takes from an archive what an attached mail of few words says, what is said)
    ("delete from sightings ", "attached to another mail is in no message: "),
    ("delete from attachments ", "seen once has not what was attached to it: "),
    ("update texts set own = '' ", "a text is not that of any of its sightings: /m/"),
]


@pytest.mark.parametrize(("sql", "said"), OF_ATTACHED, ids=[sql[:40] for sql, _ in OF_ATTACHED])
def test_an_attached_mail_that_the_archive_has_not_is_missed(desk: Desk, sql: str, said: str) -> None:
    desk.build(mail(WITH_MAIL, Content_Type="multipart/mixed; boundary=b"))
    assert check(desk).exit_code == 0
    with closing(sqlite3.connect(desk.archive)) as db, db:
        db.execute(sql + ATTACHED)
        db.execute("update messages set sightings = (select count(*) from sightings where message = messages.id)")
    ran = check(desk, "--quick")
    assert ran.exit_code == 1
    assert said in ran.stderr


def test_a_line_that_reading_dropped_is_lost_and_said_with_its_place(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.build(mail("One sentence stays here.\nAnother sentence goes away now.\n", Message_ID="<a@x.org>"))
    for path, column in ((desk.sightings, "own"), (desk.archive, "own")):
        with closing(sqlite3.connect(path)) as db, db:
            table = "sightings" if path == desk.sightings else "texts"
            db.execute(f"update {table} set {column} = 'One sentence stays here.', layout = 'own 24'")  # noqa: S608
    ran = check(desk)
    assert ran.exit_code == 1
    assert "1  lost" in ran.stdout
    assert "2025-November.mbox at 0-" in ran.stderr
    assert "Another sentence goes away now." in ran.stderr


BOUNDARY = {"Content_Type": 'multipart/mixed; boundary="b"'}
EITHER = {"Content_Type": 'multipart/alternative; boundary="b"'}
WRITTEN = "On Sat, Nov 1, 2025 at 6:49 AM Ben Other <ben@example.net> wrote:\n"
FATES = [  # (what stands in the mail, the mail, fates of its lines)
    ("own words", mail("A b c d.\nE f g."), {"own text": 2}),
    ("a quote", mail(f"Yes.\n\n{WRITTEN}> Is it done by now?\n"), {"own text": 1, "quoted": 2}),
    ("a signature", mail("Yes, I do.\n\n-- \nAnn of the mill\n"), {"own text": 1, "signature": 1}),
    ("parts", mail("Before it all.\n--b\n\nThe body is here.\n--b--\nAfter it all.\n", **BOUNDARY),
     {"around the parts of a mail": 2, "own text": 1}),
    ("a text file", mail("--b\n\nSee the file.\n--b\nContent-Disposition: attachment; filename=a.txt\n\nMinutes of May.\n--b--\n",
     **BOUNDARY), {"own text": 1, "attached file": 1}),
    ("HTML beside text", mail("--b\n\nPlain words only.\n--b\nContent-Type: text/html\n\n<p>Plain words only.</p><p>And a banner"
     " too.</p>\n--b--\n", **EITHER), {"own text": 2, "HTML twin of a plain text": 1}),
    ("HTML alone", mail("<p>Some <b>bold</b> words.</p><blockquote>Somebody said this before.</blockquote>",
     Content_Type="text/html"), {"own text": 1, "quoted": 1}),
    ("a calendar", mail("--b\n\nPlease do come.\n--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n--b--\n", **BOUNDARY),
     {"own text": 1, "attached file": 1}),
    ("base64", mail("QSBiIGMgZC4KRSBmIGcuCg==\n", Content_Transfer_Encoding="base64"), {"own text": 2}),
    ("quoted-printable", mail("caf=C3=A9 au l=\nait, please\n", Content_Type="text/plain; charset=utf-8",
     Content_Transfer_Encoding="quoted-printable"), {"own text": 1}),
    ("a mail in a mail", mail("--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\nFrom: b@x.org\n\nSaid there.\n--b--\n",
     **BOUNDARY), {"own text": 2}),
    ("an address over two lines", mail("Do look at\nexample.org is the name."), {"own text": 2}),
    ("latin-1", mail("caf\u00e9 cr\u00e8me br\u00fbl\u00e9e"), {"own text": 1}),
]  # fmt: skip


def fates(desk: Desk) -> Fates:
    """The fates of the lines of all sources of a desk."""
    found, _, elsewhere = of_sources(desk.sightings)
    assert elsewhere == []
    return found


@pytest.mark.parametrize(("what", "text", "expected"), FATES, ids=[each[0] for each in FATES])
def test_every_line_has_a_fate(tmp_path: Path, what: str, text: str, expected: dict[str, int]) -> None:
    desk = Desk(tmp_path)
    desk.put("a.mbox", text.encode("latin-1") if what == "latin-1" else text)
    desk.ingest()
    found = fates(desk)
    assert dict(found.lines) == expected
    assert found.lost == []


def test_a_page_is_looked_at_in_the_charset_that_it_declares(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    line = "A l\u0151porf\u00fcst \u00e9s az \u0151r\u00fclet k\u00f6z\u00f6tt van n\u00e9h\u00e1ny t\u00f6bb sz\u00f3 is ma"
    meta = '<META http-equiv="Content-Type" content="text/html; charset=iso-8859-2">'
    page = f"<HTML><HEAD>{meta}</HEAD><BODY>\n<H1>Masts</H1>\n{line}\n"
    article = f"<!--beginarticle-->\n<PRE>{line}\n</PRE>\n<!--endarticle-->\n</BODY></HTML>\n"
    desk.put("000001.html", (page + article).encode("iso-8859-2"))
    desk.ingest()
    found = fates(desk)
    assert found.lost == []
    assert found.lines["own text"] == 2


def test_parts_that_an_old_month_left_in_a_text_are_parts(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    head = "Content-Type: text/plain;\n\tcharset=iso-8859-1\n\n"
    desk.put(
        "commons/2003-August.txt",
        "From ann@example.org  Sat Aug 30 16:57:42 2003\nFrom: ann@example.org (Ann Example)\n"
        "Date: Sat, 30 Aug 2003 17:57:42 +0200\nSubject: [commons] Masts\nMessage-ID: <a@example.org>\n\n"
        f"This is a multipart message in MIME format\n\n--_Part_1\n{head}See the plan of the masts.\n--_Part_1--\n\n",
    )
    desk.ingest()
    assert (fates(desk).lines, fates(desk).lost) == ({"around the parts of a mail": 1, "own text": 1}, [])


def test_what_a_copied_page_has_around_its_message_is_no_loss(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    field = f"Dkim-signature: v=1; {words(30)}".replace("\n", " ")
    desk.put(
        "page.txt",
        "[Date Prev][Date Next][Thread Prev][Thread Next][Date Index][Thread Index]\n[commons] Masts\n"
        f"From: Ann Example <ann@example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\n{field}\nSubject: [commons] Masts\n"
        f"{words(40, 100)}\nPrev by Date: {' '.join(words(20, 300).split())}\nIndex(es):\nDate\nThread\n",
    )
    desk.ingest()
    desk.dedupe()
    ran = check(desk)
    assert ran.exit_code == 0, ran.output
    assert "head or link of a page" in ran.output


NUMBERED = (
    "   Ann Example [1]ann at example.org\n   Sat Nov 1 06:49:07 UTC 2025\n     * Messages sorted by: [2][ date ] [3][ thread ]\n\n"
    "The pump in the lower garden has stopped, see [4]https://example.org/the-plan for where the pipes of it lie.\n\n"
    "References\n\n" + "".join(f"   {number}. https://example.org/{number}\n" for number in range(1, 5))
)
PRINTED = "<html><body><p>The pump</p><p>2 messages</p>" + "".join(
    f"<p>{name} Example &lt;{name.lower()}@example.org&gt; Mon, Mar 3, 2025 at 2:05 PM</p>"
    f"<p>To: garden@lists.example.org</p><p>{text}</p>"
    for name, text in (
        ("Ann", "The pump in the lower garden has stopped again this morning."),
        ("Bo", "Give it water first."),
    )
)


@pytest.mark.parametrize(("name", "page"), [("page.txt", NUMBERED), ("page.html", PRINTED)])
def test_what_programs_put_into_a_page_is_no_loss(tmp_path: Path, name: str, page: str) -> None:
    desk = Desk(tmp_path)
    desk.put(name, page)
    desk.ingest()
    desk.dedupe()
    ran = check(desk)
    assert ran.exit_code == 0, ran.output
    assert "own text" in ran.output


def test_a_mail_that_a_page_shows_as_it_was_sent_is_looked_at_decoded(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    fields = (
        "Message-ID: <a@x.org>\nFrom: Ann <ann@example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\nMIME-Version: 1.0\n"
    )
    encoded = "Content-Transfer-Encoding: quoted-printable\n\nThe caf=C3=A9 au lait of the corner is good.\n"
    desk.put("page.txt", f"Original Message\nCopy to clipboard\n{fields}{encoded}")
    desk.put(
        "a.emlx",
        f"{len(fields) + 19}\n{fields.replace('<a@', '<b@')}\nThe masts stand up.\n<plist>\nflags of it\n</plist>\n",
    )
    desk.ingest()
    found = fates(desk)
    assert (found.lines["own text"], found.lost) == (2, [])


def test_what_stands_around_a_digest_on_a_page_is_no_loss(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    rule = "-" * 30
    one = f"Date: Sat, 1 Nov 2025 06:49:07 +0000\nFrom: Ann <ann@example.org>\nSubject: Masts\n\n{words(12)}\n\n{rule}\n\n"
    around = " ".join(words(30, 300).split())
    text = f"Masts Digest 22.39\n\n{around}\n\n{'-' * 70}\n\n{one}{one.replace(words(12), words(12, 100))}End of Masts Digest\n"
    desk.put("22.39.txt", text)
    desk.put("page.txt", f"[MASTS] Masts Digest 22.39\n\nFrom: Cid\nDate: Sat Nov 01 2025 - 07:00:00 PST\n\n{text}")
    desk.ingest()
    found = fates(desk)
    assert (found.lines["around the parts of a mail"] > 0, found.lost) == (True, [])


def test_a_compressed_source_and_a_changed_file_are_looked_at_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    first, second = (
        mail("First words here.", Message_ID="<a@x.org>"),
        mail("Second words here.", Message_ID="<b@x.org>"),
    )
    third = mail("Third words here.", Message_ID="<c@x.org>")
    desk.put("a.mbox.gz", gzip.compress((first + second).encode(), mtime=0))
    desk.ingest()
    desk.put("a.mbox.gz", gzip.compress((second + third).encode(), mtime=0))
    desk.ingest()
    desk.dedupe()
    ran = check(desk)
    assert ran.exit_code == 0, ran.output
    assert "1  in an older state of the same file" in ran.output
    assert "1 sources are gone" not in ran.output


WORDS = "Another sentence goes away now."
MINUTES = "Minutes\n3 March 2025\nThe masts are up now.\nWho will paint them and when?\n"


def packed(kind: str, *texts: str) -> bytes:
    """An archive of files with a mailbox for each text."""
    held = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(held, "w") as archive:
            for number, text in enumerate(texts):
                archive.writestr(f"{number}.mbox", text)
    else:
        with tarfile.open(fileobj=held, mode="w:gz") as tar:
            for number, text in enumerate(texts):
                info = tarfile.TarInfo(f"{number}.mbox")
                info.size = len(text)
                tar.addfile(info, io.BytesIO(text.encode()))
    return held.getvalue()


def in_a_zip(desk: Desk, text: str) -> None:
    desk.put("all.zip", packed("zip", text, mail(words(9, 300))))


def in_a_tar_in_a_zip(desk: Desk, text: str) -> None:
    inner = packed("tar", text)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("inner.tar.gz", inner)
    desk.put("all.zip", held.getvalue())


def in_a_repository(desk: Desk, text: str) -> None:
    commit(made(desk.folder / "sources" / "commons.git"), {"m": text.partition("\n")[2]})


def in_a_fetched_repository(desk: Desk, text: str) -> None:
    desk.put("commons/commons-0.0000001-0000001.mbox", text)
    made(desk.folder / "sources" / "commons" / ".commons-0.git")


def at_two_places(desk: Desk, text: str) -> None:
    desk.put("b/a.mbox", text)
    desk.put("a/b.mbox", text)


def under_rubbish(desk: Desk, text: str) -> None:
    desk.put("a.mbox", f"rubbish\n{text}")


LIES = [in_a_zip, in_a_tar_in_a_zip, in_a_repository, in_a_fetched_repository, at_two_places, under_rubbish]


@pytest.mark.parametrize("lies", LIES)
def test_what_lies_in_an_archive_or_a_repository_is_looked_at_too(
    tmp_path: Path, lies: Callable[[Desk, str], None]
) -> None:
    desk = Desk(tmp_path)
    lies(desk, mail(f"One sentence stays here.\n{WORDS}\n", To="x", Message_ID="<a@x.org>"))
    desk.ingest()
    found = fates(desk)
    assert found.lost == []
    assert found.lines["own text"] >= 2
    with closing(sqlite3.connect(desk.sightings)) as db, db:
        db.execute("update sightings set own = 'One sentence stays here.' where message_id = 'a@x.org'")
    assert [each.line for each in fates(desk).lost] == [WORDS]


FILES = [  # (name, type, content, fates of the lines of the mail and of what only its format reads)
    ("minutes.txt", "text/plain", MINUTES.encode(), {"own text": 1, "attached file": 4}),
    ("minutes.docx", "application/octet-stream", a_docx(*MINUTES.splitlines()), {"own text": 6}),
    ("note.txt", "text/plain", b"See you there.", {"own text": 1, "attached file": 1}),
    ("broken.pdf", "application/pdf", b"%PDF-1.7\n", {"own text": 1}),
]


@pytest.mark.parametrize(("name", "kind", "data", "expected"), FILES, ids=[each[0] for each in FILES])
def test_attached_documents_are_looked_at_where_their_text_was_read(
    tmp_path: Path, name: str, kind: str, data: bytes, expected: dict[str, int]
) -> None:
    desk = Desk(tmp_path)
    file = (
        f"Content-Type: {kind}\nContent-Disposition: attachment; filename={name}\nContent-Transfer-Encoding: base64\n"
    )
    desk.put(
        "a.mbox", mail(f"--b\n\nSee the file.\n--b\n{file}\n{base64.encodebytes(data).decode()}\n--b--\n", **BOUNDARY)
    )
    with closing(Store(desk.sightings)) as store:
        store.wish(Wish.TEXT)
        pipeline.ingest([tmp_path / "sources"], store)
    found = fates(desk)
    assert (dict(found.lines), found.lost) == (expected, [])
    with closing(sqlite3.connect(desk.sightings)) as db, db:
        db.execute("update sightings set own = 'Minutes' where kind = 'document'")
    lost = [each.line for each in fates(desk).lost]
    assert (lost[:2] == MINUTES.splitlines()[2:]) is ("minutes" in name)
    assert all(each.place.endswith("/a1") for each in fates(desk).lost)


def test_a_document_attached_to_a_mail_that_is_attached_is_looked_at(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    document = base64.encodebytes(a_docx(*MINUTES.splitlines())).decode()
    file = f"Content-Disposition: attachment; filename=minutes.docx\nContent-Transfer-Encoding: base64\n\n{document}"
    inner = (
        "Content-Type: message/rfc822\n\nFrom: b@x.org\nContent-Type: multipart/mixed; boundary=c\n\n"
        f"--c\n\nSaid there.\n--c\n{file}\n--c--"
    )
    desk.put("a.mbox", mail(f"--b\n\nSee below.\n--b\n{inner}\n--b--\n", **BOUNDARY))
    with closing(Store(desk.sightings)) as store:
        store.wish(Wish.TEXT)
        pipeline.ingest([tmp_path / "sources"], store)
    assert fates(desk).lost == []
    with closing(sqlite3.connect(desk.sightings)) as db, db:
        db.execute("update sightings set own = 'Minutes' where kind = 'document'")
    assert all(each.place.endswith("/m1/a1") for each in fates(desk).lost)
    assert fates(desk).lost != []


def test_what_a_list_wrote_around_the_messages_of_a_digest_is_no_loss(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    head = "Date: Sat, 1 Nov 2025 06:49:07 +0000\nFrom: Ann <ann@x.org>\nSubject: Masts\n\n"
    parts = [
        f"Message: {number}\n{head}Mast {word} stands here.\n\n{'-' * 30}\n\n"
        for number, word in ((1, "one"), (2, "two"))
    ]
    text = (
        "Send commons mailing list submissions to\n\tcommons@x.org\n\nToday's Topics:\n\n   1. Masts (Ann)\n\n"
        f"{'-' * 70}\n\n{''.join(parts)}End of commons Digest, Vol 7, Issue 9\n{'*' * 37}\n"
    )
    desk.put("a.mbox", mail(text, From="commons-request@x.org", Subject="commons Digest, Vol 7, Issue 9"))
    desk.ingest()
    found = fates(desk)
    assert desk.seen("select own from sightings") == ["Mast one stands here.", "Mast two stands here."]
    assert found.lost == []
    assert found.lines["own text"] == 2


def test_worker_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    desk.put("all.zip", packed("zip", *(mail(words(20, 20 * number)) for number in range(8))))
    desk.ingest()
    alone = fates(desk)
    monkeypatch.setattr("dedupe.check.BATCH_JOBS", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert fates(desk) == alone
    assert alone.lines == {"own text": 16}


def test_sources_that_are_gone_are_counted(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.build(mail(words(20)), mail(words(20, 300)))
    (tmp_path / "sources" / "list-0" / "2025-November.mbox").unlink()
    desk.put("list-1/2025-November.mbox", mail(words(20, 600)))
    ran = check(desk)
    assert ran.exit_code == 0
    assert "2 sources are gone or changed; their lines were not looked at:\n" in ran.output
    assert "sources/list-1/2025-November.mbox" in ran.stderr


def test_the_archive_alone_can_be_checked(sample: Desk, tmp_path: Path) -> None:
    shutil.copy(sample.archive, tmp_path)
    ran = check(Desk(tmp_path))
    assert ran.exit_code == 0
    assert ran.output.startswith("The archive is sound")
    assert "All that was stored" not in ran.output


def test_a_source_whose_path_bears_an_address_is_in_both(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("commons@example.org-2025-11.mbox", mail(words(20)))
    desk.ingest()
    desk.dedupe()
    assert check(desk).exit_code == 0, check(desk).output


@pytest.mark.parametrize("redacted", ["messages: [assembly-2025.1742490000@example.net]", "words: [antenna, masts]"])
def test_what_is_redacted_is_no_loss(sample: Desk, tmp_path: Path, redacted: str) -> None:
    desk = Desk(tmp_path)
    shutil.copy(sample.sightings, tmp_path)
    (tmp_path / "redactions.yml").write_text(redacted, encoding="utf-8")
    desk.dedupe()
    assert check(desk, "--quick").exit_code == 0, check(desk, "--quick").output


def test_a_post_that_is_lost_is_found_also_where_another_is_redacted(sample: Desk, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    shutil.copy(sample.sightings, tmp_path)
    (tmp_path / "redactions.yml").write_text("messages: [assembly-2025.1742490000@example.net]", encoding="utf-8")
    desk.dedupe()
    with closing(sqlite3.connect(desk.archive)) as db, db:
        db.execute("delete from sightings where id = (select min(id) from sightings where inside is null)")
    assert check(desk, "--quick").stderr.count("a post is in no message: ") == 1


def test_a_quote_that_lost_its_marks_is_no_other_text(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    answer = mail(
        f"Yes, we do.\n\n{words(50)}\n", Message_ID="<b@x.org>", In_Reply_To="<a@x.org>", From="Ben <ben@x.org>"
    )
    desk.build(mail(words(50), Message_ID="<a@x.org>"), answer)
    assert desk.found("select own from texts t join messages m on m.id = t.message order by words") == [
        "Yes, we do.",
        words(50),
    ]
    assert check(desk).exit_code == 0, check(desk).output


def test_what_is_not_there_or_no_archive_is_one_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert check(desk).output.endswith("archive.db: no such file or folder\n")
    desk.archive.write_text("no database at all", encoding="utf-8")
    assert check(desk).output.count("\n") == 1


def in_one_mail(lines: int) -> tuple[str, bytes]:
    return "a.mbox", mail("\n".join(f"a{n % 7} b{n % 11} c{n} d e f" for n in range(lines))).encode()


def in_many_files_of_a_zip(lines: int) -> tuple[str, bytes]:
    return "a.zip", packed("zip", *(mail(f"a{n} b{n} c{n}\nd e f") for n in range(lines // 20)))


@pytest.mark.parametrize("lying", [in_one_mail, in_many_files_of_a_zip])
def test_time_grows_with_size_and_not_faster(tmp_path: Path, lying: Callable[[int], tuple[str, bytes]]) -> None:
    desks = {lines: Desk(tmp_path / str(lines)) for lines in (8_000, 16_000)}
    for lines, desk in desks.items():
        desk.put(*lying(lines))
        desk.ingest()
        assert fates(desk).lost == []
    assert_grows_with_size(lambda lines: seconds(lambda: fates(desks[lines])), 8_000)
