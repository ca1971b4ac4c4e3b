"""What differs between two editions on the disk: rows, fields and by how much, table by table.

Rows are matched by the key of the public contract. Where a row comes from (vintage, line, version
of a rule) is no difference. ``fct_correction`` says why a value changed; what each edition wrote
there when it was made is looked up, nothing is guessed here.

Does not belong here: how it is told to people (``differences_told.py``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb

from ingest.privacy import RESERVED
from ingest.readers.delimited import quoted
from ingest.settings import Settings
from orchestration.manifest import PublicTable
from orchestration.publishing.corrections import LINEAGE, NOW, WAS, differ, differs, record_key
from orchestration.publishing.edition import Edition, order
from orchestration.publishing.tables import opened

# Every edition writes these anew about its own making.
ABOUT_THE_EDITION = {"fct_correction", "fct_quality_check"}
ATTACHED = {WAS: "edition_before", NOW: "edition_after"}
WHOLE = "*"


@dataclass
class FieldChange:
    """One column of the rows that two editions share.

    Attributes:
        changed: Rows whose value differs.
        filled: Of them, those that had no value before.
        emptied: Of them, those that have none now.
        largest: Largest absolute difference of a number; None for what is no number.
    """

    field: str
    changed: int
    filled: int
    emptied: int
    largest: Any = None


@dataclass
class Total:
    """A column of money added up over all rows of a table, per currency."""

    column: str
    currency: str | None
    before: Any
    now: Any
    difference: Any


@dataclass
class TableDiff:
    """One table in two editions; ``before`` or ``now`` is None where an edition lacks it."""

    table: str
    before: int | None
    now: int | None
    key: list[str] = field(default_factory=list)
    columns_added: list[str] = field(default_factory=list)
    columns_removed: list[str] = field(default_factory=list)
    added: int = 0
    removed: int = 0
    changed: int = 0
    fields: list[FieldChange] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether anything at all differs."""
        columns = self.columns_added or self.columns_removed
        return bool(self.added or self.removed or self.changed or columns or self._one_sided)

    @property
    def _one_sided(self) -> bool:
        return (self.before is None) != (self.now is None)


