"""What a walk over a run-together page gathers: texts, the quotes that are of them, and the messages that hold these."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.bodies.attributions import Attribution


@dataclass(slots=True)
class Text:
    """A text that others may repeat: a message of the page by its number, or one that stands in quotes only (None)."""

    message: int | None = None
    heads: list[Attribution] = field(default_factory=list)  # the quotes that it holds itself
    short_runs: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Quote:
    """What a head opens: the text that it is of, where that is known, and its lines."""

    said: Attribution
    of: Text | None = None
    lines: list[int] = field(default_factory=list)
    is_mixed: bool = False  # it holds words of several texts, and so its head is of either


@dataclass(slots=True)
class Cut:
    """A message as lines of the page: each line's number with how deep it is quoted, 0 for its own words."""

    text: Text
    parts: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    answers_between: bool = False


def same_head(a: Attribution, b: Attribution) -> bool:
    """True where two heads name one message: the same minute, whatever the zone, and the same name or address."""
    who = bool(a.name and a.name.casefold() == b.name.casefold()) or bool(a.address and a.address == b.address)
    if a.sent is None or b.sent is None:
        return who and a.date == b.date
    apart = abs((a.sent.replace(tzinfo=None) - b.sent.replace(tzinfo=None)).total_seconds())
    return who and a.sent.minute == b.sent.minute and apart < 26 * 3600


def is_later(a: Attribution, b: Attribution) -> bool:
    """True where one head names a later time than another, as far as their zones let it be told."""
    return a.sent is not None and b.sent is not None and a.sent.replace(tzinfo=None) > b.sent.replace(tzinfo=None)
