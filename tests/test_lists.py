"""Lists: one id for each, found in what sources say, joined by what a person tells; a tag alone makes none."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import Desk, mail, words

from dedupe.lists import Told, gather
from dedupe.seen import Seen
from dedupe.told import lists as told_lists
from ingest.bodies.parts import Footer
from ingest.errors import FileUnclear
from ingest.list_names import list_tag, with_address
from ingest.message import MailingList

BARE = dict.fromkeys(Seen._fields, "") | {"sent": None, "own": b"", "own_words": 0}


def seen(address: str = "", name: str = "", archive: str = "", **fields: object) -> Seen:
    return Seen(**BARE | {"list_address": address, "list_name": name, "list_archive": archive} | fields)  # type: ignore[arg-type]


NAMED = [  # (what sources say, id)
    ([seen("commons@lists.example.org")], "commons"),
    ([seen("commons@lists.example.org"), seen("commons@old.example.net")], "commons"),
    ([seen("commons@lists.example.org"), seen(name="commons")], "commons"),
    ([seen(name="WSIS20 Outreach Network")], "wsis20-outreach-network"),
]


@pytest.mark.parametrize(("posts", "key"), NAMED, ids=[key for _, key in NAMED])
def test_a_list_is_known_by_its_address_or_name(posts: list[Seen], key: str) -> None:
    found = gather(posts)
    assert list(found.by_id) == [key]
    assert {found.of(post) for post in posts} == {key}


def test_what_most_sources_say_is_shown() -> None:
    archive = "https://lists.example.org/pipermail/commons/"
    often = seen("commons@lists.example.org", "The Commons", archive)
    found = gather([often, seen("commons@old.example.net", "commons"), often]).by_id["commons"]
    assert (found.name, found.address, found.archive_url) == ("The Commons", "commons@lists.example.org", archive)


TAGS = ["[External] Poles", "[ANNOUNCE] Poles", "[somewhere] Poles", "Re: [somewhere] Poles"]


@pytest.mark.parametrize("subject", TAGS)
def test_a_tag_inside_another_mail_makes_no_list(subject: str) -> None:
    inner = seen(inside="post", subject=subject)
    found = gather([seen("commons@lists.example.org"), inner])
    assert list(found.by_id) == ["commons"]
    assert found.of(inner) == ""


def test_a_tag_inside_another_mail_counts_where_the_list_is_known() -> None:
    inner = seen(inside="post", subject="[Commons] Poles")
    assert gather([seen("commons@lists.example.org"), inner]).of(inner) == "commons"
    told = [Told("Commons", also=("poles",))]
    other = seen(inside="post", subject="[Poles] Fiber")
    assert gather([seen(name="commons"), other], told).of(other) == "commons"


def test_a_list_that_only_a_quote_names_is_none_of_this_archive() -> None:
    inner = seen("poles@lists.example.org", inside="post")
    assert gather([seen("commons@lists.example.org")]).of(inner) == ""
    assert gather([inner]).of(inner) == "poles"


def test_a_tag_of_a_post_is_no_evidence_of_where_it_was_posted() -> None:
    post = seen(subject="[commons] Poles")
    assert gather([seen("commons@lists.example.org"), post]).of(post) == ""


def test_an_old_and_a_new_address_are_joined_where_that_is_told() -> None:
    told = [
        Told("Policy", "policy@lists.example.org", "https://lists.example.org/p/", ("commons-policy@old.example.net",))
    ]
    old, new = seen("commons-policy@old.example.net", "Old"), seen("policy@lists.example.org", "New")
    found = gather([old, new, old, seen(name="commons-policy"), seen(name="policy")], told)
    assert list(found.by_id) == ["policy"]
    assert found.of(old) == found.of(new) == "policy"
    assert found.by_id["policy"].name == "Policy"
    assert found.by_id["policy"].archive_url == "https://lists.example.org/p/"
    assert found.aliases == {"commons-policy": "policy"}


def test_two_lists_of_one_name_are_two_where_that_is_told() -> None:
    told = [Told("Announce A", "announce@a.example.org"), Told("Announce B", "announce@b.example.org")]
    a, b, bare = seen("announce@a.example.org"), seen("announce@b.example.org"), seen(name="announce")
    found = gather([a, b, bare], told)
    assert [found.of(each) for each in (a, b, bare)] == ["announce", "announce-b", "announce"]


def test_a_list_that_no_source_holds_is_not_made_by_telling_of_it() -> None:
    assert not gather([seen(name="commons")], [Told("Elsewhere", "elsewhere@example.org")]).by_id.keys() - {"commons"}


def put(folder: Path, text: str) -> Path:
    (folder / "lists.yml").write_text(text, encoding="utf-8")
    return folder


def test_lists_yml_is_read(tmp_path: Path) -> None:
    text = "- name: Policy\n  address: Policy@Lists.example.org\n  archive: https://lists.example.org/p/\n  also: [old]\n- name: B"
    assert told_lists(put(tmp_path, text)) == [
        Told("Policy", "policy@lists.example.org", "https://lists.example.org/p/", ("old",)),
        Told("B"),
    ]


UNCLEAR = [  # (lists.yml, what the one line says)
    ("- name: [", "lists.yml: "),
    ("name: Commons", "a list of lists is wanted"),
    ("- address: a@example.org", "entry 1 has no name"),
    ("- name: A\n- name: B\n  also: b@example.org", "entry 2: under also"),
    ("- name: A\n  archive: lists.example.org", "entry 1: under archive, an address that begins with https://"),
    ("- name: A\n  address: [a@example.org]", "entry 1: under address, a text is wanted"),
    ("- name: A\n  adress: a@example.org", "entry 1: 'adress' is none of name, address, archive, also"),
]


@pytest.mark.parametrize(("text", "said"), UNCLEAR)
def test_an_unclear_file_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FileUnclear, match=said) as caught:
        told_lists(put(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_folder_without_the_file_tells_of_no_list(tmp_path: Path) -> None:
    assert told_lists(tmp_path) == []


def test_a_list_that_moved_is_one_list_and_a_note_on_both_addresses_no_crosspost(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    note = {"Message_ID": "<a@example.org>"}
    desk.put("old/2025-March.txt", mail(words(40), **note))
    desk.put("new/2025-March.txt", mail(words(40) + "\n\nMore.", **note | {"Subject": "Masts "}))
    desk.ingest()
    desk.dedupe()
    assert desk.found("select id from lists order by id") == ["new", "old"]
    assert desk.found("select kind from sightings order by kind") == ["crossposted", "posted"]
    put(desk.sightings.parent, "- name: new\n  also: [old]\n")
    desk.dedupe()
    assert desk.found("select id, sightings from lists") == [("new", 2)]
    assert desk.found("select kind from sightings order by kind") == ["posted", "posted"]
    assert desk.found("select old_id, new_id from aliases where new_id = 'new'") == [("old", "new")]


SUBJECT_TAGS = [
    ("[commons] Poles", "commons"),
    ("Re: [WSIS20 Network] Poles", "WSIS20 Network"),
    ("[PATCH] Poles", ""),
    ("[PATCH v2] Poles", ""),
    ("[patch 1/2] Poles", ""),
    ("[RFC] Poles", ""),
    ("[External] Poles", ""),
    ("[ ] Poles", ""),
    ("Poles [commons]", ""),
    ("", ""),
]


@pytest.mark.parametrize(("subject", "name"), SUBJECT_TAGS)
def test_the_tag_of_a_list_is_told_from_others(subject: str, name: str) -> None:
    assert list_tag(subject) == name


MAILMAN2 = "_____________________\nCommons mailing list\nCommons at lists.example.org\nhttps://lists.example.org/"
MAILMAN3 = "_____________________\ncommons mailing list -- commons@lists.example.org\nTo unsubscribe send an"
FOOTERS = [  # (name of the list, footer, its kind, address)
    ("commons", MAILMAN2, "mailman2", "commons@lists.example.org"),
    ("commons", MAILMAN3, "mailman3", "commons@lists.example.org"),
    ("council", MAILMAN2, "mailman2", ""),
    ("", MAILMAN2, "mailman2", ""),
    ("commons", MAILMAN2, "disclaimer", ""),
    ("commons", "Commons mailing list", "mailman2", ""),
]


@pytest.mark.parametrize(("name", "footer", "kind", "address"), FOOTERS)
def test_a_footer_gives_a_list_its_address_where_it_is_of_that_list(
    name: str, footer: str, kind: str, address: str
) -> None:
    assert with_address(MailingList(name), (Footer(kind, footer),)).address == address


def test_the_address_of_a_header_field_stays() -> None:
    known = MailingList("commons", "commons@new.example.org")
    assert with_address(known, (Footer("mailman2", MAILMAN2),)) == known


def test_a_list_that_is_known_from_forwards_alone_counts_the_notes_that_were_forwarded(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    forwarded = (
        "---------- Forwarded message ----------\nFrom: Dan Example <dan@example.net>\nDate: Mon, 6 Oct 2025 09:00:00 +0000\n"
        f"Subject: [roadmap] Masts\nTo: roadmap@lists.example.net\n\n{words(30)}\n\n"
        "_______________________________________________\nroadmap mailing list\nroadmap@lists.example.net\n"
        "https://lists.example.net/mailman/listinfo/roadmap\n"
    )
    desk.build(mail(f"For your information.\n\n{forwarded}"))
    assert desk.found("select messages, sightings, substr(last_post, 1, 10) from lists where id = 'roadmap'") == [
        (1, 1, "2025-10-06")
    ]
    assert desk.found("select count(*) from messages where list = 'roadmap'") == [1]
