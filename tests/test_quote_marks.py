"""The words that mark quotes, footers and signatures, in each language: ``quote_marks``, ``list_matter.marks``."""

from datetime import datetime

import pytest

from ingest.body import read_html, read_text

BLOCKS = [  # the labels of Outlook for sender, time, receiver and subject
    "Từ | Đã gửi | Tới | Chủ đề",
    "Dari | Dikirim | Kepada | Subjek",
    "จาก | ส่ง | ถึง | เรื่อง",
    "من | تاريخ الإرسال | إلى | الموضوع",
    "من | مرسل | إلى | الموضوع",
    "מאת | נשלח | אל | נושא",
    "Šalje | Poslano | Prima | Predmet",
    "Od | Poslano | Za | Predmet",
    "Od | Poslano | Za | Zadeva",
    "Od | Poslato | Za | Tema",
    "Шаље | Послато | Коме | Тема",
    "Од | Послато | За | Наслов",
    "De la | Trimis | Către | Subiect",
    "От | Изпратено | До | Относно",
    "Από | Στάλθηκε | Προς | Θέμα",
    "Από | Ημερομηνία | Προς | Θέμα",
    "Saatja | Saadetud | Adressaat | Teema",
    "Saatja | Kuupäev | Saaja | Teema",
    "No | Nosūtīts | Kam | Tēma",
    "Nuo | Išsiųsta | Kam | Tema",
    "Nuo | Data | Iki | Tema",
    "Daripada | Dihantar | Kepada | Subjek",
    "از | ارسال شده | به | موضوع",
    "De | Enviat | Per a | Tema",
    "De | Enviat el | Per a | Assumpte",
    "De | Data | A | Assumpte",
    "Nork | Bidaltze-data | Nori | Gaia",
    "De | Enviado | Para | Asunto",
    "Frá | Sent | Til | Efni",
    "Од | Испратено | До | Предмет",
    "Von | Gesendet | An | Betreff",
    "De | Envoyé | À | Objet",
    "De | Enviado | Para | Asunto",
    "De | Enviada | Para | Assunto",
    "Da | Inviato | A | Oggetto",
    "Van | Verzonden | Aan | Onderwerp",
    "Fra | Sendt | Til | Emne",
    "Från | Skickat | Till | Ämne",
    "Lähettäjä | Lähetetty | Vastaanottaja | Aihe",
    "Od | Wysłano | Do | Temat",
    "Od | Odesláno | Komu | Předmět",
    "Od | Odoslané | Komu | Predmet",
    "Feladó | Elküldve | Címzett | Tárgy",
    "От | Отправлено | Кому | Тема",
    "Від | Надіслано | Кому | Тема",
    "Kimden | Gönderildi | Kime | Konu",
    "Gönderen | Gönderilen | Kime | Konu",
    "差出人 | 送信日時 | 宛先 | 件名",
    "发件人 | 发送时间 | 收件人 | 主题",
    "寄件者 | 寄件日期 | 收件者 | 主旨",
    "보낸 사람 | 보낸 날짜 | 받는 사람 | 제목",
    # Roundcube, here and below
    "Avsändare | Datum | Mottagare | Ämne",
    "Afsender | Dato | Modtager | Emne",
    "Avsender | Dato | Mottaker | Emne",
    "Frå | Dato | Til | Emne",
    "Afzender | Datum | Ontvanger | Onderwerp",
    "Odesílatel | Datum | Adresát | Předmět",
    "Remitent | Data | Destinatari | Assumpte",
    "Gönderici | Tarih | Alıcı | Konu",
    "Αποστολέας | Ημερομηνία | Παραλήπτης | Θέμα",
    "Siuntėjas | Data | Gavėjas | Tema",
    "Pengirim | Tanggal | Penerima | Judul",
    "発信者 | 日付 | 宛先 | 件名",
    "ผู้ส่ง | วันที่ | ผู้รับ | หัวจดหมาย",
    "Gửi từ | Ngày | Người nhận | Tiêu đề",
    "Од | Датум | Примач | Наслов",
    "Daripada | Tarikh | Kepada | Subjek",
    "المرسل | التاريخ | المستقبل | الموضوع",
    "Saatja | Kuupäev | Saaja | Pealkiri",
    "Frá | Dagsetning | Til | Titill",
    "No | Datums | Kam | Temats",
    "Шаље | Датум | Прима | Тема",  # Thunderbird, here and below
    "從 | 日期 | 到 | 主旨",
    "Nga | Datë | Për | Subjekt",
    "Кімнен | Күні | Кімге | Тақырыбы",
    "ვინ | თარიღი | ვის | თემა",
    "Nga | Dërguar | Për | Tema",
    "Ад | Адпраўлена | Каму | Тэма",
    "From | Sent | To | Subject",
]


@pytest.mark.parametrize("labels", BLOCKS)
def test_a_header_block_is_read_in_each_language(labels: str) -> None:
    values = ("Ann Example <ann@example.org>", "2020-10-08 10:28", "commons@lists.example.org", "Masts and poles")
    block = "\n".join(f"{label}: {value}" for label, value in zip(labels.split(" | "), values, strict=True))
    body = read_text(f"Yes.\n\n{block}\n\nDone?\n\nAnn\n")
    (quoted,) = body.children
    assert body.own == "Yes."
    assert (quoted.name, quoted.address, quoted.subject, quoted.to) == (
        "Ann Example",
        "ann@example.org",
        *values[:1:-1],
    )
    assert quoted.sent == datetime(2020, 10, 8, 10, 28)
    assert quoted.body.own == "Done?\n\nAnn"


