"""The command ``python -m ingest.fetch``: archives of lists on the web into folders of files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from ingest.errors import ArchiveError, FetchFailed
from ingest.fetched import Note, note
from ingest.fetching.archive import Archive, file_name
from ingest.fetching.download import Outcome, download
from ingest.fetching.finding import find
from ingest.fetching.mirror import mirror
from ingest.fetching.web import Manners, Web

MEGABYTE = 1_000_000

Step = Callable[[int, str], None]  # is told how many more parts are done, and the name of the next


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of fetching one archive: its folder, how many files are in which state, how many messages came from git."""

    folder: Path
    outcomes: Counter[Outcome]
    messages: int


@click.command(name="fetch")
@click.version_option(package_name="each-note-once")
@click.argument("urls", nargs=-1, metavar="[URL...]")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/sources"),
    show_default=True,
    help="Folder in which each list has a folder of its own.",
)
@click.option("--pause", type=click.FloatRange(0), default=1.0, show_default=True, help="Seconds between two requests.")
@click.option(
    "--largest",
    type=click.IntRange(1),
    default=2000,
    show_default=True,
    envvar="LARGEST",
    show_envvar=True,
    help="Megabytes of the largest file or repository that is taken.",
)
@click.option("--private", is_flag=True, envvar="PRIVATE", show_envvar=True, help="Allow servers in private networks.")
def main(urls: tuple[str, ...], into: Path, pause: float, largest: int, private: bool) -> None:
    """Download the archive of the list at each URL; with no URL, what is new on every list that was fetched before.

    Takes the address of a Pipermail or HyperKitty list or of a public-inbox, or of any page of one. Asks robots.txt, makes one
    request at a time, and loads only what is new or changed; a download that broke off goes on in the next run.
    """
    try:
        wanted = urls or tuple(known(into))
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    if not wanted:
        raise click.ClickException(f"no list was fetched into {into} yet; name one: make fetch URL=https://...")
    failed = 0
    with closing(Web(Manners(pause, private, largest * MEGABYTE))) as web:
        for url in wanted:
            try:
                with _watched() as watch:
                    done = fetch(url, into, web, watch)
                click.echo(_report(done))
            except ArchiveError as error:
                failed += 1
                click.echo(f"Error: {error}", err=True)
            except OSError as error:  # a full disk, a folder that may not be written to
                raise click.ClickException(f"{into}: {error.strerror or error}; what is here is kept") from error
    sys.exit(1 if failed else 0)


def fetch(url: str, into: Path, web: Web, watch: Callable[[int], Step] = lambda _: lambda *_: None) -> Fetched:
    """Bring the folder of the list at an address up to date."""
    archive = find(url, web)
    folder, found = place(archive, into)
    step = watch(len(archive.parts) + len(archive.repositories))
    outcomes: Counter[Outcome] = Counter()
    messages = 0
    for part in archive.parts:
        step(0, part.name)
        outcomes[download(part, folder, found, web)] += 1
        step(1, part.name)
    for repository in archive.repositories:
        step(0, repository)
        messages += mirror(repository, archive.page, file_name(found.name), folder, found, web)
        step(1, repository)
    found.save(folder)
    return Fetched(folder, outcomes, messages)


def known(into: Path) -> Iterator[str]:
    """The addresses of the archives that were fetched into the folders of a folder."""
    for folder in sorted(into.iterdir()) if into.is_dir() else ():
        found = note(folder)
        if found:
            yield found.url


def place(archive: Archive, into: Path) -> tuple[Path, Note]:
    """The folder of an archive and its note: one of the list's name, with its host where another archive has that already."""
    ours = archive.mailing_list
    name = file_name(ours.name)
    host = urlsplit(ours.archive_url).hostname or "host"
    for folder in (into / name, into / f"{name}-{host}", into / f"{name}-{host}-{archive.kind}"):
        found = note(folder)
        if found and found.url == ours.archive_url:
            return folder, found
        if not folder.exists():
            folder.mkdir(parents=True)
            made = Note(ours.archive_url, archive.kind, ours.name, ours.address)
            made.save(folder)
            return folder, made
    raise FetchFailed(ours.archive_url, f"{into / name} holds something else; move it away, then fetch again")


@contextmanager
def _watched() -> Iterator[Callable[[int], Step]]:
    """A progress bar, where someone is there to see it."""
    if not sys.stderr.isatty():
        yield lambda _: lambda *_: None
        return
    with click.progressbar(length=1, label="Fetching", file=sys.stderr, item_show_func=lambda name: name) as bar:

        def begin(length: int) -> Step:
            bar.length = length
            return lambda count, name: bar.update(count, name)

        yield begin


def _report(done: Fetched) -> str:
    counts = [f"{count:,} {outcome}" for outcome in Outcome if (count := done.outcomes[outcome])]
    if done.messages or not counts:
        counts.append(f"{done.messages:,} new messages from git")
    return f"{done.folder}: {', '.join(counts)}."


if __name__ == "__main__":
    main()
