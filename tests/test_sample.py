"""The sample is what its table says: the facts are read out of the files here, without the code that they test."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
EXPECTED: dict[str, Any] = json.loads((Path(__file__).parent / "sample_expected.json").read_text(encoding="utf-8"))
FILES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file())
BROKEN = set(EXPECTED["problems"])
NOTES = EXPECTED["messages"].keys() | EXPECTED["recovered"].keys()


def text(name: str) -> str:
    raw = (SAMPLE / name).read_bytes()
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()


def test_every_file_is_accounted_for() -> None:
    assert sorted(EXPECTED["posts"].keys() | EXPECTED["documents"].keys()) == FILES


def test_counts_agree_with_the_table() -> None:
    posted = Counter(name for message in EXPECTED["messages"].values() for name in message["posted"])
    assert {name: posted[name] for name in EXPECTED["posts"]} == EXPECTED["posts"]
    assert EXPECTED["counts"] == {
        "posts": posted.total(),
        "documents": len(EXPECTED["documents"]),
        "messages": len(EXPECTED["messages"]),
        "recovered": len(EXPECTED["recovered"]),
    }


@pytest.mark.parametrize("key", [key for key, message in EXPECTED["messages"].items() if message["message_id"]])
def test_a_message_id_stands_in_a_file_that_holds_the_post(key: str) -> None:
    message = EXPECTED["messages"][key]
    assert any(f"Message-ID: <{message['message_id']}>" in text(name) for name in message["posted"])


@pytest.mark.parametrize("name", [name for name in EXPECTED["posts"] if "/" in name and name not in BROKEN])
def test_a_pipermail_month_has_one_envelope_a_post(name: str) -> None:
    envelope = r"^From \S+ (?:at|en) \S+  \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d 2025\nFrom: "
    assert len(re.findall(envelope, text(name), re.MULTILINE)) == EXPECTED["posts"][name]


def test_the_mbox_has_more_lines_that_begin_with_from_than_posts() -> None:
    lines = [line for line in text("noor.mbox").splitlines() if line.startswith("From ")]
    assert sum(line.endswith(" 2025") for line in lines) == EXPECTED["posts"]["noor.mbox"]
    assert len(lines) > EXPECTED["posts"]["noor.mbox"]


def test_every_name_in_the_table_is_a_note() -> None:
    pairs = EXPECTED["reply_to"] + EXPECTED["never_one"] + [[row["outer"], row["inner"]] for row in EXPECTED["inside"]]
    rows = EXPECTED["links"] + EXPECTED["incomplete_links"] + EXPECTED["attachments"] + EXPECTED["own_text_holds"]
    named = {name for pair in pairs for name in pair} | {row[0] for row in rows}
    assert named | EXPECTED["crossposted"].keys() | EXPECTED["resent"].keys() <= NOTES


def test_the_broken_file_gives_nothing_to_read() -> None:
    for name in BROKEN:
        with pytest.raises(EOFError):
            text(name)


def test_gzipped_files_carry_no_time_and_no_name() -> None:
    for path in SAMPLE.rglob("*.gz"):
        flags, written = path.read_bytes()[3], path.read_bytes()[4:8]
        assert (flags, written) == (0, bytes(4))


def test_every_address_is_one_that_nobody_can_have() -> None:
    gateways = {"eur01.safelinks.protection.outlook.com", "urldefense.com"}
    host = re.compile(r"(?:@| at | en |https?://)((?:[\w-]+\.)+[a-z]{2,})")
    found = {match for name in FILES if name not in BROKEN for match in host.findall(text(name))}
    assert {name for name in found - gateways if not re.search(r"(^|\.)example\.(org|net|com)$", name)} <= {"wren.conf"}
