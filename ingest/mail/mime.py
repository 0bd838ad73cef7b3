"""The MIME tree of a mail as leaves: its text, its attachments, the mails inside it.

Two parsers stand behind one result: fast-mail-parser (Rust, 20 times faster) and the standard library's, which reads what the
first refuses and all mail where the first is not installed. A test holds them to the same rows.
"""

from __future__ import annotations

import binascii
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from hashlib import sha256
from html import escape
from typing import Any

from ingest import headers
from ingest.headers import Headers, decode_words, first
from ingest.mail import smime
from ingest.mail.charsets import decode
from ingest.mail.debris import unflow
from ingest.message import Attachment

try:
    import fast_mail_parser
except ImportError:  # no wheel for this machine: the plain path reads everything
    FAST = False
else:
    FAST = not os.environ.get("PLAIN_MIME")

DIGEST = "multipart/digest"  # RFC 2046, 5.1.5
DEPTH = 12  # mails inside mails, and signed ones; deeper ones stay attachments
SIGNED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}  # or encrypted
MULTIPARTS = 5_000  # declared in one mail; each needs a ";" before its boundary, and base64 has none
MULTIPART = re.compile(rb"\bmultipart/", re.I)
LEVELS = 400  # of parts in parts that the standard library's parser reads, in about a second
NESTING = re.compile(rb"\b(?:multipart/|message/rfc822)", re.I)
CHARSET = re.compile(r"\bcharset\s*\*?=\s*\"?'?([^\s\";']{1,60})", re.I)
FLOWED = re.compile(r"\bformat\s*=\s*\"?flowed", re.I)
DELSP = re.compile(r"\bdelsp\s*=\s*\"?yes", re.I)
IDENTITY = {"", "7bit", "8bit", "binary"}
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
LINES = {
    "",
    "7bit",
    "8bit",
    "quoted-printable",
}  # encodings in which how lines end is the transport's, not the content's


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part that holds no other: its bytes after transfer decoding."""

    content_type: str
    declared: str  # the whole Content-Type field, with its charset
    filename: str
    disposition: str
    content: bytes
    alternative: int = 0  # the number of the multipart/alternative it stands in, 0 for none


@dataclass(frozen=True, slots=True)
class Inner:
    """A mail inside a mail (message/rfc822)."""

    headers: Headers
    content: Content
    in_digest: bool = False  # stands in a multipart/digest: it was posted, not forwarded


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail holds. ``html`` is "" wherever all of the body is at hand as text."""

    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    inner: tuple[Inner, ...] = ()


def read(raw: bytes, fields: Headers, body: int) -> Content:
    """The content of the mail ``raw``, whose header block is ``fields`` and whose body begins at byte ``body``."""
    content_type = first(fields, "content-type").lower()
    encoding = first(fields, "content-transfer-encoding").strip().lower()
    if encoding in IDENTITY and (not content_type or content_type.startswith("text/plain")):
        return Content(_text(raw[body:], content_type))
    parts = _parts(raw)
    if not parts:  # a multipart without its boundary: all of it is text
        return Content(decode(raw[body:]))
    return _content(parts)


