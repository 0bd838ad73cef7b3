"""What lists and hosts of lists add to a body: footers, privacy notes, advertisements, notes about scrubbed parts.

It is not the author's, it is repeated in every copy, and it ends an unmarked quote.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ingest.list_matter import digest_remains
from ingest.list_matter.banners import banner_at
from ingest.list_matter.disclaimers import company_notice_above, disclaimed_end, is_disclaimer
from ingest.list_matter.ends import (
    ENDS,
    LONGEST_ADVERTISEMENT,
    LONGEST_LIST_FOOTER,
    bare_list_footer_end,
    is_rule,
    list_lines_end,
    paragraph_end,
    sponsor_end,
)
from ingest.list_matter.marks import BANNERS, BOLD, LEGAL_STARTS, STARTS, UNDER_A_RULE
from ingest.list_matter.scrubbed import NOTE_STARTS, is_next_part, note_end

DRAWN = "_-=*~# "
LONGEST_RULES = 8  # lines, with the blank ones between them
LONGEST_REST_LINE = 120  # characters
LONGEST_REST = 16  # lines of a footer's further paragraphs, at the end of a mail
FIRST_SIX = (
    frozenset(start[:6] for start in (*STARTS, *BANNERS, *LEGAL_STARTS, *NOTE_STARTS)) | digest_remains.FIRST_SIX
)
_SHORTEST_RULE = 45  # underscores above what free mail services say of themselves
_YAHOOS_RULE = "-" * 33
LONGEST_WORD = 5  # lines of that
LONGEST_BOX = 14  # lines between two rules
_SERVICE = re.compile(
    r"(?i)yahoo!|[./]yahoo\.|\bmsn\b|hotmail|windows live|\blive\.com|\bweb\.de\b|\blycos\b|excite\.com|juno\.com|rediff"
    r"|voila\.fr|caramail|tiscali|altavista|netscape\.(?:com|net)|\biwon\.com|\bmail\.(?:com|ru)\b|laposte\.net"
)
_SCANNER = re.compile(r"_{10} .{0,40}\b(?:NOD32|ESET)\b.{0,200} _{10}")
_SPONSOR = re.compile(r"-{8,40} (?:Yahoo! Groups|eGroups|ONElist) Sponsor ")
_ADDRESS = re.compile(r"[\w.+-]{1,100}@[\w.-]{1,100}")
LONGEST_ADVERTISED = 600  # characters
MOST_ADVERTISED = 4  # one below the other
_ALL_STARTS = tuple(STARTS)
_START_SIX = frozenset(start[:6] for start in STARTS)
# names of what stands inside a message or belongs to no list: nothing more follows it
NO_LIST = frozenset(
    (
        "disclaimer",
        "mail-service",
        "virus-scanner",
        "alternative-html",
        "pgp",
        "proofpoint-banner",
        "gateway-banner",
        "scrubbed-attachment",
    )
)


def _named(line: str) -> str:
    """The name of the footer that starts so, "" where none does."""
    if line[:6] not in _START_SIX or not line.startswith(_ALL_STARTS):
        return ""
    return next(name for start, name in STARTS.items() if line.startswith(start))


def footer_at(lines: list[str], at: int, further: int = MOST_ADVERTISED) -> tuple[int, str] | None:
    """Where the list matter that starts at a line ends, and its name; None where the line starts none.

    ``further`` is how many advertisements may stand one below the other before other list matter or the end.
    """
    line = lines[at].strip()
    lowered = line[:80].casefold().lstrip(BOLD)
    if is_next_part(line) or (lowered.startswith(NOTE_STARTS) and note_end(lines, at) > at + 1):
        return note_end(lines, at), "scrubbed-attachment"
    if end := banner_at(lines, at, lowered):
        return end, "gateway-banner"
    if line[:11] == "__________ " and _SCANNER.fullmatch(line):
        return at + 1, "virus-scanner"
    if is_sponsored(line):
        return sponsor_end(lines, at), "yahoo-groups"
    if name := _named(lowered):
        return ENDS.get(name, paragraph_end)(lines, at), name
    if lowered[:6] in digest_remains.FIRST_SIX and (end := digest_remains.remains_end(lines, at)):
        return end, "digest"
    if is_disclaimer(lines, at):
        return paragraph_end(lines, at), "disclaimer"
    if line == "--":
        return _below_a_delimiter(lines, at) or _under_a_rule(lines, at, further)
    return (_under_a_rule(lines, at, further) or _advertisement(lines, at)) if is_rule(line) else None


def is_sponsored(line: str) -> bool:
    """Is this the rule above an advertisement of ONElist, of eGroups or of Yahoo! Groups, which it became?"""
    return line[:8] == "--------" and _SPONSOR.match(line) is not None


def with_its_rest(lines: list[str], start: int, end: int, name: str) -> int:
    """The end of a footer with the rest of it below: of a list's, paragraphs of links and addresses up to the end of the mail."""
    if name == "disclaimer":
        return disclaimed_end(lines, start, end)
    if name in NO_LIST:
        return end
    rest = [line.strip() for line in lines[end : end + LONGEST_REST + 1]]
    is_of_it = len(rest) <= LONGEST_REST and any(rest) and all(map(_is_of_the_rest, pairwise([*rest, ""])))
    return len(lines) if is_of_it else end


def _is_of_the_rest(lines: tuple[str, str]) -> bool:
    """Is a line blank or a rule, one with a link, or one that announces the link on the next?

    GitHub has its Message-ID there, Apple's lists whom the mail was sent to.
    """
    line, below = lines
    if not line.strip(DRAWN) or line.startswith(("Message ID: ", "This email sent to ")) or is_starred(line):
        return True
    return len(line) <= LONGEST_REST_LINE and (_is_place(line) or (line.endswith((":", " -")) and _is_place(below)))


