"""A polite visitor: robots.txt, pauses, patience, redirects, and no way into a private network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from list_server import Site, serve

from ingest.errors import FetchFailed
from ingest.fetching.guard import Guard, is_public, resolve
from ingest.fetching.web import ATTEMPTS, FIRST_WAIT, PAGE, Manners, Web, asked_to_wait, onward


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as made:
        made.files["/a"] = b"<a href=b#c>next</a> <a href='http://other.example.org/'>other</a>"
        made.files["/b"] = b"plain"
        yield made


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def web(waits: list[float]) -> Iterator[Web]:
    with closing(Web(Manners(pause=1, private=True), waits.append)) as made:
        yield made


def fails(web: Web, url: str) -> str:
    with pytest.raises(FetchFailed) as caught:
        web.page(url)
    return str(caught.value)


def test_a_page_tells_its_links_on_the_same_server_without_fragments(site: Site, web: Web) -> None:
    page = web.page(f"{site.url}/a")
    assert [(link.url, link.label) for link in page.links] == [(f"{site.url}/b", "next")]


def test_requests_name_the_program_and_come_one_after_another_with_a_pause(
    site: Site, web: Web, waits: list[float]
) -> None:
    for path in "aba":
        web.page(f"{site.url}/{path}")
    assert [path for path, _ in site.seen] == ["/robots.txt", "/a", "/b", "/a"]
    assert all(headers["user-agent"].startswith("each-note-once/") for _, headers in site.seen)
    assert site.most_open == 1
    assert waits == [1, 1, 1]


ROBOTS = [  # (what robots.txt says, may /a be read)
    ("User-agent: *\nDisallow: /\n", False),
    ("User-agent: *\nDisallow: /a\n", False),
    ("User-agent: *\nDisallow: /*a$\n", False),
    ("User-agent: each-note-once\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
    ("User-agent: *\nDisallow: /\n\nUser-agent: each-note-once\nAllow: /\n", True),
    ("User-agent: *\nDisallow: /\nAllow: /a\n", True),
    ("User-agent: *\nDisallow: /b\n", True),
    ("", True),
    ("<html>no robots here</html>", True),
]


@pytest.mark.parametrize(("robots", "allowed"), ROBOTS)
def test_robots_txt_is_obeyed(site: Site, web: Web, robots: str, allowed: bool) -> None:
    site.files["/robots.txt"] = robots.encode()
    if allowed:
        assert web.page(f"{site.url}/a").links
    else:
        assert "robots.txt keeps programs out" in fails(web, f"{site.url}/a")
    assert len(site.asked) == allowed


def test_robots_txt_may_lie_elsewhere_on_the_server(site: Site, web: Web) -> None:
    site.always["/robots.txt"] = (301, {"Location": "/rules.txt"})
    site.files["/rules.txt"] = b"User-agent: *\nDisallow: /a\n"
    assert "robots.txt keeps programs out" in fails(web, f"{site.url}/a")


def test_robots_txt_that_leads_to_itself_forbids_nothing(site: Site, web: Web) -> None:
    site.always["/robots.txt"] = (302, {"Location": "/robots.txt"})
    assert web.page(f"{site.url}/b").text == "plain"


def test_links_that_are_none_and_a_page_of_nothing_are_passed_over(site: Site, web: Web) -> None:
    site.files["/a"] = b"<a href='http://[::1'>no address</a> <a href=b>next</a>"
    site.files["/b"] = b""
    assert [link.label for link in web.page(f"{site.url}/a").links] == ["next"]
    assert web.page(f"{site.url}/b").links == ()


def test_a_page_that_breaks_off_is_said(site: Site, web: Web) -> None:
    site.cut["/b"] = 1
    assert "/b: broke off" in fails(web, f"{site.url}/b")


def test_of_a_page_without_end_the_begin_is_read(site: Site, web: Web) -> None:
    site.files["/b"] = b"x" * (PAGE + 100_000)
    assert len(web.page(f"{site.url}/b").text) == PAGE


def test_the_pause_that_robots_txt_asks_for_is_made(site: Site, web: Web, waits: list[float]) -> None:
    site.files["/robots.txt"] = b"User-agent: *\nCrawl-delay: 7\n"
    web.page(f"{site.url}/a")
    web.page(f"{site.url}/b")
    assert waits == [7, 7]


def test_a_server_without_robots_txt_is_read_and_one_that_fails_is_not(site: Site, web: Web) -> None:
    site.always["/robots.txt"] = (403, {})
    assert web.page(f"{site.url}/a").links
    with closing(Web(Manners(0, private=True), lambda _: None)) as other:
        site.always["/robots.txt"] = (503, {})
        assert f"/robots.txt: the server says 503 Service Unavailable, {ATTEMPTS} times" in fails(
            other, f"{site.url}/a"
        )


BUSY = [  # (status, Retry-After, seconds waited before the second attempt)
    (429, "17", 17),
    (503, "9", 9),
    (503, "", FIRST_WAIT),
    (502, "0", FIRST_WAIT),
    (500, "no number", FIRST_WAIT),
]


@pytest.mark.parametrize(("status", "after", "waited"), BUSY)
def test_a_busy_server_is_given_the_time_it_asks_for(
    site: Site, web: Web, waits: list[float], status: int, after: str, waited: float
) -> None:
    site.answers["/a"] = [(status, {"Retry-After": after})]
    assert web.page(f"{site.url}/a").links
    assert waits == [1, waited]


def test_each_attempt_waits_longer_and_the_last_one_says_so(site: Site, web: Web, waits: list[float]) -> None:
    site.always["/a"] = (503, {})
    assert fails(web, f"{site.url}/a").endswith(
        "503 Service Unavailable, 5 times; run again later, what is here is kept"
    )
    assert [wait for wait in waits if wait > 1] == [4, 8, 16, 32]


def test_a_server_that_asks_for_an_hour_is_left_in_peace(site: Site, web: Web, waits: list[float]) -> None:
    site.always["/a"] = (429, {"Retry-After": "3600"})
    assert "asks to come back in 60 minutes" in fails(web, f"{site.url}/a")
    assert waits == [1]


def test_a_server_that_is_away_is_said(web: Web) -> None:
    with serve() as gone:
        url = gone.url
    assert "no connection" in fails(web, f"{url}/a")


def test_retry_after_may_be_a_date() -> None:
    now = datetime(2025, 3, 1, 12, tzinfo=UTC)
    assert asked_to_wait("Sat, 01 Mar 2025 12:00:30 GMT", now) == 30
    assert asked_to_wait("Sat, 01 Mar 2025 11:00:00 GMT", now) == 0


STATUS = [
    (401, "is private: the server asks for a password"),
    (403, "is private, or closed to programs; ask its keepers for an export and put it into data/sources/"),
    (404, "there is nothing at this address"),
    (410, "is gone"),
    (418, "the server says 418"),
]


@pytest.mark.parametrize(("status", "said"), STATUS)
def test_each_refusal_is_said_in_plain_words(site: Site, web: Web, status: int, said: str) -> None:
    site.always["/a"] = (status, {})
    assert fails(web, f"{site.url}/a") == f"{site.url}/a: {said}"


def test_a_redirect_within_the_server_is_followed(site: Site, web: Web) -> None:
    site.always["/old"] = (301, {"Location": "/a"})
    page = web.page(f"{site.url}/old")
    assert (page.url, site.asked) == (f"{site.url}/a", ["/old", "/a"])


def test_where_a_redirect_leads_robots_txt_is_asked_again(site: Site, web: Web) -> None:
    site.files["/robots.txt"] = b"User-agent: *\nDisallow: /a\n"
    site.always["/old"] = (302, {"Location": "/a"})
    assert "/a: robots.txt keeps programs out" in fails(web, f"{site.url}/old")


def test_a_redirect_to_another_server_is_not_followed(site: Site, web: Web) -> None:
    with serve() as other:
        other.files["/a"] = b"secret"
        site.always["/old"] = (302, {"Location": f"{other.url}/a?x=y"})
        assert fails(web, f"{site.url}/old").endswith(
            f"leads on to {other.url}/a; where you trust that, fetch it by its address"
        )
        assert other.seen == []


def test_redirects_without_an_end_end(site: Site, web: Web) -> None:
    site.always["/old"] = (302, {"Location": "/old"})
    assert fails(web, f"{site.url}/old").endswith("leads from one address to the next without an end")


ONWARD = [  # (from, Location, to; "" where it must not be followed)
    ("http://lists.example.org/a", "https://lists.example.org/a", "https://lists.example.org/a"),
    ("https://lists.example.org/a", "b/", "https://lists.example.org/b/"),
    ("https://lists.example.org/a", "//lists.example.org/c", "https://lists.example.org/c"),
    ("https://lists.example.org/a", "https://LISTS.example.org:443/a/", "https://lists.example.org/a/"),
    ("https://lists.example.org/a", "http://lists.example.org/a", ""),
    ("https://lists.example.org/a", "https://example.org/a", ""),
    ("https://lists.example.org/a", "https://lists.example.org:8443/a", ""),
    ("http://lists.example.org:8080/a", "https://lists.example.org/a", ""),
    ("https://lists.example.org/a", "//localhost/a", ""),
    ("https://lists.example.org/a", "file:///etc/passwd", ""),
    ("https://lists.example.org/a", "gopher://lists.example.org/a", ""),
    ("https://lists.example.org/a", "https://[::1", ""),
]


@pytest.mark.parametrize(("url", "location", "to"), ONWARD)
def test_redirects_stay_on_the_host_and_stay_encrypted(url: str, location: str, to: str) -> None:
    if to:
        assert onward(url, location) == to
    else:
        with pytest.raises(FetchFailed):
            onward(url, location)


ADDRESSES = [
    ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::ffff:93.184.216.34", True),
    ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False),
    ("100.64.0.1", False), ("0.0.0.1", False), ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False),
    ("::", False), ("fe80::1", False), ("fd00::1", False), ("ff02::1", False), ("::ffff:10.0.0.1", False),
    ("64:ff9b::7f00:1", False), ("64:ff9b::5db8:d822", True), ("2002:7f00:1::", False),
]  # fmt: skip


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_private_addresses_are_known_in_every_disguise(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    "2130706433",
    "0x7f.1",
    "0",
]  # the last three are loopback as resolvers read it


@pytest.mark.parametrize("host", HOSTS)
def test_a_private_host_is_refused_unless_it_is_meant(host: str) -> None:
    with pytest.raises(FetchFailed, match=r"lies in a private network; .*PRIVATE=yes"):
        resolve(host)


def test_without_leave_no_request_reaches_a_private_server(site: Site) -> None:
    with closing(Web(Manners())) as web:
        assert "lies in a private network" in fails(web, f"{site.url}/a")
    assert site.seen == []


def test_a_host_is_refused_where_one_of_its_addresses_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: named("93.184.216.34", "10.0.0.1"))
    with pytest.raises(FetchFailed):
        resolve("lists.example.org")


def test_a_name_is_resolved_once_and_a_later_answer_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [named("93.184.216.34"), named("127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers.pop(0))
    guard = Guard()
    assert [guard.addresses("lists.example.org"), guard.addresses("lists.example.org")] == [["93.184.216.34"]] * 2


def test_the_connection_goes_to_the_address_that_was_looked_at(
    site: Site, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    plain = socket.getaddrinfo

    def ours(host: str, *args: object, **options: object) -> object:
        asked.append(host)
        return named("127.0.0.1") if host == "lists.example.org" else plain(host, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", ours)
    port = site.url.rpartition(":")[2]
    assert web.page(f"http://lists.example.org:{port}/a").url == f"http://lists.example.org:{port}/a"
    assert {headers["host"] for _, headers in site.seen} == {f"lists.example.org:{port}"}
    assert asked.count("lists.example.org") == 1


def test_a_name_that_nobody_has_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(FetchFailed, match=r"lists\.example\.org: there is no server of this name"):
        resolve("lists.example.org")


def named(*addresses: str) -> list[tuple[object, ...]]:
    """What getaddrinfo says of a host with these addresses."""
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in addresses]
