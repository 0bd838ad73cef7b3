"""What marks a quote: verbs and opening words, as mail programs write them; labels and separators have modules in ``bodies``.

Pure data, apart from the algorithm in ``quotes.py``. Each table says where its entries were seen; a new client or
language is a new entry here and a line in ``tests/test_quote_marks.py``. All words are in lower case.
"""

from __future__ import annotations

import re

from ingest.lossy_words import twins


def _words(text: str) -> frozenset[str]:
    """The words of a table, and what archives made of them that lost their accents."""
    words = frozenset(text.split())
    return words.union(twins(words))


# The word that says "wrote" in an attribution line -> whom we saw writing it so.
VERBS = {
    "wrote": "English: Gmail, Thunderbird, Apple Mail, Outlook for Mac, mutt, Pine",
    "writes": "English: Gnus, ELM, nn",
    "said": "English: Gnus, exmh",
    "wrote:-": "English: hand-made",
    "typed": "English: hand-made in Usenet readers",
    "scribbled": "English: hand-made in Usenet readers",
    "quoth": "English: hand-made in Usenet readers",
    "spake": "English: hand-made in Usenet readers",
    "schrieb": "German: Gmail, Thunderbird, Apple Mail",
    "schreibt": "German: hand-made",
    "schriebst": "German: The Bat!, CrossPoint",
    "schrub": "German: hand-made in newsreaders",
    "schrieben": "German: KMail",
    "geschrieben": "German: KMail",
    "écrit": "French: Gmail, Thunderbird, Apple Mail",
    "ecrit": "French without accents",
    "écrivait": "French: mutt",
    "écrivit": "French: hand-made",
    "écriviez": "French: The Bat!",
    "escribió": "Spanish: Gmail, Thunderbird",
    "escribio": "Spanish without accents",
    "escribía": "Spanish: hand-made",
    "escribe": "Spanish: Horde",
    "escriure": "Catalan: Gmail",
    "escrit": "Catalan: Thunderbird",
    "escribiu": "Galician: Gmail",
    "escreveu": "Portuguese: Gmail, Thunderbird",
    "escreve": "Portuguese: hand-made",
    "scritto": "Italian: Gmail, Thunderbird",
    "scrive": "Italian: hand-made",
    "scriveva": "Italian: The Bat!",
    "scribeva": "Italian: hand-made in newsreaders",
    "schreef": "Dutch: Gmail, Thunderbird",
    "geschreven": "Dutch: Apple Mail",
    "skrev": "Danish, Norwegian, Swedish: Gmail, Thunderbird",
    "følgende": "Danish, Norwegian",
    "följande": "Swedish",
    "kirjoitti": "Finnish: Gmail, Thunderbird, Outlook",
    "sanoi": "Finnish: hand-made",
    "napsal(a)": "Czech: Gmail, Thunderbird",
    "napsal": "Czech",
    "napsala": "Czech",
    "napísal(a)": "Slovak: Gmail",
    "napísal": "Slovak: Outlook",
    "napísala": "Slovak",
    "napisał(a)": "Polish: Gmail, Thunderbird",
    "napisał": "Polish: Outlook, o2",
    "napisała": "Polish",
    "pisze": "Polish: Thunderbird",
    "napisal": "Polish without accents, Slovene",
    "napisao": "Croatian, Serbian",
    "napisala": "Croatian, Serbian, Slovene",
    "napisal(a)": "Slovene: KMail",
    "napisao/la": "Croatian: Gmail",
    "napisao(la)": "Croatian: Thunderbird",
    "írta": "Hungarian: Gmail, Thunderbird",
    "írt": "Hungarian",
    "scris": "Romanian: Gmail",
    "написал": "Russian: Gmail",
    "написала": "Russian",
    "написал(а)": "Russian: Thunderbird",
    "пишет": "Russian: Thunderbird",
    "сообщил/сообщила": "Russian: Outlook Express",
    "писал": "Russian: Opera, web mail",
    "писала": "Russian",
    "писал(а)": "Russian: Opera",
    "писали": "Russian: The Bat!",
    "написав": "Ukrainian",
    "написао": "Serbian",
    "написао/ла": "Serbian: Gmail",
    "напиша": "Macedonian: Gmail",
    "піша": "Belarusian",
    "напісаў": "Belarusian",
    "пише": "Ukrainian: Gmail",
    "написа": "Bulgarian: Gmail",
    "έγραψε": "Greek: Gmail",
    "yazdı": "Turkish: Gmail, Outlook",
    "yazmış": "Turkish: Thunderbird",
    "píše": "Czech: Evolution",
    "כתב": "Hebrew: Gmail",
    "כתבה": "Hebrew",
    "מאת": "Hebrew: `בתאריך .. מאת X`",
    "كتب": "Arabic: Gmail",
    "كتابة": "Arabic: Gmail, `تمت كتابة ما يلي بواسطة X`",
    "viết": "Vietnamese: Gmail",
    "menulis": "Indonesian: Gmail",
    "เขียนว่า": "Thai: Gmail",
    "kirjutas": "Estonian: Gmail",
    "rašė": "Lithuanian: Gmail",
    "rakstīja": "Latvian: Gmail",
    "skrifaði": "Icelandic: Gmail",
    "geskryf": "Afrikaans: Gmail",
    "idatzi": "Basque: Thunderbird",
    "shkroi": "Albanian",
    "نوشت": "Persian: Gmail",
    "نوشته": "Persian: Roundcube, Geary",
    "skreiv": "Nynorsk: Thunderbird, Roundcube, Evolution",
    "skrivaði": "Faroese: Roundcube",
    "skryf": "Afrikaans: Evolution",
    "skreau": "Frisian: Roundcube",
    "schreift": "Luxembourgish: Roundcube",
    "schreven": "Low German: KMail",
    "piše": "Croatian, Serbian: Thunderbird, Evolution, Pan",
    "napisa": "Serbian: KMail",
    "napísal/a": "Slovak: Geary",
    "napísali": "Slovak: KMail",
    "sporoča": "Slovene: Geary",
    "написано": "Ukrainian: KMail",
    "жазған": "Kazakh: Thunderbird",
    "жазғаны": "Kazakh: KMail",
    "yazıb": "Azerbaijani: Roundcube",
    "yozgan": "Uzbek: Roundcube",
    "წერს": "Georgian: Thunderbird",
    "დაწერა": "Georgian: Roundcube",
    "scríobh": "Irish: Thunderbird",
    "ysgrifennodd": "Welsh: Thunderbird",
    "skrivet": "Breton: Thunderbird",
    "idatzita": "Basque: Geary",
    "escriguèt": "Occitan: Evolution",
    "escrich": "Occitan: Geary",
    "scrit": "Romansh: Thunderbird",
    "scribite": "Interlingua: Roundcube",
    "skribis": "Esperanto: Roundcube, mutt",
    "shkruar": "Albanian: Evolution",
    "נכתב": "Hebrew: Thunderbird",
    "写于": "Chinese: Thunderbird",
    # to whom one answers: KMail
    "piszesz": "Polish: KMail",
    "escribiches": "Galician: KMail",
    "kirjoitit": "Finnish: KMail",
    "napisali": "Slovene, Bosnian: KMail",
    "написали": "Russian, Ukrainian: KMail",
    "написахте": "Bulgarian: KMail",
    "написасте": "Serbian: KMail",
    "napisaste": "Serbian: KMail",
    "γράψατε": "Greek: KMail",
    "yazdınız": "Turkish: KMail",
    "rašėte": "Lithuanian: KMail",
    "kirjutasid": "Estonian: KMail",
    "ð´μà": "Chinese in archives that read GB 2312 as Latin-1",
}
# Verbs that stand before a quote in prose as well: a marked quote below is what makes them attribute; set in mutt and Gnus.
WEAK_VERBS = frozenset(
    "asked asks replied replies responded responds answered answers says stated posted explained formulated meinte meint dijo "
    "disait".split()
)
VERBS |= dict.fromkeys(WEAK_VERBS, "hand-made")
VERBS |= {
    form.replace("?", lost): f"{VERBS[verb]}, in archives that lost its accents"
    for form, verb in twins(VERBS).items()
    for lost in ("?", "\ufffd")
}

