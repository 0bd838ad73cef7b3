"""What lists and gateways add to a body: footers, privacy notes, banners, notes about scrubbed parts.

It is not the author's, it is repeated in every copy, and it ends an unmarked quote.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.scrubbed import NOTE_STARTS, is_next_part, note_end

LONGEST_FOOTER = 40  # lines
LONGEST_LIST_FOOTER = 8
LONGEST_ARMOR = 60  # lines of a PGP signature

# how the first line of a footer starts (lower case) -> its name; a footer runs to the end of its paragraph
STARTS = {
    "you received this message because": "google-groups",
    "you are receiving this mail because you are subscribed to": "google-groups",
    "você recebeu essa mensagem porque": "google-groups",
    "vous recevez ce message, car vous êtes abonné": "google-groups",
    "has recibido este mensaje porque": "google-groups",
    "sie erhalten diese nachricht, weil sie": "google-groups",
    "to unsubscribe from this group": "google-groups",
    "to unsubscribe from this topic": "google-groups",
    "to post to this group": "google-groups",
    "to view this discussion on the web": "google-groups",
    "to view this discussion visit": "google-groups",
    "for more options, visit": "google-groups",
    "visit this group at": "google-groups",
    "for more options, visit this group": "google-groups",
    "yahoo! groups links": "yahoo-groups",
    "your use of yahoo! groups is subject to": "yahoo-groups",
    "groups.io links: you receive all messages": "groups.io",
    "-=-=-=-=-=-=-=-=-=-=-=-": "groups.io",
    "to unsubscribe from the": "listserv",
    "to unsubscribe, send": "listserv",
    "to unsubscribe from this list": "listserv",
    "to unsubscribe via": "listserv",
    "to leave this list": "listserv",
    "to unsubscribe, e-mail": "ezmlm",
    "for additional commands, e-mail": "ezmlm",
    "to respond, reply to this email or visit": "discourse",
    "visit topic or reply to this email to respond": "discourse",
    "to unsubscribe from these emails": "discourse",
    "you are receiving this because you": "discourse",
    "by submitting your personal data": "icann-privacy",
    "more information about the": "mailman2",
    # what employers add; it stands inside a message
    "this message and any attachments": "disclaimer",
    '"this message and any attachments': "disclaimer",
    "this e-mail and any attachments": "disclaimer",
    "this email and any attachments": "disclaimer",
    "this e-mail and any files transmitted": "disclaimer",
    "this email and any files transmitted": "disclaimer",
    "this e-mail message and any attachments": "disclaimer",
    "this e-mail, including any attachments": "disclaimer",
    "this email, including any attachments": "disclaimer",
    "this e-mail may contain confidential": "disclaimer",
    "this message contains confidential information": "disclaimer",
    "this message may contain confidential": "disclaimer",
    "this communication is intended only for": "disclaimer",
    "this e-mail is confidential": "disclaimer",
    "this email is confidential": "disclaimer",
    "the information contained in this e-mail": "disclaimer",
    "the information contained in this email": "disclaimer",
    "the information contained in this message": "disclaimer",
    "the information contained in this communication": "disclaimer",
    "the information in this e-mail": "disclaimer",
    "the information in this email": "disclaimer",
    "the information transmitted is intended": "disclaimer",
    "the contents of this e-mail": "disclaimer",
    "the contents of this email": "disclaimer",
    "notice: this e-mail is intended": "disclaimer",
    "notice: this email is intended": "disclaimer",
    "notice: this e-mail and any": "disclaimer",
    "confidentiality notice": "disclaimer",
    "confidentiality note": "disclaimer",
    "privileged/confidential information": "disclaimer",
    "if you are not the intended recipient": "disclaimer",
    "if you have received this e-mail in error": "disclaimer",
    "if you have received this email in error": "disclaimer",
    "ce message et toutes les pièces jointes": "disclaimer",
    "ce message et ses pièces jointes": "disclaimer",
    "ce message et ses pi?ces jointes": "disclaimer",
    "ce courriel et les documents": "disclaimer",
    "diese e-mail enthält vertrauliche": "disclaimer",
    "diese e-mail kann vertrauliche": "disclaimer",
    "aviso de confidencialidad": "disclaimer",
    "este mensaje y sus archivos adjuntos": "disclaimer",
    "este mensaje se dirige exclusivamente": "disclaimer",
    "esta mensagem e quaisquer": "disclaimer",
    "esta mensagem pode conter": "disclaimer",
    "le informazioni contenute in questo messaggio": "disclaimer",
    "dit bericht kan informatie bevatten": "disclaimer",
    "[[alternative html version deleted]]": "alternative-html",
    "-----begin pgp signed message-----": "pgp",
    "-----begin pgp signature-----": "pgp",
    "[[part of this message was dropped]]": "alternative-html",
}
# how a banner of a mail gateway starts (lower case)
BANNERS = (
    "caution: this email originated", "caution: this message originated", "caution: external",
    "caution: this e-mail originated", "[external]", "[external email]", "[caution: external", "external email:",
    "external email -", "external sender", "external: this email", "external message:",
    "this email originated from outside", "this message originated from outside", "warning: this email originated",
    "warning: this message came from an external", "warning: external", "warning: this email is from",
    "do not click links or open attachments", "do not open links or attachments", "*** this email originated",
    "***caution", "*** external", "[caution -", "[warning: this email", "attention: this email originated",
    "you don't often get email from", "you don’t often get email from",
    "some people who received this message don't often get", "achtung: diese e-mail",
    "achtung! diese e-mail kommt von außen", "cuidado: este correo", "use caution with links",
    "this is an external email", "notice: this message was sent from outside", "cyber security notice",
    "[this sender failed our fraud",
)  # fmt: skip
# one of these in the lines under a rule makes it a list footer -> its name
UNDER_A_RULE = (
    ("to unsubscribe send an email to", "mailman3"),
    ("mailing list --", "mailman3"),
    ("/mailman/listinfo", "mailman2"),
    ("/mailman/options", "mailman2"),
    ("mailing list", "mailman2"),
    ("maillist  -", "mailman2"),
    ("liste de diffusion", "mailman2"),
    ("lista de discussão", "mailman2"),
    ("lista de correo", "mailman2"),
    ("mailingliste", "mailman2"),
    ("mailinglist", "mailman2"),
    ("levelezőlista", "mailman2"),
    ("listserv", "listserv"),
    ("to unsubscribe", "listserv"),
    ("unsubscribe from this list", "listserv"),
    ("by submitting your personal data", "icann-privacy"),
    ("groups.io", "groups.io"),
    ("google groups", "google-groups"),
)
_FOOTER_LINE = re.compile(
    r"(?i)https?://|www\.|mailto:|mailing list|maillist|unsubscribe|subscri|listinfo"
    r"|[\w.-]{1,64}(?:@| at | em | en )[\w-]+\.[\w.-]+\s*>?$"
)
FIRST_SIX = frozenset(start[:6] for start in (*STARTS, *BANNERS, *NOTE_STARTS))
# what the law asks of business letters in Germany and Austria (GmbHG 35a, HGB 37a, UGB 14), as its companies put it in both tongues
_COMPANY = re.compile(
    r"(?i)\b(?:GmbH|AG|KG|Gesch(?:ä|\?|ae)ftsf(?:ü|\?|ue)hr|Managing Director|Vorstand|Aufsichtsrat|Sitz|Registered Office|"
    r"Registergericht|Amtsgericht|Commercial Register|HRB|HRA|FN \d|USt-Id|UID)"
)
LONGEST_NOTICE = 12  # lines, with the blank ones below it
_SOFT_WRAP = 76
_ALL_STARTS = tuple(STARTS)
_START_SIX = frozenset(start[:6] for start in STARTS)


def _named(line: str) -> str:
    """The name of the footer that starts so, "" where none does."""
    if line[:6] not in _START_SIX or not line.startswith(_ALL_STARTS):
        return ""
    return next(name for start, name in STARTS.items() if line.startswith(start))


def is_rule(line: str) -> bool:
    """Is the line nothing but a drawn rule of ten marks or more?"""
    return len(line) >= 10 and line.strip("_-=*~ ") == "" and line[:1] in "_-=*~"


def footer_at(lines: list[str], at: int) -> tuple[int, str] | None:
    """Where the list matter that starts at a line ends, and its name; None where the line starts none."""
    line = lines[at].strip()
    lowered = line[:80].casefold()
    if is_next_part(line) or (lowered.startswith(NOTE_STARTS) and note_end(lines, at) > at + 1):
        return note_end(lines, at), "scrubbed-attachment"
    if lowered.startswith(BANNERS):
        return _paragraph_end(lines, at), "gateway-banner"
    if name := _named(lowered):
        return _ENDS.get(name, _paragraph_end)(lines, at), name
    if is_rule(line) or line in ("--", "-- "):
        return _under_a_rule(lines, at)
    return None


def _under_a_rule(lines: list[str], at: int) -> tuple[int, str] | None:
    """The footer that a rule at this line draws off."""
    first = at + 1
    while first < len(lines) and first < at + 3 and not lines[first].strip():
        first += 1
    starts, holds = _names_under_a_rule("".join(lines[first : first + 3])[:400])
    if starts:
        return _paragraph_end(lines, first), starts
    if not holds or lines[at].strip() == "--":
        return None
    return _list_lines_end(lines, first), holds


@lru_cache(maxsize=1024)
def _names_under_a_rule(head: str) -> tuple[str, str]:
    """The footer that these words start, and the one that they are words of; the same end most mails of a list."""
    head = " ".join(head.split()).casefold()
    return _named(head), next((name for words, name in UNDER_A_RULE if words in head), "")


def _list_lines_end(lines: list[str], at: int) -> int:
    """The line after the lines of a Mailman footer: its name, its addresses, its page."""
    end, last = at, min(len(lines), at + LONGEST_LIST_FOOTER)
    while end < last and (line := lines[end].strip()):
        wrapped = len(lines[end - 1].strip()) >= _SOFT_WRAP
        if len(line) > 300 or not (wrapped or _is_of_footers(line)):
            break
        end += 1
    while end < len(lines) and is_rule(lines[end].strip()):
        end += 1
    return end


@lru_cache(maxsize=4096)
def _is_of_footers(line: str) -> bool:
    """Does the line hold an address or a link as the lines of footers do? The same ones end most mails of a list."""
    return _FOOTER_LINE.search(line) is not None


def _next_line(_lines: list[str], at: int) -> int:
    return at + 1


def _armor_end(lines: list[str], at: int) -> int:
    """The line after the armor of PGP: its head with the hash, or the whole signature."""
    if "SIGNATURE" not in lines[at]:
        return _paragraph_end(lines, at)
    ends = (
        i + 1 for i in range(at, min(len(lines), at + LONGEST_ARMOR)) if lines[i].lstrip("- ").startswith("END PGP")
    )
    return next(ends, _paragraph_end(lines, at))


def bare_list_footer_end(lines: list[str], at: int) -> int:
    """The line after a Mailman footer that has lost its rule, 0 where the line starts none."""
    page = next(
        (i for i in range(at + 1, min(len(lines), at + 4)) if "/mailman" in lines[i] and "listinfo" in lines[i]), 0
    )
    return page + 1 if page and len(lines[at].strip()) < 60 else 0


def company_notice_above(bare: list[str], at: int, floor: int) -> int:
    """The first line of the notice about a company right above a disclaimer, ``at`` where none stands there."""
    start = at - 1
    while start > floor and not bare[start]:
        start -= 1
    while start > floor and at - start < LONGEST_NOTICE and bare[start - 1]:
        start -= 1
    notice = " ".join(bare[max(start, floor) : at])
    return start if start >= floor and len({sign.casefold() for sign in _COMPANY.findall(notice)}) > 2 else at


def _paragraph_end(lines: list[str], at: int) -> int:
    """The line after the paragraph that a line is in."""
    end = at
    while end < len(lines) and end < at + LONGEST_FOOTER and lines[end].strip():
        end += 1
    return end


# where footers end that are no paragraph
_ENDS = {"alternative-html": _next_line, "pgp": _armor_end}
