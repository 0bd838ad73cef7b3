"""A search that needs no server: the words of all notes in small files, of which a browser loads the few that it needs.

number   notes are counted from the oldest on, so that the order of numbers is the order of time
term     a word, a name with hyphens as a whole, two letters of unspaced writing, or a field such as ``from:ann``
shelf    a file with the terms of one stretch of the alphabet, each with the numbers of its notes
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from publish.search_words import UNSPACED

WORD = re.compile(r"[^\W_]+(?:[-._+/@'’][^\W_]+)*")
PART = re.compile(r"[^\W_]+")
LONGEST_TERM = 40
LONGEST_SNIPPET = 140
SHELF_SIZE = 60_000  # characters
CARDS = 200  # notes in one file of titles
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

NOTES = """
    select m.id, m.subject, coalesce(p.name, '') as sender, m.sender as person, m.list, coalesce(l.name, '') as list_name,
        m.sent, m.month, m.snippet, x.own,
        (select group_concat(o.id || ' ' || o.name, ' ') from sightings s join lists o on o.id = s.list
            where s.message = m.id and s.inside is null) as lists,
        case when m.recovered then 'is:recovered ' else '' end || case when m.lists > 1 then 'is:crossposted ' else '' end
            || case when m.sightings > 1 then 'is:repeated ' else '' end
            || case when m.kind = 'document' then 'is:document ' else '' end
            || case when exists (select 1 from attachments a where a.message = m.id) then 'has:attachment ' else '' end
            || case when exists (select 1 from links k where k.message = m.id) then 'has:link' else '' end as kinds
    from messages m
    join texts x on x.message = m.id
    left join people p on p.id = m.sender
    left join lists l on l.id = m.list
    order by m.sent, m.id"""


def plain(text: str) -> str:
    """Give ``text`` without case and accents; ``plain`` of find.js does the same.

    >>> plain("Crépin Ångström")
    'crepin angstrom'
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M").lower()


def terms(text: str) -> set[str]:
    """Give the terms of a text.

    >>> sorted(terms("See draft-example-03, Ann."))
    ['03', 'ann', 'draft', 'draft-example-03', 'example', 'see']
    """
    found: set[str] = set()
    for word in WORD.findall(plain(text)):
        pieces = PART.findall(word)
        found.update(pieces)
        if len(pieces) > 1:
            found.add(word)
    for word in [word for word in found if UNSPACED.search(word)]:
        found.discard(word)
        found.update(pairs(word))
    return {term for term in found if len(term) <= LONGEST_TERM}


def pairs(word: str) -> Iterator[str]:
    """Give every two neighbours of unspaced writing, and each last letter alone.

    >>> list(pairs("潮汐表"))
    ['潮汐', '汐表', '表']
    """
    for at in range(len(word)):
        yield word[at : at + 2]


def coded(numbers: Iterable[int]) -> str:
    """Give rising numbers as the steps between them, in base 36.

    >>> coded([0, 1, 37])
    '0,1,10'
    """
    steps, last = [], 0
    for number in numbers:
        steps.append(_base36(number - last))
        last = number
    return ",".join(steps)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"


def write(db: sqlite3.Connection, folder: Path, files: Mapping[str, str]) -> int:
    """Write the search into ``folder``; ``files`` says where each message can be read. Give the number of notes."""
    folder.mkdir(parents=True, exist_ok=True)
    index: dict[str, array[int]] = defaultdict(lambda: array("I"))
    months: list[tuple[str, int]] = []
    cards: list[tuple[str, ...]] = []
    number = -1
    for number, row in enumerate(db.execute(NOTES)):
        if row["month"] and (not months or months[-1][0] < row["month"]):
            months.append((row["month"], number))
        for term in _all_terms(row):
            index[term].append(number)
        cards.append(_card(row, files))
        if len(cards) == CARDS:
            _write_cards(folder, number // CARDS, cards)
            cards = []
    if cards:
        _write_cards(folder, number // CARDS, cards)
    firsts = list(_write_shelves(folder, index))
    told = {"notes": number + 1, "cards": CARDS, "months": months, "shelves": firsts}
    _write(folder / "index.js", "begin", told)
    return number + 1


def _all_terms(row: sqlite3.Row) -> set[str]:
    subject = terms(row["subject"])
    found = terms(row["own"]) | subject | {f"subject:{term}" for term in subject}
    sender = terms(row["sender"])
    found |= {f"from:{term}" for term in sender} | sender | set(row["kinds"].split())
    return found | {f"list:{term}" for term in terms(row["lists"] or "")}


def _card(row: sqlite3.Row, files: Mapping[str, str]) -> tuple[str, ...]:
    """What a line of the answer shows, and where it leads."""
    file = f"{files.get(row['id'], '')}#m-{row['id']}"
    return (
        file,
        row["subject"],
        row["sender"],
        row["list_name"],
        (row["sent"] or "")[:10],
        shortened(row["snippet"]),
    )


def shortened(snippet: str) -> str:
    """Give the first words of a snippet, with a sign where others follow.

    >>> shortened("High water"), shortened("tide " * 40)[-11:]
    ('High water', 'tide tide …')
    """
    if len(snippet) <= LONGEST_SNIPPET:
        return snippet
    return snippet[:LONGEST_SNIPPET].rsplit(" ", 1)[0] + " …"


def _write_cards(folder: Path, number: int, cards: list[tuple[str, ...]]) -> None:
    _write(folder / f"notes-{number}.js", "notes", number, cards)


def _write_shelves(folder: Path, index: Mapping[str, array[int]]) -> Iterator[str]:
    """Write the terms in order, and give the first term of each file."""
    lines: list[str] = []
    size = count = 0
    for term in sorted(index, key=lambda term: term.encode("utf-16-be", "replace")):  # as JavaScript compares
        line = f"{term} {coded(index[term])}"
        if lines and size + len(line) > SHELF_SIZE:
            _write(folder / f"words-{count}.js", "words", count, "\n".join(lines))
            lines, size, count = [], 0, count + 1
        if not lines:
            yield term
        lines.append(line)
        size += len(line)
    if lines:
        _write(folder / f"words-{count}.js", "words", count, "\n".join(lines))


def _write(path: Path, function: str, *values: object) -> None:
    """Write one call with its data: a script can be loaded from a disk, where a browser lets nothing else be read."""
    told = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    text = f"find.{function}({told});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    path.write_text(text, encoding="utf-8", errors="replace")
