"""A file of an archive onto the disk: only where it is new or changed, and going on where an earlier run broke off."""

from __future__ import annotations

import gzip
import zlib
from enum import StrEnum
from filecmp import cmp
from pathlib import Path

import httpx

from ingest.errors import FetchFailed, TooLarge
from ingest.fetched import File, Note
from ingest.fetching.archive import Part
from ingest.fetching.web import Web, said
from ingest.files.unpack import CHUNK

ATTEMPTS = 4  # at a body that breaks off
GONE = {404, 410}
RANGE_NOT_SATISFIABLE = 416
GZIP = b"\x1f\x8b"


class Outcome(StrEnum):
    """What became of a part."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "as before"
    EMPTY = "without mail"
    MISSING = "not there"


def download(part: Part, folder: Path, note: Note, web: Web) -> Outcome:
    """Bring one part up to date; the note says afterwards what is known of it."""
    path = folder / part.name
    known = note.files.get(part.name)
    if known and not (_size(path) == known.bytes and known.url == part.url):
        known = None
    if known and known.closed and part.closed and known.label == part.label:
        return Outcome.SAME
    for _ in range(ATTEMPTS):
        try:
            return _load(part, path, known, note, web)
        except httpx.RequestError as error:
            why = str(error) or type(error).__name__
    raise FetchFailed(part.url, f"broke off {ATTEMPTS} times ({why}); run again to go on where it stopped")


def _size(path: Path) -> int:
    """Bytes of a file; 0 where it is not there, as that of a month without mail is not."""
    return path.stat().st_size if path.is_file() else 0


def _load(part: Part, path: Path, known: File | None, note: Note, web: Web) -> Outcome:
    """Ask once. What arrives goes into a hidden ``.part`` file, which takes its name when it is whole."""
    partial = path.with_name(f".{path.name}.part")
    with web.open(part.url, _headers(known, partial, note.begun.get(path.name, ""))) as response:
        status = response.status_code
        if status == httpx.codes.NOT_MODIFIED and known:
            note.files[path.name] = _file(part, response, known.bytes, known)
            note.save(path.parent)
            return Outcome.SAME
        if status == RANGE_NOT_SATISFIABLE and partial.exists():
            partial.unlink()
            raise httpx.ReadError("the file there is another one now")
        if status in GONE:
            return Outcome.MISSING
        if status not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
            raise FetchFailed(part.url, said(status))
        _begin(path, note, response)
        _write(response, partial, web.manners.largest)
        if not {"content-length", "transfer-encoding"} & response.headers.keys() and _ends_in_the_middle(partial):
            raise httpx.ReadError("the packed file ends in the middle")
        return _finish(part, path, partial, note, response)


def _headers(known: File | None, partial: Path, validator: str) -> dict[str, str]:
    """What the server is told of what is here: all of it, a part of it, or nothing."""
    headers = {"Accept-Encoding": "identity"}
    if partial.is_file() and partial.stat().st_size and validator:
        return headers | {"Range": f"bytes={partial.stat().st_size}-", "If-Range": validator}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def _begin(path: Path, note: Note, response: httpx.Response) -> None:
    """Note what will tell, if this breaks off, whether the rest still belongs to it (RFC 9110, 13.1.5: no weak ETag does)."""
    etag = response.headers.get("etag", "")
    note.begun[path.name] = etag if etag and not etag.startswith("W/") else response.headers.get("last-modified", "")
    note.save(path.parent)


def _write(response: httpx.Response, partial: Path, largest: int) -> None:
    """The body into the partial file, behind what is there where the server sends the rest only."""
    going_on = response.status_code == httpx.codes.PARTIAL_CONTENT
    start = partial.stat().st_size if going_on else 0
    if going_on and not response.headers.get("content-range", "").startswith(f"bytes {start}-"):
        partial.unlink()
        raise httpx.ReadError("the server sent another range than was asked for")
    if start + int(response.headers.get("content-length", "0") or 0) > largest:
        raise TooLarge(response.url, largest)
    with partial.open(
        "ab" if going_on else "wb", buffering=0
    ) as file:  # what arrived is there, even where this is killed
        for chunk in response.iter_raw():
            start += len(chunk)
            if start > largest:
                file.truncate(0)
                raise TooLarge(response.url, largest)
            file.write(chunk)


def _ends_in_the_middle(partial: Path) -> bool:
    """True for a gzip file without its end: where a server tells no length, only this shows that a connection was lost."""
    with partial.open("rb") as file:
        if file.read(2) != GZIP:
            return False
    try:
        with gzip.open(partial) as packed:
            while packed.read(CHUNK):
                pass
    except EOFError:
        return True
    except (OSError, zlib.error):  # damaged there already: reading it says so
        return False
    return False


def _is_empty(partial: Path) -> bool:
    """True for a file with nothing in it, packed or not."""
    with partial.open("rb") as file:
        packed = file.read(2) == GZIP
    try:
        with gzip.open(partial) if packed else partial.open("rb") as file:
            return not file.read(1)
    except (OSError, EOFError, zlib.error):  # damaged, which reading it will say
        return False


def _finish(part: Part, path: Path, partial: Path, note: Note, response: httpx.Response) -> Outcome:
    """Give the file its name; one with the same bytes as before is left as it was, so that nobody reads it again.

    An empty one is not kept, and takes nothing away that was there before: HyperKitty packs a month without mail too.
    """
    outcome = Outcome.CHANGED if path.exists() else Outcome.NEW
    if _is_empty(partial):
        partial.unlink()
        outcome = Outcome.SAME if path.exists() else Outcome.EMPTY
    elif outcome is Outcome.CHANGED and cmp(partial, path, shallow=False):
        partial.unlink()
        outcome = Outcome.SAME
    else:
        partial.replace(path)
    note.files[path.name] = _file(part, response, _size(path))
    note.begun.pop(path.name, None)
    note.save(path.parent)
    return outcome


def _file(part: Part, response: httpx.Response, size: int, before: File | None = None) -> File:
    """What is known of the file now; what the server does not say again with "304 Not Modified" stays."""
    return File(
        url=part.url,
        page=part.page,
        label=part.label,
        etag=response.headers.get("etag", before.etag if before else ""),
        modified=response.headers.get("last-modified", before.modified if before else ""),
        bytes=size,
        closed=part.closed,
    )
