"""The tour of the README shows what the commands print on the sample, and the database holds."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from publish_site import METADATA

from dedupe.cli import main as dedupe
from ingest.cli import main as ingest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR = README.split("## A tour", 1)[1].split("\n## ", 1)[0]
TABLES = re.findall(r'"(select .*?)" --fmt github\n(.*?)```', TOUR, re.DOTALL)


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What both commands print on the sample, and the archive they make."""
    folder = tmp_path_factory.mktemp("tour")
    sightings, archive = folder / "sightings.db", folder / "archive.db"
    said = [
        CliRunner().invoke(command, arguments, catch_exceptions=False).output
        for command, arguments in (
            (ingest, [str(sightings), str(ROOT / "data" / "sample")]),
            (dedupe, [str(sightings), str(archive)]),
        )
    ]
    return "".join(said), archive


def test_the_counts_are_those_that_are_printed(toured: tuple[str, Path]) -> None:
    counts = re.findall(r"^(?: *\d+  .*|Found .*|Read .*)$", TOUR, re.MULTILINE)
    assert len(counts) == 12
    assert [line for line in counts if line not in toured[0].splitlines()] == []


@pytest.mark.parametrize(("sql", "printed"), TABLES, ids=[sql[:30] for sql, _ in TABLES])
def test_the_tables_are_those_of_the_archive(toured: tuple[str, Path], sql: str, printed: str) -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in printed.splitlines()[2:]]
    with closing(sqlite3.connect(toured[1])) as db:
        assert [[str(cell) for cell in row] for row in db.execute(sql)] == rows


SHARING = (ROOT / "docs" / "sharing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", re.findall(r"^    (/archive/\S+)|`(/archive/\S+)`", SHARING, re.MULTILINE))
def test_the_addresses_of_the_tour_answer_with_rows(toured: tuple[str, Path], path: tuple[str, str]) -> None:
    address = "".join(path)
    rows = answer(toured[1], address if ".csv" in address else address.replace("?", ".csv?"))
    assert rows.count("\n") > 1


def test_the_tour_tells_what_the_sample_holds(toured: tuple[str, Path]) -> None:
    with closing(sqlite3.connect(toured[1])) as db:
        subject = "select id, sightings from messages where subject like '%save the date%'"
        note, places = db.execute(subject).fetchone()
    assert f"**seen in {places} places**" in SHARING
    page = answer(toured[1], f"/m/{note}")
    assert "after 46 days" in page
    assert all(words in page for words in ("places as SQL", "places as CSV", "plain text", "JSON", "mbox"))


def answer(archive: Path, path: str) -> str:
    site = Datasette([], immutables=[str(archive)], metadata=METADATA)

    async def ask() -> str:
        await site.invoke_startup()
        got = await site.client.get(path)
        assert got.status_code == 200, path
        return str(got.text)

    return asyncio.run(ask())
