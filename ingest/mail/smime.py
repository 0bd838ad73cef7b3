"""What stands in an opaque signature of S/MIME (RFC 8551, 3.5.2): a mail whose parts lie in the signed data, and not beside it.

RFC 5652 defines it: ContentInfo { id-signedData, [0] SignedData { version, digests, EncapsulatedContentInfo { id-data, [0] OCTET
STRING } ... } }, in BER, where a length may be left open and a string may come in pieces. Nothing is verified.
"""

from __future__ import annotations

SEQUENCE, FIRST, OID, STRING, PIECES = 0x30, 0xA0, 0x06, 0x04, 0x24  # tags; FIRST is [0], PIECES a string of strings
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2
DATA = bytes.fromhex("2a864886f70d010701")
LONGEST_LENGTH = 8  # bytes
DEPTH = 16  # of strings in strings, and of what is passed over


class _Damaged(ValueError):
    """Bytes that are no such structure, or that are cut."""


def signed(data: bytes) -> bytes:
    """The MIME entity that was signed; b"" where the bytes hold none, as what is encrypted and a signature alone do."""
    try:
        return _entity(data)
    except _Damaged:
        return b""


def _entity(data: bytes) -> bytes:
    at = _enter(data, _named(data, _enter(data, 0, SEQUENCE), SIGNED_DATA), FIRST)
    version = _enter(data, at, SEQUENCE)
    digests = _behind(data, version)
    content = _enter(data, _behind(data, digests), SEQUENCE)
    pieces: list[bytes] = []
    _take(data, _enter(data, _named(data, content, DATA), FIRST), pieces)
    return b"".join(pieces)


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Tag, begin and end of the element that begins here; its end is -1 where its length is left open."""
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F:  # tags of several bytes stand in none of these
        raise _Damaged
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80:
        return tag, start, -1
    if length > 0x80:
        size = length - 0x80
        if size > LONGEST_LENGTH:
            raise _Damaged
        length, start = int.from_bytes(data[start : start + size]), start + size
    if start + length > len(data):
        raise _Damaged
    return tag, start, start + length


def _enter(data: bytes, at: int, wanted: int) -> int:
    """The begin of what stands in the element here, which has the tag."""
    tag, start, _ = _head(data, at)
    if tag != wanted:
        raise _Damaged
    return start


def _named(data: bytes, at: int, name: bytes) -> int:
    """The end of the identifier here, which is the one given."""
    tag, start, end = _head(data, at)
    if tag != OID or data[start:end] != name:
        raise _Damaged
    return end


def _behind(data: bytes, at: int, depth: int = 0) -> int:
    """The end of the element here."""
    _, start, end = _head(data, at)
    if end >= 0:
        return end
    if depth == DEPTH:
        raise _Damaged
    while not data.startswith(b"\0\0", start):
        start = _behind(data, start, depth + 1)
    return start + 2


def _take(data: bytes, at: int, pieces: list[bytes], depth: int = 0) -> int:
    """Add the bytes of the string here, whole or in pieces; its end."""
    tag, start, end = _head(data, at)
    if tag == STRING and end >= 0:
        pieces.append(data[start:end])
        return end
    if tag != PIECES or depth == DEPTH:
        raise _Damaged
    while start < end if end >= 0 else not data.startswith(b"\0\0", start):
        start = _take(data, start, pieces, depth + 1)
    return start if end >= 0 else start + 2
