"""public-inbox archives: git repositories are read as they are, and cannot make git do anything else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from making import commit, git, made
from reading import Desk, content, mail

from ingest.files import repositories

POSTS = "select message_id from sightings where inside = '' order by message_id"


def a_mail(name: str) -> str:
    return mail(f"{name} thing.", envelope="", Message_ID=f"<{name}@example.org>").lstrip("\n")


def v2(repository: Path, *names: str) -> Path:
    """A checked out epoch: "a" adds a mail, "-a" takes it away."""
    if not repository.exists():
        made(repository)
    for name in names:
        commit(repository, {"d" if name.startswith("-") else "m": a_mail(name.strip("-"))})
    return repository


def v1(repository: Path, *names: str) -> Path:
    files = {}
    for name in names:
        sha1 = hashlib.sha1(f"{name}@example.org".encode()).hexdigest()  # noqa: S324
        files[f"{sha1[:2]}/{sha1[2:]}"] = a_mail(name)
    commit(made(repository), files)
    return repository


def bare(repository: Path, where: Path) -> Path:
    where.parent.mkdir(parents=True, exist_ok=True)
    git(repository, "clone", "-q", "--mirror", str(repository), str(where))
    return where


@pytest.mark.parametrize("form", [v1, v2])
@pytest.mark.parametrize("checked_out", [True, False])
def test_the_mails_of_a_repository_are_read_and_known_the_next_time(desk: Desk, form, checked_out: bool) -> None:  # type: ignore[no-untyped-def]
    here = desk.folder / ("sources" if checked_out else "made") / "commons"
    repository = form(here, "one", "two", "three")
    if not checked_out:
        bare(repository, desk.folder / "sources" / "commons" / "git" / "0.git")
    run = desk.ingest()
    assert run.problems == []
    assert desk.seen(POSTS) == ["one@example.org", "three@example.org", "two@example.org"]
    assert desk.seen("select format, found, sha256, path like '%git' from sources") == [
        ("public-inbox", 3, git(repository, "rev-parse", "HEAD").strip(), 1)
    ]
    assert set(desk.seen("select list_name from sightings")) == {"commons"}
    before = content(desk.sightings)
    again = desk.ingest()
    assert (again.read, again.unchanged) == (0, 1)
    assert content(desk.sightings) == before


def test_a_repository_that_git_packed_anew_is_known(desk: Desk) -> None:
    repository = bare(v2(desk.folder / "made", "one", "two"), desk.folder / "sources" / "x.git")
    desk.ingest()
    before = content(desk.sightings)["sightings"]
    git(repository, "gc", "-q", "--aggressive")
    (repository / "description").write_text("Masts, in full.\n")
    again = desk.ingest()
    assert (again.read, again.unchanged, again.problems) == (0, 1, [])
    assert content(desk.sightings)["sightings"] == before


def test_a_mail_that_was_taken_away_is_not_read(desk: Desk) -> None:
    v2(desk.folder / "sources" / "x", "one", "two", "-one", "three", "-two", "two")
    desk.ingest()
    assert desk.seen(POSTS) == ["three@example.org", "two@example.org"]


def test_a_repository_that_grew_adds_what_is_new(desk: Desk) -> None:
    repository = v2(desk.folder / "made", "one", "two")
    mirror = bare(repository, desk.folder / "sources" / "x.git")
    desk.ingest()
    v2(repository, "three")
    git(mirror, "remote", "update")
    run = desk.ingest()
    assert (run.tally.found, run.tally.stored, run.tally.known) == (3, 1, 2)
    assert desk.seen("select found, stored, known from sources") == [(3, 3, 0)]
    assert desk.seen("select count(*) from sightings") == [3]


def test_each_epoch_is_a_source_and_what_only_borrows_from_them_is_none(desk: Desk) -> None:
    for number, names in enumerate((("one", "two"), ("three",))):
        repository = v2(desk.folder / f"made{number}", *names)
        bare(repository, desk.folder / "sources" / "commons" / "git" / f"{number}.git")
    everything = desk.folder / "sources" / "commons" / "all.git"
    everything.mkdir()
    git(everything, "init", "-q", "--bare")
    (everything / "objects" / "info" / "alternates").write_text("../../git/0.git/objects\n")
    run = desk.ingest()
    assert run.problems == []
    assert desk.seen("select found from sources order by found") == [1, 2]


def test_a_repository_of_something_else_is_a_problem_where_it_is_all_there_is(desk: Desk) -> None:
    repository = made(desk.folder / "sources" / "project")
    commit(repository, {"README": "Masts\n\nThey stand.\n"})
    bare(repository, desk.folder / "sources" / "project.git")
    made(desk.folder / "sources" / "empty" / "0.git")
    run = desk.ingest()
    assert [problem.detail for _, problem in run.problems] == [
        "a git repository that is no public-inbox; of others nothing is read"
    ]
    assert desk.seen("select subject from sightings") == ["Masts"]


def test_without_git_it_is_said_what_to_install(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    v2(desk.folder / "sources" / "x", "one")
    monkeypatch.setenv("PATH", str(desk.folder))
    run = desk.ingest()
    assert [(problem.what, problem.detail) for _, problem in run.problems] == [
        ("cannot be opened", "git is needed to read this repository; install it, then run again")
    ]


def test_a_repository_that_is_damaged_is_a_problem(desk: Desk) -> None:
    repository = v2(desk.folder / "sources" / "x", "one")
    for path in (repository / ".git" / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(b"")
    desk.put("a.mbox", mail(Message_ID="<a@example.org>"))
    ((_, problem),) = desk.ingest().problems
    assert problem.what == "cannot be opened"
    assert problem.detail.startswith("git cannot read this repository: ")
    assert desk.seen(POSTS) == ["a@example.org"]


def test_a_repository_makes_git_run_nothing_and_fetch_nothing(desk: Desk) -> None:
    repository = v2(desk.folder / "sources" / "x", "one", "two")
    trap = f"touch {desk.folder}/sprung"
    for name, value in {
        "core.fsmonitor": trap, "core.pager": trap, "core.sshCommand": trap, "gpg.program": trap, "diff.external": trap,
        "log.showSignature": "true", "protocol.ext.allow": "always", "remote.origin.url": f"ext::sh -c '{trap}'",
        "remote.origin.promisor": "true", "extensions.partialClone": "origin", "core.repositoryFormatVersion": "1",
    }.items():  # fmt: skip
        git(repository, "config", name, value)
    blob = git(repository, "rev-parse", "HEAD~1:m").strip()
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()  # what is missing would be fetched
    desk.ingest()
    assert not (desk.folder / "sprung").exists()


@pytest.mark.parametrize("text", ["", "From ann\nSubject: x\n\nNo more.\n", "\0\xff" * 50])
def test_any_file_may_stand_in_place_of_a_mail(desk: Desk, text: str) -> None:
    commit(made(desk.folder / "sources" / "x"), {"m": text})
    assert desk.ingest().problems == []
    assert desk.seen("select count(*) from sightings") == [1]


def test_a_repository_is_given_in_pieces_that_hold_whole_mails(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repositories, "PIECE", 1)
    repository = v2(desk.folder / "sources" / "x", "one", "two", "three")
    inbox = repositories.inbox(repository / ".git")
    assert inbox is not None
    assert [piece.count(b"Message-ID") for piece in repositories.pieces(inbox)] == [1, 1, 1]
    desk.ingest()
    assert set(desk.seen("select place from sightings")) == set(inbox.blobs)
