"""``python -m dedupe.explain``: why the places where a note was seen are one note, and what was kept apart from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click

from dedupe import apart
from dedupe.build import DISTRIBUTION
from dedupe.naming import keys
from dedupe.sameness.common import likeness
from dedupe.sameness.quoting import FEWEST_IN_ANCESTOR
from dedupe.sameness.sides import EDITED
from dedupe.seen import SELECT, Seen, of_rows
from dedupe.store import opened
from dedupe.words import Sequences
from ingest.errors import ArchiveError, DatabaseUnusable, NotFound
from ingest.subjects import numbers

MOST = 20  # places or notes of a kind that are listed

FIND = """
    select id from messages where id = :key or header_message_id = :key or hyperkitty_hash = :key or url = :key
    union all select message from sightings where id = :key or header_message_id = :key or hyperkitty_hash = :key or url = :key
    union all select new_id from aliases where old_id = :key and new_id in (select id from messages)"""
NOTE = """
    select m.id, m.subject, m.sent, p.name, m.header_message_id, m.recovered, m.words
    from messages m left join people p on p.id = m.sender where m.id = ?"""
SEEN_AT = """
    select s.kind, coalesce(i.sent, s.sent, ''), coalesce(s.list, i.list, ''), src.path, s.place, s.evidence, coalesce(i.id, '')
    from sightings s join sources src on src.id = s.source left join messages i on i.id = s.inside
    where s.message = ? order by s.inside is not null, coalesce(i.sent, s.sent), src.path, s.place"""
CONFLICTS = (
    "select header_message_id, case when a = :id then b else a end from conflicts where :id in (a, b) order by 2"
)
RELATED = "select case when a = :id then b else a end, kind, evidence from related where :id in (a, b) order by 1"
SAME_AUTHOR = """
    select b.id, b.subject from messages a join messages b on b.sender = a.sender
    where a.id = ? and b.id <> a.id and min(a.words, b.words) >= ? * max(a.words, b.words)"""
FORMER = "select old_id, reason from aliases where new_id = ? order by old_id"


def explain(sightings: sqlite3.Connection, archive: sqlite3.Connection, asked: str) -> Iterator[str]:
    """Lines of text about one message; raises NotFound where the archive has none of that name."""
    message = _find(archive, asked)
    yield from _note(archive, message)
    yield from _places(archive, message)
    yield from _section("Former ids", (f"{old}: {why}" for old, why in archive.execute(FORMER, (message,))))
    yield from _section("Kept apart from it", _kept_apart(sightings, archive, message))
    yield from _section("Quotes in answers to it that are no sighting of it", _too_short(sightings, archive, message))


def _find(archive: sqlite3.Connection, asked: str) -> str:
    for key in keys(asked):
        found = archive.execute(FIND, {"key": key}).fetchone()
        if found:
            return str(found[0])
        if archive.execute("select 1 from redactions where id = ?", (key,)).fetchone():
            raise NotFound(asked, "was taken out by redactions.yml")
    raise NotFound(asked, "names no message of this archive; an id, a Message-ID or a link to its page is wanted")


def _note(archive: sqlite3.Connection, message: str) -> Iterator[str]:
    key, subject, sent, name, header_id, recovered, words = archive.execute(NOTE, (message,)).fetchone()
    yield f"{subject or '(no subject)'}"
    size = f"{words:,} own word" + "s" * (words != 1)
    yield f"by {name or 'somebody unknown'}, {sent or 'at an unknown time'}, {size}; its page is /m/{key}"
    if recovered:
        yield "It is known from quotes and forwards alone: its id is made " + (
            "from the Message-ID that answers to it name." if header_id else "from its author and words."
        )
    else:
        made_from = f"the Message-ID {header_id}" if header_id else "its author and words, for it has no Message-ID"
        yield f"Its id is made from {made_from}."


def _places(archive: sqlite3.Connection, message: str) -> Iterator[str]:
    rows = archive.execute(SEEN_AT, (message,)).fetchall()
    lines = []
    for kind, sent, where, path, place, evidence, inside in rows:
        on = f" on {where}" if where else ""
        by = f" in {inside}" if inside else ""
        lines.append(f"{kind}{on}{by}, {sent or 'no date'}: {evidence}  ({path} at {place})")
    yield from _section(f"Seen in {len(rows):,} {'place' if len(rows) == 1 else 'places'}", lines)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A title and its lines, the first of them where they are many; nothing where there are none."""
    lines = list(lines)
    if lines:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in lines[:MOST])
    if len(lines) > MOST:
        yield f"  ... and {len(lines) - MOST:,} more"


# -- what was kept apart ---------------------------------------------------------------------------------------------------


def _named(archive: sqlite3.Connection, message: str) -> str:
    _, subject, sent, name, *_ = archive.execute(NOTE, (message,)).fetchone()
    return f'{message}, "{subject}" by {name or "somebody unknown"}, {sent or "no date"}'


