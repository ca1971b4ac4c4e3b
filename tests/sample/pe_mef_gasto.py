"""SIAF spending in the ministry's layout: 63 quoted columns and CRLF now, 62 in 2020."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from tests.sample.world import CUI, PERU, Place, World

COLUMNS = """
ANO_EJE MES_EJE NIVEL_GOBIERNO NIVEL_GOBIERNO_NOMBRE SECTOR SECTOR_NOMBRE PLIEGO
PLIEGO_NOMBRE SEC_EJEC EJECUTORA EJECUTORA_NOMBRE DEPARTAMENTO_EJECUTORA
DEPARTAMENTO_EJECUTORA_NOMBRE PROVINCIA_EJECUTORA PROVINCIA_EJECUTORA_NOMBRE
DISTRITO_EJECUTORA DISTRITO_EJECUTORA_NOMBRE SEC_FUNC PROGRAMA_PPTO PROGRAMA_PPTO_NOMBRE
TIPO_ACT_PROY TIPO_ACT_PROY_NOMBRE PRODUCTO_PROYECTO PRODUCTO_PROYECTO_NOMBRE
ACTIVIDAD_ACCION_OBRA ACTIVIDAD_ACCION_OBRA_NOMBRE FUNCION FUNCION_NOMBRE DIVISION_FUNCIONAL
DIVISION_FUNCIONAL_NOMBRE GRUPO_FUNCIONAL GRUPO_FUNCIONAL_NOMBRE META FINALIDAD META_NOMBRE
DEPARTAMENTO_META DEPARTAMENTO_META_NOMBRE FUENTE_FINANCIAMIENTO
FUENTE_FINANCIAMIENTO_NOMBRE RUBRO RUBRO_NOMBRE TIPO_RECURSO TIPO_RECURSO_NOMBRE
CATEGORIA_GASTO CATEGORIA_GASTO_NOMBRE TIPO_TRANSACCION GENERICA GENERICA_NOMBRE SUBGENERICA
SUBGENERICA_NOMBRE SUBGENERICA_DET SUBGENERICA_DET_NOMBRE ESPECIFICA ESPECIFICA_NOMBRE
ESPECIFICA_DET ESPECIFICA_DET_NOMBRE MONTO_PIA MONTO_PIM MONTO_CERTIFICADO
MONTO_COMPROMETIDO_ANUAL MONTO_COMPROMETIDO MONTO_DEVENGADO MONTO_GIRADO
"""
HEADER = re.findall(r"\w+", COLUMNS)
OLD_NAMES = {
    "NIVEL_GOBIERNO": "TIPO_GOBIERNO",
    "NIVEL_GOBIERNO_NOMBRE": "TIPO_GOBIERNO_NOMBRE",
    "FUENTE_FINANCIAMIENTO": "FUENTE_FINANC",
    "FUENTE_FINANCIAMIENTO_NOMBRE": "FUENTE_FINANC_NOMBRE",
    "CATEGORIA_GASTO": "CATEG_GASTO",
    "CATEGORIA_GASTO_NOMBRE": "CATEG_GASTO_NOMBRE",
}
CANON = "CANON Y SOBRECANON, REGALIAS, RENTA DE ADUANAS Y PARTICIPACIONES"


def write(folder: Path, world: World) -> None:
    """Writes two years in today's layout and one in that of 2020.

    Args:
        folder: Where the files go.
        world: Places and random numbers.
    """
    for year in (2024, 2025):
        _save(folder / f"{year}-Gasto-Mensual.csv", HEADER, year_rows(world, year), "utf-8")
    old = [r for n, p in enumerate(PERU[:3]) for r in _government(world, 2020, p, n)]
    header = [OLD_NAMES.get(h, h) for h in HEADER if h != "TIPO_ACT_PROY_NOMBRE"]
    renamed = [{OLD_NAMES.get(k, k): v for k, v in r.items()} for r in old]
    _save(folder / "2020-Gasto.csv", header, renamed, "latin-1")


def year_rows(world: World, year: int) -> list[dict[str, str]]:
    """A year's rows of every government of the sample, by month."""
    local = [r for n, p in enumerate(PERU) for r in _government(world, year, p, n)]
    return [*local, *_above(world, year)]


