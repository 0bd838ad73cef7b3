"""What list programs, hosts of lists and mail services of three decades put below a mail: none of it is its author's."""

from __future__ import annotations

import pytest

from ingest.body import read_text

RULE = "-" * 72
LINE = "_" * 60
FOOTERS = [
    pytest.param(
        "------------------------ Yahoo! Groups Sponsor --------------------~--> \nMake a sweep.\nhttp://example.org/L5\n"
        "--------------------------------------------------------------------~-> \n\n"
        "To unsubscribe from this group, send an email to:\ntea-unsubscribe@yahoogroups.com\n\n \n"
        "Yahoo! Groups Links\n\n<*> To visit your group on the web, go to:\n"
        "    http://groups.yahoo.com/group/tea/\n\n<*> To unsubscribe from this group, send an email to:\n"
        "    tea-unsubscribe@yahoogroups.com\n\n<*> Your use of Yahoo! Groups is subject to:\n    http://docs.yahoo.com/info/terms/\n",
        {"yahoo-groups", "google-groups"},
        id="Yahoo! Groups",
    ),
    pytest.param(
        "-------------------------- eGroups Sponsor -------------------------~-~>\nIt is free.\nhttp://click.egroups.com/1/9\n"
        "---------------------------------------------------------------------_->\n\n"
        "To unsubscribe from this group, send an email to:\ntea-unsubscribe@egroups.com\n",
        {"yahoo-groups"},
        id="eGroups",
    ),
    pytest.param(
        f"{RULE}\neGroups.com home: http://www.egroups.com/group/tea\nhttp://www.egroups.com - Simplifying\n", {"yahoo-groups"},
        id="eGroups, 1999",
    ),
    pytest.param(
        f"--------------------------- ONElist Sponsor ----------------------------\n\nAsk the experts.\n\n{RULE}\n"
        "To unsubscribe from this mailing list, or to change your subscription\nto digest, go to http://www.onelist.com\n",
        {"yahoo-groups", "listserv"},
        id="ONElist",
    ),
    pytest.param(
        f"==^{'=' * 64}\nEASY UNSUBSCRIBE click here: http://topica.com/u/?a84\nOr send an email to: tea-unsubscribe@topica.com\n\n"
        f"T O P I C A -- Register now to manage your mail!\nhttp://www.topica.com/partner/tag02/register\n==^{'=' * 64}\n",
        {"topica"},
        id="Topica",
    ),
    pytest.param(
        '--\nThis message was passed to you via the tea@example.org list.\nSend mail to majordomo@example.org to unsubscribe\n'
        '("unsubscribe tea" in the body of the message).\nArchives at http://www.example.org/archives.html\n',
        {"majordomo"},
        id="Majordomo of the DNSO",
    ),
    pytest.param(
        "-------------------------------------------\nArchives: https://www.listbox.com/member/archive/247/=now\n"
        "Modify Your Subscription: https://www.listbox.com/member/?member_id=1\nPowered by Listbox: http://www.listbox.com\n",
        {"listbox"},
        id="Listbox",
    ),
    pytest.param(
        "You are receiving this message because you are a member of the community Tea.\n\n"
        "View this contribution on the web site https://dgroups.org/_/abc\n\n"
        "A reply to this message will be sent to all members of Tea.\n\nReply to sender | Unsubscribe\n",
        {"dgroups"},
        id="Dgroups",
    ),
    pytest.param(
        f"{LINE}\ntea mailing list\ntea@lists.example.org\nhttps://lists.example.org/mailman/listinfo/tea\nTwitter: http://t.example.org\n"
        "\nUnsubscribe or change your options at https://lists.example.org/mailman/options/tea/ann%40example.org\n\n"
        "The Kenya ICT Action Network (KICTANet) is a platform for people.\n\nKICTANetiquette : Adhere to the same standards.\n",
        {"mailman2", "kictanet"},
        id="KICTANet",
    ),
    pytest.param(
        f"{RULE}\nlist options: http://lists.riseup.net/www/info/tea\nunsubscribe: tea-unsubscribe@lists.riseup.net\n", {"sympa"},
        id="Riseup",
    ),
    pytest.param(
        f"{'*' * 57}\nTo leave the list send a message to majordomo@example.org\nwith the words: unsubscribe tea\n{'*' * 57}\n",
        {"listserv"},
        id="between stars",
    ),
    pytest.param(
        f"{'#' * 72}\n\nTo unsubscribe from the TEA list, click the following link:\nhttps://www.jiscmail.ac.uk/cgi-bin/WA?A=1\n\n"
        "This message was issued to members of www.jiscmail.ac.uk/TEA, a mailing list hosted by www.jiscmail.ac.uk\n",
        {"listserv"},
        id="JISCMail",
    ),
    pytest.param(
        "--\nTo unsubscribe: send e-mail to\ntea-request@example.org with\n'unsubscribe' as the subject.  Do not send it to\n"
        "tea@example.org\n",
        {"listserv"},
        id="SmartList, wrapped anew",
    ),
    pytest.param(
        '-\nTo unsubscribe from this list: send the line "unsubscribe tea"\nin\nthe body of a message to majordomo@example.org\n',
        {"listserv"},
        id="vger, wrapped anew",
    ),
    pytest.param(
        "-- \nYou may reply to this email to add a comment.\n\nYou are receiving this mail because:\nYou are the assignee.\n",
        {"bugzilla"},
        id="Bugzilla",
    ),
    pytest.param(
        "-=-=-=-=-=-=-=-=-=-=-=-\nLinks: You receive all messages sent to this group.\n\n"
        "View/Reply Online (#36): https://lists.example.org/g/tea/message/36\nGroup Owner: tea+owner@lists.example.org\n"
        "Unsubscribe: https://lists.example.org/g/tea/leave/81/xyzzy  [ann@example.org]\n-=-=-=-=-=-=-=-=-=-=-=-\n",
        {"groups.io"},
        id="groups.io, in two paragraphs",
    ),
    pytest.param(
        f"{LINE}\nTo manage your Internet Society subscriptions\nor unsubscribe, log into the Member Portal at\n"
        "https://portal.isoc.org/\nand go to the Preferences tab within your profile.\n-\n"
        "View the Internet Society Code of Conduct: https://www.internetsociety.org/code-of-conduct/\n",
        {"isoc"},
        id="Internet Society",
    ),
    pytest.param(
        f"{LINE}\nTo manage your subscriptions or unsubscribe,\nplease log into the portal:\nhttps://portal.example.org/\n"
        "Then choose Subscriptions from the menu.\n",
        {"listserv"},
        id="a portal",
    ),
    pytest.param(
        f"{'-.' * 39}-\ntea mailing list -- Read http://tea.example.org/FAQ.html\nSend \"info\", \"help\", or \"[un]subscribe\"\n"
        f"(in the \"body\", not the subject !)  To: tea-request@example.org\n{'_.' * 39}_\n",
        {"majordomo"},
        id="Majordomo of R",
    ),
    pytest.param(
        "To unsubscribe from these emails, [click here](https://forum.example.org/email/unsubscribe/0a).\n",
        {"discourse"},
        id="Discourse, of which the first words are gone",
    ),
    pytest.param(
        "-- \nSent via pgsql-tea mailing list (pgsql-tea@example.org)\nTo make changes to your subscription:\n"
        "http://www.example.org/mailpref/pgsql-tea\n",
        {"majordomo"},
        id="PostgreSQL",
    ),
    pytest.param(
        "-- \nZum AUSTRAGEN schicken Sie eine Mail an tea-request@lists.example.org\n"
        'mit dem Subject "unsubscribe". Probleme? Mail an listmaster@lists.example.org (engl)\n',
        {"smartlist"},
        id="Debian in German",
    ),
    pytest.param(
        "-- \n*** Please reply-to-all at all times ***\n*** (do not pretend to know who is subscribed and who is not) ***\n"
        "The Wiki is here: https://example.org/wiki - accounts are free.\n\n"
        "You received this message because you are subscribed to the Google\nGroups \"tea\" group.\n",
        {"google-groups"},
        id="msysGit",
    ),
    pytest.param(
        f"{'-' * 42}\ntea: Discuss\nPermalink: https://tea.topicbox.com/groups/discuss/T1234-M5678\n"
        "Delivery options: https://tea.topicbox.com/groups/discuss/subscription\n",
        {"topicbox"},
        id="Topicbox",
    ),
    pytest.param(
        f"{LINE}\nOur Main Website: http://tea.example.org\ntea mailing list\nSearchable Archives: http://example.org/archives\n"
        "List Rules (must read!): http://example.org/rules\nList Home: http://example.org/mailman/listinfo/tea\n"
        "Help: http://example.org/mmfaq.html\nPost: mailto:tea@example.org\nTo unsubscribe, send an email to ann@example.org with\n"
        "the word unsubscribe in the message body.\n",
        {"mailman2"},
        id="Mailman, ten lines",
    ),
    pytest.param("---\nListe de diffusion du FRnOG\nhttp://www.frnog.org/\n", {"mailman2"}, id="FRnOG"),
    pytest.param("-----\nNo virus found in this message.\nChecked by AVG - www.avg.com\n", {"mail-service"}, id="AVG, long rule"),
    pytest.param("---\nOutgoing mail is certified Virus Free.\nVersion: 6.0 / Virus Database: 464\n", {"mail-service"}, id="AVG"),
    pytest.param(
        f"{LINE}\nYou don't need to buy Internet access to use free Internet e-mail.\nGet completely free e-mail from Juno\n",
        {"mail-service"},
        id="Juno",
    ),
    pytest.param(f"{LINE}\nDon't pick lemons.\nSee all the new cars at Yahoo! Autos.\n", {"mail-service"}, id="Yahoo!"),
    pytest.param(
        f"{LINE}\nSMS schreiben - einfach, schnell und\nkostenguenstig. http://f.web.de/?mc=021\n", {"mail-service"}, id="WEB.DE"
    ),
    pytest.param(
        "Community email addresses:\n  Post message: tea@onelist.com\n  Subscribe:    tea-subscribe@onelist.com\n\n"
        "Shortcut URL to this page:\n  http://www.onelist.com/community/tea\n", {"yahoo-groups"}, id="ONElist's addresses",
    ),
    pytest.param(
        "__________ NOD32 1.1777 (20060926) Information __________\n\n"
        "This message was checked by NOD32 antivirus system.\nhttp://www.eset.com\n", {"virus-scanner"}, id="NOD32",
    ),
    pytest.param(
        "__________ Information from ESET NOD32 Antivirus, version of virus signature database 5150 (20100528) __________\n\n"
        "The message was checked by ESET NOD32 Antivirus.\n\nhttp://www.eset.com\n", {"virus-scanner"}, id="ESET",
    ),
    pytest.param(
        "__________ Informação do NOD32 IMON 4302 (20090803) __________\n\n"
        "Esta mensagem foi verificada pelo NOD32 sistema antivírus\nhttp://www.eset.com.br\n"
        f"{LINE}\nTea mailing list\nTea@lists.example.org\nhttps://lists.example.org/mailman/listinfo/tea\n",
        {"virus-scanner", "mailman2"}, id="NOD32 above a list's footer",
    ),
    pytest.param("Garanti sans virus. www.avast.com\n", {"mail-service"}, id="Avast, French"),
    pytest.param("---\nEl software de antivirus Avast ha analizado este correo\n", {"mail-service"}, id="Avast, Spanish"),
    pytest.param(
        f"{'-' * 33}\nLooking for autos?\nBrowse cars at Yahoo! Autos.\n", {"mail-service"}, id="Yahoo's rule",
    ),
    pytest.param(
        f"{'-' * 64}\nThis message was sent using IMP, the Internet Messaging Program.\n", {"mail-service"}, id="IMP",
    ),
    pytest.param(
        "---\nYou are currently subscribed to tea as: a@example.org.\nTo unsubscribe send a blank email to leave-1A@example.org\n",
        {"lyris"}, id="Lyris",
    ),
    pytest.param(
        "***********************\nTo remove yourself from this mailing list, send mail to:\n\tmajordomo@example.org\n\n"
        "Include the following command in the body:\n\tunsubscribe tea\n***********************\n", {"majordomo"}, id="a box",
    ),
    pytest.param(
        f"{LINE}\nTea: tea@lists.example.org\nhttps://lists.example.org/listinfo/tea\n", {"mailman2"}, id="Mailman at /listinfo/",
    ),
    pytest.param(f"{LINE}\nPour vous désabonner : https://listes.example.org/tea\n", {"list"}, id="a list in French"),
    pytest.param(
        f"{LINE}\n\nYahoo! Groupes Liens\n\n<*> Pour consulter votre groupe :\n    http://fr.groups.yahoo.com/group/tea/\n",
        {"yahoo-groups"}, id="Yahoo! Groups, French",
    ),
    pytest.param(f"{LINE}\nGet your FREE download of MSN Explorer at http://explorer.msn.com\n", {"mail-service"}, id="Hotmail"),
]  # fmt: skip


