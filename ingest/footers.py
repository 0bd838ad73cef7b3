"""What lists and gateways add to a body: footers, privacy notes, banners, notes about scrubbed parts.

It is not the author's, it is repeated in every copy, and it ends an unmarked quote.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ingest import digest_remains
from ingest.footer_marks import (
    BANNER_STEMS,
    BANNERS,
    LEGAL_SIGNS,
    LEGAL_STARTS,
    MAILS,
    OUTSIDE,
    SECRECY,
    STARTS,
    THESE,
    THIS_MAIL,
    UNDER_A_RULE,
    WARNINGS,
)
from ingest.scrubbed import NOTE_STARTS, is_next_part, note_end

LONGEST_FOOTER = 40  # lines
LONGEST_LIST_FOOTER = 8
LONGEST_ADVERTISEMENT = 12  # lines
LONGEST_NAME = 40  # characters of a list's name, which may stand alone on the first line
DRAWN = "_-=*~# "
LONGEST_RULES = 8  # lines, with the blank ones between them
LONGEST_REST_LINE = 120  # characters
LONGEST_REST = 16  # lines of a footer's further paragraphs, at the end of a mail
LONGEST_ARMOR = 60  # lines of a PGP signature
BOLD = '*_"“'  # marks around words, which a footer may begin with
LONGEST_DISCLAIMER = 3000  # characters looked at
LONGEST_BANNER = 30  # lines of a banner that says where it ends
BANNER_ENDS = "ZjQcmQRYFpfptBannerEnd"
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
LONGEST_WARNING = 600  # characters
_FOOTER_LINE = re.compile(
    r"(?i)https?://|www\.|mailto:|mailing list|maillist|unsubscribe|subscri|listinfo|^please contact [\w.-]{1,64}@"
    r"|[\w.-]{1,64}(?:@| at | em | en )[\w-]+\.[\w.-]+\s*>?$"
)
FIRST_SIX = (
    frozenset(start[:6] for start in (*STARTS, *BANNERS, *LEGAL_STARTS, *NOTE_STARTS)) | digest_remains.FIRST_SIX
)
NEAR_ITS_BEGIN = 300  # characters
FEWEST_SIGNS = 3  # that make a paragraph a disclaimer
_LEGAL = tuple(tuple(row.split()) for row in LEGAL_SIGNS)
# what the law asks of business letters in Germany and Austria (GmbHG 35a, HGB 37a, UGB 14), as its companies put it in both tongues
_COMPANY = re.compile(
    r"(?i)\b(?:GmbH|AG|KG|Gesch(?:ä|\?|ae)ftsf(?:ü|\?|ue)hr|Managing Director|Vorstand|Aufsichtsrat|Sitz|Registered Office|"
    r"Registergericht|Amtsgericht|Commercial Register|HRB|HRA|FN \d|USt-Id|UID)"
)
_SHORTEST_RULE = 45  # underscores above what free mail services say of themselves
LONGEST_WORD = 5  # lines of that
_SERVICE = re.compile(
    r"(?i)yahoo!|[./]yahoo\.|\bmsn\b|hotmail|windows live|\blive\.com|\bweb\.de\b|\blycos\b|excite\.com|juno\.com|rediff"
    r"|voila\.fr|caramail|tiscali|altavista|netscape\.(?:com|net)|\biwon\.com|\bmail\.(?:com|ru)\b|laposte\.net"
)
_SPONSOR = re.compile(r"-{8,40} (?:Yahoo! Groups|eGroups|ONElist) Sponsor ")
_ADDRESS = re.compile(r"[\w.+-]{1,100}@[\w.-]{1,100}")
LONGEST_NOTICE = 12  # lines, with the blank ones below it
_SHORTEST_WRAPPED = 60  # characters of a line of a banner
_LEARN_WHY = "Learn why this is important"  # a link, in Outlook's
_TAG = re.compile(r"\[ext(?:ernal)?(?: (?:e-?mail|sender|message))?\][\s:-]{0,5}(?=\S)")  # with words behind it
_SOFT_WRAP = 76  # characters of a line that goes on in the next
_ALL_STARTS = tuple(STARTS)
_START_SIX = frozenset(start[:6] for start in STARTS)


def _named(line: str) -> str:
    """The name of the footer that starts so, "" where none does."""
    if line[:6] not in _START_SIX or not line.startswith(_ALL_STARTS):
        return ""
    return next(name for start, name in STARTS.items() if line.startswith(start))


def is_rule(line: str) -> bool:
    """Is the line nothing but a drawn rule of ten marks or more?"""
    return len(line) >= 10 and line.strip("_-=*~ ") == "" and line[:1] in "_-=*~"


def footer_at(lines: list[str], at: int) -> tuple[int, str] | None:
    """Where the list matter that starts at a line ends, and its name; None where the line starts none."""
    line = lines[at].strip()
    lowered = line[:80].casefold().lstrip(BOLD)
    if is_next_part(line) or (lowered.startswith(NOTE_STARTS) and note_end(lines, at) > at + 1):
        return note_end(lines, at), "scrubbed-attachment"
    if lowered.startswith(BANNERS):
        tag = _TAG.match(lowered)
        return (
            None
            if tag and not _speaks_of_mail(lowered[tag.end() :], 1)
            else (_warning_end(lines, at), "gateway-banner")
        )
    if is_sponsored(line):
        return _sponsor_end(lines, at), "yahoo-groups"
    if name := _named(lowered):
        return _ENDS.get(name, _paragraph_end)(lines, at), name
    if lowered[:6] in digest_remains.FIRST_SIX and (end := digest_remains.remains_end(lines, at)):
        return end, "digest"
    if _is_disclaimer(lines, at):
        return _paragraph_end(lines, at), "disclaimer"
    if line == "--":
        return _below_a_delimiter(lines, at) or _under_a_rule(lines, at)
    return (_under_a_rule(lines, at) or _advertisement(lines, at)) if is_rule(line) else None


def is_sponsored(line: str) -> bool:
    """Is this the rule above an advertisement of ONElist, of eGroups or of Yahoo! Groups, which it became?"""
    return line[:8] == "--------" and _SPONSOR.match(line) is not None


def with_its_rest(lines: list[str], end: int, name: str) -> int:
    """The end of a list's footer with the paragraphs below it, where these are of links and addresses up to the end of the mail."""
    if name in NO_LIST:
        return end
    rest = [line.strip() for line in lines[end : end + LONGEST_REST + 1]]
    is_of_it = len(rest) <= LONGEST_REST and any(rest) and all(map(_is_of_the_rest, pairwise([*rest, ""])))
    return len(lines) if is_of_it else end


