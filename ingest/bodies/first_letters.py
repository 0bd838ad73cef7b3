"""What the first and the last letters of a line tell: whether it may be anything but the author's words. Most lines are not.

They are looked at before anything is called, which keeps reading fast.
"""

from __future__ import annotations

from ingest.bodies.attributions import BIDI
from ingest.bodies.signatures import BRACKETS, SIGNS
from ingest.bodies.signatures import FIRST_SIX as SIGNATURE_SIX
from ingest.list_matter.footers import FIRST_SIX as FOOTER_SIX

RULES = frozenset("-_=*~—–‐")
DRAWN = RULES | {""}  # what follows the first mark of a rule
SPECIAL = RULES | frozenset(f">»|[(<?\ufeff\u200b{BIDI}{SIGNS}")
INVISIBLE = f"\ufeff\u200b{BIDI}"
BOTH_SIX = FOOTER_SIX | SIGNATURE_SIX
# both in the cases they are written in, which spares lower-casing every line; then those with capitals inside
FIRST_SIX = frozenset(case for six in BOTH_SIX for case in (six, six.capitalize(), six.title(), six.upper()))
FIRST_SIX |= {"To UNS", "iPhone", "iPad'd", "iPadか", "나의 iPh", "An HTM", "LISTSE", "ZjQcmQ"}
FIRST_SIX |= {f'"{six[:5]}' for six in FIRST_SIX}
MAY_BE_ADDED = BRACKETS + SIGNS
MAY_BE_WORDED = MAY_BE_ADDED + "?"
# what a line can end with that ends an attribution, or starts a footer without its rule
LAST = frozenset(":：>")
TAILS = frozenset(word[-3:] for word in ("wrote", "writes", "schrieb", "skrev", "写道", "寫道", "escreveu", "list")) | {
    "--+",
    "...",
    "???",
}
ENDS = LAST | {tail[-1] for tail in TAILS}
