"""A post taken apart into sightings: itself, and every message that its body quotes or forwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest import links
from ingest.body import Body, Quoted, SegmentKind, read_html, read_text
from ingest.ids import short_id
from ingest.layout import Texts, pack
from ingest.message import Attachment, Kind, LinkSeen, MailingList, Post, Sender, SentBasis, Sighting
from ingest.scrubbed import scrubbed
from ingest.senders import parse_sender
from ingest.times import iso

TAG = re.compile(r"\s*\[([\w .+-]{1,60})\]")

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
        yield _document(post, here)
        return
    body = read_html(post.html) if post.html else read_text(post.text)
    yield _sighting(post, here, inside, source, body)
    yield from _quoted(body, post, source, inside or here)
    for other in post.inner:
        yield from sightings(other, source, inside or here)


def _document(post: Post, here: str) -> Sighting:
    texts = pack([("own", links.clean(post.text))])
    return _row(post, here, "", texts, _links([post.text]))


def _sighting(post: Post, here: str, inside: str, source: str, body: Body) -> Sighting:
    taken_out = scrubbed(post.text) if "scrubbed" in post.text else ()
    answers = short_id("sighting", source, post.answers) if post.answers else ""
    row = _row(post, here, inside, _texts(body), _links(_own(body)), (*post.attachments, *taken_out))
    return replace(row, answers=answers) if answers else row


def _row(
    post: Post,
    here: str,
    inside: str,
    texts: Texts,
    seen: tuple[LinkSeen, ...],
    attachments: tuple[Attachment, ...] = (),
    written: str = "",
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
        links=seen,
        attachments=attachments,
    )


def _quoted(body: Body, post: Post, source: str, inside: str) -> Iterator[Sighting]:
    """A sighting for each message quoted in a body, and for those quoted in them; a loop, since quotes nest deep."""
    waiting = [(child, f"{post.place}/{n}") for n, child in enumerate(body.children, 1)]
    while waiting:
        quoted, here = waiting.pop(0)
        yield _quoted_sighting(quoted, here, source, inside, post.mailing_list)
        waiting[:0] = [(child, f"{here}/{n}") for n, child in enumerate(quoted.body.children, 1)]


def _quoted_sighting(quoted: Quoted, place: str, source: str, inside: str, host_list: MailingList) -> Sighting:
    over = _list_it_came_over(quoted)
    elsewhere = bool(over.name and host_list.name) and over.name.casefold() != host_list.name.casefold()
    post = Post(
        place=place,
        raw="",
        kind=Kind.FORWARDED if elsewhere else Kind(quoted.kind),  # what went to another list is passed on, not answered
        mailing_list=over,
        subject=quoted.subject,
        sender=Sender(quoted.name, quoted.address),
        sent=quoted.sent.date() if quoted.sent and quoted.day_only else quoted.sent,
        sent_basis=SentBasis.ATTRIBUTION,
    )
    texts = pack((kind, text) for kind, text in _parts(quoted.body) if kind != "quoted")
    here = short_id("sighting", source, place)
    return _row(post, here, inside, texts, _links(_own(quoted.body)), written=quoted.date)


def _list_it_came_over(quoted: Quoted) -> MailingList:
    """The list that a quoted message went to: it is in "To" of its header block, and its name in the subject's tag."""
    address = parse_sender(quoted.to).address
    name = address.partition("@")[0]
    tag = TAG.match(quoted.subject)
    return MailingList(name, address) if tag and name and tag[1].casefold() == name else MailingList()


def _texts(body: Body) -> Texts:
    return pack(_parts(body))


def _parts(body: Body) -> Iterator[tuple[str, str]]:
    """The segments as (column, text), neighbours of one column joined, links unwrapped."""
    column, run = "", [""]
    for segment in body.segments:
        into = COLUMN.get(segment.kind, "")
        if into != column:
            if column:
                yield column, links.clean("".join(run))
            column, run = into, []
        run.append(segment.text)
    if column:
        yield column, links.clean("".join(run))


def _own(body: Body) -> list[str]:
    return [segment.text for segment in body.segments if segment.kind in (SegmentKind.OWN, SegmentKind.SIGNATURE)]


def _links(texts: list[str]) -> tuple[LinkSeen, ...]:
    """Each link of the texts once, in order."""
    seen: dict[str, LinkSeen] = {}
    for text in texts:
        if "://" in text or "www." in text:
            for found in links.find(text):
                link = found.link
                seen.setdefault(link.url, LinkSeen(link.url, links.domain(link.url), link.wrapped_by, link.complete))
    return tuple(seen.values())
