"""What HyperKitty's REST API tells of messages, and the answers of a thread, which its pages load as JSON.

``/api/list/<list>/email/<hash>/`` holds a whole message, lists of them stand in ``results`` where they are paged. Lists without
contents (``emails/``, ``threads/``) are an index (``index_page``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import Any

from ingest import headers, times
from ingest.formats import hyperkitty_page
from ingest.formats.piece import Piece, digest, said_in_json, whole
from ingest.message import Attachment, MailingList, Post, Problem, SentBasis

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "hyperkitty json"
DEEPEST = 3  # lists in lists: a page of results is one
API = re.compile(r"^(https?://[^\s?#]{1,300}?)/api/list/([^\s/?#]{1,300})/(?:email/([A-Z2-7]{32}))?")

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for JSON with HyperKitty's names of a message's parts, or the HTML of a thread's answers."""
    if head.lstrip()[:1] not in (b"{", b"["):
        return False
    return b'"replies_html"' in head or (b'"message_id_hash"' in head and b'"content"' in head)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message of the answer."""
    said = said_in_json(piece)
    if isinstance(said, Problem):
        yield said
        return
    if isinstance(said, dict) and isinstance(said.get("replies_html"), str):
        yield from hyperkitty_page.mails(said["replies_html"], "", piece)
        return
    seen: set[str] = set()
    for number, each in enumerate(_objects(said), 1):
        place = f"#{_string(each, 'message_id_hash') or number}"
        if place not in seen:
            seen.add(place)
            yield _post(each, place, piece)


def _objects(said: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The messages in an answer of the API: it is one, a list of them, or a page of results."""
    if isinstance(said, list) and depth < DEEPEST:
        for each in said:
            yield from _objects(each, depth + 1)
    elif isinstance(said, dict) and "results" in said:
        yield from _objects(said["results"], depth + 1)
    elif isinstance(said, dict) and isinstance(said.get("content"), str):
        yield said


def _post(said: dict[str, Any], place: str, piece: Piece) -> Post:
    sent = _time(_string(said, "date"))
    mailing_list, url = _where(_string(said, "url"), piece)
    return Post(
        place=place,
        raw=digest(json.dumps(said, sort_keys=True).encode()),
        message_id=_string(said, "message_id").strip("<> "),
        parents=_parents(said),
        subject=" ".join(_string(said, "subject").split()),
        sender=headers.author({"from": [_author(said)]}),
        sent=sent,
        sent_basis=SentBasis.HEADER if sent else SentBasis.NONE,
        mailing_list=mailing_list,
        url=url,
        text=said["content"],
        attachments=tuple(_attachments(said)),
    )


def _string(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _time(written: str) -> datetime | None:
    try:
        sent = datetime.fromisoformat(written)
    except ValueError:
        return None
    return times.believed(sent)


def _author(said: dict[str, Any]) -> str:
    """Name and address as a From field; the API writes "ann (a) example.org"."""
    sender = said.get("sender")
    address = _string(sender, "address").replace(" (a) ", "@") if isinstance(sender, dict) else ""
    name = _string(said, "sender_name")
    return f"{name} <{address}>" if name and name != address else address


def _parents(said: dict[str, Any]) -> tuple[str, ...]:
    """The hash of the message that this one answers: all that the API tells of it."""
    parent = API.match(_string(said, "parent"))
    return (parent[3],) if parent and parent[3] else ()


def _where(api: str, piece: Piece) -> tuple[MailingList, str]:
    """The list and the permalink that the address of an answer tells."""
    found = API.match(api)
    if not found or "@" not in found[2]:
        return piece.mailing_list, ""
    root, posting, digest_ = found.groups()
    archive = f"{root}/list/{posting}/"
    name = posting.partition("@")[0].lower()
    return MailingList(name, posting.lower(), archive), f"{archive}message/{digest_}/" if digest_ else ""


def _attachments(said: dict[str, Any]) -> Iterator[Attachment]:
    listed = said.get("attachments")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            size = each.get("size")
            url = _string(each, "download")
            url = url if url.startswith(("http://", "https://")) else ""
            yield Attachment(
                _string(each, "name"),
                _string(each, "content_type").lower(),
                size if isinstance(size, int) else None,
                url=url,
            )
