"""Union-find: what is the same as the same is the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Union(Generic[Item]):
    """Disjoint sets of items; an item that was never joined is alone.

    >>> union = Union(); union.join("a", "b"); union.join("c", "b")
    >>> sorted(map(sorted, union.sets("abcd")))
    [['a', 'b', 'c'], ['d']]
    """

    def __init__(self) -> None:
        self._above: dict[Item, Item] = {}

    def root(self, item: Item) -> Item:
        """The item that stands for the set."""
        above = self._above
        top = item
        while (up := above.get(top, top)) != top:
            top = up
        while item != top:  # paths stay short
            item, above[item] = above.get(item, item), top
        return top

    def join(self, a: Item, b: Item) -> None:
        """Make two sets one."""
        a, b = self.root(a), self.root(b)
        if a != b:
            self._above[b] = a

    def sets(self, items: Iterable[Item]) -> list[list[Item]]:
        """The sets of the items, in the order of their first items."""
        found: dict[Item, list[Item]] = {}
        for item in items:
            found.setdefault(self.root(item), []).append(item)
        return list(found.values())