def _is_of_the_rest(lines: tuple[str, str]) -> bool:
    """Is a line blank or a rule, one with a link, or one that announces the link on the next? GitHub has its Message-ID there."""
    line, below = lines
    if not line.strip(DRAWN) or line.startswith("Message ID: ") or is_starred(line):
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
        return _company_notice_above(bare, at, floor)
    if name == "digest" and (begin := digest_remains.masthead_begin(bare, at, floor)) < at:
        return begin
    if name == "mail-service":
        return at - (at > floor and bare[at - 1] == "---")
    return at if name in NO_LIST else _rule_above(bare, at, floor)


def _rule_above(bare: list[str], at: int, floor: int) -> int:
    """The line of the rules right above a footer, or of the list's name and address; the footer's own where none stands there."""
    first = at
    for above in range(at - 1, max(floor, at - LONGEST_RULES) - 1, -1):
        line = bare[above]
        if (len(line) > 1 and not line.strip(DRAWN)) or (above == at - 1 and " mailing list -- " in line):
            first = above
        elif line:
            break
    return first


def banner_at_the_top(lines: list[str], at: int) -> int:
    """The line after the banner of a gateway that starts here, at the top of a message; the same line where none does."""
    end = _warning_end(lines, at)
    text = " ".join("".join(lines[at:end]).split()) if end - at <= LONGEST_LIST_FOOTER else ""
    return end if 0 < len(text) <= LONGEST_WARNING and _AT_THE_TOP.match(text) else at


