"""Messages that Outlook saved as files (``.msg``): each is written as the mail that it was, which is then read like any other.

Such a file is a compound file that holds properties (MS-OXMSG) by number (MS-OXPROPS). The header is the one that the mail came
with, where it came from outside; of what was sent or delivered within an organisation the properties tell it.
"""

from __future__ import annotations

import re
import struct
from base64 import encodebytes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from ingest import headers, rich_text
from ingest.files import compound
from ingest.files.compound import Tree
from ingest.formats.piece import Buffer

PROPERTIES = "__properties_version1.0"
NAME = PROPERTIES.encode("utf-16-le")  # as it stands in the directory of the file
OF_THE_FILE, OF_A_MESSAGE, OF_A_PART = 32, 24, 8  # bytes above a table of properties (MS-OXMSG, 2.4.1)
DEPTH = 8  # messages in messages
UNREADABLE = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)

# numbers of properties (MS-OXPROPS)
MESSAGE_CLASS, SUBJECT, SUBMITTED, DELIVERED = 0x001A, 0x0037, 0x0039, 0x0E06
TRANSPORT_HEADER, MESSAGE_ID, IN_REPLY_TO, REFERENCES = 0x007D, 0x1035, 0x1042, 0x1039
BODY, HTML, RICH_TEXT, CODEPAGE, INTERNET_CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FFD, 0x3FDE
KIND_OF_RECIPIENT, RECIPIENT_NAME, RECIPIENT_SMTP, RECIPIENT_ADDRESS = 0x0C15, 0x3001, 0x39FE, 0x3003
ATTACHED, LONG_NAME, SHORT_NAME, DISPLAY_NAME, MIME_TYPE, CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x370E, 0x3712
# name, SMTP address, address: of the author, and of who sent it for them
SENDERS = ((0x0042, 0x5D02, 0x0065), (0x0C1A, 0x5D01, 0x0C1F))
RECIPIENTS = {1: "To", 2: "Cc"}  # 3 is Bcc, which no mail tells

# classes of items; the others are contacts, tasks, appointments
MAILS = ("IPM.NOTE", "IPM.POST", "IPM.SCHEDULE.MEETING", "REPORT.")
SIGNED = "IPM.NOTE.SMIME"
FOLD = re.compile(r"[\r\n\x00]+[ \t]*")
OF_PARTS = ("content-", "mime-version")  # fields of the mail as it was packed, which the file does not keep
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # from which Windows counts tenths of a microsecond
IN_NO_NAME, QUOTED = re.compile(r"[\"\\]"), re.compile(r"[<>(),:;@\[\]]")  # RFC 5322, 3.2.4: what a name is quoted for
TYPE = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,80}", re.ASCII)


def is_one(data: Buffer) -> bool:
    """True for a compound file that holds the properties of a message; an old document of Word with a message in it is one too."""
    return data[: len(compound.MAGIC)] == compound.MAGIC and data.find(NAME) >= 0


def mail(data: bytes) -> bytes:
    """The mail; the file itself where it holds none, or is damaged. The same file gives the same bytes."""
    try:
        return _mail(_Folder(compound.tree(data), OF_THE_FILE), sha256(data).hexdigest()[:24], 0) or data
    except UNREADABLE:
        return data


