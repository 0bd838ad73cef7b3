"""A part that Pipermail took out of a message and keeps in ``attachments/20250401/6f16bd07/``: it belongs to its message.

The message tells of it in a note; it is no source of its own, whatever its content is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ingest.formats.piece import Piece, nothing
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "scrubbed part"
DAY = re.compile(r"(?:19|20)\d{6}")
DIGEST = re.compile(r"[0-9a-f]{8}")

pieces = nothing


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the file lies in two folders that Mailman names so: a day, and the digest of a message."""
    *_, day, digest = ["", "", *path.parent.parts]
    return DAY.fullmatch(day) is not None and DIGEST.fullmatch(digest) is not None


def read(piece: Piece) -> Iterator[Post | Problem]:  # noqa: ARG001
    """Nothing: the message that the part was taken out of is in another file."""
    yield from ()
