"""Quotes and forwards as programs of offices, of the nineties and of newsreaders wrote them: who wrote what, and where it ends."""

from __future__ import annotations

import pytest

from ingest.body import read_html, read_text

MARKED = "> Which one do you use?\n> I have three.\n\nI use both.\n"
TEXT = "Which one do you use?\nI have three.\n"
FIELDS = "From: Ann Lee <ann@example.org>\nTo: bob@example.org\nSubject: Which circuit?\nDate: Thu, 1 May 1997 12:53:29 -0400\n"
WHOLE = (  # with all the header of a mail
    "Return-Path: <ann@example.org>\nX-Sender: ann@mail.example.org\nReceived: from mail.example.org (example.org [192.0.2.1])\n"
    f"\tby example.com (8.8.5/8.8.5) with SMTP id JAA01;\n\tThu, 1 May 1997 09:58:06 -0700\n{FIELDS}"
)
ANN = ("Ann Lee", "ann@example.org")
ANN_ALONE = ("Ann Lee", "")


def filled(text: str) -> list[str]:
    """The lines that are not blank."""
    return [line for line in text.splitlines() if line.strip()]


def marked(text: str, mark: str = "> ") -> str:
    """The text as replies quote it."""
    return "".join(f"{mark}{line}\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("line", "sender", "date"),
    [
        pytest.param(
            "In a message dated 5/1/97 12:53:29 PM, ann@example.org writes:", ("", ANN[1]), "5/1/97 12:53:29 PM", id="AOL"
        ),
        pytest.param(
            "In a message dated 5/1/2003 12:53:29 PM Eastern Daylight Time, \nann@example.org writes:",
            ("", ANN[1]),
            "5/1/2003 12:53:29 PM Eastern Daylight Time",
            id="AOL, wrapped",
        ),
        pytest.param(">>> Ann Lee said:", ANN_ALONE, "", id="exmh"),
        pytest.param("On Tea Mail List, Ann Lee[SMTP:ann@example.org] wrote:", ANN, "", id="Exchange, to a list"),
        pytest.param("In a message dated 97-05-01 12:53:29 EDT, you write:", ("", ""), "97-05-01 12:53:29 EDT", id="AOL, you"),
        pytest.param("--- In commons@example.org, Ann Lee <ann@...> wrote:", ANN_ALONE, "", id="Yahoo Groups"),
        pytest.param(
            '>>> "Ann Lee" <ann@example.org> 5/1/2007 12:53 PM >>>', ANN, "5/1/2007 12:53 PM", id="GroupWise, marked below"
        ),
        pytest.param(
            ">>> On Tue, May 1, 2007 at 12:53 PM, in message\n<4639@example.org>, Ann Lee <ann@example.org> wrote:",
            ANN,
            "Tue, May 1, 2007 at 12:53 PM",
            id="GroupWise 8",
        ),
        pytest.param(
            "In <v031@[192.0.2.1]>, on 05/01/97\n   at 12:53 PM, Ann Lee <ann@example.org> said:",
            ANN,
            "05/01/97 at 12:53 PM",
            id="MR/2 ICE",
        ),
        pytest.param(
            "** Reply to note from Ann Lee <ann@example.org> Thu, 1 May 1997 12:53:29 -0400",
            ANN,
            "Thu, 1 May 1997 12:53:29 -0400",
            id="Post Road Mailer",
        ),
        pytest.param(
            "In message <1@example.org> of Thu, 1 May 1997 12:53:29 -0400, Ann Lee wrote:",
            ANN_ALONE,
            "Thu, 1 May 1997 12:53:29 -0400",
            id="message and time",
        ),
        pytest.param("In message <1@example.org>, Ann Lee <ann@example.org> writes:", ANN, "", id="nmh, with an address"),
        pytest.param(
            "In reply to Ann Lee's message of Thu, 1 May 1997 12:53:29 -0400:",
            ANN_ALONE,
            "Thu, 1 May 1997 12:53:29 -0400",
            id="in reply to",
        ),
        pytest.param('"Ann Lee" <ann@example.org> wrote in message\nnews:1@example.org...', ANN, "", id="Outlook Express"),
        pytest.param("Ann Lee wrote in message <1@example.org>...", ANN_ALONE, "", id="Outlook Express, news, 1998"),
        pytest.param("Ann Lee a écrit dans le message <1@example.org>...", ANN_ALONE, "", id="Outlook Express, French"),
        pytest.param('"Ann Lee" <ann@example.org> schrieb im Newsbeitrag news:1@example.org...', ANN, "", id="German"),
        pytest.param("On May 1, 12:53pm, Ann Lee wrote:", ANN_ALONE, "May 1, 12:53pm", id="Z-Mail, which names no year"),
        pytest.param("* Ann Lee (ann@example.org) [030501 12:53]:", ANN, "030501 12:53", id="mutt, %y%m%d"),
        pytest.param("Ann Lee [01/05/03 12:53 -0400]:", ANN_ALONE, "01/05/03 12:53 -0400", id="mutt, brackets"),
        pytest.param("According to Ann Lee:", ANN_ALONE, "", id="according to"),
        pytest.param("According to ann@example.org:", ("", ANN[1]), "", id="according to an address"),
        pytest.param("Also sprach Ann Lee (2003-05-01 12:53):", ANN_ALONE, "2003-05-01 12:53", id="also sprach"),
        pytest.param("begin  quotation  from Ann Lee (in <1@example.org>):", ANN_ALONE, "", id="begin quotation"),
        pytest.param("Previously, Ann Lee wrote:", ANN_ALONE, "", id="an adverb before the name"),
        pytest.param("On or about 12:53 PM 5/1/97, Ann Lee typed:", ANN_ALONE, "12:53 PM 5/1/97", id="on or about"),
        pytest.param("==> On 1 May 1997 12:53:29 -0400, Ann Lee said:", ANN_ALONE, "1 May 1997 12:53:29 -0400", id="an arrow"),
        pytest.param("Ann Lee responded:", ANN_ALONE, "", id="responded"),
        pytest.param("Ann also replied:", ("Ann", ""), "", id="also replied"),
        pytest.param("[Ann Lee]", ANN_ALONE, "", id="a name in brackets"),
        pytest.param("[ Ann Lee ]\n", ANN_ALONE, "", id="a name in brackets, apart"),
        pytest.param("Ann Lee schrieb am 01.05.97 um 12:53 zum Thema 'Tee':", ANN_ALONE, "01.05.97 um 12:53", id="CrossPoint"),
        pytest.param("Ann Lee meinte:", ANN_ALONE, "", id="meinte"),
        pytest.param("Am Donnerstag, 1. Mai 2003 um 12:53 schriebst Du:", ("", ""), "1. Mai 2003 um 12:53", id="The Bat!, German"),
        pytest.param("Selon Ann Lee <ann@example.org>:", ANN, "", id="Horde, French"),
        pytest.param("En réponse à Ann Lee <ann@example.org>:", ANN, "", id="IMP, French"),
        pytest.param("Dans son message du 1 mai 1997, Ann Lee a écrit :", ANN_ALONE, "1 mai 1997", id="dans son message"),
        pytest.param("Mensaje citado por Ann Lee <ann@example.org>:", ANN, "", id="Horde, Spanish"),
        pytest.param("Citando a Ann Lee <ann@example.org>:", ANN, "", id="Horde, Spanish, 2010"),
        pytest.param("Citando Ann Lee <ann@example.org>:", ANN, "", id="Horde, Portuguese"),
        pytest.param("Zitat von Ann Lee <ann@example.org>:", ANN, "", id="Horde, German"),
        pytest.param("Citát Ann Lee <ann@example.org>:", ANN, "", id="Horde, Slovak"),
        pytest.param("Cytowanie Ann Lee <ann@example.org>:", ANN, "", id="Horde, Polish"),
        pytest.param("Citerar Ann Lee <ann@example.org>:", ANN, "", id="Horde, Swedish"),
        pytest.param("Citeren Ann Lee <ann@example.org>:", ANN, "", id="Horde, Dutch"),
        pytest.param("Citat af Ann Lee <ann@example.org>:", ANN, "", id="Horde, Danish"),
        pytest.param("Siterer Ann Lee <ann@example.org>:", ANN, "", id="Horde, Norwegian"),
        pytest.param("Lainaus Ann Lee <ann@example.org>:", ANN, "", id="Horde, Finnish"),
        pytest.param("Cituji Ann Lee <ann@example.org>:", ANN, "", id="Horde, Czech"),
        pytest.param("Idézet (Ann Lee <ann@example.org>):", ANN, "", id="Horde, Hungarian"),
        pytest.param("S'està citant Ann Lee <ann@example.org>:", ANN, "", id="Horde, Catalan"),
        pytest.param("Цитирую Ann Lee <ann@example.org>:", ANN, "", id="Horde, Russian"),
        pytest.param("引用 Ann Lee <ann@example.org>：", ANN, "", id="Horde, Japanese"),
        pytest.param(
            "In einer E-Mail vom 01.05.2003 12:53:29 schreibt ann@example.org:", ("", ANN[1]), "01.05.2003 12:53:29",
            id="AOL, German",
        ),
        pytest.param(
            "In einer eMail vom 01.05.2003 12:53:29 (MEZ) schreibt ann@example.org:", ("", ANN[1]),
            "01.05.2003 12:53:29 (MEZ)", id="AOL, German, with a zone",
        ),
        pytest.param(
            "Dans un message daté du 01/05/2003 12:53:29, ann@example.org a écrit :", ("", ANN[1]), "01/05/2003 12:53:29",
            id="AOL, French",
        ),
        pytest.param(
            "In response to Ann Lee's message of Thu, 1 May 1997 12:53:29 -0400:", ANN_ALONE,
            "Thu, 1 May 1997 12:53:29 -0400", id="in response to",
        ),
        pytest.param(
            "** Reply to message from Ann Lee <ann@example.org> on Thu, 1 May 1997 12:53:29 -0400", ANN,
            "Thu, 1 May 1997 12:53:29 -0400", id="PMMail",
        ),
        pytest.param(
            'Your message of "Thu, 01 May 1997 12:53:29 EDT."', ("", ""), "Thu, 01 May 1997 12:53:29 EDT", id="MH, you"
        ),
        pytest.param(
            "Your message dated: Thu, 01 May 1997 12:53:29 -0400", ("", ""), "Thu, 01 May 1997 12:53:29 -0400",
            id="exmh, you",
        ),
        pytest.param("Ann Lee dijo:", ANN_ALONE, "", id="dijo"),
        pytest.param("torsdagen den 1 maj 2003 12.53 skrev Ann Lee:", ANN_ALONE, "1 maj 2003 12.53", id="KMail, Swedish"),
        pytest.param("В Чтв, 01.05.2003, в 12:53, Ann Lee пишет:", ANN_ALONE, "01.05.2003, в 12:53", id="Evolution, Russian"),
        pytest.param("Ann Lee píše v Čt 01. 05. 2003 v 12:53 +0200:", ANN_ALONE, "2003 v 12:53 +0200", id="Evolution, Czech"),
        pytest.param("Ann Lee yazmış:", ANN_ALONE, "", id="Thunderbird, Turkish"),
        pytest.param(
            'In the message of "Which?" on Thu, 1 May 1997 12:53:29 +0900,\n  Ann Lee <ann@example.org> wrote:', ANN,
            "Thu, 1 May 1997 12:53:29 +0900", id="Mew",
        ),
        pytest.param("From Ann Lee <ann@example.org> on 5/1/97 12:53 PM:", ANN, "5/1/97 12:53 PM", id="from"),
        pytest.param("Ann Lee wrote (in part):", ANN_ALONE, "", id="in part"),
        pytest.param("Ann Lee wrote, on Thursday:", ANN_ALONE, "", id="on a day"),
        pytest.param("(05/01/97 12:53) Ann Lee wrote:", ANN_ALONE, "05/01/97 12:53", id="the time in brackets"),
        pytest.param("# Ann Lee <ann@example.org>:", ANN, "", id="a mark before the name"),
    ],
)  # fmt: skip
def test_an_attribution_above_marked_lines_names_their_author(line: str, sender: tuple[str, str], date: str) -> None:
    body = read_text(f"{line}\n{MARKED}")
    (child,) = body.children
    assert (body.own, child.name, child.address) == ("I use both.", *sender)
    assert child.date.endswith(date)
    assert child.body.own == TEXT.strip()


