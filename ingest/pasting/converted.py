"""What programs that make a text of a page put into it: the numbers of links, and a list of them; a head with title and address.

Lynx, links and elinks number links, "[3]ann at example.org", and list their addresses below "References"; Jina's reader writes
"Title:", "URL Source:" and "Markdown Content:" above the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LINKS = "list of the page's links"
HEAD = "head of the program that took the text of the page"
MOST_LINKS = 10_000
_LISTED = "\nReferences\n\n"
_ENTRY = re.compile(r"\s{0,8}(?:(\d{1,5})\. \S.*|(?:Visible|Hidden) links:?)")
_NUMBER = re.compile(r"(?<![\w\]])\[(\d{1,5})\](?=[^\s\[])|(?<=\])\[(\d{1,5})\](?=\[ )|\[(\d{1,5})\](?=\[)")
_READER = re.compile(
    r"\A\s{0,20}Title: (?P<title>[^\n]{0,500})\n{1,3}URL Source: (?P<url>https?://[^\s]{3,1000})\n{1,3}"
    r"(?:(?:Published Time|Number of Pages|Warning): [^\n]{0,300}\n{1,3}){0,4}Markdown Content:\n"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader says of a page above its text, which begins at ``end``."""

    title: str
    url: str
    end: int


def reader(text: str) -> Reader | None:
    """The head that Jina's reader writes.

    >>> reader("Title: Masts\\n\\nURL Source: https://example.org/1.html\\n\\nMarkdown Content:\\nOak.")
    Reader(title='Masts', url='https://example.org/1.html', end=72)
    """
    found = _READER.match(text)
    return Reader(found["title"].strip(), found["url"], found.end()) if found else None


def listed(text: str) -> tuple[int, int]:
    """Where the list of the page's links begins, and how many there are; the end of the text and 0 where it has none."""
    at = text.rfind(_LISTED)
    lines = text[at + len(_LISTED) :].split("\n", MOST_LINKS) if at >= 0 else []
    found = [_ENTRY.fullmatch(line) for line in lines if line.strip()]
    numbers = [int(entry[1]) for entry in found if entry and entry[1]]
    is_list = bool(numbers) and None not in found and numbers == list(range(1, len(numbers) + 1))
    return (at + 1, len(numbers)) if is_list else (len(text), 0)


def without_numbers(text: str, most: int) -> str:
    """The text without the numbers of links.

    >>> without_numbers("see [3]https://example.org and a[1]; [5][ thread ]", 9)
    'see https://example.org and a[1]; [ thread ]'
    """
    return _NUMBER.sub(lambda found: "" if 0 < int(found[1] or found[2] or found[3]) <= most else found[0], text)
