"""archive.db: what the sample must give, and the shape that people's links and scripts depend on."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from reading import ROOT, Desk, mail

from dedupe.schema import INDEXES, TABLES
from ingest.formats import FORMATS

SAMPLE = ROOT / "data" / "sample"
EXPECTED: dict[str, Any] = json.loads((Path(__file__).parent / "sample_expected.json").read_text(encoding="utf-8"))
PASTED = "what-shall-we-call-the-nodes.txt"
READS_PASTED = any("pasted" in form.NAME for form in FORMATS)  # until then that page is a document
LATER = set() if READS_PASTED else {PASTED}
NOTES = {
    name: note
    for name, note in (EXPECTED["messages"] | EXPECTED["recovered"]).items()
    if name in EXPECTED["recovered"] or set(note["posted"]) - LATER
}
TAG = re.compile(r"\[[a-z-]+\] ")  # of a list; "[PATCH 1/2] " is none
COLUMNS = {  # section 6 of the design: more may be added
    "lists": "id name address archive_url first_post last_post messages sightings",
    "people": "id name domain messages first_post last_post",
    "person_names": "person name",
    "threads": "id subject list started last_post messages people lists",
    "messages": "id kind sent sent_basis subject sender list thread reply_to depth position sightings lists recovered snippet"
    " words month header_message_id hyperkitty_hash url",
    "texts": "message subject sender own signature quoted",
    "sightings": "id message kind list inside source place sent url coverage evidence",
    "links": "id message url domain wrapped_by complete",
    "attachments": "id message filename content_type bytes sha256 url",
    "related": "a b kind coverage evidence",
    "conflicts": "header_message_id a b what",
    "sources": "id path format sha256 bytes found stored known skipped read_at",
    "problems": "id source place what detail",
    "aliases": "old_id new_id reason",
    "redactions": "id what",
    "builds": "id built version sources messages sightings",
    "thread_messages": "thread position message",
    "most_repeated": "message sightings",
    "cross_posted": "message lists",
    "who_replied_to_whom": "sender replied_to replies",
    "messages_by_month": "month messages",
    "recovered_messages": "message sender sent",
    "unanswered": "message",
    "links_by_domain": "domain links",
}
REFERENCES = re.compile(r"(\w+) text(?: not null)?(?: primary key)? references (\w+)\(id\)")
FOREIGN_KEYS = [
    (table, column, to)
    for table, body in re.findall(r"create table (\w+) \((.*?)\n\);", TABLES, re.S)
    for column, to in REFERENCES.findall(body)
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample, read and merged."""
    made = Desk(tmp_path_factory.mktemp("sample"))
    made.ingest(SAMPLE)
    made.dedupe()
    return made


@pytest.fixture(scope="module")
def ids(desk: Desk) -> dict[str, str]:
    """The message of each note of the table, found by Message-ID, else by its first words or its subject and sender."""
    found = {}
    for name, note in NOTES.items():
        if note.get("message_id"):
            where, value = "m.header_message_id = ?", note["message_id"]
        elif "begins" in note:
            where, value = (
                "replace(t.own, char(10), ' ') like ? || '%'",
                re.sub(r"(?<=Daybreak,) ", "  ", note["begins"]),
            )
            value = value.replace("networks, the", "networks,  the")
        else:
            where, value = "m.subject like '%' || ?", note["subject"]
        rows = desk.found(
            f"select m.id from messages m join texts t on t.message = m.id join people p on p.id = m.sender"  # noqa: S608
            f" where {where} and p.name = ?",
            value,
            note["sender"],
        )
        assert len(rows) == 1, (name, rows)
        found[name] = rows[0]
    return found


def one(desk: Desk, sql: str, *values: Any) -> Any:
    (row,) = desk.found(sql, *values)
    return row


# -- the sample --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXPECTED["posts"].keys() - LATER)
def test_each_file_gives_its_posts(desk: Desk, name: str) -> None:
    source = one(desk, "select id from sources where path like '%' || ?", name)
    posted = "select count(*) from sightings where source = ? and inside is null"
    assert one(desk, posted, source) == EXPECTED["posts"][name]
    assert one(desk, "select stored from sources where id = ?", source) == EXPECTED["posts"][name]


