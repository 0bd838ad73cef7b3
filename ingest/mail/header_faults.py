"""Header blocks that a program broke, put right before a parser sees them.

A parameter that begins its line (``Content-Type: multipart/mixed;`` with ``boundary="b"`` below it, not indented) ends the header
for all parsers, and the parts of the mail are lost with it.
"""

from __future__ import annotations

import re
from itertools import islice

# the end of a line that goes on with nothing but a parameter (RFC 2045, 5.1), which is not indented
UNINDENTED = re.compile(
    rb";[ \t]{0,8}\r?\n(?=[a-z][\w*-]{0,40}=(?:\"[^\"\n]{0,300}\"|[^\s;\"]{1,300})[ \t]{0,8};?[ \t]{0,8}(?:\r?\n|\Z))",
    re.I,
)
CONTENT = re.compile(rb"content-[a-z-]{3,40}:", re.I)
CONTINUED = re.compile(rb"[ \t]|[a-z][\w*-]{0,40}=", re.I)
FIELD = re.compile(rb"[!-9;-~]{1,80}:")
OF_MAILS = re.compile(rb"(?:from|mime-version):", re.I)
MOST = 1_000  # faults in one mail
LONGEST = 4_000  # bytes of a part's header above one


def mended(mail: bytes) -> bytes:
    """The mail with its parameters indented, where they are a part of a Content field."""
    faults = [at.end() for at in islice(UNINDENTED.finditer(mail), MOST) if _is_in_header(mail, at.start())]
    if not faults:
        return mail
    return b"\t".join(mail[start:end] for start, end in zip([0, *faults], [*faults, len(mail)], strict=True))


def _is_in_header(mail: bytes, at: int) -> bool:
    """True where the line that ends here belongs to a Content field in the header of a mail or a part."""
    lines = mail[max(0, at - LONGEST) : at].replace(b"\r", b"").split(b"\n")
    while CONTINUED.match(lines[-1]) and len(lines) > 1:
        lines.pop()
    if not CONTENT.match(lines[-1]):
        return False
    of_mail = False
    while lines and (FIELD.match(lines[-1]) or CONTINUED.match(lines[-1])):
        of_mail = of_mail or OF_MAILS.match(lines[-1]) is not None
        lines.pop()
    return of_mail or not lines or lines[-1].startswith(b"--")
