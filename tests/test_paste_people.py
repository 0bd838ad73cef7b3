"""Who wrote a message of a page: names as lists of participants, heads and signatures have them."""

import pytest

from ingest.bodies.attributions import Attribution
from ingest.message import Sender
from ingest.pasting.authors import Unsigned, authors
from ingest.pasting.people import bearers, listed, parts, with_initials, with_short_form

PEOPLE = (
    "Ann Example",
    "Sample, Bo B.",
    "Jørn Pattern (Teahouse)",
    "cleo.muster@example.org",
    "Michał Model",
    "dan_specimen---",
)

LISTED = [  # (what the head says, name and address it stands for; None where it names nobody of the list)
    (Attribution("ann example", "ann@example.org"), ("Ann Example", "ann@example.org")),
    (Attribution("Bo Sample"), ("Sample, Bo B.", "")),
    (Attribution("Jorn Pattern"), ("Jørn Pattern (Teahouse)", "")),
    (Attribution("Cleo M", "cleo.muster@example.org"), ("Cleo M", "cleo.muster@example.org")),
    (Attribution("Cleo Muster"), ("Cleo Muster", "cleo.muster@example.org")),
    (Attribution("Micha? Model"), ("Michał Model", "")),
    (Attribution("dan_specimen"), ("dan_specimen---", "")),
    (Attribution("B. Sample"), ("Sample, Bo B.", "")),
    (Attribution("cheers, Ann Example"), ("Ann Example", "")),
    (Attribution("Tea list", "tea@example.org"), None),
    (Attribution("Ann Example Bo Sample"), None),
    (Attribution("", "elsewhere@example.org"), ("", "elsewhere@example.org")),
]


@pytest.mark.parametrize(("said", "stands_for"), LISTED)
def test_heads_name_those_of_the_list(said: Attribution, stands_for: tuple[str, str] | None) -> None:
    found = listed(said, PEOPLE)
    assert (found and (found.name, found.address)) == stands_for


def test_names_have_words_initials_and_short_forms() -> None:
    assert parts("Sample, Bo B.") == ["bo", "b", "sample"]
    assert bearers("Jorn", PEOPLE) == ["Jørn Pattern (Teahouse)"]
    assert bearers("Rob", ["Robert Example"]) == []
    assert with_short_form("Rob", ["Robert Example", "Simon Robertson"]) == ["Robert Example"]
    assert with_short_form("Simon", ["Simons Example"]) == []
    assert with_initials("M", PEOPLE) == ["Michał Model"]
    assert with_initials("bbs", PEOPLE) == ["Sample, Bo B."]


SIGNED = [  # (how the text ends, who signed it)
    ("That is all. Ann B. Example", "Ann Example"),
    ("That is all. Best, Mich", "Michał Model"),
    ("That is all. thx -ann", "Ann Example"),
    ("We met ann", ""),
    ("Fix. Signed-off-by: Ann Example <ann@example.org> Reviewed-by: Bo Sample <bo@example.org>", "Ann Example"),
    ("Good. Reviewed-by: Ann Example <ann@example.org>", "Ann Example"),
    ("That is all. Regards, Jorn P.", "Jørn Pattern (Teahouse)"),
    ("That is all. --M", "Michał Model"),
    ("That is all. BR Dan", "dan_specimen---"),
]


@pytest.mark.parametrize(("text", "name"), SIGNED)
def test_names_are_signed_in_many_ways(text: str, name: str) -> None:
    assert authors([Unsigned(text)], PEOPLE)[0].sender.name == name


def test_a_signature_with_an_address_of_the_list_names_the_address() -> None:
    assert authors([Unsigned("That is all. Regards, Cleo")], PEOPLE)[0].sender == Sender("", "cleo.muster@example.org")


def test_an_address_behind_a_signature_is_the_authors() -> None:
    (known,) = authors([Unsigned("Fix. Signed-off-by: Ann Example <Ann@example.org> ---")], PEOPLE)
    assert known.sender == Sender("Ann Example", "ann@example.org")


def test_a_closing_signature_outweighs_the_head_of_a_quote() -> None:
    (known,) = authors([Unsigned("That is all. Regards, Ann", (Attribution("Bo Sample", date="Monday"),))], PEOPLE)
    assert (known.sender.name, known.sent) == ("Ann Example", None)
    assert known.evidence.endswith("though a head names another")
    (known,) = authors([Unsigned("That is all.", (Attribution("Bo Sample"),))], PEOPLE)
    assert known.sender.name == "Sample, Bo B."


def test_a_head_that_names_nobody_of_the_list_tells_nothing() -> None:
    heads = (Attribution("Tea list", "tea@example.org"),)
    assert authors([Unsigned("Yes.", heads)], PEOPLE)[0].sender == Sender()
    assert authors([Unsigned("Yes.", heads)], ())[0].sender.name == "Tea list"


GREETED = [  # (how many took part, the text, who wrote it)
    (2, "Hi Bo, yes.", "Ann Example"),
    (2, "Hi all, yes.", ""),
    (2, "Hi Ann Bo, yes.", ""),
    (3, "Hi Bo, yes.", ""),
]


@pytest.mark.parametrize(("count", "text", "name"), GREETED)
def test_of_two_the_one_who_greets_the_other_wrote(count: int, text: str, name: str) -> None:
    assert authors([Unsigned(text)], PEOPLE[:count])[0].sender.name == name