def _save(path: Path, header: list[str], rows: list[dict[str, str]], encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        out = csv.DictWriter(file, header, restval="", quoting=csv.QUOTE_ALL, extrasaction="ignore")
        out.writeheader()
        out.writerows(rows)


def _government(world: World, year: int, place: Place, n: int) -> Iterator[dict[str, str]]:
    """A municipality's year: the budget in month 0 under type 0, spending by quarter under H."""
    body = {
        "NIVEL_GOBIERNO": "M",
        "NIVEL_GOBIERNO_NOMBRE": "GOBIERNOS LOCALES",
        "SEC_EJEC": str(990001 + n),
        "EJECUTORA_NOMBRE": f"MUNICIPALIDAD DISTRITAL DE {place.name} (MUESTRA)",
        "DEPARTAMENTO_EJECUTORA": place.code[:2],
        "DEPARTAMENTO_EJECUTORA_NOMBRE": place.region,
        "PROVINCIA_EJECUTORA": place.code[2:4],
        "PROVINCIA_EJECUTORA_NOMBRE": place.province,
        "DISTRITO_EJECUTORA": place.code[4:],
        "DISTRITO_EJECUTORA_NOMBRE": place.name,
    }
    yield from _stream(world, year, body, "18", CUI[n % len(CUI)])
    yield from _stream(world, year, body, "07", None)


def _above(world: World, year: int) -> Iterator[dict[str, str]]:
    """A regional government and a national body."""
    region = {
        "NIVEL_GOBIERNO": "R",
        "NIVEL_GOBIERNO_NOMBRE": "GOBIERNOS REGIONALES",
        "SECTOR": "99",
        "PLIEGO": "455",
        "SEC_EJEC": "990101",
        "EJECUTORA_NOMBRE": "REGION MUESTRA-SEDE CENTRAL",
        "DEPARTAMENTO_EJECUTORA": "18",
        "PROVINCIA_EJECUTORA": "01",
        "DISTRITO_EJECUTORA": "01",
    }
    nation = region | {"NIVEL_GOBIERNO": "E", "SEC_EJEC": "990201", "EJECUTORA_NOMBRE": "MUESTRA"}
    yield from _stream(world, year, region, "18", CUI[0])
    yield from _stream(world, year, nation, "00", None)


def _stream(
    world: World, year: int, body: dict[str, str], rubro: str, cui: str | None
) -> Iterator[dict[str, str]]:
    common = body | {
        "ANO_EJE": str(year),
        "SEC_FUNC": "1",
        "TIPO_ACT_PROY": "2" if cui else "3",
        "TIPO_ACT_PROY_NOMBRE": "PROYECTO" if cui else "ACTIVIDAD",
        "PRODUCTO_PROYECTO": cui or "3999999",
        "FUNCION": "15" if cui else "03",
        "FUNCION_NOMBRE": "TRANSPORTE" if cui else "PLANEAMIENTO",
        "RUBRO": rubro,
        "RUBRO_NOMBRE": CANON if rubro == "18" else "OTROS",
        "CATEGORIA_GASTO": "6" if cui else "5",
        "TIPO_TRANSACCION": "2",
        "GENERICA": "6" if cui else "3",
        "GENERICA_NOMBRE": "ADQUISICION DE ACTIVOS NO FINANCIEROS" if cui else "BIENES Y SERVICIOS",
    }
    money = dict.fromkeys(HEADER[-7:], "0")
    opening = world.random.randint(400_000, 6_000_000)
    budget = opening + world.random.randint(100_000, 5_000_000)
    yield (
        common
        | money
        | {
            "MES_EJE": "0",
            "TIPO_RECURSO": "0",
            "MONTO_PIA": str(opening),
            "MONTO_PIM": str(budget),
        }
    )
    for month in (3, 6, 9, 12):
        accrued = f"{budget * world.random.uniform(0.1, 0.24):.2f}"
        yield (
            common
            | money
            | {
                "MES_EJE": str(month),
                "TIPO_RECURSO": "H" if rubro == "18" else "0",
                "MONTO_CERTIFICADO": "-1500.5" if month == 9 else accrued,
                "MONTO_COMPROMETIDO_ANUAL": accrued,
                "MONTO_COMPROMETIDO": accrued,
                "MONTO_DEVENGADO": accrued,
                "MONTO_GIRADO": accrued,
            }
        )
