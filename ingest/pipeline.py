"""The first step: read every source that is new or changed, and store what it holds as sightings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, groupby, takewhile, tee
from operator import itemgetter
from pathlib import Path

from ingest import digests, fetched, formats, workers
from ingest.attached import attached
from ingest.errors import ArchiveError
from ingest.files import sources
from ingest.files.sources import Stamp
from ingest.formats import pasted
from ingest.formats.piece import unreadable
from ingest.message import Post, Problem, Sighting
from ingest.rows import rows
from ingest.steps import Job, Part, Reading, Result, readings
from ingest.store import Store
from ingest.takeapart import sightings
from ingest.tally import Tally

SMALL = 2_000_000  # bytes of sources that are read sooner than worker processes are started
AHEAD = 6  # batches a worker that wait to be read or stored: bounds memory
BATCH_STEPS = 1_000  # parts of sources handed to a worker at once, however small
LARGEST_TEXT = 32 << 20  # characters of one message: one of 100 MB takes 40 seconds and 1.5 GB to be taken apart
TOGETHER, SOURCES_TOGETHER = 2_000_000, 1_000  # bytes of sources, and sources, that reach the disk at once

Progress = Callable[[int], None]  # is told each time how many more bytes on disk are done
Read = Iterator[tuple[Reading, Iterator[Result]]]  # the results of one are to be taken before the next is asked for


@dataclass(slots=True)
class Run:
    """What a run did: its books, the sources it read, found read before or the same as one of them, and what it could not read."""

    tally: Tally = field(default_factory=Tally)
    sources: set[str] = field(default_factory=set)  # ids of those it read
    unchanged: int = 0
    identical: int = 0
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many sources it read."""
        return len(self.sources)


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
        for some in _held(in_order(readings(new, store)), progress):
            with store.together():
                for reading, results in some:
                    _store(reading, results, store, run)
    return run


def _held(read: Read, progress: Progress) -> Iterator[list[tuple[Reading, Iterable[Result]]]]:
    """Sources that are stored together, read before that: while they are stored, nobody else can write to the database.

    Of a large one the begin is read before, and the rest while it is stored.
    """
    held: list[tuple[Reading, Iterable[Result]]] = []
    size = 0
    try:
        for reading, results in read:
            told = _told(reading, results, progress)
            first = []
            while size < TOGETHER and (result := next(told, None)):
                first.append(result)
                size += result.bytes
            held.append((reading, chain(first, told)))
            if size >= TOGETHER or len(held) == SOURCES_TOGETHER:
                some, held, size = held, [], 0
                yield some
    finally:  # whatever ended the run: what was read whole is stored
        if held:
            yield held


