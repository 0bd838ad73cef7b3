"""The spans of a body put together to a tree of messages.

A marked quote (``>``) is gathered from all its runs and taken apart on its own, one level deeper. An unmarked one
is the rest of the lines, up to the list matter that ends it, and stays in the same walk. So each line is looked at
once a mark.
"""

from __future__ import annotations

from ingest.bodies import pieces
from ingest.bodies.attributions import UNKNOWN, Attribution, joined, same_sender
from ingest.bodies.below import LEFT_OF_A_BLOCK, begun_block
from ingest.bodies.flattened import cut_shared_lines
from ingest.bodies.header_blocks import stands_on_pages
from ingest.bodies.lines import MARKS, unmarked
from ingest.bodies.parts import Body
from ingest.bodies.pieces import Child, Frame, Piece, flat
from ingest.bodies.runs import BRACKETED, FORUM, INDENTED, NAMED, without
from ingest.bodies.signatures import LONGEST_SIGNATURE
from ingest.bodies.spans import ATTRIBUTION, FOOTER, HEADER, QUOTED, SIGNATURE, Span, What
from ingest.list_matter.footers import NO_LIST
from ingest.quotes import scan

DEEPEST = 50  # levels taken apart; real mail was seen with 27
NEVER_CLOSING = NO_LIST - {"scrubbed-attachment"}  # they stand inside a message


def tree(lines: list[str]) -> Body:
    """The tree of the lines of a body."""
    return _Tree(lines, 0).root()


def _is_head_of(said: Attribution, head: Attribution, what: What) -> bool:
    """Is this the head of a quote of nobody, or a block of the one who is named above, as Mutt and Lotus Notes write both?"""
    if said is UNKNOWN or said._replace(forwarded=False) == UNKNOWN:
        return True
    return what is HEADER and same_sender(said, head)


def _marks(line: str, most: int) -> int:
    """How many marks a line without blanks begins with, so many at most."""
    return next((n for n, sign in enumerate(line[:most]) if sign not in MARKS), min(len(line), most))