def test_each_note_stands_there_once(desk: Desk, ids: dict[str, str]) -> None:
    assert len(set(ids.values())) == len(NOTES)
    assert set(desk.found("select id from messages where kind = 'message'")) == set(ids.values())
    assert one(desk, "select count(*) from messages where recovered") == len(EXPECTED["recovered"])
    assert one(desk, "select count(*) from messages where kind = 'document'") == len(EXPECTED["documents"]) + len(LATER)


@pytest.mark.parametrize("name", NOTES)
def test_a_note_has_its_author_subject_and_time(desk: Desk, ids: dict[str, str], name: str) -> None:
    note = NOTES[name]
    subject, sender, sent, basis, recovered = one(
        desk,
        "select m.subject, p.name, m.sent, m.sent_basis, m.recovered from messages m join people p on p.id = m.sender"
        " where m.id = ?",
        ids[name],
    )
    assert sender == note["sender"]
    assert TAG.sub("", subject) == TAG.sub("", note["subject"] or "")
    assert recovered == (name in EXPECTED["recovered"])
    if name == EXPECTED["bad_date"]["message"]:
        assert (sent, basis) == (EXPECTED["bad_date"]["envelope"], "inferred")
    elif isinstance(note["sent"], list):
        assert sent[:16] in note["sent"]
    else:
        assert (sent or "")[:19] == (note["sent"] or "")


@pytest.mark.parametrize("name", [name for name in NOTES if name in EXPECTED["messages"]])
def test_a_note_was_seen_where_the_table_says(desk: Desk, ids: dict[str, str], name: str) -> None:
    note = NOTES[name]
    posted = "select replace(path, rtrim(path, replace(path, '/', '')), '') from sightings s join sources o on o.id = s.source"
    seen = desk.found(f"{posted} where s.message = ? and s.inside is null", ids[name])
    assert sorted(seen) == sorted(path.rpartition("/")[2] for path in note["posted"] if path not in LATER)
    on = "select distinct list from sightings where message = ? and inside is null and list is not null order by list"
    if note["lists"] is not None:
        assert desk.found(on, ids[name]) == note["lists"]
        assert one(desk, "select lists from messages where id = ?", ids[name]) == len(note["lists"])


@pytest.mark.parametrize(("name", "about"), EXPECTED["documents"].items())
def test_a_document_has_its_title_and_day(desk: Desk, name: str, about: dict[str, str]) -> None:
    sql = "select m.subject, m.sent, m.kind from messages m join sightings s on s.message = m.id join sources o on o.id = s.source"
    subject, sent, kind = one(desk, f"{sql} where o.path like '%' || ?", name)
    assert subject.startswith(about["title"])
    assert (sent, kind) == (about["date"], "document")


def test_what_cannot_be_read_is_a_problem(desk: Desk) -> None:
    paths = desk.found("select o.path from problems p join sources o on o.id = p.source")
    assert [next(name for name in EXPECTED["problems"] if path.endswith(name)) for path in paths] == list(
        EXPECTED["problems"]
    )


@pytest.mark.parametrize("name", EXPECTED["crossposted"])
def test_a_crosspost_is_told_as_one(desk: Desk, ids: dict[str, str], name: str) -> None:
    kinds = desk.found("select kind, list from sightings where message = ? and inside is null order by kind", ids[name])
    assert ("crossposted", "commons-policy") in kinds
    assert one(desk, "select seen_on from cross_posted where message = ?", ids[name]).count(",") == 1


@pytest.mark.parametrize(("name", "again"), EXPECTED["resent"].items())
def test_a_resend_is_told_as_one(desk: Desk, ids: dict[str, str], name: str, again: dict[str, str]) -> None:
    sql = "select header_message_id, substr(sent, 1, 19), list from sightings where message = ? and kind = 'resent'"
    assert desk.found(sql, ids[name]) == [(again["message_id"], again["sent"], again["list"])]


