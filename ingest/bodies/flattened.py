"""Lines that hold more than one thing: an attribution or a header block in the middle of a line.

Web pages, phones and some gateways join lines: ``Thanks! Jim On Feb 16, 2024, at 4:35 PM, Ann <ann@example.org>
wrote: Make sure ..``. Such a line is cut before and behind the attribution, so that the scanner meets it as a line
of its own. Nothing is lost: the pieces joined are the line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.bodies.attributions import parse_attribution
from ingest.bodies.header_blocks import inline_block_start
from ingest.bodies.lines import unmarked
from ingest.quote_marks import INLINE_VERBS

LONGEST_ATTRIBUTION = 250
LONG = 100  # characters: shorter lines are looked at for the English verb only
MOST_CUTS = 100  # of one line
_BLOCK_NEEDS = 160  # characters: a shorter line holds no flattened block

_VERB = re.compile("|".join(re.escape(verb) for verb in INLINE_VERBS))
_START = re.compile(
    r"(?:^|(?<=[\s.!?)>])|(?<![\s-])(?=-{2,8} ?On ))-{0,8} ?"
    r"(?:On|At|Le|Am|El|Em|Il|Op|Den|Dne|W dniu|Dnia|På|\d{4}-\d\d-\d\d)\s(?=[^\n]{0,30}\d)"
)
# "Ann Example <ann@example.org> wrote:  Done?", of Yahoo's web mail
_ADDRESSED = re.compile(
    rf"[^\W\d_][^<>:\n]{{1,60}}<[^<>\s]{{1,80}}(?:@| (?:at|em|en|bei) )[^<>\s]{{3,80}}> (?:{_VERB.pattern})(?=[ \t]+\S)"
)
_OPENINGS = frozenset(("On ", "At ", "Le ", "Am ", "El ", "Em ", "Il ", "Op ", "Den"))
_GLUED_BLOCK = re.compile(r"-{3,12} ?[^\W\d_][^-:]{6,40}-{3,12}(?=[^\W\d_][\w ]{1,12}:)")
_GLUED = re.compile(r"(?<=[^\s*_-])\s*(?=-{4,10} ?(?:Original|Forwarded|Reply) [Mm]essage ?-{4,10})")


def cut_shared_lines(lines: list[str]) -> list[str]:
    """The lines, those that hold an attribution together with other words cut at its borders."""
    suspects = {
        line
        for line in lines
        if ":" in line
        and (len(line) > LONG or "rote:" in line or line[:3] == "---" or ("> " in line and _ADDRESSED.match(line)))
        and line[0] != ">"
        and _holds_an_attribution(line)
    }
    if not suspects:
        return lines
    return [piece for line in lines for piece in (_cut(line) if line in suspects else (line,))]


def _holds_an_attribution(line: str) -> bool:
    """May the line hold an attribution or a block and other words as well? What is marked is looked at unmarked."""
    if line.lstrip()[:1] == ">" or (line[:3] == "===" and line.rstrip()[-3:] == "==="):  # Foxmail draws it so
        return False
    if line[:3] == "---" and _GLUED_BLOCK.match(line):
        return True
    if len(line) > LONG and ("From:" in line or ("---" in line and "essage" in line)):
        return True
    if _ADDRESSED.match(line):
        return True
    if "20" not in line and "19" not in line:  # an attribution amid other words is one by its date
        return False
    for verb in INLINE_VERBS:
        if verb in line:
            return not line.rstrip().endswith(verb) or unmarked(line.lstrip()).lstrip()[:3] not in _OPENINGS
    return False


def _first_start(line: str, starts: list[int], end: int) -> int | None:
    """Where the attribution that ends here begins: as far left as it says the same."""
    found, same = None, None
    for start in reversed(starts):
        said = parse_attribution(line[start:end])
        if said is None or not said.certain or not said.date:
            continue
        if same is not None and (said.sent, said.name, said.address) != (same.sent, same.name, same.address):
            break
        found, same = start, said
    return found


def _cut(line: str) -> list[str]:
    """The pieces of one line, never empty ones."""
    borders = {0, len(line)}
    last = 0
    for verb in _VERB.finditer(line):
        first = max(last, verb.end() - LONGEST_ATTRIBUTION)
        starts = [match.start() for match in _START.finditer(line, first, verb.end())]
        found = _first_start(line, starts[-4:], verb.end())
        if found is not None:
            borders |= {found, verb.end()}
            last = verb.end()
        if len(borders) > MOST_CUTS:
            break
    if (addressed := _ADDRESSED.match(line)) is not None:
        borders.add(addressed.end())
    if (glued := _GLUED.search(line)) is not None:
        borders.add(glued.start())
    if (glued := _GLUED_BLOCK.match(line)) is not None:
        borders.add(glued.end())
    if len(line) > _BLOCK_NEEDS and (block := inline_block_start(line)):
        borders.add(block)
    whole_ends = {border for border in borders if line[border:].strip()} | {0}
    cuts = [*sorted(whole_ends), len(line)]
    return [line[first:last] for first, last in pairwise(cuts) if first < last]
