"""What mail programs print above each mail of a conversation: Gmail, Google Groups, Outlook on the web, Yahoo, Proton."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from ingest.bodies.header_blocks import label
from ingest.message import Sender, SentBasis
from ingest.pasting import conversation_words as its
from ingest.pasting.archives import LONGEST_NAME, whole_date
from ingest.pasting.rows import INVISIBLE, Print, Row, is_rule
from ingest.senders import parse_sender

GMAIL, CONVERSATION = "Gmail", "a mail program"
BELOW = 6  # rows under a name that its date may stand in
MENU = 16  # rows under a date that its menu may take
RECIPIENTS = 3  # rows: To, Cc, Bcc
LONGEST_RECIPIENT = 5  # words

_WHO_AND_WHEN = re.compile(r"^(?P<who>\S.{0,80}?\s?<[^<>\s]{1,100}@[^<>\s]{3,100}>)\s+(?P<when>\S.{5,50})$")
# of a day that nothing tells, or of a year: "7:49 AM", "Sat, Nov 1, 7:49 AM", "1. Nov. 07:49", "11月1日(土) 7:49"
_TODAY = re.compile(
    r"(?:(?:[^\W\d]{2,10}\.?,? )?(?:[^\W\d]{3,10}\.? \d{1,2}\.?|\d{1,2}\.? (?:de )?[^\W\d]{3,10}\.?|\d{1,2}\. \d{1,2}\.)"
    r"(?:, [^\W\d]{1,3}| [^\W\d]{2,4})?,? (?:klo )?|\d{1,2}[月월] ?\d{1,2}[日일]\s?\S{0,5} )?"
    r"(?:[^\W\d]{2} )?\d{1,2}[:.]\d\d(?:\s?[APap]\.?\s?[Mm]\.?)?"
)
# programs that take the text of a page of Google Groups show the day twice: "Nov 1, 2025, 7:49:07 AM11/1/25"
_SHOWN_TWICE = re.compile(
    r"(.{6,60}\d{1,2}[:.]\d\d[:.]\d\d(?:\s?[APap]\.?\s?[Mm]\.?)?)\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\.?"
)
_UNSUBSCRIBE = re.compile(r"(?<=>) (?:Unsubscribe|Abmelden|Se désabonner|Désinscription)$")  # of Gmail, behind a sender
_INITIALS = re.compile(r"[^\W\d_]{1,3}")  # for a picture of who wrote: Outlook, Proton
_ONE = re.compile(r"(?:[^<>@,;]{0,80}<[^<>\s]{3,200}>|[^\s<>@,;]{1,80}@[^\s<>@,;]{3,200}|[^<>@,;.!?]{1,60})")


def gmail_print(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """ "Ann Example <ann@example.org>   Thu, Jun 5, 2025 at 10:22 AM", and "To:" below: Gmail's print view, and Zimbra's.

    Zimbra puts "From :" before it, and the subject below.
    """
    found = _WHO_AND_WHEN.match(rows[at].text) if rows[at].text.count("<") == 1 else None
    sent = whole_date(found["when"]) if found else None
    if found is None or sent is None:
        return None
    labelled = label(found["who"])
    last, subject = _fields_below(rows, at) if labelled else (_recipients_below(rows, at), "")
    by = GMAIL if _is_gmails(rows, at, before) else CONVERSATION
    sender = parse_sender(labelled[1] if labelled else found["who"])
    return Print(at, last, by, sender, sent, subject=subject or _subject(rows, at, before))


def _is_gmails(rows: Sequence[Row], at: int, before: Sequence[Print]) -> bool:
    return before[-1].by == GMAIL if before else _title_above(rows, at - 1) < at - 1


def _fields_below(rows: Sequence[Row], at: int) -> tuple[int, str]:
    """The last of the labelled fields right below a head, and the subject among them."""
    last, subject = at, ""
    while last + 1 < min(len(rows), at + 6) and (field := label(rows[last + 1].text)):
        if field[0] not in ("to", "cc", "subject", "reply-to"):
            break
        subject = field[1] if field[0] == "subject" else subject
        last += 1
    return last, subject


def name_over_date(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """A name or address, a full date with its time below, and whom it went to: Gmail, Google Groups, Outlook on the web.

    Of today's mails Gmail shows the time alone: who wrote them is known, and when is not.
    """
    name = _UNSUBSCRIBE.sub("", rows[at].text)
    if at + 1 >= len(rows) or not _may_be_sender(name):
        return None
    is_below_others = bool(before) and before[-1].by == CONVERSATION
    has_picture = at > 0 and is_below_others and _is_picture(rows[at - 1].text, name)
    when = _when(rows, at, "@" in name, has_picture)
    said, is_ago, is_unread = _date_of(rows[when].text)
    sent = whole_date(said)
    if sent is None and not (is_ago and _TODAY.fullmatch(said)):
        return None
    sender, above = parse_sender(name), [row.text for row in rows[at + 1 : when]]
    last = _recipients_below(rows, when)
    is_addressed = is_ago or any(is_addressing(text) for text in (*above, *(row.text for row in rows[when : last + 1])))
    is_listed = is_unread or has_picture or "@" in name or any(text in its.UNREAD_ALONE for text in above)
    if not is_listed and not (is_addressed and looks_like_a_person(name)):
        return None
    return _print(rows, at, last, Sender(sender.name, sender.address or _address(above)), sent, before)


def _print(
    rows: Sequence[Row], at: int, last: int, sender: Sender, sent: datetime | None, before: Sequence[Print]
) -> Print:
    first = at - 1 if at and _is_picture(rows[at - 1].text, rows[at].text) else at
    basis = SentBasis.PAGE if sent else SentBasis.NONE
    return Print(first, last, CONVERSATION, sender, sent, basis, _subject(rows, first, before))


def _may_be_sender(text: str) -> bool:
    """May somebody's name begin a head so, and no field, button or recipient?"""
    if len(text) > LONGEST_NAME + 60 or not text[0].isalpha() or text in its.BETWEEN or _is_label_alone(text):
        return False
    if text in its.BUTTONS or label(text) or its.TO_FIELD.match(text):
        return False
    is_recipient = text[0].islower() or ("@" in text and "<" not in text)  # "To" is somebody's name, too
    return not (is_recipient and is_addressing(text))


