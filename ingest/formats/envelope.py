"""Where the messages of an mbox begin: whole envelope lines and nothing less.

A line that merely begins with "From " is prose: the standard library's ``mailbox`` splits there, and made 10,006 messages of
10,000 real ones. An envelope line (RFC 4155) names an address in any disguise and ends in a weekday, month, day, time and
year; a header line must follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.formats.piece import Buffer

LINE = re.compile(
    rb"From \S[^\n]{0,300}\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2}"
    rb" \d\d:\d\d(?::\d\d)?[ \t][^\n]{0,60}\n(?=[\w-]{1,80}:)"
)
LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$", re.M | re.I)
BLANK_LINE = re.compile(rb"\r?\n\r?\n")


def starts(data: Buffer) -> Iterator[int]:
    """Offsets of the envelope lines of ``data``, in order."""
    if LINE.match(data):
        yield 0
    at = data.find(b"\nFrom ")
    while at >= 0:
        if LINE.match(data, at + 1):
            yield at + 1
        at = data.find(b"\nFrom ", at + 1)


def spans(data: Buffer) -> Iterator[tuple[int, int]]:
    """Start and end of each message, envelope line included; what stands before the first one is not in them."""
    found = list(starts(data))
    ends = [*found[1:], len(data)]
    if data.find(b"\nContent-Length:") < 0:
        yield from zip(found, ends, strict=True)
        return
    known = {*ends}
    until = 0
    for start, end in zip(found, ends, strict=True):
        if start >= until:
            until = _said_end(data, start, known) or end
            yield start, until


def _said_end(data: Buffer, start: int, ends: set[int]) -> int:
    """The end that Content-Length gives (mboxcl), where another message or nothing stands there; else 0."""
    blank = BLANK_LINE.search(data, start)
    said = LENGTH.search(data, start, blank.start() + 1) if blank else None
    if not blank or not said:
        return 0
    end = blank.end() + int(said[1])
    while end < len(data) and data[end : end + 1] in (b"\n", b"\r"):
        end += 1
    return end if end in ends else 0
