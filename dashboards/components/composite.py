"""Composite panels: three, never one number, each with its coverage and an interval of ranks."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import tables
from dashboards.components.labels import label
from dashboards.components.text import safe, shorten
from dashboards.i18n import _, formats
from dashboards.published import Row


def show(rows: Sequence[Row]) -> None:
    """Panels of one place or body under their own heading; nothing where there is none.

    Args:
        rows: rows of `fct_composite`, newest period first.
    """
    if not rows:
        return
    st.header(_("Paneles compuestos"), anchor=False)
    st.caption(
        safe(
            _(
                "Ingresos, ejecución y contratación por separado: nunca se unen en un número. El "
                "puesto es un intervalo: 1 pide mirar más, y entre dos intervalos que se solapan "
                "no hay orden."
            )
        )
    )
    scored = [row for row in rows if row["score"] is not None]
    if not scored:
        st.markdown(safe(_not_scored(rows)))
    _table(scored, "composite")
    rest = [row for row in rows if row["score"] is None]
    if rest:
        with st.expander(_("Paneles sin puntaje ({n})").format(n=len(rest))):
            _table(rest, "composite_without")


def _not_scored(rows: Sequence[Row]) -> str:
    """Why no panel has a score, once and not on every line."""
    why = dict.fromkeys(label("reason", row["reason"]) for row in rows if row["reason"])
    return _("Ningún panel tiene puntaje aquí: {why}.").format(
        why="; ".join(why) or formats.no_data()
    )


def _table(rows: Sequence[Row], key: str) -> None:
    if not rows:
        return
    tables.show(
        rows,
        {
            _("De quién"): lambda r: shorten(r["subject_name"] or r["subject_id"], 60),
            _("Período"): lambda r: label("period", r["period"]),
            _("Panel"): lambda r: label("panel", r["panel"]),
            _("Puntaje"): _score,
            _("Cobertura"): lambda r: formats.ratio(r["coverage_ratio"], r["country"]),
            _("Puesto"): _rank,
            _("Pesos"): lambda r: r["weights_version"],
        },
        numeric=[_("Puntaje"), _("Cobertura")],
        key=key,
    )


def _score(row: Row) -> str:
    if row["score"] is None:
        return label("reason", row["reason"]) if row["reason"] else formats.no_data()
    return formats.number(row["score"], row["country"], decimals=2)


def _rank(row: Row) -> str:
    if row["rank_low"] is None:
        return _("sin puesto: muy pocos con quienes comparar")
    return _("entre {low} y {high} de {n}").format(
        low=row["rank_low"], high=row["rank_high"], n=row["ranked_together"]
    )
