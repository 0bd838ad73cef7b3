"""One person for the spellings and addresses of one author.

The same address is the same person, but for an address from which a machine or a list writes for many; so is the same full name
at the same domain, whichever of its hosts. A first name alone never joins two, and a name without an address goes with the one
person who bears it in full, if there is just one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dedupe.names import WORD, name_key, registered
from dedupe.published.letters import lost_key
from dedupe.sameness.union import Union
from ingest.ids import short_id

# what stands before the "@" where a tracker, a forge or a forum writes in the name of whoever did something there
MACHINE = re.compile(
    r"(?:^|[-_.+])(?:(?:no|do-?not)[-_.]?reply\b|notifications?$|bugzilla(?:-daemon)?$|jira$|gerrit$|mailer-daemon$)"
)
LISTS = re.compile(r"lists?\.")  # hosts that send for lists; SourceForge's and BerliOS' trackers write as the list
MOST_LOST = 0.4  # letters of a name; of "???" nothing can be told
FEWEST_STRANGERS = 3  # names with no word in common, two of them in full, that make an address one of many people


@dataclass(frozen=True, slots=True)
class Person:
    """An author: the name used most that has all its letters, all names, the domain of the address used most ("" for none)."""

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
    shared = _shared(counts)
    full = _name_keys({name for name, _ in counts})
    keys = {(name, address): _keys(full[name], address, address in shared) for name, address in counts}
    union: Union[str] = Union()
    for first, *others in keys.values():
        for key in others:
            union.join(first, key)
    _join_bare_names(keys, full, union)
    names = _join_told(keys, told, union)
    members: dict[str, Counter[Identity]] = defaultdict(Counter)
    for identity, count in counts.items():
        members[union.root(keys[identity][0])][identity] = count
    people: dict[Identity, Person] = {}
    for root, together in members.items():
        person = _person(together, shared, names.get(root, ""))
        people.update(dict.fromkeys(together, person))
    return people


def _shared(identities: Iterable[Identity]) -> frozenset[str]:
    """The addresses from which many people write."""
    names: dict[str, set[frozenset[str]]] = defaultdict(set)
    for name, address in identities:
        if address and name:
            names[address].add(frozenset(WORD.findall(name.casefold())))
    return frozenset(a for a, borne in names.items() if _is_for_many(a) or _are_of_strangers(borne))


def _is_for_many(address: str) -> bool:
    local, _, domain = address.partition("@")
    return MACHINE.search(local) is not None or LISTS.match(domain) is not None


def _are_of_strangers(names: Iterable[frozenset[str]]) -> bool:
    """Are there so many names with no word in common that they cannot be one person's?"""
    apart: list[frozenset[str]] = []
    for name in sorted(names, key=lambda words: (-len(words), sorted(words))):
        if all(name.isdisjoint(other) for other in apart):
            apart.append(name)
            if len(apart) == FEWEST_STRANGERS:
                return len(apart[1]) > 1
    return False


def _name_keys(names: Iterable[str]) -> dict[str, str]:
    """What each name is compared by; for one that lost letters ("Herv? Pag?s") that of the only full name that it fits."""
    keys = {name: name_key(name) for name in names}
    fitting: dict[str, set[str]] = defaultdict(set)
    for name, key in keys.items():
        if "?" not in name and " " in key and (left := lost_key(name)):
            fitting[left].add(key)
    for name in keys:
        if "?" in name:
            fits = fitting.get(lost_key(name), ()) if name.count("?") < MOST_LOST * len(name) else ()
            keys[name] = next(iter(fits)) if len(fits) == 1 else " ".join(sorted(name.casefold().split()))
    return keys


def _keys(folded: str, address: str, shared: bool) -> list[str]:
    """What an identity is joined by: its address, unless others write from it too, and its full name at its domain."""
    if not address:
        return [f"name {folded}"]
    by_name = f"name {folded} at {registered(address.partition('@')[2])}"
    if shared and folded:
        return [by_name]
    return [f"address {address}", by_name] if " " in folded else [f"address {address}"]


def _join_bare_names(keys: Mapping[Identity, Sequence[str]], full: Mapping[str, str], union: Union[str]) -> None:
    """Names without an address go with the only person of that full name."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for (name, address), (first, *_) in keys.items():
        if address:
            bearers[full[name]].add(union.root(first))
    for (name, address), (first, *_) in keys.items():
        folded = full[name]
        if not address and " " in folded and len(bearers[folded]) == 1:
            union.join(next(iter(bearers[folded])), first)


def _join_told(keys: Mapping[Identity, Sequence[str]], told: Sequence[Told], union: Union[str]) -> dict[str, str]:
    """Join the identities of each person told of; the name to show, by the root of what was joined."""
    owners: dict[str, str] = {}
    for number, each in enumerate(told):
        for known in (each.name, *each.also):
            owners.setdefault(known.lower() if "@" in known else name_key(known), f"told {number}")
    for (name, address), (first, *_) in keys.items():
        for owner in {owners.get(address), owners.get(name_key(name)) if name else None} - {None}:
            union.join(str(owner), first)
    return {union.root(f"told {number}"): each.name for number, each in reversed(list(enumerate(told)))}


def _person(together: Counter[Identity], shared: Container[str], told: str = "") -> Person:
    names: Counter[str] = Counter()
    addresses: Counter[str] = Counter()
    for (name, address), count in together.items():
        names[name] += count
        addresses[address] += count
    best_names = _by_use(names)
    best_addresses = _by_use(addresses)
    own = [a for a in best_addresses if not (best_names and a in shared)]
    # who writes through a machine is not every bearer of the same first name
    place = () if own or not best_addresses else (best_addresses[0].partition("@")[2],)
    known_by = [("address", a) for a in own] + [("name", n, *(() if " " in name_key(n) else place)) for n in best_names]
    keys = [short_id("person", *key) for key in known_by]
    # An address is shown as its domain, so a person without a name must not be shown with it: the two together are the address
    whole = next((name for name in best_names if "?" not in name), best_names[0] if best_names else "")
    shown = told or whole or best_addresses[0].partition("@")[0]
    domain = best_addresses[0].partition("@")[2] if best_addresses and best_names else ""
    return Person(keys[0], shown, tuple(best_names) or (shown,), domain, tuple(keys[1:]))


def _by_use(counts: Counter[str]) -> list[str]:
    """Used most first, "" left out; ties by the longer, then by the alphabet."""
    return sorted((text for text in counts if text), key=lambda text: (-counts[text], -len(text), text))
