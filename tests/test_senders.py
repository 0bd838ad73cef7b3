"""Names and addresses, as header fields and the lines above quotes have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.message import Sender
from ingest.senders import before_address, parse_sender, written

SENDERS = [  # (beside a quote, name, address)
    ("Ann Example <ann@example.org>", "Ann Example", "ann@example.org"),
    ('"Example, Ann" <Ann@Example.org>', "Example, Ann", "ann@example.org"),
    ("ann@example.org", "", "ann@example.org"),
    ("ann at example.org (Ann Example)", "Ann Example", "ann@example.org"),
    ("Ann (at) home <ann (at) example.org>", "Ann (at) home", "ann@example.org"),
    ("ann em example.org", "", "ann@example.org"),
    ("Ann Example <ann dot example at lists dot example dot org>", "Ann Example", "ann.example@lists.example.org"),
    ("Ann Example <ann [at] example [dot] org>", "Ann Example", "ann@example.org"),
    ("Ann from the dot net", "Ann from the dot net", ""),
    ("Ann Example [mailto:ann@example.org]", "Ann Example", "ann@example.org"),
    ("ann@example.org<mailto:ann@example.org>", "", "ann@example.org"),
    ("Ann<mailto:ann@example.org> <ann@example.org>", "Ann", "ann@example.org"),
    ("Ann (<ann@example.org>)", "Ann", "ann@example.org"),
    ("\u202a\u202eAnn Example\u202c <ann@example.org>", "Ann Example", "ann@example.org"),
    ("« Ann Example » <ann@example.org>", "Ann Example", "ann@example.org"),
    ("Ann Example/Tea/Example <ann@example.org>", "Ann Example", "ann@example.org"),
    ("Ann Example/San Tea/Example@Example", "Ann Example", ""),
    ("CN=Ann Example/OU=Tea/O=Example <ann@example.org>", "Ann Example", "ann@example.org"),
    ("Ann Example  06-Oct-1995 1403 +0100 <ann@example.org>", "Ann Example", "ann@example.org"),
    ('TIN::ANN "Ann Example"  6-OCT-1995 01:23:25.83', "Ann Example", ""),
    ("Tea::Pot <ann@example.org>", "Tea::Pot", "ann@example.org"),
    ("EXAMPLE Ann TEA/EX <ann@example.org>", "EXAMPLE Ann TEA/EX", "ann@example.org"),
    ("Ann Example/Ben Other <both@example.org>", "Ann Example/Ben Other", "both@example.org"),
    ("A/V team <av@example.org>", "A/V team", "av@example.org"),
    ("Ann [SMTP:ann@example.org]", "Ann", "ann@example.org"),
    ("Ann via Talk <talk@example.org>", "Ann", ""),
    ("Ann Example [via Talk] <ml-node+s1n2h3@n4.example.org>", "Ann Example", ""),
    ("Ann Example (via talk Mailing List) <talk@example.org>", "Ann Example", ""),
    ("Ann Example <000000e134e541c5-dmarc-request@lists.example.org>", "Ann Example", ""),
    ("Ann Example <ann=40example.org@dmarc.example.net>", "Ann Example", "ann@example.org"),
    ("talk-bounces@example.org [mailto:talk-bounces@example.org] On Behalf Of Ann", "Ann", ""),
    ("Talk [mailto:talk-bounces@lists.example.org] On Behalf Of ann at example.org", "", "ann@example.org"),
    (
        '"Talk on behalf of Example, Ann" <talk-bounces@lists.example.org on behalf of ann@example.org>',
        "Example, Ann",
        "ann@example.org",
    ),
    ("Talk <talk-bounces+bo=example.org@lists.example.org> 代表 Ann <ann@example.org>", "Ann", "ann@example.org"),
    ("Talk <talk-bounces@example.org> от имени Ann Example <ann@example.org>", "Ann Example", "ann@example.org"),
    ("Talk <talk-bounces@example.org> de part de Ann Example <ann@example.org>", "Ann Example", "ann@example.org"),
    ("talk-owner@example.org [talk-owner@example.org] de la part de Ann [ann@example.org]", "Ann", "ann@example.org"),
    ("Ann <ann@example.org> on behalf of office@example.org", "Ann", "ann@example.org"),
    ("Ann Example [hidden email]", "Ann Example", ""),
    ("Ann Example <[log in to unmask]>", "Ann Example", ""),
    ("Ann Example [mailto:[log in to unmask]]", "Ann Example", ""),
    ("[log in to unmask]", "", ""),
    ("Ann Example <email address hidden>", "Ann Example", ""),
    ("Ann Example <address@hidden>", "Ann Example", ""),
    ("address@hidden", "", ""),
    ("Ann Example <ann@...>", "Ann Example", ""),
    ("ann@lists.example.... (Ann Example)", "Ann Example", ""),
    ("ann@...", "ann", ""),
    ("Ann Example <[1][5]", "Ann Example", ""),
    ("Ann Example <ann@xxxxxxxxxxx>", "Ann Example", ""),
    ("ann.exam@xxxxxxxxxxx", "ann.exam", ""),
    ("<ann.exam@xxxxxxxx.xxx>", "ann.exam", ""),
    ("address@hidden", "", ""),
    ("Ann Example <@nn @end|ng |rom ex@mp|e@org>", "Ann Example", ""),
    ("Ann Example <ann.exam...@example.org>", "Ann Example", ""),
    ("'ann.exam...@example.org' via Commons", "ann.exam", ""),
    ("ann.exam... at example.org", "ann.exam", ""),
    ("Ann Example <ann.exam... at example.org>", "Ann Example", ""),
    ("ann.exam…@example.org (Ann Example)", "Ann Example", ""),
    ("Ann Example (example.org) <ann@example.org>", "Ann Example", "ann@example.org"),
    ('"Ann Example (example.org )"', "Ann Example", ""),
    ("Ann Example (Teahouse)", "Ann Example (Teahouse)", ""),
    ("(example.org)", "example.org", ""),
    ('&nbsp;"Ann" <ann@example.org>', "Ann", "ann@example.org"),
    ("Ann Example mailto <ann@example.org>", "Ann Example", "ann@example.org"),
    ("Wednesday, March Ann Example", "Ann Example", ""),
    ("Friday, Ann", "Friday, Ann", ""),
    ("Friday, May", "Friday, May", ""),
    ("Ann Example", "Ann Example", ""),
    ("", "", ""),
    ("<>", "", ""),
]


@pytest.mark.parametrize(("text", "name", "address"), SENDERS, ids=[row[0] or "nothing" for row in SENDERS])
def test_who_wrote_is_told_by_what_stands_beside_a_quote(text, name, address):
    assert parse_sender(text) == Sender(name, address)


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    sender = parse_sender(text)
    assert "\n" not in sender.name
    assert not sender.address or "@" in sender.address


WRITTEN = [  # (From field, name, address)
    ("Ann Example <ann@example.org>", "Ann Example", "ann@example.org"),
    ('"Example, Ann" <Ann@Example.ORG>', "Example, Ann", "ann@example.org"),
    ("ann@example.org (Ann Example)", "Ann Example", "ann@example.org"),
    ('ann@example.org ("Ann Example")', "Ann Example", "ann@example.org"),
    ("<ann@example.org>", "", "ann@example.org"),
    ("ann@example.org", "", "ann@example.org"),
    ('"ann@example.org" <ann@example.org>', "", "ann@example.org"),
    ("Ann Example", "Ann Example", ""),
    ("Ann Example <>", "Ann Example", ""),
    ("ann (at) example.org (Ann Example)", "Ann Example", "ann@example.org"),
    ("ann[at]example.org (Ann Example)", "Ann Example", "ann@example.org"),
    ("Ann Example <ann em example.org>", "Ann Example", "ann@example.org"),
    ("ann bei example.org (Ann Example)", "Ann Example", "ann@example.org"),
    ("Ann   Example  <ann@example.org>", "Ann Example", "ann@example.org"),
    (r'"Ann \"A\" Example" <ann@example.org>', 'Ann "A" Example', "ann@example.org"),
    ("O'Ann <o'ann@example.org>", "O'Ann", "o'ann@example.org"),
    ("Ann <ann+list@example.org>", "Ann", "ann+list@example.org"),
    ("Ann <ann@localhost>", "Ann", "ann@localhost"),
    ("Ann at home <ann@example.org>", "Ann at home", "ann@example.org"),
    ("ann at example.org (Ann Example (Teahouse))", "Ann Example (Teahouse)", "ann@example.org"),
    ("ann at example.org (Ann <ann@example.org>)", "Ann", "ann@example.org"),
    ('"Ann \\"A\\"" <ann@example.org>', 'Ann "A"', "ann@example.org"),
    ("root@localhost (Cron)", "Cron", "root@localhost"),
    ("Ann <ann@192.0.2.1>", "Ann", "ann@192.0.2.1"),
    ("@nn @end|ng |rom ex@mp|e@org (Ann Example (Teahouse))", "Ann Example (Teahouse)", ""),
    ("@nn @ending from ex@mple@org (Ann Example)", "Ann Example", ""),
    ("@nn m@iii@g oii ex@mpie@org (@nn m@iii@g oii ex@mpie@org)", "?nn", ""),
    ("Ann via Talk <talk@example.org>", "Ann via Talk", "talk@example.org"),
    ("Ann Example &lt;ann at example.org&gt;", "Ann Example", "ann@example.org"),
    ("Ann Example &amp;lt;ann@example.org&amp;gt;", "Ann Example", "ann@example.org"),
    ("uunet!example!ann (Ann Example)", "Ann Example", ""),  # of UUCP
]


@pytest.mark.parametrize(("value", "name", "address"), WRITTEN)
def test_a_from_field_is_a_name_and_an_address(value: str, name: str, address: str) -> None:
    assert written(value) == Sender(name, address)


@given(
    st.from_regex(r"[a-z](?:[.+-]?[a-z0-9]){1,6}", fullmatch=True),
    st.sampled_from(["Ann Example", "Jürgen", "A. B. Cee"]),
)
def test_each_style_gives_the_same_sender(local: str, name: str) -> None:
    address = f"{local}@lists.example.org"
    disguised = address.replace("@", " at ")
    for text in (f"{name} <{address}>", f"{address} ({name})", f"{disguised} ({name})", f"{name} <{disguised}>"):
        assert written(text) == Sender(name, address), text


LINES = [  # (line of a page, name, address; None where it names no sender)
    ("Ann Example ann at example.org", ("Ann Example", "ann@example.org")),
    ("Ann at home ann at example.org", ("Ann at home", "ann@example.org")),
    ("ann at example.org ann at example.org", ("", "ann@example.org")),
    ("ann@example.org", ("", "ann@example.org")),
    ("Write to ann at example.org today", None),
    ("Ann Example", None),
]


@pytest.mark.parametrize(("line", "sender"), LINES)
def test_a_line_that_ends_with_an_address_names_a_sender(line: str, sender: tuple[str, str] | None) -> None:
    assert before_address(line) == (Sender(*sender) if sender else None)
