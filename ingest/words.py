"""Texts as words, the only thing that sameness looks at.

Copies of one note differ in marks, wraps, links, smart quotes and case; words alone make those differences harmless
(measured on 10,000 labelled copies: 99.6 % or more of each kind of copy get one digest, no two different texts did).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from hashlib import blake2b
from zlib import crc32

from ingest.disguises import SPOKEN

VERSION = 6  # of what is derived from texts and kept beside them; what another version made is made anew
WORD = 4  # bytes of a word in a sequence
BLANKS = 40  # that stand on each side of an "at", at most

# what follows a link without a blank, in HTML and JSON, is text: `href="https://example.org/">Example</a>`
URL = re.compile(r"(?:https?|ftp)://[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+|<mailto:[^<>\s]*>|\[cid:[^\[\]\s]{0,200}\]", re.I)
HINT = re.compile(r"\[[\w-]+(?:(?:\.|\[\.\])[\w-]+)+\]")  # "[example.org]", which gateways put beside a link
# "ann at example.org", as Pipermail writes addresses: the "at" of each language, and what must follow it; in a trace of Java,
# "at java.net.Socket.connect(Socket.java:579)", a method does; in "at 8.30am" there is a time
HOST = r"[\w-]{1,63}+(?:\.[\w-]{1,63}+)*\.(?!\d)[\w-]{1,63}+(?!\(|\.[\w-])"
HOST_AFTER = re.compile(rf" {{0,{BLANKS - 1}}}({HOST})")
BEFORE = re.compile(r"[\w.+-]")
AT = (*SPOKEN, "AT")


def spelled(marks: str) -> str:
    """The pattern of an "at" between a name and a host; a line may end before or after it, and the next one be indented."""
    blanks = rf"(?![ \t]*+\n[ \t]*+\n)[ \t\n]{{1,{BLANKS}}}"
    return rf"(?<=[\w.+-]){blanks}(?:{marks}){blanks}(?={HOST})"


SPELLED_AT = tuple(f" {mark} " for mark in AT)
WORDS = re.compile(r"[^\W_]+")
IN_LINKS = ("://", "www.", "mailto:")  # one of them is in each link
# scripts that put no blanks between words, each of whose characters counts as one: Thai to Tibetan, Burmese, Khmer, kana, Han
UNSPACED = re.compile(
    "([\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
# of ASCII: letters in lower case, and what is no word becomes a blank
LETTERS = bytes(ord(chr(c).lower()) if chr(c).isalnum() and c < 128 else 32 for c in range(256))


def words(text: str) -> list[str]:
    """The words of a text in order: lower case, compatibility forms folded, without links, host hints and addresses.

    >>> words("*See* <https://example.org/a>, “quoted” – by Ann, ann at example.org")
    ['see', 'quoted', 'by', 'ann']
    >>> words("海に行く。 ok")
    ['海', 'に', '行', 'く', 'ok']
    """
    return [token.decode("utf-8", "surrogatepass") for token in tokens(text)]


def tokens(text: str) -> list[bytes]:
    """The words of a text, each in UTF-8: the form in which they are compared."""
    text = _without_places(text)
    if text.isascii():
        return text.encode("ascii").translate(LETTERS).split()
    folded = unicodedata.normalize("NFKC", text).casefold()
    found = " ".join(WORDS.findall(folded))
    return UNSPACED.sub(r" \1 ", found).encode("utf-8", "surrogatepass").split()


def sequence(text: str) -> bytes:
    """The words of a text, each as four bytes (CRC-32): whether one text holds another is a search for bytes then.

    A million sequences fit in memory where a million texts do not.
    """
    return array("I", map(crc32, tokens(text))).tobytes()


def digest(one: bytes) -> bytes:
    """What tells one sequence, or anything else in bytes, from another: 64 bits of blake2b."""
    return blake2b(one, digest_size=8).digest()


def _without_places(text: str) -> str:
    """The text without links, host hints and addresses; only the lines that may hold one are looked at."""
    if "[" in text:
        text = HINT.sub(" ", text)
    flat = text.replace("\n", " ").replace("\t", " ")
    for mark in SPELLED_AT:
        if mark in flat:
            text = _spelled_as_signs(text, mark)
    if not _may_hold_a_place(text):
        return text
    # a line at a time: most hold none, and this is asked of all text there is
    return "\n".join([_places_out(line) if _may_hold_a_place(line) else line for line in text.split("\n")])


def _may_hold_a_place(text: str) -> bool:
    return "@" in text or _may_hold_a_link(text)


def _may_hold_a_link(text: str) -> bool:
    return "www." in text or (":" in text and ("://" in text or "mailto:" in text or "[cid:" in text))


def _spelled_as_signs(text: str, mark: str) -> str:
    """The text with "@" for a mark that stands between a name and a host, together with the blanks around it.

    What ``spelled`` matches; "at" is in every second text, and mostly in none of an address, so hosts are looked for first.
    """
    flat = text.replace("\n", " ").replace("\t", " ")
    kept: list[str] = []
    done, at = 0, flat.find(mark)
    while at >= 0:
        host = HOST_AFTER.match(flat, at + len(mark))
        begin = len(flat[max(done, at - BLANKS) : at].rstrip(" ")) + max(done, at - BLANKS)
        is_near = at - begin < BLANKS and BEFORE.match(flat[begin - 1 : begin]) and text.count("\n", begin, at + 1) < 2
        if host and is_near and text.count("\n", at + len(mark) - 1, host.start(1)) < 2:
            kept += (text[done:begin], "@")
            done = host.start(1)
        at = flat.find(mark, host.end() if host else at + len(mark) - 1)
    return "".join((*kept, text[done:])) if kept else text


def _places_out(line: str) -> str:
    return " ".join([_place(t) if _may_hold_a_place(t) else t for t in line.split()])


def _place(token: str) -> str:
    """What is left of a token without the link or the address in it."""
    token = URL.sub(" ", token) if _may_hold_a_link(token) else token
    return " ".join(t for t in token.split() if "@" not in t) if "@" in token else token
