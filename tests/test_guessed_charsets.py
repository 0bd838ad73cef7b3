"""Texts whose charset is not declared, or wrongly, are read by what their letters tell."""

from __future__ import annotations

import pytest
from growth import assert_grows_with_size, seconds
from reading import posts

from ingest.formats import eml, month
from ingest.mail import iso_2022
from ingest.mail.charsets import decode, of_mail
from ingest.mail.guessed_charsets import COMMON, LATIN
from ingest.message import Post

CYRILLIC = ("koi8-r", "windows-1251", "cp866", "iso-8859-5")
TEXTS = [  # (language, charsets, text)
    ("Russian", CYRILLIC, "Добрый день, коллеги! Я думаю, что это можно сделать проще. Посмотрите архив."),
    ("Ukrainian", ("koi8-u", "windows-1251"), "Добрий день, шановні колеги! Підкажіть, як налаштувати цей сервер."),
    ("Bulgarian", ("windows-1251",), "Здравейте, някой знае ли как се настройва този сървър? Благодаря."),
    ("Greek", ("iso-8859-7", "windows-1253"), "Καλημέρα σας, θα ήθελα να ρωτήσω πώς γίνεται η εγκατάσταση."),
    ("Hebrew", ("windows-1255", "iso-8859-8"), "שלום לכולם, האם מישהו יודע איך מתקינים את התוכנה הזאת?"),
    ("Arabic", ("windows-1256", "iso-8859-6"), "السلام عليكم ورحمة الله، هل يعرف أحد كيف يمكن تثبيت هذا البرنامج؟"),
    ("Thai", ("tis-620",), "สวัสดีครับ ผมอยากทราบวิธีการติดตั้งโปรแกรมนี้ ใครรู้ช่วยบอกด้วยครับ"),
    ("Japanese", ("euc-jp", "shift_jis", "iso-2022-jp"), "はじめまして。この方法を教えていただけませんか。よろしくお願いします。"),
    ("Korean", ("euc-kr",), "안녕하세요. 이 프로그램을 설치하는 방법을 알려 주시면 감사하겠습니다."),
    ("Chinese", ("gb2312",), "大家好，请问这个软件怎么安装？我在网上找了很久，没有找到说明。谢谢。"),
    ("Chinese", ("big5",), "大家好，請問這個軟體要怎麼安裝？我在網路上找了很久，沒有找到說明。謝謝。"),
    ("Polish", ("iso-8859-2", "windows-1250"), "Cześć, czy ktoś wie, jak zainstalować ten program? Mam już źródła. Dziękuję."),
    ("Czech", ("iso-8859-2", "windows-1250"), "Dobrý den, můžete mi říct, jak se to nainstaluje? Zkoušel jsem to už třikrát."),
    ("Hungarian", ("iso-8859-2", "windows-1250"), "Sziasztok, erről jövő héten beszélünk. Előre is köszönöm, várom, űrhajó."),
    ("Croatian", ("iso-8859-2", "windows-1250"), "Može li mi netko objasniti što treba učiniti? Već sam pokušao, ništa. Hoću."),
    ("Turkish", ("iso-8859-9",), "Bu programı nasıl kurabilirim? Yardımcı olursanız sevinirim, teşekkürler. Doğru değil."),
    ("Lithuanian", ("windows-1257",), "Sveiki, ar kas žinote, kaip įdiegti šią programą? Ačiū, būčiau dėkingas. Kodėl taip?"),
    ("German", ("iso-8859-1",), "Schöne Grüße, könnten Sie mir erklären, wie das geht? Übrigens: die Straße ist gesperrt."),
    ("French", ("iso-8859-1",), "Bonjour, j'ai déjà essayé, ça ne marche pas où il faut. Être ou ne pas être, là-bas."),
    ("Portuguese", ("iso-8859-1",), "Não sei como fazer isso. Alguém já tentou? São três opções: instalação e remoção."),
    ("Estonian", ("iso-8859-1",), "Tere, kuidas seda õigesti teha? Olen juba üritanud, täname. Jõudu ööseks, hea küll."),
    ("several", ("iso-8859-1",), "Müller, Évariste and Bøe wrote about Zoë's naïve café, façade and smörgåsbord, Señor."),
    ("hard blanks", ("iso-8859-1",), "root \xa0\xa0\xa0\xa0 8804 S\xa0\xa0\xa0 network \xa0\xa0\xa0\xa0\xa0 Suchánek a écrit"),
    ("signs", ("iso-8859-1",), "±5 V, 25 µm, 3½, m², 20°C: §4, ©, «no», ±5 V, 25 µm, 3½, m², 20°C"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "charset"), [(text, each) for _, charsets, text in TEXTS for each in charsets])
