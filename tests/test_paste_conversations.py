"""Conversations copied from mail programs in many languages, with what the programs print around each mail."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from ingest import formats, paste
from ingest.body import read_text
from ingest.formats import document, pasted
from ingest.formats.piece import Piece
from ingest.message import Post
from ingest.pasting import paper

ASKED = "The pump in the lower garden has stopped.\nCould somebody look at it?"
GIVE = "Give it water first.\nThen wait an hour."
DONE = "It runs again!"


def posts(page: str) -> list[Post]:
    assert formats.detect(page.encode(), PurePath("page.txt")) is pasted
    return [found for found in pasted.read(Piece(page.encode(), path="page.txt")) if isinstance(found, Post)]


def own(post: Post) -> str:
    return read_text(post.text).own.strip()


# -- Gmail in the languages of its readers -----------------------------------------------------------------------------------

# language -> its folder, two dates with a year, one without, and whom the mails went to
GMAIL = {
    "English": (
        "Inbox",
        "Mon, 3 Mar 2025, 14:05 (2 days ago)",
        "Mar 3, 2025, 2:45\u202fPM",
        "9:00 AM (2 hours ago)",
        "to me",
    ),
    "German": (
        "Posteingang",
        "Mo., 3. März 2025, 14:05 (vor 2 Tagen)",
        "3. März 2025, 14:45",
        "Di., 4. März, 09:00 (vor 1 Stunde)",
        "an mich",
    ),
    "French": (
        "Boîte de réception",
        "lun. 3 mars 2025 14:05 (il y a 2 jours)",
        "lun. 3 mars 2025, 14:45",
        "09:00 (il y a 2 heures)",
        "à moi",
    ),
    "Italian": (
        "Posta in arrivo",
        "lun 3 mar 2025, 14:05 (2 giorni fa)",
        "3 mar 2025, 14:45",
        "mar 4 mar, 09:00 (2 ore fa)",
        "a me",
    ),
    "Polish": (
        "Odebrane",
        "pon., 3 mar 2025, 14:05 (2 dni temu)",
        "3 mar 2025, 14:45",
        "wt., 4 mar, 09:00 (2 godziny temu)",
        "do mnie",
    ),
    "Russian": (
        "Входящие",
        "пн, 3 мар. 2025 г., 14:05 (2 дня назад)",
        "3 мар. 2025 г., 14:45",
        "вт, 4 мар., 09:00 (2 часа назад)",
        "кому: мне",
    ),
    "Ukrainian": (
        "Вхідні",
        "пн, 3 бер. 2025 р., 14:05 (2 дні тому)",
        "3 бер. 2025 р., 14:45",
        "вт, 4 бер., 09:00 (2 години тому)",
        "кому: мені",
    ),
    "Swedish": (
        "Inkorg",
        "mån 3 mars 2025 14:05 (för 2 dagar sedan)",
        "3 mars 2025 14:45",
        "tis 4 mars 09:00 (för 2 timmar sedan)",
        "till mig",
    ),
    "Danish": (
        "Indbakke",
        "man. 3. mar. 2025 14.05 (for 2 dage siden)",
        "3. mar. 2025 14.45",
        "tirs. 4. mar. 09.00 (for 2 timer siden)",
        "til mig",
    ),
    "Finnish": (
        "Saapuneet",
        "ma 3. maalisk. 2025 klo 14.05 (2 päivää sitten)",
        "3. maalisk. 2025 klo 14.45",
        "ti 4. maalisk. klo 9.00 (2 tuntia sitten)",
        "vastaanottaja minä",
    ),
    "Czech": (
        "Doručené",
        "po 3. 3. 2025 14:05 (před 2 dny)",
        "3. 3. 2025 14:45",
        "út 4. 3. 9:00 (před 2 hodinami)",
        "komu: mně",
    ),
    "Turkish": (
        "Gelen Kutusu",
        "3 Mar 2025 Pzt 14:05 (2 gün önce)",
        "3 Mar 2025 14:45",
        "4 Mar Sal 09:00 (2 saat önce)",
        "Alıcı: ben",
    ),
    "Romanian": (
        "Mesaje primite",
        "lun., 3 mar. 2025, 14:05 (acum 2 zile)",
        "3 mar. 2025, 14:45",
        "mar., 4 mar., 09:00 (acum 2 ore)",
        "către mine",
    ),
    "Hungarian": (
        "Beérkező levelek",
        "2025. márc. 3., H 14:05 (2 nappal ezelőtt)",
        "2025. márc. 3. 14:45",
        "márc. 4., K 9:00 (2 órával ezelőtt)",
        "címzett: én",
    ),
    "Japanese": (
        "受信トレイ",
        "2025年3月3日(月) 14:05 (2 日前)",
        "2025年3月3日 14:45",
        "3月4日(火) 9:00 (2 時間前)",
        "To 自分",
    ),
    "Chinese": (
        "收件箱",
        "2025年3月3日周一 14:05 (2天前)",
        "2025年3月3日 14:45",
        "3月4日周二 09:00 (2小时前)",
        "发送至 我",
    ),
    "Korean": (
        "받은편지함",
        "2025년 3월 3일 (월) 오후 2:05 (2일 전)",
        "2025년 3월 3일 오후 2:45",
        "3월 4일 (화) 오전 9:00 (2시간 전)",
        "받는사람: 나",
    ),
}


@pytest.mark.parametrize("language", GMAIL)
def test_a_conversation_is_read_in_the_language_of_the_reader(language: str) -> None:
    folder, first, second, third, to = GMAIL[language]
    page = (
        f"The pump\n{folder}\n\nAnn Example\n{first}\n{to}\n\n{ASKED}\n\nBo Sample <bo@example.org>\n{second}\n{to}, Ann\n\n"
        f"{GIVE}\n\nAnn Example\n{third}\n{to}\n\n{DONE}\n"
    )
    found = posts(page)
    assert [(post.sender.name, post.subject, own(post)) for post in found] == [
        ("Ann Example", "The pump", ASKED),
        ("Bo Sample", "The pump", GIVE),
        ("Ann Example", "The pump", DONE),
    ]
    assert [str(post.sent)[:16] for post in found] == ["2025-03-03 14:05", "2025-03-03 14:45", "None"]


ONE = (  # a mail of its own, with all that is copied with it
    "Conversation opened. 1 read message.\n\nSkip to content\nUsing Garden School Mail with screen readers\n\n2 of 1,300\n"
    f"The pump\nInbox\n\nAnn Example\n\t\nAttachmentsMar 3, 2025, 2:05 PM (2 days ago)\n\t\nto me\n\n{ASKED}\n"
    "One attachment\n• Scanned by Gmail\n\nReply\nForward\n"
)
FOLDER = (
    "The pump\nInbox\n\nAnn Example via Garden <garden@lists.example.org> Unsubscribe\nAttachments\nMar 3, 2025, 2:05 PM\n"
    f"to garden\n\n{ASKED}\n"
)
FOLDED = (  # of mails that are folded a line is shown, below no recipients
    "The pump\nInbox\nAnn Example\n\t\n\tMar 3, 2025, 2:05 PM (6 days ago)\nThe pump in the lower garden has\nBo Sample\n\t\n"
    f"\tMar 4, 2025, 1:22 PM (5 days ago)\nGive it\nAnn Example <ann@example.org>\nMar 5, 2025, 2:07 PM\nto Bo\n{DONE}\n"
)


@pytest.mark.parametrize("page", [ONE, FOLDER])
def test_one_mail_of_gmail_is_a_page(page: str) -> None:
    (post,) = posts(page)
    assert (post.sender.name, post.sender.address, post.subject) == ("Ann Example", "", "The pump")
    assert str(post.sent) == "2025-03-03 14:05:00"
    assert own(post) == ASKED


def test_what_is_shown_of_folded_mails_is_not_the_one_aboves() -> None:
    assert [(post.sender.name, own(post)) for post in posts(FOLDED)] == [
        ("Ann Example", "The pump in the lower garden has"),
        ("Bo Sample", "Give it"),
        ("Ann Example", DONE),
    ]


# ... and sentences that begin with the words that stand before recipients
SENTENCES = [
    "Tomorrow I come",
    "do you know the man from the mill",
    "To be fair, I have not looked",
    "a quick note: it has stopped",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_neither_tom_nor_a_sentence_is_taken_for_a_recipient(sentence: str) -> None:
    page = (
        f"The pump\nInbox\n\nTom Example\nMar 3, 2025, 2:05 PM (6 days ago)\nto me\n\n{sentence}\n\nTo Sample\n"
        f"Mar 3, 2025, 2:45 PM (6 days ago)\nto Tom, garden\n\n{sentence} now.\n"
    )
    assert [(post.sender.name, own(post)) for post in posts(page)] == [
        ("Tom Example", sentence),
        ("To Sample", f"{sentence} now."),
    ]


SINGLE = {  # a mail of its own, with whom it went to above or below the time
    "Outlook on the web": f"The pump\nAE\nAnn Example<ann@example.org>\n\u200b\ngarden@lists.example.org\u200b\n"
    f"Mon 3/3/2025 2:05 PM\n{ASKED}\n",
    "... with a label": f"The pump\nAnn Example<ann@example.org>\nTo:\u200b\ngarden@lists.example.org\u200b\n"
    f"Mon 3/3/2025 2:05 PM\n{ASKED}\n",
    "Outlook": f"The pump\n\n\tAnn Example\n\tMon 03/03/2025 14:05\n\nTo: garden@lists.example.org\n\n"
    f"{ASKED}\nReplyReply allForward\n",
}


@pytest.mark.parametrize("page", SINGLE.values(), ids=SINGLE)
def test_one_mail_of_outlook_is_a_page(page: str) -> None:
    (post,) = posts(page)
    assert (post.sender.name, post.subject, str(post.sent)) == ("Ann Example", "The pump", "2025-03-03 14:05:00")
    assert own(post) == ASKED


def test_initials_stand_above_a_mail_to_one_person() -> None:
    page = OUTLOOK.format("To:\u200b", "Mon 3/3/2025 2:05 PM", "Mon 3/3/2025 2:45 PM", "")
    third = f"AE\nAnn Example\u200b\nYou\u200b\nTue 3/4/2025 9:00 AM\n{DONE}\n"
    assert [(post.sender.name, own(post)) for post in posts(page + third)][1:] == [
        ("Bo Sample", GIVE),
        ("Ann Example", DONE),
    ]


def test_dots_for_folded_quotes_are_no_words() -> None:
    page = f"The pump\nInbox\n\nAnn Example\nMar 3, 2025, 2:05 PM (2 days ago)\nto me\n\n{ASKED}\n...\n\n"
    assert [own(post) for post in posts(page + page.partition("Inbox\n")[2])] == [ASKED, ASKED]


def test_recipients_behind_a_dash_are_those_of_a_group_in_russian() -> None:
    page = (
        f"The pump\n2 просмотра\nПерейти к первому непрочитанному сообщению\n\nAnn Example\nне прочитано,\n"
        f"3 мар. 2025 г., 14:05:01\n– garden\n{ASKED}\n\nBo Sample\nне прочитано,\n3 мар. 2025 г., 14:45:01\n"
        f"– Ann Example, garden\n{GIVE}\n"
    )
    assert [(post.sender.name, own(post)) for post in posts(page)] == [("Ann Example", ASKED), ("Bo Sample", GIVE)]


MENU = (
    "Reply to author\n\nSign in to reply to author\n\nForward\n\nSign in to forward\n\nDelete\n\n"
    "You do not have permission to delete messages in this group\n\nCopy link\n\nReport message\n\nShow original message\n\n"
    "Either email addresses are anonymous for this group or you need the view member email addresses permission to view the"
    " original message\n\n"
)
GROUP = (  # as programs take it, with the day twice and the menus of each message
    "## Garden\n\n[About](./g/garden/about)\n\n# The pump\n\n2,099 views\n\nSkip to first unread message\n\n"
    "Message has been deleted\n\n![Ann Example's profile photo](//example.org/p=s40-c)\n\n### Ann Example\n\n"
    f"unread,\n\nMar 3, 2025, 2:05:01 PM3/3/25\n\n\n{MENU}to Garden, bosa...@example.org\n\n{ASKED}\n\n"
    "![bosa...@example.org's profile photo](//example.org/q=s40-c)\n\n### bosa...@example.org\n\n"
    f"unread,Mar 3, 2025, 2:45:01 PM3/3/25\n\n{MENU}to Garden, Ann Example\n\n{GIVE}\n\n"
    "Reply all\n\nReply to author\n\nForward\n\n0 new messages\n"
)


def test_a_group_whose_menus_a_program_took_with_it() -> None:
    assert [(post.sender.name, str(post.sent), post.subject, own(post)) for post in posts(GROUP)] == [
        ("Ann Example", "2025-03-03 14:05:01", "The pump", ASKED),
        ("bosa", "2025-03-03 14:45:01", "The pump", GIVE),
    ]


# -- other programs ----------------------------------------------------------------------------------------------------------

OUTLOOK = (
    "The pump\n\nAE\nAnn Example<ann@example.org>\n\u200b\n{0}garden@lists.example.org\u200b\n\u200b\n{1}\n"
    + ASKED
    + "\n\nBS\n"
    "Bo Sample<bo@example.org>\n\u200b\n{0}Ann Example;\u200b garden@lists.example.org\u200b\n\u200b\n{2}\n"
    + GIVE
    + "\n{3}"
)
YAHOO = "The pump\nYahoo/Inbox\n\n" + "".join(
    f"{name}\nFrom:{name[:3].strip().lower()}@example.org\nTo:garden\n\nMon, Mar 3, 2025 at {time} PM\n\n{text}\n\n"
    for name, time, text in (("Ann Example", "2:05", ASKED), ("Bo Sample", "2:45", GIVE))
)
PROTON = (
    "The pump\n2 messages\nAnn Example<ann@example.org>\nMonday, March 3rd, 2025 at 2:05 PM\nTo\n"
    f"garden<garden@lists.example.org>\n\n{ASKED}\n\nBo Sample<bo@example.org>\nMonday, March 3rd, 2025 at 2:45 PM\nTo\n"
    f"Ann Example<ann@example.org>\n\n{GIVE}\n"
)
ZIMBRA = (
    f"Zimbra\tdan@example.org\n\nThe pump\n\nFrom : Ann Example <ann@example.org>\tMon, Mar 03, 2025 02:05 PM\nSubject : The pump\n"
    f"To : garden <garden@lists.example.org>\n\n{ASKED}\n\nFrom : Bo Sample <bo@example.org>\tMon, Mar 03, 2025 02:45 PM\n"
    f"Subject : The pump\nTo : Ann Example <ann@example.org>\n\n{GIVE}\n"
)
PROGRAMS = {
    "Outlook on the web": OUTLOOK.format(
        "To:\u200b", "Mon 3/3/2025 2:05 PM", "Mon 3/3/2025 2:45 PM", "Reply\nReply all\nForward\n"
    ),
    "... without labels": OUTLOOK.format("", "Mon 3/3/2025 2:05 PM", "Mon 3/3/2025 2:45 PM", ""),
    "... in German": OUTLOOK.format(
        "An:\u200b", "Mo, 03.03.2025 14:05", "Mo, 03.03.2025 14:45", "Antworten\nAllen antworten\nWeiterleiten\n"
    ),
    "... in French": OUTLOOK.format(
        "À :\u200b", "Lun 03/03/2025 14:05", "Lun 03/03/2025 14:45", "Répondre\nRépondre à tous\nTransférer\n"
    ),
    "Yahoo": YAHOO,
    "Proton": PROTON,
    "Zimbra, printed": ZIMBRA,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_sender_is_no_label_recipient_or_initials(name: str) -> None:
    assert [(post.sender.name, post.sender.address, str(post.sent), own(post)) for post in posts(PROGRAMS[name])] == [
        ("Ann Example", "ann@example.org", "2025-03-03 14:05:00", ASKED),
        ("Bo Sample", "bo@example.org", "2025-03-03 14:45:00", GIVE),
    ]
    assert {post.subject for post in posts(PROGRAMS[name])} <= {"The pump", "" if name == "Yahoo" else "The pump"}


TABLES = {
    "the new Outlook": "Outlook\n\nThe pump\n\nFrom Ann Example <ann@example.org>\nDate Mon 3/3/2025 2:05 PM\n"
    "To garden <garden@lists.example.org>\n",
    "... in German": "Outlook\n\nThe pump\n\nVon Ann Example <ann@example.org>\nDatum Mo 03.03.2025 14:05\n"
    "An garden <garden@lists.example.org>\n",
    "Roundcube": "The pump\nFrom\tAnn Example <ann@example.org>\nTo\t<garden@lists.example.org>\nDate\t2025-03-03 14:05\n",
    "eM Client": 'From\t"Ann Example" <ann@example.org>\nTo\tgarden@lists.example.org\n'
    "Date\t3/3/2025 2:05:00 PM\nSubject\tThe pump\n",
    "Outlook for Mac": (
        "Monday, March 3, 2025 at 14:05:00\n\nSubject: The pump\nDate: Monday, March 3, 2025 at 14:05:00\n"
        "From: Ann Example <ann@example.org>\nTo: garden@lists.example.org\n"
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_mail_that_was_printed_from_a_program(name: str) -> None:
    (post,) = posts(f"{TABLES[name]}\n{ASKED}\n")
    assert (post.sender.name, post.sender.address, post.subject) == ("Ann Example", "ann@example.org", "The pump")
    assert str(post.sent) == "2025-03-03 14:05:00"
    assert post.text.strip() == ASKED


DOCUMENTS = {
    "a letter": f"Ann Example\n3 March 2025 14:05\n\nDear Bo,\n{ASKED}\n",
    "prose with labels": f"From Ann's garden\nDate palms grow there.\nTo see them, come on Sunday 3 March 2025 14:05.\n{ASKED}\n",
    "a programme": f"Programme\n\nAE\nAnn Example\nMonday 3 March 2025 14:05\n{ASKED}\nBS\nBo Sample\nMonday 3 March 2025 14:45\n",
    "two days with names": f"Ann Example - Monday, March 3, 2025 2:05 PM\n{ASKED}\nBo Sample - Monday, March 3, 2025 2:45 PM\n",
    "minutes": f"Minutes\n\nAnn Example\nMonday 3 March 2025 14:05 (room 2)\n{ASKED}\n",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_name_over_a_date_is_a_document(text: str) -> None:
    assert formats.detect(text.encode(), PurePath("text.txt")) is document


# -- sheets of paper ---------------------------------------------------------------------------------------------------------

VIEW = "https://mail.example.org/mail/u/0/?ik=1f2e&view=pt&search=all&permthid=thread-f:1825"
HEAD = "3/5/25, 9:12 AM Garden Mail - The pump"
MAILS = (
    "The pump\n2 messages\nAnn Example <ann@example.org> Mon, Mar 3, 2025 at 2:05 PM\nTo: garden@lists.example.org\n"
)
SHEETS = {  # how a browser's lines come out of a PDF -> the page with a sheet's end in the mail
    "above the address": f"{MAILS}One.\n{HEAD}\n{VIEW} 1/2\nTwo.\n{HEAD}\n{VIEW} 2/2\n",
    "on top": f"{HEAD}\n{VIEW} 1/2\n{MAILS}One.\n{HEAD}\n{VIEW} 2/2\nTwo.\n",
    "the number below": f"{MAILS}One.\n{VIEW}\n1/2 {HEAD}\nTwo.\n{VIEW}\n2/2\n",
    "the title below": f"3/5/25, 9:12 AM\nGmail - The pump\n{MAILS}One.\nTwo.\n{VIEW}\n1/1",
    "from Outlook": f"{MAILS}One.\nabout:blank 1/2\n3/5/25, 9:12 AM Mail - Ann - Outlook\nTwo.\nabout:blank 2/2\n",
}


@pytest.mark.parametrize("page", SHEETS.values(), ids=SHEETS)
def test_what_a_browser_prints_on_each_sheet_is_nobodys(page: str) -> None:
    taken = paste.take_apart(page)
    (message,) = taken.messages
    assert message.text.split() == ["One.", "Two."]
    assert message.sender.name == "Ann Example"
    dropped = {page[each.start : each.end].strip() for each in taken.discards if each.reason == paper.WHAT}
    assert all(
        any(line in each for each in dropped) for line in page.split("\n") if "https:" in line or "blank" in line
    )


def test_numbers_behind_addresses_that_do_not_count_are_the_authors() -> None:
    page = f"{MAILS}See {VIEW} 3/2\n{VIEW} 7/2\n{VIEW} 7/9\n"
    assert "7/9" in paste.take_apart(page).messages[0].text


def test_an_address_with_a_number_behind_it_is_the_authors() -> None:
    page = f"{MAILS}See the patches:\nhttps://example.org/patches 1/2\nhttps://example.org/patches 2/2\nAnn\n"
    assert "patches 1/2" in paste.take_apart(page).messages[0].text
