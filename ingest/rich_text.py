"""Rich text (RTF 1.9.1) as text: as Outlook keeps the body of a message, packed (MS-OXRTFCP), and word processors a document."""

from __future__ import annotations

import codecs
import re
import struct
from dataclasses import dataclass, replace

BEGIN = b"{\\rtf"
FROM_HTML, TOP = b"\\fromhtml", 1000  # stands in so many first bytes
TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]{1,4096})|[\r\n]+|\\", re.I
)
SHOWN = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "nestrow": "\n", "tab": "\t", "cell": "\t",
    "nestcell": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SIGNS = {"{": "{", "}": "}", "\\": "\\", "~": " ", "_": "-", "\n": "\n", "\r": "\n"}
# groups that are no text of the document; so is each group that begins with "\*" and is not known
LEFT_OUT = frozenset(
    "annotation atnauthor atndate atnid atnref colortbl filetbl fontemb fonttbl footer footerf footerl footerr ftncn ftnsep"
    " ftnsepc header headerf headerl headerr info listoverridetable listtable listtext nonesttables objdata pict pntext rxe"
    " shprslt stylesheet tc xe".split()
)
# groups within what is read -> what they hold: a note at the foot or the end, a number or mark before an item of a list, the
# frame of a box and the text in it, the end of a row of a table in a table
INSIDE = {
    ("footnote", "text"): "note", ("listtext", "text"): "item", ("pntext", "text"): "item", ("shpinst", "text"): "frame",
    ("shptxt", "frame"): "text", ("nesttableprops", "text"): "text",
}  # fmt: skip
FOR_OTHERS = {"htmlrtf"}  # what stands for a tag of the HTML that was wrapped, for those who read rich text alone
UNSEEN = {"deleted", "v", "plain"}  # struck out, hidden; what ends both
# Windows' number of a code page -> Python's name, where it is not "cp" and the number
CHARSETS = {
    10000: "mac_roman", 20127: "us-ascii", 20866: "koi8-r", 20932: "euc-jp", 21866: "koi8-u", 50220: "iso-2022-jp",
    50221: "iso-2022-jp", 50222: "iso-2022-jp", 51932: "euc-jp", 51936: "gbk", 51949: "euc-kr", 54936: "gb18030",
    65000: "utf-7", 65001: "utf-8", 936: "gbk", 1361: "johab",
} | {28590 + part: f"iso-8859-{part}" for part in range(1, 17)}  # fmt: skip
# a font's number of a charset -> the code page
OF_FONTS = {
    77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
    186: 1257, 204: 1251, 222: 874, 238: 1250,
}  # fmt: skip
LINK = re.compile(r"\s*HYPERLINK\s+\"?(https?://[^\"\s]{1,2000})")
MOST = 4000  # letters of a link that are looked at
DEEPEST = 1000  # groups in groups

# what the packer's window holds at first (MS-OXRTFCP, 2.1.2.1)
WINDOW = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans Serif"
    b"SymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
SIZE = 4096  # bytes of the window
LARGEST = 64 << 20  # bytes


