"""Worker processes that end with the process that started them, however it ends."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TypeVar

from ingest.errors import WorkerDied

GARBAGE = 200_000  # objects between two looks for rings of garbage
TRIM_THRESHOLD, FREE = -1, 1 << 20  # what glibc calls the setting; bytes that may lie free at the end of its memory
BATCH = 500_000  # bytes handed to a worker at once; one piece of 1.5 MB, or many small files
LOOKS = 1.0  # seconds between two looks at whether the parent lives

Given = TypeVar("Given")
Made = TypeVar("Made")


@contextmanager
def pool(processes: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """A pool of workers; where one is ended from outside the run ends with one clear line."""
    try:
        with ProcessPoolExecutor(processes, initializer=_watch, initargs=(os.getpid(),)) as workers:
            try:
                yield workers
            except BaseException:  # whoever stops a run waits for no more than is under way
                workers.shutdown(wait=False, cancel_futures=True)
                raise
    except BrokenProcessPool as error:
        raise WorkerDied from error


def in_order(
    workers: ProcessPoolExecutor, work: Callable[[Given], Made], given: Iterable[Given], ahead: int
) -> Iterator[Made]:
    """What ``work`` makes of each, in order; so many at most are made ahead, where ``map`` would fill the memory with all."""
    waiting: deque[Future[Made]] = deque()
    for one in given:
        waiting.append(workers.submit(work, one))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    for last in waiting:
        yield last.result()


def batches(given: Iterable[Given], size: Callable[[Given], int], most: int) -> Iterator[list[Given]]:
    """What is handed over together, ``most`` of them or half a megabyte: handing over costs more than a small mail to be read."""
    batch: list[Given] = []
    held = 0
    for one in given:
        batch.append(one)
        held += size(one)
        if held >= BATCH or len(batch) >= most:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def save_memory_and_time() -> None:
    """Let Python look for rings of objects seldom, and the C library give back what was freed.

    Here are many values and hardly a ring, and looking costs a tenth. After the first large array was freed, glibc keeps what
    later ones leave, 60 MB in a build of 30,000 mails, unless a threshold is set (mallopt(3)); other libraries have none.
    """
    gc.set_threshold(GARBAGE)
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(TRIM_THRESHOLD, FREE)


def _watch(parent: int) -> None:
    """Without this, the workers of a process that was killed would wait for work for ever."""
    save_memory_and_time()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started them
    Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os._exit(1)
