"""Pages of public-inbox (lore.kernel.org and others), saved or copied as text: a thread, or one message.

    * Masts                                                      From: Ann Example <ann@example.org>
    @ 2025-11-01  6:49 Ann Example                               To: commons@lists.example.org
      2025-11-01  7:00 ` Ben Other                               Subject: Masts
      0 siblings, 1 reply; 2+ messages in thread                 Date: Sat, 1 Nov 2025 06:49:07 +0000	[thread overview]
    From: Ann Example @ 2025-11-01  6:49 UTC (permalink / raw)   Message-ID: <a@example.org> (raw)
      To: commons

A thread says times to the minute, and in its overview who answers whom; Message-IDs stand in the links of a saved page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise, takewhile
from pathlib import PurePath
from urllib.parse import unquote

from ingest import headers, page_address, page_text, times
from ingest.bodies.header_blocks import MINUTE, ON_PAGES
from ingest.formats.piece import Piece, digest, no_message, page_of, whole
from ingest.message import MailingList, Post, Problem, Sender, SentBasis

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "public-inbox page"
FROM = re.compile(f"From: {ON_PAGES}")
IN_OVERVIEW = re.compile(rf"[ @] ({MINUTE})( {{0,200}})(` )?([^\n]{{0,300}})")
REPLIES = re.compile(r"  \d{1,6} siblings?, \d{1,6} repl(?:y|ies); \d{1,6}\+? messages? in thread")
FOOT = re.compile(r"\^ permalink raw reply\b")
END = re.compile(
    r"(?:[a-z,]+\s+){1,5}other threads:\["
)  # "end of thread," or "next  prev parent reply", above an overview
PERMALINK = re.compile(r"UTC\s{0,4}\(<a\s{1,4}href=\"([^\"<>]{1,1000})\"\s{0,4}>permalink</a>")
OVERVIEW_LINK = "[thread overview]"
RAW = re.compile(r"\s*\(raw\)$")
FRAME = re.compile(r"archive mirror|\bmirror /|Atom feed")  # the lines at the top of each page
MENU = re.compile(r"\bmirror / Atom feed")
HOST = r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}"
MIRROR = re.compile(
    rf"^\s{{0,40}}([\w-]{{1,60}})\.({HOST}) archive mirror|^public inbox for ([\w.+-]{{1,60}})@({HOST})$", re.M
)
LONGEST_HEAD = 200  # lines; a mail may have gone to many
LONGEST_OVERVIEW = 200  # lines
MOST_OF_A_MINUTE = 100  # messages

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True where a message stands as such pages show it, below nothing but their frame."""
    if page_text.is_marked(head):
        page = head.decode("utf-8", "replace")
        return PERMALINK.search(page) is not None or (OVERVIEW_LINK in page and "(raw)" in page_text.unmarked(page))
    if b"(permalink / raw)" not in head and OVERVIEW_LINK.encode() not in head:
        return False
    lines = [line for line in head.decode("utf-8", "replace").splitlines() if line.strip()]
    if MENU.search("".join(lines[1:2])):
        del lines[0]  # what the owner calls it
    first, second = [*(line for line in lines if not FRAME.search(line)), "", ""][:2]
    return (first.startswith("* ") and IN_OVERVIEW.fullmatch(second) is not None) or (
        first.startswith("From: ") and OVERVIEW_LINK.encode() in head
    )


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The messages of a thread in their order, or the one of its page."""
    page = page_of(piece)
    text = page_text.as_copied(page)
    lines = text.split("\n")
    url = page_address.saved_from(page)
    mirror = MIRROR.search(text)
    name, host = (mirror[1] or mirror[3], mirror[2] or mirror[4]) if mirror else ("", "")
    listed = MailingList(name, f"{name}@{host}") if name else piece.mailing_list
    heads = {number: found for number, line in enumerate(lines) if (found := FROM.fullmatch(line))}
    if heads:
        links = PERMALINK.findall(page)
        yield from _thread(lines, heads, links if len(links) == len(heads) else [""] * len(heads), url, listed, piece)
    else:
        yield from _alone(lines, url, listed, piece)


def _thread(
    lines: list[str],
    heads: dict[int, re.Match[str]],
    links: list[str],
    url: str,
    listed: MailingList,
    piece: Piece,
) -> Iterator[Post]:
    """The messages whose lines with their authors are given, by their numbers."""
    starts = [_start(lines, at) for at in heads]
    known = [(_minute(found[2]), found[1]) for found in heads.values()]
    of_minute: dict[datetime | None, list[tuple[str, str]]] = defaultdict(list)
    for number, (when, name) in enumerate(known, 1):
        of_minute[when].append((name, f"{piece.place}#{number}"))
    for number, (start, head, link, (when, name)) in enumerate(zip(starts, heads, links, known, strict=True), 1):
        end = starts[number] if number < len(starts) else len(lines)
        minute, author = _answered(lines[start:head])
        parents = [place for other, place in of_minute[minute][:MOST_OF_A_MINUTE] if author.endswith(other)]
        yield Post(
            place=f"{piece.place}#{number}",
            raw=digest("\n".join(lines[start:end]).encode("utf-8", "surrogatepass")),
            message_id=_identifier(link),
            subject=lines[start].removeprefix("* ") if start < head else "",
            sender=Sender(name) if "@" not in name else headers.author({"from": [name]}),
            sent=when,
            sent_basis=SentBasis.PAGE if when else SentBasis.NONE,
            mailing_list=listed,
            url=page_address.absolute(url, link) if link else "",
            text=_body(lines, head, end),
            answers=parents[0] if len(parents) == 1 else "",
        )


def _start(lines: list[str], head: int) -> int:
    """The line with the subject of a message, above its overview; the line with its author where there is none."""
    at = head - 1
    if at < 0 or not REPLIES.fullmatch(lines[at]):
        return head
    at -= 1
    while at >= 0 and at > head - LONGEST_OVERVIEW and lines[at].startswith((" ", "@ ")):
        at -= 1
    return at if at >= 0 and lines[at].startswith("* ") else head


def _answered(overview: list[str]) -> tuple[datetime | None, str]:
    """What the overview of a message says of the one that it answers, the nearest above that stands further left: its minute, and
    its author, before whom a new subject may stand; nothing where it answers none."""
    above: list[tuple[int, str, str]] = []
    for line in overview:
        if found := IN_OVERVIEW.fullmatch(line):
            depth = len(found[2]) if found[3] else -1
            if line[0] == "@":
                left = (one for one in reversed(above) if one[0] < depth)
                return next(((_minute(when), author) for _, when, author in left), (None, ""))
            above.append((depth, found[1], found[4].rstrip()))
    return None, ""


def _body(lines: list[str], head: int, end: int) -> str:
    """What stands below the recipients, up to the links for an answer."""
    begin = next((at for at in range(head + 1, end) if not lines[at].strip()), end)
    last = next((at for at in range(begin, end) if FOOT.match(lines[at]) or END.match(lines[at])), end)
    return "\n".join(lines[begin:last]).strip("\n") + "\n"


def _minute(written: str) -> datetime | None:
    return times.written_as("%Y-%m-%d %H:%M%z", f"{written}Z")


def _identifier(link: str) -> str:
    """The Message-ID in the address of a message ("../a@example.org/"), "" where there is none."""
    last = unquote(link.partition("#")[0].rstrip("/").rpartition("/")[2])
    return last if "@" in last else ""


def _alone(lines: list[str], url: str, listed: MailingList, piece: Piece) -> Iterator[Post | Problem]:
    """The message of a page of its own; each of those that were copied from such pages into one file."""
    begins = [at for at, line in enumerate(lines) if line.startswith("From: ") and OVERVIEW_LINK in _fields(lines, at)]
    if len(begins) < 2:
        yield _one(lines, url, listed, piece.place, digest(piece.data)) or no_message(piece)
        return
    for number, (begin, end) in enumerate(pairwise([*begins, len(lines)]), 1):
        raw = digest("\n".join(lines[begin:end]).encode("utf-8", "surrogatepass"))
        yield _one(lines[begin:end], "", listed, f"{piece.place}#{number}", raw) or no_message(piece)


def _fields(lines: list[str], begin: int) -> str:
    """The lines from one on, up to a blank one."""
    return "\n".join(takewhile(str.strip, lines[begin : begin + LONGEST_HEAD]))


def _one(lines: list[str], url: str, listed: MailingList, place: str, raw: str) -> Post | None:
    """The message whose fields stand above it."""
    begin = next((at for at, line in enumerate(lines) if line.startswith("From: ")), len(lines))
    said = map(_tidy, _fields(lines, begin).split("\n"))
    fields = headers.parse("\n".join(said).encode("utf-8", "surrogatepass"), "utf-8")
    identifier = headers.message_id(fields)
    if not identifier:
        return None
    sent = times.parse(headers.first(fields, "date"))
    return Post(
        place=place,
        raw=raw,
        message_id=identifier,
        parents=headers.parents(fields),
        subject=headers.first(fields, "subject"),
        sender=headers.author(fields),
        sent=times.believed(sent),
        sent_basis=SentBasis.PAGE if sent else SentBasis.NONE,
        mailing_list=listed,
        url=url,
        text=_body(lines, begin, len(lines)),
    )


def _tidy(line: str) -> str:
    """A field without the links behind it."""
    return RAW.sub("", line.partition(OVERVIEW_LINK)[0].rstrip())
