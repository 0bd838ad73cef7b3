"""What a message may be asked for by: an id, a Message-ID, a hash of HyperKitty, or a link to a page of it."""

from __future__ import annotations

import re
from urllib.parse import unquote

ID = re.compile(r"[a-z2-7]{12}")
PAGE = re.compile(r"/[mpt]/([a-z2-7]{12})(?:\.\w+)?(?:[?#].*)?\Z")
BY_HEADER = re.compile(r"/mid/(.+)\Z")
HASH = re.compile(r"(?<![A-Z2-7])[A-Z2-7]{32}(?![A-Z2-7])")  # permalinks of HyperKitty


def keys(asked: str) -> tuple[str, ...]:
    """Ids, Message-IDs, hashes and addresses of pages that something asked for may be.

    >>> keys("<note-1@example.org>"), keys("https://example.org/m/lmvp3qg5sli7")
    (('note-1@example.org',), ('lmvp3qg5sli7',))
    """
    asked = asked.strip()
    if page := PAGE.search(asked):
        return (page[1],)
    by_header = BY_HEADER.search(asked)
    named = unquote(by_header[1]) if by_header else asked
    bare = named.removeprefix("<").removesuffix(">")
    return tuple(dict.fromkeys((bare, bare.rstrip("/"), *HASH.findall(asked))))
