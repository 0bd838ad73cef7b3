"""Where a pasted page says who wrote what follows: attributions and header blocks, also in the middle of a line.

A page copied from a browser, or printed by a program, runs lines together: ``... see you there. Ann On 5 June 2025, Bo
<bo@example.org> wrote:`` is one line, and ``From: .. Sent: .. To: .. Subject: ..`` is another, with the quoted text behind
the subject. Each head is found from what never changes: the verb, or the labels; and nothing counts that does not name a
date and a sender. A pattern sees at most ``WINDOW`` characters at a time, so time grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.bodies.attributions import Attribution, parse_attribution
from ingest.bodies.header_blocks import read_block
from ingest.dates.written import find_date
from ingest.pasting.labels import Label, find_labels, label_lines
from ingest.quote_marks import FINAL_VERBS, OPENERS, VERBS
from ingest.words import words

WINDOW = 300  # characters that an attribution may take, and the text before its verb is looked at
TRIES = 6  # places that an attribution is tried to begin at
BLOCK = 1500  # characters of a flattened header block
SUBJECT = 120  # characters of a subject whose end nothing tells

# verbs that prose uses as well: "On 5 June 2025 the ministers said: ..."
_OF_PROSE = {"said", "sent", "je", "typed", "scribbled", "spake", "wrote:-", "?rta", "?crit", "írt", "pisze", "viết"}
_VERBS = "|".join(sorted((re.escape(verb) for verb in VERBS if verb not in _OF_PROSE), key=len, reverse=True))
_VERB = re.compile(
    rf"(?i:(?<!\w)(?:{_VERBS})(?![\w-]))(?P<rest>[^\n:：]{{0,60}}?)\s?[:：](?=[\s>*_]|$)"
    rf"|(?:{'|'.join(map(re.escape, FINAL_VERBS))})\s?[:：]"
)
_OPENER = re.compile(
    rf"(?:(?<=\s)|^)[*_(-]{{0,3}}(?:{'|'.join(re.escape(w[0].upper() + w[1:]) for w in sorted(OPENERS, key=len, reverse=True))})"
    r"(?=[\s\d])"
)
_OF_DATES = re.compile(r"\d{4}|\d{1,2}[./:-]\d{2}|\d年")
_SENTENCE_END = re.compile(r"[.!?…:)\]>]\s+(?=\S)")
_NAME_BEFORE = re.compile(r"((?:[^\W\d_a-zß-ÿ][\w.'’-]*\s){0,4})[<(\[]\s?[^<>()\[\]\s]{3,100}\s?[>)\]]\s?$")
_BLANK = re.compile(r"\n\s*\n")

_RULE_BEFORE = re.compile(r"(?:[_=*-]{10,}|-{2,}\s?[^-_\n]{4,40}?\s?-{2,})\s*$")
_ADDRESS = re.compile(r"[^\s<>,;]+@[\w.-]+>?|<[^<>\s]{3,100}>")
GREETING = re.compile(
    r"(?:Hi|Hello|Hey|Dear|Greetings|Good (?:morning|day|afternoon|evening)|Hola|Bonjour|Hallo|Liebe|Ciao|Caro|Olá|Thanks"
    r"|Thank you)\b"
)


@dataclass(frozen=True, slots=True)
class Head:
    """Characters of a page that say who wrote what follows. ``is_block`` tells a header block from an attribution."""

    start: int
    end: int
    said: Attribution
    is_block: bool = False


def find_heads(text: str, titles: Iterable[str] = ()) -> list[Head]:
    """The heads of a page in order, none overlapping. ``titles`` are texts that a subject may be.

    >>> [head.said.name for head in find_heads("See you. Ann On 5 June 2025 at 10:22, Bo Example wrote: Where?")]
    ['Bo Example']
    """
    known = [title for title in map(words, titles) if title]
    found = sorted(
        [*_attributions(text), *_without_verb(text), *_blocks(text, known)], key=lambda head: (head.start, -head.end)
    )
    heads: list[Head] = []
    for head in found:
        if not heads or head.start >= heads[-1].end:
            heads.append(head)
    return heads


# -- attributions ------------------------------------------------------------------------------------------------------


def _attributions(text: str) -> Iterator[Head]:
    done = 0
    for verb in _VERB.finditer(text):
        end = verb.end()
        if verb.start() < done or not _may_be_dated(text, max(done, verb.start() - WINDOW), end):
            continue
        window = _paragraph_before(text, max(done, verb.start() - WINDOW), verb.start())
        found = _attribution(text, window, verb.start(), end)
        if found:
            done = found.end
            yield found


_ADDRESS_AND_COLON = re.compile(r"<[^<>\s]{1,100}@[^<>\s]{3,100}>\s?:(?=\s|$)")
_DATED = re.compile(r"(?<![\w.:/-])(?:[^\W\d_]{2,10}\.?,?\s)?\d{1,4}[\s./-]\s?[\w.]{1,12}[\s./-]")


def _without_verb(text: str) -> Iterator[Head]:
    """Attributions that older Gmail and several webmails write: a date, a sender, a colon."""
    done = 0
    for address in _ADDRESS_AND_COLON.finditer(text):
        start = _paragraph_before(text, max(done, address.start() - 160), address.start())
        window = text[start : address.end()]
        for dated in reversed(list(_DATED.finditer(window, 0, address.start() - start))):
            candidate = window[dated.start() :]
            said = _said(candidate)
            if said and _begins_as_one(candidate, said):
                done = address.end()
                yield Head(start + dated.start(), done, said)
                break


def _may_be_dated(text: str, start: int, end: int) -> bool:
    return _OF_DATES.search(text, start, end) is not None


def _paragraph_before(text: str, start: int, end: int) -> int:
    """Where the paragraph that goes on to ``end`` begins, at ``start`` or later."""
    blanks = list(_BLANK.finditer(text, start, end))
    return blanks[-1].end() if blanks else start


def _attribution(text: str, start: int, verb: int, end: int) -> Head | None:
    """The attribution that ends with a verb and its colon: from the last opening word that makes it one."""
    window = text[start:end]
    for opener in reversed(list(_OPENER.finditer(window, 0, verb - start))[-TRIES:]):
        said = _said(window[opener.start() :])
        if said:
            return Head(start + opener.start(), end, said)
    for at in reversed(_sentence_starts(window, verb - start)):
        said = _said(window[at:])
        if said and _begins_as_one(window[at:], said):
            return Head(start + at, end, said)
    name = _NAME_BEFORE.search(window, 0, verb - start)
    if name and (said := _said(window[name.start() :])):
        return Head(start + name.start(), end, said)
    return None


def _said(candidate: str) -> Attribution | None:
    """What an attribution says, None where it does not name both a date and a sender."""
    said = parse_attribution(candidate)
    if said is None or said.sent is None or not (said.name or said.address):
        return None
    return said


def _sentence_starts(window: str, until: int) -> list[int]:
    """Where an attribution without an opening word may start: at a line's begin, or after the end of a sentence."""
    starts = {0 if not window[:1].isspace() else len(window) - len(window.lstrip())}
    starts |= {found.end() for found in _SENTENCE_END.finditer(window, 0, until)}
    starts |= {at + 1 for at, mark in enumerate(window[:until]) if mark == "\n"}
    return sorted(starts)[-TRIES:]


