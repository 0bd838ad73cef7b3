"""A small archive.db with one of everything that the pages must show: of the published schema, all people invented."""

from __future__ import annotations

import hashlib
import sqlite3
from base64 import b32encode
from dataclasses import dataclass, field
from pathlib import Path

from dedupe import schema
from ingest.layout import Texts, pack

LISTS = [  # id, name, address, archive address
    ("commons", "Commons", "commons@lists.example.org", "https://lists.example.org/archives/list/commons/"),
    ("tide", "Tide Tables", "tide@lists.example.org", "https://lists.example.org/pipermail/tide/"),
    ("wsis20", "WSIS+20", "wsis20@lists.example.org", None),
    ("quiet", "A list without posts", None, None),
]
PEOPLE = {  # key -> name, domain
    "ann": ("Ann Author", "example.org"),
    "ben": ("Ben Reader", "example.org"),
    "carla": ("Carla Poster-Dupont", "mail.example.org"),
    "dee": ("Crépin Ångström", "example.org"),
    "hana": ("例 花子", "example.org"),
    "salma": ("سلمى مثال", "example.org"),
    "eve": ('<script>alert("eve")</script>', "example.org"),
    "bot": ("Build Robot", None),
}


def key(text: str) -> str:
    """Give the id of what ``text`` names."""
    return b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()[:12]


