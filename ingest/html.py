"""The visible text of an HTML body, with ``>`` where the HTML quotes: what the scanner of plain text then reads."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

DEEPEST = 50
_HIDDEN = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "meta",
        "link",
        "template",
        "noscript",
        "object",
        "svg",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_PARAGRAPHS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "ul",
        "ol",
        "table",
    ]
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def html_to_text(html: str) -> str:
    """The text a reader sees, one line a line, quoted parts marked with ``> ``. Never fails."""
    tree = _parse(html)
    if tree is None:
        return ""
    return _Writer().text(tree)


def _parse(html: str) -> etree._Element | None:
    """The tree of whatever was given."""
    html = _CONTROLS.sub(" ", html).encode("utf-8", "replace").decode("utf-8")
    if not html.strip():
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(html.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


class _Writer:
    """The lines of a tree, written while it is walked."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []
        self.depth = 0
        self.preformatted = 0

    def text(self, tree: etree._Element) -> str:
        hidden: etree._Element | None = None
        for event, node in etree.iterwalk(tree, events=("start", "end")):
            if hidden is not None:
                if event == "end" and node is hidden:
                    hidden = None
                    self._add(node.tail)
                continue
            if not isinstance(node.tag, str):
                continue
            if event == "start":
                if _is_hidden(node):
                    hidden = node
                else:
                    self._start(node)
            else:
                self._end(node)
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
        elif tag == "blockquote" and _is_quote(node):
            self.depth = min(self.depth + 1, DEEPEST)
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "li":
            self.words.append("* ")
        self._add(node.text)

    def _end(self, node: etree._Element) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self._break()
        if tag == "blockquote" and _is_quote(node):
            self.depth = max(0, self.depth - 1)
        elif tag == "pre":
            self.preformatted -= 1
        if tag in _PARAGRAPHS and self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * self.depth)
        self._add(node.tail)

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


def _is_hidden(node: etree._Element) -> bool:
    style = (node.get("style") or "").replace(" ", "").casefold()
    return node.tag in _HIDDEN or "display:none" in style or "mso-hide:all" in style


def _is_quote(node: etree._Element) -> bool:
    """Is the blockquote a quote, and not an indented paragraph of an editor?"""
    style = (node.get("style") or "").replace(" ", "").casefold()
    if "border:none" in style and "margin" in style and node.get("type") != "cite":
        return "gmail_quote" in (node.get("class") or "")
    return True
