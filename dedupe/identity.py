"""What an archive was built from: two builds with one identity have the same rows, so the second need not be made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path

import ingest
from dedupe import told
from dedupe.published.blacken import Blacken
from dedupe.store import opened
from ingest.ids import short_id

READ = ("sources", "problems")  # each reading of a source changes a row of them
CODE = (Path(__file__).parent, Path(ingest.__path__[0]))


def identity(db: sqlite3.Connection, folder: Path, keep_addresses: bool) -> str:
    """The id of a build: of what was read, of what is told in the folder of the sightings, of its options and of the program."""
    rows = [row for table in READ for row in db.execute(f"select * from {table} order by id")]  # noqa: S608
    files = [path.read_bytes() if path.is_file() else b"" for path in (folder / name for name in told.FILES)]
    return short_id("build", repr(rows), str(keep_addresses), *map(_digest, files), program().hex())


def ways(keep_addresses: bool, blacken: Blacken) -> str:
    """An id of all that decides how texts become rows but the texts: options, redactions, and the program."""
    return short_id("ways", str(keep_addresses), blacken.key, program().hex())


@cache
def program() -> bytes:
    """A digest of the program: another version may find other answers."""
    modules = [path.read_bytes() for package in CODE for path in sorted(package.rglob("*.py"))]
    return sha256("".join(map(_digest, modules)).encode()).digest()


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def is_built(sightings: Path, archive: Path, keep_addresses: bool) -> bool:
    """True where the archive was built of these sightings, and a build would give the same rows."""
    if not (sightings.is_file() and archive.is_file()):
        return False
    try:
        with closing(opened(archive)) as built, closing(opened(sightings)) as db:
            made_as = built.execute("select id from builds").fetchall()
            return made_as == [(identity(db, sightings.parent, keep_addresses),)]
    except (sqlite3.Error, OSError):  # a build says what is wrong
        return False
