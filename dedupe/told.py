"""What only a person knows, told in files beside the databases: ``people.yml``, ``lists.yml`` and ``redactions.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from dedupe import lists as lists_
from dedupe import people as people_
from dedupe.published.blacken import has_words
from dedupe.redactions import Redactions
from ingest.errors import FileUnclear

FILES = ("people.yml", "lists.yml", "redactions.yml")
FIELDS = {"people": ("name", "also"), "lists": ("name", "address", "archive", "also")}


def people(folder: Path) -> list[people_.Told]:
    """The people told of in ``people.yml`` of a folder, none where there is no such file.

    Each entry has a ``name``, and under ``also`` other names and addresses of the same person.
    """
    path = folder / "people.yml"
    return [people_.Told(_text(each, "name"), _also(path, number, each)) for number, each in _entries(path, "people")]


def lists(folder: Path) -> list[lists_.Told]:
    """The lists told of in ``lists.yml`` of a folder, none where there is no such file.

    Each entry has a ``name``; it may have an ``address``, the address of its ``archive`` on the web, and under ``also`` former
    addresses and other names.
    """
    path = folder / "lists.yml"
    found = []
    for number, each in _entries(path, "lists"):
        archive = _text(each, "archive")
        if archive and not archive.startswith(("http://", "https://")):
            raise FileUnclear(path, f"entry {number}: under archive, an address that begins with https:// is wanted")
        told = lists_.Told(_text(each, "name"), _text(each, "address").lower(), archive, _also(path, number, each))
        found.append(told)
    return found


def _entries(path: Path, what: str) -> Iterator[tuple[int, dict[str, object]]]:
    """The entries of a file with their numbers; each has a name."""
    entries = _read(path, yaml.SafeLoader) or []
    if not isinstance(entries, list):
        raise FileUnclear(path, f"a list of {what} is wanted, each with a name")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise FileUnclear(path, f"entry {number} has no name")
        for field, value in entry.items():
            if field not in FIELDS[what]:
                raise FileUnclear(path, f"entry {number}: {field!r} is none of {', '.join(FIELDS[what])}")
            if field != "also" and not isinstance(value, str):
                raise FileUnclear(path, f"entry {number}: under {field}, a text is wanted")
        yield number, entry


def redactions(folder: Path) -> Redactions:
    """What ``redactions.yml`` of a folder says is to stand nowhere: lists under ``messages``, ``people`` and ``words``."""
    path = folder / "redactions.yml"
    told = _read(path, yaml.BaseLoader) or {}  # all of it text: "0123" is no number there
    kinds = Redactions.__dataclass_fields__
    if not isinstance(told, dict) or not told.keys() <= kinds.keys():
        raise FileUnclear(path, f"lists under {', '.join(kinds)} are wanted, and nothing else")
    return Redactions(**{kind: _listed(path, kind, told[kind] or []) for kind in told})


def _listed(path: Path, kind: str, entries: object) -> tuple[str, ...]:
    if not isinstance(entries, list) or not all(isinstance(each, str) and has_words(each) for each in entries):
        raise FileUnclear(path, f"under {kind}, a list is wanted, each entry with a letter or a digit")
    return tuple(each.strip() for each in entries)


def _read(path: Path, loader: type[yaml.SafeLoader | yaml.BaseLoader]) -> object:
    """What a YAML file holds; None where there is no such file."""
    if not path.is_file():
        return None
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - neither makes objects
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FileUnclear(path, " ".join(str(error).split())) from error


def _text(entry: dict[str, object], field: str) -> str:
    return str(entry.get(field, "")).strip()


def _also(path: Path, number: int, entry: dict[str, object]) -> tuple[str, ...]:
    also = entry.get("also") or []
    if not isinstance(also, list) or not all(isinstance(each, str) for each in also):
        raise FileUnclear(path, f"entry {number}: under also, a list of names and addresses is wanted")
    return tuple(also)
