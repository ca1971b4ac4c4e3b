"""ANH's metered gas: twelve monthly sheets and an annual one that says the same by day."""

from pathlib import Path

import xlsxwriter

from ingest.text import MONTHS_ES
from tests.sample.co_world import CREATED, department
from tests.sample.world import COLOMBIA, World

HEADER = [
    "AÑO", "MES", "DEPARTAMENTO", "MUNICIPIO", "OPERADOR", "CAMPO", "CONTRATO",
    "PRODUCCION \nFISCALIZADA", "GAS\n LIFT", "GAS \nREINYECTADO", "GAS \nQUEMADO",
    "CONSUMO EN\n CAMPO", "ENVIADO A \nPLANTA", "GAS \nTRANSFORMADO", "ENTREGADO A\n GASEODUCTOS",
]  # fmt: skip
ANNUAL = ["Departamento", "Municipio", "Operadora", "Campo", "Contrato"]
YEAR = 2024


def write(folder: Path, world: World) -> None:
    """Writes the workbook of 2024.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    with xlsxwriter.Workbook(folder / f"Produccion_Fiscalizada_Gas_{YEAR}.xlsx") as book:
        book.set_properties({"created": CREATED})
        annual = book.add_worksheet("Campos Mpcpd")
        annual.write_row(11, 0, [*ANNUAL, *(m.title() for m in MONTHS_ES)])
        for month, name in enumerate(MONTHS_ES, start=1):
            sheet = book.add_worksheet(f"{name}-{YEAR % 100}")
            sheet.write_row(6, 0, HEADER)
            total = 0.0
            for row, place in enumerate(COLOMBIA, start=7):
                volume = round(world.random.uniform(5, 300), 2)
                total += volume
                uses = [volume, 0, round(volume * 0.2, 2), 0.1, 1, 0, 0, round(volume * 0.7, 2)]
                where = [department(place), place.name, "OPERADORA INVENTADA", f"CAMPO {row - 6}"]
                sheet.write_row(row, 0, [YEAR, month, *where, f"CONTRATO {row - 6}", *uses])
            last = 7 + len(COLOMBIA)
            sheet.write_row(last, 0, ["TOTAL (MPC)", *[""] * 6, total])
            sheet.write(last + 1, 0, "Fuente: datos sintéticos")
