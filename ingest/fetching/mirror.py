"""The messages of a public-inbox's git repository as mbox files: each run takes over what was committed since the last one.

A commit holds one message: in "m" (version 2), or in a file of its own, "ab/cdef..." (version 1); "d" takes one out again.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import rmtree, which
from urllib.parse import urlsplit

from ingest.errors import FetchFailed, TooLarge
from ingest.fetched import File, Mirror, Note
from ingest.fetching.web import Web, agent
from ingest.files import repositories

GIT = which("git") or "git"
LOOK = 0.5  # seconds between two looks at the size of a repository that is being cloned
HOURS = 6  # that git may take
FROM = re.compile(rb"^(>*From )", re.M)
# what git log --raw says of a message that was put in: modes, old and new blob, status, path
ADDED = re.compile(rb":\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]\t(?:m|[0-9a-f]{2}/[0-9a-f]{38})\n")


def mirror(url: str, page: str, name: str, folder: Path, note: Note, web: Web) -> int:
    """Take over what is new in the repository at an address; the number of messages, all in one new mbox file."""
    web.may_read(url)
    number = str(list(note.mirrors).index(url) if url in note.mirrors else len(note.mirrors))
    known = note.mirrors.setdefault(url, Mirror(url))
    repository = folder / f".{name}-{number}.git"
    _update(url, repository, web)
    head = _git(repository, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    if not head or head == known.commit:
        return 0
    try:
        blobs = list(_new_messages(repository, known.commit, head))
        if blobs:
            first, last = known.messages + 1, known.messages + len(blobs)
            path = folder / f"{name}-{number}.{first:07}-{last:07}.mbox"
            _write(repository, blobs, path)
            note.files[path.name] = File(url, page, bytes=path.stat().st_size, closed=True)
    except OSError as error:
        why = f"{error.strerror}; if that stays so, remove {repository.name} beside its messages, and fetch again"
        raise FetchFailed(url, why) from error
    note.mirrors[url] = Mirror(url, head, known.messages + len(blobs))
    note.save(folder)
    return len(blobs)


def _update(url: str, repository: Path, web: Web) -> None:
    """Clone the repository, or fetch what it has new. A clone goes into a ``.part`` folder first, begun anew where it broke off."""
    if (repository / "HEAD").is_file():
        _watch(url, repository, web, ["--git-dir", str(repository), "fetch", "--quiet", "--prune", "origin"])
        return
    partial = repository.with_name(f"{repository.name}.part")
    rmtree(partial, ignore_errors=True)
    _watch(url, partial, web, ["clone", "--quiet", "--mirror", url, str(partial)])
    partial.rename(repository)


def _watch(url: str, repository: Path, web: Web, command: list[str]) -> None:
    """Run git as long as its repository stays within bounds. It connects to the address that was looked at, and nowhere else."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    addresses = ",".join(web.guard.addresses(parts.hostname or ""))
    settings = {
        "protocol.allow": "never",
        f"protocol.{parts.scheme}.allow": "always",
        "http.followRedirects": "false",
        "http.curloptResolve": f"{parts.hostname}:{port}:{addresses}",  # since git 2.37
        "http.userAgent": agent(),
        "http.lowSpeedLimit": "1000",
        "http.lowSpeedTime": "60",
        "gc.auto": "0",
    }
    options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    until = time.monotonic() + HOURS * 3600
    with subprocess.Popen(  # noqa: S603
        [GIT, *options, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment(), text=True
    ) as git:
        while True:
            try:
                _, errors = git.communicate(timeout=LOOK)
                break
            except subprocess.TimeoutExpired:
                if _size(repository) > web.manners.largest or time.monotonic() > until:
                    git.kill()
                    git.communicate()
                    raise TooLarge(url, web.manners.largest) from None
    if git.returncode:
        said = next((line for line in errors.splitlines() if line.startswith("fatal:")), errors.strip()[-200:])
        raise FetchFailed(url, f"git could not read it ({said.removeprefix('fatal: ')})")


def _environment() -> dict[str, str]:
    """Surroundings in which git asks nobody for a password and reads no settings but ours."""
    kept = {
        name: value for name, value in os.environ.items() if not name.upper().startswith(("GIT_", "HTTP", "ALL_PROXY"))
    }
    return kept | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "LC_ALL": "C",
    }


def _size(folder: Path) -> int:
    """Bytes of a folder that something else writes into."""
    total = 0
    for here, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # gone since it was listed
                total += Path(here, name).stat().st_size
    return total


def _git(repository: Path, *command: str) -> str:
    """What git says of a repository that lies here; "" where it fails."""
    return subprocess.run(  # noqa: S603
        [GIT, "--git-dir", str(repository), *command], capture_output=True, text=True, check=False, env=_environment()
    ).stdout


def _new_messages(repository: Path, since: str, head: str) -> Iterator[tuple[bytes, int]]:
    """Blob and time of commit of each message that came in after a commit, oldest first; OSError where git fails."""
    after = (
        [f"^{since}"] if since and _git(repository, "rev-parse", "--verify", "--quiet", f"{since}^{{commit}}") else []
    )
    command = ["log", "--reverse", "--raw", "--no-renames", "--no-abbrev", "--format=%ct", head, *after]
    committed = 0
    with repositories.git(repository, *command) as lines:
        for line in lines:
            if line.strip().isdigit():
                committed = int(line)
            elif found := ADDED.fullmatch(line):
                yield found[1], committed


def _write(repository: Path, blobs: Sequence[tuple[bytes, int]], path: Path) -> None:
    """The blobs as an mbox, "From " lines in bodies marked with ">" (mboxrd); the file takes its name when it is whole."""
    partial = path.with_name(f".{path.name}.part")
    asked = b"".join(blob + b"\n" for blob, _ in blobs)
    with repositories.git(repository, "cat-file", "--batch", given=asked) as output, partial.open("wb") as out:
        for _, committed in blobs:
            size = repositories.size_of(output.readline())
            mail = FROM.sub(rb">\1", output.read(size + 1).rstrip(b"\n"))
            out.write(f"From mboxrd@z {time.asctime(time.gmtime(committed))}\n".encode() + mail + b"\n\n")
    partial.replace(path)
