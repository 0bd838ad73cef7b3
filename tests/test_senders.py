"""Names and addresses as they are written beside quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.message import Sender
from ingest.senders import parse_sender

SENDERS = [
    ("Ann Example <ann@example.org>", "Ann Example", "ann@example.org"),
    ('"Example, Ann" <Ann@Example.org>', "Example, Ann", "ann@example.org"),
    ("ann@example.org", "", "ann@example.org"),
    ("ann at example.org (Ann Example)", "Ann Example", "ann@example.org"),
    ("Ann (at) home <ann (at) example.org>", "Ann (at) home", "ann@example.org"),
    ("ann em example.org", "", "ann@example.org"),
    ("Ann Example [mailto:ann@example.org]", "Ann Example", "ann@example.org"),
    ("ann@example.org<mailto:ann@example.org>", "", "ann@example.org"),
    ("Ann<mailto:ann@example.org> <ann@example.org>", "Ann", "ann@example.org"),
    ("Ann (<ann@example.org>)", "Ann", "ann@example.org"),
    ("« Ann Example » <ann@example.org>", "Ann Example", "ann@example.org"),
    ("Ann via Talk <talk@example.org>", "Ann", ""),
    ("talk-bounces@example.org [mailto:talk-bounces@example.org] On Behalf Of Ann", "Ann", ""),
    ("Ann <ann@example.org> on behalf of office@example.org", "Ann", "ann@example.org"),
    ("Ann Example [hidden email]", "Ann Example", ""),
    ("Ann Example", "Ann Example", ""),
    ("", "", ""),
    ("<>", "", ""),
]


@pytest.mark.parametrize(("text", "name", "address"), SENDERS, ids=[row[0] or "nothing" for row in SENDERS])
def test_name_and_address(text, name, address):
    assert parse_sender(text) == Sender(name, address)


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    sender = parse_sender(text)
    assert "\n" not in sender.name
    assert not sender.address or "@" in sender.address
