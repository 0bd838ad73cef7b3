"""Names and domains as people are compared by them: without case, order and accents; the domain that was registered."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
BESIDE = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")  # an office, a call sign, the name in another script
NAMES = 16_384  # whose keys are kept: some 3 MB
MARKS = re.compile("(?<=[a-z])[\u0300-\u036f]+")  # of Latin letters; those of other scripts make another letter
STROKES = str.maketrans("øłđıæœ", "oldiao")
# below domains of countries: "example.co.uk", "example.ac.at"
SECOND = frozenset("ac co com edu gob gov gv mil ne net nhs nom or org sch".split())
# whose names belong to many
HOSTS = frozenset("blogspot.com dyndns.org eu.org github.io gitlab.io noreply.github.com wordpress.com".split())


@lru_cache(maxsize=NAMES)  # authors write again, and each rule asks for them
def name_key(name: str) -> str:
    """A name without case, accents, dots, commas and the order of its parts: "Pagès, Hervé" and "Herve Pages" are one.

    So is what stands in brackets beside a full name, as directories of offices write it.

    >>> name_key("Example, Ann B.") == name_key("Ann B Example") == name_key("Example, Ann B. (Tea/Sea) [E]")
    True
    >>> name_key("Ann (Example)"), name_key("A. (Ann) Example")
    ('ann example', 'a ann example')
    """
    words = WORD.findall(_plain(name.casefold()))
    if "(" in name or "[" in name:
        left = WORD.findall(_plain(BESIDE.sub(" ", name.casefold())))
        words = left if sum([len(word) > 1 for word in left]) > 1 else words
    return " ".join(sorted(words))


def _plain(name: str) -> str:
    if name.isascii():
        return name
    bare = MARKS.sub("", unicodedata.normalize("NFKD", name)).translate(STROKES)
    return unicodedata.normalize("NFC", bare)


def registered(domain: str) -> str:
    """The domain without the names of its hosts, as far as can be told without a list of all registries.

    >>> registered("snark.thyrsus.com"), registered("maths.example.ac.uk"), registered("ann.github.io")
    ('thyrsus.com', 'example.ac.uk', 'ann.github.io')
    """
    labels = domain.split(".")
    size = 3 if len(labels[-1]) == 2 and len(labels) > 2 and labels[-2] in SECOND else 2
    found = ".".join(labels[-size:])
    is_shared = found in HOSTS or ".".join(labels[-3:]) in HOSTS or labels[-1].isdigit()
    return domain if is_shared else found
