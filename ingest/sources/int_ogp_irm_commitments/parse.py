"""As-of date of the IRM file: nothing in it says when it was made but its newest report.

Does not belong here: reading rows (``source.yml`` does).
"""

import csv
from pathlib import Path

YEAR_COLUMNS = (
    "Report publication year (progress report)",
    "Report publication year (end of term)",
)


def as_of(path: Path) -> str:
    """The last day of the newest report's year, as ISO date; empty where no row gives one.

    Args:
        path: CSV with two header lines: column numbers, then names.
    """
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        next(file, None)
        years = [
            row[name]
            for row in csv.DictReader(file)
            for name in YEAR_COLUMNS
            if (row.get(name) or "").isdigit()
        ]
    return f"{max(years)}-12-31" if years else ""
