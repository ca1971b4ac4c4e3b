"""What an edition says, as one hash: the same rows give the same hash in any order.

Every row becomes text, the text a 128-bit number, and the numbers are added up: no sorting, one
pass, duplicates count. What belongs to the edition and not to the data stays out.
"""

import hashlib

import duckdb

from orchestration.manifest import PublicTable

# Written while an edition is made, or telling when Veta fetched something: not what the data say.
NOT_DATA = {("dim_vintage", "retrieved_at")}
NOT_DATA_TABLES = {"fct_correction"}
# Verdicts of the lake's border are data about vintages; the later layers are added by publication.
ROWS = {"fct_quality_check": "layer = 'lake'"}


def table_hash(con: duckdb.DuckDBPyConnection, relation: str, table: PublicTable) -> str:
    """Hash of a table's data.

    Args:
        con: Connection that sees the relation.
        relation: Where the rows are, qualified.
        table: Names and types of the columns.
    """
    columns = [c for c in table.columns if (table.name, c.name) not in NOT_DATA]
    cells = ", ".join(_cell(c.name, c.type) for c in columns)
    where = ROWS.get(table.name, "true")
    # The halves of one MD5, each added up without overflow.
    rows, low, high = con.sql(
        "select count(*), sum(cast(number >> 64 as ubigint)), "
        f"sum(cast(number & {2**64 - 1} as ubigint)) from (select "
        f"md5_number(concat_ws(chr(31), {cells})) as number from {relation} where {where})"
    ).fetchall()[0]
    header = ",".join(f"{c.name}:{c.type}" for c in columns)
    return hashlib.sha256(f"{header}|{rows}|{low}|{high}".encode()).hexdigest()


def content_hash(hashes: dict[str, str]) -> str:
    """One hash of the hashes of the tables.

    Args:
        hashes: Table to its hash.
    """
    kept = {t: h for t, h in hashes.items() if t not in NOT_DATA_TABLES}
    text = "\n".join(f"{name} {kept[name]}" for name in sorted(kept))
    return hashlib.sha256(text.encode()).hexdigest()


def _cell(name: str, kind: str) -> str:
    """A cell as text that cannot be taken for another; NULL is not the empty text."""
    text = f'cast("{name}" as varchar)'
    if kind.lower() == "varchar":
        text = f"replace({text}, chr(31), chr(31) || chr(30))"
    elif kind.lower() in {"double", "float", "real"}:
        # Sums of floating numbers differ in their last digits with the order of adding.
        text = f"printf('%.9e', \"{name}\")"
    return f"coalesce({text}, chr(29))"
