"""DNP's royalty projects: one row per project, department and OCAD."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.co_world import PROJECTS
from tests.sample.world import World

HEADER = [
    "codigobpin", "nombre", "estado", "valortotal", "sector", "codejecutor", "entidadejecutora",
    "departamento", "ejecucionfisica", "ejecucionfinanciera", "nomocad", "proyecto_paz",
    "proyecto_grupo_etnico", "proyecto_covid",
]  # fmt: skip
STATES = {"TERMINADO": "TERMINADO", "SIN CONTRATAR": "SIN CONTRATAR"}


def write(folder: Path, world: World) -> None:
    """Writes ``mzgh-shtp_20260601.csv``; every third project stands under two OCAD.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    rows = []
    for n, project in enumerate(PROJECTS):
        row = {
            "codigobpin": project.bpin,
            "nombre": project.name,
            "estado": STATES.get(project.state, "EN EJECUCIÓN"),
            "valortotal": str(project.total),
            "sector": "TRANSPORTE",
            "codejecutor": "70000",
            "entidadejecutora": "EJECUTOR INVENTADO",
            "departamento": "SUCRE" if n % 4 else "",
            "ejecucionfisica": str(world.random.randint(0, 100)),
            "ejecucionfinanciera": str(world.random.randint(0, 100)),
            "nomocad": "OCAD INVENTADO UNO",
            "proyecto_paz": "NO",
        }
        rows += [row, row | {"nomocad": "OCAD INVENTADO DOS"}] if n % 3 == 0 else [row]
    (folder / "mzgh-shtp_20260601.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
