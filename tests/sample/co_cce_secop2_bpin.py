"""Projects (BPIN) of SECOP II processes: by contract, by process, and one without a project."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.world import BPIN, World

HEADER = [
    "codigo_bpin",
    "anno_bpin",
    "id_proceso",
    "id_contracto",
    "id_portafolio",
    "validacion_bpin",
]


def write(folder: Path, world: World) -> None:
    """Writes ``d9na-abhe_20260820.csv``, over small contracts that carry no project themselves.

    Args:
        folder: Where the file goes.
        world: Not used: contracts and projects are those of the other samples.
    """
    del world
    rows = []
    for n in range(6):
        rows.append(
            {
                "codigo_bpin": BPIN[n % 4],
                "anno_bpin": "2024",
                "id_proceso": f"CO1.REQ.998{n:05d}",
                "id_contracto": f"CO1.PCCNTR.998{n:05d}" if n < 4 else "No Definido",
                "id_portafolio": f"CO1.BDOS.998{n:05d}",
                "validacion_bpin": "Válido",
            }
        )
    rows.append(rows[0] | {"codigo_bpin": "No Definido"})
    rows.append(rows[1] | {"codigo_bpin": BPIN[5]})  # a contract of two projects
    (folder / "d9na-abhe_20260820.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
