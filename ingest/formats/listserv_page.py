"""A message of LISTSERV's web archive (``wa.exe?A2=COMMONS;5f1a0e.2511``), saved as a page or copied from one as text.

    Subject:            Re: Masts
    From:               Ann Example <[log in to unmask]>
    Reply-To:           Ann Example <[log in to unmask]>
    Date:               Sat, 1 Nov 2025 06:49:07 +0000
    Content-Type:       text/plain
    Parts/Attachments:  text/plain (12 lines)

The fields are cells of a table, with what a browser makes of that between label and value when it is copied. Addresses are shown to
subscribers only. Old versions show the mail as it stands in the log, in one ``<pre>``. An HTML part may lie in a frame, which is
a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import PurePath
from urllib.parse import parse_qs, urlsplit

from ingest import headers, page_address, page_text, times
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import Attachment, MailingList, Post, Problem, SentBasis

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "listserv page"
LABEL = re.compile(
    r"(Subject|From|Sender|Reply[- ]To|Date|Organi[sz]ation|Comments|MIME-Version|Message-ID|In-Reply-To|References|Approved-By"
    r"|Return-Path|Importance|Content-[A-Za-z-]{2,30}|(?:X|Thread)-[A-Za-z-]{1,40}|Parts/Attachments):(.{0,2000})",
    re.I,
)
WANTED = {"subject", "from", "date"}
PARTS = "parts/attachments"
# "text/plain (12 lines), text/html (40 lines), plan.pdf (2 MB)", one or more on a line; the sign before them says what they are
PART = re.compile(r"(?:[\s,;]{0,4}[^\s,;(][^\n,(]{0,200} \(\d[\d.,]{0,12} ?(?:lines?|[kMG]?B|bytes)\)){1,20}")
SIGN = "Parts/Attachments"
LINKED = re.compile(rb"[?&;]A[0-3]=")
LINK = re.compile(r"\bhref=\"([^\"<>]{0,400}[?&;]A[0-3]=[^\"<>]{1,600})\"", re.I)
PERMALINK = re.compile(r"\bhref=\"([^\"<>]{1,500})\"[^<>]{0,200}>\s{0,20}Permalink\s{0,20}</a>", re.I)
LIST = re.compile(r"[?&;](?:L|A0)=([\w.-]{1,60})|[?&;]A2=([A-Za-z][\w.-]{0,59});")
POSTING = re.compile(r"^[ \t]{0,8}([\w.-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5})[ \t]{0,8}$", re.M)
LAST_LABEL = re.compile(r">\s{0,20}(?:Parts/Attachments|Content-Type):", re.I)
BODY = re.compile(r"<pre\b[^<>]{0,200}>", re.I)
FRAME = re.compile(r"<i?frame\b", re.I)
TABLE_END = "</table>"
FOOT = re.compile(
    r"^[ \t]{0,8}(?:Back to: )?(?:Top of message(?: ?\|.{0,80})?|Advanced Options|ATOM RSS1 RSS2)[ \t]{0,8}$",
    re.M | re.I,
)
LONGEST_HEAD = 60  # lines
LONGEST_FRAME_LINE = 80  # characters above a head that was copied
LOWEST = 80  # line that the head of a copied message may begin on

Head = tuple[int, headers.Headers, int]  # the first line of the fields, the fields, and the line after them

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where the fields stand together as these pages have them; above what was copied, only the frame of the page."""
    is_web = page_text.is_marked(head)
    if b"Subject:" not in head or not (LINKED.search(head) if is_web else SIGN.encode() in head):
        return False
    lines = page_text.as_copied(head.decode("utf-8", "replace")).split("\n")
    begin, fields, _ = _head(lines) or (0, {}, 0)
    if is_web:
        return bool(fields)
    return PARTS in fields and begin <= LOWEST and all(map(_is_of_the_frame, lines[:begin]))


