"""Links: what each wrapper becomes, where a link ends in a text, and that no input hangs."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
from growth import assert_grows_with_size, seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.link_wrappers import BY_HOST, WRAPPERS, Form
from ingest.links import DEFANGED, Link, clean, domain, find, heal, unwrap

A = "https://example.org/a"
V3 = "https://urldefense.com/v3/__"
SAFE = "https://nam01.safelinks.protection.outlook.com/?url="
ESCAPED = "https%3A%2F%2Fexample.org%2Fa"
B64 = urlsafe_b64encode(b"https://example.org/a?v=1").decode()

WHOLE = [  # (what is special, wrapped, the target, wrapped by)
    ("plain", A, A, ""),
    ("no link at all", "a note", "a note", ""),
    (
        "v1",
        "https://urldefense.proofpoint.com/v1/url?u=https://example.org/a%3Fb&k=x",
        "https://example.org/a?b",
        "urldefense",
    ),
    (
        "v2",
        "https://urldefense.com/v2/url?u=https-3A__example.org_a-3Fb-3D1-26c&d=x&e=",
        "https://example.org/a?b=1&c",
        "urldefense",
    ),
    (
        "v2 of a page, separators escaped",
        "https://urldefense.us/v2/url?k=x&amp;u=https-3A__example.org&amp;d=",
        "https://example.org",
        "urldefense",
    ),
    (
        "v2, a field that looks like an entity",
        "https://urldefense.com/v2/url?u=https-3A__example.org_-3Fa-26copy-3D2&d=",
        "https://example.org/?a&copy=2",
        "urldefense",
    ),
    ("v3", V3 + "https://example.org/a__;!!C!s$", A, "urldefense"),
    ("v3 without scheme, one mark", "urldefense.us/v3/__http://example.org__;!s$", "http://example.org", "urldefense"),
    ("v3 with one slash lost", V3 + "https:/example.org/a__;!!C!s$", A, "urldefense"),
    ("v3, a byte", V3 + "https://example.org/*top__;Iw!!C!s$", "https://example.org/#top", "urldefense"),
    ("v3, a run counts bytes", V3 + "https://example.org/**Anez__;w60!!C!s$", "https://example.org/ínez", "urldefense"),
    ("v3, a run and a byte", V3 + "https://example.org/**B*x__;4oKsIw!!C!s$", "https://example.org/€#x", "urldefense"),
    ("v3, a byte that is no UTF-8", V3 + "https://example.org/*__;6Q!!C!s$", "https://example.org/%E9", "urldefense"),
    (
        "v3, a replaced escape stays",
        V3 + "https://example.org/a*2Fb__;JQ!!C!s$",
        "https://example.org/a%2Fb",
        "urldefense",
    ),
    ("v3 in v3", V3 + V3 + "https://example.org/a__;!!C!s$__;!!C!s$", A, "urldefense"),
    ("safelinks", SAFE + ESCAPED + "&data=05%7Cann%40example.net%7C&reserved=0", A, "safelinks"),
    ("safelinks, escaped twice", SAFE + quote(ESCAPED) + "&data=", A, "safelinks"),
    (
        "safelinks, decoded once only",
        SAFE + "https%3A%2F%2Fexample.org%2F%3Fq%3Da%2520b",
        "https://example.org/?q=a%20b",
        "safelinks",
    ),
    ("safelinks in a page", SAFE.replace("?", "?x=1&amp;amp;") + ESCAPED + "&amp;amp;data=", A, "safelinks"),
    ("a blank in the target", SAFE + "https%3A%2F%2Fexample.org%2Fa%20b", "https://example.org/a%20b", "safelinks"),
    ("Teams", "https://statics.teams.cdn.office.net/x/atp-safelinks.html?url=" + ESCAPED, A, "safelinks"),
    (
        "Sophos",
        "https://eu-central-1.protection.sophos.com/?d=example.org&u=" + B64 + "&i=x",
        "https://example.org/a?v=1",
        "sophos",
    ),
    ("Cisco", "https://secure-web.cisco.com/1abc/" + ESCAPED, A, "cisco"),
    ("FireEye, not escaped", "https://protect2.fireeye.com/url?k=1&u=https://example.org/a", A, "fireeye"),
    ("Bing", "https://www.bing.com/ck/a?!&&u=a1" + B64, "https://example.org/a?v=1", "bing"),
    ("Google of a country", "https://www.google.co.uk/url?sa=t&url=" + ESCAPED, A, "google"),
    ("Google AMP", "https://www.google.com/amp/s/example.org/a?id=1", A, "google"),
    (
        "a prefix of the target",
        "https://href.li/?https://example.org/a?b=1&c=2",
        "https://example.org/a?b=1&c=2",
        "href.li",
    ),
    ("Amazon", "https://abc.r.us-east-1.awstrack.me/L0/" + ESCAPED + "/1/0100/x", A, "awstrack"),
    ("nested", SAFE + quote("https://slack-redir.net/link?url=" + ESCAPED, safe=""), A, "safelinks"),
    ("defanged", "hxxps://example[.]org/a[.]b", "https://example.org/a[.]b", DEFANGED),
    (
        "another host in front",
        "https://urldefense.com@example.net/v3/__http://example.org__;!!C!s$",
        "https://urldefense.com@example.net/v3/__http://example.org__;!!C!s$",
        "",
    ),
    ("the same path elsewhere", "https://example.net/url?q=" + ESCAPED, "https://example.net/url?q=" + ESCAPED, ""),
    ("another path", "https://www.google.com/search?q=" + ESCAPED, "https://www.google.com/search?q=" + ESCAPED, ""),
]

CUT = [  # (what is special, cut link, what is known, complete)
    ("plain", "https://example.org/minu...", "https://example.org/minu", False),
    ("one character for the dots", "https://example.org/minu…", "https://example.org/minu", False),
    ("behind the target", V3 + "https:/example.org/a__;!!Pt...", A, True),
    ("in the target", V3 + "https:/example.org/a...", A, False),
    ("between target and trailer", V3 + "https:/example.org/a__...", A, False),
    ("a byte of the target is missing", V3 + "https:/example.org/*top__;...", "https://example.org/", False),
    ("the bytes are there", V3 + "https:/example.org/*top__;Iw!!C...", "https://example.org/#top", True),
    ("some of the bytes are there", V3 + "https:/example.org/*a*b__;Iw...", "https://example.org/#a", False),
    ("in an escape", SAFE + "https%3A%2F%2Fexample.org%2Fa%2...", A, False),
    ("in a character", SAFE + "https%3A%2F%2Fexample.org%2Fa%C3...", A, False),
    ("behind the field", SAFE + ESCAPED + "&data=05...", A, True),
    ("in base64", "https://x.protection.sophos.com/?u=" + B64[:-6] + "...", A + "?", False),
    ("in both wrappers", SAFE + quote(V3 + "https:/example.org/a", safe="") + "...", A, False),
    ("before the gateway came", SAFE + ESCAPED + "...&data=", A, False),
]

SEALED = [  # (wrapped, wrapped by)
    ("https://protect-us.mimecast.com/s/abc?domain=example.org", "mimecast"),
    ("https://url.emailprotection.link/?babc", "emailprotection"),
    ("https://x.list-manage.com/track/click?u=1&id=2", "mailchimp"),
    ("https://u1.ct.sendgrid.net/ls/click?upn=abc", "sendgrid"),
    ("https://clicktime.symantec.com/a/1/abc?d=def", "symantec"),
    ("https://us-east-2.protection.sophos.com/?d=example.org&b=1&q=2", "sophos"),
    ("https://secure-web.cisco.com/1abc", "cisco"),
    ("https://t.co/abc", "t.co"),
    (V3 + "https://example.org/", "urldefense"),
    (V3 + "https://example.org/*a*b__;Iw!!C!s$", "urldefense"),
    (V3 + "https://example.org/**éa__;Iw!!C!s$", "urldefense"),
    ("https://urldefense.com/v1/url?u=https-3A__example.org", "urldefense"),
    ("https://www.google.com/url?q=javascript:alert(1)", "google"),
    ("https://www.bing.com/ck/a?u=a1bm90LWEtdXJs", "bing"),
]

ENDS = [  # (text, the links as they read)
    (f"get('{A}',headers={{'Date': 1}})", [A]),
    (f"don't: {A}/it's", [f"{A}/it's"]),
    (f"see _{A}_ or {A}_b_", [A, f"{A}_b_"]),
    ("see https://example.org/a.", ["https://example.org/a"]),
    ("(https://example.org/a_(b)), or", ["https://example.org/a_(b)"]),
    ("<https://example.org/a>, *http://example.net*", ["https://example.org/a", "http://example.net"]),
    ('"https://example.org/a" “https://example.net/b”', ["https://example.org/a", "https://example.net/b"]),
    ("'https://example.org/a'; ftp://example.org/b!", ["https://example.org/a", "ftp://example.org/b"]),
    ("&lt;https://example.org/?a&amp;b&gt;", ["https://example.org/?a&amp;b"]),
    ("www.example.org/a, ann@www.example.org", ["www.example.org/a"]),
    ("in 2025 https://example.org/一二。三", ["https://example.org/一二"]),
    ("[1] https://[2001:db8::1]/a]", ["https://[2001:db8::1]/a"]),
    ("<https://example.org/minu...>)", ["https://example.org/minu..."]),
    (f"{V3}https://example.org/a?b=$5__;!!C!s$.", [f"{V3}https://example.org/a?b=$5__;!!C!s$"]),
    ("sftp://example.org http:// https://. www. www.a", []),
    (f"> {V3}https://example.org/a/\n>>>> b__;!!C! s$ c", [f"{V3}https://example.org/a/b__;!!C!s$"]),
    (f"{V3}https://example.org/a__;!!C!s\n> >t\n> >u$ )", [f"{V3}https://example.org/a__;!!C!stu$"]),
    (f"{V3}https://example.org/a__;!!C!s\nIt costs 5$", [f"{V3}https://example.org/a__;!!C!s"]),
    (f"{V3}https://example.org/a\nhttps://example.net$", [f"{V3}https://example.org/a", "https://example.net$"]),
    (f"{SAFE}{ESCAPED}\n> %2Fb&reserved=0 c", [f"{SAFE}{ESCAPED}%2Fb&reserved=0"]),
    (f"{SAFE}{ESCAPED}\nThank you", [f"{SAFE}{ESCAPED}"]),
    (f"{A}/tea at lists.example.org/1.html, or", [f"{A}/tea@lists.example.org/1.html"]),
    (f"{A}/npm/tea em 3/tea.js", [f"{A}/npm/tea@3/tea.js"]),
    ("git clone https://ann at example.org:8080/tea.git", ["https://ann@example.org:8080/tea.git"]),
    (f"{A} at example.net or {A}/ at example.net/b", [A, f"{A}/"]),
    ("https://example.org at 3/4 of example.net/a", ["https://example.org"]),
]  # fmt: skip

CLEAN = [  # (what is special, text, clean text)
    ("hint in front", f"[example.org] <{V3}https:/example.org/a__;!!Pt...>", "<https://example.org/a>"),
    ("hint behind, defanged", f"{V3}https://example.org/a__;!!C!s$ [example[.]org] or", "https://example.org/a or"),
    ("hint behind the bracket", f"<{V3}https://example.org__;!!C!s$> [example.org].", "<https://example.org>."),
    (
        "hint on the line before",
        f"a [example.org]\n> <{V3}https://example.org__;!!C!s$>",
        "a \n> <https://example.org>",
    ),
    ("hint of a flattened copy", "https://example.org/ [example.org] Ann", "https://example.org/ Ann"),
    (
        "link, hint, link",
        f"https://example.org/ [example.org] <{V3}https:/example.org/__;!!P...>",
        "https://example.org/ <https://example.org/>",
    ),
    ("a hint of another host", f"[example.net] {V3}https://example.org__;!!C!s$", "[example.net] https://example.org"),
    ("no hint but the text of a link", "[example.org](https://example.org/a)", "[example.org](https://example.org/a)"),
    ("a hint glued to words", f"a[example.org]{V3}https://example.org__;!!C!s$", "a https://example.org"),
    ("cut", f"<{V3}https:/example.org/minu...>", "<https://example.org/minu...>"),
    ("re-flowed", f"({V3}https://example.org/\n>> a__;!!C! s$ )", "(https://example.org/a )"),
    (
        "a file name that a gateway took for a host",
        "net/https://linkprotect.cudasvc.com/url?a=https%3a%2f%2ftest.sh&c=E",
        "net/test.sh",
    ),
    ("glued to the next word", f"{V3}https://example.org__;!!C!s$and", "https://example.org and"),
    ("hint with www.", f"{V3}https://www.example.org__;!!C!s$ [www.example.org] a", "https://www.example.org a"),
    ("hint glued to the next word", f"{V3}https://example.org__;!!C!s$ [example[.]org]and", "https://example.org and"),
    ("defanged hint in front", f"[example[.]org]{V3}https://example.org__;!!C!s$", "https://example.org"),
    ("sealed", "<https://t.co/abc>", "<https://t.co/abc>"),
    ("the sign of an address spelled out", f"{A}/tea at example.org/1.html?", f"{A}/tea@example.org/1.html?"),
    (
        "sealed, with a recipient",
        "https://x.safelinks.protection.outlook.com/?data=1%7Cann%40example.org%7C&x=1",
        "https://x.safelinks.protection.outlook.com/?data=&x=1",
    ),
]

UNTOUCHED = [
    "", "No link here [1].", "See https://example.org/a and [1], or www.example.net.", "hxxp://example[.]org",
    "[example.org] is a host", "> https://example.org/minu...\n",
]  # fmt: skip

DOMAINS = [  # (address, its host)
    ("https://www.Example.org:8080/a", "example.org"),
    ("https://ann@example.org/", "example.org"),
    ("https://evil.example.net\\@example.org/", "evil.example.net"),
    ("http://[2001:db8::1]:80/", "[2001:db8::1]"),
    ("https://localhost/", "localhost"),
    ("www.example.org/a", "example.org"),
    ("https://example[.]org.", "example.org"),
    ("mailto:ann@example.org", ""),
    ("a note", ""),
]


@pytest.mark.parametrize(("url", "target", "by"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_a_wrapped_link_becomes_its_target(url: str, target: str, by: str) -> None:
    assert unwrap(url) == Link(target, by, True)


@pytest.mark.parametrize(("url", "known", "complete"), [row[1:] for row in CUT], ids=[row[0] for row in CUT])
def test_a_cut_link_gives_what_is_sure(url: str, known: str, complete: bool) -> None:
    link = unwrap(url)
    assert (link.url, link.complete) == (known, complete)


@pytest.mark.parametrize(("url", "by"), SEALED)
def test_a_sealed_link_stays_and_says_so(url: str, by: str) -> None:
    assert unwrap(url) == Link(url, by, False)


@pytest.mark.parametrize(("text", "seen"), ENDS)
def test_a_link_ends_where_a_reader_ends_it(text: str, seen: list[str]) -> None:
    assert [found.seen for found in find(text)] == seen


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CLEAN], ids=[row[0] for row in CLEAN])
def test_clean_text_is_as_its_author_wrote_it(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_a_text_without_wrapped_links_is_the_same_string(text: str) -> None:
    assert clean(text) is text


@pytest.mark.parametrize(("url", "host"), DOMAINS)
def test_domain(url: str, host: str) -> None:
    assert domain(url) == host


def test_find_gives_a_bare_name_a_scheme_and_a_link_its_place() -> None:
    (found,) = find("at www.example.org/a.")
    assert (found.start, found.end, found.link) == (3, 20, Link("http://www.example.org/a", "", True))


def test_heal_takes_the_one_complete_link_that_begins_alike() -> None:
    cut, whole = Link("https://example.org/mi", "urldefense", False), Link("https://example.org/minutes", "", True)
    assert heal(cut, [whole, whole, Link("https://example.net/", "", True)]) == Link(whole.url, "urldefense", True)
    assert heal(cut, [whole, Link("https://example.org/mice", "", True)]) is cut
    assert heal(cut, [Link(whole.url, "", False)]) is cut
    assert heal(whole, [Link("https://example.org/minutes/2", "", True)]) is whole


def layers(depth: int) -> str:
    """A link inside so many safelinks."""
    url = "https://example.org/a"
    for _ in range(depth):
        url = f"{SAFE}{quote(url, safe='')}&data=ann%40example.net&reserved=0"
    return url


def test_six_layers_come_off_and_the_seventh_keeps_the_link_sealed() -> None:
    assert unwrap(layers(6)) == Link("https://example.org/a", "safelinks", True)
    assert unwrap(layers(7)) == Link("https://nam01.safelinks.protection.outlook.com/", "safelinks", False)


@pytest.mark.parametrize("url", [
    SAFE + ESCAPED + "&data=05%7C01%7Cann%40example.net%7C&reserved=0",
    SAFE.replace("url=", "data=05|01|ann@example.net|&sdata=x"),
    SAFE + "none&amp;data=05%7C01%7Cann%40example.net%7C&reserved=0",
    "https://example.org/?next=" + quote(SAFE + "x&data=05%7C01%7Cann%40example.net", safe=""),
    layers(9),
])  # fmt: skip
def test_the_recipient_is_in_no_field(url: str) -> None:
    (found,) = find(url)
    assert "ann" not in f"{unwrap(url)} {found} {clean(url)}"


def test_every_row_of_the_data_can_be_reached() -> None:
    assert sum(map(len, BY_HOST.values())) == sum(len(wrapper.hosts) for wrapper in WRAPPERS)
    for wrapper in WRAPPERS:
        assert wrapper.form is Form.SEALED or wrapper.fields or "(" in wrapper.path


BITS = re.findall(
    r"\S+",
    """https:// http:// hxxps:// https:/ www. urldefense.com/v3/__ urldefense.com/v2/url?u= __; !! !a! $ * ** **A w60 Iw
    _ ... … / // ? & &amp; u= url= data= ann%40example.org ann@example.org % %25 %2 %3A%2F%2F %C3 - -3A__ [.] [ ] . , (
    ) nam01.safelinks.protection.outlook.com/ linkprotect.cudasvc.com/url?a= protection.sophos.com/?u= aHR0cDovL2E
    t.co/x www.google.com/url?q= www.google.com/amp/s/ href.li/? secure-web.cisco.com/1/ example.org example.net/a
    [example.org] [www.example.org] < > &gt; é x 5 reserved=0 &e= “ @ :80 ://""",
)
TEXTS = st.lists(st.sampled_from([*BITS, " ", "\n", "\n> ", "\t", "\x00", "\ud800", "\udcc3"]), max_size=14).map(
    "".join
)
ANY = st.one_of(TEXTS, st.text())


