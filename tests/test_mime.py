"""Bodies, parts and attachments of mails; the fast parser and the plain one see the same."""

from __future__ import annotations

import gzip
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from reading import ROOT

from ingest import headers
from ingest.formats import envelope, mbox
from ingest.mail import header_faults, mime
from ingest.mail.mime import Content
from ingest.message import Attachment

FOOTER = "____\ncommons mailing list\n"


def multipart(kind: str, *parts: str, boundary: str = "b", end: bool = True) -> str:
    joined = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{joined}' + (f"--{boundary}--\n" if end else "")


def part(body: str, kind: str = "text/plain", **fields: str) -> str:
    named = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items())
    return f"Content-Type: {kind}\n{named}\n{body}"


def packed(text: str | bytes) -> str:
    return b64encode(text.encode() if isinstance(text, str) else text).decode()


def kept(name: str, kind: str, data: bytes) -> Attachment:
    return Attachment(name, kind, len(data), sha256(data).hexdigest())


MORNING = "Good morning."
TEXT = part(MORNING)
HTML = "<p>Good <b>morning</b>.</p>"
PAGE = part(HTML, "text/html")
INNER = "From: ben@example.org\nSubject: Inside\nMessage-ID: <in@example.org>\n\nGood evening."
QP = {"Content_Transfer_Encoding": "quoted-printable"}
BASE64 = {"Content_Transfer_Encoding": "base64"}
LATIN_1, LATIN_2, UTF_8 = ("text/plain; charset=" + name for name in ("iso-8859-1", "iso-8859-2", "utf-8"))

BODIES = [  # (what the mail is, mail, its text, its HTML: only where not all of it is at hand as text)
    ("plain", TEXT, MORNING, ""),
    ("no Content-Type", f"Subject: x\n\n{MORNING}", MORNING, ""),
    ("8-bit without a charset", part("Guten Tag, Möwe."), "Guten Tag, Möwe.", ""),
    ("HTML only", PAGE, "", HTML),
    ("text and HTML", multipart("alternative", TEXT, PAGE), MORNING, ""),
    ("HTML and text", multipart("alternative", PAGE, TEXT), MORNING, ""),
    ("an empty text beside HTML", multipart("alternative", part(" "), PAGE), "", HTML),
    (
        "one text beside pieces of HTML with a file between them, as Apple Mail writes them",
        multipart("alternative", TEXT, multipart("mixed", PAGE, part("", "application/pdf"), PAGE, boundary="c")),
        MORNING,
        "",
    ),
    (
        "no text beside them, and a footer in one",
        multipart("alternative", part(" "), multipart("mixed", PAGE, part(FOOTER), PAGE, boundary="c")),
        "",
        f"{HTML}\n<pre>{FOOTER}</pre>\n{HTML}",
    ),
    (
        "pieces of text with a file between them, and one page",
        multipart("alternative", multipart("mixed", TEXT, part("", "image/png"), TEXT, boundary="c"), PAGE),
        f"{MORNING}\n{MORNING}",
        "",
    ),
    (
        "a choice in a choice",
        multipart("alternative", multipart("alternative", TEXT, PAGE, boundary="c"), part("", "text/calendar")),
        MORNING,
        "",
    ),
    (
        "text and a footer",
        multipart("mixed", TEXT, part(FOOTER, Content_Disposition="inline")),
        f"{MORNING}\n{FOOTER}",
        "",
    ),
    ("HTML and a footer", multipart("mixed", PAGE, part(FOOTER)), "", f"{HTML}\n<pre>{FOOTER}</pre>"),
    (
        "text and HTML and a footer",
        multipart("mixed", multipart("alternative", TEXT, PAGE, boundary="c"), part(FOOTER)),
        f"{MORNING}\n{FOOTER}",
        "",
    ),
    ("the only text has a name", multipart("mixed", part(MORNING, 'text/plain; name="body.txt"')), MORNING, ""),
    ("two texts", multipart("mixed", TEXT, part("Good night.")), f"{MORNING}\nGood night.", ""),
    ("base64", part(packed("Good morning, Möwe.\n"), UTF_8, **BASE64), "Good morning, Möwe.\n", ""),
    ("base64 in capitals", part(packed(MORNING), Content_Transfer_Encoding="BASE64"), MORNING, ""),
    ("quoted-printable", part("Good mor=\nning,=20M=C3=B6we.", UTF_8, **QP), "Good morning, Möwe.", ""),
    ("quoted-printable that is none", part("1 =x 2 = 3", **QP), "1 =x 2 = 3", ""),
    ("Latin-2", part("W=EAdrowska", LATIN_2, **QP), "Wędrowska", ""),
    ("a charset that nobody knows", part("M=C3=B6we", "text/plain; charset=x-none", **QP), "Möwe", ""),
    ("a charset that is wrong", part("M=C3=B6we", LATIN_1, **QP), "Möwe", ""),
    ("a charset in single quotes", part("M=F6we", "text/plain; charset='iso-8859-1'", **QP), "Möwe", ""),
    ("no end boundary", multipart("mixed", TEXT, end=False), MORNING, ""),
    ("a boundary that is not indented", multipart("mixed", TEXT).replace("; b", ";\nb", 1), MORNING, ""),
    ("two parameters that are not", multipart("mixed", TEXT).replace("; b", ";\ntype=x; \nb", 1), MORNING, ""),
    ("a charset that is not", part("M=F6we", LATIN_1.replace("; ", ";\n"), **QP), "Möwe", ""),
    (
        "a charset that is not, in a part",
        multipart("mixed", part("M=F6we", LATIN_1.replace("; ", ";\n"), **QP)),
        "Möwe",
        "",
    ),
    ("a text about one", part("Content-Type: x/y;\nname=a\n"), "Content-Type: x/y;\nname=a\n", ""),
    ("a preamble", multipart("mixed", TEXT).replace("\n\n", "\n\nThis is MIME.\n\n", 1), MORNING, ""),
    ("an epilogue", multipart("mixed", TEXT) + "after\n", MORNING, ""),
]

