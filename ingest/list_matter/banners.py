"""Banners of mail gateways: "Caution: this email came from outside", in a dozen languages, above an author's words."""

from __future__ import annotations

import re

from ingest.list_matter.ends import LONGEST_LIST_FOOTER, paragraph_end
from ingest.list_matter.marks import BANNER_STEMS, BANNERS, MAILS, OUTSIDE, THESE, WARNINGS

_WARNED = rf"(?:{'|'.join(WARNINGS)})[\W_]{{1,12}}"
_MAIL, _OUTSIDE = (rf"(?:{'|'.join(words)})\b" for words in (MAILS, OUTSIDE))
_AT_THE_TOP = re.compile(
    r"(?i)[\W_]{0,40}(?:"
    rf"{_WARNED}(?:{'|'.join(THESE)}) {_MAIL}.{{0,80}}?\b{_OUTSIDE}"  # "Caution: this email came from outside"
    rf"|{_WARNED}(?:\w{{2,5}} ){{0,3}}(?:ext|external|externe) {_MAIL}"  # "Warning: external email"
    rf"|(?:ext|external|externe) {_MAIL}(?=[\W_]{{0,40}}$|[\W_]{{1,4}}(?:use|do|please|be) )"
    rf"|(?:{'|'.join(THESE)}) {_MAIL} (?:\w{{2,10}} ){{1,3}}(?:from )?"
    r"(?:outside (?:of )?(?:the|our|your) |an external (?:source|sender))"
    rf"|(?:{'|'.join(THESE)}) {_MAIL} (?:provient|kommt|proviene|procede|veio|komt) .{{0,40}}?\b{_OUTSIDE}"
    r"|(?:ext|external)[\W_]{0,40}$)"
)
# what mail programs of companies and offices put above a mail: who may read it
_FOR_WHOM = r"(?:official use only|public(?: use)?|internal(?: use)?(?: only)?|confidential|restricted)"
_LABEL = re.compile(
    rf"(?i)\[(?:[\w&]{{2,20}} ){{0,2}}{_FOR_WHOM}(?: - [\w ]{{2,60}})?\]"  # AMD: "[AMD Official Use Only - General]", "[Public]"
    r"|(?:[\w&]{2,20} - )?internal use - confidential"  # Dell
    r"|classification: ?(?:unclassified|public|internal|confidential|restricted)"  # the forces of the United States
)
_CAVEATS = re.compile(r"(?i)caveats: ?[\w /-]{1,40}")  # theirs, on the next line
LONGEST_LABEL = 100  # characters
LONGEST_WARNING = 600  # characters
_SHORTEST_WRAPPED = 60  # characters of a line of a banner
_LEARN_WHY = "Learn why this is important"  # a link, in Outlook's
_TAG = re.compile(r"\[ext(?:ernal)?(?: (?:e-?mail|sender|message))?\][\s:-]{0,5}(?=\S)")  # with words behind it


def banner_at(lines: list[str], at: int, lowered: str) -> int:
    """The line after the banner that starts on this line, which begins so in lower case; 0 where none does."""
    if not lowered.startswith(BANNERS):
        return 0
    tag = _TAG.match(lowered)
    return 0 if tag and not _speaks_of_mail(lowered[tag.end() :], 1) else _warning_end(lines, at)


def banner_at_the_top(lines: list[str], at: int) -> int:
    """The line after the banner of a gateway, or a label of secrecy, that starts here, at the top of a message; the same line
    where none does."""
    if end := _label_end(lines, at):
        return end
    end = _warning_end(lines, at)
    text = " ".join("".join(lines[at:end]).split()) if end - at <= LONGEST_LIST_FOOTER else ""
    return end if 0 < len(text) <= LONGEST_WARNING and _AT_THE_TOP.match(text) else at


def _label_end(lines: list[str], at: int) -> int:
    """The line after the label that says on a line of its own who may read the mail; 0 where none stands here."""
    label = lines[at].strip()
    if len(label) > LONGEST_LABEL or not _LABEL.fullmatch(label):
        return 0
    end = at + 1 + (at + 1 < len(lines) and _CAVEATS.fullmatch(lines[at + 1].strip()) is not None)
    return end if end == len(lines) or not lines[end].strip() else 0


def _warning_end(lines: list[str], at: int) -> int:
    """The line after the banner of a gateway that starts here; what an author writes right below it is none of it."""
    end, last = at + 1, paragraph_end(lines, at)
    while end < last and (_is_wrapped(lines[end - 1].strip()) or _speaks_of_mail(lines[end].casefold(), 2)):
        end += 1
    return end


def _is_wrapped(line: str) -> bool:
    """Does a sentence go on in the next line?"""
    return len(line) >= _SHORTEST_WRAPPED and line[-1] not in ".!?:)]*-_" and not line.endswith(_LEARN_WHY)


def _speaks_of_mail(lowered: str, words: int) -> bool:
    """Are so many words in the text, or more, of those that banners are made of?"""
    return sum(stem in lowered for stem in BANNER_STEMS) >= words
