"""The order in which own text, quotes and signature stood in a body, beside the three texts themselves.

A body is kept as three texts, so that own words can be searched and matched alone. The layout remembers how they
interleave: "own 120 quoted 340 own 56 signature 30" are kinds and lengths in characters; parts of one text stand in it in
order, parted by a blank line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("own", "quoted", "signature")
BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Texts:
    """The three texts of a body and their layout."""

    own: str = ""
    quoted: str = ""
    signature: str = ""
    layout: str = ""


def pack(parts: Iterable[tuple[str, str]]) -> Texts:
    """Texts and layout of (kind, text) parts in order; blank lines around a part and empty parts are left out.

    >>> pack([("quoted", "> Done?\\n"), ("own", "Yes.\\n")])
    Texts(own='Yes.', quoted='> Done?', signature='', layout='quoted 7 own 4')
    """
    columns: dict[str, list[str]] = {kind: [] for kind in KINDS}
    layout: list[str] = []
    for kind, text in parts:
        kept = _without_blank_lines(text)
        if kept:
            columns[kind].append(kept)
            layout.append(f"{kind} {len(kept)}")
    own, quoted, signature = (BETWEEN.join(columns[kind]) for kind in KINDS)
    return Texts(own, quoted, signature, " ".join(layout))


def unpack(texts: Texts) -> list[tuple[str, str]]:
    """The (kind, text) parts in the order of the body; the inverse of ``pack``."""
    at = dict.fromkeys(KINDS, 0)
    words = texts.layout.split()
    parts = []
    for kind, length in zip(words[::2], map(int, words[1::2]), strict=True):
        start = at[kind]
        parts.append((kind, getattr(texts, kind)[start : start + length]))
        at[kind] = start + length + len(BETWEEN)
    return parts


def joined(texts: Texts) -> str:
    """All parts in the order of the body, own and quoted."""
    return "\n".join(text for _, text in unpack(texts))


def _without_blank_lines(text: str) -> str:
    """The text without blank lines at its ends; the indentation of its first line stays."""
    text = text.rstrip()
    stripped = text.lstrip()
    return text[text.rfind("\n", 0, len(text) - len(stripped)) + 1 :] if stripped else ""
