"""Sources and quality: where every figure comes from and what did not add up."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import streamlit as st

from dashboards import published
from dashboards.components import datasets, export, fields, provenance, states, tables
from dashboards.components.labels import label
from dashboards.components.text import link, safe, shorten
from dashboards.i18n import _, formats, pick
from dashboards.published import Row
from dashboards.queries import trust

# A total of a file against what its rows add up to, as `ingest.controls` names it.
CONTROL = re.compile(r"(?P<source>\w+) (?P<slice>\S+) (?P<entity>\w+)\.(?P<column>\w+).*")


def render() -> None:
    """Sources, their vintages, checks, rejected rows and reconciliations."""
    st.title(_("Fuentes y calidad"), anchor=False)
    st.markdown(
        _(
            "Cada cifra de Veta lleva a un archivo oficial, con su fecha de descarga y su huella. "
            "Aquí se ve qué se cargó, qué se rechazó y por qué, y qué totales no cuadran."
        )
    )
    _sources()
    _vintages()
    _reconciliation()
    _checks()
    _rejects()
    _coverage()
    _revisions()
    export.button(
        "sources",
        lambda: {
            "dim_source": trust.sources(),
            "dim_vintage": trust.vintages(),
            "fct_reconciliation": trust.reconciliation(),
            "failed_checks": trust.failed_checks(),
            "rejected_cells": trust.reject_counts(),
            "coverage": trust.coverage(),
        },
        {},
    )


def today() -> date:
    """Lateness is judged when the page is read, never stored."""
    return datetime.now(UTC).date()


def late(row: Row) -> bool:
    """Whether a source is past the date its next vintage was expected."""
    expected = row["next_expected_on"]
    return row["state"] == "active" and expected is not None and expected < today()


def _state(row: Row) -> str:
    if late(row):
        return _("atrasada: se esperaba el {day}").format(day=formats.day(row["next_expected_on"]))
    return label("source_state", row["state"])


def _sources() -> None:
    found = trust.sources()
    st.header(_("Fuentes"), anchor=False)
    behind = [row for row in found if late(row)]
    if behind:
        st.warning(
            safe(
                _(
                    "Fuentes atrasadas respecto de su calendario: {n}. Se muestra el último dato "
                    "bueno de cada una."
                ).format(n=len(behind))
            )
        )
    tables.folded(
        found,
        {
            _("Fuente"): lambda r: tables.url(pick(r, "title") or r["source_id"], r["homepage"]),
            _("Publica"): lambda r: r["publisher"],
            _("País"): lambda r: label("country", r["country"]),
            _("Estado"): _state,
            _("Datos al"): lambda r: r["data_as_of"],
            _("Próxima"): lambda r: r["next_expected_on"],
            _("Licencia"): lambda r: (
                _("no declarada") if r["licence"] == "not stated" else r["licence"]
            ),
        },
        key="sources",
        cards=True,
        others=_("Las demás filas ({n})"),
    )
    with_caveats = [row for row in found if pick(row, "caveats")]
    if with_caveats:
        with st.expander(_("Lo que conviene saber de cada fuente")):
            for row in with_caveats:
                st.markdown(f"**{safe(pick(row, 'title') or row['source_id'])}**")
                st.markdown(safe(pick(row, "caveats")))
                st.caption(safe(label("layout", row["evidence_of_layout"])))
                if row["homepage"]:
                    st.markdown(link(_("Página oficial"), row["homepage"]))


def _vintages() -> None:
    found = trust.vintages()
    st.header(_("Versiones descargadas"), anchor=False)
    st.caption(
        safe(
            _(
                "Filas leídas = cargadas + rechazadas, siempre. Los títulos, blancos y subtotales "
                "se omiten y se cuentan aparte."
            )
        )
    )
    if not found:
        states.empty(_("Todavía no se ha descargado ninguna fuente."))
        return
    counts = ("rows_read", "rows_loaded", "rows_rejected", "rows_skipped")
    heads = (_("Leídas"), _("Cargadas"), _("Rechazadas"), _("Omitidas"))
    columns: dict[str, tables.Cell] = {
        _("Fuente"): lambda r: shorten(provenance.title(r["source_id"]), 60),
        _("Parte"): lambda r: label("slice", r["slice"]),
        _("Datos al"): lambda r: r["data_as_of"],
        _("Descargado"): lambda r: r["retrieved_at"],
    }
    for head, column in zip(heads, counts, strict=True):
        columns[head] = _count(column)
    columns[_("Cuadra")] = lambda r: (
        _("sí") if r["rows_read"] == r["rows_loaded"] + r["rows_rejected"] else _("no")
    )
    columns[_("Vigente")] = lambda r: _("sí") if r["is_current"] else _("no")
    columns[_("SHA-256")] = lambda r: (r["sha256"] or "")[:12]
    current = [row for row in found if row["is_current"]]
    tables.folded(
        current[:200],
        columns,
        numeric=heads,
        key="vintages",
        cards=True,
        others=_("Las demás filas ({n})"),
    )
    older = [row for row in found if not row["is_current"]]
    if older:
        with st.expander(_("Versiones anteriores ({n})").format(n=len(older))):
            tables.show(older[:200], columns, numeric=heads, key="older_vintages", cards=True)


def _count(column: str) -> tables.Cell:
    return lambda row: formats.number(row[column])


def _reconciliation() -> None:
    found = trust.reconciliation()
    st.header(_("Totales que deben cuadrar"), anchor=False)
    if not found:
        states.empty(_("No hay totales que comparar en las fuentes cargadas."))
        return

    def amount(column: str) -> tables.Cell:
        return lambda r: formats.number(
            r[column], "CO" if r["unit"] == "COP" else None, decimals=_decimals(r[column])
        )

    tables.folded(
        found,
        {
            _("Qué se compara"): _subject,
            _("Un lado"): lambda r: label("side", r["left_name"]),
            _("Valor"): amount("left_value"),
            _("El otro"): lambda r: label("side", r["right_name"]),
            _("Su valor"): amount("right_value"),
            _("Diferencia"): amount("difference"),
            _("Unidad"): lambda r: label("unit_of_count", r["unit"]),
            _("Causa"): lambda r: pick(r, "cause") or _("sin causa conocida"),
        },
        numeric=[_("Valor"), _("Su valor"), _("Diferencia")],
        key="reconciliation",
        cards=True,
        others=_("Las demás filas ({n})"),
    )


def _subject(row: Row) -> str:
    """What is compared, in words where its name is put together of codes."""
    rule, _bar, about = str(row["reconciliation_id"]).partition("|")
    if rule == "plan_against_legal_total":
        return _("Plan de caja {period} frente al total de la ley").format(
            period=about.partition("|")[2]
        )
    if rule == "repeated_rows":
        return _("Filas que repiten los archivos de una fuente: {table}").format(
            table=datasets.title(about.partition("|")[0])
        )
    parts = CONTROL.fullmatch(str(row["subject"]))
    if parts is None or parts["source"] != row["source_id"]:
        return str(row["subject"])
    told = (
        shorten(provenance.title(row["source_id"]), 60),
        "" if parts["slice"] == "all" else parts["slice"],
        fields.name(f"fct_{parts['entity']}", parts["column"]),
    )
    return " · ".join(part for part in told if part)


def _decimals(value: object) -> int:
    return 0 if value is None or float(str(value)).is_integer() else 2


def _checks() -> None:
    st.header(_("Verificaciones"), anchor=False)
    counts = trust.check_counts()
    if not counts:
        states.empty(_("Esta edición no registra verificaciones."))
        return
    tables.show(
        counts,
        {
            _("Dónde"): lambda r: label("layer", r["layer"]),
            _("Gravedad"): lambda r: label("severity", r["severity"]),
            _("Pasaron"): lambda r: formats.number(r["passed"]),
            _("No pasaron"): lambda r: formats.number(r["failed"]),
        },
        numeric=[_("Pasaron"), _("No pasaron")],
        key="checks",
    )
    edition = published.current()
    if (edition.folder / "quality" / "index.html").is_file():
        st.markdown(
            f"[{safe(_('Informe completo de verificaciones'))}](/calidad/{edition.id}/index.html)"
        )
    failed = trust.failed_checks()
    if failed:
        st.subheader(_("Las que no pasaron"), anchor=False)
        tables.folded(
            failed,
            {
                _("Verificación"): lambda r: r["check_id"],
                _("Sobre"): lambda r: r["subject"],
                _("Gravedad"): lambda r: label("severity", r["severity"]),
                _("Se esperaba"): lambda r: shorten(r["expected"] or "", 80),
                _("Se observó"): lambda r: shorten(r["observed"] or "", 80),
                _("Filas"): lambda r: formats.number(r["failed_rows"]),
            },
            numeric=[_("Filas")],
            key="failed",
            cards=True,
            others=_("Las demás filas ({n})"),
        )


def _rejects() -> None:
    st.header(_("Filas rechazadas"), anchor=False)
    found = trust.reject_counts()
    if not found:
        states.empty(_("Ninguna fila de los archivos cargados fue rechazada."))
        return
    tables.folded(
        found,
        {
            _("Fuente"): lambda r: shorten(provenance.title(r["source_id"]), 60),
            _("Tabla"): lambda r: datasets.title(r["entity"]),
            _("Columna"): _column,
            _("Motivo"): lambda r: label("reject", r["reason"]),
            _("Celdas"): lambda r: formats.number(r["cells"]),
            _("Primera fila"): lambda r: r["first_row"],
            _("Ejemplo"): lambda r: shorten(r["example"] or "", 50),
        },
        numeric=[_("Celdas"), _("Primera fila")],
        key="rejects",
        cards=True,
        others=_("Las demás filas ({n})"),
    )


def _column(row: Row) -> str:
    """The columns that were refused, in words; `*` is the whole row."""
    if row["column"] == "*":
        return _("toda la fila")
    names = str(row["column"]).split(", ")
    return ", ".join(fields.name(f"fct_{row['entity']}", name) for name in names)


def _coverage() -> None:
    found = trust.coverage()
    if not found:
        return
    st.header(_("Cobertura"), anchor=False)
    tables.folded(
        found,
        {
            _("Fuente"): lambda r: shorten(provenance.title(r["source_id"]), 60),
            _("Qué"): lambda r: datasets.title(r["entity"]),
            _("Período"): lambda r: r["period"],
            _("Esperados"): lambda r: formats.number(r["expected"]),
            _("Con dato"): lambda r: formats.number(r["present"]),
            _("Sin dato"): lambda r: formats.number(r["missing"]),
        },
        numeric=[_("Esperados"), _("Con dato"), _("Sin dato")],
        key="coverage",
        others=_("Las demás filas ({n})"),
    )


def _revisions() -> None:
    found = trust.revisions()
    if not found:
        return
    st.header(_("Lo que cambiaron quienes publican"), anchor=False)
    tables.folded(
        found,
        {
            _("Qué"): lambda r: datasets.title(r["entity"]),
            _("Campo"): lambda r: (
                fields.name(f"fct_{r['entity']}", r["field"])
                if r["field"]
                else _("todo el registro")
            ),
            _("Cambio"): lambda r: label("revision_kind", r["kind"]),
            _("Registros"): lambda r: formats.number(r["records"]),
        },
        numeric=[_("Registros")],
        key="revisions",
        others=_("Las demás filas ({n})"),
    )


if __name__ == "__main__":
    render()
