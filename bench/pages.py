"""Time the pages of an archive once they are warm, then let many readers in at once: ``python -m bench.pages ARCHIVE.db``."""

from __future__ import annotations

import contextlib
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import click
import httpx

from publish.export.folder import EXTRA_OPTIONS

TARGET_MS = 200  # once warm, on two cores
ROOT = Path(__file__).parent.parent
# name of a page -> the SQL that chooses one, the hardest of its kind
HARDEST = {
    "list": "select '/l/' || id from lists order by messages desc limit 1",
    "list, one month": "select '/l/' || list || '?month=' || month from messages where list is not null and month is not null "
    "group by list, month order by count(*) desc limit 1",
    "thread": "select '/t/' || id from threads order by messages desc limit 1",
    "thread, by date": "select '/t/' || id || '?view=flat' from threads order by messages desc limit 1",
    "message": "select '/m/' || id from messages order by sightings desc limit 1",
    "compared": "select '/m/' || message || '?with=' || inside from sightings where inside is not null order by coverage limit 1",
    "person": "select '/p/' || id from people order by messages desc limit 1",
}
FIXED = {
    "home": "/",
    "about": "/about",
    "most repeated (SQL)": "/archive/most_repeated",
    "messages (table)": "/archive/messages",
}
EVERY = "select '/t/' || id from threads order by id limit 2000"


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="ARCHIVE.db")
@click.option("--readers", default=20, show_default=True, help="How many read at the same time.")
@click.option("--seconds", default=15, show_default=True, help="How long they read.")
@click.option("--times", default=15, show_default=True, help="How often each page is asked for.")
def main(archive: Path, readers: int, seconds: int, times: int) -> None:
    """Print how long the pages of ARCHIVE.db take, and what many readers at once meet."""
    with closing(sqlite3.connect(archive)) as db:
        pages = (
            FIXED
            | {name: row[0] for name, sql in HARDEST.items() if (row := db.execute(sql).fetchone())}
            | searches(db)
        )
        every = [row[0] for row in db.execute(EVERY)]
    with served(archive) as address:
        slow = latencies(address, pages, times)
        failed = load(address, [*pages.values(), *every], readers, seconds)
    if slow or failed:
        sys.exit(f"Too slow: {', '.join(slow) or 'none'}; failed answers: {failed}")


def searches(db: sqlite3.Connection) -> dict[str, str]:
    """Searches for words of a subject in the middle of the archive: both words, one of them anywhere, and a phrase."""
    sql = "select subject from messages where length(subject) > 20 order by id limit 1 offset (select count(*) / 2 from messages)"
    row = db.execute(sql).fetchone()
    words = [word for word in (row[0] if row else "").split() if word.isalpha() and len(word) > 3] or ["open"]
    asked = {"search": " ".join(words[-2:]), "search, all years": "the", "search, phrase": f'"{" ".join(words[-2:])}"'}
    return {name: f"/search?q={quote(text)}" for name, text in asked.items()}


@contextlib.contextmanager
def served(archive: Path) -> Iterator[str]:
    """Serve the archive as ``make serve`` does, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / "archive.db"
        link.symlink_to(archive.absolute())
        command = [
            sys.executable,
            "-m",
            "datasette",
            "-i",
            str(link),
            "-m",
            str(ROOT / "metadata.yml"),
            "--port",
            str(port),
        ]
        process = subprocess.Popen(
            [*command, *EXTRA_OPTIONS.split()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(300):
                with contextlib.suppress(httpx.TransportError):
                    if httpx.get(f"{address}/robots.txt", timeout=5).status_code == 200:
                        break
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def latencies(address: str, pages: dict[str, str], times: int) -> list[str]:
    """Print a line for each page, and give the names of those above the target."""
    slow = []
    click.echo(
        f"{'page':22}{'first':>9}{'median':>9}{'worst':>9}{'KB':>7}   milliseconds; target {TARGET_MS} in the median"
    )
    with httpx.Client(base_url=address, timeout=60) as client:
        for name, path in pages.items():
            taken = []
            for _ in range(times + 1):
                start = time.perf_counter()
                answer = client.get(path)
                taken.append((time.perf_counter() - start) * 1000)
            first, median, worst = taken[0], statistics.median(taken[1:]), max(taken[1:])
            fault = "" if answer.status_code == 200 else f"  answers {answer.status_code}"
            click.echo(f"{name:22}{first:9.0f}{median:9.0f}{worst:9.0f}{len(answer.content) / 1000:7.0f}{fault}")
            slow += [name] if median > TARGET_MS or fault else []
    return slow


def load(address: str, paths: list[str], readers: int, seconds: int) -> int:
    """Let readers read as fast as they can, print what they met, and give the number of failed answers."""
    end = time.monotonic() + seconds

    def read(number: int) -> list[tuple[float, bool]]:
        chosen, met = random.Random(number), []
        with httpx.Client(base_url=address, timeout=60) as client:
            while time.monotonic() < end:
                start = time.perf_counter()
                try:
                    good = client.get(chosen.choice(paths)).status_code == 200
                except httpx.HTTPError:
                    good = False
                met.append((time.perf_counter() - start, good))
        return met

    with ThreadPoolExecutor(readers) as pool:
        met = [one for each in pool.map(read, range(readers)) for one in each]
    taken = sorted(seconds for seconds, _ in met)
    failed = sum(not good for _, good in met)
    late = taken[int(len(taken) * 0.95)] if taken else 0
    click.echo(
        f"\n{readers} readers for {seconds} s: {len(met):,} pages, {len(met) / seconds:,.0f} a second, "
        f"median {statistics.median(taken):.2f} s, 95 of 100 within {late:.2f} s, {failed} failed"
    )
    return failed


if __name__ == "__main__":
    main()
