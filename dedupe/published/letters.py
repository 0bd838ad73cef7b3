"""Letters that a charset lacked, for which an archive wrote "?": texts and names compared without them."""

from __future__ import annotations

from dedupe.names import name_key

FEWEST_LETTERS = 3  # of a name that is known by those that are left


def without_lost(text: str) -> str:
    """The text with blanks for all letters that may be lost: what it has in common with a copy in which some are.

    >>> without_lost("J?rg geht") == without_lost("Jörg geht")
    True
    """
    return text.encode("ascii", "replace").replace(b"?", b" ").decode("ascii")


def lost_key(name: str) -> str:
    """What a name is compared by where letters of it may be lost; "" for one that can have lost none, or of which few are left."""
    key = name_key(without_lost(name)) if "?" in name or not name.isascii() else ""
    return key if len(key) >= FEWEST_LETTERS else ""
