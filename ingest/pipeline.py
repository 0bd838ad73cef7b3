"""The first step: read every source that is new or changed, and store what it holds as sightings."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from ingest import formats, sources, workers
from ingest.formats import Format
from ingest.formats.document import MARKUP
from ingest.formats.piece import Buffer, Piece, unreadable
from ingest.ids import short_id
from ingest.message import Post, Problem, Sighting
from ingest.rows import NO_ROWS, Rows, rows
from ingest.sources import Stamp
from ingest.store import UNREADABLE, Source, Store
from ingest.takeapart import sightings
from ingest.tally import Tally

SMALL = 2_000_000  # bytes of sources that are read sooner than worker processes are started
AHEAD = 6  # pieces a worker, of 1.5 MB at most, that wait to be read or stored: bounds memory

Progress = Callable[[int], None]  # is told each time how many more bytes on disk are done


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of a source for a worker: the source's id, the name of its format, the bytes."""

    source: str
    format: str
    piece: Piece


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


@dataclass(slots=True)
class Run:
    """What a run did: its books, the sources it read or found read before, and what it could not read."""

    tally: Tally = field(default_factory=Tally)
    read: int = 0
    unchanged: int = 0
    problems: list[tuple[str, Problem]] = field(default_factory=list)


def ingest(paths: Iterable[Path], store: Store, progress: Progress = lambda _: None) -> Run:
    """Store every message of every source at the paths; a source that was read before costs a look at its file."""
    run = Run()
    new: list[tuple[Path, Stamp]] = []
    for location in sources.find(paths):
        stamp = sources.stamp(location)
        if store.unchanged(location, stamp):
            run.unchanged += 1
            progress(stamp.bytes)
        else:
            new.append((location, stamp))
    with _workers(sum(stamp.bytes for _, stamp in new)) as in_order:
        done = in_order(_steps(new, store))
        for opened in done:
            if isinstance(opened, Opened):
                _store(opened, _until_closed(done), store, run, progress)
    return run


def _steps(new: Iterable[tuple[Path, Stamp]], store: Store) -> Iterator[Step]:
    """All sources one after another; many are opened and handed to workers before the first of them is stored."""
    met: set[str] = set()
    for location, stamp in new:
        path = sources.published_path(location)
        try:
            digest = sources.sha256(location)
            source = Source(short_id("source", digest), path, digest, "", stamp.bytes, _today())
            if source.id in met or store.has(source.id):
                yield Opened(source, location, stamp, known=True)
                continue
            met.add(source.id)
            yield from _pieces(source, location, stamp)
        except OSError as error:
            source = Source(short_id("unreadable", path), path, "", UNREADABLE, stamp.bytes, _today())
            yield Opened(source, location, stamp)
            yield Result(problems=(Problem("", "cannot be opened", error.strerror or str(error)),))
            yield Closed()


def _pieces(source: Source, location: Path, stamp: Stamp) -> Iterator[Step]:
    """A source and its pieces."""
    with sources.opened(location) as (data, damage):
        form = formats.detect(data[: formats.HEAD], PurePath(source.path))
        source = replace(source, format=form.NAME if form else "unknown" if data[:1] else "empty")
        yield Opened(source, location, stamp, len(data) or 1)
        yield from _trouble(data, form, damage)
        found = sources.mailing_list(source.path)
        for start, end in form.pieces(data) if form else ():
            yield Job(source.id, form.NAME if form else "", Piece(data[start:end], start, source.path, found))
        yield Closed()


def _trouble(data: Buffer, form: Format | None, damage: Problem | None) -> Iterator[Result]:
    """What is wrong with a source as a whole."""
    if damage:
        yield Result(problems=(damage,))
    elif form is None and data[: formats.HEAD].strip():
        what = "a web page: this kind cannot be read yet" if MARKUP.match(data[:8192]) else "no format that can be read"
        yield Result(problems=(Problem(f"0-{len(data)}", what, "an mbox, a Pipermail month or plain text is wanted"),))


def _until_closed(done: Iterator[Done]) -> Iterator[Result]:
    """The results of the source that was opened last."""
    for step in done:
        if not isinstance(step, Result):
            return
        yield step


def _store(opened: Opened, results: Iterator[Result], store: Store, run: Run, progress: Progress) -> None:
    """Store what was read of a source and close its books, all or nothing."""
    source, location, stamp = opened.source, opened.location, opened.stamp
    if opened.known:
        store.at(location, source, stamp)
        run.unchanged += 1
        progress(stamp.bytes)
        return
    tally = Tally()
    problems: list[Problem] = []
    with store.transaction():
        store.begin(source)
        for result in results:
            store.add(source, result.rows, result.problems)
            tally.add(Tally(result.posts + len(result.problems), result.posts, 0, len(result.problems)))
            problems += result.problems
            progress(result.bytes * stamp.bytes // opened.length)
        tally = store.finish(source, location, stamp, tally)
    run.tally.add(tally)
    run.read += 1
    run.problems += [(source.path, problem) for problem in problems]


def _today() -> str:
    """The day, in UTC. No time of day: the same sources, read in any order, give the same rows."""
    return datetime.now(UTC).date().isoformat()


# -- reading side by side ----------------------------------------------------------------------------------------------


InOrder = Callable[[Iterable[Step]], Iterator[Done]]


@contextmanager
def _workers(size: int) -> Iterator[InOrder]:
    """A function that reads the jobs among steps and keeps their order, in worker processes where there is much to read."""
    processes = os.cpu_count() or 1
    if size < SMALL or processes == 1:
        yield lambda steps: (read_job(step) if isinstance(step, Job) else step for step in steps)
        return
    with workers.pool(processes) as pool:
        yield lambda steps: _in_order(pool, steps, processes * AHEAD)


def _in_order(pool: ProcessPoolExecutor, steps: Iterable[Step], ahead: int) -> Iterator[Done]:
    waiting: deque[Future[Result] | Done] = deque()
    jobs = 0
    for step in steps:
        waiting.append(pool.submit(read_job, step) if isinstance(step, Job) else step)
        jobs += isinstance(step, Job)
        while jobs > ahead:
            first = waiting.popleft()
            jobs -= isinstance(first, Future)
            yield first.result() if isinstance(first, Future) else first
    for last in waiting:
        yield last.result() if isinstance(last, Future) else last


def read_job(job: Job) -> Result:
    """Read a piece and take every message in it apart."""
    posts = 0
    seen: list[Sighting] = []
    problems: list[Problem] = []
    for found in formats.named(job.format).read(job.piece):
        taken = _taken_apart(found, job.source) if isinstance(found, Post) else found
        if isinstance(taken, Problem):
            problems.append(taken)
        else:
            posts += 1
            seen += taken
    return Result(len(job.piece.data), posts, rows(job.source, seen), tuple(problems))


def _taken_apart(post: Post, source: str) -> list[Sighting] | Problem:
    """The sightings of a post; one whose body breaks its reader costs itself, not the run."""
    try:
        return list(sightings(post, source))
    except Exception as error:
        return unreadable(post.place, error)
