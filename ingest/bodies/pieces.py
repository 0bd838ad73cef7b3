"""The pieces of one message while it is gathered from a body, and the ``Body`` they make."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.bodies.attributions import UNKNOWN, Attribution
from ingest.bodies.lines import is_answered_console, is_console
from ingest.bodies.parts import Body, Footer, Quoted, Segment, SegmentKind

# a name costs a tenth of the look into an enumeration
OWN, ATTRIBUTION, QUOTED, FORWARD_HEADER, FORWARDED, SIGNATURE, FOOTER = SegmentKind


@dataclass(slots=True)
class Piece:
    """A run of lines on its way to become a segment."""

    kind: SegmentKind
    start: int
    end: int
    child: int | None = None
    name: str = ""
    head: int = 0  # how many of its first lines are the attribution of a quote that is marked together with it


@dataclass(slots=True)
class Child:
    """A quoted message on its way: its marked lines are gathered until its level ends."""

    said: Attribution
    forwarded: bool = False
    inner: tuple[Attribution, ...] = ()  # of what it quotes, and so on, where these stand beside its own attribution
    runs: list[Piece] = field(default_factory=list)
    body: Body | None = None

    def split_head(self, size: int) -> None:
        """Tell the pieces of a quote that its first lines are the attribution that stood inside the marks."""
        run = self.runs[0]
        for piece in self.runs:
            piece.kind = FORWARDED if self.forwarded else QUOTED
        if run.start < run.start + size <= run.end:
            run.head = size

    def finished(self) -> Quoted:
        """The child as its parent shows it."""
        said, kind = self.said, "forwarded" if self.forwarded else "quoted"
        body = self.body or Body("")
        return Quoted(kind, said.name, said.address, said.date, said.sent, said.subject, said.to, body, said.day_only)


@dataclass(slots=True)
class Frame:
    """One message of a level while its pieces are gathered."""

    level: int
    pieces: list[Piece] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    open_child: int | None = None
    has_own: bool = False

    def take_back_console(self, lines: list[str]) -> None:
        """Make the author's what was typed at a prompt: the only thing marked in a message, and nobody's; or what is answered on
        the next line without a mark, which it would bear if it were quoted."""
        for number, child in reversed(list(enumerate(self.children))):
            is_nobodys = child.said == UNKNOWN and bool(child.runs)
            is_alone = is_nobodys and len(self.children) == 1
            if is_alone and all(is_console(lines[run.start : run.end]) for run in child.runs):
                typed = child.runs
            else:
                typed = [run for run in child.runs if not run.head and is_answered_console(lines, run.start, run.end)]
            if len(typed) < len(child.runs) or is_nobodys:
                for run in typed:
                    run.kind, run.child = OWN, None
                child.runs = [run for run in child.runs if run.child is not None]
            if is_nobodys and not child.runs:
                self._drop(number)

    def _drop(self, number: int) -> None:
        """Take a child out of which nothing is left."""
        del self.children[number]
        for piece in self.pieces:
            if piece.child is not None and piece.child > number:
                piece.child -= 1

    def body(self, lines: list[str]) -> Body:
        """The finished message; the bodies of its children are known."""
        segments: list[Segment] = []
        own, signature, footers = [], [], []
        for piece in self.pieces:
            start, kind = piece.start, piece.kind
            if piece.head:
                start += piece.head
                segments.append(self._head(piece, lines))
            if start >= piece.end:
                continue
            text = "".join(lines[start : piece.end])
            segments.append(Segment(kind, text, piece.child))
            if kind is OWN:
                own.append(text)
            elif kind is SIGNATURE:
                signature.append(text)
            elif kind is FOOTER:
                footers.append(Footer(piece.name, trimmed(text)))
        children = tuple([child.finished() for child in self.children])
        return Body(_joined(own), _joined(signature), tuple(footers), children, tuple(segments))

    def _head(self, piece: Piece, lines: list[str]) -> Segment:
        """The attribution that a quote begins with, inside its marks."""
        forwarded = piece.child is not None and self.children[piece.child].forwarded
        kind = FORWARD_HEADER if forwarded else ATTRIBUTION
        return Segment(kind, "".join(lines[piece.start : piece.start + piece.head]), piece.child)


def flat(text: str) -> Body:
    """A body that is the author's from its begin to its end."""
    return Body(trimmed(text), segments=(Segment(OWN, text),) if text else ())


def _joined(texts: list[str]) -> str:
    """Several runs as one text: on following lines, or with a blank line where one stood between them."""
    if len(texts) < 2:
        return trimmed(texts[0]) if texts else ""
    joined, apart = "", False
    for text in texts:
        apart = apart or (text[:1].isspace() and not text.split("\n", 1)[0].strip())
        words = trimmed(text)
        if words and joined:
            joined += "\n\n" if apart else "\n"
        joined += words
        apart = text.endswith(("\n\n", "\n\r\n")) or (apart and not words)
    return joined


def trimmed(text: str) -> str:
    """The text without blank lines around it and blanks at its end."""
    text = text.rstrip()
    start = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, start) + 1 :]
