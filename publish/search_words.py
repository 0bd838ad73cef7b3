"""What a reader typed into the search box, taken apart: it never fails, and what makes no sense is told back.

term      a word or a phrase that must be there; a star at its end stands for any ending
choice    terms with OR between them: one of them must be there
operator  ``from:`` and the like, before a word or a phrase
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

TOKEN = re.compile(r'(?P<minus>-?)(?:(?P<operator>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
YES = {"yes", "y", "1", "on", "true"}
IS = {"recovered", "document", "crossposted", "repeated"}
NEWEST = {"date", "new", "newest"}
HAS = {"attachment", "link"}
# What the form calls a field, and the operators of the box that mean the same.
OPERATORS = {
    "from": "sender", "by": "sender", "sender": "sender", "subject": "subject", "s": "subject", "list": "lists",
    "after": "after", "since": "after", "before": "before", "until": "before", "has": "has", "is": "kinds",
    "link": "links", "site": "links", "quoted": "quoted",
    "sort": "sort",
}  # fmt: skip
# Written without spaces: the index holds whole runs of these letters as one word, so the text itself must be looked at.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
SIGNED = re.compile(r"\w+(?:\+\+|#)")
SIGNS = re.compile(r"[!-/:-@\[-`{-~\s]+")  # no words: they stand in nearly all notes
LONGEST = 2_000
MOST_TERMS = 40


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; every part may be empty."""

    choices: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    quoted: bool = False
    by_date: bool = False
    year: str = ""
    person: str = ""
    senseless: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is looked for."""
        return replace(self, quoted=False, by_date=False, senseless=()) == Search()


def read(box: str, fields: Mapping[str, str]) -> Search:
    """Give what the box and the fields of the form ask for together.

    >>> read('tide "high water" from:ann -low', {"list": "commons"}).choices
    (('tide',), ('high water',))
    """
    search = Search()
    either = False
    for number, match in enumerate(TOKEN.finditer(clean(box))):
        if number == MOST_TERMS:
            return replace(search, senseless=(*search.senseless, "all after the first forty words"))
        text = (match["phrase"] if match["phrase"] is not None else match["word"]).strip()
        if match["word"] == "OR" and search.choices and not match["operator"]:
            either = True
            continue
        if SIGNS.fullmatch(text):
            search = _told(search, text)
        elif text:
            search = _with(search, match, text, either=either)
        either = False
    for name, value in fields.items():
        for text in filter(None, [clean(value).strip(' "')]):
            search = restricted(search, OPERATORS.get(name, name), text)
    return search


def clean(text: str) -> str:
    r"""Give ``text`` with plain quotation marks and without control characters, at most as long as one can mean.

    >>> clean("“high\x00 water”")
    '"high water"'
    """
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text[:LONGEST].translate(CURLY)).replace("  ", " ")


def _with(search: Search, match: re.Match[str], text: str, *, either: bool) -> Search:
    """Give ``search`` with one token more."""
    operator = (match["operator"] or "").lower()
    if operator in OPERATORS and not match["minus"]:
        return restricted(search, OPERATORS[operator], text)
    term = f"{match['operator']}:{text}" if match["operator"] else text
    if match["minus"]:
        return replace(search, without=(*search.without, term))
    if either:
        return replace(search, choices=(*search.choices[:-1], (*search.choices[-1], term)))
    return replace(search, choices=(*search.choices, (term,)))


def restricted(search: Search, part: str, text: str) -> Search:  # noqa: C901 - a table of cases
    """Give ``search`` with one restriction more; one that makes no sense is only noted."""
    low = text.lower()
    match part:
        case "after":
            return replace(search, after=date(text)) if date(text) else _told(search, f"after:{text}")
        case "before":
            return replace(search, before=date(text)) if date(text) else _told(search, f"before:{text}")
        case "quoted":
            return replace(search, quoted=low in YES)
        case "sort":
            return replace(search, by_date=low in NEWEST)
        case "has":
            low = low.removesuffix("s")
            return replace(search, has=(*search.has, low)) if low in HAS else _told(search, f"has:{text}")
        case "kinds":
            return replace(search, kinds=(*search.kinds, low)) if low in IS else _told(search, f"is:{text}")
        case "year":
            return replace(search, year=text) if re.fullmatch(r"[0-9]{4}", text) else _told(search, f"year:{text}")
        case "person":
            return replace(search, person=text)
        case "sender":
            return replace(search, sender=(*search.sender, text))
        case "subject":
            return replace(search, subject=(*search.subject, text))
        case "lists":
            return replace(search, lists=(*search.lists, text))
        case _:
            return replace(search, links=(*search.links, text))


def _told(search: Search, what: str) -> Search:
    return replace(search, senseless=(*search.senseless, what))


def date(text: str) -> str:
    """Give a day, a month or a year as the archive writes it, empty where it is none.

    >>> date("2025-6-1"), date("2025/06"), date("2025"), date("soon"), date("2025-13")
    ('2025-06-01', '2025-06', '2025', '', '')
    """
    match = DATE.fullmatch(text)
    if not match or not text.isascii():
        return ""
    year, month, day = match[1], int(match[2] or 1), int(match[3] or 1)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return year + (f"-{month:02d}" if match[2] else "") + (f"-{day:02d}" if match[3] else "")


def has_sign(term: str) -> bool:
    """Say whether a name ends in signs that the index does not hold, so that the texts must be looked at too.

    >>> has_sign("C++"), has_sign("c#"), has_sign("C"), has_sign("WSIS+20")
    (True, True, False, False)
    """
    return SIGNED.fullmatch(term) is not None


def in_index(term: str) -> bool:
    """Say whether the search index can find ``term``: it holds words, no signs and no unspaced writing."""
    return any(letter.isalnum() for letter in term) and not UNSPACED.search(term)
