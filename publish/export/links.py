"""Links of a served page as links between files; what needs a server is left out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from secrets import token_hex
from urllib.parse import parse_qs, quote, unquote, urlsplit

# What the site calls itself while it is written: a name that nobody can have written in a mail, whose words stay as they are.
NAME = f"{token_hex(16)}.invalid"
HOST = f"http://{NAME}"
# Marked in the templates: what only a server can do.
SERVED = re.compile(
    r'\s*<(?P<tag>span|p|tr|nav|div|figcaption)\b[^>]*\bclass="[^"]*\bml-serve\b[^"]*"[^>]*>.*?</(?P=tag)>', re.DOTALL
)
ANCHOR = re.compile(r'<a\b(?P<before>[^>]*) href="(?P<to>/[^"]*)"(?P<after>[^>]*)>(?P<words>.*?)</a>', re.DOTALL)
ASSET = re.compile(r'(?P<name>href|src)="/-/publish/[0-9a-f]+/(?P<file>[a-z.]+)"')
FORM = re.compile(r'action="/search"')
FEED = re.compile(r'<link rel="alternate"[^>]* href="(?P<to>/[^"]*)">\n?')
COPIED = re.compile(rf'data-ml-copy="{HOST}(?P<to>/[^"]*)"')
CANONICAL = re.compile(rf'<link rel="canonical" href="{HOST}(?P<to>/[^"]*)">\n?')
WHOLE = re.compile(rf"{HOST}(?P<to>/[^\s\"'<>]*)")
PAGED = {"l": "lists", "p": "people"}
FIXED = {"/": "index.html", "/about": "about.html", "/search": "search.html", "/search/help": "search/help.html"}
FILES = ("mbox", "json", "atom")


@dataclass(frozen=True, slots=True)
class Book:
    """What is a file of its own: ``messages`` says in which file of a thread each message stands."""

    lists: frozenset[str]
    people: frozenset[str]
    alone: frozenset[str]
    threads: Mapping[str, int]  # thread -> number of its pages
    messages: Mapping[str, str]
    address: str = ""  # where the folder will stand, with a slash at its end; empty where that is not known

    def file(self, link: str) -> str | None:
        """Give the file, with the place in it, that an address of the site is in; None where it is in none.

        >>> Book(frozenset(["tide"]), frozenset(), frozenset(), {}, {}).file("/l/tide?month=2025-11&page=2")
        'l/tide/2025-11-page-2.html'
        """
        url = urlsplit(link)
        if url.path == "/search" and url.query.startswith("q="):
            return f"search.html?{url.query}"
        if url.path in FIXED:
            return FIXED[url.path] if not url.query else None
        kind, _, rest = url.path.removeprefix("/").partition("/")
        fields = {name: values[0] for name, values in parse_qs(url.query).items()}
        name, dot, ending = rest.rpartition(".")
        if dot and self.address and kind == "l" and ending in FILES and unquote(name) in self.lists:
            return f"l/{named(unquote(name))}.{ending}" if not fields else None
        id_ = unquote(rest)
        if kind in PAGED and set(fields) <= {"page", "month"} and id_ in getattr(self, PAGED[kind]):
            return _part(kind, id_, fields)
        if kind == "m" and set(fields) <= {"all"}:
            return self._message(id_, url.fragment)
        if kind == "t" and set(fields) <= {"page"}:
            return self._thread(id_, fields.get("page", ""), url.fragment)
        return None

    def _message(self, id_: str, fragment: str) -> str | None:
        if id_ in self.alone:
            return f"m/{id_}.html" + (f"#{fragment}" if fragment else "")
        return f"{self.messages[id_]}#m-{id_}" if id_ in self.messages and not fragment else None

    def _thread(self, id_: str, page: str, fragment: str) -> str | None:
        asked = fragment.removeprefix("m-")
        if not page and asked in self.messages:
            return f"{self.messages[asked]}#{fragment}"
        if id_ in self.threads:
            return thread_file(id_, int(page or 1)) if page.isdecimal() or not page else None
        return f"{self.messages[id_]}#m-{id_}" if id_ in self.messages else None


def named(id_: str) -> str:
    """Give an id as the name of a file."""
    return quote(id_, safe="+@").replace(".", "%2E")


def thread_file(thread: str, page: int) -> str:
    """Give the file of one page of a thread."""
    return f"t/{thread}.html" if page == 1 else f"t/{thread}/page-{page}.html"


def _part(kind: str, id_: str, fields: Mapping[str, str]) -> str:
    page = f"page-{fields['page']}" if fields.get("page", "1") != "1" else ""
    part = "-".join(filter(None, [fields.get("month", ""), page]))
    return f"{kind}/{named(id_)}/{part}.html" if part else f"{kind}/{named(id_)}.html"


def between(here: str, there: str) -> str:
    """Give the link from one file of the folder to another.

    >>> between("t/abc.html", "m/abd.html#seen"), between("about.html", "assets/pages.css")
    ('../m/abd.html#seen', 'assets/pages.css')
    """
    path, rest = split(there)
    if path == here and rest:
        return rest
    return quote(posixpath.relpath(path, posixpath.dirname(here) or "."), safe="/+@") + rest


def rewritten(text: str, here: str, book: Book) -> tuple[str, list[str]]:
    """Give a page as the file ``here``, and the addresses of this site that it leads to and that are files.

    Of files for other programs only whole addresses are the site's own: what looks like a link in them stands in a mail.
    """
    led: list[str] = []

    def link(match: re.Match[str]) -> str:
        to = unescape(match["to"])
        file = book.file(to)
        if file is None:
            return "" if "ml-serve" in match["before"] + match["after"] else match["words"]
        led.append(to)
        return f'<a{match["before"]} href="{escape(between(here, file))}"{match["after"]}>{match["words"]}</a>'

    def whole(match: re.Match[str]) -> str:
        file = book.file(unescape(match["to"]))
        return escape(book.address + quote_path(file)) if file else match["to"]

    def copied(match: re.Match[str]) -> str:
        file = book.file(unescape(match["to"])) or here
        return f'data-ml-copy="{escape(book.address + quote_path(file) if book.address else between(here, file))}"'

    if not here.endswith(".html"):
        return WHOLE.sub(whole, text), led
    text = SERVED.sub("", text)
    text = ANCHOR.sub(link, text)
    text = ASSET.sub(lambda match: f'{match["name"]}="{between(here, "assets/" + match["file"])}"', text)
    text = FORM.sub(f'action="{between(here, "search.html")}"', text)
    text = FEED.sub("", text)
    text = COPIED.sub(copied, text)
    text = CANONICAL.sub(lambda match: whole_link(match, book), text)
    return WHOLE.sub(whole, text), led


def whole_link(match: re.Match[str], book: Book) -> str:
    """Give the lasting address of a page for search engines; nothing where it is not known."""
    file = book.file(unescape(match["to"]))
    return f'<link rel="canonical" href="{escape(book.address + quote_path(file))}">\n' if file and book.address else ""


def quote_path(file: str) -> str:
    """Give the name of a file as it stands in an address."""
    path, rest = split(file)
    return quote(path, safe="/+@") + rest


def split(there: str) -> tuple[str, str]:
    """Give the name of a file, and what an address may add to it: a question, a place in it."""
    path = re.split("[?#]", there, maxsplit=1)[0]
    return path, there[len(path) :]
