"""ANH's royalties by field: gas and oil in the same columns, amounts with commas."""

from pathlib import Path

from tests.sample.co_cce_secop2_contracts import as_csv
from tests.sample.co_world import department
from tests.sample.world import COLOMBIA, World

HEADER = [
    "departamento", "municipio", "latitud", "longitud", "a_o", "mes", "contrato", "campo",
    "tipoprod", "tipohidrocarburo", "regimenreg", "trmpromedio", "preciohidrocarburousd",
    "porcregalia", "prodgravableblskpc", "volumenregaliablskpc", "regaliascop",
]  # fmt: skip


def write(folder: Path, world: World) -> None:
    """Writes ``j7js-yk74_20251130.csv``.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    rows = []
    for n, place in enumerate(COLOMBIA[:5]):
        for month in range(1, 13):
            base = world.random.randint(1_000, 90_000)
            rows.append(
                {
                    "departamento": department(place),
                    "municipio": place.name,
                    "a_o": "2024",
                    "mes": str(month),
                    "contrato": f"CONTRATO {n + 1}",
                    "campo": f"CAMPO {n + 1}",
                    "tipoprod": "QB",
                    "tipohidrocarburo": "O" if n % 2 else "G",
                    "preciohidrocarburousd": "61.5" if n % 2 else "4.2",
                    "porcregalia": "8",
                    "prodgravableblskpc": str(base),
                    "volumenregaliablskpc": str(base * 0.08),
                    "regaliascop": f"{base * 20_000:,}",
                }
            )
    (folder / "j7js-yk74_20251130.csv").write_text(as_csv(HEADER, rows), encoding="utf-8")
