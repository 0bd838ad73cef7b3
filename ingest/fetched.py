"""The note that ``make fetch`` leaves in a folder: where its files come from, and what tells whether they changed there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from ingest.errors import FileUnclear
from ingest.files.sources import Stamp, published_path, stamp
from ingest.formats.piece import Piece
from ingest.ids import hyperkitty_hash
from ingest.message import MailingList, Post

NOTE = ".fetched.json"  # hidden, so that it is no source itself


@dataclass(frozen=True, slots=True)
class File:
    """A file of an archive: its address, the page of its messages (as of Part), and what the server said of it last."""

    url: str
    page: str
    label: str = ""
    etag: str = ""
    modified: str = ""
    bytes: int = 0
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Mirror:
    """A git repository of messages: its address, the last commit that was read, how many messages were read."""

    url: str
    commit: str = ""
    messages: int = 0


@dataclass(slots=True)
class Note:
    """What is known of a fetched archive. ``begun`` are the validators of files whose download broke off."""

    url: str
    kind: str = ""
    name: str = ""
    address: str = ""
    files: dict[str, File] = field(default_factory=dict)
    mirrors: dict[str, Mirror] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)

    @property
    def mailing_list(self) -> MailingList:
        """The list whose archive it is."""
        return MailingList(self.name, self.address, self.url)

    def save(self, folder: Path) -> None:
        """Write the note, whole or not at all."""
        aside = folder / f"{NOTE}.part"
        aside.write_text(json.dumps(asdict(self), indent=1, sort_keys=True), encoding="utf-8")
        aside.replace(folder / NOTE)


def note(folder: Path) -> Note | None:
    """The note in a folder, None where there is none."""
    path = folder / NOTE
    if not path.is_file():
        return None
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return replace(
            Note(**said),
            files={name: File(**each) for name, each in said["files"].items()},
            mirrors={name: Mirror(**each) for name, each in said["mirrors"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FileUnclear(path, "was not written by make fetch; remove it, and fetch the list again") from error


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a source comes from: its list, and the page of a message of it, with "{hash}" or "{mid}" for its id."""

    mailing_list: MailingList
    page: str


NOWHERE = Origin(MailingList(), "")


def origin(location: Path) -> Origin:
    """Where a file comes from; empty where it was not fetched."""
    try:
        found = _note(location.parent, stamp(location.parent / NOTE))
    except FileUnclear:  # which the next make fetch says
        return NOWHERE
    file = found.files.get(location.name) if found else None
    return Origin(found.mailing_list, file.page) if found and file else NOWHERE


def rank(location: Path) -> tuple[bool, str, str]:
    """The rank of a place among those where one source lies: one that was fetched comes first, since it says most, else by path."""
    return not origin(location).page, published_path(location), str(location)


@lru_cache(maxsize=1)
def _note(folder: Path, _: Stamp) -> Note | None:
    """The note in a folder, read once as long as it stays the same."""
    return note(folder)


def placed(post: Post, piece: Piece) -> Post:
    """The post of a fetched source with the address of its page and of its list's archive, where it does not say them itself."""
    if not piece.page:
        return post
    ours, said = piece.mailing_list, post.mailing_list
    same = {ours.name.casefold(), ours.address.partition("@")[0]} - {""}
    if not said.archive_url and same & {said.name.casefold(), said.address.partition("@")[0]}:
        said = replace(said, archive_url=ours.archive_url)
    return replace(post, mailing_list=said, url=post.url or permalink(piece.page, post.message_id))


def permalink(page: str, message_id: str) -> str:
    """The address of a message in its archive; "" where it needs a Message-ID and there is none.

    >>> permalink("https://lists.example.org/commons/{mid}/", "a/b@example.org")
    'https://lists.example.org/commons/a%2Fb@example.org/'
    """
    if "{" not in page:
        return page
    if not message_id:
        return ""
    return page.replace("{hash}", hyperkitty_hash(message_id)).replace("{mid}", quote(message_id, safe="@"))
