"""The sources once more, piece by piece, from where they were read: files, what lies in archives of files, git repositories."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest import fetched
from ingest.attached import Attached, Wish
from ingest.files import containers, sources
from ingest.steps import Job, readings
from ingest.store import UNREADABLE

NO_LINES = (
    UNREADABLE,
    "unknown",
    "empty",
    *containers.KINDS,
)  # formats of sources that hold no line, or none that can be read
SOURCES = (
    "select id, path from sources where id in (select source from files)"  # noqa: S608
    f" and format not in ({', '.join('?' * len(NO_LINES))})"
)
LOCATIONS = "select location from files order by location"


@dataclass(slots=True)
class Again:
    """The sources of sightings.db that are to be read again, path by id; those that were met lie there as they were read."""

    wanted: dict[str, str]
    attached: Attached
    met: set[str] = field(default_factory=set)

    def read_as(self, _: str) -> str:
        """Nothing was read before."""
        return ""

    def places(self, _: str) -> list[Path]:
        """Nothing was found before."""
        return []

    def lay_at(self, _: Path) -> str:
        """Nothing was found before."""
        return ""

    def jobs(self, locations: list[Path]) -> Iterator[Job]:
        """The pieces of the sources that lie at some places, each source once."""
        lying = ((location, sources.stamp(location)) for location in locations)
        for reading in readings(lying, self):
            if reading.source.id in self.wanted.keys() - self.met:
                self.met.add(reading.source.id)
                yield from (part for part in reading.parts if isinstance(part, Job))


def again(db: sqlite3.Connection) -> tuple[Again, list[Path]]:
    """What is to be read again of an open sightings.db, and the files and repositories to look into."""
    wish = Wish(db.execute("pragma user_version").fetchone()[0])
    lying = dict.fromkeys(path for row in db.execute(LOCATIONS) if (path := _on_disk(sources.from_stored(row[0]))))
    return Again(dict(db.execute(SOURCES, NO_LINES)), Attached(wish)), sorted(lying, key=fetched.rank)


def _on_disk(location: Path) -> Path | None:
    """The file or repository that lies at a location; of what lies in an archive of files, that archive."""
    if location.is_dir():
        return location
    return next((path for path in (location, *location.parents) if path.is_file()), None)
