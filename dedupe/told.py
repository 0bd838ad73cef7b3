"""What only a person knows, told in files beside the databases: ``people.yml`` and ``redactions.yml``."""

from __future__ import annotations

from pathlib import Path

import yaml

from dedupe.blacken import has_words
from dedupe.people import Told
from dedupe.redactions import Redactions
from ingest.errors import FileUnclear


def people(folder: Path) -> list[Told]:
    """The people told of in ``people.yml`` of a folder, none where there is no such file.

    Each entry has a ``name``, and under ``also`` other names and addresses of the same person.
    """
    path = folder / "people.yml"
    entries = _read(path) or []
    if not isinstance(entries, list):
        raise FileUnclear(path, "a list of people is wanted, each with a name")
    return [_person(path, number, entry) for number, entry in enumerate(entries, 1)]


def redactions(folder: Path) -> Redactions:
    """What ``redactions.yml`` of a folder says is to stand nowhere: lists under ``messages``, ``people`` and ``words``."""
    path = folder / "redactions.yml"
    told = _read(path) or {}
    kinds = Redactions.__dataclass_fields__
    if not isinstance(told, dict) or not told.keys() <= kinds.keys():
        raise FileUnclear(path, f"lists under {', '.join(kinds)} are wanted, and nothing else")
    return Redactions(**{kind: _entries(path, kind, told[kind] or []) for kind in told})


def _entries(path: Path, kind: str, entries: object) -> tuple[str, ...]:
    if not isinstance(entries, list) or not all(isinstance(each, str) and has_words(each) for each in entries):
        raise FileUnclear(path, f"under {kind}, a list is wanted, each entry with a letter or a digit")
    return tuple(each.strip() for each in entries)


def _read(path: Path) -> object:
    """What a YAML file holds, all of it text: "0123" is no number here; None where there is no such file."""
    if not path.is_file():
        return None
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text, lists, mappings
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FileUnclear(path, " ".join(str(error).split())) from error


def _person(path: Path, number: int, entry: object) -> Told:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise FileUnclear(path, f"entry {number} has no name")
    also = entry.get("also") or []
    if not isinstance(also, list) or not all(isinstance(each, str) for each in also):
        raise FileUnclear(path, f"entry {number}: under also, a list of names and addresses is wanted")
    return Told(entry["name"], tuple(also))
