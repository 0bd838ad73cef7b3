"""What transport left in a text is undone, and nothing that an author wrote."""

from __future__ import annotations

import binascii
from base64 import encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.mail.debris import take_out, tidy, unflow

FLOWED = [  # (RFC 3676: what the rule is, as sent, as read)
    ("a blank at the end goes on", "one \ntwo\nthree", "one two\nthree"),
    ("delsp", "人人 \n生而", "人人生而"),
    ("a stuffed blank goes", " From here\n >not a quote", "From here\n>not a quote"),
    ("quotes join at their depth", "> one \n> two\nmine", "> one two\nmine"),
    ("other depths do not join", "> one \n>> two", "> one \n>> two"),
    ("the signature's mark is no soft end", "end \n-- \nAnn", "end \n-- \nAnn"),
    ("Windows line ends", "one \r\ntwo\r\n", "one two\n"),
]


@pytest.mark.parametrize(("rule", "sent", "read"), FLOWED, ids=[rule for rule, *_ in FLOWED])
def test_flowed_text_reads_as_written(rule: str, sent: str, read: str) -> None:
    assert unflow(sent, delete_space=rule == "delsp") == read


TIDY = [  # (what was left, as sent, as read)
    ("quoted-printable", "caf=C3=A9 and=20so =\non, a =3D b\n", "café and so on, a = b\n"),
    (
        "lines that soft breaks end",
        "The roof is done, and so is the mast that stands beside it; but who =\nwill paint it? We have no ladder that is so high, "
        "and nobody of us has =\nthe time.\n",
        "The roof is done, and so is the mast that stands beside it; but who will paint it? We have no ladder that is so high, "
        "and nobody of us has the time.\n",
    ),
    (
        "a program that goes on in its next line",
        "static const struct mast_operations the_mast_on_the_new_roof __initconst =\n{\n" * 3,
        "static const struct mast_operations the_mast_on_the_new_roof __initconst =\n{\n" * 3,
    ),
    ("a program is no debris", "a=20, b=3D, c=20, Fs=1562\n", "a=20, b=3D, c=20, Fs=1562\n"),
    (
        "years are no debris",
        "from=2005-12, to=2006-06,\nnot before=2006-10\n",
        "from=2005-12, to=2006-06,\nnot before=2006-10\n",
    ),
    ("an address bar is no debris", "see ?a=20&b=3D&c=4 and d=5, e=6 =7", "see ?a=20&b=3D&c=4 and d=5, e=6 =7"),
    ("odd blanks", "one\u00a0two\u202f!", "one two !"),
    ("nothing seen", "\ufeffze\u200bro, soft\u00adly", "zero, softly"),
    ("joiners that letters need", "می\u200cخواهم", "می\u200cخواهم"),
    ("not UTF-8 when decoded", "=E4=F6=FC so =\nstays", "=E4=F6=FC so =\nstays"),
]


@pytest.mark.parametrize(("what", "sent", "read"), TIDY, ids=[what for what, *_ in TIDY])
def test_debris_is_undone(what: str, sent: str, read: str) -> None:  # noqa: ARG001
    assert tidy(sent) == read


def uuencoded(data: bytes, name: str) -> str:
    lines = [binascii.b2a_uu(data[at : at + 45], backtick=True).decode() for at in range(0, len(data), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


FILE = bytes(range(256)) * 4


def encoded(kind: str) -> str:
    return uuencoded(FILE, "roof.png") if kind == "uuencode" else encodebytes(FILE).decode()


@pytest.mark.parametrize("kind", ["uuencode", "base64"])
def test_a_file_between_the_lines_is_an_attachment(kind: str) -> None:
    block = encoded(kind)
    text, (attachment,) = take_out(f"Here it is.\n\n{block}\nBye, Ann\n")
    assert text == "Here it is.\n\n\nBye, Ann\n"
    assert (attachment.filename, attachment.size) == ("roof.png" if kind == "uuencode" else "", len(FILE))


@pytest.mark.parametrize("kind", ["uuencode", "base64"])
@pytest.mark.parametrize("after", ["Bye, Ann", "Best wishes, Ann", "2025 was good."])
def test_a_file_in_a_text_on_one_line_is_an_attachment(kind: str, after: str) -> None:
    text, (attachment,) = take_out(" ".join(f"Here it is. {encoded(kind)} {after}".split()))
    assert " ".join(text.split()) == f"Here it is. {after}"
    assert (attachment.filename, attachment.size) == ("roof.png" if kind == "uuencode" else "", len(FILE))


def test_a_word_below_a_file_is_text() -> None:
    text, _ = take_out(f"Here it is.\n\n{encodebytes(FILE[: 57 * 9]).decode()}Regards\n")
    assert text.split()[-1] == "Regards"


LINE = f"M{'A' * 60}"  # of 45 bytes, as uuencode writes them
NO_FILES = [  # (what is wrong with it, text)
    ("words", "begin 644 notes.txt\nand then we talked about masts.\n"),
    ("a line longer than it says", f"begin 644 roof.png\n{LINE}\n!{'A' * 60}\n`\nend\n"),
    ("... all on one line", f"begin 644 roof.png {LINE} !{'A' * 60} ` end\n"),
    ("base64 of a length that there is not", f"{'A' * 60}\n" * 9 + f"{'A' * 61}\n"),
]


@pytest.mark.parametrize("text", [text for _, text in NO_FILES], ids=[what for what, _ in NO_FILES])
def test_what_only_begins_like_a_file_stays(text: str) -> None:
    text += "Some more words about them.\n" * 20
    assert take_out(text) == (text, ())


@given(st.text())
def test_tidy_changes_nothing_twice(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once or "=" in once


@given(st.text(alphabet="ab \n>-=begin644`M"))
def test_nothing_raises(text: str) -> None:
    unflow(text)
    kept, files = take_out(tidy(text) * 3)
    assert kept or files or not text


def test_entities_in_a_text_part_of_qq_are_undone() -> None:
    rule = "------------------&nbsp;Original&nbsp;------------------"
    text = f'Yes.&nbsp;\n{rule}\nFrom: &nbsp;"Ann";<ann@example.org&gt;;\n'
    assert tidy(text) == 'Yes. \n------------------ Original ------------------\nFrom:  "Ann";<ann@example.org>;\n'
    assert tidy("a&nbsp;b &gt; c") == "a&nbsp;b &gt; c"  # somebody writes about HTML
