"""The first step: read every source that is new or changed, and store what it holds as sightings."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path, PurePath

from ingest import formats, sources, workers
from ingest.errors import ArchiveError
from ingest.formats import Format
from ingest.formats.document import MARKUP
from ingest.formats.piece import Buffer, Piece, unreadable
from ingest.ids import short_id
from ingest.message import Post, Problem, Sighting
from ingest.sources import Stamp
from ingest.store import UNREADABLE, Source, Store
from ingest.takeapart import sightings
from ingest.tally import Tally

SMALL = 2_000_000  # bytes of sources that are read sooner than worker processes are started
AHEAD = 3  # pieces a worker that wait to be stored: bounds memory

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
    sightings: tuple[Sighting, ...] = ()
    problems: tuple[Problem, ...] = ()


Submit = Callable[[Iterable[Job]], Iterator[Result]]


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
    with _workers(sum(stamp.bytes for _, stamp in new)) as submit:
        for location, stamp in new:
            _ingest_one(location, stamp, store, run, submit, progress)
    return run


def _ingest_one(location: Path, stamp: Stamp, store: Store, run: Run, submit: Submit, progress: Progress) -> None:
    """Store one source, in one transaction; one that cannot be opened is a problem and nothing else."""
    path = sources.published_path(location)
    try:
        digest = sources.sha256(location)
        source = Source(short_id("source", digest), path, digest, "", stamp.bytes, _today())
        if store.has(source.id):
            store.at(location, source, stamp)
            run.unchanged += 1
            progress(stamp.bytes)
            return
        with sources.opened(location) as (data, damage):
            form = formats.detect(data[: formats.HEAD], PurePath(path))
            source = replace(source, format=form.NAME if form else "unknown" if data[:1] else "empty")
            results = chain(_trouble(data, form, damage), submit(_jobs(data, form, source)) if form else ())
            _store(source, results, location, stamp, store, run, len(data) or 1, progress)
    except ArchiveError:
        raise
    except OSError as error:
        source = Source(short_id("unreadable", path), path, "", UNREADABLE, stamp.bytes, _today())
        result = Result(problems=(Problem("", "cannot be opened", error.strerror or str(error)),))
        _store(source, [result], location, stamp, store, run, 1, progress)


def _jobs(data: Buffer, form: Format, source: Source) -> Iterator[Job]:
    found = sources.mailing_list(source.path)
    for start, end in form.pieces(data):
        yield Job(source.id, form.NAME, Piece(data[start:end], start, source.path, found))


def _trouble(data: Buffer, form: Format | None, damage: Problem | None) -> Iterator[Result]:
    """What is wrong with a source as a whole."""
    if damage:
        yield Result(problems=(damage,))
    elif form is None and data[: formats.HEAD].strip():
        what = "a web page: this kind cannot be read yet" if MARKUP.match(data[:8192]) else "no format that can be read"
        yield Result(problems=(Problem(f"0-{len(data)}", what, "an mbox, a Pipermail month or plain text is wanted"),))


def _store(
    source: Source,
    results: Iterable[Result],
    location: Path,
    stamp: Stamp,
    store: Store,
    run: Run,
    length: int,
    progress: Progress,
) -> None:
    """Store what was read of a source and close its books, all or nothing."""
    tally = Tally()
    problems: list[Problem] = []
    with store.transaction():
        store.begin(source)
        for result in results:
            store.add(source, result.sightings, result.problems)
            tally.add(Tally(result.posts + len(result.problems), result.posts, 0, len(result.problems)))
            problems += result.problems
            progress(result.bytes * stamp.bytes // length)
        tally = store.finish(source, location, stamp, tally)
    run.tally.add(tally)
    run.read += 1
    run.problems += [(source.path, problem) for problem in problems]


def _today() -> str:
    """The day, in UTC. No time of day: the same sources, read in any order, give the same rows."""
    return datetime.now(UTC).date().isoformat()


# -- reading side by side ----------------------------------------------------------------------------------------------


@contextmanager
def _workers(size: int) -> Iterator[Submit]:
    """A function that reads jobs and gives their results in order, in worker processes where there is much to read."""
    processes = os.cpu_count() or 1
    if size < SMALL or processes == 1:
        yield lambda jobs: map(read_job, jobs)
        return
    with workers.pool(processes) as pool:
        yield lambda jobs: _in_order(pool, jobs, processes * AHEAD)


def _in_order(pool: ProcessPoolExecutor, jobs: Iterable[Job], ahead: int) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    for job in jobs:
        waiting.append(pool.submit(read_job, job))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


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
    return Result(len(job.piece.data), posts, tuple(seen), tuple(problems))


def _taken_apart(post: Post, source: str) -> list[Sighting] | Problem:
    """The sightings of a post; one whose body breaks its reader costs itself, not the run."""
    try:
        return list(sightings(post, source))
    except Exception as error:
        return unreadable(post.place, error)
