"""public-inbox: its git repositories cloned over HTTP into mbox files, and its packed mbox where there is no git."""

from __future__ import annotations

import gzip
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from list_server import Site, serve
from reading import mail, rows

from ingest import fetch as fetch_cli
from ingest.errors import FetchFailed
from ingest.fetched import note
from ingest.fetching import mirror, public_inbox
from ingest.fetching.web import Manners, Page, Web
from ingest.pipeline import ingest
from ingest.store import Store

# as public-inbox 1.9 writes them, line breaks inside of tags included
FRONT = """<html><body><pre><b>public inbox for commons@example.org</b>
<a href=new.atom>Atom feed</a></pre><pre>[No topics in range]</pre><hr><pre>This is a public inbox, see <a
href="_/text/mirror/">mirroring instructions</a>
for how to clone and mirror all data and code used for this inbox</pre></body></html>"""
MIRROR = """<html><body><pre>This public inbox may be cloned and mirrored by anyone:

  git clone --mirror <a
href="URL/commons/0">URL/commons/0</a> commons/git/0.git
  git clone --mirror <a
href="URL/commons/1">URL/commons/1</a> commons/git/1.git
  git clone --mirror https://elsewhere.example.org/commons/2 commons/git/2.git

AGPL code for this site:
  git clone <a
href="https://example.net/public-inbox.git">https://example.net/public-inbox.git</a></pre></body></html>"""


@dataclass
class Inbox:
    """A git repository of messages that a site serves as plain files."""

    path: Path
    site: Site
    served: str

    def git(self, *command: str) -> None:
        named = {"GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org"}
        committer = {"GIT_COMMITTER_NAME": "List", "GIT_COMMITTER_EMAIL": "list@example.org"}
        at = {"GIT_AUTHOR_DATE": "1746000000 +0000", "GIT_COMMITTER_DATE": "1746000000 +0000"}
        where = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(
            ["git", "-C", str(self.path), *command], check=True, env=os.environ | named | committer | at | where
        )

    def add(self, text: str, name: str = "m") -> None:
        """A message, committed as public-inbox does it, and served."""
        if not self.path.exists():
            self.path.mkdir(parents=True)
            self.git("init", "--quiet", "--initial-branch=master")
        file = self.path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "a message")
        self.serve()

    def serve(self) -> None:
        self.git("repack", "-adq")
        self.git("update-server-info")
        for path in (self.path / ".git").rglob("*"):
            if path.is_file():
                self.site.files[f"{self.served}/{path.relative_to(self.path / '.git').as_posix()}"] = path.read_bytes()


def letter(number: int, body: str = "Good morning.") -> str:
    return mail(body, envelope="", Message_ID=f"<{number}@example.org>", Subject=f"Mast {number}").lstrip("\n")


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as made:
        made.files["/commons/"] = FRONT.encode()
        made.files["/commons/_/text/mirror/"] = MIRROR.replace("URL", made.url).encode()
        yield made


@pytest.fixture
def epochs(site: Site, tmp_path: Path) -> list[Inbox]:
    made = [Inbox(tmp_path / f"{number}", site, f"/commons/{number}") for number in (0, 1)]
    made[0].add(letter(1, "First.\n\nFrom here on it is ours.\n>From there on it was."))
    made[0].add(letter(2))
    made[1].add(letter(3))
    return made


def mboxes(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.glob("*.mbox"))}


def test_all_epochs_are_cloned_and_their_messages_become_mbox_files(
    site: Site, epochs: list[Inbox], web: Web, into: Path
) -> None:
    done = fetch_cli.fetch(f"{site.url}/commons/", into, web)
    assert (len(epochs), done.messages) == (2, 3)
    found = mboxes(into / "commons")
    assert list(found) == ["commons-0.0000001-0000002.mbox", "commons-1.0000001-0000001.mbox"]
    first = found["commons-0.0000001-0000002.mbox"]
    assert first.startswith("From mboxrd@z Wed Apr 30 08:00:00 2025\nFrom: Ann Example")
    assert "\n>From here on it is ours.\n>>From there on it was.\n\nFrom mboxrd@z " in first


