"""The site as the tests visit it: Datasette in this process over the archive of ``archive_fixture``."""

from __future__ import annotations

import asyncio
import atexit
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import archive_fixture
import httpx
import yaml
from datasette.app import Datasette
from datasette.plugins import pm

import publish.plugin
from publish.allowed import HAS_CONFIG

METADATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "metadata.yml").read_text(encoding="utf-8"))
RUNNER = asyncio.Runner()
atexit.register(RUNNER.close)

if not pm.is_registered(publish.plugin):  # it is, where the project is installed
    pm.register(publish.plugin, "publish.plugin")


@cache
def archive(kind: str = "full") -> Path:
    """Build the archive once: full, of a few messages, empty of them, or with a long thread."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "archive.db"
    return archive_fixture.build(
        path, {"empty": [], "few": archive_fixture.MAILS, "long": archive_fixture.long_thread()}.get(kind)
    )


def site(kind: str = "full", settings: dict[str, Any] | None = None, **metadata: Any) -> Datasette:
    """Give a Datasette over the archive; ``metadata`` is put over that of the project."""
    told = METADATA | metadata
    config = {"config": told} if HAS_CONFIG else {}  # 1.0 reads queries and permissions from there
    return Datasette([str(archive(kind))], metadata=told, settings=settings, **config)


@cache
def plain_site() -> Datasette:
    return site()


def get(path: str, where: Datasette | None = None, **options: Any) -> httpx.Response:
    """Give the answer of the site to one request."""
    visited = where or plain_site()

    async def ask() -> httpx.Response:
        await visited.invoke_startup()
        response: httpx.Response = await visited.client.get(path, **options)
        return response

    return RUNNER.run(ask())
