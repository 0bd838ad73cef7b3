"""Mailboxes in which a line above each mail says how many bytes it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.formats.piece import Buffer

LONGEST = 200  # bytes of such a line


def spans(data: Buffer, line: re.Pattern[bytes], at: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end of each mail with its line, from ``at`` on; the group "size" of the line says its bytes.

    What is said is believed where another such line or the end of the file stands there.
    """
    head = line.match(data[at : at + LONGEST])
    while head:
        start, body = at, at + head.end()
        at = body + int(head["size"])
        head = line.match(data[at : at + LONGEST])
        if not head and (at > len(data) or data[at : at + LONGEST].strip()):
            at = _next(data, body, line)
            head = line.match(data[at : at + LONGEST])
        yield start, at if head else len(data)


def _next(data: Buffer, at: int, line: re.Pattern[bytes]) -> int:
    """Where the next such line begins, the end of the file where there is none."""
    while at := data.find(b"\n", at) + 1:
        if line.match(data[at : at + LONGEST]):
            return at
    return len(data)
