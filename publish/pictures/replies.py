"""Who replies to whom: a square with those who answer on the left and those who are answered on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

from publish.render import readable
from publish.show import count

MOST_PEOPLE = 10
CELL, LEFT, TOP = 30, 170, 26


def replies(pairs: Mapping[tuple[str, str], int]) -> Markup:
    """Give the picture of the people with the most replies; ``pairs`` counts who answered whom."""
    total: Counter[str] = Counter()
    for (sender, answered), number in pairs.items():
        total[sender] += number
        total[answered] += number
    people = [name for name, _ in total.most_common(MOST_PEOPLE)]
    if len(people) < 3:
        return Markup("")
    most = max(pairs.get((a, b), 0) for a in people for b in people) or 1
    side = CELL * len(people)
    said = "; ".join(
        f"{a} answered {b} {count(pairs[a, b], 'time')}" for a in people for b in people if pairs.get((a, b))
    )
    out = [
        Markup(
            '<svg class="ml-replies" viewBox="0 0 {} {}" role="img"><title>{}</title><desc>{}</desc><g aria-hidden="true">'
        ).format(LEFT + side, TOP + side, "Who answers whom", readable(said))
    ]
    for number, name in enumerate(people):
        middle = number * CELL + CELL // 2
        short = readable(name if len(name) <= 20 else f"{name[:19]}…")
        out.append(
            Markup('<text x="0" y="{}">{} {}</text><text x="{}" y="14" text-anchor="middle">{}</text>').format(
                TOP + middle + 4, number + 1, short, LEFT + middle, number + 1
            )
        )
        line = Markup('<line x1="{}" x2="{}" y1="{}" y2="{}"/>')
        out.append(line.format(LEFT, LEFT + side, TOP + middle, TOP + middle))
    for row, sender in enumerate(people):
        for column, answered in enumerate(people):
            number = pairs.get((sender, answered), 0)
            if number:
                radius = max((number / most) ** 0.5 * (CELL / 2 - 2), 2)
                out.append(
                    Markup('<circle cx="{}" cy="{}" r="{}"><title>{}</title></circle>').format(
                        LEFT + column * CELL + CELL // 2,
                        TOP + row * CELL + CELL // 2,
                        f"{radius:.1f}",
                        readable(f"{sender} answered {answered} {count(number, 'time')}"),
                    )
                )
    return Markup("").join([*out, Markup("</g></svg>")])