@pytest.mark.parametrize(("a", "b"), EXPECTED["never_one"])
def test_these_two_are_never_one(ids: dict[str, str], a: str, b: str) -> None:
    assert ids[a] != ids[b]


def test_each_note_answers_what_the_table_says_and_the_others_nothing(desk: Desk, ids: dict[str, str]) -> None:
    expected = {ids[a]: ids[b] for a, b in EXPECTED["reply_to"] if a in ids}
    found = dict(desk.found("select id, reply_to from messages where reply_to is not null"))
    names = {value: key for key, value in ids.items()}
    assert {(names[a], names[b]) for a, b in found.items()} == {(names[a], names[b]) for a, b in expected.items()}


def test_notes_stand_inside_each_other_as_the_table_says(desk: Desk, ids: dict[str, str]) -> None:
    rows = [row for row in EXPECTED["inside"] if row["outer"] in ids and row["inner"] in ids]
    expected = {(row["outer"], row["inner"], row["kind"], row["whole"]) for row in rows}
    names = {value: key for key, value in ids.items()}
    found = desk.found("select inside, message, kind, coverage from sightings where inside is not null")
    seen = {(names[outer], names[inner], kind, coverage >= 0.98) for outer, inner, kind, coverage in found}
    assert seen == expected


@pytest.mark.parametrize(("name", "url"), [row for row in EXPECTED["links"] if row[0] in NOTES])
def test_a_link_is_whole_and_free_of_gateways(desk: Desk, ids: dict[str, str], name: str, url: str) -> None:
    assert desk.found("select complete from links where message = ? and url = ?", ids[name], url) == [1]
    gateways = "select url from links where url like '%safelinks%' or url like '%urldefense%'"
    assert desk.found(gateways) == []


@pytest.mark.parametrize(("name", "filename", "content_type"), EXPECTED["attachments"])
def test_an_attachment_is_listed(desk: Desk, ids: dict[str, str], name: str, filename: str, content_type: str) -> None:
    assert desk.found("select filename, content_type from attachments where message = ?", ids[name]) == [
        (filename, content_type)
    ]


@pytest.mark.parametrize(("name", "words"), EXPECTED["own_text_holds"])
def test_own_text_holds_what_its_author_wrote(desk: Desk, ids: dict[str, str], name: str, words: str) -> None:
    assert words in " ".join(one(desk, "select own from texts where message = ?", ids[name]).split())


@pytest.mark.parametrize(("person", "others"), EXPECTED["other_names"].items())
def test_a_person_keeps_all_names(desk: Desk, person: str, others: list[str]) -> None:
    names = desk.found("select n.name from person_names n join people p on p.id = n.person where p.name = ?", person)
    assert set(others) < set(names)


# -- the shape ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "columns"), COLUMNS.items())
def test_each_table_and_view_has_its_columns(desk: Desk, table: str, columns: str) -> None:
    with closing(sqlite3.connect(desk.archive)) as db:
        assert set(columns.split()) <= {row[1] for row in db.execute(f"pragma table_info({table})")}


def test_every_table_and_view_can_be_read_and_every_foreign_key_holds(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.archive)) as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert db.execute("pragma foreign_key_check").fetchall() == []
        for table in COLUMNS:
            db.execute(f"select * from {table}").fetchall()  # noqa: S608


def test_foreign_keys_are_declared_and_bear_no_id_in_their_names(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.archive)) as db:
        found = [(t, row[3], row[2]) for t in COLUMNS for row in db.execute(f"pragma foreign_key_list({t})")]
    assert sorted(found) == sorted(FOREIGN_KEYS)
    assert not [column for _, column, _ in found if column.endswith("_id")]
    assert {
        ("messages", "reply_to", "messages"),
        ("sightings", "inside", "messages"),
        ("texts", "message", "messages"),
    } <= set(found)