def undeclared(body: bytes) -> bytes:
    """The Content-Type of a body whose parts stand in it while its header does not say so, as Mailman before 2.1 archived mails.

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


def _text(content: bytes, content_type: str) -> str:
    """The text of a part, its soft line ends undone where the part declares them."""
    return unflowed(decode(content, charset(content_type)), content_type)


def unflowed(text: str, content_type: str) -> str:
    """A text without the soft line ends that its Content-Type declares (RFC 3676)."""
    return unflow(text, bool(DELSP.search(content_type))) if FLOWED.search(content_type) else text


def charset(content_type: str) -> str:
    """The charset a Content-Type declares, "" where it declares none."""
    found = CHARSET.search(content_type)
    return found[1] if found else ""


# -- the two parsers ---------------------------------------------------------------------------------------------------


Part = Leaf | Inner


class NestedTooDeep(ValueError):
    """A mail whose parts hold parts, hundreds or thousands deep: nobody writes one, and parsers break on it."""

    def __init__(self) -> None:
        super().__init__("its MIME parts are nested too deep")


def _parts(raw: bytes, numbers: _Numbers | None = None) -> list[Part]:
    numbers = numbers or _Numbers()
    if _has_more(raw, b";", MULTIPARTS) and sum(1 for _ in MULTIPART.finditer(raw)) > MULTIPARTS:
        raise NestedTooDeep
    if FAST:
        try:
            return list(_fast(fast_mail_parser.parse_email_tree(raw), numbers))
        except fast_mail_parser.MimeStructureError as error:
            if "nesting" in str(error) and sum(1 for _ in NESTING.finditer(raw)) > LEVELS:
                raise NestedTooDeep from error
        except fast_mail_parser.ParseError:
            pass  # its strictness (broken base64) is not ours
    return list(_plain(BytesParser(policy=compat32).parsebytes(raw), numbers))


def _has_more(raw: bytes, mark: bytes, limit: int) -> bool:
    """True where a byte stands in a mail more than so many times: where it is rare, finding is ten times as fast as counting."""
    at = -1
    for _ in range(limit + 1):
        at = raw.find(mark, at + 1)
        if at < 0:
            return False
    return True


@dataclass(slots=True)
class _Numbers:
    """Counts multipart/alternative nodes, and bounds the depth of mails inside mails."""

    alternatives: int = 0
    depth: int = field(default=0)


def _fast(
    node: fast_mail_parser.PyMimePart, numbers: _Numbers, alternative: int = 0, in_digest: bool = False
) -> Iterator[Part]:
    if node.content_type == "multipart/alternative" and not alternative:
        numbers.alternatives += 1
        alternative = numbers.alternatives
    if node.is_message and node.children and numbers.depth < DEPTH:
        inner = node.children[0]
        fields = {name.lower(): [decode_words(v) for v in values] for name, values in inner.headers.items()}
        yield Inner(fields, _content(list(_fast(inner, _Numbers(0, numbers.depth + 1)))), in_digest)
    elif node.children:
        for child in node.children:
            yield from _fast(child, numbers, alternative, node.content_type == DIGEST)
    elif node.content is not None:
        fields = {name.lower(): values for name, values in node.headers.items()}
        yield from _opened(_leaf(node.content_type, fields, node.filename, node.content, alternative), numbers)


def _plain(node: Message, numbers: _Numbers, alternative: int = 0, in_digest: bool = False) -> Iterator[Part]:
    kind = node.get_content_type()
    if kind == "multipart/alternative" and not alternative:
        numbers.alternatives += 1
        alternative = numbers.alternatives
    payload: Any = node.get_payload()  # the stubs promise less than a list of messages, a text, or None
    if kind == "message/rfc822" and isinstance(payload, list) and payload and numbers.depth < DEPTH:
        inner = payload[0]
        fields: Headers = {}
        for name, value in inner.items():
            fields.setdefault(name.lower(), []).append(decode_words(headers.FOLD.sub(" ", str(value)).strip()))
        yield Inner(fields, _content(list(_plain(inner, _Numbers(0, numbers.depth + 1)))), in_digest)
    elif isinstance(payload, list):
        for child in payload:
            yield from _plain(child, numbers, alternative, kind == DIGEST)
    else:
        fields = {name.lower(): [headers.FOLD.sub(" ", str(value))] for name, value in node.items()}
        yield from _opened(_leaf(kind, fields, _filename(node), _decoded(node), alternative), numbers)


def _opened(leaf: Leaf, numbers: _Numbers) -> Iterator[Part]:
    """The part; of one that S/MIME signed as a whole, the parts that were signed."""
    entity = smime.signed(leaf.content) if leaf.content_type in SIGNED and numbers.depth < DEPTH else b""
    if not entity:
        yield leaf
        return
    numbers.depth += 1
    yield from _parts(entity, numbers)
    numbers.depth -= 1


def _decoded(node: Message) -> bytes:
    try:
        payload = node.get_payload(decode=True)
    except (binascii.Error, ValueError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    return str(node.get_payload()).encode("utf-8", "surrogateescape")


def _filename(node: Message) -> str:
    try:
        return node.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""


def _leaf(content_type: str, fields: Headers, filename: str, content: bytes, alternative: int) -> Leaf:
    if content_type.count("/") != 1 or content_type.startswith(
        "multipart/"
    ):  # RFC 2045, 5.2; a multipart without parts
        content_type = "text/plain"
    if b"\r" in content and first(fields, "content-transfer-encoding").strip().lower() in LINES:
        content = content.replace(b"\r\n", b"\n")
    disposition = first(fields, "content-disposition").split(";", 1)[0].strip().lower()
    name = " ".join(decode_words(filename).split())
    return Leaf(content_type.lower(), first(fields, "content-type").lower(), name, disposition, content, alternative)


# -- one result --------------------------------------------------------------------------------------------------------


def _content(parts: list[Part]) -> Content:
    """Body text or HTML, attachments and inner mails of the parts, in order."""
    leaves = [p for p in parts if isinstance(p, Leaf)]
    shown = [leaf for leaf in leaves if _is_shown(leaf)] or _first_text(leaves)
    bodies = {id(leaf) for leaf in shown}
    attachments = tuple(_attachment(leaf) for leaf in leaves if id(leaf) not in bodies and leaf.content)
    inner = tuple(p for p in parts if isinstance(p, Inner))
    return Content(*_body(shown), attachments, inner)


def _is_shown(leaf: Leaf) -> bool:
    return leaf.content_type in ("text/plain", "text/html") and leaf.disposition != "attachment" and not leaf.filename


def _first_text(leaves: list[Leaf]) -> list[Leaf]:
    """The first text part where every one bears a file name: some programs name the body too."""
    return [leaf for leaf in leaves if leaf.content_type.startswith("text/") and leaf.disposition != "attachment"][:1]


def _body(shown: list[Leaf]) -> tuple[str, str]:
    """All blocks as text where each has text, else all blocks as HTML."""
    blocks: list[tuple[str, str]] = []
    last: Leaf | None = None
    for leaf in shown:
        is_html = leaf.content_type == "text/html"
        text = "" if is_html else _text(leaf.content, leaf.declared)
        html = decode(leaf.content, charset(leaf.declared)) if is_html else ""
        if last is not None and last.alternative == leaf.alternative != 0 and last.content_type != leaf.content_type:
            blocks[-1] = (blocks[-1][0] or text, blocks[-1][1] or html)
        else:
            blocks.append((text, html))
        last = leaf
    if all(text.strip() or not html.strip() for text, html in blocks):
        return "\n".join(text for text, _ in blocks), ""
    return "", "\n".join(html or f"<pre>{escape(text)}</pre>" for text, html in blocks)


def _attachment(leaf: Leaf) -> Attachment:
    digest = sha256(leaf.content).hexdigest()
    return Attachment(leaf.filename, leaf.content_type, len(leaf.content), digest, content=leaf.content)
