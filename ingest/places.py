"""Where a short text stands in a long one: ``str.find`` is many times as fast as a pattern where there is little to find."""

from __future__ import annotations

from collections.abc import Iterator


def places(text: str, mark: str) -> Iterator[int]:
    """Where the mark begins in a text, each time, also where one overlaps the one before.

    >>> list(places("a at at b", " at "))
    [1, 4]
    """
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)
