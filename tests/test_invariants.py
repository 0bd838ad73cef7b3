"""What always holds (section 8 of the design): order, runs and crashes change nothing, and no input hangs."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePath
from random import Random

import pytest
from growth import assert_grows_with_size, seconds
from reading import ENVELOPE, ROOT, Desk, content, in_runs, mail, marked, posts, words

from ingest import formats
from ingest.formats import mbox
from ingest.formats.piece import Piece
from ingest.pipeline import Job, read_job

SAMPLE = ROOT / "data" / "sample"
FILES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file())

# -- order and runs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_sources_and_any_split_into_runs_gives_the_same_archive(
    sample: Desk, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)  # noqa: S311
    desk = Desk(tmp_path)
    for some in in_runs(FILES, random, 4):
        desk.ingest(*(sample.folder / "sources" / name for name in some))
        if random.random() < 0.5:
            desk.dedupe()
    desk.dedupe()
    assert content(desk.archive) == content(sample.archive)


def test_a_month_that_grows_mail_by_mail_gives_the_archive_of_the_whole(tmp_path: Path) -> None:
    whole, grown = (Desk(tmp_path / name / "desk") for name in ("whole", "grown"))
    data = (SAMPLE / "noor.mbox").read_bytes()
    whole.put("noor.mbox", data)
    whole.ingest()
    whole.dedupe()
    ends = [end for _, end in formats.envelope.spans(data)]
    for end in [*ends[2::4], len(data)]:
        grown.put("noor.mbox", data[:end])
        grown.ingest()
    grown.dedupe()
    there, here = content(whole.archive), content(grown.archive)
    assert {name: here[name] for name in here if name != "sources"} == {
        name: there[name] for name in there if name != "sources"
    }


def test_doing_it_twice_changes_nothing(sample: Desk) -> None:
    before = content(sample.sightings), content(sample.archive)
    sample.ingest()
    sample.dedupe()
    assert (content(sample.sightings), content(sample.archive)) == before


# -- crashes -----------------------------------------------------------------------------------------------------------------

COMMANDS = {"ingest": ["ingest", "sightings.db", "sources"], "dedupe": ["dedupe", "sightings.db", "archive.db"]}


def command(name: str, folder: Path) -> list[str]:
    """The command as a user runs it; it finds our packages wherever it runs."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from {name}.cli import main; main()"
    return [sys.executable, "-c", code, *(str(folder / arg) for arg in COMMANDS[name][1:])]


def killed(name: str, folder: Path, after: float) -> bool:
    """Run a command and kill it, and all its workers, after some seconds; True where that was in time."""
    with subprocess.Popen(command(name, folder), stdout=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return True
        return False


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, float]]:
    """Some thousand messages in several files, read and merged without a break; how long each step took."""
    desk = Desk(tmp_path_factory.mktemp("large") / "desk")
    random = Random(7)  # noqa: S311
    for number in range(4):
        texts = []
        for at in range(500):
            own = words(random.randint(5, 120), random.randint(0, 800))
            quoted = "".join(
                f"> {line}\n" for line in words(random.randint(12, 90), random.randint(0, 800)).splitlines()
            )
            said = "On Sat, Nov 1, 2025 at 6:49 AM Ben Other <ben@example.net> wrote:"
            texts.append(
                mail(
                    f"{own}\n\n{said}\n{quoted}",
                    Message_ID=f"<{number}.{at}@x.org>",
                    References=f"<{number}.{at - 1}@x.org>",
                )
            )
        desk.put(f"list-{number}.mbox", "".join(texts))
    took = {}
    for name in COMMANDS:
        start = time.perf_counter()
        subprocess.run(command(name, desk.folder), check=True, stdout=subprocess.DEVNULL)
        took[name] = time.perf_counter() - start
    return desk, took


SHARES = (0.3, 0.6, 0.9)  # of the time that an unbroken run takes; the start of Python is the first quarter or so


def test_a_reading_that_is_killed_and_run_again_gives_what_an_unbroken_one_gives(
    large: tuple[Desk, dict[str, float]], tmp_path: Path
) -> None:
    whole, took = large
    desk = Desk(tmp_path / "desk")
    shutil.copytree(whole.folder / "sources", desk.folder / "sources")
    times = sum(killed("ingest", desk.folder, took["ingest"] * share) for share in SHARES)
    assert times >= 1
    if desk.sightings.exists():
        with closing(sqlite3.connect(desk.sightings)) as db:
            assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    subprocess.run(command("ingest", desk.folder), check=True, stdout=subprocess.DEVNULL)
    there, here = content(whole.sightings), content(desk.sightings)
    for table in ("sources", "sightings", "links", "attachments", "problems"):
        assert here[table] == there[table], table


