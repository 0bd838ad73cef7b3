"""What archives made of words whose letters their charset did not have: one question mark for each, ``f?vrier``."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def lossy(word: str) -> str:
    """A word with a question mark for each letter that ASCII does not have.

    >>> lossy("février")
    'f?vrier'
    """
    return _NOT_ASCII.sub("?", word)


def twins(words: Iterable[str], most: float = 0.49) -> dict[str, str]:
    """The lossy forms of those words that can still be told from others, and the words; ``most`` of a form are lost letters.

    >>> twins(["février", "mars", "đã", "às"])
    {'f?vrier': 'février'}
    """
    made = {lossy(word): word for word in words if not word.isascii()}
    return {form: word for form, word in made.items() if form.count("?") <= most * len(form) and form.strip("?. ")}
