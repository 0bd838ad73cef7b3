"""What transport left in a text: soft line ends, encodings that nobody undid, files between the lines, marks nobody sees.

Applied before a body is taken apart. Everything here is total, and linear in the length of the text.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape

from ingest.message import Attachment

# shown by nothing; the joiners U+200C and U+200D stay: Persian, Indic scripts and emoji need them
UNSEEN = re.compile("[\u00ad\u180e\u200b\u2060\ufeff]")
BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
ESCAPED = re.compile(r"=(?:20(?!\d)|3D|[89A-F][0-9A-F])")  # "=2006" is a year
NEVER_ESCAPED = re.compile(r"=(?:0[0-8BCEF]|1[0-9A-F]|7F)")  # no text has these characters: "Fs=1562" is a program's
BROKEN_PROSE = re.compile(r"^(?=(?:[^ \n]* ){6})[^\n]{50,75} =\r?\n(?=[>\w])", re.M)  # lines that a soft break ends
FEWEST_ESCAPES = 3  # fewer may be what somebody wrote about: "a=20"

# QQ writes the text part of a mail with entities of its HTML: "------------------&nbsp;Original&nbsp;------------------"
ENTITIES = re.compile(r"^[> \t]{0,40}-{6,30}&nbsp;[^&\n]{1,40}&nbsp;-{6,30}[ \t]{0,10}\r?$", re.M)

UU_BEGIN = re.compile(r"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?$", re.M)
UU_LINE = re.compile(r"[ -`]{1,62}\r?")
UU_FLAT = re.compile(r"(?<!\S)begin [0-7]{3,4} (\S{1,200}) ((?:M[!-`]{60} )+(?:[!-L][!-`]{4,60} )?)` end(?!\S)")
SHORTEST_BASE64 = 60  # characters of a line, as mail programs write them
FEWEST_BASE64 = 8  # lines; shorter ones are keys and hashes that people write about
BASE64 = re.compile(  # where a body was flattened, blanks stand between what were lines
    rf"(?<!\S)(?:[A-Za-z0-9+/]{{{SHORTEST_BASE64},76}}(?:\r?\n| |\Z)){{{FEWEST_BASE64},}}"
)
BASE64_END = re.compile(r"([A-Za-z0-9+/]{0,76}={0,2})(?:\r?\n|\Z)")
FLAT_END = re.compile(r"([A-Za-z0-9+/]{2,76}={0,2})(?: |\r?\n|\Z)")
# Eudora took files out of mails, and noted where it put them; on a Macintosh with ":" between folders
CONVERTED = re.compile(r"^Attachment Converted: (\"?)([^\"\n]{1,400})\1[ \t]*(?:\n|\Z)", re.M)
FOLDERS = re.compile(r"[\\/:]")
LIKE_A_WORD = re.compile(r"[A-Za-z]?(?:[a-z]*|[A-Z]*)|[0-9]*")


def unflow(text: str, delete_space: bool = False) -> str:
    """A format=flowed text (RFC 3676) with each paragraph on one line; quote marks and "-- " keep their lines."""
    lines: list[str] = []
    depth_before, open_before = -1, False
    for line in text.split("\n"):
        line = line.removesuffix("\r")
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        if open_before and depth == depth_before and content != "-- ":
            lines[-1] = (lines[-1][:-1] if delete_space else lines[-1]) + content
        else:
            lines.append(f"{'>' * depth} {content}" if depth else content)
        depth_before, open_before = depth, content.endswith(" ") and content != "-- "
    return "\n".join(lines)


def tidy(text: str) -> str:
    """The text without characters that show nothing, odd blanks as plain ones, quoted-printable that was left in undone."""
    if "=" in text:
        text = _without_quoted_printable(text)
    if "&nbsp;" in text and ENTITIES.search(text):
        text = unescape(text)
    if text.isascii():
        return text
    return BLANKS.sub(" ", UNSEEN.sub("", text))


def _is_encoded(text: str) -> bool:
    """Are there escapes, and soft line breaks or nothing that speaks against them? Or is each equal sign one of these?"""
    escapes = len(ESCAPED.findall(text))
    if escapes >= FEWEST_ESCAPES:
        return SOFT_BREAK.search(text) is not None or text.count("=") <= 2 * escapes
    is_broken = " =" in text and len(BROKEN_PROSE.findall(text)) > 1
    return is_broken and len(SOFT_BREAK.findall(text)) + escapes == text.count("=")


def _without_quoted_printable(text: str) -> str:
    """The text decoded, where it is plainly still encoded."""
    if not _is_encoded(text) or NEVER_ESCAPED.search(text):
        return text
    try:
        return quopri.decodestring(text.encode("utf-8", "surrogatepass")).decode("utf-8")
    except UnicodeDecodeError:
        return text


def take_out(text: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text without files between its lines (uuencode, base64, notes of Eudora), and those files as attachments."""
    found = [*_uuencoded(text), *_base64(text)] if len(text) > 300 else []
    if "Attachment Converted: " in text:
        found += _converted(text)
    if not found:
        return text, ()
    kept, done = [], 0
    attachments = []
    for start, end, attachment in sorted(found, key=lambda block: block[0]):
        if start >= done:
            kept.append(text[done:start])
            attachments.append(attachment)
            done = end
    return "".join((*kept, text[done:])), tuple(attachments)


