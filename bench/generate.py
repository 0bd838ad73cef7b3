"""A made archive that reads like a real one: threads with quotes, signatures, footers, cross-posts; the same for one seed."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

START = datetime(2015, 1, 1, tzinfo=UTC)
LISTS = ("towers", "meshes", "charters")
REPLIES = 0.7  # of all messages; as in the archives that the project was measured on
CROSSPOSTS = 0.04
WORDS = (8, 220)  # of an own text, spread evenly over the logarithm
FOOTER = """_______________________________________________
{name} mailing list
{name} at lists.example.org
https://lists.example.org/mailman/listinfo/{name}
"""


ATTACHED = """From ann@example.org Sat Nov  1 06:49:07 2025
From: Ann Example <ann@example.org>
To: towers@lists.example.org
Date: Sat, 1 Nov 2025 06:49:07 +0000
Subject: Plan {number}
Message-ID: <{number}@example.org>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Here is plan {number}.

--b
Content-Type: application/pdf; name=plan.pdf
Content-Transfer-Encoding: base64

"""


@dataclass(frozen=True, slots=True)
class Made:
    """A made message, as its answers need it."""

    message_id: str
    references: tuple[str, ...]
    subject: str
    author: str
    sent: datetime
    text: str


def generate(folder: Path, messages: int, seed: int = 1) -> None:
    """Write month files of ``messages`` messages to ``folder/LIST/YYYY-Month.txt``."""
    maker = _Maker(random.Random(seed))
    months: dict[Path, list[str]] = {}
    for number in range(messages):
        made = maker.message(number)
        for name in maker.lists():
            path = folder / name / f"{made.sent:%Y-%B}.txt"
            months.setdefault(path, []).append(_written(made, name))
    for path, written in months.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(written), encoding="utf-8")


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        letters = "abcdefghijklmnoprstuvw"
        self.vocabulary = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(12_000)]
        self.weights = list(accumulate(1 / rank for rank in range(1, 12_001)))  # Zipf
        self.people = [
            f"{chance.choice(self.vocabulary).title()} {chance.choice(self.vocabulary).title()}" for _ in range(300)
        ]
        self.recent: list[Made] = []
        self.sent = START

    def lists(self) -> list[str]:
        """The lists that a message goes to: one, seldom two."""
        return self.chance.sample(LISTS, 2 if self.chance.random() < CROSSPOSTS else 1)

    def message(self, number: int) -> Made:
        """The next message: a reply to a recent one, or the first of a thread."""
        self.sent += timedelta(minutes=self.chance.randint(1, 90))
        parent = self.chance.choice(self.recent) if self.recent and self.chance.random() < REPLIES else None
        own = self._text()
        made = Made(
            f"{number}.{self.sent:%Y%m%d%H%M}@mail.example.org",
            (*parent.references, parent.message_id)[-10:] if parent else (),
            f"Re: {parent.subject.removeprefix('Re: ')}" if parent else " ".join(self._words(6)),
            self.chance.choice(self.people),
            self.sent,
            self._reply(own, parent) if parent else own,
        )
        self.recent = [*self.recent[-40:], made]
        return made

    def _words(self, count: int) -> list[str]:
        return self.chance.choices(self.vocabulary, cum_weights=self.weights, k=count)

    def _text(self) -> str:
        least, most = WORDS
        words = self._words(int(least * (most / least) ** self.chance.random()))
        lines = [" ".join(words[at : at + 11]) for at in range(0, len(words), 11)]
        return "\n".join(line.capitalize() + ("." if n % 4 == 3 else "") for n, line in enumerate(lines)) + "\n"

    def _reply(self, own: str, parent: Made) -> str:
        quoted = "".join(f"> {line}\n" for line in parent.text.splitlines()[:60])
        attribution = f"On {parent.sent:%a, %d %b %Y at %H:%M}, {parent.author} wrote:\n"
        lines = own.splitlines(keepends=True)
        middle = len(lines) // 2
        if self.chance.random() < 0.3:
            return f"{own}\n{attribution}{quoted}"
        return f"{attribution}{quoted}\n{''.join(lines[:middle])}\n{''.join(lines[middle:])}"


def _written(made: Made, name: str) -> str:
    address = made.author.lower().replace(" ", ".") + " at example.org"
    fields = [
        f"From {address}  {made.sent:%a %b %d %H:%M:%S %Y}",
        f"From: {address} ({made.author})",
        f"Date: {made.sent:%a, %d %b %Y %H:%M:%S} +0000",
        f"Subject: [{name}] {made.subject}",
    ]
    if made.references:
        fields.append(f"In-Reply-To: <{made.references[-1]}>")
        fields.append("References: " + "\n\t".join(f"<{r}>" for r in made.references))
    fields.append(f"Message-ID: <{made.message_id}>")
    return "\n".join(fields) + f"\n\n{made.text}\n-- \n{made.author}\n\n{FOOTER.format(name=name)}\n"


def attachments(path: Path, megabytes: int, seed: int = 1) -> None:
    """Write an mbox of mails with attachments in base64, of 20 KB to 2 MB."""
    chance = random.Random(seed)
    with path.open("wb") as file:
        number = 0
        while file.tell() < megabytes * 1_000_000:
            number += 1
            packed = base64.encodebytes(chance.randbytes(int(20_000 * 100 ** chance.random())))
            file.write(ATTACHED.format(number=number).encode() + packed + b"--b--\n\n")