class Differences:
    """Compares two editions.

    Args:
        con: Connection with both databases attached as in ``ATTACHED``.
        old: The edition before.
        new: The edition after.
        tables: Public tables with their keys.
    """

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        old: Edition,
        new: Edition,
        tables: dict[str, PublicTable],
    ) -> None:
        self.con, self.old, self.new, self.tables = con, old, new, tables

    def names(self) -> list[str]:
        """Tables of either edition that speak of the data."""
        held = {*self._told(self.old), *self._told(self.new)}
        return sorted(held - ABOUT_THE_EDITION)

    def table(self, name: str) -> TableDiff:
        """Compares one table; afterwards ``changes`` gives its rows one by one."""
        before, now = self._types(WAS, name), self._types(NOW, name)
        found = TableDiff(name, self._rows(WAS, name, before), self._rows(NOW, name, now))
        if not (before and now) or self._same(name):
            return found
        found.columns_added = [c for c in now if c not in before]
        found.columns_removed = [c for c in before if c not in now]
        found.key = self._key(name, before, now)
        shared = [c for c in now if c in before]
        if found.key:
            self._match(name, found.key, [c for c in shared if self._speaks(found, c)])
            self._count(found, before, now)
        else:
            self._count_without_key(found, shared)
        found.totals = self._totals(name, before, now)
        return found

    def changes(self, found: TableDiff) -> Iterator[tuple[str, ...]]:
        """Record by record: table, kind, key, field, value before, value now, cause.

        Only for the table compared last, and only where it has a key. Whoever stops early may
        go on with the next table.
        """
        if not found.key or not found.differs:
            return
        parts = [self._listed(found, "added", "fresh", NOW), self._listed(found, "removed", "gone")]
        if found.fields:
            parts.append(self._listed_fields(found))
        listed = self.con.execute(" union all ".join(parts) + " order by 2, 3, 4")
        while batch := listed.fetchmany(1_000):
            yield from batch

    def _told(self, edition: Edition) -> dict[str, Any]:
        tables: dict[str, Any] = edition.manifest.get("tables", {})
        return tables

    def _same(self, name: str) -> bool:
        """Whether both editions' manifests give the table the same hash of its data."""
        before = self._told(self.old).get(name, {}).get("hash")
        return before is not None and before == self._told(self.new).get(name, {}).get("hash")

    def _key(self, name: str, before: dict[str, str], now: dict[str, str]) -> list[str]:
        key = list(self.tables[name].key) if name in self.tables else []
        return key if set(key) <= set(before) & set(now) else []

    @staticmethod
    def _speaks(found: TableDiff, column: str) -> bool:
        return column not in LINEAGE | set(found.key)

    def _match(self, name: str, key: list[str], fields: list[str]) -> None:
        """Temporary tables of row numbers: ``differing``, ``fresh`` and ``gone``."""
        old, new = _relation(WAS, name), _relation(NOW, name)
        before, now = self._types(WAS, name), self._types(NOW, name)
        same = " and ".join(f'{NOW}."{k}" is not distinct from {WAS}."{k}"' for k in key)
        differing = " or ".join(differs(f, before, now) for f in fields) or "false"
        for table, sql in (
            (
                "differing",
                f"select {NOW}.rowid as new_row, {WAS}.rowid as old_row from {new} {NOW} "
                f"join {old} {WAS} on {same} where {differing}",
            ),
            (
                "fresh",
                f"select {NOW}.rowid as n from {new} {NOW} anti join {old} {WAS} on {same}",
            ),
            ("gone", f"select {WAS}.rowid as n from {old} {WAS} anti join {new} {NOW} on {same}"),
        ):
            self.con.execute(f"create or replace temp table {table} as {sql}")

    def _count(self, found: TableDiff, before: dict[str, str], now: dict[str, str]) -> None:
        counts = ", ".join(f"(select count(*) from {t})" for t in ("fresh", "gone", "differing"))
        found.added, found.removed, found.changed = self.con.sql(f"select {counts}").fetchall()[0]
        if not found.changed:
            return
        fields = [c for c in now if c in before and self._speaks(found, c)]
        cells = ", ".join(
            f"struct_pack(n := count(*) filter ({differs(f, before, now)}), "
            f'filled := count(*) filter ({WAS}."{f}" is null and {NOW}."{f}" is not null), '
            f'emptied := count(*) filter ({WAS}."{f}" is not null and {NOW}."{f}" is null), '
            f"largest := {_largest(f, before, now)})"
            for f in fields
        )
        row = self.con.sql(f"select {cells} from {self._pairs(found.table)}").fetchall()[0]
        found.fields = [
            FieldChange(f, c["n"], c["filled"], c["emptied"], c["largest"])
            for f, c in zip(fields, row, strict=True)
            if c["n"]
        ]

    def _count_without_key(self, found: TableDiff, shared: list[str]) -> None:
        """Rows that may repeat: how many are only in one of the editions."""
        names = ", ".join(f'"{c}"' for c in shared if c not in LINEAGE)
        old = f"select {names} from {_relation(WAS, found.table)}"
        new = f"select {names} from {_relation(NOW, found.table)}"
        found.added, found.removed = self.con.sql(
            f"select (select count(*) from ({new} except all {old})), "
            f"(select count(*) from ({old} except all {new}))"
        ).fetchall()[0]

    def _totals(self, name: str, before: dict[str, str], now: dict[str, str]) -> list[Total]:
        """Columns of money whose sum is not what it was."""
        money = [c for c in now if _is_money(now[c]) and _is_money(before.get(c, ""))]
        if not money:
            return []
        currency = "currency" if "currency" in before and "currency" in now else "null"
        sums = ", ".join(f'sum("{c}")' for c in money)
        held: dict[str, dict[str | None, tuple[Any, ...]]] = {}
        for side in ATTACHED:
            rows = self.con.sql(
                f"select {currency}, {sums} from {_relation(side, name)} group by 1 order by 1"
            ).fetchall()
            held[side] = {row[0]: row[1:] for row in rows}
        nothing = (None,) * len(money)
        found = []
        for code in sorted({*held[WAS], *held[NOW]}, key=str):
            pairs = zip(held[WAS].get(code, nothing), held[NOW].get(code, nothing), strict=True)
            for column, (was, is_now) in zip(money, pairs, strict=True):
                if was != is_now:
                    both = was is not None and is_now is not None
                    found.append(Total(column, code, was, is_now, is_now - was if both else None))
        return found

    def _listed(self, found: TableDiff, kind: str, rows: str, side: str = WAS) -> str:
        old, new = ("null", quoted("present")) if side == NOW else (quoted("present"), "null")
        cause = "null" if side == NOW else self._cause(found.table, "key", quoted(WHOLE))
        return (
            f"select {quoted(found.table)}, {quoted(kind)}, key, {quoted(WHOLE)}, {old}, {new}, "
            f"{cause} from (select {record_key(found.key, side)} as key from {rows} r "
            f"join {_relation(side, found.table)} {side} on {side}.rowid = r.n)"
        )

    def _listed_fields(self, found: TableDiff) -> str:
        cells = ", ".join(
            f"{{'field': {quoted(f.field)}, 'old': cast({WAS}.\"{f.field}\" as varchar), "
            f"'new': cast({NOW}.\"{f.field}\" as varchar)}}"
            for f in found.fields
        )
        withheld = f"contains(c.new, {quoted(RESERVED)})"
        return (
            f"select {quoted(found.table)}, 'changed', key, c.field, "
            # What is withheld now is not given away by telling what stood there before.
            f"case when {withheld} then {quoted(RESERVED)} else c.old end, c.new, "
            f"{self._cause(found.table, 'key', 'c.field')} from (select "
            f"{record_key(found.key, NOW)} as key, unnest([{cells}]) as c "
            f"from {self._pairs(found.table)}) where c.old is distinct from c.new"
        )

    def _cause(self, table: str, key: str, column: str) -> str:
        """SQL of the cause that the newer edition, or one between, wrote down; else NULL."""
        if "edition_id" not in self._types(NOW, "fct_correction"):
            return "null"
        corrections = _relation(NOW, "fct_correction")
        between = [
            quoted(e)
            for (e,) in self.con.sql(f"select distinct edition_id from {corrections}").fetchall()
            if order(self.old.name) < order(e) <= order(self.new.name)
        ]
        if not between:
            return "null"
        return (
            f"(select any_value(f.cause) from {corrections} f where f.table_name = {quoted(table)} "
            f"and f.edition_id in ({', '.join(between)}) and f.record_key = {key} "
            f"and f.field = {column})"
        )

    def _pairs(self, name: str) -> str:
        return (
            f"differing d join {_relation(NOW, name)} {NOW} on {NOW}.rowid = d.new_row "
            f"join {_relation(WAS, name)} {WAS} on {WAS}.rowid = d.old_row"
        )

    def _rows(self, side: str, name: str, types: dict[str, str]) -> int | None:
        if not types:
            return None
        sql = f"select count(*) from {_relation(side, name)}"
        return int(self.con.sql(sql).fetchall()[0][0])

    def _types(self, side: str, table: str) -> dict[str, str]:
        rows = self.con.execute(
            "select column_name, data_type from duckdb_columns() where database_name = ? "
            "and schema_name = 'main' and table_name = ? order by column_index",
            [ATTACHED[side], table],
        ).fetchall()
        return dict(rows)


@contextmanager
def compared(
    settings: Settings, old: Edition, new: Edition, tables: dict[str, PublicTable]
) -> Iterator[Differences]:
    """Both editions opened read-only.

    Args:
        settings: Memory limit and where to spill beyond it.
        old: The edition before.
        new: The edition after.
        tables: Public tables with their keys.
    """
    files = {ATTACHED[WAS]: old.database, ATTACHED[NOW]: new.database}
    with opened(None, settings, files) as con:
        yield Differences(con, old, new, tables)


def _relation(side: str, name: str) -> str:
    return f'{ATTACHED[side]}.main."{name}"'


def _is_money(kind: str) -> bool:
    return kind.upper().startswith("DECIMAL")


def _largest(name: str, before: dict[str, str], now: dict[str, str]) -> str:
    numbers = ("DECIMAL", "DOUBLE", "FLOAT", "INTEGER", "BIGINT", "SMALLINT")
    if before[name].startswith(numbers) and now[name].startswith(numbers):
        return f'max(abs({NOW}."{name}" - {WAS}."{name}")) filter ({differ(name)})'
    return "null"
