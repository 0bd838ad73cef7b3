"""Header blocks, signatures, footers, notes of archives, flattened lines and HTML: the parts of quotes one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.bodies.flattened import cut_shared_lines
from ingest.bodies.header_blocks import label, read_block, read_line
from ingest.bodies.lines import unmarked
from ingest.bodies.parts import Body
from ingest.bodies.signatures import is_added_by_a_client
from ingest.body import read_text
from ingest.html import html_to_text
from ingest.list_matter.ends import is_rule
from ingest.list_matter.footers import footer_at
from ingest.list_matter.scrubbed import scrubbed
from ingest.message import Attachment

LABELS = [
    ("From: Ann", "from"),
    ("*Von:* Ann", "from"),
    ("De : Ann", "from"),
    ("主旨： Re: Masts", "subject"),
    ("Lähettäjä: Ann", "from"),
    ("Отправитель: Ann", "from"),
    ("发件人：Ann", "from"),
    ("Envoyé : lundi", "date"),
    ("Envoy? : lundi", "date"),
    ("Skickat: den 5 juni", "date"),
    ("Enviada em: quinta-feira", "date"),
    ("Verstuurd: donderdag", "date"),
    ("Inviato il: giovedì", "date"),
    ("Fecha de envío: jueves", "date"),
    ("送信日時: 2025", "date"),
    ("Für: Ann", None),
    ("Betreff: Tee", "subject"),
    ("Tárgy: Tea", "subject"),
    ("? : Ann", "to"),
    ("Kime: Ann", "to"),
    ("Note: this", None),
    ("12:30 we met", None),
    ("http://example.org", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "field"), LABELS, ids=[row[0] or "nothing" for row in LABELS])
def test_labels_of_many_languages(line, field):
    found = label(line)
    assert (found and found[0]) == field


def test_a_block_is_read_in_any_order():
    lines = [
        "Subject: Tea",
        "Date: Thu, 5 Jun 2025 10:22:00 +0200",
        "From: Ann <ann@example.org>",
        "To: Bo,",
        "  Cy",
        "",
        "text",
    ]
    found = read_block(lines, 0)
    assert found is not None
    end, said = found
    assert (end, said.name, said.address, said.subject, said.to) == (5, "Ann", "ann@example.org", "Tea", "Bo, Cy")
    assert str(said.sent) == "2025-06-05 10:22:00+02:00"


def test_who_is_answered_wrote_where_the_list_stands_in_from_and_to():
    block = [
        "From: Tea <tea@example.org>",
        "Reply-To: Ann <ann@example.net>",
        "To: tea@example.org",
        "Subject: Tea",
        "",
    ]
    _, said = read_block(block, 0) or (0, None)
    assert (said and said.name, said and said.address) == ("Ann", "ann@example.net")
    _, said = read_block([*block[:2], "To: bo@example.org", *block[3:]], 0) or (0, None)
    assert (said and said.name, said and said.address) == ("Tea", "tea@example.org")


def test_a_field_is_wrapped_in_a_block_whose_fields_stand_apart():
    block = (
        "*From:* Ann <ann@example.org>\n\n*Sent:* Thursday, 5 June 2025 10:22\n\n*Subject:* Tea, and who\nbrings it\n\n"
    )
    end, said = read_block(f"{block}Hi Bo,\n".splitlines(), 0) or (0, None)
    assert (end, said and said.subject) == (6, "Tea, and who brings it")
    end, said = read_block(["From: Ann <ann@example.org>", "To: Bo", "Subject: Tea", "Hi Bo,", ""], 0) or (0, None)
    assert (end, said and said.subject) == (3, "Tea")


@pytest.mark.parametrize(
    ("below", "subject"),
    [
        ("THE_LONG_NAME_OF_A_PART list", "Re: [PATCH 5/5] tea, and what to do of it: THE_LONG_NAME_OF_A_PART list"),
        ("brings it", "Re: [PATCH 5/5] tea, and what to do of it:"),  # there was room for the word
        ("https://example.org/the/long/name/of/a/page", "Re: [PATCH 5/5] tea, and what to do of it:"),
    ],
)
def test_a_subject_goes_on_where_its_next_word_had_no_room(below: str, subject: str) -> None:
    lines = ["From: Ann <ann@example.org>", "To: Bo", "Subject: Re: [PATCH 5/5] tea, and what to do of it:", below, ""]
    _, said = read_block(lines, 0) or (0, None)
    assert said is not None
    assert said.subject == subject


def test_a_block_needs_a_sender_and_a_sign_of_mail():
    assert read_block(["From: 9:00", "To: 10:00", "Date: Monday"], 0) is None
    assert read_block(["Subject: Tea", "Date: today"], 0) is None
    assert read_block(["From: Ann", "text"], 0) is None


def test_a_block_on_one_line_without_spaces():
    line = (
        "Von: Ann <ann@example.org>An: Bo <bo@example.org>Gesendet: Donnerstag, 5. Juni 2025, 10:22:00 MEZBetreff: Tee"
    )
    found = read_line(line)
    assert found is not None
    assert (found[1].address, found[1].subject, str(found[1].sent)) == (
        "ann@example.org",
        "Tee",
        "2025-06-05 10:22:00+01:00",
    )


ADDED = [
    ("Sent from my phone", True),
    ("Sent from my Example 5 Max", True),
    ("Sent from Yahoo Mail on Android", True),
    ("Get Outlook for iOS<https://example.org>", True),
    ("Von meinem Telefon gesendet", True),
    ("Envoyé de mon téléphone", True),
    ("Enviado desde mi teléfono", True),
    ("Verstuurd vanaf mijn telefoon", True),
    ("從我的 iPhone 傳送", True),
    ("(sent from a phone)", True),
    ("iPhoneから送信", True),
    ("나의 iPhone에서 보냄", True),
    ("iPad'den gönderildi", True),
    ("Odesláno z mého telefonu", True),
    ("Posláno z iPhonu", True),
    ("Wysłane z telefonu", True),
    ("Отправлено с телефона", True),
    ("Lähetetty puhelimesta", True),
    ("Envoyé par mon iPhone", True),
    ("Télécharger Outlook pour Android", True),
    ("T?l?charger Outlook pour Android", True),
    ("Enviado via iPhone", True),
    ("مرسل من الـ iPhone", True),
    ("Sent from my desk, it is much easier.", False),
    ("Télécharger la note ici", False),
    ("Sent by mistake, sorry.", False),
    ("From my point of view it is right.", False),
    ("Get the tea ready", False),
]


@pytest.mark.parametrize(("line", "added"), ADDED, ids=[row[0] for row in ADDED])
def test_a_line_that_a_phone_adds_is_a_signature(line, added):
    assert is_added_by_a_client(line) is added
    assert read_text(f"Yes.\n\n{line}\n").signature == (line if added else "")


NOTES = [  # (language, note, attachment)
    (
        "en html",
        "An HTML attachment was scrubbed...\nURL: <http://example.org/a.html>\n",
        Attachment(content_type="text/html", url="http://example.org/a.html"),
    ),
    (
        "en",
        "A non-text attachment was scrubbed...\nName: tea.png\nType: image/png\nSize: 93213 bytes\n"
        "Desc: not available\nURL: <http://example.org/a.png>\n",
        Attachment("tea.png", "image/png", 93213, url="http://example.org/a.png"),
    ),
    (
        "en old",
        "A non-text attachment was scrubbed...\nName: not available\nType: text/x-diff\n"
        "Size: 8 bytes\nDesc: x\nUrl : http://example.org/a.bin\n",
        Attachment("", "text/x-diff", 8, url="http://example.org/a.bin"),
    ),
    (
        "pt",
        "Um anexo não-texto foi limpo...\nNome: chá.png\nTipo: image/png\nTamanho: 12 bytes\n"
        "Descr.: não disponível\nURL: <http://example.org/a.png>\n",
        Attachment("chá.png", "image/png", 12, url="http://example.org/a.png"),
    ),
    (
        "broken address",
        "An HTML attachment was scrubbed...\nURL: <http://example.org/long/\na.html>\n",
        Attachment(content_type="text/html", url="http://example.org/long/a.html"),
    ),
    (
        "address below its label",
        "An HTML attachment was scrubbed...\nURL:\n<http://example.org/a.html>\n",
        Attachment(content_type="text/html", url="http://example.org/a.html"),
    ),
    (
        "address without its end",
        "An HTML attachment was scrubbed...\nURL: <http://example.org/a.html\n",
        Attachment(content_type="text/html", url="http://example.org/a.html"),
    ),
    (
        "below a blank line",
        "\nAn HTML attachment was scrubbed...\nURL: <http://example.org/a.html>\n",
        Attachment(content_type="text/html", url="http://example.org/a.html"),
    ),
]


@pytest.mark.parametrize(("language", "note", "attachment"), NOTES, ids=[row[0] for row in NOTES])
def test_notes_name_attachments(language, note, attachment):
    text = f"Text\n-------------- next part --------------\n{note}More\n"
    assert scrubbed(text) == (attachment,), language
    end, name = footer_at(text.splitlines(keepends=True), 1) or (0, "")
    assert name == "scrubbed-attachment"
    assert text.splitlines()[end] == "More"


def test_texts_without_notes_have_no_attachments():
    assert scrubbed("The floor was scrubbed.\n") == ()
    assert scrubbed("") == ()


def test_rules():
    assert is_rule("_" * 47)
    assert is_rule("-" * 10)
    assert not is_rule("---")
    assert not is_rule("--- tea ---")


def test_of_two_senders_on_one_line_the_later_one_is_attributed():
    line = "And so on. Le 4 June 2025 at 10:00 Bo <bo@example.org> said. On 5 June 2025 at 10:22, Ann <ann@example.org> wrote:"
    at = line.index(" On 5")
    assert cut_shared_lines([line]) == [line[:at], line[at:]]


@given(st.text(alphabet="> »|AB:x\t", max_size=12))
def test_unmarked_takes_at_most_one_mark(line):
    rest = unmarked(line)
    assert line.endswith(rest)
    assert len(line) - len(rest) <= len(line) - len(line.lstrip("\t ")) + 6


@given(
    st.lists(
        st.sampled_from(
            [
                "On 5 Jun 2025, at 10:22, Ann <ann@example.org> wrote:",
                " text ",
                "-----Original Message-----",
                "From: a",
                "\n",
                ">",
            ]
        ),
        max_size=8,
    )
)
def test_cut_lines_join_to_the_same_text(parts):
    lines = "".join(parts).splitlines(keepends=True)
    assert "".join(cut_shared_lines(lines)) == "".join(lines)


HTML = [  # (what it is, html, text)
    ("paragraphs", "<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines\n\n"),
    ("spaces", "a\n  b&nbsp;c", "a b\u00a0c\n"),
    ("hidden", "<style>x</style><script>y</script><div style='display: none'>z</div>a", "a\n"),
    ("comment", "<!--[if mso]>x<![endif]-->a", "a\n"),
    ("cited", "<blockquote type=cite>a<blockquote type=cite>b</blockquote></blockquote>c", "> a\n> > b\nc\n"),
    ("indented", "<blockquote style='margin:0 0 0 40px;border:none'>a</blockquote>b", "a\nb\n"),
    ("plain, in the middle", "x<blockquote>a</blockquote>b", "x\na\nb\n"),
    (
        "plain, beside cited ones",
        "<blockquote type=cite>a</blockquote>See:<blockquote>b</blockquote>",
        "> a\nSee:\nb\n",
    ),
    (
        "plain, in a cited one",
        "<blockquote type=cite>Ann wrote:<blockquote>b</blockquote></blockquote>c",
        "> Ann wrote:\n> > b\nc\n",
    ),
    ("plain, at the end", "x<blockquote>a</blockquote>", "x\n> a\n"),
    ("plain, after an attribution", "Ann wrote:<blockquote>a</blockquote>b", "Ann wrote:\n> a\nb\n"),
    (
        "cells",
        "<table><tr><th>From:</th><td>Ann</td></tr><tr><th>To:</th><td>Bo</td></tr></table>",
        "From: Ann\nTo: Bo\n\n",
    ),
    ("preformatted", "<pre>a\n  b</pre>", "a\n  b\n\n"),
    ("list", "<ul><li>a</li><li>b</li></ul>", "* a\n* b\n\n"),
    ("rule", "a<hr>b", f"a\n{'_' * 32}\nb\n"),
    ("nothing", "", ""),
    ("broken", "<div <p>a</", "a</\n"),
]


@pytest.mark.parametrize(("what", "html", "text"), HTML, ids=[row[0] for row in HTML])
def test_html_as_a_reader_sees_it(what, html, text):
    assert html_to_text(html).replace("\n\n\n", "\n\n") == text, what


def test_html_deeper_than_a_parser_goes_loses_no_words():
    assert html_to_text("<div>x" * 20_000).count("x") == 20_000


@given(st.text(max_size=200))
def test_any_text_is_html(html):
    html_to_text(html)


# -- whose words stand how deep ------------------------------------------------------------------------------------------


def tree(body: Body) -> list[object]:
    """Names and own texts of what is quoted, each with its own tree."""
    return [(each.name, each.body.own, tree(each.body)) for each in body.children]


BEN, ANN, EVE = (
    f"On {day} Oct 2020, at 10:28, {name} <x@example.org> wrote:" for day, name in ((9, "Ben"), (8, "Ann"), (7, "Eve"))
)


def test_apple_marks_an_attribution_as_deep_as_its_text() -> None:
    lines = [
        "Top.",
        "",
        f"> {BEN}",
        ">",
        "> No.",
        "> Ben",
        ">",
        f">> {ANN}",
        ">>",
        ">> Yes.",
        ">>",
        f">>> {EVE}",
        ">>>",
        ">>> Done?",
    ]
    chain = [("Ben", "No.\nBen", [("Ann", "Yes.", [("Eve", "Done?", [])])])]
    assert tree(read_text("\n".join(lines))) == chain
    answered = "\n".join(["On 10 Oct 2020, at 10:28, Bo <bo@example.org> wrote:", "", *lines])
    assert tree(read_text("Well.\n\n" + answered))[-1] == ("Bo", "Top.", chain)


def test_an_attribution_in_the_marks_heads_them_though_it_is_answered_within() -> None:
    lines = ["Top.", "", f"> {BEN}", ">", "> No.", ">", ">> Why?", ">", "> So.", "> Ben"]
    assert tree(read_text("\n".join(lines))) == [("Ben", "No.\n\nSo.\nBen", [("", "Why?", [])])]


PAIRS = [  # (who names two whom, the heads, one above the other)
    ("Thunderbird and kin", f"{BEN}\n{ANN}\n"),
    ("with a blank line", f"{BEN}\n\n{ANN}\n\n"),
    ("Gnus", ">>>>> Ben\n>>>>>     on Thu, 9 Oct 2020 10:28:00 +0200 writes:\n\n>>>>> Ann writes:\n\n"),
]


@pytest.mark.parametrize("apart", ["", "\n"], ids=["together", "apart"])
@pytest.mark.parametrize(("whose", "heads"), PAIRS, ids=[whose for whose, _ in PAIRS])
def test_of_two_heads_each_names_the_words_of_a_depth(whose: str, heads: str, apart: str) -> None:
    indent = "    " if whose == "Gnus" else ""
    body = read_text(f"{heads}{indent}>> Done?\n{apart}{indent}> Yes.\n\nGood.\n")
    assert body.own == "Good."
    assert tree(body) == [("Ben", "Yes.", [("Ann", "Done?", [])])]
