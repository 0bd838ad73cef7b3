"""The shape of sightings.db, one step after another: an older database comes to it without being read again."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("sightings")

# columns of sightings that the steps below carry over: as they were then, whatever columns there are today
FIELDS = (
    "source, id, place, raw, kind, inside, message_id, parents, subject, name, address, sent, sent_basis, written, list_name,"
    " list_address, list_archive, url, answers, evidence"
)


@migrations()
def first_shape(db: Database) -> None:
    """The tables; a run that is killed while it makes them may have made some."""
    db.executescript("""
        create table if not exists sources (
            id text primary key, path text not null, sha256 text not null, format text not null, bytes integer not null,
            found integer not null, stored integer not null, known integer not null, skipped integer not null,
            read_at text not null, reader integer not null);
        create table if not exists files (
            location text primary key, source text not null references sources(id), bytes integer not null,
            mtime_ns integer not null);
        create index if not exists files_source on files(source);
        create table if not exists sightings (
            id text primary key, source text not null references sources(id), place text not null, raw text not null,
            kind text not null, inside text not null, message_id text not null, parents text not null, subject text not null,
            name text not null, address text not null, sent text, sent_basis text not null, written text not null,
            list_name text not null, list_address text not null, list_archive text not null, url text not null,
            own text not null, signature text not null, quoted text not null, layout text not null,
            answers text not null, evidence text not null);
        create index if not exists sightings_source on sightings(source);
        create table if not exists links (
            sighting text not null, number integer not null, url text not null, domain text not null,
            wrapped_by text not null, complete integer not null, primary key (sighting, number)) without rowid;
        create table if not exists attachments (
            sighting text not null, number integer not null, filename text not null, content_type text not null,
            bytes integer, sha256 text not null, url text not null, primary key (sighting, number)) without rowid;
        create table if not exists problems (
            id text primary key, source text not null references sources(id), place text not null, what text not null,
            detail text not null);
        create index if not exists problems_source on problems(source);
    """)


@migrations()
def words_beside_texts(db: Database) -> None:
    """Words are kept with each sighting, before its long texts; those read before get theirs when an archive is built."""
    _put_before_texts(
        db,
        {"normaliser": "integer", "digest": "blob", "words": "blob"},
        ("own", "signature", "quoted", "layout"),
    )
    db.execute("drop table if exists prints")


@migrations()
def what_was_left_out(db: Database) -> None:
    """The footers of each post by name, with a digest of each; of what was read before, none is known."""
    db.execute("alter table sightings add column left_out text not null default ''")


@migrations()
def what_a_place_told(db: Database) -> None:
    """A source that is read again as it lies at another place changes its row, for the archive is to be built again then."""
    db.execute("alter table sources add column outside text not null default ''")


@migrations()
def what_texts_hold(db: Database) -> None:
    """A digest of all that is kept of a sighting, and how many letters it lost; made when an archive is built."""
    _put_before_texts(
        db,
        {"normaliser": "integer", "content": "blob", "lost": "integer", "digest": "blob", "words": "blob"},
        ("own", "signature", "quoted", "layout", "left_out"),
    )


@migrations()
def what_archives_were_made_of(db: Database) -> None:
    """The archive that was built last, what each of its notes was made of, and what was found on the way: for the next one."""
    db.executescript("""
        create table if not exists archives (build text primary key, ways text not null, changes integer not null);
        create table if not exists notes (id text primary key, made_of blob not null) without rowid;
        create table if not exists answers (question blob primary key, answer text not null) without rowid;
    """)


@migrations()
def what_is_tried_again(db: Database) -> None:
    """A file that could not be opened counts as changed: permissions change neither size nor time."""
    db.execute("update files set mtime_ns = -1 where source in (select id from sources where format = 'unreadable')")


def _put_before_texts(db: Database, columns: dict[str, str], texts: tuple[str, ...]) -> None:
    """Make the table of sightings anew, with columns before their texts that are to be filled when an archive is built."""
    empty = {"integer": "0", "blob": "x''"}
    made = ", ".join(
        f"{name} {kind} not null" for name, kind in (*columns.items(), *((text, "text") for text in texts))
    )
    for statement in (
        "alter table sightings rename to sightings_before",
        f"""create table sightings (
            id text primary key, source text not null references sources(id), place text not null, raw text not null,
            kind text not null, inside text not null, message_id text not null, parents text not null, subject text not null,
            name text not null, address text not null, sent text, sent_basis text not null, written text not null,
            list_name text not null, list_address text not null, list_archive text not null, url text not null,
            answers text not null, evidence text not null, {made})""",
        f"insert into sightings ({FIELDS}, {', '.join((*columns, *texts))})"  # noqa: S608
        f" select {FIELDS}, {', '.join((*map(empty.__getitem__, columns.values()), *texts))} from sightings_before order by rowid",
        "drop table sightings_before",
        "create index sightings_source on sightings(source)",
    ):
        db.execute(statement)
