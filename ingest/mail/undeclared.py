"""Which charset a text is in that names none and is no UTF-8: that of the language whose letters its bytes are.

Read in a charset of the West, a text of another language has letters that no language of the West has together, as "õ" and "û"
between "á" and "ö" in Hungarian; read in its own, it has those of its alphabet and hardly any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

WEST = "cp1252"
# what languages of the West write besides a to z, from Danish to Swedish; "œ", "š" and "ž" too, which Latin-1 lacks
ALPHABETS_OF_THE_WEST = (
    "æøåéäö", "áðéíóúýþæö", "áðíóúýæø", "åäöé", "õäöüšž", "äöüßé", "áéèëïíóöúü", "àâæçéèêëîïôœùûüÿ",
    "áâãàçéêíóôõúü", "áéíñóúü", "àçèéíïòóúü", "àèéìíîòóùú",
)  # fmt: skip
# alphabet -> the codecs of its old charsets; Hungarian was seen in months of Pipermail, the others are those of the same standards
LATIN = {
    "áéíóöőúüű": ("cp1250",),  # Hungarian; its letters have the same bytes in ISO 8859-2
    "ąćęłńóśźż": ("iso8859-2", "cp1250"),  # Polish
    "áčďéěíňóřšťúůýž": ("iso8859-2", "cp1250"),  # Czech
    "áäčďéíĺľňóôŕšťúýž": ("iso8859-2", "cp1250"),  # Slovak
    "čćđšž": ("iso8859-2", "cp1250"),  # Croatian, Slovene
    "ăâîşţ": ("cp1250",),  # Romanian
    "çğıöşüâîû": ("cp1254",),  # Turkish
}
OTHER = {
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё": ("koi8-r", "cp1251"),  # Russian, Bulgarian
    "абвгдежзийклмнопрстуфхцчшщьюяєіїґ": ("koi8-u", "cp1251"),  # Ukrainian
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ": ("iso8859-7", "cp1253"),  # Greek
}
FEWEST = 12  # letters from which a language is told
FEWEST_KINDS = 5  # different ones
IN_ITS_OWN = 0.98  # of the letters that are in the alphabet of a text's language
IN_ANOTHER = 0.97  # at most, in the alphabets of the West
SIGNS = frozenset(
    b"\x80\x82\x84\x85\x86\x87\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa7\xa9\xab\xad\xae\xb0\xb7\xbb"
)
ASCII = bytes(range(0x80))
NO_LETTERS = bytes(byte for byte in range(0x100) if not (byte < 0x80 and chr(byte).isalpha()))  # of a to z


def codec_of(data: bytes) -> str:
    """The codec of bytes that are no UTF-8.

    >>> codec_of("Jó, hogy őszi szél fúj, és gőzhajó jön: üdvözlöm a révészt és a hűséges kikötőt.".encode("iso8859-2"))
    'cp1250'
    >>> codec_of("São águas de Março: não há inundação, é só a estação, três canções à mão.".encode("latin-1"))
    'cp1252'
    """
    counts = Counter(data.translate(None, ASCII))
    letters = {byte: count for byte, count in counts.items() if byte not in SIGNS}
    total = sum(letters.values())
    of_the_west = _most(letters, [(WEST, alphabet) for alphabet in ALPHABETS_OF_THE_WEST])
    if total < FEWEST or len(letters) < FEWEST_KINDS or of_the_west > IN_ANOTHER * total:
        return WEST
    is_latin = total < len(data.translate(None, NO_LETTERS))
    own = [
        (_lower(letters, codec, alphabet), -len(alphabet), codec)
        for alphabet, codecs in (LATIN if is_latin else OTHER).items()
        for codec in codecs
        if _most(letters, [(codec, alphabet)]) >= IN_ITS_OWN * total
    ]
    # Russian is Russian in two charsets, in one of them in capitals; of two alphabets that of fewer letters says more
    return max(own)[2] if own else WEST


def _most(letters: dict[int, int], alphabets: Iterable[tuple[str, str]]) -> int:
    """How many letters of a text are in one of the alphabets, in the one that has most."""
    return max(
        sum(letters.get(byte, 0) for byte in _bytes(codec, alphabet + alphabet.upper()))
        for codec, alphabet in alphabets
    )


def _lower(letters: dict[int, int], codec: str, alphabet: str) -> int:
    """How many letters of a text are small ones of the alphabet."""
    return sum(letters.get(byte, 0) for byte in _bytes(codec, alphabet))


@cache
def _bytes(codec: str, letters: str) -> frozenset[int]:
    """The bytes of letters in a charset; it may lack some."""
    return frozenset(letters.encode(codec, "ignore")) - frozenset(ASCII)