class _Tree:
    """The spans of one level put together to a tree."""

    def __init__(self, lines: list[str], level: int, first: tuple[Attribution, ...] = ()) -> None:
        self.lines = cut_shared_lines(lines)
        self.level = level
        self.first = first  # who wrote the first quote that no attribution stands above, and what that quotes in turn
        self.spans = scan(self.lines)
        self.at_span = 0
        self.trailing = self._trailing_footers()
        self.last_at_margin: int | None = None  # the last line that is not indented, once it was asked for

    def root(self) -> Body:
        if not self.spans:
            return flat("".join(self.lines))
        return self._frame(0, self.level, inner=False)[0]

    def head(self) -> Span | None:
        """The opener that these lines begin with, where the rest is its message, which may quote in marks further down."""
        first, second = (*self.spans[:2], None, None)[:2]
        if first is None or first.what not in (ATTRIBUTION, HEADER) or not self._blank(0, first.start):
            return None
        is_over_marks = second is not None and second.what is QUOTED and self._blank(first.end, second.start)
        return None if is_over_marks else first

    def name_by_first_line(self) -> None:
        """Take what these lines begin with for an attribution, where it is all that is left of a block of labels."""
        begun = begun_block([line.strip() for line in self.lines[: LEFT_OF_A_BLOCK + 1]])
        if begun and (not self.spans or self.spans[0].start >= begun[0]):
            self.spans.insert(0, Span(ATTRIBUTION, 0, *begun))

    def after_head(self, head: Span) -> Body:
        """The tree of what follows the opener at the top."""
        self.at_span = 1
        return self._frame(head.end, self.level, inner=False)[0]

    def _frame(self, at: int, level: int, *, inner: bool) -> tuple[Body, int]:
        """One message from a line on, and the line after it."""
        frame, spans = Frame(level), self.spans
        while self.at_span < len(spans):
            span = spans[self.at_span]
            self._gap(frame, at, span.start)
            at = span.start
            closes = inner and span.what is FOOTER and span.name not in NEVER_CLOSING
            if closes and (span.name == "scrubbed-attachment" or self.at_span >= self.trailing):
                return self._body(frame), at
            self.at_span += 1
            at = self._add(frame, span)
            if closes and self._ends_one(at):
                return self._body(frame), at
        self._gap(frame, at, len(self.lines))
        return self._body(frame), len(self.lines)

    def _add(self, frame: Frame, span: Span) -> int:
        """Put a span into its message; return the line after it."""
        if span.what is QUOTED:
            self._quoted(frame, span)
        elif span.what is SIGNATURE:
            frame.pieces.append(Piece(pieces.SIGNATURE, span.start, span.end, name=span.name))
        elif span.what is FOOTER:
            frame.pieces.append(Piece(pieces.FOOTER, span.start, span.end, name=span.name))
        else:
            return self._opener(frame, span)
        return span.end

    def _gap(self, frame: Frame, start: int, end: int) -> None:
        """Lines no span covers: the author's, or the rest of a signature, or blank."""
        if start >= end:
            return
        last = frame.pieces[-1] if frame.pieces else None
        if last is not None and (self._blank(start, end) or self._is_signature(last, start, end)):
            last.end = end
        else:
            frame.pieces.append(Piece(pieces.OWN, start, end))
            frame.has_own = True

    def _is_signature(self, above: Piece, start: int, end: int) -> bool:
        """Are these lines the rest of the signature above them? Where a card ends is known."""
        if above.kind is not pieces.SIGNATURE or above.name == "card":
            return False
        return sum(1 for line in self.lines[start:end] if not line.isspace()) <= LONGEST_SIGNATURE

    def _quoted(self, frame: Frame, span: Span) -> None:
        """A run of marked lines: it goes on with the quote opened last."""
        if frame.open_child is None:
            frame.open_child = len(frame.children)
            frame.children.append(Child(self.first[0], inner=self.first[1:]) if self.first else Child(UNKNOWN))
            self.first = ()
        self._chain(frame, span)
        child = frame.children[frame.open_child]
        kind = pieces.FORWARDED if child.forwarded else pieces.QUOTED
        last = frame.pieces[-1] if frame.pieces else None
        if last is not None and last.kind is kind and last.child == frame.open_child and last.name == span.name:
            last.end = span.end
            return
        piece = Piece(kind, span.start, span.end, frame.open_child, span.name)
        child.runs.append(piece)
        frame.pieces.append(piece)

    def _chain(self, frame: Frame, span: Span) -> None:
        """Let each of several attributions right above runs of several depths name the author of one, the first the outermost."""
        heads = self._stacked(frame)
        depth = min(self._depth(span, len(heads)), len(heads)) if len(heads) > 1 else 1
        if depth < 2:
            return
        frame.pieces[-depth].end = frame.pieces[-1].end
        del frame.pieces[1 - depth :], frame.children[1 - depth :]
        frame.open_child = len(frame.children) - 1
        frame.children[-1].inner = tuple(heads[1 - depth :])

    def _stacked(self, frame: Frame) -> list[Attribution]:
        """The attributions one below the other, with nothing between them, above the run that comes next."""
        heads: list[Attribution] = []
        child = len(frame.children) - 1
        for piece in reversed(frame.pieces):
            if piece.kind is not pieces.ATTRIBUTION or piece.child != child or frame.children[child].runs:
                break
            heads.append(frame.children[child].said)
            child -= 1
        return heads[::-1] if frame.open_child == len(frame.children) - 1 else []

    def _depth(self, span: Span, most: int) -> int:
        """How deep the lines are quoted in this run and in those with nothing between, where some are quoted once; else 1."""
        marks: set[int] = set()
        end = span.start
        for run in (span, *self.spans[self.at_span :]):
            if run.what is not QUOTED or not self._blank(end, run.start):
                break
            bare = [line.replace(" ", "") for line in self.lines[run.start : run.end]]
            marks.update(_marks(line, most) for line in bare if line[:1] in MARKS)
            end = run.end
        return max(marks) if 1 in marks else 1

    def _opener(self, frame: Frame, span: Span) -> int:
        """An attribution or header block, with the unmarked rest where it has no marks."""
        said = span.said or UNKNOWN
        nothing_above = not frame.has_own
        forwarded = said.forwarded or (span.what is HEADER and nothing_above and not frame.children)
        index = len(frame.children)
        child = Child(said, forwarded)
        frame.children.append(child)
        head = pieces.FORWARD_HEADER if forwarded else pieces.ATTRIBUTION
        frame.pieces.append(Piece(head, span.start, span.end, index))
        frame.open_child = index
        if span.marked or (nothing_above and frame.level == 0 and self._answers_below(span)):
            return span.end
        if frame.level + 1 >= DEEPEST:
            child.body, end = flat("".join(self.lines[span.end :])), len(self.lines)
            self.at_span = len(self.spans)
        else:
            child.body, end = self._frame(span.end, frame.level + 1, inner=True)
        kind = pieces.FORWARDED if forwarded else pieces.QUOTED
        if end > span.end:
            frame.pieces.append(Piece(kind, span.end, end, index))
        frame.open_child = None
        return end

    def _answers_below(self, span: Span) -> bool:
        """Does a post that begins with an attribution hold its author's words below it?

        They must be somewhere, unless all that follows is indented, as Outlook for Mac forwards. Where the marks
        are lost, the text stays the author's until it is compared with the message it quotes.
        """
        if span.what is not ATTRIBUTION:
            return False
        if self.last_at_margin is None:
            at_margin = (i for i in range(len(self.lines) - 1, -1, -1) if self.lines[i][0] not in " \t\r\n")
            self.last_at_margin = next(at_margin, -1)
        return self.last_at_margin >= span.end

    def _trailing_footers(self) -> int:
        """The first of the footers that end the level: they are the whole message's, whatever quote is still open."""
        end, at = len(self.lines), len(self.spans)
        while at and self.spans[at - 1].what is FOOTER and self._blank(self.spans[at - 1].end, end):
            at -= 1
            end = self.spans[at].start
        return at

    def _ends_one(self, at: int) -> bool:
        """Does the footer before this line end the quote it is in? Yes, unless the thread goes on right under it."""
        if self.at_span >= len(self.spans):
            return True
        span = self.spans[self.at_span]
        return not (self._blank(at, span.start) and span.what in (ATTRIBUTION, HEADER, FOOTER))

    def _blank(self, start: int, end: int) -> bool:
        return all(map(str.isspace, self.lines[start:end]))

    def _body(self, frame: Frame) -> Body:
        """The finished message of a frame."""
        if frame.level == 0 and frame.children:
            frame.take_back_console(self.lines)
        for child in frame.children:
            if child.body is None:
                self._read_marked(child, frame.level + 1, is_answered=frame.has_own)
        return frame.body(self.lines)

    def _read_marked(self, child: Child, level: int, *, is_answered: bool) -> None:
        """Take a marked quote apart; an attribution inside its marks is its own, and a header makes it a forward, or a reply."""
        lines: list[str] = []
        for run in child.runs:
            marked = self.lines[run.start : run.end]
            if run.name in (INDENTED, BRACKETED, FORUM, NAMED):
                lines += without(marked, run.name)
            else:
                lines += [
                    line[2:] if line[:2] == "> " else line[1:] if line[0] == ">" else unmarked(line) for line in marked
                ]
        if lines and not lines[-1]:  # a mark at the very end, with nothing behind it
            lines.pop()
        if level >= DEEPEST:
            child.body = flat("".join(lines))
            return
        tree = _Tree(lines, level, child.inner)
        if not (child.said.date or child.said.name or child.said.address):
            tree.name_by_first_line()
        head = tree.head() if not child.said.date else None
        if head is None or head.said is None or not _is_head_of(child.said, head.said, head.what):
            child.body = tree.root()
            return
        is_named = bool(child.said.name or child.said.address)
        child.said = joined(child.said, head.said)
        copied = stands_on_pages(tree.lines[head.start])  # by who answers it
        is_whole = head.what is HEADER and not (copied or is_answered or is_named)
        child.forwarded = child.forwarded or head.said.forwarded or is_whole
        child.body = tree.after_head(head)
        child.split_head(head.end - (len(tree.lines) - len(lines)))
