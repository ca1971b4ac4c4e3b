"""What each fund pays for each royalty project: approved, certified, committed, paid."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.co_minhacienda_sgr_cash import FUNDS
from tests.sample.co_world import PROJECTS
from tests.sample.world import COLOMBIA, World

HEADER = [
    "vigencia", "codigofondo", "nombrefondo", "codigodanedepartamento", "nombredepartamento",
    "codigodaneentidad", "nombreentidad", "nombrebolsaregional", "codigobpin", "nombreproyecto",
    "recursosaprobadosasignadosspgr", "apropiacioncdp", "apropiacionrp", "apropiacionpagada",
    "porcentajeejecutadopresu",
]  # fmt: skip


def write(folder: Path, world: World) -> None:
    """Writes ``br9a-gygu_20260714.csv``; half of the projects have two funds, one row has none.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    rows = []
    for n, project in enumerate(PROJECTS):
        place = project.places[0] if project.places else COLOMBIA[6]
        for code, fund in FUNDS[: 1 + n % 2]:
            share = project.royalties // (1 + n % 2)
            rows.append(
                {
                    "vigencia": "2025 - 2026",
                    "codigofondo": code,
                    "nombrefondo": fund,
                    "codigodaneentidad": place.code,
                    "nombreentidad": place.name,
                    "codigobpin": project.bpin,
                    "nombreproyecto": project.name,
                    "recursosaprobadosasignadosspgr": str(share),
                    "apropiacioncdp": str(share * 9 // 10),
                    "apropiacionrp": str(share * 8 // 10),
                    "apropiacionpagada": str(share * world.random.randint(1, 7) // 10),
                }
            )
    rows.append(rows[0] | {"codigobpin": "", "nombreproyecto": "OPERACIÓN DE CRÉDITO DE MUESTRA"})
    (folder / "br9a-gygu_20260714.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