@pytest.mark.parametrize(("table", "column", "_"), FOREIGN_KEYS)
def test_every_column_that_is_a_foreign_key_has_an_index(desk: Desk, table: str, column: str, _: str) -> None:
    with closing(sqlite3.connect(desk.archive)) as db:
        names = [row[1] for row in db.execute(f"pragma index_list({table})")]
        first = {db.execute(f'pragma index_info("{name}")').fetchone()[2] for name in names}
    assert column in first


def test_a_message_and_its_text_have_the_same_rowid(desk: Desk) -> None:
    assert (
        desk.found(
            "select id from messages m left join texts x on x.rowid = m.rowid and x.message = m.id where x.own is null"
        )
        == []
    )


def test_every_index_of_the_schema_is_there(desk: Desk) -> None:
    made = desk.found("select tbl_name || ' ' || name from sqlite_master where type = 'index' and sql is not null")
    assert set(made) == {
        f"{table} {table}_{column.replace(', ', '_')}" for table, columns in INDEXES.items() for column in columns
    }


def test_ids_are_twelve_characters_of_base32(desk: Desk) -> None:
    for table in (
        "people",
        "threads",
        "messages",
        "sightings",
        "links",
        "attachments",
        "sources",
        "problems",
        "builds",
    ):
        ids = desk.found(f"select id from {table}")  # noqa: S608
        assert ids, table
        assert [i for i in ids if not re.fullmatch(r"[a-z2-7]{12}", i)] == []


def test_times_are_iso_8601(desk: Desk) -> None:
    time = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ?)?")
    times = {("messages", "sent"), ("sightings", "sent"), ("lists", "first_post"), ("lists", "last_post")}
    times |= {("people", "first_post"), ("people", "last_post"), ("threads", "started"), ("threads", "last_post")}
    for table, column in times | {("sources", "read_at"), ("builds", "built")}:
        found = desk.found(f"select {column} from {table} where {column} is not null")  # noqa: S608
        assert found, (table, column)
        assert [value for value in found if not time.fullmatch(value)] == [], (table, column)
    assert desk.found("select id from messages where sent_basis = 'header' and sent not like '%Z'") == []
    assert desk.found("select id from messages where sent_basis = 'attribution' and sent like '%Z'") == []
    assert desk.found("select id from messages where sent is null and sent_basis != 'none'") == []


def test_counts_agree_with_the_rows_they_count(desk: Desk) -> None:
    counts = {
        "messages.sightings": "select id from messages m where sightings != (select count(*) from sightings where message = m.id)",
        "threads.messages": "select id from threads t where messages != (select count(*) from messages where thread = t.id)",
        "people.messages": "select id from people p where messages != (select count(*) from messages where sender = p.id)",
        "lists.sightings": "select id from lists l where sightings !="
        " (select count(*) from sightings where list = l.id and inside is null)",
        "sources": "select id from sources where found != stored + known + skipped",
        "skipped": "select id from sources s where skipped != (select count(*) from problems where source = s.id)",
    }
    assert {what: desk.found(sql) for what, sql in counts.items()} == {what: [] for what in counts}


def test_every_thread_has_one_first_message(desk: Desk) -> None:
    assert desk.found("select id from messages where (position = 0) != (id = thread)") == []
    assert desk.found("select thread from messages group by thread having count(distinct position) != count(*)") == []


# -- search --------------------------------------------------------------------------------------------------------------------

SEARCHES = [  # (words, note that is found)
    ("chestnut", "permit"),
    ("sabado", "taller"),  # sábado
    ("SÁBADO", "taller"),
    ("wedrowska soup", "assembly"),
    ('"one page with a"', None),
    ('own : "brewery is the oldest"', "ladder"),
    ('subject : "Camera on the library roof"', "key"),
    ('sender : "Mowenfeld"', "ladder"),
]


@pytest.mark.parametrize(("query", "name"), SEARCHES)
def test_search_finds_words_whatever_their_accents(
    desk: Desk, ids: dict[str, str], query: str, name: str | None
) -> None:
    sql = "select message from texts where rowid in (select rowid from messages_fts where messages_fts match ?)"
    found = desk.found(sql, query)
    assert ids[name] in found if name else found == []