@dataclass(slots=True)
class _Folder:
    """A storage of the file: the message, a recipient of it, an attachment, or a message attached."""

    tree: Tree
    begin: int  # bytes above the table of its properties
    _fixed: dict[int, bytes] = field(default_factory=dict)  # number of a property -> its 8 bytes

    def __post_init__(self) -> None:
        rows = self._stream(PROPERTIES)[self.begin :]
        self._fixed = {tag >> 16: value for tag, _, value in struct.iter_unpack("<II8s", rows[: len(rows) // 16 * 16])}

    def number(self, key: int) -> int:
        """A whole number of 32 bits, 0 where there is none."""
        return int.from_bytes(self._fixed.get(key, b"")[:4], "little")

    def time(self, key: int) -> datetime | None:
        """A moment in UTC."""
        ticks = int.from_bytes(self._fixed.get(key, b""), "little")
        return EPOCH + timedelta(microseconds=ticks // 10) if ticks else None

    def text(self, key: int) -> str:
        """A text, "" where there is none."""
        wide = self._stream(f"__substg1.0_{key:04X}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return self.raw(key, "001E").decode(self.charset(CODEPAGE), "replace").rstrip("\0")

    def line(self, key: int) -> str:
        """A text on one line."""
        return FOLD.sub(" ", self.text(key)).strip()

    def raw(self, key: int, form: str = "0102") -> bytes:
        """A property that is bytes."""
        return self._stream(f"__substg1.0_{key:04X}{form}")

    def charset(self, key: int) -> str:
        """Python's name of the charset that a property names; Western European where it names none that is known."""
        return rich_text.charset(self.number(key))

    def folders(self, name: str, begin: int) -> Iterator[_Folder]:
        """The storages in this one whose names begin so, in order."""
        for each in sorted(each for each in self.tree if each.startswith(name)):
            inner = self.tree[each]
            if not isinstance(inner, bytes):
                yield _Folder(inner, begin)

    def _stream(self, name: str) -> bytes:
        found = self.tree.get(name.lower(), b"")
        return found if isinstance(found, bytes) else b""


def _mail(folder: _Folder, mark: str, depth: int) -> bytes:
    """The mail in a folder, nothing where it is none; ``mark`` stands in no text, and tells its parts from one another.

    Written by hand: Python's generator folds a field in a time that grows with the square of its length.
    """
    kind = folder.text(MESSAGE_CLASS).upper()
    if not kind.startswith(MAILS) or depth > DEPTH:
        return b""
    head = "".join(f"{name}: {value}\n" for name, value in _header(folder)) + "MIME-Version: 1.0\n"
    texts = _parted("alternative", f"texts-{depth}-{mark}", _texts(folder))
    return head.encode("utf-8", "replace") + _parted(
        "mixed", f"{depth}-{mark}", (texts, *_attached(folder, kind, mark, depth))
    )


def _header(folder: _Folder) -> Iterator[tuple[str, str]]:
    """The fields that the mail came with, and those that only the properties tell."""
    there = set()
    for field_name, value in headers.FIELD.findall(folder.text(TRANSPORT_HEADER).encode("utf-8", "replace")):
        name = field_name.decode("ascii")
        if not name.lower().startswith(OF_PARTS):
            there.add(name.lower())
            yield name, FOLD.sub(" ", value.decode("utf-8")).strip()
    for name, value in _told(folder):
        if name.lower() not in there and (value or name == "From"):  # a draft is from nobody, and a mail all the same
            yield name, value


def _told(folder: _Folder) -> Iterator[tuple[str, str]]:
    """The fields of a header as the properties tell them."""
    yield "From", next((sender for keys in SENDERS if (sender := _person(folder, *keys))), "")
    recipients = [(each.number(KIND_OF_RECIPIENT), each) for each in folder.folders("__recip_version1.0_#", OF_A_PART)]
    for number, name in RECIPIENTS.items():
        people = (
            _person(each, RECIPIENT_NAME, RECIPIENT_SMTP, RECIPIENT_ADDRESS)
            for kind, each in recipients
            if kind == number
        )
        yield name, ", ".join(person for person in people if person)
    yield "Subject", folder.line(SUBJECT)
    sent = folder.time(SUBMITTED) or folder.time(DELIVERED)
    yield "Date", format_datetime(sent) if sent else ""
    yield "Message-ID", folder.line(MESSAGE_ID)
    yield "In-Reply-To", folder.line(IN_REPLY_TO)
    yield "References", folder.line(REFERENCES)


def _person(folder: _Folder, name: int, smtp: int, address: int) -> str:
    """A name and an address as a header has them; an address that is none outside ("/O=EXAMPLE/OU=...") is left out."""
    found = folder.line(smtp) or folder.line(address)
    found = found if "@" in found and " " not in found else ""
    named = IN_NO_NAME.sub("", folder.line(name)).strip("' ")
    if not found or named in ("", found):
        return found or named
    return f'"{named}" <{found}>' if QUOTED.search(named) else f"{named} <{found}>"


def _texts(folder: _Folder) -> Iterator[bytes]:
    """The body as text and as HTML, where there are both."""
    html, charset = folder.raw(HTML), folder.charset(INTERNET_CODEPAGE)
    if not html and (text := folder.text(HTML)):
        html, charset = text.encode("utf-8", "replace"), "utf-8"
    rich = b"" if html else rich_text.unpacked(folder.raw(RICH_TEXT))
    if rich and (text := rich_text.html(rich)):
        html, charset = text.encode("utf-8", "replace"), "utf-8"
    plain = folder.text(BODY) or ("" if html else rich_text.text(rich))
    if plain:
        yield _part("text/plain", plain.encode("utf-8", "replace"), "utf-8")
    if html:
        yield _part("text/html", html, charset)


def _attached(folder: _Folder, kind: str, mark: str, depth: int) -> Iterator[bytes]:
    """Each file and each message that is attached; of a mail that was signed as a whole, what was signed."""
    for at, each in enumerate(folder.folders("__attach_version1.0_#", OF_A_PART)):
        inner = next(each.folders("__substg1.0_3701000d", OF_A_MESSAGE), None)
        held = _mail(inner, f"{at}-{mark}", depth + 1) if inner else b""
        if held:
            yield b"Content-Type: message/rfc822\n\n" + held
            continue
        content, main = each.raw(ATTACHED), each.line(MIME_TYPE).lower()
        if kind.startswith(SIGNED) and main.startswith("multipart/"):
            yield content
            continue
        whole = not TYPE.fullmatch(main) or main.startswith(("multipart/", "message/"))
        name = each.line(LONG_NAME) or each.line(SHORT_NAME) or each.line(DISPLAY_NAME)
        shown = each.line(CONTENT_ID)
        fields = (
            f"Content-Disposition: {'inline' if shown else 'attachment'}; filename*=utf-8''{quote(name, safe='')}\n"
        )
        fields += f"Content-ID: <{shown}>\n" if shown else ""
        yield _part("application/octet-stream" if whole else main, content, fields=fields)


def _part(main: str, content: bytes, charset: str = "", fields: str = "") -> bytes:
    """A part of a mail, its bytes in base64."""
    kind = f'{main}; charset="{charset}"' if charset else main
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n{fields}\n"
    return head.encode("utf-8", "replace") + encodebytes(content)


def _parted(kind: str, boundary: str, parts: Iterable[bytes]) -> bytes:
    """Parts as one (RFC 2046)."""
    line = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
    return head + b"".join(b"%s\n%s\n" % (line, part) for part in parts) + line + b"--\n"
