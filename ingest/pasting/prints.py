"""What archives and mail programs print above a message: who wrote it and when, in each program's own form.

``find_prints`` gives the printed heads of a page in order. Each form (in ``archives``, ``hyperkitty``, ``mhonarc``, ``sites``,
``whole_heads``, ``mailers``, ``conversations``, ``boards`` and ``forums``) is one function that looks at the lines from one on, and
that asks for a sender and a time together, or a number, because a name alone or a date alone is in every text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.pasting import hyperkitty, mhonarc, whole_heads
from ingest.pasting.archives import hypermail, pipermail
from ingest.pasting.boards import SYNCHRONET, discourse, hackorum, newsgroup, synchronet
from ingest.pasting.conversations import GMAIL, gmail_print, name_over_date
from ingest.pasting.forums import google_before_2020, groups_io, narkive, plain_discourse
from ingest.pasting.mailers import SAVED, block, table
from ingest.pasting.rows import Print, Row
from ingest.pasting.sites import (
    APACHE,
    FREELISTS,
    IETF,
    MAIL_ARCHIVE,
    MOD_MBOX,
    OPENWALL,
    PONY_MAIL,
    SOURCEFORGE,
    apache,
    freelists,
    ietf,
    mail_archive,
    mail_archive_search,
    mod_mbox,
    openwall,
    pony_mail,
    sourceforge,
)

# forms that no other text has; a page has but one
CERTAIN = {
    IETF,
    MAIL_ARCHIVE,
    APACHE,
    OPENWALL,
    PONY_MAIL,
    MOD_MBOX,
    SOURCEFORGE,
    FREELISTS,
    GMAIL,
    SAVED,
    SYNCHRONET,
    mhonarc.BY,
    whole_heads.BY,
    "hypermail",
    hyperkitty.BY,
    hyperkitty.BY_MONTH,
    "Pipermail",
}

Form = Callable[[Sequence[Row], int, Sequence[Print]], Print | None]
# The most telling first; each costs a look at two or three lines
FORMS: tuple[Form, ...] = (
    mhonarc.mhonarc,
    mhonarc.framed,
    hypermail,
    mail_archive,
    mail_archive_search,
    ietf,
    openwall,
    apache,
    pony_mail,
    mod_mbox,
    sourceforge,
    freelists,
    hyperkitty.hyperkitty,
    hyperkitty.hyperkitty_month,
    pipermail,
    whole_heads.whole_head,
    gmail_print,
    block,
    table,
    name_over_date,
    synchronet,
    discourse,
    hackorum,
    plain_discourse,
    groups_io,
    google_before_2020,
    narkive,
    newsgroup,
)


def find_prints(rows: Sequence[Row]) -> list[Print]:
    """The printed heads of a page, none overlapping."""
    prints: list[Print] = []
    at = 0
    while at < len(rows):
        found = next((p for form in FORMS if (p := form(rows, at, prints)) is not None), None)
        if found is None:
            at += 1
        else:
            prints.append(found)
            at = found.last + 1
    certain = next((found.by for found in prints if found.by in CERTAIN), "")
    return [found for found in prints if found.by == certain] if certain else prints
