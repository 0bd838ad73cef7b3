"""Pages of an archive that were put into one file, one after the other, as ``cat *.html`` does: where each of them begins.

A page within a page is none: what an archive shows of a mail in HTML may close itself before its page does. So a page begins
only where the one before it has ended, and as those do that archives write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import PurePath

from ingest.formats import HEAD, PAGES
from ingest.formats.document import MARKUP
from ingest.formats.piece import Buffer

CLOSES = (b"</html>", b"</HTML>")  # all programs write one of these
OPENS = re.compile(rb"<(?:!doctype|html|head)\b", re.I)
FIRST = 1024  # bytes that tell a page from other text


def is_joined(data: Buffer) -> bool:
    """True where a second page of an archive begins."""
    return len(list(islice(_starts(data), 2))) > 1


def spans(data: Buffer) -> list[tuple[int, int]]:
    """Start and end of each page of an archive; none where the bytes are no pages, or one page alone."""
    starts = list(_starts(data))
    return list(pairwise([*starts, len(data)])) if len(starts) > 1 else []


def _starts(data: Buffer) -> Iterator[int]:
    """Where a page begins; nothing where the first bytes are none."""
    if not MARKUP.match(data[:FIRST]):
        return
    for start, end in _parts(data):
        head = data[start : min(end, start + HEAD)]
        if _is_page(head):  # blanks between two pages stood at the end of the first
            yield start and start + len(head) - len(head.lstrip())
        elif not start:
            return


def _parts(data: Buffer) -> Iterator[tuple[int, int]]:
    """What stands between the ends of pages."""
    start = 0
    nearest = {close: data.find(close) for close in CLOSES}
    while start < len(data):
        found = {close: at for close, at in nearest.items() if at >= 0}
        if not found:
            yield start, len(data)
            return
        close = min(found, key=lambda close: found[close])
        end = found[close] + len(close)
        yield start, end
        nearest[close] = data.find(close, end)
        start = end


def _is_page(head: bytes) -> bool:
    """True for what a page of an archive begins with; MHonArc writes a comment behind its indexes too."""
    begins = MARKUP.match(head) and OPENS.search(head)
    return begins is not None and any(page.detect(head, PurePath()) for page in PAGES)
