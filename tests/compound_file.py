"""Compound files (MS-CFB) and messages of Outlook in them (MS-OXMSG), as small as the formats allow."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

MINI, CUTOFF, IN_HEADER = 64, 4096, 109  # bytes, and tables that the header names
END, FREE, FAT, DIFAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
NONE = FREE
Tree = Mapping[str, "bytes | Tree"]  # name -> a stream, or a storage


def compound(tree: Tree, sector: int = 512) -> bytes:
    """A compound file with these streams and storages, in sectors of 512 bytes (version 3) or 4096 (version 4)."""
    entries: list[list[object]] = [["Root Entry", 5, NONE, NONE, b""]]  # name, type, next sibling, first child, bytes
    _enter(entries, 0, tree)
    mini, mini_chain, big = bytearray(), [], bytearray()
    starts = []
    for _, _, _, _, content in entries:
        assert isinstance(content, bytes)
        if len(content) >= CUTOFF:
            starts.append(("big", len(big) // sector, len(content)))
            big += content + bytes(-len(content) % sector)
        else:
            starts.append(("mini", len(mini) // MINI, len(content)))
            count = -(-len(content) // MINI)
            mini_chain += [*range(len(mini) // MINI + 1, len(mini) // MINI + count), END][:count]
            mini += content + bytes(-len(content) % MINI)
    sizes = [-(-length // sector) for length in (128 * len(entries), 4 * len(mini_chain), len(mini))]
    others, a_table = sum(sizes) + len(big) // sector, sector // 4
    tables = next(n for n in range(1, 9999) if n * a_table >= n + _further(n, a_table) + others)
    further = _further(tables, a_table)  # sectors that name the tables for which the header has no room
    before = tables + further
    at = [
        before,
        before + sizes[0],
        before + sizes[0] + sizes[1],
        before + sum(sizes),
    ]  # directory, mini FAT, mini stream, big
    table = [FAT] * tables + [DIFAT] * further
    for begin, size in zip(at, sizes, strict=False):
        table += [*range(begin + 1, begin + size), END][:size]
    for kind, start, length in starts:
        if kind == "big":
            first, size = at[3] + start, -(-length // sector)
            table += [*range(first + 1, first + size), END]
    directory = b"".join(
        _entry(entry, _place(where, at, number, len(mini)))
        for number, (entry, where) in enumerate(zip(entries, starts, strict=True))
    )
    table += [FREE] * (tables * a_table - len(table))
    body = struct.pack(f"<{len(table)}I", *table)
    rest = list(range(IN_HEADER, tables))
    for number in range(further):
        some, rest = rest[: a_table - 1], rest[a_table - 1 :]
        following = tables + number + 1 if rest else END
        body += struct.pack(f"<{a_table}I", *some, *[FREE] * (a_table - 1 - len(some)), following)
    mini_table = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    for part in (directory, mini_table, bytes(mini), bytes(big)):
        body += part + (b"\xff" if part is mini_table else b"\0") * (-len(part) % sector)
    version, shift = (3, 9) if sector == 512 else (4, 12)
    head = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, version, 0xFFFE, shift, 6)
    head += struct.pack(
        "<IIIIII", sizes[0] if version == 4 else 0, tables, at[0], 0, CUTOFF, at[1] if sizes[1] else END
    )
    head += struct.pack("<III", sizes[1], tables if further else END, further)
    named = min(tables, IN_HEADER)
    return (head + struct.pack("<109I", *range(named), *[FREE] * (IN_HEADER - named))).ljust(sector, b"\0") + body


def _further(tables: int, a_table: int) -> int:
    return -(-max(0, tables - IN_HEADER) // (a_table - 1))


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