def children(process: int) -> set[int]:
    """The processes that a process started and that live."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return {int(child) for child in listed.read_text().split()} if listed.exists() else set()


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see the workers")
@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="one processor has no workers")
def test_workers_end_with_a_reading_that_is_killed(large: tuple[Desk, dict[str, float]], tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    shutil.copytree(large[0].folder / "sources", desk.folder / "sources")
    with subprocess.Popen(command("ingest", desk.folder), stdout=subprocess.DEVNULL) as process:
        while not (workers := children(process.pid)) and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    assert workers
    until = time.monotonic() + 15
    while any(map(lives, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [worker for worker in workers if lives(worker)]


def test_a_merging_that_is_killed_leaves_the_old_archive_and_the_next_gives_the_whole(
    large: tuple[Desk, dict[str, float]], tmp_path: Path
) -> None:
    whole, took = large
    desk = Desk(tmp_path / "desk")
    old = Desk(tmp_path / "old")
    old.build(mail("An old archive."))
    desk.folder.mkdir()
    shutil.copy(whole.sightings, desk.sightings)
    shutil.copy(old.archive, desk.archive)
    before, after = content(old.archive), content(whole.archive)
    seen = []
    for share in SHARES:
        killed("dedupe", desk.folder, took["dedupe"] * share)
        seen.append(content(desk.archive))
    assert before in seen
    assert [each for each in seen if each not in (before, after)] == []  # never half of one
    subprocess.run(command("dedupe", desk.folder), check=True, stdout=subprocess.DEVNULL)
    assert content(desk.archive) == after
    assert [path.name for path in desk.folder.iterdir() if path.name.startswith(".")] == [".archive.db-lock"]


def test_an_update_that_is_killed_time_and_again_ends_as_an_unbroken_one(
    large: tuple[Desk, dict[str, float]], tmp_path: Path
) -> None:
    whole, took = large
    desk = Desk(tmp_path / "desk")
    names = sorted(path.name for path in (whole.folder / "sources").iterdir())
    for name in names[:2]:
        desk.put(name, (whole.folder / "sources" / name).read_bytes())
    desk.ingest()
    desk.dedupe()
    for name in names[2:]:
        desk.put(name, (whole.folder / "sources" / name).read_bytes())
    random = Random(3)  # noqa: S311
    for name in ("ingest", "dedupe", "ingest", "dedupe"):  # the second of each meets what the first left
        killed(name, desk.folder, took[name] * random.uniform(0.2, 0.9))
        assert content(desk.archive)["builds"]  # a whole one, of what was stored until then
    for name in COMMANDS:
        subprocess.run(command(name, desk.folder), check=True, stdout=subprocess.DEVNULL)
    assert content(desk.archive) == content(whole.archive)


# -- no input hangs ------------------------------------------------------------------------------------------------------------


def nested(kind: str, depth: int) -> str:
    if kind == "rfc822":
        return "From: a@x.org\nContent-Type: message/rfc822\n\n" * depth + "Subject: in\n\nGood morning.\n"
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return head + "\nGood morning.\n" + "".join(f"--b{n}--\n" for n in reversed(range(depth)))


PART = "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <https://x.org>\n"
SAID = "On Sat, Nov 1, 2025 at 6:49 AM Ann <a@x.org> wrote:\n"
HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {  # what it is -> a size, a file of a size
    "one long line": (1_000_000, lambda n: mail("x" * n)),
    "one long line of words": (1_000_000, lambda n: mail("ab " * (n // 3))),
    "one long line of blanks": (1_000_000, lambda n: mail("a" + " " * n + "b")),
    "one long link": (500_000, lambda n: mail("https://example.org/" + "a/" * (n // 2))),
    "many header lines": (50_000, lambda n: mail().replace("Subject: Masts\n", "Subject: Masts\n" + "X-A: b\n" * n)),
    "one field in many lines": (50_000, lambda n: mail(Subject="a\n b" * n)),
    "many references": (50_000, lambda n: mail(References=" ".join(f"<{i}@x.org>" for i in range(n)))),
    "many answers in one field": (50_000, lambda n: mail(In_Reply_To="<a@x.org> " * n)),
    "many encoded words": (20_000, lambda n: mail(Subject="=?utf-8?q?a?= " * n)),
    "a subject of blanks": (500_000, lambda n: mail(Subject="a" + " " * n + "b")),
    "a name of blanks": (500_000, lambda n: mail(From="a" + " " * n + "via b <a@x.org>")),
    "many addresses in a field": (50_000, lambda n: mail(From="a via b <l@x.org>", Reply_To='"a, ' * n)),
    "prose that begins with From": (25_000, lambda n: mail("From here on\n" * n)),
    "envelopes without headers": (10_000, lambda n: mail(f"{ENVELOPE}\n\n" * n)),
    "messages without a body": (1_000, lambda n: f"{ENVELOPE}\nSubject: a\n" * n),
    "messages with a wrong length": (500, lambda n: mail(Content_Length="999") * n),
    "lengths that point into blank lines": (500, lambda n: mail("a", Content_Length="3") * n + "\n" * n),
    "multiparts in multiparts": (200, lambda n: f"{ENVELOPE}\nSubject: a\n{nested('multipart', n)}"),
    "mails in mails": (2_500, lambda n: f"{ENVELOPE}\n{nested('rfc822', n)}"),
    "parts side by side": (5_000, lambda n: mail("--b\n\na\n" * n, Content_Type="multipart/mixed; boundary=b")),
    "a boundary that never comes": (25_000, lambda n: mail("--c\n" * n, Content_Type="multipart/mixed; boundary=b")),
    "quotes in quotes": (5_000, lambda n: mail("".join(">" * i + " a\n" for i in range(n // 25)) + "> a\n" * n)),
    "attributions": (1_000, lambda n: mail(SAID * n)),
    "scrubbed parts": (1_000, lambda n: mail(PART * n)),
}


def read_whole(data: bytes) -> None:
    """Read a file, from bytes to sightings."""
    form = formats.detect(data[: formats.HEAD], PurePath("x"))
    assert form is not None
    for begin, end in form.pieces(data):
        read_job(Job("source", form.NAME, Piece(data[begin:end], begin)))


@pytest.mark.parametrize("what", HOSTILE)
def test_time_grows_with_size_and_not_faster(what: str) -> None:
    size, made = HOSTILE[what]
    files = {count: made(count).encode() for count in (size, 2 * size)}
    assert_grows_with_size(lambda count: seconds(lambda: read_whole(files[count])), size)


SAID_BY_ANN = "On Sat, Nov 1, 2025 at 6:{:02} AM Ann Example <ann@example.org> wrote:"


def answering(n: int, quoted: str, own: str = "Yes.") -> str:
    """An answer to a message that no source has."""
    marked = "".join(f"> {line}\n" for line in quoted.splitlines())
    return mail(
        f"{own}\n\n{SAID_BY_ANN.format(n % 60)}\n{marked}", Message_ID=f"<{n}@x.org>", From=f"P {n} <p{n}@x.org>"
    )


MANY: dict[str, Callable[[int], str]] = {  # what many messages have in common -> the n-th of them
    "a form letter that everybody sends": lambda n: mail(
        words(30), From=f"P {n} <p{n}@x.org>", Message_ID=f"<{n}@x.org>"
    ),
    "a letter that everybody resends": lambda n: mail(words(60), From=f"P {n} <p{n}@x.org>", Message_ID=f"<{n}@x.org>"),
    "a robot's same words with a number": lambda n: mail(words(60), Subject=f"Build {n}", Message_ID=f"<{n}@x.org>"),
    "a robot's same words each day": lambda n: mail(
        words(20), Date=f"1 Jan {1980 + n % 40} 06:00", Message_ID=f"<{n}@x.org>"
    ),
    "the message that they answer": lambda n: mail(words(20, n), References="<ghost@x.org>", Message_ID=f"<{n}@x.org>"),
    "one Message-ID on as many texts": lambda n: mail(words(20, n % 970) + f"\n{n}", Message_ID="<one@x.org>"),
    "one author, whose messages are in no source": lambda n: answering(n, words(30, n % 970) + f"\n{n}"),
    "a form letter of which each bears a number, quoted": lambda n: answering(n, words(30) + f"\n{n} {n * 7}"),
    "a robot's same words over all that it answers": lambda n: mail(
        f"{words(45)}\n\nOn Sat, Nov 1, 2025 at 6:{n % 60:02} AM P {n} <p{n}@x.org> wrote:\n"
        + marked("".join(f"{word}{n}\n" for word in words(99, n % 900).split())),
        Message_ID=f"<{n}@x.org>",
    ),
    "a note that all repeat without marks": lambda n: mail(
        words(60) if n == 0 else f"{words(9, n % 900)}\n\n{words(60)}",
        Message_ID=f"<{n}@x.org>",
        From=f"P {n} <p{n}@x.org>",
        References="<0@x.org>" if n else None,
    ),
    "the message before": lambda n: mail(words(20, n), References=f"<{n - 1}@x.org>", Message_ID=f"<{n}@x.org>"),
}


@pytest.mark.parametrize("what", MANY)
def test_merging_takes_time_by_the_message_and_not_by_the_pair(tmp_path: Path, what: str) -> None:
    desks = {count: Desk(tmp_path / str(count)) for count in (300, 600)}
    for count, desk in desks.items():
        desk.put("a.mbox", "".join(map(MANY[what], range(count))))
        desk.ingest()
    assert_grows_with_size(lambda count: seconds(desks[count].dedupe), 300)


@pytest.mark.parametrize("kind", ["multipart", "rfc822"])
def test_five_thousand_levels_are_read_or_are_a_problem(kind: str) -> None:
    (found,) = posts(mbox, f"{ENVELOPE}\n{nested(kind, 5_000)}".encode())
    assert isinstance(found, mbox.Post) or found.detail.startswith("NestedTooDeep")


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_mail_is_read_all_the_same(what: str) -> None:
    _, made = HOSTILE[what]
    found = posts(mbox, made(300).encode())
    assert found
    assert [each for each in found if not isinstance(each, mbox.Post)] == []
