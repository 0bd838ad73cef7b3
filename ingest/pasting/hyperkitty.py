"""HyperKitty's pages as text: a name, a day and a time above each message, votes and buttons below it.

The site speaks the language of the reader's browser, so the words around messages are those of its 25 translations (HyperKitty
1.3.12), and the time of day is written as in that language. Programs that make Markdown of a page put day and year on lines of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from ingest.dates.data import MONTHS
from ingest.list_names import list_tag
from ingest.message import Sender, SentBasis
from ingest.pasting.archives import may_be_name
from ingest.pasting.rows import Print, Row
from ingest.senders import parse_sender

BY, BY_MONTH = "HyperKitty", "HyperKitty month"
CUT = "..."  # where HyperKitty cut the subject of another thread
LINES_OF_A_DAY = 4  # day and year, and both once more for narrow windows


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


REPLY = _words(
    "Reply Antwoord Antworten Balas Odpovědět Odpowiedz Përgjigjuni Respon Responder Respondi Resposta Rispondi Répondre Svar"
    " Válasz Yanıtla Відповісти Ответить Отговори תגובה رد 回复 回覆 返信 답장"
)
NEIGHBOURS = _words(
    "newer older daha_yeni daha_eski mais_recente mais_antigo más_recientes más_antiguos més_recent més_antic më_i_ri më_i_vjetër"
    " neuer älter nieuwer ouder novější starší nowsze starsze nyere eldre più_recenti meno_recenti pli_novaj malpli_novaj"
    " plus_récents plus_anciens terbaru terlama újabb régebbi более_новые более_старые новіші старіші по-нови по-стари"
    " חדשות_יותר ישנות_יותר الأحدث الأقدَم 次へ 前へ 較新 較舊 较新的 较旧的 이전 다음"
)
ATTACHMENTS = _words(
    "Attachments: attachments: Alkroĉaĵoj: Allegati: Anexos: Anhänge: Archivos_adjuntos: Bashkëngjitje: Bijlagen: Ekler:"
    " Fitxers_adjunts: Lampiran: Mellékletek: Pièces_jointes_: Přílohy: Vedlegg: Załączniki: Прикачени_файлове:"
    " Прикреплённые_файлы: Прикріплення: קבצים_מצורפים: المرفقات: 添付ファイル: 附件： 첨부파일:"
)
_NEW_SUBJECT_WORDS = _words(
    "New_subject: Assumpte_nou: Asunto_nuevo: Neuer_Betreff: Nieuw_onderwerp: Nouvel_objet_: Nova_temo: Novo_assunto:"
    " Nový_předmět: Nowy_temat: Nuovo_oggetto: Nytt_emne: Subjek_baru: Subjekt_i_ri: Yeni_konu: Új_tárgy: Нова_тема:"
    " Новая_тема: נושא_חדש: موضوع_جديد: 新しい件名: 新主题： 새_주제:"
)

# -- above a message: "25 Oct 2021 25 Oct '21"; "4:59 p.m." ----------------------------------------------------------------

_MONTH = r"(?:[^\W\d_]{2,9}\.?|\d{1,2}月)"
_DAY = re.compile(rf"^(\d{{1,2}}) ({_MONTH})(?: (\d{{4}}|'\d\d))?(\s+\d{{1,2}} {_MONTH}(?: '?\d{{2,4}})?)?$")
_YEAR = re.compile(r"^(\d{4}|'\d\d)$")
_CLOCK = re.compile(r"^(?:(\d{1,2})(?:[:.](\d\d))? ([ap])\.?m\.?|(noon|midnight)|(\d{1,2})[:.](\d\d))$", re.I)
_NEW_SUBJECT = re.compile(rf"^(?:{'|'.join(map(re.escape, sorted(_NEW_SUBJECT_WORDS)))}) ?(.+)$")
_BETWEEN = re.compile(
    r"^(?:0|0 0|Sign in to reply online.*|Use email software|Show replies by date|[•*-] \S.* — [\d.]+ ?(?:bytes|[KMG]B)\))$"
)
_AVATAR = re.compile(r"^\[[0-9a-f]{12,40}\]$")
SHORTEST_WRAPPED = 40  # characters of a row of a subject that was wrapped
UNDER_REPLY = 8  # rows between the button and the next name: how to answer, attachments


def hyperkitty(rows: Sequence[Row], at: int, before: Sequence[Print]) -> Print | None:
    """Name, day and time of a message on a HyperKitty page; the day is left out where it is that of the message above."""
    clock = _CLOCK.match(rows[at].text)
    if not clock or at == 0:
        return None
    top, day, year = _day_above(rows, at)
    name = top - 1
    if name < 0 or not may_be_name(rows[name].text) or not (day or (before and _follows_a_message(rows, name))):
        return None
    first = name - 1 if name > 0 and _AVATAR.match(rows[name - 1].text) else name
    new = _NEW_SUBJECT.match(rows[at + 1].text) if at + 1 < len(rows) else None
    subject = new[1] if new else before[-1].subject if before else _page_title(rows, first)
    sent = _time(day, year, clock, before)
    return Print(first, at + bool(new), BY, person(rows[name].text), sent, subject=subject)


def _day_above(rows: Sequence[Row], at: int) -> tuple[int, re.Match[str] | None, str]:
    """The first row of the day above a time, the day, and its year as written; no day where none stands there."""
    top = at
    while top > max(0, at - LINES_OF_A_DAY) and (_DAY.match(rows[top - 1].text) or _YEAR.match(rows[top - 1].text)):
        top -= 1
    day = _DAY.match(rows[top].text) if top < at else None
    if day is None:
        return at, None, ""
    below = _YEAR.match(rows[top + 1].text)
    return top, day, day[3] or (below[1] if below else "")


def is_bare(rows: Sequence[Row]) -> bool:
    """True for a HyperKitty page that no browser drew: its days stand there twice, once for wide and once for narrow windows."""
    return any(day[4] for row in rows if (day := _DAY.match(row.text)))


def _follows_a_message(rows: Sequence[Row], name: int) -> bool:
    """True where above a name stands what HyperKitty prints between two messages."""
    if name == 0:
        return False
    above = rows[name - 1].text
    return bool(_AVATAR.match(above) or _BETWEEN.match(above)) or any(
        row.text in REPLY for row in rows[max(0, name - UNDER_REPLY) : name]
    )


def _page_title(rows: Sequence[Row], first: int) -> str:
    """The thread's subject: the last rows above the first message that are not the name of a neighbouring thread."""
    named = {number + 1 for number in range(first) if rows[number].text in NEIGHBOURS}
    groups: list[list[int]] = []
    for number in range(max(0, first - 12), first):
        text = rows[number].text
        is_frame = text in NEIGHBOURS or text == "thread" or _AVATAR.match(text) or text[0] in "•×" or len(text) > 200
        if is_frame or number in named:
            continue
        goes_on = groups and groups[-1][-1] == number - 1 and rows[number].start - rows[number - 1].end == 1
        if goes_on:
            groups[-1].append(number)
        else:
            groups.append([number])
    texts = [[rows[number].text for number in group] for group in groups[-2:]]
    return " ".join(_title(texts[-1])) if named and texts else _between_neighbours(texts)