def _warning_end(lines: list[str], at: int) -> int:
    """The line after the banner of a gateway that starts here; what an author writes right below it is none of it."""
    end, last = at + 1, _paragraph_end(lines, at)
    while end < last and (_is_wrapped(lines[end - 1].strip()) or _speaks_of_mail(lines[end].casefold(), 2)):
        end += 1
    return end


def _is_wrapped(line: str) -> bool:
    """Does a sentence go on in the next line?"""
    return len(line) >= _SHORTEST_WRAPPED and line[-1] not in ".!?:)]*-_" and not line.endswith(_LEARN_WHY)


def _speaks_of_mail(lowered: str, words: int) -> bool:
    """Are so many words in the text, or more, of those that banners are made of?"""
    return sum(stem in lowered for stem in BANNER_STEMS) >= words


def _is_disclaimer(lines: list[str], at: int) -> bool:
    """Does the paragraph that starts here start as disclaimers do, speak of the mail it stands in, and hold signs of one?"""
    if at >= len(lines) or not lines[at][:80].casefold().lstrip(BOLD + " \t").startswith(LEGAL_STARTS):
        return False
    text = " ".join("".join(lines[at : _paragraph_end(lines, at)])[:LONGEST_DISCLAIMER].casefold().split())
    signs = [any(sign in text for sign in row) for row in _LEGAL]
    if sum(signs) < FEWEST_SIGNS or not any(signs[: len(SECRECY)]):
        return False
    return any(mail in text[:NEAR_ITS_BEGIN] for mail in THIS_MAIL)


def _under_a_rule(lines: list[str], at: int) -> tuple[int, str] | None:
    """The footer that a rule at this line draws off."""
    first = at + 1
    while first < len(lines) and first < at + 3 and not lines[first].strip():
        first += 1
    delimits = lines[at].strip() == "--"  # as that of a signature, or of a patch, does
    head = "".join(lines[first : first + (1 if delimits else 3)])[:400]
    starts, holds = _names_under_a_rule(head)
    if starts or _is_disclaimer(lines, first):
        return _paragraph_end(lines, first), starts or "disclaimer"
    if not holds and _is_advertised(lines, at, first):
        return _paragraph_end(lines, first), "mail-service"
    if not holds or (delimits and "unsubscribe" not in head.casefold()):
        return None
    return _list_lines_end(lines, first), holds


def _is_advertised(lines: list[str], at: int, first: int) -> bool:
    """Is what ends a mail right below a rule of underscores a free mail service's word for itself, and no card with an address?"""
    rule, end = lines[at].strip(), _paragraph_end(lines, first)
    if len(rule) < _SHORTEST_RULE or rule.strip("_") or first > at + 1 or end - first > LONGEST_WORD:
        return False
    text = "".join(lines[first:end])
    if len(text) > LONGEST_WARNING or "@" in text or not _SERVICE.search(text):
        return False
    below = next(
        (line for line in range(end, min(len(lines), end + LONGEST_LIST_FOOTER)) if lines[line].strip()), len(lines)
    )
    return below == len(lines) or footer_at(lines, below) is not None


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


def _list_lines_end(lines: list[str], at: int) -> int:
    """The line after the lines of a Mailman footer: its name, its addresses, its page."""
    end, last = at, min(len(lines), at + LONGEST_LIST_FOOTER)
    while end < last and (line := lines[end].strip()):
        wrapped = len(lines[end - 1].strip()) >= _SOFT_WRAP
        is_its_name = end == at and len(line) < LONGEST_NAME
        if len(line) > 300 or not (wrapped or is_its_name or _is_of_footers(line)):
            break
        end += 1
    while end < len(lines) and is_rule(lines[end].strip()):
        end += 1
    return end