@pytest.mark.parametrize(
    "line",
    [
        "Another question you asked:",
        "The footnote (number 24) answers:",
        "According to the manual:",
        "MSDN answered in 2003:",
        "* Docs (see below, all of them):",
        "* Ann Lee (ann@example.org) [see below]:",
        "This is Ann Lee, 1 May 1997 12:53:",
        "[all of it]",
        "I meant the one that you answered...",
    ],
)
def test_prose_above_marked_lines_is_the_authors(line: str) -> None:
    body = read_text(f"{line}\n{MARKED}")
    assert body.own == f"{line}\n\nI use both."
    assert [(child.name, child.body.own) for child in body.children] == [("", TEXT.strip())]


@pytest.mark.parametrize(
    ("head", "sender", "date"),
    [
        (">>> Ann Lee <ann@example.org> 05/01 9:23 AM >>>", ANN, "05/01 9:23 AM"),
        (
            'From:\tTIN::ANN "Ann Lee"  1-MAY-1997 12:53:29.83\nTo:\tbob@example.org\nSubj:\tWhich circuit?\n',
            ANN_ALONE,
            "1-MAY-1997 12:53:29.83",
        ),
        (">>> Ann Lee <ann@example.org> 05/01/97 12:53PM >>>", ANN, "05/01/97 12:53PM"),
        (">>> Ann Lee <ann@example.org> 01.05.2007 12:53 >>>", ANN, "01.05.2007 12:53"),
        (">>> <ann@example.org> 5/1/2007 12:53 PM >>>", ("", ANN[1]), "5/1/2007 12:53 PM"),
        (">>> Ann Lee via Commons\n<commons@example.org> 5/1/2007 12:53 PM >>>", ANN_ALONE, "5/1/2007 12:53 PM"),
        (
            "Ann Lee <ann@example.org> on 05/01/2001 12:53:29 PM\n\nPlease respond to commons@example.org\n\nTo:  bob@example.org\n"
            "cc:    (bcc: Bob Ray/EX)\nSubject:  Which circuit?\n\n",
            ANN,
            "05/01/2001 12:53:29 PM",
        ),
        (
            '"Ann Lee" <ann@example.org>@example.org on 05/01/2001 12:53:29 PM\n\nSent by:    commons-admin@example.org\n\n\n'
            "To:    <bob@example.org>\ncc:\n\nSubject:    Which circuit?\n\n",
            ANN,
            "05/01/2001 12:53:29 PM",
        ),
        (
            "Ann Lee <ann@example.org> \nSent by: commons-bounces@example.org\n05/01/2007 12:53 PM\nPlease respond to\n"
            "commons@example.org\n\n\nTo\nbob@example.org\ncc\n\nSubject\nWhich circuit?\n\n\n",
            ANN,
            "05/01/2007 12:53 PM",
        ),
        (
            "---------------------- Forwarded by Bob Ray/EX@Example on 05/02/97 09:00 AM ---------------------------\n\n\n"
            "Ann Lee <ann@example.org> on 05/01/97 12:53:29 PM\n\nTo:   bob@example.org\ncc:\nSubject:  Which circuit?\n",
            ANN,
            "05/01/97 12:53:29 PM",
        ),
        (
            "---- Replied Message ----\n| From | Ann Lee<ann@example.org> |\n| Date | 08/17/2024 12:11 |\n"
            "| To | Bob<bob@example.org> |\n| Subject | Which circuit? |",
            ANN,
            "08/17/2024 12:11",
        ),
    ],
    ids=[
        "GroupWise 5",
        "VMS Mail",
        "GroupWise",
        "German",
        "no name",
        "two lines",
        "Notes 5",
        "sent by",
        "Notes 6",
        "Notes forward",
        "NetEase",
    ],
)
def test_below_the_head_of_an_office_program_all_is_quoted(head: str, sender: tuple[str, str], date: str) -> None:
    body = read_text(f"I use both.\n\n{head}\n{TEXT}")
    (child,) = body.children
    assert body.own == "I use both."
    assert (child.name, child.address, child.date, child.body.own) == (*sender, date, TEXT.strip())