@given(ANY)
def test_unwrap_has_nothing_left_to_do_on_its_result(url: str) -> None:
    assert unwrap(unwrap(url).url).url == unwrap(url).url


@given(ANY)
def test_a_domain_is_its_own_domain(url: str) -> None:
    host = domain(url)
    assert host == host.removeprefix("www.")
    assert not host or domain(f"https://{host}") == host


@given(ANY)
def test_found_links_stand_apart_and_in_order(text: str) -> None:
    done = 0
    for found in find(text):
        assert done <= found.start < found.end <= len(text)
        done = found.end


@settings(max_examples=300)
@given(ANY)
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.from_regex(r"https?://example\.(org|net)/[a-z0-9/?=&%.*é_ -]{0,20}[a-z]", fullmatch=True))
def test_what_a_gateway_wraps_comes_back(url: str) -> None:
    url = url.replace(" ", "+")
    assert unwrap(SAFE + quote(url, safe="") + "&data=x").url == url


@given(st.lists(st.tuples(st.sampled_from(["https://e.org/a", "https://e.org/ab", "https://e.org/b"]), st.booleans())))
def test_heal_never_loses_what_was_known(others: list[tuple[str, bool]]) -> None:
    links = [Link(url, "", complete) for url, complete in others]
    healed = heal(Link("https://e.org/a", "x", False), links)
    assert healed == heal(Link("https://e.org/a", "x", False), reversed(links))
    assert healed.url.startswith("https://e.org/a")


