"""Links in mail: find them, take off what gateways put around them, and heal the ones an archive cut.

Nothing here opens the network. Every function is total: any text is allowed, and work grows with its length only.

wrapped      a link inside the address of a gateway or another service (``link_wrappers`` lists them)
sealed       a wrapped link whose target only the service knows; it stays as it is, with ``complete`` False
cut          a link that ends in "...": archives shorten what they show; only its beginning is known
host hint    ``[example.org]``, which a gateway sets beside a link that it wraps
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.linking.decoding import target
from ingest.linking.hosts import may_wrap, refanged, split, wrapper_of
from ingest.linking.spans import has_spelled_sign, spans, stands_alone

DEPTH = 6  # wrappers around wrappers; real mail has shown two
DEFANGED = "defanged"

WWW = re.compile(r"\A(?:www\.)++")
HOST = r"[\w-]{1,63}(?:\[?\.\]?[\w-]{1,63}){1,10}"
HINT_AFTER = re.compile(rf"(>?)[ \t]{{0,8}}(\r?\n[> \t]{{0,60}})?\[({HOST})\]")
HINT_BEFORE = re.compile(rf"\[({HOST})\]([ \t]{{0,8}}(?:\r?\n[> \t]{{0,60}})?<?)")
HINT = re.compile(rf"\[{HOST}\]")
HOST_IN_TEXT = re.compile(r"://([^/?#\s<>\"]{1,253})")
WINDOW = 400  # longer than any hint with its blanks

DOTS = ".\u2026"
RECIPIENT = re.compile(r"((?:[?&;]|%(?:25)*+(?:26|3[FB]))data(?:=|%(?:25)*+3D))([^&\s]*)", re.IGNORECASE)
ADDRESS_SIGN = re.compile(r"[@|]|%(?:25)*+(?:40|7C)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: ``url`` is its target, or as much of it as can be known (then ``complete`` is False).

    ``wrapped_by`` is the outermost wrapper's short name; "defanged" where the author broke the link on purpose
    (``hxxp``, ``[.]``); empty where nothing was around it.
    """

    url: str
    wrapped_by: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A link of a text: ``text[start:end]``, in which ``seen`` is how it reads in one piece."""

    start: int
    end: int
    link: Link
    seen: str


def unwrap(url: str) -> Link:
    """The link behind a wrapped link; any other string comes back as it is."""
    wrapped_by, address, cut = "", url, False
    for _ in range(DEPTH + 1):
        shown = _uncut(address)
        cut = cut or shown != address
        address = refanged(shown)
        wrapped_by = wrapped_by or (DEFANGED if address != shown else "")
        found = wrapper_of(address)
        if not found:
            return Link(_without_recipient(address), wrapped_by, not cut)
        wrapper, path = found
        wrapped_by = wrapper.name if wrapped_by in ("", DEFANGED) else wrapped_by
        inner = target(wrapper, path, cut)
        if not inner:
            return Link(_without_recipient(address), wrapped_by, False)
        address, cut = inner.url, inner.cut
    return Link(_too_deep(url), wrapped_by, False)


def domain(url: str) -> str:
    """The host of an address in lower case, without ``www.`` and port; "" where it has none."""
    return WWW.sub("", split(refanged(url))[0].rstrip("."))


def heal(link: Link, others: Iterable[Link]) -> Link:
    """The link made whole from the one complete link that begins like it; unchanged where none or several do."""
    if link.complete:
        return link
    whole = {other.url for other in others if other.complete and other.url.startswith(link.url)}
    return replace(link, url=whole.pop(), complete=True) if len(whole) == 1 else link


def find(text: str) -> Iterator[Found]:
    """Every link of a text in order: http, https, ftp, defanged ones, and bare ``www.`` names."""
    for start, end, seen in spans(text):
        link = unwrap(f"http://{seen}" if seen[:4].lower() == "www." else seen)
        yield Found(start, end, link, _without_recipient(seen))


def clean(text: str) -> str:
    """The text with the links as their authors wrote them, without wrappers, host hints and an "@" spelled as a word.

    A cut one is shown as far as it is known, with ``...``. A text without wrapped links is returned as it is.
    """
    if not _may_change(text):
        return text
    for _ in range(DEPTH):
        cleaned = _cleaned(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def _may_change(text: str) -> bool:
    """False for a text that has no wrapped link, no host hint and no "@" spelled out: cheap, since most links have none."""
    if "://" not in text and "urldefense." not in text:
        return False
    if any(mark in text for mark in ("urldefense.", "safelinks", "hxxp", "&amp;")) or (
        "[" in text and HINT.search(text)
    ):
        return True
    return any(map(may_wrap, set(HOST_IN_TEXT.findall(text)))) or has_spelled_sign(text)


def _cleaned(text: str) -> str:
    """One pass of ``clean``: a link that was replaced may complete another one around it."""
    parts: list[str] = []
    done = 0
    may_hold_hints = "[" in text
    for found in find(text):
        if found.start < done:  # "[www.example.org]", which went as a hint
            continue
        host = domain(found.link.url) if may_hold_hints else ""
        before, kept_before = _before_hints(text, done, found.start, host)
        kept_after, after = _after_hints(text, found.end, host)
        parts += (text[done:before], kept_before, _shown(text, found), kept_after)
        done = after
    return "".join(parts) + text[done:]


def _shown(text: str, found: Found) -> str:
    """A link of a text as its author wrote it."""
    link = found.link
    if link.wrapped_by in ("", DEFANGED):
        return found.seen
    shown = link.url
    if not link.complete and (_uncut(found.seen) != found.seen or not wrapper_of(shown)):
        shown += "..."
    if text.endswith("/", 0, found.start) and split(shown)[1] in ("", "/"):
        shown = shown.partition("://")[2]  # "drivers/net/test.sh": a gateway took the file name for a host
    return shown if stands_alone(text, found.end) else f"{shown} "


def _after_hints(text: str, end: int, host: str) -> tuple[str, int]:
    """What is kept of the host hints after a link, and where they end."""
    kept, after = "", end
    while (hint := HINT_AFTER.match(text, after)) and _names(hint[3], host):
        kept += hint[1] + (hint[2] or "")
        after = hint.end()
    if after > end and not kept and not stands_alone(text, after):
        kept = " "
    return kept, after


def _before_hints(text: str, done: int, start: int, host: str) -> tuple[int, str]:
    """Where the host hints before a link begin, and what is kept of them."""
    kept: list[str] = []
    before = start
    while (hint := _last_hint(text, done, before)) and _names(hint[1], host):
        kept.append(hint[2].lstrip(" \t"))
        before -= len(hint[0])
    if kept and before > 0 and not text[before - 1].isspace() and text[before - 1] not in "([{<":
        kept.append(" ")
    return before, "".join(reversed(kept))


def _last_hint(text: str, done: int, end: int) -> re.Match[str] | None:
    """The host hint that a text ends with, blanks and "<" behind it allowed."""
    at = text.rfind("[", max(done, end - WINDOW), end)
    while at >= 0 and text.startswith("[.]", at):
        at = text.rfind("[", max(done, end - WINDOW), at)
    return HINT_BEFORE.fullmatch(text, at, end) if at >= 0 else None


def _names(hint: str, host: str) -> bool:
    return hint.replace("[.]", ".").lower().removeprefix("www.") == host


def _uncut(url: str) -> str:
    """The address without the ``...`` of a cut one."""
    if not url.endswith(("...", "\u2026")):
        return url
    return url.rstrip(DOTS)


def _without_recipient(url: str) -> str:
    """The address without the ``data=`` in which safelinks name the recipient."""
    lowered = url.lower()
    if "safelinks" not in lowered or "data" not in lowered:
        return url
    return RECIPIENT.sub(lambda data: data[1] if ADDRESS_SIGN.search(data[2]) else data[0], url)


def _too_deep(url: str) -> str:
    """The address as it is, or its host alone where it names a recipient."""
    return url if _without_recipient(url) == url else f"https://{split(refanged(url))[0]}/"