SEPARATORS = """
Mensaje original | Message d'origine | Ursprüngliche Nachricht | Messaggio originale
Mensagem original | Oorspronkelijk bericht | Oprindelig meddelelse | Opprinnelig melding
Ursprungligt meddelande | Alkuperäinen viesti | Wiadomość oryginalna | Původní zpráva
Pôvodná správa | Eredeti üzenet | Mesaj original | Izvorna poruka
Originalna poruka | Izvirno sporočilo | Исходное сообщение | Оригинално съобщение
Оригинална порука | Вихідне повідомлення | Orijinal Mesaj | Αρχικό μήνυμα
הודעה מקורית | الرسالة الأصلية | Tin nhắn gốc | Pesan Asli
Mesej Asal | ข้อความดั้งเดิม | 元のメッセージ | 원본 메시지
原始邮件 | 原始郵件 | Missatge original | Jatorrizko mezua
Mensaxe orixinal | Upprunaleg skilaboð | Algne sõnum | Algkiri
Sākotnējais ziņojums | Pradinis laiškas | Originalus laiškas | Пераслане паведамленне
Forwarded message | Weitergeleitete Nachricht | Message transféré | Mensaje reenviado
Mensagem encaminhada | Messaggio inoltrato | Doorgestuurd bericht | Videresendt meddelelse
Videresendt melding | Vidarebefordrat meddelande | Välitetty viesti | Przekazana wiadomość
Přeposlaná zpráva | Preposlaná správa | Továbbított üzenet | Mesaj redirecționat
Proslijeđena poruka | Prosleđena poruka | Posredovano sporočilo | Пересылаемое сообщение
Препратено съобщение | Прослеђена порука | Переслане повідомлення | Yönlendirilen ileti
Προωθημένο μήνυμα | הודעה שהועברה | رسالة معاد توجيهها | Tin nhắn được chuyển tiếp
Thư đã chuyển tiếp | Pesan terusan | Mesej yang dimajukan | ข้อความที่ถูกส่งต่อ
転送されたメッセージ | 전달된 메시지 | 转发的邮件 | 轉寄郵件
Missatge reenviat | Birbidalitako mezua | Mensaxe reenviada | Áframsend skilaboð
Edastatud kiri | Pārsūtīts ziņojums | Persiųstas laiškas | Mesazh i përcjellë
Препратена порака | پیام بازارسالی‌شده
Ursprüngliche Mail | Original Email | Courriel original | Mail original | Oorspronkelijke bericht | Original besked
Orginalmeddelande | Izvorno sporočilo | Thư gốc | Оригинално писмо
Оригінальне повідомлення | Початкове повідомлення | Изворна порука | 原始消息
ข้อความเดิม | Esialgne kiri | Mesazhi origjinal | الرسالة الأساسية
Przekazywana wiadomość | Inicio del mensaje redirigido | Pesan yang diteruskan | Препратено писмо
Пересылаемое письмо | Пересланий лист | 转发的消息 | 轉寄的訊息
Alkuper?inen viesti | Message transf?r?
"""


@pytest.mark.parametrize("words", [words.strip() for words in SEPARATORS.strip().replace("\n", "|").split("|")])
def test_a_separator_is_read_in_each_language(words: str) -> None:
    block = "From: Ann Example <ann@example.org>\nDate: Thu, 8 Oct 2020 at 10:28\nSubject: Masts\nTo: <commons@lists.example.org>\n"
    body = read_text(f"Yes.\n\n---------- {words} ---------\n{block}\n\nDone?\n")
    assert (body.own, [quoted.subject for quoted in body.children]) == ("Yes.", ["Masts"])


BLOCK = (
    "From: Ann Example <ann@example.org>\nSent: Thu, 8 Oct 2020 10:28\nTo: commons@lists.example.org\n"
    "Subject: Re: Masts of wood\n"
)
WRAPPED_BLOCKS = [  # (how it is wrapped, the block)
    ("on one line", BLOCK.replace("\n", " ") + "\n"),
    ("before a value", BLOCK.replace(": ", ":\n", 1)),
    ("labels within lines", BLOCK.replace("\nTo", " To").replace("\nSub", " Sub").replace("Re: ", "Re:\n")),
    (
        "on behalf of",
        BLOCK.replace(
            "Ann Example <ann@example.org>",
            "Commons [mailto:\ncommons-bounces at lists.example.org] On Behalf Of\nAnn Example",
        ),
    ),
    (
        "behind its separator",
        "-----Original Message----- " + BLOCK.replace("\nTo", " To").replace("\n", " ").replace(" S", "\nS") + "\n",
    ),
    ("below a blank without width", f"?-----Original Message-----\n{BLOCK}"),
    ("of QQ", f"------------------ Original ------------------\n{BLOCK}".replace("Ann Example <", '"Ann Example";<')),
]


@pytest.mark.parametrize("mark", ["", "> "], ids=["top", "quoted"])
@pytest.mark.parametrize(("how", "block"), WRAPPED_BLOCKS, ids=[how for how, _ in WRAPPED_BLOCKS])
def test_a_block_that_was_wrapped_is_read_whole(how: str, block: str, mark: str) -> None:
    lines = f"Yes.\n\n{block}\nDone?\n".split("\n")
    body = read_text("".join(f"{mark}{line}\n" for line in lines))
    body = body.children[0].body if mark else body
    assert body.own == "Yes.", how
    assert [(each.name, each.subject, each.body.own) for each in body.children] == [
        ("Ann Example", "Re: Masts of wood", "Done?")
    ]


SUBJECTS = [  # (what stands below a long subject, whether it is its end)
    ("the new ones", True),
    ("Example Corporation", True),
    ("The new ones are of wood.", False),
    ("On 8 Oct 2020, Bo Other wrote:", False),
]


@pytest.mark.parametrize(("below", "is_its_end"), SUBJECTS, ids=[below for below, _ in SUBJECTS])
def test_the_subject_of_a_block_may_go_on_below(below: str, is_its_end: bool) -> None:
    long = "Re: Masts of wood, masts of iron, and those that carry both, or"
    (quoted,) = read_text(f"Yes.\n\n{BLOCK.replace('Re: Masts of wood', long)}{below}\n\n> Done?\n").children
    assert quoted.subject == (f"{long} {below}" if is_its_end else long)


def test_the_last_field_of_a_wrapped_block_ends_before_marks_and_attributions() -> None:
    block = BLOCK.replace("\nTo", " To")
    for below in ("> Done?\n", "On 8 Oct 2020, Bo Other <bo@example.org>\nwrote:\n> Done?\n"):
        (quoted,) = read_text(f"Yes.\n\n{block}{below}").children
        assert quoted.subject == "Re: Masts of wood"


RULE = "-" * 30
MASTHEAD = (
    "Send Commons mailing list submissions to\n\tcommons@lists.example.org\n\n"
    "To subscribe or unsubscribe via the World Wide Web, visit\n\thttps://lists.example.org/mailman/listinfo/commons\n"
    "or, via email, send a message with subject or body 'help' to\n\tcommons-request@lists.example.org\n\n"
    "You can reach the person managing the list at\n\tcommons-owner@lists.example.org\n\n"
    'When replying, please edit your Subject line so it is more specific\nthan "Re: Contents of Commons digest..."\n\n\n'
    f"Today's Topics:\n\n   1. Masts of wood (Ann Example)\n   2. Masts of iron (Bo Other)\n\n\n{RULE * 2}\n\n"
)


