"""A message of a pasted page as mail has it: its quotes marked as deep as they stand, its heads on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.pasting.labels import label_lines
from ingest.pasting.lines import Is, Line
from ingest.pasting.quotes import Cut


def restored(text: str, lines: Sequence[Line], each: Cut) -> str:
    """The message as mail has it: quotes marked as deep as they stand, heads on lines of their own."""
    rows: list[str] = []
    before, end = (0, Is.WORDS), 0
    base = 1 if not each.own and each.parts and min(depth for _, depth in each.parts) else 0
    for number, depth in each.parts:
        line = lines[number]
        depth = max(0, depth - base)
        marks = "" if line.what is Is.MARKED else "> " * depth
        parted = (
            before[0] != depth
            or line.what is not before[1]
            or line.what is Is.HEAD
            or "\n" in text[end + 1 : line.start]
        )
        if rows and parted:
            rows.append(("> " * min(before[0], depth)).rstrip())
        rows += [f"{marks}{row}" for row in _rows(text, line)]
        before, end = (depth, line.what), line.end
    return "\n".join(rows) + "\n"


def _rows(text: str, line: Line) -> list[str]:
    """The rows that a line of the page is given in a message."""
    raw = text[line.start : line.end].strip()
    if line.what is Is.HEAD:
        return label_lines(raw) if line.is_block else [" ".join(raw.split())]
    if line.what is Is.FOOTER:
        rule = re.match(r"(_{20,})\s+(?=\S)", raw)
        return [rule[1], " ".join(raw[rule.end() :].split())] if rule else raw.split("\n")
    if line.what is Is.MARKED or line.opens:
        return [text[line.start : line.end].rstrip()]
    return [raw]
