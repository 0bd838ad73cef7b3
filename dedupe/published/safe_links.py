"""Links without the addresses of people: "…" stands for who unsubscribes, while those of lists and Message-IDs stay.

So links to archives go on working; the page of somebody's settings is nobody else's.
"""

from __future__ import annotations

import re

from ingest.disguises import FILES

SIGN = re.compile(r"(@|%(?:25)*+40)")
HOST = re.compile(r"([\w-]{1,63}+)(?:\.([\w-]{1,63}+))++")
# what ends before a local part; "+", "-", ".", "=" and "_" may be escaped in one
BEFORE = re.compile(r"%(?:25)*+(?!2[BDE]|3D|5F)[\dA-F]{2}|[^\w.+~!$*%-]", re.I)
ESCAPED = re.compile(r"%(?:25)*+[\dA-F]{2}", re.I)
DIGITS = re.compile(r"\d+")
DATED = 10  # digits of a Message-ID that holds its second
RUNS = 3  # of digits, in a Message-ID without
LISTS = re.compile(
    r"lists?\d?|listes|listas|mailman\d?|groups|googlegroups", re.I
)  # first names of hosts that send for lists
# archives that name a message, or a list, by its address: public-inbox, patch.msgid.link, The Mail Archive
ARCHIVE = re.compile(
    r"https?://(?:(?:lore|inbox|public-inbox)\.|(?:[\w-]{1,63}\.){0,5}(?:msgid\.link|mail-archive\.com)/)", re.I
)
# ... and what stands before the address in others: HyperKitty, Postorius, lists.apache.org, LWN, PostgreSQL, Debian, MARC
NAMES = re.compile(
    r"(?:[/?&](?:lists?(?:\.html)?|ml|[rm]|mid|msgid|msgid-search|message-id|i)[/=?]|\bmid:|%3C)\Z", re.I
)
NEAR = 30  # characters before an address that tell


def safe_url(url: str) -> str | None:
    """A link to the same page in which no "@" stands, for the addresses of lists are in many; None for no link."""
    return url.replace("@", "%40") or None


def without_addresses(url: str) -> str:
    """The link with "…" for each local part in it that is neither a list's nor a Message-ID's, and with "@" as %40.

    >>> without_addresses("https://lists.example.org/options/tea/ann@example.org")
    'https://lists.example.org/options/tea/…%40example.org'
    >>> without_addresses("https://inbox.example.org/tea/20250601101112.1234-1-ann@example.org/")
    'https://inbox.example.org/tea/20250601101112.1234-1-ann%40example.org/'
    """
    pieces = SIGN.split(url)
    if len(pieces) == 1:
        return url
    if not ARCHIVE.match(url):
        befores, signs, afters = pieces[:-1:2], pieces[1::2], pieces[2::2]
        shown = [_hidden(before, after, at > 0) for at, (before, after) in enumerate(zip(befores, afters, strict=True))]
        pieces = [piece for pair in zip(shown, signs, strict=True) for piece in pair] + pieces[-1:]
    return "".join("%40" if piece == "@" else piece for piece in pieces)


def _hidden(before: str, after: str, follows_sign: bool) -> str:
    """What stands before an "@", without the local part that it ends with."""
    local = BEFORE.split(before)[-1]
    named = before[: len(before) - len(local)]
    host = HOST.match(after)
    is_handle = follows_sign and not named  # "@ann@example.org", in networks
    if not (local and host) or is_handle or host[2].lower() in FILES or LISTS.fullmatch(host[1]):
        return before
    return before if NAMES.search(named[-NEAR:]) or _is_dated(local) else f"{named}…"


def _is_dated(local: str) -> bool:
    """Does it look like what a program made of the time, and not like a name with a year or a telephone number?"""
    plain = ESCAPED.sub(".", local).strip(".")
    runs = DIGITS.findall(plain)
    if len(runs) >= RUNS:
        return any(map(str.isalpha, plain))
    return sum(map(len, runs)) >= DATED and (len(runs) > 1 or (plain[0].isdigit() and not plain.isdigit()))
