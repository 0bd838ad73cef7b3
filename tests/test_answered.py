"""What a build worked out about texts, and when the next one takes it for an answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from reading import Desk, content, mail, words

from dedupe.answered import Answered

TABLE = "create table answers (question blob primary key, answer text not null) without rowid"
ANSWERS: list[object] = [7, 0, False, "", "yes", [], [[1, 2, 3]]]


def test_an_answer_is_worked_out_once_and_each_question_has_its_own() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(TABLE)
        first = Answered(program=b"1")
        for number, answer in enumerate(ANSWERS):
            assert first.ask("which", (b"a", bytes([number])), lambda answer=answer: answer) == answer
        first.keep(db)
        rows = db.execute("select question, answer from answers").fetchall()
        again = Answered(rows, b"1")
        for number, answer in enumerate(ANSWERS):
            assert again.ask("which", (b"a", bytes([number])), lambda: "worked out again") == answer
        for other in ((b"a",), (b"a", b"x"), (b"a\0", b"\0")):
            assert again.ask("which", other, lambda: "new") == "new"
        assert again.ask("what", (b"a", b"\0"), lambda: "new") == "new"
        assert Answered(rows, b"2").ask("which", (b"a", b"\0"), lambda: "new") == "new"


def test_what_nobody_asks_any_more_is_not_kept() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(TABLE)
        first = Answered()
        for text in (b"a", b"b"):
            first.ask("which", (text,), lambda: 1)
        first.keep(db)
        then = Answered(db.execute("select question, answer from answers"))
        for text in (b"b", b"c"):
            then.ask("which", (text,), lambda: 2)
        then.keep(db)
        assert sorted(answer for _, answer in db.execute("select question, answer from answers")) == ["1", "2"]


def test_a_build_with_answers_is_one_without(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    whole = words(60)
    edited = whole.replace(words(1, 30), "otherwise")
    desk.build(
        mail(whole, Message_ID="<1@x.org>"),
        mail(f"{edited}\n\nYes, all of it.", Message_ID="<2@x.org>", References="<1@x.org>", From="Ben <b@x.org>"),
        mail(f"{whole}\nand more, in the end", Message_ID="<3@x.org>", Subject="Poles"),
    )
    before = content(desk.archive)
    assert desk.seen("select count(*) from answers") != [0]
    desk.archive.unlink()
    desk.dedupe()
    assert content(desk.archive) == before
