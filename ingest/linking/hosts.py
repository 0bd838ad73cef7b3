"""The host of an address, and the wrapper that it belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.link_wrappers import BY_HOST, GOOGLE, Wrapper

ORIGIN = re.compile(r"((?:https?|ftp|hxxps?)(?::|\[:\])/{1,2}|//)?([^/?#\\\s]*)", re.IGNORECASE)
GOOGLE_HOST = re.compile(r"(?:.*\.)?google\.(?:com?\.)?[a-z]{2,3}")
DOT = re.compile(r"(?<!\[)\[++\.\]++")
LONGEST_NAME = 253  # RFC 1035


def split(url: str) -> tuple[str, str]:
    """The lower-case host of an address and what follows it; a name without scheme needs a dot."""
    origin = ORIGIN.match(url)
    if not origin:
        return "", ""
    scheme, authority = origin[1], origin[2]
    if not scheme and ("." not in authority or "@" in authority or "[" in authority):
        return "", ""
    host = authority.rpartition("@")[2].lower()
    host = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return host, url[origin.end() :]


def refanged(url: str) -> str:
    """The address with ``hxxp`` and ``[.]`` in its scheme and host undone."""
    if url[:4].lower() != "hxxp" and "[" not in url:
        return url
    origin = ORIGIN.match(url)
    if not origin or not origin[1]:
        return url
    scheme = re.sub("xx", "tt", origin[1].replace("[:]", ":"), flags=re.IGNORECASE)
    return scheme + DOT.sub(".", origin[2]) + url[origin.end() :]


@lru_cache(maxsize=50_000)
def may_wrap(host: str) -> bool:
    """False where no address at this host is a wrapped link."""
    name = host.lower().rpartition("@")[2].partition(":")[0]
    if "google." in name:
        return True
    while name:
        if name in BY_HOST:
            return True
        name = name.partition(".")[2]
    return False


def wrapper_of(url: str) -> tuple[Wrapper, re.Match[str]] | None:
    """The wrapper that an address belongs to, with the match of its path; None for a link that nobody wrapped."""
    host, rest = split(url)
    if len(host) > LONGEST_NAME or not may_wrap(host):
        return None
    if "google." in host and GOOGLE_HOST.fullmatch(host):
        host = GOOGLE
    while host:
        for wrapper, path in BY_HOST.get(host, ()):
            if found := path.match(rest):
                return wrapper, found
        host = host.partition(".")[2]
    return None