@pytest.mark.parametrize("topics", [True, False], ids=["with topics", "without"])
def test_of_a_digest_that_is_answered_whole_its_messages_are_left(topics: bool) -> None:
    masthead = MASTHEAD if topics else f"{MASTHEAD.partition(chr(10) + 'Today')[0]}\n{RULE * 2}\n\n"
    digest = (
        f"{masthead}Message: 1\n{BLOCK}\nDone?\n\n{RULE}\n\nMessage: 2\n\n{RULE}\n\n"
        f"Subject: Digest Footer\n\n{RULE}\n\nEnd of Commons Digest, Vol 40, Issue 24\n{'*' * 42}\n"
    )
    lines = "".join(f"> {line}\n" for line in digest.splitlines())
    (answered,) = read_text(f"Yes.\n\nOn 9 Oct 2020, commons-request@lists.example.org wrote:\n{lines}").children
    assert answered.body.own == ""
    assert [(each.name, each.subject, each.body.own) for each in answered.body.children] == [
        ("Ann Example", "Re: Masts of wood", "Done?")
    ]
    assert {footer.name for footer in answered.body.footers} == {"digest"}


def test_a_number_without_a_rule_and_a_word_about_digests_are_the_authors() -> None:
    text = "Message: 2\n\nTo subscribe or unsubscribe via email, ask Bo.\n\nEnd of the Commons Digest, as it were.\n"
    assert read_text(text).own == text.strip()


