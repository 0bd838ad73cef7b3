"""The command ``python -m publish``: the archive as a folder that can be handed on."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import yaml

from ingest.errors import ArchiveError, DatabaseUnusable
from publish.export import folder as served
from publish.export import pages

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
MARK = ".each-note-once"  # stands in a folder that was written here, and may be written anew


@click.group(name="publish")
@click.version_option(package_name="each-note-once")
def main() -> None:
    """Make of an archive a folder that can be handed on."""


@main.command()
@click.argument("archive", type=FILE, metavar="ARCHIVE.db")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@click.option("--metadata", type=FILE, help="Titles, as for Datasette.")
@click.option(
    "--address", default="", help="Where the folder will stand, such as https://example.org/lists/: adds feeds."
)
@click.option("--silent", is_flag=True, help="Print nothing but errors.")
def static(archive: Path, folder: Path, metadata: Path | None, address: str, silent: bool) -> None:
    """Write the pages of ARCHIVE.db into FOLDER as files: to read from a disk, or to put on any web server.

    A FOLDER that was written before is written anew.
    """
    address = address and address.rstrip("/") + "/"
    with _told(archive, folder), _watched(silent) as step:
        _emptied(folder)
        written = pages.write(archive, folder, _read(metadata), address, step)
    if not silent:
        click.echo(f"{written.files:,} files, {written.size / 1e6:,.0f} MB; the search holds {written.notes:,} notes.")
        click.echo(f"Open {folder / 'index.html'} in a browser, or put the folder on a web server.")


@main.command()
@click.argument("archive", type=FILE, metavar="ARCHIVE.db")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@click.option("--metadata", type=FILE, required=True, help="Titles, as for Datasette.")
@click.option("--wheel", type=FILE, required=True, help="This project, built: pip wheel --no-deps .")
@click.option("--constraints", type=FILE, required=True, help="Versions to install, such as requirements.lock.")
def folder(archive: Path, folder: Path, metadata: Path, wheel: Path, constraints: Path) -> None:
    """Put ARCHIVE.db into FOLDER with all that it takes to serve it: by Datasette, in a container, or at a host.

    A FOLDER that was written before is written anew.
    """
    with _told(archive, folder):
        _emptied(folder)
        served.write(archive, folder, metadata, wheel, constraints)
    click.echo(f"{folder} is ready to be served; its README.md says how.")


@contextmanager
def _watched(silent: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar, where someone is there to see it: it is told how many steps there are each time that one is done."""
    if silent or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=1, label="Writing", file=sys.stderr, width=0) as bar:

        def step(known: int) -> None:
            bar.length = known
            bar.update(1)

        yield step


@contextmanager
def _told(archive: Path, folder: Path) -> Iterator[None]:
    """What ends the command, as one line."""
    try:
        yield
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    except sqlite3.Error as error:
        raise click.ClickException(str(DatabaseUnusable(archive, error))) from error
    except yaml.YAMLError as error:
        raise click.ClickException(f"the metadata cannot be read: {' '.join(str(error).split())}") from error
    except OSError as error:
        where = error.filename or folder
        raise click.ClickException(
            f"{where}: {error.strerror or error}; is there room, and may you write there? Then run again"
        ) from error


def _read(metadata: Path | None) -> dict[str, Any]:
    return (yaml.safe_load(metadata.read_text(encoding="utf-8")) or {}) if metadata else {}


def _emptied(folder: Path) -> None:
    """Leave ``folder`` empty; raises where it holds what was not written here."""
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise click.ClickException(
                f"{folder} is not empty, and was not written by this command; name another folder"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Written by python -m publish, and written anew the next time.\n", encoding="utf-8")
