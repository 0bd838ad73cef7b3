"""Archives of lists on the web into folders of files, from servers on loopback: told apart, up to date, never loaded twice."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from list_server import Site, serve
from reading import ROOT, mail, rows, words

from dedupe.build import build
from ingest import fetch as fetch_cli
from ingest.errors import FetchFailed, FileUnclear
from ingest.fetched import NOTE, note, permalink
from ingest.fetching import finding, hyperkitty, pipermail
from ingest.fetching.archive import file_name
from ingest.fetching.download import ATTEMPTS
from ingest.fetching.web import Link, Manners, Page, Web
from ingest.pipeline import ingest
from ingest.store import Store

MARCH = gzip.compress(mail("March. " + words(40), Message_ID="<a@example.org>").encode(), mtime=0)
APRIL = gzip.compress(mail("April. " + words(40, 40), Message_ID="<b@example.org>").encode(), mtime=0)
MAY = gzip.compress(mail("May. " + words(40, 80), Message_ID="<c@example.org>").encode(), mtime=0)
JUNE = gzip.compress(mail("June. " + words(40, 120), Message_ID="<d@example.org>").encode(), mtime=0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as made:
        made.put_month("2025-March", MARCH)
        made.put_month("2025-April", APRIL)
        made.put_month("2025-May", MAY)
        yield made


def run(*args: object) -> Result:
    return CliRunner().invoke(fetch_cli.main, ["--pause", "0", "--private", *map(str, args)])


def fails(web: Web, url: str, into: Path) -> str:
    with pytest.raises(FetchFailed) as caught:
        fetch_cli.fetch(url, into, web)
    return str(caught.value)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


ALL = {"2025-March.txt.gz": MARCH, "2025-April.txt.gz": APRIL, "2025-May.txt.gz": MAY}
LIST = "/pipermail/commons/"


# -- a Pipermail list ----------------------------------------------------------------------------------------------------------


def test_the_months_of_a_list_are_loaded_into_a_folder_of_its_name(site: Site, web: Web, into: Path) -> None:
    done = fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons") == ALL
    assert dict(done.outcomes) == {"new": 3}
    assert site.asked == [LIST, f"{LIST}2025-May.txt.gz", f"{LIST}2025-April.txt.gz", f"{LIST}2025-March.txt.gz"]
    assert site.most_open == 1


ADDRESSES = ["", "2025-March/thread.html", "2025-March/000123.html", "2025-March.txt.gz", "index.html", "date.html#end"]


@pytest.mark.parametrize("page", ADDRESSES)
def test_any_page_of_a_list_leads_to_it(site: Site, web: Web, into: Path, page: str) -> None:
    fetch_cli.fetch(f"{site.url}{LIST}{page}", into, web)
    assert files(into / "commons") == ALL


def test_the_page_about_a_list_leads_to_its_archive(site: Site, web: Web, into: Path) -> None:
    site.files["/mailman/listinfo/commons"] = (
        b'Earlier posts: <a href="../../pipermail/commons/">the Commons Archives</a>'
    )
    fetch_cli.fetch(f"{site.url}/mailman/listinfo/commons", into, web)
    assert files(into / "commons") == ALL


def test_a_second_run_loads_nothing(site: Site, web: Web, into: Path) -> None:
    fetch_cli.fetch(site.url + LIST, into, web)
    before = {path: path.stat().st_mtime_ns for path in (into / "commons").glob("*.gz")}
    site.seen.clear()
    done = fetch_cli.fetch(site.url + LIST, into, web)
    assert dict(done.outcomes) == {"as before": 3}
    asked = {path: headers for path, headers in site.seen if path.endswith(".gz")}
    assert sorted(asked) == [
        f"{LIST}2025-April.txt.gz",
        f"{LIST}2025-May.txt.gz",
    ]  # March is old, and its size is the same
    assert all("if-none-match" in headers for headers in asked.values())
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_month_that_grew_and_a_new_one_are_loaded(site: Site, web: Web, into: Path) -> None:
    fetch_cli.fetch(site.url + LIST, into, web)
    grown = gzip.compress(gzip.decompress(MAY) + mail("More.", Message_ID="<e@example.org>").encode(), mtime=0)
    site.put_month("2025-May", grown)
    site.put_month("2025-June", JUNE)
    done = fetch_cli.fetch(site.url + LIST, into, web)
    assert dict(done.outcomes) == {"new": 1, "changed": 1, "as before": 2}
    assert files(into / "commons") == ALL | {"2025-May.txt.gz": grown, "2025-June.txt.gz": JUNE}


def test_an_old_month_that_was_written_anew_is_loaded(site: Site, web: Web, into: Path) -> None:
    fetch_cli.fetch(site.url + LIST, into, web)
    site.put_month("2025-March", JUNE + MARCH)
    assert fetch_cli.fetch(site.url + LIST, into, web).outcomes["changed"] == 1


def test_a_file_that_was_lost_or_cut_here_is_loaded_again(site: Site, web: Web, into: Path) -> None:
    fetch_cli.fetch(site.url + LIST, into, web)
    (into / "commons" / "2025-March.txt.gz").unlink()
    (into / "commons" / "2025-May.txt.gz").write_bytes(MAY[:50])
    fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons") == ALL


def test_without_validators_what_is_the_same_is_left_as_it_lies(site: Site, web: Web, into: Path) -> None:
    site.validators = False
    fetch_cli.fetch(site.url + LIST, into, web)
    before = (into / "commons" / "2025-May.txt.gz").stat()
    assert dict(fetch_cli.fetch(site.url + LIST, into, web).outcomes) == {"as before": 3}
    after = (into / "commons" / "2025-May.txt.gz").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_month_that_is_listed_and_missing_costs_itself(site: Site, web: Web, into: Path) -> None:
    del site.files[f"{LIST}2025-April.txt.gz"]
    done = fetch_cli.fetch(site.url + LIST, into, web)
    assert dict(done.outcomes) == {"new": 2, "not there": 1}


@pytest.mark.parametrize("empty", [b"", gzip.compress(b"", mtime=0)])
def test_a_month_without_mail_is_no_file_and_takes_none_away(site: Site, web: Web, into: Path, empty: bytes) -> None:
    site.put_month("2025-June", empty)
    assert dict(fetch_cli.fetch(site.url + LIST, into, web).outcomes) == {"without mail": 1, "new": 3}
    assert files(into / "commons") == ALL
    site.seen.clear()
    assert fetch_cli.fetch(site.url + LIST, into, web).outcomes["as before"] == 4
    site.put_month("2025-May", empty)
    assert fetch_cli.fetch(site.url + LIST, into, web).outcomes["as before"] == 4
    site.put_month("2025-June", JUNE)
    assert fetch_cli.fetch(site.url + LIST, into, web).outcomes["new"] == 1
    assert files(into / "commons") == ALL | {"2025-June.txt.gz": JUNE}


VOLUMES = [  # (newest first, as Mailman names them when it cuts volumes by month, quarter, year, week or day)
    ["2025-March", "2025-February", "2024-December"],
    ["2025-03", "2025-02", "2024-12"],
    ["2025q2", "2025q1", "2024q4"],
    ["2025", "2024", "1999"],
    ["Week-of-Mon-20250310", "Week-of-Mon-20250303", "Week-of-Mon-20241230"],
    ["20250310", "20250309", "20241231"],
]


@pytest.mark.parametrize("volumes", VOLUMES, ids=[each[0] for each in VOLUMES])
def test_volumes_of_every_kind_are_known_and_the_two_newest_stay_open(volumes: list[str]) -> None:
    base = "https://lists.example.org/pipermail/commons/"
    for order in (volumes, volumes[::-1]):
        found = pipermail.read(Page(base, "", tuple(Link(f"{base}{each}.txt", "[ Text 3 KB ]") for each in order)))
        assert found is not None
        assert [part.name.removesuffix(".txt") for part in found.parts] == volumes
        assert [part.closed for part in found.parts] == [False, False, True]


def test_of_two_files_of_one_month_the_packed_one_is_taken_and_nothing_of_another_folder() -> None:
    base = "https://lists.example.org/pipermail/commons/"
    names = [
        "2025-March.txt.gz",
        "2025-March.txt",
        "../secret/2025-April.txt",
        "x/2025-May.txt",
        "2025-March/thread.html",
        "notes.txt",
    ]
    found = pipermail.read(Page(base, "", tuple(Link(f"{base}{name}", "") for name in names)))
    assert found is not None
    assert [part.url for part in found.parts] == [f"{base}2025-March.txt.gz"]


@pytest.mark.parametrize("name", ["..%2F..%2Fevil", "%2Fetc%2Fevil", "..%5Cevil", ".evil", "%00evil"])
def test_no_name_from_the_web_leads_out_of_the_folder(site: Site, web: Web, into: Path, name: str) -> None:
    site.files["/"] = f'<a href="/list/{name}%40example.org/">list</a>'.encode()
    base = f"/list/{unquote(name)}@example.org/"
    site.files[base] = b'<a href="2025/3/">March</a>'
    site.files[f"{base}export/" + file_name(f"{unquote(name)}@example.org-2025-03.mbox.gz")] = MARCH
    fetch_cli.fetch(site.url, into, web)
    (folder,) = into.iterdir()
    assert [path.parent for path in into.parent.rglob("*evil*.gz")] == [folder]


# -- downloads that break off --------------------------------------------------------------------------------------------------


def test_a_download_that_breaks_off_goes_on_where_it_stopped(site: Site, web: Web, into: Path) -> None:
    site.cut[f"{LIST}2025-April.txt.gz"] = 1
    fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons") == ALL
    second = [headers for path, headers in site.seen if "April" in path][1]
    assert second["range"] == f"bytes={len(APRIL) // 2}-"


def test_the_next_run_goes_on_too(site: Site, web: Web, into: Path) -> None:
    site.cut[f"{LIST}2025-April.txt.gz"] = ATTEMPTS
    assert "broke off 4 times" in fails(web, site.url + LIST, into)
    assert files(into / "commons") == {"2025-May.txt.gz": MAY}
    here = (into / "commons" / ".2025-April.txt.gz.part").stat().st_size
    assert 0 < here < len(APRIL)
    site.seen.clear()
    fetch_cli.fetch(site.url + LIST, into, web)
    assert [headers.get("range") for path, headers in site.seen if "April" in path] == [f"bytes={here}-"]
    assert files(into / "commons") == ALL
    assert not list((into / "commons").glob(".*.part"))


@pytest.mark.parametrize(
    "answer", [(416, {}), (206, {"Content-Range": "bytes 3-5/9"})], ids=["no such range", "another range"]
)
def test_where_the_server_has_not_the_rest_all_is_loaded(
    site: Site, web: Web, into: Path, answer: tuple[int, dict[str, str]]
) -> None:
    site.cut[f"{LIST}2025-April.txt.gz"] = ATTEMPTS
    fails(web, site.url + LIST, into)
    site.answers[f"{LIST}2025-April.txt.gz"] = [answer]
    fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons") == ALL


def test_a_month_that_is_refused_is_said(site: Site, web: Web, into: Path) -> None:
    site.always[f"{LIST}2025-April.txt.gz"] = (403, {})
    assert "2025-April.txt.gz: is private, or closed to programs" in fails(web, site.url + LIST, into)


DAMAGED = MARCH[:60] + bytes(20) + MARCH[80:]


@pytest.mark.parametrize(
    "data", [b"From ann, unpacked", DAMAGED, MARCH[:10] + b"\xff" * 40], ids=["plain", "damaged", "rubbish"]
)
def test_what_lies_damaged_on_a_server_without_lengths_is_taken_as_it_is(
    site: Site, web: Web, into: Path, data: bytes
) -> None:
    site.lengths = False
    site.put_month("2025-June", data)
    fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons") == ALL | {"2025-June.txt.gz": data}


def test_a_server_that_tells_times_alone_is_asked_by_them(site: Site, web: Web, into: Path) -> None:
    site.modified = "Sat, 01 Nov 2025 06:49:07 GMT"
    fetch_cli.fetch(site.url + LIST, into, web)
    site.seen.clear()
    fetch_cli.fetch(site.url + LIST, into, web)
    asked = [headers.get("if-modified-since") for path, headers in site.seen if "2025-May" in path]
    assert asked == [site.modified]
    assert files(into / "commons") == ALL


def test_what_changed_between_the_two_runs_is_loaded_from_its_begin(site: Site, web: Web, into: Path) -> None:
    site.cut[f"{LIST}2025-April.txt.gz"] = ATTEMPTS
    fails(web, site.url + LIST, into)
    site.put_month("2025-April", JUNE + APRIL)
    fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons")["2025-April.txt.gz"] == JUNE + APRIL


@pytest.mark.parametrize(("validators", "lengths"), [(False, True), (True, False)])
def test_without_validators_or_lengths_a_broken_download_begins_anew(
    site: Site, web: Web, into: Path, validators: bool, lengths: bool
) -> None:
    site.validators, site.lengths = validators, lengths
    site.cut[f"{LIST}2025-April.txt.gz"] = 1
    fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons") == ALL


def test_a_run_that_is_killed_in_the_middle_of_a_file_goes_on(site: Site, web: Web, into: Path) -> None:
    path = f"{LIST}2025-April.txt.gz"
    site.stall[path] = threading.Event()
    command = [sys.executable, "-m", "ingest.fetch", "--private", "--pause", "0", "--into", str(into), site.url + LIST]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as killed:
        partial = into / "commons" / ".2025-April.txt.gz.part"
        until(lambda: partial.is_file() and partial.stat().st_size == len(APRIL) // 2)
        os.kill(killed.pid, signal.SIGKILL)
    site.stall.pop(path).set()
    site.seen.clear()
    fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons") == ALL
    assert [headers.get("range") for each, headers in site.seen if each == path] == [f"bytes={len(APRIL) // 2}-"]


def until(true: object) -> None:
    """Wait until something is true, half a minute at most."""
    waiting = threading.Event()
    for _ in range(600):
        if callable(true) and true():
            return
        waiting.wait(0.05)
    raise AssertionError("waited in vain")


@pytest.mark.parametrize("lengths", [True, False])
def test_a_file_that_is_too_large_is_not_kept(site: Site, into: Path, lengths: bool) -> None:
    site.lengths = lengths
    site.put_month("2025-May", bytes(3_000_000))
    with closing(Web(Manners(0, private=True, largest=1_000_000), lambda _: None)) as web:
        assert "2025-May.txt.gz: is larger than 1 MB; where you want it all the same, say LARGEST=MB" in fails(
            web, site.url + LIST, into
        )
    assert files(into / "commons") == {}
    assert sum(path.stat().st_size for path in (into / "commons").iterdir()) < 1_000_000


def test_a_file_that_leads_to_another_server_is_not_loaded(site: Site, web: Web, into: Path) -> None:
    with serve() as other:
        site.always[f"{LIST}2025-May.txt.gz"] = (302, {"Location": f"{other.url}/2025-May.txt.gz"})
        assert f"leads on to {other.url}" in fails(web, site.url + LIST, into)
        assert other.seen == []


# -- what is no archive --------------------------------------------------------------------------------------------------------


WANTED = "the address of a Pipermail or HyperKitty list, or of a public-inbox, is wanted"
NO_ARCHIVE = [  # (path, what is said)
    ("/page", f"no archive was found here; {WANTED}"),
    ("/private", "is private: it asks for a password"),
    ("/closed", "is private, or closed to programs; ask its keepers for an export and put it into data/sources/"),
    ("/gone", "there is nothing at this address"),
    ("/many", "2 lists have their archives here; fetch one by its address: URL/pipermail/a/, URL/pipermail/b/"),
    ("/bytes", f"no archive was found here; {WANTED}"),
]


@pytest.mark.parametrize(("path", "said"), NO_ARCHIVE)
def test_what_is_no_open_archive_is_said_in_one_line(site: Site, into: Path, path: str, said: str) -> None:
    site.files["/page"] = b"<h1>Hello</h1>"
    site.files["/private"] = (
        b'<form method="post"><input name="username"><INPUT type="password" name="password"></form>'
    )
    site.files["/many"] = b'<a href="pipermail/a/">a</a> <a href="/pipermail/b/">b</a> <a href="/pipermail/b/">b</a>'
    site.files["/bytes"] = bytes(range(256)) * 9
    site.always["/closed"] = (403, {})
    result = run(site.url + path, "--into", into)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {site.url}{path}: {said.replace('URL', site.url)}\n"
    assert not into.exists()


NO_ADDRESS = [
    ("ftp://lists.example.org/", "an address of the web is wanted"),
    ("file:///etc/passwd", "an address of the web is wanted"),
    ("", "an address of the web is wanted"),
    ("https://", "an address of the web is wanted"),
    ("https://ann:secret@lists.example.org/", "lists.example.org: an address without user and password is wanted"),
    ("https://[::1", "an address of the web is wanted"),
    ("https://lists.example.org:99999/", "an address of the web is wanted"),
]


@pytest.mark.parametrize(("url", "said"), NO_ADDRESS)
def test_what_is_no_address_is_said(url: str, said: str, into: Path) -> None:
    result = run(url, "--into", into)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "secret" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_address_without_its_scheme_is_taken_as_one_of_https() -> None:
    assert finding.home("lists.example.org/pipermail/commons/") == "https://lists.example.org/pipermail/commons/"


# -- folders, notes and the next run -------------------------------------------------------------------------------------------


def test_two_lists_of_one_name_have_two_folders(site: Site, web: Web, into: Path) -> None:
    with serve() as other:
        other.put_month("2025-March", JUNE)
        fetch_cli.fetch(site.url + LIST, into, web)
        fetch_cli.fetch(other.url + LIST, into, web)
        fetch_cli.fetch(other.url + LIST, into, web)
    assert sorted(path.name for path in into.iterdir()) == ["commons", "commons-127.0.0.1"]
    assert files(into / "commons-127.0.0.1") == {"2025-March.txt.gz": JUNE}


def test_where_all_its_folders_are_taken_nothing_is_loaded(site: Site, web: Web, into: Path) -> None:
    for name in ("commons", "commons-127.0.0.1", "commons-127.0.0.1-pipermail"):
        (into / name).mkdir(parents=True)
    assert f"{into / 'commons'} holds something else; move it away, then fetch again" in fails(
        web, site.url + LIST, into
    )


def test_files_that_a_person_put_there_are_never_written_over(site: Site, web: Web, into: Path) -> None:
    (into / "commons").mkdir(parents=True)
    (into / "commons" / "2025-March.txt.gz").write_bytes(b"mine")
    fetch_cli.fetch(site.url + LIST, into, web)
    assert files(into / "commons") == {"2025-March.txt.gz": b"mine"}
    assert files(into / "commons-127.0.0.1") == ALL


def test_the_command_says_what_it_did_and_knows_the_lists_that_it_fetched(site: Site, into: Path) -> None:
    site.put_month("2025-March", MARCH, "council")
    for name, said in (("commons", "3 new."), ("council", "1 new.")):
        result = run(f"{site.url}/pipermail/{name}/", "--into", into)
        assert (result.exit_code, result.stdout, result.stderr) == (0, f"{into / name}: {said}\n", "")
    site.put_month("2025-June", JUNE, "council")
    result = run("--into", into)
    assert result.stdout == f"{into / 'commons'}: 3 as before.\n{into / 'council'}: 1 new, 1 as before.\n"


def test_what_make_passes_on_is_heeded(site: Site, into: Path) -> None:
    url = site.url + LIST
    refused = CliRunner().invoke(fetch_cli.main, ["--pause", "0", url, "--into", str(into)])
    assert "lies in a private network" in refused.stderr
    meant = {"PRIVATE": "yes", "LARGEST": "1"}
    allowed = CliRunner().invoke(fetch_cli.main, ["--pause", "0", url, "--into", str(into)], env=meant)
    assert allowed.exit_code == 0
    site.put_month("2025-June", bytes(1_000_001))
    assert "is larger than 1 MB" in CliRunner().invoke(fetch_cli.main, ["--into", str(into)], env=meant).stderr


def test_a_folder_that_cannot_be_written_to_is_said(site: Site, into: Path) -> None:
    into.write_text("a file")
    result = run(site.url + LIST, "--into", into / "below")
    assert result.exit_code == 1
    assert result.stderr == f"Error: {into / 'below'}: Not a directory; what is here is kept\n"


def test_one_list_that_fails_does_not_keep_the_others_back(site: Site, into: Path) -> None:
    site.put_month("2025-March", MARCH, "council")
    for name in ("commons", "council"):
        run(f"{site.url}/pipermail/{name}/", "--into", into)
    site.always[LIST] = (410, {})
    site.put_month("2025-June", JUNE, "council")
    result = run("--into", into)
    assert (result.exit_code, result.stderr) == (1, f"Error: {site.url}{LIST}: is gone\n")
    assert result.stdout == f"{into / 'council'}: 1 new, 1 as before.\n"


def test_where_no_list_was_fetched_the_command_asks_for_one(into: Path) -> None:
    result = run("--into", into)
    assert result.exit_code == 1
    assert re.fullmatch(
        r"Error: no list was fetched into \S+ yet; name one: make fetch URL=https://\.\.\.\n", result.stderr
    )


NOTES = [
    "",
    "[]",
    "{}",
    '{"url": 3}',
    '{"url": "x", "files": {"a": {"size": 1}}, "mirrors": {}}',
    "\x00",
    '{"files": []}',
]


@pytest.mark.parametrize("text", NOTES)
def test_a_note_that_cannot_be_understood_is_said_and_does_not_stop_the_reading(tmp_path: Path, text: str) -> None:
    (tmp_path / NOTE).write_text(text)
    with pytest.raises(FileUnclear, match="remove it, and fetch the list again"):
        note(tmp_path)
    (tmp_path / "a.mbox").write_text(mail("Good morning."))
    with closing(Store(tmp_path / "s.db")) as store:
        assert ingest([tmp_path / "a.mbox"], store).tally.stored == 1
    folder = tmp_path / "sources" / "list"
    folder.mkdir(parents=True)
    (folder / NOTE).write_text(text)
    result = run("--into", tmp_path / "sources")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_help_and_version_answer() -> None:
    for args in (["--help"], ["--version"]):
        done = subprocess.run(
            [sys.executable, "-m", "ingest.fetch", *args], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "python -m ingest.fetch" in done.stdout


def test_what_was_fetched_is_read_with_the_addresses_of_its_archive(site: Site, web: Web, into: Path) -> None:
    fetch_cli.fetch(site.url + LIST, into, web)
    with closing(Store(into.parent / "s.db")) as store:
        run = ingest([into], store)
    build(into.parent / "s.db", into.parent / "a.db")
    assert (run.tally.stored, run.problems) == (3, [])
    archive = into.parent / "a.db"
    assert rows(archive, "select name, archive_url from lists") == [("commons", site.url + LIST)]
    assert rows(archive, "select url from messages order by header_message_id") == [
        f"{site.url}{LIST}2025-{month}/date.html" for month in ("March", "April", "May")
    ]


def test_a_header_that_names_the_page_of_a_message_goes_before_what_is_reckoned(
    site: Site, web: Web, into: Path
) -> None:
    archived = {"List_Id": "<commons.example.org>", "Archived_At": "<https://lists.example.org/m/1/>"}
    site.put_month("2025-May", mail("May.", Message_ID="<c@example.org>", **archived).encode())
    fetch_cli.fetch(site.url + LIST, into, web)
    with closing(Store(into.parent / "s.db")) as store:
        ingest([into], store)
    seen = rows(into.parent / "s.db", "select url, list_archive from sightings where message_id = 'c@example.org'")
    assert seen == [("https://lists.example.org/m/1/", site.url + LIST)]


PERMALINKS = [
    ("https://lists.example.org/a/2025-May/date.html", "x@example.org", "https://lists.example.org/a/2025-May/date.html"),
    ("https://lists.example.org/m/{hash}/", "note-1@example.org", "https://lists.example.org/m/UJ3L55QD5K3GXCWGJPZWZGHELHIQAO3M/"),
    ("https://lists.example.org/i/{mid}/", "a?b/c#d@example.org", "https://lists.example.org/i/a%3Fb%2Fc%23d@example.org/"),
    ("https://lists.example.org/i/{mid}/", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("page", "message_id", "url"), PERMALINKS)
def test_the_page_of_a_message_follows_from_its_id(page: str, message_id: str, url: str) -> None:
    assert permalink(page, message_id) == url


def test_the_note_keeps_no_password_and_is_no_source(site: Site, web: Web, into: Path) -> None:
    fetch_cli.fetch(site.url + LIST, into, web)
    said = json.loads((into / "commons" / NOTE).read_text())
    assert (said["url"], said["kind"], said["name"], said["begun"]) == (site.url + LIST, "pipermail", "commons", {})


# -- HyperKitty as its pages are -----------------------------------------------------------------------------------------------


HOME = "https://lists.example.org/archives/list/commons@lists.example.org/"
HYPERKITTY = [
    (HOME, HOME),
    (f"{HOME}latest", HOME),
    (f"{HOME}2025/3/", HOME),
    (f"{HOME}thread/ABCDEF/#ABCDEF", HOME),
    (f"{HOME}export/commons@lists.example.org-2025-03.mbox.gz?start=2025-03-01&end=2025-04-01", HOME),
    (
        "https://lists.example.org/list/c%40lists.example.org/message/X/",
        "https://lists.example.org/list/c%40lists.example.org/",
    ),
    ("https://lists.example.org/archives/", ""),
    ("https://lists.example.org/list/commons/", ""),
]


@pytest.mark.parametrize(("url", "home"), HYPERKITTY)
def test_any_page_of_a_hyperkitty_list_leads_to_it(url: str, home: str) -> None:
    assert hyperkitty.home(url) == home


def test_months_of_hyperkitty_are_exported_one_by_one_under_its_own_names() -> None:
    links = [
        Link(f"{HOME}{month}/", "") for month in ("2025/3", "2025/2", "2024/12", "2025/13", "2025/3/4", "9999/1/x")
    ]
    links.append(Link("https://lists.example.org/archives/list/other@lists.example.org/2025/1/", ""))
    found = hyperkitty.read(Page(HOME, "", tuple(links)))
    assert found is not None
    assert [part.name for part in found.parts] == [
        f"commons@lists.example.org-{month}.mbox.gz" for month in ("2025-03", "2025-02", "2024-12")
    ]
    assert (
        found.parts[2].url == f"{HOME}export/commons@lists.example.org-2024-12.mbox.gz?start=2024-12-01&end=2025-01-01"
    )
    assert found.mailing_list.address == "commons@lists.example.org"
    assert all(part.closed for part in found.parts)
