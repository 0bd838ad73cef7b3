"""The formats that can be read, in the order in which they are asked.

Each is a module with a NAME, ``detect(head, path)`` and ``read(piece)``; detection is by content, the path is a hint only.
``pieces(data)`` says where a source may be cut, so that the pieces are read side by side; most are read in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Protocol

from ingest.formats import (
    articles,
    babyl,
    cut_mbox,
    doc,
    document,
    docx,
    eml,
    groups_io_page,
    hyperkitty_json,
    hyperkitty_page,
    hypermail,
    ietf_page,
    index_page,
    listserv,
    listserv_page,
    mail_archive,
    marc,
    mbox,
    mbx,
    mhonarc,
    mmdf,
    mod_mbox_page,
    month,
    odt,
    pasted,
    pdf,
    pipermail_page,
    pony_mail,
    pony_mail_page,
    public_inbox,
    public_inbox_page,
    rnews,
    rtf,
    saved_page,
    scrubbed_part,
    web_page,
    yahoo_groups,
)
from ingest.formats.piece import Buffer, Piece, unreadable
from ingest.message import Post, Problem

HEAD = 65_536  # bytes that detection may look at


class Format(Protocol):
    """What a module of this folder offers."""

    NAME: str

    def detect(self, head: bytes, path: PurePath) -> bool:
        """True where a source that begins with ``head`` is of this format."""

    def pieces(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """Start and end of each piece that can be read alone, in order."""

    def read(self, piece: Piece) -> Iterator[Post | Problem]:
        """Each message of the piece, or what is wrong with it."""


# Most telling first. What Pipermail took out of messages is told by its folders, whatever it is. A Pipermail month is an mbox
# too, and a mail may hold an mbox or begin like a page. Pages with messages bear the comments and marks of the program that
# made them: MHonArc may stand in a frame of Mailman's; what bears only the signs of such a program is an index, and any other
# page a document. A saved page and a pasted thread are documents too, and a document can be any text.
FORMATS: tuple[Format, ...] = (
    scrubbed_part,
    pdf,
    docx,
    odt,
    doc,
    rtf,
    month,
    mbox,
    mmdf,
    babyl,
    mbx,
    rnews,
    articles,
    listserv,
    listserv_page,
    marc,
    public_inbox_page,
    eml,
    yahoo_groups,
    mail_archive,
    ietf_page,
    groups_io_page,
    mod_mbox_page,
    pony_mail_page,
    mhonarc,
    hypermail,
    pipermail_page,
    hyperkitty_page,
    hyperkitty_json,
    pony_mail,
    index_page,
    web_page,
    cut_mbox,
    saved_page,
    pasted,
    document,
    public_inbox,
)

# pages of archives, with messages and without, which people put together into one file
PAGES: tuple[Format, ...] = (
    groups_io_page,
    hyperkitty_page,
    hypermail,
    ietf_page,
    listserv_page,
    mail_archive,
    marc,
    mhonarc,
    mod_mbox_page,
    pipermail_page,
    pony_mail_page,
    public_inbox_page,
    index_page,
)


def detect(head: bytes, path: PurePath) -> Format | None:
    """The format of a source that begins with ``head``, None where it is none of ours."""
    return next((each for each in FORMATS if each.detect(head, path)), None)


def named(name: str) -> Format:
    """The format that bears the name, as stored in ``sources.format``."""
    return next(each for each in FORMATS if name == each.NAME)


def read(name: str, piece: Piece) -> Iterator[Post | Problem]:
    """What the format of this name reads in a piece; one that breaks its reader costs itself, not the run."""
    try:
        yield from named(name).read(piece)
    except Exception as error:
        yield unreadable(piece.place, error)
