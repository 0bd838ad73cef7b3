"""What browsers print on each sheet of a page, above and below its text: the time, the title, the address, "1/2".

A page that was printed to a PDF has these lines in its text, wherever a sheet ends, in the middle of a mail too. They are
known by the numbers of the sheets, which count up to one total, each behind an address, and by a time and title with one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.pasting.rows import Row

WHAT = "printed on each sheet of a page"
MOST = 5_000  # sheets

_ADDRESS = r"(?:(?:https?|\ufb01le|file|chrome-extension)://[^\s]{1,600}|about:blank)"
# "https://mail.example.org/?view=pt 1/2", with the next sheet's head right behind it at times (Chrome, Edge, Safari)
_FOOT = re.compile(rf"{_ADDRESS} (\d{{1,4}})/(\d{{1,4}})(?: (\d.{{5,200}}))?")
_ADDRESS_ALONE = re.compile(_ADDRESS)
_NUMBER = re.compile(r"(\d{1,4})/(\d{1,4})(?: (\d.{5,200}))?")
# "5/13/24, 9:54 PM Gmail - The pump"; in a narrow print the title stands on the next line
_HEAD = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? (?:à )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?(?: (\S.{0,200}))?"
)
NEAR = 2  # rows between a foot and a head that belongs to it


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of a sheet: its first and last row, its number, how many there are, and whether the next one's head is behind it."""

    first: int
    last: int
    number: int
    total: int
    has_head: bool


def furniture(rows: Sequence[Row]) -> list[Row]:
    """The rows that a browser printed on each sheet."""
    feet = list(_feet(rows))
    numbers = [foot.number for foot in feet]
    are_counted = numbers == sorted(set(numbers)) and len({foot.total for foot in feet}) == 1
    if not feet or not are_counted or not 0 < numbers[-1] <= feet[0].total <= MOST:
        return []
    heads = {at for foot in feet for at in _head_near(rows, foot)}
    if _HEAD.fullmatch(rows[0].text):
        heads |= set(_with_title(rows, 0))
    sheets = {at for foot in feet for at in range(foot.first, foot.last + 1)}
    is_dated = bool(heads) or any(foot.has_head for foot in feet)
    return [rows[at] for at in sorted(heads | sheets)] if is_dated else []


def _is_head(text: str | None) -> bool:
    return text is not None and _HEAD.fullmatch(text) is not None


def _feet(rows: Sequence[Row]) -> Iterator[Foot]:
    """The lines with the number of a sheet."""
    for at, row in enumerate(rows):
        if found := _FOOT.fullmatch(row.text):
            yield Foot(at, at, int(found[1]), int(found[2]), _is_head(found[3]))
        elif at and _ADDRESS_ALONE.fullmatch(rows[at - 1].text) and (found := _NUMBER.fullmatch(row.text)):
            yield Foot(at - 1, at, int(found[1]), int(found[2]), _is_head(found[3]))


def _head_near(rows: Sequence[Row], foot: Foot) -> list[int]:
    """The rows with time and title right above or below a foot."""
    above = next(
        (at for at in range(foot.first - 1, max(-1, foot.first - 1 - NEAR), -1) if _HEAD.fullmatch(rows[at].text)), None
    )
    if above is not None and above in (foot.first - 1, foot.first - len(_with_title(rows, above))):
        return list(range(above, foot.first))
    below = foot.last + 1
    return _with_title(rows, below) if below < len(rows) and _HEAD.fullmatch(rows[below].text) else []


def _with_title(rows: Sequence[Row], at: int) -> list[int]:
    """The row of a time, and the next one where it is the title: "Gmail - The pump"."""
    told = _HEAD.fullmatch(rows[at].text)
    is_apart = told is not None and not told[1] and at + 1 < len(rows) and " - " in rows[at + 1].text[:200]
    return [at, at + 1] if is_apart else [at]
