"""The labels of header blocks on a pasted page, also where they run together on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.bodies.labels import LABELS

LONGEST_LABEL = 30  # characters
_COLON = re.compile(r"\s?\*{0,2}[:：]\*{0,2}")
_WORDS_BEFORE = re.compile(r"(?:(?<=[\s>)*_-])|^)\*{0,2}(?P<name>[^\W\d_][^\s:*<>@]*(?: [^\s:*<>@]+){0,2})$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a header block, where it stands in a line or run together with others, and the field that it names."""

    start: int
    end: int
    field: str


def find_labels(text: str, start: int = 0, end: int | None = None) -> Iterator[Label]:
    """The labels of a stretch in order: words of the table with a capital, before a colon."""
    end = len(text) if end is None else end
    for colon in _COLON.finditer(text, start, end):
        at = max(start, colon.start() - LONGEST_LABEL)
        before = _WORDS_BEFORE.search(text[at : colon.start()])
        if before is None:
            continue
        name = before["name"]
        while name:
            field = LABELS.get(name.casefold())
            if field and not name[0].islower() and name.casefold() != "re":
                opened = at + before.end() - len(name)
                while opened > start and text[opened - 1] == "*":
                    opened -= 1
                yield Label(opened, colon.end(), field)
                break
            name = name.partition(" ")[2]


def label_lines(block: str) -> list[str]:
    """A header block with each of its labels on a line of its own.

    >>> label_lines("From: Ann <ann@example.org> Sent: 5 June 2025 To: Bo")
    ['From: Ann <ann@example.org>', 'Sent: 5 June 2025', 'To: Bo']
    """
    flat = " ".join(block.split())
    edges = sorted({0, *(label.start for label in find_labels(flat)), len(flat)})
    return [row for a, b in pairwise(edges) if (row := flat[a:b].strip())]
