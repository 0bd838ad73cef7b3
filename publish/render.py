"""Text of mail as HTML: everything is escaped, and only http, https and mailto become links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from publish.body import Block, Part, Quote, blocks, quotes

# What may follow a link in prose without being part of it.
TRAILING = ".,;:!?'\"*_»”’"
LINK = re.compile(
    r"\b(?:https?://|mailto:)[^\s<>\"«“”\x00-\x20\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]+", re.IGNORECASE
)
SAFE = re.compile(r"(?:https?://[^/\s]|mailto:[^\s])", re.IGNORECASE)
# Overrides turn the letters after them round, to make "gpj.exe" of "exe.jpg": shown by name, never obeyed.
OVERRIDES = {"\u202d": "LRO", "\u202e": "RLO"}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
MARKED = re.compile(r"^[ ]?>", re.MULTILINE)
SHORT_QUOTE = 3
LONGEST_TITLE = 140
LONGEST_HEAD = 1_000  # characters in which a title is looked for
COST_OF_LINK, COST_OF_PARAGRAPH = 110, 45

FOUND, END = "\x02", "\x03"  # around the words that a search found; no mail brings its own past ``readable``


def readable(text: str) -> str:
    r"""Give ``text`` with each control character as a sign of its own.

    >>> readable("ring\x07 and \u202egpj\r")
    'ring␇ and [RLO]gpj'
    """
    return CONTROL.sub(lambda match: _sign(match[0]), text)


def _sign(character: str) -> str:
    if character in OVERRIDES:
        return f"[{OVERRIDES[character]}]"
    code = ord(character)
    if character == "\r":
        return ""
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def safe_address(url: str | None) -> str | None:
    """Give ``url`` where a browser may be sent there: http, https or mailto.

    >>> safe_address("javascript:alert(1)"), safe_address("https://example.org/")
    (None, 'https://example.org/')
    """
    return url if url and SAFE.match(url) and not CONTROL.search(url) else None


def link_to(url: str, text: str) -> Markup:
    """Give a link to an address that a stranger wrote."""
    return Markup('<a href="{}" rel="nofollow noopener ugc">{}</a>').format(url, text)


def linked(text: str) -> Markup:
    """Give ``text`` escaped, its addresses as links."""
    pieces: list[Markup] = []
    at = 0
    for match in LINK.finditer(text):
        url = _trim(match[0])
        if safe_address(url):
            pieces += [escape(readable(text[at : match.start()])), link_to(url, url)]
            at = match.start() + len(url)
    pieces.append(escape(readable(text[at:])))
    return Markup("").join(pieces)


def _trim(url: str) -> str:
    """Leave out what belongs to the sentence: a full stop, a bracket that was opened before the link."""
    unopened = {close: url.count(close) - url.count(opening) for opening, close in ("()", "[]", "{}")}
    end = len(url)
    while end and (url[end - 1] in TRAILING or unopened.get(url[end - 1], 0) > 0):
        if url[end - 1] in unopened:
            unopened[url[end - 1]] -= 1
        end -= 1
    return url[:end]


def marked(snippet: str) -> Markup:
    """Give a snippet of the search with the words found marked."""
    pieces = re.split(f"{FOUND}([^{FOUND}{END}]*){END}", snippet)
    between, found = Markup("{}"), Markup("<mark>{}</mark>")
    return Markup("").join(
        (found if place % 2 else between).format(readable(text)) for place, text in enumerate(pieces)
    )


def block(shown: Block) -> Markup:
    """Give one block as a paragraph, or as text whose columns stay in line."""
    if shown.fixed:
        return Markup('<pre class="ml-fixed" dir="auto" tabindex="0">{}</pre>').format(linked(shown.text))
    return Markup('<p class="ml-prose" dir="auto">{}</p>').format(linked(shown.text))


def text(plain: str) -> Markup:
    """Give plain text as blocks."""
    return Markup("").join(block(shown) for shown in blocks(plain))


def nested(quoted: list[Quote]) -> Markup:
    """Give quoted lines as quotes within quotes."""
    out: list[Markup] = []
    depth = 0
    for quote in quoted:
        out += [Markup('<blockquote class="ml-bar">')] * (quote.depth - depth)
        out += [Markup("</blockquote>")] * (depth - quote.depth)
        out.append(text(quote.text))
        depth = quote.depth
    return Markup("").join([*out, *[Markup("</blockquote>")] * depth])


def folded(kind: str, title: str, inside: Markup, *, opened: bool = False) -> Markup:
    """Give what is folded away under its title."""
    return Markup('<details class="ml-fold ml-{}"{}><summary><bdi>{}</bdi></summary>{}</details>').format(
        kind, Markup(" open") if opened else "", title, inside
    )


def quoted_part(plain: str) -> Markup:
    """Give a quoted part, folded; its title is the line that says who wrote, where there is one."""
    lines = [line for line in plain.splitlines() if line.strip("> \t")]
    if not lines:
        return Markup("")
    count = f"{len(lines)} quoted line{'s' * (len(lines) > 1)}"
    who, rest = attribution(plain)
    title = f"{readable(who)} · {count}" if who else count
    return folded("quoted", title, nested(quotes(rest)), opened=len(lines) <= SHORT_QUOTE and not who)


def attribution(plain: str) -> tuple[str, str]:
    r"""Give the words before the first mark, and the rest; of words too long to be a title only the beginning, and all.

    >>> attribution("On Sunday Ann\nwrote:\n> Yes.\n")
    ('On Sunday Ann wrote:', '> Yes.\n')
    """
    first = MARKED.search(plain)
    before = " ".join(plain[: first.start()].split()) if first else ""
    if before and len(before) <= LONGEST_TITLE:
        return before, plain[first.start() :] if first else plain
    lines = (
        [] if plain.lstrip().startswith(">") else [line for line in plain[:LONGEST_HEAD].splitlines() if line.strip()]
    )
    if len(lines) > 1 and lines[0].lstrip()[:2] in ("--", "__") and ":" in lines[1]:
        del lines[0]  # "-----Original Message-----" tells less than the sender below it
    return (lines[0].strip()[:LONGEST_TITLE] if lines else ""), plain


def part(shown: Part) -> Markup:
    """Give one part of a body."""
    if shown.kind == "own":
        return text(shown.text)
    if shown.kind == "quoted":
        return quoted_part(shown.text)
    return folded("signature", "signature", text(shown.text)) if shown.text.strip("- \n") else Markup("")


def cost(plain: str) -> int:
    """Give about the bytes that ``plain`` takes on a page, with the marks of its links and paragraphs."""
    marks = COST_OF_LINK * plain.count("://") + COST_OF_PARAGRAPH * plain.count("\n\n")
    return len(escape(plain).encode(errors="replace")) + marks


def cut(plain: str, room: int) -> str:
    """Give the beginning of ``plain`` that fits in ``room`` bytes of a page, cut between words."""
    if cost(plain) <= room:
        return plain
    kept = plain[:room]
    while cost(kept) > room:
        kept = kept[: max(1, len(kept) * room // cost(kept)) - 1]
    space = max(kept.rfind(" "), kept.rfind("\n"))
    return kept[:space] if space > len(kept) * 2 // 3 else kept


def body(shown: list[Part], room: int) -> tuple[Markup, bool]:
    """Give a body within about ``room`` bytes, and say whether something was left out."""
    out: list[Markup] = []
    for each in shown:
        kept = cut(each.text, max(room, 0))
        out.append(part(Part(each.kind, kept)))
        room -= cost(kept)
        if kept != each.text:
            return Markup("").join(out), True
    return Markup("").join(out), False
