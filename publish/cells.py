"""Cells of Datasette's tables that lead to the reading pages: views and queries have no links of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from dedupe.schema import VIEWS

if TYPE_CHECKING:  # Datasette loads this module while its own is half loaded
    from datasette.app import Datasette

# column of a view or a query -> the page that shows what it names
PAGES = {
    "message": "m",
    "other_message": "m",
    "inside": "m",
    "reply_to": "m",
    "thread": "t",
    "list": "l",
    "person": "p",
}
# table -> the page of its rows
ROWS = {"messages": "m", "threads": "t", "lists": "l", "people": "p"}
ID = re.compile(r"[a-z2-7]{12}")


def linked_cell(datasette: Datasette, value: object, column: str, table: str | None) -> Markup | None:
    """Give the cell with a link to the page of what it names, None where there is none."""
    if not isinstance(value, str) or not value:
        return None
    page = ROWS.get(table or "") if column == "id" else PAGES.get(column) if table is None or table in VIEWS else None
    if page is None or (page != "l" and not ID.fullmatch(value)):
        return None
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"/{page}/{quote(value, safe='')}"), value)
