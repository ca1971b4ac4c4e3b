"""Direct awards of CONOSCE: 36 columns, a consortium that repeats per member, natural persons."""

from pathlib import Path

import xlsxwriter

from tests.sample.pe_mef_consulta_amigable_projects import CREATED
from tests.sample.world import PEOPLE, PERU, World

HEADER = (
    "CODIGOENTIDAD RUC_ENTIDAD ENTIDAD ENTIDAD_DEPARTAMENTO ENTIDAD_PROVINCIA ENTIDAD_DISTRITO "
    "FECHACONVOCATORIA OBJETOCONTRACTUAL PROCESO CODIGOCONVOCATORIA DESCRIPCION_PROCESO "
    "NUMERO_ITEM ITEMCONVOCA_DESCRIPCION ITEMCONVOCA_UNIDADMEDIDA SECTOR TIPOENTIDADOEE "
    "TIPOPROCESO ITEM_DEPARTAMENTO ITEM_PROVINCIA ITEM_DISTRITO ESTADOITEMCONVOCA ULTIMO MONEDA "
    "CAUSAL_EXOR_CONT_DIRECTA MONTOREFERENCIAL MONTOREFERENCIALSOLES MONTOADJUDICADO "
    "MONTOADJUDICADOSOLES CANTIDADADJUDICADA TIPOPROVEEDOR RUCPROVEEDOR PROVEEDOR "
    "RUCDETALLEPROVEEDOR DETALLEPROVEEDOR URLFICHAPROCESO RUBROS"
)
COMPANY = ("Persona Juridica", "20999990001", "SUMINISTROS MUESTRA S.A.C.")
CONSORTIUM = ("Consorcio", "999002", "CONSORCIO MUESTRA (REPRESENTADO POR " + PEOPLE[1][1] + ")")


def write(folder: Path, world: World) -> None:
    """Writes the report of 2025.

    Args:
        folder: Where the file goes.
        world: Places and random numbers.
    """
    person = ("Persona Natural", f"10{PEOPLE[0][0][-8:]}4", PEOPLE[0][1])
    rows = []
    for n in range(18):
        amount = float(world.amount(5_000, 400_000))
        suppliers = [person, COMPANY, COMPANY, CONSORTIUM]
        supplier = suppliers[n % 4]
        members = [("10999990051", PEOPLE[1][1]), ("20999990002", "OTRA S.A.C.")]
        for member in members if supplier is CONSORTIUM else [("", "")]:
            rows.append(_row(n, amount, supplier, member))
    with xlsxwriter.Workbook(folder / "CONOSCE_CONTRATACIONDIRECTA_2025-12-31.xlsx") as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Export")
        for number, row in enumerate([HEADER.split(" "), *rows]):
            sheet.write_row(number, 0, row)


def _row(
    n: int, amount: float, supplier: tuple[str, str, str], member: tuple[str, str]
) -> list[object]:
    place, call = PERU[n % len(PERU)], f"98{n // 2:05d}"
    where = [place.region, place.province, place.name]
    entity = f"MUNICIPALIDAD DISTRITAL DE {place.name} (MUESTRA)"
    text = f"COMPRA DE MUESTRA {n // 2} A {PEOPLE[0][1]}"
    start = [f"00{7001 + n % 9}", "20999900000", entity, *where, "2025-03-16", "Bien"]
    process = [f"DIRECTA-{n // 2}", call, text, n % 2 + 1, text, "Unidad", "GOBIERNO LOCAL"]
    state = ["GOBIERNO LOCAL", "Contratación Directa", *where, "Contratado", "ULTIMO", "Soles"]
    money = ["Situación emergencia", amount, amount, amount, amount, 1]
    end = ["https://example.org/muestra", "ALIMENTOS"]
    return [*start, *process, *state, *money, *supplier, *member, *end]
