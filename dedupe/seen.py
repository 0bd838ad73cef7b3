"""What sameness needs to know of each sighting: read from sightings.db without its texts, so that millions fit in memory."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ingest.ids import hyperkitty_hash
from ingest.rows import ATTACHMENTS, DERIVED, LINKS, TEXTS, derived
from ingest.words import VERSION, WORD

HASH = re.compile(r"[A-Z2-7]{32}")
ATTACHED = re.compile(r"/m\d+$")  # the end of the place of a mail that is attached to another
BATCH = 2_000  # sightings of which is made anew what is derived from texts, at once
ASKED = 500  # sightings that a statement names


class Seen(NamedTuple):  # there may be millions: a tuple is made five times as fast as a frozen dataclass
    """One sighting, without its texts.

    ``span`` is where its post lies in the source, ``within`` the way down from there: "/1/2" is the second quote in the first,
    "" the post. ``content`` is the digest of all that is kept of it, ``own`` that of its own words, ``own_words`` their number.
    """

    id: str
    inside: str
    span: str
    within: str
    content: bytes
    source: str
    raw: str
    kind: str
    message_id: str
    parents: str
    subject: str
    name: str
    address: str
    sent: str | None
    sent_basis: str
    list_name: str
    list_address: str
    list_archive: str
    url: str
    answers: str
    evidence: str
    own: bytes
    own_words: int

    @property
    def order(self) -> tuple[bool, str, str, str, bytes, str]:
        """Oldest first; the same whatever was read first."""
        return (self.sent is None, self.sent or "", self.message_id, self.raw, self.own, self.id)

    @property
    def place(self) -> str:
        """Where it lies in its source."""
        return self.span + self.within

    @property
    def depth(self) -> int:
        """How deep it stands in its post: 1 is a quote right in it."""
        return self.within.count("/")

    @property
    def is_attached_mail(self) -> bool:
        """True for a mail that stands whole in another one (message/rfc822), under a header of its own: no quote."""
        says = self.message_id or self.name or self.address or self.subject or self.own_words
        return bool(self.inside and says and ATTACHED.search(self.within))


FIELDS = ", ".join(name for name in Seen._fields if name not in ("span", "within", "own", "own_words"))
SELECT = f"select place, {FIELDS}, digest, length(words) / {WORD} from sightings"  # noqa: S608


def load(db: sqlite3.Connection) -> list[Seen]:
    """All sightings, oldest first."""
    return sorted(_with_parents(list(of_rows(db.execute(SELECT)))), key=lambda seen: seen.order)


def of_rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[Seen]:
    """The sightings that ``SELECT`` tells of.

    Equal values are one object: authors, threads and times come again, and what stands in a post bears its id and span.
    """
    known: dict[Any, Any] = {}
    share = known.setdefault
    for place, key, inside, content, *others in rows:
        span, step, within = place.partition("/")
        own_id = key if inside else share(key, key)  # of what stands inside, neither id nor content comes again
        values = (share(inside, inside), share(span, span), share(step + within, step + within))
        yield Seen._make((own_id, *values, content, *map(share, others, others)))


def _with_parents(seen: list[Seen]) -> list[Seen]:
    """The sightings with Message-IDs for the hashes of them, which are all that HyperKitty's API tells of parents."""
    hashes = {parent for each in seen for parent in each.parents.split() if HASH.fullmatch(parent)}
    if not hashes:
        return seen
    known = {hyperkitty_hash(each.message_id): each.message_id for each in seen if each.message_id}
    return [each._replace(parents=known.get(each.parents, "")) if each.parents in hashes else each for each in seen]


def renew(db: sqlite3.Connection) -> int:
    """Make anew what another version derived from texts: their words, and what is known of them; of how many sightings."""
    outdated = [row[0] for row in db.execute("select id from sightings where normaliser != ?", (VERSION,))]
    columns_set = ", ".join(f"{column} = ?" for column in DERIVED)
    for at in range(0, len(outdated), BATCH):
        some = outdated[at : at + BATCH]
        links = _by_sighting(rows_of(db, "links", ", ".join(LINKS[2:]), some))
        attachments = _by_sighting(rows_of(db, "attachments", ", ".join(ATTACHMENTS[2:]), some))
        made = [
            (*derived(texts, links[key], attachments[key]), key) for key, *texts in columns(db, ", ".join(TEXTS), some)
        ]
        db.execute("begin immediate")
        db.executemany(f"update sightings set {columns_set} where id = ?", made)  # noqa: S608
        db.execute("commit")
    return len(outdated)


def _by_sighting(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def columns(
    db: sqlite3.Connection, names: str, sightings: Sequence[str], where: str = "1"
) -> Iterator[tuple[Any, ...]]:
    """The id and the named columns of those of some sightings that the condition holds of, some of them at a time."""
    for listed in _listed(sightings):
        yield from db.execute(f"select id, {names} from sightings where id in ({listed}) and {where}")  # noqa: S608


def rows_of(db: sqlite3.Connection, table: str, names: str, sightings: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The sighting, its number there and the named columns of the links or attachments of some sightings, in their order."""
    for listed in _listed(sightings):
        yield from db.execute(
            f"select sighting, number, {names} from {table} where sighting in ({listed}) order by sighting, number"  # noqa: S608
        )


def _listed(sightings: Sequence[str]) -> Iterator[str]:
    """Sightings as lists of SQL, some of them in each."""
    for at in range(0, len(sightings), ASKED):
        yield ",".join(f"'{sighting}'" for sighting in sightings[at : at + ASKED])
