"""Read the target out of one wrapped link: a decoder for each form of ``link_wrappers``."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from string import ascii_letters, digits
from urllib.parse import quote, unquote

from ingest.link_wrappers import Form, Wrapper

ROUNDS = 6  # of percent escapes: one is usual, gateways behind gateways add more

# urldefense writes "https:/" where a mail was HTML
ADDRESS = re.compile(r"(https?|ftp):/{1,2}(?=[\w\[])", re.IGNORECASE)
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f<>\"`\u200b-\u200f\u2060\ufeff]")  # would end the link in a text or a page
BAD_BYTE = re.compile(r"[\udc80-\udcff]")
BYTES = re.compile(r"[\udc80-\udcff]+")
HALF_ESCAPE = re.compile(r"%[0-9A-Fa-f]?\Z")
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")  # with ";" only: "&copy=2" is a parameter
BASE64 = re.compile(r"([\w+/-]*)=*", re.ASCII)
STAR = re.compile(r"\*(?:\*(.))?", re.DOTALL)
RUN_LENGTH = {
    letter: length for length, letter in enumerate(ascii_letters[26:] + ascii_letters[:26] + digits + "-_", 2)
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a wrapped link leads to; ``cut`` says that only its beginning is known."""

    url: str
    cut: bool


def target(wrapper: Wrapper, match: re.Match[str], cut: bool) -> Target | None:
    """The target of a wrapped link, or None where it cannot be read.

    ``match`` is what follows the host, ``cut`` says that its end is missing.
    """
    raw, reaches_end = _inside(wrapper, match)
    if not raw:
        return None
    decoded, still_cut = DECODERS[wrapper.form](raw, cut and reaches_end)
    return Target(decoded, still_cut) if decoded else None


def _inside(wrapper: Wrapper, match: re.Match[str]) -> tuple[str, bool]:
    """The target as the wrapper spells it, and whether it is the last thing in the link."""
    rest = match.string
    if match.re.groups:
        return match[1] or "", match.end(1) == len(rest)
    for name in wrapper.fields:
        if field := FIELDS[name].search(rest):
            return field[1], field.end() == len(rest)
    return "", False


class _Fields(dict[str, re.Pattern[str]]):
    """The pattern of each query field, compiled when first asked for."""

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = re.compile(rf"[?&](?:amp;){{0,3}}{name}=([^&]*)")
        return self[name]


FIELDS = _Fields()


def _absolute(text: str) -> str:
    """The address with both its slashes and without blanks, or "" where the text is none."""
    start = ADDRESS.match(text)
    if not start:
        return ""
    rest = text[start.end() :]
    if UNSAFE.search(rest):
        rest = UNSAFE.sub(lambda found: quote(found[0]), rest)
    return f"{start[1].lower()}://{rest}"


def _unescaped(text: str, cut: bool) -> str:
    """The text without percent escapes; bytes that are no UTF-8 keep theirs, a half escape at a cut is dropped."""
    if "%" not in text:
        return text
    if cut:
        text = HALF_ESCAPE.sub("", text)
    return _spelled_out(unquote(text, errors="surrogateescape"), cut)


def _spelled_out(text: str, cut: bool) -> str:
    """The text with each byte that is no UTF-8 as a percent escape, or dropped where the cut made it so."""
    if not BAD_BYTE.search(text):
        return text
    if cut:
        text = text.rstrip("".join(map(chr, range(0xDC80, 0xDD00))))
    return BAD_BYTE.sub(lambda found: f"%{ord(found[0]) - 0xDC00:02X}", text)


def _percent(raw: str, cut: bool) -> tuple[str, bool]:
    """Decode once, and again only while the result is no address: a target may hold escapes of its own."""
    for _ in range(ROUNDS):
        raw = _unescaped(raw, cut)
        if address := _absolute(raw):
            return address, cut
    return "", cut


def _percent_html(raw: str, cut: bool) -> tuple[str, bool]:
    return _absolute(ENTITY.sub(lambda entity: unescape(entity[0]), _unescaped(raw, cut))), cut


def _dashes(raw: str, cut: bool) -> tuple[str, bool]:
    return _percent_html(raw.replace("-", "%").replace("_", "/"), cut)


def _bytes(coded: str) -> bytes | None:
    """The bytes of base64 in either alphabet, padded or not; of a cut one all that are whole."""
    letters = BASE64.fullmatch(coded)
    if not letters:
        return None
    whole = letters[1][: -1 if len(letters[1]) % 4 == 1 else None]
    return urlsafe_b64decode(whole.replace("+", "-").replace("/", "_") + "=" * (-len(whole) % 4))


def _base64(raw: str, cut: bool) -> tuple[str, bool]:
    decoded = _bytes(_unescaped(raw, cut)) or b""
    return _absolute(_spelled_out(decoded.decode("utf-8", "surrogateescape"), cut)), cut


def _stars(raw: str, cut: bool) -> tuple[str, bool]:
    """The target before the last ``__;``, stars filled with the bytes behind it; of a cut link what is sure of it."""
    end = raw.rfind("__;")
    path = _unescaped(raw[:end], False) if end >= 0 else _unescaped(raw.rstrip("_"), True)
    coded, closed, _ = raw[end + 3 :].partition("!") if end >= 0 else ("", "", "")
    bytes_of_stars = _bytes(coded)
    if bytes_of_stars is None or not (closed or cut):
        return "", cut
    filled, all_filled = _filled(path, bytes_of_stars)
    whole = all_filled and end >= 0
    return (_absolute(filled), not whole) if whole or cut else ("", False)


def _filled(path: str, replaced: bytes) -> tuple[str, bool]:
    """The path with its stars replaced as far as the bytes go, and whether they went all the way.

    ``**B`` is a run: it counts bytes of UTF-8, not characters, so that a run may end inside a character.
    """
    parts: list[str] = []
    done = at = 0
    for star in STAR.finditer(path):
        length = RUN_LENGTH.get(star[1], 0) if star[1] else 1
        parts.append(path[done : star.start()])
        done = star.end()
        if not length or at + length > len(replaced):
            return _characters("".join(parts), True), False
        parts.append(replaced[at : at + length].decode("ascii", "surrogateescape"))
        at += length
    return _characters("".join(parts) + path[done:], False), True


def _characters(text: str, cut: bool) -> str:
    """The text with runs of escaped bytes read as UTF-8."""
    decoded = BYTES.sub(lambda run: run[0].encode("ascii", "surrogateescape").decode("utf-8", "surrogateescape"), text)
    return _spelled_out(decoded, cut)


def _host(raw: str, cut: bool) -> tuple[str, bool]:
    secure = raw.removeprefix("s/")
    return _absolute(f"{'https' if secure != raw else 'http'}://{secure}"), cut


DECODERS: dict[Form, Callable[[str, bool], tuple[str, bool]]] = {
    Form.PERCENT: _percent,
    Form.PERCENT_HTML: _percent_html,
    Form.DASHES: _dashes,
    Form.STARS: _stars,
    Form.BASE64: _base64,
    Form.TAGGED_BASE64: lambda raw, cut: _base64(raw[2:], cut),
    Form.PLAIN: lambda raw, cut: (_absolute(raw) or _percent(raw, cut)[0], cut),
    Form.HOST: _host,
    Form.SEALED: lambda _raw, _cut: ("", False),
}
