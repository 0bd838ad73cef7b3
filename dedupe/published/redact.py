"""Texts without e-mail addresses: "ann@example.org" and "ann at example.org" become "…@example.org"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dedupe.published.safe_links import without_addresses
from ingest import disguises
from ingest.places import places

# possessive runs: a token is looked at once, from its first character
ADDRESS = re.compile(
    r"(?:(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]++|\"[^\"\n]{1,64}\"(?=@))"
    rf"[@{disguises.WIDE}]([\w-]{{1,63}}+(?:(?:\.|{disguises.DOT_IN_BRACKETS})[\w-]{{1,63}}+){{1,6}})(?:@[\w.-]++)*+"
)
# a link, or the "ann%40" of "ann%40example.org" elsewhere
LINK_OR_ESCAPED = re.compile(
    rf"\b((?:(?:https?|ftp)://|mailto:(?=[^\s<>\"@]{{1,250}}{disguises.ESCAPED}))[^\s<>\"]+)"
    rf"|(?<![\w.%+-])[\w.+-]++{disguises.ESCAPED}(?=[\w-]{{1,63}}+\.\w)",
    re.I,
)

SPOKEN = [f" {word} " for word in disguises.SPOKEN]
BRACKETED = re.compile(rf"\((?:{'|'.join(disguises.BRACKETED)})\)")
IN_BRACKETS = re.compile(disguises.IN_BRACKETS)
# a text in lower case, with one kind of blank and bracket, and as long as before: a mark is looked for in all text there is
LATIN = bytes(range(256)).decode("latin-1")
PLAIN = LATIN.lower().translate(str.maketrans("\n\t\xa0[{<]}>", "   ((()))")).encode("latin-1")

DOT = re.compile(disguises.DOT)
# a word that goes with a place in prose ("look at example.org") stays, and so does a method
HOST = re.compile(
    r"(?!(?:the|a|an|each|every|this|that) )"
    rf"[\w-]{{1,63}}+(?:(?:\.|{disguises.DOT})[\w-]{{1,63}}+){{1,6}}+(?!\((?:\)|\w++\.java\b|Native|Unknown))"
)
# on the next line, as traces of programs have "at": in lower case, as hosts are written and few classes
HOST_BELOW = re.compile(rf"[a-z\d-]{{1,63}}+(?:(?:\.|{disguises.DOT})[a-z\d-]{{1,63}}+){{1,6}}+(?![\w(:$]|\.[\w<])")
BLANKS = " \t\xa0"
GAP = re.compile(rf"[{BLANKS}]*+(\r?\n[{BLANKS}>|]*+)?")
LONGEST = 256  # characters before a sign in which its local part begins
LOCAL = re.compile(r"(?<![\w.+=-])[\w.+=-]++\Z")
DOTTED = re.compile(r"(?<![\w.+=-])(?:[\w.+=-]++ dot ){0,3}+[\w.+=-]++\Z", re.I)
# words before "at", "bei", "à", "en" in prose, learned from mail
PROSE = frozenset(
    "a and archive are available be been cluster code described details docs documentation documented downloaded downloads"
    " file files find found function git have here homepage hosted info information is it live lives located look looked looking"
    " manual me meet mirror mirrors more online or page pages pointed problem project repo repository section see seen site source"
    " stay them there this up us visit wiki work works"
    " auch dort es gibt hier ist liegt oder projekt seite sind stehen steht und war wird wurde"
    " accès aller allez disponible est et ou sont va vais voir"
    " aquí código disponível está están hay mais más o página sitio son ver y".split()
)


class Sign(NamedTuple):
    """What stands for an "@", and the host behind it; ``is_word`` where it may be a word of a sentence as well."""

    start: int
    end: int
    host: str
    is_word: bool
    is_below: bool  # the host begins a line


def redact(text: str) -> str:
    """The text with the local part of every address left out; links to archives keep working, with "@" as %40."""
    hidden = _without_signs(text)
    shown = _without_disguised(hidden)
    return _without_signs(shown) if shown != hidden else shown


def _without_signs(text: str) -> str:
    """The text without the addresses that are written in one piece, and with safe links."""
    if not _may_have_signs(text):
        return text
    return "\n".join([_line_without_signs(line) if _may_have_signs(line) else line for line in text.split("\n")])


def _may_have_signs(text: str) -> bool:
    return "@" in text or ("%" in text and ("%40" in text or "%2540" in text)) or disguises.WIDE in text


def _line_without_signs(line: str) -> str:
    if "%" in line or "://" in line:
        line = LINK_OR_ESCAPED.sub(lambda found: without_addresses(found[1]) if found[1] else "…@", line)
    return ADDRESS.sub(lambda found: f"…@{DOT.sub('.', found[1])}", line)


def _without_disguised(text: str) -> str:
    """The text without the addresses whose "@" is disguised, or stands at the end of a line."""
    kept: list[str] = []
    done = 0
    for sign in sorted(_signs(text)):
        start = _start_of_local(text, sign, done) if sign.start >= done else -1
        if start >= 0:
            kept += (text[done:start], "…@", DOT.sub(".", sign.host))
            done = sign.end
    return "".join((*kept, text[done:])) if kept else text


def _signs(text: str) -> Iterator[Sign]:
    """What may stand for an "@" in a text, with a host behind it."""
    for start, end, is_word in _marks(text):
        gap = GAP.match(text, end)
        host = gap and HOST.match(text, gap.end())
        if gap and host and (not gap[1] or HOST_BELOW.match(text, gap.end())) and _is_host(host[0], is_word):
            yield Sign(start, host.end(), host[0], is_word, bool(gap[1]))


def _is_host(spelled: str, behind_word: bool) -> bool:
    """False for what else has dots behind a word: numbers, names of files, and hosts that have pages and no mail."""
    *first, last = DOT.sub(".", spelled).lower().split(".")
    if last[0].isdigit():  # "at 10.30", "at 2.70GHz"; "at 192.0.2.1" may be an address
        return len(first) == 3 and all(map(str.isdigit, (*first, last)))
    is_file = last in disguises.FILES and (behind_word or len(first) == 1)
    return not is_file and not (behind_word and first[0] == "www")


def _marks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where what looks like an "@" in disguise begins and ends, and whether it may be a word of a sentence."""
    plain = text.encode("latin-1", "replace").translate(PLAIN).decode("latin-1")
    for mark in SPOKEN:
        if mark in plain:
            yield from ((at + 1, at + len(mark) - 1, True) for at in places(plain, mark))
    for found in BRACKETED.finditer(plain):
        if IN_BRACKETS.match(text, found.start()):
            yield found.start(), found.end(), len(found[0]) == len("(a)")
    if disguises.JOINED in plain:
        yield from ((at, at + len(disguises.JOINED), False) for at in places(text, disguises.JOINED))
    if "@" in plain:
        yield from ((at, at + 1, True) for at in places(plain, "@ "))


def _start_of_local(text: str, sign: Sign, done: int) -> int:
    """Where the local part before a sign begins; -1 where none does. It may stand on the line above."""
    begin = max(done, sign.start - LONGEST)
    before = text[begin : sign.start].rstrip(BLANKS)
    above, newline, marks = before.rpartition("\n")
    is_below = bool(newline) and not marks.strip(f"{BLANKS}>|")
    if is_below:
        if sign.is_below or not HOST_BELOW.match(sign.host):
            return -1
        before = above.rstrip(f"{BLANKS}\r")
    is_dotted = DOT.search(sign.host)
    local = DOTTED.search(before) if is_dotted else LOCAL.search(before, before.rfind(" ") + 1)
    if not local or not any(map(str.isalnum, local[0])):
        return -1
    at = begin + local.start()
    is_hidden = text.endswith("@", 0, at) or text.startswith("%40", at - 1)  # it is the host of an address
    is_prose = local[0].strip("_-").lower() in PROSE or (local[0].endswith(".") and (is_below or sign.is_below))
    return -1 if is_hidden or (sign.is_word and is_prose) else at
