"""SQL: a visitor's own question to the edition, read-only, in the address, within limits."""

from __future__ import annotations

import streamlit as st

from dashboards.components import export, fields, tables, urls
from dashboards.components.text import safe, shorten
from dashboards.i18n import N_, _, formats
from dashboards.queries import sandbox
from dashboards.queries import tables as public

NARROW = 6  # columns that fit a phone or scroll little
SHOWN = 200
CELL = 300
EXAMPLES = (
    (
        N_("Lo recibido por año en un lugar"),
        "select fiscal_period, stream_code, received, received_phase, currency\n"
        "from fct_money_chain\nwhere territory_id = 'PE-18' and scope = 'all_within'\n"
        "order by fiscal_period",
    ),
    (
        N_("Contratos de regalías por entidad"),
        "select buyer_name, count(*) as contracts, sum(current_value) as value, currency\n"
        "from fct_contract\nwhere funding = 'royalty'\ngroup by all\norder by contracts desc\n"
        "limit 50",
    ),
    (
        N_("Señales por regla y período"),
        "select indicator_code, period, count(*) as signals\nfrom fct_indicator_result\n"
        "where status = 'signal'\ngroup by all\norder by indicator_code, period",
    ),
)
PROBLEMS = {
    "refused": N_(
        "Esta página solo ejecuta una consulta SELECT sobre las tablas de la edición; no lee "
        "archivos, no cambia nada y no usa funciones del servidor. Se detuvo en: {detail}"
    ),
    "sql": N_("La consulta tiene un error: {detail}"),
    "time": N_(
        "La consulta tardó más de {seconds} s y se detuvo. Fíltrela más, o descargue los archivos "
        "y ejecútela en su equipo."
    ),
    "memory": N_(
        "La consulta necesita más memoria de la que se le da aquí. Fíltrela más, o descargue los "
        "archivos y ejecútela en su equipo."
    ),
    "busy": N_("Hay otras consultas en marcha. Espere unos segundos y vuelva a ejecutarla."),
    "failed": N_("La consulta no se pudo ejecutar. Vuelva a intentarlo."),
}


def render() -> None:
    """The box, the answer and what there is to ask about."""
    st.title(_("Consulta SQL"), anchor=False)
    st.markdown(
        safe(
            _(
                "Pregunte a esta edición con SQL de DuckDB. Solo lectura; hasta {seconds} "
                "segundos, {memory} MB y {rows} filas. La consulta queda en la dirección: copie el "
                "enlace y otra persona verá lo mismo."
            ).format(
                seconds=formats.number(int(sandbox.SECONDS)),
                memory=formats.number(sandbox.MEMORY_MB),
                rows=formats.number(sandbox.MOST_ROWS),
            )
        )
    )
    _box()
    sql = urls.get("sql")
    if sql:
        _answer(sql)
    _examples()
    _schema()


def _box() -> None:
    key = "sql_text"
    asked = urls.get("sql") or ""
    # Only a new address writes the box: what is being typed is never lost to another rerun.
    if st.session_state.get("sql_of_address") != asked:
        st.session_state["sql_of_address"] = asked
        st.session_state[key] = asked
    with st.form("sql_form", border=False):
        st.text_area(
            _("Consulta"),
            key=key,
            height=180,
            max_chars=sandbox.MOST_CHARACTERS,
            placeholder="select …",
        )
        if st.form_submit_button(_("Ejecutar")):
            urls.put(sql=st.session_state[key].strip())
            st.session_state["sql_of_address"] = st.session_state[key].strip()


def _answer(sql: str) -> None:
    try:
        answer = sandbox.run(sql)
    except sandbox.SandboxError as error:
        words = _(PROBLEMS.get(error.kind, PROBLEMS["failed"]))
        told = words.format(detail=shorten(error.detail, 400), seconds=int(sandbox.SECONDS))
        st.warning(safe(told))
        return
    st.header(_("Respuesta"), anchor=False)
    shown = min(len(answer.rows), SHOWN)
    count = _("Filas: {n}").format(n=formats.number(len(answer.rows)))
    if answer.cut:
        count += " · " + _("hay más: la respuesta se cortó en su límite")
    if shown < len(answer.rows):
        count += " · " + _("en pantalla, las primeras {n}").format(n=shown)
    st.caption(safe(count))
    if not answer.rows:
        st.markdown(_("La consulta es correcta y no devuelve ninguna fila."))
        return
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    _draw(rows[:SHOWN], answer)
    text, _guarded = export.to_csv(rows, answer.columns)
    st.download_button(
        _("Descargar la respuesta (CSV)"),
        data=text.encode("utf-8"),
        file_name=export.file_name("consulta", {}, "csv"),
        mime="text/csv",
        on_click="ignore",
        key="take_answer",
    )


def _draw(rows: list[dict[str, object]], answer: sandbox.Answer) -> None:
    """A narrow answer is a real table; a wide one a grid, which the keyboard can scroll."""
    cells = {name: _cell(name) for name in answer.columns}
    if len(answer.columns) > NARROW:
        st.dataframe(
            [{name: cell(row) for name, cell in cells.items()} for row in rows],
            hide_index=True,
            key="answer",
        )
        return
    numbers = [
        name
        for name, kind in zip(answer.columns, answer.types, strict=True)
        if kind.startswith(("DECIMAL", "DOUBLE", "FLOAT", "HUGEINT")) or "INT" in kind
    ]
    tables.show(rows, cells, numeric=numbers, key="answer")


def _cell(name: str) -> tables.Cell:
    return lambda row: None if row[name] is None else shorten(str(row[name]), CELL)


def _examples() -> None:
    st.subheader(_("Ejemplos"), anchor=False)
    for name, sql in EXAMPLES:
        urls.go("sql", _(name), sql=sql)


def _schema() -> None:
    st.header(_("Qué tablas hay"), anchor=False)
    names = public.names()
    table = urls.choose(_("Tabla"), names, "table", default="fct_money_chain", width=320)
    if table:
        tables.show(
            [
                {"name": c.name, "type": c.type, "about": about, "unit": unit}
                for c in public.columns(table)
                for about, unit in [fields.about(c.about)]
            ],
            {
                _("Columna"): lambda r: r["name"],
                _("Tipo"): lambda r: r["type"],
                _("Descripción"): lambda r: r["about"] or "–",
                _("Unidad"): lambda r: r["unit"] or "–",
            },
            key="schema",
            cards=True,
        )


if __name__ == "__main__":
    render()
