"""The books of a run: what was found, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from ingest.errors import BooksDoNotBalance


@dataclass(slots=True)
class Tally:
    """Counts of messages. found = stored + known + skipped, for every source and for the run.

    found     messages and spoiled places met
    stored    messages kept as new sightings
    known     messages of a changed file that were stored from it before
    skipped   places that could not be read, each a row of problems
    """

    found: int = 0
    stored: int = 0
    known: int = 0
    skipped: int = 0

    def check(self, where: str) -> None:
        """Raise BooksDoNotBalance where a message is neither stored nor known nor skipped."""
        if self.found != self.stored + self.known + self.skipped:
            raise BooksDoNotBalance(f"{where}: found {self.found}, but {self}")

    def with_known(self, known: int) -> Tally:
        """The counts where so many of the stored messages were known already."""
        return replace(self, stored=self.stored - known, known=self.known + known)

    def add(self, other: Tally) -> None:
        """Add another tally's counts to this one's."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
