"""The messages of a pasted or printed page, each with the quote marks that the page took from it.

``take_apart`` never fails and loses nothing: every character of a page, blanks apart, is in a message or in a discard with
its reason. A message comes back as mail has it, its quotes marked with ``>`` and its attributions on lines of their own, so
that it is read on like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from textwrap import dedent

from ingest.bodies.attributions import Attribution
from ingest.list_names import group_named, list_tag, named_at_the_foot
from ingest.message import Kind, MailingList, SentBasis
from ingest.pasting import converted, mhonarc, paper, whole_heads
from ingest.pasting.authors import Known, Unsigned, authors
from ingest.pasting.boards import NEWSGROUP
from ingest.pasting.cut import cut, cut_at
from ingest.pasting.heads import find_heads
from ingest.pasting.hyperkitty import is_bare
from ingest.pasting.indents import folds_of, marked, shows_indented_quotes
from ingest.pasting.lines import Line, split_lines
from ingest.pasting.mailers import SAVED
from ingest.pasting.pages import Region, between, blanked, bounds, complement, gaps, lines_joined, links_joined, regions
from ingest.pasting.prints import CERTAIN, find_prints
from ingest.pasting.quotes import Cut
from ingest.pasting.restored import restored
from ingest.pasting.results import Discard, Message, Page
from ingest.pasting.rows import Print, Row, rows_of
from ingest.pasting.signs import signs
from ingest.pasting.sites import (
    APACHE,
    FREELISTS,
    IETF,
    MAIL_ARCHIVE,
    MOD_MBOX,
    OPENWALL,
    PONY_MAIL,
    SOURCEFORGE,
    with_whole_rules,
    without_files,
)

LONGEST_TITLE = 200


def take_apart(text: str) -> Page:
    """The messages of a page, in its order; what was put into it on its way is left out first."""
    reader, (end, links) = converted.reader(text), converted.listed(text)
    put_in = [Discard(row.start, row.end, paper.WHAT) for row in paper.furniture(rows_of(text[:end]))]
    put_in = [each for each in put_in if reader is None or each.start >= reader.end]
    if reader:
        put_in.insert(0, Discard(0, reader.end, converted.HEAD))
    if links:
        put_in.append(Discard(end, len(text), converted.LINKS))
    if not put_in:
        return _taken_apart(text)
    numbers = converted.numbers(text[:end], links)
    shown = blanked(text, complement([(each.start, each.end) for each in put_in], len(text)))
    page = _placed(_taken_apart(converted.without(shown, numbers)), converted.Places(numbers).whole)
    messages = tuple(replace(each, text=_LEFT.sub("", each.text)) for each in page.messages)
    if reader and len(messages) == 1:
        messages = (replace(messages[0], url=reader.url, subject=messages[0].subject or reader.title),)
        tag = list_tag(messages[0].subject)
        page = replace(page, mailing_list=page.mailing_list or (MailingList(tag) if tag else None))
    discards = sorted((*page.discards, *put_in), key=lambda each: each.start)
    return replace(page, messages=messages, discards=tuple(discards))


_LEFT = re.compile(r"^ {10,}\n", re.M)  # of a line that was taken out


def _placed(page: Page, place: Callable[[int], int]) -> Page:
    """What was found in a page without its numbers, at its places in the page."""
    messages = tuple(replace(each, start=place(each.start), end=place(each.end)) for each in page.messages)
    discards = tuple(replace(each, start=place(each.start), end=place(each.end)) for each in page.discards)
    return replace(page, messages=messages, discards=discards)


def _taken_apart(text: str) -> Page:
    """The messages of a page into which nothing was put."""
    rows = rows_of(text)
    prints = find_prints(rows)
    if len(prints) > 1 or (prints and (prints[0].by in CERTAIN or signs(text))):
        return _printed(text, rows, prints)
    names, foot = _participants(text)
    title, top = _title(text[:foot])
    discards = [Discard(top[0], top[1], "title of the page")] if title else []
    if foot < len(text):
        discards.append(Discard(foot, len(text), "list of participants"))
    messages = _run_together(text[:foot], top[1], title, names)
    return Page(title, names, messages, tuple(discards))


# -- around the messages -----------------------------------------------------------------------------------------------

_IS_ANSWER = re.compile(r"(?:\[[^\]]*\]\s*)*Re:", re.I)
_PARTICIPANTS = re.compile(r"^[^\w\n]{0,20}participants[^\S\n]{0,3}\((\d{1,4})\)[^\S\n]*$", re.I | re.M)


def _participants(text: str) -> tuple[tuple[str, ...], int]:
    """The names of the block "participants (7)" at the end of a page, and where it begins; the page's end where it has none."""
    blocks = list(_PARTICIPANTS.finditer(text))
    if not blocks:
        return (), len(text)
    found = blocks[-1]
    lines = [line.strip(" \t-–•*·") for line in text[found.end() :].split("\n")]
    names = [line for line in lines if line]
    is_list = 0 < len(names) <= int(found[1]) + 4 and all(len(name) <= 80 for name in names)
    return (tuple(names[: int(found[1])]), found.start()) if is_list else ((), len(text))


