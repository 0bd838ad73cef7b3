"""What tests make to be read: documents of word processors, PDFs, git repositories."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import zipfile
from pathlib import Path

from compound_file import Tree, compound

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def a_docx(*paragraphs: str) -> bytes:
    """A Word document; a paragraph that begins with "#" is a heading, and the last one ends in a link."""
    style = "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"
    body = "".join(
        f"<w:p>{style if text.startswith('#') else ''}<w:r><w:t>{text.lstrip('# ')}</w:t></w:r></w:p>"
        for text in paragraphs
    )
    link = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>the plan</w:t></w:r></w:hyperlink></w:p>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/hyperlink" Target="https://example.org/plan" TargetMode="External"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name '
        'w:val="heading 1"/></w:style></w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}{link}</w:body></w:document>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def an_odt(*paragraphs: str, with_more: bool = True, before: str = "") -> bytes:
    """A text of OpenDocument, made as ``a_docx`` makes one of Word; ``with_more``: a comment, a list, a table."""
    office, text, link = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table"))
    lines = "".join(
        f"<t:h t:outline-level='1'>{each.lstrip('# ')}</t:h>" if each.startswith("#") else f"<t:p>{each}</t:p>"
        for each in paragraphs
    )
    struck = "<t:tracked-changes><t:changed-region><t:p>struck out</t:p></t:changed-region></t:tracked-changes>"
    more = (
        "<t:p>Two<t:s t:c='2'/>blanks<t:line-break/>and a<o:annotation><t:p>remark</t:p></o:annotation> line.</t:p>"
        "<t:list><t:list-item><t:p>A pole</t:p></t:list-item></t:list>"
        "<b:table><b:table-row><b:table-cell><t:p>Ann</t:p></b:table-cell>"
        "<b:table-cell><t:p>a mast</t:p></b:table-cell></b:table-row></b:table>"
    )
    rest = "<t:p>See <t:a x:href='https://example.org/plan'><t:span>the plan</t:span></t:a>.</t:p>"
    names = f"xmlns:o='{office}' xmlns:t='{text}' xmlns:b='{link}' xmlns:x='http://www.w3.org/1999/xlink'"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        shown = f"{struck}{lines}{more if with_more else ''}{rest}"
        content = f"{before}<o:document-content {names}><o:body><o:text>{shown}</o:text></o:body></o:document-content>"
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("meta.xml", f"<o:document-meta {names}><o:meta/></o:document-meta>")
    return out.getvalue()


def a_doc(*paragraphs: str, flags: int = 0x0200, notes: str = "", **more: Tree) -> bytes:
    """A document of Word 97, in pieces of one and of two bytes a letter; its last paragraph is a link, ``notes`` its notes."""
    link = 'See \x13 HYPERLINK "https://example.org/plan" \x14the plan\x15.\r'
    text = "".join(f"{each.lstrip('# ')}\r" for each in paragraphs) + link
    parts = [text[: len(text) // 2], text[len(text) // 2 :], notes, "the head of a page"]
    stream, places, rows = bytearray(2048), [0], b""
    for number, part in enumerate(parts):
        packed = number % 2 == 0 and all(ord(letter) < 256 for letter in part)
        begin = len(stream) * 2 | 0x40000000 if packed else len(stream)
        rows += struct.pack("<HIH", 0, begin, 0)
        stream += part.encode("cp1252" if packed else "utf-16-le")
        places.append(places[-1] + len(part))
    table = struct.pack(f"<{len(places)}I", *places) + rows
    clx = b"\x01" + struct.pack("<H", 3) + b"xyz" + b"\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, flags)
    struct.pack_into("<III", stream, 0x4C, len(text), len(notes), len(parts[-1]))
    struct.pack_into("<II", stream, 0x1A2, 5, len(clx))
    return compound({"WordDocument": bytes(stream), "1Table": b"other" + clx, "0Table": b"", **more})


def a_doc_of_word_95(text: bytes, flags: int = 0) -> bytes:
    """A document of Word 6 or 95."""
    stream = bytearray(768) + text
    struct.pack_into("<HH", stream, 0, 0xA5DC, 104)
    struct.pack_into("<H", stream, 0x0A, flags)
    struct.pack_into("<I", stream, 0x18, 768)
    struct.pack_into("<I", stream, 0x34, len(text) // 2 if flags else len(text))
    return compound({"WordDocument": bytes(stream)})


def an_rtf(*paragraphs: str) -> bytes:
    """Rich text, made as ``a_docx`` makes a document of Word."""
    lines = "".join(f"{_escaped(each.lstrip('# '))}\\par\r\n" for each in paragraphs)
    link = '{\\field{\\*\\fldinst{ HYPERLINK "https://example.org/plan"}}{\\fldrslt{\\ul the plan}}}.'
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times;}{\\f1\\fcharset204 Times Cyr;}}{\\info{\\title no text}}"
    return f"{head}{{\\header head of a page}}{lines}See {link}\\par}}".encode("latin-1")


def _escaped(text: str) -> str:
    """Letters that are no ASCII by their numbers, with a question mark for programs that know no such letters."""
    units = struct.unpack(f"<{len(text.encode('utf-16-le')) // 2}h", text.encode("utf-16-le"))
    return "".join(chr(unit) if 0 < unit < 128 else f"\\u{unit}?" for unit in units)


def a_pdf(*lines: str) -> bytes:
    """A PDF of one page with a link on it."""
    shown = "\n".join(f"({line}) Tj 0 -20 Td" for line in lines)
    stream = f"BT /F1 12 Tf 50 700 Td\n{shown}\nET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Annots [6 0 R]"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/plan) >> >>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(out)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode()


def git(repository: Path, *arguments: str) -> str:
    names = {
        f"GIT_{who}_{what}": f"a@example.org {what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=master", *arguments],
        cwd=repository, env=os.environ | names, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def commit(repository: Path, files: dict[str, str]) -> None:
    """A commit whose tree is exactly these files."""
    git(repository, "rm", "-rfq", "--ignore-unmatch", ".")
    for name, text in files.items():
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text(text)
    git(repository, "add", "-A", "-f")
    git(repository, "commit", "-q", "--allow-empty", "-m", "mail")


def made(repository: Path) -> Path:
    repository.mkdir(parents=True)
    git(repository, "init", "-q")
    return repository