def _told(reading: Reading, results: Iterable[Result], progress: Progress) -> Iterator[Result]:
    """The results of a source, whose part of the run is told as they come."""
    if reading.known:
        progress(reading.stamp.bytes)
    for result in results:
        progress(result.bytes * reading.stamp.bytes // reading.length)
        yield result


def _store(reading: Reading, results: Iterable[Result], store: Store, run: Run) -> None:
    """Store what was read of a source and close its books, all or nothing."""
    source, location, stamp = reading.source, reading.location, reading.stamp
    if reading.known:
        if source.id in run.sources:
            run.identical += 1
        else:
            run.unchanged += 1
        store.lies_at(location, source, stamp)
        return
    tally = Tally()
    problems: list[Problem] = []
    whole = True
    with store.transaction():
        store.begin(source)
        for result in results:
            store.add(source, result.rows, result.problems)
            tally.add(Tally(result.posts + len(result.problems), result.posts, 0, len(result.problems)))
            problems += result.problems
            whole = whole and result.whole
        if whole:
            tally = store.finish(source, location, stamp, tally)
        else:
            store.break_off(source, location, tally)
    run.tally.add(tally)
    run.sources.add(source.id)
    run.problems += [(source.path, problem) for problem in problems]


# -- reading side by side ----------------------------------------------------------------------------------------------


Step = tuple[Reading, Part | None]  # a part of a source, or its end
Done = tuple[Reading, Result | None]


@contextmanager
def _workers(size: int) -> Iterator[Callable[[Iterable[Reading]], Read]]:
    """A function that reads the parts of sources and keeps their order, in worker processes where there is much to read."""
    processes = os.cpu_count() or 1
    if size < SMALL or processes == 1:
        yield lambda given: ((reading, map(_read, reading.parts)) for reading in given)
        return
    with workers.pool(processes) as pool:
        yield lambda given: _by_source(_in_order(pool, _steps(given), processes * AHEAD))


def _steps(given: Iterable[Reading]) -> Iterator[Step]:
    """The parts of all sources in one row, for workers read those of several at once; each source has an end."""
    for reading in given:
        yield from ((reading, part) for part in reading.parts)
        yield reading, None


def _by_source(done: Iterable[Done]) -> Read:
    """Each source and its results: ``_steps`` undone."""
    for reading, steps in groupby(done, key=itemgetter(0)):
        yield reading, (result for _, result in takewhile(itemgetter(1), steps) if result)


def _in_order(pool: ProcessPoolExecutor, given: Iterable[Step], ahead: int) -> Iterator[Done]:
    """The steps, with the result of each job in its place."""
    to_read, to_store = tee(workers.batches(given, _size, BATCH_STEPS))
    parts = ([part for _, part in batch] for batch in to_read)
    for batch, results in zip(to_store, workers.in_order(pool, read_all, parts, ahead), strict=True):
        yield from zip((reading for reading, _ in batch), results, strict=True)


def _size(step: Step) -> int:
    return len(step[1].piece.data) if isinstance(step[1], Job) else 0


def read_all(parts: Iterable[Part | None]) -> list[Result | None]:
    """What became of each of some parts; the end of a source stays one."""
    return [None if part is None else _read(part) for part in parts]


def _read(part: Part) -> Result:
    """What became of a part."""
    return read_job(part) if isinstance(part, Job) else part


def read_job(job: Job) -> Result:
    """Read a piece and take every message in it apart."""
    seen: list[Sighting] = []
    problems: list[Problem] = []
    for found in _all_of(job):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            seen.append(found)
    posts = sum(not sighting.inside for sighting in seen)
    return Result(len(job.piece.data), posts, rows(job.source, seen), tuple(problems))


def _all_of(job: Job) -> Iterator[Sighting | Problem]:
    """The sightings in a piece, and what is wrong with it."""
    for found in formats.read(job.format, job.piece):
        for post in _posts(found, job):
            yield from [post] if isinstance(post, Problem) else _taken_apart(post, job)


def posts_in(post: Post) -> Iterator[Post]:
    """The posts that one is: the mails of a document that shows any, the messages of a digest, else itself."""
    return chain.from_iterable(map(digests.burst, pasted.parted(post)))


def _posts(found: Post | Problem, job: Job) -> Sequence[Post | Problem]:
    """What a format found, digests and saved conversations as their posts; one that breaks its reader costs itself, not the run."""
    if isinstance(found, Problem):
        return [found]
    try:
        return [fetched.placed(post, job.piece) for post in posts_in(found)]
    except Exception as error:
        return [unreadable(found.place, error)]


def _taken_apart(post: Post, job: Job) -> Sequence[Sighting | Problem]:
    """The sightings of a post, and what is wrong with what is attached; a body that breaks its reader costs itself, not the run."""
    if len(post.text) + len(post.html) > LARGEST_TEXT:
        why = "its text is longer than 32 MB, which nobody writes; all else was read"
        return [Problem(post.place, "message too large", why)]
    try:
        seen = list(sightings(post, job.source))
        return list(attached(seen, job.source, job.attached)) if job.attached.wish else seen
    except ArchiveError:  # a full disk is no fault of the message
        raise
    except Exception as error:
        return [unreadable(post.place, error)]
