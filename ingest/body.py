"""A mail body as a tree: the author's own words, and everything it repeats.

``read_text`` and ``read_html`` never fail: whatever is not recognised is the author's. Nothing is thrown away, every
character of a text is in exactly one segment, so ``"".join(s.text for s in read_text(t).segments) == t``.
"""

from __future__ import annotations

from ingest.bodies.lines import unmarked
from ingest.bodies.parts import Body, Footer, Quoted, Segment, SegmentKind
from ingest.bodies.tree import tree
from ingest.html import html_to_text

__all__ = ["Body", "Footer", "Quoted", "Segment", "SegmentKind", "read_html", "read_text"]


def read_text(text: str) -> Body:
    r"""The tree of a plain-text body.

    >>> body = read_text("> Done?\nYes.\n> Docs?\nNo.\n")
    >>> body.own
    'Yes.\nNo.'
    """
    return tree(_lines(text))


def read_html(html: str) -> Body:
    """The tree of an HTML body: its visible text, quoted where the HTML says so.

    A blockquote around all of it is a frame that a program drew, and no quote, for it would be nobody's.
    """
    lines = _lines(html_to_text(html))
    body = tree(lines)
    return tree([unmarked(line) for line in lines]) if _is_one_quote_of_nobody(body) else body


def _is_one_quote_of_nobody(body: Body) -> bool:
    """Is there nothing but a quote that no line names the author of?"""
    kinds = {segment.kind for segment in body.segments}
    if not kinds <= {SegmentKind.QUOTED, SegmentKind.FOOTER} or len(body.children) != 1:
        return False
    (child,) = body.children
    return not (child.name or child.address or child.date) and bool(child.body.own)


def _lines(text: str) -> list[str]:
    """The lines of a text, each with its line end; old Macs ended lines with a carriage return alone."""
    lines = text.splitlines(keepends=True)
    if len(lines) == text.count("\n") + (text[-1:] not in ("", "\n")):
        return lines
    # other signs than line ends, at which splitlines splits too, stand in the text
    end = "\n" if "\n" in text or "\r" not in text else "\r"
    lines = [line + end for line in text.split(end)]
    lines[-1] = lines[-1][:-1]
    if not lines[-1]:
        lines.pop()
    return lines
