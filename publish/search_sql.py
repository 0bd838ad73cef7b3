"""A search as SQL: the page runs it, and "As SQL" shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.render import END, FOUND
from publish.search_words import Search, has_sign, in_index

OWN_COLUMNS = "{subject sender own}"
# A word in the subject weighs more than one in the text, and least where somebody else is quoted.
WEIGHTS = "bm25(4.0, 2.0, 1.0, 0.3)"

HAS = {
    "attachment": "exists (select 1 from attachments a where a.message = m.id)",
    "link": "exists (select 1 from links k where k.message = m.id)",
}
KINDS = {
    "recovered": "m.recovered = 1",
    "document": "m.kind = 'document'",
    "crossposted": "m.lists > 1",
    "repeated": "m.sightings > 1",
}
# A list of just that id, as facets and the form name it; else those whose names hold what was typed.
ON_LIST = """exists (select 1 from lists l
  where case when exists (select 1 from lists where id = :{0}) then l.id = :{0}
      else l.name like '%' || :{0} || '%' or l.address like :{0} || '%' end
    and (l.id = m.list or m.lists > (m.list is not null) and exists (select 1 from sightings s
      where s.message = m.id and s.list = l.id and s.kind in ('crossposted', 'resent'))))"""
LEADS_TO = """exists (select 1 from links k
  where k.message = m.id and (k.domain = :{0} or k.domain like '%.' || :{0} or k.url like '%' || :{0} || '%'))"""
SENT_BY = """(m.rowid in (select rowid from messages_fts where messages_fts match :{0})
  or m.sender in (select person from person_names
    where person = :{0}_name or ' ' || name || ' ' like '% ' || :{0}_name || ' %'))"""
WITHOUT = "m.rowid not in (select rowid from messages_fts where messages_fts match :{0})"
COLUMNS = "m.id as message, m.sent, p.name as sender, m.list, m.subject"


@dataclass(frozen=True, slots=True)
class Statement:
    """The conditions of a search, with the values of their parameters."""

    match: str
    conditions: tuple[str, ...]
    values: dict[str, str]
    snippet_column: int
    by_date: bool

    @property
    def tables(self) -> str:
        """The tables that are joined, and the conditions; the texts only where a condition looks into them."""
        index = "messages_fts join messages m on m.rowid = messages_fts.rowid" if self.match else "messages m"
        texts = "\njoin texts x on x.rowid = m.rowid" if any("x." in each for each in self.conditions) else ""
        conditions = (*(["messages_fts match :words"] if self.match else []), *self.conditions)
        where = "\nwhere " + "\n  and ".join(conditions) if conditions else ""
        return f"from {index}{texts}\nleft join people p on p.id = m.sender{where}"

    @property
    def order(self) -> str:
        """The order of the rows: by relevance where there are words to be relevant to."""
        return "m.sent desc, m.id" if self.by_date or not self.match else "rank"

    def rows(self, limit: int, offset: int = 0) -> str:
        """Give the SQL for one page of rows."""
        weighed = self.tables + (f"\n  and rank match '{WEIGHTS}'" if self.order == "rank" else "")
        return f"""select m.rowid, m.id, m.sent, m.subject, m.list, m.thread, m.sender as person, p.name as sender,
  m.snippet, m.sightings, m.recovered, m.kind, (select name from lists l where l.id = m.list) as list_name
{weighed}
order by {self.order} limit {limit} offset {offset}"""  # noqa: S608

    def ids(self) -> str:
        """Give the SQL for the ids of all rows, the oldest first."""
        return f"select m.id {self.tables}\norder by m.sent is null, m.sent, m.id"

    def marked(self, rowids: list[int]) -> str:
        """Give the SQL for the rows of one page with the words found marked: in subjects, in own texts, and in quotes if asked."""
        numbers = ", ".join(map(str, rowids))
        subject, own, quoted = (f"highlight(messages_fts, {number}, '{FOUND}', '{END}')" for number in (0, 2, 3))
        return f"""select rowid, {subject} as subject, {own} as own, {quoted if self.snippet_column < 0 else "''"} as quoted
from messages_fts where messages_fts match :words and +rowid in ({numbers})"""  # noqa: S608

    def counts(self) -> str:
        """Give the SQL for the number of all rows, and for how they share out on lists, years and people.

        A note counts under each list that it came over, as ``list:`` finds it.
        """
        return f"""with hits as (
select m.id, m.list, m.lists, substr(m.sent, 1, 4) as year, m.sender
{self.tables}),
came_over as (select list from hits where list is not null
  union all select s.list from hits h join sightings s on s.message = h.id
  where h.lists > (h.list is not null) and s.kind in ('crossposted', 'resent') and s.list is not h.list
  group by h.id, s.list)
