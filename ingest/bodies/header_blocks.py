"""The block of labels that Outlook, Apple Mail, Yahoo and every forward put above a message.

``From: .. Sent: .. To: .. Subject: ..`` in any language and order, bold with stars, folded, with blank lines
between, or all on one line without a space: ``Von: Ann <ann@example.org>An: Bo <bo@example.org>Gesendet: ..``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from ingest.bodies.attributions import Attribution
from ingest.bodies.labels import LABELS
from ingest.bodies.wrapped_lines import has_room
from ingest.dates.written import find_date
from ingest.lossy_words import lossy
from ingest.message import Sender
from ingest.senders import parse_sender

LONGEST_LABEL = 26
LONGEST_BLOCK = 60  # lines
_REPEATED = frozenset(("other", "reply-to", "cc", "to"))
_WRAPPED = frozenset(("to", "cc", "subject"))
_MOST_REPEATED = 6
_MOST_FIELDS = 7
WRAPPED = 60  # characters of a field, from its label on, that may have been wrapped
COLUMNS = 72  # of lines that mailers wrap
LONGEST_LINE = 1500  # characters of a flattened block

_LOSSY_LABELS = {lossy(label): field for label, field in LABELS.items()}
_KNOWN = {label: field for label, field in _LOSSY_LABELS.items() if label.strip("? ") or label == "?"}
_KNOWN |= {label.casefold(): field for label, field in LABELS.items()}
# a label of a flattened block: words of the table, longest first, with a capital, and a colon
_CAPITAL = sorted({label[:1].upper() + label[1:] for label in LABELS if len(label) > 1}, key=len, reverse=True)
_INLINE = re.compile(
    r"(?:(?<=[\s>\])*])|(?<=[a-zA-Z0-9\"])(?=[A-ZÀ-Þ][\w-]{2})|(?<=\d)(?=[A-ZÀ-Þ][a-zß-ÿ]:)|^)"
    rf"(\*?(?:{'|'.join(re.escape(label) for label in _CAPITAL)}|A|À|CC|DW|Dw|Do)\*?)"
    r"(?:\s?[:：]\*?|(?<=Dw)\s|(?<=Assunto)\s)"
)

_NETEASE_TIME = re.compile(r"(\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d)")
_DATED = re.compile(r"Message (du \d\d/\d\d/\d\d(?:\d\d)? (?:à )?\d\d:\d\d)")  # of Orange and La Poste, without a colon
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]{1,4}(?=[\u4e00-\u9fff])")  # "主　题", as wide as "发件人"
_LOST = re.compile(r"[ \t*]{0,8}\?{2,6}[ \t]?:")  # a label of which each letter became a question mark

# "| From | Ann Example<ann@example.org> |", NetEase's; a long list of receivers ends on a line further down
_CELLS = re.compile(r"\| ?([^|:]{2,20}?) ?\| ?([^|]{0,500}?) ?\|?")
# fields of mail that no program prints, in mails that are passed on with all their header; they count inside a block only
_RAW = re.compile(
    r"(?:X|List|Content|Resent|Thread|ARC|DKIM|NNTP|Old|Received|Delivery|Envelope|Approved|Disposition|Return|Posted)-[\w-]{1,60}:"
    r"|(?:Sender|Errors-To|Precedence|Lines|Newsgroups|Path|Xref|Approved|Apparently-To|Comments|Keywords|Distribution"
    r"|Followup-To|Authentication-Results|Originator|Via|Encoding|Full-Name|Bcc|Fcc|Old-Subject):",
    re.IGNORECASE,
)
# "From: Ann Example @ 2025-11-01  6:49 UTC (permalink / raw)", on pages of public-inbox, which people answer from
MINUTE = r"\d{4}-\d\d-\d\d {1,2}\d{1,2}:\d\d"
ON_PAGES = rf"(.{{1,200}}?) @ ({MINUTE}) UTC \(permalink / raw\)"
_STAMP = re.compile(r"\d{1,2}-[A-Z]{3}-\d{4} \d\d:\d\d:\d\d\.\d\d$")  # in From of VMS Mail, which has no Date
_ON_PAGES = re.compile(ON_PAGES)


def label(line: str) -> tuple[str, str] | None:
    """The field and the value of a header line, or None.

    >>> label("*Gesendet:* Montag")
    ('date', 'Montag')
    """
    if line[:1] == "|" and (cells := _CELLS.fullmatch(line)):
        line = f"{cells[1]}: {cells[2]}"
    colon = line.find(":", 0, LONGEST_LABEL)
    if not line.isascii() and (wide := line.find("：", 0, LONGEST_LABEL)) >= 0:
        colon = wide if colon < 0 else min(colon, wide)
    if colon < 1 or line[0] in "0123456789":
        return None
    if line[:11] == "Message du " and (dated := _DATED.fullmatch(line)):
        return "date", dated[1]
    field = _field(line[:colon])
    if field is None:
        return None
    return field, line[colon + 1 :].strip(" \t*\r\n\u00a0")


@lru_cache(maxsize=4096)
def _field(before: str) -> str | None:
    """The field of the label that stands before a colon, with the marks around it."""
    name = before.strip(" \t*_|\u00a0\ufeff?").casefold() or ("?" if before.startswith("?") else "")
    return _KNOWN.get(name) or _KNOWN.get(_SPREAD.sub("", name)) or _lossy(before)


def _lossy(name: str) -> str | None:
    """The field of a label whose accents, and the narrow space behind it, an archive stored as question marks."""
    return _KNOWN.get(name.strip(" \t*_").casefold().replace("??", "?")) if "?" in name else None


def is_field(line: str) -> bool:
    """May a block begin on this line, where a separator stands above?"""
    return label(line) is not None or _RAW.match(line) is not None


def read_block(lines: Sequence[str], start: int, needed: int = 3) -> tuple[int, Attribution] | None:
    """Where the block that starts at a line ends, and what it says; None where no block starts there.

    ``needed`` is how many different fields make it a block: after a separator fewer are enough. Two are enough
    where they are a sender and a full date.
    """
    if _LOST.match(lines[start]):
        fields, end = _collect(_with_labels(lines[start : start + LONGEST_BLOCK]), 0)
        end += start
    else:
        fields, end = _collect(lines, start)
    if not (_is_block(fields, needed) or stands_on_pages(lines[start])):
        return None
    return end, _month_first(said(fields)) if lines[start].lstrip().startswith("|") else said(fields)


def _with_labels(lines: Sequence[str]) -> list[str]:
    """The lines of a block whose labels were Chinese or Japanese, with names for labels of which an archive kept no letter.

    These programs write who, when, to whom and what about, in this order; that a time stands second tells such a block.
    """
    ends = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    lost = [(at, found) for at, line in enumerate(lines[:ends]) if (found := _LOST.match(line))]
    named = list(lines)
    if len(lost) > 2 and find_date(lost[1][1].string[lost[1][1].end() :]) is not None:
        names = ("From", "Sent", "To", *("Cc" for _ in lost[4:]))[: len(lost) - 1]
        for (at, found), name in zip(lost, (*names, "Subject"), strict=True):
            named[at] = f"{name}:{found.string[found.end() :]}"
    return named


def read_block_without_colons(lines: Sequence[str], start: int) -> tuple[int, Attribution] | None:
    """A block below a separator whose labels have no colon, as eM Client and NetEase write it: ``From "Ann" <ann@example.org>``."""
    found: list[list[str]] = []
    for at in range(start, min(start + LONGEST_BLOCK, len(lines))):
        words = lines[at].split(None, 1)
        if len(found) < _MOST_FIELDS and len(words) > 1 and _field(words[0]) is not None:
            found.append(words)
        elif found and words and _is_more_of_people(found[-1][1], lines[at]):
            found[-1][1] += f" {lines[at]}"
        else:
            break
    else:
        at = len(lines)
    block = read_block([f"{name}: {value}" for name, value in found], 0) if found else None
    is_head = block is not None and block[0] == len(found) and block[1].address and block[1].date
    return (at, _month_first(block[1])) if block and is_head else None


def _month_first(head: Attribution) -> Attribution:
    """What a block of NetEase's says: whatever the language, "08/10/2023 17:08" is in August."""
    if not (numbers := _NETEASE_TIME.fullmatch(head.date)):
        return head
    month, day, year, hour, minute = map(int, numbers.groups())
    try:
        return head._replace(sent=datetime(year, month, day, hour, minute))
    except ValueError:
        return head


