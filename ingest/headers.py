"""Header fields of a mail: unfolded, decoded, and read as what they mean."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header

from ingest import senders
from ingest.mail.charsets import decode
from ingest.message import MailingList, Sender
from ingest.senders import written

Headers = dict[str, list[str]]  # lower-case name -> values in order

FIELD = re.compile(rb"^([!-9;-~]{1,80}):[ \t]*(.*(?:\r?\n[ \t].*)*)", re.M)  # RFC 5322, 2.2 and 2.2.3
FOLD = re.compile(r"\r?\n[ \t]+")
ENCODED_WORD = r"=\?[^\s?]{1,60}\?[bq]\?.{0,990}?\?="  # RFC 2047
ENCODED_WORDS = re.compile(rf"{ENCODED_WORD}(?:\s*{ENCODED_WORD}){{0,200}}", re.I)
BRACKETED = re.compile(r"<([^<>]{1,998})>")
NOT_IN_IDENTIFIERS = re.compile(r"[\",;:()]")  # "<Your message of Mon, 3 Nov>"
# what exmh and MH-E write in front of the Message-ID
FROM_WHOM = re.compile(r'^\s{0,10}message from [^"]{0,250}(?:"[^"]{0,250}"[^"]{0,250})? of\s(?=")', re.I)
LONGEST_BARE = 2_000  # characters of a field that is looked into for one
BARE_IDENTIFIER = re.compile(r"[^<>\s,;]{1,500}@[^<>\s,;]{1,250}")

# what a list writes behind the author's name when it puts its own address into From, because of DMARC
VIA = re.compile(rf"\s[\[(]?(?:{'|'.join(senders.VIA)})\s+\S.{{0,100}}$", re.I)
# ... in words that stand in names of people and clubs, too ("Club por la Paz"): they count before the name of the list alone
VIA_LIST = re.compile(r"\s(?:durch|par|por|через)\s+(\S.{0,100})$", re.I)
NOT_IN_NAMES = re.compile(r"[\W_]+")
COMMA = re.compile(r",(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)")  # outside quotes


def parse(head: bytes, charset: str = "") -> Headers:
    """All fields of a header block; encoded words decoded, folds undone, raw 8-bit read as what it most likely is."""
    fields: Headers = {}
    for name, value in FIELD.findall(head):
        fields.setdefault(name.decode("ascii").lower(), []).append(text(value, charset))
    return fields


def text(value: bytes, charset: str = "") -> str:
    """The text of one field."""
    plain = decode(value, charset)
    plain = (FOLD.sub(" ", plain) if "\n" in plain else plain).strip()
    return decode_words(plain).strip() if "=?" in plain else plain


def decode_words(value: str) -> str:
    """Encoded words (RFC 2047) as text; what is broken stays as it stands."""
    return ENCODED_WORDS.sub(lambda found: _decode_run(found[0]), value)


def _decode_run(run: str) -> str:
    """The text of encoded words that stand side by side; a character may begin in one and end in the next."""
    try:
        parts = decode_header(run)
    except (HeaderParseError, ValueError, LookupError):
        return run
    return "".join(part if isinstance(part, str) else decode(part, charset or "") for part, charset in parts)


def first(headers: Headers, name: str) -> str:
    """The first value of a field, "" where there is none."""
    values = headers.get(name)
    return values[0] if values else ""


def message_id(headers: Headers) -> str:
    """The Message-ID without its brackets, "" where none is usable."""
    return next(iter(identifiers(first(headers, "message-id"))), "")


def identifiers(value: str) -> list[str]:
    """The Message-IDs in a field, in order; a bare one counts where there are no brackets."""
    return bracketed(value) or BARE_IDENTIFIER.findall(value[:LONGEST_BARE])[:1]


def bracketed(value: str) -> list[str]:
    """The Message-IDs between brackets, also one that a program cut in two at the end of a line.

    >>> bracketed("<tea@example.org> <1.2. 3@example.org> <Your message of Mon, 3 Nov>")
    ['tea@example.org', '1.2.3@example.org']
    """
    return ["".join(parts) for found in BRACKETED.findall(value) if _is_identifier(parts := found.split())]


def _is_identifier(parts: list[str]) -> bool:
    whole = "".join(parts)
    return len(parts) == 1 or (len(parts) == 2 and whole.count("@") == 1 and not NOT_IN_IDENTIFIERS.search(whole))


def parents(headers: Headers) -> tuple[str, ...]:
    """Message-IDs that this one answers, nearest parent last (RFC 5322 3.6.4; JWZ prefers References)."""
    own = message_id(headers)
    chain = dict.fromkeys(i for value in headers.get("references", []) for i in bracketed(value) if i != own)
    direct = [i for value in headers.get("in-reply-to", []) for i in _answered(value) if "@" in i and i != own]
    for nearest in direct[:1]:  # In-Reply-To names the nearest parent, wherever References has it
        chain.pop(nearest, None)
        chain[nearest] = None
    return tuple(chain)


def _answered(value: str) -> list[str]:
    """The Message-IDs that an In-Reply-To names; addresses among words that say who wrote what is answered are none.

    >>> _answered('Message from Ann <ann@example.org> of "Sat, 1 Nov 2025 06:49:07 EST." <1@example.org>')
    ['1@example.org']
    """
    value = FROM_WHOM.sub("", value)
    return identifiers(value) if "<" in value or " " not in value.strip() else []


def author(headers: Headers) -> Sender:
    """Who wrote: the From field, with the rewriting of lists undone ("Ann via list <list@...>", Reply-To: Ann)."""
    if original := _original_author(headers):
        return written(original)
    sender = written(first(headers, "from"))
    via = _via(sender)
    if via is None and not senders.LISTS_OWN.match(sender.address):
        return sender
    name = (sender.name[: via.start()] if via else sender.name).strip("'\" ")
    if (bare := written(name)).address:  # who has no name
        return bare
    answer_to = (written(one) for value in headers.get("reply-to", []) for one in COMMA.split(value[:2000]))
    addresses = (
        other.address
        for other in answer_to
        if other.address not in ("", sender.address) and other.name.casefold() in ("", name.casefold())
    )
    return Sender(name, next(addresses, ""))


def _via(sender: Sender) -> re.Match[str] | None:
    """What a list wrote behind the author's name; None where the name is the author's."""
    found = VIA_LIST.search(sender.name)
    if found and _letters(found[1]) == _letters(sender.address.partition("@")[0]):
        return found
    return VIA.search(sender.name)


def _letters(name: str) -> str:
    return NOT_IN_NAMES.sub("", name).casefold()


def _original_author(headers: Headers) -> str:
    """The author as a field of its own tells it beside a From that a list wrote; "" where none does."""
    return first(headers, "x-original-from") or first(headers, "x-mailfrom-original") or first(headers, "author")


def is_from_rewritten(headers: Headers) -> bool:
    """True where a list wrote the From field anew, and ``author`` is who stood there before."""
    sender = written(first(headers, "from"))
    return bool(_original_author(headers) or _via(sender) or senders.LISTS_OWN.match(sender.address))


LIST_ID = re.compile(r"^(.*?)<?\s*([\w+-]+(?:\.[\w-]+)+)\s*>?\s*$", re.S)
URL = re.compile(r"<\s*(https?://[^<>\s]+)\s*>")


# fields of list programs before RFC 2369, by how sure they are: Mailman 2.0, vger and Debian, Smartlist, fml
OLDER = ("x-beenthere", "x-mailing-list", "x-list", "x-listname")
DELIVERED = re.compile(r"\s*mailing list (\S{3,200}@\S{3,200})", re.I)  # ezmlm, Yahoo! Groups
MANAGER = re.compile(  # whom a list sends as: "owner-commons@...", "commons-bounces+ann=example.org@..."
    r"(?:owner-(?P<behind>[\w.-]{2,80})|(?P<before>[\w.-]{2,80}?)-(?:owner|admin|bounces?|errors)(?:\+[^@]{1,120})?)@(?P<host>.{3,120})"
)
MASS = {"list", "bulk"}  # the precedence of mails of lists
LONGEST_RECIPIENTS = 5_000  # characters of a field


def mailing_list(headers: Headers) -> MailingList:
    """The list a mail came over: List-Id (RFC 2919), else List-Post or Mailing-List (RFC 2369), else the fields of older list
    programs, else nothing."""
    found = LIST_ID.match(first(headers, "list-id")[:500])
    address = written(first(headers, "list-post").removeprefix("<mailto:").partition("?")[0].strip("<> ")).address
    if found:
        local, _, domain = found[2].partition(".")
        address = address or f"{local}@{domain}".lower()
        name = found[1].strip(' "<').replace("\\", "")  # quoted pairs: "Masts \\(of wood\\)"
    else:
        address = address or _older_list(headers)
        name = ""
    archive = URL.search(first(headers, "list-archive"))
    return MailingList(name or address.partition("@")[0], address, archive[1] if archive else "")


def _older_list(headers: Headers) -> str:
    """The address of a list as fields before RFC 2919 name it, "" where none does."""
    delivered = (DELIVERED.match(value) for value in headers.get("delivered-to", []))
    if delivery := next(filter(None, delivered), None):
        return written(delivery[1]).address
    listed = first(headers, "mailing-list")
    named = [listed.removeprefix("list ") if not listed.startswith("contact ") else ""]
    named += [first(headers, name) for name in OLDER]
    if address := next((one for value in named if (one := written(value).address)), ""):
        return address
    if first(headers, "x-ml-name"):
        return written(first(headers, "reply-to")).address
    if first(headers, "precedence").strip().casefold() not in MASS:
        return ""
    recipients = " ".join(
        value[:LONGEST_RECIPIENTS] for name in ("to", "cc") for value in headers.get(name, [])
    ).casefold()
    senders_of = (written(first(headers, name)).address for name in ("sender", "return-path", "errors-to"))
    managed = (f"{one['behind'] or one['before']}@{one['host']}" for one in map(MANAGER.fullmatch, senders_of) if one)
    return next((address for address in managed if address in recipients), "")
