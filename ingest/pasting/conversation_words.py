"""What Gmail, Google Groups, Outlook, Yahoo and Proton print around the mails of a conversation, in the language of who reads it.

Pure data. Where no other place is named, the words are those of Gmail and Google Groups in that language.
"""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a line, with "_" for the blanks in them."""
    return frozenset(word.replace("_", " ") for word in text.split())


# -- behind a date: "(2 days ago)" -----------------------------------------------------------------------------------------

_BEFORE = "vor|il y a|hace|há|fa|för|for|acum|před|pred|prije|преди|пре|πριν από|trước|قبل|منذ|לפני|prieš|pirms"
_BEHIND = (
    "ago|fa|geleden|atrás|temu|назад|тому|тому назад|sedan|siden|sitten|önce|ezelőtt|lalu|yang lalu|tagasi|trước|前|전"
)
AGO = re.compile(
    rf" ?\((?:(?:{_BEFORE}) \d{{1,3}} [^\W\d]{{1,15}}\.?(?: (?:{_BEHIND}))?|\d{{1,3}} ?[^\W\d]{{1,15}}\.? ?(?:{_BEHIND}))\)\s*$"
)

# -- whom it went to, below or above the date ------------------------------------------------------------------------------

_TO_WORDS = (
    "to an à para a naar aan till til do кому komu vastaanottaja alıcı címzett către kepada per_a за към προς tới"
)
_PLAIN = "|".join(sorted(words(_TO_WORDS), key=len, reverse=True))
_EASTERN = "宛先|发送至|寄給|寄给|收件人|받는사람"
_DASH = "[–—]"  # of Google Groups, in Russian: "– garden, Ann Example"
# "To: garden", "кому: мне"
TO_FIELD = re.compile(rf"(?i)(?:{_PLAIN}|cc|bcc|kopie|копия|reply-to|{_EASTERN}) ?[:：] {{0,3}}\u200b?\S")
# "to me, Ann": sentences begin so, too
TO = re.compile(rf"(?:{_PLAIN}|To|{_EASTERN}|{_DASH}) (\S.{{0,200}})")
# ... on a line of its own, with the recipients below (Proton)
TO_ALONE = words("To Cc Bcc An À Para Aan Do Til Till Кому 宛先 收件人")

# -- between and around heads ----------------------------------------------------------------------------------------------

INBOX = words(
    "Inbox Posteingang Boîte_de_réception Recibidos Bandeja_de_entrada Caixa_de_entrada Posta_in_arrivo Postvak_IN Odebrane"
    " Входящие Вхідні Inkorg Inkorgen Indbakke Innboks Saapuneet Postaláda Beérkező_levelek Doručená_pošta Doručené"
    " Gelen_Kutusu Mesaje_primite 受信トレイ 收件箱 收件匣 받은편지함 Sent Gesendet External Extern Externe Externo Esterno"
)
BUTTONS = words(
    "Reply Reply_all Reply_All Forward Reply_to_all Reply_to_author Add_reaction"
    " Antworten Allen_antworten Weiterleiten Dem_Autor_antworten Répondre Répondre_à_tous Transférer Répondre_à_l'auteur"
    " Responder Responder_a_todos Reenviar Responder_al_autor Responder_a_todos Encaminhar Responder_ao_autor"
    " Rispondi Rispondi_a_tutti Inoltra Rispondi_all'autore Beantwoorden Allen_beantwoorden Doorsturen"
    " Odpowiedz Odpowiedz_wszystkim Przekaż_dalej Ответить Ответить_всем Переслать Отправить_сообщение_автору"
    " Svara Svara_alla Vidarebefordra Svar Svar_alle Videresend Videresend Vastaa Vastaa_kaikille Lähetä_edelleen"
    " Odpovědět Odpovědět_všem Přeposlat Yanıtla Tümünü_yanıtla Yönlendir 返信 全員に返信 投稿者に返信 転送"
    " 回复 全部回复 转发 回覆 全部回覆 轉寄 답장 전체답장 전달"
)
_IN_A_ROW = re.compile(
    rf"(?:(?:{'|'.join(sorted(BUTTONS, key=len, reverse=True))}) ?){{1,5}}"
)  # "ReplyReply allForward"
ATTACHED = words(
    "Attachments Anhänge Pièces_jointes Archivos_adjuntos Anexos Allegati Bijlagen Załączniki Вложения Вкладення Bilagor"
    " Vedhæftede_filer Vedlegg Liitteet Přílohy Ekler 添付ファイル 附件 첨부파일"
)
# on lines of their own between a name and its date, or below
BETWEEN = (
    words(
        "unread, unread ⋮ ☆ Unsubscribe Abmelden Désabonnement Summarize_this_email Summarise_this_email Reply Details"
    )
    | INBOX
    | ATTACHED
    | words("Message_has_been_deleted")
)
# what a page of Google Groups holds below a date and hides until it is asked for: programs that take its text show all of it
MENU = words(
    "Reply_to_author Sign_in_to_reply_to_author Forward Sign_in_to_forward Delete Link Copy_link Report_message Edit"
    " You_do_not_have_permission_to_delete_messages_in_this_group Show_original_message Report_message_as_abuse"
    " Either_email_addresses_are_anonymous_for_this_group_or_you_need_the_view_member_email_addresses_permission_to_view"
    "_the_original_message"
)
# "unread," in the language of the reader, below a name
UNREAD_ALONE = words(
    "unread, ungelesen, non_lue, non_lu, no_leída, não_lida, da_leggere, ongelezen, не_прочитано, 未読、 未读，"
)
UNREAD = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{2,12})?[,、，]")
# the words for a picture of who wrote, which are copied with the page
PHOTO = re.compile(r"(?i)\b(?:photo|foto|profilbild|profielfoto|foto's)\b")
# below a title: who saw it, how many mails there are
UNDER_A_TITLE = re.compile(
    r"\d[\d.,\xa0 ]{0,9} (?:views?|Aufrufe?|vues?|vistas?|visualizaciones|visualizações|visualizzazioni|weergaven|просмотр\w{0,3})"
    r"|閲覧: \d{1,9} 回"
    r"|\d{1,4} ?(?:messages?|Nachrichten|mensajes?|mensagens|messaggi|berichten|сообщени[еяй]|повідомлен\w{1,3}|meddelanden"
    r"|meddelelser|meldinger|viestiä|zprávy?|ileti|件のメッセージ|封邮件|封郵件)|Liczba wiadomości: \d{1,4}"
    r"|Skip to first unread message|Zur ersten ungelesenen Nachricht springen|Accéder au premier message non lu"
    r"|Saltar al primer mensaje no leído|Pular para a primeira mensagem não lida|Vai al primo messaggio da leggere"
    r"|Перейти к первому непрочитанному сообщению|最初の未読メッセージにスキップ"
)
# below a mail: what a print view hides, in brackets; files; new mails
BELOW = re.compile(
    r"\[(?:Quoted text hidden|Zitierter Text ausgeblendet|Texte des messages précédents masqué"
    r"|(?:El )?[Tt]exto citado (?:está )?oculto"
    r"|Texto das mensagens anteriores oculto|Testo tra virgolette nascosto|Tekst uit oorspronkelijke bericht is verborgen"
    r"|Ukryto cytowany tekst|Цитируемый текст скрыт|Citerad text är dold|Alıntılanan metin gizlendi"
    r"|元のメッセージは表示されていません|引用文字已隐藏)\]"
    r"|\[Message clipped\](?:  ?View entire message)?|View entire message|Message has been deleted|Attachments area"
    r"|(?:One attachment|\d{1,3} [Aa]ttachments|Attachments?)(?: {1,3}•  ?Scanned by Gmail)?|[•·]? {0,3}Scanned by Gmail"
    r"|\d{1,3} new messages?|新着メール \d{1,3} 件|•••|\.\.\.|…|Sign in to (?:reply|forward).{0,30}"
)


def is_below(text: str) -> bool:
    """Does a page print this below a mail?"""
    return BELOW.fullmatch(text) is not None or _IN_A_ROW.fullmatch(text) is not None
