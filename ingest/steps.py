"""What is to be read, in order: each source is opened, and handed on in pieces; an archive of files comes after its members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from errno import ENOENT
from pathlib import Path, PurePath, PurePosixPath
from typing import Protocol

from ingest import fetched, formats
from ingest.attached import LISTED, Attached
from ingest.files import containers, foreign, repositories, sources, unpack
from ingest.files.sources import File, Stamp
from ingest.files.unpack import Room
from ingest.formats import Format, public_inbox
from ingest.formats.piece import Buffer, Piece
from ingest.ids import short_id
from ingest.message import MailingList, Problem
from ingest.rows import NO_ROWS, Rows
from ingest.store import UNREADABLE, Source


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of a source for a worker: the source's id, the name of its format, the bytes."""

    source: str
    format: str
    piece: Piece
    attached: Attached = LISTED


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a piece; not ``whole`` where reading broke off there."""

    bytes: int = 0
    posts: int = 0
    rows: Rows = NO_ROWS
    problems: tuple[Problem, ...] = ()
    whole: bool = True


Part = Job | Result  # of a source: a piece that is to be read, or what is known without that


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A source that is about to be read, of ``length`` bytes when uncompressed; without parts where it is ``known`` from before.

    Its parts can be had until the next reading is asked for. They end by themselves, also where they cannot be read to the end.
    """

    source: Source
    location: Path
    stamp: Stamp
    parts: Iterable[Part] = ()
    length: int = 1
    known: bool = False


class Known(Protocol):
    """What was read before this run, and what is wished of attachments: sightings.db, as a rule."""

    @property
    def attached(self) -> Attached:
        """The wish."""

    def read_as(self, source: str) -> str:
        """The format that a source was read as, "" where it was not."""

    def places(self, source: str) -> list[Path]:
        """Where a source was found."""

    def lay_at(self, location: Path) -> str:
        """The source that was found at a location, "" where none was."""


def readings(new: Iterable[tuple[Path, Stamp]], known: Known) -> Iterator[Reading]:
    """All sources one after another; many are opened and handed to workers before the first of them is stored."""
    met = _Met(known)
    for location, stamp in new:
        try:
            if location.is_dir() and not location.is_symlink():
                yield _repository(location, stamp, met)
                continue
            with sources.raw(location) as data:
                yield from _file(File(location, stamp, data, Room.of(len(data))), sources.checksum(data), met)
        except OSError as error:
            yield _unreadable(location, stamp, error)


def _unreadable(location: Path, stamp: Stamp, error: OSError) -> Reading:
    """A source that cannot be opened: what is wrong with it is all that is read."""
    path = sources.published_path(location)
    source = Source(short_id("unreadable", path), path, "", UNREADABLE, stamp.bytes, _today())
    return Reading(source, location, stamp, [_broken("cannot be opened", error)])


def _broken(what: str, error: OSError) -> Result:
    """What is said where the disk or the system did not let a source be read."""
    return Result(problems=(Problem("", what, error.strerror or str(error)),), whole=False)


