"""Files of other programs, told by their first bytes: what is said of them, since there is no reading them here."""

from __future__ import annotations

from ingest.formats.piece import Buffer
from ingest.message import Problem

FOREIGN = {  # first bytes -> what it is, what to do
    b"PK\x03\x04": ("an office file that is no text", "save what it says as .docx, .odt, PDF or text"),
    b"!BDN": ("a mailbox of Outlook (.pst)", "export it as mbox or .eml files"),
    b"%!PS": ("PostScript, which is a program", "convert it to PDF"),
    b"SQLite format 3\x00": ("a database", "export what is in it as mbox or .eml files"),
    b"filedesc://": ("a web archive from before WARC (ARC)", "convert it: warcio recompress OLD.arc.gz NEW.warc.gz"),
    b"7z\xbc\xaf\x27\x1c": ("a 7z archive", "unpack it, and put in what comes out"),
    b"Rar!\x1a\x07": ("a rar archive", "unpack it, and put in what comes out"),
    b"# v2 git bundle": ("a git bundle", "clone it, and put in the clone"),
    b"# v3 git bundle": ("a git bundle", "clone it, and put in the clone"),
    b"\x89PNG\r\n\x1a\n": ("a picture", "save what a text recognition reads in it"),
    b"\xff\xd8\xff": ("a picture", "save what a text recognition reads in it"),
    b"GIF8": ("a picture", "save what a text recognition reads in it"),
}


def told(data: Buffer) -> Problem:
    """What is said of a file that no format is of."""
    place = f"0-{len(data)}"
    if not data[:65_536].strip():
        return Problem(place, "an empty file", "nothing is in it; if something should be, fetch it again")
    for begin, (what, to_do) in FOREIGN.items():
        if data[: len(begin)] == begin:
            return Problem(place, what, to_do)
    return Problem(place, "no format that can be read", "docs/formats.md tells which can be")
