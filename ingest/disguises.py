"""How an address reads where an archive or its owner wrote the "@" and the dots as words, for all who read or hide addresses."""

from __future__ import annotations

# in one piece with the address: as it is, in full width, and escaped for links
WIDE = "\N{FULLWIDTH COMMERCIAL AT}"
ESCAPED = "%(?:25)*+40"
# between blanks: Pipermail in English, Portuguese and Spanish, German, French
SPOKEN = ("at", "em", "en", "bei", "à", "chez")
# in brackets, by hand
BRACKETED = ("at", " at ", "a", "ät", "arroba", "@")
# Gmane: "ann <at> example.org"
POINTED = r"<(?i:at)>"
JOINED = "_at_"

IN_BRACKETS = rf"[(\[{{](?i:{'|'.join(BRACKETED)})[)\]}}]|{POINTED}"
AT = rf"\s(?i:{'|'.join(SPOKEN)}|@)\s|\s?(?:{IN_BRACKETS})\s?|{JOINED}"
# "ann at lists dot example dot org" (gcc.gnu.org, sourceware.org); by hand "[dot]"
DOT_IN_BRACKETS = r"\s?[(\[{]\s?(?i:dot)\s?[)\]}]\s?"
DOT = rf"\s(?i:dot)\s|{DOT_IN_BRACKETS}"
# ends of file names that are no top-level domains: "look at notes.txt"
FILES = frozenset(
    "bat c cfg cpp css csv desc dll doc docx exe gz h htm html ijm jar java jpg js json pdf php png r rd rda rst tex tgz txt xml"
    " yaml yml".split()
)
