"""Documents of all kinds: their text, title, day and links; and what is said where there is no text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from html import escape
from pathlib import Path, PurePath

import pytest
from growth import assert_grows_with_size, seconds
from making import a_doc, a_doc_of_word_95, a_docx, a_pdf, an_odt, an_rtf
from reading import Desk, post, posts

from ingest import formats
from ingest.formats import Format, doc, document, docx, odt, pdf, rtf, web_page
from ingest.message import Kind, Problem

TEXT = "We met at nine in the old hall. Those who came agreed that the masts shall stand until the summer, and then be painted."
HTML = f"""<!DOCTYPE html><html><head><title>Commons: minutes</title><script>alert(1)</script></head><body>
<p>Date: 2 April 2025</p><p>{TEXT}</p><p>See the <a href="https://example.org/plan">plan</a>.</p>
<blockquote>Masts are tall.</blockquote></body></html>"""


LATIN_1 = HTML.replace("<head>", '<head><meta charset="iso-8859-1">').replace("tall", "größer").encode("latin-1")
MARKDOWN = f'---\ntitle: "Spring meeting"\ndate: 2025-04-02\n---\n\n{TEXT}\n<https://example.org/plan>\n'
LINES = ("Spring meeting of the commons.", "Date: 2 April 2025", *TEXT.split(". "))
KINDS: list[tuple[Format, bytes, str]] = [  # (format, document, its title)
    (web_page, HTML.encode(), "Commons: minutes"),
    (web_page, HTML.replace("<p>Date", "<h1>Spring\n meeting</h1><p>Date").encode(), "Spring meeting"),
    (web_page, LATIN_1, "Commons: minutes"),
    (docx, a_docx("# Spring meeting", "Date: 2 April 2025", TEXT), "Spring meeting"),
    (odt, an_odt("# Spring meeting", "Date: 2 April 2025", TEXT), "Spring meeting"),
    (doc, a_doc("Spring meeting of the commons.", "Date: 2 April 2025", TEXT), "Spring meeting of the commons."),
    (rtf, an_rtf("Spring meeting of the commons.", "Date: 2 April 2025", TEXT), "Spring meeting of the commons."),
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


def test_a_body_in_html_is_read_as_html_also_where_its_words_are_few() -> None:
    found = post(web_page, "<div>I am fine.<br><br>Ann</div><blockquote>How are you?</blockquote>")
    assert [line for line in found.text.splitlines() if line] == ["I am fine.", "Ann", "> How are you?"]


LINKS = "".join(f'<li><a href="https://example.org/{n}">Message number {n} of the list</a></li>' for n in range(50))
OLD = "an old office file, or an item of Outlook, that is damaged or no text"
TEXTLESS = [  # (what it is, format, bytes, what is said)
    ("a form to log in", web_page, f"<html><p>{TEXT}</p><form><input name=p type='password'></form></html>", "a page to log in at"),
    ("a list of links", web_page, f"<html><h1>The list</h1><ul>{LINKS}</ul></html>", "a web page without a text of its own"),
    ("an error page", web_page, "<html><h1>404 Not Found</h1><p>nginx</p></html>", "a web page without a text of its own"),
    ("a scanned page", pdf, a_pdf().replace(b"/Annots [6 0 R]", b""), "a PDF without text"),
    ("a PDF cut off", pdf, a_pdf("x")[:60], "a PDF that is damaged or encrypted"),
    ("an OpenDocument text cut off", odt, an_odt("x")[:200], "a damaged OpenDocument text"),
    ("an old Word document cut off", doc, a_doc("x")[:2000], OLD),
    ("an old Word document with a password", doc, a_doc("x", flags=0x0300), "a Word document with a password"),
    ("an old Word document without its table", doc, a_doc("x", **{"1Table": {}}), "a damaged Word document"),
    ("an old Word document with pictures alone", doc, a_doc_of_word_95(b"\x01\r"), "a Word document without text"),
    ("rich text with pictures alone", rtf, b"{\\rtf1{\\pict 00}}", "rich text without text"),
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


def test_of_an_opendocument_text_what_is_shown_is_read() -> None:
    found = post(odt, an_odt("Masts"))
    assert [line for line in found.text.splitlines() if line] == [
        "Masts",
        "Two blanks",
        "and a line.",
        "* A pole",
        "Ann a mast",
        "See the plan <https://example.org/plan>.",
    ]


def test_notes_of_an_opendocument_text_stand_at_its_end_and_no_source_of_an_index_or_entity_is_read() -> None:
    note = "<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>Of wood.</t:p></t:note-body></t:note>"
    index = "<t:table-of-content-source>Contents</t:table-of-content-source>"
    entity = "<!DOCTYPE x [<!ENTITY entity SYSTEM 'making.py'>]>"
    data = an_odt(f"Masts{note} stand.", f"{index}All &amp; &lt;every&gt; one.", "Or &entity;not.", before=entity)
    found = post(odt, data)
    lines = [line for line in found.text.splitlines() if line]
    assert [*lines[:3], lines[-1]] == ["Masts stand.", "All & <every> one.", "Or not.", "Of wood."]


@pytest.mark.parametrize(("count", "blanks"), [("2", 2), ("²", 1), ("9" * 5000, 100), ("-1", 1), ("x", 1)])
def test_blanks_in_a_row_are_as_many_as_can_be(count: str, blanks: int) -> None:
    assert odt._blanks(odt.etree.Element("s", {"{t}c": count})) == " " * blanks


@pytest.mark.parametrize("mark", ["<t:tab/>", "<t:span>a</t:span>", "<t:p>a</t:p>", "<t:line-break/>"])
def test_an_opendocument_text_is_read_in_a_time_that_grows_with_it(mark: str) -> None:
    assert_grows_with_size(lambda count: seconds(lambda: post(odt, an_odt(f"A {mark * count}"))), 8_000)


@pytest.mark.parametrize("mark", ["\x13\x14a", '\x13 HYPERLINK "https://example.org/"\x14a\x15'])
def test_fields_within_fields_are_read_in_a_time_that_grows_with_them(mark: str) -> None:
    assert_grows_with_size(lambda count: seconds(lambda: post(doc, a_doc(mark * count))), 8_000)


@pytest.mark.parametrize("text", ["The masts stand.", "Die Mäste stehen – „alle“.", "Мачты стоят.", "旗が立つ。"])
def test_an_old_word_document_is_read_in_any_letters(text: str) -> None:
    found = post(doc, a_doc(text, "Ann\x07a mast\x07\x07Bob\x07a pole\x07\x07", notes="\x02 a note\r"))
    assert found.text == f"{text}\nAnn\ta mast\nBob\ta pole\n\nSee the plan <https://example.org/plan>.\n a note\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (a_doc_of_word_95(b"The masts stand.\rAll.\r"), "The masts stand.\nAll.\n"),
        (
            a_doc_of_word_95("Мачты стоят у ратуши, и все они новые.".encode("cp1251")),
            "Мачты стоят у ратуши, и все они новые.",
        ),
        (a_doc_of_word_95("旗が立つ、広場に。".encode("cp932")), "旗が立つ、広場に。"),
    ],
    ids=["English", "Russian", "Japanese"],
)
def test_a_document_of_word_95_is_read_in_the_charset_that_its_letters_tell(data: bytes, text: str) -> None:
    assert post(doc, data).text == text


def test_a_document_of_japanese_word_95_keeps_each_letter_in_two_bytes() -> None:
    sent = "旗が立つ、広場に。A"
    wide = b"".join(letter.encode("cp932")[::-1].ljust(2, b"\0") for letter in sent)
    assert post(doc, a_doc_of_word_95(wide, 0x1000)).text == sent


def test_a_mail_that_a_program_saved_as_rich_text_is_read_as_that(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    head = (
        "From: Ann Example <ann@example.org>",
        "Sent: Saturday, November 1, 2025 6:49 AM",
        "To: commons@lists.example.org",
    )
    desk.put("mail.rtf", an_rtf(*head, "Subject: Masts", "", TEXT))
    desk.ingest()
    assert desk.seen("select kind, name, subject from sightings") == [("posted", "Ann Example", "Masts")]


THREAD = (Path(__file__).parent.parent / "data" / "sample" / "what-shall-we-call-the-nodes.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "make"),
    [("docx", a_docx), ("odt", partial(an_odt, with_more=False)), ("doc", a_doc), ("rtf", an_rtf)],
    ids=lambda each: str(each)[:4],
)
def test_a_thread_pasted_into_a_word_processor_is_its_mails(
    tmp_path: Path, name: str, make: Callable[..., bytes]
) -> None:
    lines = [line for line in THREAD.split("\n") if line.strip()]
    found = []
    for number, data in enumerate(
        (THREAD.encode(), make(*(escape(line) if name in ("docx", "odt") else line for line in lines)))
    ):
        desk = Desk(tmp_path / str(number))
        desk.put("thread", data)
        assert desk.ingest().problems == []
        found.append(
            desk.seen(
                "select kind, name, sent, subject, list_name from sightings where inside = '' order by sent, name"
            )
        )
    assert len(found[0]) > 3
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "make", [lambda lines: "\n".join(lines).encode(), lambda lines: an_rtf(*lines)], ids=["text", "rtf"]
)
def test_mails_as_a_program_wrote_them_down_are_no_thread(tmp_path: Path, make: Callable[[list[str]], bytes]) -> None:
    desk = Desk(tmp_path)
    members = ['  "subject": "Masts",', '  "body": "They come on Monday.",'] * 30
    desk.put(
        "snapshot",
        make(["What was read:", *members, "participants (3)", "Show replies by date", "Back to the thread", *members]),
    )
    desk.ingest()
    assert desk.seen("select kind from sightings") == ["document"]