LIST_FOOTERS = [  # (list program or list, its footer)
    (
        "mail2forum",
        "-------------------- m2f --------------------\n\nSent using Mail2Forum (http://example.org).\n\n"
        "Read this topic online here:\nhttp://example.org/viewtopic.php?p=3#3\n\n"
        "-------------------- m2f --------------------\n",
    ),
    (
        "scrubbed-attachment",
        "A message part incompatible with plain text digests has been\nremoved ...\nName: not available\n"
        "Type: text/html\nSize: 24310 bytes\nDesc: not available\n",
    ),
    (
        "nabble",
        "--\nView this message in context: http://commons.n4.example.org/Masts-tp4p5.html\n"
        "Sent from the Commons mailing list archive at Example.org.\n",
    ),
    (
        "github",
        "-- \nReply to this email directly or view it on GitHub:\nhttps://example.org/masts/issues/84#issuecomment-3\n"
        "You are receiving this because you were mentioned.\n\nMessage ID: <masts/issues/84/3@example.org>\n",
    ),
    (
        "github, earlier",
        "---\nReply to this email directly or view it on GitHub:\nhttps://example.org/masts/issues/84#issuecomment-3\n",
    ),
    (
        "apnic",
        "*              sig-masts:  Example SIG on the masts of towns           *\n"
        "_______________________________________________\nsig-masts mailing list\nsig-masts@lists.example.org\n"
        "https://lists.example.org/mailman/listinfo/sig-masts\n",
    ),
    (
        "zope",
        "_______________________________________________\nMasts-Dev maillist  -  Masts-Dev@example.org\n"
        "http://lists.example.org/mailman/listinfo/masts-dev\n**  No cross posts or HTML encoding!  **\n(Related lists - \n"
        " http://lists.example.org/mailman/listinfo/masts-announce\n http://lists.example.org/mailman/listinfo/masts )\n",
    ),
    (
        "lacnic",
        "_______________________________________________\nMastiles mailing list\nmastiles@lists.example.org\n"
        "https://lists.example.org/mailman/listinfo/mastiles\n"
        "Cancelar suscripcion: https://lists.example.org/mailman/options/mastiles\n",
    ),
    ("nabble, later", "--\nSent from: http://commons.n4.example.org/Commons-f7.html\n"),
    (
        "nabble, by mail",
        "------------------------------\n"
        " If you reply to this email, your message will be added to the discussion\n"
        "below:\n"
        "http://commons.n4.example.org/Masts-tp4p5.html\n"
        " To unsubscribe from Commons, click here\n"
        "<http://commons.n4.example.org/template/NamlServlet.jtp?macro=unsubscribe_by_code&node=1>\n"
        ".\n",
    ),
    (
        "groupsio",
        "-=-=-=-=-=-=-=-=-=-=-=-\n"
        "Groups.io Links: You receive all messages sent to this group.\n"
        "View/Reply Online (#123): https://lists.example.org/g/dev/message/123\n"
        "Mute This Topic: https://lists.example.org/mt/1/2\n"
        "Group Owner: dev+owner@lists.example.org\n"
        "Unsubscribe: https://lists.example.org/g/dev/unsub [ann@example.org]\n"
        "-=-=-=-=-=-=-=-=-=-=-=-\n",
    ),
    (
        "ezmlm",
        "---------------------------------------------------------------------\n"
        "To unsubscribe, e-mail: dev-unsubscribe@x.example.org\n"
        "For additional commands, e-mail: dev-help@x.example.org\n",
    ),
    (
        "debian",
        "-- \n"
        "To UNSUBSCRIBE, email to debian-devel-REQUEST@lists.example.org\n"
        'with a subject of "unsubscribe". Trouble? Contact listmaster@lists.example.org\n'
        "Archive: https://lists.example.org/20120101120000.GA1@x\n",
    ),
    (
        "yahoo",
        "------------------------ Yahoo! Groups Sponsor ---------------------~-->\n"
        "Buy masts online.\n"
        "http://us.click.yahoo.com/abc/def/\n"
        "---------------------------------------------------------------------~->\n"
        "\n"
        "To unsubscribe from this group, send an email to:\n"
        "commons-unsubscribe@yahoogroups.com\n"
        "\n"
        "\n"
        "Your use of Yahoo! Groups is subject to http://docs.yahoo.com/info/terms/\n",
    ),
    (
        "sf",
        "-------------------------------------------------------------------------\n"
        "This SF.net email is sponsored by: Microsoft\n"
        "Defy all challenges. Microsoft(R) Visual Studio 2005.\n"
        "http://clk.atdmt.com/MRT/go/vse0120000070mrt/direct/01/\n"
        "_______________________________________________\n"
        "Gpsd mailing list\n"
        "Gpsd@lists.sourceforge.net\n"
        "https://lists.sourceforge.net/lists/listinfo/gpsd\n",
    ),
    (
        "sf2",
        "------------------------------------------------------------------------------\n"
        "Check out the vibrant tech community on one of the world's most\n"
        "engaging tech sites, Slashdot.org! http://sdm.link/slashdot\n"
        "_______________________________________________\n"
        "Gpsd mailing list\n"
        "Gpsd@lists.sourceforge.net\n"
        "https://lists.sourceforge.net/lists/listinfo/gpsd\n",
    ),
    (
        "launchpad",
        "_______________________________________________\n"
        "Mailing list: https://launchpad.net/~x\n"
        "Post to     : x@lists.launchpad.net\n"
        "Unsubscribe : https://launchpad.net/~x\n"
        "More help   : https://help.launchpad.net/ListHelp\n",
    ),
    (
        "opensuse",
        "-- \n"
        "To unsubscribe, e-mail: x+unsubscribe@lists.example.org\n"
        "To contact the owner, e-mail: x+owner@lists.example.org\n",
    ),
    (
        "fedora",
        "-- \n"
        "_______________________________________________\n"
        "devel mailing list -- devel@lists.example.org\n"
        "To unsubscribe send an email to devel-leave@lists.example.org\n"
        "Fedora Code of Conduct: https://docs.example.org/coc\n"
        "List Guidelines: https://example.org/wiki/Mailing_list_guidelines\n"
        "List Archives: https://lists.example.org/archives/list/devel@lists.example.org\n"
        "Do not reply to spam, report it: https://pagure.io/x/new_issue\n",
    ),
    (
        "vger",
        "--\n"
        'To unsubscribe from this list: send the line "unsubscribe linux-kernel" in\n'
        "the body of a message to majordomo@vger.kernel.org\n"
        "More majordomo info at  http://vger.kernel.org/majordomo-info.html\n"
        "Please read the FAQ at  http://www.tux.org/lkml/\n",
    ),
    (
        "listserv",
        "########################################################################\n"
        "\n"
        "To unsubscribe from the NCSG-DISCUSS list:\n"
        "write to: mailto:NCSG-DISCUSS-SIGNOFF-REQUEST@LISTSERV.EXAMPLE.ORG\n"
        "or click the following link:\n"
        "https://listserv.example.org/cgi-bin/wa?SUBED1=NCSG-DISCUSS&A=1\n",
    ),
    (
        "listserv2",
        "To unsubscribe from the X-L list, click the following link:\n"
        "https://listserv.example.org/scripts/wa.exe?SUBED1=X-L&A=1\n",
    ),
    (
        "ggold",
        "--~--~---------~--~----~------------~-------~--~----~\n"
        'You received this message because you are subscribed to the Google Groups "commons" group.\n'
        "To post to this group, send email to commons@googlegroups.com\n"
        "To unsubscribe from this group, send email to commons+unsubscribe@googlegroups.com\n"
        "For more options, visit this group at http://groups.google.com/group/commons?hl=en\n"
        "-~----------~----~----~----~------~----~------~--~---\n",
    ),
    (
        "gg",
        "-- \n"
        'You received this message because you are subscribed to the Google Groups "commons" group.\n'
        "To unsubscribe from this group and stop receiving emails from it, send an email to "
        "commons+unsubscribe@googlegroups.com.\n"
        "To view this discussion visit https://groups.google.com/d/msgid/commons/x.\n",
    ),
    (
        "igc",
        "____________________________________________________________\n"
        "You received this message as a subscriber on the list:\n"
        "     governance@lists.example.org\n"
        "To be removed from the list, visit:\n"
        "     http://www.example.org/unsubscribing\n"
        "\n"
        "For all other list information and functions, see:\n"
        "     http://lists.example.org/info/governance\n"
        "To edit your profile and to find the IGC's charter, see:\n"
        "     http://www.example.org/\n"
        "\n"
        "Translate this email: http://translate.google.com/translate_t\n",
    ),
    (
        "bestbits",
        "____________________________________________________________\n"
        "You received this message as a subscriber on the list:\n"
        "     bestbits@lists.example.net.\n"
        "To unsubscribe or change your settings, visit:\n"
        "     http://lists.example.net/wws/info/bestbits\n",
    ),
    (
        "riseup",
        "---\nTo unsubscribe: <mailto:igc-unsubscribe@lists.example.org>\nList help: <https://riseup.net/lists>\n",
    ),
    (
        "isoc",
        "_______________________________________________\n"
        "As an Internet Society Chapter Member you are automatically subscribed\n"
        "to this list, which is regularly synchronized with the Internet Society\n"
        "Chapter Portal (AMS): https://portal.isoc.org\n",
    ),
    (
        "isoc2",
        "-----------------------------------------------\n"
        "As an Internet Society Chapter Member you are automatically subscribed\n"
        "to this list, which is regularly synchronized with the Internet Society\n"
        "Chapter Portal (AMS): https://portal.isoc.org\n"
        "-\n"
        "View the Internet Society Code of Conduct: https://www.internetsociety.org/become-a-member/code-of-conduct/\n",
    ),
    (
        "atlarge",
        "_______________________________________________\n"
        "At-Large mailing list\n"
        "At-Large@atlarge-lists.example.org\n"
        "https://atlarge-lists.example.org/mailman/listinfo/at-large\n"
        "\n"
        "At-Large Official Site: http://atlarge.example.org\n",
    ),
    (
        "icann",
        "_______________________________________________\n"
        "GNSO mailing list\n"
        "GNSO@example.org\n"
        "https://mm.example.org/mailman/listinfo/gnso\n"
        "_______________________________________________\n"
        "By submitting your personal data, you consent to the processing of your personal data for purposes of "
        "subscribing to this mailing list in accordance with the ICANN Privacy Policy "
        "(https://www.icann.org/privacy/policy) and the website Terms of Service "
        "(https://www.icann.org/privacy/tos). You can visit the Mailman link above to change your membership status "
        "or configuration, including unsubscribing, setting digest-style delivery or disabling delivery altogether "
        "(e.g., for a vacation), and so on.\n",
    ),
    (
        "mm2info",
        "_______________________________________________\n"
        "Commons mailing list\n"
        "Commons@lists.example.org\n"
        "https://lists.example.org/mailman/listinfo/commons\n",
    ),
    (
        "mm3",
        "_______________________________________________\n"
        "commons mailing list -- commons@lists.example.org\n"
        "To unsubscribe send an email to commons-leave@lists.example.org\n",
    ),
    (
        "freelists",
        "\n"
        "------------------------------------------------------------\n"
        "To unsubscribe from this list send an email to commons-request@freelists.org with 'unsubscribe' in the "
        "Subject field.\n",
    ),
    ("kde", "-- \nkde mailing list\nkde@mail.example.org\nhttps://mail.example.org/cgi-bin/mailman/listinfo/kde\n"),
    (
        "discourse",
        "---\n"
        "[Visit Topic](https://meta.example.org/t/1/2) or reply to this email to respond.\n"
        "\n"
        "To unsubscribe from these emails, [click here](https://meta.example.org/email/unsubscribe/x).\n",
    ),
    (
        "discourse2",
        "---\nVisit Topic or reply to this email to respond.\n\nTo unsubscribe from these emails, click here.\n",
    ),
    ("mlmmj", "-- \nTo unsubscribe send a mail to commons+unsubscribe@lists.example.org\n"),
    (
        "ripe",
        "-----\n"
        "To unsubscribe from this mailing list or change your subscription options, please visit: "
        "https://mailman.example.net/mailman3/lists/members-discuss.example.net/\n"
        "As we have migrated to Mailman 3, you will need to create an account with the email matching your "
        "subscription before you can change your settings.\n"
        "More details at: https://www.example.net/membership/mail/mailman-3-migration/\n",
    ),
    (
        "afrinic",
        "_______________________________________________\n"
        "RPD mailing list\n"
        "RPD@afrinic.example.net\n"
        "https://lists.afrinic.example.net/mailman/listinfo/rpd\n",
    ),
    (
        "arin",
        "_______________________________________________\n"
        "ARIN-PPML\n"
        "You are receiving this message because you are subscribed to\n"
        "the ARIN Public Policy Mailing List (ARIN-PPML@arin.example.net).\n"
        "Unsubscribe or manage your mailing list subscription at:\n"
        "https://lists.arin.example.net/mailman/listinfo/arin-ppml\n"
        "Please contact info@arin.example.net if you experience any issues.\n",
    ),
    (
        "lacnic",
        "_______________________________________________\n"
        "Politicas mailing list\n"
        "Politicas@lacnic.example.net\n"
        "https://mail.lacnic.example.net/mailman/listinfo/politicas\n"
        "Darse de baja / Unsubscribe: https://mail.lacnic.example.net/mailman/options/politicas\n",
    ),
    (
        "lisgovernance",
        "________________________________\n"
        "To unsubscribe from the COMMONS list, click the following link: http://listserv.example.org/wa.exe?TICKET=1\n",
    ),
    (
        "nettime",
        "#  distributed via <nettime>: no commercial use without permission\n"
        "#  <nettime>  is a moderated mailing list for net criticism,\n"
        "#  collaborative text filtering and cultural politics of the nets\n"
        "#  more info: http://mx.kein.example.org/mailman/listinfo/nettime-l\n"
        "#  archive: http://www.nettime.example.org contact: nettime@kein.example.org\n",
    ),
    (
        "nettime in 1998",
        "---\n#  distributed via nettime-l : no commercial use without permission\n"
        "#  <nettime> is a closed moderated mailinglist for net criticism,\n"
        '#  more info: majordomo@example.org and "info nettime" in the msg body\n',
    ),
    (
        "nettime in 2023",
        "# distributed via <nettime>: no commercial use without permission\n"
        "# <nettime> is a moderated mailing list for net criticism,\n# more info: https://www.nettime.example.org\n",
    ),
    (
        "cpunks",
        "_______________________________________________\n"
        "cryptography mailing list\n"
        "cryptography@randombit.example.net\n"
        "http://lists.randombit.example.net/mailman/listinfo/cryptography\n",
    ),
    (
        "liberationtech",
        "-- \n"
        "Liberationtech is public & archives are searchable on Google. Violations of list guidelines will get you "
        "moderated: https://mailman.example.edu/mailman/listinfo/liberationtech. Unsubscribe, change to digest, or "
        "change password by emailing moderator at companys@example.edu.\n",
    ),
    (
        "rules",
        "########################################################################\n"
        "\n"
        "\n"
        "########################################################################\n"
        "\n"
        "To unsubscribe from the X list, click the following link:\n"
        "https://l.example.org/?x=1\n",
    ),
    (
        "no rule",
        "commons mailing list -- commons@lists.example.org\n"
        "To unsubscribe send an email to commons-leave@lists.example.org\n",
    ),
]


