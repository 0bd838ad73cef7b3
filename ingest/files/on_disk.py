"""A large file, read where it is asked for: one that is cut while it is mapped into memory would end the program (SIGBUS)."""

from __future__ import annotations

from collections.abc import Iterator
from io import SEEK_END
from typing import IO

WINDOW = 4 << 20  # bytes that are read at once, and kept until others are asked for: two pieces of an mbox


class OnDisk:
    """The bytes of an open file, as many as it had at first; of one that is cut meanwhile less comes than is asked for."""

    __slots__ = ("_at", "_file", "_size", "_window")

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = file.seek(0, SEEK_END)
        self._at = 0
        self._window = b""

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> bytes:
        start, end, _ = part.indices(self._size)
        if end - start > WINDOW:
            return self._read(start, end - start)
        if start < self._at or end > self._at + len(self._window):
            self._look_at(start)
        return self._window[start - self._at : max(start, end) - self._at]

    def find(self, wanted: bytes, start: int = 0, end: int | None = None) -> int:
        """Where these bytes stand first between two offsets, -1 where they do not."""
        last = self._size if end is None else min(end, self._size)
        if not self._at <= start < self._at + len(self._window):
            self._look_at(start)
        while self._window and start < last:
            found = self._window.find(wanted, start - self._at, last - self._at)
            seen = self._at + len(self._window)
            if found >= 0:
                return self._at + found
            if seen >= last or len(self._window) < len(wanted):
                return -1
            start = max(start, seen - len(wanted) + 1)
            self._look_at(start)
        return -1

    def chunks(self) -> Iterator[bytes]:
        """All that is there, one part after the other."""
        at = 0
        while chunk := self._read(at, min(WINDOW, self._size - at)):
            yield chunk
            at += len(chunk)

    def _look_at(self, start: int) -> None:
        self._at, self._window = start, self._read(start, min(WINDOW, max(0, self._size - start)))

    def _read(self, at: int, size: int) -> bytes:
        self._file.seek(at)
        return self._file.read(size)
