"""How well repeats are found: real notes, damaged in known ways, read and merged, and counted.

    python -m bench.perturb FOLDER

Each kind of damage gets notes of its own from the archives in the folder. Copies must become one with their note, quotes must be
sightings of it, texts that break off must be shown as possible copies, and traps must stay apart. Every false merge is printed.
"""

from __future__ import annotations

import random
import re
import sqlite3
import tempfile
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote_plus

import click

from bench.__main__ import archives
from dedupe.build import build
from ingest import formats
from ingest.body import read_text
from ingest.files import sources
from ingest.formats.piece import Piece
from ingest.message import Post
from ingest.pipeline import ingest
from ingest.store import Store
from ingest.words import words

WORDS = (30, 1_500)  # of a note
ANSWER = 12  # words of an answer at least, of its first 40 pieces: some are tables or art
PEOPLE = ("Ann Example", "Ben Other", "Carla Third", "Dan Fourth")
LINK = re.compile(r"https?://[^\s<>\[\]*\"'“”’]+[\w/]")
FOOTER = "\n\n_______________________________________________\nTowers mailing list\nTowers at lists.example.org\nhttps://lists.example.org/mailman/listinfo/towers\n"
Chance = random.Random


@dataclass(frozen=True, slots=True)
class Note:
    """A real note: who wrote it, when, under which subject, and its own text."""

    number: int
    author: str
    sent: datetime
    subject: str
    text: str
    answer: str  # own words of somebody else, which are in no other note
    other: str  # ... and of a third

    @property
    def address(self) -> str:
        """An invented address of the author."""
        return f"author{self.number}@example.org"

    @property
    def message_id(self) -> str:
        """The Message-ID of its post."""
        return f"{self.number}.note@example.org"


@dataclass(frozen=True, slots=True)
class Damaged:
    """What was made of a note: a post by the same author or by another, and whether its headers say what it answers."""

    text: str
    author: str = ""
    subject: str = ""
    minutes: int = 30
    says: bool = False
    own: str = ""  # what its own words must be, where that is asked


# -- what happens to a text ------------------------------------------------------------------------------------------------


def reflow(text: str, chance: Chance) -> str:
    """The paragraphs wrapped at another width."""
    width = chance.choice((48, 56, 90))
    return "\n\n".join(
        textwrap.fill(" ".join(p.split()), width, break_on_hyphens=False, break_long_words=False)
        for p in text.split("\n\n")
    )


def flat(text: str, chance: Chance) -> str:  # noqa: ARG001
    """All on one line."""
    return " ".join(text.split())


def bold(text: str, chance: Chance) -> str:
    """Some words marked as bold or slanted."""
    return re.sub(r"(?<!\S)[A-Za-z]{4,}(?=[\s,;]|\.(?:\s|$))", lambda m: _marked(m[0], chance), text)


def _marked(word: str, chance: Chance) -> str:
    return word if chance.random() > 0.1 else chance.choice(("*{}*", "_{}_")).format(word)


def wrapped_links(text: str, chance: Chance) -> str:
    """Links rewritten by a gateway."""

    def one(match: re.Match[str]) -> str:
        if chance.random() < 0.5:
            return f"https://nam02.safelinks.protection.outlook.com/?url={quote_plus(match[0])}&data=05%7C01&reserved=0"
        return f"https://urldefense.com/v3/__{match[0].replace('://', ':/', 1)}__;!!AbC!dEf$ "

    return LINK.sub(one, text)


def smart(text: str, chance: Chance) -> str:  # noqa: ARG001
    """Quotation marks and dashes as word processors write them."""
    return re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’").replace(" - ", " – ")


def footer(text: str, chance: Chance) -> str:  # noqa: ARG001
    """A list's footer below it."""
    return text + FOOTER


def all_of_these(text: str, chance: Chance) -> str:
    """All of these, one after the other."""
    for change in (bold, smart, wrapped_links, reflow, footer):
        text = change(text, chance)
    return text


def quoted(text: str) -> str:
    """With marks."""
    return "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines())


def said(note: Note) -> str:
    """An attribution."""
    return f"On {note.sent:%a, %b %-d, %Y at %-I:%M %p} {note.author} <{note.address}> wrote:"


