"""Time that grows with the size of what is given, and no faster: ratios on one machine, so that a slow one passes too."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import inf

SLOWER = 3.5  # time for 2n over time for n; linear is 2, a square is 4, the rest is noise of a busy machine
LITTLE = 0.05  # seconds: below that the ratio measures noise
ROUNDS = 3  # of which the best counts
MORE = 6  # rounds for a machine that is busy just then


def seconds(work: Callable[[], object]) -> float:
    """Processor time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def assert_grows_with_size(took: Callable[[int], float], size: int) -> None:
    """Fail where twice the size takes far more than twice the time; ``took`` gives the seconds for a size."""
    once = twice = inf
    for round_ in range(1, ROUNDS + MORE + 1):
        once, twice = min(once, took(size)), min(twice, took(2 * size))
        if round_ >= ROUNDS and (twice < LITTLE or twice < SLOWER * once):
            return
    raise AssertionError(f"{once:.3f} s, then {twice:.3f} s for twice as much")
