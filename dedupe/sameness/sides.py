"""Which of some posts hold one text, and which another: the posts under one Message-ID, or a page and the post that it may show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dedupe.published.letters import without_lost
from dedupe.sameness.common import likeness
from dedupe.sameness.likely import Likely
from dedupe.sameness.page_copies import same_in_all
from dedupe.seen import Seen
from dedupe.words import Sequences
from ingest.words import sequence

EDITED = 0.90  # with one Message-ID: what differs is a footer or a scrubbed part, not another note


def sides(posts: Sequence[Seen], sequences: Sequences) -> list[int]:
    """For each post the number of the first one that holds the same text; one with no words of its own contradicts nothing."""
    asked = [post.content + post.own for post in posts]  # what is cut from a text is no part of its content
    return sequences.ask("sides", asked, lambda: _Sides(posts, sequences).numbers())


class _Sides:
    """Posts are known by their numbers."""

    def __init__(self, posts: Sequence[Seen], sequences: Sequences) -> None:
        self._posts = posts
        self._sequences = sequences
        self._different: list[int] = []
        self._ways = [Way([sequences(post) for post in posts], range(len(posts)))]

    def numbers(self) -> list[int]:
        """For each post the first one of the same text."""
        return [self._side(number) for number in range(len(self._posts))]

    def _side(self, number: int) -> int:
        if number and not self._posts[number].own_words:
            return 0
        twin = self._twin(number) if self._different else None
        if twin is not None:
            return twin
        self._different.append(number)
        for way in self._ways:
            way.add(number)
        return number

    def _twin(self, number: int) -> int | None:
        """The post that holds the text of this one: by its words, by those without lost letters, or by all that it says."""
        for way in self._each_way():
            twin = next((near for near in way.near(number) if way.alike(near, number)), None)
            if twin is not None:
                return twin
        near = self._ways[0].near(number)
        return next((n for n in near if same_in_all(self._posts[n], self._posts[number], self._sequences)), None)

    def _each_way(self) -> Iterator[Way]:
        """The ways to compare; that without lost letters takes longer, and is made where it is asked for."""
        yield self._ways[0]
        if len(self._ways) == 1:
            self._ways.append(self._without_lost_letters())
            for number in self._different:
                self._ways[1].add(number)
        yield self._ways[1]

    def _without_lost_letters(self) -> Way:
        """Texts without the letters for which one has "?", since its charset lacked them, as some archives write them."""
        owns = [self._sequences.texts(post.id)[0] for post in self._posts]
        lost = frozenset(number for number, own in enumerate(owns) if "?" in own)
        return Way([sequence(without_lost(own)) if lost else b"" for own in owns], lost)


class Way:
    """A way to compare texts: what they are compared as, and the numbers of those of which it takes one or two."""

    def __init__(self, texts: Sequence[bytes], takes: Collection[int]) -> None:
        self._texts, self._takes, self._likely = texts, takes, Likely(texts, EDITED)
        self._added: list[int] = []

    def add(self, number: int) -> None:
        """Add a text that others may be like."""
        self._added.append(number)
        self._likely.add(self._texts[number])

    def near(self, number: int) -> list[int]:
        """Those of the added texts that may be like this one."""
        return [self._added[at] for at in self._likely.candidates(self._texts[number])] if self._takes else []

    def alike(self, one: int, other: int) -> bool:
        """True where two texts are one but for a footer or a scrubbed part."""
        taken = one in self._takes or other in self._takes
        return taken and likeness(self._texts[one], self._texts[other]) >= EDITED
