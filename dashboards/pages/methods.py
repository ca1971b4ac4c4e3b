"""Methods: every indicator as its catalogue entry says it, and the glossary."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from dashboards.components import export, signal_words, states, tables, urls
from dashboards.components.glossary import GLOSSARY
from dashboards.components.labels import label
from dashboards.components.text import safe
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries import signals


def render() -> None:
    """How Veta works, the indicators and the terms."""
    st.title(_("Métodos"), anchor=False)
    st.markdown(
        _(
            "Veta toma archivos oficiales, guarda cada descarga con su huella, rechaza y cuenta "
            "las filas que no cumplen su contrato, y publica ediciones completas y fechadas. "
            "Ninguna cifra se corrige a mano. Lo que falta se dice."
        )
    )
    st.markdown(
        "\n".join(
            f"- {safe(line)}"
            for line in (
                _("Nunca se divide dinero de una fuente entre dinero de otra."),
                _("Un plan de caja se lee como «previsto», nunca como «recibido»."),
                _("Un bienio colombiano no se parte en años."),
                _("Los pares son lugares comparables; no hay tabla nacional de posiciones."),
                _("Un dato ausente nunca cuenta como cero ni como «sin señal»."),
                _("Una persona natural nunca es objeto de una señal, una página o una lista."),
            )
        )
    )
    _indicators()
    _glossary()
    export.button(
        "methods", lambda: {"dim_indicator": signals.indicators(), "glossary": _terms()}, {}
    )


def _indicators() -> None:
    st.header(_("Indicadores"), anchor=False)
    catalogue = signals.indicators()
    if not catalogue:
        states.empty(_("Esta edición no contiene indicadores."))
        return
    for family, rows in groupby(catalogue, key=lambda row: str(row["family"])):
        st.subheader(label("family", family).capitalize(), anchor=False)
        for row in rows:
            with st.expander(safe(f"{row['indicator_code']} · {pick(row, 'name')}")):
                _indicator(row)


def _indicator(row: Row) -> None:
    st.markdown(f"**{safe(pick(row, 'question') or '')}**")
    tables.facts(
        [
            (_("Fórmula"), signal_words.written(row, "formula")),
            (_("Unidad"), label("unit", row["unit"])),
            (_("Sentido"), label("direction", row["direction"])),
            (_("Muestra mínima"), formats.number(row["minimum_n"])),
            (_("Por qué mirar"), pick(row, "why")),
            (_("Explicaciones inocentes"), pick(row, "innocent")),
            (_("Deja fuera"), signal_words.written(row, "exclusions")),
            (_("Referencia"), row["citation"]),
            (_("Qué tan verificada está"), label("evidence_level", row["evidence_level"])),
            (_("Versión de la regla"), row["rule_version"]),
        ]
    )
    urls.go("signals", _("Ver sus señales"), signal=row["indicator_code"])


def _glossary() -> None:
    st.header(_("Glosario"), anchor=False)
    for heading, terms in GLOSSARY:
        st.subheader(_(heading), anchor=False)
        st.markdown(
            "\n\n".join(
                f"**{safe(_(term.name))}** — {safe(_(term.meaning))}"
                + (f" {safe(f'({term.norm})')}" if term.norm else "")
                for term in terms
            )
        )


def _terms() -> list[Row]:
    """The glossary as rows, in the visitor's language."""
    return [
        {"theme": _(heading), "term": _(t.name), "meaning": _(t.meaning), "norm": t.norm or None}
        for heading, terms in GLOSSARY
        for t in terms
    ]


if __name__ == "__main__":
    render()