def _between_neighbours(groups: Sequence[Sequence[str]]) -> str:
    """The subject where no words tell it from its neighbours': one stands right above it, the other below a blank line.

    Neighbours are cut to 30 characters or so; what tells them apart else is the list's tag, which all of them have.
    """
    if not groups:
        return ""
    above, below = groups[0] if len(groups) > 1 else (), groups[-1]
    tag = list_tag(below[-1])
    if len(below) == 1 and above and (below[0].endswith(CUT) or (tag and list_tag(above[-1]) == tag)):
        return above[-1]
    if len(below) > 1 and (below[0].endswith(CUT) or (tag and list_tag(below[0]) == tag)):
        return below[-1]
    return " ".join(_title(below))


def _title(texts: Sequence[str]) -> Sequence[str]:
    """The last of some rows, with those above that are so long that it may go on there; the buttons of a page are short."""
    first = len(texts) - 1
    while first > 0 and len(texts[first - 1]) >= SHORTEST_WRAPPED:
        first -= 1
    return texts[first:]


def _time(day: re.Match[str] | None, year: str, clock: re.Match[str], before: Sequence[Print]) -> datetime | None:
    """The time; what is not printed of the day is as in the message above, which a page has in the order of time or of answers."""
    above = next((p.sent for p in reversed(before) if p.sent), None)
    if day is None:
        whole, month, number = (above.year, above.month, above.day) if above else (0, 0, 0)
    else:
        whole = int(year.lstrip("'")) if year else above.year if above else 0
        whole += 2000 if 0 < whole < 100 else 0
        month, number = _month(day[2].casefold()), int(day[1])
    if clock[4]:
        hour, minute = (12, 0) if clock[4].lower() == "noon" else (0, 0)
    elif clock[5]:
        hour, minute = int(clock[5]), int(clock[6])
    else:
        hour, minute = int(clock[1]) % 12 + (12 if clock[3].lower() == "p" else 0), int(clock[2] or 0)
    try:
        return datetime(whole, month, number, hour, minute)
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month, 0 for what is none."""
    if name.endswith("月"):
        return int(name[:-1])
    name = name.rstrip(".")
    months = MONTHS.get(name) or MONTHS.get(f"{name}.") or MONTHS.get(name[:3])
    if months is None:  # Django shortens some languages' names to three letters
        months = tuple({number for word, numbers in MONTHS.items() if word.startswith(name) for number in numbers})
    return months[0] if len(months) == 1 or name in MONTHS else 0


def person(text: str) -> Sender:
    """A sender as HyperKitty shows it, which writes an address with a full-width sign."""
    return parse_sender(text.replace("＠", "@"))


_BY = re.compile(r"^by (\S.{0,78}?) +(\d{1,2} [A-Z][a-z]{2,8} '\d\d)$")


def hyperkitty_month(rows: Sequence[Row], at: int, _before: Sequence[Print]) -> Print | None:
    """Subject and author of a thread on a HyperKitty month page; its date is that of the latest answer, and no one's."""
    by = _BY.match(rows[at].text)
    if not by or at == 0 or at + 1 >= len(rows) or rows[at + 1].text != by[2]:
        return None
    first = at
    while (
        first > max(0, at - 4)
        and rows[first].start - rows[first - 1].end == 1
        and not _AVATAR.match(rows[first - 1].text)
    ):
        first -= 1
    subject = " ".join(row.text for row in rows[first:at])
    if first > 0 and _AVATAR.match(rows[first - 1].text):
        first -= 1
    return Print(first, at + 1, BY_MONTH, person(by[1]), None, SentBasis.NONE, subject)


# -- below a message -----------------------------------------------------------------------------------------------------

_VOTES = re.compile(r"^\d+(?: \d+)?$")  # likes, or likes and dislikes


def foot(rows: Sequence[Row], first: int, end: int) -> int:
    """The row of votes over the button to reply, below which a page has no more of a message; ``end`` where it stands not there."""
    for at in range(first + 1, end):
        if rows[at].text in REPLY and _VOTES.match(rows[at - 1].text):
            return at - 1 - (at - 2 >= first and _VOTES.match(rows[at - 2].text) is not None)
    return end
