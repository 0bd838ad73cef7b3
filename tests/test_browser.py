"""The pages in a real browser: what a first visitor, a phone, a keyboard and a screen reader meet."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from archive_fixture import key

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
uvicorn = pytest.importorskip("uvicorn")
expect = playwright.expect
expect.set_options(timeout=30_000)  # a machine that is busy with other work shows a page late
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is found: install chromium to run the browser tests"
)

ESSAY, REPLY, HOSTILE = key("essay"), key("reply1"), key("hostile")
ALONE = ["--disable-gpu", "--disable-quic", "--no-first-run", "--no-sandbox", "--disable-background-networking"]
ALONE += ["--disable-component-update", "--disable-sync"]
PHONE = {"width": 360, "height": 740}
PAGES = ["/", "/l/commons", f"/t/{ESSAY}", f"/m/{ESSAY}?with={key('revision')}", f"/p/{key('ann')}", "/search?q=report"]
PAGES += ["/about", "/search", "/search/help", f"/m/{HOSTILE}", "/nowhere"]


@contextmanager
def serving(kind: str) -> Iterator[str]:
    """Serve the site as ``datasette serve`` does, on a free port of this machine."""
    from publish_site import site

    served = site(kind)
    server = uvicorn.Server(uvicorn.Config(served.app(), port=0, log_level="warning", ws="none", lifespan="on"))
    thread = threading.Thread(target=lambda: (asyncio.run(served.invoke_startup()), server.run()), daemon=True)
    thread.start()
    for _ in range(1200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving("full") as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ALONE)
        yield browser
        browser.close()


@pytest.fixture
def visit(address: str, chromium: Any) -> Iterator[Any]:
    """Open pages as a reader wishes; at the end the console is silent, and no request left the host."""
    said: list[str] = []
    contexts = []

    def opened(path: str, **wishes: Any) -> Any:
        context = chromium.new_context(base_url=address, **wishes)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: request.url.startswith((address, "data:")) or said.append(request.url))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [text for text in said if "404 (Not Found)" not in text] == []


def test_a_first_visit_finds_a_thread_and_reads_it(visit: Any) -> None:
    page = visit("/")
    page.get_by_role("searchbox").fill("most urgent")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Tide tables must stay open").first.click()
    page.wait_for_url(f"**/t/{ESSAY}#m-{ESSAY}")
    expect(page.get_by_text("I have read them twice").first).to_be_visible()
    page.get_by_role("link", name="By date").click()
    page.wait_for_url("**view=flat**")
    page.get_by_role("link", name="seen in 4 places").click()
    expect(page.get_by_text("same Message-ID, another list")).to_be_visible()


SEARCHES = [  # (what is typed, a note that is found)
    ("urgent from:ann", "essay"),
    ("subject:minutes", "recovered"),
    ("list:wsis20", "essay"),
    ("urgent after:2025-11-03", "revision"),
    ("urgent before:2026", "essay"),
    ("has:attachment", "hostile"),
    ("link:example.org", "forward"),
    ("urgent harbour list:tide quoted:yes", "forward"),
    ("is:recovered", "recovered"),
]


@pytest.mark.parametrize(("typed", "found"), SEARCHES)
def test_every_prefix_is_searched_by_from_the_front_page(visit: Any, typed: str, found: str) -> None:
    page = visit("/")
    page.get_by_role("searchbox").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    expect(page.locator(f"main a[href*='{key(found)}']").first).to_be_visible()


def test_a_thread_of_a_hundred_notes_is_walked_through_page_by_page(chromium: Any) -> None:
    with serving("long") as address, closing(chromium.new_context(base_url=address)) as context:
        page = context.new_page()
        page.goto(f"/t/{key('long 0')}")
        assert page.get_by_role("heading", level=1).inner_text() == "Which quay?"
        seen: list[str] = []
        while True:
            assert len(page.content()) < 100_000
            seen += page.locator("article").evaluate_all("found => found.map(each => each.id)")
            further = page.get_by_role("link", name="Further notes")
            if not further.count():
                break
            address_before = page.url
            further.click()
            page.wait_for_url(lambda url, before=address_before: url != before)
        assert len(set(seen)) == len(seen) == 100
        page.goto(f"/t/{key('long 50')}")
        expect(page.get_by_text("Answer 50: the").first).to_be_visible()


def test_quotes_are_folded_until_they_are_asked_for(visit: Any) -> None:
    page = visit(f"/m/{REPLY}")
    quoted = page.get_by_text("I have read them twice")
    expect(quoted).to_be_hidden()
    page.get_by_text("Ann Author wrote").click()
    expect(quoted).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(quoted).to_be_visible()  # a click elsewhere folds nothing


def test_an_old_address_arrives(visit: Any) -> None:
    assert visit("/m/oldoldoldold").url.endswith(f"/m/{ESSAY}")
    assert visit("/mid/<essay.1@mail.example.org>").url.endswith(f"/m/{ESSAY}")


def test_mail_runs_nothing(visit: Any) -> None:
    page = visit(f"/t/{HOSTILE}")
    assert "owned" not in page.title()
    assert page.locator("article script, article img, article style, article svg").count() == 0
    expect(page.get_by_text('<script>document.title = "owned"</script>')).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/archive", "/archive/messages", "/archive/search?q=urgent"])
def test_dark_where_the_reader_wants_it(visit: Any, path: str) -> None:
    page = visit(path, color_scheme="dark")
    shade = "e => getComputedStyle(e).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"
    assert page.locator("body").evaluate(shade) < 120
    assert page.locator("header").first.evaluate("e => getComputedStyle(e).color") != "rgb(0, 0, 0)"


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_needs_no_sideways_scrolling(visit: Any, path: str) -> None:
    page = visit(path, viewport=PHONE, is_mobile=True, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_columns_stay_in_line(visit: Any) -> None:
    page = visit(f"/m/{key('table')}", viewport=PHONE)
    table = page.locator("pre").first
    assert "mono" in table.evaluate("e => getComputedStyle(e).fontFamily").lower()
    assert table.evaluate("e => getComputedStyle(e).whiteSpace") == "pre"


def test_arabic_runs_from_the_right(visit: Any) -> None:
    page = visit(f"/m/{key('arabic')}")
    assert page.locator(".ml-body p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".ml-top").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_the_keyboard_goes_from_note_to_note(visit: Any) -> None:
    page = visit(f"/t/{ESSAY}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(f"#m-{REPLY}")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f"#m-{ESSAY}")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#ml-q")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("#ml-q")).to_have_value("jk")


def test_the_link_is_copied(visit: Any, address: str) -> None:
    page = visit(f"/t/{ESSAY}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/t/{ESSAY}"


def test_everything_works_without_javascript(visit: Any) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("urgent from:ann")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("More fields").click()
    page.get_by_label("List", exact=False).first.select_option("wsis20")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**list=wsis20**")
    page.get_by_role("link", name="Tide tables must stay open (corrected)").click()
    expect(page.get_by_text("answer four points")).to_be_visible()
    assert page.get_by_role("button", name="Copy link").count() == 0


@pytest.mark.parametrize("path", PAGES[:7])
def test_no_barrier_for_anybody(visit: Any, path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(path)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = axe.Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += axe.Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_long_boxes_over_a_table_scroll_down_and_labels_stand_over_their_inputs(visit: Any) -> None:
    page = visit("/archive/messages")
    for box in ("dl.column-descriptions", ".facet-info ul"):
        wide, tall = page.evaluate(
            f"(b => [b.scrollWidth - b.clientWidth, b.clientHeight])(document.querySelector('{box}'))"
        )
        assert (wide, tall < 220) == (0, True), box
    query = visit("/archive/most_active", viewport=PHONE)
    label, field = (query.locator(f"form.sql p {name}").first.bounding_box() for name in ("label", "input"))
    assert label["y"] + label["height"] <= field["y"]
