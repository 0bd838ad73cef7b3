"""Who wrote, as a mail program or an archive writes it: ``Ann Example <ann at example.org>``."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.message import Sender

LONGEST = 600

_DOMAIN = re.compile(r"[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){1,8}")
_NOT_LOCAL = re.compile(r"[\s<>()\[\]@,;:\"“”«»]")
# "ann at example.org" (Pipermail), "em" (Portuguese), "en" (Spanish), "bei", "chez"; "(at)", "[at]", "_at_", " @ "
_AT = re.compile(r"\s(?:at|em|en|bei|chez|AT|@)\s|\s?[(\[{]\s?(?:at|AT|@)\s?[)\]}]\s?|_at_")
LONGEST_LOCAL = 80
_MAILTO = re.compile(r"[<\[(]\s?(?:mailto:|https?:)[^<>\[\])]{0,200}[>\])]|<\s?mailto:.*$", re.IGNORECASE)
_HIDDEN = re.compile(
    r"[<\[(]{0,2}(?:\[hidden email\]|\[email protected\]|hidden email|email protected)[>\])]{0,2}", re.IGNORECASE
)
_BEHALF = re.compile(
    r"\b(?:on behalf of|im auftrag von|de la part de|en nombre de|em nome de|namens|per conto di)\b", re.IGNORECASE
)
_VIA = re.compile(r"\s+(?:via|through|über|par l'intermédiaire de)\s+.*$", re.IGNORECASE | re.DOTALL)
_EDGES = " \t\r\n,;:*_\"'“”„«»‘’|<>-，、"


@lru_cache(maxsize=8192)
def parse_sender(text: str) -> Sender:
    """Name and address of one sender, either of them empty where it is not there.

    >>> parse_sender('"Example, Ann" <Ann at Example.ORG>')
    Sender(name='Example, Ann', address='ann@example.org')
    >>> parse_sender("Ann Example via Discuss <discuss@lists.example.org>")
    Sender(name='Ann Example', address='')
    """
    text = " ".join(text[:LONGEST].split())
    if behalf := _BEHALF.search(text):
        return _on_behalf(text[: behalf.start()], text[behalf.end() :])
    address, name = _address_and_rest(text)
    via = _VIA.search(name)
    if via:
        name, address = name[: via.start()], ""
    name = _tidy_name(name)
    if not address and not name:
        return Sender()
    return Sender(name, address)


def _on_behalf(sender: str, author: str) -> Sender:
    """Of "X on behalf of Y" the one who is a person: Y, unless only X has a name."""
    second, first = parse_sender(author), parse_sender(sender)
    return first if first.name and first.address and not second.name else second


def _address_and_rest(text: str) -> tuple[str, str]:
    """The address, and the text without it and its brackets."""
    place = _address(text)
    if place is None:
        return "", _MAILTO.sub(" ", _HIDDEN.sub(" ", text)) if "[" in text or "<" in text else text
    start, end, address = place
    name = text[:start]
    opened = max(name.rfind("<"), name.rfind("("), name.rfind("["))
    if opened >= 0 and not name[opened + 1 :].strip(" <([").removeprefix("mailto:"):
        name = name[:opened]
    if not name.strip(_EDGES + "([") and (comment := _comment(text[end:])):
        name = comment
    return address, _MAILTO.sub(" ", name) if "<" in name or "[" in name else name


def _address(text: str) -> tuple[int, int, str] | None:
    """The first address in the text: where it starts and ends, and how it reads with a real "@"."""
    at = text.find("@")
    while at >= 0:
        found = _around(text, at, at + 1)
        if found:
            return found
        at = text.find("@", at + 1)
    for sign in _AT.finditer(text):
        found = _around(text, sign.start(), sign.end())
        if found:
            return found
    return None


def _around(text: str, before: int, after: int) -> tuple[int, int, str] | None:
    """The address around an "@" that stands between two places of the text."""
    domain = _DOMAIN.match(text, after)
    if domain is None:
        return None
    start = before - len(_NOT_LOCAL.split(text[max(0, before - LONGEST_LOCAL) : before])[-1])
    local = text[start:before].removeprefix("mailto:")
    if not local.strip(".'-"):
        return None
    return start, domain.end(), f"{local}@{domain[0]}".casefold().strip(".'-")


def _comment(text: str) -> str:
    """The name of ``ann@example.org (Ann)``."""
    match = re.match(r"\s?[>\])]?\s?\(([^()]{1,120})\)", text)
    return match[1] if match and "@" not in match[1] else ""


def _tidy_name(name: str) -> str:
    """The name without quotes, brackets and the marks around it."""
    if (place := _address(name)) and place[1] - place[0] >= len(name.strip(_EDGES)):
        return ""
    name = name.strip(_EDGES).removesuffix("(").strip(_EDGES)
    name = name.replace("\\", "")
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    if name.startswith("mailto:"):
        return ""
    return " ".join(name.split())
