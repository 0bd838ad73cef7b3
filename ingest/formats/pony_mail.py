"""What Pony Mail's API tells of a message (``/api/email.lua?id=...``), as lists.apache.org gives it: JSON with fields and body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from ingest import headers, times
from ingest.formats import mbox
from ingest.formats.piece import Piece, digest, guarded, said_in_json, whole
from ingest.message import Attachment, Post, Problem, SentBasis

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "pony mail json"
SIGNS = (b'"mid"', b'"list_raw"', b'"body"')
FIELDS = {  # name in the answer -> header field
    "from_raw": "from",
    "subject": "subject",
    "message-id": "message-id",
    "in-reply-to": "in-reply-to",
    "references": "references",
    "list_raw": "list-id",
}

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for JSON with Pony Mail's names of a message's parts."""
    return head.lstrip()[:1] in (b"{", b"[") and all(sign in head for sign in SIGNS)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The message of the answer, or each of several that were put into a list."""
    said = said_in_json(piece)
    if isinstance(said, Problem):
        yield said
        return
    for number, each in enumerate(said if isinstance(said, list) else [said], 1):
        if isinstance(each, dict) and isinstance(each.get("body"), str):
            place = f"#{each.get('mid') or number}"
            yield guarded(place, _post, each, place, piece)


def _post(said: dict[str, Any], place: str, piece: Piece) -> Post:
    """The message; its address is masked for who is not logged in ("ann@example..."), and then none."""
    fields = {
        field: [headers.decode_words(said[name])] for name, field in FIELDS.items() if isinstance(said.get(name), str)
    }
    listed = headers.mailing_list(fields)
    sent = _time(said.get("epoch"))
    return replace(
        mbox.headed(fields, place),
        raw=digest(json.dumps(said, sort_keys=True).encode()),
        sent=sent,
        sent_basis=SentBasis.HEADER if sent else SentBasis.NONE,
        mailing_list=listed if listed.address else piece.mailing_list,
        text=said["body"],
        attachments=tuple(_attachments(said.get("attachments"))),
    )


def _time(epoch: object) -> datetime | None:
    try:
        return times.believed(datetime.fromtimestamp(epoch, UTC)) if isinstance(epoch, int) else None
    except (ValueError, OverflowError, OSError):
        return None


def _attachments(listed: object) -> Iterator[Attachment]:
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            size = each.get("size")
            name, kind = str(each.get("filename") or ""), str(each.get("content_type") or "").lower()
            yield Attachment(name, kind, size if isinstance(size, int) else None)
