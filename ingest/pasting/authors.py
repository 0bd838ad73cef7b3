"""Who wrote a message of a pasted page, and when: what the page says, and nothing besides.

Told, in this order, by the attributions under which others quote it; by the name it is signed with, where the page knows
that name from its list of participants or from an attribution. Else the field stays empty. Who is left over when all others are
told is not asked: it was wrong one time in three. Nor is a nickname that stands under another message: it was wrong as often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ingest.bodies.attributions import Attribution
from ingest.bodies.signatures import is_added_by_a_client
from ingest.message import Sender
from ingest.pasting.people import are_apart, bearers, in_full, listed, plain, with_initials, with_short_form
from ingest.senders import parse_sender

NOBODY = Sender()
UNKNOWN = "the page does not say who wrote it"
IN_FULL = "signed with the full name"
CLOSED = "signed with a name that one person on the page bears"
NOT_GREETED = "greets the other one of the two who took part"
INITIALED = "signed with initials that one person on the page has"
LONGEST_NAME = 5  # words

SIGN_OFFS = (
    "regards best cheers thanks thx thank sincerely yours wishes greetings saludos atentamente gracias salutations "
    "cordialement merci amitiés grüße gruß grüßen mfg vg lg hilsen mvh hälsningar saluti cordiali obrigado abraços abraço "
    "pozdrawiam ciao kr br tia rgds"
).split()
_THANKS = frozenset("thanks thx thank gracias merci obrigado tia".split())  # what is said to another, too
_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
_INITIAL = re.compile(r"(?<=\w) \w\.?$")
_INITIALS = re.compile(r"(?:^|[\s.,!?)])[-–—]{1,2} ?([^\W\d_]{1,3})$")
_CLIENT = re.compile(
    r"(?:^|(?<=[\s.,!?>]))(?:Sent from|Get Outlook|Sendt fra|Envoyé de|Von meinem|Gesendet|Enviado|Inviato da|Verstuurd"
    r"|Skickat från)\b.{0,120}$",
    re.S,
)
_GREETING = re.compile(
    r"\W*(?:(?:hi|hello|hey|dear|hola|bonjour|hallo|liebe[rs]?|ciao|cara|caro|olá|thanks|thank you|many thanks|greetings)\b[\s,]*)?"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,3})\s?[,:!–-]",
    re.I,
)
_BOUNDARY = re.compile(r"(?:^|[.!?,;:…)\]>/|*_~–—-]|https?://\S+|[☺-🙏])[\s*_>~–—-]*$")
# "Reviewed-by:", a reviewer's own words in an answer, and quoted in a patch
_REVIEWED = re.compile(r"(?<!off)-by:\s*$")
_ADDRESS_BEHIND = re.compile(r"\s{0,3}<([^<>\s@]{1,80}@[\w.-]{3,100})(?:>|$)")
_PROSE_AFTER = re.compile(r"[\s*_]*(?:[a-zß-ÿ]|[.…]?\s?wrote\b)")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one message: who, when, and how that is known."""

    sender: Sender = NOBODY
    sent: datetime | date | None = None
    subject: str = ""
    evidence: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A message whose author is looked for: its own words, the heads under which it is quoted, the message it answers."""

    own: str
    heads: tuple[Attribution, ...] = ()
    answers: int | None = None


def authors(messages: Sequence[Unsigned], participants: Sequence[str]) -> list[Known]:
    """What is known of each message."""
    known = [told_by_heads(_of_the_listed(message.heads, participants)) for message in messages]
    people = participants or list(dict.fromkeys(each.sender.name for each in known if each.sender.name))
    addresses = {each.sender.name: each.sender.address for each in known if each.sender.name and each.sender.address}
    for number, message in enumerate(messages):
        above = known[message.answers].sender.name if message.answers is not None else ""
        signer, why = _signer(message.own, people, above)
        if signer == NOBODY and (name := _not_greeted(message.own, participants)):
            signer, why = Sender(name), NOT_GREETED
        signer = Sender(signer.name, signer.address or addresses.get(signer.name, ""))
        told = known[number].sender
        if signer != NOBODY and told == NOBODY:
            known[number] = replace(known[number], sender=signer, evidence=why)
        elif why == CLOSED and are_apart(signer.name, told.name or told.address):
            known[number] = Known(signer, evidence=f"{why}, though a head names another")
    return [replace(each, sender=_addressed(each.sender)) for each in known]


def _of_the_listed(heads: Sequence[Attribution], participants: Sequence[str]) -> Sequence[Attribution]:
    """The heads that name one of those who took part, spelled as the list has the name; all where there is no list."""
    if not participants:
        return heads
    return [said for head in heads if (said := listed(head, participants)) is not None]


def _addressed(sender: Sender) -> Sender:
    """The sender, a name that is an address taken for one."""
    return parse_sender(sender.name) if "@" in sender.name and not sender.address else sender


# -- attributions ------------------------------------------------------------------------------------------------------


def told_by_heads(heads: Sequence[Attribution]) -> Known:
    """What the heads under which a message is quoted say of it, where they do not contradict one another."""
    if not heads:
        return Known()
    name = _most(head.name for head in heads)
    own = [head for head in heads if not name or head.name == name]
    address = _most(head.address for head in own)
    sent, agree = _time(own)
    said = f"{len(heads)} heads" if len(heads) > 1 else "a head"
    evidence = f"named by {said} under which it is quoted on the page"
    if agree:
        evidence += "; two of them, written in different zones, agree on the minute"
    if not name and not address:
        evidence = UNKNOWN
    return Known(Sender(name, address), sent, _most(head.subject for head in own), evidence)


def _most(texts: Iterable[str]) -> str:
    """The text said most often; "" where two are said as often."""
    best = Counter(text for text in texts if text).most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""


def _time(heads: Sequence[Attribution]) -> tuple[datetime | date | None, bool]:
    """The time that heads agree on, zones apart, and whether two zones confirm it; none where they contradict."""
    timed = [head for head in heads if head.sent is not None]
    if not timed:
        return None, False
    exact = [head for head in timed if not head.day_only] or timed
    counts = Counter(head.sent.minute for head in exact if head.sent)
    best = max(counts.values())
    minutes = [minute for minute, count in counts.items() if count == best]
    if len(minutes) > 1:
        return None, False
    agreeing = [head.sent for head in exact if head.sent and head.sent.minute == minutes[0]]
    zoned = [sent for sent in agreeing if sent.tzinfo is not None]
    sent = (zoned or agreeing)[0]
    whole = exact[0].day_only
    return (sent.date() if whole else sent), not whole and len({each.replace(tzinfo=None) for each in agreeing}) > 1


# -- signatures --------------------------------------------------------------------------------------------------------


def _signer(own: str, people: Sequence[str], above: str) -> tuple[Sender, str]:
    """The one of the people who signed a text, and the evidence; ``above`` is who wrote what it answers."""
    text = _without_client_lines(own)
    greeted, spoken = _greeted(text), plain(text)
    full = [
        (*place, name)
        for name in people
        if (place := _signed_in_full(text, spoken, name)) is not None and not _is_greeted(name, greeted)
    ]
    if full:
        _, behind, name = max(full)
        address = _ADDRESS_BEHIND.match(text, behind)
        return Sender(name, address[1].casefold() if address else ""), IN_FULL
    end, is_sure = _last_name(text)
    fitting = (bearers(end, people) or with_short_form(end, people)) if end else []
    if len(fitting) == 1 and (is_sure or fitting[0] != above) and not _is_greeted(fitting[0], greeted):
        return Sender(fitting[0]), CLOSED
    if (initials := _INITIALS.search(text)) and len(fitting := with_initials(initials[1], people)) == 1:
        return Sender(fitting[0]), INITIALED
    if not fitting and not people and (name := _full_name_after_sign_off(text)):
        return Sender(name), IN_FULL
    return NOBODY, UNKNOWN


def _without_client_lines(own: str) -> str:
    text = own.strip()
    client = _CLIENT.search(text[-200:])
    if client and is_added_by_a_client(" ".join(client[0].split())[:140]):
        text = text[: len(text) - len(text[-200:]) + client.start()]
    return text.rstrip(" *_>-–—.!\n")


def _greeted(text: str) -> str:
    found = _GREETING.match(text[:120])
    return found["name"].casefold() if found else ""


def _is_greeted(name: str, greeted: str) -> bool:
    return any(bearers(word, [name]) or with_short_form(word, [name]) for word in greeted.split())


def _not_greeted(own: str, participants: Sequence[str]) -> str:
    """Of two participants the one whom a text does not greet, "" where it greets neither or both, or others took part."""
    if len(participants) != 2 or not are_apart(*participants):
        return ""
    greeted = {person for word in _greeted(own.strip()).split() for person in bearers(word, participants)}
    return next(person for person in participants if person not in greeted) if len(greeted) == 1 else ""


def _signed_in_full(text: str, spoken: str, name: str) -> tuple[int, int] | None:
    """Where a full name stands as a signature: after a boundary or a sign-off, and no sentence goes on behind it.

    ``spoken`` is the text without accents and capitals, character for character.
    """
    pattern = in_full(name)
    if pattern is None:
        return None
    for found in reversed(list(pattern.finditer(spoken))[-20:]):
        if _stands_alone(text, found.start()) and not _PROSE_AFTER.match(text[found.end() : found.end() + 12]):
            return found.span()
    return None


def _stands_alone(text: str, at: int) -> bool:
    """True where what stands before a name ends a sentence, or is a sign-off, and the name is no reviewer's of a patch."""
    before = text[max(0, at - 120) : at]
    if _REVIEWED.search(before) and "igned-off-by:" in text[:at]:
        return False
    if _BOUNDARY.search(before) or "\n" in before[len(before.rstrip(" \t")) - 1 :]:
        return True
    return _last_word(before) in SIGN_OFFS


