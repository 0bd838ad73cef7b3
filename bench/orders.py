"""``python -m bench.orders FOLDER``: any order of sources, any split into runs and any crash end in the same archive.

The folder's sources are read in random orders, some at a time, with a build after some runs; then an update of some of them by
the others is killed at random moments, and run again. Each time all rows of archive.db must be those of one unbroken run.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random

import click

from dedupe.build import build
from ingest.files import sources
from ingest.pipeline import ingest
from ingest.store import Store

LEFT_OUT = ("sqlite_%", "messages_fts%", "\\_%")  # statistics, and what is made of the rows
BUILDS = 0.25  # of all runs are followed by a build
STEPS = ("ingest", "dedupe")

Content = dict[str, str]  # table -> the digest of its rows, whatever order they were written in


def content(archive: Path) -> Content:
    """What an archive holds."""
    with closing(sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)) as db:
        names = db.execute(
            "select name from sqlite_master where type = 'table'"
            " and not (name like ? or name like ? or name like ? escape '\\')",
            LEFT_OUT,
        ).fetchall()
        return {name: _digest(db, name) for (name,) in names}


def _digest(db: sqlite3.Connection, table: str) -> str:
    rows = sorted(sha256(repr(row).encode()).digest() for row in db.execute(f"select * from {table}"))  # noqa: S608
    return sha256(b"".join(rows)).hexdigest()


def read(paths: Sequence[Path], work: Path) -> None:
    """Read sources into the sightings of a folder."""
    with closing(Store(work / "sightings.db")) as store:
        ingest(paths, store)


def built(work: Path) -> Content:
    """Build the archive of a folder; what it holds."""
    build(work / "sightings.db", work / "archive.db")
    return content(work / "archive.db")


def in_order(files: Sequence[Path], work: Path, random: Random) -> Content:
    """Read the files in a random order, some in each run, with a build now and then; what the archive holds in the end."""
    waiting = random.sample(files, len(files))
    while waiting:
        size = random.randint(1, max(1, len(files) // 3))
        some, waiting = waiting[:size], waiting[size:]
        read(some, work)
        if waiting and random.random() < BUILDS:
            built(work)
    return built(work)


def update(files: Sequence[Path], work: Path, end: float | None = None) -> float:
    """Read files and build, as a user does it; kill all of it after so many seconds. The seconds that it took."""
    start = time.perf_counter()
    for step in STEPS:
        to = [str(path) for path in (files if step == "ingest" else [work / "archive.db"])]
        command = [sys.executable, "-m", step, "--silent", str(work / "sightings.db"), *to]
        with subprocess.Popen(command, start_new_session=True) as process:
            try:
                process.wait(None if end is None else max(0.0, start + end - time.perf_counter()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                break
    return time.perf_counter() - start


def killed(files: Sequence[Path], base: Path, work: Path, end: float) -> Content:
    """What the archive holds where an update of a base is killed, and run again."""
    shutil.copytree(base, work)
    update(files, work, end)
    content(work / "archive.db")  # it is a whole one, old or new
    update(files, work)
    return content(work / "archive.db")


def differ(whole: Content, other: Content) -> list[str]:
    """The tables that differ."""
    return sorted(name for name in whole.keys() | other.keys() if whole.get(name) != other.get(name))


def trials(
    files: Sequence[Path], folder: Path, orders: int, kills: int, late: float, seed: int
) -> Iterator[tuple[str, list[str]]]:
    """What was tried, and the tables that differ from those of one unbroken run; the update brings a share of the files."""
    random = Random(seed)
    for name in ("whole", "base"):
        (folder / name).mkdir()
    read(files, folder / "whole")
    whole = built(folder / "whole")
    for number in range(orders):
        with tempfile.TemporaryDirectory(dir=folder) as work:
            yield f"order {number + 1}", differ(whole, in_order(files, Path(work), random))
    read(random.sample(files, round(len(files) * (1 - late))), folder / "base")
    built(folder / "base")
    shutil.copytree(folder / "base", folder / "unbroken")
    took = update(files, folder / "unbroken")
    yield f"an update, {took:.1f} s", differ(whole, content(folder / "unbroken" / "archive.db"))
    for number in range(kills):
        end = random.uniform(0, took)
        found = killed(files, folder / "base", folder / f"killed-{number}", end)
        shutil.rmtree(folder / f"killed-{number}")
        yield f"kill {number + 1}, after {end:.1f} of {took:.1f} s", differ(whole, found)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--orders", default=20, show_default=True, help="How many random orders are tried.")
@click.option("--kills", default=20, show_default=True, help="At how many random moments an update is killed.")
@click.option("--late", default=0.5, show_default=True, help="Which share of the sources the update brings.")
@click.option("--seed", default=1, show_default=True, help="Another number tries others.")
def main(folder: Path, orders: int, kills: int, late: float, seed: int) -> None:
    """Read FOLDER's sources in random orders and through crashes; each time the archive must hold the same."""
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        for what, tables in trials(list(sources.find([folder])), Path(work), orders, kills, late, seed):
            click.echo(f"{what}: {'other ' + ', '.join(tables) if tables else 'the same'}")
            wrong += bool(tables)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
