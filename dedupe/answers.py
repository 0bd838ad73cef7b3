"""Which message answers which, by what it quotes: for threads of which the headers are missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from dedupe.match import HOURS, hours_after, moment
from dedupe.merge import Message, quote_kind
from dedupe.published.letters import without_lost
from dedupe.seen import Seen
from ingest.subjects import base, former, is_forward

MARKS = re.compile(r"\W+")
Rank = tuple[int, bool, float, int, str, str]


def answered_by_quotes(
    messages: Sequence[Message], of_sighting: Mapping[str, Message], unsure: Collection[str]
) -> dict[str, str]:
    """The message that each unsure one answers: the first that stands quoted right in it, or in what is quoted in it."""
    quotes = {(q.seen.inside, q.seen.within): message for message in messages for q in message.quotes}
    best: dict[str, Rank] = {}
    for message in messages:
        for quote in message.quotes:
            above = quote.seen.within.rpartition("/")[0]
            host = quotes.get((quote.seen.inside, above)) if above else of_sighting.get(quote.seen.inside)
            if host and host.id in unsure and host is not message and _answers(host, message, quote.seen):
                rank = _rank(quote.seen, message)
                best[host.id] = min(rank, best.get(host.id, rank))
    return {host: rank[-1] for host, rank in best.items()}


def _rank(quote: Seen, message: Message) -> Rank:
    """What a message quotes in its own post comes first, and there the newest of which a source has the post.

    Who answers one message and quotes an older one too, without saying whose it is, is common; the other way round is rare: of
    245 answers with several quotes, whose headers said what they answer, this finds 235, and the first quote 196.
    """
    number = quote.within.rpartition("/")[2]
    newest = -moment(message.lead.sent).timestamp() if message.lead.sent else 0.0
    first = int(number) if number.isdecimal() else 0
    return (quote.depth, message.recovered, newest, first, quote.place, message.id)


def _answers(host: Message, quoted: Message, quote: Seen) -> bool:
    """True where a quote says what its message answers: it is no forward, and neither subjects nor times contradict.

    Below a header block under the same subject stands what is answered too, where the subject names no forward.
    """
    subject = base(_bare(quoted.lead.subject))
    subjects = {base(_bare(host.lead.subject)), former(host.lead.subject)} - {""}
    is_one = any(_alike(subject, other) for other in subjects)
    if quote_kind(quote, host.lead) != "quoted" and (not is_one or is_forward(host.lead.subject)):
        return False
    if subject and subjects and not is_one:
        return False
    return not (host.lead.sent and quoted.lead.sent) or hours_after(host.lead.sent, quoted.lead.sent) <= HOURS


def _bare(subject: str) -> str:
    """The subject without the quotation marks that some programs of China put around all of it, "Re:" too."""
    inside = subject.strip()
    return inside[1:-1] if len(inside) > 2 and inside[0] == inside[-1] == "'" else subject


def _alike(a: str, b: str) -> bool:
    """True where two subjects have the same letters: on the way blanks and marks are lost, and letters become "?".

    >>> _alike("on1pps", "on\\t1PPS"), _alike("?fun?", "'fun'"), _alike("Antr?ge", "Anträge"), _alike("Masts", "Mast")
    (True, True, True, False)
    """
    if a.casefold() == b.casefold():
        return True
    if "?" in a + b:
        a, b = without_lost(a), without_lost(b)
    return MARKS.sub("", a.casefold()) == MARKS.sub("", b.casefold()) != ""
