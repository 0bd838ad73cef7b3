"""Japanese mail in seven bits (ISO-2022-JP, RFC 1468), with the characters that Windows and its mail programs write in it too.

Python's codec knows those of the standard alone, and refuses the circled digits (NEC), family names (IBM) and narrow Katakana that
stand in mails declared so. The same two bytes, shifted, are a character of Shift JIS, of which Python has Microsoft's kind.
"""

from __future__ import annotations

import re

BEGIN = re.compile(rb"\x1b(?:\$\(?[@-D]|\(I)")
SWITCH = re.compile(rb"\x1b(\$\(?[@-D]|\([A-Z]|\.[A-F])")
TWO_BYTES = {b"$@", b"$B", b"$(@", b"$(B"}  # JIS X 0208, of 1978 and of 1983
KATAKANA = b"(I"  # JIS X 0201
PAIR = re.compile(rb"[!-~]{2}")


def is_japanese(data: bytes) -> bool:
    """Does a switch to Japanese letters stand in bytes, whatever they declare?"""
    return b"\x1b" in data and BEGIN.search(data) is not None


def decode(data: bytes) -> str:
    """Text of bytes that switch between ASCII and Japanese letters; never raises.

    >>> decode(b"\\x1b$B-!\\x1b(B")
    '①'
    """
    try:
        return data.decode("iso2022_jp_2")
    except UnicodeDecodeError:
        before, *switched = SWITCH.split(data)
    runs = zip(switched[::2], switched[1::2], strict=True)
    return _ascii(before) + "".join(_run(switch, run) for switch, run in runs)


def _run(switch: bytes, run: bytes) -> str:
    """The text behind a switch; a line ends what mail programs forgot to end."""
    if switch in TWO_BYTES:
        first, *others = run.split(b"\n")
        return "\n".join([_shifted(first).decode("cp932", "replace"), *map(_ascii, others)])
    if switch == KATAKANA:
        return bytes(byte | 0x80 if 0x20 < byte < 0x60 else byte for byte in run).decode("cp932", "replace")
    return _ascii(run)


def _shifted(pairs: bytes) -> bytes:
    """Two bytes of JIS each as the two bytes of Shift JIS; what is no such pair stays."""
    return PAIR.sub(lambda pair: _shift(*pair[0]), pairs)


def _shift(row: int, cell: int) -> bytes:
    """One character: the rows of JIS, two of which are one of Shift JIS."""
    shifted = ((row - 1) >> 1) + (0x71 if row < 0x5F else 0xB1)
    return bytes((shifted, cell + (0x1F if cell < 0x60 else 0x20) if row % 2 else cell + 0x7E))


def _ascii(run: bytes) -> str:
    try:
        return run.decode("utf-8")
    except UnicodeDecodeError:
        return run.decode("cp932", "replace")