def _uuencoded(text: str) -> Iterator[tuple[int, int, Attachment]]:
    """Start, end and file of each uuencoded block; one that does not end is text."""
    if "begin" not in text:
        return
    yield from _flat_uuencoded(text)
    for begin in UU_BEGIN.finditer(text):
        data, at = bytearray(), begin.end() + 1
        while at < len(text) and not text.startswith("end", at):
            end = _line_end(text, at)
            if not UU_LINE.fullmatch(text, at, end):
                break
            try:
                data += binascii.a2b_uu(text[at:end].rstrip("\r"))
            except binascii.Error:
                break
            at = end + 1
        if data and text.startswith("end", at):
            yield begin.start(), min(len(text), _line_end(text, at) + 1), _file(begin[1].strip(), bytes(data))


def _converted(text: str) -> Iterator[tuple[int, int, Attachment]]:
    """Start, end and file of each note of Eudora about a file that it took out of the mail."""
    for note in CONVERTED.finditer(text):
        yield *note.span(), Attachment(FOLDERS.split(note[2])[-1].strip())


def _flat_uuencoded(text: str) -> Iterator[tuple[int, int, Attachment]]:
    """Start, end and file of each uuencoded block whose lines stand on one; encoders write "`" for a blank."""
    for block in UU_FLAT.finditer(text):
        try:
            data = b"".join(map(binascii.a2b_uu, block[2].split()))
        except binascii.Error:
            continue
        yield *block.span(), _file(block[1], data)


def _base64(text: str) -> Iterator[tuple[int, int, Attachment]]:
    """Start, end and file of each run of base64 lines, which may stand on one line."""
    if not _may_hold_base64(text):
        return
    for block in BASE64.finditer(text):
        end = block.end()
        last = BASE64_END.match(text, end) if text[end - 1] == "\n" else FLAT_END.match(text, end)
        if last and (len("".join(block[0].split())) + len(last[1])) % 4 == 0:
            end = last.end() if text[end - 1] == "\n" or not LIKE_A_WORD.fullmatch(last[1]) else end
        found = _decoded(text[block.start() : end])
        if found is not None:
            yield block.start(), end, _file("", found)


def _may_hold_base64(text: str) -> bool:
    """True where enough pieces between blanks are as long as lines of base64; only lines that are long are looked at."""
    long = [line for line in text.split("\n") if len(line) >= SHORTEST_BASE64]
    if sum([" " not in line for line in long]) >= FEWEST_BASE64:
        return True
    flat = [line for line in long if len(line) > SHORTEST_BASE64 * FEWEST_BASE64]
    return any(sum([len(piece) >= SHORTEST_BASE64 for piece in line.split(" ")]) >= FEWEST_BASE64 for line in flat)


def _decoded(block: str) -> bytes | None:
    packed = "".join(block.split())
    try:
        return binascii.a2b_base64(packed + "=" * (-len(packed) % 4))
    except binascii.Error:
        return None


def _file(name: str, data: bytes) -> Attachment:
    return Attachment(name, "application/octet-stream", len(data), sha256(data).hexdigest(), content=data)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