def _is_place(line: str) -> bool:
    """Does the line hold a link, or is it an address?"""
    return "://" in line or _ADDRESS.fullmatch(line) is not None


def is_starred(line: str) -> bool:
    """Does the line stand between stars, as what Zope's and APNIC's lists say of themselves?"""
    return (
        len(line) <= LONGEST_REST_LINE and line.startswith("*") and line.endswith(" *" if line[1:2] == " " else "  **")
    )


def begin_above(bare: list[str], at: int, floor: int, name: str) -> int:
    """The first line of what belongs to a footer and stands right above it, its own where nothing does."""
    if name == "disclaimer":
        return company_notice_above(bare, at, floor)
    if name == "digest" and (begin := digest_remains.masthead_begin(bare, at, floor)) < at:
        return begin
    if name == "mail-service":
        return at - (at > floor and len(bare[at - 1]) > 2 and not bare[at - 1].strip("-"))
    return at if name in NO_LIST else _rule_above(bare, at, floor)


def _rule_above(bare: list[str], at: int, floor: int) -> int:
    """The line of the rules right above a footer, or of the list's name and address; the footer's own where none stands there."""
    first = at
    for above in range(at - 1, max(floor, at - LONGEST_RULES) - 1, -1):
        line = bare[above]
        if (
            (len(line) > 1 and not line.strip(DRAWN))
            or line == "-"
            or (above == at - 1 and " mailing list -- " in line)
        ):
            first = above
        elif line:
            break
    return first


def _under_a_rule(lines: list[str], at: int, further: int) -> tuple[int, str] | None:
    """The footer that a rule at this line draws off."""
    delimits = lines[at].strip() == "--"  # as that of a signature, or of a patch, does
    first = _first_below(lines, at)
    if first < len(lines) and is_rule(lines[first].strip()):
        if at and lines[at - 1].strip():  # the last line of a box around a signature: the footer has a rule of its own
            return None
        at, first = first, _first_below(lines, first)
    head = "".join(lines[first : first + (1 if delimits else 3)])[:400]
    starts, holds = _names_under_a_rule(head)
    if starts or is_disclaimer(lines, first):
        find_end = ENDS.get(starts, paragraph_end)
        return (starts and _box_end(lines, at)) or find_end(lines, first), starts or "disclaimer"
    if not holds and further and first == at + 1 and _is_advertised(lines, at, further):
        return paragraph_end(lines, first), "mail-service"
    if not holds or (delimits and "unsubscribe" not in head.casefold()):
        return None
    is_sentence = head.lstrip()[:3].casefold() == "to "  # "To unsubscribe, ...": no line of it tells where it ends
    return _box_end(lines, at) or (paragraph_end if is_sentence else list_lines_end)(lines, first), holds


def _box_end(lines: list[str], at: int) -> int:
    """The end of the mail where all below the rule at this line stands between it and the same rule again, else 0."""
    last = next((n for n in range(len(lines) - 1, max(at, len(lines) - LONGEST_BOX), -1) if lines[n].strip()), at)
    is_box = at < last <= at + LONGEST_BOX and lines[last].strip() == lines[at].strip()
    return last + 1 if is_box and is_rule(lines[at].strip()) else 0


def _first_below(lines: list[str], at: int) -> int:
    """The line that stands below a rule, one or two blank ones passed over."""
    first = at + 1
    while first < len(lines) and first < at + 3 and not lines[first].strip():
        first += 1
    return first


def _is_advertised(lines: list[str], at: int, further: int) -> bool:
    """Is what ends a mail right below a rule of theirs a free mail service's word for itself, and no card with an address?"""
    rule = lines[at].strip()
    if rule != _YAHOOS_RULE and (len(rule) < _SHORTEST_RULE or rule.strip("_")):
        return False
    end = paragraph_end(lines, at + 1)
    text = "".join(lines[at + 1 : end])
    is_word = end - at - 1 <= LONGEST_WORD and len(text) <= LONGEST_ADVERTISED and "@" not in text
    if not is_word or not _SERVICE.search(text):
        return False
    ahead = range(end, min(len(lines), end + LONGEST_LIST_FOOTER))
    below = next((line for line in ahead if lines[line].strip()), len(lines))
    return below == len(lines) or footer_at(lines, below, further - 1) is not None


def _below_a_delimiter(lines: list[str], at: int) -> tuple[int, str] | None:
    """The list's footer that stands below the delimiter of a signature at this line, with its rule or its page."""
    below = footer_at(lines, at + 1) if at + 1 < len(lines) and is_rule(lines[at + 1].strip()) else None
    if below is None and (end := bare_list_footer_end(lines, at + 1)):
        return end, "mailman2"
    return below if below and below[1] not in NO_LIST else None


def _advertisement(lines: list[str], at: int) -> tuple[int, str] | None:
    """What SourceForge put between a rule at this line and the one of its footer."""
    for end in range(at + 1, min(len(lines), at + LONGEST_ADVERTISEMENT)):
        if is_rule(lines[end].strip()):
            return (end, "sourceforge") if "lists.sourceforge.net" in "".join(lines[end : end + 4]) else None
    return None


@lru_cache(maxsize=1024)
def _names_under_a_rule(head: str) -> tuple[str, str]:
    """The footer that these words start, and the one that they are words of; the same end most mails of a list."""
    head = " ".join(head.split()).casefold()
    return _named(head), next((name for words, name in UNDER_A_RULE if words in head), "")
