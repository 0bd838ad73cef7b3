"""The archive as static pages: every link leads to a file, the search finds the same, and it reads without a server."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from archive_fixture import Mail, build, key
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from publish_site import METADATA, archive, get, site

from publish.cli import main
from publish.export import pages
from publish.export.links import NAME, Book, between, rewritten
from publish.export.words import coded, plain, terms

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ESSAY = key("essay")
SAME = ["urgent harbour", "draft-example-tide-tables-03", "WSIS+20", "angstrom from:crepin aloud", "volunt* urgent"]
SAME += ["gauge OR aloud", "urgent -corrected", "subject:minutes", "list:wsis20", "潮汐表"]
SAME += ["urgent after:2025-11 before:2025-12", "is:recovered", "has:attachment", "المد", "is:document", "nothing-such"]
LINK = re.compile(r'(?:href|src|action)="([^"]*)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("site") / "static"
    said = CliRunner().invoke(main, ["static", str(archive("few")), str(written)], catch_exceptions=False)
    assert "the search holds 19 notes" in said.output
    return written


def test_every_link_leads_to_a_file_and_a_place_in_it(folder: Path) -> None:
    wrong = []
    for page in folder.rglob("*.html"):
        for link in map(unescape, LINK.findall(page.read_text(encoding="utf-8"))):
            url = urlsplit(link)
            if url.scheme:
                continue
            there = (page.parent / unquote(url.path)).resolve() if url.path else page
            text = there.read_text(encoding="utf-8") if there.is_file() else None
            if text is None or (url.fragment and f'id="{url.fragment}"' not in text):
                wrong.append((page.name, link))
    assert wrong == []


def test_every_note_stands_in_the_file_of_its_thread(folder: Path) -> None:
    texts = [page.read_text(encoding="utf-8") for page in (folder / "t").rglob("*.html")]
    assert len(re.findall(r'id="m-\w{12}"', "".join(texts))) == 19


def test_what_needs_a_server_is_left_out(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"localhost|/archive/|as SQL|ml-tabs", text), page
        assert len(text.encode()) < 100_000 or page.parent.name == "m"
    assert "Seen in 4 places" in (folder / "m" / f"{ESSAY}.html").read_text(encoding="utf-8")


def test_a_note_without_more_to_say_is_read_in_its_thread(folder: Path) -> None:
    assert not (folder / "m" / f"{key('deep6')}.html").exists()
    document = (folder / "m" / f"{key('document')}.html").read_text(encoding="utf-8")
    assert document.count("The session was long.") == 2200  # a note alone is whole


def test_with_an_address_there_are_feeds_that_lead_to_it(tmp_path: Path) -> None:
    pages.write(archive("few"), tmp_path, METADATA, "https://example.org/lists/")
    feed = (tmp_path / "l" / "commons.atom").read_text(encoding="utf-8")
    assert f"https://example.org/lists/m/{ESSAY}.html" in feed
    assert f"https://example.org/lists/t/{ESSAY}.html#m-{key('deep6')}" in feed
    assert "localhost" not in feed
    page = (tmp_path / "t" / f"{ESSAY}.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="https://example.org/lists/t/{ESSAY}.html">' in page


def test_what_people_wrote_of_a_site_of_their_own_is_not_changed(tmp_path: Path) -> None:
    words = 'Open http://localhost/about, or write <a href="/about">About</a> and <form action="/search">.'
    mail = Mail("local", "ann", "2025-11-01T06:49:07Z", "commons", "A page of mine", [("own", words)])
    made = build(tmp_path / "archive.db", [mail])
    pages.write(made, tmp_path / "site", METADATA, "https://example.org/lists/")
    assert words in (tmp_path / "site" / "l" / f"{mail.where}.mbox").read_text(encoding="utf-8")
    (page,) = (tmp_path / "site" / "t").glob("*.html")
    assert ">http://localhost/about<" in page.read_text(encoding="utf-8")
    assert not [path for path in tmp_path.rglob("*.*") if NAME.encode() in path.read_bytes()]


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    said = CliRunner().invoke(main, ["static", str(archive()), str(tmp_path)])
    assert said.exit_code == 1
    assert "is not empty" in said.output
    assert (tmp_path / "mine.txt").exists()


BOOK = Book(frozenset(["a b", "x.y"]), frozenset(["ann"]), frozenset(["long"]), {"t1": 2}, {"n2": "t/t1/page-2.html"})
FILES = [  # (address, file)
    ("/", "index.html"),
    ("/about", "about.html"),
    ("/search?q=tide+tables", "search.html?q=tide+tables"),
    ("/l/a%20b", "l/a%20b.html"),
    ("/l/x.y?page=3", "l/x%2Ey/page-3.html"),
    ("/l/x.y.mbox", None),
    ("/l/nobody", None),
    ("/p/ann?page=1", "p/ann.html"),
    ("/t/t1", "t/t1.html"),
    ("/t/t1?page=2", "t/t1/page-2.html"),
    ("/t/t1#m-n2", "t/t1/page-2.html#m-n2"),
    ("/t/n2", "t/t1/page-2.html#m-n2"),
    ("/t/t1?view=flat", None),
    ("/m/long", "m/long.html"),
    ("/m/long#seen", "m/long.html#seen"),
    ("/m/long?with=n2#compare", None),
    ("/m/n2", "t/t1/page-2.html#m-n2"),
    ("/m/n2#seen", None),
    ("/archive/messages", None),
    ("/t/t1.mbox", None),
]


def test_what_ends_the_command_is_one_line(tmp_path: Path) -> None:
    other, broken, file = tmp_path / "other.db", tmp_path / "broken.yml", tmp_path / "file"
    other.write_text("no database, but a text of more than a hundred characters" * 3)
    broken.write_text("title: [")
    file.write_text("no folder")
    for args, says in [
        ([str(other), str(tmp_path / "a")], "this is not a database of this program"),
        ([str(archive()), str(tmp_path / "b"), "--metadata", str(broken)], "the metadata cannot be read"),
        ([str(archive()), str(file / "c")], "Not a directory; is there room, and may you write there?"),
    ]:
        said = CliRunner().invoke(main, ["static", *args])
        assert (said.exit_code, said.stderr.strip().count("\n"), says in said.stderr) == (1, 0, True), said.stderr


@pytest.mark.parametrize(("address", "file"), FILES)
def test_an_address_is_a_file(address: str, file: str | None) -> None:
    assert BOOK.file(address) == file


def test_a_list_is_a_file_for_other_programs_where_its_address_is_known() -> None:
    known = replace(BOOK, address="https://example.org/")
    assert (known.file("/l/x.y.mbox"), known.file("/l/x.y.mbox?month=2025-11")) == ("l/x%2Ey.mbox", None)


@given(st.text(alphabet="/ltmpab?=&#%2.", max_size=25))
def test_any_address_is_a_file_or_none(address: str) -> None:
    file = BOOK.file("/" + address)
    assert file is None or not between("t/t1.html", file).startswith("/")


def test_links_of_mail_stay_as_they_are() -> None:
    text = '<a href="https://example.org/t/t1" rel="nofollow">x</a> <a class="ml-serve" href="/archive">y</a><a href="/nope">z</a>'
    assert rewritten(text, "index.html", BOOK) == ('<a href="https://example.org/t/t1" rel="nofollow">x</a> z', [])


@given(st.text(max_size=40))
def test_terms_are_terms_again(text: str) -> None:
    assert all(plain(term) == term or len(plain(term)) >= len(term) for term in terms(text))
    assert not any(" " in term or "\n" in term for term in terms(text))


@given(st.lists(st.integers(0, 10**6), min_size=1, unique=True).map(sorted))
def test_steps_give_the_numbers_back(numbers: list[int]) -> None:
    last = 0
    assert [last := last + int(step, 36) for step in coded(numbers).split(",")] == numbers


@pytest.fixture(scope="module")
def served() -> dict[str, set[str]]:
    """What the server finds: asked before the browser starts, which brings an event loop of its own."""
    few = site("few")
    answers = {box: json.loads(get("/search.json", few, params={"q": box}).text) for box in SAME}
    return {box: {row["message"] for row in rows} for box, rows in answers.items()}


@pytest.fixture(scope="module")
def search(folder: Path) -> Iterator[Any]:
    """Search the static pages in a browser, from the disk."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium is found")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu", "--no-sandbox"])
        page = browser.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))

        def found(box: str) -> set[str]:
            page.goto((folder / "index.html").as_uri())
            page.get_by_role("searchbox").fill(box)
            page.keyboard.press("Enter")
            page.locator("#ml-found [role=status]").wait_for()
            links = page.locator(".ml-row-title a")
            return {re.sub(".*#m-", "", str(links.nth(n).get_attribute("href"))) for n in range(links.count())}

        yield found
        browser.close()
    assert said == []


@pytest.mark.parametrize("box", SAME)
def test_the_search_finds_what_the_server_finds(served: dict[str, set[str]], search: Any, box: str) -> None:
    assert search(box) == served[box]


def test_what_was_found_opens_where_it_stands(folder: Path, search: Any) -> None:
    assert search("urgent") == {ESSAY, key("revision")}
    file = json.loads((folder / "search" / "notes-0.js").read_text(encoding="utf-8").split(",", 1)[1][:-3])
    assert all((folder / card[0].partition("#")[0]).is_file() for card in file)
