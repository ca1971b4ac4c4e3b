"""What changed between the edition being served and the one being made: ``fct_correction``.

Only rows that two editions share by key are compared, and rows that went although nothing says
so. New records of a new vintage are news, not corrections. Bounded: per table the first
``DETAIL`` changed rows are written out, the rest is one line that counts them.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from ingest.privacy import RESERVED
from ingest.readers.delimited import quoted
from orchestration.manifest import PublicColumn, PublicTable
from orchestration.packages.cells import write_csv as write_rows
from orchestration.publishing.facts import EditionFacts

DETAIL = 2_000  # changed rows per table that are written out
HISTORY = 100_000  # corrections of earlier editions that are carried on
# Aliases of a row in the edition being made and in the served one; no column has such a name.
NOW, WAS = "row_now", "row_was"
LINEAGE = {"source_id", "vintage_id", "source_row", "rule_version"}
# Tables about the pipeline itself change with every refresh.
NOT_COMPARED = {
    "fct_correction",
    "fct_coverage",
    "fct_indicator_count",
    "fct_quality_check",
    "fct_reconciliation",
    "fct_rejected_row",
    "fct_revision",
}

TABLE = PublicTable(
    name="fct_correction",
    es="Qué cambió entre dos ediciones, campo por campo, y por qué.",
    en="What changed between two editions, field by field, and why.",
    key=(),
    columns=(
        PublicColumn("edition_id", "varchar", "Edición que trae el cambio", "Edition that brings it", "code"),  # noqa: E501 - one column, one line
        PublicColumn("table_name", "varchar", "Tabla", "Table", "code"),
        PublicColumn("record_key", "varchar", "Clave del registro", "Key of the record", "code"),
        PublicColumn("field", "varchar", "Campo; * si es el registro entero", "Field; * for the whole record", "code"),  # noqa: E501
        PublicColumn("old_value", "varchar", "Valor anterior", "Value before"),
        PublicColumn("new_value", "varchar", "Valor nuevo", "Value now"),
        PublicColumn(
            "cause",
            "varchar",
            "Causa: source_revised (la fuente cambió), rule_changed (cambió la regla), linkage (cambió el enlace con un lugar) u our_error (error nuestro)",  # noqa: E501
            "Cause: source_revised, rule_changed, linkage (the link to a place changed) or our_error",  # noqa: E501
            values=("source_revised", "our_error", "rule_changed", "linkage"),
        ),
        PublicColumn("note", "varchar", "Nota", "Note"),
    ),
)  # fmt: skip


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Creates the empty table in the edition being made."""
    columns = ", ".join(f'"{c.name}" {c.type}' for c in TABLE.columns)
    con.execute(f"create table main.fct_correction ({columns})")


def file_name(facts: EditionFacts) -> str:
    """Name of the file with an edition's own corrections, beside its manifest."""
    return "correcciones-sintetico.csv" if facts.synthetic else "correcciones.csv"


def write_csv(con: duckdb.DuckDBPyConnection, folder: Path, facts: EditionFacts) -> None:
    """Writes what the edition corrects of the one before; a header alone where that is nothing."""
    write_rows(con, folder / file_name(facts), TABLE, f"edition_id = {quoted(facts.name)}")


