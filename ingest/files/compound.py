"""Compound files (MS-CFB), in which Outlook and old Office programs keep what they save: streams of bytes in storages, by name.

olefile, which others use, had its last release in 2023, and open reports of files on which it never ends (168, 170, 179). Here
each sector of a file belongs to one stream and is read once, so that time and memory grow with the file and no faster.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = struct.Struct("<26xH2xHH14xI4xII4xI4x")  # what of the first 76 bytes is needed (2.2)
TABLES_IN_HEADER = 109
LAST = 0xFFFFFFFA  # the largest number of a sector; above it stand the ends of chains and what is free
SHIFTS = (9, 12)  # sectors of 512 bytes, and of 4096
MINI = 64  # bytes of a mini sector, in which streams of less than SMALL bytes are kept
SMALL = 4096
ENTRY = struct.Struct("<64sHBxIII36xIQ")  # of the directory (2.6.1)
STORAGE, STREAM, ROOT = 1, 2, 5
OLD = 3  # the version of files with sectors of 512 bytes

Tree: TypeAlias = "dict[str, bytes | Tree]"  # names in small letters


class Damaged(ValueError):
    """The file is no sound compound file."""


def tree(data: bytes) -> Tree:
    """All storages and streams. Raises Damaged."""
    try:
        return _tree(data)
    except struct.error as error:
        raise Damaged(str(error)) from error


@dataclass(slots=True)
class _Sectors:
    """Sectors of equal size behind one another, and the table that tells which follows which."""

    data: bytes
    begin: int
    size: int
    table: tuple[int, ...] = ()
    used: bytearray = field(default_factory=bytearray)

    def follow(self, table: tuple[int, ...]) -> None:
        """From now on the table is known."""
        self.table, self.used = table, bytearray(len(table))

    def one(self, number: int) -> bytes:
        """The bytes of one sector."""
        start = self.begin + number * self.size
        return self.data[start : start + self.size]

    def chain(self, number: int) -> Iterator[bytes]:
        """The bytes of the sectors that follow one another from one on."""
        while number <= LAST:
            if number >= len(self.table) or self.used[number]:
                raise Damaged("a sector that is not there, or belongs to another stream")
            self.used[number] = 1
            yield self.one(number)
            number = self.table[number]

    def stream(self, number: int, length: int) -> bytes:
        """So many bytes of a chain."""
        parts: list[bytes] = []
        left = length
        if left:
            for part in self.chain(number):
                parts.append(part)
                left -= len(part)
                if left <= 0 or not part:
                    break
        if left > 0:
            raise Damaged("a stream that breaks off")
        return b"".join(parts)[:length]


def _tree(data: bytes) -> Tree:
    version, shift, mini, directory, small, mini_table, further = HEADER.unpack_from(data)
    if data[: len(MAGIC)] != MAGIC or shift not in SHIFTS or 1 << mini != MINI or small != SMALL:
        raise Damaged("no compound file")
    sectors = _Sectors(data, 1 << shift, 1 << shift)
    sectors.follow(_table(sectors, further))
    entries = list(ENTRY.iter_unpack(_whole(b"".join(sectors.chain(directory)), ENTRY.size)))
    if not entries or entries[0][2] != ROOT:
        raise Damaged("no root")
    minis = _Sectors(sectors.stream(entries[0][6], _length(entries[0][7], version)), 0, MINI)
    minis.follow(_words(b"".join(sectors.chain(mini_table))))

    def stream(start: int, length: int) -> bytes:
        return (minis if length < SMALL else sectors).stream(start, length)

    found: Tree = {}
    met = bytearray(len(entries))
    waiting = [(entries[0][5], found)]
    while waiting:
        number, storage = waiting.pop()
        if number > LAST:
            continue
        if number >= len(entries) or met[number]:
            raise Damaged("an entry that is not there, or stands at two places")
        met[number] = 1
        wide, size, kind, left, right, child, start, length = entries[number]
        name = wide[: max(0, min(size, 64) - 2)].decode("utf-16-le", "replace").lower()
        if kind == STORAGE:
            inner: Tree = {}
            storage[name] = inner
            waiting.append((child, inner))
        elif kind == STREAM:
            storage[name] = stream(start, _length(length, version))
        waiting += [(left, storage), (right, storage)]
    return found


def _table(sectors: _Sectors, further: int) -> tuple[int, ...]:
    """Which sector follows which; the sectors that tell it are named by the header, and by others behind it."""
    most = len(sectors.data) // sectors.size
    named = list(struct.unpack_from(f"<{TABLES_IN_HEADER}I", sectors.data, HEADER.size))
    while further <= LAST and len(named) <= most + TABLES_IN_HEADER:
        *more, further = _words(sectors.one(further)) or (LAST + 1,)
        named += more
    if further <= LAST:
        raise Damaged("tables without end")
    return _words(b"".join(sectors.one(number) for number in named[: most + TABLES_IN_HEADER] if number < most))[:most]


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", _whole(data, 4))


def _whole(data: bytes, size: int) -> bytes:
    return data[: len(data) // size * size]


def _length(length: int, version: int) -> int:
    """The length of a stream; programs leave rubbish in the upper half of the field where a file cannot be as long (2.6.1)."""
    return length & 0xFFFFFFFF if version == OLD else length
