"""Says which selection of SECOP II a file is; its rows are read as any other CSV or workbook."""

from pathlib import Path

from ingest.selections import portal_selection


def selection(path: Path) -> str:
    """Name of the selection."""
    return portal_selection(path)
