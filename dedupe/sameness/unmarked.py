"""Which posts repeat earlier notes without marks: candidates by fingerprints, decided by words and by who answers whom.

Decided for each different text once, by all posts that hold it, so that each copy of a message gets the same own text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from dedupe.align import Run, Span, Taken, repeated, spans, without
from dedupe.fingerprints import WINDOW, Owners
from dedupe.match import FEWEST_BY_AUTHOR, same_author
from dedupe.sameness.attributed import author_keys, minute
from dedupe.sameness.common import COVERED, SAME, in_common
from dedupe.sameness.fitted import cut_of, fitted_of, prose_of, runs_of, words_in
from dedupe.sameness.sides import EDITED
from dedupe.seen import Seen
from dedupe.words import Sequences
from ingest.ids import short_id
from ingest.message import Kind, SentBasis
from ingest.subjects import is_forward, is_reply, numbers, same_base
from ingest.words import WORD, sequence

RUN = 15  # words in one run that are no accident between a message and its answer
RUN_BESIDE_MARKS = 40  # ... where the answer marks what it quotes: what else it repeats is code, or said again
FEWEST_BY_STRANGERS = 20  # words of a whole note in a post that does not say it answers it
SHORT = 5  # words
FARTHEST = 10  # times its length: the words of a note that is answered paragraph by paragraph stand in no more
LONG = 2_000  # words; of longer notes the runs alone decide, which takes time by the word and not by its square
LIKELY = 0.2  # of the fingerprints of a note, for a post that may hold all of it; answers between the lines break many
LIKELY_OF_STRANGERS = 0.4  # ... where nothing says that it is answered
MOST = 0.5  # of the words of an answered note, in order, for a post that quotes it, with words of its own in between


@dataclass(frozen=True, slots=True)
class Repeat:
    """A note that a post repeats without marks: the sighting made of it, the sighting of the note, and how it is known."""

    quote: Seen
    of: Seen
    coverage: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """Posts with the words that are their own, where these stand, and what else was in their texts."""

    posts: list[Seen]
    cuts: dict[str, tuple[Span, ...]]  # of posts, the spans of words that are not their own
    repeats: list[Repeat]


@dataclass(frozen=True, slots=True)
class Note:
    """A note that a text may repeat: whether a post of the text answers it, and whether it may hold all of it."""

    of: Seen
    answered: bool
    may_be_whole: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A note found in a text: where, how many of its words, and how that is known."""

    of: Seen
    runs: tuple[Run, ...]
    words: int
    coverage: float
    evidence: str


def align(
    seen: Sequence[Seen], quotes: Iterable[Seen], texts: Sequence[Seen], owners: Owners, sequences: Sequences
) -> Aligned:
    """Posts without what they repeat; ``texts`` are their different texts, which ``owners`` has by their numbers."""
    posts = Posts(seen, quotes)
    cuts: dict[str, tuple[Span, ...]] = {}
    changed: dict[bytes, tuple[bytes, int]] = {}
    repeats: list[Repeat] = []
    for text, notes in _candidates(texts, posts, owners):
        found = [each for note in notes if (each := _found(text, note, posts, sequences))]
        if found:
            cut = cut_of(text, spans(run for each in found for run in each.runs), sequences)
            left = without(sequences(text), cut)
            changed[text.own] = sequences.add(left), len(left) // WORD
            for post in posts.of(text):
                cuts[post.id] = cut
                repeats += (_repeat(post, each, number, sequences) for number, each in enumerate(found, 1))
    kept = [p._replace(own=changed[p.own][0], own_words=changed[p.own][1]) if p.own in changed else p for p in seen]
    return Aligned(kept, cuts, repeats)


def different(posts: Sequence[Seen]) -> list[Seen]:
    """A post of each different text, those that are answered before those that answer, else the oldest first.

    Clocks are wrong now and then: an answer that is dated before what it answers repeats it all the same.
    """
    by_id: dict[str, Seen] = {}
    for post in posts:
        by_id[post.id] = post
        if post.message_id:
            by_id.setdefault(f"<{post.message_id}>", post)
    first: dict[bytes, Seen] = {}
    done: set[str] = set()
    for post in posts:
        chain: list[Seen] = []
        above: Seen | None = post
        while above and above.id not in done:
            done.add(above.id)
            chain.append(above)
            above = by_id.get(above.answers or f"<{above.parents.rpartition(' ')[2]}>")
        for each in reversed(chain):
            first.setdefault(each.own, each)
    return list(first.values())


