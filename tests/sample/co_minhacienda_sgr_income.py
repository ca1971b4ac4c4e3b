"""Royalties collected against the cash plan, cumulated month by month of the biennium."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.co_minhacienda_sgr_cash import FUNDS
from tests.sample.world import COLOMBIA, World

HEADER = [
    "vigencia", "codigofondo", "nombrefondo", "codigodanedepartamento", "nombredepartamento",
    "codigodaneentidad", "nombreentidad", "nombrebolsaregional", "numeromesbienio",
    "nombremesbienio", "pbcacumuladomes", "iacacumladomesrecaudoaforado", "porcentajepbcrecaudo",
]  # fmt: skip
MONTHS = 14  # up to February of the second year


def write(folder: Path, world: World) -> None:
    """Writes ``xb6a-jh3a_20260315.csv``; one body's months begin in the third.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    rows = []
    for code, fund in FUNDS[:2]:
        for place in COLOMBIA[:4]:
            planned = collected = 0
            for month in range(1, MONTHS + 1):
                planned += 10_000_000
                collected += world.random.randint(5, 15) * 1_000_000
                if month >= 3 or place != COLOMBIA[3]:
                    rows.append(
                        {
                            "vigencia": "2025 - 2026",
                            "codigofondo": code,
                            "nombrefondo": fund,
                            "codigodaneentidad": place.code,
                            "nombreentidad": place.name,
                            "numeromesbienio": str(month),
                            "nombremesbienio": f"MES {month}",
                            "pbcacumuladomes": str(planned),
                            "iacacumladomesrecaudoaforado": str(collected),
                        }
                    )
    (folder / "xb6a-jh3a_20260315.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
