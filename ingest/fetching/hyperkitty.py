"""HyperKitty, the archive of Mailman 3: months at ``/list/NAME@HOST/2025/3/``, each packed as an mbox when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote, unquote

from ingest.fetching.archive import Archive, Part, file_name
from ingest.fetching.web import Page
from ingest.message import MailingList

NAME = "hyperkitty"
LATE = timedelta(days=7)  # mail that was held for a moderator arrives in its month afterwards
HOME = re.compile(r"^https?://[^/]+(?:/[^/]+)*?/list/([\w.+=%-]{1,100}(?:@|%40)[\w.-]{1,200})/")
MONTH = re.compile(r"(\d{4})/(\d\d?)/$")


def home(url: str) -> str:
    """The address of the list that a page belongs to, "" where it is no page of HyperKitty.

    >>> home("https://lists.example.org/archives/list/commons@lists.example.org/thread/ABC/#ABC")
    'https://lists.example.org/archives/list/commons@lists.example.org/'
    """
    found = HOME.match(url)
    return found[0] if found else ""


def read(page: Page) -> Archive | None:
    """The archive whose overview a page is, None where it names no months."""
    base = home(page.url)
    months = sorted(set(_months(page, base)), reverse=True) if base else []
    if not months:
        return None
    address = unquote(base.rstrip("/").rpartition("/")[2]).lower()
    today = datetime.now(UTC).date()
    parts = [_part(base, address, start, today) for start in months]
    return Archive(NAME, MailingList(address.partition("@")[0], address, base), tuple(parts))


def _months(page: Page, base: str) -> Iterator[date]:
    for link in page.links:
        found = MONTH.fullmatch(unquote(link.url).removeprefix(unquote(base)))
        if found and 1 <= int(found[2]) <= 12:
            yield date(int(found[1]), int(found[2]), 1)


def _part(base: str, address: str, start: date, today: date) -> Part:
    """A month; its name is the one that HyperKitty gives the file."""
    end = (start + timedelta(days=31)).replace(day=1)
    name = file_name(f"{address}-{start:%Y-%m}.mbox.gz")
    url = f"{base}export/{quote(name, safe='@')}?start={start}&end={end}"
    return Part(name, url, f"{base}message/{{hash}}/", closed=end + LATE <= today)
