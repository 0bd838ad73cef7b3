"""Where a signature starts: the ``-- `` line, or the line a phone adds."""

from __future__ import annotations

import re

LONGEST_SIGNATURE = 40  # lines under a delimiter; more is no signature

DELIMITERS = frozenset(("-- ", "--", "- --", "- -- ", "—", "--=20", "-- =20", "–"))

# lines that phones and web mailers add, each seen in real mail; the whole line must match
_ADDED = re.compile(
    r"""(?ix)^[\s<(\[*_~-]{0,6}(?:
      (?:sent|send|written|typed|composed)\s(?:from|by|via|with|using|on)\s(?:my\s|a\s|an\s|the\s)?(?:
          [\w'’.+ -]{0,40}\b(?:i-?phone|i-?pad|i-?pod|phone|mobile|android|blackberry|galaxy|tablet|cell|device|smartphone|handheld|treo|palm)\b.{0,80}
        | (?:my\s)(?:\w[\w.+-]*\s?){1,5}
        | (?:yahoo|gmail|outlook|proton\s?mail|aol|windows|airmail|mailbox|mail|tutanota|hey|fairemail|k-9|spark|newton|nine|hotmail|zoho|mutt|postbox|superhuman|polymail)\b.{0,80}
        | \[?mail\]?.{0,80}
        | galaxy.{0,20})
    | from\smy\s(?:i-?phone|i-?pad|phone|android|blackberry|mobile).{0,40}
    | get\s\[?outlook\sfor\s.{0,80}
    | (?:envoyé|envoy\?)\s(?:de|depuis|à\spartir\sde|avec)\s(?:mon|ma|mes|un|proton|yahoo|outlook|l['’]app)\b.{0,60}
    | (?:von\smeinem|mit\smeinem)\s.{1,40}\s(?:gesendet|geschickt)
    | gesendet\s(?:von|mit|über|aus)\s.{1,60}
    | diese\snachricht\swurde\svon\s.{1,60}\sgesendet\.?
    | enviad[oa]\s(?:desde|do|de|a\spartir\sdo|con|via)\s(?:mi|meu|minha|el|un|um|o|yahoo|outlook|correo|proton|samsung|tutanota)?\b.{0,60}
    | (?:obter|obtener|descargar|baixar)\s(?:o\s)?outlook\s(?:para|for)\s.{0,60}
    | (?:inviato|inviata|spedito|scritto)\s(?:da|dal|con)\s(?:mio|il\smio|i-?phone|i-?pad|yahoo|outlook|libero|smartphone)\b.{0,60}
    | (?:verstuurd|verzonden|gestuurd)\s(?:vanaf|met|via|van)\s.{1,60}
    | (?:sendt|skickat|sänt|lähetetty|sent)\s(?:fra|från|min|mit|med|iphonesta|androidista|puhelimesta|omasta)\b.{0,60}
    | lähetetty\s.{1,40}
    | (?:wysłane|wysłano)\s(?:z|ze)\s.{1,60}
    | (?:odesláno|odesl?ané|poslané|posláno)\s(?:z|ze)\s.{1,60}
    | (?:poslano|poslato)\s(?:s|sa|z|iz)\s.{1,40}
    | (?:отправлено|надіслано|відправлено)\s(?:с|из|з|со|із|от)\s.{1,60}
    | (?:trimis|expediat)\s(?:de\spe|din|de\sla)\s.{1,60}
    | .{1,20}\s?(?:telefonumdan|'dan|'den|'dan|'den)\sgönderildi
    | (?:küldve|elküldve)\s(?:az?\s)?.{1,40}
    | (?:從|从|發自|发自|寄自).{1,30}(?:傳送|发送|寄出|iphone|ipad|手机|手機)?
    | .{1,30}(?:から送信|나의\s.{1,20}에서\s보냄|에서\s보냄)
    | sent\sby\sgalaxy
    )[\s>)\]*_~.!]{0,6}$"""
)
# first letters (lower case) of every such line, tested before the pattern runs
FIRST_WORDS = frozenset(
    [
        "sent",
        "send",
        "writ",
        "type",
        "comp",
        "from",
        "get",
        "get",
        "[",
        "envo",
        "von",
        "mit",
        "gese",
        "dies",
        "envi",
        "obte",
        "desc",
        "baix",
        "invi",
        "sped",
        "scri",
        "vers",
        "verz",
        "gest",
        "skic",
        "sänt",
        "läht",
        "lähe",
        "wysł",
        "odes",
        "posl",
        "отпр",
        "наді",
        "відп",
        "trim",
        "expe",
        "küld",
        "elkü",
        "從我的",
        "从我的",
        "發自我",
        "发自我",
        "寄自我",
    ]
) | {"get ", "get [", "von ", "mit ", "從我的 ", "发自我的"}
_MARKS = "<([*_~-"


def is_delimiter(line: str) -> bool:
    """Is the line (without its line end) the one that programs put above a signature?"""
    return line in DELIMITERS or (line[:2] == "--" and line.strip() == "--")


def is_added_by_a_client(line: str) -> bool:
    """Is this the line that a phone adds, such as "Sent from my phone"? Prose that starts so is not."""
    return len(line) <= 140 and _ADDED.match(line) is not None


def may_be_added(line: str) -> bool:
    """A cheap look at a line's first letters before the pattern runs."""
    return line.lstrip(_MARKS + " ")[:4].casefold() in _FIRST_FOUR


_FIRST_FOUR = frozenset(word[:4] for word in FIRST_WORDS) | {"get", "從我的 "[:4]}
