"""The style sheets and the script, served from the package under an address that changes with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from datasette import Request, Response

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
NAMES = ("pages.css", "tables.css", "pages.js", "find.js", "icon.svg")


@cache
def content(name: str) -> str:
    """Give the content of one file of ``static/``."""
    return (files("publish") / "static" / name).read_text(encoding="utf-8")


@cache
def address(name: str) -> str:
    """Give the path under which a file is served; a browser may keep it for ever."""
    digest = hashlib.sha256(content(name).encode()).hexdigest()[:8]
    return f"/-/publish/{digest}/{name}"


async def serve(request: Request) -> Response:
    """Serve one of the files."""
    name = request.url_vars["name"]
    if name not in NAMES:
        return Response.text("There is no such file", status=404)
    headers = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}
    return Response(content(name), headers=headers, content_type=TYPES[name.rpartition(".")[2]])
