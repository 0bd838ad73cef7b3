"""Files that keep what came another way than as a file, named by the sha256 of their bytes: there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def keep(data: bytes, path: Path) -> Path:
    """The file at ``path``, which holds these bytes; one that was cut is written anew. Several processes may write it at once."""
    if not path.is_file() or path.stat().st_size != len(data):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            aside.write_bytes(data)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    return path