FILES = [  # (what the part is, part, attachment)
    (
        "a file",
        part(packed("a,b\n"), "text/csv", Content_Disposition='attachment; filename="a.csv"', **BASE64),
        kept("a.csv", "text/csv", b"a,b\n"),
    ),
    (
        "lines of a file, as they were encoded",
        part(packed("a\r\nb\r\n"), "text/csv", Content_Disposition="attachment", **BASE64),
        kept("", "text/csv", b"a\r\nb\r\n"),
    ),
    (
        "a text with a name, shown inline",
        part("+ a", Content_Disposition='inline; filename="a.patch"'),
        kept("a.patch", "text/plain", b"+ a"),
    ),
    (
        "a name in a charset (RFC 2231)",
        part("+", "text/x-diff", Content_Disposition="attachment; filename*=utf-8''m%C3%B6we.patch"),
        kept("möwe.patch", "text/x-diff", b"+"),
    ),
    (
        "a name in pieces (RFC 2231)",
        part("+", "text/x-diff", Content_Disposition='attachment; filename*0="one"; filename*1="-two.patch"'),
        kept("one-two.patch", "text/x-diff", b"+"),
    ),
    (
        "a name as encoded word",
        part("+", "text/x-diff", Content_Disposition='attachment; filename="=?utf-8?Q?m=C3=B6we.patch?="'),
        kept("möwe.patch", "text/x-diff", b"+"),
    ),
    (
        "S/MIME",
        part(packed(b"\x30\x80"), 'application/pkcs7-signature; name="smime.p7s"', **BASE64),
        kept("smime.p7s", "application/pkcs7-signature", b"\x30\x80"),
    ),
    ("PGP", part("-----BEGIN", "application/pgp-signature"), kept("", "application/pgp-signature", b"-----BEGIN")),
    ("a calendar", part("BEGIN:VCALENDAR", "text/calendar"), kept("", "text/calendar", b"BEGIN:VCALENDAR")),
    (
        "a picture of a page",
        multipart("related", PAGE, part("R0lG", "image/gif", Content_ID="<i>", **BASE64), boundary="c"),
        kept("", "image/gif", b"GIF"),
    ),
]
ALL = [mail for _, mail, _, _ in BODIES] + [multipart("mixed", TEXT, each) for _, each, _ in FILES]

BROKEN = [  # what is broken so that each parser may make its own of it, but the words of the author are in its text
    ("a multipart without boundary", "Content-Type: multipart/mixed\n\nGood morning."),
    ("a boundary that never comes", 'Content-Type: multipart/mixed; boundary="b"\n\nGood morning.'),
    ("broken base64", part("R29vZCBtb3JuaW5nLg=", Content_Transfer_Encoding="base64")),
    ("base64 with rubbish", part("R29v*ZCBtb3!JuaW5nLg==", Content_Transfer_Encoding="base64")),
    ("an unknown encoding", part("Good morning.", Content_Transfer_Encoding="x-none")),
    ("a Content-Type that is none", part("Good morning.", "text")),
    ("an empty Content-Type", part("Good morning.", "")),
]


