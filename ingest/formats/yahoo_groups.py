"""Messages of Yahoo Groups as yahoo-group-archiver saved them: JSON with the whole mail in "rawEmail", written as HTML is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePath

from ingest.formats import eml
from ingest.formats.piece import Piece, guarded, whole
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "yahoo groups"
DEEP = 3  # lists and objects within each other; the saved ones have two

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for JSON that holds a raw mail."""
    return bool(re.match(rb"\s*[\[{]", head)) and b'"rawEmail"' in head


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each mail; its place is the number that the group gave it, or else its number in the file."""
    try:
        saved = json.loads(piece.data)
    except (ValueError, RecursionError) as error:
        yield Problem(piece.place, "damaged JSON", f"fetch it again ({error})"[:200])
        return
    for number, (message, raw) in enumerate(_mails(saved), 1):
        place = str(message or number)
        mail = Piece(unescape(raw).encode("utf-8", "surrogatepass"), path=piece.path, mailing_list=piece.mailing_list)
        yield guarded(place, eml.post, mail, 0, len(mail.data), place)


def _mails(saved: object, depth: int = DEEP) -> Iterator[tuple[object, str]]:
    """Number and text of each raw mail."""
    if isinstance(saved, dict):
        raw = saved.get("rawEmail")
        if isinstance(raw, str):
            yield saved.get("msgId"), raw
        elif depth:
            for value in saved.values():
                yield from _mails(value, depth - 1)
    elif isinstance(saved, list) and depth:
        for value in saved:
            yield from _mails(value, depth - 1)
