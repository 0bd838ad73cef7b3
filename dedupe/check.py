"""``python -m dedupe.check``: proof that an archive is sound, that its books balance, and that nothing was lost on the way."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain, groupby, islice
from pathlib import Path

import click

from dedupe.again import again
from dedupe.build import DISTRIBUTION
from dedupe.fates import LOST, OWN, Fates, Kept, of_job
from dedupe.published.blacken import MARK
from dedupe.published.letters import without_lost
from dedupe.published.redact import redact
from dedupe.published.texts import hidden
from dedupe.store import opened
from ingest import workers
from ingest.errors import ArchiveError, DatabaseUnusable
from ingest.layout import Texts, joined
from ingest.steps import Job
from ingest.words import sequence

SHOWN = 20  # of what is wrong or lost
BATCH_JOBS = 100  # pieces that are looked at together, however small
FEW, AHEAD = 3, 12  # batches: more are worth worker processes; so many wait for these at most
ALONE = (
    "There is no {}: whether every post and line of the sources is in it was not looked at (make ingest reads them)."
)
REDACTED, WORDING = "texts with something redacted", "another wording in a copy of the note"

# what would be wrong -> rows that say where
IN_ARCHIVE = {
    "the file is damaged": "select integrity_check from pragma_integrity_check where integrity_check <> 'ok'",
    "a row points to none": 'select "table", parent from pragma_foreign_key_check',
    "the books of a source do not balance": "select path from sources where found <> stored + known + skipped",
    "a message does not count its places": """
        select id from messages m where sightings <> (select count(*) from sightings where message = m.id)""",
    "a thread does not count its messages": """
        select id from threads t where messages <> (select count(*) from messages where thread = t.id)""",
    "the places in a thread are not those from 0 on": """
        select thread from messages group by thread having max(position) <> count(*) - 1 or count(distinct position) <> count(*)""",
    "an answer does not stand in the thread below what it answers": """
        select m.id from messages m join messages p on p.id = m.reply_to where m.thread <> p.thread or m.depth <> p.depth + 1""",
    "a text cannot be found by a search": "select message from texts where rowid not in (select id from messages_fts_docsize)",
}
WITH_SIGHTINGS = {
    "the books of a source do not balance in sightings.db": """
        select path from seen.sources where found <> stored + known + skipped""",
    "posts of a source are not as many as its books say": """
        select path from seen.sources s
        where stored <> (select count(*) from seen.sightings where source = s.id and inside = '')""",
    "a source is in one database only; make dedupe builds the archive again": """
        select path from seen.sources where id not in (select id from sources)
        union all select path from sources where id not in (select id from seen.sources)""",
    "a post is in no message": """
        select s.source || ' at ' || s.place from seen.sightings s
        where s.inside = '' and s.kind <> 'quoted' and not exists (select 1 from sightings t where t.id = s.id)
          and s.id not in (select id from redactions where what = 'post')""",
    "a mail or document that is attached to another mail is in no message": """
        select s.source || ' at ' || s.place from seen.sightings s
        where s.inside <> '' and (s.kind = 'document' or rtrim(s.place, '0123456789') glob '*/m')
          and s.message_id || s.name || s.address || s.subject || s.own <> ''
          and not exists (select 1 from sightings t where t.id = s.id) and not exists (select 1 from redactions)""",
    "a message that was seen once has not what was attached to it": """
        select m.id from messages m join sightings t on t.message = m.id
        where m.sightings = 1 and (select count(*) from attachments where message = m.id)
          <> (select count(*) from seen.attachments where sighting = t.id)""",
}
TEXTS = """
    select f.message, t.own, t.quoted, t.signature, t.layout, s.own, s.quoted, s.signature, s.layout
    from sightings f join texts t on t.message = f.message join messages m on m.id = f.message
    join seen.sightings s on s.id = f.id
    where f.inside is null or m.recovered or rtrim(f.place, '0123456789') glob '*/m'
    order by f.message"""


def wrong(db: sqlite3.Connection, rules: dict[str, str]) -> Iterator[str]:
    """What does not agree: a line each, the first few of a kind."""
    for what, sql in rules.items():
        found = db.execute(sql).fetchmany(SHOWN)
        yield from (f"{what}: {' '.join(str(value) for value in row)}" for row in found)


def other_texts(db: sqlite3.Connection, met: Counter[str]) -> Iterator[str]:
    """Messages whose text is none that was read; what became of the lines of the others' copies is counted in ``met``."""
    for message, rows in groupby(db.execute(TEXTS), key=lambda row: row[0]):
        copies = list(rows)
        published = Texts(*copies[0][1:5])
        read = [Texts(*row[5:]) for row in copies]
        if MARK in published.own + published.quoted:
            met[REDACTED] += 1
        elif not any(_same(published, each) for each in read):
            yield f"a text is not that of any of its sightings: /m/{message}"
        else:
            _count_wordings(published, read, met)


def _same(published: Texts, read: Texts) -> bool:
    """True for a text as it was read: its words in their order, without addresses, whichever of them were found to be quoted."""
    return published == read or sequence(joined(published)) == sequence(joined(hidden(read)))