@pytest.mark.parametrize(
    "head",
    [
        ">>> 5/17/2007 4:26 PM >>>",
        "Please respond to bob@example.org\nSent by: Cy Ray\n05/01/2001 12:53 PM\nTo: bob@example.org\nSubject: Which?",
        "Ann Lee on 05/01/2001 12:53 PM\nTo: bob@example.org" + "\nand more of it" * 30,
    ],
    ids=["GroupWise", "Notes", "Notes, without a subject"],
)
def test_what_lacks_a_name_or_a_subject_is_no_head_of_an_office_program(head: str) -> None:
    assert read_text(f"{head}\n\nI use both.\n").own == f"{head}\n\nI use both."


def test_a_chain_of_groupwise_is_quoted_one_in_the_other() -> None:
    heads = [
        f">>> {name} <{name.lower()}@example.org> 5/{day}/2007 12:53 PM >>>" for name, day in (("Ann", 3), ("Cy", 2))
    ]
    body = read_text(f"Both.\n\n{heads[0]}\nWhich?\n\n{heads[1]}\nWhat is there?\n")
    (ann,) = body.children
    (cy,) = ann.body.children
    assert (body.own, ann.name, ann.body.own, cy.name, cy.body.own) == (
        "Both.",
        "Ann",
        "Which?",
        "Cy",
        "What is there?",
    )


