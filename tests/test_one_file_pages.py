"""Pages that a browser saved as one file: each program's form gives the page, a mail stays a mail."""

from __future__ import annotations

import plistlib
from base64 import encodebytes
from collections.abc import Callable
from pathlib import Path
from quopri import encodestring

import pytest
from archive_pages import pipermail
from reading import Desk, mail

from ingest.files import one_file_pages

URL = "https://lists.example.net/p/commons/2025-November/000123.html"
BODY = "Jó reggelt, the masts stand on Friday.\n"
PAGE = pipermail(body=BODY, charset="utf-8")
MONTH = mail(
    "Good morning.", "From ann at example.org  Sat Nov  1 06:49:07 2025", From="ann at example.org (Ann Example)"
)
PICTURE = "--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: https://lists.example.net/a.png\n\niVBORw0KGgo=\n\n--B--\n"


def mhtml(fields: str, part: str, content: bytes) -> bytes:
    """A file of RFC 2557: the page, and a picture that it shows."""
    head = f'{fields}MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="B"\n\n\n--B\n{part}\n'
    return head.encode() + content + b"\n" + PICTURE.encode()


def web_archive(content: bytes, kind: str, charset: str, form: plistlib.PlistFormat) -> bytes:
    """What Safari saves."""
    main = {
        "WebResourceData": content,
        "WebResourceFrameName": "",
        "WebResourceMIMEType": kind,
        "WebResourceTextEncodingName": charset,
        "WebResourceURL": URL,
    }
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=form)


SAVED_ON = "Subject: [commons] Masts\nDate: Sat, 1 Nov 2025 12:00:00 -0000\n"
CHROME = f"From: <Saved by Blink>\nSnapshot-Content-Location: {URL}\n{SAVED_ON}"
EXPLORER = f"From: =?iso-8859-1?Q?Von_Internet_Explorer_gespeichert?=\n{SAVED_ON}"
PLACE = f"Content-Location: {URL}\n"
QUOTED = f"Content-Type: text/html\nContent-ID: <1@mhtml.blink>\nContent-Transfer-Encoding: quoted-printable\n{PLACE}"
PACKED = f'Content-Type: text/html; charset="iso-8859-2"\nContent-Transfer-Encoding: base64\n{PLACE}'
LATIN = PAGE.replace("charset=utf-8", "charset=iso-8859-2").encode("iso-8859-2")
SAVED = {
    "Chrome and Edge": mhtml(CHROME, QUOTED, encodestring(PAGE.encode())),
    "... with the line ends of Windows": mhtml(CHROME, QUOTED, encodestring(PAGE.encode())).replace(b"\n", b"\r\n"),
    "Internet Explorer": mhtml(EXPLORER, PACKED, encodebytes(LATIN)),
    "Word, which names nobody": mhtml("", PACKED, encodebytes(LATIN)),
    "Safari": web_archive(PAGE.encode(), "text/html", "UTF-8", plistlib.FMT_BINARY),
    "Safari, in another charset": web_archive(LATIN, "text/html", "iso-8859-2", plistlib.FMT_BINARY),
    "programs that write it as XML": web_archive(PAGE.encode(), "text/html", "", plistlib.FMT_XML),
}


@pytest.mark.parametrize("form", SAVED)
def test_a_page_saved_as_one_file_is_that_page(tmp_path: Path, form: str) -> None:
    desk = Desk(tmp_path)
    desk.put("Masts.page", SAVED[form])
    desk.put("000123.html", PAGE)
    assert desk.ingest().problems == []
    assert desk.seen("select distinct format from sources") == ["pipermail page"]
    assert desk.seen("select distinct own from sightings") == [BODY.strip()]
    assert URL in desk.seen("select url from sightings")
    summary = desk.dedupe()
    assert (summary.found, summary.notes) == (2, 1)


def test_a_month_that_safari_showed_is_read_as_the_month(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("2025-November.webarchive", web_archive(MONTH.encode(), "text/plain", "", plistlib.FMT_BINARY))
    assert desk.ingest().problems == []
    assert desk.seen("select format, found from sources") == [("pipermail", 1)]


def test_a_mail_with_pictures_stays_a_mail(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    fields = "From: Ann Example <ann@example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\nSubject: Masts\n"
    for name, more in (("to", "To: commons@example.org\n"), ("draft", "")):
        desk.put(f"{name}.eml", mhtml(fields + more, QUOTED, b"<p>Good morning.</p>"))
    desk.ingest()
    assert desk.seen("select format, found from sources") == [("eml", 1)] * 2


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def emptied(data: bytes) -> bytes:  # noqa: ARG001
    return mhtml(CHROME, QUOTED, b"")


def of_pictures(data: bytes) -> bytes:
    return data.replace(b"text/html\n", b"image/png\n")


@pytest.mark.parametrize(
    ("form", "spoilt"), [("Safari", cut), ("Chrome and Edge", emptied), ("Chrome and Edge", of_pictures)]
)
def test_a_saved_page_without_a_page_is_one_problem(
    tmp_path: Path, form: str, spoilt: Callable[[bytes], bytes]
) -> None:
    desk = Desk(tmp_path)
    desk.put("Masts.page", spoilt(SAVED[form]))
    ((_, problem),) = desk.ingest().problems
    assert (problem.what, problem.detail) == (
        "a saved page that cannot be read",
        "save it again, as web page or as text",
    )


def test_properties_of_another_program_are_no_page() -> None:
    assert not one_file_pages.is_one(plistlib.dumps({"Mail": "commons"}, fmt=plistlib.FMT_BINARY))