@pytest.mark.parametrize(("whose", "footer"), LIST_FOOTERS, ids=[whose for whose, _ in LIST_FOOTERS])
def test_the_footer_of_a_list_is_not_the_authors(whose: str, footer: str) -> None:
    body = read_text(f"Yes, the mast is there.\n\nAnn\n\n{footer}")
    assert (body.own, body.signature) == ("Yes, the mast is there.\n\nAnn", ""), whose
    assert "".join("".join(each.text for each in body.footers).split()) == "".join(footer.split())


def test_what_follows_a_footer_and_is_no_link_is_text() -> None:
    footer = f"{'_' * 47}\nCommons mailing list\nCommons@lists.example.org\nhttps://lists.example.org/mailman/listinfo/commons\n"
    assert read_text(f"Yes.\n\n{footer}\nMore of it: the mast.\n").own == "Yes.\n\nMore of it: the mast."
    patch = f"Applied.\n\n--\n2.25.1\n{footer}"
    assert (read_text(patch).own, [each.name for each in read_text(patch).footers]) == ("Applied.", ["mailman2"])
    assert read_text("See:\n\n##########\n# code\n##########\n\nDone.\n").own.count("#####") == 4


SENT_FROM = """
Sent from my iPhone | Von meinem iPhone gesendet | Envoyé de mon iPhone | Enviado desde mi iPhone
Enviado do meu iPhone | Inviato da iPhone | Verstuurd vanaf mijn iPhone | Skickat från min iPhone
Sendt fra min iPhone | Lähetetty iPhonesta | Wysłane z iPhone'a | Odesláno z iPhonu | Отправлено с iPhone
Надіслано з iPhone | iPhone'umdan gönderildi | iPhoneから送信 | 나의 iPhone에서 보냄 | 发自我的 iPhone | 從我的 iPhone 傳送
Sent from Mail for Windows 10 | Sent from Mail for Windows | Gesendet von Mail für Windows 10
Envoyé à partir de Courrier pour Windows | Enviado desde Correo para Windows 10 | Enviado do Correio para Windows 10
Provenance : Courrier pour Windows 10 | Enviado do Email para o Windows 10 | نُشر من iPhone الخاص بي
Holen Sie sich Outlook für iOS<https://aka.ms/o0ukef>
Inviato da Posta per Windows 10 | Verzonden vanuit Mail voor Windows 10 | Get Outlook for iOS
Get Outlook for Android<https://aka.ms/ghei36> | Get Outlook for iOS<https://aka.ms/o0ukef> | Obtenir Outlook pour iOS
Outlook für iOS herunterladen | Outlook für Android beziehen | Obtener Outlook para iOS | Obter o Outlook para iOS
Scarica Outlook per iOS | Outlook voor iOS downloaden | Sent from Yahoo Mail on Android
Sent from Yahoo Mail for iPhone | Sent from Yahoo Mail. Get the app | Enviado do Yahoo Mail no Android
Yahoo Mail: Search, Organize, Conquer | Sent with Proton Mail secure email. | Sent with ProtonMail Secure Email.
Sent from ProtonMail mobile | Sent from Proton Mail for iOS
Sent from [Proton Mail](https://proton.me/mail/home) for iOS | Sent from my BlackBerry® wireless device
Sent via BlackBerry from T-Mobile | Sent from Samsung Mobile | Sent from my Galaxy
Sent from my Verizon Wireless 4G LTE smartphone | Sent via the Samsung GALAXY S® 5, an AT&T 4G LTE smartphone
Diese Nachricht wurde von meinem Android-Mobiltelefon mit K-9 Mail gesendet.
Sent from my Android device with K-9 Mail. Please excuse my brevity.
Sent from my Android phone with K-9 Mail. Please excuse my brevity. | Von meinem Samsung Galaxy Smartphone gesendet.
Von meinem Samsung Gerät gesendet. | Envoyé depuis mon smartphone Samsung Galaxy. | Envoyé depuis mon mobile Orange
Sent from a mobile device. Please excuse typos | Sent from mobile | Sent from my mobile | Sent from my mobile device
Sent from Gmail Mobile | Sent from Mailspring | Sent from Nine | Sent via Superhuman | Sent from BlueMail
Typed on my phone | Sent from my Huawei phone | Sent from TypeApp | Sent with Mailbird | Gesendet mit der GMX Mail App
Gesendet mit der WEB.DE Mail App | Sent from AOL on Android | Sent from the all new AOL app for iOS
Sent from Postbox | Sent from /e/OS Mail. | Sent from Spark | Sent from Front | Sent from my Windows Phone
Enviado desde mi dispositivo móvil | Sent from my Pixel | Στάλθηκε από το iPhone μου | Trimis de pe iPhone-ul meu
Poslano z mojega iPhona | Küldve iPhone-omról | Sent from my iPad | Sent from my phone, please excuse brevity
Sent from Workspace ONE Boxer | Sent from my T-Mobile 4G LTE Device | (Sent from my phone)
Enviado desde mi smartphone Samsung Galaxy. | Enviado a partir do meu smartphone Samsung Galaxy.
Inviato dal mio Galaxy | Sent from HTC Inspire | Sent using CloudMagic Email | Sent from myMail for iOS
Отправлено из Mail.ru для Android | Отправлено из мобильной Яндекс.Почты | Sent by phone | --Sent from my iPhone
Sent from Outlook for iOS | Sent from Outlook Mobile | Dikirim dari iPhone saya | ส่งจาก iPhone ของฉัน
Được gửi từ iPhone của tôi | Gửi từ iPhone của tôi | נשלח מה-iPhone שלי | أُرسلت من الـ iPhone
Poslato sa mog iPhone uređaja | Изпратено от моя iPhone | Išsiųsta iš mano „iPhone“ | Saadetud minu iPhone'ist
Nosūtīts no mana iPhone
"""


