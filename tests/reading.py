"""What the tests of reading and merging share: mails written in a line, a desk to read them at, databases as rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from dedupe.build import Summary, build
from ingest import pipeline
from ingest.formats import Format
from ingest.formats.piece import Piece
from ingest.message import Post, Problem
from ingest.store import Store

ROOT = Path(__file__).parent.parent
ENVELOPE = "From ann@example.org Sat Nov  1 06:49:07 2025"
FIELDS = {"From": "Ann Example <ann@example.org>", "Date": "Sat, 1 Nov 2025 06:49:07 +0000", "Subject": "Masts"}
# names of what is no content: when and by which version a database was made
NOT_CONTENT = {"_sqlite_migrations", "sqlite_stat1", "sqlite_sequence"}


def words(count: int, first: int = 0) -> str:
    """``count`` different words, from number ``first`` on, in lines of ten; letters only."""
    made = [
        "".join("bdfgklmnprst"[int(d)] + "aeiou"[int(d) % 5] for d in f"{n:03}") for n in range(first, first + count)
    ]
    return "\n".join(" ".join(made[at : at + 10]) for at in range(0, count, 10))


def mail(body: str = "Good morning.", envelope: str = ENVELOPE, **fields: str | None) -> str:
    """A message of an mbox; ``Message_ID="a@example.org"`` stands for the field, None leaves one out."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\n" for name, value in (FIELDS | named).items() if value is not None)
    return f"{envelope}\n{head}\n{body.rstrip()}\n\n"


def marked(text: str) -> str:
    """The text as a quote without attribution."""
    return "".join(f"> {line}\n" for line in text.splitlines())


def posts(form: Format, data: bytes, path: str = "") -> list[Post | Problem]:
    """What a format reads in a source, piece by piece."""
    return [found for start, end in form.pieces(data) for found in form.read(Piece(data[start:end], start, path))]


def post(form: Format, data: bytes | str) -> Post:
    """The one message that a format reads in a source."""
    (found,) = posts(form, data.encode() if isinstance(data, str) else data)
    assert isinstance(found, Post), found
    return found


def rows(database: Path, sql: str, *values: Any) -> list[Any]:
    """The rows of a query; of one column, its values."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        found = db.execute(sql, values).fetchall()
    return [row[0] for row in found] if found and len(found[0]) == 1 else found


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, and the views, whatever order they were written in."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type in ('table', 'view')")]
        return {
            name: sorted(db.execute(f"select * from {name}").fetchall(), key=repr)  # noqa: S608
            for name in names
            if name not in NOT_CONTENT and not name.startswith("messages_fts")
        }


def in_runs(files: Sequence[str], random: Random, most: int) -> Iterator[list[str]]:
    """The files in a random order, some in each run."""
    waiting = random.sample(files, len(files))
    while waiting:
        some, waiting = waiting[: (size := random.randint(1, most))], waiting[size:]
        yield some


@dataclass
class Desk:
    """A folder with sources, and the two databases made of them."""

    folder: Path

    @property
    def sightings(self) -> Path:
        return self.folder / "sightings.db"

    @property
    def archive(self) -> Path:
        return self.folder / "archive.db"

    def put(self, name: str, text: str | bytes) -> Path:
        """A source of this name that holds the text."""
        path = self.folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def ingest(self, *paths: Path) -> pipeline.Run:
        with closing(Store(self.sightings)) as store:
            return pipeline.ingest(paths or [self.folder / "sources"], store)

    def dedupe(self, keep_addresses: bool = False) -> Summary:
        return build(self.sightings, self.archive, keep_addresses)

    def build(self, *texts: str | bytes) -> Summary:
        """Read each text as an mbox of its own and make the archive."""
        for number, text in enumerate(texts):
            self.put(f"list-{number}/2025-November.mbox", text)
        self.ingest()
        return self.dedupe()

    def seen(self, sql: str, *values: Any) -> list[Any]:
        """Rows of sightings.db."""
        return rows(self.sightings, sql, *values)

    def found(self, sql: str, *values: Any) -> list[Any]:
        """Rows of archive.db."""
        return rows(self.archive, sql, *values)


def archived(folder: Path, *mails: str) -> Desk:
    """A desk whose one mbox holds these mails, read and merged."""
    desk = Desk(folder)
    desk.build("".join(mails))
    return desk
