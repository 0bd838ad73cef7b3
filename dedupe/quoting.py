"""Which message a quoted or forwarded text is a sighting of.

Asked in this order: the message with the same words; the messages that the quoting one answers, nearest first, where one
holds the quote; the message of the author and the minute that the attribution names. What none of them holds may be a
message whose post is in no source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dedupe.match import FEWEST_BY_AUTHOR, SAME
from dedupe.people import name_key
from dedupe.seen import Seen
from dedupe.subjects import base
from dedupe.words import Sequences, covers, holds, in_common, shares_run

ANCESTORS = 8  # how far up a reply's references a quote is looked for
COVERED = 0.8  # of the words, in threes: the longest common subsequence alone gathers scattered words of long texts
RUN = 15  # words in one run that are no accident between a message and its answer
FEWEST_IN_ANCESTOR = 4  # words of a quote that count as one of its parent


@dataclass(frozen=True, slots=True)
class Quote:
    """A sighting inside another message: how much of the message it holds, 0 to 1, and how that is known."""

    seen: Seen
    coverage: float
    evidence: str


@dataclass(slots=True, eq=False)
class Draft:
    """A message in the making: its posts, or the quote it is recovered from where it has none, and its other sightings.

    ``missing_id`` is the Message-ID of a recovered message, where those who answer it name it.
    """

    posts: list[Seen]
    recovered: bool = False
    quotes: list[Quote] = field(default_factory=list)
    missing_id: str = ""
    lead: Seen = field(init=False)

    def __post_init__(self) -> None:
        self.lead = self.posts[0]


Found = tuple[Draft, Quote]


class Quoting:
    """Finds the messages that quotes are sightings of."""

    def __init__(self, drafts: Sequence[Draft], sequences: Sequences) -> None:
        self._sequence = sequences
        self._of_sighting = {post.id: draft for draft in drafts for post in draft.posts}
        self._last_host: Draft | None = None
        self._last_ancestors: list[Draft] = []
        self._by_message_id: dict[str, Draft] = {}
        self._by_words: dict[bytes, list[Draft]] = defaultdict(list)
        self._by_author: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        for draft in drafts:
            for post in draft.posts:
                if post.message_id:
                    self._by_message_id.setdefault(post.message_id, draft)
            if draft.lead.own_words >= FEWEST_BY_AUTHOR:
                self._by_words[draft.lead.own].append(draft)
            for key in author_keys(draft.lead):
                self._by_author[key, _minute(draft.lead)].append(draft)

    def host(self, quote: Seen) -> Draft | None:
        """The message that the quote stands in."""
        return self._of_sighting.get(quote.inside)

    def find(self, quote: Seen) -> Found | None:
        """The message that the quote is a sighting of, with the evidence; None where no known message holds it."""
        host = self.host(quote)
        if quote.message_id and quote.message_id in self._by_message_id:
            return self._by_message_id[quote.message_id], Quote(quote, 1.0, "same Message-ID")
        ancestors = self._ancestors(host)
        same = [draft for draft in self._by_words.get(quote.own, ()) if draft is not host]
        if same:
            return next((d for d in same if d in ancestors), same[0]), Quote(quote, 1.0, "same words")
        return self._in_one_of(ancestors, quote) or self._by_attribution(quote, host) or self._by_run(ancestors, quote)

    def same_words(self, document: Seen) -> Found | None:
        """The message or document whose words an attached document holds, all of them and no others."""
        same = self._by_words.get(document.own)
        return (same[0], Quote(document, 1.0, f"same words, {document.evidence}")) if same else None

    def parent(self, quote: Seen) -> tuple[str, bool]:
        """The Message-ID that the quoting message answers ("" where it names none), and whether a source has it."""
        host = self.host(quote)
        nearest = host.lead.parents.rpartition(" ")[2] if host else ""
        return nearest, nearest in self._by_message_id

    def _ancestors(self, host: Draft | None) -> list[Draft]:
        """The messages that a message answers and those that they answer, nearest first; kept for the host's next quote."""
        if host is not self._last_host:
            self._last_host, self._last_ancestors = host, self._look_up(host) if host else []
        return self._last_ancestors

    def _look_up(self, host: Draft) -> list[Draft]:
        found: dict[Draft, None] = {}
        answered = self._of_sighting.get(host.lead.answers)
        while answered and answered is not host and answered not in found and len(found) < ANCESTORS:
            found[answered] = None
            answered = self._of_sighting.get(answered.lead.answers)
        for message_id in reversed(host.lead.parents.split()[-ANCESTORS:]):
            draft = self._by_message_id.get(message_id)
            if draft and draft is not host:
                found[draft] = None
                for above in reversed(draft.lead.parents.split()[-ANCESTORS:]):
                    other = self._by_message_id.get(above)
                    if other and other is not host:
                        found[other] = None
        return list(found)[:ANCESTORS]

    def _in_one_of(self, drafts: Iterable[Draft], quote: Seen) -> Found | None:
        """The first of the messages that holds the quote."""
        if quote.own_words < FEWEST_IN_ANCESTOR:
            return None
        part = self._sequence(quote.id)
        for draft in drafts:
            found = contained(part, self._sequence(draft.lead.id), quote)
            if found:
                return draft, found
        return None

    def _by_attribution(self, quote: Seen, host: Draft | None) -> Found | None:
        """The message of the author and minute that the attribution names, also where the quote was edited."""
        minute = _minute(quote)
        for key in author_keys(quote) if minute else ():
            named = [d for d in self._by_author.get((key, minute), ()) if d is not host and _same_day(d.lead, quote)]
            found = self._in_one_of(named, quote)
            if found:
                return found
            if len(named) == 1:
                return named[0], self._edited(quote, named[0])
        return None

    def _by_run(self, ancestors: Iterable[Draft], quote: Seen) -> Found | None:
        """The answered message of which a long run of words stands in the quote, among others."""
        part = self._sequence(quote.id)
        for draft in ancestors:
            if shares_run(part, self._sequence(draft.lead.id), RUN):
                return draft, self._edited(
                    quote, draft, f"it is answered, and {RUN} words or more of it stand in one run"
                )
        return None

    def _edited(
        self,
        quote: Seen,
        draft: Draft,
        why: str = "its attribution names the author and the minute; the words were edited",
    ) -> Quote:
        part, whole = self._sequence(quote.id), self._sequence(draft.lead.id)
        share = in_common(part, whole) / max(1, draft.lead.own_words)
        return Quote(quote, min(1.0, share), why)


