"""Threads over all lists, by the Message-IDs that messages answer, and by quotes where a header names none that is known.

Equal subjects join nothing. After Jamie Zawinski's algorithm (jwz.org/doc/threading.html): messages that no source has are ghosts,
which hold their answers together; a link that would close a loop is not made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dedupe.sameness.union import Union

SECOND = len("2025-11-01T06:49:07")
LAST = "9999"  # the year of what has no time
HIGHEST = 200  # how far up a thread is looked, for what headers say of a ghost


@dataclass(frozen=True, slots=True)
class Node:
    """What threading needs of a message: its id, its own Message-IDs, those it answers (nearest last), whom it quotes."""

    id: str
    message_ids: tuple[str, ...]
    parents: tuple[str, ...]
    quotes: str = ""
    sent: str = ""

    @property
    def order(self) -> tuple[bool, str, str]:
        """Oldest first, undated last."""
        return (not self.sent, self.sent, self.id)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a message stands: thread (the id of its first message), the message it answers, depth and position from 0."""

    thread: str
    reply_to: str
    depth: int
    position: int


def place(nodes: Sequence[Node]) -> dict[str, Placed]:
    """Each message's place in its thread, by message id."""
    above = _links(sorted(nodes, key=lambda n: n.order))
    by_id = {node.id: node for node in nodes}
    below: dict[str, list[str]] = defaultdict(list)
    for child, parent in above.items():
        below[parent].append(child)
    roots = [key for key in {*by_id, *above.values()} if key not in above]
    placed: dict[str, Placed] = {}
    for root in roots:
        placed.update(_walk(root, below, by_id))
    return placed


def _links(nodes: Sequence[Node]) -> dict[str, str]:
    """Child to parent; a ghost's key is its Message-ID in angle brackets, which no message id has."""
    links = _Links({}, Union(), set())
    chains = _chains(nodes)
    # what a message says of itself comes before what others' references say of it, and there its header before what it
    # quotes: an answer may stand inside a copy of what it answers
    for node in sorted(nodes, key=lambda node: not chains[node.id]):
        links.add(node.id, chains[node.id][-1] if chains[node.id] else node.quotes)
    sent = {node.id: node.sent for node in nodes}
    for chain in chains.values():
        for parent, child in pairwise(chain):  # some programs turn the order around: nothing answers what came later
            is_later = sent.get(parent, "")[:SECOND] > (sent.get(child) or LAST)[:SECOND]
            if child not in links.above and not is_later:
                links.add(child, parent)
    for node in nodes:
        if node.quotes and chains[node.id] and chains[node.id][-1].startswith("<"):
            links.refine(chains[node.id][-1], node.quotes)
    return links.above


def _chains(nodes: Sequence[Node]) -> dict[str, list[str]]:
    """What each message answers, nearest last; a Message-ID is of the first message that bears it."""
    owner = {message_id: node.id for node in reversed(nodes) for message_id in node.message_ids}
    return {node.id: [owner.get(parent, f"<{parent}>") for parent in node.parents] for node in nodes}


@dataclass(frozen=True, slots=True)
class _Links:
    """Child to parent, without loops: a child was on top of its tree until then, so a parent in that tree would close one."""

    above: dict[str, str]
    trees: Union[str]  # by what is on top
    refined: set[str]

    def add(self, child: str, parent: str) -> None:
        """Link the two, unless the parent stands below the child."""
        if parent and self.trees.root(parent) != child:
            self.above[child] = parent
            self.trees.join(parent, child)

    def refine(self, ghost: str, quoted: str) -> None:
        """Put a ghost below the message that an answer to it quotes, the first such one, unless headers tell of another.

        A message that lists or gateways gave another Message-ID, or none, is known here by its words.
        """
        above_ghost, above_quoted = self._way_up(ghost), self._way_up(quoted)
        if ghost in self.refined or ghost in above_quoted or len(above_quoted) == HIGHEST:
            return
        known = next((key for key in above_ghost if not key.startswith("<")), None)
        if known is None or known in above_quoted:
            self.above[ghost] = quoted
        elif known != quoted:
            return
        self.refined.add(ghost)

    def _way_up(self, key: str) -> list[str]:
        """What stands above a key, nearest first."""
        found: list[str] = []
        at = self.above.get(key)
        while at is not None and len(found) < HIGHEST:
            found.append(at)
            at = self.above.get(at)
        return found


def _walk(root: str, below: Mapping[str, list[str]], by_id: Mapping[str, Node]) -> dict[str, Placed]:
    """The messages of one tree in reading order; ghosts are passed through and take no place."""
    first = _oldest_below(root, below, by_id)
    found: list[tuple[str, str, int]] = []
    waiting = [(root, "", 0)]
    while waiting:
        key, reply_to, depth = waiting.pop()
        real = key in by_id
        if real:
            found.append((key, reply_to, depth))
        answers = sorted(below.get(key, ()), key=lambda k: first[k], reverse=True)
        waiting += [(answer, key if real else reply_to, depth + real) for answer in answers]
    thread = found[0][0] if found else ""
    return {key: Placed(thread, reply_to, depth, at) for at, (key, reply_to, depth) in enumerate(found)}


def _oldest_below(
    root: str, below: Mapping[str, list[str]], by_id: Mapping[str, Node]
) -> dict[str, tuple[bool, str, str]]:
    """What orders each key among its siblings: its own time, a ghost's the oldest of its answers."""
    keys, at = [root], 0
    while at < len(keys):
        keys += below.get(keys[at], ())
        at += 1
    order: dict[str, tuple[bool, str, str]] = {}
    for key in reversed(keys):
        node = by_id.get(key)
        order[key] = node.order if node else min((order[k] for k in below.get(key, ())), default=(True, "", key))
    return order
