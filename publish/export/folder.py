"""A folder that any Datasette serves: the archive, its titles, this plugin as a wheel, and the settings."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import yaml

SETTINGS = {
    "facet_time_limit_ms": 1000,
    "truncate_cells_html": 200,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 2000,
    "suggest_facets": False,  # each asks for a count of every column: 1.3 of 1.6 seconds of a table's page
}
EXTRA_OPTIONS = " ".join(f"--setting {name} {int(value)}" for name, value in SETTINGS.items())
DATABASE = "archive.db"

DOCKERFILE = """\
FROM python:3.13-slim
WORKDIR /archive
COPY requirements.txt constraints.txt ./
COPY wheel wheel
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
ENV PORT=8001
EXPOSE 8001
CMD ["sh", "-c", "exec datasette serve . --host 0.0.0.0 --port $PORT"]
"""

README = """\
# An archive, ready to be served

On a machine with Python 3.11 or newer:

    python3 -m venv venv
    venv/bin/pip install -r requirements.txt
    venv/bin/datasette serve . --port 8001

In a container:

    docker build -t archive .
    docker run -p 8001:8001 archive

With one of the hosts that Datasette knows (`datasette publish --help`), from within this folder:

    datasette publish cloudrun {database} --service archive --metadata metadata.yml \\
      --static wheel:wheel --install {wheel} \\
      --extra-options '{options}'

`{database}` is all that changes when the archive grows: put the new one in its place, and take `inspect-data.json` away or
write it anew with `datasette inspect {database} --inspect-file inspect-data.json`.
"""


def write(archive: Path, folder: Path, metadata: Path, wheel: Path, constraints: Path) -> None:
    """Write the folder; it is there, and empty."""
    shutil.copyfile(archive, folder / DATABASE)
    shutil.copyfile(metadata, folder / "metadata.yml")
    (folder / "wheel").mkdir()
    shutil.copyfile(wheel, folder / "wheel" / wheel.name)
    shutil.copyfile(constraints, folder / "constraints.txt")
    told = yaml.safe_load(metadata.read_text(encoding="utf-8")) or {}
    required = f"-c constraints.txt\n./wheel/{wheel.name}\ndatasette=={version('datasette')}\n"
    texts = {
        "settings.json": json.dumps(SETTINGS, indent=2) + "\n",
        "datasette.yml": yaml.safe_dump(told | {"settings": SETTINGS}, allow_unicode=True, sort_keys=False),  # for 1.0
        "inspect-data.json": json.dumps(inspected(folder / DATABASE), indent=2) + "\n",
        "requirements.txt": required,
        "Dockerfile": DOCKERFILE,
        ".dockerignore": "venv\n",
        "README.md": README.format(database=DATABASE, wheel=f"wheel/{wheel.name}", options=EXTRA_OPTIONS),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def inspected(archive: Path) -> dict[str, object]:
    """Give what ``datasette inspect`` tells: with it the file is taken as one that never changes, and may be downloaded."""
    with closing(sqlite3.connect(f"{archive.absolute().as_uri()}?mode=ro", uri=True)) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        tables = {name: {"count": db.execute(f'select count(*) from "{name}"').fetchone()[0]} for name in names}  # noqa: S608
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {archive.stem: {"hash": digest, "size": archive.stat().st_size, "file": archive.name, "tables": tables}}
