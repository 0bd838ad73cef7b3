"""The heads that trackers of bugs and reviews put above what their users quote: one line each, with marked lines below."""

from __future__ import annotations

import re

from ingest.bodies.attributions import Attribution
from ingest.senders import parse_sender

LONGEST = 300  # characters
_WHO = r"(?P<who>[^\s()\[\]](?:.{0,78}\S)?)"
_HEADS = (
    re.compile(rf"\(In reply to (?:{_WHO} from )?comment #\d{{1,6}}\)"),  # Bugzilla, since 3.6 with the name
    re.compile(  # Trac
        r"Replying to \[(?:comment|ticket):\d{1,7}(?::ticket:\d{1,7})? (?P<who>[^\[\]]{1,80})\]:"
    ),
    re.compile(  # Phabricator: a revision, a task or a commit, or its address
        r"In (?:https?://\S{1,200}|[A-Za-z]\S{0,60}\d\S{0,60})(?: <https?://[^<>\s]{1,250}>)?, @(?P<who>[\w.-]{1,60}) wrote:"
    ),
    re.compile(rf"{_WHO} wrote in #(?:note-)?\d{{1,6}}:"),  # Redmine
)


def tracker_head(line: str) -> Attribution | None:
    """Whom such a head names, often by a login alone, or nobody; None where the line is none.

    >>> tracker_head("(In reply to Ann Example from comment #4)").name
    'Ann Example'
    """
    if len(line) > LONGEST or line[-1:] not in (")", ":"):
        return None
    found = next((match for head in _HEADS if (match := head.fullmatch(line))), None)
    if found is None:
        return None
    sender = parse_sender(found["who"] or "")
    return Attribution(sender.name, sender.address, certain=False)