# Words beside a date that tell that its day stands before its month: every language of the verbs but English writes so.
DAY_FIRST = _words(
    """
    el em il op du den dne dnia dniu på à às las los alle ore um uhr kl kl. klo om godz godz. giorno data dia día
    """
) | {verb for verb, whom in VERBS.items() if not whom.startswith("English")}

# Verbs of scripts without spaces stand at the end of the line, before the colon.
FINAL_VERBS = (
    "さんは書きました",
    "さんが書きました",
    "提到",  # Evolution
    "您在来信中写道",  # Foxmail
    "nous a dit",
    # MesNews
    "a émis l'idée suivante",
    "a pensé très fort",
    "avait énoncé",
    "vient de nous annoncer",
    "a présenté l'énoncé suivant",
    "a utilisé son clavier pour écrire",
    "a couché sur son écran",
    "avait prétendu",
    "a exprimé avec précision",
    "has brought this to us",
    "submitted this idea",
    "was thinking very hard",
    "expressed precisely",
    "formulated the question",
    "used his keyboard to write",
    "laid this down on his screen",
    "presented the following explanation",
    "pretended",
    "写道",
    "寫道",
    "写到",
    "寫到",  # Roundcube
    "寫下",  # Geary
    "撰写",
    "のメール",
    "wrote",
    "書きました",
    "작성",
    "작성함",
    "님이 작성",
    # Thunderbird, KMail, Roundcube, Pan
    "이(가) 쓴 글",
    "이(가) 쓴 내용",
    "님이 쓴 글",
    "쓴 글",
    "쓴 내용",
    "썼습니다",
    "dedi ki",
    "was heard to say",
)

