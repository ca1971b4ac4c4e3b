"""Columns of the money chain, wherever its rows stand in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards.components import tables
from dashboards.components.labels import label
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries.places import Place


def amount(column: str, place: Place) -> tables.Cell:
    """A cell with an amount of money."""
    return lambda row: formats.money(row[column], row["currency"], place.country)


def share(column: str, place: Place) -> tables.Cell:
    """A cell with a ratio as a percentage."""
    return lambda row: formats.ratio(row[column], place.country)


def unspent(place: Place) -> tables.Cell:
    """A balance, unless the year is still running: then there is none yet."""

    def cell(row: Row) -> str:
        if row["unspent"] is not None and "year_in_progress" in str(row["gaps"] or ""):
            return _("año sin terminar")
        return formats.money(row["unspent"], row["currency"], place.country)

    return cell


def spent(place: Place) -> dict[str, tuple[str, tables.Cell]]:
    """Received, budgeted, spent and left: header → column that must hold a value, and its cell."""
    return {
        _("Recibido o previsto"): ("received", amount("received", place)),
        _("Fase"): (
            "received_phase",
            lambda r: label("phase", r["received_phase"]) if r["received_phase"] else "–",
        ),
        _("Inicial"): ("initial_budget", amount("initial_budget", place)),
        _("Modificado"): ("current_budget", amount("current_budget", place)),
        _("Gastado"): ("accrued", amount("accrued", place)),
        _("Sin gastar"): ("unspent", unspent(place)),
        _("% gastado"): ("execution_ratio", share("execution_ratio", place)),
        _("Mediana de pares"): (
            "peer_median_execution_ratio",
            share("peer_median_execution_ratio", place),
        ),
    }


def chain(place: Place, rows: Sequence[Row]) -> dict[str, tables.Cell]:
    """Columns of the chain that hold any figure; what none holds is said as missing instead."""
    return {
        _("Concepto"): lambda r: pick(r, "name") or r["stream_code"],
        **one_phase(rows, tables.filled(rows, spent(place))),
    }


def one_phase(rows: Sequence[Row], columns: Mapping[str, tables.Cell]) -> dict[str, tables.Cell]:
    """The columns; a phase that all rows share stands in a header, not in every row."""
    phases = {row["received_phase"] for row in rows if row["received"] is not None}
    if len(phases) != 1 or None in phases:
        return dict(columns)
    phase = label("phase", phases.pop())
    head = f"{phase[:1].upper()}{phase[1:]}"
    return {
        head if name == label("measure", "received") else name: cell
        for name, cell in columns.items()
        if name != _("Fase")
    }


def numeric(columns: Mapping[str, object]) -> list[str]:
    """Those of some columns whose cells are set right: all but the words."""
    words = (_("Concepto"), _("Lugar"), _("Período"), _("Fase"), _("De qué dinero"))
    return [name for name in columns if name not in words]
