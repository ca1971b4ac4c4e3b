"""Makes an edition out of the warehouse: copy, check, describe, seal, serve.

The order is what makes it safe: everything is written under a partial name, checked, synced,
renamed, and only then named by ``CURRENT``. A refresh that changes no data makes no edition.
"""

import datetime as dt
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from ingest.settings import ROOT, DataPaths, Settings
from ingest.vintages import sha256_of
from orchestration.code import code_version
from orchestration.manifest import PublicTable, public_tables
from orchestration.packages.downloads import write_package
from orchestration.publishing import archive, border, corrections, edition
from orchestration.publishing.content import content_hash, table_hash
from orchestration.publishing.edition import Edition
from orchestration.publishing.facts import EditionFacts, reference_date
from orchestration.publishing.quality_report import write_report
from orchestration.publishing.tables import (
    WAREHOUSE,
    copy_table,
    count,
    describe,
    key_order,
    opened,
)

SAMPLE = ROOT / "data" / "sample"
SYNTHETIC_MARK = "SYNTHETIC"
SERVED = "served"


class PublicationStopped(Exception):  # noqa: N818 - it is a decision, not a fault
    """Checks at the edition's border failed; the served edition stays.

    Attributes:
        checks: All rows of the checks.
        failed: Those that stop publication.
    """

    def __init__(self, checks: list[dict[str, Any]]) -> None:
        self.checks = checks
        self.failed = [c for c in checks if _stops(c)]
        super().__init__(", ".join(f"{c['check_id']} ({c['subject']})" for c in self.failed))


@dataclass
class Published:
    """What publication did.

    Attributes:
        edition: The edition being served now.
        is_new: Whether it was made now.
        checks: Rows of the checks at the border; empty where nothing was new.
    """

    edition: Edition
    is_new: bool
    checks: list[dict[str, Any]] = field(default_factory=list)


def publish(
    settings: Settings,
    dbt_checks: list[dict[str, Any]] | None = None,
    tables: dict[str, PublicTable] | None = None,
    now: dt.datetime | None = None,
) -> Published:
    """Publishes the warehouse if its data differ from the served edition's.

    Args:
        settings: Data folder and memory limit.
        dbt_checks: Rows of ``fct_quality_check`` from dbt's test results.
        tables: Public tables; those of dbt's manifest by default.
        now: Moment of publication; the present by default.

    Raises:
        PublicationStopped: A check of severity error failed at the edition's border.
    """
    paths, tables = settings.paths, tables or public_tables()
    paths.published.mkdir(parents=True, exist_ok=True)
    edition.sweep(paths.published)
    with opened(None, settings, {WAREHOUSE: paths.warehouse}) as con:
        hashes = {
            name: table_hash(con, f'{WAREHOUSE}.main."{name}"', table)
            for name, table in tables.items()
        }
    served = edition.current(paths.published)
    same = _already_there(paths.published, served, content_hash(hashes))
    if same is not None:
        return Published(same, is_new=False)
    moment = now or dt.datetime.now(dt.UTC)
    name = edition.next_name(paths.published, moment)
    partial = paths.published / f"{edition.PARTIAL}{name}-{os.getpid()}"
    try:
        made = _Making(settings, tables, hashes, served, partial, name, moment)
        checks = made.run(dbt_checks or [])
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    new = edition.settle(partial, paths.published, name)
    edition.serve(new)
    return Published(new, is_new=True, checks=checks)


def is_synthetic(paths: DataPaths) -> bool:
    """Whether a data folder holds invented data: it is marked so, or took a file of the sample."""
    if (paths.root / SYNTHETIC_MARK).exists():
        return True
    sample = {sha256_of(p) for p in SAMPLE.rglob("*") if p.is_file()}
    notes = paths.raw.glob("*/*/vintage.json")
    return any(json.loads(n.read_text(encoding="utf-8"))["sha256"] in sample for n in notes)


def _already_there(published: Path, served: Edition | None, content: str) -> Edition | None:
    """The edition that already says this: the served one, or one that was cut short of serving."""
    if served is not None and served.content_hash == content and served.database.exists():
        return served
    for found in reversed(edition.editions(published)):
        newer = served is None or edition.order(found.name) > edition.order(served.name)
        if newer and found.content_hash == content and not edition.damage(found):
            edition.serve(found)
            return found
    return None


def _stops(check: dict[str, Any]) -> bool:
    return not check["passed"] and check["severity"] == "error"