def contained(part: bytes, whole: bytes, quote: Seen) -> Quote | None:
    """The quote as a sighting of the text ``whole``: its words in one run there, or 98 of 100 of them in order."""
    words, of = len(part) // 4, len(whole) // 4
    if not words or not of:
        return None
    if holds(whole, part):
        return Quote(quote, words / of, f"{words} of {of} words quoted in one run")
    if words < FEWEST_BY_AUTHOR or words > of * 1.2 or not covers(whole, part, COVERED):
        return None
    common = in_common(part, whole, SAME)
    if common < SAME * words:
        return None
    return Quote(quote, min(1.0, common / of), f"{common} of {of} words quoted in order")


def author_keys(seen: Seen) -> list[str]:
    """What a sighting's author is looked up by."""
    return [key for key in (seen.address, name_key(seen.name)) if key]


def _minute(seen: Seen) -> str:
    """The minute of the hour, which a time has in nearly every zone; "" where there is no time of day."""
    return seen.sent[14:16] if seen.sent else ""


def _same_day(a: Seen, b: Seen) -> bool:
    """True where two times are the same day or neighbours: zones differ by less."""
    return bool(a.sent and b.sent) and abs(_day(a) - _day(b)) <= 1


def _day(seen: Seen) -> int:
    year, month, day = (int(part) for part in (seen.sent or "")[:10].split("-"))
    return (year * 12 + month) * 31 + day


def recover(quotes: Iterable[Seen], quoting: Quoting, sequences: Sequences) -> list[Draft]:
    """Messages whose post is in no source, each from the fullest of its copies; quotes too short to be told are left."""
    drafts: list[Draft] = []
    by_author: dict[str, list[Draft]] = defaultdict(list)
    by_missing: dict[str, Draft] = {}
    alone = _only_quotes(quotes := list(quotes))
    for quote in sorted(quotes, key=lambda q: (-q.own_words, q.order)):
        keys = author_keys(quote)
        parent, known = quoting.parent(quote) if quote.id in alone else ("", False)
        missing = "" if known else quote.message_id or parent
        if quote.own_words < FEWEST_BY_AUTHOR or known or not (keys or missing):
            continue
        found = _copy_of(quote, [draft for key in keys for draft in by_author[key]], sequences)
        if found is None and missing in by_missing:
            found = by_missing[missing], Quote(quote, 0.0, "quoted in an answer to the same message")
        if found:
            found[0].quotes.append(found[1])
            continue
        draft = Draft([_with_subject(quote, quoting.host(quote))], recovered=True, missing_id=missing)
        drafts.append(draft)
        for key in keys:
            by_author[key].append(draft)
        if missing:
            by_missing[missing] = draft
    return drafts


def only_attached(documents: Iterable[Seen]) -> list[Draft]:
    """Documents that are in no source but attached to mails: each once, whatever it is attached to."""
    drafts: dict[bytes, Draft] = {}
    for document in sorted(documents, key=lambda d: d.order):
        draft = drafts.setdefault(document.own, Draft([document], recovered=True))
        if draft.lead is not document:
            draft.quotes.append(Quote(document, 1.0, f"same words, {document.evidence}"))
    return list(drafts.values())


def _with_subject(quote: Seen, host: Draft | None) -> Seen:
    """A quote under the subject that its answer bears, where its attribution names none."""
    if quote.subject or host is None or quote.kind != "quoted":
        return quote
    return replace(quote, subject=base(host.lead.subject))


def _only_quotes(quotes: Sequence[Seen]) -> set[str]:
    """Ids of quotes one level down that are the only such ones of their post: what it answers is what they quote."""
    direct: dict[str, list[Seen]] = defaultdict(list)
    for quote in quotes:
        if quote.place.count("/") == 1:
            direct[quote.inside].append(quote)
    return {each[0].id for each in direct.values() if len(each) == 1 and each[0].kind == "quoted"}


def _copy_of(quote: Seen, drafts: Iterable[Draft], sequences: Sequences) -> Found | None:
    part = sequences(quote.id)
    for draft in drafts:
        found = contained(part, sequences(draft.lead.id), quote)
        if found:
            return draft, found
    return None
