"""A post taken apart into sightings: itself, and every message that its body quotes or forwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from zlib import crc32

from ingest import links
from ingest.body import Body, Quoted, SegmentKind, read_html, read_text
from ingest.dates.in_answers import settled
from ingest.ids import short_id
from ingest.layout import Texts, pack
from ingest.links import Link
from ingest.list_matter.scrubbed import scrubbed
from ingest.list_names import list_tag, with_address
from ingest.mail.debris import take_out, tidy
from ingest.message import Attachment, Kind, LinkSeen, MailingList, Post, Sender, SentBasis, Sighting
from ingest.senders import parse_sender
from ingest.times import iso

Wrapped = dict[str, Link]
REWRITTEN = "rewritten-sender:"

COLUMN = {
    SegmentKind.OWN: "own",
    SegmentKind.SIGNATURE: "signature",
    SegmentKind.QUOTED: "quoted",
    SegmentKind.FORWARDED: "quoted",
    SegmentKind.ATTRIBUTION: "quoted",
    SegmentKind.FORWARD_HEADER: "quoted",
}  # what is in none is dropped: list footers and gateway banners, each named in Body.footers


def sightings(post: Post, source: str, inside: str = "") -> Iterator[Sighting]:
    """The post's own sighting, then one for each message inside it, in the order of the body."""
    here = short_id("sighting", source, post.place)
    if post.kind is Kind.DOCUMENT:
        text = links.clean(post.text)
        yield _row(post, here, inside, pack([("own", text)]), _links([text], _wrapped(post.text)))
        return
    tidied, files = take_out(tidy(post.text))
    text = links.clean(tidied)
    wrapped = _wrapped(tidied) if text != tidied else {}
    post = replace(post, attachments=(*post.attachments, *files)) if files else post
    body = read_html(post.html) if post.html else read_text(text)
    yield _sighting(post, here, inside, source, body, wrapped)
    yield from _quoted(body, post.place, source, inside or here, wrapped, post.sent)
    for other in post.inner:
        yield from sightings(other, source, inside or here)


def _wrapped(text: str) -> Wrapped:
    """The links of a text that were wrapped, by what they are without the wrapper."""
    return {found.link.url: found.link for found in links.find(text) if found.link.wrapped_by}


def _sighting(post: Post, here: str, inside: str, source: str, body: Body, wrapped: Wrapped) -> Sighting:
    post = replace(post, mailing_list=with_address(post.mailing_list, body.footers)) if body.footers else post
    notes = [a for footer in body.footers if footer.name == "scrubbed-attachment" for a in scrubbed(footer.text)]
    at_hand = {attachment.url for attachment in post.attachments if attachment.url}
    taken_out = [note for note in notes if note.url not in at_hand]
    attachments, left_out = (*post.attachments, *taken_out), _left_out(post, body)
    row = _row(post, here, inside, pack(_parts(body)), _links(_own(body), wrapped), attachments, left_out=left_out)
    return replace(row, answers=short_id("sighting", source, post.answers)) if post.answers else row


def _left_out(post: Post, body: Body) -> str:
    """What a list made of the sender, and the footers by name, each with a digest: "rewritten-sender: mailman2:1f3a9c02"."""
    names = [f"{name}:{crc32(text.encode('utf-8', 'surrogatepass')):08x}" for name, text in body.footers]
    return " ".join([REWRITTEN, *names] if post.is_rewritten else names)


def _row(
    post: Post,
    here: str,
    inside: str,
    texts: Texts,
    seen: tuple[LinkSeen, ...],
    attachments: tuple[Attachment, ...] = (),
    written: str = "",
    left_out: str = "",
) -> Sighting:
    return Sighting(
        id=here,
        place=post.place,
        raw=post.raw,
        kind=post.kind,
        inside=inside,
        message_id=post.message_id,
        parents=" ".join(post.parents),
        subject=post.subject,
        name=post.sender.name,
        address=post.sender.address,
        sent=iso(post.sent),
        sent_basis=post.sent_basis if post.sent else SentBasis.NONE,
        written=written,
        list_name=post.mailing_list.name,
        list_address=post.mailing_list.address,
        list_archive=post.mailing_list.archive_url,
        url=post.url,
        own=texts.own,
        signature=texts.signature,
        quoted=texts.quoted,
        layout=texts.layout,
        evidence=post.evidence,
        left_out=left_out,
        links=seen,
        attachments=attachments,
    )


def _quoted(
    body: Body, place: str, source: str, inside: str, wrapped: Wrapped, answered: datetime | date | None
) -> Iterator[Sighting]:
    """A sighting for each message quoted in a body, and for those quoted in them; a loop, since quotes nest deep."""
    waiting = [(child, f"{place}/{n}", answered) for n, child in enumerate(body.children, 1)]
    while waiting:
        quoted, here, answered = waiting.pop(0)
        sent = settled(quoted.date, quoted.sent, answered)
        yield _quoted_sighting(quoted, here, source, inside, wrapped, sent)
        waiting[:0] = [(child, f"{here}/{n}", sent or answered) for n, child in enumerate(quoted.body.children, 1)]


def _quoted_sighting(
    quoted: Quoted, place: str, source: str, inside: str, wrapped: Wrapped, sent: datetime | None
) -> Sighting:
    post = Post(
        place=place,
        raw="",
        kind=Kind(quoted.kind),
        mailing_list=_list_it_came_over(quoted),
        subject=quoted.subject,
        sender=Sender(quoted.name, quoted.address),
        sent=sent.date() if sent and quoted.day_only else sent,
        sent_basis=SentBasis.ATTRIBUTION,
    )
    texts = pack((kind, text) for kind, text in _parts(quoted.body) if kind != "quoted")
    here = short_id("sighting", source, place)
    # Quotes are by far the most of all text, and their links are those of the quoted message: what a gateway did not touch
    # is found again from the text in the few cases that need it.
    told = wrapped or quoted.kind == Kind.FORWARDED
    seen = _links(_own(quoted.body), wrapped) if told else ()
    return _row(post, here, inside, texts, seen, written=quoted.date)


def _list_it_came_over(quoted: Quoted) -> MailingList:
    """The list that a quoted message went to: it is in "To" of its header block, and its name in the subject's tag."""
    address = parse_sender(quoted.to).address
    name = address.partition("@")[0]
    return MailingList(name, address) if name and list_tag(quoted.subject).casefold() == name else MailingList()


def _parts(body: Body) -> Iterator[tuple[str, str]]:
    """The segments as (column, text), neighbours of one column joined."""
    column, run = "", [""]
    for segment in body.segments:
        into = COLUMN.get(segment.kind, "")
        if into != column:
            if column:
                yield column, "".join(run)
            column, run = into, []
        run.append(segment.text)
    if column:
        yield column, "".join(run)


def _own(body: Body) -> list[str]:
    return [segment.text for segment in body.segments if segment.kind in (SegmentKind.OWN, SegmentKind.SIGNATURE)]


def _links(texts: list[str], wrapped: Wrapped) -> tuple[LinkSeen, ...]:
    """Each link of the texts once, in order; what wrapped it is known from the text before it was cleaned."""
    seen: dict[str, LinkSeen] = {}
    for text in texts:
        if "://" in text or "www." in text:
            for found in links.find(text):
                link = wrapped.get(found.link.url, found.link)
                seen.setdefault(link.url, LinkSeen(link.url, links.domain(link.url), link.wrapped_by, link.complete))
    return tuple(seen.values())
