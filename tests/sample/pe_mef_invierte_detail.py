"""Invierte.pe's open data: 68 columns, quoted cells with line breaks, SNIP-only investments."""

import csv
import re
from pathlib import Path

from tests.sample.world import CUI, PEOPLE, PERU, World

COLUMNS = """
NIVEL SECTOR ENTIDAD CODIGO_UNICO CODIGO_SNIP NOMBRE_INVERSION NOMBRE_OPMI NOMBRE_UF NOMBRE_UEI
NOMBRE_UEP SEC_EJEC ESTADO SITUACION MONTO_VIABLE COSTO_ACTUALIZADO CTRL_CONCURR MONTO_LAUDO
MONTO_FIANZA ALTERNATIVA FECHA_REGISTRO FECHA_VIABILIDAD FUNCION PROGRAMA SUBPROGRAMA MARCO
TIPO_INVERSION DES_MODALIDAD REGISTRADO_PMI PMI_ANIO_1 PMI_ANIO_2 PMI_ANIO_3 PMI_ANIO_4
EXPEDIENTE_TECNICO INFORME_CIERRE TIENE_F9 FEC_REG_F9 ETAPA_F9 PRIMER_DEVENGADO ULTIMO_DEVENGADO
DEVEN_ACUMUL_ANIO_ANT DEV_ANIO_ACTUAL PIA_ANIO_ACTUAL PIM_ANIO_ACTUAL CERTIF_ANIO_ACTUAL
COMPROM_ANUAL_ANIO_ACTUAL SALDO_EJECUTAR TIENE_F8 ETAPA_F8 TIENE_F12B TIENE_AVAN_FISICO
AVANCE_FISICO AVANCE_EJECUCION ULT_FEC_DECLA_ESTIM DES_TIPOLOGIA IND_IOARR_EMERG DEPARTAMENTO
PROVINCIA DISTRITO UBIGEO LATITUD LONGITUD FEC_INI_EJECUCION FEC_FIN_EJECUCION
FEC_INI_EJEC_FISICA FEC_FIN_EJEC_FISICA NUM_HABITANTES_BENEF MONTO_ET_F8 ANIO_PROCESO
"""
HEADER = re.findall(r"\w+", COLUMNS)
# Names of the two other files as they are known; nobody has seen their order.
CLOSED = [
    *("NIVEL", "SECTOR", "ENTIDAD", "CODIGO_UNICO", "COD_SNIP", "NOMBRE_INVERSION", "NOM_UEI"),
    *("RESPONSABLE_UEI", "SEC_EJEC", "ESTADO", "MONTO_VIABLE", "COSTO_ACTUALIZADO"),
    *("FECHA_VIABILIDAD", "FEC_CIERRE", "DES_CIERRE", "CULMINADA", "INICIO_EJEC_FISICA"),
    *("CULMINA_EJEC_FISICA", "DEVEN_ACUMULADO", "TOTAL_LIQUIDACION", "DEPARTAMENTO", "DISTRITO"),
    "UBIGEO",
]
DEACTIVATED = [
    *("NIVEL", "SECTOR", "ENTIDAD", "CODIGO_UNICO", "COD_SNIP", "NOMBRE_INVERSION", "NOM_UEI"),
    *("ESTADO", "SITUACION", "COSTO_ACTUALIZADO", "FECHA_VIABILIDAD", "DEPARTAMENTO", "UBIGEO"),
]


def write(folder: Path, world: World) -> None:
    """Writes one day of each of the three files; one closed code stands in the first file too.

    Args:
        folder: Where the file goes.
        world: Projects, places and random numbers.
    """
    rows = [_row(world, n, code) for n, code in enumerate([*CUI, "", ""])]
    _write(folder / "DETALLE_INVERSIONES_2025-12-31.csv", HEADER, rows)
    closed = [_closed(n, code) for n, code in enumerate([CUI[7], "9900101", "9900102"])]
    _write(folder / "CIERRE_INVERSIONES_2025-12-31.csv", CLOSED, closed)
    states = ["DESACTIVADO PERMANENTE", "DESACTIVADO TEMPORAL"]
    gone = [_closed(n + 5, f"990020{n}") | {"ESTADO": state} for n, state in enumerate(states)]
    _write(folder / "INVERSIONES_DESACTIVADAS_2025-12-31.csv", DEACTIVATED, gone)


def _write(path: Path, header: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, header, restval="", quoting=csv.QUOTE_ALL, extrasaction="ignore")
        out.writeheader()
        out.writerows(rows)


def _closed(n: int, code: str) -> dict[str, str]:
    place = PERU[n % len(PERU)]
    return {
        "SECTOR": "GOBIERNOS LOCALES",
        "CODIGO_UNICO": code,
        "NOMBRE_INVERSION": f"OBRA CERRADA DE MUESTRA {n + 1}",
        "NOM_UEI": f"UEI DE {place.name} (MUESTRA)",
        "RESPONSABLE_UEI": PEOPLE[2][1],
        "ESTADO": "CERRADO",
        "COSTO_ACTUALIZADO": f"{1_000_000 * (n + 1)}.50",
        "FECHA_VIABILIDAD": "2018-04-22 00:00:00",
        "FEC_CIERRE": "2024-06-30 00:00:00",
        "CULMINA_EJEC_FISICA": "" if n else "2023-12-15 00:00:00",
        "DEVEN_ACUMULADO": f"{900_000 * (n + 1)}.25",
        "DEPARTAMENTO": place.region,
        "UBIGEO": place.code,
    }


def _row(world: World, n: int, code: str) -> dict[str, str]:
    place = PERU[n % len(PERU)]
    cost = float(world.amount(500_000, 30_000_000))
    physical, financial = world.random.randint(0, 100), world.random.randint(0, 100)
    return {
        "SECTOR": "GOBIERNOS LOCALES",
        "CODIGO_UNICO": code,
        "CODIGO_SNIP": str(990_000 + n),
        "NOMBRE_INVERSION": f"MEJORAMIENTO DE MUESTRA {n + 1}\nSEGUNDA LÍNEA",
        "NOMBRE_UEI": f"UEI DE {place.name} (MUESTRA)",
        "SEC_EJEC": str(990001 + n % len(PERU)),
        "ESTADO": "CERRADO" if n == 5 else "ACTIVO",
        "COSTO_ACTUALIZADO": f"{cost:.2f}",
        "FECHA_VIABILIDAD": "2021-04-22 00:00:00",
        "DEVEN_ACUMUL_ANIO_ANT": f"{cost * financial / 200:.2f}",
        "DEV_ANIO_ACTUAL": f"{cost * financial / 200:.2f}",
        "TIENE_AVAN_FISICO": "NO" if n % 3 == 2 else "SI",
        "AVANCE_FISICO": str(physical),
        "AVANCE_EJECUCION": str(financial),
        "DEPARTAMENTO": place.region,
        "DISTRITO": place.name,
        "UBIGEO": place.code,
        "LATITUD": "0.0",
        "FEC_INI_EJECUCION": "2022-01-15 00:00:00",
        "FEC_FIN_EJECUCION": f"{2023 + n % 4}-12-31 00:00:00",
    }
