"""What the reading pages ask of the archive: one constant a question, its parameters as ``:name``."""

BUILD = "select built, version, sources, messages, sightings from builds order by built desc limit 1"

# A time in the future is a wrong clock: it shall not lead the front page for ever.
LATEST_THREADS = """
    select t.id, t.subject, t.list, l.name as list_name, t.last_post, t.messages, t.people, p.name as sender, m.snippet
    from threads t
    left join lists l on l.id = t.list
    left join messages m on m.id = t.id
    left join people p on p.id = m.sender
    where t.last_post <= coalesce((select max(built) from builds), '9999')
    order by t.last_post desc limit 10"""
MOST_REPEATED = """
    select m.id, m.subject, m.sent, m.sightings, m.lists, p.id as person, p.name as sender
    from messages m left join people p on p.id = m.sender
    where m.sightings > 1 order by m.sightings desc, m.sent desc limit 8"""
LISTS = """
    select id, name, address, archive_url, messages, sightings, first_post, last_post
    from lists order by messages desc, name"""
LISTS_BY_MONTH = "select list, month, messages from messages_by_month where list is not null order by list, month"
DOCUMENTS = """
    select id, subject, sent, snippet from messages where kind = 'document' order by sent desc limit 5"""

LIST = "select id, name, address, archive_url, messages, sightings, first_post, last_post from lists where id = :list"
# Notes that stand on a list: those first known from it, and those that came over it too.
NOTES_OF_LIST = """
    select id, thread, month from messages where list = :list
    union
    select m.id, m.thread, m.month from sightings s join messages m on m.id = s.message
    where s.list = :list and s.kind in ('crossposted', 'resent')"""
LIST_BY_MONTH = f"""
    select month, count(*) as messages
    from ({NOTES_OF_LIST}) where month is not null group by month order by month"""  # noqa: S608
# A thread stands under each list that has a note in it, whatever list it began on.
THREADS_OF_LIST = f"""
    with here as ({NOTES_OF_LIST})
    select t.id, t.subject, t.list, t.last_post, t.started, t.messages, t.people, t.lists, p.name as sender, m.snippet
    from threads t
    left join messages m on m.id = t.id
    left join people p on p.id = m.sender
    where t.id in (select thread from here where :month = '' or month = :month)
    order by t.last_post desc, t.id limit :limit offset :offset"""  # noqa: S608
PEOPLE_OF_LIST = f"""
    select p.id, p.name, p.domain, count(*) as messages
    from ({NOTES_OF_LIST}) here join messages m on m.id = here.id join people p on p.id = m.sender
    group by p.id order by messages desc, p.name limit 12"""  # noqa: S608
LISTS_SHARING = """
    select l.id, l.name, count(distinct other.message) as messages
    from sightings here join sightings other on other.message = here.message and other.list != here.list
    join lists l on l.id = other.list
    where here.list = :list and here.inside is null and other.inside is null
    group by l.id order by messages desc, l.name limit 8"""

THREAD_OF = """
    select thread from messages where id = :id union select id from threads where id = :id limit 1"""
REDACTED = "select id from redactions where id = :id"
REDACTED_AMONG = "select id from redactions where id in (select value from json_each(:value)) limit 1"
LIST_IN_OTHER_CASE = "select id as new_id from lists where lower(id) = lower(:id) order by id limit 1"
ALIAS = "select new_id, reason from aliases where old_id = :id"
THREAD = """
    select t.id, t.subject, t.list, l.name as list_name, t.started, t.last_post, t.messages, t.people, t.lists
    from threads t left join lists l on l.id = t.list where t.id = :thread"""
MESSAGES_OF_THREAD = """
    select m.id, m.kind, m.sent, m.sent_basis, m.subject, m.sender as person, p.name as sender, m.list,
        l.name as list_name, m.reply_to, m.depth, m.position, m.sightings, m.lists, m.recovered, m.snippet,
        length(cast(x.own as blob)) as own_size, length(cast(x.quoted as blob)) as quoted_size
    from messages m
    join texts x on x.message = m.id
    left join people p on p.id = m.sender
    left join lists l on l.id = m.list
    where m.thread = :thread
    order by m.position"""
TEXTS_OF_THREAD = """
    select x.message, x.own, x.quoted, x.signature, x.layout
    from texts x join messages m on m.id = x.message
    where m.thread = :thread and m.position between :first and :last"""