def test_blank_lines_of_a_deep_quote_are_no_heads_of_groupwise() -> None:
    said = "On Thu, 5 Jun 2025 at 10:22, Ann Lee\n>>>>> <ann@example.org> wrote:"
    body = read_text(
        f"On Fri, 6 Jun 2025 at 10:22, Bo <bo@example.org> wrote:\n>>>> Yes.\n>>>>\n>>>>> {said}\n>>>>>> Which?\n\nNo.\n"
    )
    assert len(body.children) == 1
    names = []
    while body.children:
        body = body.children[-1].body if not names.append(body.children[-1].name) else body
    assert [name for name in names if name] == ["Bo", "Ann Lee"]


@pytest.mark.parametrize("fields", [FIELDS, WHOLE, f">From ann@example.org Thu May  1 09:58:06 1997\n{WHOLE}"])
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("----- Begin Included Message -----\n", "----- End Included Message -----"),
        ("------- Start of forwarded message -------", "------- End of forwarded message -------"),
        ("------- start of forwarded message (RFC 934 encapsulation) -------", "------- end -------"),
        ("----- Forwarded message from Ann Lee <ann@example.org> -----\n", "----- End forwarded message -----"),
        ("----------  Forwarded Message  ----------\n", "-" * 55),
        ("----------  Forwarded Message  ----------\n", "-" * 41),
        ("----------  Weitergeleitete Nachricht  ----------\n", "-" * 61),
    ],
    ids=["Sun", "Gnus", "VM", "mutt", "KMail", "KMail since 2010", "KMail, German"],
)
def test_what_ends_a_forward_ends_it(begin: str, end: str, fields: str) -> None:
    body = read_text(f"Hi,\n\n{begin}\n{fields}\n{TEXT}\n{end}\n\nBye, Bob\n")
    (child,) = body.children
    assert filled(body.own) == ["Hi,", "Bye, Bob"]
    assert (child.kind, child.name, child.address, child.subject) == ("forwarded", *ANN, "Which circuit?")
    assert child.body.own == TEXT.strip()


@pytest.mark.parametrize(
    "line",
    [
        "----- Weitergeleitete Nachricht von Ann Lee <ann@example.org> -----",
        "----- Ann Lee <ann@example.org> kişisinden iletilen ileti -----",
        "------------------ Original ------------------",
        "------------------\u00a0原始邮件\u00a0------------------",
        "=== Den vidaresendte meldinga ===",
    ],
)
def test_words_in_a_rule_above_a_block_are_a_separator(line: str) -> None:
    body = read_text(f"See below.\n\n{line}\n\n{FIELDS}\n{TEXT}")
    (child,) = body.children
    assert (body.own, child.name, child.body.own) == ("See below.", "Ann Lee", TEXT.strip())


@pytest.mark.parametrize("line", ["----- Tea and biscuits -----", "--- Ann Lee <ann@example.org> ---"])
def test_words_in_a_rule_are_the_authors_where_no_block_stands_below(line: str) -> None:
    body = read_text(f"See below.\n\n{line}\n\n{TEXT}")
    assert (body.own, body.children) == (f"See below.\n\n{line}\n\n{TEXT}".strip(), ())


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("Message transféré de Ann Lee <ann@example.org>", "Fin du message transféré"),
        ("Weitergeleitete Nachricht von Ann Lee <ann@example.org>", "Ende weitergeleitete Nachricht"),
        ("Mensaje reenviado de Ann Lee <ann@example.org>", "Terminar mensaje reenviado"),
        ("Videresendt besked fra Ann Lee <ann@example.org>", "Slut på videresendt besked"),
    ],
)
def test_a_forward_ends_in_the_language_that_it_began_in(begin: str, end: str) -> None:
    body = read_text(f"See below.\n\n----- {begin} -----\n\n{FIELDS}\n{TEXT}\n----- {end} -----\n\nYours, Bo\n")
    (child,) = body.children
    assert (child.name, child.body.own.strip()) == ("Ann Lee", TEXT.strip())
    assert body.own.split() == ["See", "below.", "Yours,", "Bo"]


