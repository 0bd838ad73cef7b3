"""Pages of archives for lists of many hosts as text: The Mail Archive (mail-archive.com), the IETF's Mail Archive, Apache's,
Openwall's, SourceForge's and FreeLists'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import headers, times
from ingest.dates.written import find_date
from ingest.message import Attachment, SentBasis
from ingest.pasting.archives import whole_date
from ingest.pasting.rows import Print, Row, last_by
from ingest.pasting.whole_heads import header
from ingest.senders import parse_sender
from ingest.subjects import base

MAIL_ARCHIVE, IETF = "The Mail Archive", "the IETF's Mail Archive"
APACHE, PONY_MAIL, OPENWALL = "lists.apache.org", "Pony Mail", "lists.openwall.net"
SOURCEFORGE, FREELISTS, MOD_MBOX = "SourceForge", "FreeLists", "mod_mbox"
LONGEST_TEXT = 5_000  # rows of a message looked at for the foot of its page
RULE = 47 * "_"  # of Mailman
FOOT = 80  # rows that links to other messages may take


# -- The Mail Archive: "Ann Example via commons Sat, 01 Nov 2025 07:49:07 -0800" under the subject ------------------------

_SENDER_AND_DATE = re.compile(
    r"^(\S.{0,120}?) ((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4})$"
)
_ANSWER = "Reply via email to"
_LINK = re.compile(r"^(?:(?:Previous message|View by thread|View by date|Next message)\s?){1,4}$")
_LIST = re.compile(r"^(\S{1,100}) - all messages$")
_IDENTIFIER = re.compile(r"^[^\s<>@]{1,500}@[^\s<>@]{1,250}$")


def mail_archive(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Subject, sender and time; the foot of the page tells the list and the Message-ID."""
    found = _SENDER_AND_DATE.match(rows[at + 1].text) if at + 1 < len(rows) else None
    answer = _below(rows, at + 2) if found else None
    if found is None or answer is None:
        return None
    foot = [row.text for row in rows[answer : answer + 30]]
    name = next(filter(None, map(_LIST.match, foot)), None)
    identifier = next(filter(_IDENTIFIER.match, foot), "")
    sent = times.parse(found[2])
    sender = headers.author({"from": [found[1]]})
    listed = name[1] if name else ""
    return Print(at, at + 1, MAIL_ARCHIVE, sender, sent, SentBasis.PAGE, rows[at].text, identifier, list_name=listed)


# its search shows whole messages, each under its subject and "2025-11-01 Thread Ann Example"
_DAY_AND_SENDER = re.compile(r"^(\d{4}-\d\d-\d\d) Thread (\S.{0,120})$")


