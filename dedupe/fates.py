"""What became of every line of a source: in which text it stands, or for which named reason it stands in none.

A line is looked for by its words, three in a row at a time, in all that was kept of the message that it stands in. Sources are
read again for that, mails by Python's own parser, which reading them the first time did not use.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.policy import compat32
from typing import Any

from ingest import attached, digests, formats, links
from ingest.attached import Wish
from ingest.body import Body, read_html, read_text
from ingest.charsets import decode
from ingest.debris import take_out, tidy
from ingest.formats import (
    cut_mbox,
    document,
    eml,
    hyperkitty_page,
    hypermail,
    mbox,
    mhonarc,
    month,
    pasted,
    pipermail_page,
    public_inbox,
    saved_page,
)
from ingest.formats.document import MARKUP
from ingest.html import html_to_text
from ingest.ids import short_id
from ingest.message import Kind, Post, Problem
from ingest.mime import charset
from ingest.steps import Job
from ingest.words import WORD, sequence

ROW = 3  # words
LOST = "lost"
OWN, QUOTED, SIGNATURE = "own text", "quoted", "signature"
UNREADABLE, KNOWN = "not readable (a problem)", "in an older state of the same file"
ATTACHED, TWIN, AROUND = "attached file", "HTML twin of a plain text", "around the parts of a mail"
FILE, SPREAD, HEAD = "file between the lines", "joined of several", "subject or name"
FURNITURE, NO_MESSAGE = "head or link of a page", "in a source without messages"
FEWEST_ON_PAGE = 10  # words: shorter lines that are in no text are what a page has around its messages

AROUND_PAGE = re.compile(  # longer ones: they lead to other messages, or are fields of a head
    r"\W*(?:(?:next|prev(?:ious)?|thread|follow-?ups?|references|messages? sorted|sign in|more information)\b|(?:re|fwd?)\s*:"
    r"|(?:date|from|to|cc|subject|sender|reply-to|in-reply-to|user-agent|organi[sz]ation|list-\w+|new subject)\s?:)|\s*□"
    r"|\s*\*\s+(?:[^\n:]{2,40}:\s|[^\n]{0,200}\[[^\]\n]{1,60}\])",  # "* Mensagem anterior: ..."
    re.I,
)


@dataclass(frozen=True, slots=True)
class Lost:
    """A line that is in no text, and that no reason leaves out."""

    source: str
    place: str
    line: str


@dataclass(slots=True)
class Fates:
    """How many lines with words met each fate, and the lines that are lost."""

    lines: Counter[str] = field(default_factory=Counter)
    lost: list[Lost] = field(default_factory=list)

    def add(self, other: Fates) -> None:
        """Add the lines of another source."""
        self.lines.update(other.lines)
        self.lost += other.lost


class Kept:
    """What was kept of a message, as rows of words by fate."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._words = [(fate, each) for fate, text in texts for each in {sequence(text), sequence(_parted(text))}]
        self._rows: dict[int, dict[str, set[bytes]]] = {}  # by their length, made when asked for

    def _of(self, size: int) -> dict[str, set[bytes]]:
        """The rows of a length, by fate."""
        if size not in self._rows:
            made = self._rows[size] = {}
            for fate, words in self._words:
                made.setdefault(fate, set()).update(_rows(words, size))
        return self._rows[size]

    def fate(self, line: str) -> str:
        """Where the words of a line stand; "" where there are none."""
        words = sequence(line)
        if not words:
            return ""
        rows = _rows(words, size := min(ROW, len(words) // WORD))
        found = next((fate for fate, kept in self._of(size).items() if kept.issuperset(rows)), "")
        return found or (SPREAD if self._holds(words) else LOST)

    def holds_middle(self, line: str) -> bool:
        """True where all but the first and the last word are kept: a print breaks lines within words."""
        words = sequence(line)
        return len(words) >= (ROW + 2) * WORD and self._holds(words[WORD:-WORD])

    def _holds(self, words: bytes) -> bool:
        """True where the words stand in several texts, one after another: only rows over the ends of texts are in none."""
        if not all(any(word in kept for kept in self._of(1).values()) for word in _rows(words, 1)):
            return False
        missing = [not any(row in kept for kept in self._of(ROW).values()) for row in _rows(words, ROW)]
        return not any(all(missing[at : at + ROW]) for at in range(len(missing) - ROW + 1))


def _parted(text: str) -> str:
    """The text with its lines so far apart that no word stands with one of the next line: "look at", "example.org is"."""
    return text.replace("\n", "\n\n\n")


def _rows(words: bytes, size: int) -> list[bytes]:
    return [words[at : at + size * WORD] for at in range(0, len(words) - (size - 1) * WORD, WORD)]


def of_job(job: Job, db: sqlite3.Connection) -> Fates:
    """The fates of all lines of a piece of a source; ``db`` is sightings.db."""
    found = Fates()
    posts = list(formats.read(job.format, job.piece))
    if job.format in MAILS:
        raw = _raw(job)
        for post in posts:
            _add(found, job, *_of_mail(post, MAILS[job.format](raw(post.place)), job.source, db))
    else:
        _add(found, job, *_of_page(posts, job, db))
    if job.attached.wish & Wish.TEXT:
        for post in posts:
            for one in digests.burst(post) if isinstance(post, Post) else ():
                _add_documents(found, one, job, db)
    return found


def _raw(job: Job) -> Callable[[str], bytes]:
    """What gives the bytes that lie at a place of a piece."""
    piece = job.piece
    if job.format == public_inbox.NAME:
        mails = {blob: piece.data[start:end] for blob, start, end in public_inbox.mails(piece.data)}
        return lambda place: mails.get(place, b"")
    return lambda place: piece.data[slice(*(int(number) - piece.start for number in place.split("-")))]


def _add_documents(found: Fates, post: Post, job: Job, db: sqlite3.Connection) -> None:
    """Add the fates of the lines of the documents attached to a post; those of texts were counted as lines of the mail."""
    _, files = take_out(tidy(post.text))
    for number, attachment in enumerate((*post.attachments, *files), 1):
        for read in attached.read(attachment) if attachment.content else ():
            if isinstance(read, Post) and attached.is_note(read):
                here = replace(read, place=f"{post.place}/a{number}")
                lines = Fates()
                _add(lines, job, here.place, Kept(_kept(here, job.source, db)), [(LOST, here.text)])
                found.lost += lines.lost
                found.lines.update({} if attachment.content_type.startswith("text/") else lines.lines)
    for inner in post.inner:
        _add_documents(found, inner, job, db)


def _add(found: Fates, job: Job, place: str, kept: Kept, texts: Iterable[tuple[str, str]]) -> None:
    """Add the fates of the lines of some texts; each text comes with the fate of those lines that need not be kept."""
    for otherwise, text in texts:
        for line, fate in _with_fates(text, kept):
            if fate == LOST:
                fate = _of_page_line(line, kept) if otherwise == FURNITURE else otherwise
            if fate == LOST:
                found.lost.append(Lost(job.piece.path, place, line))
            elif fate:
                found.lines[fate] += 1


def _with_fates(text: str, kept: Kept) -> list[tuple[str, str]]:
    """The lines of a text with their fates; without the debris of transport, where they are not found with it."""
    lines = [(line, kept.fate(line)) for line in text.split("\n")]
    if any(fate == LOST for _, fate in lines):
        return [(line, kept.fate(line)) for line in links.clean(tidy(text)).split("\n")]
    return lines


def _of_page_line(line: str, kept: Kept) -> str:
    if kept.holds_middle(line):
        return SPREAD
    return FURNITURE if len(line.split()) < FEWEST_ON_PAGE or AROUND_PAGE.match(line) else LOST


Asked = tuple[str, Kept, Iterable[tuple[str, str]]]  # place, what was kept of it, the texts that were there


def _of_mail(post: Post | Problem, texts: Iterator[tuple[str, str]], source: str, db: sqlite3.Connection) -> Asked:
    if isinstance(post, Problem):
        return post.place, Kept(()), ((UNREADABLE, text) for _, text in texts)
    burst = list(digests.burst(post))
    kept = Kept(each for one in burst for each in _kept(one, source, db))
    if burst == [post]:
        return post.place, kept, texts
    return post.place, kept, ((FURNITURE if otherwise == LOST else otherwise, text) for otherwise, text in texts)


def _of_page(posts: Sequence[Post | Problem], job: Job, db: sqlite3.Connection) -> Asked:
    """All of a page at once: it has heads, links and buttons around its messages, in lines of a few words."""
    piece = job.piece
    found = [post for post in posts if isinstance(post, Post)]
    kept = Kept(each for post in found for one in digests.burst(post) for each in _kept(one, job.source, db))
    if job.format in PAGES or not found:
        text = decode(piece.data)
        shown = html_to_text(text) if MARKUP.match(piece.data[:8192]) else text
    else:
        shown = "\n".join(post.text or html_to_text(post.html) for post in found)
    return f"{piece.start}-{piece.start + len(piece.data)}", kept, iter([(FURNITURE if found else NO_MESSAGE, shown)])


# -- what was kept ---------------------------------------------------------------------------------------------------------


def _kept(post: Post, source: str, db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Fates and texts of a post and the mails inside it, as they are stored, and what reading left out by name."""
    key = short_id("sighting", source, post.place)
    row = db.execute("select own, quoted, signature, subject, name from sightings where id = ?", (key,)).fetchone()
    if row is None:
        read = db.execute("select 1 from sources where id = ? and known > 0", (source,)).fetchone()
        problem = db.execute("select 1 from problems where source = ? and place = ?", (source, post.place)).fetchone()
        yield KNOWN if read else UNREADABLE if problem else LOST, post.text or html_to_text(post.html)
    if row:
        yield from zip((OWN, QUOTED, SIGNATURE, HEAD, HEAD), row, strict=True)
    tidied, files = take_out(tidy(post.text))
    if text := digests.split(post.text):
        yield from ((AROUND, around) for around in (text.masthead, text.footer))
    if post.kind != Kind.DOCUMENT:
        yield from _left_out(read_html(post.html) if post.html else read_text(links.clean(tidied)))
    if files:
        yield FILE, post.text
    for inner in post.inner:
        yield from _kept(inner, source, db)


def _left_out(body: Body) -> Iterator[tuple[str, str]]:
    yield from ((footer.name, footer.text) for footer in body.footers)


# -- what there was --------------------------------------------------------------------------------------------------------


def _month(raw: bytes) -> Iterator[tuple[str, str]]:
    """The text of a mail of a Pipermail month, which has no parts."""
    mail = raw.partition(b"\n")[2]
    yield LOST, decode(mail[mbox.split(mail)[1] :])


def _eml(mail: bytes) -> Iterator[tuple[str, str]]:
    """The texts of a mail's parts, as Python's own parser finds them."""
    yield from _parts(message_from_bytes(mail, policy=compat32), LOST)


def _parts(part: Any, otherwise: str) -> Iterator[tuple[str, str]]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from ((AROUND, text) for text in (part.preamble, part.epilogue) if text)
        is_choice = part.get_content_type() == "multipart/alternative"
        for child in payload:
            yield from _parts(child, TWIN if is_choice and child.get_content_type() == "text/html" else otherwise)
    elif part.get_content_maintype() == "text":
        decoded = part.get_payload(decode=True)
        text = decode(
            decoded if isinstance(decoded, bytes) else b"", charset(str(part.get("content-type", "")).lower())
        )
        kind = part.get_content_subtype()
        is_file = part.get_filename() or part.get_content_disposition() == "attachment" or kind not in ("plain", "html")
        yield ATTACHED if is_file else otherwise, html_to_text(text) if kind == "html" else text


def _mbox(raw: bytes) -> Iterator[tuple[str, str]]:
    """The same of a mail below its envelope line."""
    yield from _eml(raw.partition(b"\n")[2])


Parts = Callable[[bytes], Iterator[tuple[str, str]]]
MAILS: dict[str, Parts] = {
    month.NAME: _month,
    mbox.NAME: _mbox,
    cut_mbox.NAME: _mbox,
    eml.NAME: _eml,
    public_inbox.NAME: _eml,
}
# of others what their format reads is looked for
PAGES = {each.NAME for each in (document, hypermail, hyperkitty_page, mhonarc, pasted, pipermail_page, saved_page)}