@pytest.mark.parametrize(("footer", "names"), FOOTERS)
def test_it_is_no_word_of_the_author(footer: str, names: set[str]) -> None:
    body = read_text(f"We met on Monday.\n\nAnn\n\n{footer}")
    assert (body.own, body.signature) == ("We met on Monday.\n\nAnn", "")
    assert {found.name for found in body.footers} == names


@pytest.mark.parametrize(("footer", "names"), FOOTERS)
def test_it_is_no_word_of_a_quoted_author(footer: str, names: set[str]) -> None:
    marked = "".join(f"> {line}\n" for line in footer.splitlines())
    body = read_text(
        f"Yes.\n\nOn Thu, 5 Jun 2025 at 10:22, Bo <bo@example.org> wrote:\n> Did you agree?\n{marked}\nAnn\n"
    )
    (child,) = body.children
    assert child.body.own == "Did you agree?"
    assert {found.name for found in child.body.footers} == names


@pytest.mark.parametrize(
    "words",
    [
        'Hai ricevuto questo messaggio perché sei iscritto al gruppo "tea" di Google Gruppi.',
        'Вы получили это сообщение, поскольку подписаны на группу "tea".',
        "このメールは Google グループのグループ「tea」の登録者に送られています。",
        "您收到此邮件是因为您订阅了Google网上论坛上的“tea”群组。",
        "Otrzymujesz tę wiadomość, ponieważ subskrybujesz grupę „tea”.",
        "Je hebt dit bericht ontvangen omdat je bent geabonneerd op de groep 'tea'.",
        'Recibiste este mensaje porque te suscribiste al grupo "tea" de Grupos de Google.',
    ],
)
def test_google_groups_speaks_many_languages(words: str) -> None:
    body = read_text(f"We met on Monday.\n\n-- \n{words}\n")
    assert (body.own, body.signature, [found.name for found in body.footers]) == (
        "We met on Monday.",
        "",
        ["google-groups"],
    )


