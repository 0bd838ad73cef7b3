"""One person for the spellings and addresses of one author.

The same address is the same person; so is the same full name at the same domain. A first name alone never joins two, and a name
without an address goes with the one person who bears it in full, if there is just one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dedupe.union import Union
from ingest.ids import short_id

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Person:
    """An author: the name used most, all names, the domain of the address used most ("" where no address is known)."""

    id: str
    name: str
    names: tuple[str, ...]
    domain: str
    aliases: tuple[str, ...]  # ids that the person would bear under another address or name of theirs


@dataclass(frozen=True, slots=True)
class Told:
    """A person as ``data/people.yml`` tells of one: the name to show, and other names and addresses of theirs."""

    name: str
    also: tuple[str, ...] = ()


Identity = tuple[str, str]  # name, address; as sightings have them


def gather(identities: Iterable[Identity], told: Sequence[Told] = ()) -> dict[Identity, Person]:
    """The person behind each identity. Give each as often as it was seen: what is used most names the person.

    ``told`` is what only a person knows; it joins what no rule would, and names the person.
    """
    counts = Counter(identity for identity in identities if any(identity))
    union: Union[str] = Union()
    for name, address in counts:
        for key in _keys(name, address)[1:]:
            union.join(_keys(name, address)[0], key)
    _join_bare_names(counts, union)
    names = _join_told(counts, told, union)
    members: dict[str, Counter[Identity]] = defaultdict(Counter)
    for identity, count in counts.items():
        members[union.root(_keys(*identity)[0])][identity] = count
    people: dict[Identity, Person] = {}
    for root, together in members.items():
        person = _person(together, names.get(root, ""))
        people.update(dict.fromkeys(together, person))
    return people


def name_key(name: str) -> str:
    """A name without case, dots, commas and the order of its parts: "Example, Ann B." and "Ann B Example" are one.

    >>> name_key("Example, Ann B.") == name_key("Ann B Example")
    True
    """
    return " ".join(sorted(WORD.findall(name.casefold())))


def _keys(name: str, address: str) -> list[str]:
    """What an identity is joined by: its address, and its full name at its domain."""
    folded = name_key(name)
    if not address:
        return [f"name {folded}"]
    domain = address.partition("@")[2]
    return [f"address {address}", f"name {folded} at {domain}"] if " " in folded else [f"address {address}"]


def _join_bare_names(counts: Iterable[Identity], union: Union[str]) -> None:
    """Names without an address go with the only person of that full name."""
    bearers: dict[str, set[str]] = defaultdict(set)
    identities = list(counts)
    for name, address in identities:
        if address:
            bearers[name_key(name)].add(union.root(f"address {address}"))
    for name, address in identities:
        folded = name_key(name)
        if not address and " " in folded and len(bearers[folded]) == 1:
            union.join(next(iter(bearers[folded])), f"name {folded}")


def _join_told(counts: Iterable[Identity], told: Sequence[Told], union: Union[str]) -> dict[str, str]:
    """Join the identities of each person told of; the name to show, by the root of what was joined."""
    owners: dict[str, str] = {}
    for number, each in enumerate(told):
        for known in (each.name, *each.also):
            owners.setdefault(known.lower() if "@" in known else name_key(known), f"told {number}")
    for name, address in counts:
        for owner in {owners.get(address), owners.get(name_key(name)) if name else None} - {None}:
            union.join(str(owner), _keys(name, address)[0])
    return {union.root(f"told {number}"): each.name for number, each in reversed(list(enumerate(told)))}


def _person(together: Counter[Identity], told: str = "") -> Person:
    names: Counter[str] = Counter()
    addresses: Counter[str] = Counter()
    for (name, address), count in together.items():
        names[name] += count
        addresses[address] += count
    best_names = _by_use(names)
    best_addresses = _by_use(addresses)
    keys = [
        short_id("person", *key) for key in [("address", a) for a in best_addresses] + [("name", n) for n in best_names]
    ]
    # An address is shown as its domain, so a person without a name must not be shown with it: the two together are the address
    shown = told or best_names[0] if told or best_names else best_addresses[0].partition("@")[0]
    domain = best_addresses[0].partition("@")[2] if best_addresses and best_names else ""
    return Person(keys[0], shown, tuple(best_names) or (shown,), domain, tuple(keys[1:]))


def _by_use(counts: Counter[str]) -> list[str]:
    """Used most first, "" left out; ties by the longer, then by the alphabet."""
    return sorted((text for text in counts if text), key=lambda text: (-counts[text], -len(text), text))
