"""MHonArc's page of one message (``msg00123.html``), also where Mailman or monharc put their own frame around it.

Comments at the top hold the fields for MHonArc itself: entities undone twice, the sender in a code that turns letters by 13
(``X-From-R13``), so that his address is there even where ``-spammode`` hid all addresses that people see. A list of fields,
which the owner of the archive chooses, stands above the body and says more: the Date as it was sent, the list, its archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import PurePath

from ingest import headers, page_address, page_text, times
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.headers import Headers
from ingest.message import Attachment, MailingList, Post, Problem, SentBasis

__all__ = ["NAME", "detect", "pieces", "read", "text_and_files"]

NAME = "mhonarc page"
COMMENT = re.compile(r"X-([A-Za-z0-9-]{2,40}): (.*)", re.S)
HEAD_END, BODY, BODY_END = "<!--X-Head-End-->", "<!--X-Body-of-Message-->", "<!--X-Body-of-Message-End-->"
SHOWN, SHOWN_END = "<!--X-Head-of-Message-->", "<!--X-Head-of-Message-End-->"
ITEM = re.compile(r"</?(?:li|tr|ul|br|p)\b[^<>]{0,200}>", re.I)  # what stands between two fields, in all usual layouts
FIELD = re.compile(
    r"\s{0,80}(?:<t[dh]\b[^<>]{0,200}>\s{0,80})?<(?:em|strong|b|i)>([\w-]{2,60}):?</(?:em|strong|b|i)>:?(.{0,8000})",
    re.S | re.I,
)
WANTED = (
    "date",
    "from",
    "subject",
    "in-reply-to",
    "reply-to",
    "x-original-from",
    "archived-at",
    "list-",
    "mailing-list",
)
HEAD = 100_000  # characters before the body in which its fields stand
CANNOT_SEE = re.compile(r"@(?:x{3,}|DOMAIN\.HIDDEN)\b|\.\.\.")  # what -spammode leaves of an address
# "<p><strong>Attachment:\n<a href="pdf0.pdf"><tt>plan.pdf</tt></a></strong><br>\n<em>Description:</em> ...</p>"
ATTACHED = re.compile(
    r"<p>\s{0,20}<strong>Attachment:\s{0,20}<a\b[^<>]{0,20}\bhref=\"([^\"<>]{1,500})\"[^<>]{0,200}>\s{0,20}(?:<tt>)?([^<>]{0,300})"
    r"(?:</tt>)?\s{0,20}</a>\s{0,20}</strong>(?:.{0,1000}?</p>)?",
    re.S | re.I,
)
# Sympa's frame: the address of the page that stays, with the name of the list
PERMALINK = re.compile(r"\bdata-pl=\"(https?://[^\"<>\s]{1,500}?/arcsearch_id/([\w.+-]{1,100})/[^\"<>\s]{1,1000})\"")
R13 = str.maketrans(
    "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[abcdefghijklmnopqrstuvwxyz", "NOPQRSTUVWXYZ[@ABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm"
)

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where MHonArc's comment with a Message-ID, or the mark of a body, stands in the head."""
    return b"<!--X-Message-Id:" in head or BODY.encode() in head


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one message of the page."""
    page = page_of(piece)
    before, begin, rest = page.partition(BODY)
    if not begin:
        yield no_message(piece)
        return
    said = _comments(before)
    fields = said | _fields(before)
    sent = times.parse(headers.first(fields, "date"))
    permalink = PERMALINK.search(before)
    url = page_address.saved_from(page) or (unescape(permalink[1]) if permalink else "")
    mailing_list = _mailing_list(fields, piece, permalink[2] if permalink else "")
    text, attachments = text_and_files(rest.partition(BODY_END)[0], said.get("derived", []), url)
    yield Post(
        place=piece.place,
        raw=digest(piece.data),
        message_id=headers.first(said, "message-id"),
        parents=_parents(said, fields),
        subject=headers.decode_words(headers.first(said, "subject")) or headers.first(fields, "subject"),
        sender=headers.author(_authors(said, fields)),
        sent=times.believed(sent),
        sent_basis=_basis(fields, said),
        mailing_list=mailing_list,
        url=url or _archived_at(fields, mailing_list.address),
        text=text,
        attachments=attachments,
    )


def _comments(page: str) -> Headers:
    """The fields that MHonArc keeps in comments; entities stand for what may not be in one."""
    found: Headers = {}
    for field in filter(None, map(COMMENT.fullmatch, page_text.comments(page.partition(HEAD_END)[0]))):
        found.setdefault(field[1].lower(), []).append(" ".join(unescape(field[2]).split()))
    return found


def _fields(page: str) -> Headers:
    """The fields that the page shows above the body."""
    shown = page[-HEAD:].partition(SHOWN)[2].partition(SHOWN_END)[0]
    found: Headers = {}
    for field in filter(None, map(FIELD.match, ITEM.split(shown))):
        if not field[1].lower().startswith(WANTED):
            continue
        found.setdefault(field[1].lower(), []).append(page_text.field(field[2]))
    return found


def _parents(said: Headers, fields: Headers) -> tuple[str, ...]:
    """Message-IDs that the message answers, nearest last."""
    own = headers.first(said, "message-id")
    chain = dict.fromkeys(i for i in said.get("reference", []) if i != own and not CANNOT_SEE.search(i))
    for value in fields.get("in-reply-to", []):
        for direct in headers.identifiers(value)[:1]:
            if "@" in direct and direct != own and not CANNOT_SEE.search(direct):
                chain.pop(direct, None)
                chain[direct] = None
    return tuple(chain)


def _authors(said: Headers, fields: Headers) -> Headers:
    """The fields that name the author, with the address out of its code where there is one."""
    coded = headers.first(said, "from-r13").translate(R13)
    plain = coded or headers.first(said, "from") or headers.first(fields, "from")
    others: Headers = {name: fields[name] for name in ("reply-to", "x-original-from") if name in fields}
    visible = {name: values for name, values in others.items() if not any(map(CANNOT_SEE.search, values))}
    return {"from": [CANNOT_SEE.sub("", plain)], **visible}


def _basis(fields: Headers, said: Headers) -> SentBasis:
    """Whether the time is the one that was sent: the comment has that of the last relay."""
    if headers.first(fields, "date") != headers.first(said, "date"):
        return SentBasis.PAGE
    return SentBasis.INFERRED if "date" in said else SentBasis.NONE


def _mailing_list(fields: Headers, piece: Piece, name: str) -> MailingList:
    """The list that the shown fields name, else Sympa's frame, else the folder."""
    found = headers.mailing_list(
        {name: values for name, values in fields.items() if name.startswith(("list-", "mailing-"))}
    )
    if not found.address or CANNOT_SEE.search(found.address):
        return MailingList(name) if name else piece.mailing_list
    return found


def _archived_at(fields: Headers, posting: str) -> str:
    """The page that Archived-At names (RFC 5064), with the list's address where -spammode spoiled that in it."""
    url = headers.first(fields, "archived-at").strip(" <>")
    local = posting.partition("@")[0]
    if local and f"/{local}@" in url:
        url = re.sub(rf"/{re.escape(local)}@[^/\s]{{1,250}}/", f"/{posting}/", url, count=1)
    return url if page_address.is_web(url) and not CANNOT_SEE.search(url) else ""


def text_and_files(html: str, derived: list[str], url: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text of the body, and the files that MHonArc took out of it and links to."""
    found: dict[str, Attachment] = {name: Attachment(url=page_address.absolute(url, name)) for name in derived}
    for href, name in ATTACHED.findall(html):
        link = unescape(href)
        found[link] = Attachment(unescape(name).strip(), url=page_address.absolute(url, link))
    html = ATTACHED.sub("", html)
    text = page_text.body(html)
    named = (replace(file, filename=file.filename or name) for name, file in found.items())
    return text, tuple(named)
