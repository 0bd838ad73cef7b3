"""Answers about texts that a build worked out, kept in sightings.db: what the next build asks again is known.

A question names all that its answer depends on: texts by their digests, and the program. So nothing must be kept in step.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import TypeVar, cast

KEY = 12  # bytes of a digest: two of a million questions meet with a chance of 1 in 10**17

Answer = TypeVar("Answer")


class Answered:
    """The answers of the build before, and those of this one: numbers, texts, and lists of them."""

    def __init__(self, known: Iterable[tuple[bytes, str]] = (), program: bytes = b"") -> None:
        self._known = dict(known)
        self._asked: dict[bytes, str] = {}
        self._program = program

    def ask(self, question: str, texts: Iterable[bytes], work: Callable[[], Answer]) -> Answer:
        """The answer to a question about texts, of which the digests are given; worked out where it is not known."""
        key = blake2b(b"\0".join((self._program, question.encode(), *texts)), digest_size=KEY).digest()
        found = self._known.get(key) or self._asked.get(key)
        if found is None:
            answer: Answer = work()
            self._asked[key] = json.dumps(answer)
            return answer
        self._asked[key] = found
        return cast("Answer", json.loads(found))

    def keep(self, db: sqlite3.Connection) -> None:
        """Write the answers into sightings.db; those that were not asked for go."""
        db.executemany(
            "delete from answers where question = ?", ((key,) for key in self._known.keys() - self._asked.keys())
        )
        new = ((key, answer) for key, answer in self._asked.items() if key not in self._known)
        db.executemany("insert into answers values (?, ?)", new)