class _Met:
    """The sources that were read, in this run or before it: as what, and from where; what is wished of their attachments."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._formats: dict[str, str] = {}
        self._places: dict[str, Path] = {}
        # what lay where other bytes lie now, and may be forgotten for these before the run ends
        self._replaced: set[str] = set()
        self.attached = known.attached

    def format(self, source: str) -> str:
        """The format that a source was read as, "" where it was not, or is to be read anew."""
        if source in self._replaced:
            return ""
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
        self._replaced.add(self._known.lay_at(location))
        self._replaced.discard(source.id)
        self._formats[source.id] = source.format
        self._places[source.id] = location

    def to_the_end(self, source: Source, parts: Iterator[Part]) -> Iterator[Part]:
        """The parts of a source. Where reading them breaks off, the last one says why, and the source is not known by it."""
        try:
            yield from parts
        except OSError as error:
            del self._formats[source.id]
            yield _broken("cannot be read to its end", error)


def _repository(location: Path, stamp: Stamp, met: _Met) -> Reading:
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
        return Reading(source, location, stamp, known=True)
    met.add(source, location)
    pieces = (Piece(data, 0, path, outside.mailing_list) for data in repositories.pieces(inbox))
    jobs = (Job(source.id, public_inbox.NAME, piece, met.attached) for piece in pieces)
    return Reading(source, location, stamp, met.to_the_end(source, jobs), inbox.bytes or 1)


def _file(file: File, digest: str, met: _Met) -> Iterator[Reading]:
    """What a file with this checksum holds: itself; of an archive of files all its members, and then itself."""
    source = Source(
        short_id("source", digest), sources.published_path(file.location), digest, "", len(file.raw), _today()
    )
    known = met.format(source.id)
    if known not in containers.KINDS and met.is_known(source.id, file.location):
        yield Reading(source, file.location, file.stamp, known=True)
        return
    with unpack.unpacked(file.raw, file.room) as (data, damage):
        kind = containers.kind(data)
        if not kind:
            yield _pieces(source, file, data, damage, met)
            return
        problems = [damage] if damage else []
        yield from _members(file, kind, data, met, problems)  # of a known one too: its members lie here as well
        source = replace(source, format=kind)
        if not known:  # stored after its members: where a run stops among them, the next one looks into it again
            met.add(source, file.location)
        parts = [] if known else [Result(problems=(*problems, *sources.changed(file)))]
        yield Reading(source, file.location, file.stamp, parts, known=bool(known))


def _members(file: File, kind: str, data: Buffer, met: _Met, problems: list[Problem]) -> Iterator[Reading]:
    """What the files in an archive hold; what is wrong with the archive itself is added to the problems."""
    if file.depth == containers.DEPTH:
        problems.append(Problem("", "archives in archives, nested too deep", "unpack it by hand"))
        return
    cut = bool(problems)  # then all is said of its end
    names: dict[str, dict[str, int]] = {}
    for member in containers.members(kind, data, file.room):
        if isinstance(member, Problem):
            problems += [] if cut and member.what.startswith("damaged") else [member]
            continue
        if file.room.bytes < 0:
            problems.append(unpack.too_large(str(member.path)))
            return
        with containers.taken_out(member, file.room) as (raw, damage):
            if damage:
                problems.append(replace(damage, place=str(member.path)))
            if damage and not raw[:1]:
                continue  # all is said of it
            digest = sources.checksum(raw)
            yield from _file(file.member(_apart(member.path, digest, names), raw, member.share), digest, met)


def _apart(path: PurePosixPath, digest: str, names: dict[str, dict[str, int]]) -> PurePosixPath:
    """A place of its own for each of the files that bear one name and are not alike: a crawl meets a page again when it has
    changed, and what is added to a tar leaves in it what it replaces."""
    alike = names.setdefault(str(path), {})
    number = alike.setdefault(digest[:16], len(alike) + 1)
    return path if number == 1 else PurePosixPath(str(number), path)


def _pieces(source: Source, file: File, data: Buffer, damage: Problem | None, met: _Met) -> Reading:
    """A source that is no archive of files, and its pieces."""
    form = formats.detect(data[: formats.HEAD], PurePath(source.path))
    outside = _outside(file.location)
    source = replace(source, format=form.NAME if form else "unknown" if data[:1] else "empty", outside=outside.key)
    met.add(source, file.location)

    def parts() -> Iterator[Part]:
        yield from _trouble(data, form, damage)
        for start, end in form.pieces(data) if form else ():
            found = data[start:end]
            if len(found) < end - start:
                break  # the file was cut meanwhile
            piece = Piece(found, start, source.path, outside.mailing_list, outside.parts, outside.page)
            yield Job(source.id, source.format, piece, met.attached)
        yield Result(problems=sources.changed(file))

    return Reading(source, file.location, file.stamp, met.to_the_end(source, parts()), len(data) or 1)


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
