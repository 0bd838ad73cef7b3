"""What an archive on the web is, whatever keeps it: a list, and the files that hold its messages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.message import MailingList

UNSAFE = re.compile(r"[^\w.@+=-]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an archive.

    ``label`` is what the archive's page says of it: the same label, the same bytes. ``page`` is where a reader finds its
    messages, with "{hash}" or "{mid}" for what tells one from another. A ``closed`` part gets no more messages.
    """

    name: str
    url: str
    page: str
    label: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive of one list: its parts, or the git repositories that hold its messages, oldest first."""

    kind: str
    mailing_list: MailingList
    parts: tuple[Part, ...] = ()
    repositories: tuple[str, ...] = ()
    page: str = ""  # of the messages in repositories, as of Part


def file_name(text: str) -> str:
    """A name from the web as that of a file: in its folder, not hidden, not empty.

    >>> file_name("../../etc/passwd"), file_name("commons@lists.example.org")
    ('etc-passwd', 'commons@lists.example.org')
    """
    return UNSAFE.sub("-", text).lstrip(".-") or "list"
