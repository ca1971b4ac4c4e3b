"""What is known of a download before it is written; its parts are written by the modules around.

Does not belong here: writing anything.
"""

from dataclasses import dataclass

from orchestration.manifest import PublicTable
from orchestration.publishing.facts import SourceUse

# What no spreadsheet opens is read by programs, and those read gzip.
LONGEST_PLAIN = 1_048_575  # rows of a sheet beside its header


@dataclass(frozen=True)
class Package:
    """What a package holds beside its files.

    Attributes:
        guarded: Text cells of the CSV that got a leading apostrophe.
        empty_columns: Columns without any value.
        key_is_complete: Whether every key cell has a value.
        years: First and last year that its rows speak of.
        corrections: Lines of this edition's corrections that are about the table.
    """

    table: PublicTable
    stem: str
    rows: int
    guarded: int
    empty_columns: tuple[str, ...]
    key_is_complete: bool
    sources: tuple[SourceUse, ...]
    years: tuple[int, int] | None
    corrections: int = 0

    @property
    def csv(self) -> str:
        """Name of the file of rows: compressed where a spreadsheet could not open it anyway."""
        return f"{self.stem}.csv" + (".gz" if self.rows > LONGEST_PLAIN else "")
