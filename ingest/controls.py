"""Compares totals taken from a file's own cells with what its rows add up to.

The two sides are computed apart: the file's from the text of its cells, the lake's from the typed
rows, so that an unpivot that forgets a column does not pass.
"""

from decimal import Decimal

import duckdb

from ingest.models import Source, Vintage
from ingest.outputs import Built
from ingest.registry import load_entities


def compare(
    con: duckdb.DuckDBPyConnection, source: Source, vintage: Vintage, outputs: list[Built]
) -> list[dict[str, object]]:
    """One row of ``meta_reconciliation`` per declared control."""
    rows: list[dict[str, object]] = []
    for made in outputs:
        totals = _file_totals(con, made)
        for column, aggregate in made.output.controls.items():
            in_file = totals[aggregate]
            good, bad = (_in_lake(con, made, column, side) for side in ("anti", "semi"))
            residue = in_file - good - bad
            name = _name(made, column, outputs)
            rows.append(
                {
                    "reconciliation_id": f"{vintage.vintage_id}:{name}",
                    "source_id": source.id,
                    "vintage_id": vintage.vintage_id,
                    "subject": f"{source.id} {vintage.slice} {name}",
                    "left_name": "file",
                    "left_value": in_file,
                    "right_name": "lake + rejects",
                    "right_value": good + bad,
                    "difference": residue,
                    "unit": _unit(con, made),
                    **_cause(residue, bad),
                }
            )
    return rows


def _in_lake(con: duckdb.DuckDBPyConnection, made: Built, column: str, side: str) -> Decimal:
    """What good rows (``anti``) or rejected ones (``semi``) add up to, as they are written."""
    rows = f"from {made.data} {side} join bad_rows using (source_row)"
    if made.output.once:
        key = ", ".join(load_entities()[made.output.entity].key)
        first = f"qualify row_number() over (partition by {key} order by source_row) = 1"
        rows = f"from (select * {rows} {first})"
    return _total(con, f"sum({column}) {rows}")


def _name(made: Built, column: str, outputs: list[Built]) -> str:
    """Entity and column, and the table too where several tables feed that column."""
    entity = made.output.entity
    feeding = [b for b in outputs if b.output.entity == entity and column in b.output.controls]
    table = made.name.split("_", 2)[2]  # out_<number>_<table>
    return f"{entity}.{column}" if len(feeding) == 1 else f"{entity}.{column} ({table})"


def _file_totals(con: duckdb.DuckDBPyConnection, made: Built) -> dict[str, Decimal]:
    """Every declared aggregate over the text of the file's data rows, in one query."""
    aggregates = list(dict.fromkeys(made.output.controls.values()))
    if not aggregates:
        return {}
    picked = ", ".join(f"cast(({a}) as decimal(38,12))" for a in aggregates)
    found = con.sql(f"select {picked} from {made.cells} where _skip is null").fetchall()[0]
    return {a: Decimal(0) if v is None else v for a, v in zip(aggregates, found, strict=True)}


def _cause(residue: Decimal, rejected: Decimal) -> dict[str, str | None]:
    if residue == 0 and rejected == 0:
        return {"cause_es": None, "cause_en": None}
    return {
        "cause_es": f"Redondeo al centavo: {residue}. En filas rechazadas: {rejected}.",
        "cause_en": f"Rounding to the cent: {residue}. In rejected rows: {rejected}.",
    }


def _unit(con: duckdb.DuckDBPyConnection, made: Built) -> str | None:
    if "currency" not in made.output.map:
        return None
    return str(con.sql(f"select any_value(currency) from {made.name}").fetchall()[0][0])


def _total(con: duckdb.DuckDBPyConnection, sql: str) -> Decimal:
    found = con.sql(f"select cast((select {sql}) as decimal(38,6))").fetchall()[0][0]
    return Decimal(0) if found is None else found