FIRST_LINES = [  # what people leave of a block of labels
    ("From: Ann Lee [mailto:ann@example.org]", ANN),
    ("From: Ann Lee <ann at example.org>", ANN),
    ('Von: "Ann Lee" <ann@example.org>', ANN),
    ("From: ann@example.org", ("", ANN[1])),
]


@pytest.mark.parametrize(("line", "sender"), FIRST_LINES)
@pytest.mark.parametrize("between", ["", "\n"], ids=["right above", "over a blank line"])
def test_a_sender_alone_above_marked_lines_wrote_them(line: str, sender: tuple[str, str], between: str) -> None:
    body = read_text(f"Hi,\n\n{line}\n{between}{marked(TEXT)}\nI use both.\n")
    (child,) = body.children
    assert (body.own.split(), child.name, child.address) == (["Hi,", "I", "use", "both."], *sender)
    assert child.body.own.strip() == TEXT.strip()


@pytest.mark.parametrize(("line", "sender"), FIRST_LINES)
def test_a_sender_alone_that_marked_lines_begin_with_wrote_the_others(line: str, sender: tuple[str, str]) -> None:
    body = read_text(f"{marked(line)}\n{marked(TEXT)}\nI use both.\n")
    (child,) = body.children
    assert (body.own, child.name, child.address, child.body.own.strip()) == ("I use both.", *sender, TEXT.strip())


@pytest.mark.parametrize(
    "text",
    [
        "From: ann@example.org\nTo the sea we went.\n",  # nothing is marked
        "From: Ann Lee, the oldest of us all\n> we went to the sea\n",  # no address
        "From: ann@example.org\nDate: never\n> we went to the sea\n",  # a form
    ],
)
def test_a_sender_alone_is_no_head_elsewhere(text: str) -> None:
    assert all(not child.address for child in read_text(f"Hi,\n\n{text}").children)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("From: Ann Lee\n> Sent: 09 February 2022 13:42\n> ", ("Ann Lee", "", "2022-02-09 13:42", "")),
        (
            "From: Ann Lee <ann@example.org>\n> Sent: 09 February 2022 13:42\n> To: Bo\n> Subject: Tea\n>",
            (*ANN, "2022-02-09 13:42", "Tea"),
        ),
        ("> From: Ann Lee [mailto:ann@example.org]\n> Subject: Tea\n>", (*ANN, "", "Tea")),
    ],
    ids=["the first line lost its mark", "... of a long one", "sender and subject"],
)
def test_what_people_leave_of_a_marked_block_names_the_sender(block: str, said: tuple[str, str, str, str]) -> None:
    body = read_text(f"{block}\n{marked(TEXT)}\nI use both.\n")
    (child,) = body.children
    sent = f"{child.sent:%F %R}" if child.sent else ""
    assert (body.own, child.body.own.strip()) == ("I use both.", TEXT.strip())
    assert (child.name, child.address, sent, child.subject) == said


@pytest.mark.parametrize("sent_by", ["Sent by: tea-bounces@example.org\n", ""])
def test_above_a_block_notes_names_the_list_that_sent_a_mail(sent_by: str) -> None:
    block = f"To: Bo <bo@example.org>\nFrom: Ann Lee\n{sent_by}Date: 06/05/2025 10:22AM\nSubject: Which circuit?\n"
    body = read_text(f"I use both.\n\n-----tea-bounces@example.org wrote: -----\n\n{block}\n{TEXT}")
    (child,) = body.children
    assert (body.own, child.name, child.address, child.subject) == ("I use both.", "Ann Lee", "", "Which circuit?")
    assert (child.body.own, child.body.children) == (TEXT.strip(), ())


def test_in_html_the_head_of_notes_is_a_table() -> None:
    rows = "<tr><td>To<td>bo@example.org<tr><td>cc<td><tr><td>Subject<td>Which circuit?"
    head = f"<b>Ann Lee &lt;ann@example.org&gt;</b><p>05/06/2025 10:22<td><table>{rows}</table>"
    body = read_html(f"<p>I use both.</p><table><tr><td>{head}</table><br><tt>Which one do you use?</tt>")
    (child,) = body.children
    assert (body.own, child.name, child.address, child.subject) == ("I use both.", *ANN, "Which circuit?")
    assert (child.date, child.body.own.strip()) == ("05/06/2025 10:22", "Which one do you use?")


def test_a_head_of_notes_may_stand_above_marked_lines() -> None:
    body = read_text(f"Hi,\n\nAnn Lee <ann@example.org> on 05/01/2001 12:53:29 PM\n{marked(TEXT)}\nI use both.\n")
    (child,) = body.children
    assert (child.name, child.address, child.date) == (*ANN, "05/01/2001 12:53:29 PM")
    assert (body.own.split(), child.body.own.strip()) == (["Hi,", "I", "use", "both."], TEXT.strip())
    assert not read_text("Ann Lee <ann@example.org> on 05/01/2001 12:53:29 PM\nI use both.\n").children


