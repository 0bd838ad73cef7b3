"""The visible text of an HTML body, with ``>`` where the HTML quotes: what the scanner of plain text then reads.

Only blockquotes are marked. The divs of Gmail, Yahoo, Proton and Outlook around a quote need no mark: they hold an
attribution or a header block, which the scanner knows, and Gmail's also holds answers between the quotes.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape

from lxml import etree
from lxml import html as lxml_html

DEEPEST = 50  # quote marks before a line
_HIDDEN = frozenset(("script", "style", "head", "title", "meta", "link", "template", "noscript", "object", "svg"))
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
        "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "table"))
# class names of blockquotes that mailers make around what they quote
_QUOTING_CLASSES = (
    "gmail_quote",
    "yahoo_quoted",
    "protonmail_quote",
    "zmail_extra",
    "moz-cite",
    "iosymail",
    "mail-quote",
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<![^<>]*>")


def html_to_text(html: str) -> str:
    """The text a reader sees, one line a line, quoted parts marked with ``> ``; total, like all readers of bodies."""
    html = _CONTROLS.sub(" ", html).encode("utf-8", "replace").decode("utf-8")
    if not html.strip():
        return ""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(html.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return _without_tags(html)
    if tree is None or any("depth" in error.message for error in parser.error_log):
        return _without_tags(html)  # nested deeper than the parser goes
    return _Writer(tree).text()


def _without_tags(html: str) -> str:
    """The text between the tags of HTML that no parser takes."""
    return unescape(
        _TAG.sub(lambda tag: "\n" if (tag[1] or "").strip("/").casefold() in _BLOCKS | {"br"} else "", html)
    )


class _Writer:
    """The lines of a tree, written while it is walked once."""

    def __init__(self, tree: etree._Element) -> None:
        self.tree = tree
        self.lines: list[str] = []
        self.words: list[str] = []
        self.depth = 0
        self.preformatted = 0
        self.quotes: list[bool] = []  # of the blockquotes that are open: does it quote?
        self.last = _last_with_words(tree)

    def text(self) -> str:
        """The lines, joined."""
        hidden: etree._Element | None = None
        for event, node in etree.iterwalk(self.tree, events=("start", "end")):
            if hidden is not None:
                if event == "end" and node is hidden:
                    hidden = None
                    self._add(node.tail)
            elif event == "end":
                self._end(node)
            elif _is_hidden(node):
                hidden = node
            else:
                self._start(node)
        self._break()
        return "\n".join(self.lines) + "\n" if self.lines else ""

    def _start(self, node: etree._Element) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self._break()
        if tag == "br":
            self._break(always=True)
        elif tag == "hr":
            self.lines.append("> " * self.depth + "_" * 32)
        elif tag == "blockquote":
            self.quotes.append(self._quotes(node))
            self.depth = min(sum(self.quotes), DEEPEST) if self.quotes[-1] else self.depth
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "li":
            self.words.append("* ")
        elif tag in _CELLS and self.words:
            self.words.append(" ")
        self._add(node.text)

    def _end(self, node: etree._Element) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self._break()
        if tag == "blockquote" and self.quotes and self.quotes.pop():
            self.depth = max(0, self.depth - 1)
        elif tag == "pre":
            self.preformatted -= 1
        if tag in _PARAGRAPHS and self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * self.depth)
        self._add(node.tail)

    def _quotes(self, node: etree._Element) -> bool:
        """Does the blockquote quote a message, and is not an indented paragraph of the author's?"""
        style = (node.get("style") or "").replace(" ", "").casefold()
        if node.get("type") == "cite" or node.get("cite") or "border-left" in style:
            return True
        if any(name in (node.get("class") or "") for name in _QUOTING_CLASSES):
            return True
        if "border:none" in style or re.search(r"margin:0(?:px)?0(?:px)?0(?:px)?40px", style):
            return False
        if self.depth == 0 and self._cites:  # what the program quotes it marks, so that the author indented this
            return False
        above = next((line for line in reversed(self.lines[-3:]) if line.strip("> ")), "")
        return above.rstrip().endswith((":", "：")) or self._is_last(node)

    @cached_property
    def _cites(self) -> bool:
        """Is there a blockquote that says that it quotes?"""
        return any(node.get("type") == "cite" or node.get("cite") for node in self.tree.iter("blockquote"))

    def _is_last(self, node: etree._Element) -> bool:
        """Are there no words behind this element?"""
        if node.tail and node.tail.strip():
            return False
        return self.last is not None and (self.last is node or node in self.last.iterancestors())

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self.preformatted:
            self.words.append(_SPACES.sub(" ", text))
            return
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self.words.append(first)
        for line in rest:
            self._break(always=True)
            self.words.append(line)

    def _break(self, *, always: bool = False) -> None:
        """End the line at hand."""
        line = "".join(self.words)
        self.words.clear()
        if not self.preformatted:
            line = line.strip(" ")
        if line.strip() or always:
            self.lines.append("> " * self.depth + line)


def _last_with_words(tree: etree._Element) -> etree._Element | None:
    """The element that holds the last words of the tree; where they follow an element, its parent."""
    for node in reversed(list(tree.iter())):
        if node.tail and node.tail.strip():
            return node.getparent()
        if isinstance(node.tag, str) and node.tag not in _HIDDEN and node.text and node.text.strip():
            return node
    return None


def _is_hidden(node: etree._Element) -> bool:
    if node.tag in _HIDDEN:
        return True
    style = (node.get("style") or "").replace(" ", "").casefold()
    return "display:none" in style or "mso-hide:all" in style
