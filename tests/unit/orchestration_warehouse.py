"""A small hand-made warehouse and its public tables, for the tests of publication.

What belongs here: making one; no test does. Real dbt builds are tested under ``integration``.
"""

from pathlib import Path

import duckdb

from ingest.settings import Settings
from orchestration.manifest import PublicColumn, PublicTable

SOURCE = """
source_id varchar, title_es varchar, title_en varchar, publisher varchar, homepage varchar,
licence varchar, caveats_es varchar, caveats_en varchar, data_as_of date, next_expected_on date
"""
VINTAGE = """
vintage_id varchar, source_id varchar, slice varchar, kind varchar, retrieved_at timestamptz,
origin varchar, sha256 varchar, bytes bigint, data_as_of date, is_current boolean,
precedence integer
"""
CONTRACT = """
country varchar, contract_id varchar, object varchar, paid decimal(20,2), share double,
signed_on date, seen_at timestamptz, territory_id varchar, n integer, source_id varchar,
vintage_id varchar, source_row bigint
"""
CHECK = """
check_id varchar, layer varchar, subject varchar, severity varchar, passed boolean,
observed varchar, expected varchar, failed_rows bigint, source_id varchar, vintage_id varchar
"""
KEYS = {
    "dim_source": ("source_id",),
    "dim_vintage": ("source_id", "vintage_id"),
    "fct_contract": ("country", "contract_id"),
    "fct_quality_check": ("check_id", "subject", "vintage_id"),
}
COLUMNS = {
    "dim_source": SOURCE,
    "dim_vintage": VINTAGE,
    "fct_contract": CONTRACT,
    "fct_quality_check": CHECK,
}


def tables() -> dict[str, PublicTable]:
    """The public tables of the hand-made warehouse."""
    return {name: _table(name, columns) for name, columns in COLUMNS.items()}


def build(settings: Settings, contracts: list[str], vintage: str = "v1") -> None:
    """Writes the warehouse anew.

    Args:
        settings: Data folder.
        contracts: SQL tuples of (contract_id, object, paid), all of one vintage.
        vintage: Name of that vintage.
    """
    path = settings.paths.warehouse
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        for name, columns in COLUMNS.items():
            con.execute(f"create table {name} ({columns.replace(chr(10), ' ')})")
        con.execute(
            "insert into dim_source values ('s', 'Fuente', 'Source', 'Oficina', "
            "'https://example.org', 'not stated', 'Cuidado', 'Beware', '2024-01-31', '2024-03-01')"
        )
        con.execute(
            f"insert into dim_vintage values ('{vintage}', 's', 'all', 'snapshot', now(), 'f.csv', "
            "'00', 1, '2024-01-31', true, 0)"
        )
        for number, row in enumerate(contracts, start=1):
            con.execute(
                "insert into fct_contract select 'CO', c.*, 0.5, '2024-01-02', "
                "timestamptz '2024-01-02 03:04:05+00', 'CO-50', 7, 's', "
                f"'{vintage}', {number} from (values {row}) c"
            )
        con.execute(
            "insert into fct_quality_check values "
            f"('rows_loaded', 'lake', 's', 'error', true, '3', '≥ 1', null, 's', '{vintage}')"
        )


def database(folder: Path) -> duckdb.DuckDBPyConnection:
    """Opens an edition's tables for reading."""
    return duckdb.connect(str(folder / "veta.duckdb"), read_only=True)


def _table(name: str, columns: str) -> PublicTable:
    parsed = [c.strip().rsplit(" ", 1) for c in _split(columns)]
    return PublicTable(
        name=name,
        es=f"Tabla {name}.",
        en=f"Table {name}.",
        key=KEYS[name],
        columns=tuple(
            PublicColumn(n, kind.replace(";", ","), f"{n} es", f"{n} en") for n, kind in parsed
        ),
    )


def _split(columns: str) -> list[str]:
    """Splits declarations at commas that are not inside a type."""
    return columns.replace("decimal(20,2)", "decimal(20;2)").replace("\n", " ").split(",")
