"""Short stable ids: the same key gives the same id on every machine, for ever."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha1, sha256

LENGTH = 12  # characters of base32, 60 bits: two of a million ids meet with a chance of 4 in ten million


def short_id(*key: str) -> str:
    """The id of a key: 12 characters of lower-case base32 of sha256.

    >>> short_id("mid", "note-1@example.org")
    'lmvp3qg5sli7'
    """
    digest = sha256("\x1f".join(key).encode("utf-8", "surrogatepass")).digest()
    return b32encode(digest[:10]).decode("ascii")[:LENGTH].lower()


def hyperkitty_hash(message_id: str) -> str:
    """The permalink of a Message-ID in HyperKitty and Mailman 3 (RFC 5064: base32 of sha1).

    >>> hyperkitty_hash("note-1@example.org")
    'UJ3L55QD5K3GXCWGJPZWZGHELHIQAO3M'
    """
    return b32encode(sha1(message_id.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()).decode("ascii")
