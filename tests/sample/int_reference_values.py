"""A file with which an operator adds yearly figures: an invented price index and exchange rate."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.world import World

HEADER = ["pais", "concepto", "anio", "valor", "unidad", "certeza", "fuente"]
BASE = "muestra sintética, 2020 = 100"


def write(folder: Path, world: World) -> None:
    """Writes ``valores-de-referencia-20260101.csv``: three per cent a year, and a round rate.

    Args:
        folder: Where the file goes.
        world: Not used: nothing is drawn.
    """
    del world
    rows = []
    for country, currency, rate in (("PE", "PEN", "4"), ("CO", "COP", "4000")):
        for year in range(2004, 2027):
            row = {"pais": country, "anio": str(year), "certeza": "de memoria", "fuente": BASE}
            index = 100 * 1.03 ** (year - 2020)
            rows.append(row | {"concepto": "IPC", "valor": f"{index:.4f}", "unidad": BASE})
            rows.append(row | {"concepto": "tipo de cambio", "valor": rate, "unidad": currency})
    text = as_csv(HEADER, rows)
    (folder / "valores-de-referencia-20260101.csv").write_text(text, encoding="utf-8")
