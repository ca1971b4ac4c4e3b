"""SSI records as they are scraped: amounts with commas, percentages with a sign, null dates."""

import csv
from pathlib import Path

from tests.sample.world import CUI, World

HEADER = [
    *("codigo_unico", "snip", "fecha_registro", "nombre_inversion", "estado", "tipo_inversion"),
    *("programa_pmi", "ompi", "uf", "uei", "situacion", "decreto_emergencia", "cadena_funcional"),
    *("viabilidad_aprobacion", "costo_aprobado", "beneficiarios", "expediente_tecnico"),
    *("reg_seguimiento", "inicio_ejecucion", "fin_ejecucion", "inversion_actualizado"),
    *("sol_controversias", "carta_fianza", "inver_total", "costo_inversion"),
    *("devengado_acumulado", "avance_financiero_acum", "saldo", "fecha_primerdevengado"),
    *("fecha_ultimodevengado", "seaceobra", "seaceconsul", "seacebien", "seaceserv"),
]
STATES = ["ACTIVO", "ACTIVO", "CERRADO", "DESACTIVADO TEMPORAL"]


def write(folder: Path, world: World) -> None:
    """Writes one department.

    Args:
        folder: Where the file goes.
        world: Projects and random numbers.
    """
    with (folder / "ssi_portalgeneral_moquegua_2025.csv").open(
        "w", encoding="utf-8", newline=""
    ) as file:
        out = csv.DictWriter(file, HEADER, restval="")
        out.writeheader()
        out.writerows(_row(world, code, n) for n, code in enumerate(CUI))


def _row(world: World, code: str, n: int) -> dict[str, str]:
    total = float(world.amount(500_000, 20_000_000))
    progress = world.random.randint(5, 108)  # above 100 on purpose: paid can exceed the cost
    return {
        "codigo_unico": code,
        "nombre_inversion": f"MEJORAMIENTO DE MUESTRA {n + 1}",
        "estado": STATES[n % len(STATES)],
        "uei": "UEI DE MUESTRA",
        "cadena_funcional": "TRANSPORTE - TRANSPORTE TERRESTRE - VÍAS VECINALES",
        "viabilidad_aprobacion": "20/06/2020",
        "inicio_ejecucion": "31/12/1969" if n == 2 else f"0{n % 9 + 1}/03/2021",
        "fin_ejecucion": "30/11/2023",
        "inver_total": f"{total:,.2f}",
        "devengado_acumulado": f"{total * progress / 100:,.2f}",
        "avance_financiero_acum": f"{progress} %",
    }