def test_a_second_run_takes_over_only_what_was_committed_since(
    site: Site, epochs: list[Inbox], web: Web, into: Path
) -> None:
    fetch_cli.fetch(f"{site.url}/commons/", into, web)
    before = mboxes(into / "commons")
    assert fetch_cli.fetch(f"{site.url}/commons/", into, web).messages == 0
    assert mboxes(into / "commons") == before
    epochs[1].add(letter(4))
    epochs[1].add(letter(5))
    assert fetch_cli.fetch(f"{site.url}/commons/", into, web).messages == 2
    after = mboxes(into / "commons")
    assert after.keys() - before.keys() == {"commons-1.0000002-0000003.mbox"}
    assert after["commons-1.0000002-0000003.mbox"].count("\nSubject: Mast ") == 2


def test_a_message_that_was_taken_out_stays_and_its_removal_is_no_message(
    site: Site, epochs: list[Inbox], web: Web, into: Path
) -> None:
    (epochs[1].path / "m").unlink()
    epochs[1].add(letter(3), "d")
    assert fetch_cli.fetch(f"{site.url}/commons/", into, web).messages == 3


def test_a_message_that_git_cannot_give_is_one_clear_line_and_asked_for_again(
    site: Site, epochs: list[Inbox], web: Web, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(mirror, "_new_messages", lambda *_: iter([(b"0" * 40, 1)]))
        with pytest.raises(FetchFailed, match=r"commons/0: a mail that git cannot give: 0+ missing; .* fetch again$"):
            fetch_cli.fetch(f"{site.url}/commons/", into, web)
    assert mboxes(into / "commons") == {}
    assert (len(epochs), fetch_cli.fetch(f"{site.url}/commons/", into, web).messages) == (2, 3)


def test_a_history_that_git_cannot_read_is_one_clear_line(
    site: Site, epochs: list[Inbox], web: Web, into: Path
) -> None:
    fetch_cli.fetch(f"{site.url}/commons/", into, web)
    (repository,) = (into / "commons").glob(".*-1.git")
    with pytest.raises(OSError, match="git cannot read this repository"):
        list(mirror._new_messages(repository, "", "0" * 40))
    assert len(epochs) == 2


def test_a_history_that_was_written_anew_is_read_again(site: Site, epochs: list[Inbox], web: Web, into: Path) -> None:
    fetch_cli.fetch(f"{site.url}/commons/", into, web)
    epochs[1].git("checkout", "--quiet", "--orphan", "other")
    epochs[1].add(letter(6))
    epochs[1].git("branch", "--quiet", "--force", "master", "other")
    epochs[1].git("symbolic-ref", "HEAD", "refs/heads/master")
    epochs[1].git("branch", "--quiet", "-D", "other")
    epochs[1].serve()
    assert fetch_cli.fetch(f"{site.url}/commons/", into, web).messages == 1
    assert "Mast 6" in mboxes(into / "commons")["commons-1.0000002-0000002.mbox"]


def test_one_file_a_message_is_read_too(site: Site, web: Web, into: Path, tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "v1", site, "/commons/0")
    site.files["/commons/_/text/mirror/"] = f"git clone --mirror {site.url}/commons/0".encode()
    inbox.add(letter(1), "ab/" + "c" * 38)
    inbox.add(letter(2), "ab/" + "d" * 38)
    inbox.add("no message", "description")
    assert fetch_cli.fetch(f"{site.url}/commons/", into, web).messages == 2


def test_what_came_from_git_is_read_with_the_addresses_of_its_archive(
    site: Site, epochs: list[Inbox], web: Web, into: Path
) -> None:
    fetch_cli.fetch(f"{site.url}/commons/", into, web)
    with closing(Store(into.parent / "s.db")) as store:
        run = ingest([into], store)
    assert (run.tally.stored, run.problems, len(epochs)) == (3, [], 2)
    seen = rows(
        into.parent / "s.db", "select list_name, list_archive, url from sightings where inside = '' order by message_id"
    )
    assert seen == [("commons", f"{site.url}/commons/", f"{site.url}/commons/{n}@example.org/") for n in (1, 2, 3)]
    own = rows(into.parent / "s.db", "select own from sightings where message_id = '1@example.org'")
    assert own[0].endswith("\nFrom here on it is ours.")


def test_the_next_run_goes_on_after_a_clone_that_broke_off(
    site: Site, epochs: list[Inbox], web: Web, into: Path
) -> None:
    packs = {
        path: data for path, data in site.files.items() if path.endswith(".pack") and path.startswith("/commons/1")
    }
    for path in packs:
        site.always[path] = (500, {})
    with pytest.raises(FetchFailed, match=r"/commons/1: git could not read it \("):
        fetch_cli.fetch(f"{site.url}/commons/", into, web)
    site.always.clear()
    assert fetch_cli.fetch(f"{site.url}/commons/", into, web).messages == 1
    assert (len(epochs), len(mboxes(into / "commons"))) == (2, 2)


def test_git_does_not_follow_a_redirect_to_another_server(site: Site, web: Web, into: Path, tmp_path: Path) -> None:
    with serve() as other:
        Inbox(tmp_path / "other", other, "/secret").add(letter(1))
        site.always["/commons/0/info/refs"] = (302, {"Location": f"{other.url}/secret/info/refs"})
        with pytest.raises(FetchFailed, match="git could not read it"):
            fetch_cli.fetch(f"{site.url}/commons/", into, web)
        assert other.seen == []


def test_robots_txt_holds_for_git_too(site: Site, epochs: list[Inbox], web: Web, into: Path) -> None:
    site.files["/robots.txt"] = b"User-agent: *\nDisallow: /commons/1\n"
    with pytest.raises(FetchFailed, match=r"/commons/1: robots\.txt keeps programs out"):
        fetch_cli.fetch(f"{site.url}/commons/", into, web)
    assert len(epochs) == 2
    assert not any(path.startswith("/commons/1") for path in site.asked)


def test_git_connects_to_the_address_that_was_looked_at(
    site: Site, epochs: list[Inbox], into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.url.rpartition(":")[2])
    url = f"http://lists.example.org:{port}"
    site.files["/commons/_/text/mirror/"] = MIRROR.replace("URL", url).encode()
    with closing(Web(Manners(pause=0, private=True), lambda _: None)) as web:
        monkeypatch.setattr(web.guard, "_known", {"lists.example.org": ["127.0.0.1"]})
        assert fetch_cli.fetch(f"{url}/commons/", into, web).messages == 3
    assert len(epochs) == 2


def test_a_repository_that_is_too_large_is_given_up(
    site: Site, epochs: list[Inbox], into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "LOOK", 0.001)
    with (
        closing(Web(Manners(pause=0, private=True, largest=100), lambda _: None)) as web,
        pytest.raises(FetchFailed, match="is larger than 0 MB"),
    ):
        fetch_cli.fetch(f"{site.url}/commons/", into, web)
    assert len(epochs) == 2
    assert mboxes(into / "commons") == {}


def test_without_git_the_packed_mbox_is_taken_and_not_again_while_the_front_page_is_the_same(
    site: Site, web: Web, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_inbox, "which", lambda _: None)
    site.files["/commons/all.mbox.gz"] = gzip.compress(mail("One.").encode())
    assert dict(fetch_cli.fetch(f"{site.url}/commons/", into, web).outcomes) == {"new": 1}
    site.seen.clear()
    assert dict(fetch_cli.fetch(f"{site.url}/commons/", into, web).outcomes) == {"as before": 1}
    assert "/commons/all.mbox.gz" not in site.asked
    site.files["/commons/"] = FRONT.replace("[No topics in range]", "One").encode()
    site.files["/commons/all.mbox.gz"] = gzip.compress((mail("One.") + mail("Two.")).encode())
    assert dict(fetch_cli.fetch(f"{site.url}/commons/", into, web).outcomes) == {"changed": 1}
    found = note(into / "commons")
    assert found is not None
    assert found.files["commons.mbox.gz"].page == f"{site.url}/commons/{{mid}}/"


def test_a_page_of_a_message_leads_to_its_inbox(site: Site, epochs: list[Inbox], web: Web, into: Path) -> None:
    site.files["/commons/1@example.org/"] = FRONT.replace('"_/text', '"../_/text').encode()
    assert fetch_cli.fetch(f"{site.url}/commons/1@example.org/", into, web).messages == 3
    assert [path.name for path in into.iterdir()] == ["commons"]
    assert len(epochs) == 2


def test_a_page_that_only_speaks_of_cloning_is_no_archive(web: Web) -> None:
    assert public_inbox.read(Page("https://example.org/a/", "use git clone, then git pull"), web) is None
