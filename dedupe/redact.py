"""Texts without e-mail addresses: "ann@example.org" and "ann at example.org" become "…@example.org"."""

from __future__ import annotations

import re

# possessive runs: a token is looked at once, from its first character
ADDRESS = re.compile(
    r"(?:(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]++|\"[^\"\n]{1,64}\"(?=@))(?:@|\s?[(\[]at[)\]]\s?)"
    r"([\w-]{1,63}+(?:(?:\.|\s?[(\[]dot[)\]]\s?)[\w-]{1,63}+){1,6})(?:@[\w.-]++)*+"
)
URL = re.compile(r"\b(?:https?|ftp)://[^\s<>\"]+")
# " at " as Pipermail writes it, " dot " as gcc.gnu.org does too
# a word that goes with a place in prose ("look at example.org") stays
SPELLED = re.compile(
    r" (?:at|em|en) (?!(?:the|a|an|each|every|this|that) )([\w-]{1,63}+(?:(?:\.| dot )[\w-]{1,63}+){1,6})"
)
LOCAL = re.compile(r"[\w.+=-]{1,64}\Z")
DOTTED = re.compile(r"(?:[\w.+=-]{1,64} dot ){0,3}[\w.+=-]{1,64}\Z")
SPELLED_DOT = re.compile(r" dot |\s?[(\[]dot[)\]]\s?")
PROSE = frozenset(
    "a and are available be been code details docs documentation downloaded downloads file files find found git have here homepage"
    " hosted info information is it live lives located look looked looking me meet mirror mirrors more online or page pages"
    " project repo repository section see seen site source stay them there this up us visit wiki work works".split()
)


def redact(text: str) -> str:
    """The text with the local part of every address left out; links keep working, with "@" as %40."""
    if not _may_hold_one(text):
        return text
    return "\n".join([_redact_line(line) if _may_hold_one(line) else line for line in text.split("\n")])


def safe_url(url: str) -> str | None:
    """A link to the same page in which no address stands, for those of lists are in many; None for no link."""
    return url.replace("@", "%40") or None


def _may_hold_one(line: str) -> bool:
    return "@" in line or " at " in line or " en " in line or " em " in line or "at)" in line or "at]" in line


def _redact_line(line: str) -> str:
    if "@" in line or "(at)" in line or "[at]" in line:
        line = ADDRESS.sub(lambda found: f"…@{SPELLED_DOT.sub('.', found[1])}", _in_links(line))
    return _in_links(_redact_spelled(line))


def _in_links(line: str) -> str:
    return URL.sub(lambda url: url[0].replace("@", "%40"), line) if "://" in line and "@" in line else line


def _redact_spelled(text: str) -> str:
    kept: list[str] = []
    done = 0
    for found in SPELLED.finditer(text):
        domain = SPELLED_DOT.sub(".", found[1])
        local = (LOCAL if domain == found[1] else DOTTED).search(text, max(done, found.start() - 64), found.start())
        if local and text.endswith("@", 0, local.start()):
            continue  # the host of an address that is hidden already
        if local and local[0].lower() not in PROSE:
            kept += (text[done : local.start()], "…@", domain)
            done = found.end()
    return "".join((*kept, text[done:])) if kept else text
