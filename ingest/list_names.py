"""What names a list besides header fields: the tag before a subject, and the footer below a body."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.bodies.parts import Footer
from ingest.message import MailingList
from ingest.senders import parse_sender

TAG = re.compile(
    r"\s*(?:re:\s*)?\[([\w .+-]{1,60})(?:[:,] ?\d{1,7})?\]", re.I
)  # with the number of the mail, "[commons:1234]"
# first words of tags that people, programs and gateways put there, and no list
NO_LISTS = frozenset(
    "ann announce announcement bug call cfp eilt ext external extern fwd help info news ot patch poll pull question request"
    " reminder resend rfc rfe solved spam suspected update urgent vote wip".split()
)
MORE = re.compile(r"^[^\S\n]{0,20}More information about the (\S{1,80}) mailing list[^\S\n]{0,20}$", re.M)
GROUP = re.compile(r"\b([\w.-]{1,80})\+unsubscribe@googlegroups\.com\b")
FOOTERS = {"mailman2", "mailman3"}
# the first line of Mailman's footers: 2 has the address on the next line, 3 behind two dashes
NAMED = re.compile(
    r"^[_ \t]{0,200}([\w.+-]{1,80}) (?:mailing list|maillist)(?: *-- ?|\s*\n\s*)([^\s<>]{1,80}(?: at |@)[^\s<>]{1,120})\s*$",
    re.M,
)


def list_tag(subject: str) -> str:
    """The name in the tag that a list put before a subject, "" where there is none, or one that names no list.

    >>> list_tag("Re: [commons] Poles"), list_tag("[PATCH v2] Poles")
    ('commons', '')
    """
    found = TAG.match(subject)
    return found[1] if found and found[1].split()[:1] and found[1].split()[0].casefold() not in NO_LISTS else ""


def named_at_the_foot(page: str) -> str:
    """The name of the list in the last line of Pipermail's pages, "" where there is none."""
    found = MORE.search(page)
    return found[1] if found else ""


def group_named(page: str) -> str:
    """The name of the one group whose footers of Google Groups stand on a page, "" where there is none, or more."""
    found = set(GROUP.findall(page))
    return found.pop() if len(found) == 1 else ""


def with_address(known: MailingList, footers: tuple[Footer, ...]) -> MailingList:
    """The list with the address that a footer below the body gives it, where nothing else does.

    The footer of another list is that of a mail which was forwarded, or quoted whole: it says nothing of this one.
    """
    if known.address or not known.name:
        return known
    for footer in footers:
        found = NAMED.search(footer.text) if footer.name in FOOTERS else None
        if found and found[1].casefold() == known.name.casefold():
            address = parse_sender(found[2]).address
            return replace(known, address=address) if address else known
    return known