def _title(text: str) -> tuple[str, tuple[int, int]]:
    """The title that a page begins with, and where it stands; "" where its first line is a text."""
    start = len(text) - len(text.lstrip())
    newline = text.find("\n", start)
    end = newline if newline >= 0 else len(text)
    line = text[start:end].strip()
    is_title = newline >= 0 and line and len(line) <= LONGEST_TITLE and not line.endswith((".", ",", ";", ":"))
    if not is_title or find_heads(line) or len(line.split()) > 30:
        return "", (0, 0)
    return line, (start, end)


# -- pages that print heads above their messages -----------------------------------------------------------------------

KEEP_LINES = {
    mhonarc.BY,
    whole_heads.BY,
    "hypermail",
    "Pipermail",
    IETF,
    MAIL_ARCHIVE,
    APACHE,
    OPENWALL,
    PONY_MAIL,
    MOD_MBOX,
    SOURCEFORGE,
    FREELISTS,
    SAVED,
    NEWSGROUP,
}  # programs that print a mail's lines as they are


def _printed(text: str, rows: Sequence[Row], prints: Sequence[Print]) -> Page:
    """The messages under the heads that the page prints."""
    found = regions(rows, prints)
    bounds_of = [bounds(rows, region) for region in found]
    folds_by_region = [folds_of(rows, region) for region in found]
    page = blanked(text, chain.from_iterable(map(between, bounds_of, folds_by_region)))
    titles = [region.head.subject for region in found]
    lines = split_lines(page, find_heads(page, titles))
    starts = [start for start, _ in bounds_of]
    folds = [fold.start for fold in chain.from_iterable(folds_by_region)]
    cuts = cut_at(page, lines, starts, folds, is_bare=is_bare(rows))
    messages = tuple(
        _under_print(page, rows, lines, region, place, each, number)
        for number, (region, place, each) in enumerate(zip(found, bounds_of, cuts, strict=True))
    )
    discards = tuple(Discard(*gap) for gap in gaps(text, rows, found))
    return Page(titles[0], (), messages, discards, _list_of(text, found))


def _under_print(
    page: str,
    rows: Sequence[Row],
    lines: Sequence[Line],
    region: Region,
    place: tuple[int, int],
    each: Cut,
    number: int,
) -> Message:
    head, attachments = region.head, region.attachments
    if head.by in KEEP_LINES:
        text = dedent(lines_joined(page[place[0] : place[1]])) + "\n"
        if head.by in (MAIL_ARCHIVE, mhonarc.BY):
            text, attachments = without_files(with_whole_rules(text) if head.by == MAIL_ARCHIVE else text)
    elif shows_indented_quotes(rows, region):
        text = links_joined(marked(page, rows, region))
    else:
        text = links_joined(restored(page, lines, each))
    return Message(
        start=rows[head.first].start,
        end=place[1],
        text=text,
        sender=head.sender,
        sent=head.sent,
        sent_basis=head.basis if head.sent else SentBasis.NONE,
        subject=head.subject,
        answers=_answers(each, number),
        evidence=_printed_evidence(head),
        message_id=head.message_id,
        parents=head.parents,
        url=head.url,
        attachments=attachments,
        header=head.header,
    )


