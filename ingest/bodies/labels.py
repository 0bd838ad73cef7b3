"""The labels of header blocks, as mail programs write them in many languages: pure data, all in lower case."""

from __future__ import annotations

# Labels of header blocks -> the field they hold. Very short ones count inside a block only.
LABELS: dict[str, str] = {}
for _field, _labels in {
    # Outlook, Apple Mail, Thunderbird, Yahoo, Gmail, Lotus Notes in the languages named in docs/quotes.md
    "from": "from von de da van od fra från lähettäjä šalje feladó expeditor expeditorul de_la отправитель от "
    "от_кого від від_кого kimden gönderen saatja mittente nadawca 发件人 寄件者 寄件人 發件人 送信元 差出人 "
    "보낸_사람 보낸사람 מאת "
    "من από frá remitente remetente expéditeur absender afzender avsändare message_de from_(sender) "
    "posted_by author sender dari từ จาก nuo no daripada از nork nga ад од шаље",
    "date": "sent date gesendet datum envoyé envoyé_le enviado enviado_el enviado_em enviada fecha data inviato "
    "verzonden sendt skickat lähetetty päiväys päivämäärä dátum elküldve odesláno odesl. wysłano "
    "enviados enviadas отправленные wysłane odeslané trimise "
    "отправлено надіслано відправлено дата gönderildi gönderilen gönderme_tarihi tarih 发送时间 "
    "已发送 傳送時間 发送日期 日期 寄件日期 "
    "送信日時 日時 보낸_날짜 날짜 נשלח תאריך تاريخ ημερομηνία dato trimis dată message_du sent_on sendt_den saadetud "
    "enviada_em enviada_el fecha_de_envío data_de_envio date_d'envoi inviato_il inviata verstuurd verstuurd_op "
    "kuupäev poslano poslano_dne odoslané date_sent send date_: "
    "đã_gửi dikirim tanggal ส่ง تاريخ_الإرسال تم_الإرسال مرسل poslato послато "
    "изпратено испратено στάλθηκε αποστολή nosūtīts išsiųsta dihantar "
    "ارسال_شده enviat enviat_el bidaltze-data dërguar адпраўлена",
    "to": "to an para à a a/c geadresseerde geadresseerden "
    "pour aan komu til till do pre prima vastaanottaja címzett кому kime către destinatar "
    "destinatarul 收件人 宛先 받는_사람 받는사람 אל إلى προς destinatario destinataire "
    "empfänger adresat za newsgroups tới kepada ถึง "
    "per_a kam nori коме каму за до iki saaja adressaat به për 收件者",
    "cc": "cc kopie kopia copie copie_à kopio kopi kópia másolat dw копия копія bilgi cc/bcc 抄送 副本 참조 עותק bcc "
    "cópia c.c. kopio_(cc) másolatot_kap ccn cco kp",
    "subject": "subject ogg betreff asunto objet sujet oggetto assunto onderwerp emne ämne aihe předmět predmet tárgy "
    "subj temat тема konu subiect subiectul naslov 主题 主題 标题 件名 제목 הנדון נושא "
    "الموضوع θέμα teema efni zadeva re chủ_đề subjek เรื่อง "
    "наслов предмет относно tēma موضوع assumpte gaia тэма tema 主旨",
    "reply-to": "reply-to reply_to antwort_an répondre_à responder_a rispondi_a beantwoorden_aan svar_til",
    "other": "importance organization organisation attachments attachment anlagen pièces_jointes adjuntos allegati "
    "message-id x-mailer sensitivity priority references in-reply-to list-id mailing-list bijlagen "
    "wichtigkeit categories content-type mime-version delivered-to user-agent return-path received status "
    "priorité importancia follow-up_flag flag_status mailed-by signed-by security sender_name resent-from "
    "resent-to resent-date",
}.items():
    for _label in _labels.split():
        LABELS.setdefault(_label.replace("_", " "), _field)
