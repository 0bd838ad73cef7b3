"""Answers that a page drew into the quote above them, given back to who wrote them.

In markdown, as which HyperKitty draws mails, a quote ends at the next blank line: an answer that stands right below the quoted
line is quoted on the page. No mark tells the two apart; the note that is quoted does (``tails``).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from dedupe.align import Span, without
from dedupe.sameness.attributed import author_keys, is_later, is_of_another_time, minute
from dedupe.sameness.tails import Known, Tail, Whole, place, tails, unmarked
from dedupe.seen import Seen
from dedupe.words import Sequences, holds
from ingest.formats import hyperkitty_json, hyperkitty_page
from ingest.layout import Texts, pack, unpack
from ingest.message import SentBasis
from ingest.subjects import base
from ingest.words import WORD, digest, sequence

FORMATS = (hyperkitty_page.NAME, hyperkitty_json.NAME)  # what draws mails as markdown
ABOVE = 8  # notes above one that is quoted, which may be quoted with it
MOST = 40  # notes that a quote may be of by its author and subject
ANSWERS = 200  # on a page; more paragraphs are of a log
RECENT = 500  # notes of which all words are kept in memory

Spans = tuple[Span, ...]
Key = str | tuple[str, str]
Wholes = Callable[[str], Whole]


@dataclass(frozen=True, slots=True)
class Given:
    """Posts and quotes with the words that are their own; of posts, the lines of what they quote that are."""

    posts: list[Seen]
    quotes: list[Seen]
    lines: dict[str, Spans]


def late(db: sqlite3.Connection) -> set[str]:
    """The sources of which quotes may end too late."""
    marks = ", ".join("?" * len(FORMATS))
    return {key for (key,) in db.execute(f"select id from sources where format in ({marks})", FORMATS)}  # noqa: S608


def give_back(posts: Sequence[Seen], quotes: Sequence[Seen], sources: set[str], sequences: Sequences) -> Given:
    """Posts and quotes with what pages of some sources drew into a quote in the own text of who wrote it."""
    pages = {post.id: post for post in posts if post.source in sources and post.sent_basis == SentBasis.PAGE}
    of_page: dict[str, list[Seen]] = defaultdict(list)
    for quote in quotes:
        if quote.inside in pages and quote.depth == 1:
            of_page[quote.inside].append(quote)
    wanted = {key for page, some in of_page.items() for quote in some for key in _told(quote, pages[page])}
    notes = _Notes(posts if of_page else (), wanted)
    whole = lru_cache(maxsize=RECENT)(lambda note: Whole(sequences.whole(note)))
    changed: dict[str, Seen] = {}
    lines: dict[str, Spans] = {}
    for page, some in of_page.items():
        if found := _of_page(pages[page], some, notes, sequences, whole):
            lines[page] = found.lines
            changed |= {each.id: each for each in found.changed}
    return Given([changed.get(p.id, p) for p in posts], [changed.get(q.id, q) for q in quotes], lines)


class _Found(NamedTuple):
    """What changes of a page and its quotes."""

    changed: list[Seen]
    lines: Spans


def _of_page(page: Seen, quotes: Sequence[Seen], notes: _Notes, sequences: Sequences, whole: Wholes) -> _Found | None:
    """A page and its quotes, with the answers in these given back to it."""
    likely = {note.id: note for quote in quotes for note in notes.quoted(quote, page)}
    words = {quote.id: sequences(quote) for quote in quotes}
    if not likely or all(any(holds(sequences(note), each) for note in likely.values()) for each in words.values()):
        return None
    texts = sequences.whole(page.id)
    found = list(islice(tails(texts.quoted, [whole(note) for note in likely]), ANSWERS))
    placed = [
        (tail.lines, at)
        for tail in _own(found, page, likely.values(), notes, sequences, whole)
        if (at := place(tail, words))
    ]
    if not placed:
        return None
    lines = tuple(each for each, _ in placed)
    texts = given(texts, lines)
    sequences.give(page.id, texts)
    cut: dict[str, list[Span]] = defaultdict(list)
    for _, (there, span) in placed:
        cut[there].append(span)
    changed = [_with_words(q, without(words[q.id], sorted(cut[q.id])), sequences) for q in quotes if q.id in cut]
    return _Found([_with_words(page, sequence(texts.own), sequences), *changed], lines)


def _own(
    found: Sequence[Tail], page: Seen, likely: Iterable[Seen], notes: _Notes, sequences: Sequences, whole: Wholes
) -> list[Tail]:
    """Those that no note around has, and that a copy of the page from mail, where there is one, has as its own words."""
    if not found:
        return []
    copies = notes.copies(page)
    known = Known(whole(note.id).words for note in notes.above(likely) if note not in copies)
    mails = [sequences(post) for post in copies if post.sent_basis != SentBasis.PAGE]
    fresh = [tail for tail in found if not known.has(tail.words)]
    return [tail for tail in fresh if not mails or any(holds(mail, tail.words) for mail in mails)]


def _with_words(seen: Seen, own: bytes, sequences: Sequences) -> Seen:
    """A sighting with other own words."""
    key = sequences.add(own)
    return seen._replace(own=key, own_words=len(own) // WORD, content=digest(seen.content + key))


class _Notes:
    """Posts by all that a quote may tell of them."""

    def __init__(self, posts: Iterable[Seen], wanted: set[tuple[str, str]]) -> None:
        self._by_key: dict[Key, list[Seen]] = defaultdict(list)
        authors = {author for author, _ in wanted}
        is_author: dict[tuple[str, str], bool] = {}  # most wrote more than one post
        for post in posts:
            who = post.name, post.address
            if who not in is_author:
                is_author[who] = not authors.isdisjoint(author_keys(post))
            told = wanted.intersection(_told(post, post)) if is_author[who] else ()
            for key in (post.id, f"<{post.message_id}>", *told):
                self._by_key[key].append(post)

    def quoted(self, quote: Seen, page: Seen) -> list[Seen]:
        """Those that a quote on a page may be of: what the page answers, and what its attribution names."""
        answered = (key for post in self.copies(page) for key in _answered(post))
        keys: list[Key] = [*answered, *_told(quote, page)]
        found = {post.id: post for key in keys for post in self._of(key)}
        return [post for post in found.values() if _was_there(post, quote, page)]

    def copies(self, page: Seen) -> list[Seen]:
        """The posts of the message of a page."""
        return self._of(f"<{page.message_id}>") if page.message_id else [page]

    def above(self, notes: Iterable[Seen]) -> list[Seen]:
        """Some notes with those that they answer, and what these answer."""
        found = {note.id: note for note in notes}
        waiting = list(found.values())
        while waiting and len(found) < MOST:
            note = waiting.pop(0)
            more = {post.id: post for key in _answered(note) for post in self._of(key) if post.id not in found}
            found |= more
            waiting += more.values()
        return list(found.values())

    def _of(self, key: Key) -> list[Seen]:
        return self._by_key.get(key, [])[:MOST]


def _answered(post: Seen) -> list[str]:
    """What names the notes that a post answers."""
    return [key for key in (post.answers, *(f"<{parent}>" for parent in post.parents.split()[-ABOVE:])) if key]


def _told(seen: Seen, page: Seen) -> list[tuple[str, str]]:
    """What names a note: its author with the minute, and with the subject; a quote without a subject has that of its page."""
    minutes, subject = minute(seen), base(seen.subject or page.subject).casefold()
    told = [f"minute {minutes}"] * bool(minutes) + [f"subject {subject}"] * bool(subject)
    return [(author, each) for author in author_keys(seen) for each in told]


def _was_there(note: Seen, quote: Seen, page: Seen) -> bool:
    """True for a note that a page may quote: no copy of its own post, and no later one; an attribution may tell another time."""
    is_copy = note.id == page.id or (note.message_id == page.message_id != "")
    return not is_copy and not is_later(note, page, 0) and not is_of_another_time(quote, note)


def given(texts: Texts, lines: Sequence[Span]) -> Texts:
    """The texts of a page with lines of what it quotes in its own text, without their marks.

    >>> given(Texts(quoted="> Done?\\n> Yes.", layout="quoted 14"), [(1, 2)])
    Texts(own='Yes.', quoted='> Done?', signature='', layout='quoted 7 own 4')
    """
    wanted = {number for first, end in lines for number in range(first, end)}
    if not wanted:
        return texts
    parts: list[tuple[str, str]] = []
    at = 0
    for kind, text in unpack(texts):
        if kind == "quoted":
            split = text.split("\n")
            parts += _divided(split, wanted, at)
            at += len(split) + 1
        else:
            parts.append((kind, text))
    return pack(parts)


def _divided(lines: Sequence[str], own: set[int], first: int) -> Iterator[tuple[str, str]]:
    """Lines, of which the first has a number, as parts that are quoted and parts that are own."""
    for is_own, some in groupby(enumerate(lines, first), key=lambda each: each[0] in own):
        yield "own" if is_own else "quoted", "\n".join(unmarked(line) if is_own else line for _, line in some)
