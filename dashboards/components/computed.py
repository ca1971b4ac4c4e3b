"""“How was this computed?”: the SQL that gives the same figure on the downloaded files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from zlib import crc32

import streamlit as st

from dashboards.components import packages, urls
from dashboards.components.labels import label
from dashboards.components.sentence import budget_rows, received_groups
from dashboards.i18n import _
from dashboards.published import Params, Row

TABLE = re.compile(r"\b(?:from|join)\s+((?:fct|dim)_[a-z_]+)")
NAMED = re.compile(r"\$([a-z_]\w*)")


def text(value: object) -> str:
    """A value as an SQL literal."""
    return "'" + str(value).replace("'", "''") + "'"


def literal(value: object) -> str:
    """A value that a query binds as it would be written into it."""
    if value is None:
        return "null"
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(part) for part in value) + "]"
    return text(value)


def as_asked(noted: Sequence[tuple[str, Params]]) -> str:
    """The first query of `published.noting` with its values in it: it asked for the figures."""
    sql, params = noted[0]
    values = params if isinstance(params, Mapping) else {}
    return NAMED.sub(lambda found: literal(values[found[1]]), sql).strip()


def record_sql(table: str, **key: object) -> str:
    """The row of a record, whose columns are what the page says of it."""
    where = "\n    and ".join(f"{name} = {literal(value)}" for name, value in key.items())
    return f"select *\nfrom {table}\nwhere {where}"


def chain_sql(
    territory_id: str, period: str, scope: str, columns: Sequence[str], rows: Sequence[Row]
) -> str:
    """Sums of the money chain over the streams that a figure adds up.

    Args:
        territory_id: the place.
        period: fiscal period.
        scope: whose money.
        columns: figures to add up.
        rows: the rows of the chain that were added: their streams are named one by one.
    """
    streams = ", ".join(text(row["stream_code"]) for row in rows)
    sums = ",\n    ".join(f"sum({name}) as {name}" for name in columns)
    return (
        f"select\n    {sums}\nfrom fct_money_chain\nwhere territory_id = {text(territory_id)}\n"
        f"    and fiscal_period = {text(period)}\n    and scope = {text(scope)}\n"
        f"    and stream_code in ({streams})"
    )


def chain_queries(
    place: str, period: str, scope: str, rows: Sequence[Row]
) -> list[tuple[str, str]]:
    """What was received, by phase, and what was budgeted and spent, as the sentence adds them."""
    told = []
    for phase, group in received_groups(rows):
        name = _("Recibido o previsto ({phase})").format(phase=label("phase", phase))
        told.append((name, chain_sql(place, period, scope, ["received"], group)))
    budget = budget_rows(rows)
    if budget:
        columns = ["initial_budget", "current_budget", "accrued", "unspent"]
        told.append((_("Presupuesto y gasto"), chain_sql(place, period, scope, columns, budget)))
    return told


def signal_sql(row: Row) -> str:
    """The result of one rule for one subject and period."""
    return (
        "select value, numerator, denominator, threshold, status\nfrom fct_indicator_result\n"
        f"where indicator_code = {text(row['indicator_code'])}\n"
        f"    and subject_type = {text(row['subject_type'])}\n"
        f"    and subject_id = {text(row['subject_id'])}\n"
        f"    and country = {text(row['country'])}\n"
        f"    and period = {text(row['period'])}"
    )


def on_downloads(sql: str) -> str:
    """The query with each table as a view of its downloaded file, for DuckDB anywhere."""
    views = [
        f"create or replace view {name} as from '{packages.parquet(name)}';"
        for name in dict.fromkeys(TABLE.findall(sql))
    ]
    return "\n".join([*views, sql + ";"])


def show(queries: Sequence[tuple[str, str]]) -> None:
    """The queries behind the figures above, each with a link that runs it here.

    Args:
        queries: what each one gives, in the visitor's language, and its SQL.
    """
    if not queries:
        return
    # Sent when opened: what draws code weighs 500 kB, and few open it.
    key = f"computed_{crc32(queries[0][1].encode())}"
    box = st.expander(_("¿Cómo se calculó?"), key=key, on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(
            _(
                "Descargue en la página Datos los archivos Parquet que la consulta nombra y "
                "ejecútela en esa carpeta con DuckDB: da la misma cifra, al céntimo."
            )
        )
        for name, sql in queries:
            st.markdown(f"**{name}**")
            st.code(on_downloads(sql), language="sql", wrap_lines=True)
            urls.go("sql", _("Ejecutarla aquí"), sql=sql)
