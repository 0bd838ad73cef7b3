"""Header fields read as what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import headers
from ingest.message import Sender

BLOCKS = [  # (header block, fields)
    (b"Subject: Masts\n", {"subject": ["Masts"]}),
    (b"SUBJECT:Masts\r\n", {"subject": ["Masts"]}),
    (b"Subject: Masts,\n trees\n\tand birds\n", {"subject": ["Masts, trees and birds"]}),
    (b"Subject:\n Masts\n", {"subject": ["Masts"]}),
    (b"Subject:\nFrom: ann@example.org\n", {"subject": [""], "from": ["ann@example.org"]}),
    (b"Received: a\nReceived: b\n", {"received": ["a", "b"]}),
    (b"no field\nSubject: Masts\n", {"subject": ["Masts"]}),
    (b"Subject: Masts: trees\n", {"subject": ["Masts: trees"]}),
    (b"M\xf6we: x\nSubject: Masts\n", {"subject": ["Masts"]}),
    (b"Sub ject: x\n", {}),
    (b"", {}),
]


@pytest.mark.parametrize(("block", "fields"), BLOCKS)
def test_a_header_block_is_its_fields(block: bytes, fields: dict[str, list[str]]) -> None:
    assert headers.parse(block) == fields


ENCODED = [  # (as it stands in the header, text)
    (b"=?UTF-8?Q?J=C3=BCrgen_M=C3=B6wenfeld?=", "Jürgen Möwenfeld"),
    (b"=?utf-8?b?Wm9maWEgV8SZZHJvd3NrYQ==?=", "Zofia Wędrowska"),
    (b"=?utf-8?Q?J=C3=BCrgen?= =?utf-8?Q?_M=C3=B6wenfeld?=", "Jürgen Möwenfeld"),
    (b"=?utf-8?Q?J=C3=BCrgen?=\n =?utf-8?Q?_M=C3=B6wenfeld?=", "Jürgen Möwenfeld"),
    (b"Re: =?iso-8859-2?Q?Zofia_W=EAdrowska?= on masts", "Re: Zofia Wędrowska on masts"),
    (b"=?x-unknown?Q?Masts?=", "Masts"),
    (b"=?no-such-charset?Q?M=C3=B6we?=", "Möwe"),
    (b"=?utf-8?b?not base64!?=", "=?utf-8?b?not base64!?="),
    (b"=?utf-8?Q?Masts", "=?utf-8?Q?Masts"),
    (b"1 =? 2", "1 =? 2"),
    ("Möwe".encode(), "Möwe"),
    ("Möwe".encode("latin-1"), "Möwe"),
    ("Möwe =?utf-8?Q?M=C3=B6we?=".encode(), "Möwe Möwe"),
    ("Wędrowska =?utf-8?Q?M=C3=B6we?=".encode(), "Wędrowska Möwe"),
    (b"=?utf-8?Q?Really??= he said", "Really? he said"),
    (b"(=?utf-8?Q?M=C3=B6we?=)", "(Möwe)"),
    (b"=?utf-8?Q?M=C3?= =?utf-8?Q?=B6we?=", "Möwe"),
    (b"=?utf-8?Q?one?= two =?utf-8?Q?three?=", "one two three"),
]


@pytest.mark.parametrize(("raw", "text"), ENCODED)
def test_encoded_words_are_text_and_broken_ones_stay(raw: bytes, text: str) -> None:
    assert headers.text(raw) == text


def read_all(fields: headers.Headers) -> None:
    headers.message_id(fields)
    headers.parents(fields)
    headers.author(fields)
    headers.is_from_rewritten(fields)
    headers.mailing_list(fields)


@given(st.binary(max_size=80), st.sampled_from(["", "utf-8", "x"]))
def test_no_header_block_ends_a_run(block: bytes, charset: str) -> None:
    read_all(headers.parse(block, charset))


LISTS = [  # (what list programs before List-Id wrote, the address of the list)
    ("X-BeenThere: commons@example.org\nX-Mailman-Version: 2.0\n", "commons@example.org"),
    ("X-Mailing-List: <commons@example.org> archive/latest/1\n", "commons@example.org"),
    ("Mailing-List: list commons@example.org; contact commons-owner@example.org\n", "commons@example.org"),
    (
        "Mailing-List: contact commons-help@example.org; run by ezmlm\nDelivered-To: mailing list commons@example.org\n",
        "commons@example.org",
    ),
    ("X-ML-Name: commons\nX-Mail-Count: 123\nReply-To: commons@example.org\n", "commons@example.org"),
    ("Sender: owner-commons@example.org\nPrecedence: bulk\nTo: Commons <commons@example.org>\n", "commons@example.org"),
    (
        "Return-Path: <commons-bounces+ann=example.net@example.org>\nPrecedence: list\nCc: commons@example.org\n",
        "commons@example.org",
    ),
    ("Sender: owner-commons@example.org\nPrecedence: bulk\nTo: ann@example.net\n", ""),
    ("Sender: owner-commons@example.org\nTo: commons@example.org\n", ""),
    ("Delivered-To: ann@example.org\n", ""),
    ("X-BeenThere: all over\n", ""),
    ("X-BeenThere: other@example.org\nList-Id: <commons.example.org>\n", "commons@example.org"),
]


@pytest.mark.parametrize(("fields", "address"), LISTS)
def test_a_list_is_known_by_what_older_programs_wrote(fields: str, address: str) -> None:
    found = headers.mailing_list(headers.parse(f"From: Ann <ann@example.org>\n{fields}".encode()))
    assert (found.address, found.name) == (address, "commons" if address else "")


@given(st.from_regex(rb"(Subject|From|List-Id|References|Reply-To|In-Reply-To): [^\n]{0,40}\n", fullmatch=True))
def test_no_field_ends_a_run(field: bytes) -> None:
    read_all(headers.parse(field))


IDENTIFIERS = [  # (field, Message-IDs in it)
    ("<a@example.org>", ["a@example.org"]),
    ("<a@example.org> <b@example.org>", ["a@example.org", "b@example.org"]),
    ("<a@example.org><b@example.org>", ["a@example.org", "b@example.org"]),
    ("< a@example.org >", ["a@example.org"]),
    ("a@example.org", ["a@example.org"]),
    ("Ann's message of Sat, 1 Nov 2025 <a@example.org>", ["a@example.org"]),
    ("Your message of 1 Nov", []),
    ("<a b@example.org>", ["ab@example.org"]),
    ("<>", []),
    ("", []),
]


@pytest.mark.parametrize(("value", "found"), IDENTIFIERS)
def test_message_ids_are_found_in_a_field(value: str, found: list[str]) -> None:
    assert headers.identifiers(value) == found


PARENTS = [  # (References, In-Reply-To, parents, nearest last); the message itself is m@x.org
    (["<a@x.org> <b@x.org>"], [], ("a@x.org", "b@x.org")),
    ([], ["<a@x.org>"], ("a@x.org",)),
    (["<a@x.org> <b@x.org>"], ["<b@x.org>"], ("a@x.org", "b@x.org")),
    (["<a@x.org> <b@x.org>"], ["<a@x.org>"], ("b@x.org", "a@x.org")),
    (["<a@x.org>"], ["<b@x.org>"], ("a@x.org", "b@x.org")),
    (["<a@x.org> <m@x.org> <b@x.org>"], ["<m@x.org>"], ("a@x.org", "b@x.org")),
    (["<a@x.org> <a@x.org>"], [], ("a@x.org",)),
    (["<a@x.org>", "<b@x.org>"], [], ("a@x.org", "b@x.org")),
    (["<a@x.org><1.2. 3@x.org>"], ["<b@mail.x.o rg>"], ("a@x.org", "1.2.3@x.org", "b@mail.x.org")),
    ([], ["<Your message of Sat, 1 Nov 2025 06:49 @ sea> <a@x.org>"], ("a@x.org",)),
    ([], ["Ann's message of Sat"], ()),
    ([], ['Message from Ann <ann@x.org> of "Sat, 1 Nov 2025 06:49:07 EST." <a@x.org>'], ("a@x.org",)),
    ([], ['Message from "Ann Lee" <ann@x.org> of "Sat, 1 Nov 2025 06:49:07 EST." <a@x.org>'], ("a@x.org",)),
    ([], ['Message from ann@x.org of "Sat, 1 Nov 2025 06:49:07 EST."'], ()),
    ([], ['ann@x.org (Ann Lee) "Tea" (Nov 1, 6:49)'], ()),  # mush
    ([], ["a@x.org"], ("a@x.org",)),
    ([], ["<m@x.org>"], ()),
    ([], [], ()),
]


@pytest.mark.parametrize(("references", "in_reply_to", "parents"), PARENTS)
def test_parents_are_those_of_both_fields_nearest_last(
    references: list[str], in_reply_to: list[str], parents: tuple[str, ...]
) -> None:
    fields = {"message-id": ["<m@x.org>"], "references": references, "in-reply-to": in_reply_to}
    assert headers.parents(fields) == parents


def test_the_author_before_rewriting_counts_where_a_header_keeps_it() -> None:
    fields = {"from": ["list@example.org"], "x-original-from": ["Ann Example <ann@example.org>"]}
    assert headers.author(fields) == Sender("Ann Example", "ann@example.org")


REWRITTEN = [  # (From, Reply-To, the author)
    (
        "Ann Example via Discuss <discuss@example.org>",
        "Ann Example <ann@example.net>",
        ("Ann Example", "ann@example.net"),
    ),
    ("Ann Example via Discuss <discuss@example.org>", "", ("Ann Example", "")),
    (
        '"Ann Example" (via talk Mailing List) <talk@example.org>',
        "Ann Example <ann@example.net>",
        ("Ann Example", "ann@example.net"),
    ),
    (
        "Ann Example <000000e134e541c5-dmarc-request@lists.example.org>",
        "Talk <talk@lists.example.org>",
        ("Ann Example", ""),
    ),
    ("Ann Example <dmarc-noreply@example.org>", "ann@example.net", ("Ann Example", "ann@example.net")),
    ('"ann@example.net via Talk" <talk@example.org>', "", ("", "ann@example.net")),
    ('"ann at example.net (via talk Mailing List)" <talk@example.org>', "", ("", "ann@example.net")),
    ("Ana Ejemplo por Red-Charla <red-charla@example.org>", "", ("Ana Ejemplo", "")),
    ("Ana Ejemplo por Charla <charla@example.org>", "Ana <ana@example.net>, charla@example.org", ("Ana Ejemplo", "")),
    ("Ana Ejemplo por Charla <charla@example.org>", "ana@example.net", ("Ana Ejemplo", "ana@example.net")),
    ("Anna Beispiel durch Plauderei <plauderei@example.org>", "", ("Anna Beispiel", "")),
    ("Club por la Paz <paz@example.org>", "", ("Club por la Paz", "paz@example.org")),
    ("Un Pas par Jour <jour@example.org>", "", ("Un Pas", "")),  # nothing tells it from a list
    ("Ben Par Other <ben@example.org>", "", ("Ben Par Other", "ben@example.org")),
]


@pytest.mark.parametrize(("value", "reply_to", "wrote"), REWRITTEN)
def test_what_a_list_wrote_into_from_is_undone(value: str, reply_to: str, wrote: tuple[str, str]) -> None:
    fields = {"from": [value], "reply-to": [reply_to]}
    assert headers.author(fields) == Sender(*wrote)
    assert headers.is_from_rewritten(fields) == (wrote != (headers.written(value).name, headers.written(value).address))
