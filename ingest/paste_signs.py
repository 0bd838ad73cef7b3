"""What tells a page of messages from any other text: two of these, or it is a document."""

from __future__ import annotations

import re

from ingest.paste_heads import find_heads
from ingest.paste_prints import CERTAIN, find_prints
from ingest.paste_rows import rows_of

SAMPLE = 65_536  # characters looked at

# what archives and mail programs print around messages, each on a line of its own -> who prints it
CHROME = {
    r"participants \(\d{1,4}\)": "HyperKitty, thread page",
    r"Powered by HyperKitty.*": "HyperKitty",
    r"Show replies by date": "HyperKitty, thread page",
    r"Sign in to reply online.*": "HyperKitty",
    r"Back to the thread": "HyperKitty, message page",
    r".*\[Date Prev\].*\[Thread Prev\].*": "MHonArc",
    r"[•*+-] (?:Next|Prev(?:ious)?) by (?:Date|thread): .*": "MHonArc",
    r"[•*+-] Index\(es\):": "MHonArc",
    r"[•*+-]? ?(?:Previous|Next) message(?: \(by thread\))?: .*": "Pipermail",
    r".{0,40}\[ ?date ?\].{0,20}\[ ?thread ?\].*": "Pipermail, in every language",
    r"More information about the \S{1,80} mailing list": "Pipermail",
    r"You received this message because you are subscribed to the Google Groups.*": "Google Groups",
    r"\[Quoted text hidden\]": "Gmail, print view",
    r"\d+ (?:messages|Nachrichten|mensajes)": "Gmail, print view",
}
_CHROME = re.compile("|".join(CHROME))


def signs(text: str) -> set[str]:
    """The signs of a page of messages that a text shows, each once; two heads are two signs, and so is one of an archive."""
    text = text[:SAMPLE]
    rows = rows_of(text)
    found = {row.text[:40] for row in rows if _CHROME.fullmatch(row.text)}
    for head in find_prints(rows):
        found |= {f"print {head.by} {head.first}", head.by} if head.by in CERTAIN else {f"print {head.by} {head.first}"}
    found |= {f"head {head.said.name} {head.said.sent}" for head in find_heads(text)}
    return found
