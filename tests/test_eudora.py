"""Mails as Eudora kept them: HTML and flowed text between marks, files taken out."""

from __future__ import annotations

from itertools import islice

import pytest
from growth import assert_grows_with_size, seconds
from reading import Desk, mail

from dedupe.check import of_sources
from ingest.mail import eudora

ENVELOPE = "From ???@??? Thu Feb 03 23:33:21 2000"
FILE = 'Attachment Converted: "C:\\EUDORA\\ATTACH\\masts.doc"\n'
HTML = "<x-html>\n<html><body><p>They stand.</p><blockquote type=cite cite>Do they stand?</blockquote></body></html>\n</x-html>\n"
KEPT = [  # (what it is, body, own text, quoted, files)
    ("HTML", HTML, "They stand.", "Do they stand?", []),
    ("HTML and a file", HTML + FILE, "They stand.", "Do they stand?", ["masts.doc"]),
    ("HTML between texts", f"Above it.\n{HTML}Below it.\n", "Above it. They stand. Below it.", "Do they stand?", []),
    ("flowed text", "<x-flowed>\nThey \nstand.\n</x-flowed>\n\n", "They stand.", "", []),
    ("rich text", "<x-rich>They stand.\n</x-rich>", "They stand.", "", []),
    ("files", f"They stand.\n{FILE}{FILE.replace('masts', 'trees')}", "They stand.", "", ["masts.doc", "trees.doc"]),
    (
        "a Macintosh",
        "They stand.\nAttachment Converted: Disk:Attachments:masts.doc\n",
        "They stand.",
        "",
        ["masts.doc"],
    ),
    ("a mark without its end", "<x-html>\nThey stand.\n", "<x-html> They stand.", "", []),
    (
        "a mark within a line",
        "Write <x-html>They stand.</x-html> there.",
        "Write <x-html>They stand.</x-html> there.",
        "",
        [],
    ),
]


@pytest.mark.parametrize(
    ("body", "own", "quoted", "files"), [each[1:] for each in KEPT], ids=[each[0] for each in KEPT]
)
def test_what_eudora_kept_is_the_mail_as_it_came(
    desk: Desk, body: str, own: str, quoted: str, files: list[str]
) -> None:
    desk.put("In.mbx", mail(body, ENVELOPE, To="Ben Other <ben@example.net>"))
    desk.ingest()
    ((found, said),) = desk.seen("select own, quoted from sightings where inside = ''")
    assert (" ".join(found.split()), said.lstrip("> ").rstrip()) == (own, quoted)
    assert desk.seen("select filename from attachments order by 1") == files
    assert desk.seen("select distinct list_name from sightings") == [""]
    assert of_sources(desk.sightings)[0].lost == []


def test_what_is_unwrapped_has_no_more_marks() -> None:
    for _, body, *_ in islice(KEPT, 7):
        text, html = eudora.unwrapped(body)
        assert "x-" not in text + html
        assert eudora.unwrapped(text) == (text, "")


@pytest.mark.parametrize("part", ["<x-html>\n", "<x-html>\n</x-html>\n", "<x-flowed>\n</x-html>\n"])
def test_its_time_grows_with_the_size(part: str) -> None:
    def took(size: int) -> float:
        return seconds(lambda: eudora.unwrapped(part * size))

    assert_grows_with_size(took, 20_000)
