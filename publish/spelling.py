"""How the archive's own notes spell a word that a search hardly found."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from publish.search_words import Search, in_index

FEW = 3  # notes: who finds more spelled as others do
LENGTHS = range(4, 31)  # letters; of shorter words too many are one letter apart
LONG = 7  # letters, of which two may be wrong
OFTEN = 20  # times as many notes have the other spelling: a rare word may be meant
MOST_WORDS = 8
WORDS = re.compile(r"[^\W\d_]+")
# A view of the search index; it holds each word once, in lower case and without accents.
INDEX = "create virtual table if not exists temp.words_of_notes using fts5vocab(main, messages_fts, row)"
NOTES = "select doc from words_of_notes where term = ?"
NEAR = "select term, doc from words_of_notes where term >= ? and term < ? and doc > ? and length(term) between ? and ?"


def asked(search: Search) -> list[str]:
    """Give the words of a search that may be spelled wrong; one with a star stands for any ending.

    >>> asked(Search(choices=(("govrnance", "tid*"), ("2025",)), sender=("Ann Example",)))
    ['govrnance', 'Example']
    """
    terms = [term for choice in search.choices for term in choice] + [*search.subject, *search.sender]
    words = [word for term in terms if in_index(term) and "*" not in term for word in WORDS.findall(term)]
    return [word for word in dict.fromkeys(words) if len(word) in LENGTHS][:MOST_WORDS]


def better(db: sqlite3.Connection, words: Iterable[str]) -> dict[str, str]:
    """Give for each word that hardly a note has the nearest one that many have; a word that is spelled well is left out."""
    db.execute(INDEX)
    found = {word: _nearest(db, folded(word)) for word in words}
    return {word: other for word, other in found.items() if other}


def respelled(text: str, spelling: Mapping[str, str]) -> str:
    """Give a text with other spellings of its words.

    >>> respelled('govrnance from:"Ann"', {"govrnance": "governance"})
    'governance from:"Ann"'
    """
    return WORDS.sub(lambda word: spelling.get(word[0], word[0]), text)


def folded(word: str) -> str:
    """Give a word as the index holds it.

    >>> folded("Crépin")
    'crepin'
    """
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def _nearest(db: sqlite3.Connection, word: str) -> str:
    """The word that most notes have of those that differ least, or one more wrong letter off and in many times as many notes.

    The first letter is hardly ever the wrong one.
    """
    row = db.execute(NOTES, (word,)).fetchone()
    notes = row[0] if row else 0
    if notes > FEW:
        return ""
    wrong = 2 if len(word) >= LONG else 1
    lengths = (len(word) - wrong, len(word) + wrong)
    begins, least = (word[0], chr(ord(word[0]) + 1)), max(1, notes * OFTEN)
    near = (
        (count / OFTEN**letters, other)
        for other, count in db.execute(NEAR, (*begins, least, *lengths))
        if 0 < (letters := OSA.distance(word, other, score_cutoff=wrong)) <= wrong
    )
    return max(near, default=(0.0, ""))[1]
