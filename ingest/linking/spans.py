"""Where links begin and end in a running text, also those that a line break cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.disguises import SPOKEN
from ingest.link_wrappers import BRACKETS, END_MARKS, NOT_IN_LINKS, Form, Wrapper
from ingest.linking.hosts import wrapper_of
from ingest.places import places

RUN = re.compile(f"[^{NOT_IN_LINKS}]*")
IN_LINKS = re.compile(f"[^{NOT_IN_LINKS}]")
FIRST = re.compile(r"[\w\[]")
SCHEMES = ("https", "http", "hxxps", "hxxp")
NAME = re.compile(r"(?:www|Www|WWW)\.[\w-]{1,63}\.\w|urldefense\.(?:com|us|proofpoint\.com)/v[1-3]/")
IN_NAMES = re.compile(r"[\w.@/-]")
ENTITY = re.compile(r"&(?:gt|lt|quot);")  # the brackets around a link, where the text is still escaped
TRAILER_OR_ENTITY = re.compile(rf"__;|{ENTITY.pattern}")
DOLLAR_OR_ENTITY = re.compile(rf"\$(?!__;)|{ENTITY.pattern}")  # "$__;" is one such link inside another
CLOSING = re.compile(f"[{re.escape(END_MARKS + ''.join(BRACKETS))}]*")
HEAD = 300  # as much of a link as tells its wrapper

# the "@" of a link as Pipermail writes it: "https://example.org/tea at lists.example.org/1.html", ".../tea at 3/tea.js"
SIGN = rf" (?:{'|'.join(SPOKEN)}) (?=(?:[\w-]{{1,63}}\.){{1,8}}[\w-]{{1,63}}[:/][\w/]|\d{{1,9}}/[a-z])"
SPELLED_SIGN = re.compile(SIGN)
LINK_WITH_SIGN = re.compile(rf"://[^{NOT_IN_LINKS}]{{1,500}}{SIGN}")
BEFORE_SIGN = re.compile(r"\w{3,5}://(?:[^/]*/.*[^/]|[^/.]+)\Z")  # a path, or who logs in

PIECES = 12  # lines that one link may run over
LINE_BREAK = re.compile(r"[ \t]{0,8}\r?\n[>| \t]{0,60}")  # with the quote marks of the next line
BLANK = re.compile(r"[ \t]{1,4}")
TRAILER = re.compile(r"[\w-]*={0,2}!{1,2}[\w-]+![\w-]*\$", re.ASCII)
NEW_LINK = re.compile(r"(?:https?|ftp)://|www\.|urldefense\.", re.IGNORECASE)


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of every link of a text, and the link as it reads without line breaks and quote marks."""
    done = run_end = 0
    for start in _starts(text):
        if start < done:
            continue
        if start >= run_end and (run := RUN.match(text, start)):
            run_end = run.end()
        done, seen = _extent(text, start, run_end)
        yield start, done, seen


def stands_alone(text: str, end: int) -> bool:
    """Whether a link that ends here stays apart from what follows: closing marks, and then no more of a link."""
    after = CLOSING.match(text, end)
    at = after.end() if after else end
    return not IN_LINKS.match(text, at) or ENTITY.match(text, at) is not None


def has_spelled_sign(text: str) -> bool:
    """Whether a link of the text has an "@" that an archive spelled out."""
    return LINK_WITH_SIGN.search(text) is not None


def _starts(text: str) -> list[int]:
    """Where a link may begin, in order; substring searches, since most of a text is none."""
    starts = [start for at in places(text, "://") if (start := _scheme_start(text, at)) >= 0]
    for mark in ("www.", "WWW.", "Www.", "urldefense."):
        starts += [at for at in places(text, mark) if NAME.match(text, at) and not _inside_a_name(text, at)]
    return sorted(starts)


def _scheme_start(text: str, at: int) -> int:
    """Where the scheme before this ``://`` begins; -1 where it is none of ours or no host follows."""
    if not FIRST.match(text, at + 3):
        return -1
    word = text[max(0, at - 6) : at].lower()
    for scheme in SCHEMES:
        if word.endswith(scheme):
            return at - len(scheme)
    return at - 3 if word.endswith("ftp") and not word[-4:-3].isalnum() else -1


