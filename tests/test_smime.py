"""What S/MIME signed as a whole is read; what it encrypted, and what is damaged, stays a file."""

from __future__ import annotations

from base64 import encodebytes

import pytest
from growth import assert_grows_with_size, seconds
from hypothesis import given
from hypothesis import strategies as st
from reading import Desk, mail

from dedupe.check import of_sources
from ingest.mail import mime, smime

ENTITY = b"Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\nThe masts are signed for.\r\n--in\r\n" + (
    b"Content-Type: text/csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\na,b\r\n--in--\r\n"
)


def der(tag: int, *parts: bytes) -> bytes:
    """An element with its length."""
    content = b"".join(parts)
    size = len(content)
    return bytes([tag, size] if size < 128 else [tag, 0x84, *size.to_bytes(4)]) + content


def left_open(tag: int, *parts: bytes) -> bytes:
    """An element whose length is left open."""
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def signed_data(string: bytes, element=der, kind: bytes = smime.SIGNED_DATA) -> bytes:  # type: ignore[no-untyped-def]
    """Signed data around a string, of elements with or without a length."""
    digests = element(0x31, element(0x30, der(0x06, b"\x2a")))
    inner = element(0x30, der(0x06, smime.DATA), element(0xA0, string) if string else b"")
    data = element(0x30, der(0x02, b"\x01"), digests, inner, element(0x31))
    return bytes(element(0x30, der(0x06, kind), element(0xA0, data)))


HALVES = ENTITY[:60], ENTITY[60:]
SIGNATURES = [  # (how it is written, its bytes)
    ("in DER", signed_data(der(0x04, ENTITY))),
    ("in BER without lengths", signed_data(left_open(0x24, *(der(0x04, half) for half in HALVES)), left_open)),
    ("in pieces with lengths", signed_data(der(0x24, *(der(0x04, half) for half in HALVES)))),
    ("in pieces of pieces", signed_data(left_open(0x24, left_open(0x24, der(0x04, HALVES[0])), der(0x04, HALVES[1])))),
]


def packed(data: bytes, kind: str = "application/pkcs7-mime") -> str:
    return mail(
        encodebytes(data).decode(),
        Content_Type=f"{kind}; name=smime.p7m",
        Content_Transfer_Encoding="base64",
        To="b@x.org",
    )


@pytest.mark.parametrize("is_fast", [True, False], ids=["fast", "plain"])
@pytest.mark.parametrize("data", [data for _, data in SIGNATURES], ids=[how for how, _ in SIGNATURES])
def test_what_was_signed_is_the_mail(desk: Desk, data: bytes, is_fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mime, "FAST", is_fast and mime.FAST)
    assert smime.signed(data) == ENTITY
    desk.put("a.mbox", packed(data) + packed(data, "application/x-pkcs7-mime"))
    desk.ingest()
    assert desk.seen("select own from sightings") == ["The masts are signed for."] * 2
    assert desk.seen("select filename from attachments") == ["a.csv"] * 2
    assert of_sources(desk.sightings)[0].lines == {"own text": 2, "attached file": 2}


OTHERS = [  # (what it is, its bytes)
    ("encrypted", signed_data(der(0x04, ENTITY), kind=bytes.fromhex("2a864886f70d010703"))),
    ("a signature or certificates alone", signed_data(b"")),
    ("cut", SIGNATURES[0][1][:90]),
    ("cut without lengths", SIGNATURES[1][1][:90]),
    ("a length beyond all", bytes([0x30, 0xFF]) + bytes(200)),
    ("strings in strings without end", signed_data(b"\x24\x80" * 9_000, left_open)),
    ("structures in structures without end", bytes.fromhex("308006092a864886f70d010702a0803080") + b"\x30\x80" * 9_000),
    ("something else", b"no structure at all"),
    ("nothing", b""),
]


@pytest.mark.parametrize("data", [data for _, data in OTHERS], ids=[what for what, _ in OTHERS])
def test_what_holds_no_signed_mail_stays_a_file(desk: Desk, data: bytes) -> None:
    assert smime.signed(data) == b""
    desk.put("a.mbox", packed(data or b" "))
    assert desk.ingest().problems == []
    assert desk.seen("select filename from attachments") == ["smime.p7m"]


def test_signatures_in_signatures_are_opened_twelve_deep(desk: Desk) -> None:
    entity = ENTITY
    for _ in range(20):
        head = b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        entity = head + encodebytes(signed_data(der(0x04, entity)))
    desk.put("a.mbox", packed(signed_data(der(0x04, entity))))
    assert desk.ingest().problems == []
    assert desk.seen("select filename from attachments") == ["smime.p7m"]


@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_bytes_break_it(noise: bytes, at: int) -> None:
    for _, data in SIGNATURES:
        smime.signed(data[:at] + noise + data[at + len(noise) :])
    smime.signed(noise)


def test_its_time_grows_with_the_size() -> None:
    def took(size: int) -> float:
        data = signed_data(left_open(0x24, b"\x04\x00" * size))
        return seconds(lambda: smime.signed(data))

    assert_grows_with_size(took, 50_000)
