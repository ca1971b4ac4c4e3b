"""Taking away what a view shows: CSV of its rows with its filters, sources and how to read it.

Bulk files of whole tables are made by publish; here only what a visitor filtered. A text that a
spreadsheet would run as a formula gets a leading apostrophe, and the file's README counts them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import streamlit as st

from dashboards import published
from dashboards.i18n import _, formats, get_language, pick, set_language
from dashboards.published import Row
from dashboards.queries import trust

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
MOST_ROWS = 50_000  # of one file here; whole tables are on the data page
MOMENT = (2026, 1, 1, 0, 0, 0)  # of each file in the zip: the same rows give the same bytes
NOT_OF_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def to_csv(rows: Sequence[Row], columns: Sequence[str] | None = None) -> tuple[str, int]:
    """Rows as the bulk CSV files write them, and how many cells were guarded.

    UTF-8, comma, LF, one header, point for decimals, ISO dates, empty for missing, codes as text.
    """
    names = list(columns or (rows[0] if rows else ()))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    guarded = 0
    for row in rows:
        cells = [_plain(row.get(name)) for name in names]
        for i, name in enumerate(names):
            if isinstance(row.get(name), str) and cells[i].startswith(FORMULA_STARTS):
                cells[i] = "'" + cells[i]
                guarded += 1
        writer.writerow(cells)
    return out.getvalue(), guarded


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def package(tables: Mapping[str, Sequence[Row]], filters: Mapping[str, str | None]) -> bytes:
    """A zip with one CSV for each table and a README: edition, filters, sources, dialect."""
    edition = published.current()
    out = io.BytesIO()
    guarded = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, rows in tables.items():
            text, count = to_csv(rows)
            guarded += count
            bundle.writestr(zipfile.ZipInfo(f"{name}.csv", MOMENT), text)
        lines = [
            "# Veta",
            "",
            _("Edición {edition}, datos hasta el {day}.").format(
                edition=edition.id, day=formats.day(edition.reference_date)
            ),
            *([_("DATOS SINTÉTICOS")] if edition.synthetic else []),
            "",
            "## " + _("Filtros activos en esta descarga"),
            "",
            *[f"- {name}: {value}" for name, value in filters.items() if value],
            "",
            "## " + _("Archivos"),
            "",
            *[
                f"- {name}.csv: " + _("{n} filas").format(n=len(rows))
                for name, rows in tables.items()
            ],
            "",
            _(
                "CSV en UTF-8, coma, punto decimal, fechas ISO, celda vacía cuando no hay dato. "
                "Los códigos son texto. Celdas con un apóstrofo delante para que una hoja de "
                "cálculo no las ejecute: {n}."
            ).format(n=guarded),
            "",
            "## " + _("Fuentes"),
            "",
            *sources_told(tables),
            "",
        ]
        bundle.writestr(zipfile.ZipInfo(_("LEAME.md"), MOMENT), "\n".join(lines))
    return out.getvalue()


def sources_told(tables: Mapping[str, Sequence[Row]]) -> list[str]:
    """Sources of some rows with their licence, and each file with its date and hash."""
    rows = [row for group in tables.values() for row in group]
    names = ("source_id", "received_source_id", "spending_source_id")
    used = dict.fromkeys(str(row[n]) for row in rows for n in names if row.get(n))
    vintages = trust.vintages_by_id(
        list(dict.fromkeys(str(row["vintage_id"]) for row in rows if row.get("vintage_id")))
    )
    told = []
    for source_id in used:
        known = trust.source(source_id)
        if known:
            name = pick(known, "title") or source_id
            licence = _("licencia: {licence}").format(licence=known["licence"])
            told.append(f"- {name} ({known['publisher']}). {known['homepage']} {licence}")
    for vintage in vintages.values():
        fetched = formats.day(vintage["retrieved_at"])
        told.append(f"  - {vintage['source_id']} · {fetched} · SHA-256 {vintage['sha256']}")
    return told or [_("sin dato")]


def file_name(table: str, filters: Mapping[str, str | None], ending: str = "zip") -> str:
    """`veta_2026.11.0_fct_money_chain_PE-180106_2013.zip`: edition, table, active filters.

    A file of invented rows says `sintetico` after the edition.
    """
    edition = published.current()
    mark = ["sintetico"] if edition.synthetic else []  # first, so that no cut can lose it
    parts = ["veta", edition.id, *mark, table, *[str(v) for v in filters.values() if v]]
    return NOT_OF_NAMES.sub("-", "_".join(parts))[:140] + f".{ending}"


def button(
    table: str, make: Callable[[], Mapping[str, Sequence[Row]]], filters: Mapping[str, str | None]
) -> None:
    """A download of what the view shows; nothing is made until it is asked for.

    Args:
        table: what the file is named after.
        make: gives the rows of each file.
        filters: what narrowed the view: in the file's name and in its README.
    """
    edition = published.current().id  # the rows must be of the edition that the page shows
    language = get_language()

    def _data() -> bytes:
        set_language(language)  # made after the run, in another thread
        with published.reading(edition):
            return package(make(), filters)

    st.download_button(
        _("Descargar estas filas (CSV con sus fuentes)"),
        data=_data,
        file_name=file_name(table, filters),
        mime="application/zip",
        on_click="ignore",
        key=f"take_{table}",
    )
