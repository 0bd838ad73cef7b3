"""A page of one message of mod_mbox, which served Apache's lists until 2022 (``/mod_mbox/LIST/202511.mbox/<ID>``).

The page shows sender, subject and date as the mail had them, the text in ``<pre>``, and what parts the mail has; the Message-ID
stands in the link to the mail as it was sent. Of addresses only the end is shown ("<...@example.org>"), or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePath
from urllib.parse import unquote

from ingest import headers, page_address, page_text, times
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import Attachment, MailingList, Post, Problem, SentBasis

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "mod_mbox page"
BEGIN = re.compile(r"<tr class=\"contents\"><td colspan=\"2\">")
END = re.compile(r"</pre></td>")
FIELD = r"<tr class=\"{}\">\s{{0,40}}<td class=\"left\">[^<>]{{0,40}}</td>\s{{0,40}}<td class=\"right\">([^<>]{{0,4000}})</td>"
SENDER, SUBJECT, DATE = (re.compile(FIELD.format(name)) for name in ("from", "subject", "date"))
RAW = re.compile(r"href=\"([^\"<>]{0,300}/([\w.+-]{1,100})/\d{6}\.mbox)/raw/([^\"<>/]{3,998})\"[^<>]{0,40}>View raw")
PART = re.compile(
    r"<li>(?:<a\b[^<>]{0,2000}>)?([^<>]{1,300}?) ([\w.+-]{1,80}/[\w.+-]{1,80})(?:</a>)? \([^<>()]{0,80}?(\d{1,12}) bytes\)"
)

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the table of a message is on the page."""
    return b'id="msgview"' in head and b'<tr class="contents">' in head


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one message of the page."""
    page = page_of(piece)
    begin = BEGIN.search(page)
    end = END.search(page, begin.end()) if begin else None
    if begin is None or end is None:
        yield no_message(piece)
        return
    head, rest = page[: begin.start()], page[end.end() :]
    sent = times.parse(_field(DATE, head))
    raw = RAW.search(rest)
    identifier = unescape(raw[3]) if raw else ""
    base = page_address.saved_from(page)
    folder = page_address.absolute(base, unescape(raw[1])) if raw and (base or raw[1].startswith("http")) else ""
    yield Post(
        place=piece.place,
        raw=digest(piece.data),
        message_id=unquote(identifier).strip("<>"),
        subject=_field(SUBJECT, head),
        sender=headers.author({"from": [_field(SENDER, head)]}),
        sent=times.believed(sent),
        sent_basis=SentBasis.HEADER if sent else SentBasis.NONE,
        mailing_list=MailingList(raw[2], archive_url=folder.rpartition("/")[0]) if raw else piece.mailing_list,
        url=f"{folder}/{identifier}" if folder else base,
        text=page_text.body(page[begin.end() : end.end()]),
        attachments=tuple(_attachments(rest)),
    )


def _field(pattern: re.Pattern[str], head: str) -> str:
    """What the row of a field holds, "" where there is none."""
    found = pattern.search(head)
    return page_text.field(found[1]) if found else ""


def _attachments(rest: str) -> Iterator[Attachment]:
    """The parts with names; the one without is the text."""
    for name, content_type, size in PART.findall(rest):
        if name != "Unnamed":
            yield Attachment(unescape(name), content_type, int(size))