def test_an_angle_is_a_mark_under_an_attribution() -> None:
    body = read_text("Ann Lee <ann@example.org> wrote:\n\n› Which circuit?\n› And why?\n\nI use both.\n")
    (child,) = body.children
    assert (body.own, child.name, child.body.own) == ("I use both.", "Ann Lee", "Which circuit?\nAnd why?")
    assert not read_text("Choose:\n\n› File\n› Open\n").children


def test_a_rule_without_a_forward_of_kmail_is_the_authors() -> None:
    rule = "-" * 55
    assert read_text(f"One.\n\n{rule}\n\nTwo.\n").own == f"One.\n\n{rule}\n\nTwo."


def test_what_the_bat_forwards_stands_between_its_scissors() -> None:
    cut = (
        "===8<==============Original message text===============",
        "===8<===========End of original message text===========",
    )
    body = read_text(f"Hi,\n\nThis is a forwarded message\n{FIELDS}\n{cut[0]}\n{TEXT}\n{cut[1]}\n\nBye, Bob\n")
    (child,) = body.children
    assert (filled(body.own), child.kind, child.name, child.body.own) == (
        ["Hi,", "Bye, Bob"],
        "forwarded",
        "Ann Lee",
        TEXT.strip(),
    )


@pytest.mark.parametrize(
    "head",
    [
        ">>> Ann Lee <ann@example.org> schrieb am 17.05.2007 um 16:26 in\nNachricht <1@example.org>:",
        ">>> Ann Lee <ann@example.org> schrieb am 17.05.2007 um 16:26\nin\nNachricht\n<1234567890_abcdef@goo\nglegroups.com>:",
        ">>> On 17.05.2007 at 16:26, in message <1@example.org>, Ann Lee\n<ann@example.org> wrote:",
    ],
)
def test_heads_of_groupwise_may_stand_above_marked_lines(head: str) -> None:
    body = read_text(f"{head}\n{marked(TEXT)}\n> > Older.\n\nI use both.\n")
    (child,) = body.children
    assert (body.own, child.name, child.address, f"{child.sent:%F %R}") == ("I use both.", *ANN, "2007-05-17 16:26")
    assert child.body.own.strip() == TEXT.strip()


def test_below_a_head_of_supercite_names_mark_all_that_is_quoted() -> None:
    head = '>>>>> "AL" == Ann Lee <ann@example.org> writes:'
    body = read_text(
        f"{head}\n\n    [...]\n    AL> Which one?\n\nThis.\n\n    >> The old one?\n    AL> I asked.\n\nBob> That one.\n\nMine.\n"
    )
    (child,) = body.children
    assert (body.own.split(), child.name) == (["[...]", "This.", "Mine."], "Ann Lee")
    assert child.body.own.split("\n") == ["Which one?", "I asked."]
    assert [inner.body.own for inner in child.body.children] == ["The old one?\nThat one."]
    first = read_text(f"{head}\n\nBob> That one.\nBob> Yes.\n\nAL> Which one?\nAL> I asked.\n\nMine.\n")
    (child,) = first.children
    assert (first.own, child.name, child.body.own) == ("Mine.", "Ann Lee", "Which one?\nI asked.")
    assert [inner.body.own for inner in child.body.children] == ["That one.\nYes."]
    named = read_text("On Mon, 26 Nov 2001 at 08:21:40 +0100,\nAnnabel Lee wrote:\n\nAnnabel> That one.\n\nMine.\n")
    assert (named.own, named.children[0].body.own) == ("Mine.", "That one.")
    other = read_text("Ann Lee <ann@example.org> wrote:\n\nConsole> That one.\n\nMine.\n")
    assert other.own == "Console> That one.\n\nMine."  # nobody whom the attribution names
    assert not read_text("Bob> That one.\nBob> Yes.\n\nMine.\n").children  # a prompt looks so, too


@pytest.mark.parametrize("name", ["Ann", "Linus", "KevinW", "Christopher"])
def test_supercite_marks_with_a_first_name(name: str) -> None:
    head = f'>>>>> "{name}" == {name} Lee <ann@example.org> writes:'
    body = read_text(f"{head}\n\n{marked(TEXT, f'{name}> ')}\n{name}>\n{name}> And why?\n\nI use both.\n")
    (child,) = body.children
    assert (body.own, child.name, child.body.own.split()) == ("I use both.", f"{name} Lee", f"{TEXT} And why?".split())


def test_what_aol_puts_into_brackets_is_quoted() -> None:
    said = "In a message dated 5/1/97 12:53:29 PM, ann@example.org writes:"
    body = read_text(f"{said}\n\n<< Which one do you use?\n I have three. >>\n\nI use both.\n")
    (child,) = body.children
    assert (body.own, child.address, child.body.own) == ("I use both.", "ann@example.org", TEXT.strip())


def test_initials_that_mark_the_lines_below_are_no_part_of_a_name() -> None:
    names = [
        read_text(f"{who} wrote:\n\nAL> Which?\nAL> Three.\n").children[0].name
        for who in ("Ann Lee [AL]", "Ann Lee [EX]")
    ]
    assert names == ["Ann Lee", "Ann Lee [EX]"]


def test_brackets_that_do_not_close_quote_nothing() -> None:
    body = read_text("Ann Lee writes:\n\n<< one, and no end.\n\nI use both.\n")
    assert "I use both." in body.own


