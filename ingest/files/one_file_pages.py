"""Pages that a browser saved as one file with all they show: MHTML (RFC 2557) and Safari's web archives. The page is taken out.

What is taken out begins with the address that the page was saved from, as browsers write it into pages that they save alone.
"""

from __future__ import annotations

import plistlib
from email import message_from_bytes
from email.message import Message
from xml.parsers.expat import ExpatError

from ingest import headers
from ingest.formats.piece import Buffer, declared
from ingest.mail.charsets import decode
from ingest.page_address import is_web

HEAD = 4096  # bytes in which the header block of a saved page ends
PLISTS = (b"bplist00", b"<?xml ve")  # binary, and as XML
MAIN = "WebMainResource"
SIGNS = (b"multipart/related", b"content-location:")  # of RFC 2557
OF_MAIL = ("message-id", "received", "sender", "to")  # fields that no browser writes
UNREADABLE = (AttributeError, ExpatError, KeyError, RecursionError, TypeError, ValueError, LookupError)


def is_one(data: Buffer) -> bool:
    """True for a page that was saved as one file."""
    return _is_mhtml(data[:HEAD]) or _is_web_archive(data)


def page(data: Buffer) -> bytes | None:
    """The page in UTF-8, or the text where the browser showed one; None where the file holds none that can be read."""
    whole = data[:]
    try:
        return _of_mhtml(message_from_bytes(whole)) if _is_mhtml(whole[:HEAD]) else _of_web_archive(whole)
    except UNREADABLE:
        return None


def placed(raw: bytes, charset: str, url: str, kind: str) -> bytes | None:
    """A page with its address on top, in UTF-8, which is seen before any charset is asked; text and documents as they are."""
    if "html" not in kind:
        return raw or None
    if not raw.strip():
        return None
    url = "".join(url.split())
    origin = f"<!-- saved from url=({len(url):04}){url} -->\n" if is_web(url) else ""
    text = decode(raw, charset or declared(raw))
    return f"{origin}{text}".encode("utf-8", "surrogatepass")


def _is_mhtml(head: bytes) -> bool:
    """True for the header block of a saved page: that of a mail that nobody sent."""
    block = head.lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if block.startswith(b"From ") or not any(sign in block.lower() for sign in SIGNS):
        return False
    fields = headers.parse(block)
    if "snapshot-content-location" in fields:
        return True
    browser = "mime-version" in fields and "@" not in headers.first(fields, "from")
    return browser and fields.keys().isdisjoint(OF_MAIL)


def _is_web_archive(data: Buffer) -> bool:
    return data[: len(PLISTS[0])].startswith(PLISTS) and data.find(MAIN.encode()) >= 0


def _of_mhtml(mail: Message) -> bytes | None:
    """The first part that is a page, else the first that is a text."""
    parts = [part for part in mail.walk() if not part.is_multipart()]
    for wanted in ("text/html", "application/xhtml+xml", "text/plain"):
        for part in parts:
            if part.get_content_type() == wanted:
                url = mail.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
                raw = part.get_payload(decode=True)
                return placed(raw if isinstance(raw, bytes) else b"", part.get_content_charset("") or "", url, wanted)
    return None


def _of_web_archive(data: bytes) -> bytes | None:
    main = plistlib.loads(data)[MAIN]
    kind = main.get("WebResourceMIMEType", "text/html")
    charset = main.get("WebResourceTextEncodingName", "")
    return placed(bytes(main["WebResourceData"]), str(charset), str(main.get("WebResourceURL", "")), kind)
