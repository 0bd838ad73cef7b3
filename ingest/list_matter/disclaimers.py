"""Disclaimers of employers, in any words: they speak of the mail that they stand in, of secrecy, and of one thing more."""

from __future__ import annotations

import re

from ingest.list_matter.ends import is_rule, paragraph_end
from ingest.list_matter.marks import BOLD, LEGAL_SIGNS, LEGAL_STARTS, SECRECY, THIS_MAIL

LONGEST_DISCLAIMER = 3000  # characters looked at
NEAR_ITS_BEGIN = 300  # characters
FEWEST_SIGNS = 3  # that make a paragraph a disclaimer
_LEGAL = tuple(tuple(row.split()) for row in LEGAL_SIGNS)
# what the law asks of business letters in Germany and Austria (GmbHG 35a, HGB 37a, UGB 14), as its companies put it in both tongues
_COMPANY = re.compile(
    r"(?i)\b(?:GmbH|AG|KG|Gesch(?:ä|\?|ae)ftsf(?:ü|\?|ue)hr|Managing Director|Vorstand|Aufsichtsrat|Sitz|Registered Office|"
    r"Registergericht|Amtsgericht|Commercial Register|HRB|HRA|FN \d|USt-Id|UID)"
)
MAILS = ("e-mail", "email", "this message", "attachment", "courriel", "correo", "nachricht", "messaggio", "mensagem")
LOSS = ("responsib", "damage", "loss", "precaution", "guarantee", "corrupt", "opinion")  # in further paragraphs
FARTHEST_RULE = 6  # lines from a disclaimer to the rule that closes it
LONGEST_NOTICE = 12  # lines, with the blank ones below it


def is_disclaimer(lines: list[str], at: int) -> bool:
    """Does the paragraph that starts here start as disclaimers do, speak of the mail it stands in, and hold signs of one?"""
    if at >= len(lines) or not lines[at][:80].casefold().lstrip(BOLD + " \t").startswith(LEGAL_STARTS):
        return False
    text = _paragraph(lines, at)
    signs = _signs(text)
    if sum(signs) < FEWEST_SIGNS or not any(signs[: len(SECRECY)]):
        return False
    return any(mail in text[:NEAR_ITS_BEGIN] for mail in THIS_MAIL)


def disclaimed_end(lines: list[str], start: int, end: int) -> int:
    """The line after all of a disclaimer, of which the first paragraph is known: after further ones that hold signs, and, where a
    rule stands right above it, after the same rule."""
    while (below := _next_filled(lines, end)) < len(lines) and _goes_on(_paragraph(lines, below)):
        end = paragraph_end(lines, below)
    rule = next(filter(is_rule, map(str.strip, lines[max(0, start - 1) : start + 1])), "")
    ahead = range(end, min(len(lines), end + FARTHEST_RULE)) if rule else ()
    return next((line + 1 for line in ahead if lines[line].strip() == rule), end)


def _goes_on(text: str) -> bool:
    """Is this paragraph, right below a disclaimer, more of it, such as a warning of viruses?"""
    signs = sum(_signs(text)) + any(sign in text for sign in LOSS)
    return signs >= FEWEST_SIGNS - 1 and any(mail in text for mail in MAILS)


def _paragraph(lines: list[str], at: int) -> str:
    """The paragraph that begins here in lower case, with single blanks."""
    return " ".join("".join(lines[at : paragraph_end(lines, at)])[:LONGEST_DISCLAIMER].casefold().split())


def _signs(text: str) -> list[bool]:
    """For each row of signs whether the text holds one of it."""
    return [any(sign in text for sign in row) for row in _LEGAL]


def _next_filled(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def company_notice_above(bare: list[str], at: int, floor: int) -> int:
    """The first line of the notice about a company right above a disclaimer, ``at`` where none stands there."""
    start = at - 1
    while start > floor and not bare[start]:
        start -= 1
    while start > floor and at - start < LONGEST_NOTICE and bare[start - 1]:
        start -= 1
    notice = " ".join(bare[max(start, floor) : at])
    if start < floor or len({sign.casefold() for sign in _COMPANY.findall(notice)}) <= 2:
        return at
    return next(line for line in range(start, at) if _COMPANY.search(bare[line]))  # a sign-off may stand right above
