"""A document of Word before 2007 (MS-DOC): minutes, a session outcome. Its text is kept whole, links in it.

Other files of old Office programs are compound files as well, and said to be none of ours.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from ingest import rich_text
from ingest.files import compound
from ingest.formats import document
from ingest.formats.piece import Piece, guarded, told_as, whole
from ingest.mail.charsets import decode
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "doc"
# the first two bytes of the stream that is the text; WORD_95 are those of Word 6 and of East Asia too
WORD_97 = 0xA5EC
WORD_95 = (0xA5DC, 0xA697, 0xA698, 0xA699)
ENCRYPTED, SECOND_TABLE, WIDE = 0x0100, 0x0200, 0x1000  # among the flags
PACKED = 0x40000000  # of a piece: a byte a letter
# where the header says how many letters the text has, its notes at foot and end, and its boxes; between these stand the numbers of
# heads of pages, macros and comments
COUNTS = (0x4C, 0x50, 0x60, 0x64)
PAGE_TEXT = {0x07: "\t", 0x0B: "\n", 0x0C: "\n\n", 0x0D: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: "", 0xA0: " "}
MARKS = str.maketrans(
    PAGE_TEXT | {code: None for code in range(32) if code not in (*PAGE_TEXT, 0x09, 0x0A, 0x13, 0x14, 0x15)}
)
FIELDS = re.compile("([\x13\x14\x15])")  # a field begins, its result begins, it ends
LINK = re.compile(r"\s*HYPERLINK\s+\"(https?://[^\"\s]{1,2000})\"")
TO_DO = "open it in a word processor, and save it as .docx, PDF or text"

pieces = whole


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for a compound file; a message of Outlook is taken for the mail in it before."""
    return head.startswith(compound.MAGIC)


def read(piece: Piece) -> Iterator[Post | Problem]:
    """The document."""
    try:
        tree = compound.tree(piece.data)
    except compound.Damaged:
        tree = {}
    stream = tree.get("worddocument")
    if not isinstance(stream, bytes) or len(stream) < 0x200 or _number(stream, 0, "<H") not in (WORD_97, *WORD_95):
        yield Problem(piece.place, "an old office file, or an item of Outlook, that is damaged or no text", TO_DO)
    elif _number(stream, 0x0A, "<H") & ENCRYPTED:
        yield Problem(piece.place, "a Word document with a password", TO_DO)
    else:
        found = told_as("a damaged Word document", TO_DO, guarded(piece.place, post, tree, stream, piece))
        if isinstance(found, Post) and not found.text.strip():
            found = Problem(piece.place, "a Word document without text", "it holds pictures or other files only")
        yield found


def post(tree: compound.Tree, stream: bytes, piece: Piece) -> Post:
    """The document of a stream."""
    new = _number(stream, 0, "<H") == WORD_97
    return document.post(_shown(_of_pieces(tree, stream) if new else _of_word_95(stream)), piece)


def _of_word_95(stream: bytes) -> str:
    """The text where it stands in one piece, in a charset that the letters tell."""
    start, count = _number(stream, 0x18, "<I"), _number(stream, 0x34, "<I")
    if _number(stream, 0x0A, "<H") & WIDE:
        pairs = stream[start : start + 2 * count]  # each is a letter, its second byte first
        return decode(bytes(byte for pair in zip(pairs[1::2], pairs[::2], strict=False) for byte in pair if byte))
    return decode(stream[start : start + count])


def _of_pieces(tree: compound.Tree, stream: bytes) -> str:
    """The text, its notes and its boxes, from the pieces in which Word kept them (MS-DOC, 2.8.35)."""
    table = tree.get("1table" if _number(stream, 0x0A, "<H") & SECOND_TABLE else "0table")
    if not isinstance(table, bytes):
        raise ValueError("without its table")
    at, length = struct.unpack_from("<II", stream, 0x1A2)
    rows, end = table[at : at + length], 0
    while rows[end : end + 1] == b"\x01":  # how parts of it look
        end += 3 + _number(rows, end + 1, "<H")
    rows = rows[end + 5 :]
    number = (len(rows) - 4) // 12
    places = struct.unpack_from(f"<{number + 1}I", rows)
    left = len(stream)  # letters, of which none takes less than a byte: in a bad file pieces lie upon one another
    parts: list[str] = []
    for piece in range(number):
        begin = _number(rows, 4 * (number + 1) + 8 * piece + 2, "<I")
        count = max(0, min(places[piece + 1] - places[piece], left))
        left -= count
        if begin & PACKED:
            begin = (begin & ~PACKED) // 2
            parts.append(stream[begin : begin + count].decode("cp1252", "replace"))
        else:
            parts.append(stream[begin : begin + 2 * count].decode("utf-16-le", "replace"))
    text = "".join(parts)
    return "".join(text[start:end] for start, end in _of_text(stream))


def _of_text(stream: bytes) -> Iterator[tuple[int, int]]:
    """Where the text, its notes and its boxes stand among all letters of the document."""
    start = 0
    for at in range(COUNTS[0], COUNTS[-1] + 4, 4):
        end = start + _number(stream, at, "<I")
        if at in COUNTS:
            yield start, end
        start = end


@dataclass(slots=True)
class _Field:
    """A field that is open: what it says, and the address that it leads to, once its result begins."""

    says: list[str] = field(default_factory=list)
    instructs: bool = True
    url: str = ""
    begin: int = 0  # parts that were shown before its result

    def result_begins(self, begin: int) -> None:
        """What follows is the result."""
        found = LINK.match("".join(self.says))
        self.url, self.instructs, self.begin = found[1] if found else "", False, begin


def _shown(text: str) -> str:
    """The text as it is read: of fields their results, of links their addresses too, tables as lines."""
    shown: list[str] = []
    fields: list[_Field] = []  # those that are open, from the outermost on
    hidden = 0  # how many of them are at their instruction
    for part in FIELDS.split(text):
        last = fields[-1] if fields else None
        if part == "\x13":
            fields.append(_Field())
            hidden += 1
        elif part == "\x14" and last:
            hidden -= last.instructs
            last.result_begins(len(shown))
        elif part == "\x15" and last:
            hidden -= last.instructs
            fields.pop()
            if last.url and not hidden and not rich_text.says(last.url, shown[last.begin : last.begin + 2]):
                shown.append(f" <{last.url}>")
        elif last and last.instructs:
            last.says.append(part)
        elif part and not hidden:
            shown.append(part)
    return "".join(shown).replace("\x07\x07", "\n").translate(MARKS)


def _number(data: bytes, at: int, form: str) -> int:
    return int(struct.unpack_from(form, data, at)[0])
