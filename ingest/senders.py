"""Who wrote, as mail programs and archives write it: ``Ann Example <ann at example.org>``.

``written`` reads what stands there; ``parse_sender`` also undoes what others put around the author: "office on behalf of Ann",
"Ann via list".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest import disguises
from ingest.directory_names import person_of
from ingest.message import Sender
from ingest.places import places

LONGEST = 600  # characters looked at
LONGEST_LOCAL = 200  # characters before the "@": bounces and forwarders put a whole address there
# words between an author and the list that wrote its own address into From: Mailman, Google Groups; in attributions too
VIA = ("via", "vía", "through", "über", "par l'intermédiaire de")

# a host that an archive hid: MHonArc's -spammode, lists.gnu.org ("address@hidden"), lists.jammed.com ("ann@private")
_MASKED = r"(?:x{4,}(?:\.x+)*|hidden|protected|private)(?![\w.-])"
_DOMAIN = re.compile(rf"(?!{_MASKED})[^\W_][\w-]{{0,62}}(?:\.[\w-]{{1,63}}){{1,8}}")
_NOT_LOCAL = re.compile(r"[\s<>()\[\]@,;:\"“”«»]")
_AT = re.compile(disguises.AT)
_DOT = re.compile(rf"(?<=\w)(?:{disguises.DOT})(?=\w)")
# what stands for "at" where letters of an address were replaced or cut off, which cannot be undone: Pipermail of
# lists.r-project.org; Google Groups and The Mail Archive ("ann.exam...@example.org"); Yahoo! Groups ("ann@...", "ann@example....");
# lists.openwall.net ("ann@...mple.org")
_NOISE = re.compile(
    r"@end\|ng \|rom|@ending from|m@iii@g oii|(?<=[\w.+-])(?:\.\.\.|…)(?:@| at )(?=\w)"
    r"|(?<=[\w+-])@(?:[\w-]{1,63}\.){0,6}(?:\.\.\.?|…)(?![\w.])|(?<=[\w+-])@\.{3,4}(?:[\w-]{1,63}\.){0,6}[\w-]{2,63}"
)
# "root@localhost"
_HOST_ALONE = re.compile(rf"(?:^|<)([^\s<>()@,;:\"]{{1,200}}@(?!{_MASKED})[\w.-]{{1,250}})(?=>|$| \()")
_COMMENT = re.compile(r"\s?[>\])]?\s?\(((?:[^()]|\([^()]{0,100}\)){1,120})\)")
_MAILTO = re.compile(r"[<\[(]\s?(?:mailto:|https?:)[^<>\[\])]{0,200}[>\])]|<\s?mailto:.*$", re.IGNORECASE)
_HIDDEN = re.compile(
    r"[<\[(]{0,2}(?:mailto:\[?)?(?:hidden email|email (?:protected|address hidden)|log in to unmask|(?:email|address)@hidden)"
    r"[>\])]{0,2}"
    rf"|(?<=\s)<[^\s<>@]{{1,200}}@{_MASKED}>?|(?<=\s)\([^\s<>@()]{{1,200}}(?:@{_MASKED}|at_private)\)"
    r"|<?\*{3}@\*{3}\.\*{0,3}>?",  # the last is GitHub's
    re.IGNORECASE,
)
_MASKED_ALONE = re.compile(rf"^<?([^\s<>@]{{1,200}})@{_MASKED}>?$")  # what is left keeps its owner one person
_BEHALF = re.compile(  # as Outlook says it
    r"\b(?:on behalf of|im auftrag von|de (?:la )?part de|en nombre de|e[mn] nome de|namens|per conto di|på vegne a[fv]"
    r"|w imieniu(?: użytkownika)?|za uživatele|v mene|în numele|u ime|v imenu|от имени|от името на|від імені|εκ μέρους)\b"
    r"|代表|代理|בשם|(?:بال)?نيابة عن",
    re.IGNORECASE,
)
# Outlook for Mac: '"Talk on behalf of Ann" <talk-bounces@lists.example.org on behalf of ann@example.org>'
_BEHALF_TWICE = re.compile(
    rf"[^<>]{{1,200}}?(?:{_BEHALF.pattern}) ([^<>]{{1,200}}?)\"? ?<[^<>]{{1,200}}?(?:{_BEHALF.pattern}) ([^<>]{{1,200}})>",
    re.I,
)
_OF_A_LIST = re.compile(
    r"(?:-(?:bounces?|owner|request|admin)|^owner-[^@]{1,60})(?:\+[^@]{1,90})?@"
)  # whom a list sends as
_SMTP = re.compile(r"\s?\[SMTP:([^\[\]\s]{3,250})\]")  # "Ann [SMTP:ann@example.org]", as Exchange of 1996 writes it
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# "Ann <[1][5]ann@example.org>": a text browser's, printed and quoted again
_ESCAPED = re.compile(r"\s?&(?:amp;){0,3}lt;\s?$")  # the bracket before an address, as a page's source writes it
_LINK_NUMBERS = re.compile(r"(?:\[\d{1,3}\])+")
# "Ann via Commons"; "Ann [via Commons]": Nabble; "Ann (via commons Mailing List)": Sympa
_VIA = re.compile(rf"\s+[\[(]?(?:{'|'.join(VIA)})\s+.*$", re.IGNORECASE | re.DOTALL)
# what list programs write for the address of an author whose domain lets no list send for it (DMARC): LISTSERV, FreeLists
LISTS_OWN = re.compile(r"(?:[0-9a-f]{16}-dmarc-request|dmarc-noreply)@")
# what stands around a name: the host of an office ("Ann Example (example.org)"), the begin of a link, or a day whose numbers
# were read as the date ("Wednesday, March Ann Example")
_REMAINS = re.compile(
    r"(?<=\w)\s?\(\s?(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,24}\s?\)$|(?<=\w) mailto$"
    r"|^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) (?=\S{1,60} \S)"
)
_PATH = re.compile(
    r"[\w.%-]{1,64}(?:![\w.%-]{1,64}){1,12} ?\(([^()]{1,120})\)"
)  # "uunet!example!ann (Ann Example)", before 1990
_QUOTES = "\"'"
_EDGES = " \t\r\n,;:*_“”„«»‘’|<>-，、"


@lru_cache(maxsize=8192)
def parse_sender(text: str) -> Sender:
    """Name and address of who wrote, either of them empty where it is not there; the address of a list is not the author's.

    >>> parse_sender('"Example, Ann" <Ann at Example.ORG>')
    Sender(name='Example, Ann', address='ann@example.org')
    >>> parse_sender("Ann Example via Discuss <discuss@lists.example.org>")
    Sender(name='Ann Example', address='')
    """
    text = _shortened(text)
    if behalf := _BEHALF.search(text):
        if twice := _BEHALF_TWICE.fullmatch(text):
            return parse_sender(f"{twice[1]} <{twice[2]}>")
        return _on_behalf(text[: behalf.start()], text[behalf.end() :])
    address, name = _address_and_rest(text)
    if via := _VIA.search(name):
        return Sender(_tidy_name(name[: via.start()]))
    return Sender(_tidy_name(name), "" if LISTS_OWN.match(address) else address)


@lru_cache(maxsize=8192)
def written(text: str) -> Sender:
    """Name and address as they stand there, either of them empty where it is not; an address disguised by an archive is undone.

    >>> written("ann at example.org (Ann Example)")
    Sender(name='Ann Example', address='ann@example.org')
    """
    address, name = _address_and_rest(_shortened(text))
    return Sender(_tidy_name(name), address)


def before_address(line: str) -> Sender | None:
    """The sender of a line that ends with an address, as archives' pages have it; None where it does not.

    >>> before_address("Ann Example ann at example.org")
    Sender(name='Ann Example', address='ann@example.org')
    """
    line = _shortened(line)
    for start, end, address in _addresses(line):
        if end == len(line):
            name = line[:start].strip()
            return Sender("" if _first_address(name) else name, address)
    return None


def is_addressed(text: str) -> bool:
    """Does an address stand here, or what an archive wrote in place of one?

    >>> is_addressed("Ann Example <[log in to unmask]>"), is_addressed("Ann Example")
    (True, False)
    """
    return parse_sender(text).address != "" or _HIDDEN.search(text[:LONGEST]) is not None


def _shortened(text: str) -> str:
    text = " ".join(text[:LONGEST].split())
    if "[SMTP:" in text:
        text = _SMTP.sub(r" <\1>", text)
    return _DOT.sub(".", text) if "dot" in text.casefold() and _AT.search(text) else text


def _on_behalf(sender: str, author: str) -> Sender:
    """Of "X on behalf of Y" the one who is a person: Y, unless only X has a name, and is no list."""
    second, first = parse_sender(author), parse_sender(sender)
    if _OF_A_LIST.search(first.address) and (second.name or second.address):
        return second
    return first if first.name and first.address and not second.name else second


def _address_and_rest(text: str) -> tuple[str, str]:
    """The address, and the text without it and its brackets."""
    if ("@" in text or "... at " in text) and _NOISE.search(text):
        return "", _beside_noise(text)
    place = _first_address(text)
    if place is None:
        return "", _without_what_is_no_address(text)
    start, end, address = place
    name = _LINK_NUMBERS.sub("", text[:start]) if "[" in text else text[:start]
    name = _ESCAPED.sub("", name) if name.rstrip()[-1:] == ";" else name
    opened = max(name.rfind("<"), name.rfind("("), name.rfind("["))
    if opened >= 0 and not name[opened + 1 :].strip(" <([").removeprefix("mailto:"):
        name = name[:opened]
    if not name.strip(_EDGES + _QUOTES + "([") and (comment := _comment(text[end:])):
        name = comment
    return address, _MAILTO.sub(" ", name) if "<" in name or "[" in name else name


def _without_what_is_no_address(text: str) -> str:
    """A name without what stands beside it in the place of an address."""
    if "!" in text and (path := _PATH.fullmatch(text)):
        return path[1]
    if "[" in text or "<" in text or "@" in text or "at_private" in text:
        text = _MASKED_ALONE.sub(r"\1", _MAILTO.sub(" ", _HIDDEN.sub(" ", text)))
    name, _, _ = text.partition(" <")
    return name if name.strip(_EDGES) else text


def _beside_noise(text: str) -> str:
    """The name before or behind an address that cannot be read; where that is noise too what is left of the address, so that
    its owner stays one person, with "?" for each letter that is lost."""
    before, opened, behind = text.partition("<" if "<" in text else "(")
    name = before if opened == "<" else behind.removesuffix(")")
    if name.strip() and not _NOISE.search(name):
        return name
    return _NOISE.split(text)[0].strip(" <(" + _QUOTES).replace("@", "?")


def _first_address(text: str) -> tuple[int, int, str] | None:
    """The first address in the text: where it starts and ends, and how it reads with a real "@"."""
    return next(_addresses(text), None)


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """The addresses in the text: those with a real "@", else those that have a host alone, else disguised ones."""
    for at in places(text, "@"):
        if found := _around(text, at, at + 1):
            yield found
    if "@" in text and (alone := _HOST_ALONE.search(text)) and "..." not in alone[1]:
        yield alone.start(1), alone.end(1), alone[1].casefold()
    for sign in _AT.finditer(text):
        if found := _around(text, sign.start(), sign.end()):
            yield found


def _around(text: str, before: int, after: int) -> tuple[int, int, str] | None:
    """The address around an "@" that stands between two places of the text."""
    domain = _DOMAIN.match(text, after)
    if domain is None:
        return None
    start = before - len(_NOT_LOCAL.split(text[max(0, before - LONGEST_LOCAL) : before])[-1])
    local = text[start:before]
    if not local.strip(".'-") or "..." in local:
        return None
    if "=40" in local:  # "ann=40example.org@dmarc.ietf.org"
        local, domain_of_author = local.split("=40", 1)
        return start, domain.end(), f"{local}@{domain_of_author}".casefold()
    return start, domain.end(), f"{local}@{domain[0]}".casefold().strip(".'-")


def _comment(text: str) -> str:
    """The name of ``ann@example.org (Ann)``."""
    match = _COMMENT.match(text)
    return match[1] if match and "@" not in match[1] else ""


def _tidy_name(name: str) -> str:
    """The name without quotes, brackets and the marks around it, and those that turn the direction of what stands behind."""
    name = (name if name.isascii() else _DIRECTION.sub("", name)).replace("&nbsp;", " ")
    if (place := _first_address(name)) and place[1] - place[0] >= len(name.strip(_EDGES + _QUOTES)):
        return ""
    before, opened, behind = name.partition("(")
    if opened and ")" not in behind and _first_address(before):  # "ann at example.org (Ann <ann@example.org>)"
        name = behind
    name = name.strip(_EDGES).removesuffix("(").strip(_EDGES)
    while len(name) > 1 and name[0] == name[-1] and name[0] in _QUOTES:
        name = name[1:-1].strip(_EDGES)
    if name.count('"') == 1:
        name = name.strip('" ')
    name = name.replace("\\", "")
    if "@" not in name:  # "<Example>, Ann"
        name = _REMAINS.sub("", name.replace("<", "").replace(">", ""))
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    if name.startswith("mailto:"):
        return ""
    return person_of(" ".join(name.split()))
