"""What lists and gateways add to a body: footers, privacy notes, banners, notes about scrubbed parts.

It is not the author's, it is repeated in every copy, and it ends an unmarked quote.
"""

from __future__ import annotations

import re

from ingest.scrubbed import NOTE_STARTS, is_next_part, note_end

LONGEST_FOOTER = 40  # lines

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
    "this message and any attachments are solely for": "disclaimer",
    "[[alternative html version deleted]]": "alternative-html",
    "[[part of this message was dropped]]": "alternative-html",
}
# how a banner of a mail gateway starts (lower case)
BANNERS = (
    "caution: this email originated", "caution: this message originated", "caution: external", "caution: this e-mail originated",
    "[external]", "[external email]", "[caution: external", "external email:", "external email -", "external sender",
    "external: this email", "external message:", "this email originated from outside", "this message originated from outside",
    "warning: this email originated", "warning: this message came from an external", "warning: external", "warning: this email is from",
    "do not click links or open attachments", "do not open links or attachments", "*** this email originated", "***caution",
    "*** external", "[caution -", "[warning: this email", "attention: this email originated", "you don't often get email from",
    "you don’t often get email from", "some people who received this message don't often get", "achtung: diese e-mail",
    "achtung! diese e-mail kommt von außen", "cuidado: este correo", "use caution with links", "this is an external email",
    "notice: this message was sent from outside", "cyber security notice", "[this sender failed our fraud",
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
    r"(?i)https?://|www\.|mailto:|mailing list|maillist|unsubscribe|subscri|listinfo|[\w.-]+(?:@| at | em | en )[\w-]+\.[\w.-]+\s*>?$"
)
FIRST_LETTERS = frozenset(start[:4] for start in (*STARTS, *BANNERS, *NOTE_STARTS))
# ... and more of them, for the lines that start with common words
FIRST_EIGHT = frozenset(start[:8] for start in (*STARTS, *BANNERS, *NOTE_STARTS))
_SOFT_WRAP = 76
_ALL_STARTS = tuple(STARTS)


def _named(line: str) -> str:
    """The name of the footer that starts so."""
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
    if lowered.startswith(_ALL_STARTS):
        name = _named(lowered)
        return (at + 1 if name == "alternative-html" else _paragraph_end(lines, at)), name
    if is_rule(line) or line in ("--", "-- "):
        return _under_a_rule(lines, at)
    return None


def _under_a_rule(lines: list[str], at: int) -> tuple[int, str] | None:
    """The footer that a rule at this line draws off."""
    first = at + 1
    while first < len(lines) and first < at + 3 and not lines[first].strip():
        first += 1
    head = " ".join(line.strip() for line in lines[first : first + 3])[:400].casefold()
    if head.startswith(_ALL_STARTS):
        return _paragraph_end(lines, first), _named(head)
    if lines[at].strip().startswith("--") and len(lines[at].strip()) == 2:
        return None
    for words, name in UNDER_A_RULE:
        if words in head:
            return _list_lines_end(lines, first), name
    return None


def _list_lines_end(lines: list[str], at: int) -> int:
    """The line after the lines of a Mailman footer: its name, its addresses, its page."""
    end = at
    for at in range(at, min(len(lines), at + 8)):
        line = lines[at].strip()
        if not line or not (_FOOTER_LINE.search(line) or (at == end and len(lines[at - 1].strip()) >= _SOFT_WRAP)):
            break
        end = at + 1
    while end < len(lines) and is_rule(lines[end].strip()):
        end += 1
    return end


def bare_list_footer_end(lines: list[str], at: int) -> int:
    """The line after a Mailman footer that has lost its rule, 0 where the line starts none."""
    page = next(
        (i for i in range(at + 1, min(len(lines), at + 4)) if "/mailman" in lines[i] and "listinfo" in lines[i]), 0
    )
    return page + 1 if page and len(lines[at].strip()) < 60 else 0


def _paragraph_end(lines: list[str], at: int) -> int:
    """The line after the paragraph that a line is in."""
    end = at
    while end < len(lines) and end < at + LONGEST_FOOTER and lines[end].strip():
        end += 1
    return end