def test_emacs_quotes_with_an_indent() -> None:
    body = read_text(
        "Ann Lee <ann@example.org> writes:\n\n   Which one do you use?\n   I have three.\n\nI use both:\n\n     one = two\n\n"
        "   And what else?\n\nNothing.\n"
    )
    (child,) = body.children
    assert filled(body.own) == ["I use both:", "     one = two", "Nothing."]
    assert filled(child.body.own) == [*filled(TEXT), "And what else?"]


def test_a_whole_mail_with_an_indent_ends_where_the_indent_does() -> None:
    mail = "".join(f"   {line}\n" if line else "\n" for line in f"{FIELDS}\n{TEXT}".splitlines())
    body = read_text(f"Hi,\n\n{mail}\nI use both.\n")
    (child,) = body.children
    assert (filled(body.own), child.name, child.body.own) == (["Hi,", "I use both."], "Ann Lee", TEXT.strip())


def test_an_indented_first_line_of_a_paragraph_is_no_mark() -> None:
    body = read_text(
        "Hi,\nsee below.\nOn Thu, 1 May 1997, Ann Lee <ann@example.org> wrote:\n\n  Which one do\nyou use?\n"
    )
    (child,) = body.children
    assert child.body.own == "  Which one do\nyou use?"


def test_the_whole_header_of_a_marked_mail_is_its_head() -> None:
    quote = marked(f"{WHOLE}\n{TEXT}", ">")
    body = read_text(f"Hi,\n\n{quote}\nBye, Bob\n")
    (child,) = body.children
    assert (filled(body.own), child.name, child.subject, child.body.own) == (
        ["Hi,", "Bye, Bob"],
        "Ann Lee",
        "Which circuit?",
        TEXT.strip(),
    )


def test_an_address_of_exchange_is_one() -> None:
    body = read_text(
        f"-----Original Message-----\nFrom:\tAnn Lee [SMTP:ann@example.org]\nSubject:\tWhich circuit?\n\n{TEXT}"
    )
    (child,) = body.children
    assert (child.name, child.address) == ANN


@pytest.mark.parametrize("who", ["On Thu, 1 May 1997 09:58:06 -0400, Ann Lee", "Ann Lee"])
def test_a_subject_between_attribution_and_quote_is_no_answer(who: str) -> None:
    quote = marked(TEXT.strip())
    body = read_text(f"Hi,\n\n{who} wrote:\nSubject: Which circuit?\n\n{quote}\nI use both.\n")
    (child,) = body.children
    assert (filled(body.own), child.name, child.subject, child.body.own) == (
        ["Hi,", "I use both."],
        "Ann Lee",
        "Which circuit?",
        TEXT.strip(),
    )


def test_a_subject_without_a_quote_below_is_the_authors() -> None:
    text = "Hi,\n\nthis is what Ann Lee wrote:\nSubject: Which circuit?\n\nI use both."
    assert read_text(text).own == text


@pytest.mark.parametrize(
    "fields",
    [
        'From "Ann Lee" <ann@example.org>\nTo "Gliders" <gliders@example.org>\nDate 01/05/2025 09:58:06\nSubject Which circuit?\n',
        'Von "Ann Lee" <ann@example.org>\nAn gliders@example.org\nDatum 01.05.2025 09:58:06\nBetreff Which circuit?\n',
    ],
    ids=["English", "German"],
)
def test_the_labels_of_em_client_have_no_colon(fields: str) -> None:
    body = read_text(f"I use both.\n\n------ Original Message ------\n{fields}\n{TEXT}")
    (child,) = body.children
    assert (body.own, child.name, child.address) == ("I use both.", *ANN)
    assert (child.subject, child.body.own.strip()) == ("Which circuit?", TEXT.strip())


NETEASE = [  # the text part of its mails, in a table or without one
    "---- Replied Message ----\n| From | Ann Lee<ann@example.org> |\n| Date | 08/10/2023 17:08 |\n"
    "| To | bo<bo@example.com> ,\ntea<tea@example.org> ,\ncups<cups@example.org> |\n| Subject | Which circuit? |\n",
    "---- Replied Message ----\nFrom \tAnn Lee<ann@example.org>\n<mailto:ann@example.org>\nDate \t08/10/2023 17:08\n"
    "To \tBo Example<bo@example.com> <mailto:bo@example.com>、\ncarl@example.net <mailto:carl@example.net>\n"
    "Cc \ttea@example.org <mailto:tea@example.org>、more-\ntea@example.org <mailto:more-tea@example.org>\n"
    "Subject \tWhich circuit?\n\n",
    "---- 回复的原邮件 ----\n| 发件人 | Ann Lee<ann@example.org> |\n| 日期 | 2023年08月10日 17:08 |\n"
    "| 收件人 | bo<bo@example.com> |\n"
    "| 抄送至 | tea<tea@example.org> |\n| 主题 | Which circuit? |\n",
    "---- 转发的原邮件 ----\n发件人\tAnn Lee<ann@example.org>\n发送日期\t2023年08月10日 17:08\n"
    "收件人\tbo<bo@example.com>\n主题\tWhich circuit?\n",
    "------------------------------------------------------------------\n发件人：Ann Lee <ann@example.org>\n"
    "发送时间：2023年8月10日(星期四) 17:08\n收件人：bo <bo@example.com>\n抄　送：tea <tea@example.org>\n"
    "主　题：Which circuit?\n\n",  # Alibaba
]


