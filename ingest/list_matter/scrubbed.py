"""The notes that Pipermail leaves where it took a part out of a message: ``An HTML attachment was scrubbed...``.

They are list matter in the body, and the only trace of the attachments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.message import Attachment

# the words of "next part" between the dashes -> language; from archives seen and Mailman's own translations
NEXT_PARTS = {
    "next part": "en",
    "nächster teil": "de",
    "n?chster teil": "de, accents lost",
    "section suivante": "fr",
    "próxima parte": "es, pt",
    "proxima parte": "es, pt",
    "pr?xima parte": "es, pt, accents lost",
    "parte successiva": "it",
    "volgend deel": "nl",
    "següent part": "ca",
    "næste del": "da",
    "nästa del": "sv",
    "neste del": "nb",
    "seuraava osa": "fi",
    "další část": "cs",
    "ďalšia časť": "sk",
    "następna część": "pl",
    "következő rész": "hu",
    "k?vetkez? r?sz": "hu, accents lost",
    "következõ rész": "hu, read as Latin-1",
    "sljedeći dio": "hr",
    "naslednji del": "sl",
    "следующая часть": "ru",
    "наступна частина": "uk",
    "sonraki bölüm": "tr",
    "partea următoare": "ro",
    "hurrengo zatia": "eu",
    "järgmine osa": "et",
    "kita dalis": "lt",
    "次の部分": "ja",
    "下一部分": "zh",
    "다음 부분": "ko",
}

# what the note says, in lower case and the languages of Mailman; with "?" where its accents were lost
SAID = (
    "was scrubbed", "was removed", "was stripped", "plain text digests has been", "foi limpo", "foi removido", "foi removida",
    "wurde abgetrennt",
    "wurde entfernt", "a été nettoyé", "a été nettoyée", "a été enlevé", "a été enlevée", "a ?t? nettoy?e", "a ?t? enlev?e",
    "se ha borrado", "ha sido eliminado", "fue borrado", "è stato rimosso", "è stato filtrato", "is gescrubt", "werd verwijderd",
    "blev fjernet", "har rensats", "poistettu", "odstraněna", "zostało usunięte", "leválasztva", "át lett konvertálva",
    "вырезано", "вилучено", "удалено", "temizlendi",
)  # fmt: skip
SAID_UNSPACED = ("スクラブ", "保管")
# each of them -> its pattern, which begins with the letters themselves, so that it is looked for as plain letters are
_SAID = {said: re.compile(rf"{re.escape(said)}\b(?<=\b{re.escape(said)})") for said in SAID} | {
    said: re.compile(said) for said in SAID_UNSPACED
}
# how the note starts where no rule stands above it (lower case)
NOTE_STARTS = (
    "an html attachment was", "a non-text attachment was", "an embedded and charset", "an embedded message was",
    "a message part incompatible",
    "um anexo em html", "um anexo não-texto", "um anexo n?o-texto", "une pièce jointe", "une pi?ce jointe",
    "ein dateianhang", "se ha borrado un", "è stato rimosso", "è stato filtrato", "un allegato html",
    "un allegato non", "html csatolás",
)  # fmt: skip
# field names of the note -> what they tell; Mailman pads them with spaces before the colon
FIELDS = {
    label: field
    for field, labels in {
        "filename": "name nome nom nombre dateiname naam navn namn nimi jméno név nazwa имя ім'я ad filename",
        "content_type": "type tipo dateityp typ tyyppi típus тип tür mime-type",
        "size": "size tamanho taille tamaño tama?o größe gr??e dateigröße dimensione grootte størrelse storlek koko "
        "velikost méret rozmiar размер розмір boyut",
        "url": "url adresse",
    }.items()
    for label in labels.split()
}
_FIELD = re.compile(r"^([^\W\d_][\w'?.-]{1,12})\s{0,4}:\s?(.*)$")
_NEXT_PART = re.compile(r"^-{8,20} ?([^-\n]{4,24}?) ?-{6,20}\s*$")
_OTHER_FIELDS = frozenset(
    (
        "desc", "descr.", "descrição", "descripción", "descripci?n", "beschreibung", "descrizione",
        "from", "subject", "date", "dél",
    )
)  # fmt: skip
# what stands in place of a name where the part had none (lower case)
NO_NAME = frozenset(("not available", "n/a", "no disponible", "não disponível", "nicht verfügbar", "non disponible"))
LONGEST_NOTE = 14  # lines


def says_scrubbed(text: str) -> bool:
    """True where the text says that a part was taken out.

    >>> says_scrubbed("An HTML attachment was scrubbed..."), says_scrubbed("We scrubbed the floor.")
    (True, False)
    """
    return bool(_said_in(text))


def _said_in(text: str, of: Iterable[str] = _SAID) -> list[str]:
    """What the text says of a part taken out, of these words."""
    lowered = text.lower()
    return [said for said in of if said in lowered and _SAID[said].search(lowered)]


def is_next_part(line: str) -> bool:
    """Is this the rule that Pipermail draws between the parts of a message?"""
    if line[:5] != "-----" or len(line) > 60:
        return False
    match = _NEXT_PART.match(line)
    return match is not None and match[1].strip().casefold() in NEXT_PARTS


def note_end(lines: list[str], start: int) -> int:
    """The line after the note that starts here, or ``start`` where none does. The rule above it counts to the note."""
    at = start
    if is_next_part(lines[at].strip()):
        at += 1
        while at < len(lines) and at < start + 3 and not lines[at].strip():
            at += 1
    if at >= len(lines) or len(lines[at]) > 200 or not says_scrubbed(lines[at]):
        return start + 1 if at > start else start
    at += 1
    last = at
    while at < len(lines) and at < start + LONGEST_NOTE:
        line = lines[at].strip()
        match = _FIELD.match(line)
        name = match[1].casefold() if match else ""
        if name in FIELDS or name in _OTHER_FIELDS:
            last = at + 1
            if FIELDS.get(name) == "url":
                return _after_url(lines, at)
        elif not line.startswith(("<http", "http")) and last < at:
            break
        at += 1
    return last


def _after_url(lines: list[str], at: int) -> int:
    """The line after an address that may be broken over several lines."""
    end = at + 1
    if "<" in lines[at] and ">" not in lines[at]:
        while end < len(lines) and end < at + 4 and ">" not in lines[end]:
            end += 1
        if end < len(lines) and ">" in lines[end]:
            return end + 1
        return at + 1
    if lines[at].rstrip().endswith(":") and end < len(lines) and lines[end].lstrip(" <").startswith("http"):
        return end + 1
    return end


def notes(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each note or rule between parts begins, and the line after it."""
    said = _said_in("\n".join(lines))
    at = 0
    while at < len(lines):
        may_begin = "-----" in lines[at] or _said_in(lines[at], said)
        end = note_end(lines, at) if may_begin else at
        if end > at:
            yield at, end
        at = max(end, at + 1)


