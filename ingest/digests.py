"""Digests burst into the messages that they hold: MIME digests (RFC 2046) and plain ones (RFC 1153), Mailman's and others'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import headers
from ingest.formats import mbox
from ingest.formats.piece import digest
from ingest.headers import first
from ingest.list_names import list_tag
from ingest.mail import mime
from ingest.message import Kind, MailingList, Post
from ingest.subjects import is_reply

# A line of 70 dashes ends the masthead and one of 30 a message, blank lines around them; Mailman 2.0 wrote the last for both.
RULE = re.compile(r"\n\n(?:-{70}|-{30}|--__--__--)[ \t]*\n\n+")
NUMBERED = re.compile(r"Message: (\d{1,5})[ \t]*\n(?=[\w-]{1,40}:)")
# an unnumbered message, as Majordomo and moderators write them: fields, one of them the sender, above a blank line
FIELDS = r"(?:[A-Z][\w-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*)"
HEADED = re.compile(rf"(?=(?:{FIELDS}){{0,20}}From:){FIELDS}{{2,40}}[ \t]*\n")
# "commons-digest V1 #12", "Risks Digest 22.39"
TITLE = re.compile(
    r"\bdigest\b(?:.{0,80}?\b(?:v|vol|volume|issue|number|no|#)[. #:]{0,3}\d|,? {1,3}\d{1,4}[.:]\d{1,4}\b)", re.I
)
NAMED = re.compile(r"\bdigest\b", re.I)
END = re.compile(r"End of .{0,200}digest\b", re.I)
FOOTER = re.compile(r"Subject: .{0,40}Digest Footer|_{40,}\s*$", re.M)
FIRST_LINE = re.compile(r"\s*Send .{1,200} mailing list submissions to\s*$", re.M)
TOPIC = re.compile(r"^[^\S\n]{1,6}1\. \S", re.M)
HIDDEN_ID = re.compile(r"<(\S{1,500}) (?:at|em|en) (\S{1,250})>")  # of a digest that a Pipermail month holds
REQUESTS = "-request"  # the sender of a digest is LIST-request@HOST, in every language
TOP = 3  # lines of a text in which it calls itself a digest
MASTHEAD = 10_000  # characters in which the first message begins, unless there are hundreds of topics


@dataclass(frozen=True, slots=True)
class Digest:
    """A text digest; all of it, joined, is the text: masthead, the messages with their header lines, footer."""

    masthead: str
    messages: tuple[str, ...]
    footer: str


def burst(post: Post) -> Iterator[Post]:
    """The messages of a digest, each as a post of its own; a post that is no digest as it is.

    What the list wrote around them, masthead and footer, is dropped; a text of someone who passes a digest on is kept.
    """
    parts = [inner for inner in post.inner if inner.kind is Kind.POSTED]
    plain = None if parts else _plain(post)
    if plain:
        parts = [_message(text, f"{post.place}/m{n}") for n, text in enumerate(plain.messages, 1)]
    elif not parts or not _begins_one(post):
        yield (
            replace(post, inner=tuple(inner for inner in post.inner if inner.kind is not Kind.POSTED))
            if parts
            else post
        )
    listed = post.mailing_list if post.mailing_list.name else MailingList(list_tag(post.subject))
    for number, part in enumerate(parts, 1):
        known = part.mailing_list if part.mailing_list.address else listed
        yield replace(part, raw=digest(f"{post.raw}/{number}".encode()), mailing_list=known)


def _plain(post: Post) -> Digest | None:
    """The text digest that a post is, None where it is none; what a list did not send must hold two messages."""
    is_sent = _begins_one(post)
    found = split(post.text) if is_sent or _is_called_one(post) else None
    return found if found and (is_sent or len(found.messages) > 1) else None


def _is_called_one(post: Post) -> bool:
    """True where a subject and the first line, or the top of a text that has no subject of its own, speak of a digest."""
    top = [line for line in post.text[:500].split("\n") if line.strip()][: TOP if post.kind is Kind.DOCUMENT else 1]
    if not any(map(NAMED.search, top)):
        return False
    return post.kind is Kind.DOCUMENT or (bool(NAMED.search(post.subject)) and not is_reply(post.subject))


def _begins_one(post: Post) -> bool:
    """True where the sender, the subject or the first line says that the list sent this."""
    first_line = post.text[:500].lstrip().partition("\n")[0]
    return (
        post.sender.address.partition("@")[0].endswith(REQUESTS)
        or bool(FIRST_LINE.match(post.text[:500]))
        or bool(TITLE.search(post.subject) and TITLE.search(first_line))
    )


def split(text: str) -> Digest | None:
    """A text digest in its parts, None where the text is none."""
    rules = list(RULE.finditer(text))
    starts = _numbered(text, rules) or _headed(text, rules)
    if not starts:
        return None
    last = next((r.start() for r in rules if r.start() > starts[-1] and _ends(text, r)), len(text))
    ends = [*starts[1:], last]
    return Digest(
        text[: starts[0]],
        tuple(text[start:end] for start, end in zip(starts, ends, strict=True)),
        text[last:],
    )


def _numbered(text: str, rules: Sequence[re.Match[str]]) -> list[int]:
    """Where the messages of a digest of Mailman begin, which numbers them and lists their topics on top."""
    starts: list[int] = []
    for rule in rules:
        number = NUMBERED.match(text, rule.end())
        if number and int(number[1]) == len(starts) + 1:
            starts.append(rule.end())
    return starts if starts and TOPIC.search(text[: starts[0]][:MASTHEAD]) else []


def _headed(text: str, rules: Sequence[re.Match[str]]) -> list[int]:
    """Where the messages of another's digest begin: below the rules with header fields below them, the last of which ends it."""
    if not rules or not any(END.match(text, rule.end()) for rule in rules) or rules[0].start() > MASTHEAD:
        return []
    starts = [rule.end() for rule in rules if HEADED.match(text, rule.end())]
    return starts if starts[:1] == [rules[0].end()] else []


def _ends(text: str, rule: re.Match[str]) -> bool:
    return FOOTER.match(text, rule.end()) is not None or END.match(text, rule.end()) is not None


def _message(text: str, place: str) -> Post:
    """A message of a text digest; the rule at its end is none of its text."""
    head, _, body = text.partition("\n\n")
    fields = headers.parse(HIDDEN_ID.sub(r"<\1@\2>", head).encode("utf-8", "surrogatepass"))
    rules = list(RULE.finditer(body))
    if rules and rules[-1].end() == len(body):
        body = body[: rules[-1].start()]
    return replace(
        mbox.headed(fields, place),
        mailing_list=headers.mailing_list(fields),
        text=mime.unflowed(body.lstrip("\n"), first(fields, "content-type")),
    )