def _last_word(text: str) -> str:
    """The last word of a text, in lower case and without the marks around it; "" where there is none."""
    return "".join(text.split()[-1:]).casefold().strip(".,!*_-")


def _last_name(text: str) -> tuple[str, bool]:
    """The word that a text ends with, where it stands as a signature does, and whether it cannot be whom it thanks."""
    text = _INITIAL.sub("", text)
    found = list(_WORD.finditer(text[-60:]))
    if not found:
        return "", False
    last = found[-1]
    at = max(0, len(text) - 60) + last.start()
    if at + len(last[0]) < len(text) or not _stands_alone(text, at):
        return "", False
    before = text[max(0, at - 40) : at].rstrip()
    word = _last_word(before)
    is_sure = word in SIGN_OFFS and word not in _THANKS
    is_written = last[0][0].isupper() or is_sure or before.endswith(("-", "–", "—"))
    return (last[0].rstrip("."), is_sure) if is_written else ("", False)


def _full_name_after_sign_off(text: str) -> str:
    """Two to four words with capitals that end a text behind a sign-off."""
    found = re.search(
        rf"(?i:\b(?:{'|'.join(SIGN_OFFS)}))[\s,.!*_-]+((?:[^\W\d_a-zß-ÿ][\w.'’-]*\s){{1,3}}[^\W\d_a-zß-ÿ][\w.'’-]*)\s*$",
        text[-120:],
    )
    return found[1] if found and not set(found[1].casefold().split()) & set(SIGN_OFFS) else ""
