"""Mail that trackers of bugs and reviews send to lists: whom their users quote, and what the tracker adds."""

from __future__ import annotations

import pytest

from ingest.body import read_text

HEADS = [
    pytest.param("(In reply to Ann Example from comment #4)", "Ann Example", id="Bugzilla"),
    pytest.param(
        "(In reply to Ann Example [:ann] from comment #4)", "Ann Example [:ann]", id="Bugzilla, with a nickname"
    ),
    pytest.param("(In reply to comment #4)", "", id="Bugzilla before 3.6"),
    pytest.param("Replying to [comment:4 ann]:", "ann", id="Trac"),
    pytest.param("Replying to [comment:4:ticket:12 Ann Example]:", "Ann Example", id="Trac, another ticket"),
    pytest.param("In D123#456 <https://reviews.example.org/D123#456>, @ann wrote:", "ann", id="Phabricator"),
    pytest.param("In https://reviews.example.org/D123#456, @ann wrote:", "ann", id="Phabricator, an address"),
    pytest.param("Ann Example wrote in #note-4:", "Ann Example", id="Redmine"),
]


@pytest.mark.parametrize(("head", "name"), HEADS)
def test_whom_users_of_a_tracker_quote(head: str, name: str) -> None:
    body = read_text(f"It is.\n\n{head}\n> Is the tea cold?\n> Or warm?\n\nNothing more.\n")
    (child,) = body.children
    assert (child.name, child.address, child.body.own) == (name, "", "Is the tea cold?\nOr warm?")
    assert body.own.split() == ["It", "is.", "Nothing", "more."]


@pytest.mark.parametrize("head", [head.values[0] for head in HEADS])
def test_a_head_of_a_tracker_without_marks_below_is_the_authors(head: str) -> None:
    body = read_text(f"It is.\n\n{head}\n\nNothing more.\n")
    assert all(not child.name for child in body.children) or "wrote" in head
    assert "Nothing more." in body.own


ADDED = [
    pytest.param(
        "-- \nYou received this bug notification because you are a member of Tea\nBugs, which is subscribed to tea.\n"
        "https://bugs.launchpad.net/bugs/5\n\nTitle:\n  Tea is cold\n\nStatus in tea package in Ubuntu:\n  Confirmed\n\n"
        "Bug description:\n  The tea is cold.\n\n  > It was warm.\n\n    $ boil tea\n\n"
        "To manage notifications about this bug go to:\n"
        "https://bugs.launchpad.net/tea/+bug/5/+subscriptions\n",
        {"launchpad"},
        id="Launchpad",
    ),
    pytest.param(
        "-- \nTo view, visit https://gerrit.example.org/5\nTo unsubscribe, visit https://gerrit.example.org/settings\n\n"
        "Gerrit-MessageType: comment\nGerrit-Change-Id: I1\nGerrit-Owner: Ann Example <ann@example.org>\n",
        {"gerrit"},
        id="Gerrit",
    ),
    pytest.param(
        "--\nThis message was sent by Atlassian Jira\n(v8.20.10#820010)\n", {"jira"}, id="Jira"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("added", "names"), ADDED)
def test_what_a_tracker_adds_is_nobodys_word(added: str, names: set[str]) -> None:
    body = read_text(f"It is cold.\n\n{added}")
    assert (body.own, body.signature, body.children) == ("It is cold.", "", ())
    assert {footer.name for footer in body.footers} == names


def test_the_list_footer_below_the_words_of_launchpad_is_one_of_its_own() -> None:
    lists = f"{'_' * 47}\nTea mailing list\nTea@lists.example.org\nhttps://lists.example.org/mailman/listinfo/tea\n"
    body = read_text(f"It is cold.\n\n{ADDED[0].values[0]}\n{lists}")
    assert body.own == "It is cold."
    assert [footer.name for footer in body.footers] == ["launchpad", "mailman2"]
