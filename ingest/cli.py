"""The command ``python -m ingest``."""

from __future__ import annotations

import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import click

from ingest.attached import WISHES
from ingest.errors import ArchiveError, NothingPasted, NothingRead
from ingest.files import sources
from ingest.files.kept import keep
from ingest.formats import FORMATS
from ingest.pipeline import Run, ingest
from ingest.store import Store
from ingest.workers import save_memory_and_time

STANDARD_INPUT = Path("-")
SHOWN = 20  # problems printed; all of them are in the table


@click.command(
    name="ingest", epilog=f"Formats, in the order in which they are asked: {', '.join(form.NAME for form in FORMATS)}."
)
@click.version_option(package_name="each-note-once")
@click.argument("database", type=click.Path(path_type=Path, dir_okay=False), metavar="SIGHTINGS.db")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--pasted",
    type=click.Path(path_type=Path, file_okay=False),
    help='Folder that keeps what came as "-"; "pasted" beside SIGHTINGS.db where none is named.',
)
@click.option(
    "--attachments",
    type=click.Choice(list(WISHES)),
    envvar="ATTACHMENTS",
    show_envvar=True,
    help='Keep the bytes of attachments in "attachments" beside SIGHTINGS.db, read the text of attached documents, or both; '
    "holds for the next runs too, until another choice is made.",
)
@click.option("--silent", is_flag=True, help="Print nothing but errors.")
def main(database: Path, paths: tuple[Path, ...], pasted: Path | None, attachments: str | None, silent: bool) -> None:
    """Read archives at PATH... (files and folders) and store every message seen in SIGHTINGS.db.

    Reads mailboxes and archives of mailing lists, single mails (Maildir too), git repositories of public-inbox, pages of archives,
    pasted pages and documents, also where they are compressed or lie in a zip or tar file. A file read before is skipped; what
    cannot be read is listed, kept in the table "problems", and does not stop the run.

    A PATH of "-" is a text on standard input, such as a thread copied in the browser.
    """
    save_memory_and_time()
    try:
        paths = tuple(_kept(pasted or database.parent / "pasted") if path == STANDARD_INPUT else path for path in paths)
        with closing(Store(database)) as store:
            if attachments:
                store.wish(WISHES[attachments])
            run = _with_progress(paths, store, silent)
            if not silent:
                _report(run)
            if store.is_empty() or not run.read + run.unchanged + run.identical:
                raise NothingRead(paths)
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error


def _kept(folder: Path) -> Path:
    """The file that now holds what came on standard input: the same text is the same source whenever it is pasted."""
    data = sys.stdin.buffer.read()
    if not data.strip():
        raise NothingPasted
    return keep(data, folder / f"{sha256(data).hexdigest()}.txt")


def _with_progress(paths: tuple[Path, ...], store: Store, silent: bool) -> Run:
    """Ingest under a progress bar, where someone is there to see it."""
    if silent or not sys.stderr.isatty():
        return ingest(paths, store)
    length = sum(sources.stamp(location).bytes for location in sources.find(paths))
    with click.progressbar(length=length, label="Reading", file=sys.stderr, width=0) as bar:
        return ingest(paths, store, bar.update)


def _report(run: Run) -> None:
    tally = run.tally
    identical = f"{run.identical:,} identical {'file' if run.identical == 1 else 'files'}, " if run.identical else ""
    click.echo(f"Read {run.read:,} sources, {identical}{run.unchanged:,} more were read before.")
    if run.read:
        click.echo(
            f"Found {tally.found:,} messages = {tally.stored:,} stored + {tally.known:,} known + {tally.skipped:,} not readable."
        )
    for path, problem in run.problems[:SHOWN]:
        where = f" at {problem.place}" if problem.place else ""
        detail = f" ({problem.detail})" if problem.detail else ""
        click.echo(f"  {path}{where}: {problem.what}{detail}")
    if len(run.problems) > SHOWN:
        click.echo(f"  ... and {len(run.problems) - SHOWN:,} more: see the table problems.")
