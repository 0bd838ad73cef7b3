"""Which files are read, and what may be said of where they lie."""

from __future__ import annotations

import gzip
import os
from pathlib import Path, PurePosixPath

import pytest
from reading import Desk, mail

from ingest.errors import SourceMissing
from ingest.files import sources, unpack
from ingest.message import MailingList

NOT_FOLLOWED = "a link that leads out of the folder, or nowhere; put what it points to in its place"
HOME = "/".join(("", "home", "ann"))  # in pieces: no path of a machine may stand in a file


def put(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_files_below_a_folder_are_found_sorted_and_once(tmp_path: Path) -> None:
    b, a, deep = put(tmp_path / "b.txt"), put(tmp_path / "a.txt"), put(tmp_path / "one" / "two" / "c.mbox")
    assert sources.find([tmp_path]) == [a, b, deep]
    assert sources.find([b, tmp_path, a, tmp_path / "one"]) == [b, a, deep]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / ".git" / "HEAD"), put(tmp_path / ".DS_Store")
    seen = put(tmp_path / "a.txt")
    assert sources.find([tmp_path]) == [seen]


@pytest.mark.parametrize("name", ["Inbox.msf", "Inbox.ev-summary", "msgFilterRules.dat", "Thumbs.db", "desktop.ini"])
def test_what_programs_write_beside_mailboxes_is_left_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "Inbox").write_text("mail")
    (tmp_path / name).write_text("no mail")
    assert [path.name for path in sources.find([tmp_path])] == ["Inbox"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    hidden = put(tmp_path / ".mail")
    assert sources.find([hidden]) == [hidden]


def test_a_link_that_leads_out_of_the_folder_or_nowhere_is_said_and_not_followed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    mail_outside = put(tmp_path / "secret.mbox", mail().encode())
    inside = desk.put("a.mbox", mail(Message_ID="<a@example.org>"))
    links = {"file": mail_outside, "folder": tmp_path, "nowhere": tmp_path / "nothing", "ring": Path("ring")}
    for name, target in links.items():
        (inside.parent / name).symlink_to(target)
    run = desk.ingest()
    assert [(path, problem.what, problem.detail) for path, problem in run.problems] == [
        (f"{tmp_path.name}/sources/{name}", "cannot be opened", NOT_FOLLOWED) for name in sorted(links)
    ]
    assert desk.seen("select message_id from sightings") == ["a@example.org"]


def test_what_a_link_within_the_folder_leads_to_is_read_once(tmp_path: Path) -> None:
    inside = put(tmp_path / "one" / "a.txt")
    (tmp_path / "b.txt").symlink_to(inside)
    (tmp_path / "two").symlink_to(tmp_path / "one")
    assert sources.find([tmp_path]) == [inside]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look everywhere")
def test_a_folder_or_file_that_may_not_be_looked_at_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("a.mbox", mail()).chmod(0)
    desk.put("shut/b.mbox", mail()).parent.chmod(0)
    said = [(path, problem.what, problem.detail) for path, problem in desk.ingest().problems]
    (desk.folder / "sources" / "shut").chmod(0o700)
    assert said == [
        (f"{tmp_path.name}/sources/{name}", "cannot be opened", "Permission denied") for name in ("a.mbox", "shut")
    ]


def test_what_is_no_file_is_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # opening it would wait for ever
    assert sources.find([tmp_path]) == []


def test_a_path_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match=r"aaa: no such file or folder$"):
        sources.find([tmp_path / ("a" * 300)])
    with pytest.raises(SourceMissing, match=r"nothing\.mbox: no such file or folder$"):
        sources.find([tmp_path / "nothing.mbox"])


PATHS = [  # (path, what is published of it)
    ("/srv/lists/pipermail/commons/2025-May.txt", "pipermail/commons/2025-May.txt"),
    ("/srv/2025-May.txt", "srv/2025-May.txt"),
    ("/2025-May.txt", "2025-May.txt"),
    (f"{HOME}/mail/commons.mbox", "mail/commons.mbox"),
    (f"{HOME}/commons.mbox", "commons.mbox"),
    (f"{HOME}/a/b/c/d.mbox", "b/c/d.mbox"),
    (f"/{HOME[1:5]}/ben/commons.mbox", "commons.mbox"),  # of another user
    (f"/{HOME[1:5]}/ben/mail/commons.mbox", "mail/commons.mbox"),
    (f"/{'Users'}/ben/Mail/commons.mbox", "Mail/commons.mbox"),
    (f"/{'root'}/commons.mbox", "commons.mbox"),
]


