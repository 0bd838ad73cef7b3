"""Parts that stand in a body while its header does not say so, as Mailman before 2.1 archived mails."""

from __future__ import annotations

import re

from ingest.mail.mime import Content, read

# the first delimiter of a body (RFC 2046, 5.1.1): above it stands nothing, or a note for programs that do not know MIME
NOTES = (
    rb"This is an? (?:multi-?part |S/MIME |cryptographically signed |OpenPGP/MIME signed )?message (?:in MIME format|\(RFC \d{4})"
    rb"|This is a (?:MIME|multi-?part)[ -](?:encapsulated|encoded|formatted|MIME) (?:multi-?part )?message"
    rb"|This message is in MIME format"
    rb"|Dies ist eine mehrteilige (?:MIME[ -])?Nachricht"
    rb"|Ceci est un message (?:multi-?part|en plusieurs parties|au format MIME)"
    rb"|Este es un mensaje (?:multi-?parte|de varios componentes|con formato MIME)"
    rb"|Questo \S{1,2} un messaggio (?:multi-?parte|in formato MIME)"
)
FIRST_DELIMITER = re.compile(
    rb"\s{0,40}(?:>?\s{0,8}(?:%s)[^\n]{0,200}\n(?:[^\n-][^\n]{0,200}\n){0,4}\s{0,40})?"
    rb"^--([^\s\"][^\n\"]{0,98})\r?\n(?=Content-[A-Za-z-]{3,30}:)" % NOTES,
    re.M | re.I,
)
PART_TYPE = re.compile(rb"(?:[^\n]+\n){0,8}?Content-Type:[ \t]{0,4}([\w.+-]{1,80}/[\w.+-]{1,80})", re.I)


def undeclared(body: bytes) -> bytes:
    """The Content-Type of a body whose parts stand in it while its header does not say so.

    b"" where it has no parts: where it does not begin with a delimiter, or no further one stands below.

    >>> undeclared(b"--x\\nContent-Type: text/plain\\n\\nYes.\\n--x\\nContent-Type: text/html\\n\\n<p>Yes.\\n--x--\\n")
    b'multipart/alternative; boundary="x"'
    """
    found = FIRST_DELIMITER.match(body) if b"\nContent-" in body else None
    if found is None:
        return b""
    boundary = found[1].rstrip()
    parts = (b"\n" + body[found.start(1) - 2 :]).split(b"\n--" + boundary)[1:]
    if len(parts) < 2:
        return b""
    types = [said[1].lower() for part in parts if (said := PART_TYPE.match(part.lstrip(b"\r\n")))]
    subtype = b"alternative" if types == [b"text/plain", b"text/html"] else b"mixed"
    return b'multipart/%s; boundary="%s"' % (subtype, boundary)


def parts_in(text: str) -> Content | None:
    """What a text holds in which parts stand undeclared; None where none do, or where letters tell that somebody read them."""
    raw = text.encode() if text.isascii() else b""
    declared = undeclared(raw)
    if not declared:
        return None
    head = b"Content-Type: %s\n\n" % declared
    return read(head + raw, {"content-type": [declared.decode()]}, len(head))
