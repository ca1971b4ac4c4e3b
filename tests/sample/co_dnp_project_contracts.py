"""DNP's list of the contracts of each project, by the address of the process."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.world import BPIN, COMPANIES, PEOPLE, World

HEADER = [
    "bpin", "referenciacontrato", "proveedor", "documentoproveedor", "estadocontrato",
    "valorcontrato", "objetodelcontrato", "urlproceso", "vigenciacontrato",
]  # fmt: skip


def write(folder: Path, world: World) -> None:
    """Writes ``uwns-mbwd_20260801.csv``: one contract of two suppliers, one held by a person.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    rows = []
    for n in range(6, 10):
        document, name = PEOPLE[0] if n == 9 else COMPANIES[n % len(COMPANIES)]
        rows.append(
            {
                "bpin": BPIN[n % len(BPIN)],
                "referenciacontrato": f"MUESTRA-{n:03d}-2026",
                "proveedor": name,
                "documentoproveedor": document,
                "estadocontrato": "En ejecución",
                "valorcontrato": str(world.random.randint(5, 60) * 1_000_000),
                "objetodelcontrato": f"SERVICIOS DE {name}",
                "urlproceso": f"https://community.secop.gov.co/muestra?noticeUID=CO1.NTC.998{n:05d}",
                "vigenciacontrato": "2026",
            }
        )
    document, name = COMPANIES[4]
    rows.append(rows[0] | {"proveedor": name, "documentoproveedor": document})
    (folder / "uwns-mbwd_20260801.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
