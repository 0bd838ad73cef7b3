"""Quotes that a page shows by indentation, or by a fold mark alone: HyperKitty's, as text browsers print them.

HyperKitty runs paragraphs together; where someone copied the page nothing shows its quotes. Here they get their marks back.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pasting import forums, hyperkitty
from ingest.pasting.heads import find_heads
from ingest.pasting.lines import find_footers
from ingest.pasting.pages import Region
from ingest.pasting.rows import Row

FOLD = "..."  # HyperKitty's mark over a quote
STEP = 4  # columns that a text browser indents a quote by


def shows_indented_quotes(rows: Sequence[Row], region: Region) -> bool:
    """True where a quote of the message stands indented under HyperKitty's fold mark."""
    return any(
        rows[at].text == FOLD and rows[at + 1].indent >= rows[at].indent + STEP
        for at in range(region.first, region.end - 1)
    )


def marked(text: str, rows: Sequence[Row], region: Region) -> str:
    """The message with marks for indentation, and with the attributions that stand in its paragraphs on lines of their own."""
    parts: list[tuple[int, list[str]]] = []
    depth, before = 0, None
    for row in rows[region.first : region.end]:
        depth = min(depth, row.indent // STEP)
        if row.text == FOLD:
            depth = row.indent // STEP + 1
            continue
        if not parts or parts[-1][0] != depth:
            parts.append((depth, []))
        elif before is not None and "\n" in text[before.end + 1 : row.start]:
            parts[-1][1].append("")
        parts[-1][1].append(text[row.start : row.end].rstrip()[depth * STEP :])
        before = row
    out: list[str] = []
    for level, lines in parts:
        if out and out[-1].strip("> "):
            out.append("> " * min(level, 1) if level else "")
        out += [f"{'> ' * level}{line}".rstrip() for line in _heads_apart("\n".join(lines)).split("\n")]
    return "\n".join(out) + "\n"


def _heads_apart(text: str) -> str:
    """The text with each attribution, flattened block and list footer in it on lines of its own."""
    at, out = 0, []
    cuts = [(head.start, head.end, False) for head in find_heads(text)] + [
        (*place, True) for place in find_footers(text)
    ]
    for start, end, is_footer in sorted(cuts):
        if start < at:
            continue
        before = text[at:start].rstrip()
        flat = " ".join(text[start:end].split())
        if is_footer:
            flat = flat.replace(" ", "\n", 1)
        out += [before, "\n\n" if before else "", flat, "\n"]
        at = end + len(text[end:]) - len(text[end:].lstrip())
    return "".join(out) + text[at:]


def folds_of(rows: Sequence[Row], region: Region) -> list[Row]:
    """The marks of HyperKitty and of groups over the quotes of a message, where the quotes are shown by nothing else."""
    if region.head.by in (forums.GOOGLE, forums.GROUPS_IO):
        return [row for row in rows[region.first : region.end] if forums.FOLD.fullmatch(row.text)]
    if region.head.by != hyperkitty.BY or shows_indented_quotes(rows, region):
        return []
    return [row for row in rows[region.first : region.end] if row.text == FOLD]
