"""The Treasury's cash position of royalties: padded codes and a double blank in a fund's name."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.world import COLOMBIA, World

HEADER = [
    "vigencia", "codigofondo", "nombrefondo", "codigodanedepartamento", "nombredepartamento",
    "codigodaneentidad", "nombreentidad", "nombrebolsaregional", "presupuestosgrinversion",
    "valorrecaudo", "recursosaprobadosasignadosspgr", "porcentajeaprobadoasignadopresupuesto",
    "totalpagado", "saldocaja", "cajadisponibledescontandopagospendientes",
]  # fmt: skip
FUNDS = [
    ("AD", "ASIGNACIONES DIRECTAS 20%"),
    ("ILA", "ASIGNACION PARA LA INVERSION LOCAL -  AMBIENTE Y DESARROLLO SOSTENIBLE"),
    ("F99", "FONDO QUE LA LEY NO NOMBRA"),
]


def write(folder: Path, world: World) -> None:
    """Writes ``e624-d9uy_20260714.csv``.

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
                    "presupuestosgrinversion": f"{budget} ",
                    "valorrecaudo": str(budget // 2),
                    "recursosaprobadosasignadosspgr": str(budget * 2),
                    "totalpagado": str(budget // 4),
                    "saldocaja": str(budget // 5),
                }
            )
    (folder / "e624-d9uy_20260714.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
