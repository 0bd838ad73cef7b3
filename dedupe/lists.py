"""Lists: one id for each, from the posting address or the name that sources give it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dedupe.seen import Seen
from dedupe.subjects import list_tag

NOT_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class List:
    """A mailing list: its id (used in addresses of pages), the name sources use most, its posting address, its own archive."""

    id: str
    name: str
    address: str
    archive_url: str = ""


@lru_cache(maxsize=10_000)
def slug(name: str) -> str:
    """A name as part of a page's address.

    >>> slug("WSIS20 Outreach Network")
    'wsis20-outreach-network'
    """
    return NOT_WORD.sub("-", name.casefold()).strip("-")


def list_id(seen: Seen) -> str:
    """The id of the list a sighting came over: the local part of its address, else its name; "" where it names none.

    A message known only from a forward came over the list whose tag its subject bears. Domains are left out on purpose:
    lists move, and archives without headers name no domain.
    """
    named = seen.list_address.partition("@")[0] or seen.list_name
    if not named and seen.inside:
        named = list_tag(seen.subject)
    return slug(named)


def gather(posts: Iterable[Seen]) -> dict[str, List]:
    """The lists of the posts, by id."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    addresses: dict[str, Counter[str]] = defaultdict(Counter)
    archives: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        key = list_id(post)
        if key:
            names[key][post.list_name or post.list_address.partition("@")[0] or key] += 1
            addresses[key][post.list_address] += 1
            archives[key][post.list_archive] += 1
    return {key: List(key, _most(names[key]), _most(addresses[key]), _most(archives[key])) for key in sorted(names)}


def _most(counts: Counter[str]) -> str:
    return min((text for text in counts if text), key=lambda text: (-counts[text], text), default="")
