"""Bytes as text, whatever the mail says its charset is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.mail.charsets import CODECS, codec, decode

BYTES = [  # (bytes, declared charset, text)
    ("Möwe".encode(), "", "Möwe"),
    ("Möwe".encode(), "utf-8", "Möwe"),
    ("Möwe".encode(), "iso-8859-1", "Möwe"),  # declared wrong: valid UTF-8 is UTF-8
    ("Möwe".encode(), "us-ascii", "Möwe"),
    ("Möwe".encode("latin-1"), "", "Möwe"),
    ("Möwe".encode("latin-1"), "iso-8859-1", "Möwe"),
    ("Möwe".encode("latin-1"), "us-ascii", "Möwe"),
    ("Möwe".encode("latin-1"), "utf-8", "Möwe"),  # no byte is lost to a wrong declaration
    ("Möwe".encode("latin-1"), "x-no-such-charset", "Möwe"),
    ("“Möwe” – 5 €".encode("cp1252"), "iso-8859-1", "“Möwe” – 5 €"),
    ("Wędrowska".encode("iso-8859-2"), "ISO-8859-2", "Wędrowska"),
    ("Привет".encode("koi8-r"), '"koi8-r"', "Привет"),
    ("Привет".encode("cp1251"), "windows-1251", "Привет"),
    ("星空".encode("iso-2022-jp"), "iso-2022-jp", "星空"),
    ("星空".encode("cp932"), "shift_jis", "星空"),
    ("①".encode("cp932"), "x-sjis", "①"),
    ("朱镕基".encode("gb18030"), "gb2312", "朱镕基"),
    ("똠방".encode("cp949"), "ks_c_5601-1987", "똠방"),
    ("Möwe".encode("utf-16"), "utf-16", "Möwe"),
    (b"M+APY-we", "utf-7", "Möwe"),
    (b"M\x00oe\x00we", "", "Moewe"),
    (b"\x81\x8d\x8f", "cp1252", "\x81\x8d\x8f"),
    (b"abc", "base64", "abc"),  # a codec of Python's that is no charset
    (b"abc", "rot13", "abc"),
    (b"", "utf-8", ""),
    (b"na\xefve", "undefined", "naïve"),
]


@pytest.mark.parametrize(("data", "charset", "text"), BYTES)
def test_bytes_are_read_as_what_they_are(data: bytes, charset: str, text: str) -> None:
    assert decode(data, charset) == text


LANGUAGES = [  # (a text that declares no charset, those it was written in)
    ("Jó hírünk van: őszre fölújítják a kikötőt, és a révész hűvös estéken is átvisz, ha kérjük.", "iso8859-2 cp1250"),
    ("Zażółć gęślą jaźń: w środę żeglarze sprawdzą maszt, a księgę weźmie właściciel łódki.", "iso8859-2 cp1250"),
    ("Příliš žluťoučký kůň úpěl ďábelské ódy: přístav má čtyři nové stožáry, říká náš kapitán.", "iso8859-2 cp1250"),
    ("Съешь ещё этих мягких французских булок, да выпей чаю: мачты стоят.", "koi8-r cp1251"),
    ("Ο άνεμος φυσά και το λιμάνι περιμένει τα καράβια να γυρίσουν.", "iso8859-7"),
    ("Şişli'de yağmur yağıyor, ışıklar söndü; gemi güneşi bekliyor, çünkü rıhtım boş.", "cp1254"),
    ("São águas de Março: não há inundação, é só a estação, três canções à mão.", "latin-1 cp1252"),
    ("Där går en fågel över ån, så långt från hamnen; båten är målad i år.", "latin-1 cp1252"),
    ("Kõik möödus hästi, öösel jäi sadam täis: üheksa paati, öeldi õhtul.", "latin-1 cp1252"),
    ("L’été où la forêt brûlait, Noël était déjà très loin, à côté de l’île aux œillets.", "cp1252"),
    ("Größe, Möwe, Föhn, Übung, Öl, Ärger, Spaß, Fuß, Straße: alles schöne Wörter für müde Köche.", "latin-1 cp1252"),
]


@pytest.mark.parametrize(
    ("text", "charset"), [(text, charset) for text, charsets in LANGUAGES for charset in charsets.split()]
)
def test_bytes_without_a_charset_are_in_that_of_their_language(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text
    assert decode(text.encode(charset), "x-unknown") == text


@pytest.mark.parametrize("text", ["hûs szél", "±3 µs, ±12 µs, ±17 µs; 2³ and 3³ ± 1; ±5 µs, ±8 µs, ±9 µs: 25 å"])
def test_few_letters_tell_no_language(text: str) -> None:
    assert decode(text.encode("latin-1")) == text


@given(
    st.binary(max_size=60), st.sampled_from(["", "utf-8", "utf-16", "utf-7", "hz", "x", *CODECS]) | st.text(max_size=20)
)
def test_no_bytes_and_no_declaration_end_a_run(data: bytes, charset: str) -> None:
    text = decode(data, charset)
    assert "\x00" not in text
    text.encode("utf-8")  # what is stored is text: no half of a surrogate pair


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=60),
    st.sampled_from(["", *CODECS]),
)
def test_utf_8_is_read_as_it_was_written_whatever_is_declared(text: str, charset: str) -> None:
    if codec(charset).startswith("utf-7") or codec(charset).startswith("hz"):
        return
    assert decode(text.encode(), charset) == text


@pytest.mark.parametrize("declared", CODECS)
def test_each_charset_of_the_table_has_a_codec(declared: str) -> None:
    assert codec(declared)


@pytest.mark.parametrize("charset", ["", "utf-8", "iso-8859-1", "utf-16"])
def test_lines_end_as_on_unix(charset: str) -> None:
    assert decode("one\r\ntwo\rthree\n".encode(charset or "ascii"), charset) == "one\ntwo\rthree\n"


def test_a_text_that_is_utf_8_but_for_some_bytes_keeps_the_rest() -> None:
    assert decode("Möwe, schöne, größte Möwe ".encode() + b"\xfc", "") == "Möwe, schöne, größte Möwe \ufffd"