def scrubbed(text: str) -> tuple[Attachment, ...]:
    """The attachments that the notes in a text name.

    >>> scrubbed("An HTML attachment was scrubbed...\\nURL: <http://lists.example.org/a.html>\\n")[0].url
    'http://lists.example.org/a.html'
    """
    if not says_scrubbed(text):
        return ()
    lines = text.split("\n")
    found = []
    for at, end in notes(lines):
        if any(map(says_scrubbed, lines[at:end])):
            attachment = _attachment(lines[at:end])
            # without any of these somebody scrubbed a floor
            if attachment.url or attachment.filename or is_next_part(lines[at].strip()):
                found.append(attachment)
    return tuple(found)


def _attachment(lines: list[str]) -> Attachment:
    """The attachment of one note."""
    values: dict[str, str] = {}
    current = ""
    for line in lines:
        match = _FIELD.match(line.strip())
        field = FIELDS.get(match[1].casefold(), "") if match else ""
        if match and (field or match[1].casefold() in _OTHER_FIELDS):
            current = field
            if field:
                values.setdefault(field, match[2].strip())
        elif current == "url":
            values["url"] += line.strip()
    url = values.get("url", "").strip("<> ")
    content_type = values.get("content_type", "")
    if not content_type and re.search(r"\bHTML\b", " ".join(lines[:3])):
        content_type = "text/html"
    size = re.match(r"\d+", values.get("size", ""))
    name = values.get("filename", "")
    return Attachment(
        filename="" if name in NO_NAME else name,
        content_type=content_type,
        size=int(size[0]) if size else None,
        url=url,
    )
