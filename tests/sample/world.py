"""The invented world of the bundled sample: real territories, everything else made up.

Sample writers (one module per source beside this one) draw from here, so that a project of one
file is the project of another. Amounts come from a seeded generator: same code, same bytes.
"""

from dataclasses import dataclass, field
from random import Random

SEED = 20260101


@dataclass(frozen=True)
class Place:
    """A real territory."""

    code: str
    name: str
    region: str
    province: str = ""


PERU = [
    Place("180101", "MOQUEGUA", "MOQUEGUA", "MARISCAL NIETO"),
    Place("180104", "SAMEGUA", "MOQUEGUA", "MARISCAL NIETO"),
    Place("180106", "TORATA", "MOQUEGUA", "MARISCAL NIETO"),
    Place("180210", "UBINAS", "MOQUEGUA", "GENERAL SANCHEZ CERRO"),
    Place("180301", "ILO", "MOQUEGUA", "ILO"),
    Place("080801", "ESPINAR", "CUSCO", "ESPINAR"),
    Place("081203", "CAMANTI", "CUSCO", "QUISPICANCHI"),
    Place("020101", "HUARAZ", "ANCASH", "HUARAZ"),
    Place("021014", "SAN MARCOS", "ANCASH", "HUARI"),
]
COLOMBIA = [
    Place("50568", "PUERTO GAITÁN", "Meta"),
    Place("50006", "ACACÍAS", "Meta"),
    Place("85410", "TAURAMENA", "Casanare"),
    Place("85010", "AGUAZUL", "Casanare"),
    Place("20400", "LA JAGUA DE IBIRICO", "Cesar"),
    Place("44420", "LA JAGUA DEL PILAR", "La Guajira"),
    Place("70001", "SINCELEJO", "Sucre"),
    Place("70708", "SAN MARCOS", "Sucre"),
    Place("76001", "CALI", "Valle del Cauca"),
]
COMPANIES = [
    ("900000001", "CONSTRUCTORA MUESTRA UNO SAS"),
    ("900000002", "INGENIERÍA MUESTRA DOS SAS"),
    ("900000003", "SUMINISTROS MUESTRA TRES LTDA"),
    ("900000004", "OBRAS MUESTRA CUATRO SA"),
    ("900000005", "CONSORCIO MUESTRA CINCO"),
]
# Invented people, so that the sample proves that no person reaches an edition.
PEOPLE = [
    ("1000000001", "PERSONA INVENTADA ALFA"),
    ("1000000002", "PERSONA INVENTADA BETA"),
    ("1000000003", "FUNCIONARIA INVENTADA GAMMA"),
]
# Sample BPIN and CUI codes begin with digits that no real one of that length has.
BPIN = [f"99990000000{n:02d}" for n in range(1, 9)]
CUI = [f"99{n:05d}" for n in range(1, 9)]


@dataclass
class World:
    """What sample writers share."""

    seed: int = SEED
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def amount(self, low: int, high: int) -> str:
        """An invented amount with two decimals, as text."""
        return f"{self.random.randint(low * 100, high * 100) / 100:.2f}"
