"""Compares totals taken from a file's own cells with what its rows add up to.

The two sides are computed apart: the file's from its cells, the lake's from the rows as they are
written, so that an unpivot that forgets a column does not pass.
"""

from decimal import Decimal

import duckdb

from ingest.models import Source, Vintage
from ingest.outputs import Built


def compare(
    con: duckdb.DuckDBPyConnection, source: Source, vintage: Vintage, outputs: list[Built]
) -> list[dict[str, object]]:
    """One row of ``meta_reconciliation`` per declared control."""
    rows: list[dict[str, object]] = []
    for made in outputs:
        if not made.output.controls:
            continue
        totals = _file_totals(con, made)
        unit, written = _in_lake(con, made)
        for (column, aggregate), (good, bad) in zip(
            made.output.controls.items(), written, strict=True
        ):
            in_file = totals[aggregate]
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
                    "unit": unit,
                    **_cause(residue, bad),
                }
            )
    return rows


def _in_lake(
    con: duckdb.DuckDBPyConnection, made: Built
) -> tuple[str | None, list[tuple[Decimal, Decimal]]]:
    """The unit, and per control what good rows and rejected ones add up to, as they are written."""
    unit = "any_value(currency)" if "currency" in made.output.map else "null"
    sums = [f"coalesce(cast(sum({c}) as decimal(38,6)), 0)" for c in made.output.controls]
    asked = f"select {unit}, {', '.join(sums)} from "
    (good_unit, *good), (bad_unit, *bad) = (
        con.sql(f"{asked} ({rows})").fetchall()[0]
        for rows in (made.good, made.first_of_key(f"from ({made.rejected})"))
    )
    return good_unit or bad_unit, list(zip(good, bad, strict=True))


def _name(made: Built, column: str, outputs: list[Built]) -> str:
    """Entity and column, and the table too where several tables feed that column."""
    entity = made.output.entity
    feeding = [b for b in outputs if b.output.entity == entity and column in b.output.controls]
    return f"{entity}.{column}" if len(feeding) == 1 else f"{entity}.{column} ({made.table})"


def _file_totals(con: duckdb.DuckDBPyConnection, made: Built) -> dict[str, Decimal]:
    """Every declared aggregate over the cells of the file's data rows, in one query."""
    aggregates = list(dict.fromkeys(made.output.controls.values()))
    picked = ", ".join(f"cast(({a}) as decimal(38,12))" for a in aggregates)
    found = con.sql(f"select {picked} from ({made.raw.counted}) where _skip is null").fetchall()[0]
    return {a: Decimal(0) if v is None else v for a, v in zip(aggregates, found, strict=True)}


def _cause(residue: Decimal, rejected: Decimal) -> dict[str, str | None]:
    told = [
        (es, en, format(amount.normalize(), "f"))  # never `0E-12`
        for es, en, amount in (
            ("Redondeo al centavo", "Rounding to the cent", residue),
            ("En filas rechazadas", "In rejected rows", rejected),
        )
        if amount
    ]
    return {
        "cause_es": " ".join(f"{es}: {amount}." for es, _en, amount in told) or None,
        "cause_en": " ".join(f"{en}: {amount}." for _es, en, amount in told) or None,
    }