def _candidates(texts: Sequence[Seen], posts: Posts, owners: Owners) -> Iterator[tuple[Seen, list[Note]]]:
    """Texts with the notes that they may repeat."""
    pairs = owners.borrowed
    shares = pairs.counts / pairs.sizes
    rows = zip(pairs.texts.tolist(), pairs.owners.tolist(), pairs.counts.tolist(), shares.tolist(), strict=True)
    for number, some in groupby(rows, key=itemgetter(0)):
        text = texts[number]
        above = posts.above(text)
        fewest = RUN_BESIDE_MARKS // WINDOW if posts.marks(text) else 1
        notes = []
        for _, owner, count, share in some:
            note = texts[owner]
            answered = bool(above) and (share >= LIKELY or count >= fewest) and posts.stands_in(note, above)
            if answered or (share >= LIKELY and _passed_on(text, note, share)):
                notes.append(Note(note, answered, share >= LIKELY))
        if notes:
            yield text, notes


def _passed_on(text: Seen, note: Seen, share: float) -> bool:
    """True where a post that does not say what it answers may have a note from there."""
    if not (text.name or text.address) or not (note.name or note.address) or same_author(text, note):
        return False
    if share >= LIKELY_OF_STRANGERS and note.own_words >= FEWEST_BY_STRANGERS:
        return True
    return note.own_words >= FEWEST_BY_AUTHOR and same_base(text.subject, note.subject)


Key = str | tuple[str, str, str]


class Posts:
    """Posts by their texts, and the quotes in each."""

    def __init__(self, posts: Iterable[Seen], quotes: Iterable[Seen]) -> None:
        self._of_text: dict[bytes, list[Seen]] = defaultdict(list)
        for post in posts:
            self._of_text[post.own].append(post)
        self._named: dict[str, list[Seen]] = defaultdict(list)
        for quote in quotes:
            self._named[quote.inside].append(quote)

    def of(self, text: Seen) -> list[Seen]:
        """The posts that hold a text."""
        return self._of_text[text.own]

    def above(self, text: Seen) -> set[Key]:
        """What posts of a text answer: Message-IDs, ids of sightings, and authors and minutes that attributions name."""
        keys: set[Key] = {key for post in self.of(text) for key in (post.answers, *post.parents.split()) if key}
        return keys | {key for post in self.of(text) for quote in self._named.get(post.id, ()) for key in _named(quote)}

    def stands_in(self, note: Seen, above: set[Key]) -> bool:
        """True where a post of a note is among them."""
        return any(
            post.message_id in above or post.id in above or not above.isdisjoint(_named(post)) for post in self.of(note)
        )

    def is_copy(self, text: Seen, note: Seen) -> bool:
        """True where both bear one Message-ID."""
        ids = {post.message_id for post in self.of(text)} - {""}
        return any(post.message_id in ids for post in self.of(note))

    def marks(self, text: Seen) -> bool:
        """True where a post of the text has quotes that reading told from it."""
        return any(quote.own_words for post in self.of(text) for quote in self._named.get(post.id, ()))


def _named(seen: Seen) -> list[Key]:
    """Author, month and minute; the day and the hour are other ones in other zones."""
    when = minute(seen)
    return [(key, (seen.sent or "")[:7], when) for key in author_keys(seen)] if when else []