def exists(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database has the table; one without an edition around it has none."""
    sql = (
        "select 1 from duckdb_tables() where schema_name = 'main' "
        "and database_name = current_database() and table_name = 'fct_correction'"
    )
    return bool(con.sql(sql).fetchall())


def count(con: duckdb.DuckDBPyConnection, table: str, edition: str) -> int:
    """How many lines of an edition's corrections are about a table."""
    if not exists(con):
        return 0
    found = con.execute(
        "select count(*) from main.fct_correction where table_name = ? and edition_id = ?",
        [table, edition],
    ).fetchall()
    return int(found[0][0])


def carry_on(con: duckdb.DuckDBPyConnection, old: str) -> None:
    """Takes over the corrections of earlier editions, newest first, up to ``HISTORY`` rows."""
    names = ", ".join(TABLE.names)
    con.execute(
        f"insert into main.fct_correction by name select {names} from {old}.main.fct_correction "
        "order by list_transform(string_split(edition_id, '.'), lambda x: try_cast(x as integer)) "
        f"desc, table_name, record_key, field limit {HISTORY}"
    )


class Comparison:
    """Compares the served edition with the one being made.

    Args:
        con: Connection to the edition being made, with the served one attached.
        old: Alias of the served edition.
        edition: Name of the edition being made.
        codes: Code version of the served edition and the present one.
    """

    def __init__(
        self, con: duckdb.DuckDBPyConnection, old: str, edition: str, codes: tuple[str, str]
    ) -> None:
        self.con, self.old = con, old
        self.edition = edition
        self.own = str(con.sql("select current_database()").fetchall()[0][0])
        self.note = f"{codes[0]} → {codes[1]}" if codes[0] != codes[1] else ""
        self.new_vintages = self._new_vintages()

    def run(self, table: PublicTable) -> None:
        """Writes the corrections of one table; one without a shared key is left out."""
        before, now = self._types(self.old, table.name), self._types(self.own, table.name)
        is_fact = table.name.startswith("fct_") and table.name not in NOT_COMPARED
        if not is_fact or not table.key or not set(table.key) <= set(before):
            return
        shared = [c for c in now if c in before]
        fields = [c for c in shared if c not in LINEAGE | set(table.key)]
        other, own = f'{self.old}.main."{table.name}"', f'main."{table.name}"'
        same = " and ".join(f'{NOW}."{k}" is not distinct from {WAS}."{k}"' for k in table.key)
        differing = " or ".join(differs(f, before, now) for f in fields) or "false"
        self.con.execute(
            f"create or replace temp table differing as select {NOW}.rowid as new_row, {WAS}.rowid "
            f"as old_row from {own} {NOW} join {other} {WAS} on {same} where {differing}"
        )
        self.con.execute(
            f"create or replace temp table gone as select {WAS}.rowid as old_row "
            f"from {other} {WAS} anti join {own} {NOW} on {same}"
        )
        self._write_changes(table, fields, shared, own, other)
        self._write_losses(table, shared, other)
        self._count_the_rest(table)

    def _write_changes(
        self, table: PublicTable, fields: list[str], shared: list[str], own: str, other: str
    ) -> None:
        if not fields:
            return
        cells = ", ".join(
            f"{{'field': {quoted(f)}, 'old': cast({WAS}.\"{f}\" as varchar), "
            f"'new': cast({NOW}.\"{f}\" as varchar), 'cause': {self._cause(f, shared)}}}"
            for f in fields
        )
        self.con.execute(
            f"insert into main.fct_correction with picked as (select {record_key(table.key, NOW)} "
            f"as record_key, {NOW}, {WAS} from differing d "
            f"join {own} {NOW} on {NOW}.rowid = d.new_row "
            f"join {other} {WAS} on {WAS}.rowid = d.old_row order by record_key limit {DETAIL}), "
            f"cells as (select record_key, unnest([{cells}]) as c from picked) "
            # What is withheld now is not given away by telling what stood there before.
            f"select {self._head(table)}, record_key, c.field, case when contains(c.new, "
            f"{quoted(RESERVED)}) then {quoted(RESERVED)} else c.old end, c.new, c.cause, "
            f"{quoted(self.note)} from cells where c.old is distinct from c.new "
            "order by record_key, c.field"
        )

    def _write_losses(self, table: PublicTable, shared: list[str], other: str) -> None:
        cause = quoted("source_revised" if self.new_vintages else "our_error")
        if "vintage_id" in shared and self.new_vintages:
            # A vintage that still holds did not take its record back; we did.
            held = "select vintage_id from main.dim_vintage where is_current"
            cause = f"case when {WAS}.vintage_id in ({held}) then 'our_error' else {cause} end"
        self.con.execute(
            f"insert into main.fct_correction select {self._head(table)}, "
            f"{record_key(table.key, WAS)}, '*', 'present', null, {cause}, {quoted(self.note)} "
            "from gone g "
            f"join {other} {WAS} on {WAS}.rowid = g.old_row order by 3 limit {DETAIL}"
        )

    def _count_the_rest(self, table: PublicTable) -> None:
        cause = "source_revised" if self.new_vintages else "our_error"
        for rows, said in (("differing", "changed"), ("gone", "gone")):
            left = self.con.sql(f"select count(*) - {DETAIL} from {rows}").fetchall()[0][0]
            if left > 0:
                self.con.execute(
                    f"insert into main.fct_correction select {self._head(table)}, '*', '*', "
                    f"null, null, {quoted(cause)}, "
                    f"{quoted(f'{left} more records {said}')}"
                )

    def _cause(self, field: str, shared: list[str]) -> str:
        """SQL that says why a field differs from the same field of the served row."""
        cases = []
        if "vintage_id" in shared:
            cases.append(f"when {differ('vintage_id')} then 'source_revised'")
        if "rule_version" in shared:
            cases.append(f"when {differ('rule_version')} then 'rule_changed'")
        if field == "territory_id":
            cases.append("when true then 'linkage'")
        if "vintage_id" in shared:
            cases.append(f"when {NOW}.vintage_id is not null then 'our_error'")
        # Rows that sum several vintages name none: they follow their sources, then the rules.
        derived = "rule_changed" if self.note else "our_error"
        last = "source_revised" if self.new_vintages else derived
        return f"case {' '.join(cases)} else {quoted(last)} end" if cases else quoted(last)

    def _head(self, table: PublicTable) -> str:
        return f"{quoted(self.edition)}, {quoted(table.name)}"

    def _new_vintages(self) -> bool:
        sql = "select source_id, vintage_id, is_current from {}.main.dim_vintage"
        old, own = sql.format(self.old), sql.format(self.own)
        return bool(
            self.con.sql(
                f"(({old}) except ({own})) union all (({own}) except ({old})) limit 1"
            ).fetchall()
        )

    def _types(self, catalogue: str, table: str) -> dict[str, str]:
        rows = self.con.execute(
            "select column_name, data_type from duckdb_columns() where database_name = ? "
            "and schema_name = 'main' and table_name = ? order by column_index",
            [catalogue, table],
        ).fetchall()
        return dict(rows)


def record_key(key: Sequence[str], alias: str) -> str:
    """SQL of a row's key as one text, its parts parted by ``|``."""
    parts = (f"coalesce(cast({alias}.\"{k}\" as varchar), '')" for k in key)
    return f"concat_ws('|', {', '.join(parts)})"


def differs(field: str, before: dict[str, str], now: dict[str, str]) -> str:
    """SQL that says whether a field of ``NOW`` and ``WAS`` differs, whatever their types."""
    if before[field] != now[field]:
        return differ(field, 'cast({}."{}" as varchar)')
    if now[field] in {"DOUBLE", "FLOAT"}:  # the last digits of a sum depend on its order
        return differ(field, "printf('%.9e', {}.\"{}\")")
    return differ(field)


def differ(field: str, cell: str = '{}."{}"') -> str:
    """SQL that says whether two cells differ; two missing ones do not."""
    return f"{cell.format(NOW, field)} is distinct from {cell.format(WAS, field)}"