PEOPLE_OF_THREAD = """
    select p.id, p.name, p.domain, count(*) as messages
    from messages m join people p on p.id = m.sender
    where m.thread = :thread group by p.id order by min(m.position)"""
NEIGHBOURS = """
    select * from (
        select 'newer' as side, id, subject, last_post from threads
        where list = :list and (last_post > :last_post or (last_post = :last_post and id > :thread))
        order by last_post, id limit 1)
    union all
    select * from (
        select 'older' as side, id, subject, last_post from threads
        where list = :list and (last_post < :last_post or (last_post = :last_post and id < :thread))
        order by last_post desc, id desc limit 1)"""

MESSAGE = """
    select m.id, m.kind, m.sent, m.sent_basis, m.subject, m.sender as person, p.name as sender, p.domain, m.list,
        l.name as list_name, m.thread, t.subject as thread_subject, t.messages as thread_messages,
        m.reply_to, m.position, m.depth, m.sightings, m.lists, m.recovered, m.snippet, m.words,
        m.header_message_id, m.hyperkitty_hash, m.url,
        x.own, x.quoted, x.signature, x.layout
    from messages m
    join texts x on x.message = m.id
    join threads t on t.id = m.thread
    left join people p on p.id = m.sender
    left join lists l on l.id = m.list
    where m.id = :id"""
# A quote is seen where and when the message was posted that holds it; its own time is the one that it tells of.
SIGHTINGS = """
    select s.id, s.kind, l.id as list, l.name as list_name, s.inside, i.subject as inside_subject, q.name as inside_sender,
        s.place, coalesce(i.sent, s.sent) as seen, s.url, s.coverage, s.evidence, s.source, s.sender as person, p.name as sender
    from sightings s
    left join messages i on i.id = s.inside
    left join lists l on l.id = coalesce(s.list, i.list)
    left join people q on q.id = i.sender
    left join people p on p.id = s.sender
    where s.message = :id
    order by s.inside is not null, s.kind != 'posted', seen is null, seen, s.id limit 200"""
# The same for readers of SQL: what a table shows well.
PLACES = """
    select s.kind, coalesce(s.list, i.list) as list, coalesce(i.sent, s.sent) as seen, p.name as sender, s.inside,
        s.coverage, s.evidence, s.url, s.id
    from sightings s left join messages i on i.id = s.inside left join people p on p.id = coalesce(i.sender, s.sender)
    where s.message = :message
    order by seen, s.id"""
REPLIES = """
    select m.id, m.subject, m.sent, p.name as sender, m.snippet
    from messages m left join people p on p.id = m.sender where m.reply_to = :id order by m.sent limit 50"""
PARENT = """
    select m.id, m.subject, m.sent, p.name as sender
    from messages m left join people p on p.id = m.sender where m.id = :id"""
CARRIED = """
    select s.message as id, s.kind, m.subject, m.sent, p.name as sender, s.coverage
    from sightings s join messages m on m.id = s.message left join people p on p.id = m.sender
    where s.inside = :id order by m.sent limit 50"""
LINKS = "select url, domain, wrapped_by, complete from links where message = :id order by rowid limit 51"
ATTACHMENTS = """
    select filename, content_type, bytes, sha256, url from attachments where message = :id order by rowid limit 100"""
RELATED = """
    select m.id, m.subject, m.sent, p.name as sender, r.kind, r.coverage, r.evidence
    from (select b as other, kind, coverage, evidence from related where a = :id
          union select a, kind, coverage, evidence from related where b = :id) r
    join messages m on m.id = r.other left join people p on p.id = m.sender
    order by r.coverage desc, m.sent limit 50"""
CONFLICTS = """
    select m.id, m.subject, m.sent, p.name as sender, c.what, c.header_message_id
    from (select b as other, what, header_message_id from conflicts where a = :id
          union select a, what, header_message_id from conflicts where b = :id) c
    join messages m on m.id = c.other left join people p on p.id = m.sender
    order by m.sent limit 50"""
# :value is a JSON list for these, the likeliest first
BY_HEADER = """
    with asked as (select key as nth, value as name from json_each(:value)),
    found(id, nth, copy) as (
        select m.id, nth, 0 from asked join messages m on m.header_message_id = name
        union all select m.id, nth, 0 from asked join messages m on m.hyperkitty_hash = name
        union all select s.message, nth, 1 from asked join sightings s on s.header_message_id = name
        union all select s.message, nth, 1 from asked join sightings s on s.hyperkitty_hash = name)
    select id from found order by nth, copy limit 1"""
