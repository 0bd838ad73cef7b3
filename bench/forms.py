"""How many messages of archive pages end in the same canonical message as their text: ``python -m bench.forms CORPORA``.

The same note read from a month file or an mbox and from a page must meet in one message. Of each folder and kind of page: how
many messages its pages hold, how many of them a text holds too (by Message-ID, else by author and day), how many met.
Then the speed of each kind of page, on one core.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePath

import click

from dedupe.build import build
from ingest import formats
from ingest.files import sources
from ingest.formats.piece import Piece
from ingest.pipeline import Job, ingest, read_job
from ingest.store import Store

TEXTS = ("pipermail", "mbox")
PAGES = ("pipermail page", "mhonarc page", "hypermail page", "hyperkitty page", "hyperkitty json")
TARGET = 0.995  # of the pages' messages that a text holds too
PAGES_A_SECOND = 500  # target, a core


@click.command()
@click.argument("corpora", type=click.Path(path_type=Path, exists=True))
@click.option("--show", default=0, help="How many of those that did not meet to print.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder to keep the two databases in.")
def main(corpora: Path, show: int, keep: Path | None) -> None:
    """Read a folder of archives in all their forms, and print which forms met."""
    paths = [path for path in sources.find([corpora]) if _form(path) in (*TEXTS, *PAGES, "index page", "scrubbed part")]
    with tempfile.TemporaryDirectory() as folder:
        work = keep or Path(folder)
        work.mkdir(exist_ok=True)
        begun = time.perf_counter()
        with closing(Store(work / "sightings.db")) as store:
            run = ingest(paths, store)
        click.echo(f"read {len(paths):,} files, {run.tally.found:,} messages in {time.perf_counter() - begun:.0f} s")
        build(work / "sightings.db", work / "archive.db")
        with closing(sqlite3.connect(work / "archive.db")) as db:
            compare(db, show)
    speed(paths)


def _form(path: Path) -> str:
    with sources.opened(path) as (data, _):
        form = formats.detect(data[: formats.HEAD], PurePath(sources.published_path(path)))
    return form.NAME if form else ""


def compare(db: sqlite3.Connection, show: int) -> None:
    """Print a line for each list and kind of page, and the first of those that did not meet."""
    texts: dict[str, set[str]] = defaultdict(set)  # what a message is known by -> the canonical messages of its texts
    for _, _, message, message_id, otherwise, _ in _posts(db, TEXTS):
        texts[message_id or otherwise].add(message)
        texts[otherwise].add(message)
    held: Counter[tuple[str, str]] = Counter()
    twins: Counter[tuple[str, str]] = Counter()
    missed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form, name, message, message_id, otherwise, path in _posts(db, PAGES):
        known_by = message_id or otherwise
        held[form, name] += 1
        if known_by in texts:
            twins[form, name] += 1
            if message not in texts[known_by]:
                missed[form, name].append(f"{path} {message} {texts[known_by]}")
    click.echo(f"\n{'pages':18}{'list':22}{'messages':>9}{'in a text':>10}{'met':>7}{'share':>9}")
    for form, name in sorted(held):
        _line(form, name, held[form, name], twins[form, name], len(missed[form, name]))
    all_missed = [line for lines in missed.values() for line in lines]
    _line("all", "", held.total(), twins.total(), len(all_missed))
    click.echo("\n".join(all_missed[:show]))


def _posts(db: sqlite3.Connection, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Format, list, canonical message, Message-ID, what else tells the message, and path of each post of some formats.

    What else tells it: list, sender and day, for pages without a Message-ID.
    """
    marks = ", ".join("?" * len(names))
    yield from db.execute(
        "select s.format, coalesce(g.list, ''), g.message, coalesce(g.header_message_id, '')"  # noqa: S608
        ", coalesce(g.list || g.sender || substr(g.sent, 1, 10), '-'), s.path"
        f" from sightings g join sources s on s.id = g.source where s.format in ({marks}) and g.inside is null",
        names,
    )


def _line(form: str, name: str, held: int, twins: int, missed: int) -> None:
    share = f"{(twins - missed) / twins:9.2%}" if twins else f"{'-':>9}"
    below = "  below the target" if twins and (twins - missed) / twins < TARGET else ""
    click.echo(f"{form:18}{name[:20]:22}{held:9,}{twins:10,}{twins - missed:7,}{share}{below}")


def speed(paths: list[Path]) -> None:
    """Print how many pages of each kind, and messages in them, one core reads and takes apart in a second."""
    click.echo(f"\n{'pages':18}{'files':>8}{'a second':>10}{'messages a second':>20}  target {PAGES_A_SECOND}")
    by_form: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        by_form[_form(path)].append(path)
    for form in PAGES:
        jobs = [Job("", form, Piece(path.read_bytes(), 0, sources.published_path(path))) for path in by_form[form]]
        begun = time.process_time()
        messages = sum(read_job(job).posts for job in jobs)
        if jobs:
            seconds = time.process_time() - begun
            click.echo(f"{form:18}{len(jobs):8,}{len(jobs) / seconds:10,.0f}{messages / seconds:20,.0f}")


if __name__ == "__main__":
    main()