def _is_of_the_frame(line: str) -> bool:
    return len(line) <= LONGEST_FRAME_LINE and not line.rstrip().endswith((".", "!", "?"))


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The one message of a page; each of those that were copied into one file."""
    page = page_of(piece)
    lines = page_text.as_copied(page).split("\n")
    first = _head(lines)
    if first is None:
        yield no_message(piece)
    elif page_text.is_marked(page):
        yield _saved(page, lines, first, piece)
    else:
        yield from _copied(lines, first, piece)


def _saved(page: str, lines: Sequence[str], head: Head, piece: Piece) -> Post | Problem:
    """The message of a saved page."""
    begin, fields, end = head
    text = _without_foot(_body(page) or "\n".join(lines[end:]))
    if not text.strip() and FRAME.search(page):
        return no_message(piece, "its text lies in a frame: open its part text/plain, and save that with the page")
    permalink = PERMALINK.search(page)
    linked = unescape(permalink[1]) if permalink else ""
    return replace(
        _post(fields, piece.place, digest(piece.data), text),
        mailing_list=_posting(lines[:begin]) or _linked_list(page) or piece.mailing_list,
        url=page_address.saved_from(page) or (linked if page_address.is_web(linked) else ""),
        attachments=tuple(_attachments(page)),
    )


def _copied(lines: Sequence[str], first: Head, piece: Piece) -> Iterator[Post]:
    """Each of the messages that stand below one another."""
    head: Head | None = first
    listed, above, number = piece.mailing_list, 0, 0
    while head is not None:
        begin, fields, end = head
        head = _head(lines, end, {PARTS})
        below = head[0] if head else len(lines)
        listed = _posting(lines[above:begin]) or listed
        number += 1
        place = f"{piece.place}#{number}" if head or number > 1 else piece.place
        raw = digest("\n".join(lines[begin:below]).encode("utf-8", "surrogatepass"))
        found = _post(fields, place, raw, _without_foot("\n".join(lines[end:below])))
        yield replace(found, mailing_list=listed)
        above = end


def _post(fields: headers.Headers, place: str, raw: str, text: str) -> Post:
    sent = times.parse(headers.first(fields, "date"))
    return Post(
        place=place,
        raw=raw,
        message_id=headers.message_id(fields),
        parents=headers.parents(fields),
        subject=headers.first(fields, "subject"),
        sender=headers.author({"from": fields["from"]}),
        sent=times.believed(sent),
        sent_basis=SentBasis.PAGE if sent else SentBasis.NONE,
        text=text,
    )


def _without_foot(text: str) -> str:
    return FOOT.split(text)[0].strip("\n") + "\n"


def _head(lines: Sequence[str], start: int = 0, more: Collection[str] = ()) -> Head | None:
    """The fields of a message, from a line on, with those that are wanted; None where they do not stand together."""
    for begin in range(start, len(lines)):
        if LABEL.fullmatch(lines[begin].strip()):
            fields, end = _fields(lines, begin)
            if fields.keys() >= WANTED.union(more):
                return begin, fields, end
    return None


def _fields(lines: Sequence[str], begin: int) -> tuple[headers.Headers, int]:
    """The fields from a line on, each once, their values beside or below the labels; and the line after them."""
    fields: headers.Headers = {}
    label, end = "", begin
    for at in range(begin, min(len(lines), begin + LONGEST_HEAD)):
        line = lines[at].strip()
        found = LABEL.fullmatch(line)
        if found and PARTS not in fields and (name := found[1].lower().replace(" ", "-")) not in fields:
            label = name
            fields[label] = [found[2].strip()]
        elif not line:
            continue
        elif label == PARTS and (line.strip(" ,") == SIGN or PART.fullmatch(line)):
            fields[label] = [f"{fields[label][0]} {line}".strip()]
        elif label and label != PARTS and not fields[label][0]:
            fields[label] = [line]
        elif lines[at][:1] in " \t" and lines[at - 1].strip() and label != PARTS:  # a field of a log, over two lines
            fields[label] = [f"{fields[label][0]} {line}"]
        else:
            break
        end = at + 1
    return fields, end


def _body(page: str) -> str:
    """The text of a saved page, below the last of its fields; "" where they stand in the text itself, as in the log."""
    last = None
    for last in LAST_LABEL.finditer(page):  # noqa: B007
        pass
    if last is None:
        return ""
    kept = BODY.search(page, last.end())
    if kept:
        return page_text.lines(page[kept.start() :].partition("</pre>")[0] + "</pre>").lstrip("\n")
    return page_text.shown(page[last.end() :].partition(TABLE_END)[2])


def _attachments(page: str) -> Iterator[Attachment]:
    """The parts that bear a name, as the links to them say."""
    seen = set()
    for link in LINK.findall(page):
        asked = parse_qs(urlsplit(unescape(link)).query, max_num_fields=40) if "A3=" in link else {}
        name = asked.get("N", [""])[0]
        if name and name not in seen:
            seen.add(name)
            content_type = asked.get("T", [""])[0].partition(";")[0].strip().lower()
            yield Attachment(
                name, content_type, url=page_address.absolute(page_address.saved_from(page), unescape(link))
            )


def _posting(above: Sequence[str]) -> MailingList | None:
    """The list whose address stands above a message."""
    posting = POSTING.search("\n".join(above))
    address = posting[1].lower() if posting else ""
    return MailingList(address.partition("@")[0], address) if posting else None


def _linked_list(page: str) -> MailingList | None:
    """The list that the links of a page ask for."""
    names = filter(None, (LIST.search(unescape(link)) for link in LINK.findall(page)))
    return next((MailingList((name[1] or name[2]).lower()) for name in names), None)
