"""How well pasted pages are read: measured against the archives that they were printed from.

``python -m bench.pasted CORPORA`` wants a folder with ``pasted/`` (pages printed as text) beside the archives themselves
(``hyperkitty/``, ``mhonarc/``, ``pipermail/``, ``mbox/``), and measures

1. printed pages: is the message found, with the right author;
2. with ``--print``, more pages of the same archives, printed here by w3m where it is installed, and copied as text from a
   Chromium where there is one (``copied``; ``folded`` where the page hides its quotes, as HyperKitty does in a browser);
3. threads of ``mbox/`` run together as archive pages run them together: own words on one line, quotes without their marks,
   no header lines, a list of participants at the end.

Found means: of the page's messages one has nearly the words that the archive has. Authors are compared by name or address.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rapidfuzz.distance import LCSseq

from ingest.body import read_text
from ingest.formats import detect, mbox, pasted
from ingest.formats.piece import Piece
from ingest.html import html_to_text
from ingest.ids import hyperkitty_hash
from ingest.mail.charsets import decode
from ingest.message import Kind, Post, Sender
from ingest.senders import parse_sender
from ingest.words import words

ALIKE = 0.9  # share of the words of both, in order, that makes one the other


@dataclass(frozen=True, slots=True)
class Truth:
    """A message as its archive has it."""

    sender: Sender
    own: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Messages that there are; of them found, with the right author, with a wrong one; messages that are none."""

    messages: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0
    extra: int = 0

    def add(self, other: Score) -> None:
        """Add the counts of another score."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        share = {name: 100 * getattr(self, name) / max(1, self.messages) for name in ("found", "right", "wrong")}
        return (
            f"{self.messages:5} messages: {share['found']:5.1f} % found, {share['right']:5.1f} % right author, "
            f"{share['wrong']:4.1f} % wrong author; {self.extra} that are none"
        )


def compare(truths: Sequence[Truth], posts: Sequence[Post], failures: list[str] | None = None) -> Score:
    """The score of what was read from a page against what stands on it."""
    score = Score(messages=len(truths))
    left = [(own_words(post), post) for post in posts if post.kind is Kind.POSTED]
    for truth in truths:
        likeness, at = max(((alike(truth.own, own), n) for n, (own, _) in enumerate(left)), default=(0.0, -1))
        if likeness < ALIKE:
            if failures is not None:
                failures.append(f"missed {truth.sender.name}: {' '.join(truth.own)[:70]} ({likeness:.2f})")
            continue
        _, post = left.pop(at)
        score.found += 1
        same = same_sender(truth.sender, post.sender)
        score.right += same
        score.wrong += not same and post.sender != Sender()
        if failures is not None and not same and post.sender != Sender():
            failures.append(f"{post.sender.name} for {truth.sender.name}: {post.evidence}; {' '.join(truth.own)[-60:]}")
    score.extra = len(left)
    return score


def own_words(post: Post) -> tuple[str, ...]:
    """The words of a post that its author wrote, signature and all."""
    body = read_text(post.text if post.text.strip() else html_to_text(post.html))
    return tuple(words(f"{body.own}\n{body.signature}"))


def alike(a: Sequence[str], b: Sequence[str]) -> float:
    """The words two texts have in common, in order, as a share of the longer."""
    return float(LCSseq.normalized_similarity(a, b)) if a and b else float(a == b)


def same_sender(a: Sender, b: Sender) -> bool:
    """True where two senders are one by address or by name."""
    by_name = bool(a.name) and " ".join(a.name.casefold().split()) == " ".join(b.name.casefold().split())
    return by_name or bool(a.address and a.address == b.address)


def read(data: bytes, name: str) -> list[Post]:
    """What ingest makes of a page: nothing where it takes it for another format."""
    path = Path(name)
    form = detect(data[:65_536], path)
    if form is not pasted:
        return []
    return [found for found in pasted.read(Piece(data, path=name)) if isinstance(found, Post)]


# -- the archives ---------------------------------------------------------------------------------------------------------


def mails(path: Path) -> list[Post]:
    """The messages of an mbox."""
    return [found for found in mbox.read(Piece(path.read_bytes())) if isinstance(found, Post)]


def hyperkitty_truths(corpora: Path) -> dict[str, Truth]:
    """Messages of the list whose HyperKitty pages are there, by their permalink."""
    posts = mails(corpora / "mbox" / "usrp-users.2021-08..10.mbox")
    return {hyperkitty_hash(post.message_id): Truth(post.sender, own_words(post)) for post in posts}


def page_truth(page: Path) -> Truth | None:
    """The message of a saved Pipermail or MHonArc page, read from its HTML by what these programs put around it."""
    text = decode(page.read_bytes())
    body = re.search(
        r"<!--(?:beginarticle|X-Body-of-Message)-->(.*)<!--(?:endarticle|X-Body-of-Message-End)-->", text, re.S
    )
    field = re.search(r"<li><em>From</em>: (.*?)</li>", text, re.S) or re.search(r"<B>(.*?</A>)<BR>", text, re.S)
    if not body or not field:
        return None
    sender = parse_sender(re.sub(r"@x{3,}", "", re.sub(r"\s+", " ", _plain(field[1]))).replace(" at ", "@").strip())
    name = re.sub(r"\s*\S+@\S+\s*$", "", sender.name)
    post = Post(place="", raw="", text=_plain(body[1]))
    name = name.strip('"')
    return Truth(Sender(name, "" if "xxxx" in sender.address else sender.address), own_words(post))


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", markup))


# -- 1 and 2: printed pages -----------------------------------------------------------------------------------------------


def printed(corpora: Path) -> Iterator[tuple[str, bytes, Truth]]:
    """The pages of ``pasted/``, each with what its archive has."""
    by_hash = hyperkitty_truths(corpora)
    for page in sorted((corpora / "pasted").iterdir()):
        kind, _, name = page.name.split(".")[0].partition("-")
        truth = by_hash.get(name) if kind == "hk" else _saved_truth(corpora, kind, name)
        if truth:
            yield page.name, page.read_bytes(), truth


def _saved_truth(corpora: Path, kind: str, name: str) -> Truth | None:
    found = sorted((corpora / kind).rglob(f"{name}.html"))
    folders = [page for page in found if "imagej-devel" in page.parts or kind == "mhonarc"]
    return page_truth(folders[0]) if folders else None


def printed_here(corpora: Path, limit: int) -> Iterator[tuple[str, bytes, Truth]]:
    """Saved pages of the archives, printed by w3m, an even choice of so many of each kind."""
    for kind, page, truth in _saved(corpora, limit):
        print_it = ["w3m", "-dump", "-cols", "80", "-O", "UTF-8", "-T", "text/html", str(page)]
        yield f"{kind}-{page.stem}", subprocess.run(print_it, capture_output=True, check=True).stdout, truth


def _saved(corpora: Path, limit: int) -> Iterator[tuple[str, Path, Truth]]:
    """Saved pages with what their archive has."""
    by_hash = hyperkitty_truths(corpora)
    kinds = {
        "hyperkitty": sorted((corpora / "hyperkitty").rglob("message/*.html")),
        "mhonarc": sorted((corpora / "mhonarc").rglob("msg*.html")),
        "pipermail": [page for page in sorted((corpora / "pipermail").rglob("*.html")) if page.stem.isdigit()],
    }
    for kind, pages in kinds.items():
        for page in pages[:: max(1, len(pages) // limit)]:
            truth = by_hash.get(page.stem) if kind == "hyperkitty" else page_truth(page)
            if truth and truth.own:
                yield kind, page, truth


ALONE = ["--no-sandbox", "--disable-gpu"]
COPY = "() => { const all = getSelection(); all.selectAllChildren(document.body); return all.toString() }"
DRAWN = (  # what HyperKitty's style sheets do to a page; "folded" is without what its script would show on a click
    ".dropdown-menu, .modal, .d-none, .d-sm-none, .d-md-none {display: none} .d-sm-inline {display: inline}"
    " .d-md-block {display: block} .d-flex {display: flex}"
)


def copied_here(corpora: Path, limit: int, chromium: str) -> Iterator[tuple[str, bytes, Truth]]:
    """Saved pages of the archives as text copied from a browser, an even choice of so many of each kind."""
    from playwright.sync_api import sync_playwright

    styles = {"copied": "/**/", "folded": DRAWN + " .quoted-text {display: none}"}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=ALONE)
        page = browser.new_context(offline=True).new_page()
        page.route("**/*", lambda asked: asked.continue_() if asked.request.url.startswith("file:") else asked.abort())
        for kind, path, truth in _saved(corpora, limit):
            for how, style in styles.items() if kind == "hyperkitty" else [("copied", "/**/")]:
                page.goto(path.resolve().as_uri(), wait_until="domcontentloaded")
                page.add_style_tag(content=style)
                yield f"{kind}, {how}-{path.stem}", page.evaluate(COPY).encode(), truth
        browser.close()


def measure(pages: Iterator[tuple[str, bytes, Truth]], verbose: bool) -> dict[str, Score]:
    """Scores by kind of page."""
    scores: dict[str, Score] = defaultdict(Score)
    for name, data, truth in pages:
        failures: list[str] = []
        scores[name.partition("-")[0]].add(compare([truth], read(data, name), failures))
        if verbose:
            print("\n".join(f"  {name}: {failure}" for failure in failures), end="\n" if failures else "")
    return scores


# -- 3: threads run together ----------------------------------------------------------------------------------------------

FOOTER = re.compile(r"\n_{20,}\s*\n[^\n]{0,80}mailing list.*\Z", re.S)


def threads(posts: Sequence[Post]) -> list[list[Post]]:
    """Threads of 3 to 12 messages, each in the order of time."""
    above: dict[str, str] = {}

    def root(key: str) -> str:
        while key in above:
            key = above[key]
        return key

    for post in posts:
        for parent in post.parents:
            if root(parent) != root(post.message_id):
                above[root(post.message_id)] = root(parent)
    together: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        together[root(post.message_id)].append(post)
    dated = [[post for post in thread if isinstance(post.sent, datetime)] for thread in together.values()]
    return [sorted(thread, key=_moment) for thread in dated if 3 <= len(thread) <= 12]


def _moment(post: Post) -> float:
    return post.sent.timestamp() if isinstance(post.sent, datetime) else 0.0


def run_together(thread: Sequence[Post], footers: bool) -> str:
    """A thread as a page that ran its messages together, with the list's footers or without."""
    lines = [re.sub(r"^(?:\[[^\]]*\]|Re:|\s)+", "", thread[0].subject.replace("\n", " "))]
    for post in thread:
        text = (post.text if post.text.strip() else html_to_text(post.html)).replace("\r\n", "\n")
        run: list[str] = []
        for line in [*(text if footers else FOOTER.sub("", text.rstrip() + "\n")).split("\n"), ">"]:
            if not line.startswith(">"):
                run.append(line.strip())
                continue
            lines += [" ".join(filter(None, run)), re.sub(r"^(?:> ?)+", "", line).strip()]
            run = []
    names = sorted({post.sender.name or post.sender.address for post in thread})
    lines += [f"participants ({len(names)})", "-", *(f"{name} -" for name in names)]
    return "\n".join(filter(None, lines)) + "\n"


