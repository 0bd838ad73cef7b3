"""Files that keep what came another way than as a file, named by the sha256 of their bytes: there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.errors import FileUnwritable


def keep(data: bytes, path: Path) -> Path:
    """The file at ``path``, which holds these bytes; one that was cut is written anew. Several processes may write it at once."""
    try:
        if not path.is_file() or path.stat().st_size != len(data):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(data, path)
    except OSError as error:
        raise FileUnwritable(path, error.strerror or str(error)) from error
    return path


def _write(data: bytes, path: Path) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