def _inline(note: Note, mark: Callable[[str], str]) -> tuple[str, str]:
    """Answers between the paragraphs of a note, and the answers alone."""
    paragraphs = [p for p in note.text.split("\n\n") if p.strip()]
    answers = textwrap.wrap(" ".join(note.answer.split()), 60)[: len(paragraphs)]
    parts = []
    for at, paragraph in enumerate(paragraphs):
        parts.append(mark(paragraph).rstrip("\n"))
        parts += answers[at : at + 1]
    return "\n\n".join(parts), "\n\n".join(answers)


def revision(note: Note, chance: Chance) -> str:
    """Three to eight words of a hundred are other ones, and two at least."""
    tokens = re.split(r"(\s+)", note.text)
    places = [at for at, token in enumerate(tokens) if token.isalpha() and token.isascii()]
    others = [word for word in note.answer.split() if word.isalpha()] or ["otherwise"]
    for at in chance.sample(places, min(len(places), max(2, int(len(places) * chance.uniform(0.03, 0.08))))):
        tokens[at] = next(
            (o for o in chance.sample(others, len(others)) if o.casefold() != tokens[at].casefold()), "otherwise"
        )
    return "".join(tokens)


def _truncated(note: Note, chance: Chance) -> Damaged:
    cut = int(len(note.text) * chance.uniform(0.55, 0.9))
    return Damaged(note.text[:cut].rstrip() + chance.choice(("", "...", "\n[Message clipped]")), note.author)


def _quote(text: Callable[[Note, Chance], str], own: bool = True) -> Callable[[Note, Chance], Damaged]:
    return lambda n, c: Damaged(
        text(n, c), PEOPLE[n.number % 4], f"Re: {n.subject}", 300, _says(n), n.answer if own else ""
    )


def _copy(change: Callable[[str, Chance], str]) -> Callable[[Note, Chance], Damaged]:
    return lambda n, c: Damaged(change(n.text, c), n.author)


def _forward(note: Note) -> str:
    head = (
        f"From: {note.author} <{note.address}>\nDate: {note.sent:%a, %b %-d, %Y at %-I:%M %p}\nSubject: {note.subject}"
    )
    return f"---------- Forwarded message ---------\n{head}\nTo: <towers@lists.example.org>\n\n{note.text}\n"


def _twice(note: Note) -> str:
    first = f"{note.other}\n\n{said(note)}\n{quoted(note.text)}"
    later = f"On {note.sent + timedelta(hours=2):%a, %b %-d, %Y at %-I:%M %p} Eve Fifth <eve@example.net> wrote:"
    return f"{note.answer}\n\n{later}\n{quoted(first)}"


def _inlined(note: Note, mark: Callable[[str], str], opening: str) -> Damaged:
    text, own = _inline(note, mark)
    return Damaged(opening + text, PEOPLE[note.number % 4], f"Re: {note.subject}", 300, _says(note), own)


def _says(note: Note) -> bool:
    """Of each kind, the headers of every second one say what it answers."""
    return note.number // len(KINDS) % 2 == 0


