"""Attributions and blocks of programs in other languages and decades: who is quoted, when, and that nothing of it is an answer."""

from __future__ import annotations

import pytest

from ingest.body import read_text
from ingest.dates.written import find_date

TEXT = "Would you like some tea with the biscuits?\nWe have plenty of it.\n"
MARKED = "".join(f"> {line}\n" for line in TEXT.splitlines())
TIME = "2021-02-02 08:33"
ADDRESS = "ann@example.org"


@pytest.mark.parametrize(
    ("head", "sent"),
    [
        ("on 2/2/21 8:33 AM, Ann Example at ann@example.org wrote:", TIME),  # Entourage
        ("on 02.02.2021 8:33 Uhr, Ann Example unter ann@example.org wrote:", TIME),
        ("le 2/02/21 8:33, Ann Example à ann@example.org a écrit :", TIME),
        ("el 2/2/21 8:33, Ann Example en ann@example.org escribió:", TIME),
        (
            "Здравствуйте.\n\nAnn Example <ann@example.org> писал(а) в своём письме Tue, 02 Feb 2021 08:33:10 +0300:",
            TIME,
        ),  # Opera
        ("Tue, 02 Feb 2021 08:33:10 +0100, Ann Example <ann@example.org> pisze:", TIME),
    ],
)
def test_an_attribution_names_its_author_and_the_address(head: str, sent: str) -> None:
    body = read_text(f"{head}\n{MARKED}\nYes, please.\n")
    (child,) = body.children
    assert (child.name, child.address, f"{child.sent:%F %R}") == ("Ann Example", ADDRESS, sent)
    assert body.own.strip().removeprefix("Здравствуйте.").strip() == "Yes, please."


@pytest.mark.parametrize(
    "head",
    [
        "At 08:33 02.02.2021, Ann Example wrote:",  # Eudora
        "At 08:33 02.02.2021 +0100, Ann Example wrote:",
        "At 08:33 Uhr +0100 02.02.2021, Ann Example wrote:",  # ... on a Macintosh
        "Am Dienstag, 2. Februar 2021 08:33 Uhr +0100 schrieb Ann Example:",  # Mulberry
        "Am Mit, 2021-02-02 um 08.33 schrieb Ann Example:",  # Evolution, here and below
        "El dt 02 de 02 del 2021 a les 08:33 +0200, en/na Ann Example va escriure:",
        "Dnia wto, 02 lut 2021, 08:33 +0200, Ann Example napisał(a):",
        "Στις 02-02-2021, ημέρα Τρι, και ώρα 08:33 +0200, ο/η Ann Example έγραψε:",
        "2021-02-02 (火) の 08:33 +0900 に Ann Example さんは書きました:",
        "於 二，2021-02-02 於 08:33 +0800，Ann Example 提到：",
        "2021/02/02 08:33 に Ann Exampleさん wrote:",
        "Dňa 2.2.2021 o 8:33 Ann Example napísal(a):",  # Thunderbird
        "Dana 2.2.2021. u 8:33, Ann Example je napisao/la:",
        "Dne torek 02 februar 2021 08:33:10 je Ann Example napisal(a):",  # KMail
        "Þann þri., 2. feb. 2021 kl. 08:33 skrifaði Ann Example:",  # Gmail
        "02 Feb 21 08:33, Ann Example wrote to All:",  # GoldED, of FidoNet
        "On Tue, 02 Feb 2021 08:33:10 +0100, in comp.lang.c Ann Example wrote:",  # Forte Agent
        "No dia 2 de fevereiro de 2021 08:33, Ann Example escreveu:",
        "On Tue, 02 Feb 2021 08:33:10 +0100, Ann Example wrote",  # Open WebMail
    ],
)
def test_small_words_of_other_languages_are_no_part_of_a_name(head: str) -> None:
    body = read_text(f"{head}\n{MARKED}\nYes, please.\n")
    (child,) = body.children
    assert (child.name, f"{child.sent:%F %R}", body.own.strip()) == ("Ann Example", TIME, "Yes, please.")


