"""What is left of a digest in a mail that answers it whole: its masthead and list of topics, the numbers of its messages, its foot.

As Mailman's digests in plain text (RFC 1153) have them.
"""

from __future__ import annotations

import re

FIRST_SIX = frozenset(("to sub", "messag", "subjec", "end of"))  # of the lines by which it is known, in lower case
LONGEST_MASTHEAD = 20  # lines, with the blank ones between them
LONGEST_CONTENTS = 150  # lines of the list of topics
SHORTEST_RULE = 30
_MASTHEAD = re.compile(r"(?i)to subscribe or unsubscribe via (?:the world wide web|email)")
_SUBMISSIONS = re.compile(r"Send .{1,80} submissions to$")
_ITS_END = re.compile(r"(?i).{0,60}\bcontents of .{1,80} digest")
_FOOT = re.compile(
    r"Message: \d{1,4}|Subject: .{0,40}Digest Footer|End of .{1,80} Digest, Vol \d{1,4}, Issue \d{1,4}|\*{30,}"
)


def masthead_begin(bare: list[str], at: int, floor: int) -> int:
    """The first line of the masthead that is known by a line, which tells how to subscribe."""
    above = range(at - 1, max(floor, at - LONGEST_MASTHEAD // 4) - 1, -1)
    return next((n for n in above if _SUBMISSIONS.match(bare[n])), at)


def remains_end(lines: list[str], at: int) -> int:
    """The line after the masthead, the number or the foot that is known by a line; 0 where the line is none of them."""
    line = lines[at].strip()
    if _MASTHEAD.match(line):
        return _masthead_end(lines, at)
    if not _FOOT.fullmatch(line) or line[0] == "*" or (line[0] == "M" and not _is_below_a_rule(lines, at)):
        return 0
    end = at + 1
    for below in range(at + 1, len(lines)):
        line = lines[below].strip()
        if _FOOT.fullmatch(line):
            end = below + 1
        elif line and not _is_rule(line):
            break
    return end


def _masthead_end(lines: list[str], at: int) -> int:
    """The line after the list of topics, or after the line that asks for a better subject; 0 where neither follows."""
    below = range(at + 1, min(len(lines), at + LONGEST_MASTHEAD))
    end = next((n + 1 for n in below if _ITS_END.match(lines[n].strip())), 0)
    topics = next((n for n in range(end, min(len(lines), end + 4)) if end and lines[n].strip() == "Today's Topics:"), 0)
    if topics:
        return next(
            (n for n in range(topics, min(len(lines), topics + LONGEST_CONTENTS)) if _is_rule(lines[n].strip())), end
        )
    return end


def _is_below_a_rule(lines: list[str], at: int) -> bool:
    above = next(filter(None, (lines[n].strip() for n in range(at - 1, max(-1, at - 4), -1))), "")
    return _is_rule(above)


def _is_rule(line: str) -> bool:
    return len(line) >= SHORTEST_RULE and not line.strip("-")