def _part(note: Note) -> str:
    lines = note.text.splitlines()
    return "\n".join(lines[len(lines) // 3 : len(lines) // 3 + max(2, len(lines) // 3)])


COPY, QUOTE, INLINE, CUT, TRAP = "copy", "quote", "inline", "possible copy", "trap"
TARGETS = {COPY: 0.99, QUOTE: 0.99, INLINE: 0.97, CUT: 0.90, TRAP: 1.0}
KINDS: dict[str, tuple[str, Callable[[Note, Chance], Damaged]]] = {
    "footer": (COPY, _copy(footer)),
    "re-flowed": (COPY, _copy(reflow)),
    "flattened": (COPY, _copy(flat)),
    "bold": (COPY, _copy(bold)),
    "links wrapped": (COPY, _copy(wrapped_links)),
    "smart quotes": (COPY, _copy(smart)),
    "all of these": (COPY, _copy(all_of_these)),
    "quoted": (QUOTE, _quote(lambda n, _: f"{n.answer}\n\n{said(n)}\n{quoted(n.text)}")),
    "quoted, re-flowed": (QUOTE, _quote(lambda n, c: f"{n.answer}\n\n{said(n)}\n{quoted(reflow(n.text, c))}")),
    "quoted, marks lost": (QUOTE, _quote(lambda n, _: f"{n.answer}\n\n{said(n)}\n{n.text}")),
    "quoted, all lost": (QUOTE, _quote(lambda n, _: f"{n.answer}\n\n{n.text}")),
    "quoted, flattened": (QUOTE, _quote(lambda n, c: f"{n.answer}\n\n{flat(f'{said(n)} {n.text}', c)}")),
    "all on one line": (QUOTE, _quote(lambda n, c: flat(f"{n.answer} {said(n)} {n.text}", c))),
    "quoted in part": (QUOTE, _quote(lambda n, _: f"{said(n)}\n{quoted(_part(n))}\n{n.answer}")),
    "quoted in a quote": (QUOTE, _quote(lambda n, _: _twice(n))),
    "forwarded": (QUOTE, _quote(lambda n, _: f"{n.answer}\n\n{_forward(n)}")),
    "answered inline": (INLINE, lambda n, _: _inlined(n, quoted, f"{said(n)}\n")),
    "inline, marks lost": (INLINE, lambda n, _: _inlined(n, str, f"{said(n)}\n")),
    "inline, all lost": (INLINE, lambda n, c: _inlined(n, lambda p: reflow(p, c), "")),
    "cut off": (CUT, _truncated),
    "revision": (TRAP, lambda n, c: Damaged(revision(n, c), n.author)),
    "template": (TRAP, lambda n, c: Damaged(f"{n.text}\n\nReference {c.randint(10_000, 99_999)}", n.author)),
    "patch series": (TRAP, lambda n, _: Damaged(n.text, n.author, "[PATCH 2/3] towers: fix", 0)),
    "robot": (TRAP, lambda n, c: Damaged(n.text, n.author, f"Build {c.randint(10_000, 99_999)} failed", 24 * 60)),
}
FIRST_SUBJECT = {"patch series": "[PATCH 1/3] towers: fix", "robot": "Build 7 failed"}


# -- the archive -----------------------------------------------------------------------------------------------------------


def notes(folder: Path, chance: Chance, count: int) -> list[Note]:
    """Notes from the archives in a folder, each with other words than all others."""
    found: dict[str, str] = {}
    for file in archives(folder):
        with sources.opened(file) as (data, _):
            form = formats.detect(data[: formats.HEAD], file)
            for post in form.read(Piece(data[:])) if form else ():
                if isinstance(post, Post):
                    own = read_text(post.text).own.strip()
                    some = words(own)
                    if WORDS[0] <= len(some) <= WORDS[1] and len(set(some)) > len(some) / 4:
                        found.setdefault(" ".join(some[:12]), own)
    texts = chance.sample(sorted(found.values()), min(len(found), 3 * count))
    start = datetime(2015, 1, 1, 9, 0, tzinfo=UTC)
    spare = [" ".join(text.split()[:40]) for text in texts[count:]]
    spare = [text for text in spare if len(words(text)) >= ANSWER]
    return [
        Note(
            number,
            f"Author {chr(65 + number % 26)}{_letters(number)}",
            start + timedelta(hours=7 * number, minutes=number % 60),
            f"About the {_letters(number)} masts",
            text,
            *spare[2 * number : 2 * number + 2],
        )
        for number, text in enumerate(texts[: len(spare) // 2])
    ]


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in f"{number:05}")


def mail(
    author: str, address: str, sent: datetime, subject: str, text: str, message_id: str, answers: str, list_name: str
) -> str:
    """One message of an mbox."""
    fields = [
        f"From {address} {sent:%a %b %e %H:%M:%S %Y}",
        f"From: {author} <{address}>",
        f"Date: {sent:%a, %d %b %Y %H:%M:%S} +0000",
        f"Subject: {subject}",
        f"Message-ID: <{message_id}>",
        f"List-Id: <{list_name}.lists.example.org>",
        "Content-Type: text/plain; charset=utf-8",
    ]
    if answers:
        fields += [f"In-Reply-To: <{answers}>", f"References: <{answers}>"]
    body = re.sub(r"(?m)^(>*From )", r">\1", text)
    return "\n".join(fields) + f"\n\n{body}\n\n"


@dataclass(slots=True)
class Score:
    """What was found of one kind."""

    made: int = 0
    found: int = 0
    own: int = 0
    asked: int = 0
    missed: list[int] = field(default_factory=list)
    mixed: list[int] = field(default_factory=list)


@click.command()
@click.argument("corpora", type=click.Path(path_type=Path, exists=True))
@click.option("--each", default=100, show_default=True, help="How many notes each kind of damage gets.")
@click.option("--seed", default=1, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the databases in this folder.")
def main(corpora: Path, each: int, seed: int, keep: Path | None) -> None:
    """Damage real notes in known ways, merge them, and print what was found."""
    chance = random.Random(seed)
    some = notes(corpora, chance, each * len(KINDS))
    kinds = {note.number: list(KINDS)[note.number % len(KINDS)] for note in some}
    made = {note.number: KINDS[kinds[note.number]][1](note, chance) for note in some}
    with tempfile.TemporaryDirectory() as folder:
        work = keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        _write(work, some, kinds, made)
        with closing(Store(work / "sightings.db")) as store:
            ingest([work / "towers.mbox", work / "meshes.mbox"], store)
        build(work / "sightings.db", work / "archive.db", keep_addresses=True)
        with closing(sqlite3.connect(work / "archive.db")) as db:
            _print(db, some, kinds, made)


def _write(work: Path, some: list[Note], kinds: dict[int, str], made: dict[int, Damaged]) -> None:
    with (work / "towers.mbox").open("w") as towers, (work / "meshes.mbox").open("w") as meshes:
        for n in some:
            subject = FIRST_SUBJECT.get(kinds[n.number], n.subject)
            towers.write(mail(n.author, n.address, n.sent, subject, n.text, n.message_id, "", "towers"))
            d = made[n.number]
            sender = d.author or n.author
            address = n.address if sender == n.author else f"{sender.split()[0].lower()}@example.net"
            sent = n.sent + timedelta(minutes=d.minutes)
            answers = n.message_id if d.says else ""
            meshes.write(
                mail(
                    sender,
                    address,
                    sent,
                    d.subject or subject,
                    d.text,
                    f"{n.number}.made@example.org",
                    answers,
                    "meshes",
                )
            )


def _print(db: sqlite3.Connection, some: list[Note], kinds: dict[int, str], made: dict[int, Damaged]) -> None:
    message_of = dict(db.execute("select header_message_id, message from sightings where inside is null"))
    inside = defaultdict(set)
    for message, host in db.execute("select message, inside from sightings where inside is not null"):
        inside[host].add(message)
    related = {frozenset(pair) for *pair, _ in db.execute("select a, b, kind from related")}
    own = dict(db.execute("select message, own from texts"))
    scores: dict[str, Score] = defaultdict(Score)
    false = 0
    for note in some:
        kind = kinds[note.number]
        sort, score = KINDS[kind][0], scores[kind]
        one, other = message_of[note.message_id], message_of[f"{note.number}.made@example.org"]
        found = {
            COPY: one == other,
            QUOTE: one in inside[other],
            INLINE: one in inside[other],
            CUT: one != other and frozenset((one, other)) in related,
            TRAP: one != other,
        }[sort]
        score.made += 1
        score.found += found
        if not found:
            score.missed.append(note.number)
        if made[note.number].own:
            score.asked += 1
            kept = same_words(own[other], made[note.number].own)
            score.own += kept
            if not kept:
                score.mixed.append(note.number)
        false += sort != COPY and one == other
    groups: dict[str, set[int]] = defaultdict(set)
    for message_id, message in message_of.items():
        groups[message].add(int(message_id.split(".")[0]))
    mixed = [sorted(numbers) for numbers in groups.values() if len(numbers) > 1]
    _table(scores)
    merges = len(some) * 2 - len(groups)
    click.echo(f"\n{merges} merges; false: {false} of a trap or a quote, {len(mixed)} of different notes ({mixed[:5]})")


def same_words(one: str, other: str) -> bool:
    """True where at least 95 of 100 words are in both texts."""
    a, b = Counter(words(one)), Counter(words(other))
    return sum((a & b).values()) >= 0.95 * max(a.total(), b.total())


def _table(scores: dict[str, Score]) -> None:
    click.echo(f"{'kind':22}{'is a':15}{'made':>6}{'found':>8}{'own text':>10}  target")
    for kind, (sort, _) in KINDS.items():
        score = scores[kind]
        share = score.found / max(1, score.made)
        told = f"{score.own / score.asked:10.3f}" if score.asked else " " * 10
        short = "" if share >= TARGETS[sort] else f"  SHORT, missed: {score.missed[:6]}"
        if score.asked and score.own < TARGETS[sort] * score.asked:
            short += f"  own text SHORT: {score.mixed[:6]}"
        click.echo(f"{kind:22}{sort:15}{score.made:6}{share:8.3f}{told}  {TARGETS[sort]:.2f}{short}")


if __name__ == "__main__":
    main()
