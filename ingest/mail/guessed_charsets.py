"""The charset of bytes that declare none or a wrong one, as mails before 2005 and archives of them do.

Told by what the bytes would say: the letters that a language writes most often are most of a text in it. All else is read as
Windows-1252. Tables, and pure functions that look at the begin of a text only.
"""

from __future__ import annotations

import codecs
import re

LOOKED_AT = 50_000  # bytes
RUN = re.compile(rb"[\x80-\x9f\xa1-\xff]+")  # but for hard blanks, which stand between words of any language

# A charset whose letters stand in runs -> what is so many hundredths of a text in it: the letters that are written most often,
# Japanese kana, Korean syllables, the Chinese words of grammar. The first of two that say as much is taken.
_CYRILLIC = "оеаинтсрвлкмдпуіяь"  # Russian, Ukrainian, Bulgarian, Macedonian, Serbian
_ARABIC = "اليمنروةتبهدسعف"
_CHINESE = (
    "的一是不了人我在有他这這个個上们們来來到时時大地为為子中你说說生国國年著就那和要她出也得里後后自以會会家可下而过過天去能對对小多然"
    "於于心學学請请問问"
)
COMMON = {
    "koi8_u": (_CYRILLIC, 50),  # Unix, Usenet, FidoNet
    "cp1251": (_CYRILLIC, 50),  # Windows
    "cp866": (_CYRILLIC, 50),  # DOS
    "iso8859_5": (_CYRILLIC, 50),
    "cp1253": ("αοιετσνηυρπκμλωςάίόέήύ", 60),
    "cp1255": ("יוהלאשרתבמנ", 55),
    "cp1256": (_ARABIC, 60),
    "iso8859_6": (_ARABIC, 60),
    "cp874": ("านรเกอทมยลวสดต่้ิี", 55),
    "euc_jp": (r"\u3041-\u30fe、。", 30),
    "cp932": (r"\u3041-\u30fe、。", 30),
    "cp949": ("\uac00-\ud7a3", 75),
    "gb18030": (f"{_CHINESE}，。、", 15),
    "cp950": (f"{_CHINESE}，。、", 15),
}
_COMMON = {codec: (re.compile(f"[{letters}]"), share) for codec, (letters, share) in COMMON.items()}
LONG, IN_RUNS = 3, 60  # so many hundredths of the bytes stand in runs of three and more
FEWEST_IN_RUNS = 8
BROKEN = 2  # hundredths of the letters that transport may have spoilt

# A Latin charset -> the letters outside ASCII of each language that is written in it.
LATIN = {
    "cp1252": (
        "äöüß", "àâæçéèêëîïôœùûü", "áéíñóúü", "ãáâàçéêíóôõúü", "àèéìîòù", "åäöéü", "æøåéòôäöü", "áéíóúýþæöð", "àéèëïöüê", "äöüõšž",
        "àçéèíïóòúü·",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţșț"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("çğıöşüâîûi̇",),
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž"),
}  # fmt: skip
WORDS = re.compile(
    r"(?:(?<=[a-zA-Z])|(?=[^\x00-\x7f][a-zA-Z]))[^\x00-\xa0«»„“”‘’–—…·•´¨]"
)  # letters beside those of ASCII
FEWEST_LATIN, FEWEST_KINDS = 6, 3
PLAIN, SURE = 90, 97  # hundredths that Windows-1252 lacks and another charset has, of letters in one language


def guess(data: bytes, times: int = 1) -> str:
    """The codec that reads bytes which are not UTF-8; "" where nothing speaks for another one than Windows-1252.

    They must be ``times`` as many as a guess needs otherwise.

    >>> guess("Добрый день, коллеги".encode("koi8-r"))
    'koi8_u'
    """
    begin = data[:LOOKED_AT]
    runs = [len(run) for run in RUN.findall(begin)]
    if 100 * sum(length for length in runs if length >= LONG) >= IN_RUNS * sum(runs):
        return _other_script(begin) if sum(runs) >= times * FEWEST_IN_RUNS else ""
    return _latin(begin) if sum(runs) >= times * FEWEST_LATIN else ""


def _other_script(data: bytes) -> str:
    """The charset of a text in another script than the Latin one."""
    best, most = "", 1.0
    for codec, (common, share) in _COMMON.items():
        text = _decoded(data, codec)
        letters = sum(1 for letter in text if letter > "\x7f")
        if 100 * text.count("\ufffd") > BROKEN * letters:
            continue
        found = 100 * len(common.findall(text)) / (share * letters)
        if found > most:
            best, most = codec, found
    return best


def _latin(data: bytes) -> str:
    """The Latin charset in which a text is all of one language, where it is not so in Windows-1252."""
    if _share(data, "cp1252") >= PLAIN:
        return ""
    shares = {codec: _share(data, codec) for codec in LATIN if codec != "cp1252"}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= SURE else ""


def _share(data: bytes, codec: str) -> float:
    """How many hundredths of the letters outside ASCII are of one language in a charset; 0 where they are too few to tell."""
    letters = "".join(WORDS.findall(_decoded(data, codec))).lower()
    if len(letters) < FEWEST_LATIN or len(set(letters)) < FEWEST_KINDS:
        return 0
    return max(100 * sum(map(language.count, letters)) / len(letters) for language in LATIN[codec])


def _decoded(data: bytes, codec: str) -> str:
    """The text; what is cut off at the end is left out."""
    return codecs.getincrementaldecoder(codec)("replace").decode(data)