def _begins_as_one(candidate: str, said: Attribution) -> bool:
    """True where a candidate begins with its date or its sender, and not with words of the text before."""
    found = find_date(candidate)
    if found is None:
        return False
    before = candidate[: found.start].strip(" \t*_\"'<>(-")
    return not before or before.startswith((said.name or said.address)[:4])


# -- header blocks -----------------------------------------------------------------------------------------------------


def _blocks(text: str, titles: list[list[str]]) -> Iterator[Head]:
    done = 0
    for label in find_labels(text):
        if label.field != "from" or label.start < done:
            continue
        blank = _BLANK.search(text, label.start, label.start + BLOCK)
        end = blank.start() if blank else min(len(text), label.start + BLOCK)
        labels = _labels_of_block(text, label.start, end)
        if len(labels) < 3 or _labels_open_lines(text, labels):
            continue
        found = _block(text, labels, end, titles)
        if found:
            done = found.end
            yield found


def _labels_open_lines(text: str, labels: list[Label]) -> bool:
    """True for a block that kept its lines, which the line scanner reads."""
    first = labels[:4]
    opening = sum(text[max(0, x.start - 40) : x.start].rpartition("\n")[2].strip(" \t*•>|") == "" for x in first)
    return opening >= len(first) - 1 and "\n" in text[first[0].start : first[-1].start]


