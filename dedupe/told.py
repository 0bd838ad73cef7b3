"""What only a person knows, told in files beside the databases: ``people.yml``."""

from __future__ import annotations

from pathlib import Path

import yaml

from dedupe.people import Told
from ingest.errors import FileUnclear


def people(folder: Path) -> list[Told]:
    """The people told of in ``people.yml`` of a folder, none where there is no such file.

    Each entry has a ``name``, and under ``also`` other names and addresses of the same person.
    """
    path = folder / "people.yml"
    if not path.is_file():
        return []
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FileUnclear(path, " ".join(str(error).split())) from error
    if not isinstance(entries, list):
        raise FileUnclear(path, "a list of people is wanted, each with a name")
    return [_person(path, number, entry) for number, entry in enumerate(entries, 1)]


def _person(path: Path, number: int, entry: object) -> Told:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise FileUnclear(path, f"entry {number} has no name")
    also = entry.get("also") or []
    if not isinstance(also, list) or not all(isinstance(each, str) for each in also):
        raise FileUnclear(path, f"entry {number}: under also, a list of names and addresses is wanted")
    return Told(entry["name"], tuple(also))
