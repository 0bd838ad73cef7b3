"""MHonArc's pages as text: header fields above a message, links to its neighbours around both.

The fields are a list, which text browsers print with bullets and others copy without. Where no bullets stand, links above
them tell: ``[Date Prev][Date Next]``, or Sympa's ``< Chronological > < Thread >`` in the language of its readers. The owner
of an archive chooses the fields and their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import times
from ingest.message import Sender, SentBasis
from ingest.pasting.rows import Print, Row, is_rule
from ingest.senders import parse_sender

BY = "MHonArc"
MOST_FIELDS = 200  # rows
FEWEST = 3  # fields of a list with bullets: texts have lists, too
LINKS = 6  # rows between links and the fields below them
LONGEST_FOOT = 120  # rows: ten notes before and behind, seven levels deep, is what Sympa shows of a thread

_BULLET = r"[•*+·□-] ?"
_FIELD = re.compile(rf"^({_BULLET}\s*)?([A-Z][A-Za-z-]{{1,40}}):\s*(.*)$")
# field names without a hyphen; any other may be the first word of a text
_COMMON = frozenset(
    "from to cc bcc subject date references sender organization organisation importance newsgroups approved keywords comments"
    " autocrypt openpgp priority precedence".split()
)
_LINKS = re.compile(r"\[ ?Date Prev|\[ ?Thread Prev|\[Date Index\]|^<{1,2} [^<>]{3,30} >{1,2}(?:\s|$)")
_IDENTIFIER = re.compile(r"<(?:\[🔎\] ?)?([^<>\s]{3,250})>")  # lists.debian.org puts a link to its search in front
_HIDDEN = re.compile(r"@x{3,}\b")  # the host of an address, by -spammode
_CELL = re.compile(r"^\| | \|$")  # a program that takes the text of a page may keep the edges of its table
# nettime: "Ann Example on Tue, 2 Aug 2016 11:18:41 +0200 (CEST)" above the links
_SENDER_ON = re.compile(
    r"^(\S.{0,80}) on ((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4})(?: \(\w{2,5}\))?$"
)
_TAG = re.compile(r"^(?:Re: )?<([\w-]{2,40})> ")
_LIST = re.compile(r"<([\w-]+)\.[\w.-]+>")


def mhonarc(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """The header fields that a MHonArc page lists, From and Date among them; a title may stand between links and fields."""
    begun = _FIELD.match(rows[at].text)
    if begun and begun[1]:
        fields, end = _fields(rows, at, has_bullets=True)
        return _print(fields, at, end) if len(fields) >= FEWEST else None
    if not any(_LINKS.search(row.text) for row in rows[max(0, at - LINKS) : at]) or _LINKS.search(rows[at].text):
        return None
    for first in range(at, min(len(rows), at + (3 if at + 1 < len(rows) and is_rule(rows[at + 1].text) else 2))):
        begun = _FIELD.match(rows[first].text)
        fields, end = _fields(rows, first, has_bullets=begun is not None and bool(begun[1]))
        if fields:
            if first > at:
                fields.setdefault("subject", rows[at].text)
            return _print(fields, at, end) or _of_nobody(fields, at, end)
    return None


def framed(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Sender and time above the links, and the subject below them, where an archive shows no fields."""
    found = _SENDER_ON.match(rows[at].text)
    title = at + 1
    while found and title < min(len(rows), at + LINKS) and _LINKS.search(rows[title].text):
        title += 1
    sent = times.parse(found[2]) if found and at + 1 < title < len(rows) else None
    if found is None or sent is None:
        return None
    subject = rows[title].text
    tag = _TAG.match(subject)
    return Print(
        at, title, BY, parse_sender(found[1]), sent, SentBasis.HEADER, subject, list_name=tag[1] if tag else ""
    )


def _fields(rows: Sequence[Row], first: int, *, has_bullets: bool) -> tuple[dict[str, str], int]:
    """The fields in the rows from one on, each with what was wrapped, and the row after them."""
    fields: dict[str, str] = {}
    name = ""
    for number in range(first, min(len(rows), first + MOST_FIELDS)):
        row = rows[number]
        text, is_cell = _CELL.sub("", row.text), row.text.endswith(" |")
        field = _FIELD.match(text)
        if field and (field[1] if has_bullets else not field[1] and _may_be_of_mail(field[2].lower())):
            name = field[2].lower()
            if name in fields and name in ("from", "date", "subject"):
                return fields, number
            fields.setdefault(name, field[3].strip(" |") if is_cell else field[3])
        elif name and is_cell and not fields[name]:
            fields[name] = text
        elif name and row.indent > rows[first].indent and not is_rule(row.text):
            fields[name] = f"{fields[name]} {row.text}"[:4000]
        else:
            return fields, number
    return fields, min(len(rows), first + MOST_FIELDS)


