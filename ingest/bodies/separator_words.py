"""The lines that say "what follows is another message", or end one, in many languages: pure data, all in lower case.

Seen in mail, and in the translations of Thunderbird, Roundcube, Evolution, Geary, Claws Mail, Sylpheed, KMail, Horde, SOGo, mutt
and tin. Dashes and other marks around the words are no part of them.
"""

from __future__ import annotations

from ingest.lossy_words import twins

# A line above a block that says what it is: The Bat!
ANNOUNCEMENTS = frozenset(
    (
        "this is a forwarded message",
        "dies ist eine weitergeleitete nachricht",
        "ceci est un message transféré",
        "это пересланное сообщение",
        "to jest przekazana wiadomość",
    )
)

# A line that ends a forwarded message.
FORWARD_ENDS = frozenset(
    text.strip()
    for text in """
    end forwarded message | end of forwarded message | end of original message | end of original message text |
    end included message | end of included message | ende der weitergeleiteten nachricht |
    ende weitergeleitete nachricht | fin du message transféré | fin du message redirigé | terminar mensaje reenviado |
    fin del mensaje reenviado | final da mensagem encaminhada | fim da mensagem encaminhada |
    finalizar mensagem reenviada | fi del missatge reenviat | fin da mensaxe reenviada | fine messaggio inoltrato |
    einde doorgestuurd bericht | slut på videresendt besked | slutning af videresendt besked |
    slutt på videresendt melding | slutt vidaresendt melding | slut på vidarebefordrat meddelande |
    välitetty viesti päättyy | välitetty viesti loppuu | edastatud kirja lõpp | edastatud teate lõpp |
    pārsūtītās vēstules beigas | persiųsto laiško pabaiga | ljúka framsendu skeyti | koniec przekazanej wiadomości |
    koniec przekierowywanego listu | konec přeposlané zprávy | koniec preposlanej správy |
    konec posredovanega sporočila | završi proslijeđenu poruku | kraj proslijeđene poruke |
    vége a továbbított levélnek | iletilen iletinin sonu | iletilen ileti sonu | yönlendirilmiş iletinin sonu |
    amaitu birbidalitako mezua | akhir pesan yang diteruskan | fino de plusendita mesaĝo |
    τέλος προωθημένου μηνύματος | конец пересылаемого сообщения | конец пересланного сообщения |
    кінець пересланого листа | кiнець пересланого лист | край на препратеното писмо |
    заврши ја препратената порака | إنهاء الرسائل المحولة | انهاء الرسائل المحولة | จบการส่งต่อข้อความ |
    结束转发的邮件 | 已转发消息结束 | 完成轉寄郵件 | 已轉寄訊息結束 | 転送するメッセージは以上です | 전달 편지 끝
    """.replace("\n", "|")
    .casefold()
    .split("|")
    if text.strip()
)