@lru_cache(maxsize=4096)
def _is_of_footers(line: str) -> bool:
    """Does the line hold an address or a link as the lines of footers do? The same ones end most mails of a list."""
    return _FOOTER_LINE.search(line) is not None


def _next_line(_lines: list[str], at: int) -> int:
    return at + 1


def _armor_end(lines: list[str], at: int) -> int:
    """The line after the armor of PGP: its head with the hash, or the whole signature."""
    if "SIGNATURE" not in lines[at]:
        return _paragraph_end(lines, at)
    ends = (
        i + 1 for i in range(at, min(len(lines), at + LONGEST_ARMOR)) if lines[i].lstrip("- ").startswith("END PGP")
    )
    return next(ends, _paragraph_end(lines, at))


def _banner_end(lines: list[str], at: int) -> int:
    """The line after the one with which Proofpoint closes its banner."""
    inside = range(at, min(len(lines), at + LONGEST_BANNER))
    return next((i + 1 for i in inside if BANNER_ENDS in lines[i]), at + 1)


def bare_list_footer_end(lines: list[str], at: int) -> int:
    """The line after a Mailman footer that has lost its rule, 0 where the line starts none."""
    if at >= len(lines) or not (line := lines[at].strip()).endswith("mailing list") or len(line) >= 60:
        return 0
    below = range(at + 1, min(len(lines), at + 4))
    return next((i + 1 for i in below if "/mailman" in lines[i] and "listinfo" in lines[i]), 0)


def _company_notice_above(bare: list[str], at: int, floor: int) -> int:
    """The first line of the notice about a company right above a disclaimer, ``at`` where none stands there."""
    start = at - 1
    while start > floor and not bare[start]:
        start -= 1
    while start > floor and at - start < LONGEST_NOTICE and bare[start - 1]:
        start -= 1
    notice = " ".join(bare[max(start, floor) : at])
    if start < floor or len({sign.casefold() for sign in _COMPANY.findall(notice)}) <= 2:
        return at
    return next(line for line in range(start, at) if _COMPANY.search(bare[line]))  # a sign-off may stand right above


def _paragraph_end(lines: list[str], at: int) -> int:
    """The line after the paragraph that a line is in; what an archive notes below needs no blank line."""
    end = at + 1
    while end < min(len(lines), at + LONGEST_FOOTER) and (line := lines[end].strip()) and not is_next_part(line):
        end += 1
    return end


def _sponsor_end(lines: list[str], at: int) -> int:
    """The line after the one that closes an advertisement."""
    inside = range(at + 1, min(len(lines), at + LONGEST_ADVERTISEMENT))
    closes = (i + 1 for i in inside if lines[i].startswith("----") and not lines[i].strip("-_~> \r\n"))
    return next(closes, _paragraph_end(lines, at))


def _forum_end(lines: list[str], at: int) -> int:
    """The line after the one like the first, with which Mail2Forum and Topica close their notes."""
    below = range(at + 1, min(len(lines), at + LONGEST_ADVERTISEMENT))
    return next((n + 1 for n in below if lines[n].strip() == lines[at].strip()), at + 1)


# names of what stands inside a message or belongs to no list: nothing more follows it
NO_LIST = frozenset(
    (
        "disclaimer",
        "mail-service",
        "alternative-html",
        "pgp",
        "proofpoint-banner",
        "gateway-banner",
        "scrubbed-attachment",
    )
)
# where footers end that are no paragraph
_ENDS = {
    "alternative-html": _next_line,
    "pgp": _armor_end,
    "mail2forum": _forum_end,
    "topica": _forum_end,
    "proofpoint-banner": _banner_end,
}