select 'all' as facet, null as value, null as name, count(*) as messages, null as domain from hits
union all select * from (select 'list', l.id, l.name, h.found, null from (
  select list, count(*) as found from came_over group by list order by found desc limit 12) h join lists l on l.id = h.list
  order by h.found desc)
union all select * from (select 'year', year, year, count(*), null from hits where year is not null
  group by year order by year desc limit 30)
union all select * from (select 'person', p.id, p.name, h.found, p.domain from (
  select sender, count(*) as found from hits group by sender order by found desc limit 12) h
  join people p on p.id = h.sender
  order by h.found desc)"""  # noqa: S608

    def shown(self) -> str:
        """Give the SQL as a reader may want to change it."""
        found = f"snippet(messages_fts, {self.snippet_column}, '[', ']', '…', 20)" if self.match else "m.snippet"
        return f"select {COLUMNS}, {found} as found\n{self.tables}\norder by {self.order}\nlimit 100"


def statement(search: Search) -> Statement:
    """Give the SQL of a search."""
    wanted = _Wanted()
    scope = "" if search.quoted else f"{OWN_COLUMNS} : "
    wanted.words(search, scope)
    wanted.nowhere(search, scope)
    wanted.places(search)
    if wanted.match:
        wanted.values["words"] = " AND ".join(wanted.match)
    column = -1 if search.quoted else 2
    return Statement(wanted.values.get("words", ""), tuple(wanted.conditions), wanted.values, column, search.by_date)


@dataclass(slots=True)
class _Wanted:
    """Gathers the conditions of a search."""

    match: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def value(self, name: str, text: str) -> str:
        """Keep a value, and give the name of its parameter."""
        key = name if name not in self.values else f"{name}{len(self.values)}"
        self.values[key] = text
        return key

    def words(self, search: Search, scope: str) -> None:
        """Words and phrases: by the index where it can hold them, else by a look at the texts."""
        for choice in search.choices:
            if all(map(in_index, choice)):
                self.match.append(f"{scope}({' OR '.join(map(phrase, choice))})")
            if not all(map(in_index, choice)) or any(map(has_sign, choice)):
                either = " or ".join(
                    _in_text(self.value("text", term), quoted=search.quoted, folded=has_sign(term)) for term in choice
                )
                self.conditions.append(f"({either})")
        for term in search.subject:
            if in_index(term):
                self.match.append(f"subject : {phrase(term)}")
            else:
                self.conditions.append(f"x.subject like '%' || :{self.value('subject', term)} || '%'")

    def nowhere(self, search: Search, scope: str) -> None:
        """Words that must not be there."""
        for term in search.without:
            if in_index(term):
                self.conditions.append(WITHOUT.format(self.value("without", f"{scope}({phrase(term)})")))
            else:
                self.conditions.append(f"not {_in_text(self.value('without', term), quoted=search.quoted)}")

    def places(self, search: Search) -> None:
        """People, lists, links, times and kinds."""
        for name in search.sender:
            key = self.value("sender", f"sender : {phrase(name)}")
            self.values[f"{key}_name"] = name
            self.conditions.append(SENT_BY.format(key))
        self.conditions += [ON_LIST.format(self.value("list", name)) for name in search.lists]
        self.conditions += [LEADS_TO.format(self.value("link", text)) for text in search.links]
        self.conditions += [HAS[what] for what in search.has] + [KINDS[kind] for kind in search.kinds]
        year = search.year and str(int(search.year) + 1)
        bounds = [
            (">=", "after", search.after),
            ("<", "before", search.before),
            (">=", "year", search.year),
            ("<", "next", year),
        ]
        self.conditions += [f"m.sent {sign} :{self.value(name, text)}" for sign, name, text in bounds if text]
        if search.person:
            self.conditions.append(f"m.sender = :{self.value('person', search.person)}")


def phrase(term: str) -> str:
    """Give a term as the search index takes it: in quotation marks nothing is an operator, hyphens hold.

    >>> phrase("draft-example-tide-03"), phrase("tid*")
    ('"draft-example-tide-03"', '"tid"*')
    """
    bare = term.replace('"', " ").rstrip("*")
    return f'"{bare}"' + ("*" if term.endswith("*") and bare.strip() else "")


def _in_text(key: str, *, quoted: bool, folded: bool = False) -> str:
    columns = ["subject", "own", "quoted"] if quoted else ["subject", "own"]
    looked_for = f"lower(:{key})" if folded else f":{key}"
    return (
        "("
        + " or ".join(f"instr({f'lower(x.{column})' if folded else f'x.{column}'}, {looked_for})" for column in columns)
        + ")"
    )