def _may_be_of_mail(name: str) -> bool:
    """Could a page show a header field of this name? A text may begin with "Signed-off-by: Ann"."""
    return name in _COMMON or ("-" in name and not name.endswith("-by"))


def _print(fields: dict[str, str], first: int, end: int) -> Print | None:
    if not {"from", "date"} <= fields.keys():
        return None
    sender = parse_sender(_HIDDEN.sub("", fields["from"]))
    sent = times.parse(fields["date"].strip())
    if not (sender.name or sender.address) or sent is None:
        return None
    parents = _identifiers(f"{fields.get('references', '')} {fields.get('in-reply-to', '')}")
    own = _identifiers(fields.get("message-id", ""))[:1]
    name = _LIST.search(fields.get("list-id", ""))
    return Print(
        first,
        end - 1,
        BY,
        sender,
        sent,
        SentBasis.HEADER,
        " ".join(fields.get("subject", "").split()),
        "".join(own),
        parents,
        "",
        name[1] if name else "",
    )


def _of_nobody(fields: dict[str, str], first: int, end: int) -> Print | None:
    """A message whose other fields a program that took the text of the page left out: of OASIS' pages the subject alone stays."""
    return Print(first, end - 1, BY, Sender(), subject=fields["subject"]) if fields.keys() == {"subject"} else None


def _identifiers(value: str) -> tuple[str, ...]:
    """The Message-IDs in a field, without those that -spammode hid."""
    return tuple(dict.fromkeys(found for found in _IDENTIFIER.findall(value) if "xxx" not in found))


# -- below the message ---------------------------------------------------------------------------------------------------

_END = re.compile(
    rf"^(?:{_BULLET})?(?:Prev(?:ious)? by (?:Date|thread)\b.*|Index\(es\):?|\[Index of Archives\].*|\[Prev in Thread\].*"
    r"|Index Nav:.*\[Date Index\].*"
    r"|.{0,80}\bMHonArc v?\d[\w.+]{0,20})$",
    re.I,
)
_ABOVE_RELATED = re.compile(rf"^(?:{_BULLET})?(?:Follow-?Ups|References) ?:$", re.I)
_WITH_AUTHOR = re.compile(r" ?\(From: [^()]{1,200}\)$")  # behind a title, on lists.apple.com
_ABOVE_ADDRESSES = "Reply to:"  # lists.debian.org
_BY_WHOM = re.compile(rf"^(?:{_BULLET})?From: ?\S")
_IN_THREAD = re.compile(r", .{1,100}, \d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\.?$")  # "[commons] Masts, Ann Lee, 11/01/2025"


def foot(rows: Sequence[Row], first: int, end: int) -> int:
    """The row under which a page has no more of the message: where its links to others begin; ``end`` where it has none."""
    links = next((at for at in range(max(first, end - LONGEST_FOOT), end) if _END.match(rows[at].text)), end)
    if links == end:
        return end
    return next((at for at in range(max(first, links - LONGEST_FOOT), links) if _are_others(rows, at, links)), links)


def _are_others(rows: Sequence[Row], at: int, end: int) -> bool:
    """Do these rows name other messages of the thread, or whom to answer?"""
    text = rows[at].text
    below = [row.text for row in rows[at + 1 : end]]
    if text == _ABOVE_ADDRESSES:
        return len(below) < 6
    if _ABOVE_RELATED.match(text):
        titles = [title for title in below if not _ABOVE_RELATED.match(title)]
        if titles and all(map(_WITH_AUTHOR.search, titles)):
            return True
        return bool(titles) and len(titles) % 2 == 0 and all(map(_BY_WHOM.match, titles[1::2]))
    if not _IN_THREAD.search(text):
        return False
    lost = sum(not _IN_THREAD.search(title) for title in below)
    return lost * 2 <= len(below) and all(len(title) < 200 for title in below)
