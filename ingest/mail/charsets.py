"""Bytes to text, whatever the mail says its charset is."""

from __future__ import annotations

import codecs
from functools import lru_cache

from ingest.mail.undeclared import codec_of

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
    """Text of ``data``: UTF-8 where it is that, else as declared, else as its letters say, mostly Windows-1252.

    Never raises, and drops no byte but NUL.

    Bytes that are valid UTF-8 and not ASCII are UTF-8 far more surely than any declaration says. Lines end in "\\n", whatever
    the mail, the file and the parser end them with.
    """
    declared = codec(charset) if charset else ""
    if declared.startswith(("utf-16", "utf-32", "iso2022", "utf-7", "hz")):  # these look like ASCII or hold NULs
        return data.decode(declared, "replace").replace("\x00", "").replace("\r\n", "\n")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_8bit(data, declared)
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.replace("\r\n", "\n") if "\r" in text else text


def _decode_8bit(data: bytes, declared: str) -> str:
    """Text of bytes that are no valid UTF-8."""
    if declared and declared != "utf-8":
        try:
            return data.decode(declared)
        except UnicodeError:  # "undefined" and "idna" say it so, other codecs that they cannot decode
            pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    try:
        return data.decode(codec_of(data))
    except UnicodeDecodeError:
        return data.decode("latin-1")


def guessed(data: bytes) -> str:
    """The codec of bytes that declare none: of a body, for the few words of its header; "" where it is UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "" if _mostly_utf8(data) else codec_of(data)
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """True where a few broken bytes spoil a text that is UTF-8 otherwise."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 4 < sum(1 for c in text if c > "\x7f") - broken
