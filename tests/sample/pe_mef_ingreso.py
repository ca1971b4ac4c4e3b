"""Revenue collected, in the two forms that are known: by month and with months in columns."""

import csv
from pathlib import Path

from tests.sample.pe_mef_gasto_devengado import MONTHS
from tests.sample.world import PERU, Place, World

START = (
    *("ANO_DOC", "NIVEL_GOBIERNO", "DEPARTAMENTO_EJECUTORA", "PROVINCIA_EJECUTORA"),
    *("DISTRITO_EJECUTORA", "RUBRO", "TIPO_RECURSO_NOMBRE", "GENERICA"),
)
LONG = [*START, "MES", "MONTO_RECAUDADO"]
WIDE = [*START, *(f"MONTO_RECAUDADO_{m}" for m in MONTHS.split(" "))]
CANON = "SUB CUENTA - CANON MINERO"


def write(folder: Path, world: World) -> None:
    """Writes 2024 and 2025 by month and 2023 with months in columns.

    Args:
        folder: Where the files go.
        world: Places and random numbers.
    """
    for year in (2024, 2025):
        rows = [
            _start(year, p, generic)
            | {"MES": month, "MONTO_RECAUDADO": world.amount(50_000, 900_000)}
            for p in PERU
            for generic, month in (("1", "1"), ("1", "7"), ("1", "7"), ("9", "1"))
        ]
        _save(folder / f"{year}-Ingreso-Mensual.csv", LONG, rows)
    wide = [
        _start(2023, p, "1") | {WIDE[-12]: world.amount(50_000, 900_000), WIDE[-6]: "0"}
        for p in PERU
    ]
    _save(folder / "2023-Ingreso-Recaudado.csv", WIDE, wide)


def _start(year: int, place: Place, generic: str) -> dict[str, str]:
    parts = (place.code[:2], place.code[2:4], place.code[4:])
    return dict(zip(START, (str(year), "M", *parts, "18", CANON, generic), strict=True))


def _save(path: Path, header: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, header, restval="0")
        out.writeheader()
        out.writerows(rows)
