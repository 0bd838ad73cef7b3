"""Where a signature starts: the ``-- `` line, the line a phone adds, or a rule over a card with name and address."""

from __future__ import annotations

import re

from ingest.list_matter.ends import is_rule

LONGEST_SIGNATURE = 40  # lines under a delimiter; more is no signature
LONGEST_CARD = 8  # lines under a rule
WIDEST_CARD = 80  # characters
ARMOR = "-----BEGIN PGP"

# the delimiter as mailers and undecoded quoted-printable write it
DELIMITERS = frozenset(("--", "--=20", "-- =20", "—", "–"))

# lines that phones and web mailers add, each seen in real mail; the whole line must match, which prose that starts so
# ("Sent from my desk, it is easier") does not
_DEVICE = (
    r"\b(?:i-?phone|i-?pad|i-?pod|phone|mobile|android|blackberry|galaxy|tablet|cell|device|smartphone|handheld)\b"
    r".{0,80}"
)
_MAILER = (
    r"(?:yahoo|gmail|outlook|proton\s?mail|aol|windows|airmail|mailbox|mail|tutanota|hey|fairemail|k-9|spark|newton|nine"
    r"|hotmail|zoho|postbox|superhuman|polymail|mailspring|blue\s?mail|typeapp|mailbird|/e/os|front|workspace\sone|htc"
    r"|cloudmagic|mymail|all\snew\saol)\b.{0,80}"
)
_ADDED = re.compile(
    rf"""(?ix)^[\s<(\[*_~\u2063-]{{0,6}}(?:
      (?:sent|send|written|typed|composed)\s(?:from|by|via|with|using|on)\s(?:my\s|a\s|an\s|the\s)?(?:
          [\w'’.+ -]{{0,40}}{_DEVICE} | (?<=my\s)(?:\w[\w.+-]*\s?){{1,5}} | {_MAILER} | \[(?:proton\s)?mail\].{{0,80}} | galaxy )
    | from\smy\s.{{0,30}}{_DEVICE}
    | get\s\[?(?:outlook|blue\s?mail|typeapp)\sfor\s.{{0,80}}
    | envoy[é?]\s(?:de|depuis|à\spartir\sde|avec|par)\s(?:mon|ma|mes|un|proton|yahoo|outlook|courrier|l['’]app)\b.{{0,60}}
    | (?:von\smeinem|mit\smeinem)\s.{{1,40}}\s(?:gesendet|geschickt)
    | gesendet\s(?:von|mit|über|aus)\s.{{1,60}}
    | diese\snachricht\swurde\svon\s.{{1,60}}\sgesendet
    | enviad[oa]\s(?:desde|do|de|a\spartir\sdo|con|via)\s
      (?:mi|meu|minha|yahoo|outlook|correo|correio|e-?mail\spara|proton|samsung|tutanota|i-?phone|i-?pad)\b.{{0,60}}
    | (?:obter|obtener|descargar|baixar|obtenir|t[é?]l[é?]charger|scarica)\s(?:o\s)?outlook\s(?:para|for|pour|per)\s.{{0,60}}
    | holen\ssie\ssich\soutlook\sfür\s.{{0,60}}
    | provenance\s:\s(?:courrier|mail)\spour\s.{{0,40}}
    | outlook\s(?:für|voor)\s.{{1,20}}\s(?:herunterladen|beziehen|downloaden).{{0,60}}
    | yahoo\smail:\ssearch,\sorganize,\sconquer
    | (?:inviato|inviata|spedito|scritto)\s(?:da|dal|con)\s(?:il\s)?
      (?:mio|i-?phone|i-?pad|yahoo|outlook|posta|libero)\b.{{0,60}}
    | (?:verstuurd|verzonden|gestuurd)\s(?:vanaf|vanuit|met|via|van)\s.{{1,60}}
    | (?:sendt|skickat|sänt)\s(?:fra|från|med)\s(?:min|mitt|outlook|yahoo|mobilen|android|i-?phone)\b.{{0,60}}
    | lähetetty\s.{{0,20}}(?:puhelimesta|iphonesta|androidista|laitteesta|outlook).{{0,30}}
    | (?:wysłane|wysłano)\sz\s.{{1,60}}
    | (?:odesláno|odoslané|poslané|posláno)\sz\s.{{1,60}}
    | (?:poslano|poslato)\s(?:s|sa|z|iz)\s.{{1,40}}
    | (?:отправлено|надіслано|відправлено)\s(?:с|из|з|із)\s.{{1,60}}
    | (?:στάλθηκε\sαπό|изпратено\sот|dikirim\sdari|(?:được\s)?gửi\stừ|išsiųsta\siš|nosūtīts\sno|saadetud\sminu)\s.{{1,40}}
    | (?:ส่งจาก|נשלח\sמ|(?:أُ?رسلت|مرسل|نُ?شر)\sمن).{{1,40}}
    | trimis\s(?:de\spe|din)\s.{{1,60}}
    | .{{1,20}}['’]?d[ae]n\sgönderildi
    | (?:küldve|elküldve)\s(?:az?\s)?.{{1,40}}
    | (?:從|从|發自|发自|寄自).{{0,20}}(?:傳送|寄出|i-?phone|i-?pad|手机|手機).{{0,10}}
    | .{{1,30}}(?:から送信|에서\s보냄)
    | ᐧ
    )[\s>)\]*_~.!\u200b]{{0,6}}$"""
)
# the first six letters (lower case) of such lines, tested before the pattern runs
FIRST_SIX = frozenset(
    (
        "sent f", "sent b", "sent v", "sent w", "sent u", "sent o", "send f", "send b", "send v", "send w", "writte",
        "typed ", "compos", "from m", "get ou", "get [o", "get bl", "get ty", "envoyé", "envoy?", "von me", "mit me",
        "gesend", "diese ", "enviad", "obter ", "obtene", "descar", "baixar", "inviat", "spedit", "scritt", "verstu",
        "verzon", "gestuu", "sendt ", "skicka", "sänt f", "lähete", "wysłan", "odeslá", "odosla", "poslan", "poslat",
        "poslán", "отправ", "надісл", "відпра", "trimis", "küldve", "elküld", "obteni", "téléch", "t?l?ch", "outloo",
        "scaric", "yahoo ", "στάλθη", "изпрат", "dikiri", "được g", "gửi từ", "išsiųs", "nosūtī", "saadet", "ส่งจาก",
        "נשלח מ", "أُرسلت", "أرسلت ", "مرسل م", "نُشر م", "holen ", "proven", "iphone", "ipadか", "ipad'd", "나의 iph",
    )
)  # fmt: skip
SIGNS = "從从發发寄ᐧ\u2063"  # the first signs of such lines in Chinese, what a tracker of mail leaves, and BlueMail's
BRACKETS = "<([*_~-"
_MARKS = BRACKETS + " \t"


