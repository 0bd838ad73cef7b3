"""Which message a quoted or forwarded text is a sighting of.

Asked in this order: the message with the same words; the messages that the quoting one answers, nearest first, where one
holds the quote; the message of the author and the minute that the attribution names; the message of that author, or in the thread,
that has the same words. What none of them holds may be a message whose post is in no source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dedupe.fingerprints import SHINGLE
from dedupe.match import FEWEST_BY_AUTHOR, same_author
from dedupe.sameness.attributed import (
    SUMMER,
    author_keys,
    in_parts_of_hours,
    is_later,
    is_of_another_time,
    is_same_mail,
    may_be_named_so,
    may_be_of,
    minute,
    rounded,
    same_thread,
)
from dedupe.sameness.common import in_common
from dedupe.sameness.holding import Quote, Texts
from dedupe.sameness.unmarked import RUN, Repeat
from dedupe.seen import Seen

ANCESTORS = 8  # how far up a reply's references a quote is looked for
FEWEST_IN_ANCESTOR = 4  # words of a quote that count as one of its parent
SAME_MAIL = "same author, time, subject and words"


@dataclass(slots=True, eq=False)
class Draft:
    """A message in the making: its posts, or the quote it is recovered from where it has none, and its other sightings.

    ``texts`` are posts of its different texts: a copy may have letters that the post which stands for it lost.
    ``missing_id`` is the Message-ID of a recovered message, where those who answer it name it.
    """

    posts: tuple[Seen, ...]
    recovered: bool = False
    quotes: list[Quote] = field(default_factory=list)
    missing_id: str = ""
    lead: Seen = field(init=False)
    texts: tuple[Seen, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.lead = self.posts[0]
        first: dict[bytes, Seen] = {}
        for post in self.posts:
            first.setdefault(post.own, post)
        self.texts = tuple(first.values()) if len(first) < len(self.posts) else self.posts


Found = tuple[Draft, Quote]


class Quoting:
    """Finds the messages that quotes are sightings of."""

    def __init__(self, drafts: Sequence[Draft], texts: Texts) -> None:
        self._texts = texts
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
            for post in draft.texts:
                if post.own_words >= FEWEST_BY_AUTHOR:
                    self._by_words[post.own].append(draft)
            for key in author_keys(draft.lead):
                self._by_author[key, minute(draft.lead)].append(draft)

    def host(self, quote: Seen) -> Draft | None:
        """The message that the quote stands in."""
        return self._of_sighting.get(quote.inside)

    def find(self, quote: Seen) -> Found | None:
        """The message that the quote is a sighting of, with the evidence; None where no known message holds it."""
        host = self.host(quote)
        if quote.message_id and quote.message_id in self._by_message_id:
            return self._by_message_id[quote.message_id], Quote(quote, 1.0, "same Message-ID")
        if quote.is_attached_mail and quote.own_words < FEWEST_BY_AUTHOR:
            return self._same_mail(quote)
        ancestors = self._ancestors(host)
        same = [draft for draft in self._by_words.get(quote.own, ()) if draft is not host]
        if same:
            return next((d for d in same if d in ancestors), same[0]), Quote(quote, 1.0, "same words")
        return (
            self._in_one_of(ancestors, quote)
            or self._by_attribution(quote, host)
            or self._by_run(ancestors, quote, "it is answered")
            or self._by_words_anywhere(quote, host)
            or self._in_another_zone(quote, host)
        )

    def _same_mail(self, mail: Seen) -> Found | None:
        """The post of an attached mail of few words, which stand in many mails: all of its head must be the same."""
        drafts = (draft for key in author_keys(mail) for draft in self._by_author.get((key, minute(mail)), ()))
        return next(((draft, Quote(mail, 1.0, SAME_MAIL)) for draft in drafts if is_same_mail(mail, draft.lead)), None)

    def same_words(self, document: Seen) -> Found | None:
        """The message or document whose words an attached document holds, all of them and no others."""
        same = self._by_words.get(document.own)
        return (same[0], Quote(document, 1.0, f"same words, {document.evidence}")) if same else None

    def add(self, repeat: Repeat) -> None:
        """Note a message that a post repeats without marks."""
        draft = self._of_sighting[repeat.of.id]
        if draft is not self.host(repeat.quote):
            draft.quotes.append(Quote(repeat.quote, repeat.coverage, repeat.evidence))

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
        for draft in drafts:
            for post in draft.texts:
                found = self._texts.contained(quote, post)
                if found:
                    return draft, found
        return None

    def _by_attribution(self, quote: Seen, host: Draft | None) -> Found | None:
        """The message of the author and minute that the attribution names, also where the quote was edited."""
        for key in author_keys(quote) if minute(quote) else ():
            named = self._named(quote, key, [minute(quote)], host)
            found = (
                self._in_one_of(named, quote)
                or self._only([d for d in named if self._may_be_edited(quote, d, host)], quote)
                or (None if named else self._only(self._edited_at(quote, key, [rounded(quote)], host, SHINGLE), quote))
            )
            if found:
                return found
        return None

    def _in_another_zone(self, quote: Seen, host: Draft | None) -> Found | None:
        """The message of the author and the minute in a zone that differs by half an hour or a quarter, where they share words."""
        for key in author_keys(quote):
            found = self._only(self._edited_at(quote, key, in_parts_of_hours(quote), host, FEWEST_BY_AUTHOR), quote)
            if found:
                return found
        return None

    def _only(self, likely: Sequence[Draft], quote: Seen) -> Found | None:
        """The one that holds the quote, or the only one, of which it was edited."""
        edited = (likely[0], self._edited(quote, likely[0])) if len(likely) == 1 else None
        return self._in_one_of(likely, quote) or edited

    def _named(self, quote: Seen, author: str, minutes: Iterable[str], host: Draft | None) -> list[Draft]:
        """The messages of an author and some minutes at which the quoted one may have been written."""
        written = [draft for when in minutes for draft in self._by_author.get((author, when), ())]
        return [d for d in written if d is not host and not is_of_another_time(quote, d.lead)]

    def _edited_at(
        self, quote: Seen, author: str, minutes: Iterable[str], host: Draft | None, words: int
    ) -> list[Draft]:
        """Those of them in the thread, and before the quoting message, that share so many words in a row with the quote."""
        if host is None or quote.own_words < words:
            return []
        named = [d for d in self._named(quote, author, minutes, host) if not is_later(d.lead, host.lead, SUMMER)]
        return [d for d in named if self._is_in_thread(quote, d, host) and self._texts.share_run(quote, d.lead, words)]

    def _may_be_edited(self, quote: Seen, draft: Draft, host: Draft | None) -> bool:
        """True where a quote may be of a message that does not hold it: it was there to be answered, in its thread or in its words.

        In other threads an attribution may stand above somebody else's text, and who writes much writes in each minute of the hour.
        """
        if host is None or is_later(draft.lead, host.lead):
            return False
        if self._is_in_thread(quote, draft, host) or not draft.lead.own_words:
            return True
        return self._texts.share_run(quote, draft.lead, SHINGLE)

    def _is_in_thread(self, quote: Seen, draft: Draft, host: Draft) -> bool:
        """True where the quoting message answers a message, or one of them bears its subject."""
        return draft in self._ancestors(host) or any(same_thread(draft.lead, each) for each in (host.lead, quote))

    def _by_run(self, drafts: Iterable[Draft], quote: Seen, why: str) -> Found | None:
        """The first of the messages of which a long run of words stands in the quote, among others; a log stands in many mails,
        so the time must not be that of another, and what is by another by name must have most of its words."""
        for draft in drafts:
            if is_of_another_time(quote, draft.lead) or not self._texts.share_run(quote, draft.lead):
                continue
            host = self.host(quote) or draft
            if may_be_named_so(quote, draft.lead, host.lead) or 2 * self._common(quote, draft) >= quote.own_words:
                return draft, self._edited(quote, draft, f"{why}, and {RUN} words or more of it stand in one run")
        return None

    def _by_words_anywhere(self, quote: Seen, host: Draft | None) -> Found | None:
        """The message that the quote is of by words, author and subject, where no header leads to it."""
        if quote.own_words < FEWEST_BY_AUTHOR or host is None:
            return None
        holders = [draft for post in self._texts.holders(quote) if (draft := self._of_sighting[post.id]) is not host]
        likely = [draft for draft in holders if may_be_of(quote, draft.lead, host.lead)]
        found = self._in_one_of(likely, quote) or self._all_in(likely, quote)
        together = [d for d in likely if same_author(d.lead, quote) and same_thread(d.lead, host.lead)]
        return found or self._by_run(together, quote, "it is by the author whom the attribution names")

    def _all_in(self, drafts: Iterable[Draft], quote: Seen) -> Found | None:
        """The first of the messages of which all words stand in the quote, among others: a signature, a note of an archive."""
        for draft in drafts:
            words = draft.lead.own_words
            if words >= FEWEST_BY_AUTHOR and self._texts.contained(draft.lead, quote):
                return draft, Quote(quote, 1.0, f"all of its {words} words stand in the quote, among others")
        return None

    def _edited(
        self,
        quote: Seen,
        draft: Draft,
        why: str = "its attribution names the author and the minute; the words were edited",
    ) -> Quote:
        share = self._common(quote, draft) / max(1, draft.lead.own_words)
        return Quote(quote, min(1.0, share), why)

    def _common(self, quote: Seen, draft: Draft) -> int:
        """How many words of a message a quote has."""
        part, whole = self._texts.sequences(quote), self._texts.sequences(draft.lead)
        return self._texts.sequences.ask("in common", (quote.own, draft.lead.own), lambda: in_common(part, whole))