@dataclass
class Mail:
    """One message of the fixture: ``parts`` are (kind, text) in the order of the body."""

    name: str
    sender: str | None
    sent: str | None
    where: str | None
    subject: str
    parts: list[tuple[str, str]]
    reply_to: str | None = None
    thread: str | None = None
    kind: str = "message"
    basis: str = "header"
    recovered: int = 0
    message_id: str = ""
    also: list[tuple[str, str | None, str | None, str, float]] = field(default_factory=list)
    pages: dict[int, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return key(self.name)

    @property
    def texts(self) -> Texts:
        return pack(self.parts)


ESSAY = """Dear all,

Thank you for the notes of the second round. I have read them twice and would like to answer three
points, of which the first is the most urgent: the tables are open to everybody, and they must stay
so after the review. See https://tide.example.org/tables?year=2025&port=north and
<https://example.org/a_(draft)>, or write to mailto:tide@example.org.

- the harbour office keeps the originals,
- the volunteers keep the copies, and they compare them every month with what the harbour office has
  put on its pages,
- everybody else reads.

The draft is draft-example-tide-tables-03, and WSIS+20 is where it will be spoken about.

Kind regards,
Ann
"""
TABLE = """The figures, as far as they go:

  port        high    low    note
  ----------  ------  -----  -----------------
  North Quay   4.12    0.9   measured by hand
  South Mole   3.98    1.1   gauge

| port       | high |
|------------|------|
| North Quay | 4.12 |

"""
PATCH = """diff --git a/tide.py b/tide.py
--- a/tide.py
+++ b/tide.py
@@ -1,3 +1,3 @@
 def high(port):
-    return 4
+    return 4.12

def low(port):
    if port == "north" and True:
        return 0.9
"""
HOSTILE = """<script>document.title = "owned"</script>
<img src=x onerror="alert(1)"><svg onload=alert(2)>
<a href="javascript:alert(3)">click</a> javascript:alert(4) data:text/html,<b>x</b>
<style>body{display:none}</style></details></article></body></html>
https://evil.example.org/"onmouseover="alert(5) https://example.org/<b>bold</b>
\u202egpj.exe\u202c and \u0007bell \x02mark\x03 ]]> &amp; &lt;b&gt;
""" + ("verylongword" * 900 + "\n")
FORWARDED = "---------- Forwarded message ---------\nFrom: Ann Author\nDate: Sun, 2 Nov 2025 20:35:00 +0000\n\n"
MINUTES = "The meeting agreed that the tables are to be read aloud once a year, on the first day of spring.\n"
OUTCOME = "OUTCOME\n\n1. The tables stay open.\n2. Nobody is asked to pay.\n\n" + "The session was long. " * 2200 + "\n"
CJK = "皆さん、こんにちは。\n潮汐表の公開について意見をお願いします。アーカイブは誰でも読めます。\n"
ARABIC = "مرحبا بالجميع،\nنرجو نشر جداول المد والجزر على الموقع العام للقراءة.\n"


def quoted(who: str, text: str) -> str:
    """Give ``text`` as a mail client quotes it."""
    lines = "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines())
    return f"On Sun, Nov 2, 2025 at 8:35 PM {who} wrote:\n{lines}"


MAILS = [
    Mail(
        "essay",
        "ann",
        "2025-11-02T20:35:00+00:00",
        "commons",
        "Tide tables must stay open",
        [("own", ESSAY), ("signature", "--\nAnn Author\nHarbour volunteers\n")],
        message_id="essay.1@mail.example.org",
        also=[
            ("crossposted", "wsis20", None, "same Message-ID, another list", 1.0),
            ("quoted", None, "reply1", "98 of 118 words quoted in order", 0.83),
            ("forwarded", None, "forward", "118 of 118 words forwarded in order", 1.0),
        ],
        pages={1: "https://lists.example.org/pipermail/wsis20/2025-November/000123.html"},
    ),
    Mail(
        "reply1",
        "ben",
        "2025-11-03T08:10:00+00:00",
        "commons",
        "Re: Tide tables must stay open",
        [
            ("own", "Dear Ann,\n\n"),
            ("quoted", quoted("Ann Author", "\n".join(ESSAY.splitlines()[2:15]))),
            ("own", "I agree with the first point.\n\n"),
            ("quoted", "> - everybody else reads.\n"),
            ("own", "And reads again!\n\nBen\n"),
            ("signature", "-- \nBen Reader\n"),
        ],
        reply_to="essay",
    ),
    Mail(
        "hostile",
        "eve",
        "2025-11-03T09:00:00+00:00",
        "commons",
        '<script>alert("subject")</script> \u202eevil',
        [("own", HOSTILE), ("quoted", "> <script>alert('quote')</script>\n>> <b>deep</b>\n>>> > >deeper\n")],
        reply_to="reply1",
    ),
    Mail(
        "table",
        "carla",
        "2025-11-03T10:00:00+00:00",
        "commons",
        "Re: Tide tables must stay open",
        [("own", TABLE), ("quoted", quoted("Ben Reader", "I agree with the first point."))],
        reply_to="reply1",
    ),
    Mail(
        "patch",
        "dee",
        "2025-11-04T10:00:00+00:00",
        "commons",
        "[PATCH] tide: high water is 4.12 m",
        [("own", PATCH)],
        reply_to="table",
    ),
    Mail("cjk", "hana", "2025-11-04T11:00:00+00:00", "commons", "Re: 潮汐表の公開", [("own", CJK)], reply_to="patch"),
    Mail(
        "arabic", "salma", "2025-11-04T12:00:00+00:00", "commons", "رد: جداول المد", [("own", ARABIC)], reply_to="cjk"
    ),
    Mail(
        "deep6",
        "ben",
        "2025-11-05T12:00:00+00:00",
        "commons",
        "Re: جداول",
        [("own", "Thanks, Salma.\n")],
        reply_to="arabic",
    ),
    Mail(
        "deep7",
        "ann",
        "2025-11-05T13:00:00+00:00",
        "commons",
        "Re: Re: tables",
        [("own", "So do I.\n")],
        reply_to="deep6",
    ),
    Mail(
        "deep8",
        "ben",
        "2025-11-05T14:00:00+00:00",
        "commons",
        "Re: Re: Re: tables",
        [("own", "Good.\n")],
        reply_to="deep7",
    ),
    Mail(
        "side",
        "carla",
        "2025-11-03T08:30:00+00:00",
        "commons",
        "Re: Tide tables must stay open",
        [("own", "Who pays for the gauge?\n")],
        reply_to="essay",
    ),
    Mail(
        "empty",
        None,
        None,
        "commons",
        "",
        [("own", "A note without subject, sender or time.\n")],
        reply_to="essay",
        basis="none",
    ),
    Mail(
        "forward",
        "carla",
        "2025-11-06T07:00:00+00:00",
        "tide",
        "Fwd: Tide tables must stay open",
        [("own", "For those who missed it.\n\nCarla\n\n"), ("quoted", FORWARDED + ESSAY)],
    ),
    Mail(
        "recovered",
        "dee",
        "2025-10-30T18:00:00",
        "commons",
        "Minutes nobody kept",
        [("own", MINUTES)],
        recovered=1,
        basis="attribution",
        also=[("quoted", None, "forward2", "18 of 18 words quoted in order", 1.0)],
    ),
    Mail(
        "forward2",
        "ben",
        "2025-10-31T18:00:00+00:00",
        "tide",
        "Did we not agree?",
        [
            ("own", "I seem to remember this:\n\n"),
            (
                "quoted",
                "On 30 Oct 2025, at 18:00, Crépin Ångström wrote:\n> The meeting agreed that the tables are to be\n"
                "> read aloud once a year, on the first day of spring.\n",
            ),
        ],
    ),
    Mail(
        "document",
        None,
        "2025-09-01T00:00:00",
        None,
        "Outcome of the session on tide tables",
        [("own", OUTCOME)],
        kind="document",
        basis="page",
    ),
    Mail(
        "twin1",
        "bot",
        "2025-08-01T04:00:00+00:00",
        "tide",
        "Build 17 failed",
        [("own", "Build 17 failed on port north.\n")],
        message_id="build@robot.example.org",
    ),
    Mail(
        "twin2",
        "bot",
        "2025-08-02T04:00:00+00:00",
        "tide",
        "Build 18 failed",
        [("own", "Build 18 failed on port south.\n")],
        message_id="build@robot.example.org",
    ),
    Mail(
        "revision",
        "ann",
        "2025-11-08T20:35:00+00:00",
        "wsis20",
        "Tide tables must stay open (corrected)",
        [("own", ESSAY.replace("three\npoints", "four\npoints").replace("most urgent", "very urgent"))],
    ),
]
PORTS = ["north", "south", "east", "west"]


def long_thread(answers: int = 99) -> list[Mail]:
    """Give one question and its answers, each to the one before it or to the question."""
    mails = [
        Mail("long 0", "ann", "2025-06-01T08:00:00+00:00", "tide", "Which quay?", [("own", "Which quay first?\n")])
    ]
    for number in range(1, answers + 1):
        parent = f"long {number - 1 if number % 3 else 0}"
        when = f"2025-06-{1 + number // 24:02d}T{number % 24:02d}:30:00+00:00"
        said = [("own", f"Answer {number}: the {PORTS[number % 4]} quay.\n"), ("quoted", "> Which quay first?\n")]
        mails.append(
            Mail(f"long {number}", ["ann", "ben"][number % 2], when, "tide", "Re: Which quay?", said, reply_to=parent)
        )
    return mails


def filler() -> list[Mail]:
    """Give five years of everyday mail, so that lists have volume and pages have followers."""
    mails = []
    writers = ["ann", "ben", "carla", "dee"]
    for number in range(240):
        year, month, day = 2021 + number // 50, 1 + (number * 5 // 4) % 12, 1 + number * 11 % 28
        name, port = f"daily {number}", PORTS[number % 3]
        parent = f"daily {number - number % 5}" if number % 5 else None
        where = "tide" if number // 5 % 4 else "commons"
        own = (
            f"High water at the {port} quay is at {number % 24}:{number % 60:02d}, and the report number is {number}.\n"
        )
        subject = f"Report {number - number % 5}: {port} quay"
        mails.append(
            Mail(
                name,
                writers[number % 4],
                f"{year}-{month:02d}-{day:02d}T{number % 24:02d}:05:00+00:00",
                where,
                f"Re: {subject}" if parent else subject,
                [("own", own)],
                reply_to=parent,
            )
        )
    return mails


def rows(mails: list[Mail]) -> dict[str, list[dict[str, object]]]:
    """Give the rows of messages, texts and sightings; counts that follow from them are set afterwards."""
    by_name = {mail.name: mail for mail in mails}

    def root(mail: Mail) -> Mail:
        return root(by_name[mail.reply_to]) if mail.reply_to else mail

    def depth(mail: Mail) -> int:
        return depth(by_name[mail.reply_to]) + 1 if mail.reply_to else 0

    def path(mail: Mail) -> tuple[str, ...]:
        above = path(by_name[mail.reply_to]) if mail.reply_to else ()
        return (*above, (mail.sent or "9999") + mail.name)

    out: dict[str, list[dict[str, object]]] = {"threads": [], "messages": [], "texts": [], "sightings": []}
    position: dict[str, int] = {}
    for mail in sorted(mails, key=lambda mail: (root(mail).name, path(mail))):
        thread = root(mail)
        if mail is thread:
            out["threads"].append(
                {
                    "id": mail.id,
                    "subject": mail.subject,
                    "list": mail.where,
                    "started": mail.sent,
                    "messages": 0,
                    "people": 0,
                    "lists": 0,
                }
            )
        position[thread.id] = position.get(thread.id, -1) + 1
        own = mail.texts.own
        places = [("posted", mail.where, None, "posted", 1.0)] if not mail.recovered else []
        places += mail.also
        hyperkitty = b32encode(hashlib.sha1(mail.message_id.encode()).digest()).decode()  # noqa: S324
        out["messages"].append(
            {
                "id": mail.id,
                "kind": mail.kind,
                "sent": mail.sent,
                "sent_basis": mail.basis,
                "subject": mail.subject,
                "sender": mail.sender and key(mail.sender),
                "list": mail.where,
                "thread": thread.id,
                "reply_to": mail.reply_to and by_name[mail.reply_to].id,
                "depth": depth(mail),
                "position": position[thread.id],
                "sightings": len(places),
                "lists": len({place[1] for place in places if not place[2] and place[1]}),
                "recovered": mail.recovered,
                "snippet": " ".join(own.split())[:160],
                "words": len(own.split()),
                "month": mail.sent and mail.sent[:7],
                "header_message_id": mail.message_id or None,
                "hyperkitty_hash": hyperkitty if mail.message_id else None,
                "url": f"https://lists.example.org/archives/{mail.id}" if mail.name == "essay" else None,
            }
        )
        out["texts"].append(
            {
                "message": mail.id,
                "subject": mail.subject,
                "sender": PEOPLE[mail.sender][0] if mail.sender else "",
                "own": own,
                "signature": mail.texts.signature,
                "quoted": mail.texts.quoted,
                "layout": mail.texts.layout,
            }
        )
        for number, (kind, where, inside, evidence, coverage) in enumerate(places):
            out["sightings"].append(
                {
                    "id": key(f"{mail.name} {number}"),
                    "message": mail.id,
                    "kind": kind,
                    "list": where,
                    "inside": inside and by_name[inside].id,
                    "source": key("source"),
                    "place": f"{number * 100}-{number * 100 + 99}",
                    "sent": mail.sent,
                    "url": None if inside else mail.pages.get(number, f"https://lists.example.org/{mail.id}"),
                    "coverage": coverage,
                    "evidence": evidence,
                    "sender": mail.sender and key(mail.sender),
                    "header_message_id": f"seen.{number}.{mail.id}@example.org",
                    "hyperkitty_hash": None,
                }
            )
    return out


COUNTS = """
update threads set
  messages = (select count(*) from messages m where m.thread = threads.id),
  people = (select count(distinct m.sender) from messages m where m.thread = threads.id),
  lists = (select count(distinct m.list) from messages m where m.thread = threads.id),
  last_post = (select max(m.sent) from messages m where m.thread = threads.id);
update lists set
  messages = (select count(*) from messages m where m.list = lists.id),
  sightings = (select count(*) from sightings s where s.list = lists.id),
  first_post = (select min(m.sent) from messages m where m.list = lists.id),
  last_post = (select max(m.sent) from messages m where m.list = lists.id);
update people set
  messages = (select count(*) from messages m where m.sender = people.id),
  first_post = (select min(m.sent) from messages m where m.sender = people.id),
  last_post = (select max(m.sent) from messages m where m.sender = people.id);
insert into builds select 'build1', '2026-01-05T06:00:00+00:00', '0.1.0', 2, (select count(*) from messages),
  (select count(*) from sightings);
"""


def insert(db: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    """Insert ``rows``, all of the same columns."""
    names = list(rows[0])
    marks = ", ".join("?" for _ in names)
    db.executemany(f"insert into {table} ({', '.join(names)}) values ({marks})", [tuple(row.values()) for row in rows])  # noqa: S608


def build(path: Path, mails: list[Mail] | None = None) -> Path:
    """Write the archive of ``mails`` (all of them where none are given) to ``path``."""
    db = sqlite3.connect(path)
    db.executescript(schema.TABLES)
    mails = MAILS + filler() if mails is None else mails
    insert(
        db,
        "lists",
        [{"id": i, "name": n, "address": a, "archive_url": u, "messages": 0, "sightings": 0} for i, n, a, u in LISTS],
    )
    insert(db, "people", [{"id": key(k), "name": n, "domain": d, "messages": 0} for k, (n, d) in PEOPLE.items()])
    insert(db, "person_names", [{"person": key(k), "name": n} for k, (n, _) in PEOPLE.items()])
    insert(db, "person_names", [{"person": key("ann"), "name": "A. Author"}])
    insert(
        db,
        "sources",
        [
            {
                "id": key(name),
                "path": path_,
                "format": kind,
                "sha256": key(path_) * 5,
                "bytes": 12345,
                "found": found,
                "stored": found - 2,
                "known": 1,
                "skipped": 1,
                "read_at": "2025-11-21T05:59:00+00:00",
            }
            for name, path_, kind, found in [
                ("source", "commons.mbox", "mbox", 258),
                ("other", "<b>tide</b>/2025-November.txt", "pipermail", 12),
            ]
        ],
    )
    insert(
        db,
        "problems",
        [
            {
                "id": key("problem"),
                "source": key("other"),
                "place": "1200-1300",
                "what": "no such charset",
                "detail": "x-unknown <script>",
            }
        ],
    )
    if mails:
        for table, values in rows(mails).items():
            insert(db, table, values)
    if any(mail.name == "essay" for mail in mails):
        particulars(db)
    db.executescript(COUNTS)
    for table, columns in schema.INDEXES.items():
        for column in columns:
            db.execute(f"create index [idx_{table}_{column}] on {table} ({column})")
    for name, sql in schema.VIEWS.items():
        db.execute(f"create view {name} as {sql}")
    names = ", ".join(schema.FTS_COLUMNS)
    db.execute(
        f'create virtual table messages_fts using fts5({names}, content="texts", tokenize="{schema.FTS_TOKENIZE}")'
    )
    db.execute("insert into messages_fts(messages_fts) values ('rebuild')")
    db.commit()
    faults = db.execute("pragma foreign_key_check").fetchall()
    if faults:
        raise ValueError(faults)
    db.close()
    return path


def particulars(db: sqlite3.Connection) -> None:
    """Add links, attachments, the pairs and the old id."""
    essay, twins = key("essay"), (key("twin1"), key("twin2"))
    insert(
        db,
        "links",
        [
            {
                "id": key(url),
                "message": message,
                "url": url,
                "domain": domain,
                "wrapped_by": wrapped,
                "complete": complete,
            }
            for message, url, domain, wrapped, complete in [
                (essay, "https://tide.example.org/tables?year=2025&port=north", "tide.example.org", None, 1),
                (essay, "https://example.org/a_(draft)", "example.org", "urldefense.com", 1),
                (key("forward"), "https://tide.example.org/tables?year=20", "tide.example.org", None, 0),
                (key("hostile"), "javascript:alert(6)", "", None, 1),
            ]
        ],
    )
    insert(
        db,
        "attachments",
        [
            {
                "id": key("pdf"),
                "message": essay,
                "filename": "tables <2025>.pdf",
                "content_type": "application/pdf",
                "bytes": 48213,
                "sha256": "ab" * 32,
                "url": "https://lists.example.org/attachments/tables.pdf",
            },
            {
                "id": key("bad"),
                "message": key("hostile"),
                "filename": None,
                "content_type": "text/html",
                "bytes": None,
                "sha256": None,
                "url": "javascript:alert(7)",
            },
        ],
    )
    insert(
        db,
        "related",
        [{"a": essay, "b": key("revision"), "kind": "revision", "coverage": 0.97, "evidence": "114 of 118 words"}],
    )
    insert(
        db,
        "conflicts",
        [{"header_message_id": "build@robot.example.org", "a": twins[0], "b": twins[1], "what": "own words differ"}],
    )
    insert(db, "aliases", [{"old_id": "oldoldoldold", "new_id": essay, "reason": "its post arrived"}])
