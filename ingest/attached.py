"""What is attached to mails, where that is asked for: its bytes as files, its text as documents that stand inside the mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntFlag
from pathlib import Path, PurePath

from ingest import formats
from ingest.files import foreign
from ingest.files.kept import keep
from ingest.formats import web_page
from ingest.formats.piece import Piece
from ingest.message import Attachment, Kind, MailingList, Post, Problem, SentBasis, Sighting
from ingest.takeapart import sightings

# endings of names of what people write and pass on; a patch, a log or a signature is text too, and no document
DOCUMENTS = {".txt", ".text", ".md", ".rst", ".html", ".htm", ".doc", ".docx", ".odt", ".pdf", ".rtf"}
BODY = re.compile(r"attachment(?:-\d+)?\.html?")  # what archives call the same body once more as HTML
# names of what programs write: ue_log.txt, BuildLog.txt, dmesg.txt
OUTPUT = re.compile(
    r"(?:^|[^A-Za-z])(?:logs?|dmesg|trace|backtrace|config|diff|patch)(?![A-Za-z])|Logs?(?![A-Za-z])", re.ASCII
)
FEWEST = 12  # words; a shorter text is a remark, and stays a line in the list of attachments


class Wish(IntFlag):
    """What is done with attachments besides listing them."""

    NOTHING = 0
    KEEP = 1
    TEXT = 2


WISHES = {"none": Wish.NOTHING, "keep": Wish.KEEP, "text": Wish.TEXT, "both": Wish.KEEP | Wish.TEXT}


@dataclass(frozen=True, slots=True)
class Attached:
    """A wish, and the folder for what is kept."""

    wish: Wish = Wish.NOTHING
    folder: Path = Path()


LISTED = Attached()


def attached(seen: Iterable[Sighting], source: str, wanted: Attached) -> Iterator[Sighting | Problem]:
    """The sightings of a post and the documents attached to them, as sightings inside of it, or what is wrong with these; bytes
    kept, where wanted."""
    for host in seen:
        yield host
        for number, attachment in enumerate(host.attachments, 1):
            if wanted.wish & Wish.KEEP and attachment.content:
                keep(attachment.content, wanted.folder / attachment.sha256[:2] / attachment.sha256)
            if wanted.wish & Wish.TEXT and attachment.content:
                yield from _documents(attachment, f"{host.place}/a{number}", host, source)


def _documents(attachment: Attachment, place: str, host: Sighting, source: str) -> Iterator[Sighting | Problem]:
    """The document that an attachment is, or what is wrong with it."""
    told = f"attached as {attachment.filename}"
    for found in read(attachment):
        if isinstance(found, Problem):
            yield replace(found, place=place, detail=f"{told}; {found.detail}")
        elif is_note(found):
            document = replace(
                found,
                place=place,
                subject=found.subject or attachment.filename,
                mailing_list=MailingList(host.list_name, host.list_address, host.list_archive),
                evidence=told,
            )
            for row in sightings(document, source, host.inside or host.id):
                dated = row.sent or not host.sent
                yield row if dated else replace(row, sent=host.sent, sent_basis=SentBasis.INFERRED)


def read(attachment: Attachment) -> Iterator[Post | Problem]:
    """What the format reads in an attachment that is called like a document and that a file of these bytes would be read by, or
    why it cannot; a web page without words is no problem here."""
    name = PurePath(attachment.filename).name
    if PurePath(name.lower()).suffix not in DOCUMENTS or BODY.fullmatch(name) or OUTPUT.search(name):
        return
    data = attachment.content
    form = formats.detect(data[: formats.HEAD], PurePath(attachment.filename))
    if form:
        found = formats.read(form.NAME, Piece(data, path=attachment.filename))
        yield from (each for each in found if isinstance(each, Post) or each.what not in web_page.NO_TEXT)
    elif data.strip():
        yield foreign.told(data)


def is_note(found: Post) -> bool:
    """True for a document with enough words to be a note of its own."""
    return found.kind is Kind.DOCUMENT and len(found.text.split()) >= FEWEST
