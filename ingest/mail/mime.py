"""The MIME tree of a mail as leaves: its text, its attachments, the mails inside it.

Two parsers stand behind one result: fast-mail-parser (Rust, 20 times faster) and the standard library's, which reads what the
first refuses and all mail where the first is not installed. A test holds them to the same rows.
"""

from __future__ import annotations

import binascii
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from hashlib import sha256
from html import escape
from itertools import chain
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

ALTERNATIVE = "multipart/alternative"
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
# encodings in which how lines end is the transport's, not the content's
LINES = {"", "7bit", "8bit", "quoted-printable"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part that holds no other: its bytes after transfer decoding."""

    content_type: str
    declared: str  # the whole Content-Type field, with its charset
    filename: str
    disposition: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Inner:
    """A mail inside a mail (message/rfc822)."""

    headers: Headers
    content: Content
    in_digest: bool = False  # stands in a multipart/digest: it was posted, not forwarded


@dataclass(frozen=True, slots=True)
class Choice:
    """Options that say the same in several ways (multipart/alternative; RFC 2046, 5.1.4), each with its parts.

    An option can have many: Apple Mail writes a text, and beside it pieces of HTML with the attachments between them.
    """

    options: list[list[Part]]


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail holds. ``html`` is "" wherever all of the body is at hand as text."""

    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    inner: tuple[Inner, ...] = ()


Part = Leaf | Inner | Choice


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


class NestedTooDeep(ValueError):
    """A mail whose parts hold parts, hundreds or thousands deep: nobody writes one, and parsers break on it."""

    def __init__(self) -> None:
        super().__init__("its MIME parts are nested too deep")


def _parts(raw: bytes, depth: int = 0) -> list[Part]:
    """The parts of a mail that stands in so many others."""
    if _has_more(raw, b";", MULTIPARTS) and sum(1 for _ in MULTIPART.finditer(raw)) > MULTIPARTS:
        raise NestedTooDeep
    if FAST:
        try:
            return list(_fast(fast_mail_parser.parse_email_tree(raw), depth))
        except fast_mail_parser.MimeStructureError as error:
            if "nesting" in str(error) and sum(1 for _ in NESTING.finditer(raw)) > LEVELS:
                raise NestedTooDeep from error
        except fast_mail_parser.ParseError:
            pass  # its strictness (broken base64) is not ours
    return list(_plain(BytesParser(policy=compat32).parsebytes(raw), depth))


def _has_more(raw: bytes, mark: bytes, limit: int) -> bool:
    """True where a byte stands in a mail more than so many times: where it is rare, finding is ten times as fast as counting."""
    at = -1
    for _ in range(limit + 1):
        at = raw.find(mark, at + 1)
        if at < 0:
            return False
    return True


def _fast(node: fast_mail_parser.PyMimePart, depth: int, in_digest: bool = False) -> Iterator[Part]:
    if node.is_message and node.children and depth < DEPTH:
        inner = node.children[0]
        fields = {name.lower(): [decode_words(v) for v in values] for name, values in inner.headers.items()}
        yield Inner(fields, _content(list(_fast(inner, depth + 1))), in_digest)
    elif node.children:
        kind = node.content_type
        yield from _together(kind, [list(_fast(child, depth, kind == DIGEST)) for child in node.children])
    elif node.content is not None:
        fields = {name.lower(): values for name, values in node.headers.items()}
        yield from _opened(_leaf(node.content_type, fields, node.filename, node.content), depth)


def _plain(node: Message, depth: int, in_digest: bool = False) -> Iterator[Part]:
    kind = node.get_content_type()
    payload: Any = node.get_payload()  # the stubs promise less than a list of messages, a text, or None
    if kind == "message/rfc822" and isinstance(payload, list) and payload and depth < DEPTH:
        inner = payload[0]
        fields: Headers = {}
        for name, value in inner.items():
            fields.setdefault(name.lower(), []).append(decode_words(headers.FOLD.sub(" ", str(value)).strip()))
        yield Inner(fields, _content(list(_plain(inner, depth + 1))), in_digest)
    elif isinstance(payload, list):
        yield from _together(kind, [list(_plain(child, depth, kind == DIGEST)) for child in payload])
    else:
        fields = {name.lower(): [headers.FOLD.sub(" ", str(value))] for name, value in node.items()}
        yield from _opened(_leaf(kind, fields, _filename(node), _decoded(node)), depth)


def _together(content_type: str, parts: list[list[Part]]) -> Iterable[Part]:
    return [Choice(parts)] if content_type == ALTERNATIVE else chain.from_iterable(parts)


def _opened(leaf: Leaf, depth: int) -> list[Part]:
    """The part; of one that S/MIME signed as a whole, the parts that were signed."""
    entity = smime.signed(leaf.content) if leaf.content_type in SIGNED and depth < DEPTH else b""
    return _parts(entity, depth + 1) if entity else [leaf]


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


def _leaf(content_type: str, fields: Headers, filename: str, content: bytes) -> Leaf:
    # RFC 2045, 5.2; a multipart without parts
    if content_type.count("/") != 1 or content_type.startswith("multipart/"):
        content_type = "text/plain"
    if b"\r" in content and first(fields, "content-transfer-encoding").strip().lower() in LINES:
        content = content.replace(b"\r\n", b"\n")
    disposition = first(fields, "content-disposition").split(";", 1)[0].strip().lower()
    name = " ".join(decode_words(filename).split())
    return Leaf(content_type.lower(), first(fields, "content-type").lower(), name, disposition, content)


# -- one result --------------------------------------------------------------------------------------------------------


def _content(parts: list[Part]) -> Content:
    """Body text or HTML, attachments and inner mails of the parts, in order."""
    flat = list(_flat(parts))
    leaves = [part for part in flat if isinstance(part, Leaf)]
    shown = {id(leaf) for leaf in [leaf for leaf in leaves if _is_shown(leaf)] or _first_text(leaves)}
    attachments = tuple(_attachment(leaf) for leaf in leaves if id(leaf) not in shown and leaf.content)
    inner = tuple(part for part in flat if isinstance(part, Inner))
    return Content(*_body(_blocks(parts, shown)), attachments, inner)


def _flat(parts: Iterable[Part]) -> Iterator[Leaf | Inner]:
    for part in parts:
        if isinstance(part, Choice):
            yield from _flat(chain.from_iterable(part.options))
        else:
            yield part


def _is_shown(leaf: Leaf) -> bool:
    return leaf.content_type in ("text/plain", "text/html") and leaf.disposition != "attachment" and not leaf.filename


def _first_text(leaves: list[Leaf]) -> list[Leaf]:
    """The first text part where every one bears a file name: some programs name the body too."""
    return [leaf for leaf in leaves if leaf.content_type.startswith("text/") and leaf.disposition != "attachment"][:1]


Block = tuple[str, str]  # a piece of the body: as text, and as HTML; "" where it is not at hand as that


def _blocks(parts: Iterable[Part], shown: Collection[int]) -> Iterator[Block]:
    for part in parts:
        if isinstance(part, Choice):
            options = [list(_blocks(option, shown)) for option in part.options]
            if any(options):
                yield _in_one(options)
        elif isinstance(part, Leaf) and id(part) in shown:
            if part.content_type == "text/html":
                yield "", decode(part.content, charset(part.declared))
            else:
                yield _text(part.content, part.declared), ""


def _in_one(options: list[list[Block]]) -> Block:
    """The options of a choice as one block: as text those that are text throughout, as HTML those that hold any."""
    texts = [text for option in options if _is_text(option) for text, _ in option]
    pages = [_page(block) for option in options if any(html for _, html in option) for block in option]
    return "\n".join(texts), "\n".join(pages)


def _body(blocks: Iterable[Block]) -> Block:
    """All blocks as text where each has text, else all blocks as HTML."""
    blocks = list(blocks)
    if _is_text(blocks):
        return "\n".join(text for text, _ in blocks), ""
    return "", "\n".join(map(_page, blocks))


def _is_text(blocks: Iterable[Block]) -> bool:
    return all(text.strip() or not html.strip() for text, html in blocks)


def _page(block: Block) -> str:
    text, html = block
    return html or f"<pre>{escape(text)}</pre>"


def _attachment(leaf: Leaf) -> Attachment:
    digest = sha256(leaf.content).hexdigest()
    return Attachment(leaf.filename, leaf.content_type, len(leaf.content), digest, content=leaf.content)
