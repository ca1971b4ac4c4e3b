"""Spending of royalties as bodies report it to the Comptroller, third parties named."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.co_world import PROJECTS
from tests.sample.world import PEOPLE, World

HEADER = [
    "periodo", "codigo_entidad", "nombre_entidad", "cuenta", "nombre_cuenta",
    "nom_programatico_mga", "nom_sector", "nom_fuentes_financiacion", "nom_tipo_recursos", "bpin",
    "cod_terceros", "nom_terceros", "compromisos", "obligaciones", "pagos",
]  # fmt: skip


def write(folder: Path, world: World) -> None:
    """Writes ``qkv4-ek54_20250331.csv``.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    rows = []
    for project in PROJECTS:
        for document, name in PEOPLE[:2]:
            amount = world.random.randint(10, 90) * 1_000_000
            rows.append(
                {
                    "periodo": "20250301",
                    "codigo_entidad": "217070001",
                    "nombre_entidad": "SINCELEJO",
                    "cuenta": "2.3",
                    "nombre_cuenta": "Inversión",
                    "nom_sector": "TRANSPORTE",
                    "nom_tipo_recursos": "Asignaciones directas",
                    "bpin": project.bpin,
                    "cod_terceros": document,
                    "nom_terceros": name,
                    "compromisos": str(amount),
                    "obligaciones": str(amount // 2),
                    "pagos": str(amount // 2),
                }
            )
    (folder / "qkv4-ek54_20250331.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