@pytest.mark.parametrize("line", [line.strip() for line in SENT_FROM.strip().replace("\n", "|").split("|")])
def test_what_a_program_adds_below_a_mail_is_not_the_authors(line: str) -> None:
    body = read_text(f"Yes, the mast is there.\n\nAnn\n\n{line}\n")
    assert (body.own, body.signature) == ("Yes, the mast is there.\n\nAnn", line)


@pytest.mark.parametrize(
    "line", ["Sent from the town hall", "Outlook for the year", "Front door", "Saadetud sõnum", "Yahoo is late"]
)
def test_what_begins_so_and_is_prose_stays(line: str) -> None:
    assert read_text(f"Yes.\n\n{line}\n").own == f"Yes.\n\n{line}"


AT_THE_TOP = """
CAUTION: This email originated from outside of the organization. Do not click links unless you know the sender.
[EXTERNAL EMAIL] DO NOT CLICK links or attachments unless you recognize the sender and know the content is safe.
[EXTERNAL]
EXTERNAL EMAIL: Do not click any links or open any attachments unless you trust the sender and know the content is safe.
*** EXTERNAL EMAIL ***
**** EXTERNAL EMAIL ****
This Message Is From an External Sender
This message came from outside your organization.
External email: Use caution opening links or attachments
WARNING: This email originated outside of our company.
**WARNING**: This e-mail originated from outside of the network.
EXT EMAIL
[EXT]
[Caution: External Email]
CAUTION EXTERNAL EMAIL
CAUTION: EXTERNAL EMAIL
Caution: this is an external email and may be malicious. Please take care when clicking links or opening attachments.
You don't often get email from ann@example.org. Learn why this is important
[You don't often get email from ann@example.org. Learn why this is important at https://aka.ms/LearnAboutSenderIdentification ]
Some people who received this message don't often get email from ann@example.org. Learn why this is important
ATTENTION: This email came from an external source. Do not open attachments.
This email has been sent from an external source
This email was sent from outside the University.
This email originated outside the University. Check before clicking links or attachments.
External Email - Use Caution
---------------------- EXTERNAL EMAIL ----------------------
ACHTUNG: Diese E-Mail kommt von einem externen Absender.
Achtung: externe E-Mail!
VORSICHT: Diese E-Mail wurde von außerhalb der Organisation gesendet.
ATTENTION : Ce courriel provient d'un expéditeur externe.
Ce message provient de l'extérieur de l'organisation.
CAUTION: Ce message provient d'une adresse externe.
ATENCIÓN: Este correo electrónico se envió desde fuera de la organización.
PRECAUCIÓN: Este mensaje procede de un remitente externo.
CUIDADO: Este email veio de fora da organização.
ATENÇÃO: Esta mensagem foi enviada por remetente externo.
ATTENZIONE: Questa e-mail proviene dall'esterno dell'organizzazione.
LET OP: Deze e-mail is afkomstig van buiten de organisatie.
OBS! Detta mail kommer från en extern avsändare.
ADVARSEL: Denne e-post er sendt fra en ekstern afsender.
HUOM: Tämä viesti tulee organisaation ulkopuolelta.
UWAGA: Ta wiadomość pochodzi spoza organizacji.
Security notice: this email comes from outside
NOTICE: This email is from an external sender
Think before you click: this email originated from outside our organisation.
CYBERSECURITY NOTICE: this email came from outside
PLEASE NOTE: This message is from an EXTERNAL SENDER - be CAUTIOUS, particularly with links and attachments.
This email is from an external sender. Please exercise caution.
BEWARE: This email originated from outside of the organization.
Be careful: this email is from outside
"""


