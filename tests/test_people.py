"""One person for the spellings and addresses of one author."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import assert_grows_with_size, seconds
from hypothesis import given
from hypothesis import strategies as st

from dedupe.names import name_key
from dedupe.people import Identity, Told, gather
from dedupe.told import people as told_people
from ingest.errors import FileUnclear

ONE = [  # (how we know, the identities of one person)
    ("same address", [("Ann Example", "ann@example.org"), ("A. Example", "ann@example.org")]),
    ("same address, no name", [("Ann Example", "ann@example.org"), ("", "ann@example.org")]),
    ("same full name at the same domain", [("Ann Example", "ann@example.org"), ("Ann Example", "a.example@example.org")]),
    ("accents left out", [("Ánn Exàmple", "ann@example.org"), ("Example, Ann", "a.example@example.org"), ("Ann Exâmple", "")]),
    ("another host of the same domain", [("Ann Example", "ann@example.org"), ("Ann Example", "ann@snark.example.org")]),
    ("letters lost", [("Änn Exämple", "ann@example.org"), ("?nn Ex?mple", ""), ("?nn Ex?mple", "a@www.example.org")]),
    ("... of a name without an address", [("Änn Exämple", ""), ("Ex??mple, ??nn", "")]),
    ("family name first", [("Ann Example", "ann@example.org"), ("Example, Ann", "example@example.org")]),
    ("a full name without an address", [("Ann Example", "ann@example.org"), ("Ann Example", "")]),
    ("an office beside the name", [("Example, Ann (Tea)", ""), ("Example, Ann (Sea) [E]", ""), ("Ann Example", "ann@example.org")]),
    ("over two steps", [("Ann Example", "ann@example.org"), ("Ann B Example", "ann@example.org"), ("Ann B Example", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "identities"), ONE, ids=[why for why, _ in ONE])
def test_these_are_one_person(why: str, identities: list[Identity]) -> None:
    assert len(set(gather(identities).values())) == 1, why


OTHERS = [  # (why not, two identities)
    ("a first name is borne by many", [("Ann", "ann@example.org"), ("Ann", "")]),
    ("the same first name at one domain", [("Ann", "ann@example.org"), ("Ann", "ann2@example.org")]),
    ("the same full name elsewhere", [("Ann Example", "ann@example.org"), ("Ann Example", "ann@example.net")]),
    ("the same full name below one registry", [("Ann Example", "ann@x.co.uk"), ("Ann Example", "ann@y.co.uk")]),
    ("... at one host of many", [("Ann Example", "ann@x.github.io"), ("Ann Example", "ann@y.github.io")]),
    ("... at two numbers", [("Ann Example", "ann@192.0.2.1"), ("Ann Example", "ann@198.51.2.1")]),
    ("letters that other marks tell apart", [("Ан Май", ""), ("Ан Маи", "")]),
    ("letters lost that two may have", [("Änn Exämple", ""), ("Ünn Exämple", ""), ("?nn Ex?mple", "")]),
    ("nearly all letters lost", [("Änn Exämple", ""), ("??? ??a???", "")]),
    ("letters lost at another domain", [("Änn Exämple", "ann@example.org"), ("?nn Ex?mple", "ann@example.net")]),
    ("pieces between lost letters are no words", [("?i?o", ""), ("O. I.", "oi@example.org")]),
    ("two names", [("Ann Example", ""), ("Ben Example", "")]),
    ("half a name in brackets", [("Ann (Example)", ""), ("Ann (Other)", ""), ("A. (Ann) Example", ""), ("A. (Ava) Example", "")]),
    ("a machine writes for them", [("Ann Example", "notifications@example.org"), ("Ben Other", "notifications@example.org")]),
    ("... and for nobody", [("Ann Example", "no-reply@example.org"), ("", "no-reply@example.org")]),
    ("... whatever stands before its name", [("Ann", "tea-forum-noreply@example.org"), ("ben", "tea-forum-noreply@example.org")]),
    ("... for one of a first name", [("Ann", "tea-noreply@example.org"), ("Ann", "")]),
    ("a list's address", [("ann at Teahouse", "tea@lists.example.org"), ("ben at Teahouse", "tea@lists.example.org")]),
    ("an address of many", [(name, "desk@example.org") for name in ("Ann Example", "Ben Other", "Cy Third")]),
    ("a name that two people bear", [("Ann Example", "a@x.org"), ("Ann Example", "b@y.org"), ("Ann Example", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "identities"), OTHERS, ids=[why for why, _ in OTHERS])
def test_these_are_not_one_person(why: str, identities: list[Identity]) -> None:
    assert len(set(gather(identities).values())) == len(identities), why


def test_an_address_with_two_names_or_nicknames_is_of_one_person() -> None:
    identities = [("Ann Example", "ann@example.org"), ("Ann Newname", "ann@example.org"), ("fox", "ann@example.org")]
    assert len(set(gather([*identities, ("annie", "ann@example.org")]).values())) == 1


def test_who_writes_through_a_machine_is_who_writes_without_an_address() -> None:
    through = ("Ann Example", "notifications@example.org")
    found = gather([through, ("Ben Other", "notifications@example.org"), ("Ann Example", "")])
    assert found[through] is found["Ann Example", ""]
    assert found[through].id != found["Ben Other", "notifications@example.org"].id


def test_the_name_used_most_is_shown_and_all_are_kept() -> None:
    often, once = ("Ann Example", "ann@example.org"), ("Ann B. Example", "ann@example.org")
    person = gather([often, once, often])[once]
    assert (person.name, person.names, person.domain) == (
        "Ann Example",
        ("Ann Example", "Ann B. Example"),
        "example.org",
    )


def test_a_name_with_all_its_letters_is_shown_first() -> None:
    often, once = ("?nn Example", "ann@example.org"), ("Änn Example", "ann@example.org")
    assert gather([often, once, often])[often].name == "Änn Example"


def test_of_two_names_used_as_often_the_longer_is_shown() -> None:
    person = gather([("A. Example", "ann@example.org"), ("Ann Example", "ann@example.org")])[
        "A. Example", "ann@example.org"
    ]
    assert person.name == "Ann Example"


def test_a_person_without_a_name_is_not_shown_with_the_domain() -> None:
    person = gather([("", "ann@example.org")])["", "ann@example.org"]
    assert (person.name, person.names, person.domain) == ("ann", ("ann",), "")  # with it, that would be the address


def test_nobody_is_no_person() -> None:
    assert gather([("", "")]) == {}


IDENTITIES = st.lists(
    st.tuples(
        st.sampled_from(["", "Ann", "Ann Example", "Example, Ann", "Ben Example", "Ann B. Example"]),
        st.sampled_from(["", "ann@example.org", "a.e@example.org", "ann@example.net", "ben@example.org"]),
    ),
    max_size=10,
)


@given(IDENTITIES, st.randoms(use_true_random=False))
def test_the_order_of_sightings_is_no_matter(identities: list[Identity], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(identities, len(identities))
    assert gather(shuffled) == gather(identities)


@given(IDENTITIES)
def test_each_identity_is_one_person_and_ids_are_their_own(identities: list[Identity]) -> None:
    people = gather(identities)
    assert people.keys() == {identity for identity in identities if any(identity)}
    ids = [person.id for person in set(people.values())]
    assert len(ids) == len(set(ids))


NAMES = [
    ("Example, Ann B.", "Ann B Example"),
    ("ANN EXAMPLE", "ann example"),
    ("Möwenfeld, Jürgen", "Jürgen Möwenfeld"),
    ("Ann  Example", "Ann Example"),
    ("Pagès, Hervé", "Herve Pages"),
    ("Adrian Dușa", "Adrian Dusa"),
    ("Bjørn Ostrowłski", "Bjorn Ostrowlski"),
]


@pytest.mark.parametrize(("one", "other"), NAMES)
def test_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_what_people_yml_tells_joins_what_no_rule_would() -> None:
    told = [Told("Ann Example", ("ann@example.net", "A. Sample"))]
    identities = [
        ("Ann Example", "ann@example.org"),
        ("", "ann@example.net"),
        ("A. Sample", "a@example.com"),
        ("Ben Doe", "ben@example.org"),
    ]
    people = gather(identities, told)
    assert {people[identity].name for identity in identities[:3]} == {"Ann Example"}
    assert len(set(people.values())) == 2


def test_many_people_who_write_from_one_address_are_told_apart_in_linear_time() -> None:
    def many(count: int) -> list[Identity]:
        return [(f"Ann{n} Example{n}", "forum@example.org") for n in range(count)]

    assert len(set(gather(many(100)).values())) == 100
    assert_grows_with_size(lambda count: seconds(lambda: gather(many(count))), 3_000)


UNCLEAR = [  # (people.yml, what the one line says)
    ("- name: [", "people.yml: "),
    ("name: Ann", "a list of people is wanted"),
    ("- also: [ann@example.org]", "entry 1 has no name"),
    ("- name: Ann\n  also: ann@example.org", "entry 1: under also"),
]


@pytest.mark.parametrize(("text", "said"), UNCLEAR)
def test_an_unclear_file_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "people.yml").write_text(text, encoding="utf-8")
    with pytest.raises(FileUnclear, match=said) as caught:
        told_people(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_without_the_file_tells_of_nobody(tmp_path: Path) -> None:
    assert told_people(tmp_path) == []
