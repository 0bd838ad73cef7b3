"""The Datasette plugin: which address is answered by which page, and what Datasette's own pages get from us."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from datasette import NotFound, Request, Response, hookimpl
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from publish import assets, show
from publish.cells import linked_cell
from publish.pages import home, lists, messages, moved, people, search, threads
from publish.visit import archive_name, robots

if TYPE_CHECKING:  # Datasette loads this module while its own is half loaded
    from datasette.app import Datasette

ONE = r"(?P<id>[^/]+?)(?:\.(?P<format>mbox|json|atom|txt))?"
CLOSED = "User-agent: *\nDisallow: /\n"


async def robots_txt(datasette: Datasette) -> Response:
    """Say what search engines may read: pages are for everybody, tables and searches they would read without end."""
    if robots(datasette) == "none":
        return Response.text(CLOSED)
    urls = datasette.urls
    endless = (urls.database(archive_name(datasette) or "archive"), urls.path("/search"), urls.path("/-/"))
    return Response.text("User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in endless))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Give the addresses of the reading pages."""
    return [
        (r"/$", home.home),
        (r"/about$", home.about),
        (rf"/l/{ONE}$", lists.list_page),
        (rf"/t/{ONE}$", threads.thread_page),
        (rf"/m/{ONE}$", messages.message_page),
        (rf"/p/{ONE}$", people.person_page),
        (r"/search(?:\.(?P<format>json|csv|atom|mbox))?$", search.search_page),
        (r"/search/help$", search.help_page),
        (r"/mid/(?P<header>.+)$", moved.by_header),
        (r"/robots\.txt$", robots_txt),
        (r"/-/publish/[0-9a-f]+/(?P<name>[a-z.]+)$", assets.serve),
    ]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let Datasette find our templates; those of ``--template-dir`` come first."""
    if env.loader is not None:
        env.loader = ChoiceLoader([env.loader, PackageLoader("publish")])
    env.filters.update({f"ml_{name}": filter_ for name, filter_ in show.FILTERS.items()})


@hookimpl
def extra_css_urls() -> list[str]:
    """Bring Datasette's own pages into our colours, in the dark too."""
    return [assets.address("tables.css")]


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Awaitable[Response | None] | None:
    """Say plainly that there is no such page, where the reader may see this archive at all."""
    if not isinstance(exception, NotFound) or request.path.endswith(".json"):
        return None
    return moved.nowhere(datasette, request)


@hookimpl
def render_cell(value: object, column: str, table: str | None, database: str, datasette: Datasette) -> Markup | None:
    """Lead from a row to its reading page."""
    return linked_cell(datasette, value, column, table) if database == archive_name(datasette) else None


@hookimpl
def menu_links(datasette: Datasette, request: Request | None) -> list[dict[str, str]]:
    """Lead from Datasette's pages back to the reading pages."""
    if request is None:
        return []
    return [
        {"href": datasette.urls.path("/"), "label": "Read the archive"},
        {"href": datasette.urls.path("/about"), "label": "About"},
    ]
