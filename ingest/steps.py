"""What is to be done, in order: each source is opened, and handed on in pieces; an archive of files comes after its members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from errno import ENOENT
from pathlib import Path, PurePath
from typing import Protocol

from ingest import containers, fetched, foreign, formats, repositories, sources, unpack
from ingest.attached import LISTED, Attached
from ingest.formats import Format, public_inbox
from ingest.formats.piece import Buffer, Piece
from ingest.ids import short_id
from ingest.message import MailingList, Problem
from ingest.rows import NO_ROWS, Rows
from ingest.sources import File, Stamp
from ingest.store import UNREADABLE, Source
from ingest.unpack import Room


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of a source for a worker: the source's id, the name of its format, the bytes."""

    source: str
    format: str
    piece: Piece
    attached: Attached = LISTED


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a piece."""

    bytes: int = 0
    posts: int = 0
    rows: Rows = NO_ROWS
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that is about to be read, of ``length`` bytes when uncompressed; ``known`` where it was read before."""

    source: Source
    location: Path
    stamp: Stamp
    length: int = 1
    known: bool = False


class Closed:
    """The end of a source's pieces."""


Step = Opened | Job | Result | Closed  # a source is Opened, Jobs and Results, Closed; a known one is Opened and no more
Done = Opened | Result | Closed


class Known(Protocol):
    """What was read before this run, and what is wished of attachments: sightings.db, as a rule."""

    @property
    def attached(self) -> Attached:
        """The wish."""

    def read_as(self, source: str) -> str:
        """The format that a source was read as, "" where it was not."""

    def places(self, source: str) -> list[Path]:
        """Where a source was found."""


def steps(new: Iterable[tuple[Path, Stamp]], known: Known) -> Iterator[Step]:
    """All sources one after another; many are opened and handed to workers before the first of them is stored."""
    met = _Met(known)
    for location, stamp in new:
        try:
            if location.is_dir() and not location.is_symlink():
                yield from _repository(location, stamp, met)
                continue
            with sources.raw(location) as data:
                yield from _file(File(location, stamp, data, Room.of(len(data))), met)
        except OSError as error:
            path = sources.published_path(location)
            yield Opened(
                Source(short_id("unreadable", path), path, "", UNREADABLE, stamp.bytes, _today()), location, stamp
            )
            yield Result(problems=(Problem("", "cannot be opened", error.strerror or str(error)),))
            yield Closed()