def is_delimiter(line: str) -> bool:
    """Is the line (without the blanks around it) the one that mailers put above a signature?"""
    return line in DELIMITERS


def is_added_by_a_client(line: str) -> bool:
    """Is this a line that a phone adds, such as "Sent from my phone"?"""
    if len(line) > 140 or not (line.lstrip(_MARKS)[:6].casefold() in FIRST_SIX or not line.isascii()):
        return False
    return _ADDED.match(line) is not None


_CAPITAL = r"[^\W\d_a-zß-ÿ]"
# a name with what may follow it on the first line of a card
_NAME = re.compile(
    rf"(?:(?:Dr|Prof|Dipl|Ing|Mr|Mrs|Ms|PD)\b\.?[ -]?){{0,3}}{_CAPITAL}[\w'’-]{{0,30}}\.?"
    rf"(?: (?:{_CAPITAL}[\w'’-]{{0,30}}\.?|van|von|der|den|de|di|da|la|le)){{1,4}}"
    r"(?=$|[,;(<|]|\t| {2,}| \d| [-–] | \S{1,64}(?:@| at ))"
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}(?:@| at )[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# how a card says that its owner is reached: an address, as archives write it too, or a telephone
_REACHED = re.compile(
    r"(?i)[\w.+-]{1,64}(?:@| (?:at|en|em) | \(at\) )[\w-]{1,63}\.[\w.-]{2,63}"
    r"|(?:\b(?:tel|phone|ph|fax|mob|mobile|cell|gsm|voice|office)\b\W{0,6}|\+)\(?\d[\d ()./-]{5,20}\d"
)


def may_be_over_a_card(line: str) -> bool:
    """Is the line a short rule, of three marks to nine, as people type it above their names?"""
    return 3 <= len(line) < 10 and not line.strip("-_=*~")


def card_end(bare: list[str], rule: int) -> int:
    """The line after the card under a drawn rule, 0 where none stands there: a name, and how its bearer is reached."""
    first = end = rule + 1
    while (
        end < len(bare)
        and not _ends_a_card(bare[end])
        and len(bare[end]) <= WIDEST_CARD
        and end - first <= LONGEST_CARD
    ):
        end += 1
    is_closed = end < len(bare) and is_rule(bare[end]) and not any(bare[end + 1 : end + 2])
    end += is_closed
    card = bare[first:end]
    if len(card) == 1 and _ADDRESS.fullmatch(card[0]):  # Foxmail's
        return end
    is_over = end == len(bare) or _ends_a_card(bare[end])
    if not 0 < len(card) <= LONGEST_CARD or not is_over or not _NAME.match(card[0]):
        return 0
    is_head = any(line[-1] in ":：" for line in card)  # "Ann Example <ann@example.org> wrote:"
    return end if not is_head and any(map(_REACHED.search, card)) else 0


def _ends_a_card(line: str) -> bool:
    """Is this line blank, a rule, quoted, or the armor of PGP?"""
    return not line or line[0] == ">" or is_rule(line) or line.startswith(ARMOR)
