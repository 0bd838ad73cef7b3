"""Where the messages of an mbox begin: whole envelope lines and nothing less.

A line that merely begins with "From " is prose: the standard library's ``mailbox`` splits there, and made 10,006 messages of
10,000 real ones. An envelope line (RFC 4155) names an address in any disguise and ends in a weekday, month, day, time and
year; a header line must follow it. Pipermail of Mailman 1 wrote the Date of the mail there, as it was, and the field itself below.
Archives converted from others have anything behind the address ("4 1998 Aug -0700 14:41:56", parts of a name): such a line
counts behind a blank one, and above a header that no prose has. The line that git writes above a patch is one only where it is
the first of the file, as in what ``git am`` takes, or in a month of Pipermail, which escapes such lines in its mails: else the
patch stands in a mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.formats.piece import Buffer

LINE = re.compile(
    rb"From \S[^\n]{0,300}\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2}"
    rb" \d\d:\d\d(?::\d\d)?[ \t]+(?:(?:[+-]\d{4}|[A-Z]{2,5})[ \t]+)?\d{4}\b[^\n]{0,60}\n(?=[\w-]{1,80}:)"
)
# "From ann@example.org Mon, 2 Aug 1999 18:55:09 -0400 (EDT)", and "Date: Mon, 2 Aug 1999 18:55:09 -0400 (EDT)" on the next line
DATED = re.compile(rb"From \S{1,300} {1,4}([^\s<>][^\n<>]{4,100}?)[ \t]{0,4}\r?\nDate:[ \t]{1,4}\1[ \t]{0,4}\r?\n")
# what git writes above a patch, with a date that is always the same
PATCH = re.compile(rb"From [0-9a-f]{40}(?:[0-9a-f]{24})? Mon Sep 17 00:00:00 2001[ \t]{0,4}\r?\n")
# or a number, in the archives of Usenet that came from Google
LOOSE = re.compile(rb"From (?:-?\d{5,20}[ \t]{0,4}\r?|[^\s@<>]{0,100}@\S[^\n]{0,300})\n")
FIELD = re.compile(rb"([!-9;-~]{1,80}):[^\n]*\n(?:[ \t][^\n]*\n)*")
OF_MAILS = frozenset((b"date", b"message-id", b"received", b"subject", b"to"))  # two of them, with From, are a header
BEFORE = re.compile(rb"(?:\xef\xbb\xbf|[ \t\r\n]){0,1000}")
INCLUDED = re.compile(rb"^-{3,10} ?Begin Included Message ?-{3,10}$", re.M | re.I)
LONGEST_INCLUDED = 50
PART = re.compile(rb"--\S[^\n]{0,80}\n(?:[^\n]{1,200}\n){0,4}Content-Type:[ \t]*message/rfc822\b", re.I)
MOST_ABOVE = 600  # bytes of what stands above an envelope line
LENGTHS = (b"\nContent-Length:", b"\ncontent-length:", b"\nCONTENT-LENGTH:")
BLANK_LINES = (b"\n\n", b"\n\r\n")
LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$", re.M | re.I)
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
MOST_LINE_ENDS = 64
LINE_ENDS = re.compile(rb"[\r\n]{0,%d}" % MOST_LINE_ENDS)
LONGEST = 1_000  # bytes of an envelope line and the name of the field below it
LONGEST_PATCH = 110  # bytes of the line that git writes
LONGEST_HEADER = 16_000  # bytes in which From stands
MOST_BEFORE = 3_000  # bytes at the top that may stand before it


def top(data: Buffer) -> int:
    """The offset behind what editors leave at the top: a byte order mark, blank lines."""
    before = BEFORE.match(data[:MOST_BEFORE])
    return before.end() if before else 0


def begins(data: Buffer) -> int | None:
    """The offset of an envelope line that stands first in ``data``, None where something else does."""
    at = top(data)
    return at if _is_one(data, at) or _is_above_a_header(data, at) else None


def _is_one(data: Buffer, at: int) -> bool:
    """Does an envelope line begin here, as mbox or old Pipermail writes it?"""
    head = data[at : at + LONGEST]
    return LINE.match(head) is not None or DATED.match(head) is not None


def _is_above_a_header(data: Buffer, at: int) -> bool:
    """Does a line with an address begin here that stands right above From and two other fields of a mail?"""
    line = LOOSE.match(data[at : at + LONGEST])
    names = fields(data, at + line.end()) if line else set()
    return b"from" in names and len(names & OF_MAILS) > 1


def fields(data: Buffer, at: int) -> set[bytes]:
    """The names of the header fields that stand here one below the other, in lower case."""
    head = data[at : at + LONGEST_HEADER]
    names: set[bytes] = set()
    end = 0
    while field := FIELD.match(head, end):
        names.add(field[1].lower())
        end = field.end()
    return names


def starts(data: Buffer, *, patches: bool = False) -> Iterator[int]:
    """Offsets of the envelope lines of ``data``, in order, with ``patches`` those of git wherever they stand."""
    first = begins(data)
    if first is not None:
        yield first
    holds_patches = patches or (None if first is None else is_patch(data, first))
    at = data.find(b"\nFrom ", first or 0)
    while at >= 0:
        is_apart = data[at - 1 : at] == b"\n" or data[at - 2 : at] == b"\n\r"
        if not _is_included(data, at) and (_is_one(data, at + 1) or (is_apart and _is_above_a_header(data, at + 1))):
            if holds_patches is None:
                holds_patches = is_patch(data, at + 1)
            if holds_patches or not is_patch(data, at + 1):
                yield at + 1
        at = data.find(b"\nFrom ", at + 1)


def _is_included(data: Buffer, at: int) -> bool:
    """Does the mail that begins behind this line end stand in another one: below OpenWindows' line, or as a part of it?"""
    above = data[max(0, at - MOST_ABOVE) : at].rstrip(b"\r\n")
    if above.endswith(b"-") and INCLUDED.search(above, max(0, len(above) - LONGEST_INCLUDED)):
        return True
    paragraph = above[max(above.rfind(blank) + len(blank) for blank in BLANK_LINES) :]
    return PART.match(paragraph) is not None


def is_patch(data: Buffer, at: int) -> bool:
    """Does git's line above a patch begin here?"""
    return PATCH.match(data[at : at + LONGEST_PATCH]) is not None


def spans(data: Buffer, *, patches: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end of each message, envelope line included; what stands before the first one is not in them."""
    found = [*starts(data, patches=patches), len(data)]
    known = {*found}
    until = 0
    for start, end in pairwise(found):
        if start >= until:
            until = _said_end(data, start, end, known) or end
            yield start, until


def _said_end(data: Buffer, start: int, next_start: int, ends: set[int]) -> int:
    """The end that Content-Length gives (mboxcl), where another message or nothing stands there; else 0."""
    body = next_start
    for blank_line in BLANK_LINES:
        found = data.find(blank_line, start, body)
        body = found if found >= 0 else body
    if all(data.find(name, start, body) < 0 for name in LENGTHS):
        return 0
    head = data[start : min(body + 4, next_start)]
    blank = BLANK_LINE.search(head)
    said = LENGTH.search(head, 0, blank.start() + 1) if blank else None
    if not blank or not said:
        return 0
    end = start + blank.end() + int(said[1])
    after = LINE_ENDS.match(data[end : end + MOST_LINE_ENDS]) if end <= len(data) else None
    return end + after.end() if after and end + after.end() in ends else 0