# Verbs with their colon, looked for in the middle of long lines.
INLINE_VERBS = (
    "wrote:", "writes:", "wrote ----", "schrieb:", "écrit :", "écrit:", "escribió:", "escreveu:", "scritto:",
    "skrev:", "schreef:", "geschreven:", "napisał(a):", "napsal(a):", "написал:", "kirjoitti:", "写道：",
)  # fmt: skip

# Words that stand around the name, never in it.
FILLERS = _words(
    """
    je heeft het volgende geschreven a ha va è on hat user użytkownik пользователь користувач používateľ felhasználó
    följande følgende ezt írta időpontban tarihinde şunu по поводу от from fra från od від frá von par le la el il den dne dnia
    w dniu em op am us-ascii utc gmt me at kell keltezésű levelében keltezéssel odesílatel
    uživatel oseba lietotājs kontakt kuupäeval
    plkst χρήστης ο ο/η στις tanggal pukul lúc письме сообщении карыстальнік korisnik корисник ч thus në во
    تمت كتابة ما يلي بواسطة 於 于 在 also then further avez
    thusly in part måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen dátummal
    ο/η dňa þann folgendes en/na に さん さんは さんが своём своем
    пнд втр срд чтв птн сбт вск 一 二 三 四 五 六
    ühel kenal päeval על ידי ב־
    """
)
# Words that stand behind the name, and may begin another.
BEHIND = frozenset("đã на në më në ka في şunları şöyle igorleak zuen du кезде است kun ils 이(가) @".split())
# Words that open an attribution before its date or name.
OPENERS = _words(
    """
    on le la el il op am em in den dne dnia w dniu på d. vào pada στις בתאריך في quoting citando zitat citát
    cytowanie a de du of or about 在 於 at 于 selon date data на в v în në më vào در تاریخ ôú
    дана เมื่อ თარიღი
    """
)
# Whom an attribution names only by being answered: the name is left empty.
PRONOUNS = _words(
    """
    you i vous du sie tu usted вы ви você jste ați 您 你
    """
)
# The same, and what is left of one, in words that are names with a capital: "hai scritto" of KMail, and "Hai" of Viet Nam.
SMALL_PRONOUNS = frozenset(("u", "vau", "hai", "ste", "sa"))
# A line of capitalised words and a colon above a quote names its author, but for greetings and headings with these words.
HEADINGS = _words(
    """
    hi hello hey dear hallo hola bonjour ciao salut moin liebe lieber thanks thank greetings all everybody everyone folks
    and or of the a an my your our this that to from for in on with as is new old
    code example examples question questions answer answers problem problems reply replies response comment comments output input
    result results error errors message messages note notes point points part section step version report bug patch text
    information info details system setup settings data description configuration background steps
    summary quote quotes log list subject case option proposal topic original previous update edit file
    """
)
# An attribution without a date starts so only in prose: "When I wrote the following:".
PROSE_STARTS = _words(
    """
    someone somebody people everyone some the an
    when then and but as i he she it we you they this that these those so if because since what who which there here
    also nobody anyone earlier previously yesterday today once after before while where how why your his her my our
    their its all one quando wenn als quand cuando something just like to for with by
    """
)

# What somebody answers below a quoted line in a word of her own; a mailer may wrap "no" as well, but it is hers more often.
ANSWERS = _words(
    """
    yes yep yeah no nope ok okay right true agreed sure exactly indeed done fixed why? what? how? +1 -1 ack
    ja nein nee oui non si sí sim não da nej kyllä ei tak nie ano igen nem
    """
)

# GroupWise's head on one line: it is quoted once, and no line below bears a mark
GROUPWISE = re.compile(r">>> [^> ].*>>>")
