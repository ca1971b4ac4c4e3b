"""Any public table by its declared columns: what it holds, a page of it, how many rows.

The API, the exports and the feeds read tables through here. Column and table names come from the
edition itself, never from a visitor; values are always bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboards import published
from dashboards.published import Row


@dataclass(frozen=True)
class Column:
    """A column as the edition's database describes it.

    Attributes:
        type: DuckDB's name of the type, upper case, without precision.
        about: description in Spanish and English with the unit, as publish wrote it.
    """

    name: str
    type: str
    about: str


@dataclass(frozen=True)
class Condition:
    """A condition on rows: SQL over declared columns and the values it binds."""

    sql: str
    values: tuple[tuple[str, Any], ...] = ()


@lru_cache(maxsize=8)
def _schema(edition: str) -> dict[str, tuple[Column, ...]]:
    found = published.rows(
        "select table_name, column_name, data_type, comment from duckdb_columns() "
        "where schema_name = 'main' and not internal and database_name = current_database() "
        "order by table_name, column_index"
    )
    tables: dict[str, list[Column]] = {}
    for row in found:
        kind = str(row["data_type"]).partition("(")[0].upper()
        column = Column(row["column_name"], kind, row["comment"] or "")
        tables.setdefault(row["table_name"], []).append(column)
    return {name: tuple(columns) for name, columns in tables.items()}


def columns(table: str) -> tuple[Column, ...]:
    """Columns of a table of the edition being read, in order; empty where it has none."""
    return _schema(published.current().id).get(table, ())


def names() -> list[str]:
    """Tables of the edition being read."""
    return sorted(_schema(published.current().id))


def count(table: str, conditions: Sequence[Condition]) -> int:
    """How many rows meet every condition."""
    where, values = _where(conditions)
    found = published.row(f'select count(*) as n from "{table}" as t{where}', values)
    return int(found["n"]) if found else 0


def page(
    table: str,
    conditions: Sequence[Condition],
    order: Sequence[str],
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """Rows that meet every condition, in an order that does not change within an edition.

    Args:
        table: public table.
        conditions: what rows must meet; the table's alias is `t`.
        order: columns to sort by, missing values last; the row's place breaks ties.
        limit: most rows to give.
        offset: rows to leave out first.
    """
    where, values = _where(conditions)
    known = {column.name for column in columns(table)}
    sorting = ", ".join([*(f't."{name}" nulls last' for name in order if name in known), "t.rowid"])
    return published.rows(
        f'select t.* from "{table}" as t{where} order by {sorting} limit $n_ offset $o_',
        {**values, "n_": limit, "o_": offset},
    )


def _where(conditions: Sequence[Condition]) -> tuple[str, dict[str, Any]]:
    values = {name: value for condition in conditions for name, value in condition.values}
    joined = " and ".join(f"({condition.sql})" for condition in conditions)
    return (f" where {joined}" if joined else ""), values


def matching(table: str, keys: Sequence[str], wanted: Sequence[Row], limit: int) -> list[Row]:
    """Rows of another table that belong to some rows, by columns of the same names.

    Args:
        table: table to look in.
        keys: columns that both share.
        wanted: rows whose relatives are asked for.
        limit: most rows to give.
    """
    if not wanted or not columns(table):
        return []
    known = {column.name for column in columns(table)}
    shared = [key for key in keys if key in known]
    values: dict[str, Any] = {
        f"k{i}": [str(row[k]) for row in wanted] for i, k in enumerate(shared)
    }
    arrays = ", ".join(f'unnest($k{i}::varchar[]) as "{k}"' for i, k in enumerate(shared))
    same = " and ".join(f't."{k}" = w."{k}"' for k in shared)
    return published.rows(
        f'select t.* from "{table}" as t semi join (select {arrays}) as w on {same} '
        "order by t.rowid limit $n_",
        {**values, "n_": limit},
    )