def test_search_tells_own_words_from_quoted_ones(desk: Desk, ids: dict[str, str]) -> None:
    sql = "select message from texts where rowid in (select rowid from messages_fts where messages_fts match ?)"
    assert desk.found(sql, 'own : "younger one moves"') == [ids["charter"]]
    assert ids["ladder"] in desk.found(sql, 'quoted : "younger one moves"')


def test_the_search_table_keeps_no_second_copy_of_the_texts(desk: Desk) -> None:
    sql = one(desk, "select sql from sqlite_master where name = 'messages_fts'")
    assert 'content="texts"' in sql  # in double quotes: Datasette finds the table of a search by them
    assert desk.found("select name from sqlite_master where name = 'messages_fts_content'") == []


# -- privacy -------------------------------------------------------------------------------------------------------------------

ADDRESS = re.compile(r"[\w.+-](?:@| at | en )[\w-]+\.[\w.-]*\w")
MESSAGE_IDS = {
    ("messages", "header_message_id"),
    ("sightings", "header_message_id"),
    ("conflicts", "header_message_id"),
}


def addresses(database: Path) -> list[tuple[str, str, str]]:
    """Table, column and text of every address in any table, Message-IDs left out."""
    with closing(sqlite3.connect(database)) as db:
        tables = [
            row[0]
            for row in db.execute("select name from sqlite_master where type = 'table' and sql not like '%virtual%'")
        ]
        return [
            (table, column, value[:100])
            for table in tables
            for column in [row[1] for row in db.execute(f"pragma table_info({table})")]
            if (table, column) not in MESSAGE_IDS
            for (value,) in db.execute(f"select {column} from {table} where typeof({column}) = 'text'")  # noqa: S608
            if ADDRESS.search(value)
        ]


def test_no_address_is_in_any_column_of_any_table(desk: Desk) -> None:
    assert addresses(desk.archive) == []


def test_no_address_is_in_the_bytes_of_the_file(desk: Desk) -> None:
    data = desk.archive.read_bytes()
    mailed = [
        f"{name}@example.{end}".encode()
        for name in ("tilda", "noor", "ravi", "zofia", "lucia")
        for end in ("org", "net")
    ]
    assert [address for address in mailed if address in data] == []


HIDING = mail(
    "Write to ann@example.org, or ann at example.org.\n\nhttps://example.org/?to=ann@example.org\n\nann@example.org\n\n"
    "-- \nAnn, ann@example.org\n",
    From="ann@example.org",
    Subject="Ask ann@example.org",
    List_Id="ann@example.org <commons.lists.example.org>",
    List_Archive="<https://example.org/ann@example.org/>",
    List_Post="<mailto:commons@lists.example.org>",
    Message_ID="<x>",
    Archived_At="<https://example.org/ann@example.org/1>",
    Content_Type='multipart/mixed; boundary="b"',
).replace("\n\nWrite", "\n\n--b\n\nWrite", 1) + (
    '--b\nContent-Disposition: attachment; filename="ann@example.org.txt"\n\nx\n--b\nContent-Type: message/rfc822\n\n'
    "From: ben@example.org\nSubject: for ann@example.org\n\nTo ben@example.org.\n--b--\n"
)  # fmt: skip


def test_no_address_gets_through_any_field_of_a_mail(tmp_path: Path) -> None:
    hiding = Desk(tmp_path)
    hiding.put("ann@example.org.mbox", HIDING)
    hiding.put("ben@example.org.gz", b"\x1f\x8b")
    hiding.ingest()
    hiding.dedupe()
    assert addresses(hiding.archive) == []


def test_addresses_are_kept_where_that_is_asked_for(tmp_path: Path) -> None:
    private = Desk(tmp_path)
    private.put("a.mbox", HIDING)
    private.ingest()
    private.dedupe(keep_addresses=True)
    (own,) = private.found("select own from texts where subject like 'Ask%'")
    assert "ann@example.org, or ann at example.org" in own
    assert "commons@lists.example.org" in private.found("select address from lists")