@pytest.mark.parametrize("declared", ["", "us-ascii", "utf-8", "x-unknown", "iso-2022-jp"])
def test_a_text_without_a_charset_is_read(text: str, charset: str, declared: str) -> None:
    assert decode(text.encode(charset), declared) == text


def test_a_declaration_of_latin_1_is_overruled_by_many_letters_and_no_other_is() -> None:
    russian = TEXTS[0][2].encode("koi8-r")
    assert decode(russian, "iso-8859-1") == TEXTS[0][2]
    assert decode("Да-да. Нет, нет.".encode("koi8-r"), "iso-8859-1").startswith("äÁ")
    assert decode(russian, "windows-1251") == russian.decode("windows-1251")


def test_a_bit_of_damage_leaves_the_rest_readable() -> None:
    text = TEXTS[9][2] * 4
    assert decode(text.encode("gb2312")[:-1], "").startswith(TEXTS[9][2])
    assert decode(b"On " + text.encode("gb2312") + b" \xa3\n" + text.encode("gb2312"), "").count(TEXTS[9][2]) >= 7


@pytest.mark.parametrize(
    ("text", "charset"), [("软件怎么安装，请问。" * 3, "gb2312"), ("이 프로그램을 설치하는 방법을" * 2, "euc-kr")]
)
def test_a_letter_that_was_cut_in_two_spoils_itself_alone(text: str, charset: str) -> None:
    assert decode(text.encode(charset)[:-1], charset).startswith(text[:-1])
    assert decode("裏碁銹".encode("cp950"), "big5") == "裏碁銹"  # Microsoft's


def test_a_name_is_read_as_the_rest_of_its_mail() -> None:
    mail = f"From: Анна <ann@example.org>\n\n{TEXTS[0][2]}\n".encode("koi8-r")
    assert decode("Анна".encode("koi8-r"), of_mail(mail)) == "Анна"
    assert of_mail(mail, "windows-1251") == "windows-1251"
    assert of_mail("Анна".encode()) == of_mail(b"Ann") == ""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\x1b$B-!\x1b(B", "①"),  # NEC's
        (b"\x1b$B|b66;R\x1b(B", "髙橋子"),  # IBM's
        (b"\x1b(I1\x32\x1b(B ok", "ｱｲ ok"),
        (b"\x1b$B-!\nplain\x1b(B", "①\nplain"),  # the line ends what nobody ended
        (b"\x1b$@$\"\x1b(J", "あ"),
        (b"\x1b$B-!$", "①$"),
        (b"\x1b$B-!\x1b(B\xb1", "①ｱ"),
    ],
)  # fmt: skip
def test_japanese_in_seven_bits_has_the_characters_of_windows(data: bytes, text: str) -> None:
    assert decode(data, "iso-2022-jp") == decode(data) == text


def test_any_bytes_become_text() -> None:
    assert iso_2022.decode(bytes(range(256)) + b"\x1b$B" + bytes(range(255, -1, -1)))


def test_the_tables_name_codecs() -> None:
    for codec in (*COMMON, *LATIN):
        assert "x".encode(codec) == b"x"


@pytest.mark.parametrize("data", [b"\xe1", b"\xe1a", b"\x1b$B-!", b"\x82\xa0 ", "Да ".encode("koi8-r")])
def test_the_time_to_read_grows_with_the_size(data: bytes) -> None:
    assert_grows_with_size(lambda size: seconds(lambda: decode(data * size)), 20_000)


def test_a_month_without_a_charset_is_read() -> None:
    month_of_tea = (
        "From ann at example.org  Sat Nov  1 06:49:07 2003\nFrom: ann at example.org (Анна)\nDate: Sat, 1 Nov 2003 06:49:07 +0300\n"
        f"Subject: [tea] Чай\nMessage-ID: <1@example.org>\n\n{TEXTS[0][2]}\n"
    )
    (found,) = posts(month, month_of_tea.encode("koi8-r"))  # type: ignore[arg-type]
    assert isinstance(found, Post)
    assert (found.sender.name, found.subject, found.text.strip()) == ("Анна", "[tea] Чай", TEXTS[0][2])


def test_the_fields_of_a_mail_without_a_charset_are_read() -> None:
    (found,) = posts(eml, f"From: Анна <ann@example.org>\nSubject: Чай\n\n{TEXTS[0][2]}\n".encode("koi8-r"))  # type: ignore[arg-type]
    assert isinstance(found, Post)
    assert (found.sender.name, found.subject) == ("Анна", "Чай")
