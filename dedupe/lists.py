"""Lists: one id for each, from the posting address or the name that sources give it, and from what ``lists.yml`` tells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dedupe.seen import Seen
from ingest import list_names
from ingest.subjects import MARK

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


@dataclass(frozen=True, slots=True)
class Told:
    """A list as ``data/lists.yml`` tells of one: the name to show, its address, its archive, other names and addresses of it."""

    name: str
    address: str = ""
    archive_url: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists by id; which names and addresses are told to be one list; ids that a list would bear by another of its names."""

    by_id: Mapping[str, List]
    joined: Mapping[str, str]
    aliases: Mapping[str, str]

    def of(self, seen: Seen) -> str:
        """The id of the list a sighting came over; "" where it names none.

        A message known only from a quote or forward may have come over the list whose tag its subject bears. A tag alone makes no
        list: "[External]" and "[ANNOUNCE]" are none. It counts where the list is known from somewhere else.
        """
        key = _id(seen, self.joined)
        if not key and seen.inside:
            tag = slug(_tag(seen.subject))
            key = self.joined.get(tag, tag)
        return key if key in self.by_id else ""


def _tag(subject: str) -> str:
    """The name in the tag that a list put before the subject, behind reply marks in any language; "" where there is none.

    >>> _tag("Antw: [commons] [PATCH 2/3] Poles"), _tag("[PATCH] Poles")
    ('commons', '')
    """
    mark = MARK.match(subject)
    return list_names.list_tag(subject[mark.end() :] if mark else subject)


def _id(seen: Seen, joined: Mapping[str, str]) -> str:
    """The id of the list that a sighting names: the local part of its address, else its name; "" where it names none.

    Domains are left out on purpose: lists move, and archives without headers name no domain.
    """
    bare = _bare(seen)
    return joined.get(seen.list_address) or joined.get(bare, bare)


def _bare(seen: Seen) -> str:
    return slug(seen.list_address.partition("@")[0] or seen.list_name)


def gather(posts: Iterable[Seen], told: Sequence[Told] = ()) -> Lists:
    """The lists of the posts; ``told`` is what only a person knows of them."""
    joined, by_told = _joined(told)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    addresses: dict[str, Counter[str]] = defaultdict(Counter)
    archives: dict[str, Counter[str]] = defaultdict(Counter)
    aliases: dict[str, str] = {}
    for post in posts:
        key = _id(post, joined)
        if key:
            names[key][post.list_name or post.list_address.partition("@")[0]] += 1
            addresses[key][post.list_address] += 1
            archives[key][post.list_archive] += 1
            aliases[_bare(post)] = key
    by_id = {
        key: List(
            key,
            by_told[key].name if key in by_told else _most(names[key]),
            (key in by_told and by_told[key].address) or _most(addresses[key]),
            (key in by_told and by_told[key].archive_url) or _most(archives[key]),
        )
        for key in sorted(names)
    }
    return Lists(by_id, joined, {old: key for old, key in sorted(aliases.items()) if old not in by_id})


def _joined(told: Sequence[Told]) -> tuple[dict[str, str], dict[str, Told]]:
    """The id behind each name and address that is told of, the first entry first; and what is told by id."""
    joined: dict[str, str] = {}
    by_id: dict[str, Told] = {}
    for each in told:
        local = slug(each.address.partition("@")[0])
        key = local if local and local not in by_id else slug(each.name)
        by_id.setdefault(key, each)
        for known in (each.address, each.name, *each.also):
            if "@" in known:
                joined.setdefault(known.lower(), key)
            joined.setdefault(slug(known.partition("@")[0]), key)
    joined.pop("", None)
    return joined, by_id


def _most(counts: Counter[str]) -> str:
    return min((text for text in counts if text), key=lambda text: (-counts[text], text), default="")
