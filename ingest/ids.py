"""Short stable ids: the same key gives the same id on every machine, for ever."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha1, sha256

LENGTH = 12  # characters of base32, 60 bits: two of a million ids meet with a chance of 4 in ten million
DIGITS = "abcdefghijklmnopqrstuvwxyz234567"  # RFC 4648, lower case
PAIRS = [
    a + b for a in DIGITS for b in DIGITS
]  # ten bits at a time: ids are made by the million, and b32encode is slow


def short_id(*key: str) -> str:
    """The id of a key: 12 characters of lower-case base32 of sha256.

    >>> short_id("mid", "note-1@example.org")
    'lmvp3qg5sli7'
    """
    bits = int.from_bytes(sha256("\x1f".join(key).encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 4
    return (
        PAIRS[bits >> 50]
        + PAIRS[bits >> 40 & 1023]
        + PAIRS[bits >> 30 & 1023]
        + PAIRS[bits >> 20 & 1023]
        + PAIRS[bits >> 10 & 1023]
        + PAIRS[bits & 1023]
    )


@lru_cache(maxsize=4096)  # a message and its sightings are asked for one after another
def hyperkitty_hash(message_id: str) -> str:
    """The permalink of a Message-ID in HyperKitty and Mailman 3 (RFC 5064: base32 of sha1).

    >>> hyperkitty_hash("note-1@example.org")
    'UJ3L55QD5K3GXCWGJPZWZGHELHIQAO3M'
    """
    bits = int.from_bytes(sha1(message_id.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest(), "big")
    return "".join([PAIRS[bits >> shift & 1023] for shift in range(150, -1, -10)]).upper()