BY_ID = "select id from messages where id in (select value from json_each(:value)) limit 1"
BY_URL = """
    select id from messages where url in (select value from json_each(:value))
    union all
    select message from sightings where url in (select value from json_each(:value))
    limit 1"""
BY_TAIL = """
    select id from messages where url > '' and substr(url, -length(:value) - 1) = '/' || :value
    union all
    select message from sightings where url > '' and substr(url, -length(:value) - 1) = '/' || :value
    limit 1"""

PERSON = "select id, name, domain, messages, first_post, last_post from people where id = :person"
NAMES_OF_PERSON = "select name from person_names where person = :person order by name"
OTHERS_OF_NAME = """
    select p.id, p.name, p.domain, p.messages from person_names n join people p on p.id = n.person
    where n.name = :name and p.name = :name and p.id != :person order by p.messages desc, p.id limit 12"""
PERSON_BY_MONTH = """
    select month, count(*) as messages
    from messages where sender = :person and month is not null group by month order by month"""
LISTS_OF_PERSON = """
    select l.id, l.name, count(*) as messages
    from (
        select list, id from messages where sender = :person
        union
        select s.list, s.message from messages m join sightings s on s.message = m.id
        where m.sender = :person and s.kind in ('crossposted', 'resent')) theirs
    join lists l on l.id = theirs.list
    group by l.id order by messages desc, l.name"""
MESSAGES_OF_PERSON = """
    select m.id, m.subject, m.sent, m.list, l.name as list_name, m.snippet, m.sightings, m.thread
    from messages m left join lists l on l.id = m.list
    where m.sender = :person and (:month = '' or m.month = :month)
    order by m.sent desc, m.id limit :limit offset :offset"""
ANSWERS = """
    select p.id, p.name, p.domain, count(*) as replies
    from messages m join messages parent on parent.id = m.reply_to join people p on p.id = parent.sender
    where m.sender = :person and p.id != :person group by p.id order by replies desc, p.name limit 8"""
ANSWERED_BY = """
    select p.id, p.name, p.domain, count(*) as replies
    from messages parent join messages m on m.reply_to = parent.id join people p on p.id = m.sender
    where parent.sender = :person and p.id != :person group by p.id order by replies desc, p.name limit 8"""

TOTALS = """
    select
        (select count(*) from lists) as lists, (select count(*) from people) as people,
        (select count(*) from threads) as threads, (select count(*) from messages) as messages,
        (select count(*) from messages where kind = 'document') as documents,
        (select count(*) from messages where recovered = 1) as recovered,
        (select count(*) from messages where lists > 1) as crossposted,
        (select count(*) from sightings) as sightings, (select count(*) from conflicts) as conflicts,
        (select count(*) from related) as related, (select count(*) from problems) as problems"""
SOURCES = """
    select s.id, s.path, s.format, s.bytes, s.found, s.stored, s.known, s.skipped, s.read_at,
        (select count(*) from problems p where p.source = s.id) as problems
    from sources s order by s.skipped desc, s.found desc, s.path limit 100"""
PROBLEMS = """
    select what, count(*) as problems, min(detail) as example from problems group by what
    order by problems desc, what limit 50"""
SIGHTING_KINDS = "select kind, count(*) as sightings from sightings group by kind order by sightings desc"

# The ids are chosen first, so that no long text is sorted.
NOTES = """
    select m.id, m.kind, m.sent, m.sent_basis, m.subject, m.sender as person, p.name as sender, m.list, m.thread,
        m.reply_to, m.depth, m.position, m.sightings, m.lists, m.recovered, m.header_message_id, m.hyperkitty_hash,
        m.url, parent.header_message_id as parent_message_id, x.own, x.quoted, x.signature, x.layout
    from messages m
    join texts x on x.message = m.id
    left join people p on p.id = m.sender
    left join messages parent on parent.id = m.reply_to
    where m.id in (select m.id from messages m where {which} order by {order} limit :limit)
    order by {order}"""
IDS_BY_TIME = "select m.id from messages m where {which} order by m.sent is null, m.sent, m.id"
REPLIES_OF_LIST = f"""
    select a.name as sender, b.name as answered, count(*) as replies
    from ({NOTES_OF_LIST}) here join messages m on m.id = here.id join messages parent on parent.id = m.reply_to
    join people a on a.id = m.sender join people b on b.id = parent.sender
    group by m.sender, parent.sender order by replies desc limit 200"""  # noqa: S608
TEXT = "select own, quoted from texts where message = :id"