class _Met:
    """The sources that were read, in this run or before it: as what, and from where; what is wished of their attachments."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._formats: dict[str, str] = {}
        self._places: dict[str, Path] = {}
        self.attached = known.attached

    def format(self, source: str) -> str:
        """The format that a source was read as, "" where it was not."""
        return self._formats.get(source) or self._known.read_as(source)

    def is_known(self, source: str, location: Path) -> bool:
        """True where nothing new is to be read here. A source that lies at several places is read as what lies at the first of
        them in rank, whichever was found first: its folder may name its list."""
        if not self.format(source):
            return False
        before = [self._places[source]] if source in self._places else self._known.places(source)
        read = min(before, key=fetched.rank, default=location)
        return min(read, location, key=fetched.rank) == read or _outside(read) == _outside(location)

    def add(self, source: Source, location: Path) -> None:
        """From now on the source is known."""
        self._formats[source.id] = source.format
        self._places[source.id] = location


def _repository(location: Path, stamp: Stamp, met: _Met) -> Iterator[Step]:
    """What a git repository holds; it is known by the commit at its tip."""
    path = sources.published_path(location)
    inbox = repositories.inbox(location)
    if inbox is None:
        raise OSError(ENOENT, "a git repository that is no public-inbox; of others nothing is read")
    outside = _outside(location)
    source = Source(
        short_id("source", inbox.tip), path, inbox.tip, public_inbox.NAME, stamp.bytes, _today(), outside.key
    )
    if met.is_known(source.id, location):
        yield Opened(source, location, stamp, known=True)
        return
    met.add(source, location)
    yield Opened(source, location, stamp, inbox.bytes or 1)
    try:
        for data in repositories.pieces(inbox):
            piece = Piece(data, 0, path, outside.mailing_list)
            yield Job(source.id, public_inbox.NAME, piece, met.attached)
    except OSError as error:
        yield Result(problems=(Problem("", "cannot be read to its end", error.strerror or str(error)),))
    yield Closed()


def _file(file: File, met: _Met) -> Iterator[Step]:
    """What a file holds: its pieces; of an archive of files all its members, and then itself."""
    digest = sources.checksum(file.raw)
    source = Source(
        short_id("source", digest), sources.published_path(file.location), digest, "", len(file.raw), _today()
    )
    known = met.format(source.id)
    if known not in containers.KINDS and met.is_known(source.id, file.location):
        yield Opened(source, file.location, file.stamp, known=True)
        return
    with unpack.unpacked(file.raw, file.room) as (data, damage):
        kind = containers.kind(data)
        if not kind:
            yield from _pieces(source, file, data, damage, met)
            return
        problems = [damage] if damage else []
        yield from _members(file, kind, data, met, problems)  # of a known one too: its members lie here as well
        source = replace(source, format=kind)
        yield Opened(source, file.location, file.stamp, known=bool(known))
        if not known:  # stored after its members: where a run stops among them, the next one looks into it again
            met.add(source, file.location)
            yield Result(problems=(*problems, *sources.changed(file)))
            yield Closed()


def _members(file: File, kind: str, data: Buffer, met: _Met, problems: list[Problem]) -> Iterator[Step]:
    """What the files in an archive hold; what is wrong with the archive itself is added to the problems."""
    if file.depth == containers.DEPTH:
        problems.append(Problem("", "archives in archives, nested too deep", "unpack it by hand"))
        return
    cut = bool(problems)  # then all is said of its end
    for member in containers.members(kind, data):
        if isinstance(member, Problem):
            problems += [] if cut and member.what.startswith("damaged") else [member]
            continue
        file.room.members -= 1
        if file.room.members < 0 or file.room.bytes < 0:
            problems.append(unpack.too_large(str(member.path)))
            return
        with containers.taken_out(member, file.room) as (raw, damage):
            if damage:
                problems.append(replace(damage, place=str(member.path)))
            if damage and not raw[:1]:
                continue  # all is said of it
            yield from _file(file.member(member.path, raw, member.share), met)


def _pieces(source: Source, file: File, data: Buffer, damage: Problem | None, met: _Met) -> Iterator[Step]:
    """A source and its pieces."""
    form = formats.detect(data[: formats.HEAD], PurePath(source.path))
    outside = _outside(file.location)
    source = replace(source, format=form.NAME if form else "unknown" if data[:1] else "empty", outside=outside.key)
    met.add(source, file.location)
    yield Opened(source, file.location, file.stamp, len(data) or 1)
    yield from _trouble(data, form, damage)
    for start, end in form.pieces(data) if form else ():
        found = data[start:end]
        if len(found) < end - start:
            break  # the file was cut meanwhile
        piece = Piece(found, start, source.path, outside.mailing_list, outside.parts, outside.page)
        yield Job(source.id, form.NAME if form else "", piece, met.attached)
    yield Result(problems=sources.changed(file))
    yield Closed()


@dataclass(frozen=True, slots=True)
class _Outside:
    """What is known of a source from where it lies: its list, the folder of its parts, the page of its messages."""

    mailing_list: MailingList
    parts: str
    page: str

    @property
    def key(self) -> str:
        """The same on every machine."""
        return short_id("outside", repr(self.mailing_list), str(bool(self.parts)), self.page)


def _outside(location: Path) -> _Outside:
    """What the place of a source tells of it."""
    origin = fetched.origin(location)
    path = sources.published_path(location, sources.LIST_PARTS)
    listed = origin.mailing_list if origin.page else sources.mailing_list(path)
    return _Outside(listed, sources.parts(location), origin.page)


def _trouble(data: Buffer, form: Format | None, damage: Problem | None) -> Iterator[Result]:
    """What is wrong with a source as a whole."""
    if damage:
        yield Result(problems=(damage,))
    elif form is None:
        yield Result(problems=(foreign.told(data),))


def _today() -> str:
    """The day, in UTC. No time of day: the same sources, read in any order, give the same rows."""
    return datetime.now(UTC).date().isoformat()
