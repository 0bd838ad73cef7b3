"""Attributions of which a program fixes every word: AOL's, OS/2's, newsreaders', and what people set in mutt and Gnus.

They are told by how they begin; their date and sender are written as in any attribution. Pure data but for the lookup.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ID = r"<[^<>\s]{4,250}>"
_WHO = r"(?P<who>\S.{0,159}?)"
_DATE = r"(?P<date>.{6,90}?)"
_TITLE = r'"[^"]{0,200}"'
_BRACKETED = r"[(\[](?P<date>[^()\[\]]{6,60})[)\]]"
_NOTE = r"(?:message|mail|e-?mail|letter|note|post|article)"
_NEWS_NOTE = "(?:message|newsbeitrag|mensaje|messaggio|meddelandet|meddelelsen?|bericht)"
_NEWS = re.compile(
    rf"{_WHO} (?:wrote|writes|schrieb|a écrit|escribió|ha scritto|skrev|schreef) (?:in|im|dans|en|nel|i)(?: le| el| het)? "
    rf"{_NEWS_NOTE} (?:news:\S{{4,250}}?|{_ID})"
    r"(?:\.{3}|…|[:.])?"
    # Outlook Express in languages that go on with the number of the note
    rf"|{_WHO.replace('who', 'sender')} kirjoitti viestissä:? ?"
    r"(?:news:)?\S{4,250}?(?:\.{3}|…)",
    re.I,
)
_ENDS = " .…:："
# how a form begins, in lower case -> what it says; each with where it was seen
_FORMS = {
    # MH, exmh; with the number of the note in Japan
    "in message ": rf"in message (?:{_ID}|\"[^\"]{{1,200}}\"),? (?:you (?:write|wrote)|on (?P<date>.{{6,40}}?), {_WHO} writes?)",
    # AOL
    "in a message dated ": rf"in a message dated {_DATE}, {_WHO} writes?",
    "dans un message daté du ": rf"dans un message daté du {_DATE}, {_WHO} a écrit",
    "in einer e-mail vom ": rf"in einer e-mail vom {_DATE} schreibt {_WHO}",
    "in einer email vom ": rf"in einer email vom {_DATE} schreibt {_WHO}",
    # Horde, mutt; with a time alot, and mutt as Debian's people set it
    "quoting ": rf"quoting {_WHO}(?: {_BRACKETED})?",
    "citando ": rf"citando (?:a )?{_WHO}",
    "zitat ": rf"zitat (?:von )?{_WHO}",
    "citát ": rf"citát {_WHO}",
    "cytowanie ": rf"cytowanie {_WHO}",
    "citerar ": rf"citerar {_WHO}",
    "citeren ": rf"citeren {_WHO}",
    "* ": rf"\* {_WHO} {_BRACKETED}",
    "citat af ": rf"citat af {_WHO}",
    "citiram ": rf"citiram {_WHO}",
    "cituji ": rf"cituji {_WHO}",
    "citēju ": rf"citēju {_WHO}",
    "lainaus ": rf"lainaus {_WHO}",
    "siterer ": rf"siterer {_WHO}",
    "vísa til ": rf"vísa til {_WHO}",
    "estase citando ": rf"estase citando {_WHO}",
    "s'està citant ": rf"s'està citant {_WHO}",
    "alıntı ": rf"alıntı {_WHO}",
    "цитирую ": rf"цитирую {_WHO}",
    "цитую ": rf"цитую {_WHO}",
    "παραθέτοντας από ": rf"παραθέτοντας από {_WHO}",
    "引述 ": rf"引述 {_WHO}",
    "引用 ": rf"引用 {_WHO}",
    "نقل قول ": rf"نقل قول {_WHO}",
    "idézet ": rf"idézet \({_WHO}\)",
    "selon ": rf"selon {_WHO}",
    "en réponse à ": rf"en réponse à {_WHO}",
    "mensaje citado por ": rf"mensaje citado por {_WHO}",
    # Sup and astroid; Gmail in Catalan
    "excerpts from ": rf"excerpts from {_WHO}['’]s? message of {_DATE}",
    "missatge de ": rf"missatge de {_WHO} del dia {_DATE}",
    # mutt, Gnus
    "according to ": rf"according to {_WHO}(?: {_BRACKETED})?",
    "also sprach ": rf"also sprach {_WHO}(?: {_BRACKETED})?",
    "begin quotation ": rf"begin quotation (?:from|by) {_WHO}(?: \((?:in )?{_ID}\))?",
    "dans son message du ": rf"dans son message du {_DATE}, {_WHO} a écrit",
    "from ": rf"from {_WHO} on {_DATE}",
    "in reply to ": rf"in reply to {_WHO}['’]s? {_NOTE} of {_DATE}",
    "in response to ": rf"in response to {_WHO}['’]s? {_NOTE} of {_DATE}",
    # mail programs of OS/2
    "reply to note from ": rf"reply to note from {_WHO}(?: on)? (?P<date>(?:[a-z]{{3,9}},? )?\d.{{6,50}}?)",
    "reply to message from ": rf"reply to message from {_WHO}(?: on)? (?P<date>(?:[a-z]{{3,9}},? )?\d.{{6,50}}?)",
    # exmh
    "your message of ": rf'your message of "?(?P<date>[^"]{{6,60}}?)\.?"?(?: {_ID})?',
    "your message dated": rf'your message dated:? "?(?P<date>[^"]{{6,60}}?)\.?"?(?: {_ID})?',
    # MH, and what people set in it
    "in your ": rf"in your (?:last |previous )?{_NOTE}(?: (?:of|dated|from) \"?{_DATE}\"?)?(?: {_ID})?,? you (?:wrote|write|said)",
    # The Bat! in Polish
    "w twoim liście datowanym ": rf"w twoim liście datowanym {_DATE} można przeczytać",
    # Z-Mail and mush, which name no year
    "on ": rf"on (?P<day>[a-z]{{3,9}} \d{{1,2}}, \d{{1,2}}:\d\d ?(?:[ap]m)?)(?: in {_TITLE})?, "
    rf"(?P<who>\S.{{0,119}}?)(?: in {_TITLE})? (?:wrote|writes)",
}  # fmt: skip
_PATTERNS = {begin: re.compile(rf"{form} ?[:：]?", re.I) for begin, form in _FORMS.items()}
_BEGINNINGS = tuple(_PATTERNS)
_LONGEST = max(map(len, _BEGINNINGS))
_FIRST = frozenset(case for begin in _BEGINNINGS for case in (begin[0], begin[0].upper()))
_AROUND = re.compile(r"[*=\- ]{2,6}(?=reply )|(?<=\S)[*=\- ]{2,6}$", re.I)
_COMPACT = re.compile(r"(\d\d)(\d\d)(\d\d)[ ,T@]{1,2}(\d\d:\d\d)")  # "970501 12:53", as mutt writes "%y%m%d %H:%M"
_CENTURY = 70  # two digits of a year below are of this century: no mail is older than 1970

_HAVE_VERBS = ("* ", "on ", "from ")  # or look like a list
# what lines start with that may be attributions, whatever word for "wrote" they have
OPENINGS = (
    *(case for begin in _BEGINNINGS if begin not in _HAVE_VERBS for case in (begin, begin.capitalize())),
    "** Reply to",
    "*** Reply to",
)


class Form(NamedTuple):
    """What an attribution of a fixed form says: the sender, the date as written, and as a date is read, if it has a year."""

    who: str
    date: str
    time: str


def read_form(text: str) -> Form | None:
    """The parts of an attribution, on one line with single blanks; None where it is of no form that is known.

    >>> read_form("* Ann (ann@example.org) [970501 12:53]:")
    Form(who='Ann (ann@example.org)', date='970501 12:53', time='1997-05-01 12:53')
    """
    text = _AROUND.sub("", text) if text[:2] == "**" else text
    found = None
    if text[:1] in _FIRST and (lowered := text[:_LONGEST].casefold()).startswith(_BEGINNINGS):
        found = _PATTERNS[next(filter(lowered.startswith, _BEGINNINGS))].fullmatch(text)
    if found is None and (" news:" in text or " viestissä:" in text or text.rstrip(_ENDS)[-1:] == ">"):
        found = _NEWS.fullmatch(text)
    if found is None:
        return None
    said = found.groupdict(default="")
    if day := said.get("day"):
        return Form(said["who"], day, "")
    date = said.get("date", "")
    return Form(said.get("who") or said.get("sender", ""), date, _COMPACT.sub(_spelled_out, date))


def names_news(line: str) -> bool:
    """Does the line end as a newsreader's attribution may: ``wrote in message <1@example.org>...``?"""
    return line.endswith("...") and (line[-4:-3] == ">" or "news:" in line or line.startswith("viestissä:"))


def _spelled_out(compact: re.Match[str]) -> str:
    year, month, day, time = compact.groups()
    return f"{'19' if int(year) >= _CENTURY else '20'}{year}-{month}-{day} {time}"
