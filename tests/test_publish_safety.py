"""Who may see the pages, and that mail never becomes more than text on them."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from archive_fixture import key
from datasette.app import Datasette
from publish_site import archive, get, site

from publish.allowed import HAS_CONFIG

ESSAY, HOSTILE = key("essay"), key("hostile")
PATHS = [
    "/",
    "/l/commons",
    f"/t/{ESSAY}",
    f"/t/{HOSTILE}?view=flat",
    f"/m/{HOSTILE}",
    f"/m/{HOSTILE}?all=1",
    f"/p/{key('eve')}",
    "/about",
]
ROUTES = [*PATHS, "/mid/essay.1@mail.example.org", "/t/oldoldoldold", "/m/nope"]

CLOSED = [  # (what is closed, metadata)
    ("the site", {"allow": {"id": "root"}}),
    ("the database", {"databases": {"archive": {"allow": {"id": "root"}}}}),
    ("one table", {"databases": {"archive": {"tables": {"texts": {"allow": {"id": "root"}}}}}}),
]


@pytest.mark.parametrize(("what", "metadata"), CLOSED)
def test_who_may_not_see_the_tables_sees_no_page(what: str, metadata: dict[str, object]) -> None:
    closed = site(**metadata)
    core = {"the site": "/archive", "the database": "/archive", "one table": "/archive/texts"}[what]
    assert get(core, closed).status_code == 403
    answers = {path: get(path, closed) for path in ROUTES}
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 403} == {}
    assert not [path for path, answer in answers.items() if "Tide" in answer.text]
    nowhere = get("/nowhere", closed)
    assert (nowhere.status_code, "notes" in nowhere.text) == (404, False)


def test_who_may_see_the_tables_sees_the_pages() -> None:
    closed = site(allow={"id": "root"})
    cookies = {"ds_actor": closed.sign({"a": {"id": "root"}}, "actor")}
    assert {get(path, closed, cookies=cookies).status_code for path in PATHS} == {200}


class Tags(HTMLParser):
    """Gathers the tags of a page, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "input", "br", "path", "rect", "line", "circle"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"path", "rect", "line", "circle"}:
            return
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", PATHS)
def test_mail_is_only_text(path: str) -> None:
    answer = get(path)
    tags = Tags()
    tags.feed(answer.text)
    assert tags.open == []
    scripts = [attributes for tag, attributes in tags.found if tag == "script"]
    assert [list(attributes) for attributes in scripts] == [["src", "defer"]]
    assert not [tag for tag, _ in tags.found if tag in {"img", "style", "iframe", "object", "base"}]
    assert not [name for _, attributes in tags.found for name in attributes if name.startswith("on") or name == "style"]
    links = [str(attributes["href"]) for tag, attributes in tags.found if tag == "a"]
    assert not [link for link in links if not re.match(r"/|#|https?://|mailto:", link)]
    foreign = [
        attributes for tag, attributes in tags.found if tag == "a" and re.match("http|mailto", str(attributes["href"]))
    ]
    assert {attributes.get("rel") for attributes in foreign} <= {"nofollow noopener ugc"}
    assert "\u202e" not in answer.text
    assert "\x02" not in answer.text


@pytest.mark.parametrize("path", [*ROUTES, "/nowhere"])
def test_every_answer_forbids_scripts_of_others(path: str) -> None:
    policy = get(path).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_robots_read_the_pages_unless_the_owner_says_otherwise() -> None:
    assert "Disallow: /archive" in get("/robots.txt").text
    assert "noindex" not in get("/").text
    hidden = site(plugins={"publish": {"robots": "none"}})
    assert get("/robots.txt", hidden).text == "User-agent: *\nDisallow: /\n"
    assert 'content="noindex, nofollow"' in get("/", hidden).text


def test_robots_keep_out_of_the_tables_whatever_the_database_is_called(tmp_path: Path) -> None:
    told = {"plugins": {"publish": {"database": "lists"}}}
    copied = shutil.copy(archive(), tmp_path / "lists.db")
    config = {"config": told} if HAS_CONFIG else {}
    renamed = Datasette([str(copied)], metadata=told, settings={"base_url": "/old/"}, **config)
    said = get("/robots.txt", renamed).text
    assert said == "User-agent: *\nDisallow: /old/lists\nDisallow: /old/search\nDisallow: /old/-/\n"


def test_styles_and_script_are_served_for_good() -> None:
    for path in re.findall(r'"(/-/publish/[^"]*)"', get("/").text):
        answer = get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert not re.findall(r"(?:https?:)?//(?!www\.w3\.org)\w+\.", answer.text)
    assert get("/-/publish/00000000/secret.css").status_code == 404
