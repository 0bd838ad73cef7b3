"""Which part of a long list a page shows, and the addresses of the parts before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from publish.visit import Visit

LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """One page of many: ``limit`` asks for one row more than is shown, to know whether others follow."""

    page: int
    size: int

    @property
    def limit(self) -> int:
        """How many rows to ask for."""
        return self.size + 1

    @property
    def offset(self) -> int:
        """How many rows come before."""
        return (self.page - 1) * self.size


def asked(visit: Visit, size: int) -> Part:
    """Give the part that the reader asked for; the first one where the field makes no sense."""
    wanted = visit.arg("page")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 7 else 1
    return Part(min(max(number, 1), LAST_PAGE), size)


def month_asked(visit: Visit) -> str:
    """Give the month of the query string, empty where it is none."""
    month = visit.arg("month")
    whole = len(month) == 7 and month[:4].isdecimal() and month[4] == "-" and month[5:].isdecimal()
    return month if whole and month.isascii() else ""