@pytest.fixture(params=["fast", "plain"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "fast" and not mime.FAST:
        pytest.skip("fast-mail-parser is not installed here")
    monkeypatch.setattr(mime, "FAST", request.param == "fast")
    return str(request.param)


def read(mail: str | bytes) -> Content:
    raw = mail.encode() if isinstance(mail, str) else mail
    raw = header_faults.mended(raw)
    head, body = mbox.split(raw)
    return mime.read(raw, headers.parse(raw[:head]), body)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize(("what", "mail", "text", "html"), BODIES, ids=[what for what, *_ in BODIES])
def test_a_mail_is_its_text_or_its_page(what: str, mail: str, text: str, html: str, ends: str) -> None:
    found = read(mail.replace("\n", ends))
    assert (found.text.rstrip("\n"), found.html) == (text.rstrip("\n"), html), what
    assert found.attachments == ()


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("what", "each", "attachment"), FILES, ids=[what for what, *_ in FILES])
def test_what_is_no_text_is_an_attachment(what: str, each: str, attachment: Attachment) -> None:
    kind = "alternative" if "related" in each else "mixed"
    found = read(multipart(kind, TEXT, each))
    assert (found.text.strip(), found.html, found.attachments) == (MORNING, "", (attachment,)), what


@pytest.mark.usefixtures("parser")
def test_a_file_before_the_text_and_a_file_alone_are_files() -> None:
    _, each, attachment = FILES[0]
    assert read(multipart("mixed", each, TEXT)) == Content(MORNING, attachments=(attachment,))
    assert read(each) == Content(attachments=(attachment,))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("what", "mail"), BROKEN, ids=[what for what, _ in BROKEN])
def test_of_a_broken_mail_the_words_are_kept(what: str, mail: str) -> None:
    assert "Good morning." in read(mail).text, what


@pytest.mark.usefixtures("parser")
def test_a_mail_in_a_mail_is_read_with_its_own_headers() -> None:
    found = read(multipart("mixed", part("See below."), part(INNER, "message/rfc822")))
    (inner,) = found.inner
    assert (found.text.strip(), found.attachments) == ("See below.", ())
    assert headers.message_id(inner.headers) == "in@example.org"
    assert headers.first(inner.headers, "subject") == "Inside"
    assert inner.content.text.strip() == "Good evening."


@pytest.mark.usefixtures("parser")
def test_mails_in_mails_in_mails_are_read_twelve_deep() -> None:
    mail = INNER
    for depth in range(20):
        mail = f"Subject: level {depth}\nContent-Type: message/rfc822\n\n{mail}"
    found, depth = read(mail), 0
    while found.inner:
        found, depth = found.inner[0].content, depth + 1
    assert depth == mime.DEPTH


@pytest.mark.skipif(not mime.FAST, reason="fast-mail-parser is not installed here")
@pytest.mark.parametrize("mail", [*ALL, *(mail for _, mail in BROKEN)])
def test_both_parsers_see_the_same(mail: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(mail)
    monkeypatch.setattr(mime, "FAST", False)
    plain = read(mail)  # known to differ: the last line end of a part whose end boundary is missing
    assert replace(plain, text=plain.text.rstrip("\n")) == replace(fast, text=fast.text.rstrip("\n"))


# -- real mail -----------------------------------------------------------------------------------------------------------

CORPORA = next((found for up in (0, 1) if (found := ROOT.parents[up] / "shared" / "corpora").is_dir()), None)
SLICE = 400  # messages of each file, spread over it
REAL = [] if CORPORA is None else sorted([*CORPORA.glob("mbox/*.mbox"), *CORPORA.glob("hyperkitty/*/export/*.gz")])


def both(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Content, Content]:
    mail = mbox.unescape(raw.partition(b"\n")[2])
    with monkeypatch.context() as patch:
        patch.setattr(mime, "FAST", True)
        fast = read(mail)
        patch.setattr(mime, "FAST", False)
        return fast, read(mail)


@pytest.mark.skipif(not mime.FAST, reason="fast-mail-parser is not installed here")
def test_both_parsers_see_the_same_in_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (ROOT / "data" / "sample" / "noor.mbox").read_bytes()
    for start, end in envelope.spans(data):
        fast, plain = both(data[start:end], monkeypatch)
        assert fast == plain


@pytest.mark.skipif(not mime.FAST, reason="fast-mail-parser is not installed here")
@pytest.mark.skipif(not REAL, reason="real archives are not in git: names and addresses in them belong to people")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:40])
def test_both_parsers_see_the_same_in_real_mail(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    spans = list(envelope.spans(data))
    for start, end in islice(spans, 0, None, max(1, len(spans) // SLICE)):
        fast, plain = both(data[start:end], monkeypatch)
        assert fast == plain, f"{path.name} {start}-{end}"
