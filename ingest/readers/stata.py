"""Reads Stata files with pandas; value labels become text, missing values become blanks."""

from pathlib import Path

from ingest.problems import IngestError, Problem
from ingest.readers.excel import as_text
from ingest.readers.sheet import Cell, Sheet


def read(path: Path) -> list[Sheet]:
    """The one table of a ``.dta`` file; row 1 holds the names, as in the other formats.

    Raises:
        IngestError: The file is truncated or not a Stata file.
    """
    import pandas as pd  # a fifth of a second that only Stata files need

    try:
        frame = pd.read_stata(path, convert_dates=False, convert_categoricals=True)
    except Exception as error:  # pandas raises ValueError, struct.error, EOFError and others
        raise IngestError(Problem("unreadable_file", path.name, value=str(error))) from error
    shown = frame.astype(object).where(frame.notna(), None)
    rows: list[list[Cell]] = [[str(name) for name in frame.columns]]
    rows += [[_text(cell) for cell in row] for row in shown.itertuples(index=False)]
    return [Sheet(path.stem, rows, list(range(len(rows))))]


def _text(cell: object) -> Cell:
    # numpy scalars know how to become Python's own
    return as_text(cell.item() if hasattr(cell, "item") else cell)