# A line that says "what follows is another message" -> "forwarded" or "quoted".
SEPARATORS: dict[str, str] = {}
for _kind, _texts in {
    "quoted": """
        original message text | reply separator |
        original message | original message follows | original appointment | reply message | replied message | message d'origine |
        message original | mail original | ursprüngliche nachricht | original-nachricht |
        originalnachricht | mensaje original | mensagem original | mensagem original em | oprindelig meddelelse |
        oprindelig besked | opprinnelig melding | ursprungligt meddelande | originalmeddelande | alkuperäinen viesti
        | messaggio originale | messaggio originale in | oorspronkelijk bericht | origineel bericht |
        oryginalna wiadomość | wiadomość oryginalna | původní zpráva | pôvodná správa | eredeti üzenet |
        původní e-mail | pôvodný e-mail |
        izvorna poruka | originalna poruka | izvirno sporočilo | mesaj original | mesajul original |
        исходное сообщение | оригинальное сообщение | вихідне повідомлення | orijinal mesaj | özgün ileti | 原始邮件 |
        原始郵件 | 邮件原件 | 原始信息 | original mail | 元のメッセージ | 원본 메시지 | 원본 메일 |
        הודעה מקורית | الرسالة الأصلية |
        оригинално съобщение | оригинална порука | tin nhắn gốc | pesan asli | mesej asal | ข้อความดั้งเดิม |
        missatge original | jatorrizko mezua | mensaxe orixinal | upprunaleg skilaboð | algne sõnum | algkiri |
        sākotnējais ziņojums | pradinis laiškas | originalus laiškas |
        αρχικό μήνυμα | original msg | originalmail | urspr. mitteilung | antwort weitergeleitet von |
        ursprüngliche mail | ursprüngliche e-mail | ursprüngliche email | original email | original e-mail | e-mail original |
        email original | correo original | e-mail originale | oorspronkelijke e-mail | oprindelig mail | исходное письмо |
        alkuperäinen sähköposti |
        algne kiri | algupärane sõnum | esialgne kiri | alkuperäinen viesti / orig.msg. |
        alkuperäinen viesti / orig.msg | an teachtaireacht bhunaidh | teachtaireacht bhunaidh | bunteachtaireacht |
        courriel original | message initial | izvorno sporočilo | kemennadenn orin | kemennadenn orinel |
        mensax orixinal | mesaj inițial | mesazhi orgjinal | mesazhi origjinal | messadi original |
        messatge d'origina | messaç origjinâl | neges wreiddiol | oarspronklik berjocht | oorspronkelijke bericht |
        oorspronklike boodskap | orgineel bericht | opphavleg melding | opprinneleg melding | oprindeligt brev |
        original besked | original-message | originalpost | orginalpost | orginalmeddelande | origina mesaĝo |
        originala mesaĝo | originalan e-mail | originalaus laiško tekstas | originalus pranešimas |
        orijinal məktub | orjinal ileti | peyama orîjînal | asl xat | pôvodná správa --- original message |
        sākotnējā vēstule | uppruna boð | upprunalegur póstur | upprunalegur texti | thư gốc | isi pesan asli |
        арыгінальнае паведамленне | зыходнае паведамленне | зыходны ліст | изворна порука | оригинална порака |
        оригинално писмо | оригінальне повідомлення | початкове повідомлення | түпнұсқа хабарламасы | шығыс хат |
        առաջին հաղորդագրությունը | բնօրինակ նամակը | الرسالة الأساسية | الرسالة الاصلية | پیام اصلی |
        ئەسلى ئۇچۇر | मुळ संदेश | खरा संदेश | मौलिक संदेश | मौलिक सन्देश | মূল বার্তা | ਅਸਲੀ ਸੁਨੇਹਾ | મૂળ સંદેશો |
        மூல செய்தி | ಮೂಲ ಸಂದೇಶ | യഥാര്‍ഥ സന്ദേശം | නැවුම් පණිවිඩය | ข้อความเดิม |
        ორიგინალი შეტყობინება | საწყისი წერილი | オリジナルのメッセージ | 原始信件 | 原始消息 |
        原始訊息 | 回复的原邮件 | 回复的原始邮件
        """,
    "forwarded": """
        forwarded message | forwarded message follows | forwarded mail | begin forwarded message |
        start of forwarded message | forwarded by | fwd message | forward message | message forwarded |
        forward header | included message | begin included message | forwarded msg |
        start of forwarded message (rfc 934 encapsulation) | forwarded message (rfc 934 encapsulation) |
        weitergeleitete nachricht | anfang der weitergeleiteten nachricht |
        beginn der weitergeleiteten nachricht | anfang der weitergeleiteten e-mail | weitergeleitete e-mail |
        message transféré | message réexpédié | début du message réexpédié | début du message transféré |
        messaggio inoltrato | inizio messaggio inoltrato | inizio del messaggio inoltrato |
        mensaje reenviado | inicio del mensaje reenviado | comienzo del mensaje reenviado | missatge reenviat |
        mensagem encaminhada | mensagem reencaminhada | início da mensagem reencaminhada |
        início da mensagem encaminhada | inicio da mensagem encaminhada | doorgestuurd bericht |
        begin doorgestuurd bericht | oorspronkelijk bericht doorgestuurd | vidarebefordrat meddelande |
        vidarebefordrat mejl | vidarebefordrat brev | påbörja vidarebefordrat meddelande | videresendt meddelelse |
        videresendt melding | videresendt besked | start på videresendt besked | videresendt e-post |
        begynnelsen på videresendt melding | videresend melding | start på videresendt melding |
        edelleenlähetetty viesti | välitetty viesti | välitetty viesti / fwd.msg | välitetty viesti alkaa |
        edelleen lähetetty viesti | přeposlaná zpráva | začátek přeposílané zprávy | přesměrovaná zpráva |
        preposlaná správa | preposlaná správa --- forwarded message | začiatok preposlanej správy |
        preposlaná zpráva | továbbított üzenet | továbbított levél kezdete | továbbított levél |
        przekazana wiadomość | treść przekazanej wiadomości | początek przekazywanej wiadomości |
        wiadomość przekazana dalej | proslijeđena poruka | započni proslijeđenu poruku | prosleđena poruka |
        posredovano sporočilo | mesaj redirecționat | mesaj redirecţionat | începe mesajul redirecționat |
        mesaj redirectionat | mesaj retrimis | пересылаемое сообщение | перенаправленное сообщение |
        начало переадресованного сообщения | начало пересылаемого сообщения | переадресованное сообщение |
        пересланное сообщение | переслане повідомлення | перенаправлене повідомлення |
        початок листа, що пересилається | початок переадресованого повідомлення | препратено съобщение |
        προωθημένο μήνυμα | iletilen ileti | iletilmiş mesaj | ileti başlangıcı | yönlendirilen ileti |
        メッセージを転送 | 転送メッセージ | 転送されたメッセージ | 转发的邮件 | 转发邮件 | 轉寄郵件 |
        開始轉寄郵件 | 转发的信件 | 전달된 메시지 | 전달한 메시지 | הודעה שהועברה |
        пераслане паведамленне | прослеђена порука | препратена порака | tin nhắn được chuyển tiếp | thư đã chuyển tiếp |
        pesan terusan | mesej yang dimajukan | ข้อความที่ถูกส่งต่อ | birbidalitako mezua | mensaxe reenviada |
        áframsend skilaboð | mesazh i përcjellë | پیام بازارسالی‌شده |
        رسالة معاد توجيهها | edastatud kiri | pārsūtīts ziņojums | persiųstas laiškas |
        aangestuurde boodskap | awal pesan yang diteruskan | pesan diteruskan | pesan yang diteruskan |
        begynd videresendt e-mail | videresendt brev | start videresendt melding | vidaresend melding |
        vidaresendt melding | start av vidarebefordrat meddelande | edasi saadetud kiri | edasisuunatud kiri |
        edastatud sõnum | edastatud teade | neges yrrwyd ymlaen | gyrrwyd neges ymlaen |
        inici del missatge reenviat | iniciando encaminhamento de mensagem | inicio del mensaje redirigido |
        message redirigé | message transmis | messatge transferit | messaç mandât indenant | mensaxe reencamiñada |
        reenviouse a mensaxe | mensax reunviáu | mesaj înaintat | începutul mesajului înaintat |
        mesazhi i përcjellë | mesej dimajukan | prosljeđena poruka | przekazywana wiadomość |
        treść przekierowywanej wiadomości | wiadomość przekazywana | pārsūtīta vēstule | pārsūtītā vēstule |
        správa odoslaná ďalej | ďalej odoslaná správa | začiatok správy poslanej ďalej | začátek předané zprávy |
        plusendita mesaĝo | teachtaireacht ar aghaidh | teachtaireacht curtha ar aghaidh | thư chuyển tiếp |
        thư được chuyển tiếp | tin nhắn đã được chuyển tiếp | upprunalegt bréf | áframsendur póstur |
        áframsent skeyti | yönlendirilen iletiye başla | yönlendirilmiş ileti | ötürülən məktub |
        αρχή προωθημένου μηνύματος | перанакіраванае паведамленне | перанакіроўны ліст | перасланае паведамленне |
        пересланий лист | пересылаемое письмо | препратено писмо | басқаға жіберілген хат |
        қайта бағдарланған хат | әрі қарай жіберілген хабарлама | փոխանցվող նամակը | הודעה מועברת |
        رسالة ممررة | رسالة ممرّرة | پیام ارجاع داده شده | پیام ارجاعی | پیام ارسال مجدد شده | پیغام ارجاع شده |
        अग्रेषित संदेश | ফরওয়ার্ড করা বার্তা | ਅੱਗੇ ਭੇਜਿਆ ਸੁਨੇਹਾ | முன்னனுப்பப்பட்ட அஞ்சல் | ข้อความส่งต่อ | გადაგზავნილი წერილი |
        转发的信息 | 转发的消息 | 已转发消息 | 转发的原邮件 | 轉寄的訊息 | 轉寄的郵件 | 轉遞的郵件 | 已轉寄訊息 |
        転送するメッセージ |
        전달된 편지
        """,
}.items():
    for _text in _texts.replace("\n", "|").split("|"):
        if _text.strip():
            SEPARATORS[_text.strip().casefold()] = _kind
SEPARATORS |= {form: SEPARATORS[words] for form, words in twins(SEPARATORS).items()}
