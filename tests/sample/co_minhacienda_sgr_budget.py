"""The Treasury's investment budget of royalties, by fund and body."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.co_minhacienda_sgr_cash import FUNDS
from tests.sample.world import COLOMBIA, World

HEADER = [
    "vigencia", "codigofondo", "nombrefondo", "codigodanedepartamento", "nombredepartamento",
    "codigodaneentidad", "nombreentidad", "nombrebolsaregional", "presupuestosgrinversion",
    "numeroproyectosaprobados", "recursosaprobadosasignadosspgr",
]  # fmt: skip


def write(folder: Path, world: World) -> None:
    """Writes ``g4qj-2p2e_20260714.csv``; what is approved may exceed the budget.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    rows = []
    for code, fund in FUNDS:
        for body, name in [*((p.code, p.name) for p in COLOMBIA), ("COR01", "CORPORACIÓN")]:
            budget = world.random.randint(100, 900) * 1_000_000
            rows.append(
                {
                    "vigencia": "2025 - 2026",
                    "codigofondo": f"{code}  ",
                    "nombrefondo": fund,
                    "codigodaneentidad": f" {body} ",
                    "nombreentidad": name,
                    "presupuestosgrinversion": str(budget),
                    "numeroproyectosaprobados": "3",
                    "recursosaprobadosasignadosspgr": str(budget * 2),
                }
            )
    (folder / "g4qj-2p2e_20260714.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
