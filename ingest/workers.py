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

GARBAGE = (
    200_000  # objects between two looks for rings of garbage; looking costs a tenth of the time, and rings are rare
)
LOOKS = 1.0  # seconds between two looks at whether the parent lives


@contextmanager
def pool(processes: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """A pool of workers; where one is ended from outside the run ends with one clear line."""
    try:
        with ProcessPoolExecutor(processes, initializer=_watch, initargs=(os.getpid(),)) as workers:
            yield workers
    except BrokenProcessPool as error:
        raise WorkerDied from error


def _watch(parent: int) -> None:
    """Without this, the workers of a process that was killed would wait for work for ever."""
    gc.set_threshold(GARBAGE)
    Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os._exit(1)