V3_LINK = V3 + "http://a.org__;!!x!y$"
HOSTILE = {  # name -> what is repeated: (before, repeated, behind, times)
    "schemes": ("", "http://", "", 10_000),
    "brackets": ("", "[", " https://example.org", 100_000),
    "bracketed hosts": ("", "http://[", "", 5_000),
    "wrapped links": ("", V3_LINK + " ", "", 1_000),
    "wrapped links, glued": ("", V3_LINK, "", 1_000),
    "wrapped links without end": ("", V3 + "x__;a ", "", 1_000),
    "wrapped links that go on": ("", V3 + "x\naaa\nbbb\n", "", 1_000),
    "wrapped links, cut by entities": ("", V3 + "x&gt;", "", 1_000),
    "trailers": (V3, "__;", "", 50_000),
    "trailers that end": (V3 + "x__;", "$__;", "", 50_000),
    "one long link": ("https://example.org/", "a", "", 300_000),
    "one long host": ("https://", "a.", "", 100_000),
    "www": ("", "www.", "", 30_000),
    "stars": (V3 + "https://example.org/", "*", "__;Iw!!C!s$", 100_000),
    "escapes": (SAFE, "%25", "", 5_000),
    "nested": ("", V3, "x__;!!x!y$", 5_000),
    "hints": ("", "[example.org] ", "https://example.org", 5_000),
    "hints on lines": ("https://example.org ", "[example.org]\n", "https://example.org", 5_000),
    "half a hint": ("https://example.org [a", ".a", "", 50_000),
    "closing brackets": ("https://example.org/", ")", "", 30_000),
    "signs spelled out": ("https://example.org/a", " at e.org/a", "", 20_000),
    "quote marks": (V3 + "x\n", "> \n", "$", 50_000),
}


def all_functions(text: str) -> None:
    unwrap(text)
    domain(text)
    clean(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_length_only(name: str) -> None:
    before, repeated, behind, times = HOSTILE[name]
    assert_grows_with_size(lambda n: seconds(lambda: all_functions(before + repeated * n + behind)), times)


SHARED = Path(__file__).parents[2] / "shared" / "vectors" / "links.json"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared vectors are not beside this checkout")
def test_shared_texts() -> None:
    for vector in json.loads(SHARED.read_text(encoding="utf-8"))["text_vectors"]:
        assert clean(vector["text"]) == vector["expected"]


def test_the_page_for_users_names_every_wrapper() -> None:
    page = (Path(__file__).parents[1] / "docs" / "links.md").read_text(encoding="utf-8")
    assert [name for name in {*(wrapper.name for wrapper in WRAPPERS), DEFANGED} if f"`{name}`" not in page] == []
