"""A view as a workbook: LÉEME, datos, diccionario, fuentes, correcciones; codes stay texts."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import streamlit as st
import xlsxwriter

from dashboards import published
from dashboards.components.export import FORMULA_STARTS, file_name, sources_told
from dashboards.i18n import _, formats, get_language, set_language
from dashboards.published import Row
from dashboards.queries import changes

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 50_000  # of a view; the bulk files of the data page hold whole tables
WIDEST = 45
# Nothing in a cell may run or lead anywhere.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def about() -> dict[str, str]:
    """What the columns of the views mean, in the visitor's language."""
    return {
        "territory_id": _("Código de Veta del territorio: país y código oficial"),
        "official_code": _("Código oficial, como texto: ubigeo INEI o DIVIPOLA"),
        "name": _("Nombre del territorio"),
        "currency": _("Moneda (ISO 4217); los montos están en unidades de la moneda"),
        "before": _("Monto del período anterior; vacío si no hay reporte"),
        "now": _("Monto del período; vacío si no hay reporte"),
        "change": _("Diferencia de los dos montos; vacío si no son comparables"),
        "change_ratio": _("Diferencia dividida por el monto anterior, de 0 a 1 o más"),
        "small_base": _("Verdadero si el monto anterior es menos de un décimo de la mediana"),
        "received_phase": _("Qué clase de recibido: transferido, recaudado, previsto…"),
        "all_sources": _("Verdadero si el gasto es de todas las fuentes de financiación"),
        "price_base_year": _("Año de los precios constantes; vacío si son de cada año"),
        "data_as_of": _("Fecha hasta la que habla la fuente"),
        "source_id": _("Código de la fuente; véase la hoja de fuentes"),
        "vintage_id": _("Versión descargada de la fuente"),
    }


def make(rows: Sequence[Row], filters: Mapping[str, str | None], words: str) -> bytes:
    """The workbook of some rows.

    Args:
        rows: what the view shows; all with the same columns.
        filters: what narrowed the view.
        words: the view in a sentence.

    Raises:
        ValueError: more rows than a view may have.
    """
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{len(rows)} > {MOST_ROWS}")
    edition = published.current()
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"author": "Veta", "created": datetime(2026, 1, 1)})  # noqa: DTZ001
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    columns = list(rows[0]) if rows else []
    readme = [
        "Veta",
        words,
        _("Edición {edition}, datos hasta el {day}.").format(
            edition=edition.id, day=formats.day(edition.reference_date)
        ),
        *([_("DATOS SINTÉTICOS")] if edition.synthetic else []),
        "",
        _("Filtros activos en esta descarga"),
        *[f"{name}: {value}" for name, value in filters.items() if value],
        "",
        _("{n} filas").format(n=len(rows)),
    ]
    _lines(book.add_worksheet(_("LÉEME")), [[line] for line in readme])
    sheet = book.add_worksheet(_("datos"))
    sheet.write_row(0, 0, columns, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for position, name in enumerate(columns):
            _cell(sheet, number, position, row[name], day)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.set_column(0, len(columns) - 1, 18)
    meanings = about()
    _lines(
        book.add_worksheet(_("diccionario")),
        [[_("columna"), _("qué es")], *[[name, meanings.get(name, "")] for name in columns]],
    )
    _lines(book.add_worksheet(_("fuentes")), [[line] for line in sources_told({"rows": rows})])
    corrections = changes.corrections(place=filters.get("territory_id"))
    heads = list(corrections[0]) if corrections else [_("Ninguna corrección en esta edición")]
    _lines(
        book.add_worksheet(_("correcciones")),
        [heads, *[["" if v is None else str(v) for v in row.values()] for row in corrections]],
    )
    book.close()
    return out.getvalue()


def _lines(sheet: Any, lines: Sequence[Sequence[str]]) -> None:
    for number, line in enumerate(lines):
        for position, text in enumerate(line):
            _cell(sheet, number, position, text, None)
    sheet.set_column(0, 1, WIDEST)


def _cell(sheet: Any, row: int, column: int, value: object, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    else:
        text = str(value)
        sheet.write_string(row, column, "'" + text if text.startswith(FORMULA_STARTS) else text)


def button(
    table: str,
    rows: Callable[[], Sequence[Row]],
    filters: Mapping[str, str | None],
    words: str,
) -> None:
    """A download of the view as a workbook, made when it is asked for."""
    edition, language = published.current().id, get_language()

    def _data() -> bytes:
        set_language(language)  # made after the run, in another thread
        with published.reading(edition):
            return make(rows(), filters, words)

    st.download_button(
        _("Descargar en Excel"),
        data=_data,
        file_name=file_name(table, filters, "xlsx"),
        mime=SPREADSHEET,
        on_click="ignore",
        key=f"workbook_{table}",
    )
