"""Where on the web a saved page lay: browsers, mirror programs and archives leave the address in the page."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

HEAD = 20_000  # characters in which a page says where it is from
LONGEST = 500  # characters of an address
# how Pipermail names its volumes, as files and as folders: by month, quarter, year, week or day
VOLUME = re.compile(r"^\d{4}(?:-\w+|q[1-4]|\d\d(?:\d\d)?)?$|^Week-of-[\w-]+$", re.I)

SAID = (  # who leaves the address, and how
    re.compile(r"<!-- saved from url=\(\d{1,5}\)(\S{1,500}?)\s*-->"),  # Internet Explorer, Chrome
    re.compile(r"<!--\s{0,20}Page saved with SingleFile\s{1,20}url:\s?(\S{1,500})"),
    re.compile(r"<link\b[^<>]{0,200}?\brel=[\"']?canonical[\"']?[^<>]{0,200}?\bhref=[\"']([^\"'<>]{1,500})[\"']", re.I),
    re.compile(r"<link\b[^<>]{0,200}?\bhref=[\"']([^\"'<>]{1,500})[\"'][^<>]{0,200}?\brel=[\"']?canonical\b", re.I),
    re.compile(
        r"<meta\b[^<>]{0,100}?\bproperty=[\"']og:url[\"'][^<>]{0,100}?\bcontent=[\"']([^\"'<>]{1,500})[\"']", re.I
    ),
)
MIRRORED = re.compile(r"<!-- Mirrored from (\S{1,500}) by HTTrack Website Copier/")  # without the scheme


def saved_from(page: str) -> str:
    """The address that the page was saved from, "" where nothing says so.

    >>> saved_from("<!-- Mirrored from lists.example.org/a/0001.html by HTTrack Website Copier/3.x -->")
    'http://lists.example.org/a/0001.html'
    """
    head = page[:HEAD]
    for pattern in SAID:
        found = pattern.search(head)
        if found and is_web(unescape(found[1])):
            return unescape(found[1])
    mirrored = MIRRORED.search(head)
    return f"http://{mirrored[1]}" if mirrored else ""


def is_web(url: str) -> bool:
    """True for an absolute address of the web, without blanks."""
    return url.startswith(("http://", "https://")) and len(url) <= LONGEST and not re.search(r"\s", url)


def absolute(base: str, link: str) -> str:
    """A link of a page as an address of its own, "" where that cannot be known."""
    try:
        joined = urljoin(base, link)
    except ValueError:
        return ""
    return joined if is_web(joined) else ""
