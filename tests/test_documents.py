"""Documents of all kinds: their text, title, day and links; and what is said where there is no text."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path, PurePath

import pytest
from reading import Desk, post, posts

from ingest import formats
from ingest.formats import Format, document, docx, pdf, web_page
from ingest.message import Kind, Problem

TEXT = "We met at nine in the old hall. Those who came agreed that the masts shall stand until the summer, and then be painted."
HTML = f"""<!DOCTYPE html><html><head><title>Commons: minutes</title><script>alert(1)</script></head><body>
<p>Date: 2 April 2025</p><p>{TEXT}</p><p>See the <a href="https://example.org/plan">plan</a>.</p>
<blockquote>Masts are tall.</blockquote></body></html>"""

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


LATIN_1 = HTML.replace("<head>", '<head><meta charset="iso-8859-1">').replace("tall", "größer").encode("latin-1")
MARKDOWN = f'---\ntitle: "Spring meeting"\ndate: 2025-04-02\n---\n\n{TEXT}\n<https://example.org/plan>\n'
LINES = ("Spring meeting of the commons.", "Date: 2 April 2025", *TEXT.split(". "))
KINDS: list[tuple[Format, bytes, str]] = [  # (format, document, its title)
    (web_page, HTML.encode(), "Commons: minutes"),
    (web_page, HTML.replace("<p>Date", "<h1>Spring\n meeting</h1><p>Date").encode(), "Spring meeting"),
    (web_page, LATIN_1, "Commons: minutes"),
    (docx, a_docx("# Spring meeting", "Date: 2 April 2025", TEXT), "Spring meeting"),
    (pdf, a_pdf(*LINES), "Spring meeting of the commons."),
    (document, MARKDOWN.encode(), "Spring meeting"),
]


@pytest.mark.parametrize(("form", "data", "title"), KINDS, ids=[form.NAME for form, _, _ in KINDS])
def test_a_document_is_kept_whole_with_its_title_day_and_links(form: Format, data: bytes, title: str) -> None:
    assert formats.detect(data[: formats.HEAD], PurePath("x")) is form
    found = post(form, data)
    assert found.kind is Kind.DOCUMENT
    assert (found.subject, found.sent) == (title, date(2025, 4, 2))
    for words in ("We met at nine", "then be painted", "https://example.org/plan"):
        assert words in found.text
    assert "alert" not in found.text


def test_documents_of_all_kinds_reach_the_archive_with_their_links(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for number, (_, data, _) in enumerate(KINDS):
        desk.put(f"{number}", data)
    assert desk.ingest().problems == []
    assert desk.seen("select distinct kind from sightings") == ["document"]
    assert desk.seen("select count(*) from links where url = 'https://example.org/plan'") == [len(KINDS)]


LINKS = "".join(f'<li><a href="https://example.org/{n}">Message number {n} of the list</a></li>' for n in range(50))
TEXTLESS = [  # (what it is, format, bytes, what is said)
    ("a form to log in", web_page, f"<html><p>{TEXT}</p><form><input name=p type='password'></form></html>", "a page to log in at"),
    ("a list of links", web_page, f"<html><h1>The list</h1><ul>{LINKS}</ul></html>", "a web page without a text of its own"),
    ("an error page", web_page, "<html><h1>404 Not Found</h1><p>nginx</p></html>", "a web page without a text of its own"),
    ("a scanned page", pdf, a_pdf().replace(b"/Annots [6 0 R]", b""), "a PDF without text"),
    ("a PDF cut off", pdf, a_pdf("x")[:60], "a PDF that is damaged or encrypted"),
    ("a Word document cut off", docx, a_docx("x")[:900], "a damaged Word document"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "form", "data", "said"), TEXTLESS, ids=[row[0] for row in TEXTLESS])
def test_where_there_is_no_text_it_is_said(what: str, form: Format, data: bytes | str, said: str) -> None:
    (found,) = posts(form, data.encode() if isinstance(data, str) else data)
    assert isinstance(found, Problem), what
    assert found.what == said


@pytest.mark.parametrize(("form", "package", "data"), [(docx, "mammoth", a_docx("x")), (pdf, "pypdf", a_pdf("x"))])
def test_without_the_extra_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, form: Format, package: str, data: bytes
) -> None:
    monkeypatch.setattr(form, package, None)
    (found,) = posts(form, data)
    assert isinstance(found, Problem)
    assert found.what == f"{package} is not installed"
    assert "each-note-once[documents]" in found.detail


def test_a_word_document_that_unpacks_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "LARGEST", 1 << 20)
    (found,) = posts(docx, a_docx("x" * (2 << 20)))
    assert isinstance(found, Problem)
    assert "too large" in found.detail
