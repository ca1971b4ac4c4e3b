"""Budget worksheets of one unit: four rows above the header, glued codes, two days."""

import datetime as dt
import re
from pathlib import Path

import xlsxwriter

from tests.sample.world import CUI, World

MONTHS = [f"{m:02d}" for m in range(1, 13)]
TEXTS = re.findall(
    r"\w+",
    "ano_eje sector pliego unidad_ejecutora sec_ejec programa_pptal tipo_prod_proy "
    "producto_proyecto tipo_act_obra_ac activ_obra_accinv funcion division_fn grupo_fn meta "
    "finalidad unidad_medida cant_meta_anual cant_meta_sem avan_fisico_anual avan_fisico_sem "
    "sec_func departamento_meta provincia_meta distrito_meta fuente_financ rubro categoria_gasto "
    "tipo_transaccion generica subgenerica subgenerica_det especifica especifica_det",
)
AMOUNTS = (
    ["mto_pia", "mto_modificaciones", "mto_pim", "mto_certificado", "mto_compro_anual"]
    + [f"mto_at_comp_{m}" for m in MONTHS]
    + [f"mto_devenga_{m}" for m in MONTHS]
    + [f"mto_girado_{m}" for m in MONTHS]
    + [f"mto_pagado_{m}" for m in MONTHS]
)


def write(folder: Path, world: World) -> None:
    """Writes two days of one unit; the second accrues one more month.

    Args:
        folder: Where the files go.
        world: Projects and random numbers.
    """
    budgets = [world.random.randint(100_000, 900_000) for _ in range(6)]
    for day, last in ((dt.datetime(2025, 4, 30), 4), (dt.datetime(2025, 5, 31), 5)):  # noqa: DTZ001
        path = folder / f"MUESTRA_HT_PPTO_{day:%d%m%y}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.set_properties({"created": day})
            sheet = book.add_worksheet("01_BD_MEF")
            sheet.write_row(4, 0, [*TEXTS, *AMOUNTS, "PIM VS DEVENGADO"])
            for n, budget in enumerate(budgets):
                sheet.write_row(5 + n, 0, [*_texts(n), *_amounts(budget, last), 0])


def _texts(n: int) -> list[str]:
    cells = dict.fromkeys(TEXTS, "0.MUESTRA")
    cells |= {
        "ano_eje": "2025",
        "sector": "09. ECONOMIA Y FINANZAS",
        "unidad_ejecutora": "001. UNIDAD DE MUESTRA",
        "sec_ejec": "990301",
        "tipo_prod_proy": "2.PROYECTO" if n % 2 else "3.PRODUCTO",
        "producto_proyecto": f"{CUI[n]}.PROYECTO DE MUESTRA",
        "funcion": "03.PLANEAMIENTO, GESTION Y RESERVA DE CONTINGENCIA",
        "rubro": "00.RECURSOS ORDINARIOS",
        "categoria_gasto": "6.GASTOS DE CAPITAL" if n % 2 else "5.GASTOS CORRIENTES",
        "tipo_transaccion": "2.GASTOS PRESUPUESTARIOS",
        "generica": "6.ADQUISICION DE ACTIVOS NO FINANCIEROS" if n % 2 else "3.BIENES Y SERVICIOS",
    }
    return list(cells.values())


def _amounts(budget: int, last: int) -> list[float]:
    monthly = [round(budget / 13, 2) if m <= last else 0 for m in range(1, 13)]
    return [budget, 0, budget, round(budget * 0.8, 2), round(budget * 0.8, 2), *(monthly * 4)]
