"""CONOSCE's yearly workbook of contracts: items that repeat a total, a person, a consortium."""

import datetime as dt
from pathlib import Path

import xlsxwriter

from tests.sample.world import World

HEADER = (
    "codigoentidad codigoconvocatoria descripcion_proceso n_cod_contrato codigo_contrato "
    "num_contrato num_item monto_contratado_total monto_contratado_item monto_adicional "
    "monto_reduccion monto_prorroga monto_complementario moneda ruc_contratista "
    "ruc_destinatario_pago tieneresolucion urlcontrato espublicado fecha_publicacion_contrato "
    "fecha_suscripcion_contrato fecha_vigencia_inicial fecha_vigencia_final "
    "fecha_vigencia_fin_actualizada"
)
# No real tax number has these digits; the third is a natural person's, who must never appear.
SUPPLIERS = ["20999990001", "20999990002", "10999990003", "999001"]
CREATED = dt.datetime(2025, 12, 31)  # noqa: DTZ001 - a workbook keeps no zone


def write(folder: Path, world: World) -> None:
    """Writes the workbook of 2025.

    Args:
        folder: Where the file goes.
        world: Random numbers.
    """
    rows = []
    for n in range(24):
        first, second = float(world.amount(1, 900_000)), float(world.amount(1, 900_000))
        items = [first, second] if n % 5 == 0 else [first]
        rows += [_row(n, i, sum(items), item) for i, item in enumerate(items, start=1)]
    with xlsxwriter.Workbook(folder / "CONOSCE_CONTRATOS2025_0.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Export")
        for number, row in enumerate([HEADER.split(" "), *rows]):
            sheet.write_row(number, 0, row)


def _row(n: int, item: int, total: float, amount: float) -> list[object]:
    code = f"99{n:05d}"
    supplier = SUPPLIERS[0] if n % 3 == 0 else SUPPLIERS[n % 4]
    text = f"SERVICIO DE MUESTRA {n} · DNI 99999000"
    signed = 45658 + n * 7
    added = round(total * 0.3, 2) if n % 6 == 1 else 0
    state = "SI" if n == 7 else "NO"
    money = [round(total, 2), amount, added, 0, 0, 0]
    days = [signed + 3, signed, signed + 1, signed + 91, signed + 91 + (30 if n % 4 == 0 else 0)]
    parties = ["Soles", supplier, supplier, state, "https://example.org/muestra", 1]
    return [f"00{7001 + n % 9}", code, text, code, code, str(n), item, *money, *parties, *days]
