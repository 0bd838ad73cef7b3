"""Time the whole build, stage by stage, against the floor: reading and splitting the same files and nothing else.

Each stage is a process of its own, so that its memory is its own. What compares is the ratio to the floor in the same run;
machines differ, and one machine differs from itself.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from bench.generate import attachments, generate
from dedupe.build import build
from dedupe.identity import is_built
from ingest import formats
from ingest.body import read_text
from ingest.files import sources
from ingest.formats import envelope
from ingest.formats.piece import Piece
from ingest.message import Post
from ingest.pipeline import Job, ingest, read_job
from ingest.store import Store
from ingest.workers import save_memory_and_time

CORPORA = (
    Path(__file__).parents[2] / "shared" / "corpora" / "pipermail"
)  # measured too where it lies beside the project
ATTACHED_TARGET = 100  # MB/s and core
TARGETS = {"bodies, one core": 3_000, "whole build": 5_000, "run again": 100_000}  # messages a second, on two cores


@contextmanager
def timed(times: dict[str, list[float]], name: str) -> Iterator[None]:
    """Note the seconds of wall clock, and of all processors, that a block took."""
    wall, cpu = time.perf_counter(), _cpu()
    yield
    times[name] = [time.perf_counter() - wall, _cpu() - cpu]


def _cpu() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def floor(files: list[Path], work: Path) -> dict[str, list[float]]:  # noqa: ARG001
    """Read, uncompress and split; nothing is kept."""
    times: dict[str, list[float]] = {}
    with timed(times, "floor: split only"):
        for file in files:
            with sources.opened(file) as (data, _):
                for _ in envelope.spans(data):
                    pass
    return times


def bodies(files: list[Path], work: Path) -> dict[str, list[float]]:  # noqa: ARG001
    """Take every body apart, on one core; reading and splitting are not in the time."""
    texts = []
    for file in files:
        with sources.opened(file) as (data, _):
            form = formats.detect(data[: formats.HEAD], file)
            if form:
                texts += [post.text for post in form.read(Piece(data[:])) if isinstance(post, Post)]
    times: dict[str, list[float]] = {}
    with timed(times, "bodies, one core"):
        for text in texts:
            read_text(text)
    return times


def read(files: list[Path], work: Path) -> dict[str, list[float]]:
    """The first step on an empty database."""
    times: dict[str, list[float]] = {}
    with closing(Store(work / "sightings.db")) as store, timed(times, "read"):
        ingest(files, store)
    return times


def dedupe(files: list[Path], work: Path) -> dict[str, list[float]]:  # noqa: ARG001
    """The second step, with the time of each of its steps."""
    times: dict[str, list[float]] = {}
    build(work / "sightings.db", work / "archive.db", step=lambda name: timed(times, name))
    return times


def again(files: list[Path], work: Path) -> dict[str, list[float]]:
    """Both steps, when nothing has changed since."""
    times: dict[str, list[float]] = {}
    with closing(Store(work / "sightings.db")) as store, timed(times, "run again"):
        ingest(files, store)
        assert is_built(store.path, work / "archive.db", keep_addresses=False)  # noqa: S101
    return times


STAGES = {stage.__name__: stage for stage in (floor, bodies, read, dedupe, again)}


@click.group(invoke_without_command=True)
@click.option("--messages", default=20_000, show_default=True, help="How many messages the made archive has.")
@click.option(
    "--archive", type=click.Path(path_type=Path), default=CORPORA, help="Measure this folder of archives too."
)
@click.pass_context
def main(context: click.Context, messages: int, archive: Path) -> None:
    """Print what each stage of the build costs."""
    if context.invoked_subcommand:
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        generate(made, messages)
        measure(f"made archive of {messages:,} messages", made)
        attached(Path(folder))
    if archive.exists():
        measure(f"real archive {archive.name}", archive)


def attached(folder: Path, megabytes: int = 100) -> None:
    """Print how fast mails with attachments are split, read and taken apart, on one core."""
    path = folder / "attachments.mbox"
    attachments(path, megabytes)
    data = path.read_bytes()
    start = time.process_time()
    for begin, end in formats.mbox.pieces(data):
        read_job(Job("bench", formats.mbox.NAME, Piece(data[begin:end], begin)))
    speed = len(data) / 1e6 / (time.process_time() - start)
    click.echo(
        f"\nmbox with attachments, {len(data) / 1e6:,.0f} MB: {speed:,.0f} MB/s and core, target {ATTACHED_TARGET} MB/s"
    )


@main.command(hidden=True)
@click.argument("name", type=click.Choice(list(STAGES)))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("work", type=click.Path(path_type=Path))
def stage(name: str, folder: Path, work: Path) -> None:
    """Run one stage and print its times and peak memory as JSON."""
    save_memory_and_time()  # as the commands do
    times = STAGES[name](archives(folder), work)
    peak = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    click.echo(json.dumps({"times": times, "peak": peak / (1 if sys.platform == "darwin" else 1024)}))


def archives(folder: Path) -> list[Path]:
    """Files below a folder that are mbox or Pipermail months: pages and attachments are measured apart."""
    found = []
    for path in sources.find([folder]):
        with sources.opened(path) as (data, _):
            form = formats.detect(data[: formats.HEAD], path)
        if form in (formats.month, formats.mbox):
            found.append(path)
    return found


def measure(title: str, folder: Path) -> None:
    """Run all stages over a folder, and print a line for each."""
    with tempfile.TemporaryDirectory() as work:
        rows: dict[str, tuple[float, float, float]] = {}
        for name in STAGES:
            said = json.loads(_run(name, folder, Path(work)))
            rows |= {step: (*times, said["peak"]) for step, times in said["times"].items()}
        messages = _count(Path(work) / "sightings.db")
        text = sum(path.stat().st_size for path in archives(folder)) / 1e6
        size = (Path(work) / "archive.db").stat().st_size / 1e6
    built = [row for name, row in rows.items() if name not in ("floor: split only", "bodies, one core", "run again")]
    rows["whole build"] = (sum(r[0] for r in built), sum(r[1] for r in built), max(r[2] for r in built))
    click.echo(f"\n{title}: {messages:,} messages, {text:,.0f} MB on disk; archive.db {size:,.0f} MB")
    click.echo(f"{'stage':20}{'seconds':>9}{'CPU s':>8}{'messages/s':>12}{'x floor':>9}{'peak MB':>9}  target")
    base = rows["floor: split only"][0]
    for name, (wall, cpu, peak) in rows.items():
        target = f"{TARGETS[name]:,}/s" if name in TARGETS else ""
        click.echo(f"{name:20}{wall:9.2f}{cpu:8.2f}{messages / wall:12,.0f}{wall / base:9.1f}{peak:9.0f}  {target}")


def _run(name: str, folder: Path, work: Path) -> str:
    command = [sys.executable, "-m", "bench", "stage", name, str(folder), str(work)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _count(sightings: Path) -> int:
    with closing(Store(sightings)) as store:
        return int(store.connection.execute("select count(*) from sightings where inside = ''").fetchone()[0])


if __name__ == "__main__":
    main()
