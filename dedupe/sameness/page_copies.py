"""Posts and the copies of them on an archive's pages, where the page lost what tells that they are one.

HyperKitty draws a quote's end at the next blank line: an answer right below the quote is quoted on the page. MHonArc shows
attached text below the text. Pipermail's pages give no Message-ID before Mailman 2.1.9, and no month file of that time a zone.
Hypermail may hide the domains of Message-IDs. A page of HyperKitty that was copied tells no seconds, and not where quotes end.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from dedupe.names import name_key
from dedupe.sameness.union import Union
from dedupe.seen import Seen
from dedupe.words import Sequences, holds
from ingest.message import SentBasis
from ingest.subjects import base, numbers

SAME = 0.98  # share of all words, own and quoted, that stand in both
# of the words of one, where author, subject and minute are the same: a page folds quotes, and cuts long links
NEARLY = 0.9
FEWEST_HELD = 40  # words of a text that another one holds whole
FEWEST_WORDS = 12  # of a page that is known by its subject and day
MINUTE_AND_SECOND = slice(len("2025-11-01T06:"), len("2025-11-01T06:49:07"))


def same_in_all(a: Seen, b: Seen, sequences: Sequences) -> bool:
    """True where two posts hold the same words, own and quoted together, or one all of the other's own words in one run."""
    if b.own_words >= FEWEST_HELD and holds(sequences(a), sequences(b)):
        return True
    one, other = _all_words(a, sequences), _all_words(b, sequences)
    return (one & other).total() >= SAME * max(one.total(), other.total(), 1)


def _all_words(post: Seen, sequences: Sequences) -> Counter[int]:
    """The words of a post, own and quoted, and those of its signature."""
    return Counter(array("I", sequences.in_all(post.id)))


def join_pages(
    posts: Sequence[Seen], union: Union[str], sequences: Sequences, alike: Callable[[Seen, Seen], bool]
) -> None:
    """Join each page without a whole Message-ID to the post by the same author with the same subject and nearly the same words.

    It is the one of the same minute and second, whatever their zones; where the page tells no seconds, that of the minute which
    holds most of its words, quoted or not; else, of a text of some length, the only one of that day.
    """
    pages = [post for post in posts if post.sent and _is_page(post)]
    keys = {key for page in pages for key in _keys(page)}
    held: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for post in posts if keys else ():
        if post.sent:
            for key in keys.intersection(_keys(post)):
                held[key].append(post)
    for page in pages:
        near = {post.id: post for key in _keys(page) for post in held[key] if post is not page and _near(post, page)}
        twins = [post for post in near.values() if alike(*sorted((post, page), key=lambda p: (-p.own_words, p.order)))]
        same = [post for post in twins if _second(post) == _second(page)]
        same += _of_the_minute(page, near.values(), sequences)
        only = twins if len(near) == 1 and page.own_words >= FEWEST_WORDS else []
        for post in same or only:
            union.join(post.id, page.id)


def _of_the_minute(page: Seen, near: Iterable[Seen], sequences: Sequences) -> list[Seen]:
    """Of the posts of a page's minute the one that has most words in common with it, and nearly all of the shorter one."""
    posts = [post for post in near if _same_minute(post, page)]
    if not posts:
        return []
    mails = [post for post in posts if not _is_page(post)]
    one = _all_words(page, sequences)
    rated: list[tuple[int, Seen]] = []
    for post in mails or posts:
        other = _all_words(post, sequences)
        common = (one & other).total()
        if common and common >= NEARLY * min(one.total(), other.total()):
            rated.append((common, post))
    return [post for _, post in sorted(rated, key=lambda rate: (-rate[0], rate[1].order))[:1]]


def _same_minute(post: Seen, page: Seen) -> bool:
    """True for a page that tells the minute of a post and no seconds; patches of a series are sent in one, with their numbers."""
    minute, _, second = _second(page).partition(":")
    return second == "00" and _second(post).startswith(minute) and numbers(post.subject) == numbers(page.subject)


def _is_page(post: Seen) -> bool:
    """Was the post read from a page, or copied from one, which does not tell its Message-ID?"""
    is_whole = "@" in post.message_id and not post.message_id.endswith("@[hidden]")
    return not is_whole and (post.sent_basis == SentBasis.PAGE or post.evidence != "")


def _keys(post: Seen) -> list[tuple[str, str]]:
    """What a post is looked for by: its author, by address and by name, and its subject."""
    authors = {post.address, name_key(post.name)} - {""}
    return [(author, base(post.subject).casefold()) for author in sorted(authors)]


def _second(post: Seen) -> str:
    """Minute and second, which are the same in all zones but a few."""
    return (post.sent or "")[MINUTE_AND_SECOND]


def _near(a: Seen, b: Seen) -> bool:
    """True for the same day or the next one: one of the times may be without its zone."""
    one, other = (date.fromisoformat((post.sent or "")[:10]) for post in (a, b))
    return abs((one - other).days) <= 1
