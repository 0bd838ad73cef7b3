"""A polite visitor of one server: robots.txt, one request at a time, a pause between, patience when told to wait.

Redirects are followed one by one and never to another host; every body has a largest size.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version

import httpx
from lxml import etree
from lxml import html as lxml_html
from protego import Protego

from ingest.errors import FetchFailed
from ingest.fetching.guard import TIMEOUT, Guard
from ingest.mail.charsets import decode

NAME = "each-note-once"
ATTEMPTS = 5
FIRST_WAIT = 4.0  # seconds before the second attempt; twice as long before each further one
LONGEST_WAIT = 300.0  # seconds; a server that asks for more is left in peace
HOPS = 5  # redirects, as browsers and RFC 9309 have it
PAGE = 10_000_000  # bytes of a page that are read: the index of a list of forty years has 200 KB
ROBOTS = 512_000  # bytes of robots.txt that are read (RFC 9309)
BUSY = {429, 500, 502, 503, 504}

SAID = {  # status -> what it means for who wants an archive
    400: "the server does not give this file out; its keepers may have switched downloads off",
    401: "is private: the server asks for a password",
    403: "is private, or closed to programs; ask its keepers for an export and put it into data/sources/",
    404: "there is nothing at this address",
    410: "is gone",
    451: "is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How to visit: seconds between requests, whether private networks are meant, bytes of the largest file."""

    pause: float = 1.0
    private: bool = False
    largest: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it leads, and its words."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address after all redirects, its text, its links within the same server."""

    url: str
    text: str
    links: tuple[Link, ...] = ()


class Web:
    """Visits servers one request at a time."""

    def __init__(self, manners: Manners, wait: Callable[[float], None] = time.sleep) -> None:
        self.manners = manners
        self.guard = Guard(manners.private)
        self._wait = wait
        self._client = httpx.Client(transport=self.guard, timeout=TIMEOUT, headers={"User-Agent": agent()})
        self._robots: dict[str, Protego] = {}
        self._begun = False

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def page(self, url: str) -> Page:
        """The page at an address."""
        with self.open(url) as response:
            if response.status_code != 200:
                raise FetchFailed(url, said(response.status_code))
            text, where = decode(body(response, PAGE)), str(response.url)
        return Page(where, text, tuple(_links(text, where)))

    @contextmanager
    def open(self, url: str, headers: dict[str, str] | None = None) -> Iterator[httpx.Response]:
        """The response at an address, its body not yet read; robots.txt has been asked."""
        for _ in range(HOPS):
            self.may_read(url)
            response = self._patiently(url, headers or {})
            try:
                if not response.has_redirect_location:
                    yield response
                    return
                url = onward(url, response.headers["location"])
            finally:
                response.close()
        raise FetchFailed(url, "leads from one address to the next without an end")

    def may_read(self, url: str) -> None:
        """Raise where robots.txt of the server does not let this program in."""
        if not self._rules(url).can_fetch(url, NAME):
            raise FetchFailed(
                url, "robots.txt keeps programs out; ask its keepers for an export and put it into data/sources/"
            )

    def _rules(self, url: str) -> Protego:
        """robots.txt of a server; one that has none allows everything (RFC 9309, 2.3.1.3)."""
        origin = str(httpx.URL(url).join("/"))
        if origin not in self._robots:
            self._robots[origin] = Protego.parse(self._robots_text(origin + "robots.txt"))
        return self._robots[origin]

    def _robots_text(self, url: str) -> str:
        for _ in range(HOPS):
            response = self._patiently(url, {})
            try:
                if response.has_redirect_location:
                    url = onward(url, response.headers["location"])
                    continue
                return decode(body(response, ROBOTS)) if response.status_code == 200 else ""
            finally:
                response.close()
        return ""

    def _patiently(self, url: str, headers: dict[str, str]) -> httpx.Response:
        """A response that is no "come back later"; each attempt waits longer, or as long as the server asks."""
        why = ""
        self._pause(url)
        for attempt in range(ATTEMPTS):
            wait = FIRST_WAIT * 2**attempt
            try:
                response = self._client.send(self._client.build_request("GET", url, headers=headers), stream=True)
                if response.status_code not in BUSY:
                    return response
                response.close()
                why = f"the server says {response.status_code} {response.reason_phrase}".strip()
                wait = max(wait, asked_to_wait(response.headers.get("retry-after", ""), datetime.now(UTC)))
            except httpx.TransportError as error:
                why = f"no connection ({str(error) or type(error).__name__})"
            if wait > LONGEST_WAIT:
                raise FetchFailed(url, f"{why}, and asks to come back in {wait / 60:,.0f} minutes; run again then")
            if attempt + 1 < ATTEMPTS:
                self._wait(wait)
        raise FetchFailed(url, f"{why}, {ATTEMPTS} times; run again later, what is here is kept")

    def _pause(self, url: str) -> None:
        """The pause between two requests: ours, or the longer one that robots.txt asks for."""
        rules = self._robots.get(str(httpx.URL(url).join("/")))
        asked = rules.crawl_delay(NAME) if rules else None
        if self._begun:
            self._wait(max(self.manners.pause, min(asked or 0.0, LONGEST_WAIT)))
        self._begun = True


def agent() -> str:
    """The User-Agent: which program this is, so that keepers of a server can see and refuse it."""
    try:
        number = version(NAME)
    except PackageNotFoundError:  # run from a checkout that is not installed
        number = "0"
    return f"{NAME}/{number} (reads mailing-list archives, one request at a time)"


def said(status: int) -> str:
    """What a status says that is no success."""
    return SAID.get(status, f"the server says {status}")


def onward(url: str, location: str) -> str:
    """Where a redirect leads; FetchFailed where that is another host, or no longer encrypted."""
    here = httpx.URL(url)
    try:
        there = here.join(location)
    except httpx.InvalidURL as error:
        raise FetchFailed(url, "leads to an address that is none") from error
    same_port = (there.port or 0) == (here.port or 0)
    upgrade = here.scheme == "http" and there.scheme == "https" and not here.port and not there.port
    if there.host != here.host or not (upgrade or (there.scheme == here.scheme and same_port)):
        raise FetchFailed(
            url, f"leads on to {there.copy_with(query=None)}; where you trust that, fetch it by its address"
        )
    return str(there)


def asked_to_wait(value: str, now: datetime) -> float:
    """Seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3); 0 where it says nothing.

    >>> asked_to_wait("120", datetime.now(UTC))
    120.0
    """
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


def body(response: httpx.Response, largest: int) -> bytes:
    """The first ``largest`` bytes of a page."""
    data = bytearray()
    try:
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > largest:
                break
    except httpx.RequestError as error:
        raise FetchFailed(response.url, f"broke off ({error}); run again") from error
    return bytes(data[:largest])


def _links(text: str, base: str) -> Iterator[Link]:
    """Links of a page within its server, without their fragments."""
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return
    here = httpx.URL(base)
    for anchor in tree.iter("a"):
        try:
            there = here.join(anchor.get("href") or "").copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError):
            continue
        if there.host == here.host and there.port == here.port and there.scheme in ("http", "https"):
            yield Link(str(there.copy_with(scheme=here.scheme)), " ".join(anchor.text_content().split()))