def _when(rows: Sequence[Row], at: int, is_addressed: bool, has_picture: bool) -> int:
    """The row under a name that is no mark and no recipient; Outlook gives one name without a label below a picture."""
    when = at + 1
    if has_picture and when + 1 < len(rows) and _ONE.fullmatch(rows[when].text) and whole_date(rows[when + 1].text):
        return when + 1
    while when < min(len(rows) - 1, at + BELOW) and (
        _is_between(rows[when].text) or (is_addressed and is_recipients(rows[when].text))
    ):
        when += 1
    return when


def _date_of(text: str) -> tuple[str, bool, bool]:
    """A date without what programs print around it, whether they say how long ago it was, and that it is unread."""
    glued = next((word for word in its.ATTACHED if text.startswith(word) and text != word), "")
    unread = next((word for word in its.UNREAD_ALONE if text.startswith(word)), "")
    text = text[len(glued or unread) :].strip()
    said = its.AGO.sub("", text)
    twice = _SHOWN_TWICE.fullmatch(said)
    return (twice[1] if twice else said), said != text, bool(unread)


def _is_between(text: str) -> bool:
    """May this stand between a name and its date?"""
    if text in its.BETWEEN or _is_label_alone(text) or its.UNREAD.fullmatch(text):
        return True
    field = label(text)
    return is_addressing(text) or (field is not None and field[0] == "from")


def _is_label_alone(text: str) -> bool:
    return text.rstrip(" :：") in its.TO_ALONE


def is_addressing(text: str) -> bool:
    """Does a line say whom a mail went to? A sentence may begin with the same word.

    >>> is_addressing("to me, Bo"), is_addressing("To: garden"), is_addressing("to be fair, nobody of us has looked at it")
    (True, True, False)
    """
    if its.TO_FIELD.match(text):
        return True
    found = its.TO.fullmatch(text)
    names = re.split("[,;]", found[1]) if found else []
    return (
        bool(names) and text[-1] not in ".!?:\u2026" and all(len(name.split()) <= LONGEST_RECIPIENT for name in names)
    )


def is_recipients(text: str) -> bool:
    """True for a list of addresses or of names and addresses: "Ann Example; garden@lists.example.org".

    >>> is_recipients("Ann Example; garden@lists.example.org"), is_recipients("Write to me. Ann")
    (True, False)
    """
    parts = [part.strip(INVISIBLE) for part in re.split("[;,]", text[:2000].rstrip(f";,{INVISIBLE}"))]
    return ("@" in text or ";" in text) and all(_ONE.fullmatch(part) for part in parts)


def _recipients_below(rows: Sequence[Row], at: int) -> int:
    """The last row of what stands below a date and is no text: its menu, recipients."""
    last, recipients = at, 0
    while last + 1 < min(len(rows), at + MENU):
        text = rows[last + 1].text
        below = rows[last + 2].text if last + 2 < len(rows) else ""
        if _is_label_alone(text) and "@" in below and is_recipients(below):
            last, recipients = last + 2, recipients + 1
        elif text in its.MENU or text in its.BETWEEN:
            last += 1
        elif (its.TO_FIELD.match(text) and recipients < RECIPIENTS) or (not recipients and is_addressing(text)):
            last, recipients = last + 1, recipients + 1
        else:
            break
    return last


def _address(above: Sequence[str]) -> str:
    """The address that Yahoo prints on a line of its own below a name: "From:ann@example.org"."""
    found = next((field for text in above if (field := label(text)) and field[0] == "from"), None)
    return parse_sender(found[1]).address if found else ""


def _is_picture(text: str, name: str) -> bool:
    """Does a line stand for the picture of a person: "Ann Example's profile photo", or the initials?"""
    if its.PHOTO.search(text) and name in text:
        return True
    initials = {word[0].upper() for word in name.split() if word[0].isalpha()}
    return _INITIALS.fullmatch(text) is not None and text.isupper() and set(text) <= initials


def _subject(rows: Sequence[Row], first: int, before: Sequence[Print]) -> str:
    """The title of a conversation; "" where none is told.

    It stands above a count, of its messages or of those who saw it, or above the name of a folder, or alone at the top.
    """
    if before:
        return before[-1].subject
    at = _title_above(rows, first - 1)
    return rows[at].text if at == 0 or 0 <= at < first - 1 else ""


def _title_above(rows: Sequence[Row], at: int) -> int:
    """The row of the title that stands above a count from this row upwards; the row itself where there is no count."""
    if at > 1 and is_rule(rows[at].text) and its.UNDER_A_TITLE.fullmatch(rows[at - 1].text):
        at -= 1
    while at > 0 and (its.UNDER_A_TITLE.fullmatch(rows[at].text) or rows[at].text in its.BETWEEN):
        at -= 1
    return at


def looks_like_a_person(name: str) -> bool:
    """True for some words with capitals, or in letters that have none."""
    parts = name.split()
    return 1 <= len(parts) <= 6 and all(
        (part[0].isalpha() and not part[0].islower()) or part in ("van", "de", "der", "von", "la", "di", "bin", "el")
        for part in parts
    )
