"""The folder that ``make publish`` makes is what Datasette, a container and a host take."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from archive_fixture import key
from click.testing import CliRunner
from datasette.app import Datasette
from datasette.utils import temporary_docker_directory
from publish_site import archive, get

from publish.cli import main
from publish.export.folder import SETTINGS

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("publish")
    wheel = made / "each_note_once-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"stands for the built project")
    files = ["--metadata", ROOT / "metadata.yml", "--wheel", wheel, "--constraints", ROOT / "requirements.lock"]
    asked = [str(part) for part in ["folder", archive(), made / "folder", *files]]
    for _ in range(2):  # it is written anew
        CliRunner().invoke(main, asked, catch_exceptions=False)
    return made / "folder"


def test_datasette_serves_the_folder_as_it_is(folder: Path) -> None:
    site = Datasette([], config_dir=folder)
    asyncio.run(site.invoke_startup())
    assert {name: site.setting(name) for name in SETTINGS} == SETTINGS
    assert not site.get_database("archive").is_mutable
    assert get("/", site).status_code == 200
    assert get(f"/t/{key('essay')}", site).status_code == 200
    assert get("/archive/most_repeated", site).status_code == 200
    assert json.loads(get("/archive.json", site).text)["tables"]


def test_make_serves_with_the_same_settings() -> None:
    serve = (ROOT / "Makefile").read_text(encoding="utf-8").replace(" off", " 0")
    assert [name for name, value in SETTINGS.items() if f"--setting {name} {int(value)}" not in serve] == []


def test_a_container_finds_all_that_it_copies(folder: Path) -> None:
    dockerfile = (folder / "Dockerfile").read_text(encoding="utf-8")
    copied = [name for line in re.findall("^COPY (.*) ", dockerfile, re.MULTILINE) for name in line.split()]
    assert [name for name in copied if not (folder / name).exists()] == []
    required = (folder / "requirements.txt").read_text(encoding="utf-8").split()
    assert (folder / required[1]).is_file()
    assert (folder / required[2]).is_file()


def test_a_host_of_datasette_is_given_the_wheel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``datasette publish`` packs it, with the options that the README names."""
    told = (folder / "README.md").read_text(encoding="utf-8")
    mount, path = re.findall(r"--static (\w+):(\w+)", told)[0]
    install = re.findall(r"--install (\S+)", told)
    options = re.findall("--extra-options '(.*)'", told)[0]
    monkeypatch.chdir(folder)
    with (
        (folder / "metadata.yml").open() as metadata,
        temporary_docker_directory(
            ["archive.db"], "x", metadata, options, None, None, None, [(mount, path)], install, False, None, "secret"
        ) as packed,
    ):
        assert (Path(packed) / install[0]).is_file()
        assert f"pip install -U datasette {install[0]}" in (Path(packed) / "Dockerfile").read_text(encoding="utf-8")
        assert "--setting sql_time_limit_ms 2000" in (Path(packed) / "Dockerfile").read_text(encoding="utf-8")
