"""Letters that an archive lost: a charset lacked them ("J?rg"), or a mark was put before "From" at the begin of a line."""

from __future__ import annotations

import re

# "?" in a word or before one; a pattern that begins with a sign is looked for in a tenth of the time
LOST = re.compile(r"\?(?:(?<=[^\W\d_]\?)\?*[^\W\d_]|(?<!\S\?)\?*[^\W\d_]{2})")
FROM = "\n>From "


def lost_letters(*texts: str) -> int:
    """How often letters are lost in some texts.

    >>> lost_letters("J?r?g, is it true?", ">From here")
    3
    """
    return sum(map(_lost_in, texts))


def _lost_in(text: str) -> int:
    lost = len(LOST.findall(text)) if "?" in text else 0
    return lost + text.count("\N{REPLACEMENT CHARACTER}") + text.count(FROM) + text.startswith(FROM[1:])
