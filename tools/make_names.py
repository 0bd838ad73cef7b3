"""Write ingest/dates/data.py: month and weekday names of the locales whose mail programs we know.

Babel is needed to run this and nowhere else: ``python tools/make_names.py > ingest/dates/data.py``.
"""

import sys
from collections import defaultdict

from babel.dates import get_day_names, get_month_names

LOCALES = (
    "en", "de", "fr", "es", "ca", "pt", "it", "ro", "nl", "da", "sv", "nb", "nn", "is", "fi", "et", "lv", "lt",
    "cs", "sk", "pl", "hu", "hr", "sl", "sr", "sr_Latn", "bs", "mk", "bg", "ru", "uk", "be", "el", "tr", "az", "he",
    "ar", "fa", "hi", "th", "vi", "id", "ms", "ja", "zh", "zh_Hant", "ko", "sq", "eu", "gl", "ga", "cy",
)  # fmt: skip

# what mail programs write although no locale table has it
EXTRA_MONTHS = {
    "sept": 9,
    "mrt": 3,
    "märz": 3,
    "maerz": 3,
    "janv": 1,
    "févr": 2,
    "juil": 7,
    "déc": 12,
    "set": 9,
    "agt": 8,
}
FINNISH = (
    "tammik helmik maalisk huhtik toukok kesäk heinäk elok syysk lokak marrask jouluk"  # as its locale had them before
)
EXTRA_MONTHS |= {name: number for number, name in enumerate(FINNISH.split(), 1)}
EXTRA_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
EXTRA_WEEKDAYS |= {"mit": 2, "pią": 4, "wto": 1, "śro": 2}  # in three letters, as Evolution has them
EXTRA_WEEKDAYS |= {"segunda": 0, "terça": 1, "quarta": 2, "quinta": 3, "sexta": 4}  # with "-feira"


def key(name: str) -> str:
    """The name as it is looked up: lower case, without dots and accents that come as marks of their own."""
    return name.lower().replace("\u0307", "").strip(". \N{HEBREW PUNCTUATION GERESH}")


def names(getter, number_of_first: int) -> dict[str, set[int]]:
    """Each single-word name with the numbers it has in any locale."""
    found: dict[str, set[int]] = defaultdict(set)
    for locale in LOCALES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in getter(width, context, locale).items():
                    word = key(name)
                    if len(word) > 1 and word.isalpha():
                        found[word].add(number + number_of_first)
    return found


def table(title: str, comment: str, entries: dict[str, set[int]]) -> str:
    """The Python source of one table."""
    rows = [f'    "{name}": {tuple(sorted(numbers))},' for name, numbers in sorted(entries.items())]
    return f"# {comment}\n{title}: dict[str, tuple[int, ...]] = {{\n" + "\n".join(rows) + "\n}\n"


def main() -> None:
    """Print the module."""
    months = names(get_month_names, 0)
    for name, number in EXTRA_MONTHS.items():
        months[name].add(number)
    weekdays = names(get_day_names, 0)
    for name, number in EXTRA_WEEKDAYS.items():
        weekdays[name].add(number)
    sys.stdout.write('"""Month and weekday names of many locales; written by tools/make_names.py, not by hand."""\n')
    sys.stdout.write(
        table("MONTHS", "name -> months it can mean: listopada is October in Croatian, November in Polish", months)
    )
    sys.stdout.write(table("WEEKDAYS", "name -> days it can mean, Monday is 0", weekdays))


if __name__ == "__main__":
    main()
