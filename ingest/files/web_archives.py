"""Web archives (WARC, ISO 28500): what a crawler or a browser was sent, one record after another. Pages and texts are taken out.

warcio, which others use, gives what is left of a record that is cut or damaged and does not say so (its issues 99, 127, 138); the
frame around a record is a header and a length, and what stands in it a response of HTTP.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ingest import headers
from ingest.files import one_file_pages
from ingest.files.unpack import COMPRESSIONS
from ingest.formats.piece import Buffer
from ingest.headers import Headers, first
from ingest.message import Problem

BEGIN = b"WARC/"
NEXT = b"\r\n\r\nWARC/1."  # where a record begins after damage
BLANK = b"\r\n\r\n"
HEAD = 65_536  # bytes of the longest header
DIGITS = 20  # of the length of a record; Python makes no number of thousands
LARGEST_PAGE = 16 << 20  # bytes
PAGES = {"text/html", "application/xhtml+xml"}
ENCODINGS = {"gzip": "gzip", "x-gzip": "gzip", "zstd": "zstd"}  # as HTTP names them -> as ``unpack`` does
# what mail and documents are sent as; pictures, styles and programs are a page's furniture
READ = PAGES | {
    "",
    "application/gzip",
    "application/json",
    "application/mbox",
    "application/msword",
    "application/octet-stream",
    "application/pdf",
    "application/rtf",
    "application/vnd.ms-outlook",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/x-gzip",
    "application/x-tar",
    "application/zip",
    "message/rfc822",
    "text/plain",
    "text/rtf",
}
# first bytes of what servers have no type for: fonts (TrueType, OpenType, WOFF, for old Internet Explorer), icons
FURNITURE = (b"\0\1\0\0", b"OTTO", b"wOFF", b"wOF2", b"\0\0\1\0")


@dataclass(frozen=True, slots=True)
class Response:
    """What an address gave: its bytes as they were sent, how they are packed, and what they are."""

    url: str
    body: bytes
    encoding: str = ""
    kind: str = ""
    charset: str = ""

    @property
    def path(self) -> str:
        """Host and path of the address, which name the list as those of a mirror on disk do."""
        return unquote(self.url.partition("://")[2].partition("#")[0])

    def open(self) -> io.BufferedIOBase:
        """The bytes as they were meant; a page says where it was. Raises ValueError or what unpacking raises."""
        stream = self._unpacked()
        if self.kind not in PAGES:
            return stream
        page = stream.read(LARGEST_PAGE + 1)
        if len(page) > LARGEST_PAGE:
            raise ValueError("a page of more than 16 MB")
        return io.BytesIO(one_file_pages.placed(page, self.charset, self.url, self.kind) or b"")

    def _unpacked(self) -> io.BufferedIOBase:
        """The bytes without what the server packed them in; programs that record what a browser shows keep the field alone."""
        for first_bytes, (name, opener) in COMPRESSIONS.items():
            if name == ENCODINGS.get(self.encoding) and self.body.startswith(first_bytes):
                return opener(io.BytesIO(self.body))
        if self.encoding == "deflate":
            return io.BytesIO(_inflated(self.body))
        if self.encoding == "br" and b"<" not in self.body[:512]:
            raise ValueError("it was sent in Brotli; record it without")
        return io.BytesIO(self.body)


def is_one(data: Buffer) -> bool:
    """True for a web archive."""
    return data[: len(BEGIN)] == BEGIN and b"\nwarc-type:" in data[:HEAD].lower()


def responses(data: Buffer) -> Iterator[Response | Problem | None]:
    """What was sent, in the archive's order, and where it is damaged first; None for each record that is of no use here."""
    at, sound = 0, True
    while at < len(data):
        end = data.find(BLANK, at, at + HEAD)
        fields = headers.parse(data[at:end]) if end >= 0 and data[at : at + len(BEGIN)] == BEGIN else {}
        length = first(fields, "content-length")
        if not (length.isascii() and length.isdigit() and len(length) < DIGITS):
            following = data.find(NEXT, at)
            place = f"{at}-{following if following >= 0 else len(data)}"
            yield Problem(place, "damaged web archive", "fetch it again; what is whole was read") if sound else None
            sound = False
            if following < 0:
                return
            at = following + len(BLANK)
            continue
        start, end = end + len(BLANK), end + len(BLANK) + int(length)
        if end > len(data):
            yield Problem(f"{at}-", "a web archive that is cut off", "fetch it again; what is there was read")
        yield _response(fields, data[start:end])
        at = end
        while data[at : at + 2] == b"\r\n":
            at += 2


def _response(fields: Headers, block: bytes) -> Response | None:
    """What a record holds, where it is a page, a text or a file that somebody was sent."""
    url, of = first(fields, "warc-target-uri").strip("<>"), first(fields, "warc-type").lower()
    scheme, _, rest = url.partition("://")
    if scheme.lower() not in ("http", "https") or rest.partition("/")[2] == "robots.txt":
        return None
    url = f"{scheme.lower()}://{rest}"
    if of == "resource":
        return _of_kind(url, block, fields)
    head, blank, body = block.partition(BLANK)
    status, _, fields_sent = head.partition(b"\r\n")
    if of != "response" or not blank or status.split()[1:2] != [b"200"]:
        return None
    sent = headers.parse(fields_sent)
    if "chunked" in first(sent, "transfer-encoding").lower():
        body = _joined(body)
    return _of_kind(url, body, sent)


def _of_kind(url: str, body: bytes, fields: Headers) -> Response | None:
    kind, _, rest = first(fields, "content-type").partition(";")
    kind, charset = kind.strip().lower(), rest.lower().partition("charset=")[2].strip("\"' ;")
    encoding = first(fields, "content-encoding").lower()
    if kind not in READ or not body or body.startswith(FURNITURE):
        return None
    return Response(url, body, encoding, kind, charset.partition(";")[0])


def _joined(body: bytes) -> bytes:
    """Chunks (RFC 9112, 7.1) as one; as it is where there are none, which some programs undo and do not say."""
    found: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 100)
        try:
            size = int(body[at:end].partition(b";")[0], 16)
        except ValueError:
            return b"".join(found) if found else body
        if not size:
            break
        found.append(body[end + 2 : end + 2 + size])
        at = end + 4 + size
    return b"".join(found)


def _inflated(body: bytes) -> bytes:
    """What was sent as "deflate": with the frame of zlib, as it should be, or without. Raises ValueError for what has no end."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        try:
            found = unpacker.decompress(body, LARGEST_PAGE)
        except zlib.error:
            continue
        if unpacker.unconsumed_tail:
            raise ValueError("too large when unpacked")
        return found
    return body
