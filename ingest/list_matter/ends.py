"""Where list matter ends: with its paragraph, with lines like those of its kind, or with the mark that closes it."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.list_matter.scrubbed import is_next_part

LONGEST_FOOTER = 40  # lines
LONGEST_LIST_FOOTER = 10
LONGEST_ADVERTISEMENT = 12  # lines
LONGEST_LIST = 4  # words of a list's name
LONGEST_NAME = 40  # characters of a list's name, which may stand alone on the first line
LONGEST_ARMOR = 60  # lines of a PGP signature
LONGEST_BANNER = 30  # lines of a banner that says where it ends
BANNER_ENDS = "ZjQcmQRYFpfptBannerEnd"
_FOOTER_LINE = re.compile(
    r"(?i)https?://|www\.|mailto:|mailing list|maillist|unsubscribe|subscri|listinfo|^please contact [\w.-]{1,64}@"
    r"|[\w.-]{1,64}(?:@| at | em | en )[\w-]+\.[\w.-]+\s*>?$"
)
# how the HTML of Yahoo! Groups and Groups.io opens their words -> how it closes them
BOXES = {"__._,_.___": "__,_._,___", "_._,_._,_": "_._,_._,_"}
LONGEST_HOSTS_BOX = 80  # lines
_LAUNCHPADS = re.compile(
    r"  \S|\s{3}|(?:Title|Status in .{1,80}|Bug description|To manage notifications .{1,80}):$|https://bugs\.launchpad\.net/"
)
_GERRITS = re.compile(r"Gerrit-[\w-]{2,30}: ")
_GOES_ON = frozenset("./_-")  # signs at which a link is broken
_SOFT_WRAP = 76  # characters of a line that goes on in the next


def is_rule(line: str) -> bool:
    """Is the line nothing but a drawn rule of ten marks or more?"""
    return len(line) >= 10 and line.strip("_-=*~ ") == "" and line[:1] in "_-=*~"


def paragraph_end(lines: list[str], at: int) -> int:
    """The line after the paragraph that a line is in; what an archive notes below needs no blank line."""
    end = at + 1
    while end < min(len(lines), at + LONGEST_FOOTER) and (line := lines[end].strip()) and not is_next_part(line):
        end += 1
    return end


def list_lines_end(lines: list[str], at: int) -> int:
    """The line after the lines of a Mailman footer: its name, its addresses, its page."""
    end, last = at, min(len(lines), at + LONGEST_LIST_FOOTER)
    while end < last and (line := lines[end].strip()):
        above = lines[end - 1].strip()
        wrapped = len(above) >= _SOFT_WRAP or (above[-1:] in _GOES_ON and "://" in above and " " not in line)
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


def _scanner_end(lines: list[str], at: int) -> int:
    """The line after the paragraph, or the rule of the list's footer that stands right below a scanner's word."""
    end = paragraph_end(lines, at)
    return next((line for line in range(at + 1, end) if is_rule(lines[line].strip())), end)


def _armor_end(lines: list[str], at: int) -> int:
    """The line after the armor of PGP: its head with the hash, or the whole signature."""
    if "SIGNATURE" not in lines[at]:
        return paragraph_end(lines, at)
    ends = (
        i + 1 for i in range(at, min(len(lines), at + LONGEST_ARMOR)) if lines[i].lstrip("- ").startswith("END PGP")
    )
    return next(ends, paragraph_end(lines, at))


def _banner_end(lines: list[str], at: int) -> int:
    """The line after the one with which Proofpoint closes its banner."""
    inside = range(at, min(len(lines), at + LONGEST_BANNER))
    return next((i + 1 for i in inside if BANNER_ENDS in lines[i]), at + 1)


def sponsor_end(lines: list[str], at: int) -> int:
    """The line after the one that closes an advertisement."""
    inside = range(at + 1, min(len(lines), at + LONGEST_ADVERTISEMENT))
    closes = (i + 1 for i in inside if lines[i].startswith("----") and not lines[i].strip("-_~> \r\n"))
    return next(closes, paragraph_end(lines, at))


def _forum_end(lines: list[str], at: int) -> int:
    """The line after the one like the first, with which Mail2Forum and Topica close their notes."""
    below = range(at + 1, min(len(lines), at + LONGEST_ADVERTISEMENT))
    return next((n + 1 for n in below if lines[n].strip() == lines[at].strip()), at + 1)


def _groups_end(lines: list[str], at: int) -> int:
    """The line after the one that closes what a host of lists added; what opens it stands alone where nothing does."""
    closes = BOXES.get(lines[at].strip(), "")
    below = range(at + 1, min(len(lines), at + LONGEST_HOSTS_BOX))
    return next((n + 1 for n in below if lines[n].strip() == closes), at + 1)


def bare_list_footer_end(lines: list[str], at: int) -> int:
    """The line after a Mailman footer that has lost its rule, 0 where the line starts none."""
    if at >= len(lines) or not (line := lines[at].strip()).endswith("mailing list") or len(line) >= 60:
        return 0
    if at and line.count(" ") > LONGEST_LIST and lines[at - 1].strip(" _-\r\n"):  # a sentence that ends so
        return 0
    below = range(at + 1, min(len(lines), at + 4))
    return next((i + 1 for i in below if "/mailman" in lines[i] and "listinfo" in lines[i]), 0)


def _as_long_as(lines: list[str], at: int, of_it: re.Pattern[str]) -> int:
    """The line after the paragraph and those lines below that a tracker adds as well, blank ones between them included."""
    last = end = paragraph_end(lines, at)
    while end < len(lines) and (not (line := lines[end].rstrip()) or of_it.match(line)):
        end += 1
        last = end if line else last
    return last


def _launchpad_end(lines: list[str], at: int) -> int:
    """The line after all that Launchpad says of a bug in each of its mails: title, states and the whole description, indented."""
    return _as_long_as(lines, at, _LAUNCHPADS)


def _gerrit_end(lines: list[str], at: int) -> int:
    """The line after what Gerrit writes for programs."""
    return _as_long_as(lines, at, _GERRITS)


# where those end that are no paragraph, by their names
ENDS = {
    "launchpad": _launchpad_end,
    "gerrit": _gerrit_end,
    "box of a host": _groups_end,
    "alternative-html": _next_line,
    "gateway-banner": _next_line,  # one below a message
    "virus-scanner": _scanner_end,
    "pgp": _armor_end,
    "mail2forum": _forum_end,
    "topica": _forum_end,
    "proofpoint-banner": _banner_end,
}
