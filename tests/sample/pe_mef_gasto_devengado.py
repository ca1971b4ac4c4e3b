"""SIAF spending with months in columns: the money of the monthly file of 2024, seen otherwise."""

import csv
import re
from decimal import Decimal
from pathlib import Path

from tests.sample.pe_mef_gasto import year_rows
from tests.sample.world import World

MONTHS = "ENERO FEBRERO MARZO ABRIL MAYO JUNIO JULIO AGOSTO SEPTIEMBRE OCTUBRE NOVIEMBRE DICIEMBRE"
NAMED = """
ANO_EJE NIVEL_GOBIERNO+ SECTOR+ PLIEGO+ SEC_EJEC EJECUTORA+ DEPARTAMENTO_EJECUTORA+
PROVINCIA_EJECUTORA+ DISTRITO_EJECUTORA+ SEC_FUNC PROGRAMA_PPTO+ TIPO_ACT_PROY PRODUCTO_PROYECTO+
ACTIVIDAD_ACCION_OBRA+ FUNCION+ DIVISION_FUNCIONAL+ GRUPO_FUNCIONAL+ META FINALIDAD META_NOMBRE
DEPARTAMENTO_META+ FUENTE_FINANCIAMIENTO+ RUBRO+ TIPO_RECURSO+ CATEGORIA_GASTO+ TIPO_TRANSACCION+
GENERICA+ SUBGENERICA+ SUBGENERICA_DET+ ESPECIFICA+ ESPECIFICA_DET+ MONTO_PIA MONTO_PIM
MONTO_CERTIFICADO_ANUAL MONTO_COMPROMETIDO_ANUAL
"""
HEADER = [
    *(c for n, m in re.findall(r"(\w+)(\+?)", NAMED) for c in ([n, f"{n}_NOMBRE"] if m else [n])),
    *(f"MONTO_DEVENGADO_{month}" for month in MONTHS.split(" ")),
    "MONTO_DEVENGADO_ANUAL",
    "MONTO_GIRADO_ANUAL",
]
GRAIN = ("SEC_EJEC", "RUBRO", "TIPO_RECURSO", "PRODUCTO_PROYECTO")


def write(folder: Path, world: World) -> None:
    """Writes the year 2024.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    chains: dict[tuple[str, ...], dict[str, str]] = {}
    for row in year_rows(world, 2024):
        chain = chains.setdefault(
            tuple(row[g] for g in GRAIN),
            {**row, **dict.fromkeys((h for h in HEADER if h.startswith("MONTO_")), "0")},
        )
        _add(chain, row)
    path = folder / "2024-Gasto-Devengado.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, HEADER, restval="", extrasaction="ignore")
        out.writeheader()
        out.writerows(chains.values())


def _add(chain: dict[str, str], row: dict[str, str]) -> None:
    places = {
        "MONTO_PIA": "MONTO_PIA",
        "MONTO_PIM": "MONTO_PIM",
        "MONTO_CERTIFICADO": "MONTO_CERTIFICADO_ANUAL",
        "MONTO_COMPROMETIDO_ANUAL": "MONTO_COMPROMETIDO_ANUAL",
        "MONTO_DEVENGADO": "MONTO_DEVENGADO_ANUAL",
        "MONTO_GIRADO": "MONTO_GIRADO_ANUAL",
    }
    amounts = [(row[source], target) for source, target in places.items()]
    if month := int(row["MES_EJE"]):
        name = MONTHS.split(" ")[month - 1]
        amounts.append((row["MONTO_DEVENGADO"], f"MONTO_DEVENGADO_{name}"))
    for amount, target in amounts:
        chain[target] = str(Decimal(chain[target]) + Decimal(amount))
