"""What came from the clipboard or in a mail is kept as a file that is there whole or not at all."""

from __future__ import annotations

import pickle
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import main
from ingest.errors import FileUnwritable
from ingest.files.kept import keep

DATA = b"Ann Example\nSaturday\n\nThe whole thread.\n"


def test_bytes_are_kept_once(tmp_path: Path) -> None:
    path = keep(DATA, tmp_path / "ab" / "abc")
    before = path.stat().st_mtime_ns
    assert keep(DATA, path).read_bytes() == DATA
    assert path.stat().st_mtime_ns == before


def test_a_file_that_was_cut_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(DATA[:9])
    assert keep(DATA, tmp_path / "abc").read_bytes() == DATA
    assert [path.name for path in tmp_path.iterdir()] == ["abc"]


def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:9])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileUnwritable, match=r"abc: cannot be written \(No space left on device\)"):
        keep(DATA, tmp_path / "abc")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_kept_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "pasted").write_text("no folder")
    refused = CliRunner().invoke(main, [str(tmp_path / "s.db"), "-"], input=DATA)
    assert (refused.exit_code, refused.stderr.count("\n"), "cannot be written" in refused.stderr) == (1, 1, True)


def test_a_worker_can_tell_of_it() -> None:
    error = FileUnwritable("a/b", "No space left on device")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


def test_a_paste_repairs_what_an_earlier_one_left_in_part(tmp_path: Path) -> None:
    path = tmp_path / "pasted" / f"{sha256(DATA).hexdigest()}.txt"
    path.parent.mkdir()
    path.write_bytes(DATA[:9])
    assert CliRunner().invoke(main, [str(tmp_path / "s.db"), "-"], input=DATA).exit_code == 0
    assert path.read_bytes() == DATA