def _printed_evidence(head: Print) -> str:
    if head.header:
        return "author and time as in its own header, which the page shows"
    if head.sent is None and not (head.sender.name or head.sender.address):
        return f"subject as printed above it by {head.by}; the page does not say who wrote it, and when"
    if head.sent is None:
        return f"author as printed above it by {head.by}, which does not say when it was written"
    return f"author and time as printed above it by {head.by}"


def _list_of(text: str, found: Sequence[Region]) -> MailingList | None:
    """The list that the page names at its foot or in its fields, else the one in the tag of all subjects, else a group's."""
    named = named_at_the_foot(text) or next(filter(None, (region.head.list_name for region in found)), "")
    if named:
        return MailingList(named)
    tags = [list_tag(region.head.subject) for region in found]
    same = len({tag.casefold() for tag in tags}) == 1
    name = tags[0] if same and tags[0] else group_named(text)
    return MailingList(name) if name else None


# -- pages without heads of their own ----------------------------------------------------------------------------------


def _run_together(text: str, start: int, title: str, participants: Sequence[str]) -> tuple[Message, ...]:
    """The messages of a page that shows no heads above them."""
    body = " " * start + text[start:]
    lines = split_lines(body, find_heads(body, [title]))
    cuts = cut(body, lines)
    answers = [_answers(each, number) for number, each in enumerate(cuts)]
    heads = _heads_of(cuts)
    asked = [
        Unsigned(
            "\n".join(body[lines[n].start : lines[n].end].strip() for n in each.own),
            tuple(heads.get(number, ())),
            answers[number],
        )
        for number, each in enumerate(cuts)
    ]
    known = authors(asked, participants)
    subjects = _subjects(known, answers, title)
    return tuple(
        _message(body, lines, each, known[number], subjects[number], answers[number])
        for number, each in enumerate(cuts)
    )


def _heads_of(cuts: Sequence[Cut]) -> dict[int, list[Attribution]]:
    """The heads under which each message is quoted, by its number; quotes of mixed origin tell nothing."""
    heads: dict[int, list[Attribution]] = {}
    for quote in (quote for each in cuts for quote in each.quotes):
        named = bool(quote.said.name or quote.said.address)
        if named and quote.lines and not quote.is_mixed and quote.of is not None and quote.of.message is not None:
            heads.setdefault(quote.of.message, []).append(quote.said)
    return heads


def _answers(each: Cut, number: int) -> int | None:
    """The message whose words stand in the outermost quote; a message does not answer itself."""
    outer = each.quotes[0].of if each.quotes else None
    return outer.message if outer and outer.message != number else None


def _subjects(known: Sequence[Known], answers: Sequence[int | None], title: str) -> list[str]:
    """The subject of each message: as a head has it; the title for the first; "Re:" and the subject that it answers."""
    subjects: list[str] = []
    for number, each in enumerate(known):
        above = answers[number]
        answered = subjects[above] if above is not None and above < number else ""
        subjects.append(each.subject or (_answering(answered) if number else title))
    return subjects


def _answering(subject: str) -> str:
    """The subject of an answer to a message that bears this one; "" where it bears none."""
    return f"Re: {subject}" if subject and not _IS_ANSWER.match(subject) else subject


def _message(text: str, lines: Sequence[Line], each: Cut, known: Known, subject: str, answers: int | None) -> Message:
    numbers = [number for number, _ in each.parts]
    return Message(
        start=lines[numbers[0]].start,
        end=lines[numbers[-1]].end,
        text=restored(text, lines, each),
        kind=Kind.POSTED if each.own else Kind.QUOTED,
        sender=known.sender,
        sent=known.sent,
        sent_basis=SentBasis.ATTRIBUTION if known.sent else SentBasis.NONE,
        subject=subject,
        answers=answers,
        evidence=known.evidence,
    )