@pytest.mark.parametrize("head", NETEASE)
def test_web_mail_of_china_writes_its_blocks_in_its_own_way(head: str) -> None:
    body = read_text(f"I use both.\n\n{head}{TEXT}")
    (child,) = body.children
    assert (body.own, child.name, child.address, child.subject) == ("I use both.", *ANN, "Which circuit?")
    assert (f"{child.sent:%F %R}", child.body.own) == ("2023-08-10 17:08", TEXT.strip())


def test_words_below_an_original_message_that_begin_as_labels_are_text() -> None:
    body = read_text("Hi,\n\n------ Original Message ------\nFrom here on\nto the top.\nDate trees grow.\n")
    (child,) = body.children
    assert child.body.own.strip() == "From here on\nto the top.\nDate trees grow."


def test_what_bluemail_adds_is_no_text() -> None:
    body = read_text(
        "I use both.\n\n\u2063Get BlueMail for Android \u200b\n\n"
        f"On May 1, 2025, 09:58, at 09:58, Ann Lee <ann@example.org> wrote:\n>{TEXT.strip().splitlines()[0]}\n"
    )
    (child,) = body.children
    assert (body.own, child.name, child.address) == ("I use both.", *ANN)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ('[quote="ann, post:3, topic:12"]', "ann"),
        ('[quote="Ann Lee, post:3, topic:12, full:true, username:ann"]', "Ann Lee"),
        ("[quote=Ann post_id=12 time=1600000000 user_id=5]", "Ann"),
        ("[quote]", ""),
    ],
    ids=["Discourse", "Discourse with names", "phpBB", "nobody"],
)
def test_what_a_forum_quotes_ends_where_its_tag_does(tag: str, name: str) -> None:
    body = read_text(f"Hi,\n\n{tag}\n{TEXT.strip()}\n[/quote]\n\nI use both.\n")
    (child,) = body.children
    assert (filled(body.own), child.name, child.body.own) == (["Hi,", "I use both."], name, TEXT.strip())


def test_forums_quote_what_quotes() -> None:
    body = read_text('[quote="bob"]\n[quote="ann"]\nWhich one?\n[/quote]\nBoth.[/quote]\nWhy?\n')
    (bob,) = body.children
    (ann,) = bob.body.children
    assert (body.own, bob.name, bob.body.own, ann.name, ann.body.own) == ("Why?", "bob", "Both.", "ann", "Which one?")


@pytest.mark.parametrize(
    "text", ['[quote="Ann"]\nWhich one?', "Type [quote] here\n[quote]x[/quote]", "[quote=][/quote]"]
)
def test_tags_of_forums_in_a_text_are_text(text: str) -> None:
    assert read_text(text).own == text


def test_zoho_repeats_its_separator_below_the_block() -> None:
    rule = "============ Forwarded message ============"
    body = read_text(f"Hi,\n\n{rule}\n{FIELDS.strip()}\n{rule}\n\n{TEXT}")
    (child,) = body.children
    assert (body.own, child.kind, child.name, child.body.own.strip()) == ("Hi,", "forwarded", "Ann Lee", TEXT.strip())


def test_mutt_marks_the_block_that_it_forwards() -> None:
    quote = marked(f"{FIELDS}\n{TEXT}")
    body = read_text(
        f"Hi,\n\n----- Forwarded message from Ann Lee <ann@example.org> -----\n\n{quote}\n----- End forwarded message -----\n"
    )
    (child,) = body.children
    assert (child.kind, child.name, child.subject) == ("forwarded", "Ann Lee", "Which circuit?")
    assert child.sent is not None
    assert (child.body.own.strip(), child.body.children) == (TEXT.strip(), ())


@pytest.mark.parametrize(
    "fields",
    [
        "من: {}\nتم الإرسال: الخميس، 5 يونيو 2025 10:22 ص\nإلى: tea@example.org\nالموضوع: Tea",
        "Dari: {}\nTanggal: Kamis, 5 Juni 2025 10.22\nKepada: tea@example.org\nSubjek: Tea",
        "Από: {}\nΑποστολή: Πέμπτη, 5 Ιουνίου 2025 10:22 πμ\nΠρος: tea@example.org\nΘέμα: Tea",
    ],
    ids=["Arabic", "Indonesian", "Greek"],
)
def test_blocks_of_outlook_tell_the_time(fields: str) -> None:
    (child,) = read_text(f"Hi,\n\n{fields.format('Ann Lee <ann@example.org>')}\n{TEXT}").children
    assert (child.name, child.address, child.subject) == (*ANN, "Tea")
    assert child.sent is not None
    assert f"{child.sent:%F %R}" == "2025-06-05 10:22"


@pytest.mark.parametrize("rule", ["", "-----"], ids=["plain", "Lotus Notes"])
def test_a_block_of_the_one_who_is_named_above_is_no_further_message(rule: str) -> None:
    end = f": {rule}" if rule else ":"
    quote = marked(f"{FIELDS}\n{TEXT}")
    body = read_text(f"I use both.\n\n{rule}Ann Lee <ann@example.org> wrote{end}\n{quote}\nBye\n")
    (child,) = body.children
    assert (filled(body.own), child.kind, child.name, child.subject) == (
        ["I use both.", "Bye"],
        "quoted",
        "Ann Lee",
        "Which circuit?",
    )
    assert (child.body.own.strip(), child.body.children) == (TEXT.strip(), ())
