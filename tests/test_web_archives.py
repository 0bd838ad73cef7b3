"""Web archives: the pages in them are read as if they had been saved one by one, and know where they were."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
import zlib

import pytest
from archive_pages import pipermail
from reading import Desk, mail

from ingest.files import containers, web_archives
from ingest.files.unpack import Room, zstd

URL = "https://lists.example.net/pipermail/commons/2025-November/000123.html"
MONTH = "https://lists.example.net/pipermail/commons/2025-May.txt"
PAGE = pipermail(body="Jó reggelt, the masts stand on Friday.\n", charset="utf-8", index="index.html")
TEXT = "Jó reggelt, the masts stand on Friday."


def record(kind: str, url: str, block: bytes, version: str = "WARC/1.1") -> bytes:
    head = f"{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, kind: str = "text/html", status: str = "200 OK", **fields: str) -> bytes:
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Content_Type": kind, **fields}.items())
    return record("response", url, f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def chunked(body: bytes) -> bytes:
    chunks = [body[at : at + 700] for at in range(0, len(body), 700)]
    return b"".join(b"%x;name=value\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


def deflated(body: bytes, bits: int) -> bytes:
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(body) + packer.flush()


INFO = record("warcinfo", "", b"software: none\r\n")
REQUEST = record("request", URL, b"GET / HTTP/1.1\r\n\r\n")
DATA = PAGE.encode()
SENT = {
    "as it is": response(URL, DATA),
    "gzip": response(URL, gzip.compress(DATA), Content_Encoding="gzip"),
    "deflate": response(URL, deflated(DATA, 15), Content_Encoding="deflate"),
    "deflate, without its frame": response(URL, deflated(DATA, -15), Content_Encoding="deflate"),
    "zstd": response(URL, zstd.compress(DATA), Content_Encoding="zstd"),
    "chunked": response(URL, chunked(DATA), Transfer_Encoding="chunked"),
    "gzip and chunked": response(
        URL, chunked(gzip.compress(DATA)), Content_Encoding="gzip", Transfer_Encoding="chunked"
    ),
    "all of that undone and not said": response(URL, DATA, Content_Encoding="br", Transfer_Encoding="chunked"),
    "a charset that the server names": response(URL, PAGE.encode("iso-8859-2"), 'text/html; charset="ISO-8859-2"'),
    "a resource": record("resource", URL, DATA).replace(
        b"Content-Length", b"Content-Type: text/html\r\nContent-Length"
    ),
    "an address in brackets, as wget 1.19 wrote it": response(f"<{URL}>", DATA),
}


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_a_page_is_read_however_it_was_sent(desk: Desk, sent: bytes) -> None:
    desk.put("crawl.warc", INFO + REQUEST + sent)
    assert desk.ingest().problems == []
    assert desk.seen("select own, url from sightings") == [(TEXT, URL)]


def test_pages_and_months_lie_below_their_web_archive_and_are_known_the_next_time(desk: Desk) -> None:
    month = gzip.compress(mail("Good morning.", Message_ID="<a@example.org>").encode(), mtime=0)
    crawl = response(URL, DATA) + response(f"{MONTH}.gz", month, "application/x-gzip")
    desk.put("crawl.warc.gz", b"".join(gzip.compress(part, mtime=0) for part in (INFO, crawl)))
    assert desk.ingest().problems == []
    assert sorted(desk.seen("select format from sources")) == ["pipermail", "pipermail page", "warc"]
    assert desk.seen("select distinct list_name from sightings") == ["commons"]
    assert (desk.ingest().read, desk.seen("select count(*) from sightings")) == (0, [2])


def test_what_two_crawls_met_alike_is_one_source(desk: Desk) -> None:
    desk.put("crawl.warc", response(URL, DATA) + response(URL, DATA))
    assert desk.ingest().tally.stored == 1


def test_a_page_that_changed_between_two_visits_is_a_source_each_time(desk: Desk) -> None:
    old, new = (mail(Message_ID=f"<{name}@example.org>") for name in "ab")
    visits = [old, old + new, old, old + new]
    desk.put("crawl.warc", b"".join(response(MONTH, visit.encode(), "text/plain") for visit in visits))
    assert (desk.ingest().tally.stored, desk.ingest().read) == (3, 0)
    assert desk.seen("select list_name from sightings") == ["commons"] * 3


ADDRESSES = {  # (address, path below the archive)
    "http://[::1/a.html": "[::1/a.html",
    "HTTPS://lists.example.net/a.html": "lists.example.net/a.html",
    "http://lists.example.net/../..//%2e%2e/a.html?x=1#top": "lists.example.net/a.html?x=1",
    "http://lists.example.net/%00%0A/a.html": "lists.example.net/??/a.html",
    f"http://lists.example.net/{'a' * 10_000}": f"lists.example.net/{'a' * 10_000}",
}


@pytest.mark.parametrize(("url", "path"), ADDRESSES.items(), ids=range(len(ADDRESSES)))
def test_whatever_an_address_says_its_page_lies_below_the_archive_and_the_next_is_read(url: str, path: str) -> None:
    crawl = response(url, DATA) + response(URL, DATA)
    first, second = containers.members("warc", crawl, Room.of(len(crawl)))
    assert isinstance(first, containers.Member)
    assert isinstance(second, containers.Member)
    assert str(first.path) == path


def test_much_damage_is_one_problem(desk: Desk) -> None:
    desk.put("crawl.warc", INFO.replace(b"Length", b"Width") * 9 + response(URL, DATA))
    assert [problem.what for _, problem in desk.ingest().problems] == ["damaged web archive"]


def test_of_a_page_that_unpacks_without_end_it_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_archives, "LARGEST_PAGE", 1 << 16)
    desk.put("crawl.warc", response(MONTH, deflated(b"a " * (1 << 17), 15), "text/plain", Content_Encoding="deflate"))
    ((_, problem),) = desk.ingest().problems
    assert (problem.what, problem.detail) == ("cannot be unpacked", "too large when unpacked")


def test_a_page_of_no_archive_knows_its_address(desk: Desk) -> None:
    words = " ".join(f"word{number}" for number in range(30)).encode()
    desk.put("crawl.warc", response("https://example.net/minutes", b"<html><p>" + words + b"</p></html>"))
    assert desk.ingest().problems == []
    assert desk.seen("select kind, url from sightings") == [("document", "https://example.net/minutes")]


def test_what_came_before_web_archives_is_told(desk: Desk) -> None:
    desk.put(
        "old.arc",
        b"filedesc://old.arc 0.0.0.0 20100101000000 text/plain 74\n1 0 Example\nURL IP-address Archive-date\n",
    )
    ((_, problem),) = desk.ingest().problems
    assert problem.what == "a web archive from before WARC (ARC)"


def test_furniture_failures_and_what_was_asked_are_left_out(desk: Desk) -> None:
    desk.put(
        "crawl.warc",
        INFO
        + REQUEST
        + response("https://lists.example.net/a.png", b"\x89PNG", "image/png")
        + response("https://lists.example.net/a.css", b"p {}", "text/css")
        + response("https://lists.example.net/a.ttf", b"\0\1\0\0\0\x12", "application/octet-stream")
        + response("https://lists.example.net/robots.txt", b"User-agent: *\n", "text/plain")
        + response("https://lists.example.net/gone.html", DATA, status="404 Not Found")
        + response("https://lists.example.net/empty.html", b"")
        + record("dns", "dns:lists.example.net", b"lists.example.net 192.0.2.1")
        + record("revisit", URL, b"HTTP/1.1 200 OK\r\n\r\n"),
    )
    assert desk.ingest().problems == []
    assert desk.seen("select format from sources") == ["warc"]


def test_a_zip_of_web_archives_is_read_without_what_lies_beside_them(desk: Desk) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {
            "archive/data.warc.gz": gzip.compress(response(URL, DATA)),
            "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
            "indexes/index.cdx": b"net,example,lists)/ 2025\n",
            "datapackage.json": b"{}",
        }.items():
            archive.writestr(name, content)
    desk.put("crawl.wacz", out.getvalue())
    assert desk.ingest().problems == []
    assert desk.seen("select own from sightings") == [TEXT]


BAD = {
    "bytes that are no record": (b"rubbish" * 99 + b"\r\n\r\n" + response(URL, DATA), "damaged web archive"),
    "a record without its length": (INFO.replace(b"Length", b"Width") + response(URL, DATA), "damaged web archive"),
    "a length that is wrong": (REQUEST.replace(b"18", b"2", 1) + response(URL, DATA), "damaged web archive"),
    "a length that is none": (REQUEST.replace(b"18", b"9" * 5000, 1) + response(URL, DATA), "damaged web archive"),
    "a record that is cut off": (response(URL, DATA) + response(MONTH, DATA)[:300], "a web archive that is cut off"),
    "a packed page that is damaged": (
        response(URL, DATA) + response(MONTH, gzip.compress(DATA)[:300] + b"x" * 99, Content_Encoding="gzip"),
        "cannot be unpacked",
    ),
    "a page without end": (
        response(URL, DATA) + response(MONTH, gzip.compress(b"<p>" + bytes(20 << 20)), Content_Encoding="gzip"),
        "cannot be unpacked",
    ),
    "a page in Brotli": (
        response(URL, DATA) + response(MONTH, b"\x8b\x01\x80", Content_Encoding="br"),
        "cannot be unpacked",
    ),
}


@pytest.mark.parametrize(("crawl", "said"), BAD.values(), ids=BAD)
def test_damage_is_said_and_the_pages_around_it_are_read(desk: Desk, crawl: bytes, said: str) -> None:
    desk.put("crawl.warc", INFO + crawl)
    assert said in [problem.what for _, problem in desk.ingest().problems]
    assert TEXT in desk.seen("select own from sightings")


@pytest.mark.parametrize("seed", range(20))
def test_no_damage_ends_in_an_error_or_goes_on_for_ever(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(INFO + b"".join(SENT.values()))
    for _ in range(60):
        data[chance.randrange(len(data))] = chance.randrange(256)
    room = Room.of(len(data))
    for member in containers.members("warc", bytes(data), room):
        if isinstance(member, containers.Member):
            with containers.taken_out(member, room):
                pass


def test_a_text_about_web_archives_is_none() -> None:
    assert not web_archives.is_one(b"WARC/1.1 is the newest version of the format.\n")
