"""How the processes of a run use memory."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys

import pytest

from ingest import workers

# Three large arrays, the first of them freed, are what makes glibc keep the room of all later ones.
ARRAYS = """
import resource, sys
from ingest.workers import save_memory_and_time
if sys.argv[1] == "saving":
    save_memory_and_time()
for _ in range(3):
    large = bytearray(30 << 20)
    small = [bytearray(3 << 20) for _ in range(9)]
    between, large, small = bytearray(1 << 20), None, None
    kept = [bytearray(1000) for _ in range(900)]
with open("/proc/self/statm") as pages:
    print(int(pages.read().split()[1]) * resource.getpagesize() >> 20)
"""


def test_rings_are_looked_for_seldom_also_where_the_c_library_has_no_such_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = gc.get_threshold()
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    try:
        workers.save_memory_and_time()
        assert gc.get_threshold()[0] == workers.GARBAGE
    finally:
        gc.set_threshold(*before)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="the C library has no such setting")
def test_what_was_freed_is_given_back() -> None:
    def taken(how: str) -> int:
        """MB in memory at the end."""
        return int(subprocess.run([sys.executable, "-c", ARRAYS, how], capture_output=True, check=True).stdout)

    assert taken("saving") < taken("not saving") - 10
