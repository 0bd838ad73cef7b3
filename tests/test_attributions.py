"""Attribution lines: who and when, in every word order and language we know."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.bodies.attributions import parse_attribution
from ingest.body import read_text

ANN = "ann@example.org"

LINES = [  # (client or language, line, name, address, time)
    (
        "Gmail",
        "On Thu, Jun 5, 2025 at 10:22 AM Ann Example <ann@example.org> wrote:",
        "Ann Example",
        ANN,
        (6, 5, 10, 22),
    ),
    (
        "Gmail narrow space",
        "On Thu, Jun 5, 2025 at 10:22\u202fPM Ann <ann@example.org> wrote:",
        "Ann",
        ANN,
        (6, 5, 22, 22),
    ),
    ("GitHub", "On Thu, Jun 5, 2025 at 10:22 AM Ann Example ***@***.***> wrote:", "Ann Example", "", (6, 5, 10, 22)),
    (
        "BlueMail",
        "On Jun 5, 2025, 10:22, at 10:22, Ann Example <ann@example.org> wrote:",
        "Ann Example",
        ANN,
        (6, 5, 10, 22),
    ),
    ("Thunderbird", "On 05/06/2025 10:22, Ann Example wrote:", "Ann Example", "", (6, 5, 10, 22)),
    ("Thunderbird US", "On 6/5/25 10:22 AM, Ann Example wrote:", "Ann Example", "", (6, 5, 10, 22)),
    ("Thunderbird Canada", "On 05/06/2025 10:22 a.m., Ann Example wrote:", "Ann Example", "", (6, 5, 10, 22)),
    ("Apple Mail", "On 5 Jun 2025, at 10:22, Ann Example <ann@example.org> wrote:", "Ann Example", ANN, (6, 5, 10, 22)),
    (
        "Pipermail",
        "On 5 Jun 2025, at 10:22, Ann Example <ann at example.org> wrote:",
        "Ann Example",
        ANN,
        (6, 5, 10, 22),
    ),
    ("Pipermail pt", "Em 5 de junho de 2025 10:22, Ann <ann em example.org> escreveu:", "Ann", ANN, (6, 5, 10, 22)),
    ("list", "On Thu, Jun 5, 2025 at 10:22 AM Ann via Talk <talk@example.org> wrote:", "Ann", "", (6, 5, 10, 22)),
    ("Evolution", "On Thu, 2025-06-05 at 10:22 +0200, Ann Example wrote:", "Ann Example", "", (6, 5, 10, 22, 2)),
    ("mutt", "On Thu, Jun 05, 2025 at 10:22:00AM +0000, Ann Example wrote:", "Ann Example", "", (6, 5, 10, 22, 0)),
    (
        "Zoho",
        "---- On Thu, 05 Jun 2025 10:22:00 +0530 Ann <ann@example.org> wrote ----",
        "Ann",
        ANN,
        (6, 5, 10, 22, 5.5),
    ),
    (
        "French, all blanks lost",
        "Le?jeu. 5 juin 2025 ??10:22, Ann <ann at example.org> a ?crit?:",
        "Ann",
        ANN,
        (6, 5, 10, 22),
    ),
    ("French, blank lost", "Le 05/06/2025 ? 10:22, Ann Example via Talk a ?crit?:", "Ann Example", "", (6, 5, 10, 22)),
    ("Chinese, 於", "Ann Example 於 2025/6/5 10:22 寫道:", "Ann Example", "", (6, 5, 10, 22)),
    ("Pine", "+-- On Thu, 5 Jun 2025 at 10:22, Ann Example wrote --+", "Ann Example", "", (6, 5, 10, 22)),
    ("old Gmail", "2025-06-05 10:22 GMT+03:00 Ann Example <ann@example.org>:", "Ann Example", ANN, (6, 5, 10, 22, 3)),
    (
        "mail.ru",
        "Thursday, 5 June 2025, 10:22 AM +0300 from ann@example.org <ann@example.org>:",
        "",
        ANN,
        (6, 5, 10, 22, 3),
    ),
    ("time first", '10:22 AM, June 5, 2025, "Ann Example" <ann@example.org>:', "Ann Example", ANN, (6, 5, 10, 22)),
    ("French", 'Le 5 juin 2025 10:22, "Ann Example" <ann@example.org> a écrit :', "Ann Example", ANN, (6, 5, 10, 22)),
    ("French, accents lost", "Le 5 juin 2025 10:22, Ann <ann@example.org> a ?crit :", "Ann", ANN, (6, 5, 10, 22)),
    ("German", "Am 05.06.2025 um 10:22 schrieb Ann Example <ann@example.org>:", "Ann Example", ANN, (6, 5, 10, 22)),
    (
        "German, name first",
        "Ann <ann@example.org> schrieb am Do., 5. Juni 2025 um 10:22 Uhr:",
        "Ann",
        ANN,
        (6, 5, 10, 22),
    ),
    ("Spanish", "El jue, 5 jun 2025 a las 10:22, Ann (<ann@example.org>) escribió:", "Ann", ANN, (6, 5, 10, 22)),
    ("Italian", 'Il giorno 05/06/2025, 10:22 "Ann" <ann@example.org> ha scritto:', "Ann", ANN, (6, 5, 10, 22)),
    ("Dutch", "Op do 5 jun. 2025 om 10:22 schreef Ann <ann@example.org>:", "Ann", ANN, (6, 5, 10, 22)),
    (
        "Dutch Apple",
        "Op 5 jun. 2025 om 10:22 heeft Ann <ann@example.org> het volgende geschreven:",
        "Ann",
        ANN,
        (6, 5, 10, 22),
    ),
    ("Danish", "Den 5. jun. 2025 kl. 10.22 skrev Ann <ann@example.org>:", "Ann", ANN, (6, 5, 10, 22)),
    ("Norwegian", "tor. 5. jun. 2025 kl. 10:22 skrev Ann <ann@example.org>:", "Ann", ANN, (6, 5, 10, 22)),
    ("Swedish", 'Den 05/06/2025 10:22 skrev "Ann" <ann@example.org> följande:', "Ann", ANN, (6, 5, 10, 22)),
    ("Finnish", "to 5. kesäkuuta 2025 klo 10.22 Ann (ann@example.org) kirjoitti:", "Ann", ANN, (6, 5, 10, 22)),
    ("Polish", "czw., 5 cze 2025 o 10:22 Ann <ann@example.org> napisał(a):", "Ann", ANN, (6, 5, 10, 22)),
    ("Polish o2", "Dnia 5 czerwca 2025 10:22 Ann <ann@example.org> napisał(a):", "Ann", ANN, (6, 5, 10, 22)),
    ("Czech", "čt 5. 6. 2025 v 10:22 odesílatel Ann <ann@example.org> napsal:", "Ann", ANN, (6, 5, 10, 22)),
    ("Hungarian", "Ann (ann@example.org) ezt írta (időpont: 2025. jún. 5., Cs, 10:22):", "Ann", ANN, (6, 5, 10, 22)),
    ("Russian", "чт, 5 июн. 2025 г. в 10:22, Ann <ann@example.org>:", "Ann", ANN, (6, 5, 10, 22)),
    ("Russian, verb", '5 июня 2025 г. 10:22 пользователь "Ann" <ann@example.org> написал:', "Ann", ANN, (6, 5, 10, 22)),
    ("Ukrainian", '5 черв. 2025 р. 10:22 "Ann" ann@example.org пише:', "Ann", ANN, (6, 5, 10, 22)),
    ("Turkish", '"Ann" <ann@example.org>, 05/06/2025 10:22 tarihinde şunu yazdı:', "Ann", ANN, (6, 5, 10, 22)),
    ("Chinese", "在 2025年6月5日，上午10:22，Ann <ann@example.org> 写道：", "Ann", ANN, (6, 5, 10, 22)),
    ("Chinese, name first", "Ann <ann@example.org> 于2025年6月5日周四 10:22写道：", "Ann", ANN, (6, 5, 10, 22)),
    (
        "Indonesian",
        "Pada tanggal Kam, 5 Jun 2025 pukul 10.22 Ann <ann@example.org> menulis:",
        "Ann",
        ANN,
        (6, 5, 10, 22),
    ),
    (
        "zone with several meanings",
        "On Thu, 5 Jun 2025 10:22:00 BST, Ann Example <ann@example.org> wrote:",
        "Ann Example",
        ANN,
        (6, 5, 10, 22),
    ),
    (
        "zone in brackets",
        "On Thu, 5 Jun 2025 10:22:00 CEST (+0200), ann@example.org wrote:",
        "",
        ANN,
        (6, 5, 10, 22, 2),
    ),
    (
        "Mew",
        "In article <1@example.org> (at Thu, 5 Jun 2025 10:22:00 +0200), Ann <ann@example.org> says:",
        "Ann",
        ANN,
        (6, 5, 10, 22, 2),
    ),
    ("Japanese", "2025年6月5日(木) 10:22 Ann <ann@example.org>:", "Ann", ANN, (6, 5, 10, 22)),
    ("Korean", "2025. 6. 5. 오전 10:22, Ann <ann@example.org> 작성:", "Ann", ANN, (6, 5, 10, 22)),
    (
        "ESS",
        ">>>>> Ann Example >>>>>     on Thu, 5 Jun 2025 10:22:00 +0200 writes:",
        "Ann Example",
        "",
        (6, 5, 10, 22, 2),
    ),
]

THURSDAY = [  # 8 October 2020, 10:28
    "čet, 8. lis 2020. u 10:28 Ann Example <ann@example.org> napisao je:",
    "čet, 8. lis 2020. u 10:28 Ann Example <ann@example.org> je napisao/la:",
    "V V čet., 8. okt. 2020 ob 10:28 je oseba Ann Example <ann@example.org> napisala:",
    "чет, 8. окт 2020. у 10:28 Ann Example <ann@example.org> је написао/ла:",
    "čet, 8. okt 2020. u 10:28 Ann Example <ann@example.org> je napisao/la:",
    "št 8. 10. 2020 o 10:28 Ann Example <ann@example.org> napísal(a):",
    "št 8. 10. 2020 o 10:28 používateľ Ann Example <ann@example.org> napísal:",
    "2020-10-08, kt, 10:28 Ann Example <ann@example.org> rašė:",
    "ceturtd., 2020. g. 8. okt., plkst. 10:28 — lietotājs Ann Example (<ann@example.org>) rakstīja:",
    "Kontakt Ann Example (<ann@example.org>) kirjutas kuupäeval N, 8. oktoober 2020 kell 10:28:",
    "joi, 8 oct. 2020 la 10:28, Ann Example <ann@example.org> a scris:",
    "Στις Πέμ, 8 Οκτ 2020 στις 10:28 π.μ., ο χρήστης Ann Example <ann@example.org> έγραψε:",
    "Στις Πέμ 8 Οκτ 2020, 10:28 ο χρήστης Ann Example <ann@example.org> έγραψε:",
    "Vào Th 5, 8 thg 10, 2020 vào lúc 10:28 Ann Example <ann@example.org> đã viết:",
    "Vào 10:28, Th 5, 8 thg 10, 2020 Ann Example <ann@example.org> đã viết:",
    "ในวันที่ พฤ. 8 ต.ค. 2020 เวลา 10:28 Ann Example <ann@example.org> เขียนว่า:",
    "Pada tanggal Kam, 8 Okt 2020 pukul 10.28 Ann Example <ann@example.org> menulis:",
    "Pada Kha, 8 Okt 2020, 10:28 Ann Example <ann@example.org> menulis:",
    "في الخميس، ٨ أكتوبر ٢٠٢٠ ١٠:٢٨ ص Ann Example <ann@example.org> كتب:",
    "في الخميس، 8 أكتوبر 2020 10:28 ص Ann Example <ann@example.org> كتب:",
    "‫בתאריך יום ה׳, 8 באוק׳ 2020 ב-10:28 מאת ‪Ann Example‬‏ <‪ann@example.org‬‏>:‬",
    "در تاریخ پنجشنبه ۸ اکتبر ۲۰۲۰، ۱۰:۲۸ Ann Example <ann@example.org> نوشت:",
    "Missatge de Ann Example <ann@example.org> del dia dj., 8 d’oct. 2020 a les 10:28:",
    "Ann Example <ann@example.org> igorleak hau idatzi zuen (2020 urr. 8, og. (10:28)):",
    "O xov, 8 out 2020 ás 10:28, Ann Example (<ann@example.org>) escribiu:",
    "fim., 8. okt. 2020 kl. 10:28 skrifaði Ann Example <ann@example.org>:",
    "Den tor. 8. okt. 2020 kl. 10.28 skrev Ann Example <ann@example.org>:",
    "tor. 8. okt. 2020 kl. 10:28 skrev Ann Example <ann@example.org>:",
    "Den tors 8 okt. 2020 10:28Ann Example <ann@example.org> skrev:",
    "Den tors 8 okt. 2020 kl 10:28 skrev Ann Example <ann@example.org>:",
    "Më enj, 8 tet 2020 në 10:28 Ann Example <ann@example.org> shkroi:",
    "На чет., 8 окт. 2020 во 10:28 Ann Example <ann@example.org> напиша:",
    "чц, 8 кас 2020 г. у 10:28 Ann Example <ann@example.org> піша:",
    "чт, 8 жовт. 2020 р. о 10:28 Ann Example <ann@example.org> пише:",
    "чт, 8 жовт. 2020 о 10:28 користувач Ann Example <ann@example.org> написав:",
    "8 жовтня 2020 р. 10:28 Ann Example <ann@example.org> написав:",
    "чт, 8 окт. 2020 г. в 10:28, Ann Example <ann@example.org>:",
    "чт, 8 окт. 2020 г., 10:28 Ann Example <ann@example.org>:",
    "8 октября 2020 г., 10:28 пользователь Ann Example <ann@example.org> написал:",
    "Ann Example <ann@example.org> 於 2020年10月8日 週四 上午10:28寫道：",
    "Ann Example <ann@example.org>于2020年10月8日 周四10:28写道：",
    "2020年10月8日(木) 10:28 Ann Example <ann@example.org>:",
    "2020年10月8日木曜日 10:28 Ann Example <ann@example.org>:",
    "2020년 10월 8일 (목) 오전 10:28, Ann Example <ann@example.org>님이 작성:",
    "Ann Example <ann@example.org> schrieb am Do., 8. Okt. 2020, 10:28:",
    "Am Do., 8. Okt. 2020 um 10:28 Uhr schrieb Ann Example <ann@example.org>:",
    "Le jeu. 8 oct. 2020 à 10:28, Ann Example <ann@example.org> a écrit :",
    "El jue, 8 oct 2020 a las 10:28, Ann Example (<ann@example.org>) escribió:",
    "Em qui., 8 de out. de 2020 às 10:28, Ann Example <ann@example.org> escreveu:",
    "Ann Example <ann@example.org> escreveu no dia quinta, 8/10/2020 à(s) 10:28:",
    "Il giorno gio 8 ott 2020 alle ore 10:28 Ann Example <ann@example.org> ha scritto:",
    "Op do 8 okt. 2020 om 10:28 schreef Ann Example <ann@example.org>:",
    "to 8. lokak. 2020 klo 10.28 Ann Example (ann@example.org) kirjoitti:",
    "8.10.2020 10.28, Ann Example kirjoitti:",
    "Dne 8.10.2020 v 10:28 Ann Example napsal(a):",
    "čt 8. 10. 2020 v 10:28 odesílatel Ann Example <ann@example.org> napsal:",
    "W dniu 8.10.2020 o 10:28, Ann Example pisze:",
    "czw., 8 paź 2020 o 10:28 Ann Example <ann@example.org> napisał(a):",
    "Ann Example <ann@example.org> ezt írta (időpont: 2020. okt. 8., Cs, 10:28):",
    "2020. 10. 08. 10:28 keltezéssel, Ann Example írta:",
    "El 8/10/20 a les 10:28, Ann Example ha escrit:",
    "On donderdag 8 oktober 2020 10:28:00 CEST Ann Example wrote:",
    "On Thursday, October 8, 2020 10:28:00 AM Central European Summer Time Ann Example wrote:",
    "Am Donnerstag, 8. Oktober 2020, 10:28:00 Mitteleuropäische Sommerzeit schrieb Ann Example:",
    "On Thursday 08 October 2020 10:28:00 Ann Example wrote:",
    "Am Donnerstag, 8. Oktober 2020, 10:28:00 CEST schrieb Ann Example:",
    "Le jeudi 8 octobre 2020, 10:28:00 CEST Ann Example a écrit :",
    "Em quinta-feira, 8 de outubro de 2020 10:28:00 -03 Ann Example escreveu:",
    "В письме от четверг, 8 октября 2020 г. 10:28:00 MSK пользователь Ann Example написал:",
    "В сообщении от Thursday 08 October 2020 10:28:00 Ann Example написал(а):",
    "Dnia czwartek, 8 października 2020 10:28:00 CEST Ann Example pisze:",
    "On 8. 10. 20 10:28, Ann Example wrote:",
    "On 2020-10-08 10:28 a.m., Ann Example wrote:",
    "On 10/8/2020 10:28 AM, Ann Example via Commons wrote:",
    "* Ann Example <ann@example.org> [2020-10-08 10:28:00 +0200]:",
    "Ann Example, on Thu, 08 Oct 2020 10:28:00 +0200, wrote:",
    "Quoting Ann Example (2020-10-08 10:28:00)",
    "Excerpts from Ann Example's message of October 8, 2020 10:28 am:",
    "---- On Thu, 08 Oct 2020 10:28:00 +0200 Ann Example <ann@example.org> wrote ----",
    '08.10.2020, 10:28, "Ann Example" <ann@example.org>:',
    "На чт, 8.10.2020 г. в 10:28 ч. Ann Example <ann@example.org> написа:",
    "Στις Πέμπτη, Οκτωβρίου 8, 2020, 10:28 πμ, ο χρήστης Ann Example <ann@example.org> έγραψε:",
    "Vào Thứ Năm, tháng 10 8, 2020, 10:28, Ann Example <ann@example.org> đã viết:",
    "ÔÚ 2020/10/8 10:28, Ann Example Ð´µÀ:",
    # Evolution, Geary, KMail, Roundcube and Thunderbird as they are translated
    "Am Donnerstag, dem 08.10.2020 um 10:28 +0200 schrieb Ann Example:",
    "Ann Example schreef op do 08-10-2020 om 10:28 [+0200]:",
    "W\xa0dniu czw., 08.10.2020 o\xa0godzinie 10∶28\u2009+0200, użytkownik Ann Example napisał:",
    "Pada hari Kamis, tanggal 08/10/2020, pukul 10:28 +0200, Ann Example menulis:",
    "tors., 08 10 2020 kl. 10:28 +0200, skrev Ann Example:",
    "kt, 2020 10 08 10:28 +0200, Ann Example rašė:",
    "У чет, 08. 10 2020. у 10:28 +0200, Ann Example пише:",
    "to. den 08. 10. 2020 klokka 10.28 (+0200) skreiv Ann Example:",
    "torsdag den 8. oktober 2020 10.28.00 skrev Ann Example:",
    "Ann Example kirjoitti torstai 8. lokakuuta 2020 10.28.00:",
    "Ühel kenal päeval (neljapäev, 8. oktoober 2020 10:28:00 CEST) kirjutas Ann Example:",
    "2020년 10월 8일 목요일 10:28:00 CEST에 Ann Example 님이 쓴 글:",
    "20. 10. 8. AM 10:28에 Ann Example 이(가) 쓴 글:",
    "2020-10-08 10:28에 Ann Example이(가) 쓴 내용:",
    "În ziua de joi, 8 octombrie 2020, la 10:28:00 CEST, Ann Example a scris:",
    "Na štvrtok 8. októbra 2020 10:28:00 CEST Ann Example napísali:",
    "Na čet, okt 8, 2020 at 10:28 a.\u202fm., Ann Example <ann@example.org> je napisao/la:",
    "En dj., 8 d’oct. 2020 a les 10:28 a.\u202fm., Ann Example <ann@example.org> ha escrit:",
    "Дана четвртак, 8. октобар 2020. у 10:28:00 CEST, Ann Example написа:",
    "08. 10. 2020. u 10:28, Ann Example piše:",
    "Ann Example napsal(a) dne 08.10.20 v 10:28:",
    "Ann Example написа на 8.10.20 г. в 10:28:",
    "Ann Example đã viết vào lúc 10:28 8/10/20:",
    "Ann Example 写于 2020/10/8 10:28:",
    "Ann Example 於 2020-10-08 10:28 寫到:",
    "Ann Example shkroi më 8.10.20, 10:28\u202fp.d.:",
    "כתב Ann Example ב־8.10.2020 בשעה 10:28:",
    "נכתב על ידי Ann Example, ב־8.10.2020 בשעה 10:28:",
    "كتب Ann Example في 2020-10-08 10:28:",
    "در 2020-10-08 10:28، Ann Example نوشته است:",
    "Den 2020-10-08 10:28 skreiv Ann Example:",
    "Je 2020-10-08 10:28, Ann Example skribis:",
    "თარიღი 08.10.20 10:28, Ann Example წერს:",
    "Ann Example @ 2020-10-08 10:28 rakstīja:",
    "2020.10.08. 10:28 keltezéssel, Ann Example \ufffdrta:",  # as a wrong charset left it
]
TUESDAY = [  # the 6th: in these languages short for Tuesday is the same as short for March
    "mar., 6 oct. 2020, 10:28 Ann Example <ann@example.org> a scris:",
    "În mar., 6 oct. 2020 la 10:28, Ann Example <ann@example.org> a scris:",
    "Le mar. 6 oct. 2020 à 10:28, Ann Example <ann@example.org> a écrit :",
    "El mar, 6 oct 2020 a las 10:28, Ann Example (<ann@example.org>) escribió:",
    "Il giorno mar 6 ott 2020 alle ore 10:28 Ann Example <ann@example.org> ha scritto:",
]


@pytest.mark.parametrize("line", [*THURSDAY, *TUESDAY])
def test_a_line_says_who_and_when_in_each_language(line: str) -> None:
    found = parse_attribution(line)
    assert found is not None
    assert (found.name, found.address) == (
        "Ann Example",
        ANN if "<ann" in line or "(ann" in line or "\u202aann" in line else "",
    )
    assert found.sent is not None
    assert found.sent.replace(tzinfo=None) == datetime(2020, 10, 6 if line in TUESDAY else 8, 10, 28)


@pytest.mark.parametrize("name", ["Li Example", "Na Example", "Dana Example", "An Li", "Ka Example", "Hai"])
@pytest.mark.parametrize(
    "line", ["{} wrote on 5 June 2025 10:22:", "On 5 June 2025 10:22, {} wrote:", "{}, 5 June 2025 10:22, wrote:"]
)
def test_a_name_may_begin_with_a_small_word_of_another_language(line: str, name: str) -> None:
    found = parse_attribution(line.format(name))
    assert found is not None
    assert found.name == name


def test_what_stands_behind_a_time_is_a_name_and_no_weekday() -> None:
    found = parse_attribution("On 2020/10/8 10:28, Su Example wrote:")
    assert found is not None
    assert found.name == "Su Example"


LOST_LETTERS = [  # attributions in archives that had no letters but those of ASCII, and where a blank was none of them
    "?s 10:28 de 08/10/20, Ann Example escreveu:",
    "?Am 08.10.20, 10:28 schrieb Ann Example <ann@example.org>:",
    "Am Do., 8. Okt. 2020 um 10:28?Uhr schrieb Ann Example <ann@example.org>:",
    "?t 8. 10. 2020 v 10:28 odes?latel Ann Example <ann@example.org> napsal:",
    "2020. okt. 8., Cs 10:28 id?pontban Ann Example <ann@example.org> ezt ?rta:",
    "W dniu czw., 8 pa? 2020 o 10:28 Ann Example <ann@example.org> napisa?(a):",
    "8 Eki 2020 Per 10:28 tarihinde Ann Example <ann@example.org> ?unu yazd?:",
    "Le jeudi 8 octobre 2020 ? 10:28:00 UTC?6, Ann Example <ann@example.org> a ?crit :",
    "Le jeudi 8 octobre 2020 \u00e0 10:28:00 UTC\u22126, Ann Example <ann@example.org> a \u00e9crit :",
]


@pytest.mark.parametrize("line", LOST_LETTERS)
def test_words_whose_letters_an_archive_lost_are_no_part_of_a_name(line: str) -> None:
    found = parse_attribution(line)
    assert found is not None
    assert found.name == "Ann Example"
    assert found.sent is not None
    assert found.sent.replace(tzinfo=None) == datetime(2020, 10, 8, 10, 28)
    assert found.sent.tzinfo == (timezone(timedelta(hours=-6)) if "UTC" in line else None)


def test_a_day_may_stand_before_its_month_behind_the_year() -> None:
    found = parse_attribution("On Mon, 2006-31-07 at 14:20 +0100, Ann Example wrote:")
    assert found is not None
    assert found.sent == datetime(2006, 7, 31, 14, 20, tzinfo=timezone(timedelta(hours=1)))


def test_afternoon_is_told_before_the_time_or_behind_it() -> None:
    arabic = parse_attribution("في الخميس، ٨ أكتوبر ٢٠٢٠ ١٠:٢٨ م Ann <ann@example.org> كتب:")
    greek = parse_attribution("Στις 8 Οκτ 2020 10:28 μ.μ. Ann <ann@example.org> έγραψε:")
    assert arabic is not None
    assert greek is not None
    assert arabic.sent == greek.sent == datetime(2020, 10, 8, 22, 28)


def test_a_zone_may_be_written_out() -> None:
    found = parse_attribution(
        "On Thursday, October 8, 2020 10:28:00 AM Central European Summer Time Ann Example wrote:"
    )
    assert found is not None
    assert found.sent == datetime(2020, 10, 8, 10, 28, tzinfo=timezone(timedelta(hours=2)))


def test_an_address_that_an_archive_hid_ends_an_attribution_as_any_other_does() -> None:
    found = parse_attribution("2013/2/8 Ann Example <[log in to unmask]>")
    assert found is not None
    assert (found.name, found.sent) == ("Ann Example", datetime(2013, 2, 8))


WITHOUT_A_TIME = [  # (client, line, name, address)
    ("XEmacs", "/ Ann Example <ann@example.org> was heard to say:", "Ann Example", ANN),
    ("Usenet", "Quoth Ann Example <ann@example.org>:", "Ann Example", ANN),
    ("name only", "Ann Example wrote:", "Ann Example", ""),
    ("list", "Ann via Example Forum wrote:", "Ann", ""),
    ("brackets", "Ann Example (ann@example.org) wrote:", "Ann Example", ANN),
    ("address and colon", "Ann Example <ann at example.org>:", "Ann Example", ANN),
    ("Message-ID", "In message <12@example.com> Ann Example writes:", "Ann Example", ""),
    ("Horde", "Quoting Ann Example <ann@example.org>:", "Ann Example", ANN),
    ("supercite", '>>>>> "AE" == Ann Example <ann@example.org> writes:', "Ann Example", ANN),
    ("prose before an address", "Once upon a time, Ann Example <ann at example.org> said:", "Ann Example", ANN),
    ("LISTSERV's pages", "Ann Example <[log in to unmask]> wrote:", "Ann Example", ""),
    ("GNU's pages", "Once upon a time, Ann Example <address@hidden> said:", "Ann Example", ""),
    ("Nabble and colon", "Ann Example <[hidden email]>:", "Ann Example", ""),
    ("Horde, on LISTSERV's pages", "Quoting Ann Example <[log in to unmask]>:", "Ann Example", ""),
    ("Netscape", "Ann Example said the following:", "Ann Example", ""),
    ("links of a text browser", "Ann Example <[1][5]ann@example.org> wrote:", "Ann Example", ANN),
    ("name in brackets", "<Example>, Ann <ann@example.org> wrote:", "Example, Ann", ANN),
    ("a day without its year", "On 05/26, Ann Example wrote:", "Ann Example", ""),
    ("Gmail in the year of the mail", "On Mon, Dec 14, 10:50 Ann Example <ann@example.org> wrote:", "Ann Example", ANN),
    ("Gmail so in Spanish", "El lun, 14 dic, 10:50, Ann Example <ann@example.org> escribió:", "Ann Example", ANN),
    ("Mutt so", "On Dec 14 10:50, Ann Example (ann at example.org) wrote:", "Ann Example", ANN),
    ("a phone so", "On Thu, Dec 14 at 10:50 AM, Ann Example wrote:", "Ann Example", ""),
    ("a weekday that is a month, too", "Mar. 3 déc. à 10:50, Ann Example a écrit :", "Ann Example", ""),
    ("day and month behind the verb", "Am 14. Dezember schrieb Ann Example:", "Ann Example", ""),
    ("a weekday", "On Thursday, Ann Example wrote:", "Ann Example", ""),
    ("day and verb behind the name", "Ann Example, on 14 December, wrote:", "Ann Example", ""),
    ("day in brackets", "Ann Example wrote (Dec 14, 10:50):", "Ann Example", ""),
    ("a day and nobody", "On Dec 14, you wrote:", "", ""),
    ("a name that is a month", "On Dec 14, April Example wrote:", "April Example", ""),
    ("a name that begins with a month", "May Example writes:", "May Example", ""),
    ("a name that begins with a weekday", "Al Example wrote:", "Al Example", ""),
    ("a name with a number", "Agent 007 wrote:", "Agent 007", ""),
    ("subject behind the verb", 'Ann Example writes ("Re: Tea"):', "Ann Example", ""),
    ("nobody", "At 6/16/2016 08:32 PM, you wrote:", "", ""),
]

NO_ATTRIBUTIONS = [
    "Update, Thu, 05 Jun 2025 10:22:00 +0200:",
    "The next meeting of the group, Thu, 05 Jun 2025 10:22:00 +0200:",
    "We meet on 5 June 2025 at 10:22 in the hall:",
    "On Thu, 5 Jun 2025 at 10:22, Ann Example <ann@example.org <mailto:",
    "When I wrote the following line:",
    "On Monday we met",
    "This is what the documentation says:",
    "I wrote a letter to them:",
    "Date: 5 June 2025",
    "The report was sent on 5 June 2025 and nobody answered.",
    "[Thu Jun  5 10:22:43 2025] masts: driver by Ann Example <ann@example.org>",
    "",
    ":",
    "wrote:",
]


def in_2025(month: int, day: int, hour: int, minute: int, offset: float | None = None) -> datetime:
    """The time that a row tells, its offset from UTC in hours."""
    zone = None if offset is None else timezone(timedelta(hours=offset))
    return datetime(2025, month, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(("client", "line", "name", "address", "time"), LINES, ids=[row[0] for row in LINES])
def test_who_and_when(client, line, name, address, time):
    said = parse_attribution(line)
    assert said is not None, client
    assert said.name == name or name is None
    assert said.address == address
    assert said.sent == in_2025(*time)
    assert said.date
    assert not said.day_only
    assert said.certain


@pytest.mark.parametrize(("client", "line", "name", "address"), WITHOUT_A_TIME, ids=[row[0] for row in WITHOUT_A_TIME])
def test_who_without_a_time(client, line, name, address):
    said = parse_attribution(line)
    assert said is not None, client
    assert (said.name, said.address) == (name, address)


WITHOUT_A_VERB = [
    ("Tuta", "Jun 5, 2025, 10:22 by ann@example.org:", "", ANN, (6, 5, 10, 22)),
    ("Tuta in German", "5. Juni 2025, 10:22 von ann@example.org:", "", ANN, (6, 5, 10, 22)),
    (
        "Mail.ru",
        "Thursday, 05 June 2025, 10:22AM +02:00 from Ann Example ann@example.org:",
        "Ann Example",
        ANN,
        (6, 5, 10, 22, 2),
    ),
    ("Opera", "Ann Example, Thu, 05 Jun 2025 10:22:00 +0200:", "Ann Example", "", (6, 5, 10, 22, 2)),
    ("name first", "Ann Example (ann@example.org) on 2025-06-05 10:22:", "Ann Example", ANN, (6, 5, 10, 22)),
    ("name last", "Thu, 05 Jun 2025 10:22:00 +0200, Ann Example:", "Ann Example", "", (6, 5, 10, 22, 2)),
    ("K-9 Mail", "In data giovedì 5 giugno 2025 10:22:18 CEST, Ann Example:", "Ann Example", "", (6, 5, 10, 22, 2)),
]


@pytest.mark.parametrize(
    ("client", "line", "name", "address", "time"), WITHOUT_A_VERB, ids=[row[0] for row in WITHOUT_A_VERB]
)
def test_a_name_and_a_time_attribute_marked_lines_only(client, line, name, address, time):
    said = parse_attribution(line)
    assert said is not None, client
    assert (said.name, said.address, said.certain) == (name, address, False)
    assert said.sent is not None
    assert said.sent.replace(second=0) == in_2025(*time)
    assert read_text(f"Yes.\n\n{line}\n> Done?\n").own == "Yes."
    assert read_text(20 * "Yes.\n\n" + f"{line}\nDone?\n").children == ()


def test_the_word_before_a_name_is_no_part_of_it():
    for word in ("od", "від", "från", "from"):  # Mail.ru's
        said = parse_attribution(f"Czwartek, 5 Czerwca 2025, 10:22 +02:00 {word} Ann Example <{ANN}>:")
        assert said is not None
        assert (said.name, said.address) == ("Ann Example", ANN)
    assert parse_attribution("Thursday, 5 June 2025, 10:22 from Main Street:") is None


@pytest.mark.parametrize("line", NO_ATTRIBUTIONS)
def test_prose_is_no_attribution(line):
    said = parse_attribution(line)
    assert said is None or not said.certain


def test_a_day_without_a_time_is_midnight_and_says_so():
    said = parse_attribution("On Thu, 5 Jun 2025, Ann Example wrote:")
    assert said is not None
    assert said.sent == datetime(2025, 6, 5)
    assert said.day_only


@given(st.text(max_size=700))
def test_any_text_is_read(text):
    said = parse_attribution(text)
    assert said is None or said.address == said.address.lower()


@given(st.sampled_from([row[1] for row in LINES]), st.text(max_size=20), st.integers(0, 80))
def test_a_damaged_line_is_read(line, noise, at):
    parse_attribution(line[:at] + noise + line[at:])
