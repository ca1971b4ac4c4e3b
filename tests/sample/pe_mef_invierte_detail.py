"""Invierte.pe's open data: 68 columns, quoted cells with line breaks, SNIP-only investments."""

import csv
import re
from pathlib import Path

from tests.sample.world import CUI, PERU, World

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


def write(folder: Path, world: World) -> None:
    """Writes one day.

    Args:
        folder: Where the file goes.
        world: Projects, places and random numbers.
    """
    path = folder / "DETALLE_INVERSIONES_2025-12-31.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, HEADER, restval="", quoting=csv.QUOTE_ALL)
        out.writeheader()
        out.writerows(_row(world, n, code) for n, code in enumerate([*CUI, "", ""]))


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