def test_a_line_right_below_a_banner_is_the_authors_though_it_says_click() -> None:
    body = read_text("Ann says:\n\nCAUTION: External sender.\nA click on the mast was heard at noon.\n")
    assert body.own == "Ann says:\n\nA click on the mast was heard at noon."


@pytest.mark.parametrize("banner", AT_THE_TOP.strip().split("\n"))
def test_a_banner_at_the_top_is_a_gateways(banner: str) -> None:
    body = read_text(f"{banner}\n\nYes, the mast is there.\n\nAnn\n")
    assert (body.own, [(each.name, each.text) for each in body.footers]) == (
        "Yes, the mast is there.\n\nAnn",
        [("gateway-banner", banner)],
    )
    block = "From: Ann Example <ann@example.org>\nSent: Thursday, 5 June 2025 10:22\nTo: Ben\nSubject: Masts\n"
    (quoted,) = read_text(f"Good.\n\n{block}\n{banner}\n\nYes, the mast is there.\n").children
    assert quoted.body.own == "Yes, the mast is there."


@pytest.mark.parametrize("banner", AT_THE_TOP.strip().split("\n"))
def test_what_stands_right_below_a_banner_is_the_authors(banner: str) -> None:
    body = read_text(f"{banner}\nHi Ben, the mast\nis there.\n\nAnn\n")
    assert body.own == "Hi Ben, the mast\nis there.\n\nAnn"


LABELS_OF_SECRECY = """
[AMD Official Use Only - General]
[AMD Official Use Only - AMD Internal Distribution Only]
[Public]
[Tea Internal Use Only]
Internal Use - Confidential
Dell - Internal Use - Confidential
Classification: UNCLASSIFIED
Classification: UNCLASSIFIED|Caveats: NONE
"""


@pytest.mark.parametrize("label", LABELS_OF_SECRECY.strip().split("\n"))
def test_a_label_that_says_who_may_read_a_mail_is_no_word_of_its_author(label: str) -> None:
    label = label.replace("|", "\n")
    body = read_text(f"{label}\n\nYes, the mast is there.\n\nAnn\n")
    assert (body.own, [footer.text.strip() for footer in body.footers]) == ("Yes, the mast is there.\n\nAnn", [label])
    body = read_text(f"{label}\n\n> Is the mast there?\n\nYes.\n")
    assert (body.own, body.children[0].name) == ("Yes.", "")


def test_a_label_stands_alone_at_the_top_or_is_one_that_only_a_company_writes() -> None:
    for text in ("[Public]\nWe meet.", "We meet.\n\n[Public]\n\nAnn", "Classification: restricted to three\n\nAnn"):
        assert read_text(f"{text}\n").own == text
    below = "From: Ann <ann@example.org>\nSent: Mon, 5 May 2025 10:00\nTo: Bo\nSubject: Tea\n\nTea?\n"
    body = read_text(f"We meet.\n\nAnn\n\nInternal Use - Confidential\n{below}")
    assert (body.own, body.children[0].name) == ("We meet.\n\nAnn", "Ann")


def test_a_banner_may_have_further_lines() -> None:
    banner = "[EXTERNAL EMAIL]\nDo not click links or attachments unless you recognise the sender and know\nthat they are safe."
    assert read_text(f"{banner}\nHi Ben.\n").own == "Hi Ben."


def test_a_tag_before_the_words_of_an_author_is_no_banner() -> None:
    assert read_text("[EXTERNAL] Hi Ben, the mast\nis there.\n").own == "[EXTERNAL] Hi Ben, the mast\nis there."


@pytest.mark.parametrize(
    "line",
    [
        "External mail servers are slow today.",
        "This mail was written outside, in the sun.",
        "Notice: the mail server outside the firewall moves.",
        "Attention: our external consultant comes at noon.",
        "This message is for the outside world.",
        "Extension of the mast.",
    ],
)
def test_what_speaks_of_mail_and_is_no_banner_stays(line: str) -> None:
    assert read_text(f"{line}\n\nYes.\n").own == f"{line}\n\nYes."


