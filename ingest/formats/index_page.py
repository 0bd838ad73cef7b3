"""Pages of an archive that lead to messages and hold none: months, threads, lists, Mailman's own pages; also their JSON.

They are met by the hundred where somebody saved a whole archive. Each is a source in which nothing was found, and no problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ingest.formats.document import MARKUP
from ingest.formats.piece import Piece, nothing
from ingest.message import Post, Problem

__all__ = ["NAME", "detect", "pieces", "read"]

NAME = "index page"
SIGNS = (  # what stands in the head of such a page -> who wrote it; browsers that save a page make its links absolute
    re.compile(
        rb"<a href=\"(?:[^\"\s]{0,300}/)?(?:thread|subject|author|date)\.html#start\"", re.I
    ),  # a month of Pipermail
    re.compile(
        rb"<a href=\"[^\"\s]{1,300}/(?:thread|subject|author|date)\.html\"", re.I
    ),  # the months of a Pipermail archive
    re.compile(rb"<title>The [^<\s]{1,200} Archives</title>", re.I),  # the same, still empty
    re.compile(
        rb"\bhref=\"[^\"\s]{0,300}/pipermail/[^\"\s/]{1,100}/?\"[^<>]{0,100}>[^<>]{0,100}Archives</a>", re.I
    ),  # a list's page
    re.compile(rb"<form\b[^<>]{0,200}?\baction=\"[^\"\s]{0,300}/(?:subscribe|options|roster)/[^\"\s]{1,100}\"", re.I),
    re.compile(rb"Delivered by Mailman", re.I),
    re.compile(rb"\btitle=\"Back to the (?:archives depot|list index)\""),  # the months of mod_mbox, and one of them
    re.compile(rb"<!-- MHonArc v\d"),
    re.compile(rb"<meta name=\"generator\" content=\"hypermail", re.I),
    re.compile(rb"/static/hyperkitty/|/hyperkitty/static/|\bhyperkitty-common\b"),
)
# of HyperKitty's API: a list, its threads, its messages without their contents
JSON = re.compile(rb"\"https?://[^\"\s]{1,300}/api/list/[^\"\s]{0,300}\"")

pieces = nothing


def detect(head: bytes, path: PurePath) -> bool:  # noqa: ARG001
    """True for a page of one of the archives that ``formats`` knows; pages with messages are asked for before."""
    if head.lstrip()[:1] in (b"{", b"["):
        return JSON.search(head) is not None
    return MARKUP.match(head) is not None and any(sign.search(head) for sign in SIGNS)


def read(piece: Piece) -> Iterator[Post | Problem]:  # noqa: ARG001
    """Nothing: what the page leads to is in other files."""
    yield from ()
