"""Pages that print who wrote each message, and when, above it: what of them is the message, and what the page.

Pipermail and MHonArc keep a mail's lines, and so does its text here. HyperKitty runs paragraphs together and shows quotes
by indentation, or, where someone copied the page, by nothing: these get their marks back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.message import Attachment
from ingest.paste_heads import find_heads
from ingest.paste_lines import find_footers
from ingest.paste_rows import Print, Row, is_rule

# what pages print below a message, each on a line of its own -> by whom
_HYPERKITTY = re.compile(
    r"^(?:\d+|\d+ \d+|Reply|Sign in to reply online.*|Use email software|Show replies by date|Back to the (?:thread|list)"
    r"|[Aa]ttachments?:?"
    r"|[•*+·-] \S{1,120}\.\w{1,8}"
    r"|[•*+·-] \S.{0,200} \([\w.+-]+/[\w.+-]+ — [\d.,\s]+(?:bytes|[KMG]B)\)|(?:HyperKitty )?Powered by HyperKitty.*|\.\.\."
    r"|\[[0-9a-f]{12,40}\]|newer|older|newest|oldest|Download|← Newer.*|.*Older →|\d+ participants?|tags?"
    r"|Age \(days ago\).*|Last active.*)$"
)
# rows under which HyperKitty prints no more of a message
_FOOT = re.compile(
    r"^(?:Sign in to reply online.*|participants \(\d+\)|Back to the (?:thread|list)|(?:HyperKitty )?Powered by HyperKitty.*"
    r"|Show replies by date|Add to favorites.*|List overview|Age \(days ago\))$"
)
_BELOW = {
    "HyperKitty": _HYPERKITTY,
    "HyperKitty month": _HYPERKITTY,
    "Pipermail": re.compile(r"^More information about the \S{1,80} mailing list$"),
    "a mail program": re.compile(
        r"^(?:\[Quoted text hidden\]|Reply(?: all)?|Forward|Reply to (?:all|author)|Responder|Antworten|•••|\d+ new messages?)$"
    ),
}
_NOTHING = re.compile(r"(?!)")
NAVIGATION = 16  # rows that links to other messages may take
_ANCHOR = re.compile(r"\[ ?date ?\].{0,20}\[ ?thread ?\]", re.I)  # the links that Pipermail prints in every language
_NAVIGATION = re.compile(
    r"^(?:[•*+·-] ?)?(?:Previous message|Next message|Messages sorted by|Previous by|Next by|Prev by)\b", re.I
)
_RELATED = re.compile(
    r"^[•*+·□-] ?(?:Follow-?Ups?|References|Prev(?:ious)? by|Next by|Index\(es\)|Thread Next|Thread Prev)\b", re.I
)
_ATTACHMENT = re.compile(r"^[•*+·-] (\S.{0,200}) \(([\w.+-]+/[\w.+-]+) — ([\d.,]+)\s?(bytes|[KMG]B)\)$")
FOLD = "..."  # HyperKitty's mark over a quote
NARROWEST = 76  # columns that a text browser is told to print
STEP = 4  # columns that a text browser indents a quote by


@dataclass(frozen=True, slots=True)
class Region:
    """The rows of one message under its print, page matter around them left out: numbers of the first row and past the last."""

    head: Print
    first: int
    end: int
    attachments: tuple[Attachment, ...] = ()


def regions(rows: Sequence[Row], prints: Sequence[Print]) -> list[Region]:
    """The rows of each printed message."""
    found = []
    for number, head in enumerate(prints):
        end = prints[number + 1].first if number + 1 < len(prints) else len(rows)
        first = _after_navigation(rows, head.last + 1, end)
        last = _before_related(rows, first, end)
        if head.by.startswith("HyperKitty"):
            last = next((at for at in range(first, last) if _FOOT.match(rows[at].text)), last)
        below = _BELOW.get(head.by, _NOTHING)
        while last > first and below.match(rows[last - 1].text):
            last -= 1
        attached = tuple(a for row in rows[last:end] if (a := _attachment(row.text)))
        found.append(Region(head, first, last, attached))
    return found


def _after_navigation(rows: Sequence[Row], first: int, end: int) -> int:
    """The row after the links to other messages, and the rule, that stand between a head and its text."""
    anchor = next((at for at in range(first, min(end, first + NAVIGATION)) if _ANCHOR.search(rows[at].text)), None)
    if anchor is None:
        anchor = next(
            (at for at in reversed(range(first, min(end, first + 4))) if _NAVIGATION.match(rows[at].text)), first - 1
        )
    rules = [at for at in range(anchor + 1, min(end, anchor + 3)) if is_rule(rows[at].text)]  # lynx wraps the links
    return rules[0] + 1 if rules else anchor + 1


def _before_related(rows: Sequence[Row], first: int, end: int) -> int:
    """The rule, or the first link, under which a page names related messages."""
    for at in range(end - 1, first - 1, -1):
        below = rows[at + 1].text if at + 1 < end else ""
        if is_rule(rows[at].text) and _RELATED.match(below):
            return at
        if _ANCHOR.search(rows[at].text) and end - at < NAVIGATION:
            return _first_link(rows, first, at)
    return end


def _first_link(rows: Sequence[Row], first: int, anchor: int) -> int:
    """The first row of the block of links that ends with an anchor, or the rule above it."""
    rule = next((at for at in range(anchor, max(first - 1, anchor - 10), -1) if is_rule(rows[at].text)), None)
    if rule is not None:
        return rule
    at = anchor
    while at > max(first, anchor - 4) and (_NAVIGATION.match(rows[at - 1].text) or rows[at - 1].text[0] in "•*+·-"):
        at -= 1
    return at


def _attachment(text: str) -> Attachment | None:
    found = _ATTACHMENT.match(text)
    if not found:
        return None
    size = float(found[3].replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", found[3]) else 0.0
    exact = found[4] == "bytes"
    return Attachment(found[1], found[2], int(size) if exact else None)


# -- what a printer broke -------------------------------------------------------------------------------------------------

_BROKEN_LINK = re.compile(
    r"(https?:)[^\S\n]*\n[^\S\n]*(?=//)|(https?://)\n[^\S\n]*(?=\w)|(https?://[^\s<>]{1,300}/)\n[^\S\n]*(?=[^\s<>]*[\w/.-]{12})"
)


def links_joined(text: str) -> str:
    """The text with links put together again that a text browser broke behind a slash, to fill its lines."""
    return _BROKEN_LINK.sub(lambda broken: broken[broken.lastindex or 0], text)


def lines_joined(text: str) -> str:
    """The text with lines put together again that lynx cut at the right margin, within words.

    That it cut is seen from several lines being of just one length, which none exceeds.
    """
    lines = text.split("\n")
    widest = max(map(len, lines))
    cut = [len(line) == widest for line in lines]
    if widest < NARROWEST or sum(cut) < 3:
        return text
    out = [lines[0]]
    for was_cut, line in zip(cut, lines[1:], strict=False):
        if was_cut and line:
            out[-1] += line
        else:
            out.append(line)
    return "\n".join(out)


# -- quotes shown by indentation -----------------------------------------------------------------------------------------


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
        out += [f"{'> ' * level}{line}".rstrip() for line in heads_apart("\n".join(lines)).split("\n")]
    return "\n".join(out) + "\n"


def heads_apart(text: str) -> str:
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


def gaps(text: str, rows: Sequence[Row], found: Sequence[Region]) -> list[tuple[int, int, str]]:
    """The stretches of a page that are of no message, each with what they are."""
    out = []
    at = 0
    for region in found:
        start, end = bounds(rows, region)
        if text[at:start].strip():
            out.append((at, start, "head or navigation of the page"))
        at = max(at, end)
    if text[at:].strip():
        out.append((at, len(text), "foot of the page"))
    return out


def bounds(rows: Sequence[Row], region: Region) -> tuple[int, int]:
    """Where the text of a message begins and ends in the page."""
    if region.first >= region.end:
        at = rows[region.head.last].end
        return at, at
    return rows[region.first].start, rows[region.end - 1].end


def blanked(text: str, kept: Sequence[tuple[int, int]]) -> str:
    """The page with everything but some stretches turned to blanks, so that places stay what they are."""
    out, at = [], 0
    for start, end in kept:
        out += [re.sub(r"[^\n]", " ", text[at:start]), text[start:end]]
        at = end
    return "".join(out) + re.sub(r"[^\n]", " ", text[at:])