def mail_archive_search(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Subject, sender and day of a message that a search found."""
    found = _DAY_AND_SENDER.match(rows[at + 1].text) if at + 1 < len(rows) else None
    day = find_date(found[1]) if found else None
    if found is None or day is None or day.sent is None:
        return None
    sender = headers.author({"from": [found[2]]})
    return Print(at, at + 1, MAIL_ARCHIVE, sender, day.sent.date(), subject=rows[at].text)


def _below(rows: Sequence[Row], first: int) -> int | None:
    """The row over the form for an answer, which ends each page."""
    ahead = range(first, min(len(rows), first + LONGEST_TEXT))
    return next((at for at in ahead if rows[at].text == _ANSWER), None)


def mail_archive_foot(rows: Sequence[Row], first: int, end: int) -> int:
    """The row under which a page of The Mail Archive has no more of the message."""
    answer = next((at for at in range(first, end) if rows[at].text == _ANSWER), end)
    links = [at for at in range(max(first, answer - FOOT), answer) if _LINK.match(rows[at].text)]
    return links[0] if links else answer


# its search leaves three underscores of a rule, or two; a footer is told by its rule
_SHORTENED = re.compile(r"^_{2,3}$", re.M)
# what MHonArc shows of files, as text: "smime.p7s", or "Attachment: smime.p7s", above "Description: S/MIME cryptographic signature"
_LISTED = r"^(?:Attachment: )?[^\s:][^\n:]{0,120}\.\w{1,8}\n *Description: [^\n]{1,100}(?:\n|\Z)"
_FILE = re.compile(_LISTED, re.M)
_FILES = re.compile(rf"(?:(?<=\n\n)|\A)(?:{_LISTED}){{1,20}}(?=\n|_{{2}}|\Z)", re.M)


def with_whole_rules(text: str) -> str:
    """The text with rules as Mailman draws them."""
    return _SHORTENED.sub(RULE, text)


def without_files(text: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text without the files that MHonArc lists in it, and these."""
    lists = _FILES.findall(text) if "\nDescription: " in text else []
    names = [
        one.partition("\n")[0].removeprefix("Attachment: ").strip() for files in lists for one in _FILE.findall(files)
    ]
    return _FILES.sub("", text) if lists else text, tuple(map(Attachment, names))


# -- the IETF: "Ann Example <ann@example.org> Sat, 01 November 2025 06:49 UTC", and the header where it was opened ---------

_SENDER_AND_MINUTE = re.compile(
    r"^(\S.{0,300}?) ((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2,8} {1,2}\d{4} \d\d:\d\d UTC)\s?(?:(?:Show|Hide) header)?$"
)
_TOOLS = re.compile(r"^(?:Attachment: \S.*|(?:Hide|Show) Navigation Bar.*|v?\d+\.\d+\.\d+ \| .*|Report a Bug.*)$")
TELLING = 8  # characters of a subject that a line of a thread is known by


def ietf(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Subject, sender and minute, and all header fields where they are shown."""
    found = _SENDER_AND_MINUTE.match(rows[at + 1].text) if at + 1 < len(rows) else None
    sent = times.parse(found[2].replace(" UTC", ":00 +0000")) if found else None
    if found is None or sent is None:
        return None
    fields, _, end = header(rows, at + 2)
    exact = times.parse(headers.first(fields, "date"))
    return Print(
        at,
        end - 1,
        IETF,
        parse_sender(found[1].replace("<>", "").strip()),
        exact or sent,
        SentBasis.HEADER if exact else SentBasis.PAGE,
        headers.first(fields, "subject") or rows[at].text,
        headers.message_id(fields),
        headers.parents(fields),
        list_name=headers.mailing_list(fields).address.partition("@")[0],
    )


def ietf_foot(rows: Sequence[Row], first: int, end: int, subject: str) -> int:
    """The row under which a page of the IETF's has no more of the message: its tools, and the thread above them."""
    tools = next((at for at in range(max(first, end - FOOT), end) if _TOOLS.match(rows[at].text)), end)
    said = base(subject).casefold()
    foot = tools
    while tools < end and len(said) >= TELLING and foot > first and said in rows[foot - 1].text.casefold()[:300]:
        foot -= 1
    return foot


# -- Openwall: all fields below links to other messages ------------------------------------------------------------------------

_NEIGHBOURS = re.compile(r"^(?:\[(?:<prev|next>|<thread-prev|thread-next>|day|month|year|list)\] ?){4,8}$")


def openwall(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """The header of a mail below links to its neighbours."""
    if not _NEIGHBOURS.match(rows[at].text):
        return None
    fields, _, end = header(rows, at + 1)
    sent = times.parse(headers.first(fields, "date"))
    if sent is None:
        return None
    return Print(
        at,
        end - 1,
        OPENWALL,
        headers.author(fields),
        sent,
        SentBasis.HEADER,
        headers.first(fields, "subject"),
        headers.message_id(fields),
        headers.parents(fields),
    )


# -- Apache: "Posted to dev@commons.example.org by Ann Example <an...@example.org> on 2025/11/01 06:49:07 UTC" ------------------

_NOTICE = "You are viewing a plain text version of this content."
_POSTED = re.compile(
    r"^Posted to ([\w.+-]{1,80})@[\w.-]{3,200} by (\S.{0,200}) on (\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) UTC$"
)


def apache(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """List, sender and time, and the subject below; a notice may stand above."""
    posted = at + rows[at].text.startswith(_NOTICE)
    found = _POSTED.match(rows[posted].text) if posted + 1 < len(rows) else None
    sent = times.written_as("%Y/%m/%d %H:%M:%S%z", f"{found[3]}Z") if found else None
    if found is None or sent is None:
        return None
    subject = rows[posted + 1].text
    return Print(at, posted + 1, APACHE, parse_sender(found[2]), sent, subject=subject, list_name=found[1])


# -- ... its threads (Pony Mail): "Ann Example - Saturday, November 1, 2025 6:49:07 AM", as the language of the reader has it ------

_POSTED_TO = re.compile(r"^Posted to ([\w.+-]{1,80})@[\w.-]{3,200}$")
_AUTHOR_AND_TIME = re.compile(r"^(\S.{0,100}?) - (\S.{8,60})$")


def pony_mail(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Author and time in the zone of the reader; the subject stands above "Posted to", and once more above the first text."""
    found = _AUTHOR_AND_TIME.match(rows[at].text)
    sent = whole_date(found[2]) if found else None
    if found is None or sent is None:
        return None
    if above := last_by(before, PONY_MAIL):
        return Print(at, at, PONY_MAIL, parse_sender(found[1]), sent, subject=above.subject, list_name=above.list_name)
    listed = _POSTED_TO.match(rows[at - 1].text) if at > 1 else None
    if listed is None:
        return None
    subject = rows[at - 2].text
    last = at + (at + 1 < len(rows) and rows[at + 1].text == subject)
    return Print(at, last, PONY_MAIL, parse_sender(found[1]), sent, subject=subject, list_name=listed[1])


# -- mod_mbox, which Apache's archive was before: a table of From, Subject and Date below links to other messages ----------------

_TABLE = tuple(re.compile(rf"^{name}\s{{1,8}}(\S.{{0,2000}})$") for name in ("From", "Subject", "Date"))
_LINKS_OF_TABLE = re.compile(r"« ?Date ?» ?· ?« ?Thread ?»")
_ARCHIVES = re.compile(r"^([\w.+-]{1,100}) mailing list archives$")
MOD_MBOX_FOOT = re.compile(
    r"^(?:Mime(?:\s.{1,200} bytes\))?|View raw message|(?:Message view|Top)\s.{0,10}« ?Date ?» ?· ?« ?Thread ?»)$"
)


def mod_mbox(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Sender, subject and date as the mail had them; the list is named at the top of the page."""
    found = [label.match(row.text) for label, row in zip(_TABLE, rows[at : at + 3], strict=False)]
    if (
        len(found) < len(_TABLE)
        or None in found
        or not any(_LINKS_OF_TABLE.search(r.text) for r in rows[max(0, at - 3) : at])
    ):
        return None
    sender, subject, date = (each[1] for each in found if each)
    sent = times.parse(date)
    named = next(filter(None, (_ARCHIVES.match(row.text) for row in rows[max(0, at - 8) : at])), None)
    basis = SentBasis.HEADER if sent else SentBasis.NONE
    list_name = named[1] if named else ""
    return Print(at, at + 2, MOD_MBOX, headers.author({"from": [sender]}), sent, basis, subject, list_name=list_name)


# -- SourceForge: "From: Ann Example <ann@ex...> - 2025-11-01 06:49:07" under the subject --------------------------------------

_FROM_AND_TIME = re.compile(r"^From: (\S.{0,200}) - (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$")
SOURCEFORGES_FOOT = re.compile(
    r"^(?:View and moderate all \".{1,100}\" .{1,60} posted by this user|Mark all as spam.*|View entire thread)$"
)


def sourceforge(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Subject, sender and time, of whose zone nothing is said."""
    found = _FROM_AND_TIME.match(rows[at + 1].text) if at + 1 < len(rows) else None
    sent = times.written_as("%Y-%m-%d %H:%M:%S", found[2]) if found else None
    if found is None or sent is None:
        return None
    return Print(at, at + 1, SOURCEFORGE, parse_sender(found[1]), sent, subject=rows[at].text)


# -- FreeLists: fields as MHonArc lists them, without its links -------------------------------------------------------------------

_RELATED = "Other related posts:"
TOP = 12  # rows above the fields
FREELISTS_FOOT = re.compile(f"^{_RELATED}$")


def freelists(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """From, To and Date under the subject, where links to related posts stand below the text."""
    if before or at > TOP or at + 1 >= len(rows) or not rows[at + 1].text.startswith("From: "):
        return None
    fields, _, end = header(rows, at + 1)
    sent = times.parse(headers.first(fields, "date"))
    if sent is None or not any(row.text == _RELATED for row in rows[end : end + LONGEST_TEXT]):
        return None
    return Print(at, end - 1, FREELISTS, headers.author(fields), sent, SentBasis.HEADER, rows[at].text)