def _count_wordings(published: Texts, read: Iterable[Texts], met: Counter[str]) -> None:
    """Count the lines of copies that the published text has not: a footer that was not known, a part that was cut off.

    What was the author's in a copy may be quoted in the published one; letters that either lost make no other wording.
    """
    others = [each for each in read if each.own != published.own and sequence(each.own) != sequence(published.own)]
    if others:
        whole = joined(published)
        kept = Kept([(OWN, whole), (OWN, redact(whole))])
        left = Kept([(OWN, without_lost(whole)), (OWN, without_lost(redact(whole)))])
        lines = [line for each in others for line in each.own.split("\n")]
        met.update(WORDING for line in lines if kept.fate(line) == LOST == left.fate(without_lost(line)))


def of_sources(sightings: Path) -> tuple[Fates, int, list[str]]:
    """The fates of the lines of all sources that lie where they were read, how many those are, and the paths of the others."""
    with closing(opened(sightings)) as db:
        wanted, locations = again(db)
    found = Fates()
    for each in _side_by_side(wanted.jobs(locations), sightings):
        found.add(each)
    elsewhere = sorted(path for source, path in wanted.wanted.items() if source not in wanted.met)
    return found, len(wanted.met), elsewhere


def _side_by_side(jobs: Iterator[Job], sightings: Path) -> Iterator[Fates]:
    """The fates of the lines of each batch of pieces; worker processes are started where there are many."""
    batches = workers.batches(jobs, lambda job: len(job.piece.data), BATCH_JOBS)
    first = list(islice(batches, FEW))
    work = partial(of_jobs, sightings)
    if len(first) < FEW or (os.cpu_count() or 1) == 1:
        yield from map(work, chain(first, batches))
        return
    with workers.pool() as pool:
        yield from workers.in_order(pool, work, chain(first, batches), AHEAD)


def of_jobs(sightings: Path, jobs: Iterable[Job]) -> Fates:
    """The fates of the lines of some pieces."""
    found = Fates()
    with closing(opened(sightings)) as db:
        for job in jobs:
            found.add(of_job(job, db))
    return found


@click.command(name="check")
@click.version_option(package_name=DISTRIBUTION)
@click.argument("sightings", type=click.Path(path_type=Path, dir_okay=False), metavar="SIGHTINGS.db")
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False), metavar="ARCHIVE.db")
@click.option(
    "--quick", is_flag=True, help="Leave the sources alone: reading them again takes as long as the first time."
)
def main(sightings: Path, archive: Path, quick: bool) -> None:
    """Prove that ARCHIVE.db is sound, that the books balance, and that nothing of the sources was lost on the way.

    Every line of every source that lies where it was read is looked for: it is in an own text, in a quote, or left out for a
    reason that has a name. Where there is no SIGHTINGS.db, the archive alone is looked at.
    """
    try:
        with closing(opened(archive)) as db:
            sound = _is_sound(db)
            if sightings.is_file():
                db.execute("attach ? as seen", (f"{sightings.absolute().as_uri()}?mode=ro",))
                sound = _is_whole(db, sightings, quick) and sound
            else:
                click.echo(ALONE.format(sightings))
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    except sqlite3.Error as error:
        raise click.ClickException(str(DatabaseUnusable(archive, error))) from error
    sys.exit(not sound)


def _is_sound(db: sqlite3.Connection) -> bool:
    """Check the archive by itself, and print what is wrong."""
    if _list(wrong(db, IN_ARCHIVE)):
        return False
    click.echo("The archive is sound: its keys, counts, threads and search agree.")
    books = db.execute("select sum(found), sum(stored), sum(known), sum(skipped), count(*) from sources").fetchone()
    if books[-1]:
        click.echo(
            "Found {:,} messages = {:,} stored + {:,} known + {:,} not readable, in {:,} sources.".format(*books)
        )
    return True


def _is_whole(db: sqlite3.Connection, sightings: Path, quick: bool) -> bool:
    """Check the archive against the sightings and these against their sources, and print what is wrong or lost."""
    met: Counter[str] = Counter()
    if _list(wrong(db, WITH_SIGHTINGS)) or _list(other_texts(db, met)):
        return False
    click.echo("All that was stored is in it.")
    if quick:
        return True
    found, read, elsewhere = of_sources(sightings)
    found.lines.update(met)
    _report(found, read, elsewhere)
    return not found.lost


def _report(found: Fates, read: int, elsewhere: list[str]) -> None:
    click.echo(f"What became of the lines with words in the {read:,} sources that lie where they were read:")
    width = len(f"{max(found.lines.values(), default=0):,}")
    for fate, count in sorted(found.lines.items(), key=lambda each: (-each[1], each[0])):
        click.echo(f"  {count:>{width},}  {fate}")
    click.echo(f"  {len(found.lost):>{width},}  {LOST}")
    _list(f"{each.source} at {each.place}: {each.line.strip()[:100]}" for each in found.lost)
    if elsewhere:
        click.echo(f"{len(elsewhere):,} sources are gone or changed; their lines were not looked at:")
        _list(elsewhere)


def _list(faults: Iterable[str]) -> int:
    """Print the first of what is wrong; how much it is."""
    faults = list(faults)
    for fault in faults[:SHOWN]:
        click.echo(f"  {fault}", err=True)
    if len(faults) > SHOWN:
        click.echo(f"  ... and {len(faults) - SHOWN:,} more", err=True)
    return len(faults)


if __name__ == "__main__":
    main(prog_name="python -m dedupe.check")
