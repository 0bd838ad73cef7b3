"""Pages of archives as browsers copy them: without bullets, indentation and rules, quotes folded away or shown by nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

import pytest

from ingest import formats
from ingest.body import read_text
from ingest.formats import document, pasted
from ingest.formats.piece import Piece
from ingest.message import Post, Sender

BODY = "The pump runs again.\n\n> Is it loud?\n\nNo louder than the birds.\n\nAnn\n"


def posts(page: str) -> list[Post]:
    assert formats.detect(page.encode(), PurePath("page.txt")) is pasted
    return [found for found in pasted.read(Piece(page.encode(), path="page.txt")) if isinstance(found, Post)]


def own(post: Post) -> str:
    return " ".join(read_text(post.text).own.split())


# -- one message ----------------------------------------------------------------------------------------------------------

FIELDS = (
    "To: garden@lists.example.org\nSubject: [garden] The pump\nFrom: Ann Example <ann@example.org>\n"
    "Date: Sat, 1 Nov 2025 06:49:07 +0000\n"
)
MHONARC_LINKS = "[Date Prev][Date Next][Thread Prev][Thread Next][Date Index][Thread Index]\n"
MHONARC_FOOT = (
    "Follow-Ups:\n[garden] Re: The pump\nFrom: Bo Sample\nReferences:\n[garden] Beans\nFrom: Cleo Pattern\n"
    "Prev by Date: [garden] Beans\nNext by Date: [garden] Rain\nPrevious by thread: [garden] Beans\n"
    "Next by thread: [garden] Re: The pump\nIndex(es):\nDate\nThread"
)
MHONARC = (
    f"{MHONARC_LINKS}[garden] The pump\n{FIELDS}Archived-at: <https://lists.example.org/1>\nDkim-signature: v=1; a=rsa-sha256\n"
    "In-reply-to: <beans-1@example.org>\nList-id: The garden <garden.lists.example.org>\n"
    f"References: <beans-1@example.org>\n{BODY}\n{MHONARC_FOOT}"
)
SHORT = f"{MHONARC_LINKS}[garden] The pump\n{''.join(FIELDS.splitlines(keepends=True)[2:])}{BODY}Prev by Date: [garden] Beans\n"
DEBIAN = (
    "[Date Prev][Date Next] [Thread Prev][Thread Next] [Date Index] [Thread Index]\n[garden] The pump\n\n"
    f"{FIELDS.replace('To:', '    To:')}    Message-id: <[🔎] pump-1@example.org>\n    In-reply-to: <[🔎] beans-1@example.org>\n\n"
    f"{BODY}\nReply to:\n\n    garden@lists.example.org\n    Ann Example (on-list)\n    Ann Example (off-list)\n\n"
    "Prev by Date: [garden] Beans\nNext by Date: [garden] Rain\nIndex(es):\n    Date\n    Thread\n"
)
SYMPA = (
    "garden AT lists.example.org\n\nSubject: All about the garden\n\nList archive\n\nChronologique\nDiscussions\n\n"
    f"< Chronologique >      < Discussions >\n\n{FIELDS.replace('@', ' AT ')}\n{BODY}\n"
    "[garden] Beans, Cleo Pattern, 31/10/2025\n[garden] The pump, Ann Example, 01/11/2025\nMessage indisponible\n"
    "[garden] Re: The pump, Bo Sample, 01/11/2025\nArchives gérées par MHonArc 2.6.19+.\n\nHaut de page\n"
)
PIPERMAIL_LINKS = (
    "Mensagem anterior: [garden] Feijão\nPróxima mensagem: [garden] Chuva\n"
    "Mensagens classificadas por: [ date ] [ thread ] [ subject ] [ author ]\n"
)
PIPERMAIL = (
    "[garden] The pump\nAnn Example ann em example.org\nSábado Novembro 1 06:49:07 UTC 2025\n"
    f"{PIPERMAIL_LINKS}{BODY}{PIPERMAIL_LINKS}Mais detalhes sobre a lista de discussão garden"
)
MAIL_ARCHIVE = (
    f"[garden] The pump\nAnn Example via garden Sat, 1 Nov 2025 06:49:07 +0000\n\n{BODY}\nPrevious message\nView by thread\n"
    "View by date\nNext message\n[garden] Beans Cleo Pattern via garden\nRe: [garden] The pump Bo Sample via garden\n"
    "Reply via email to\n\nSearch the site\nThe Mail Archive home\ngarden - all messages\ngarden - about the list\nExpand\n"
    "Previous message\nNext message\nThe Mail Archive home\nAdd your mailing list\nFAQ\nSupport\nPrivacy\npump-1@example.org\n"
)
IETF = (
    "[garden] The pump\nAnn Example <ann@example.org> Sat, 01 November 2025 06:49 UTCShow header\n\n"
    f"{BODY}\n[garden] The pump Ann Example\nRe: [garden] The pump Bo Sample\nHide Navigation Bar\n2.20.10 | Report a Bug\n"
)
IETF_OPEN = IETF.replace(
    "UTCShow header\n",
    "UTC\n\nReturn-Path: <ann@example.org>\nReceived: from mail.example.org by lists.example.org; Sat, 1 Nov 2025 07:49:08\n"
    "From: Ann Example <ann@example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\nMessage-ID: <pump-1@example.org>\n"
    "References: <beans-1@example.org>\nSubject: [garden] The pump\nList-Id: The garden <garden.lists.example.org>\n",
)
W3C = (
    "W3C home > Mailing lists > Public > garden@lists.example.org > November 2025\n\n[garden] The pump\n\n"
    "From: Ann Example <ann@example.org>\nDate: Sat, 1 Nov 2025 06:49:07 +0000\nTo: garden@lists.example.org\n"
    f"Message-ID: <pump-1@example.org>\n{BODY}Received on Saturday, 1 November 2025 06:49:10 UTC\n"
)
BULLETS = (
    "- From: Ann Example <ann@example.org>\n- Date: Sat, 1 Nov 2025 06:49:07 +0000\n- Subject: [garden] The pump\n"
    f"- To: garden <garden@lists.example.org>\n{BODY}Received on Saturday, 1 November 2025 06:49:10 UTC\n"
)
INDEXES = (
    "* Previous message: [[garden] Beans](044420.html)\n* **Messages sorted by:** [[ date ]](date.html#44421)\n"
    "  [[ thread ]](thread.html#44421)\n  [[ subject ]](subject.html#44421)\n\n---\n\n"
)
PIPERMAIL_MARKDOWN = (
    "# [garden] The pump\n\n**Ann Example**\n"
    '[ann at example.org](mailto:garden%40lists.example.org?Subject=Re%3A%20The%20pump "[garden] The pump")\n'
    f"*Sat Nov 1 06:49:07 UTC 2025*\n\n{INDEXES}```\n{BODY}```\n\n---\n\n{INDEXES}"
    "[More information about the garden\nmailing list](http://lists.example.org/mailman/listinfo/garden)\n"
)
MHONARC_MARKDOWN = (
    "[[Date Prev](msg1.html)][[Date Next](msg3.html)][[Thread Prev](msg1.html)][[Thread Next](msg3.html)]\n\n"
    "# [garden] The pump\n\n---\n\n* *From*: Ann Example <[ann@example.org](mailto:ann@example.org)>\n"
    f"* *Date*: Sat, 1 Nov 2025 06:49:07 +0000\n\n---\n\n{BODY}\n---\n\n* **Follow-Ups**:\n"
    "  + **[[garden] Re: The pump](msg3.html)**\n    - *From:* Bo Sample\n* Prev by Date: **[Beans](msg1.html)**\n"
)
ONE = {"MHonArc": MHONARC, "with few fields": SHORT, "Debian": DEBIAN, "Sympa": SYMPA, "Pipermail": PIPERMAIL}
ONE |= {
    "The Mail Archive": MAIL_ARCHIVE,
    "IETF": IETF,
    "IETF with its header": IETF_OPEN,
    "W3C": W3C,
    "by a program": BULLETS,
    "Pipermail as Markdown": PIPERMAIL_MARKDOWN,
    "MHonArc as Markdown": MHONARC_MARKDOWN,
}


@pytest.mark.parametrize("name", ONE)
def test_a_copied_page_is_one_message_without_what_stands_around_it(name: str) -> None:
    (post,) = posts(ONE[name])
    assert post.text.strip() == BODY.strip()
    assert post.sender == Sender("Ann Example", "" if name == "The Mail Archive" else "ann@example.org")
    assert post.subject == "[garden] The pump"
    assert isinstance(post.sent, datetime)
    assert post.sent.isoformat() == f"2025-11-01T06:49:0{'0' if name == 'IETF' else '7'}+00:00"
    assert post.mailing_list.name == "garden"
    assert post.message_id == ("pump-1@example.org" if "pump-1@" in ONE[name] else "")


def test_a_copied_page_of_mhonarc_tells_what_its_message_answers() -> None:
    assert posts(MHONARC)[0].parents == ("beans-1@example.org",)
    (debian,) = posts(DEBIAN)
    assert (debian.message_id, debian.parents) == ("pump-1@example.org", ("beans-1@example.org",))


def test_a_name_may_stand_on_a_line_of_its_own() -> None:
    assert posts(PIPERMAIL.replace("Ann Example ann em", "Ann Example\nann em"))[0].sender == posts(PIPERMAIL)[0].sender
    assert posts(PIPERMAIL.replace("Ann Example ann em", "in winter\nann em example.org ann em"))[0].sender.name == ""


def test_a_text_that_begins_with_a_trailer_or_lists_references_keeps_them() -> None:
    body = "Signed-off-by: Ann Example\n\nSee there.\n\nReferences:\nRFC 1\nRFC 2\nRFC 3\n"
    (post,) = posts(MHONARC.replace(BODY, body))
    assert post.text.strip() == body.strip()


def test_a_rule_near_the_top_of_a_text_takes_nothing_from_it() -> None:
    body = f"See <https://example.org/build/5/>\n\n{'-' * 42}\nStarted by Ann.\n"
    (post,) = posts(PIPERMAIL.replace(BODY, body))
    assert post.text.strip() == body.strip()


def test_what_ends_a_text_is_no_link_for_its_dashes() -> None:
    body = "I bring:\n\n- tea\n- a pot\n"
    (post,) = posts(PIPERMAIL.replace(BODY, body))
    assert post.text.strip() == body.strip()


def test_a_text_in_which_a_bell_rings_is_a_text() -> None:
    page = PIPERMAIL.replace("birds", "birds\a" + " and the bees" * 30)
    assert "bees" in posts(page)[0].text
    assert not document.detect(b"\x7fELF\x01\x01\x02" * 40, PurePath("x"))


# -- threads of HyperKitty ------------------------------------------------------------------------------------------------

ASKED = "The pump has stopped. What shall we do about it? Somebody should look at it before Sunday. Ann"
GIVE = "Give it water. Then go away for an hour and have tea. Bo"
HEAD = "On Sat, Nov 1, 2025 at 6:49 AM Ann Example <ann@example.org> wrote:"
FOOTER = (
    "_______________________________________________ garden mailing list -- garden@lists.example.org"
    " To unsubscribe send an email to garden-leave@lists.example.org"
)
VOTES = "0 0\nReply\nattachment\npump.jpg\nSign in to reply online Use email software\n\n"


def thread(second: str, third: str = "It runs! Thank you, Bo.", days: str = "1 Nov 2025", titles: str = "") -> str:
    """A thread of three messages; ``days`` stand twice where no browser drew the page."""
    titles = titles or "[garden] Beans and other...\n[garden] The pump\n\n[garden] Rain\n\n"
    return (
        f"example.org\nSign In\nSign Up\n\n{titles}Ann Example\n{days}\n6:49 a.m.\n{ASKED} {FOOTER}\n\nAttachments:\n\n"
        "pump.jpg (image/jpeg — 7.7 KB)\n\n0 0\nReply\nSign in to reply online Use email software\nShow replies by date\n\n"
        f"Bo Sample\n9 a.m.\nNew subject: [garden] Re: The pump\n{second}\n\n{VOTES}"
        f"Ann Example\n10:05 a.m.\nNew subject: [garden] Re: The pump\n{third} {FOOTER}\n\n\n{VOTES}"
        "1\nAge (days ago)\n1\nLast active (days ago)\nList overview\n\nDownload\n\n2 comments\n2 participants\n"
        "tags\nparticipants (2)\n\nAnn Example\nBo Sample\n Powered by HyperKitty version 1.3.12."
    )


TWICE = "1 Nov 2025 1 Nov '25"
SECOND = {  # how the second message is copied -> (the page, what of it is the author's)
    "folded, below": (thread(f"{HEAD}\n\n...\n{GIVE} {FOOTER}"), GIVE),
    "folded, above": (thread(f"{GIVE} {HEAD}\n\n...\n{FOOTER}"), GIVE),
    "folded, between": (thread(f"{HEAD}\n\n...\nGive it water.\n\n...\nHave tea. Bo"), "Give it water. Have tea. Bo"),
    "shown, below": (thread(f"{HEAD}\n\n...\n{ASKED}\n\n{FOOTER}\n\n{GIVE}", days=TWICE), GIVE),
    "shown, above": (thread(f"{GIVE} {HEAD}\n\n...\n{ASKED}", days=TWICE), GIVE),
    "shown, of another page, above": (thread(f"{GIVE} {HEAD}\n\n...\nIs there tea?\n\nGreen?", days=TWICE), GIVE),
    "shown, of another page": (thread(f"{HEAD}\n\n...\nIs there tea?\n\n{GIVE}", days=TWICE), GIVE),
    "shown, between": (
        thread(f"{HEAD}\n\n...\nIs there tea?\n\nYes.\n\n...\nGreen?\n\nNo. Bo", days=TWICE),
        "Yes. No. Bo",
    ),
    "shown, with quotes of its own": (
        thread(
            f"{HEAD}\n\n...\nIs there tea?\n\nNo. Bo\n\n...\n{HEAD.replace('Ann', 'Cleo')}\n\nThe pump.\n\nTea.",
            days=TWICE,
        ),
        "No. Bo",
    ),
}


@pytest.mark.parametrize("how", SECOND)
def test_the_author_of_an_answer_has_the_own_words(how: str) -> None:
    page, words = SECOND[how]
    found = posts(page)
    assert [(post.sender.name, post.sent and post.sent.isoformat()) for post in found] == [
        ("Ann Example", "2025-11-01T06:49:00"),
        ("Bo Sample", "2025-11-01T09:00:00"),
        ("Ann Example", "2025-11-01T10:05:00"),
    ]
    assert [own(post) for post in found] == [ASKED, words, "It runs! Thank you, Bo."]
    assert [a.filename for a in found[0].attachments] == ["pump.jpg"]


TITLES = [
    "[garden] Beans\n[garden] The pump\n\n[garden] Rain\n\n",
    "[garden] Beans\n[garden] The pump\n\n",
    "[garden] The pump\n\n[garden] Rain\n\n",
    "Beans and other...\n[garden] The pump\n\nRain, and what it...\n\n",
    "[garden] The pump\n\n",
    "example.org\nSign In\nSign Up\n[garden] The pump\n",  # as Firefox copies it
]


@pytest.mark.parametrize("titles", TITLES)
def test_the_subject_of_a_thread_is_not_that_of_its_neighbours(titles: str) -> None:
    assert posts(thread(GIVE, titles=titles))[0].subject == "[garden] The pump"


@pytest.mark.parametrize(("shown", "hour"), [("noon", 12), ("midnight", 0)])
def test_two_hours_have_names(shown: str, hour: int) -> None:
    sent = posts(thread(GIVE).replace("\n9 a.m.", f"\n{shown}"))[1].sent
    assert isinstance(sent, datetime)
    assert (sent.hour, sent.minute) == (hour, 0)


LANGUAGES = {
    "French": ("Répondre", "Nouvel objet : ", "Pièces jointes :", "7,7 Kio", "1 nov. 2025", ("06:49", "09:00", "10:05")),
    "German": ("Antworten", "Neuer Betreff: ", "Anhänge:", "7,7 KB", "1 Nov. 2025", ("06:49", "09:00", "10:05")),
    "Russian": ("Ответить", "Новая тема: ", "Прикреплённые файлы:", "7,7 КБ", "1 ноя 2025", ("6:49", "9:00", "10:05")),
    "Japanese": ("返信", "新しい件名: ", "添付ファイル:", "7.7 KB", "1 11月 2025", ("6:49", "9:00", "10:05")),
    "Finnish times": ("Reply", "New subject: ", "Attachments:", "7,7 KB", "1 marras 2025", ("6.49", "9.00", "10.05")),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thread_is_read_in_the_language_of_the_reader(language: str) -> None:
    reply, subject, attachments, size, day, (first, second, third) = LANGUAGES[language]
    page = thread(f"{HEAD}\n\n...\n{GIVE} {FOOTER}", days=day)
    page = page.replace("Sign in to reply online Use email software", "...").replace("Show replies by date", "....")
    page = (
        page.replace("\nReply\n", f"\n{reply}\n").replace("New subject: ", subject).replace("Attachments:", attachments)
    )
    page = (
        page.replace("7.7 KB", size).replace("6:49 a.m.", first).replace("9 a.m.", second).replace("10:05 a.m.", third)
    )
    found = posts(page)
    assert [(post.sender.name, str(post.sent)[:16], post.subject) for post in found] == [
        ("Ann Example", "2025-11-01 06:49", "[garden] The pump"),
        ("Bo Sample", "2025-11-01 09:00", "[garden] Re: The pump"),
        ("Ann Example", "2025-11-01 10:05", "[garden] Re: The pump"),
    ]
    assert [own(post) for post in found] == [ASKED, GIVE, "It runs! Thank you, Bo."]
    assert [a.filename for a in found[0].attachments] == ["pump.jpg"]


MARKDOWN = (
    "[lists.example.org](/archives/)\n\n[Sign In](/accounts/login/?next=/x/)\n\n×\n\n#### Keyboard Shortcuts\n\n"
    "### Thread View\n\n"
    "* `j`: Next unread message\n\n[thread](/archives/list/garden@lists.example.org/thread/X/#X)\n\n# [garden] The pump\n\n"
    '![](https://example.org/60f9.jpg?s=120)\n\n## [Ann Example](/users/7d15/ "See the profile for Ann Example")\n\n'
    "1 Nov\n2025\n\n1 Nov\n'25\n\n6:49 a.m.\n\nThe pump has stopped.\n\nAnn\n\n"
    '[1](#like "You must be logged-in to vote.")\n[0](#dislike "You must be logged-in to vote.")\n\nReply\n\n'
    "[Sign in to reply online](/accounts/login/)\nUse email software\n\n[Back to the thread](/archives/list/x/)\n\n"
    "![HyperKitty](/static/logo.png)\nPowered by [HyperKitty](http://example.org) version 1.3.12.\n"
)


def test_a_page_that_became_markdown_is_a_page() -> None:
    (post,) = posts(MARKDOWN)
    assert (post.sender.name, str(post.sent), post.subject) == (
        "Ann Example",
        "2025-11-01 06:49:00",
        "[garden] The pump",
    )
    assert own(post) == "The pump has stopped. Ann"


def test_footers_are_list_matter_also_with_addresses_as_links() -> None:
    footer = FOOTER.replace("garden@lists.example.org", "garden@lists.example.org <mailto:garden@lists.example.org>")
    assert own(posts(thread(f"{GIVE}\n\n{footer}"))[1]) == GIVE


# -- conversations of mail programs ---------------------------------------------------------------------------------------

GOOGLE = (
    "Garden\nThe pump\n31 views\nAnn Example\n{unread},\n{day}7:49:07 {ago}\n{to} Garden\nThe pump has stopped.\n\n"
    "Bo Sample\n{unread},\n{day}8:00:12 {ago}\n{to} Ann Example, Garden\nGive it water.\n"
)
GMAIL = (
    "The pump\nInbox\nSummarize this email\nAnn Example\nSat, Nov 1, 7:49\u202fAM (3 days ago)\nto garden\n\n"
    "The pump has stopped.\n\nBo Sample <bo@example.org>\nSat, Nov 1, 2025, 8:00\u202fAM\nto Ann, garden\n\nGive it water.\n"
)
OUTLOOK = (
    "The pump\n\nAnn Example\nTo:\u200bgarden\n\u200b\nSat 2025-11-01 7:49 AM\nThe pump has stopped.\n\n"
    "Bo Sample\nTo:\u200bAnn Example\n\u200bCc:\u200bgarden\n\u200b\nSat 2025-11-01 8:00 AM\nGive it water.\n"
)
CONVERSATIONS = {
    "Google Groups": GOOGLE.format(unread="unread", day="Nov 1, 2025, ", ago="AM (3 days ago)", to="to"),
    "... in German": GOOGLE.format(unread="ungelesen", day="01.11.2025, 0", ago="(vor 3 Tagen)", to="an"),
    "... in French": GOOGLE.format(unread="non lue", day="1 nov. 2025, 0", ago="(il y a 3 jours)", to="à"),
    "... in Spanish": GOOGLE.format(unread="no leída", day="1 nov 2025, ", ago="(hace 3 días)", to="para"),
    "... in Portuguese": GOOGLE.format(unread="não lida", day="1 de nov. de 2025, 0", ago="(há 3 dias)", to="para"),
    "Gmail, which leaves out this year": GMAIL,
    "Outlook on the web": OUTLOOK,
}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_gives_its_mails(name: str) -> None:
    found = posts(CONVERSATIONS[name])
    assert [(post.sender.name, post.subject, own(post)) for post in found] == [
        ("Ann Example", "The pump", "The pump has stopped."),
        ("Bo Sample", "The pump", "Give it water."),
    ]
    days = [post.sent.isoformat()[:13] if isinstance(post.sent, datetime) else None for post in found]
    assert days == [None if name.startswith("Gmail") else "2025-11-01T07", "2025-11-01T08"]
