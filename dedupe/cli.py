"""The command ``python -m dedupe``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click

from dedupe.build import DISTRIBUTION, STEPS, Summary, build, nullstep
from dedupe.difference import both, copied, difference, told
from dedupe.identity import is_built
from ingest.errors import ArchiveError
from ingest.workers import save_memory_and_time

Watch = Callable[[str], AbstractContextManager[None]]


@click.command(name="dedupe")
@click.version_option(package_name=DISTRIBUTION)
@click.argument("sightings", type=click.Path(path_type=Path, dir_okay=False), metavar="SIGHTINGS.db")
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False), metavar="ARCHIVE.db")
@click.option(
    "--addresses",
    type=click.Choice(["hide", "keep"]),
    default="hide",
    envvar="ADDRESSES",
    show_default=True,
    show_envvar=True,
    help="Whether e-mail addresses may stand in the archive. Keep them for private use only.",
)
@click.option("--dry-run", is_flag=True, envvar="DRY_RUN", help="Write nothing; say what would change in ARCHIVE.db.")
@click.option("--if-changed", is_flag=True, help="Leave ARCHIVE.db as it is where it would come out the same.")
@click.option("--silent", is_flag=True, help="Print nothing but errors.")
def main(sightings: Path, archive: Path, addresses: str, dry_run: bool, if_changed: bool, silent: bool) -> None:
    """Write ARCHIVE.db, in which each note of SIGHTINGS.db stands once, with every place where it was seen.

    The archive is written aside and put in place whole: who reads the old one is not disturbed.
    """
    if if_changed and not dry_run and is_built(sightings, archive, addresses == "keep"):
        if not silent:
            click.echo(f"Nothing has changed since {archive} was built: it stays as it is.")
        return
    save_memory_and_time()
    try:
        with _watched(silent) as step:
            if dry_run:
                _would_change(sightings, archive, addresses == "keep", step)
                return
            summary = build(sightings, archive, addresses == "keep", step)
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    _warn(summary)
    if not silent:
        _report(summary, archive)


@contextmanager
def _watched(silent: bool) -> Iterator[Watch]:
    """Steps of a build under a progress bar, where someone is there to see it."""
    if silent or not sys.stderr.isatty():
        yield nullstep
        return
    with click.progressbar(
        length=len(STEPS), label="Building", file=sys.stderr, item_show_func=lambda name: name
    ) as bar:

        @contextmanager
        def step(name: str) -> Iterator[None]:
            bar.update(0, name)
            yield
            bar.update(1, name)

        yield step


def _would_change(sightings: Path, archive: Path, keep_addresses: bool, step: Watch) -> None:
    """Say what a build would change, made of a copy of the sightings; nothing is written where they lie."""
    with copied(sightings) as copy:
        new = copy.with_name("archive.db")
        summary = build(copy, new, keep_addresses, step)
        _warn(summary)
        if not archive.is_file():
            click.echo(f"There is no {archive} yet; it would hold {summary.notes:,} notes. Nothing was written.")
            return
        with both(archive, new) as db:
            found = difference(db)
            for line in told(db, found):
                click.echo(line)
        click.echo("Nothing was written." if found else "Nothing would change.")


def _warn(summary: Summary) -> None:
    for entry in summary.unknown:
        click.echo(f"redactions.yml: {entry}: nothing of this archive bears that name; is it written right?", err=True)


def _report(summary: Summary, archive: Path) -> None:
    rows = [
        (summary.found, "messages found"),
        (summary.notes, "distinct notes"),
        *(
            [(summary.written, "notes new or changed, the others as they were")]
            if summary.written < summary.notes
            else []
        ),
        (summary.repeats, "repeats (cross-posts, resends, second copies)"),
        (summary.quotes, "times a note was quoted or forwarded"),
        (summary.recovered, "recovered from quotes and forwards alone"),
        (summary.documents, "documents"),
        (summary.threads, "threads"),
        (summary.lists, "lists"),
        (summary.conflicts, "conflicts (one Message-ID, different words)"),
        (summary.problems, "problems (see the table problems)"),
        *([(summary.redacted, "redacted")] if summary.redacted else []),
    ]
    width = max(len(f"{count:,}") for count, _ in rows)
    for count, what in rows:
        click.echo(f"{count:>{width},}  {what}")
    click.echo(f"The archive lies in {archive}.")