def _block(text: str, labels: list[Label], end: int, titles: list[list[str]]) -> Head | None:
    """The flattened block that has these labels, its end where its last field ends."""
    start, last = labels[0].start, labels[-1]
    raw = text[last.end : end]
    stop = last.end + _value_length(raw.replace("\n", " "), last.field, raw, titles)
    read = read_block(label_lines(text[start:stop]), 0)
    if read is None or not (read[1].name or read[1].address):
        return None
    said = read[1]._replace(subject=read[1].subject.strip(" *"))
    before = _RULE_BEFORE.search(text, max(0, start - 100), start)
    return Head(before.start() if before else start, stop, said, is_block=True)


def _labels_of_block(text: str, start: int, end: int) -> list[Label]:
    """The labels of one block: each field once, none more than 400 characters after the one before."""
    seen: set[str] = set()
    labels: list[Label] = []
    for label in find_labels(text, start, end):
        again = label.field in seen and label.field not in ("other", "reply-to")
        if again or (labels and label.start - labels[-1].end > 400):
            break
        if "subject" in seen and len(seen - {"other"}) >= 3 and label.start - labels[-1].end > SUBJECT * 2:
            break
        seen.add(label.field)
        labels.append(label)
    return labels


def _value_length(value: str, field: str, raw: str, titles: list[list[str]]) -> int:
    """How many characters the last field of a block takes; behind it the message begins."""
    if field == "subject":
        return _subject_length(value, raw, titles)
    if field == "date":
        found = find_date(value[:WINDOW])
        return found.end if found else min(len(value), SUBJECT)
    end = 0
    for address in _ADDRESS.finditer(value[:BLOCK]):
        if address.start() - end > 60:
            break
        end = address.end()
    return end or min(len(value), SUBJECT)


def _subject_length(value: str, raw: str, titles: list[list[str]]) -> int:
    """Where a subject ends: with a known title, with its line where it is short, before a greeting, or at a fair length."""
    for title in titles:
        end = _after_words(value, title)
        if end:
            return end
    line = raw.partition("\n")[0]
    if len(line) <= SUBJECT:
        return len(line)
    greeting = GREETING.search(value, 8, SUBJECT * 2)
    if greeting:
        return greeting.start()
    stop = re.search(r"[.!?]\s", value[20:SUBJECT])
    return 20 + stop.end() if stop else value.rfind(" ", 0, SUBJECT)


def _after_words(value: str, title: list[str]) -> int:
    """Where the title ends in a value that holds it near its begin; 0 where it does not."""
    size = sum(map(len, title)) + len(title) * 4 + 60
    head = value[:size]
    tokens = [(word, found.end()) for found in re.finditer(r"[^\W_]+", head) for word in words(found[0])]
    plain = [word for word, _ in tokens]
    for at in range(min(6, max(0, len(plain) - len(title) + 1))):
        if plain[at : at + len(title)] == title:
            end = tokens[at + len(title) - 1][1]
            while end < len(value) and value[end] in ")]\"'?!.…*”’":
                end += 1
            return end
    return 0
