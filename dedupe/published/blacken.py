"""Names, addresses, phrases and copies of whole texts taken out of texts; a mark stays where something stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from dedupe.words import holds
from ingest import disguises
from ingest.layout import Texts, pack, unpack
from ingest.words import WORD, sequence

MARK = "(redacted)"
MARKS = re.compile(rf"{re.escape(MARK)}(?:\s+{re.escape(MARK)})+")
ROW = 8 * WORD  # bytes: eight words in a row that two texts share are no accident
NEAR = 3 * WORD  # ... and three are none, where one quotes and the other is what it answers
PIECE = re.compile(r"(\n|(?<=[.!?…])[ \t]+)")
PUNCTUATION = re.compile(r"[\s!-/:-@\[-`{-~]+")  # of ASCII; accents of two characters are no letters to Python
BETWEEN = r"(?:[^\w@]|_){1,40}"  # between words: blanks, line ends with quote marks, the dashes of an address of a page
AT = rf"(?:[@{disguises.WIDE}]|{disguises.ESCAPED}|=40|{disguises.AT})"
# scripts that part words with no blanks: in them a phrase may begin and end anywhere
UNPARTED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True, slots=True)
class Blacken:
    """What is to be taken out of every text of an archive; nothing, where it is made without arguments.

    ``cues`` are lower-case words of which each phrase has one: a text without any of them is not searched.
    ``rows`` are eight words in a row of redacted messages, with the time since when they are copies ("" for ever).
    ``near`` are sightings that answer or quote a redacted message, ``unsigned`` those whose signature goes as well.
    """

    phrases: re.Pattern[str] | None = None
    cues: tuple[str, ...] = ()
    rows: dict[bytes, str] = field(default_factory=dict)
    bodies: tuple[bytes, ...] = ()
    near_rows: frozenset[bytes] = frozenset()
    near: frozenset[str] = frozenset()
    unsigned: frozenset[str] = frozenset()

    def __call__(self, text: str) -> str:
        """The text without the phrases."""
        if self.phrases is None or not self._has_cue(text):
            return text
        return self.phrases.sub(MARK, text)

    @property
    def key(self) -> str:
        """The same for two that take out the same."""
        said = (
            self.phrases and self.phrases.pattern,
            sorted(self.rows.items()),
            sorted(self.near),
            sorted(self.unsigned),
        )
        return repr(said)

    def texts(self, sighting: str, sent: str | None, texts: Texts) -> Texts:
        """The texts of a sighting; the lengths in the layout follow."""
        parts = unpack(texts)
        shown = [(kind, self(self._part(kind, text, sighting, sent or ""))) for kind, text in parts]
        return texts if shown == parts else pack(shown)

    def _has_cue(self, text: str) -> bool:
        lower = text.lower()
        return any(cue in lower for cue in self.cues)

    def _part(self, kind: str, text: str, sighting: str, sent: str) -> str:
        if kind == "signature" and sighting in self.unsigned:
            return ""
        if not self.rows and not self.near:
            return text
        if kind != "quoted":
            return self._without_copies(text, sent)
        words = sequence(text)
        if sighting in self.near and self._is_near(words):
            return MARK
        return MARK if any(self._is_copy(row, sent) for row in _rows(words, ROW)) else text

    def _is_near(self, words: bytes) -> bool:
        if len(words) < NEAR:
            return bool(words) and any(holds(body, words) for body in self.bodies)
        return any(row in self.near_rows for row in _rows(words, NEAR))

    def _is_copy(self, row: bytes, sent: str) -> bool:
        """True for words of a redacted message in a text that is not older: what stood there before are not its words."""
        since = self.rows.get(row)
        return since is not None and not (since and sent and sent < since)

    def _without_copies(self, text: str, sent: str) -> str:
        """The text without the sentences and lines that are copied from a redacted message."""
        pieces = PIECE.split(text)
        words = [sequence(piece) for piece in pieces[::2]]
        copied = bytearray(sum(map(len, words)) // WORD)
        for at, row in enumerate(_rows(b"".join(words), ROW)):
            if self._is_copy(row, sent):
                copied[at : at + ROW // WORD] = b"\1" * (ROW // WORD)
        if not any(copied):
            return text
        at = 0
        for number, piece in enumerate(words):
            end = at + len(piece) // WORD
            if any(copied[at:end]):
                pieces[2 * number] = MARK
            at = end
        return MARKS.sub(MARK, "".join(pieces))


NOTHING = Blacken()


def blacken(
    phrases: Iterable[str],
    addresses: Iterable[str],
    bodies: dict[bytes, str],
    near: Iterable[str],
    unsigned: Iterable[str],
) -> Blacken:
    """What takes out these phrases, addresses, and texts (as sequences of words, with the time since when they are copies)."""
    forms = sorted({form for phrase in phrases for form in _forms(phrase)}, key=lambda form: (-len(form), form))
    addresses = sorted(set(addresses))
    patterns = [*map(_address, addresses), *map(_phrase, forms)]
    cues = {_cue(text) for text in (*forms, *addresses)}
    rows: dict[bytes, str] = {}
    for body, since in bodies.items():
        for row in _rows(body, ROW):
            rows[row] = min(rows.get(row, since), since)
    return Blacken(
        phrases=re.compile("|".join(patterns), re.I) if patterns else None,
        cues=tuple(sorted(cues)),
        rows=rows,
        bodies=tuple(bodies),
        near_rows=frozenset(row for body in bodies for row in _rows(body, NEAR)),
        near=frozenset(near),
        unsigned=frozenset(unsigned),
    )


def _rows(words: bytes, size: int) -> Iterable[bytes]:
    return (words[at : at + size] for at in range(0, len(words) - size + 1, WORD))


def _forms(phrase: str) -> set[str]:
    """A phrase with its accents in one character and in two, and as addresses of pages have it."""
    forms = {unicodedata.normalize(form, phrase.strip()) for form in ("NFC", "NFD")}
    return forms | {" ".join(map(quote, form.split())) for form in forms if not form.isascii()}


def _phrase(form: str) -> str:
    """The pattern of a phrase: its words in a row, as whole words, whatever stands between them."""
    words = _words(form)
    before, _, rest = form.partition(words[0])
    after = rest[rest.rfind(words[-1]) + len(words[-1]) :] if len(words) > 1 else rest
    begin = "" if before or _unparted(words[0][0]) else r"(?<![^\W_])"
    end = "" if after or _unparted(words[-1][-1]) else r"(?![^\W_])"
    return begin + re.escape(before) + BETWEEN.join(map(re.escape, words)) + re.escape(after) + end


def _address(address: str) -> str:
    """The pattern of an address, also after a dot: in Message-IDs a time stands before it."""
    local, _, domain = address.partition("@")
    return rf"(?<![\w+-]){re.escape(local)}{AT}{re.escape(domain)}(?![\w-]|\.\w)"


def _words(form: str) -> list[str]:
    return [word for word in PUNCTUATION.split(form) if word]


def _cue(form: str) -> str:
    """The longest word of a phrase or an address, lower-case."""
    return max(_words(form), key=len).lower()


def _unparted(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(UNPARTED)


def has_words(phrase: str) -> bool:
    """True for a phrase that can be looked for: a letter or a digit stands in it."""
    return any(letter.isalnum() for letter in phrase)
