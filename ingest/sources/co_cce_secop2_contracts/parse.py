"""Says which selection of SECOP II a file is; its rows are read as any other CSV or workbook."""

from pathlib import Path

from ingest.selections import portal_selection


def selection(path: Path) -> str:
    """Name of the selection; works of national bodies are one of their own."""
    if path.name.startswith("secop2_obra_orden_nacional"):
        return "obra-nacional"
    return portal_selection(path)