def _kept_apart(sightings: sqlite3.Connection, archive: sqlite3.Connection, message: str) -> list[str]:
    """A line for each message that is like this one, with the first reason found."""
    told: dict[str, str] = {}
    for found in (_conflicts, _related, _same_words, _other_numbers):
        for other, why in found(sightings, archive, message):
            told.setdefault(other, why)
    return [f"{_named(archive, other)}: {why}" for other, why in told.items() if other != message]


Apart = Iterator[tuple[str, str]]  # another message, and what keeps it apart


def _conflicts(sightings: sqlite3.Connection, archive: sqlite3.Connection, message: str) -> Apart:
    for header_id, other in archive.execute(CONFLICTS, {"id": message}):
        share = likeness(_words(sightings, archive, message), _words(sightings, archive, other))
        yield other, f"the same Message-ID {header_id}, but {apart.same_message_id(share)}"


def _related(_: sqlite3.Connection, archive: sqlite3.Connection, message: str) -> Apart:
    for other, kind, evidence in archive.execute(RELATED, {"id": message}):
        yield other, f"{kind}, {evidence}"


def _same_words(sightings: sqlite3.Connection, archive: sqlite3.Connection, message: str) -> Apart:
    """Other messages of the same own words, with the rule that keeps them apart."""
    sequences = Sequences(sightings)
    for one in _load(sightings, "id", _posts(archive, message))[:1]:
        twins = sightings.execute(
            "select id from sightings where digest = ? and length(words) > 0", (one.own,)
        ).fetchall()
        for twin in _load(sightings, "id", [sighting for (sighting,) in twins]):
            for (other,) in archive.execute(
                "select message from sightings where id = ? and inside is null", (twin.id,)
            ):
                yield other, f"the same words, but {apart.same_words(one, twin, sequences)}"


def _other_numbers(sightings: sqlite3.Connection, archive: sqlite3.Connection, message: str) -> Apart:
    """Messages by the same author of hardly other words, under a subject with other numbers."""
    subject = archive.execute("select subject from messages where id = ?", (message,)).fetchone()[0]
    words = _words(sightings, archive, message)
    for other, its in archive.execute(SAME_AUTHOR, (message, EDITED)).fetchall():
        if numbers(its) != numbers(subject):
            share = likeness(words, _words(sightings, archive, other))
            if share >= EDITED:
                yield other, f"{share:.0%} of the words are the same, but {apart.other_numbers(subject, its)}"


def _too_short(sightings: sqlite3.Connection, archive: sqlite3.Connection, message: str) -> Iterator[str]:
    """Quotes one level down in answers, which are sightings of nothing."""
    answers = [row[0] for row in archive.execute("select id from messages where reply_to = ?", (message,))]
    hosts = {post: answer for answer in answers for post in _posts(archive, answer)}
    for quote in _inside(sightings, list(hosts)):
        if not archive.execute("select 1 from sightings where id = ?", (quote.id,)).fetchone():
            few = f"{quote.own_words} words, {FEWEST_IN_ANCESTOR} are wanted"
            why = few if quote.own_words < FEWEST_IN_ANCESTOR else f"{quote.own_words} words that are not in it"
            yield f"in {hosts[quote.inside]}: {why}"


def _posts(archive: sqlite3.Connection, message: str) -> list[str]:
    return [
        row[0] for row in archive.execute("select id from sightings where message = ? and inside is null", (message,))
    ]


def _words(sightings: sqlite3.Connection, archive: sqlite3.Connection, message: str) -> bytes:
    """The words of a message's longest post."""
    posts = _posts(archive, message)
    found = sightings.execute(f"select words from sightings where id in ({','.join('?' * len(posts))})", posts)  # noqa: S608
    return max((row[0] for row in found), key=len, default=b"")


def _inside(sightings: sqlite3.Connection, posts: Sequence[str]) -> list[Seen]:
    return [quote for quote in _load(sightings, "inside", posts) if quote.depth == 1]


def _load(sightings: sqlite3.Connection, column: str, values: Sequence[str]) -> list[Seen]:
    rows: list[Seen] = []
    for at in range(0, len(values), 500):
        some = values[at : at + 500]
        found = sightings.execute(f"{SELECT} where {column} in ({','.join('?' * len(some))})", some)
        rows += of_rows(found)
    return sorted(rows, key=lambda seen: seen.order)


@click.command(name="explain")
@click.version_option(package_name=DISTRIBUTION)
@click.argument("sightings", type=click.Path(path_type=Path, dir_okay=False), metavar="SIGHTINGS.db")
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False), metavar="ARCHIVE.db")
@click.argument("asked", metavar="ID")
def main(sightings: Path, archive: Path, asked: str) -> None:
    """Say why the sightings of a message are one message, and what was kept apart from it and why.

    ID is the id of its page, also a former one, its Message-ID, or a link to it.
    """
    try:
        with closing(opened(sightings)) as seen, closing(opened(archive)) as found:
            for line in explain(seen, found, asked):
                click.echo(line)
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    except sqlite3.Error as error:
        raise click.ClickException(str(DatabaseUnusable(archive, error))) from error


if __name__ == "__main__":
    main(prog_name="python -m dedupe.explain")