@pytest.mark.parametrize(
    ("head", "sent"),
    [
        ("Вы писали 2 февраля 2021 г., 8:33:10:", TIME),  # The Bat!, here and below
        ("Le mardi 2 février 2021 à 08:33:10, vous écriviez :", TIME),
        ("W Twoim liście datowanym 2 lutego 2021 (08:33:10) można przeczytać:", TIME),
        ("In your message of Tue, 2 Feb 2021 08:33:10 +0100 you wrote:", TIME),  # MH, here and below
        ('In your message of "Tue, 02 Feb 2021 08:33:10 +0100"\n<20210202073310.A1@example.org> you wrote:', TIME),
        ("In your message you said:", ""),
        ("In your mail you write:", ""),
        ("In data martedì 2 febbraio 2021 08:33:10 CET, hai scritto:", TIME),  # KMail, here and below
        ("Op dinsdag 2 februari 2021 08:33:10 CET schreef u:", TIME),
        ("Em terça-feira, 2 de fevereiro de 2021 08:33:10 CET você escreveu:", TIME),
        ("Dnia wtorek, 2 lutego 2021 08:33:10 CET piszesz:", TIME),
        ("Kirjoitit tiistai 2. helmikuuta 2021 08:33:10 CET:", TIME),
        ("В письме от вторник, 2 февраля 2021 г. 08:33:10 CET Вы написали:", TIME),
        ("在 2021年2月2日 星期二 08:33:10 CET，您写道：", TIME),
        ("======= At 2021-02-02, 08:33:10 you wrote: =======", TIME),  # Foxmail
        ("======= 2021-02-02 08:33:10 您在来信中写道：=======", TIME),
    ],
)
def test_who_is_answered_may_be_you(head: str, sent: str) -> None:
    body = read_text(f"{head}\n\n{MARKED}\nYes, please.\n")
    (child,) = body.children
    assert (child.name, f"{child.sent:%F %R}" if child.sent else "", body.own.strip()) == ("", sent, "Yes, please.")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("In article <1@example.org>,\nAnn Example <ann@example.org> wrote:", "Ann Example"),  # rn, nn, tin
        ("In article <1@example.org>,\n\tAnn Example <ann@example.org> writes:", "Ann Example"),
        ("In message <1@example.org>\nAnn Example <ann@example.org> wrote:", "Ann Example"),
        ('On Nov 13,  9:56am in "Re: Tea", Ann Example wrote:', "Ann Example"),  # Z-Mail
        ('On Nov 13,  9:56am, Ann Example in "Re: Tea" wrote:', "Ann Example"),
    ],
)
def test_which_message_is_quoted_belongs_to_the_attribution(head: str, name: str) -> None:
    body = read_text(f"{head}\n{MARKED}\nYes, please.\n")
    (child,) = body.children
    assert (child.name, child.body.own, body.own.strip()) == (name, TEXT.strip(), "Yes, please.")


@pytest.mark.parametrize(
    "head",
    [
        "In comp.lang.c Ann Example <ann@example.org> wrote:",  # tin
        '"Ann Example" <ann@example.org> kirjoitti\nviestissä:1@example.org...',  # Outlook Express
        '"Ann Example" <ann@example.org> сообщил/сообщила в новостях следующее:\nnews:1@example.org...',
        "Ann Example has brought this to us :",  # MesNews
        "Ann Example a émis l'idée suivante :",
        "Ann Example explained on Tuesday :",
        "Ann Example nous a dit :",
        "Ann Example hat folgendes geschrieben:",  # phpBB
        "Ann Example schrub:",
        "Ann Example sanoi:",
    ],
)
def test_newsreaders_have_words_of_their_own(head: str) -> None:
    body = read_text(f"{head}\n{MARKED}\nYes, please.\n")
    (child,) = body.children
    assert (child.name, child.body.own, body.own.strip()) == ("Ann Example", TEXT.strip(), "Yes, please.")


BLOCK = (
    "From: Ann Example <ann@example.org>\nDate: Tue, 2 Feb 2021 08:33:10 +0100\nTo: tea@example.org\nSubject: Re: Tea"
)
CC_MAIL = "Subject: Re: Tea\nAuthor:  ann@example.org (Ann Example) at INTERNET\nDate:    2/2/21 8:33 AM"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (f"{'_' * 30} Reply Separator {'_' * 33}\n{CC_MAIL}\n\n{TEXT}", "quoted"),  # cc:Mail
        (f"{'_' * 30} Forward Header {'_' * 34}\n{CC_MAIL}\n\n{TEXT}", "forwarded"),
        (
            f"*********** REPLY SEPARATOR  ***********\n\nOn 2/2/2021 at 8:33 AM Ann Example wrote:\n\n{MARKED}",
            "quoted",
        ),  # Calypso
        (f"Original Message:\n-----------------\n{BLOCK}\n\n{TEXT}", "quoted"),  # mail2web
        (
            f"{'-' * 10}\n{''.join(f'> {line}'.rstrip() + chr(10) for line in f'{BLOCK}{chr(10) * 2}{TEXT}'.splitlines())}",
            "quoted",
        ),
    ],
    ids=["cc:Mail", "cc:Mail, forwarded", "Calypso", "mail2web", "Microsoft Internet Mail"],
)
def test_what_stands_above_a_block_is_no_word_of_the_author(head: str, kind: str) -> None:
    body = read_text(f"Yes, please.\n\n{head}")
    (child,) = body.children
    assert (body.own, child.kind, child.name, f"{child.sent:%F %R}") == ("Yes, please.", kind, "Ann Example", TIME)
    assert child.body.own.strip() == TEXT.strip()