def charset(codepage: int) -> str:
    """Python's name of a code page of Windows; that of Western Europe for one that is not known."""
    name = CHARSETS.get(codepage, f"cp{codepage}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def says(url: str, shown: list[str]) -> bool:
    """True for the words of a link that are its address; programs add a slash to it."""
    return len(shown) == 1 and len(shown[0]) < MOST and url.rstrip("/") in shown[0]


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until a group ends: is it text, an instruction of a field, or what else; its result; its letters."""

    into: str = "text"
    result: bool = False
    shadow: bool = False  # what is not shown
    charset: str = "cp1252"
    fallback: int = 1  # letters that stand for each one of Unicode


def text(data: bytes) -> str:
    """The text, with the address of each link behind its words; total, and in a time that grows with the data."""
    return _Reader(data.decode("latin-1"), wraps_html=False).text()


def html(data: bytes) -> str:
    """The HTML that Outlook wrapped in rich text (MS-OXRTFEX), "" where it is rich text of its own."""
    return _Reader(data.decode("latin-1"), wraps_html=True).text() if FROM_HTML in data[:TOP] else ""


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, source: str, wraps_html: bool) -> None:
        self._source = source
        self._wraps_html = wraps_html
        self._deeper = 0  # groups that are open below the deepest that is looked into
        self._parts: dict[str, list[str]] = {
            into: [] for into in ("text", "note", "item", "instruction", "frame", "nothing")
        }
        self._bytes = bytearray()  # letters of the group's charset, one or two bytes each
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._ansi = "cp1252"
        self._groups: list[_Group] = []
        self._group = _Group()
        self._begins = self._starred = False
        self._skip = 0  # letters that stand for one of Unicode and were not met yet
        self._url = ""
        self._shown_at = 0  # parts of the text before the result of the latest field

    def text(self) -> str:
        """The text."""
        at = 0
        while at < len(self._source):
            token = TOKEN.match(self._source, at)
            if token is None:  # cannot be
                break
            at = token.end()
            if token[1] == "bin":
                at += max(0, int(token[2] or 0))
            elif token[1]:
                self._word(token[1], int(token[2]) if token[2] else None)
            elif token[3] or token[6]:
                self._letters(bytes([int(token[3], 16)]) if token[3] else token[6].encode("latin-1"))
            elif token[5]:
                (self._open if token[5] == "{" else self._close)()
            elif token[4]:
                self._sign(token[4])
        self._flush()
        notes = "".join(self._parts["note"])
        found = ("".join(self._parts["text"]) + (f"\n{notes}" if notes else "")).replace("\0", "")
        return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _open(self) -> None:
        self._flush()
        self._begins, self._starred, self._skip = True, False, 0
        if len(self._groups) == DEEPEST:
            self._deeper += 1
            return
        self._groups.append(self._group)
        if self._group.result:
            self._group = replace(self._group, result=False)

    def _close(self) -> None:
        self._flush()
        self._begins, self._starred, self._skip = False, False, 0
        if self._deeper:
            self._deeper -= 1
            return
        closed, self._group = self._group, self._groups.pop() if self._groups else _Group()
        if closed.into == "instruction" and self._group.into != "instruction":
            found = LINK.match("".join(self._parts["instruction"]))
            self._url = found[1] if found else ""
            self._parts["instruction"].clear()
        elif closed.result and self._url and closed.into in ("text", "note"):
            if not says(self._url, self._parts[closed.into][self._shown_at :][:2]):
                self._show(f" <{self._url}>")
            self._url = ""
        elif closed.into == "item" and self._group.into != "item":
            number = "".join(self._parts["item"]).strip()
            self._add(f"{number} " if len(number) > 1 or number.isdigit() else "* ")  # "n" is a square in Wingdings
            self._parts["item"].clear()
        elif closed.into == "note" and self._group.into != "note":
            self._parts["note"].append("\n")

    def _word(self, word: str, number: int | None) -> None:
        if self._begins and not self._deeper:
            self._begin(word)
        self._begins = False
        if word == "u" and number is not None:
            self._flush()
            self._add(chr(number & 0xFFFF))
            self._skip = self._group.fallback
        elif word == "uc":
            self._group = replace(self._group, fallback=min(max(number or 0, 0), 9))
        elif word in (FOR_OTHERS if self._wraps_html else UNSEEN):
            self._flush()
            self._group = replace(self._group, shadow=number != 0 and word != "plain")
        elif word in ("f", "fcharset", "ansicpg", "mac"):
            self._flush()
            self._charset(word, number or 0)
        elif word in SHOWN:
            self._show(SHOWN[word])

    def _begin(self, word: str) -> None:
        """The first word of a group says what it holds."""
        if self._wraps_html and word in ("fldinst", "htmltag"):  # a tag tells of a link what the field does
            self._group = replace(self._group, into="text" if word == "htmltag" else "nothing")
        elif word == "fldinst" and self._group.into in ("text", "note"):
            self._group = replace(self._group, into="instruction")
        elif word == "fldrslt":
            self._group = replace(self._group, result=True)
            self._shown_at = len(self._parts[self._group.into])
        elif not self._wraps_html and (found := INSIDE.get((word, self._group.into))):
            self._group = replace(self._group, into=found)
        elif word in LEFT_OUT or self._starred:
            self._group = replace(self._group, into="nothing")

    def _charset(self, word: str, number: int) -> None:
        """Note the charset of a font, or of all fonts that say nothing else."""
        if word == "f":
            self._font = number
        elif word == "fcharset":
            if number in OF_FONTS:
                self._fonts[self._font] = charset(OF_FONTS[number])
            return
        else:
            self._ansi = charset(10000 if word == "mac" else number)
        self._group = replace(self._group, charset=self._fonts.get(number if word == "f" else self._font, self._ansi))

    def _sign(self, sign: str) -> None:
        """A backslash and what is no letter."""
        if sign == "*":
            self._starred = True
        else:
            self._show(SIGNS.get(sign, ""))

    def _letters(self, found: bytes) -> None:
        self._begins = False
        left = min(self._skip, len(found))
        self._skip -= left
        self._bytes += found[left:]

    def _show(self, found: str) -> None:
        self._begins = False
        if self._skip:
            self._skip -= 1
            return
        self._flush()
        self._add(found)

    def _flush(self) -> None:
        if self._bytes:
            self._add(self._bytes.decode(self._group.charset, "replace"))
            self._bytes.clear()

    def _add(self, found: str) -> None:
        if not (self._group.shadow or self._deeper):
            self._parts[self._group.into].append(found)


def unpacked(data: bytes) -> bytes:
    """Rich text as Outlook packs it (LZFu), or as it is where it is not packed; as far as it can be had."""
    if len(data) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<II4sI", data)
    if kind != b"LZFu":
        return data[16 : 16 + size] if kind == b"MELA" else b""
    window = bytearray(WINDOW.ljust(SIZE, b"\0"))
    out, end, at = bytearray(), len(WINDOW), 16
    while at < len(data) and len(out) < min(size, LARGEST):
        flags, at = data[at], at + 1
        for bit in range(8):
            if flags >> bit & 1:
                pair = data[at : at + 2]
                at += 2
                begin, length = (int.from_bytes(pair, "big") >> 4, (int.from_bytes(pair, "big") & 15) + 2)
                if len(pair) < 2 or begin == end:
                    return bytes(out)
                for offset in range(length):
                    byte = window[(begin + offset) % SIZE]
                    out.append(byte)
                    window[end] = byte
                    end = (end + 1) % SIZE
            else:
                out += data[at : at + 1]
                window[end : end + 1] = data[at : at + 1] or b"\0"
                end, at = (end + 1) % SIZE, at + 1
    return bytes(out[:size])
