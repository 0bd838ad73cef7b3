"""Pages of archives as lynx dumps them with numbered links, as Jina's reader gives them, and of three more sites."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from ingest import formats, paste
from ingest.body import read_text
from ingest.formats import pasted
from ingest.formats.piece import Piece
from ingest.message import Post
from ingest.pasting import converted

BODY = (
    "The pump has stopped, see https://example.org/plan and a[1] = b[2], but not [1]there.\n\n"
    "> Look at\n> http://example.org/x for it.\n\nAnn\n"
)
RULE = "     " + 66 * "_"


def posts(page: str) -> list[Post]:
    assert formats.detect(page.encode(), PurePath("page.txt")) is pasted
    return [found for found in pasted.read(Piece(page.encode(), path="page.txt")) if isinstance(found, Post)]


NUMBERED = BODY.replace("https:", "[8]https:").replace("http:", "[9]http:")
LINKS = "\n".join(f"   {number}. https://lists.example.org/{number}" for number in range(1, 16))
PIPERMAIL = (
    "   [1][garden] Re: Rain\n\n                               [garden] The pump\n\n   Ann Example [2]ann at example.org\n"
    "   Sat Nov 1 06:49:07 UTC 2025\n     * Previous message: [3][garden] Rain\n"
    f"     * Messages sorted by: [4][ date ] [5][ thread ] [6][ subject ] [7][ author ]\n{RULE}\n\n{NUMBERED}\n\n{RULE}\n\n"
    "     * Previous message: [10][garden] Rain\n     * Messages sorted by: [11][ date ] [12][ thread ] [13][ subject ]\n"
    f"       [14][ author ]\n{RULE}\n\n   [15]More information about the garden mailing list\n\n"
    f"References\n\n   Visible links\n{LINKS}\n"
)
MHONARC = (
    "   [1][Date Prev][2][Date Next][3][Thread Prev][4][Thread Next][5][Date Index][6][Thread Index]\n\n"
    f"                               [garden] The pump\n{RULE}\n\n     * From: Ann Example <[7]ann@example.org>\n"
    f"     * Date: Sat, 1 Nov 2025 06:49:07 +0000\n{RULE}\n\n{NUMBERED}{RULE}\n\n     * Prev by Date: [10]Rain\n"
    f"     * Index(es):\n          + [11]Date\n          + [12]Thread\n\nReferences\n\n{LINKS}\n"
)


@pytest.mark.parametrize("page", [PIPERMAIL, MHONARC])
def test_numbers_of_links_are_no_words(page: str) -> None:
    (post,) = posts(page)
    assert (post.sender.name, post.sender.address) == ("Ann Example", "ann@example.org")
    assert (post.subject, str(post.sent)) == ("[garden] The pump", "2025-11-01 06:49:07+00:00")
    assert post.text.strip() == BODY.strip()
    taken = paste.take_apart(page)
    assert taken.discards[-1].reason in (converted.LINKS, "foot of the page")
    assert page[taken.messages[0].end - len("Ann") : taken.messages[0].end] == "Ann"
    assert any(page[each.start : each.end].strip().startswith("References") for each in taken.discards)


@pytest.mark.parametrize("end", ["\nReferences\n\nRFC 1\nRFC 2\n", "\nReferences\n\n   2. https://example.org/\n", ""])
def test_numbers_without_a_list_of_links_stay(end: str) -> None:
    assert converted.listed(f"See [1]there.{end}")[1] == 0


READER = (
    "Title: [garden] The pump - lists.example.org\n\n"
    "URL Source: https://lists.example.org/pipermail/garden/2025-November/000123.html\n\n"
    "Published Time: Sat, 01 Nov 2025 07:00:00 GMT\n\nMarkdown Content:\n"
    '**Ann Example** [ann at example.org](mailto:garden%40lists.example.org?Subject=Re%3A "[garden] The pump")\n'
    "_Sat Nov 1 06:49:07 UTC 2025_\n\n*   Previous message: [[garden] Rain](https://lists.example.org/1.html)\n"
    "*   **Messages sorted by:**[[ date ]](https://lists.example.org/date.html)[[ thread ]](https://lists.example.org/thread.html)\n\n"
    f"* * *\n\n```\n{BODY}```\n\n* * *\n\n*   Previous message: [[garden] Rain](https://lists.example.org/1.html)\n"
    "*   **Messages sorted by:**[[ date ]](https://lists.example.org/date.html)[[ thread ]](https://lists.example.org/thread.html)\n"
)


def test_a_readers_head_tells_where_the_page_lies() -> None:
    (post,) = posts(READER)
    assert post.url == "https://lists.example.org/pipermail/garden/2025-November/000123.html"
    assert (post.sender.name, post.subject) == ("Ann Example", "[garden] The pump - lists.example.org")
    assert post.mailing_list.name == "garden"
    assert post.text.strip() == BODY.strip()


# -- more sites ------------------------------------------------------------------------------------------------------------

SOURCEFORGE = (
    "Email Archive: garden-users (read-only)\n\n[Garden-users] The pump\nFrom: Ann Example <ann@ex...> - 2025-11-01 06:49:07\n\n"
    f"{BODY}\nRe: [Garden-users] The pump\nFrom: Bo Sample <bo@ex...> - 2025-11-01 07:00:00\n\nGive it water.\n\n"
    'View and moderate all "garden-users" Discussion messages posted by this user\n'
)
FREELISTS = (
    "Go to the FreeLists Home Page\n[garden] The pump\n\n    From: Ann Example <ann@xxxxxxxxxxx>\n    To: garden@xxxxxxxxxxxxx\n"
    f"    Date: Sat, 1 Nov 2025 06:49:07 +0000\n\n{BODY}\nOther related posts:\n\n    » [garden] The pump - Ann Example\n"
)
FIELDS = (
    "    From: Ann Example <ann at example dot org>\n"
    "    To: garden at example dot org\n    Date: Sat, 1 Nov 2025 06:49:07 +0000\n"
)
NAV = "Index Nav:\t[Date Index] [Subject Index] [Author Index] [Thread Index]\nMessage Nav:\t[Date Prev] [Date Next]\n"
SOURCEWARE = (
    f"This is the mail archive of the garden@example.org mailing list.\n{NAV}\n[garden] The pump\n\n"
    f"{FIELDS}    Subject: [garden] The pump\n"
    f"\n{BODY}\n    Follow-Ups:\n        Re: The pump\n            From: Bo Sample\n{NAV}"
)
APPLE = (
    "[Date Prev][Date Next][Thread Prev][Thread Next][Date Index][Thread Index]\n[garden] The pump\n\n"
    "    Subject: [garden] The pump\n"
    f"    From: Ann Example <email@hidden>\n    Date: Sat, 1 Nov 2025 06:49:07 +0000\n\n{BODY}\n"
    "References: \n >The rain (From: Bo Sample <email@hidden>)\n\n    Prev by Date: Rain\n    Next by Date: Beans\n"
)
LWN = (
    "From: \tAnn Example <ann-AT-example.org>\nSubject: \t[garden] The pump\nDate: \tSat, 1 Nov 2025 06:49:07 +0000\n"
    f"Message-ID: \t<1@example.org>\n\n{BODY}\n(Log in to post comments)\n\nCopyright © 2025, Example, Inc.\n"
)
SITES = {
    "SourceForge": SOURCEFORGE,
    "FreeLists": FREELISTS,
    "sourceware": SOURCEWARE,
    "Apple": APPLE,
    "LWN": f"LWN\n\n[garden] The pump\n\n{LWN}",
}


@pytest.mark.parametrize("name", SITES)
def test_a_page_of_a_site_is_its_message(name: str) -> None:
    post = posts(SITES[name])[0]
    assert post.sender.name == "Ann Example"
    assert post.subject.casefold().removeprefix("[garden-users] ").removeprefix("[garden] ") == "the pump"
    assert str(post.sent)[:19] == "2025-11-01 06:49:07"
    assert post.text.strip() == BODY.strip()


def test_the_thread_of_sourceforge_has_the_list_in_its_subjects() -> None:
    first, second = posts(SOURCEFORGE)
    assert (second.sender.name, second.text.strip()) == ("Bo Sample", "Give it water.")
    assert {first.mailing_list.name, second.mailing_list.name} == {"Garden-users"}


def test_what_apples_lists_add_is_no_words_of_the_authors() -> None:
    footer = (
        f"{47 * '_'}\nDo not post admin requests to the list. They will be ignored.\n"
        "Garden mailing list      (Garden@lists.example.org)\n"
        "Help/Unsubscribe/Update your Subscription:\nhttps://lists.example.org/mailman/options/garden/ann%40example.org\n\n"
        "This email sent to ann@example.org\n"
    )
    body = read_text(f"Hello.\n\nAnn\n{footer}")
    assert body.own == "Hello.\n\nAnn"
    assert {each.name for each in body.footers} == {"mailman2"}
    assert (
        read_text("Hello.\n\nThis email sent to all of us is wrong.\n").own
        == "Hello.\n\nThis email sent to all of us is wrong."
    )