def test_the_web_mail_of_orange_writes_the_time_without_a_colon() -> None:
    fields = '> Message du 02/02/21 08:33\n> De : "Ann Example" <ann@example.org>\n> A : tea\n> Copie à : \n> Objet : Re: Tea'
    body = read_text(f"Yes, please.\n\n{fields}\n> \n{MARKED}")
    (child,) = body.children
    assert (child.name, child.subject, f"{child.sent:%F %R}") == ("Ann Example", "Re: Tea", TIME)
    assert (child.body.own.strip(), body.own) == (TEXT.strip(), "Yes, please.")


@pytest.mark.parametrize(
    "fields",
    [
        "----Messaggio originale----\nDa: ann@example.org\nData: 2-feb-2021 8.33\nA: <tea@example.org>\nOgg: Re: Tea",  # Libero
        "---------- Původní e-mail ----------\nOd: ann@example.org\nKomu: tea\nDatum: 2. 2. 2021 8:33:10\nPředmět: Re: Tea",
    ],
)
def test_separators_and_labels_of_web_mail(fields: str) -> None:
    body = read_text(f"Yes, please.\n\n{fields}\n\n{TEXT}")
    (child,) = body.children
    assert (child.address, child.subject, f"{child.sent:%F %R}", body.own) == (ADDRESS, "Re: Tea", TIME, "Yes, please.")


@pytest.mark.parametrize(
    "below",
    ["", "> 发件人： Ann Example\n> 发送时间： 2021-02-02 08:33\n> 收件人： tea\n> 主题： Tea\n> Yes?\n"],
)
def test_an_address_alone_below_a_rule_is_a_card(below: str) -> None:
    body = read_text(f"Yes, please.\n\n{'_' * 32}\nben@example.org\n{below}")  # Foxmail
    assert (body.own, body.signature.split()) == ("Yes, please.", ["_" * 32, "ben@example.org"])


@pytest.mark.parametrize("line", ["====-----====-----====", "==== Results: ====", "=== Tea: 08:30, cake: 09:30 ==="])
def test_headings_between_rules_are_the_authors(line: str) -> None:
    assert line in read_text(f"Hi,\n\n{line}\n\nWe met.\n").own


@pytest.mark.parametrize(
    "fields",
    [
        "发件人： Ann Example\n发送时间： 2021-02-02  08:33:10\n收件人： tea\n抄送： \n主题： Re: Tea",  # Foxmail
        "De: Ann Example <ann@example.org>\nPara: tea\nEnviados: Martes, 2 de Febrero 2021 8:33:10\nAsunto: Re: Tea",  # Zimbra
        "От: Ann Example\nКому: tea\nОтправленные: Вторник, 2 Февраль 2021 г 8:33:10\nТема: Re: Tea",
    ],
)
def test_blocks_of_foxmail_and_zimbra_are_heads(fields: str) -> None:
    body = read_text(f"Yes, please.\n\n{fields}\n\n{TEXT}")
    (child,) = body.children
    assert (child.name, child.subject, f"{child.sent:%F %R}", body.own) == (
        "Ann Example",
        "Re: Tea",
        TIME,
        "Yes, please.",
    )


def test_the_sender_that_a_blackberry_names_below_the_author_is_the_list() -> None:
    block = (
        "-----Original Message-----\nFrom: Ann Example <ann@example.org>\nSender: tea-bounces@lists.example.org\n"
        "Date: Tue, 2 Feb 2021 08:33:10 \nTo: <tea@lists.example.org>\nReply-To: tea@lists.example.org\nSubject: [tea] Tea"
    )
    body = read_text(f"Yes, please.\n\n{block}\n\n{TEXT}")
    (child,) = body.children
    assert (child.name, child.address, child.subject, f"{child.sent:%F %R}") == (
        "Ann Example",
        ADDRESS,
        "[tea] Tea",
        TIME,
    )
    assert (child.body.own.strip(), child.body.children) == (TEXT.strip(), ())


@pytest.mark.parametrize(
    "line",
    [
        "In your last mail you were right about the biscuits:",
        "which is why I wrote to the baker, and she said:",
        "We met at noon, and in your house:",
    ],
)
def test_prose_is_no_attribution(line: str) -> None:
    assert line in read_text(f"{line}\n\n{MARKED}").own


def test_the_numbers_of_a_day_are_no_time() -> None:
    found = find_date("16.04.1999, Ann")
    assert found is not None
    assert found.day_only
