"""How a note spread: one lane for each list, one dot for each place where it was seen, from left to right in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from publish.render import readable
from publish.show import KINDS, day, moment

FEWEST, MOST_LANES = 3, 9
# What is drawn later lies above: where dots meet, the post is seen.
ABOVE = ("quoted", "forwarded", "resent", "crossposted", "posted")
LANE, LEFT, RIGHT = 26, 172, 620


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the note was seen."""

    kind: str
    where: str
    sent: str


def instant(sent: str) -> float | None:
    """Give a time as a number, None where it is none; a time without a zone is taken for UTC.

    >>> instant("1970-01-01T00:01:00"), instant("soon")
    (60.0, None)
    """
    try:
        time = datetime.fromisoformat(sent)
    except ValueError:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def spread(places: Sequence[Place]) -> Markup:
    """Give the picture; empty where there is too little to show."""
    known = [(time, place) for place in places if (time := instant(place.sent)) is not None]
    timed = sorted(known, key=lambda each: each[0])
    lanes = list(dict.fromkeys(place.where for _, place in timed))[:MOST_LANES]
    start, length = (timed[0][0], timed[-1][0] - timed[0][0]) if timed else (0.0, 0.0)
    if len(timed) < FEWEST or (length == 0 and len(lanes) < 2):
        return Markup("")
    height = LANE * len(lanes) + 28
    said = "; ".join(f"{KINDS.get(p.kind, p.kind)} on {p.where}, {moment(p.sent)}" for _, p in timed)
    out = [
        Markup(
            '<svg class="ml-spread" viewBox="0 0 640 {}" role="img"><title>{}</title><desc>{}</desc><g aria-hidden="true">'
        ).format(height, "How this note spread over time", readable(said))
    ]
    for number, lane in enumerate(lanes):
        y = LANE * number + 14
        name = readable(lane if len(lane) <= 22 else f"{lane[:21]}…")
        out.append(
            Markup('<line x1="{}" x2="{}" y1="{}" y2="{}"/><text x="0" y="{}">{}</text>').format(
                LEFT, RIGHT, y, y, y + 4, name
            )
        )
    for time, place in sorted(timed, key=lambda each: ABOVE.index(each[1].kind) if each[1].kind in ABOVE else -1):
        if place.where not in lanes:
            continue
        x = LEFT + ((time - start) / length * (RIGHT - LEFT) if length else 0)
        y = LANE * lanes.index(place.where) + 14
        title = f"{KINDS.get(place.kind, place.kind)} on {place.where}, {moment(place.sent)}"
        out.append(
            Markup('<circle class="ml-dot-{}" cx="{}" cy="{}" r="6"><title>{}</title></circle>').format(
                place.kind, f"{x:.1f}", y, readable(title)
            )
        )
    days = [Markup('<text x="{}" y="{}">{}</text>').format(LEFT, height - 4, day(timed[0][1].sent))]
    if length:
        last = day(timed[-1][1].sent)
        days.append(Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(RIGHT, height - 4, last))
    return Markup("").join([*out, *days, Markup("</g></svg>")])
