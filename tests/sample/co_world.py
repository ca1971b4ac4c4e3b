"""What the samples of Colombian sources share, so that a project of one file is that of another.

Does not belong here: how any publisher lays out a file.
"""

import datetime as dt
from dataclasses import dataclass

from tests.sample.world import BPIN, COLOMBIA, Place

CREATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook keeps no zone
DEPARTMENTS = {
    "50": "META",
    "85": "CASANARE",
    "20": "CESAR",
    "44": "LA GUAJIRA",
    "70": "SUCRE",
    "76": "VALLE DEL CAUCA",
}
STATES = [
    "TERMINADO",
    "CONTRATADO EN EJECUCIÓN",
    "CONTRATADO EN EJECUCIÓN",
    "SIN CONTRATAR",
    "PARA CIERRE",
    "CONTRATADO SIN ACTA DE INICIO",
    "TERMINADO",
    "CONTRATADO EN EJECUCIÓN",
]


@dataclass(frozen=True)
class Project:
    """An invented project of royalties.

    Attributes:
        total: Cost in whole pesos.
        royalties: Part of it that royalties pay.
        places: Municipalities; none where it is for the whole department.
    """

    bpin: str
    name: str
    state: str
    total: int
    royalties: int
    places: tuple[Place, ...]


SUCRE = tuple(p for p in COLOMBIA if p.code.startswith("70"))
PROJECTS = [
    Project(
        bpin,
        f"PROYECTO DE MUESTRA {n}",
        STATES[n - 1],
        total=n * 1_250_000_000,
        royalties=n * 1_000_000_000,
        places=[SUCRE[:1], SUCRE[1:], SUCRE, ()][n % 4],
    )
    for n, bpin in enumerate(BPIN, start=1)
]


def department(place: Place) -> str:
    """Name of a municipality's department in capitals, as offices write it."""
    return DEPARTMENTS[place.code[:2]]
