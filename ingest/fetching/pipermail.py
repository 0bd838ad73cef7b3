"""Pipermail, the archive of Mailman 2: one page that lists months, each with a text file, often gzipped.

The pages of other archives that offer one mbox a month look alike to a program, and are read in the same way.
"""

from __future__ import annotations

import re
from posixpath import basename
from urllib.parse import unquote, urlsplit

from ingest.fetching.archive import Archive, Part
from ingest.fetching.web import Link, Page
from ingest.message import MailingList
from ingest.times import MONTHS

NAME = "pipermail"
OPEN = 2  # newest volumes, that may get messages still: mail arrives late, and an archive is packed once a night
SIZE = re.compile(r"\d [KMG]?B\b|\d bytes")
# 2025-March, 2025-03, 2025q1, 2025, 20250303, Week-of-Mon-20250303: all ways in which Mailman cuts volumes
VOLUME = re.compile(r"(?:\d{4}(?:-[A-Z][a-z]{2,8}|-\d\d|q[1-4]|\d\d(?:\d\d)?)?|Week-of-Mon-\d{8})", re.ASCII)
FILE = re.compile(rf"({VOLUME.pattern})(?:\.txt|\.mbox)(?:\.gz)?", re.ASCII)
PAGES = {"index.html", "thread.html", "subject.html", "author.html", "date.html"}


def home(url: str) -> str:
    """The address of the list that a page or file of its archive belongs to.

    >>> home("https://lists.example.org/pipermail/commons/2025-March/000123.html")
    'https://lists.example.org/pipermail/commons/'
    """
    parts = urlsplit(url)
    kept = []
    for segment in parts.path.split("/"):
        if VOLUME.fullmatch(segment) or FILE.fullmatch(segment) or segment in PAGES:
            kept.append("")
            break
        kept.append(segment)
    return parts._replace(path="/".join(kept), query="", fragment="").geturl()


def read(page: Page) -> Archive | None:
    """The archive whose index a page is, None where it names no volumes."""
    base = page.url.rpartition("/")[0] + "/"
    volumes: dict[str, Link] = {}
    for link in page.links:
        name = unquote(link.url.removeprefix(base))
        found = FILE.fullmatch(name)
        if found and (found[1] not in volumes or name.endswith(".gz")):
            volumes[found[1]] = link
    if not volumes:
        return None
    name = unquote(basename(base.rstrip("/")))
    newest_first = sorted(volumes, key=when, reverse=True)
    parts = [_part(base, volume, volumes[volume], number >= OPEN) for number, volume in enumerate(newest_first)]
    return Archive(NAME, MailingList(name, "", base), tuple(parts))


def _part(base: str, volume: str, link: Link, old: bool) -> Part:
    """The file of a volume. It is done with where it is old and its label tells its size, so that a change would be seen."""
    name = unquote(basename(urlsplit(link.url).path))
    return Part(name, link.url, f"{base}{volume}/date.html", link.label, old and bool(SIZE.search(link.label)))


def when(volume: str) -> tuple[int, int, int]:
    """Year, month and day from which on a volume holds messages, 0 for what its name does not say.

    >>> when("2025-March"), when("2025q2"), when("Week-of-Mon-20250303")
    ((2025, 3, 0), (2025, 4, 0), (2025, 3, 3))
    """
    name = volume.removeprefix("Week-of-Mon-")
    year, rest = int(name[:4]), name[4:].lstrip("-")
    if rest.startswith("q"):
        return year, int(rest[1]) * 3 - 2, 0
    if rest[:1].isalpha():
        return year, MONTHS.get(rest[:3].lower(), 0), 0
    return year, int(rest[:2] or 0), int(rest[2:] or 0)