def _is_more_of_people(above: str, line: str) -> bool:
    """Does a line go on with the senders or receivers above it: ``<mailto:ann@example.org>``?"""
    return line.startswith("<mailto:") or ("@" in line and "@" in above and above[-1] in ",;、-")


def stands_on_pages(line: str) -> bool:
    """Is this the first line of a message on a page of public-inbox?"""
    return line.rstrip().endswith("UTC (permalink / raw)") and _ON_PAGES.search(line) is not None


def _collect(lines: Sequence[str], start: int) -> tuple[dict[str, str], int]:
    """The fields of the lines from a label on, and the line after the last of them."""
    fields: dict[str, str] = {}
    current, end, at, blanks, repeated = "", start, start, 0, 0
    apart = False  # blank lines stand between the fields, so that what follows a field at once is its rest
    for at in range(start, min(len(lines), start + LONGEST_BLOCK)):
        line = lines[at].strip()
        if not line:
            blanks += 1
            if blanks > 2:
                break
            continue
        found = label(line)
        if (found is None or found[0] in fields) and _RAW.match(line):  # "Sender:" below "From:"
            found = ("other", "")
        if found is not None and found[0] in fields and (found[0] not in _REPEATED or repeated > _MOST_REPEATED):
            break
        if found is not None and (on_page := _ON_PAGES.fullmatch(found[1])):
            found, fields["date"] = (found[0], on_page[1]), f"{on_page[2]} UTC"
        if found is not None:
            apart = apart or (blanks > 0 and bool(current))
            current = found[0]
            repeated += current in fields and current != "other"
            fields[current] = f"{fields[current]} {found[1]}" if current in fields else found[1]
        elif not blanks and ((apart and current in _WRAPPED) or _continues(lines, at, current)):
            fields[current] = f"{fields[current]} {line}"[:LONGEST_LINE]
        else:
            break
        blanks, end = 0, at + 1
    return fields, end


