"""Bytes to text, whatever the mail says its charset is."""

from __future__ import annotations

import codecs
from functools import lru_cache

from ingest.mail import iso_2022
from ingest.mail.guessed_charsets import guess

# what mails declare -> the codec that reads what they hold
CODECS = {
    "ansi_x3.4-1968": "utf-8",  # glibc's name for ASCII, from scripts run with LANG=C
    "ascii": "utf-8",  # ASCII declared, 8-bit sent: most often UTF-8
    "us-ascii": "utf-8",
    "default": "utf-8",
    "unknown": "utf-8",
    "unknown-8bit": "utf-8",  # RFC 1428
    "x-unknown": "utf-8",  # Pine
    "x-user-defined": "utf-8",
    "iso-8859-1": "cp1252",  # smart quotes at 0x80-0x9f, as browsers read it (WHATWG)
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",  # RFC 1556, logical order
    "iso-8859-8-e": "iso-8859-8",
    "big5": "cp950",  # with Microsoft's additions
    "gb2312": "gb18030",  # superset
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",  # Outlook, Korean
    "euc-kr": "cp949",
    "shift_jis": "cp932",  # with Microsoft's additions
    "x-sjis": "cp932",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "utf-8mb4": "utf-8",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "cp-850": "cp850",
}
LATIN_1 = {
    "",
    "utf-8",
    "cp1252",
}  # what programs declare that do not know: no codec at all, ASCII, or the default of theirs
LETTERS_OF_TWO_BYTES = {"gb18030", "cp950", "big5hkscs", "cp949", "cp932", "euc_jp"}
BROKEN = 20  # so many letters to one that is broken
DECLARED = 3  # times the letters that a guess needs where Latin-1 is declared


@lru_cache(maxsize=256)
def codec(charset: str) -> str:
    """The codec for a declared charset, "" where there is none."""
    name = charset.strip().strip("\"'").lower()
    name = CODECS.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def decode(data: bytes, charset: str = "") -> str:
    """Text of ``data``: UTF-8 where it is that, else as declared, else as its letters tell; never raises, drops no byte but NUL.

    Bytes that are valid UTF-8 and not ASCII are UTF-8 far more surely than any declaration says. Lines end in "\\n", whatever
    the mail, the file and the parser end them with.
    """
    declared = codec(charset) if charset else ""
    if declared.startswith(("utf-16", "utf-32", "utf-7", "hz", "iso2022_kr")):  # these look like ASCII or hold NULs
        return data.decode(declared, "replace").replace("\x00", "").replace("\r\n", "\n")
    try:
        text = iso_2022.decode(data) if iso_2022.is_japanese(data) else data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_8bit(data, declared)
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.replace("\r\n", "\n") if "\r" in text else text


def of_mail(mail: bytes, declared: str = "") -> str:
    """The charset for what a mail declares none for: its header fields, and in months of archives its body.

    A name is too short to tell it, but all of a mail is not.
    """
    if mail.isascii() or (codec(declared) if declared else "") not in LATIN_1:
        return declared
    try:
        mail.decode("utf-8")
    except UnicodeDecodeError:
        return guess(mail) or declared
    return declared


def _decode_8bit(data: bytes, declared: str) -> str:
    """Text of bytes that are no valid UTF-8."""
    if declared not in LATIN_1:
        try:
            return data.decode(declared)
        except UnicodeError:  # "undefined" and "idna" say it so, other codecs that they cannot decode
            pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    if declared in LETTERS_OF_TWO_BYTES:  # a mail program or an archive cut one in two
        text = data.decode(declared, "replace")
        if text.count("\ufffd") * BROKEN <= sum(1 for c in text if c > "\x7f"):
            return text
    if guessed := guess(data, 1 if declared != "cp1252" else DECLARED):
        return data.decode(guessed, "replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _mostly_utf8(data: bytes) -> bool:
    """True where a few broken bytes spoil a text that is UTF-8 otherwise."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 4 < sum(1 for c in text if c > "\x7f") - broken