HTML = [  # (program, an answer that it wrote)
    (
        "gmx",
        "<div>Yes.</div><div>"
        '<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; '
        'border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b>'
        " Donnerstag, 05. Juni 2025 um 10:22 Uhr<br/><b>Von:</b>"
        ' "Ann Example" &lt;ann@example.org&gt;<br/><b>An:</b> ben@example.net<br/><b>'
        'Betreff:</b> Mast</div><div name="quoted-content">Done?</div></div></div>',
    ),
    (
        "zimbra",
        '<div>Yes.</div><br><hr id="zwchr" data-marker="__DIVIDER__">'
        '<div data-marker="__HEADERS__"><b>From: </b>"Ann Example" &lt;ann@example.org&gt;<br><b>'
        'To: </b>"Ben" &lt;ben@example.net&gt;<br><b>Sent: </b>'
        "Thursday, June 5, 2025 10:22:00 AM<br><b>Subject: </b>Masts<br></div><br>"
        '<div data-marker="__QUOTED_TEXT__">Done?</div>',
    ),
    (
        "spark",
        '<div name="messageBodySection">Yes.</div><div name="messageReplySection">'
        "On Jun 5, 2025, 10:22 +0200, Ann Example &lt;ann@example.org&gt;, wrote:<br/>"
        '<blockquote type="cite" class="spark_quote">Done?</blockquote></div>',
    ),
    (
        "proton",
        '<div style="font-family: Arial;">Yes.</div><div class="protonmail_quote">'
        "On Thursday, June 5th, 2025 at 10:22, Ann Example &lt;ann@example.org&gt; wrote:<br><br>"
        '<blockquote class="protonmail_quote" type="cite">Done?</blockquote></div>',
    ),
    (
        "yahoo",
        '<div>Yes.</div><div id="ydp1yahoo_quoted_1" class="yahoo_quoted"><div><div>'
        "On Thursday, June 5, 2025 at 10:22:00 AM GMT+2, Ann Example &lt;ann@example.org&gt; "
        "wrote: </div><div><br></div><div>Done?</div></div></div>",
    ),
    (
        "outlook",
        '<div>Yes.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%">'
        '<div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b>'
        " Ann Example &lt;ann@example.org&gt;<br><b>Sent:</b> Thursday, June 5, 2025 10:22 AM<br>"
        "<b>To:</b> Ben<br><b>Subject:</b> Masts</font></div><div>Done?</div>",
    ),
    (
        "word",
        '<div class="WordSection1"><p class="MsoNormal">Yes.<o:p></o:p></p><div>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        '<p class="MsoNormal"><b>From:</b> Ann Example &lt;ann@example.org&gt; <br><b>Sent:</b>'
        " Thursday, June 5, 2025 10:22 AM<br><b>To:</b> Ben<br><b>Subject:</b> Masts<o:p></o:p>"
        '</p></div></div><p class="MsoNormal">Done?<o:p></o:p></p></div>',
    ),
    (
        "thunderbird",
        '<p>Yes.</p><div class="moz-cite-prefix">On 05/06/2025 10:22, Ann Example wrote:<br>'
        '</div><blockquote type="cite" cite="mid:x@y"><p>Done?</p></blockquote>',
    ),
    (
        "roundcube",
        '<p>Yes.</p><p id="reply-intro">On 2025-06-05 10:22, Ann Example wrote:</p>'
        '<blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; '
        'margin: 0"><div>Done?</div></blockquote>',
    ),
    (
        "fastmail",
        "<div>Yes.</div><div>On Thu, 5 Jun 2025, at 10:22, Ann Example wrote:<br></div>"
        '<blockquote type="cite" id="qt" style=""><div>Done?</div></blockquote>',
    ),
    (
        "yandex",
        '<div>Yes.</div><div>05.06.2025, 10:22, "Ann Example" &lt;ann@example.org&gt;:</div>'
        "<blockquote><p>Done?</p></blockquote>",
    ),
    (
        "mailru",
        "Yes.<br><br>"
        '<blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">'
        "Четверг, 5 июня 2025, 10:22 +03:00 от Ann Example &lt;ann@example.org&gt;:<br><br>"
        "Done?</blockquote>",
    ),
    (
        "apple",
        '<html><body>Yes.<br><div><br><blockquote type="cite"><div>'
        "On 5 Jun 2025, at 10:22, Ann Example &lt;ann@example.org&gt; wrote:</div><br><div>"
        "Done?</div></blockquote></div></body></html>",
    ),
    (
        "gmail",
        '<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
        'On Thu, Jun 5, 2025 at 10:22 AM Ann Example &lt;<a href="mailto:ann@example.org">'
        "ann@example.org</a>&gt; wrote:<br></div>"
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex"><div>Done?</div>'
        "</blockquote></div>",
    ),
    (
        "lotus",
        "<font size=2>Yes.</font><br><br><font size=1 color=#5f5f5f>From: </font><font size=1>"
        '"Ann Example" &lt;ann@example.org&gt;</font><br><font size=1 color=#5f5f5f>To: </font>'
        "<font size=1>Ben</font><br><font size=1 color=#5f5f5f>Date: </font><font size=1>"
        "06/05/2025 10:22 AM</font><br><font size=1 color=#5f5f5f>Subject: </font><font size=1>"
        "Masts</font><br><hr noshade><br>Done?",
    ),
    (
        "samsung",
        '<div>Yes.</div><div><br></div><div style="font-size:100%;color:#000000">'
        "<!-- originalMessage --><div>-------- Original message --------</div><div>"
        "From: Ann Example &lt;ann@example.org&gt; </div><div>"
        "Date: 05/06/2025  10:22  (GMT+01:00) </div><div>To: Ben </div><div>Subject: Masts </div>"
        "<div><br></div></div>Done?",
    ),
    (
        "airmail",
        '<div id="bloop_customfont">Yes.</div><br><p class="airmail_on">'
        'On 5 June 2025 at 10:22:00, Ann Example (<a href="mailto:ann@example.org">'
        'ann@example.org</a>) wrote:</p> <blockquote type="cite" class="clean_bq"><span><div>'
        "Done?</div></span></blockquote>",
    ),
    (
        "mailbird",
        '<div>Yes.</div><div class="gmail_quote"><p class="__pmail_quote">'
        "On 05/06/2025 10:22:00, Ann Example &lt;ann@example.org&gt; wrote:</p><blockquote><div>"
        "Done?</div></blockquote></div>",
    ),
    (
        "front",
        '<div>Yes.</div><br><div class="front-signature"></div>'
        '<blockquote type="cite" class="front-blockquote"><div>'
        'On June 5, 2025 at 10:22 AM GMT+2 <a href="mailto:ann@example.org">ann@example.org</a>'
        " wrote:<br><br></div>Done?</blockquote>",
    ),
    (
        "hey",
        '<div class="trix-content">Yes.<br></div><blockquote><div>'
        "On June 5, 2025, Ann Example &lt;ann@example.org&gt; wrote:</div>"
        '<div class="trix-content">Done?</div></blockquote>',
    ),
    (
        "zoho",
        '<div>Yes.<br></div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">'
        "---- On Thu, 05 Jun 2025 10:22:00 +0200 <b>Ann Example &lt;ann@example.org&gt;</b>"
        ' wrote ----<br></div><div><br></div><blockquote id="blockquote_zmail"><div>Done?</div>'
        "</blockquote></div>",
    ),
    (
        "evolution",
        "<div>Yes.</div><div><br></div><div>"
        "On Thu, 2025-06-05 at 10:22 +0200, Ann Example wrote:</div>"
        '<blockquote type="cite" style="margin:0 0 0 .8ex; border-left:2px #729fcf '
        'solid;padding-left:1ex"><div>Done?</div></blockquote>',
    ),
    (
        "nested",
        '<div dir="ltr">Yes.</div><div class="gmail_quote"><div class="gmail_attr">'
        "On Thu, Jun 5, 2025 at 10:22 AM Ann Example &lt;ann@example.org&gt; wrote:</div>"
        '<blockquote class="gmail_quote"><div>Done?</div><div class="gmail_quote">'
        '<div class="gmail_attr">'
        "On Wed, Jun 4, 2025 at 9:00 AM Cy &lt;cy@example.org&gt; wrote:</div>"
        '<blockquote class="gmail_quote">First.</blockquote></div></blockquote></div>',
    ),
]


@pytest.mark.parametrize(("program", "html"), HTML, ids=[program for program, _ in HTML])
def test_an_answer_in_html_is_taken_apart_whatever_program_wrote_it(program: str, html: str) -> None:
    body = read_html(html)
    (quoted,) = body.children
    assert body.own == "Yes.", program
    assert (quoted.name, quoted.address) == (
        "" if program == "front" else "Ann Example",
        "ann@example.org" if "ann@" in html else "",
    )
    assert quoted.sent is not None
    assert (quoted.sent.date(), quoted.body.own) == (datetime(2025, 6, 5).date(), "Done?")
