"""Attribution lines: who and when, in every word order and language we know."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.attributions import parse_attribution

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
    ("Czech", "čt 5. 6. 2025 v 10:22 odesílatel Ann <ann@example.org> napsal:", None, ANN, (6, 5, 10, 22)),
    ("Hungarian", "Ann (ann@example.org) ezt írta (időpont: 2025. jún. 5., Cs, 10:22):", None, ANN, (6, 5, 10, 22)),
    ("Russian", "чт, 5 июн. 2025 г. в 10:22, Ann <ann@example.org>:", "Ann", ANN, (6, 5, 10, 22)),
    ("Russian, verb", '5 июня 2025 г. 10:22 пользователь "Ann" <ann@example.org> написал:', "Ann", ANN, (6, 5, 10, 22)),
    ("Ukrainian", '5 черв. 2025 р. 10:22 "Ann" ann@example.org пише:', "Ann", ANN, (6, 5, 10, 22)),
    ("Turkish", '"Ann" <ann@example.org>, 05/06/2025 10:22 tarihinde şunu yazdı:', "Ann", ANN, (6, 5, 10, 22)),
    ("Chinese", "在 2025年6月5日，上午10:22，Ann <ann@example.org> 写道：", "Ann", ANN, (6, 5, 10, 22)),
    ("Chinese, name first", "Ann <ann@example.org> 于2025年6月5日周四 10:22写道：", "Ann", ANN, (6, 5, 10, 22)),
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

WITHOUT_A_TIME = [  # (client, line, name, address)
    ("name only", "Ann Example wrote:", "Ann Example", ""),
    ("list", "Ann via Example Forum wrote:", "Ann", ""),
    ("brackets", "Ann Example (ann@example.org) wrote:", "Ann Example", ANN),
    ("address and colon", "Ann Example <ann at example.org>:", "Ann Example", ANN),
    ("Message-ID", "In message <12@example.com> Ann Example writes:", "Ann Example", ""),
    ("Horde", "Quoting Ann Example <ann@example.org>:", "Ann Example", ANN),
    ("supercite", '>>>>> "AE" == Ann Example <ann@example.org> writes:', "Ann Example", ANN),
    ("prose before an address", "Once upon a time, Ann Example <ann at example.org> said:", "Ann Example", ANN),
    ("nobody", "At 6/16/2016 08:32 PM, you wrote:", "", ""),
]

NO_ATTRIBUTIONS = [
    "When I wrote the following line:",
    "On Monday we met",
    "This is what the documentation says:",
    "I wrote a letter to them:",
    "Date: 5 June 2025",
    "The report was sent on 5 June 2025 and nobody answered.",
    "",
    ":",
    "wrote:",
]


@pytest.mark.parametrize(("client", "line", "name", "address", "time"), LINES, ids=[row[0] for row in LINES])
def test_who_and_when(client, line, name, address, time):
    said = parse_attribution(line)
    assert said is not None, client
    assert said.name == name or name is None
    assert said.address == address
    month, day, hour, minute, *offset = time
    zone = timezone(timedelta(hours=offset[0])) if offset else None
    assert said.sent == datetime(2025, month, day, hour, minute, tzinfo=zone)
    assert said.date
    assert not said.day_only
    assert said.certain


@pytest.mark.parametrize(("client", "line", "name", "address"), WITHOUT_A_TIME, ids=[row[0] for row in WITHOUT_A_TIME])
def test_who_without_a_time(client, line, name, address):
    said = parse_attribution(line)
    assert said is not None, client
    assert (said.name, said.address) == (name, address)


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