def _inside_a_name(text: str, at: int) -> bool:
    return at > 0 and IN_NAMES.match(text, at - 1) is not None


def _extent(text: str, start: int, run_end: int) -> tuple[int, str]:
    """Where the link that starts here ends, and how it reads in one piece."""
    found = wrapper_of(text[start : min(run_end, start + HEAD)])
    wrapper = found[0] if found and found[0].ends else None
    if wrapper and wrapper.form is Form.STARS:
        stop, whole = _end_of_stars(text, start, run_end)
    else:
        entity = ENTITY.search(text, start, run_end)
        stop, whole = _before_mark_around(text, start, entity.start() if entity else run_end), False
    if wrapper and not whole and (joined := _joined(text, start, stop, wrapper)):
        return joined
    end = stop if whole else _trimmed(text, start, stop)
    sign = SPELLED_SIGN.match(text, end) if end == run_end and BEFORE_SIGN.match(text[start:end]) else None
    rest = RUN.match(text, sign.end()) if sign and not wrapper else None
    if not rest:
        return end, text[start:end]
    last = _trimmed(text, rest.start(), rest.end())
    return last, f"{text[start:end]}@{text[rest.start() : last]}"


def _before_mark_around(text: str, start: int, stop: int) -> int:
    """The end of a link that stands in single quotation marks, as in a program's log, or between two ``_``."""
    around = text[start - 1 : start]
    if around == "'" and (closing := text.find("'", start, stop)) >= 0:
        return closing
    return stop - 1 if around == "_" and text[stop - 1] == "_" else stop


def _end_of_stars(text: str, start: int, stop: int) -> tuple[int, bool]:
    """Where a urldefense link ends, and whether it is whole: with the ``$`` of its trailer."""
    mark = TRAILER_OR_ENTITY.search(text, start, stop)
    if mark and mark[0] == "__;":
        mark = DOLLAR_OR_ENTITY.search(text, mark.end(), stop)
        if mark and mark[0] == "$":
            return mark.end(), True
    return mark.start() if mark else stop, False


def _joined(text: str, start: int, stop: int, wrapper: Wrapper) -> tuple[int, str] | None:
    """End and whole text of a wrapped link that goes on after a line break; None where its known end is not met.

    In the trailer of urldefense, which holds nothing to read, one blank is passed over too.
    """
    seen = text[start:stop]
    stars = wrapper.form is Form.STARS
    if not stars and any(mark in seen for mark in wrapper.ends):
        return None
    may_pass_blank = stars
    for _ in range(PIECES):
        gap = LINE_BREAK.match(text, stop)
        if not gap and may_pass_blank and "__;" in seen:
            gap, may_pass_blank = BLANK.match(text, stop), False
        piece = RUN.match(text, gap.end()) if gap else None
        if not piece or not piece[0] or NEW_LINK.match(piece[0]):
            return None
        before, stop = len(seen), piece.end()
        seen += piece[0]
        end, whole = _end_of_stars(seen, 0, len(seen)) if stars else _end_of_fields(seen, wrapper.ends)
        if whole:
            sound = not stars or TRAILER.fullmatch(seen, seen.rfind("__;", 0, end) + 3, end)
            return (piece.start() + end - before, seen[:end]) if sound else None
    return None


def _end_of_fields(seen: str, ends: tuple[str, ...]) -> tuple[int, bool]:
    for mark in ends:
        if (at := seen.find(mark)) >= 0:
            return at + len(mark), True
    return len(seen), False


def _trimmed(text: str, start: int, stop: int) -> int:
    """The end of a link without the marks that close the sentence or the bracket around it; ``...`` stays: a cut."""
    surplus: dict[str, int] = {}
    while not text.endswith(("...", "\u2026"), start, stop):
        last = text[stop - 1]
        if last in BRACKETS:
            if last not in surplus:
                surplus[last] = text.count(last, start, stop) - text.count(BRACKETS[last], start, stop)
            if surplus[last] <= 0:
                break
            surplus[last] -= 1
        elif last not in END_MARKS:
            break
        stop -= 1
    return stop