def test_a_rule_that_is_repeated_in_a_text_closes_no_box() -> None:
    rule = "=" * 40
    text = f"We met.\n\n{rule}\nThe new mailing list\n{rule}\n\nIt opens on Monday.\n\n{rule}\n\nAnn"
    assert "It opens on Monday." in read_text(text).own


def test_rules_and_words_of_an_author_stay() -> None:
    text = f"We met.\n\n{RULE}\n\nThe sponsor of the day is Tea Ltd.\n\n---\n\nTo leave early is fine.\n\n==^ this is a roof\n\nAnn"
    assert read_text(text).own == text


@pytest.mark.parametrize(
    "card", ["Ann Example\nann@yahoo.example.org\nhttp://www.yahoo.com/ann", "I read all of it on Yahoo!\n" * 6]
)
def test_a_card_below_a_rule_is_its_authors(card: str) -> None:
    body = read_text(f"We met.\n\n{LINE}\n{card}\n")
    assert body.footers == ()


@pytest.mark.parametrize("above", ["", "\n"], ids=["the rule of a box", "a rule between"])
def test_a_footer_with_a_rule_of_its_own_is_whole_below_another_rule(above: str) -> None:
    own = f"Dear all,\n\nthe masts are up.\n\nAnn Example\nTeahouse 3      : Tea is a verb\n{above}"
    wave = "=-" * 36
    footer = (
        f"{wave}\ntea mailing list -- Read http://www.example.org/FAQ.html\nSend 'help' To: tea-request@example.org\n"
    )
    body = read_text(f"{own}{RULE}\n\n{footer}{wave}\n")
    left = "".join(segment.text for segment in body.segments if segment.kind in ("own", "signature"))
    assert left.replace(f"{RULE}\n", "").strip() == own.strip()
    assert {footer.name for footer in body.footers} == {"mailman3"}


