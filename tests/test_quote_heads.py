"""Heads of quotes and what only looks like one: names alone, heads one above the other, logs of git, letters that archives lost."""

from __future__ import annotations

import pytest

from ingest.bodies.parts import Body, Quoted
from ingest.body import read_text

TEXT = "Which circuit do you use?\nI have three.\n"
ANSWER = "\nI use both of them.\n"
SUPERCITE = ">>>>> {}\n>>>>>     on Fri, 23 Sep 2022 11:04:12 +0200 writes:\n"


def marked(text: str, mark: str = "> ") -> str:
    """The text as replies quote it."""
    return "".join(f"{mark}{line}\n" for line in text.splitlines())


def chain(body: Body) -> list[tuple[str, str]]:
    """The name and the own words of each first quote, from the outermost to the innermost."""
    found: list[tuple[str, str]] = []
    while body.children:
        quoted: Quoted = body.children[0]
        found.append((quoted.name, quoted.body.own))
        body = quoted.body
    return found


@pytest.mark.parametrize(
    ("head", "name", "date"),
    [
        pytest.param("Ann Lee:\n", "Ann Lee", "", id="a name"),
        pytest.param("Ann M. van Lee :\n", "Ann M. van Lee", "", id="a name with a blank before the colon"),
        pytest.param("Hello,\n\nAnn Lee:\n", "Ann Lee", "", id="a name below a greeting"),
        pytest.param(
            "Am Mittwoch, 3. Februar 2010 schrieben Sie:\n", "", "Mittwoch, 3. Februar 2010", id="KMail to you"
        ),
        pytest.param("In message <1@example.org> you write:\n", "", "", id="MH"),
        pytest.param(
            'In message "[tea:12] Re: Masts"\n    on 97/07/28, Ann Example writes:\n',
            "Ann Example",
            "97/07/28",
            id="fml",
        ),
        pytest.param(
            "? Fri, 25 Oct 2024 08:39:39 -0400\nAnn Example <ann@example.org> ?????:\n",
            "Ann Example",
            "Fri, 25 Oct 2024 08:39:39 -0400",
            id="Russian, of which no letter is left",
        ),
        pytest.param(
            "Ann Example <ann@example.org> ?2019?8?2??? ??4:59???\n",
            "Ann Example",
            "2019?8?2??? ??4:59",
            id="Chinese, the same",
        ),
        pytest.param(
            "2009/9/15 Ann Example <ann@example.org>\n\n", "Ann Example", "2009/9/15", id="Gmail, without a colon"
        ),
    ],
)
def test_what_stands_above_marked_lines_names_their_author(head: str, name: str, date: str) -> None:
    [quoted] = read_text(f"{head}{marked(TEXT)}{ANSWER}").children
    assert (quoted.name, quoted.date, quoted.body.own) == (name, date, TEXT.strip())


@pytest.mark.parametrize(
    "head", ["Hi Bo Other:", "Example Code:", "My Answer:", "Same problem as Greg:", "Two\nAnn Lee:"]
)
def test_headings_and_greetings_are_the_authors(head: str) -> None:
    body = read_text(f"{head}\n{marked(TEXT)}{ANSWER}")
    assert head in body.own
    assert body.children[0].name == ""


def test_a_name_above_no_quote_is_the_authors() -> None:
    assert read_text(f"Ann Lee:\n{TEXT}").children == ()


def test_a_line_without_a_colon_ends_an_attribution_though_one_of_the_quoted_follows() -> None:
    body = read_text(
        f"On Wed, 23 Mar 2005 10:46:13 -0500, Ann Example wrote\n> Bo Other <bo@example.org>:\n{marked(TEXT, '> > ')}{ANSWER}"
    )
    assert [name for name, _ in chain(body)] == ["Ann Example", "Bo Other"]
    assert body.own == ANSWER.strip()


def test_each_of_several_heads_names_the_words_of_one_depth() -> None:
    heads = "".join(map(SUPERCITE.format, ("Ann Example", "Bo Other", "Cy Third")))
    text = "\n    > First.\n    >> Second.\n    >>> Third.\n\nMine.\n"
    assert chain(read_text(heads + text)) == [
        ("Ann Example", "First."),
        ("Bo Other", "Second."),
        ("Cy Third", "Third."),
    ]


def test_of_more_heads_than_depths_the_last_name_them() -> None:
    heads = "".join(map(SUPERCITE.format, ("Ann Example", "Bo Other", "Cy Third")))
    body = read_text(f"{heads}\n    > First.\n    >> Second.\n\nMine.\n")
    assert [(quoted.name, quoted.body.own) for quoted in body.children] == [("Ann Example", ""), ("Bo Other", "First.")]
    assert chain(body.children[1].body) == [("Cy Third", "Second.")]


def test_a_head_of_supercite_that_is_quoted_is_of_the_quoted_message() -> None:
    head = marked(SUPERCITE.format("Bo Other")).replace("> >", ">>")
    body = read_text(f"On Fri, 23 Sep 2022, Ann Example wrote:\n{head}> \n>     > First.\n> \n> Second.\n\nMine.\n")
    assert chain(body) == [("Ann Example", "Second."), ("Bo Other", "First.")]


