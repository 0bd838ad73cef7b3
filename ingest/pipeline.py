"""The first step: read every source that is new or changed, and store what it holds as sightings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, tee
from pathlib import Path

from ingest import digests, fetched, formats, sources, workers
from ingest.attached import attached
from ingest.formats import pasted
from ingest.formats.piece import unreadable
from ingest.message import Post, Problem, Sighting
from ingest.rows import rows
from ingest.sources import Stamp
from ingest.steps import Done, Job, Opened, Result, Step, steps
from ingest.store import Store
from ingest.takeapart import sightings
from ingest.tally import Tally

SMALL = 2_000_000  # bytes of sources that are read sooner than worker processes are started
AHEAD = 6  # batches a worker that wait to be read or stored: bounds memory
BATCH = 500_000  # bytes of pieces handed to a worker at once; one of 1.5 MB, or many small files
BATCH_STEPS = 1_000  # sources at once, however small
LARGEST_TEXT = 32 << 20  # characters of one message: one of 100 MB takes 40 seconds and 1.5 GB to be taken apart

Progress = Callable[[int], None]  # is told each time how many more bytes on disk are done


@dataclass(slots=True)
class Run:
    """What a run did: its books, the sources it read, found read before or the same as another, and what it could not read."""

    tally: Tally = field(default_factory=Tally)
    read: int = 0
    unchanged: int = 0
    identical: int = 0
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
    with _workers(sum(stamp.bytes for _, stamp in new)) as in_order, store.together():
        done = in_order(steps(new, store))
        for opened in done:
            if isinstance(opened, Opened):
                _store(opened, _until_closed(done), store, run, progress)
    return run


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
        if location in store.places(source.id):
            run.unchanged += 1
        else:
            run.identical += 1
        store.lies_at(location, source, stamp)
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


# -- reading side by side ----------------------------------------------------------------------------------------------


InOrder = Callable[[Iterable[Step]], Iterator[Done]]


@contextmanager
def _workers(size: int) -> Iterator[InOrder]:
    """A function that reads the jobs among steps and keeps their order, in worker processes where there is much to read."""
    processes = os.cpu_count() or 1
    if size < SMALL or processes == 1:
        yield lambda given: (read_job(step) if isinstance(step, Job) else step for step in given)
        return
    with workers.pool(processes) as pool:
        yield lambda given: _in_order(pool, given, processes * AHEAD)


def _in_order(pool: ProcessPoolExecutor, given: Iterable[Step], ahead: int) -> Iterator[Done]:
    to_read, to_store = tee(_batches(given))
    jobs = ([step for step in batch if isinstance(step, Job)] for batch in to_read)
    for batch, results in zip(to_store, workers.in_order(pool, read_jobs, jobs, ahead), strict=True):
        yield from _done(batch, results)


def _batches(given: Iterable[Step]) -> Iterator[list[Step]]:
    """Steps handed over together: handing over costs more than a small mail does to be read."""
    batch: list[Step] = []
    size = 0
    for step in given:
        batch.append(step)
        size += len(step.piece.data) if isinstance(step, Job) else 0
        if size >= BATCH or len(batch) >= BATCH_STEPS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _done(batch: list[Step], read: Iterable[Result]) -> Iterator[Done]:
    """The steps of a batch, with the result of each job in its place."""
    results = iter(read)
    for step in batch:
        yield next(results) if isinstance(step, Job) else step


def read_jobs(jobs: Iterable[Job]) -> list[Result]:
    """What became of each of some pieces."""
    return [read_job(job) for job in jobs]


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
        if isinstance(found, Problem):
            yield found
            continue
        for post in chain.from_iterable(map(pasted.parted, digests.burst(found))):
            yield from _taken_apart(fetched.placed(post, job.piece), job)


def _taken_apart(post: Post, job: Job) -> Sequence[Sighting | Problem]:
    """The sightings of a post, and what is wrong with what is attached; a body that breaks its reader costs itself, not the run."""
    if len(post.text) + len(post.html) > LARGEST_TEXT:
        why = "its text is longer than 32 MB, which nobody writes; all else was read"
        return [Problem(post.place, "message too large", why)]
    try:
        seen = list(sightings(post, job.source))
        return list(attached(seen, job.source, job.attached)) if job.attached.wish else seen
    except Exception as error:
        return [unreadable(post.place, error)]