def test_a_section_below_a_rule_is_its_authors() -> None:
    text = f"{LINE}\nTHE WEEK\nhttp://news.yahoo.com/1\n\n{LINE}\nNEXT WEEK\n\nAll of it."
    assert read_text(text).own == text


DISCLAIMER = (
    "This email may contain confidential information. Please do not use or disclose it in any way and\n"
    "delete it if you are not the intended recipient.\n"
)


@pytest.mark.parametrize(
    "notice",
    [
        pytest.param(f"::DISCLAIMER::\n{RULE}\n{DISCLAIMER}", id="under a heading"),
        pytest.param(f"-- \n???????? {DISCLAIMER}", id="below a delimiter, with a drawing that an archive lost"),
        pytest.param(
            f"{DISCLAIMER}\nVirus warning: we have taken precautions against viruses, but cannot accept responsibility for\n"
            "any loss that comes of this e-mail.\n",
            id="in two paragraphs",
        ),
        pytest.param(f"{'*' * 70}\n{DISCLAIMER}\nTea Protection Agency\n{'*' * 70}\n", id="between rules"),
        pytest.param(
            "<https://www.avast.com/sig-email?utm_medium=email>\nVirus-free.\nwww.avast.com\n"
            "<https://www.avast.com/sig-email?utm_medium=email>\n<#DDB4FAA8>\n",
            id="Avast",
        ),
        pytest.param(
            "[https://ipmcdn.avast.com/images/icons/icon.png]<https://www.avast.com/sig-email?utm_medium=email>\tVirus-free.\n",
            id="Avast's picture, in a text part of Outlook",
        ),
        pytest.param(
            "_._,_._,_\n________________________________\nGroups.io Links:\n\nYou receive all messages sent to this group.\n\n"
            "View/Reply Online (#5)\n________________________________\nUnsubscribe [ann@example.org]\n\n_._,_._,_\n",
            id="Groups.io, from HTML",
        ),
        pytest.param(
            "__._,_.___\nReply to sender | Reply to group | Messages in this topic (1)\n\nVisit Your Group\n.\n\n__,_._,___\n",
            id="Yahoo! Groups, from HTML",
        ),
        pytest.param("__._,_.___\n", id="what opens the words of Yahoo! Groups"),
        pytest.param("<#DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2>\n", id="the anchor of Avast's picture"),
        pytest.param(
            "Niniejsza wiadomość zawiera informacje poufne, przeznaczone tylko dla jej adresata. Jeżeli otrzymali ją Państwo\n"
            "omyłkowo, prosimy powiadomić nadawcę i usunąć ją.\n",
            id="Polish",
        ),
        pytest.param(
            "Это сообщение может содержать конфиденциальную информацию и предназначено только для адресата. Если Вы получили\n"
            "его по ошибке, просим сообщить отправителю и удалить его.\n",
            id="Russian",
        ),
        pytest.param(
            "Це повідомлення містить конфіденційну інформацію, призначену лише для адресата. Якщо Ви отримали його помилково,\n"
            "видаліть його.\n",
            id="Ukrainian",
        ),
        pytest.param(
            "Tento e-mail je důvěrný a je určen jen pro adresáta. Obdržíte-li jej omylem, smažte jej.\n", id="Czech"
        ),
        pytest.param(
            "Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle. Jos sait sen virheellisesti, poista se.\n",
            id="Finnish",
        ),
        pytest.param(
            "Denne e-posten er konfidensiell og beregnet på mottakeren. Er den sendt deg ved en feil, slett den.\n",
            id="Norwegian",
        ),
        pytest.param(
            "Detta meddelande är konfidentiellt och endast avsett för mottagaren. Har du fått det av misstag, radera det.\n",
            id="Swedish",
        ),
        pytest.param(
            "Bu e-posta gizli bilgiler içerir ve sadece alıcısına yöneliktir. Yanlışlıkla aldıysanız siliniz.\n",
            id="Turkish",
        ),
        pytest.param(
            "Ez az üzenet bizalmas, és kizárólag a címzettnek szól. Ha tévedésből kapta, törölje.\n", id="Hungarian"
        ),
        pytest.param(
            "Acest mesaj este confidențial și destinat numai destinatarului. Dacă l-ați primit din eroare, ștergeți-l.\n",
            id="Romanian",
        ),
        pytest.param(
            "Ova poruka je povjerljiva i namijenjena samo primatelju. Ako ste je primili greškom, izbrišite je.\n",
            id="Croatian",
        ),
        pytest.param(
            "To sporočilo je zaupno in namenjeno le naslovniku. Če ste ga prejeli po pomoti, ga izbrišite.\n",
            id="Slovene",
        ),
    ],
)
def test_all_of_a_notice_is_no_word_of_the_author(notice: str) -> None:
    body = read_text(f"I come.\n\n{notice}")
    assert (body.own, body.signature) == ("I come.", "")


@pytest.mark.parametrize(
    "words",
    [
        "Это сообщение я удалил по ошибке, просьба прислать ещё раз. Получатель был указан неверно.",
        "Niniejsza wiadomość dotyczy adresata, który ją usunął przez pomyłkę.",
        "Tento e-mail jsem omylem smazal, pošli ho znovu, adresát byl špatně.",
    ],
)
def test_words_about_a_message_that_are_not_of_secrecy_are_the_authors(words: str) -> None:
    assert read_text(f"Hello,\n\n{words}\n").own == f"Hello,\n\n{words}"


def test_what_follows_a_disclaimer_is_the_authors() -> None:
    text = "By the way, the virus that we talked of is gone.\n"
    assert read_text(f"I come.\n\n{DISCLAIMER}\n{text}").own == f"I come.\n\n{text.strip()}"
