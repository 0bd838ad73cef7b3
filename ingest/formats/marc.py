"""A message of MARC (marc.info), as a saved page or copied from one: five fields, a line to download it, the text.

    List:       commons
    Subject:    Masts
    From:       Ann Example <ann () example ! org>
    Date:       2025-11-01 6:49:07
    Message-ID: a () example ! org
    [Download RAW message or body]

Addresses are written without "@" and dots; the time is said without its zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import PurePath

from ingest import headers, page_address, page_text, times
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import Attachment, MailingList, Post, Problem, SentBasis

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "marc page"
SITE = "https://marc.info/"
FIELD = r"[ \t]{{0,8}}{}:[ \t]{{1,20}}([^\n]{{0,2000}})\n"
FIELDS = re.compile(
    "^" + "".join(FIELD.format(name) for name in ("List", "Subject", "From", "Date"))
    + rf"(?:{FIELD.format('Message-ID')})?[ \t]{{0,8}}\[Download [^\n\]]{{0,60}}\][^\n]{{0,20}}\n",
    re.M,
)  # fmt: skip
HEAD = re.compile(rb"List:[ \t]{1,20}[^\n]{1,400}\n[ \t]{0,8}Subject:")
COPIED = re.compile(rb"\s{0,80}(?:\[prev in list\][^\n]{0,80}\s{1,80})?List:")  # with nobody's words above it
ADDRESS = re.compile(r"([^\s<>()]{1,200}) \(\) ([\w-]{1,63}(?: ! [\w-]{1,63}){1,8})")
FRAME = re.compile(r"^[ \t]{0,8}\[prev in list\][ \t]{0,4}\[next in list\][^\n]{0,80}$", re.M)
PAGE = re.compile(r"\?(l=[\w.-]{1,100}&(?:amp;)?m=\d{8,20})&(?:amp;)?q=(?:mbox|raw)\"")
PART = re.compile(
    r"^\[(?:Attachment #\d{1,3}|\"(?P<file>[^\"\n]{1,300})\") \((?P<type>[\w.+-]{1,80}/[\w.+-]{1,80})\)\](?:\n|\Z)",
    re.M,
)

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where its fields stand in its order, above or below the links to other messages of the list."""
    is_marc = b"prev in list" in head and b"[Download " in head and HEAD.search(head) is not None
    return is_marc and (page_text.is_marked(head) or COPIED.match(head) is not None)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """Each message: one of a page, more where several were copied into one file."""
    page = page_of(piece)
    text = page_text.as_copied(page)
    found = list(FIELDS.finditer(text))
    if not found:
        yield no_message(piece)
        return
    link = PAGE.search(page) if len(found) == 1 else None
    url = page_address.saved_from(page) or (SITE + "?" + unescape(link[1]) if link else "")
    ends = [*(fields.start() for fields in found[1:]), len(text)]
    for number, (fields, end) in enumerate(zip(found, ends, strict=True), 1):
        body = FRAME.split(text[fields.end() : end])[0]
        place = f"{piece.place}#{number}" if len(found) > 1 else piece.place
        yield _post(fields, body, place, digest(text[fields.start() : end].encode("utf-8", "surrogatepass")), url)


def _post(fields: re.Match[str], body: str, place: str, raw: str, url: str) -> Post:
    name, subject, sender, date, identifier = ((field or "").strip() for field in fields.groups())
    sent = times.written_as("%Y-%m-%d %H:%M:%S", date)
    text, attachments = _parts(body)
    return Post(
        place=place,
        raw=raw,
        message_id=_with_signs(identifier),
        subject=subject,
        sender=headers.author({"from": [_with_signs(sender)]}),
        sent=times.believed(sent),
        sent_basis=SentBasis.PAGE if sent else SentBasis.NONE,
        mailing_list=MailingList(name),
        url=url,
        text=text.strip("\n") + "\n",
        attachments=attachments,
    )


def _parts(body: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text of a message, and its files; what stands below the name of a file, a patch mostly, is of the file.

    Where nothing else does, some program gave the text a file name.
    """
    marks = list(PART.finditer(body))
    ends = [*(mark.start() for mark in marks), len(body)]
    shown = [body[mark.end() : end] for mark, end in zip(marks, ends[1:], strict=True)]
    texts = [body[: ends[0]], *(text for mark, text in zip(marks, shown, strict=True) if not mark["file"])]
    has_text = any(map(str.strip, texts))
    files = tuple(
        _file(mark["file"], mark["type"].lower(), text.strip("\n") if has_text else "")
        for mark, text in zip(marks, shown, strict=True)
        if mark["file"]
    )
    return "".join(texts if has_text else shown), files


def _file(name: str, content_type: str, text: str) -> Attachment:
    if not text:
        return Attachment(name, content_type)
    content = f"{text}\n".encode("utf-8", "surrogatepass")
    return Attachment(name, content_type, len(content), sha256(content).hexdigest(), content=content)


def _with_signs(field: str) -> str:
    """A field with its addresses as they were.

    >>> _with_signs("Ann Example <ann () example ! org>")
    'Ann Example <ann@example.org>'
    """
    return ADDRESS.sub(lambda found: f"{found[1]}@{found[2].replace(' ! ', '.')}", field)
