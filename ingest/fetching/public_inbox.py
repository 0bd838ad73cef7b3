"""public-inbox (lore.kernel.org and others): git repositories of messages, also packed as ``all.mbox.gz``."""

from __future__ import annotations

import re
from hashlib import sha256
from shutil import which
from urllib.parse import urljoin, urlsplit

from ingest.fetching.archive import Archive, Part, file_name
from ingest.fetching.web import Page, Web
from ingest.message import MailingList

NAME = "public-inbox"
MIRRORING = "_/text/mirror/"  # the page that says how to clone, since version 1.2
CLONE = re.compile(r"git clone --mirror\s{1,20}(https?://[^\s<>\"'&]{1,300})")
TAGS = re.compile(r"<[^<>]{0,500}>")
EPOCHS = 500  # of 1 GB each: lore.kernel.org has 17 for its largest list


def read(page: Page, web: Web) -> Archive | None:
    """The archive that a page belongs to, None where it is no page of a public-inbox."""
    mirroring = next((link.url for link in page.links if link.url.endswith(MIRRORING)), "")
    says = page.text
    if mirroring:
        says = web.page(mirroring).text
    elif "git clone --mirror" not in says:
        return None
    base = mirroring.removesuffix(MIRRORING) or urljoin(page.url, ".")
    name = urlsplit(base).path.rstrip("/").rpartition("/")[2]
    found = MailingList(name, "", base)
    clones = tuple(dict.fromkeys(_clones(says, base)))[:EPOCHS]
    if clones and which("git"):
        return Archive(NAME, found, repositories=clones, page=f"{base}{{mid}}/")
    front = page if page.url == base else web.page(base)
    label = sha256(front.text.encode()).hexdigest()  # the newest messages: while they are the same, nothing was added
    return Archive(
        NAME, found, (Part(f"{file_name(name)}.mbox.gz", f"{base}all.mbox.gz", f"{base}{{mid}}/", label, closed=True),)
    )


def _clones(text: str, base: str) -> list[str]:
    """The repositories that a page says to clone, on the server of the page."""
    host = urlsplit(base).hostname
    return [url for url in CLONE.findall(TAGS.sub("", text)) if urlsplit(url).hostname == host]