@dataclass
class _Making:
    """An edition on its way; one method per step, in the order of ``run``."""

    settings: Settings
    tables: dict[str, PublicTable]
    hashes: dict[str, str]
    served: Edition | None
    partial: Path
    name: str
    moment: dt.datetime

    def run(self, dbt_checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.partial.mkdir(parents=True)
        attached = {WAREHOUSE: self.settings.paths.warehouse}
        if self.served is not None and self.served.database.exists():
            attached[SERVED] = self.served.database
        database = self.partial / edition.DATABASE
        with opened(database, self.settings, attached) as con:
            for table in self.tables.values():
                copy_table(con, table)
            checks = border.verdicts(con, self.settings.paths, self.tables)
            if any(_stops(c) for c in checks):
                raise PublicationStopped(checks)
            _add_checks(con, [*dbt_checks, *checks], self.tables["fct_quality_check"])
            self._correct(con, SERVED in attached)
            facts = self._facts(con)
            self._write_files(con, facts)
            vintages = _vintages(con)
            tables = {
                name: {"rows": count(con, f'main."{name}"'), "hash": self.hashes.get(name)}
                for name in [*self.tables, corrections.TABLE.name]
            }
            for alias in attached:
                con.execute(f"detach {alias}")
            con.execute("checkpoint")
        for leftover in self.partial.glob("*.wal"):
            leftover.unlink()
        self._write_manifest(facts, tables, vintages)
        return checks

    def _correct(self, con: duckdb.DuckDBPyConnection, has_served: bool) -> None:
        corrections.create(con)
        describe(con, corrections.TABLE)
        if self.served is None or not has_served:
            return
        before = self.served.manifest.get("tables", {})
        if corrections.TABLE.name in before:
            corrections.carry_on(con, SERVED)
        codes = (str(self.served.manifest.get("code_version")), code_version())
        comparison = corrections.Comparison(con, SERVED, self.name, codes)
        for name, table in self.tables.items():
            if name in before and before[name].get("hash") != self.hashes[name]:
                comparison.run(table)

    def _facts(self, con: duckdb.DuckDBPyConnection) -> EditionFacts:
        has_vintages = "dim_vintage" in self.tables
        return EditionFacts(
            name=self.name,
            created_at=self.moment.astimezone(dt.UTC).replace(microsecond=0),
            reference_date=reference_date(con, "main.dim_vintage") if has_vintages else None,
            synthetic=is_synthetic(self.settings.paths),
            code_version=code_version(),
        )

    def _write_files(self, con: duckdb.DuckDBPyConnection, facts: EditionFacts) -> None:
        for table in [*self.tables.values(), corrections.TABLE]:
            write_package(con, self.partial / "downloads" / table.name, table, facts)
        corrections.write_csv(con, self.partial, facts)
        write_report(con, self.partial / "quality", facts)
        sources = self.tables.get("dim_source")
        if sources is not None and "republish" in sources.names and "dim_vintage" in self.tables:
            archive.keep(con, self.settings.paths, self.partial)

    def _write_manifest(
        self, facts: EditionFacts, tables: dict[str, Any], vintages: list[dict[str, Any]]
    ) -> None:
        data = {
            "edition": facts.name,
            "created_at": facts.created,
            "synthetic": facts.synthetic,
            "reference_date": str(facts.reference_date) if facts.reference_date else None,
            "code_version": facts.code_version,
            "person_names": self.settings.person_names,
            "content_hash": content_hash(self.hashes),
            "tables": tables,
            "vintages": vintages,
        }
        edition.seal(self.partial, data)


def _add_checks(
    con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], table: PublicTable
) -> None:
    names = [c[0] for c in con.sql("describe main.fct_quality_check").fetchall()]
    marks = ", ".join("?" for _ in names)
    con.executemany(
        f"insert into main.fct_quality_check values ({marks})",
        [[row.get(n) for n in names] for row in rows],
    )
    con.execute(
        "create or replace table main.fct_quality_check as from main.fct_quality_check "
        f"order by {key_order(table)}"
    )
    describe(con, table)


def _vintages(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = "vintage_id source_id slice origin sha256 bytes data_as_of retrieved_at is_current"
    columns = ", ".join(names.split())
    rows = con.sql(
        f"select {columns} from main.dim_vintage order by source_id, vintage_id"
    ).fetchall()
    return [
        {
            n: v if isinstance(v, bool | int | None) else str(v)
            for n, v in zip(names.split(), row, strict=True)
        }
        for row in rows
    ]