@pytest.mark.parametrize(("path", "published"), PATHS)
def test_nothing_at_or_above_a_home_folder_is_published(
    path: str, published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", HOME)
    assert sources.published_path(Path(path)) == published


def test_a_machine_without_a_home_publishes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/"))
    assert sources.published_path(Path(f"{HOME}/mail/commons.mbox")) == "mail/commons.mbox"


LISTS = [  # (published path, list)
    ("pipermail/commons/2025-May.txt", "commons"),
    ("pipermail/commons/2025-May.txt.gz", "commons"),
    ("pipermail/commons/2025q1.txt", "commons"),
    ("pipermail/commons/2025.txt", "commons"),
    ("pipermail/commons/202505.txt", "commons"),
    ("pipermail/commons/Week-of-Mon-20250505.txt", "commons"),
    ("commons/2025/2025-May.txt", "commons"),
    ("commons-mbox/2025-05.mbox", "commons"),
    ("tea_pipermail/2025-May.txt.gz", "tea"),
    ("data/sources/commons-mbox.gz", "commons"),
    ("www-archive/2025-05.mbox", "www-archive"),  # a list of that name
    ("data/sources/2025-May.txt", ""),
    ("downloads/2025-May.txt", ""),
    ("2025-May.txt", ""),
    ("data/sources/commons.mbox", "commons"),
    ("data/sources/commons-2025-05.mbox", "commons"),
    ("data/sources/commons.2025-01..04.mbox", "commons"),
    ("export/commons@lists.example.org-2025-05.mbox.gz", "commons"),
    ("data/sources/commons.mbox/mbox", "commons"),
    ("takeout/commons@googlegroups.com/topics.mbox", "commons"),
    ("data/sources/messages.zip/messages.mbox", ""),
    ("data/sources/commons.zip/messages.mbox", "commons"),
    ("data/sources/inbox.mbox", ""),
    ("Takeout/Mail/All mail Including Spam and Trash.mbox", ""),
    ("Takeout/Mail/Alle Mails, auch Spam und Papierkorb.mbox", ""),
    ("Takeout/Mail/Sent.mbox", ""),
    ("Takeout/Mail/commons.mbox", "commons"),
    ("Mail/Gesendete Objekte.mbox/mbox", ""),
    ("Mail/Sent Messages.mbox/mbox", ""),
    ("Mail/E\u0301le\u0301ments envoye\u0301s.mbox", ""),  # as macOS writes accents
    ("Mail/送信済み.mbox", ""),
    ("Mail/[Gmail].All Mail.mbox", ""),
    ("mail/Sent-2019.mbox", ""),
    ("mail/Trash (1).mbox", ""),
    ("mail/Inbox/2025-01.mbox", ""),
    ("INBOX/0123.html", ""),
    ("Mail/Local Folders/Inbox", ""),
    ("ImapMail/imap.example.org/INBOX", ""),
    ("data/sources/spam-talk.mbox", "spam-talk"),
    ("data/sources/drafts-wg.mbox", "drafts-wg"),
    ("commons/git/0.git", "commons"),
    ("data/sources/commons.git", "commons"),
    ("sources/commons/.git", "commons"),
    ("lists/commons/2025/05/12345.php", "commons"),
    ("commons/2025-May/000123.html", "commons"),
    ("commons/msg00123.html", "commons"),
    ("data/sources/0123.html", ""),
    ("commons/html/0123.html", ""),
    ("commons/minutes.html", ""),
    ("data/sources/minutes-2025-04-02.txt", ""),
    ("data/sources/notes.md", ""),
]


@pytest.mark.parametrize(("path", "name"), LISTS)
def test_the_name_of_a_file_or_its_folder_names_the_list(path: str, name: str) -> None:
    assert sources.mailing_list(str(PurePosixPath(path))).name == name


@pytest.mark.parametrize("which", ["2025-05", "2KBD3OE4DI4UL5AXYCSU4AJJ3DYCRQLT"], ids=["a month", "a thread"])
def test_an_export_names_the_address_of_its_list_too(which: str) -> None:
    found = sources.mailing_list(f"export/commons@lists.example.org-{which}.mbox.gz")
    assert found == MailingList("commons", "commons@lists.example.org")


def test_a_file_is_given_as_it_lies_there(tmp_path: Path) -> None:
    for data in (b"", b"x", b"x" * 100_000):
        with sources.opened(put(tmp_path / "a", data)) as (read, problem):
            assert (bytes(read[:]), problem) == (data, None)


@pytest.mark.parametrize("limit", [unpack.IN_MEMORY, 1000])
def test_a_gzipped_file_is_given_uncompressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(unpack, "IN_MEMORY", limit)  # the second time through a temporary file
    text = b"Good morning.\n" * 1000
    with sources.opened(put(tmp_path / "a.txt.gz", gzip.compress(text))) as (read, problem):
        assert (bytes(read[:]), problem) == (text, None)


def test_gzip_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    with sources.opened(put(tmp_path / "a.txt", gzip.compress(b"Good morning.\n"))) as (read, _):
        assert bytes(read[:]) == b"Good morning.\n"
    with sources.opened(put(tmp_path / "b.gz", b"Good morning.\n")) as (read, problem):
        assert (bytes(read[:]), problem) == (b"Good morning.\n", None)


def test_several_gzip_members_are_one_file(tmp_path: Path) -> None:
    with sources.opened(put(tmp_path / "a.gz", gzip.compress(b"One.\n") + gzip.compress(b"Two.\n"))) as (read, problem):
        assert (bytes(read[:]), problem) == (b"One.\nTwo.\n", None)


DAMAGED = [  # (what happened, how it changes the bytes)
    ("broke off", lambda packed: packed[:-400]),
    ("rubbish at its end", lambda packed: packed + b"rubbish"),
    ("a byte changed", lambda packed: packed[:-6] + b"\xff" + packed[-5:]),
]


@pytest.mark.parametrize("damage", [damage for _, damage in DAMAGED], ids=[what for what, _ in DAMAGED])
def test_what_can_be_read_of_a_damaged_file_is_there(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    text = b"".join(b"%d is a number.\n" % n for n in range(30_000))
    with sources.opened(put(tmp_path / "a.gz", damage(gzip.compress(text)))) as (read, problem):
        data = bytes(read[:])
    assert text.startswith(data)
    assert len(data) > len(text) - 5000
    assert data.endswith(b"\n")
    assert problem is not None
    assert (problem.place, problem.what) == (f"{len(data)}-", "damaged gzip file")


def test_a_file_that_grows_without_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "LARGEST", 3 << 20)
    with sources.opened(put(tmp_path / "bomb.gz", gzip.compress(bytes(20 << 20)))) as (read, problem):
        assert len(read) <= 5 << 20
    assert problem is not None
    assert problem.what == "too large when unpacked"
