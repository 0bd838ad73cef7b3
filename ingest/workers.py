"""Worker processes that end with the process that started them, however it ends."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread

from ingest.errors import WorkerDied

GARBAGE = 200_000  # objects between two looks for rings of garbage
LOOKS = 1.0  # seconds between two looks at whether the parent lives


@contextmanager
def pool(processes: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """A pool of workers; where one is ended from outside the run ends with one clear line."""
    try:
        with ProcessPoolExecutor(processes, initializer=_watch, initargs=(os.getpid(),)) as workers:
            yield workers
    except BrokenProcessPool as error:
        raise WorkerDied from error


def look_for_garbage_seldom() -> None:
    """Let Python look for rings of objects seldom: here are many values and hardly a ring, and looking costs a tenth."""
    gc.set_threshold(GARBAGE)


def _watch(parent: int) -> None:
    """Without this, the workers of a process that was killed would wait for work for ever."""
    look_for_garbage_seldom()
    Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os._exit(1)
