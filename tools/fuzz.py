"""Look for bytes that break a reader, guided by coverage: ``python tools/fuzz.py TARGET [-max_total_time=300]``.

TARGET is the name of a format, or "unpack", or "digest". Needs atheris (``pip install atheris``), which is in no extra: it
has no wheel for every system. What is found lies in a file crash-...; it becomes a test. "Message could not be read" counts as
broken, since only what nobody thought of is said in these words; a page of 64 KB that takes 10 seconds does too.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path, PurePath

import atheris

with atheris.instrument_imports(include=["ingest", "zipfile", "tarfile", "email"]):
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from ingest import digests, formats, steps
    from ingest.files import containers, unpack
    from ingest.message import Post, Problem
    from ingest.pipeline import read_job
    from ingest.steps import Job

ROOT = Path(__file__).parent.parent
EXPECTED = ("NestedTooDeep",)  # what may be said of a message without being a fault


def unpacks(data: bytes) -> None:
    """Compressed files and archives of files, two deep."""
    room = unpack.Room(1 << 22, 100)
    with unpack.unpacked(data, room) as (plain, _):
        kind = containers.kind(plain)
        for member in islice(containers.members(kind, plain, room), 100) if kind else ():
            if isinstance(member, containers.Member):
                with containers.taken_out(member, room):
                    pass


def bursts(data: bytes) -> None:
    """A digest's parts are its text."""
    text = data.decode("utf-8", "replace")
    found = digests.split(text)
    assert found is None or found.masthead + "".join(found.messages) + found.footer == text  # noqa: S101
    list(digests.burst(Post("0-1", "", text=text)))


def read(name: str) -> Callable[[bytes], None]:
    """What a format makes of the bytes, and of what is taken apart after it."""
    form = formats.named(name)

    def reads(data: bytes) -> None:
        form.detect(data[: formats.HEAD], PurePath("x"))
        for start, end in form.pieces(data):
            job = Job("fuzz", name, steps.Piece(data[start:end], start))
            for problem in read_job(job).problems:
                check(problem)

    return reads


def check(problem: Problem) -> None:
    """Raise where a message broke its reader."""
    if problem.what == "message could not be read" and not problem.detail.startswith(EXPECTED):
        raise AssertionError(problem)


def seeds(folder: Path) -> None:
    """Write what to begin with: the sample as it is, packed, and cut to a mail."""
    files = [path for path in (ROOT / "data" / "sample").rglob("*") if path.is_file()]
    for number, path in enumerate(files):
        data = path.read_bytes()[:30_000]
        (folder / f"{number}").write_bytes(data)
        (folder / f"{number}.eml").write_bytes(data.partition(b"\n")[2][:4_000])
        for name, pack in (
            ("gz", gzip.compress),
            ("xz", lzma.compress),
            ("bz2", bz2.compress),
            ("zst", unpack.zstd.compress),
        ):
            (folder / f"{number}.{name}").write_bytes(pack(data[:4_000]))
    for name, opener in (("zip", zipfile.ZipFile), ("tar", tarfile.open)):
        with opener(folder / f"all.{name}", "w") as archive:
            for path in files[:3]:
                archive.write(path, path.name) if name == "zip" else archive.add(path, path.name)


def main() -> None:
    """Fuzz one target, from the sample on."""
    target, *options = sys.argv[1:]
    one = {"unpack": unpacks, "digest": bursts}.get(target) or read(target)
    with tempfile.TemporaryDirectory() as corpus:
        seeds(Path(corpus))
        atheris.Setup([sys.argv[0], corpus, "-max_len=65536", "-timeout=10", *options], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
