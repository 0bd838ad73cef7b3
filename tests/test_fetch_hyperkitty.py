"""A real HyperKitty on loopback, fetched twice. Skipped where none is installed; ``.ci/run`` puts one into ``.venv-hyperkitty``."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from reading import ROOT, mail, rows, words

from dedupe.build import build
from ingest import fetch as fetch_cli
from ingest.pipeline import ingest
from ingest.store import Store

PYTHON = Path(os.environ.get("HYPERKITTY_PYTHON", ROOT / ".venv-hyperkitty" / "bin" / "python"))
pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="HyperKitty is not installed")

DAYS = ["Sat Mar  1 06:49:07 2025", "Sun Mar  2 06:49:07 2025", "Tue Apr  1 06:49:07 2025"]
MBOX = "".join(
    mail(
        f"Note {number}. {words(40, number * 40)}",
        envelope=f"From ann@example.org {day}",
        Message_ID=f"<{number}@example.org>",
        Date=f"{day[:3]}, {int(day[8:10])} {day[4:7]} 2025 06:49:07 +0000",
    )
    for number, day in enumerate(DAYS, 1)
)


@contextmanager
def hyperkitty(folder: Path, address: str) -> Iterator[str]:
    """The address of a HyperKitty that holds one list."""
    (folder / "in.mbox").write_text(MBOX)
    command = [str(PYTHON), str(ROOT / "tests" / "hyperkitty_site.py"), str(folder), address, str(folder / "in.mbox")]
    with (
        (folder / "errors").open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=folder) as server,
    ):
        assert server.stdout is not None
        try:
            url = next((line.strip() for line in server.stdout if line.startswith("http://")), "")
            assert url, (folder / "errors").read_text()
            yield url
        finally:
            server.kill()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with hyperkitty(tmp_path_factory.mktemp("hyperkitty"), "commons@lists.example.org") as url:
        yield url


def run(*args: object) -> str:
    result = CliRunner().invoke(fetch_cli.main, ["--pause", "0", "--private", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout + result.stderr


PAGES: list[Callable[[str], str]] = [
    lambda url: f"{url}list/commons@lists.example.org/",
    lambda url: f"{url}list/commons@lists.example.org/2025/3/",
    lambda url: url,
]


@pytest.mark.parametrize("page", PAGES)
def test_its_months_are_loaded_once_and_read_with_their_permalinks(
    site: str, tmp_path: Path, page: Callable[[str], str]
) -> None:
    into = tmp_path / "sources"
    first = re.fullmatch(r".+: 2 new, (\d+) without mail\.\n", run(page(site), "--into", into))
    assert first
    months = sorted(path.name for path in (into / "commons").iterdir() if not path.name.startswith("."))
    assert months == ["commons@lists.example.org-2025-03.mbox.gz", "commons@lists.example.org-2025-04.mbox.gz"]
    again = re.fullmatch(r".+: (\d+) as before(?:, (\d+) without mail)?\.\n", run("--into", into))  # the open months
    assert again
    assert int(again[1]) + int(again[2] or 0) == 2 + int(first[1])
    with closing(Store(tmp_path / "s.db")) as store:
        done = ingest([into], store)
    assert (done.tally.stored, done.problems) == (3, [])
    build(tmp_path / "s.db", tmp_path / "a.db")
    assert rows(tmp_path / "a.db", "select id, archive_url from lists") == [
        ("commons", f"{site}list/commons%40lists.example.org/")
    ]
    for url, permalink in rows(tmp_path / "a.db", "select url, hyperkitty_hash from messages"):
        assert url == f"{site}list/commons%40lists.example.org/message/{permalink}/"


def test_the_permalinks_that_are_reckoned_answer(site: str, tmp_path: Path) -> None:
    import httpx

    run(site, "--into", tmp_path / "sources")
    with closing(Store(tmp_path / "s.db")) as store:
        ingest([tmp_path / "sources"], store)
    urls = rows(tmp_path / "s.db", "select url from sightings")
    assert [httpx.get(url.replace("@", "%40"), trust_env=False).status_code for url in urls] == [200, 200, 200]


def test_a_private_list_is_said(tmp_path: Path) -> None:
    with hyperkitty(tmp_path, "private@lists.example.org") as url:
        said = run(f"{url}list/private@lists.example.org/", "--into", tmp_path / "sources")
    assert "is private" in said
    assert not (tmp_path / "sources").exists()