def test_below_the_attribution_of_an_unmarked_quote_a_head_of_supercite_is_of_it() -> None:
    head = "On Friday, 23 September 2022 at 11:04, Ann Example <ann@example.org> wrote:\n\n\n"
    body = read_text(f"Mine.\n\n{head}{SUPERCITE.format('Bo Other')}\n    > First.\n\nSecond.\n")
    assert (body.own, chain(body)) == ("Mine.", [("Ann Example", "Second."), ("Bo Other", "First.")])


@pytest.mark.parametrize("mark", ["| ", "C> "])
def test_an_attribution_below_an_unusual_mark_is_of_the_quoted_message(mark: str) -> None:
    quoted = f"On 02/04/2024 8:50 a.m., Bo Other wrote:\n{marked(TEXT)}\nFirst.\n"
    body = read_text(f"On 2 April 2024 at 09:41, Ann Example wrote:\n{marked(quoted, mark)}\nMine.\n")
    assert (body.own, chain(body)) == ("Mine.", [("Ann Example", "First."), ("Bo Other", TEXT.strip())])


@pytest.mark.parametrize("lost", ["??? ", "? ? ", "?"])
def test_hard_blanks_that_an_archive_lost_before_marks_hide_no_quote(lost: str) -> None:
    inner = marked("First of all I must say\nthat there is one.\nNobody knows\nwhere it is.\n", f"{lost}> ")
    body = read_text(f"On 2 April 2024 at 09:41, Ann Example wrote:\n{marked(inner + chr(10) + 'Second.')}\nMine.\n")
    assert [own.splitlines()[0] for _, own in chain(body)] == ["Second.", "First of all I must say"]


def test_what_was_typed_behind_hard_blanks_is_no_quote() -> None:
    typed = "??? > x <- 1\n??? > y <- 2\n??? > z <- 3\n??? > sum(x, y, z)\n"
    assert read_text(f"I typed\n{typed}and no more.\n").children == ()


LOG = (
    "Author: Ann Example <ann@example.org>\nDate:   Wed Apr 14 21:04:55 2010 -0700\n\n    Mend the mast\n\n"
    "diff --git a/mast b/mast\n"
)


@pytest.mark.parametrize(
    "log",
    [
        pytest.param(f"commit de1b4498\n{LOG}", id="git log"),
        pytest.param(f"commit de1b4498\nMerge: 19630b6 8e83081\n{LOG}", id="a merge"),
        pytest.param(f"It says\n\n{LOG}", id="without its first line"),
        pytest.param(f"commit de1b4498\n{LOG}".replace("\n", "\n\n"), id="with a blank line below each"),
        pytest.param("".join(f"     {line}\n" for line in f"commit de1b4498\n{LOG}".splitlines()), id="indented"),
    ],
)
def test_a_log_of_git_is_the_authors(log: str) -> None:
    body = read_text(f"Look:\n\n{log}\nWhat do you think?\n")
    assert body.children == ()
    assert "What do you think?" in body.own


CARD = "-" * 40 + "\nAnn Example, Tea House\nann@example.org  Tel: +44 20 7946 0000\n"
ARMOR = (
    "-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG v1\n\niD8DBQFCEOSB8KZibdeR3qUR\n=wnKg\n-----END PGP SIGNATURE-----\n"
)
MAILMAN = f"{'_' * 47}\nTea mailing list\ntea at example.org\nhttps://example.org/mailman/listinfo/tea\n"


@pytest.mark.parametrize(("below", "name"), [(ARMOR, "pgp"), (MAILMAN, "mailman2")])
def test_what_stands_right_below_a_card_is_no_part_of_it(below: str, name: str) -> None:
    body = read_text(f"I come.\n{CARD}{below}")
    assert (body.own, body.signature) == ("I come.", CARD.strip())
    assert [footer.name for footer in body.footers] == [name]


def test_a_rule_may_close_a_card() -> None:
    body = read_text(f"I come.\n{CARD}{'-' * 40}\n")
    assert (body.own, body.signature) == ("I come.", f"{CARD}{'-' * 40}")


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/mailman/listinfo/\ntea_lists.example.org\n",
        "https://example.org/mailman/listinfo/tea_lists.\nexample.org\n",
    ],
)
def test_the_link_of_a_footer_may_be_broken(link: str) -> None:
    footer = MAILMAN.replace("https://example.org/mailman/listinfo/tea\n", link)
    body = read_text(f"I come.\n\n{footer}\nOn Thu, Jun 5, 2025 at 10:22 AM Ann <ann@example.org> wrote:\n\n{TEXT}")
    assert body.own == "I come."
    assert body.footers[0].text == footer.strip()


def test_a_sentence_that_ends_with_mailing_list_begins_no_footer() -> None:
    text = "You may ask this on\nor on the Friends of Tea mailing list\nhttps://example.org/mailman/listinfo/tea\n"
    assert read_text(text).own == text.strip()


def test_a_line_that_mbox_escaped_is_the_authors_below_a_quote_and_a_blank_line() -> None:
    assert read_text("> Done?\n\n>From the first mail I think so.\n").own == ">From the first mail I think so."