def measure_threads(path: Path, footers: bool, verbose: bool) -> tuple[int, int, Score]:
    """The number of threads, how many were read without a fault, and the score of their messages."""
    total, faultless, found = Score(), 0, threads(mails(path))
    for number, thread in enumerate(found):
        truths = [Truth(post.sender, own_words(post)) for post in thread]
        failures: list[str] = []
        posts = read(run_together(thread, footers).encode(), "thread.txt")
        score = compare(truths, posts, failures)
        total.add(score)
        faultless += score.right == len(thread) and not score.extra
        if verbose:
            print("\n".join(f"  thread {number}: {failure}" for failure in failures), end="\n" if failures else "")
    return len(found), faultless, total


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--print", type=int, default=0, metavar="N", help="print and copy N more pages of each kind")
    parser.add_argument("--verbose", action="store_true", help="name what was missed")
    asked = parser.parse_args()
    for kind, score in measure(printed(asked.corpora), asked.verbose).items():
        print(f"printed, {kind:10} {score}")
    if asked.print and shutil.which("w3m"):
        for kind, score in measure(printed_here(asked.corpora, asked.print), asked.verbose).items():
            print(f"printed here, {kind:18} {score}")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if asked.print and chromium:
        for kind, score in measure(copied_here(asked.corpora, asked.print, chromium), asked.verbose).items():
            print(f"{kind:32} {score}")
    for footers in (False, True):
        path = asked.corpora / "mbox" / "usrp-users.2021-08..10.mbox"
        number, faultless, score = measure_threads(path, footers, asked.verbose)
        print(f"{number} threads {'with' if footers else 'without'} footers, {faultless} without fault {score}")


if __name__ == "__main__":
    main()
