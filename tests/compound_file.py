"""Compound files (MS-CFB) and messages of Outlook in them (MS-OXMSG), as small as the formats allow."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096  # bytes
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
NONE = FREE
Tree = Mapping[str, "bytes | Tree"]  # name -> a stream, or a storage


def compound(tree: Tree) -> bytes:
    """A compound file of version 3 with these streams and storages."""
    entries: list[list[object]] = [["Root Entry", 5, NONE, NONE, b""]]  # name, type, next sibling, first child, bytes
    _enter(entries, 0, tree)
    mini, mini_chain, big = bytearray(), [], bytearray()
    starts = []
    for _, _, _, _, content in entries:
        assert isinstance(content, bytes)
        if len(content) >= CUTOFF:
            starts.append(("big", len(big) // SECTOR, len(content)))
            big += content + bytes(-len(content) % SECTOR)
        else:
            starts.append(("mini", len(mini) // MINI, len(content)))
            sectors = -(-len(content) // MINI)
            mini_chain += [*range(len(mini) // MINI + 1, len(mini) // MINI + sectors), END][:sectors]
            mini += content + bytes(-len(content) % MINI)
    sizes = [_sectors(128 * len(entries)), _sectors(4 * len(mini_chain)), _sectors(len(mini))]
    others = sum(sizes) + len(big) // SECTOR
    tables = next(n for n in range(1, 100) if n * SECTOR // 4 >= n + others)
    at = [
        tables,
        tables + sizes[0],
        tables + sizes[0] + sizes[1],
        tables + sum(sizes),
    ]  # directory, mini FAT, mini stream, big
    table = [FAT] * tables
    for begin, size in zip(at, sizes, strict=False):
        table += [*range(begin + 1, begin + size), END][:size]
    for _, (kind, start, length) in zip(entries, starts, strict=True):
        if kind == "big":
            first, size = at[3] + start, _sectors(length)
            table += [*range(first + 1, first + size), END]
    directory = b"".join(
        _entry(entry, _place(where, at, number, len(mini)))
        for number, (entry, where) in enumerate(zip(entries, starts, strict=True))
    )
    table += [FREE] * (tables * SECTOR // 4 - len(table))
    mini_table = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    body = struct.pack(f"<{len(table)}I", *table)
    for part in (directory, mini_table, bytes(mini), bytes(big)):
        body += part + (b"\xff" if part is mini_table else b"\0") * (-len(part) % SECTOR)
    head = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, at[0], 0, CUTOFF, at[1] if sizes[1] else END, sizes[1], END, 0)
    return head + struct.pack("<109I", *range(tables), *[FREE] * (109 - tables)) + body


def _enter(entries: list[list[object]], parent: int, tree: Tree) -> None:
    before = None
    for name in sorted(tree, key=lambda name: (len(name), name)):
        content, number = tree[name], len(entries)
        stream = isinstance(content, bytes)
        entries.append([name, 2 if stream else 1, NONE, NONE, content if stream else b""])
        if before is None:
            entries[parent][3] = number
        else:
            entries[before][2] = number
        before = number
        if not isinstance(content, bytes):
            _enter(entries, number, content)


def _place(where: tuple[str, int, int], at: list[int], number: int, mini: int) -> tuple[int, int]:
    kind, start, length = where
    if number == 0:  # the root holds the mini stream
        return (at[2], mini) if mini else (END, 0)
    if not length:
        return END, 0
    return (at[3] + start, length) if kind == "big" else (start, length)


def _entry(entry: list[object], place: tuple[int, int]) -> bytes:
    name, kind, sibling, child, _ = entry
    wide = f"{name}\0".encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", wide, len(wide), kind, 1, NONE, sibling, child, *place).ljust(128, b"\0")


def _sectors(length: int) -> int:
    return -(-length // SECTOR)


def item(
    texts: Mapping[int, str | bytes], numbers: Mapping[int, int | datetime] = {}, head: int = 32
) -> dict[str, bytes | Tree]:
    """A storage with properties: texts in UTF-16, bytes, numbers and moments; ``head`` bytes stand above their table."""
    rows = b""
    for key, number in numbers.items():
        moment = isinstance(number, datetime)
        value = (
            int((number - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
            if isinstance(number, datetime)
            else number
        )
        rows += struct.pack("<IIQ", key << 16 | (0x40 if moment else 0x3), 6, value)
    found: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(head) + rows}
    for key, text in texts.items():
        name, content = ("001F", text.encode("utf-16-le")) if isinstance(text, str) else ("0102", text)
        found[f"__substg1.0_{key:04X}{name}"] = content
    return found
