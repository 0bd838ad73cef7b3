"""The volume of a list or a person over time: as a line of bars, small or large, and as a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from publish.show import count, day

MOST_BARS = 72


@dataclass(frozen=True, slots=True)
class Bar:
    """The messages of one span of months."""

    first: str
    last: str
    messages: int

    @property
    def span(self) -> str:
        """How long it is.

        >>> Bar("2025-01", "2025-01", 2).span, Bar("2025-01", "2025-03", 2).span, Bar("2024-01", "2024-12", 2).span
        ('a month', '3 months', 'a year')
        """
        months = len(months_between(self.first, self.last))
        return {1: "a month", 12: "a year"}.get(months, f"{months} months")

    @property
    def name(self) -> str:
        """The span and its number, to be read aloud."""
        span = day(self.first) if self.first == self.last else f"{day(self.first)} to {day(self.last)}"
        return f"{span}: {count(self.messages, 'message')}"


def months_between(first: str, last: str) -> list[str]:
    """Give every month from ``first`` to ``last``.

    >>> months_between("2024-11", "2025-02")
    ['2024-11', '2024-12', '2025-01', '2025-02']
    """
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]


def bars(by_month: Mapping[str, int], most: int = MOST_BARS) -> list[Bar]:
    """Give one bar a month, or one for each span of equal length where there would be more than ``most``.

    >>> [bar.messages for bar in bars({"2025-01": 2, "2025-03": 1})]
    [2, 0, 1]
    """
    known = {month: messages for month, messages in by_month.items() if is_month(month)}
    if not known:
        return []
    months = months_between(min(known), max(known))
    span = -(-len(months) // most)
    for whole in (1, 3, 6, 12):  # spans that people think in, where one fits
        if span <= whole:
            span = whole
            break
    groups = [months[at : at + span] for at in range(0, len(months), span)]
    return [Bar(group[0], group[-1], sum(known.get(month, 0) for month in group)) for group in groups]


def is_month(month: str) -> bool:
    """Say whether ``month`` is one, so that a strange date cannot make a picture of ten thousand years."""
    return len(month) == 7 and month[:4].isdecimal() and month[5:].isdecimal() and 1 <= int(month[5:]) <= 12


def sparkline(by_month: Mapping[str, int], name: str) -> Markup:
    """Give a picture the size of a word."""
    found = bars(by_month, 60)
    if not found:
        return Markup("")
    most = max(bar.messages for bar in found) or 1
    step = 120 / max(len(found), 12)
    width = max(step - 0.6, 0.8)
    path = "".join(
        f"M{number * step:.1f} 24v-{max(bar.messages / most * 22, 1):.1f}h{width:.1f}V24z"
        for number, bar in enumerate(found)
        if bar.messages
    )
    return Markup(
        '<svg class="ml-spark" viewBox="0 0 120 24" width="120" height="24" role="img" preserveAspectRatio="none">'
        '<title>{}</title><path d="{}"/></svg>'
    ).format(f"{name}, {day(found[0].first)} to {day(found[-1].last)}; at most {count(most, 'message')} a bar", path)


def volume(by_month: Mapping[str, int], name: str) -> Markup:
    """Give the volume over time with its years and its highest bar."""
    found = bars(by_month)
    if not found:
        return Markup("")
    most = max(bar.messages for bar in found) or 1
    step = min(640 / len(found), 40)
    out = [
        Markup(
            '<svg class="ml-volume" viewBox="0 0 640 132" role="img"><title>{}</title><desc>{}</desc><g aria-hidden="true">'
            '<line x1="0" x2="640" y1="110.5" y2="110.5"/><text x="0" y="9">{}</text>'
        ).format(
            f"{name}: messages over time", "; ".join(bar.name for bar in found), f"{most:,} at most in {found[0].span}"
        )
    ]
    labelled = -100.0
    for place, bar in enumerate(found):
        x, height = place * step, bar.messages / most * 94
        if bar.messages:
            out.append(
                Markup('<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
                    f"{x:.1f}", f"{110 - height:.1f}", f"{max(step - 1, 1):.1f}", f"{max(height, 1):.1f}", bar.name
                )
            )
        year = bar.last[:4] if place == 0 or bar.last[:4] != found[place - 1].last[:4] else ""
        if year and x - labelled > 44 and x < 616:
            out.append(Markup('<text x="{}" y="126">{}</text>').format(f"{x:.1f}", year))
            labelled = x
    return Markup("").join([*out, Markup("</g></svg>")])


def calendar(by_month: Mapping[str, int]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Give the years, newest first, each with its twelve months and their messages."""
    years = sorted({month[:4] for month in by_month if is_month(month)}, reverse=True)
    return [(year, [(f"{year}-{n:02d}", by_month.get(f"{year}-{n:02d}", 0)) for n in range(1, 13)]) for year in years]