def _continues(lines: Sequence[str], at: int, field: str) -> bool:
    """Is this line without a label the rest of the field above it?"""
    if not field or field == "other":
        return lines[at][:1] in " \t"
    before = lines[at - 1].rstrip()
    if lines[at][:1] in " \t" and label(before.strip()) is not None:
        return True
    if before.endswith((",", ";")) and field in ("from", "to", "cc"):
        return True
    if field in ("from", "date", "reply-to") and not _value(before) and "@" in lines[at] + "@" * (field == "date"):
        return True
    if field in ("from", "to", "cc") and lines[at].lstrip().startswith(("<", "[mailto", "(")):
        return True
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if field == "subject" and not below and _is_wrapped(before, lines[at]):
        return _ends_a_title(lines[at].strip())
    follows = label(below) is not None
    return follows and len(lines[at]) < 200


def _is_wrapped(line: str, below: str) -> bool:
    """May a field have been wrapped here: is the line long, or was there no room for the next word?"""
    word = below.split(None, 1)[0]
    return len(line) >= WRAPPED or ("://" not in word and "@" not in word and not has_room(line, word, COLUMNS))


def _ends_a_title(text: str) -> bool:
    """May this be the end of a subject that was wrapped? Sentences and attributions stand there too."""
    is_sentence = text[0].isupper() and text[-1] in ".!?" and " " in text
    return len(text) <= WRAPPED and text[-1] not in ":：" and not is_sentence


def _value(line: str) -> str:
    found = label(line.strip())
    return found[1] if found else line


def _is_block(fields: dict[str, str], needed: int) -> bool:
    """Are these fields the head of a message, and not a form or minutes?"""
    kinds = fields.keys() & {"from", "date", "to", "subject", "cc"}
    if len(kinds) < min(needed, 2) or not ("from" in kinds or "to" in kinds):
        return False
    sender = parse_sender(fields.get("from", ""))
    address = sender.address or parse_sender(fields.get("to", "")).address
    found = find_date(fields.get("date", ""))
    timed = found is not None and not found.day_only
    if "from" in kinds and len(kinds) >= needed and (sender.name or sender.address):
        return bool(address) or timed or "subject" in kinds
    return bool(address) and timed and len(kinds) > 1


def said(fields: dict[str, str]) -> Attribution:
    """What the fields of a block say about their message."""
    sender = _author(fields)
    written = fields.get("date", "")
    if not written and (stamp := _STAMP.search(fields.get("from", ""))):
        written = stamp[0]
    found = find_date(written)
    answer = Attribution(
        sender.name, sender.address, written[:120], subject=fields.get("subject", "").strip(), to=fields.get("to", "")
    )
    if found is not None:
        answer = answer._replace(sent=found.sent, day_only=found.day_only)
    return answer


def _author(fields: dict[str, str]) -> Sender:
    """Who wrote: From, or Reply-To where a list put its own address, to which the message went, in From."""
    sender = parse_sender(fields.get("from", ""))
    answer_to = parse_sender(fields.get("reply-to", ""))
    recipients = f"{fields.get('to', '')} {fields.get('cc', '')}".casefold()
    if (
        answer_to.name
        and sender.address
        and sender.address in recipients
        and answer_to.address not in ("", sender.address)
    ):
        return answer_to
    return sender


def inline_block_start(line: str) -> int:
    """Where a flattened block starts behind other words of its line, 0 where none does."""
    at = line.find("From: ", 1, LONGEST_LINE * 4)
    while at > 0:
        if read_line(line[at : at + LONGEST_LINE]) is not None:
            return at
        at = line.find("From: ", at + 1, LONGEST_LINE * 4)
    return 0


def _begins_value(line: str, above: re.Match[str] | None, hit: re.Match[str]) -> bool:
    """Does a label stand where the value of the same field begins?"""
    if above is None or line[above.end() : hit.start()].strip():
        return False
    return _field(above[1]) == _field(hit[1]) == "subject"


def read_line(line: str) -> tuple[int, Attribution] | None:
    """Where a block flattened to one line ends in it, and what it says; None where the line holds none."""
    found = list(_INLINE.finditer(line[:LONGEST_LINE]))
    # "Re:" is a label of its own in some blocks; behind "Subject:" it is the subject's
    hits = [hit for above, hit in zip([None, *found], found, strict=False) if not _begins_value(line, above, hit)]
    if len(hits) < 3 or hits[0].start() > 4:
        return None
    fields: dict[str, str] = {}
    end = len(line)
    for hit, after in zip(hits, [*hits[1:], None], strict=True):
        field = _KNOWN.get(hit[1].strip("*").casefold(), "other")
        value = line[hit.end() : after.start() if after else len(line)]
        if after is None and len(value) > 200:  # the text of the message goes on behind the last field
            end = hit.end() + 120
            value = value[:120]
        fields.setdefault(field, value.strip(" \t*"))
    if not _is_block(fields, 3):
        return None
    return end, said(fields)
