"""Compares the public tables of two builds row by row, whatever engine made them.

Money, text, dates and counts must be the same; doubles within 1e-9 of each other, because engines
add them up in different orders. Rows are paired by everything that is exact, then their doubles are
compared; so a table needs no key for this.

By hand: ``python -m tests.engines.compare ONE.duckdb OTHER.duckdb``.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

TOLERANCE = 1e-9
DOUBLES = {"DOUBLE", "FLOAT"}


@dataclass(frozen=True)
class Difference:
    """What is wrong with one table.

    Attributes:
        table: Its name.
        what: For people: columns, or how many rows have no equal on the other side.
        examples: A few of them.
    """

    table: str
    what: str
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n  ".join([f"{self.table}: {self.what}", *self.examples])


def differences(one: Path, other: Path, tables: list[str] | None = None) -> list[Difference]:
    """Every table in which two warehouse files differ.

    Args:
        one: A DuckDB file with the tables in schema main.
        other: Another.
        tables: Names; by default those of the second file, which holds public tables alone.
    """
    con = duckdb.connect()
    con.execute("set TimeZone = 'UTC'")
    for alias, path in (("one", one), ("other", other)):
        con.execute(f"attach '{path}' as {alias} (read_only)")
    found = []
    for table in tables or sorted(_columns(con, "other")):
        found += _table(con, table)
    con.close()
    return found


def _columns(con: duckdb.DuckDBPyConnection, side: str) -> dict[str, dict[str, str]]:
    rows = con.sql(
        f"select table_name, column_name, data_type from duckdb_columns() "
        f"where database_name = '{side}' and schema_name = 'main' order by column_index"
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables


def _table(con: duckdb.DuckDBPyConnection, table: str) -> list[Difference]:
    mine, theirs = (_columns(con, side).get(table, {}) for side in ("one", "other"))
    if mine != theirs:
        return [Difference(table, f"columns {sorted(set(mine.items()) ^ set(theirs.items()))}")]
    exact = [c for c, kind in mine.items() if kind not in DOUBLES]
    inexact = [c for c, kind in mine.items() if kind in DOUBLES]
    for side in ("one", "other"):
        rows = _placed(side, table, exact, inexact)
        con.execute(f"create or replace temp table {side}_rows as {rows}")
    same = " and ".join(f'a."{c}" is not distinct from b."{c}"' for c in [*exact, "_place"])
    apart = " or ".join(
        f'(a."{c}" is distinct from b."{c}" and not coalesce(abs(a."{c}" - b."{c}") <= '
        f'{TOLERANCE} * greatest(abs(a."{c}"), abs(b."{c}")), false))'
        for c in inexact
    )
    pairs = f"from one_rows as a full join other_rows as b on {same} where"
    questions = {
        "rows of the first have no equal in the second": ("a.*", "b._place is null"),
        "rows of the second have no equal in the first": ("b.*", "a._place is null"),
        "rows differ in a double": ("a.*, b.*", f"a._place = b._place and ({apart or 'false'})"),
    }
    found = []
    for what, (shown, where) in questions.items():
        count = con.sql(f"select count(*) {pairs} {where}").fetchall()[0][0]
        if count:
            some = con.sql(f"select {shown} {pairs} {where} limit 3").fetchall()
            found.append(Difference(table, f"{count} {what}", tuple(str(r)[:400] for r in some)))
    return found


def _placed(side: str, table: str, exact: list[str], inexact: list[str]) -> str:
    """Rows of a table, numbered among those that agree in everything exact."""
    by = ", ".join(f'"{c}"' for c in exact)
    order = ", ".join(f'"{c}"' for c in inexact) or "1"
    return (
        f"select *, row_number() over (partition by {by} order by {order}) as _place "
        f'from {side}.main."{table}"'
    )


if __name__ == "__main__":
    apart = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(map(str, apart)) or "equal")
    sys.exit(1 if apart else 0)
