"""From an address that a person has, be it of a list, a thread or a message, to the archive behind it."""

from __future__ import annotations

import re

import httpx

from ingest.errors import FetchFailed
from ingest.fetching import hyperkitty, pipermail, public_inbox
from ingest.fetching.archive import Archive
from ingest.fetching.web import Page, Web

ARCHIVE = re.compile(r"/pipermail/[^/]+/(?:index\.html)?$")
PASSWORD = re.compile(r"<input[^>]{1,300}type=[\"']?password", re.I)
SHOWN = 5
PORTS = 65_535
WANTED = "an address of the web is wanted, such as https://lists.example.org/pipermail/commons/"


def find(url: str, web: Web) -> Archive:
    """The archive at an address, or one link further: pages about a list lead to its archive. FetchFailed where there is none."""
    page = web.page(home(url))
    found = read(page, web)
    if found:
        return found
    onward = leads(page)
    if len(onward) == 1 and (found := read(web.page(onward[0]), web)):
        return found
    raise FetchFailed(url, _why_not(page, onward))


def home(url: str) -> str:
    """The address of the list itself; FetchFailed where this is no address of the web."""
    url = url.strip()
    try:
        there = httpx.URL(url if "//" in url else f"https://{url}").copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise FetchFailed(url, WANTED) from error
    if there.scheme not in ("http", "https") or not there.host or (there.port or 0) > PORTS:
        raise FetchFailed(url, WANTED)
    if there.userinfo:
        raise FetchFailed(there.host, "an address without user and password is wanted: only open archives are read")
    return hyperkitty.home(str(there)) or pipermail.home(str(there))


def read(page: Page, web: Web) -> Archive | None:
    """The archive whose page this is. HyperKitty and Pipermail show in their links, public-inbox needs a second page."""
    return hyperkitty.read(page) or pipermail.read(page) or public_inbox.read(page, web)


def leads(page: Page) -> list[str]:
    """Links of a page that lead to archives of lists."""
    found = (hyperkitty.home(link.url) or (link.url if ARCHIVE.search(link.url) else "") for link in page.links)
    return [url for url in dict.fromkeys(found) if url]


def _why_not(page: Page, onward: list[str]) -> str:
    if len(onward) > 1:
        more = ", ..." if len(onward) > SHOWN else ""
        return (
            f"{len(onward)} lists have their archives here; fetch one by its address: {', '.join(onward[:SHOWN])}{more}"
        )
    if PASSWORD.search(page.text):
        return "is private: it asks for a password"
    return "no archive was found here; the address of a Pipermail or HyperKitty list, or of a public-inbox, is wanted"
