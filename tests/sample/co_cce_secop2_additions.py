"""Changes of SECOP II contracts after signature."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.world import PEOPLE, World

HEADER = ["identificador", "id_contrato", "tipo", "descripcion", "fecharegistro"]
KINDS = ["ADICION EN EL VALOR", "EXTENSION", "SUSPENSIÓN", "MODIFICACION GENERAL"]


def write(folder: Path, world: World) -> None:
    """Writes ``cb9c-h8sn_20260820.csv``; one description names a person and a document.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    rows = [
        {
            "identificador": f"99{n:06d}",
            "id_contrato": f"CO1.PCCNTR.999{n % 5:05d}",
            "tipo": KINDS[n % 4],
            "descripcion": f"CAMBIO DE MUESTRA {n}",
            "fecharegistro": f"2026-0{world.random.randint(1, 7)}-15T00:00:00.000",
        }
        for n in range(10)
    ]
    rows[3]["descripcion"] += f", a solicitud de la C.C. {PEOPLE[0][0]}"
    (folder / "cb9c-h8sn_20260820.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
