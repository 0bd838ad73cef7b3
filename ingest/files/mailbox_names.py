"""Names that programs give to mailboxes, in many languages: a file or folder that bears one names no mailing list."""

from __future__ import annotations

import re
from unicodedata import normalize

# language -> what Outlook, Apple Mail, Thunderbird, Gmail (in Takeout too) and web mailers call their folders in it
NAMES = {
    "en": "inbox/sent/sent items/sent messages/sent mail/sent-mail/sentmail/sent-items/drafts/draft/trash/deleted/deleted items"
    "/deleted messages/bin/junk/junk mail/junk email/junk e-mail/bulk mail/spam/archive/archives/archived/all mail/starred"
    "/important/outbox/unsent messages/templates/saved messages/conversation history/clutter/opened/unread",
    "Pine, Alpine": "saved-messages/postponed-msgs/postponed-messages/interrupted-mail/received/read-messages",
    "mutt": "postponed/record",
    "Eudora": "in/out",
    "Thunderbird, above its mailboxes": "local folders/feeds",
    "Gmail, labels in Takeout": "category personal/category updates/category forums/category promotions/category social",
    "de": "posteingang/postausgang/gesendet/gesendete/gesendete objekte/gesendete elemente/gesendete nachrichten/entwürfe"
    "/papierkorb/gelöscht/gelöschte objekte/gelöschte elemente/werbung/unerwünscht"
    "/unerwünschte werbung/junk-e-mail/archiv/alle nachrichten",
    "fr": "boîte de réception/courrier entrant/boîte d'envoi/envoyés/éléments envoyés/messages envoyés/brouillons/corbeille"
    "/éléments supprimés/messages supprimés/indésirables/courrier indésirable/pourriel/tous les messages",
    "es": "bandeja de entrada/recibidos/entrada/bandeja de salida/enviados/elementos enviados/mensajes enviados/borradores/papelera"
    "/elementos eliminados/eliminados/correo no deseado/archivo/archivados/todos",
    "pt": "caixa de entrada/caixa de saída/itens enviados/mensagens enviadas/e-mails enviados/rascunhos/lixeira/lixo"
    "/itens excluídos/itens eliminados/lixo eletrônico/lixo eletrónico/arquivo/todos os e-mails/todo o correio",
    "it": "posta in arrivo/posta in uscita/posta inviata/inviati/inviata/messaggi inviati/elementi inviati/bozze/cestino"
    "/posta eliminata/eliminati/posta indesiderata/indesiderata/archivio/tutti i messaggi",
    "nl": "postvak in/postvak uit/inkomend/verzonden/verzonden items/verzonden berichten/concepten/prullenbak/prullenmand"
    "/verwijderde items/ongewenst/ongewenste e-mail/ongewenste post/archief/alle berichten",
    "sv": "inkorg/inkorgen/utkorg/utkorgen/skickat/skickade/skickade objekt/skickade meddelanden/utkast/papperskorg/papperskorgen"
    "/borttaget/borttagna objekt/skräppost/arkiv/alla mail",
    "da, nb": "indbakke/udbakke/sendt/sendt post/sendte elementer/kladder/papirkurv/slettet post/slettede elementer/uønsket mail"
    "/uønsket post/innboks/utboks/sendte objekter/kladd/søppelpost/arkiver",
    "fi": "saapuneet/lähtevät/lähetetyt/lähetetyt viestit/luonnokset/roskakori/poistetut/roskaposti/arkisto",
    "pl": "odebrane/skrzynka odbiorcza/skrzynka nadawcza/wysłane/elementy wysłane/szkice/wersje robocze/kosz/elementy usunięte"
    "/niechciane/wiadomości-śmieci/archiwum",
    "cs": "doručená pošta/přijatá pošta/pošta k odeslání/odeslaná pošta/odeslané/koncepty/rozepsané/koš/odstraněná pošta"
    "/nevyžádaná pošta",
    "hu": "beérkezett üzenetek/beérkező levelek/elküldött elemek/elküldött üzenetek/elküldött/piszkozatok/kuka/törölt elemek/lomtár"
    "/levélszemét/archívum",
    "ru": "входящие/исходящие/отправленные/черновики/корзина/удаленные/удалённые/спам/нежелательная почта/архив/вся почта",
    "uk": "вхідні/вихідні/надіслані/чернетки/кошик/видалені/небажана пошта/архів",
    "tr": "gelen kutusu/giden kutusu/gönderilmiş postalar/gönderilmiş öğeler/gönderilenler/taslaklar/çöp kutusu/silinmiş öğeler"
    "/önemsiz/önemsiz e-posta/arşiv/tüm postalar",
    "el": "εισερχόμενα/εξερχόμενα/απεσταλμένα/πρόχειρα/κάδος απορριμμάτων/διαγραμμένα/ανεπιθύμητα/αρχειοθήκη",
    "ja": "受信トレイ/受信箱/送信トレイ/送信済み/送信済みトレイ/送信済みアイテム"
    "/送信済みメール/下書き/ごみ箱/ゴミ箱/削除済みアイテム/迷惑メール"
    "/アーカイブ/すべてのメール",
    "zh": "收件箱/收件匣/发件箱/寄件匣/已发送/已发送邮件/已发邮件"
    "/已傳送郵件/寄件備份/草稿/草稿箱/草稿夹/垃圾箱/垃圾邮件/垃圾郵件/垃圾桶"
    "/已删除/已删除邮件/刪除的郵件/存档/归档/封存/所有邮件/所有郵件",
    "ko": "받은편지함/받은 편지함/보낸편지함/보낸 편지함/임시보관함/임시 보관함/휴지통"
    "/지운 편지함/스팸/스팸함/정크 메일/보관함/전체보관함",
    "ar": "البريد الوارد/البريد الصادر/المرسل/البريد المرسل/العناصر المرسلة"
    "/المسودات/المهملات/سلة المهملات/العناصر المحذوفة/الأرشيف",
    "he": "דואר נכנס/דואר יוצא/נשלח/דואר שנשלח/פריטים שנשלחו/טיוטות/אשפה/פריטים שנמחקו/דואר זבל/ארכיון",
}
_ALL = {normalize("NFKC", name).casefold() for names in NAMES.values() for name in names.split("/")}

ABOVE = re.compile(
    r"^(?:\[(?:gmail|google mail)\]|inbox)(?:\.sbd)?[./]", re.I
)  # "INBOX.Sent", as servers name folders in one another
COPY = re.compile(
    r"[ _-]?(?:\d{1,4}|\(\d{1,4}\)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{4})$", re.I
)  # Pine: a month
EVERYTHING = 3  # words of "All mail Including Spam and Trash" in any language, one of which is "spam" in all


def is_mailbox(name: str) -> bool:
    """True for a name that a program gives to a mailbox of its own.

    >>> is_mailbox("Gesendete Objekte"), is_mailbox("INBOX.Drafts"), is_mailbox("sent-mail-feb-2004"), is_mailbox("spam-talk")
    (True, True, True, False)
    """
    plain = ABOVE.sub("", normalize("NFKC", name).strip()).casefold()
    words = plain.split()
    return plain in _ALL or COPY.sub("", plain) in _ALL or ("spam" in words and len(words) >= EVERYTHING)
