"""The edition's border: what DuckDB measures in the public tables and what it must be.

Great Expectations judges the measures (``ingest.quality.judge``). Rules inside the warehouse are
dbt's; here stands what only the border can see: that nothing was lost between the lake and the
edition, that keys hold in the file that is served, and that no personal data leaves.
"""

from collections.abc import Callable
from typing import Any

import duckdb

from ingest.lake import scan as lake_scan
from ingest.quality import Rule, judge
from ingest.registry import load_entities
from ingest.settings import DataPaths
from orchestration.manifest import PublicTable
from orchestration.publishing import personal
from orchestration.publishing.tables import count

Measure = Callable[[duckdb.DuckDBPyConnection, DataPaths, dict[str, PublicTable]], list[Rule]]

# Money of an entity that must arrive in full: lake columns that exist under the same name.
MONEY = {
    "allocation": ("amount",),
    "spending": ("initial_budget", "current_budget", "accrued", "paid"),
}


def verdicts(
    con: duckdb.DuckDBPyConnection, paths: DataPaths, tables: dict[str, PublicTable]
) -> list[dict[str, Any]]:
    """Measures the edition being made and lets Great Expectations judge.

    Args:
        con: Connection to its database.
        paths: Data folders, for the lake.
        tables: Public tables.

    Returns:
        Rows of ``fct_quality_check`` of the layer ``edition``.
    """
    rules = [rule for measure in MEASURES for rule in measure(con, paths, tables)]
    return [row | {"layer": "edition"} for row in judge(rules)]


def arrived(
    con: duckdb.DuckDBPyConnection, paths: DataPaths, tables: dict[str, PublicTable]
) -> list[Rule]:
    """What the lake holds is not empty in the edition."""
    rules = []
    for entity in load_entities().values():
        name = next((n for n in (f"fct_{entity.name}", f"dim_{entity.name}") if n in tables), None)
        if name is not None and count(con, lake_scan(paths, entity.name)):
            rows = count(con, f'main."{name}"')
            rules.append(Rule("edition_rows", name, rows, 1, None))
    return rules


def keys(
    con: duckdb.DuckDBPyConnection, paths: DataPaths, tables: dict[str, PublicTable]
) -> list[Rule]:
    """A key identifies one row."""
    rules = []
    for table in tables.values():
        if table.key:
            repeats = _repeats(con, f'main."{table.name}"', ", ".join(f'"{k}"' for k in table.key))
            rules.append(Rule("edition_key_repeats", table.name, repeats, None, 0))
    return rules


def money(
    con: duckdb.DuckDBPyConnection, paths: DataPaths, tables: dict[str, PublicTable]
) -> list[Rule]:
    """Money that holds in the lake is the money of the edition, to the cent, per source.

    The lake keeps history and repeats; what holds is decided here in its own words: vintages that
    are current (of a window or a delta also the older ones), and per key the lowest precedence,
    then the newest. Where an entity has no key, sources whose slices repeat each other are left
    out: only dbt knows their repeats, and counts them in ``fct_reconciliation``.
    """
    rules = []
    for entity, columns in MONEY.items():
        table = f"fct_{entity}"
        present = [c for c in columns if table in tables and c in tables[table].names]
        lost = con.sql(_lost_sql(paths, entity, table, present)).fetchall() if present else []
        for source_id, *differences in lost:
            for column, difference in zip(present, differences, strict=True):
                subject = f"{table}.{column} {source_id}"
                rules.append(Rule("edition_money", subject, float(difference), 0, 0))
    return rules


def no_personal_data(
    con: duckdb.DuckDBPyConnection, paths: DataPaths, tables: dict[str, PublicTable]
) -> list[Rule]:
    """No text looks like a person's document, e-mail or telephone."""
    found = [f for table in tables.values() for f in personal.scan(con, table)]
    rules = []
    for pattern in personal.PATTERNS:
        where = [f for f in found if f.pattern == pattern]
        places = ", ".join(f"{f.table}.{f.column}" for f in where)
        rows = sum(f.rows for f in where)
        severity = "warning" if pattern in personal.SUSPECTED else "error"
        rules.append(Rule(f"personal_data:{pattern}", places or "edition", rows, None, 0, severity))
    return rules


MEASURES: tuple[Measure, ...] = (arrived, keys, money, no_personal_data)


def _repeats(con: duckdb.DuckDBPyConnection, relation: str, key: str) -> int:
    """Rows whose key another row has.

    Equal keys have equal hashes: where no hash repeats no key does, for a third of the cost.
    """
    alike = con.sql(f"select count(*) - count(distinct hash({key})) from {relation}")
    if alike.fetchall() == [(0,)]:
        return 0
    counted = f"select count(*) as n from {relation} group by {key}"
    return int(con.sql(f"select coalesce(sum(n - 1), 0) from ({counted})").fetchall()[0][0])


def _lost_sql(paths: DataPaths, entity: str, table: str, columns: list[str]) -> str:
    """SQL of each source and, per column, what of the lake's money is missing in the edition."""
    key = load_entities()[entity].key
    # Where an entity has no key every row of the lake is one of its own.
    ranked = ", ".join(f'l."{k}"' for k in key)
    place = (
        f"dense_rank() over (partition by l.source_id, {ranked} "
        "order by v.precedence, v.data_as_of desc nulls last, v.retrieved_at desc, "
        "v.vintage_id desc)"
        if key
        else "1"
    )
    held = (
        f"select l.source_id, {', '.join(f'l.{c}' for c in columns)}, {place} as place "
        f"from {lake_scan(paths, entity)} l join main.dim_vintage v using (source_id, vintage_id) "
        "where v.is_current or v.kind <> 'snapshot'"
    )
    repeating = (
        "select source_id from main.dim_vintage group by 1 having count(distinct precedence) > 1"
    )
    compared = "true" if key else f"source_id not in ({repeating})"
    totals = ", ".join(f"sum({c}) as {c}" for c in columns)
    lost = ", ".join(f"coalesce(h.{c}, 0) - coalesce(e.{c}, 0)" for c in columns)
    return (
        f"select source_id, {lost} from "
        f"(select source_id, {totals} from ({held}) where place = 1 group by source_id) h "
        f"full join (select source_id, {totals} from main.{table} group by source_id) e "
        f"using (source_id) where {compared} order by source_id"
    )
