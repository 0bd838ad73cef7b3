"""The published schema of archive.db: an API, so columns are added and never renamed.

Keys are text, foreign keys bear the name of what they point at, times are ISO 8601 in UTC. Rows of messages, texts and
messages_fts belong together by their rowid too: the search goes from words to messages without a look at the texts.
"""

VERSION = 1

TABLES = """
create table builds (
    id text primary key,
    built text not null,
    version text not null,
    sources integer not null,
    messages integer not null,
    sightings integer not null
);
create table sources (
    id text primary key,
    path text not null,
    format text not null,
    sha256 text not null,
    bytes integer not null,
    found integer not null,
    stored integer not null,
    known integer not null,
    skipped integer not null,
    read_at text not null
);
create table problems (
    id text primary key,
    source text references sources(id),
    place text not null,
    what text not null,
    detail text not null
);
create table lists (
    id text primary key,
    name text not null,
    address text,
    archive_url text,
    first_post text,
    last_post text,
    messages integer not null,
    sightings integer not null
);
create table people (
    id text primary key,
    name text not null,
    domain text,
    messages integer not null,
    first_post text,
    last_post text
);
create table person_names (
    person text not null references people(id),
    name text not null,
    primary key (person, name)
);
create table threads (
    id text primary key,
    subject text not null,
    list text references lists(id),
    started text,
    last_post text,
    messages integer not null,
    people integer not null,
    lists integer not null
);
create table messages (
    id text primary key,
    kind text not null check (kind in ('message', 'document')),
    sent text,
    sent_basis text not null check (sent_basis in ('header', 'page', 'attribution', 'inferred', 'none')),
    subject text not null,
    sender text references people(id),
    list text references lists(id),
    thread text not null references threads(id),
    reply_to text references messages(id),
    depth integer not null,
    position integer not null,
    sightings integer not null,
    lists integer not null,
    recovered integer not null check (recovered in (0, 1)),
    snippet text not null,
    words integer not null,
    month text,
    header_message_id text,
    hyperkitty_hash text,
    url text
);
create table texts (
    message text primary key references messages(id),
    subject text not null,
    sender text not null,
    own text not null,
    signature text not null,
    quoted text not null,
    layout text not null
);
create table sightings (
    id text primary key,
    message text not null references messages(id),
    kind text not null check (kind in ('posted', 'crossposted', 'resent', 'forwarded', 'quoted')),
    list text references lists(id),
    inside text references messages(id),
    source text not null references sources(id),
    place text not null,
    sent text,
    url text,
    coverage real not null,
    evidence text not null,
    sender text references people(id),
    header_message_id text,
    hyperkitty_hash text
);
create table links (
    id text primary key,
    message text not null references messages(id),
    url text not null,
    domain text not null,
    wrapped_by text,
    complete integer not null check (complete in (0, 1))
);
create table attachments (
    id text primary key,
    message text not null references messages(id),
    filename text,
    content_type text,
    bytes integer,
    sha256 text,
    url text
);
create table related (
    a text not null references messages(id),
    b text not null references messages(id),
    kind text not null,
    coverage real not null,
    evidence text not null,
    primary key (a, b, kind)
);
create table conflicts (
    header_message_id text not null,
    a text not null references messages(id),
    b text not null references messages(id),
    what text not null,
    primary key (header_message_id, a, b)
);
create table aliases (
    old_id text primary key,
    new_id text not null,
    reason text not null
);
create table redactions (
    id text primary key,
    what text not null
);
"""

# table -> what is looked up, joined or counted as facets; a second column is the order in which a page shows the rows
INDEXES = {
    "problems": ["source"],
    "person_names": ["name"],
    "threads": ["list, last_post", "last_post"],
    "messages": [
        "sent",
        "sender, sent",
        "list, month",
        "thread, position",
        "reply_to",
        "month",
        "header_message_id",
        "hyperkitty_hash",
        "sightings",
        "kind",
        "url",
    ],
    "sightings": [
        "message",
        "kind",
        "list",
        "inside",
        "source",
        "sender",
        "header_message_id",
        "hyperkitty_hash",
        "url",
    ],
    "links": ["message", "domain", "url"],
    "attachments": ["message"],
    "related": ["b"],
    "conflicts": ["a", "b"],
    "aliases": ["new_id"],
}

# Own words and quoted words are columns of their own, so that a search can leave the quotes out.
FTS_COLUMNS = ["subject", "sender", "own", "quoted"]
FTS_TOKENIZE = "unicode61 remove_diacritics 2"

VIEWS = {
    "thread_messages": """
        select m.thread, m.position, m.depth, m.id as message, m.sent, p.name as sender, m.subject, m.snippet
        from messages m left join people p on p.id = m.sender
        order by m.thread, m.position""",
    "most_repeated": """
        select m.id as message, m.subject, p.name as sender, m.sent, m.sightings, m.lists
        from messages m left join people p on p.id = m.sender
        where m.sightings > 1
        order by m.sightings desc, m.sent""",
    "cross_posted": """
        select m.id as message, m.subject, p.name as sender, m.sent, m.lists, group_concat(distinct s.list) as seen_on
        from messages m join sightings s on s.message = m.id left join people p on p.id = m.sender
        where m.lists > 1 and s.inside is null
        group by m.id
        order by m.sent""",
    "who_replied_to_whom": """
        select a.name as sender, b.name as replied_to, count(*) as replies
        from messages m join messages parent on parent.id = m.reply_to
        join people a on a.id = m.sender join people b on b.id = parent.sender
        group by m.sender, parent.sender
        order by replies desc, sender, replied_to""",
    "messages_by_month": """
        select month, list, sum(messages) as messages
        from (
            select month, list, count(*) as messages from messages group by month, list
            union all
            select m.month, s.list, count(distinct m.id)
            from sightings s cross join messages m on m.id = s.message
            where s.kind in ('crossposted', 'resent') and s.list is not null and s.list is not m.list
            group by m.month, s.list)
        where month is not null
        group by month, list
        order by month, list""",
    "recovered_messages": """
        select m.id as message, m.subject, p.name as sender, m.sent, m.sightings, m.snippet
        from messages m left join people p on p.id = m.sender
        where m.recovered = 1
        order by m.sent""",
    "unanswered": """
        select m.id as message, m.subject, p.name as sender, m.sent, m.list
        from messages m left join people p on p.id = m.sender
        where m.position = 0 and m.kind = 'message'
          and not exists (select 1 from messages answer where answer.reply_to = m.id)
        order by m.sent desc""",
    "links_by_domain": """
        select domain, count(*) as links, count(distinct url) as urls, count(distinct message) as messages
        from links
        group by domain
        order by messages desc, domain""",
}
