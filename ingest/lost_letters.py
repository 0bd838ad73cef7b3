"""Letters that an archive lost: a charset lacked them ("J?rg"), or a mark was put before "From" at the begin of a line."""

from __future__ import annotations

import re

LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<!\S)\?+[^\W\d_]{2}|\N{REPLACEMENT CHARACTER}|^>From ", re.M)
SIGNS = ("?", "\N{REPLACEMENT CHARACTER}", ">From ")  # one of them is in each of those


def lost_letters(*texts: str) -> int:
    """How often letters are lost in some texts.

    >>> lost_letters("J?rg, is it true?")
    1
    """
    return sum(
        len(LOST.findall(text)) for text in texts if any(sign in text for sign in SIGNS)
    )  # nothing is lost in most texts, and a look is quick