def _found(text: Seen, note: Note, posts: Posts, sequences: Sequences) -> Found | None:
    """The note in the text, where the evidence is strong enough."""
    of = note.of
    again = same_author(text, of)
    if posts.is_copy(text, of) or (again and numbers(text.subject) != numbers(of.subject)):
        return None
    in_part = note.answered and not again and bool(of.name or of.address)  # else said again, by a robot, or by chance
    fewest = RUN_BESIDE_MARKS if posts.marks(text) else RUN
    runs = runs_of(text, of, sequences)
    if words_in(runs) < MOST * of.own_words and not (in_part and any(size >= fewest for *_, size in runs)):
        return None
    runs, passes = fitted_of(text, of, MOST, sequences)
    passes = passes if note.may_be_whole and of.own_words >= FEWEST_BY_AUTHOR else []
    if (again or not note.answered) and _is_copy_or_revision(text, of, max(passes, runs, key=words_in)):
        return None
    if passes and ((note.answered and not again) or _is_whole(text, of, passes, sequences)):
        if not note.answered and not same_base(text.subject, of.subject) and _scattered(passes):
            return None
        runs, words = passes, min(of.own_words, words_in(passes))
        why = f"{words} of {of.own_words} words repeated without marks"
    else:
        runs = prose_of(text, [run for run in runs if run[2] >= fewest and in_part], sequences)
        words = words_in(runs)
        why = f"it is answered, and {max((size for *_, size in runs), default=0)} words of it stand in one run without marks"
    if not runs:
        return None
    return Found(of, (*runs, *_rest(runs, sequences(text), of, sequences)), words, words / of.own_words, why)


def _is_copy_or_revision(text: Seen, of: Seen, runs: Sequence[Run]) -> bool:
    """True where two texts are nearly one; a few words about all of a note are somebody's words about it.

    They stand above or below it; between its lines where the subject is that of an answer, by another.
    """
    alike = min(of.own_words, words_in(runs)) / max(text.own_words, of.own_words)
    about = any(size == of.own_words for *_, size in runs) or (
        spans((start, at, size) for at, start, size in runs) == [(0, of.own_words)]
        and is_reply(text.subject)
        and same_base(text.subject, of.subject)
        and not same_author(text, of)
    )
    return alike >= (SAME if about else EDITED)


def _is_whole(text: Seen, of: Seen, runs: Sequence[Run], sequences: Sequences) -> bool:
    """True where the words of a note stand in a text: nearly all in order, and most of them in runs.

    Of another's note some may be quoted with marks: lines of a console that begin with ">" are read so.
    """
    words, in_runs = of.own_words, words_in(runs)
    begin, end = runs[0][0], runs[-1][0] + runs[-1][2]
    if in_runs < COVERED * words or end - begin > FARTHEST * words:
        return False
    if in_runs >= SAME * words or words > LONG:
        return in_runs >= SAME * words
    there = sequences(text)[begin * WORD : end * WORD] if same_author(text, of) else sequences.in_all(text.id)
    return in_common(sequences(of), there, SAME) >= SAME * words


def _scattered(runs: Sequence[Run]) -> bool:
    """True where words of others stand among those of a note."""
    return runs[-1][0] + runs[-1][2] - runs[0][0] > 1.1 * words_in(runs) + SHORT


def _rest(runs: Sequence[Run], whole: bytes, note: Seen, sequences: Sequences) -> list[Run]:
    """What else of the note's post stands in the text right before or after: its signature, and what it quotes itself."""
    found = [run for text in sequences.rest(note.id) if text for run in repeated(whole, sequence(text))]
    taken = Taken(spans(runs))
    kept: list[Run] = []
    for run in [*sorted(found), *sorted(found, reverse=True)]:  # downwards from what is known, and upwards
        at, end = run[0], run[0] + run[2]
        if taken.is_beside(at, end, SHORT):
            kept.append(run)
            taken.add(at, end)
    return kept


def _repeat(post: Seen, found: Found, number: int, sequences: Sequences) -> Repeat:
    """The sighting of a note in a post that repeats it."""
    words = sequences(post)
    text = b"".join(words[at * WORD : (at + size) * WORD] for at, _, size in found.runs)
    within = f"{post.within}/~{number}"
    quote = post._replace(
        id=short_id("sighting", post.source, post.span + within),
        within=within,
        raw="",
        kind=Kind.FORWARDED if is_forward(post.subject) else Kind.QUOTED,
        inside=post.inside or post.id,
        message_id="",
        parents="",
        subject="",
        name=found.of.name,
        address=found.of.address,
        sent=None,
        sent_basis=SentBasis.NONE,
        url="",
        answers="",
        evidence="",
        own=sequences.add(text),
        own_words=found.words,
    )
    return Repeat(quote, found.of, found.coverage, found.evidence)
