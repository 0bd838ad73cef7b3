"""The text of a message as an archive's web page shows it, with what the page added taken off: marks, entities, cut links.

Archives write the plain text of a mail in one of two ways. Where the page keeps the lines (``<pre>``, or paragraphs in which
line ends count), ``lines`` gives them back as they were sent; where ``<br>`` makes the lines, or the mail was HTML, ``shown``
reads the page as a browser does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from ingest import headers
from ingest.html import html_to_text

__all__ = [
    "as_copied",
    "body",
    "comments",
    "division",
    "field",
    "is_marked",
    "lines",
    "shown",
    "unmarked",
    "with_addresses",
]

DEEPEST = 50  # quote marks before a line
CUT = ("...", "\u2026")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})[^<>]*>")
DIVISION = re.compile(r"<(/?)div\b[^<>]*>?", re.I)
ANY_TAG = re.compile(r"<[^<>]*>")
NAMES = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,15})")
LINK = re.compile(r"<a\b([^<>]*)>([^<>]*)</a>", re.I)
HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
# HyperKitty's switch that folds a quote, and what it folded before 1.3.4: the lines without their marks
SWITCH = re.compile(r"<div class=\"quoted-switch\">\s{0,40}<a [^<>]{0,80}>[^<>]{0,40}</a>\s{0,40}</div>")
QUOTED = re.compile(r"<div class=\"quoted-text\b")
FIRST_BREAK = re.compile(r"<pre[^<>]{0,200}>\r?\n", re.I)  # it is no part of the text (HTML, 13.2.6.4.7)
NEXT_PRE = re.compile(r"</pre>(?<!\n</pre>)\s{0,20}<pre(?=[\s>])", re.I)
RULE = "_" * 32
# an address that Cloudflare took out of a page: its bytes in hexadecimal, each one altered by the first
PROTECTED = re.compile(
    r"<(a|span)\b[^<>]{0,300}?\bdata-cfemail=\"([0-9a-f]{4,600})\"[^<>]{0,300}>[^<>]{0,60}</\1>"
    r"|/cdn-cgi/l/email-protection#([0-9a-f]{4,600})",
    re.I,
)
# what may stand in a text that keeps its lines; any other mark says that the mail was HTML
KEEP_LINES = frozenset("a i b u tt em strong code font span pre blockquote".split())
IN_LINE = frozenset("a i b u tt em strong code font span img".split())


def comments(html: str) -> Iterator[str]:
    """What stands in each comment of a page, blanks at both ends left out; one that does not end is none.

    >>> list(comments("<!-- a --><p>b</p><!--c-->"))
    ['a', 'c']
    """
    begin = html.find("<!--")
    while begin >= 0:
        end = html.find("-->", begin + 4)
        if end < 0:
            return
        yield html[begin + 4 : end].strip()
        begin = html.find("<!--", end + 3)


def with_addresses(html: str) -> str:
    """The page with the addresses that Cloudflare took out of it, for browsers to put them in again.

    >>> with_addresses('<a href="#" data-cfemail="54353a3a14312c35392438317a3b2633">[email&#160;protected]</a>')
    'ann@example.org'
    """
    return PROTECTED.sub(_address, html) if "cfemail" in html or "email-protection#" in html else html


def _address(hidden: re.Match[str]) -> str:
    code = hidden[2] or hidden[3]
    if len(code) % 2:
        return hidden[0]
    key, *letters = bytes.fromhex(code)
    address = bytes(letter ^ key for letter in letters).decode("utf-8", "replace")
    return escape(address if hidden[2] else f"mailto:{address}")


def unmarked(html: str) -> str:
    """A field or a text without its marks, entities undone, blanks at both ends left out.

    >>> unmarked(" <b>Ann &amp; Bob</b> ")
    'Ann & Bob'
    """
    return unescape(ANY_TAG.sub("", html)).strip()


def field(html: str) -> str:
    """A field of a head that the page shows: one line without marks, encoded words (RFC 2047) as text.

    >>> field("<em>Masts\\n  &amp; sails</em>")
    'Masts & sails'
    """
    return headers.decode_words(" ".join(unmarked(html).split()))


def is_marked(page: str | bytes) -> bool:
    """Does the page begin with a mark, as it was saved, and not with words, as it was copied?"""
    return page.lstrip()[:1] in ("<", b"<")


def as_copied(page: str) -> str:
    """The text of a page as one copies it, with line ends of one kind; of one that was saved, what stands below its head.

    >>> as_copied("<html><head><title>a</title></head><body>List: <b>commons</b>\\r\\n</body></html>")
    'List: commons'
    """
    text = unmarked(page[max(0, page.find("</head>")) :]) if is_marked(page) else page
    return text.replace("\r\n", "\n")


def division(html: str) -> tuple[str, str]:
    """What stands in a division that is open, and what follows it.

    >>> division("<p>a</p><div>b</div></div><p>c</p>")
    ('<p>a</p><div>b</div>', '<p>c</p>')
    """
    depth = 1
    for div in DIVISION.finditer(html):
        depth += -1 if div[1] else 1
        if not depth:
            return html[: div.start()], html[div.end() :]
    return html, ""


def body(html: str) -> str:
    """The text of a body: by its lines where the page kept them, else as a browser shows it."""
    names = {name.lower() for name in NAMES.findall(html)}
    return lines(html) if "pre" in names and names <= KEEP_LINES else shown(html)


def shown(html: str) -> str:
    """The text as a browser shows it, quotes marked with ``>``."""
    return html_to_text(_with_whole_links(html))


def lines(html: str) -> str:
    """The text line by line as it stands in the page; paragraphs end in a blank line, what a blockquote holds is marked.

    >>> lines("<pre>Done?\\n</pre><blockquote><pre>Yes &amp; no.\\n</pre></blockquote>")
    'Done?\\n> Yes & no.\\n'
    """
    html = NEXT_PRE.sub("\n<pre", SWITCH.sub("", _with_whole_links(html)))
    if "<blockquote" not in html and "<p>" not in html and not QUOTED.search(html):
        return unescape(ANY_TAG.sub("", FIRST_BREAK.sub("<pre>", html)))
    return _Lines().of(html)


def _with_whole_links(html: str) -> str:
    """The page with links whole that it shows cut, as HyperKitty does after 76 characters: the mark itself has them."""
    return LINK.sub(_whole, html) if any(f"{cut}</a>" in html for cut in CUT) else html


def _whole(link: re.Match[str]) -> str:
    href = HREF.search(link[1])
    target = unescape(href[1] or href[2] or "") if href else ""
    text = unescape(link[2])
    for cut in CUT:
        begin = text.removesuffix(cut)
        if begin != text and "://" in begin and target.startswith(begin):
            return target.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return link[0]


class _Lines:
    """Lines with their quote marks, written while the marks of a page are passed once."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.open = ""  # the line that has not ended yet
        self.depth = 0
        self.last = 0  # the depth of the last line
        self.divs: list[bool] = []  # that are open: does it quote?

    def of(self, html: str) -> str:
        """All lines of the page."""
        done = 0
        after_pre = False
        for tag in TAG.finditer(html):
            self._text(html[done : tag.start()], after_pre)
            done = tag.end()
            after_pre = not tag[1] and tag[2].lower() == "pre"
            self._tag(tag[2].lower(), tag[0], bool(tag[1]))
        self._text(html[done:], after_pre)
        self._end()
        return "".join(f"{line}\n" for line in self.lines)

    def _text(self, html: str, after_pre: bool) -> None:
        text = unescape(ANY_TAG.sub("", html) if "<" in html else html).replace("\r\n", "\n")
        first, *rest = (text.removeprefix("\n") if after_pre else text).split("\n")
        self.open += first
        for line in rest:
            self._line(self.open)
            self.open = line

    def _tag(self, name: str, tag: str, closes: bool) -> None:
        if name in IN_LINE:
            return
        self._end()
        if name == "blockquote":
            self._quote(-1 if closes else 1)
        elif name == "div" and not closes:
            self.divs.append(QUOTED.match(tag) is not None)
            self._quote(self.divs[-1])
        elif name == "div" and self.divs:
            self._quote(-self.divs.pop())
        elif name == "p" and not closes and self.lines and self.lines[-1].strip("> "):
            self._line("")
        elif name == "hr":
            self._line(RULE)

    def _quote(self, deeper: int) -> None:
        """Go deeper, or back; a quote that begins where one ended stood below a line without a mark."""
        if deeper > 0 and self.last > self.depth:
            self._line("")
        self.depth = max(0, min(DEEPEST, self.depth + deeper))

    def _end(self) -> None:
        """End the line at hand, unless there is nothing in it."""
        if self.open:
            self._line(self.open)
            self.open = ""

    def _line(self, line: str) -> None:
        self.last = self.depth
        self.lines.append(("> " * self.depth + line) if self.depth else line)
