"""Messages whose post is in no source: their quotes brought together, the least damaged for its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dedupe.match import FEWEST_BY_AUTHOR
from dedupe.sameness.attributed import (
    author_keys,
    has_other_id,
    is_of_another_time,
    is_same_mail,
    minute,
    same_thread,
)
from dedupe.sameness.holding import Quote, Texts
from dedupe.sameness.quoting import SAME_MAIL, Draft, Found, Quoting
from dedupe.seen import Seen
from ingest.subjects import base, numbers

LOST = re.compile(r"\w\?\w|\N{REPLACEMENT CHARACTER}|\.{3}|\N{HORIZONTAL ELLIPSIS}|^[>|]", re.M)
LONGEST_LINE = 100  # characters; a text with fewer line ends than one for so many was flattened
ALL = 0.95  # of the words, for a copy that is as good; a letter that was lost makes two words of one
FEW = 4  # messages that a quote is compared with: those that share most fingerprints with it


@dataclass(slots=True)
class _Known:
    """Recovered messages by what a further copy is found by."""

    drafts: list[Draft] = field(default_factory=list)
    by_mark: dict[int, list[Draft]] = field(default_factory=lambda: defaultdict(list))
    by_minute: dict[tuple[str, str], list[Draft]] = field(default_factory=lambda: defaultdict(list))
    by_words: dict[tuple[bytes, str | None], list[Draft]] = field(default_factory=lambda: defaultdict(list))
    by_missing: dict[str, Draft] = field(default_factory=dict)

    def add(self, draft: Draft, marks: Iterable[int]) -> None:
        self.drafts.append(draft)
        for mark in marks:
            if len(self.by_mark[mark]) < FEW:
                self.by_mark[mark].append(draft)
        for key in author_keys(draft.lead):
            self.by_minute[key, minute(draft.lead)].append(draft)
        self.by_words[draft.lead.own, draft.lead.sent].append(draft)
        if draft.missing_id:
            self.by_missing[draft.missing_id] = draft


def recover(quotes: Iterable[Seen], quoting: Quoting, texts: Texts) -> list[Draft]:
    """Messages whose post is in no source, each from the fullest of its copies; quotes too short to be told are left.

    Mails attached whole come first: they are the fullest, and hold what was attached to them.
    """
    known = _Known()
    alone = _only_quotes(quotes := list(quotes))
    for quote in sorted(quotes, key=lambda q: (not q.is_attached_mail, -q.own_words, q.order)):
        if quote.is_attached_mail:
            _add_mail(quote, known, texts)
            continue
        if quote.own_words < FEWEST_BY_AUTHOR:
            break
        parent, has_post = quoting.parent(quote) if quote.id in alone else ("", False)
        missing = "" if has_post else quote.message_id or parent
        marks = texts.marks(quote).tolist()
        quote = _with_subject(quote, quoting.host(quote))
        found = _copy_of(quote, marks, known, texts) or _named_by_attribution(quote, known)
        if found is None and missing in known.by_missing:
            found = known.by_missing[missing], Quote(quote, 0.0, "quoted in an answer to the same message")
        if found:
            found[0].quotes.append(found[1])
        elif not has_post and (author_keys(quote) or missing):
            known.add(Draft((quote,), recovered=True, missing_id=missing), marks)
    return [_from_its_best_copy(draft, texts) for draft in known.drafts]


def _add_mail(mail: Seen, known: _Known, texts: Texts) -> None:
    """Note an attached mail, with the others that it is a copy of or alone: with its own header it needs no words to be told."""
    marks = texts.marks(mail).tolist()
    if mail.message_id in known.by_missing:
        known.by_missing[mail.message_id].quotes.append(Quote(mail, 1.0, "same Message-ID"))
        return
    found = _copy_of(mail, marks, known, texts) if mail.own_words >= FEWEST_BY_AUTHOR else None
    if found is None or has_other_id(mail, found[0].lead):
        found = _same_mail(mail, known)
    if found:
        found[0].quotes.append(found[1])
    else:
        known.add(Draft((mail,), recovered=True, missing_id=mail.message_id), marks)


def _same_mail(mail: Seen, known: _Known) -> Found | None:
    """The mail of the same author, minute, subject and words."""
    same = known.by_words.get((mail.own, mail.sent), ())[:FEW]
    return next(((draft, Quote(mail, 1.0, SAME_MAIL)) for draft in same if is_same_mail(mail, draft.lead)), None)


def _from_its_best_copy(draft: Draft, texts: Texts) -> Draft:
    """The message with the text of the least damaged of the copies that have as many words; a mail attached whole has its own."""
    if draft.lead.is_attached_mail:
        return draft
    copies = [draft.lead, *(quote.seen for quote in draft.quotes if quote.coverage >= ALL)]
    if len(copies) > 1:
        best = min(copies, key=lambda copy: (_damage(texts.sequences.texts(copy.id)[0]), -copy.own_words, copy.order))
        if best is not draft.lead:
            draft.quotes = [quote for quote in draft.quotes if quote.seen is not best]
            draft.quotes.append(Quote(draft.lead, 1.0, "another copy, which is more damaged"))
            draft.posts, draft.lead = (best,), best
    return draft


def _damage(text: str) -> tuple[int, int]:
    """What a copy lost: letters, ends of lines and links, marks of deeper quotes left at the begin of lines; then its lines."""
    return len(LOST.findall(text)), -min(text.count("\n"), len(text) // LONGEST_LINE)


def _copy_of(quote: Seen, marks: Iterable[int], known: _Known, texts: Texts) -> Found | None:
    """The message that holds the quote, by the same author or with one of them not known."""
    keys = set(author_keys(quote))
    hits = Counter(draft for mark in marks for draft in known.by_mark.get(mark, ()))
    for draft, _ in hits.most_common(FEW):
        theirs = author_keys(draft.lead)
        if not keys or not theirs or not keys.isdisjoint(theirs):
            found = texts.contained(quote, draft.lead)
            if found:
                return draft, found
    return None


def _named_by_attribution(quote: Seen, known: _Known) -> Found | None:
    """The message of the author and time that the attribution names; another zone names the same minute of another hour.

    A series of patches is sent within one minute: the subject must be the same, with its numbers.
    """
    for key in author_keys(quote) if minute(quote) else ():
        for draft in known.by_minute.get((key, minute(quote)), ())[:FEW]:
            if not is_of_another_time(quote, draft.lead) and _same_subject(draft.lead, quote):
                return draft, Quote(quote, 0.0, "its attribution names the same author and minute")
    return None


def _same_subject(a: Seen, b: Seen) -> bool:
    return same_thread(a, b) and numbers(a.subject) == numbers(b.subject)


def only_attached(documents: Iterable[Seen]) -> list[Draft]:
    """Documents that are in no source but attached to mails: each once, whatever it is attached to."""
    drafts: dict[bytes, Draft] = {}
    for document in sorted(documents, key=lambda d: d.order):
        draft = drafts.setdefault(document.own, Draft((document,), recovered=True))
        if draft.lead is not document:
            draft.quotes.append(Quote(document, 1.0, f"same words, {document.evidence}"))
    return list(drafts.values())


def _with_subject(quote: Seen, host: Draft | None) -> Seen:
    """A quote under the subject that its answer bears, where its attribution names none."""
    if quote.subject or host is None or quote.kind != "quoted":
        return quote
    return quote._replace(subject=base(host.lead.subject))


def _only_quotes(quotes: Sequence[Seen]) -> set[str]:
    """Ids of quotes one level down that are the only such ones of their post: what it answers is what they quote."""
    direct: dict[str, list[Seen]] = defaultdict(list)
    for quote in quotes:
        if quote.depth == 1:
            direct[quote.inside].append(quote)
    return {each[0].id for each in direct.values() if len(each) == 1 and each[0].kind == "quoted"}
