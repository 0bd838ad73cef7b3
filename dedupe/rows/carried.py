"""What a build takes over from the archive that lies there: the rows of all notes that are made of the same as before.

sightings.db keeps a digest of what each note of the last archive was made of. The archive is copied aside, the notes that
differ are taken out of the copy and written anew, and the copy takes its place: so a month more costs what it changes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from dedupe.answered import Answered
from dedupe.identity import ways
from dedupe.rows.edition import Edition
from dedupe.store import changes, opened

FEWEST = 5_000  # notes; fewer are written within seconds, and then their rows lie in the order of time
MOST = 0.1  # of the notes that may come, go or differ; to take one out of the indexes costs six times what it costs to make one

MadeOf = dict[str, bytes]  # note -> the digest of what its rows are made of


@dataclass(frozen=True, slots=True)
class Carried:
    """The notes of the archive that lies there, and those of the new one; ``old`` is empty where all is written anew."""

    old: MadeOf
    new: MadeOf

    @property
    def gone(self) -> list[str]:
        """Notes of the old archive of which the rows do not stay."""
        return [note for note, made_of in self.old.items() if self.new.get(note) != made_of]

    @property
    def written(self) -> int:
        """How many notes are written anew."""
        return sum(not self.stays(note) for note in self.new)

    def stays(self, note: str) -> bool:
        """True for a note whose rows are those that it had."""
        return self.old.get(note) == self.new[note]


def carried(edition: Edition, archive: Path) -> Carried:
    """What stays of the archive at a path, if it was the last one built of these sightings, in the same ways."""
    new = {message.id: edition.made_of(message) for message in edition.found.messages}
    if len(new) < FEWEST or not _is_last(edition, archive):
        return Carried({}, new)
    found = Carried(dict(edition.sightings.execute("select id, made_of from notes")), new)
    return found if max(found.written, len(found.gone)) <= MOST * len(new) else Carried({}, new)


def _is_last(edition: Edition, archive: Path) -> bool:
    """True where nothing else was built since, the archive is as it was written, and it would be written in the same ways."""
    last = edition.sightings.execute("select build, ways, changes from archives").fetchall()
    try:
        with closing(opened(archive)) as db:
            build = db.execute("select id from builds").fetchone()
        return last == [(*build, ways(edition.keep_addresses, edition.blacken), changes(archive))]
    except (sqlite3.Error, OSError):  # there is none, or it is damaged: a new one is written
        return False


def remember(edition: Edition, found: Carried, answered: Answered, build: str, archive: Path) -> None:
    """Note what the archive at a path was made of, and what was found on the way."""
    db = edition.sightings
    known = dict(db.execute("select id, made_of from notes"))
    gone = [(note,) for note in known.keys() - found.new.keys()]
    other = [(note, made_of) for note, made_of in found.new.items() if known.get(note) != made_of]
    last = build, ways(edition.keep_addresses, edition.blacken), changes(archive)
    with suppress(sqlite3.OperationalError), db:  # held by a reading: the next archive is written whole
        db.execute("begin immediate")
        db.execute("delete from archives")
        db.executemany("delete from notes where id = ?", gone)
        db.executemany("insert or replace into notes values (?, ?)", other)
        db.execute("insert into archives values (?, ?, ?)", last)
        answered.keep(db)
