"""Parts that Pipermail took out of a message, where their files were saved beside the archive (``attachments/20250401/6f16bd07/``).

They are attachments with their size and digest. One of them is often the message itself in HTML: its blockquotes say what is
quoted, also where the text lost its marks, and where there is no text it is all there is.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path

from rapidfuzz.distance import LCSseq

from ingest.html import html_to_text
from ingest.list_matter.scrubbed import notes, scrubbed
from ingest.mail.charsets import decode
from ingest.message import Attachment, Post
from ingest.words import sequence

LARGEST = 50_000_000  # bytes of a part that is looked into
LONGEST = 10_000  # words of a text that is compared with its HTML
PLACE = re.compile(r"/attachments/((?:19|20)\d{6}/[0-9a-f]{8}/[\w.@+-]{1,200})$")
# Mailman's name for a part that had none, as the message itself has
HTML = re.compile(r"/attachment(?:-\d{4})?\.html?$")
MARKS = re.compile(r"[> ]*")
SANITISED = re.compile(r"\s*<tt>")  # Mailman's ARCHIVE_HTML_SANITIZER = 1: the HTML as text, its blanks kept
NOT_TEXT = re.compile(r"</?(?:tt|br)\s*/?>")


def with_parts(post: Post, folder: str) -> Post:
    """The post with the parts that lie in a folder "attachments"; the post as it is where there are none."""
    named = scrubbed(post.text) if folder else ()
    found = [(note, data) for note in named if (data := _at_hand(note, folder)) is not None]
    if not found:
        return post
    files = tuple(_file(note, data) for note, data in found)
    twin = next((data for note, data in found if HTML.search(note.url)), None)
    text = with_quotes_of(post.text, _source(twin)) if twin is not None else post.text
    return replace(post, text=text, attachments=(*post.attachments, *files))


def _file(note: Attachment, data: bytes) -> Attachment:
    name = note.filename or note.url.rpartition("/")[2]
    return replace(note, filename=name, size=len(data), sha256=sha256(data).hexdigest(), content=data)


def _at_hand(note: Attachment, folder: str) -> bytes | None:
    """The bytes of a part that a note names, None where its file is not there."""
    place = PLACE.search(note.url)
    path = Path(folder, place[1]) if place else None
    try:
        if path and path.is_file() and path.resolve().is_relative_to(folder) and path.stat().st_size <= LARGEST:
            return path.read_bytes()
    except OSError:  # gone, or not to be read: the note is all there is
        pass
    return None


def _source(data: bytes) -> str:
    """The HTML of a part, out of the text in which Mailman keeps it."""
    text = decode(data)
    return unescape(NOT_TEXT.sub("", text)).replace("\xa0", " ") if SANITISED.match(text) else text


def with_quotes_of(text: str, html: str) -> str:
    """The text with quote marks before the lines that the HTML quotes; where only notes are in the text, what the HTML says.

    >>> with_quotes_of("Done?\\nYes.\\n", "<blockquote type=cite>Done?</blockquote>Yes.")
    '> Done?\\nYes.\\n'
    """
    shown = html_to_text(html)
    if not any(map(sequence, _without_notes(text))):
        return shown + text
    return _marked(text, shown) if "\n>" in f"\n{shown}" else text


def _without_notes(text: str) -> list[str]:
    lines = text.split("\n")
    kept: list[str] = []
    after = 0
    for at, end in notes(lines):
        kept += lines[after:at]
        after = end
    return kept + lines[after:]


def _marked(text: str, shown: str) -> str:
    """The text with the marks of another writing of it, word by word; a line that has marks, or other words, stays."""
    lines = text.split("\n")
    words, depths = _words(shown.split("\n"), [_depth(line) for line in shown.split("\n")])
    own, numbers = _words(lines, list(range(len(lines))))
    if len(own) > LONGEST or len(words) > LONGEST:
        return text
    quoted: dict[int, set[int]] = {}
    for block in LCSseq.opcodes(own, words):
        for at in range(block.src_start, block.src_end):
            depth = depths[block.dest_start + at - block.src_start] if block.tag == "equal" else 0
            quoted.setdefault(numbers[at], set()).add(depth)
    for number, found in quoted.items():
        if 0 not in found and not lines[number].startswith(">"):
            lines[number] = "> " * min(found) + lines[number]
    return "\n".join(lines)


def _words(lines: list[str], values: list[int]) -> tuple[array[int], list[int]]:
    """The words of lines, and for each word the value of its line."""
    words: array[int] = array("I")
    of_word: list[int] = []
    for line, value in zip(lines, values, strict=True):
        found = array("I", sequence(line))
        words.extend(found)
        of_word += [value] * len(found)
    return words, of_word


def _depth(line: str) -> int:
    marks = MARKS.match(line)
    return marks[0].count(">") if marks else 0
