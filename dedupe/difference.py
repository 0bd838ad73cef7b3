"""What a build would change: two archives compared by their notes."""

from __future__ import annotations

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dedupe.store import opened
from dedupe.told import FILES
from ingest.errors import DatabaseUnusable

SHOWN = 5  # notes of each kind that are named
MANY = 20  # posts under one Message-ID, from where on it does not tell which old note became which new one

CHANGES = {  # what notes are with -> the rows that say so, beginning with the id of the note
    "another text": "select message, own, quoted, signature from {0}.texts",
    "another subject, author or date": """
        select m.id, m.subject, coalesce(p.name, ''), coalesce(m.sent, ''), m.kind, m.recovered
        from {0}.messages m left join {0}.people p on p.id = m.sender""",
    "another place in a thread": "select id, thread, coalesce(reply_to, ''), depth, position from {0}.messages",
    "other places where they were seen": """
        select message, count(*), sum(inside is null), count(distinct coalesce(inside, '')), group_concat(distinct kind)
        from (select * from {0}.sightings order by message, kind) group by message""",
    "other links or attachments": "select message, url from {0}.links union select message, filename || url from {0}.attachments",
}
TITLE = "select m.subject, p.name, m.sent from {0}.messages m left join {0}.people p on p.id = m.sender where m.id = ?"
PAIRS = """
    create temp table pairs as
    select a.message as old, b.message as new from old.sightings a join new.sightings b on b.id = a.id
    union
    select a.message, b.message from old.sightings a join new.sightings b on b.header_message_id = a.header_message_id
    where a.inside is null and b.inside is null and a.header_message_id in (
        select header_message_id from old.sightings where inside is null group by 1 having count(*) <= ?)"""


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of notes: those that are new, those that are gone, and what became of others.

    ``renamed`` and ``merged`` are (old id, new id), ``split`` is (old id, new ids); ``changed`` are ids by what changed.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    merged: tuple[tuple[str, str], ...]
    split: tuple[tuple[str, tuple[str, ...]], ...]
    changed: dict[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return any((self.new, self.gone, self.renamed, self.merged, self.split, *self.changed.values()))


@contextmanager
def copied(sightings: Path) -> Iterator[Path]:
    """A copy of the sightings, with what is told beside them, that goes with the block: a build of it leaves no trace."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / sightings.name
        try:
            with (
                closing(opened(sightings)) as there,
                closing(sqlite3.connect(copy)) as here,
            ):
                there.backup(here)
        except sqlite3.Error as error:
            raise DatabaseUnusable(sightings, error) from error
        for name in FILES:
            if (told := sightings.with_name(name)).is_file():
                shutil.copy(told, folder)
        yield copy


@contextmanager
def both(old: Path, new: Path) -> Iterator[sqlite3.Connection]:
    """Two archives in one connection, as ``old`` and ``new``. Raises DatabaseUnusable where the old one is no archive."""
    with closing(sqlite3.connect("file:both?mode=memory", uri=True)) as db:
        try:
            for name, path in (("old", old), ("new", new)):
                db.execute(f"attach ? as {name}", (f"{path.absolute().as_uri()}?mode=ro",))
            yield db
        except sqlite3.Error as error:
            raise DatabaseUnusable(old, error) from error


def difference(db: sqlite3.Connection) -> Difference:
    """What is other in the new archive."""
    before, after = _ids(db, "select id from old.messages"), _ids(db, "select id from new.messages")
    db.execute(PAIRS, (MANY,))
    became: dict[str, list[str]] = defaultdict(list)
    for was, now in db.execute("select old, new from pairs order by 1, 2"):
        became[was].append(now)
    lost = sorted(before - after)
    merged = [(was, now) for was in lost if (now := next(filter(before.__contains__, became[was]), ""))]
    split = [(was, tuple(now)) for was, now in became.items() if len(now) > 1 and not before.issuperset(now)]
    elsewhere = dict(merged) | dict(split)
    renamed = [(was, became[was][0]) for was in lost if became[was] and was not in elsewhere]
    known = {now for _, now in renamed}.union(*(now for _, now in split))
    return Difference(
        new=tuple(sorted(after - before - known)),
        gone=tuple(was for was in lost if not became[was]),
        renamed=tuple(renamed),
        merged=tuple(merged),
        split=tuple(split),
        changed={what: _changed(db, sql, before & after) for what, sql in CHANGES.items()},
    )


def _changed(db: sqlite3.Connection, sql: str, shared: set[str]) -> tuple[str, ...]:
    """Ids of notes in both archives whose rows differ, either way."""
    rows = [f"select * from ({sql.format(name)})" for name in ("old", "new")]  # noqa: S608
    ways = (f"{rows[0]} except {rows[1]}", f"{rows[1]} except {rows[0]}")
    return tuple(sorted({row[0] for way in ways for row in db.execute(way)} & shared))


def _ids(db: sqlite3.Connection, sql: str) -> set[str]:
    return {row[0] for row in db.execute(sql)}


# -- in words ------------------------------------------------------------------------------------------------------------


def told(db: sqlite3.Connection, found: Difference) -> Iterator[str]:
    """The difference as lines of text: counts, and the first few notes of each kind."""
    yield from _counted("new", [(key, "") for key in found.new], db)
    yield from _counted("gone", [(key, "") for key in found.gone], db)
    yield from _counted("under another id", [(now, f", was {was}") for was, now in found.renamed], db)
    yield from _counted("merged into others", [(was, f", into {now}") for was, now in found.merged], db)
    yield from _counted("split", [(was, f", into {' and '.join(now)}") for was, now in found.split], db)
    for what, changed in found.changed.items():
        yield from _counted(f"with {what}", [(key, "") for key in changed], db)


def _counted(what: str, notes: Sequence[tuple[str, str]], db: sqlite3.Connection) -> Iterator[str]:
    """A line with the number of notes, and one for each of the first of them; nothing where there are none."""
    if notes:
        yield f"{len(notes):,} {'note' if len(notes) == 1 else 'notes'} {what}:"
    for key, more in notes[:SHOWN]:
        yield f"  {_title(db, key)}{more}"
    if len(notes) > SHOWN:
        yield f"  ... and {len(notes) - SHOWN:,} more"


def _title(db: sqlite3.Connection, key: str) -> str:
    """What a note is called, in the archive that has it."""
    found = (db.execute(TITLE.format(name), (key,)).fetchone() for name in ("new", "old"))
    subject, sender, sent = next(filter(None, found))
    return f'{key}, "{subject}" by {sender or "somebody unknown"}, {sent or "no date"}'
