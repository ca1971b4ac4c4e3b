"""Assets from vintages to the lake: conformed vintages, and the lake's entities.

A vintage that is refused fails a check and stops nothing: the other sources go on, and the source
keeps its last good data.
"""

from collections.abc import Iterable
from typing import Any

import dagster as dg

from ingest.lake import ensure_empty_files, scan
from ingest.models import Entity, Outcome, Source
from ingest.notes import sweep_leftovers
from ingest.pipeline import Report, bring_up_to_date, write_sources
from ingest.registry import fingerprint, load_entities, load_sources
from ingest.settings import DataPaths
from ingest.sweep import sweep
from orchestration import automation, checks, preview
from orchestration.care.disk import disk_error
from orchestration.keys import OWNERS, conformed_key, history_key, lake_key, raw_key
from orchestration.lock import refresh_lock
from orchestration.raw_assets import about, history_assets, raw_asset, years_of
from orchestration.resources import Run


def ingest_assets(run: Run) -> list[dg.AssetsDefinition]:
    """Every asset before dbt.

    Args:
        run: Settings, inbox, listener.
    """
    sources = list(load_sources().values())
    pairs = [(raw_asset(s, run), _conformed_asset(s, run)) for s in sources]
    early = [a for pair in pairs for a in pair]
    return [*early, *history_assets(sources, run), _lake_assets(sources, run)]


def _conformed_asset(source: Source, run: Run) -> dg.AssetsDefinition:
    key = conformed_key(source.id)
    rules = {checks.CONFORMED: "No fault of our own stopped it.", **checks.SOURCE_RULES}

    @dg.asset(
        key=key,
        deps=[raw_key(source.id), *([history_key(source.id)] if years_of(source) else [])],
        group_name="conformed",
        description=f"{source.title.en}: rows of {', '.join(source.entities)}.",
        owners=OWNERS,
        kinds={"parquet", "duckdb"},
        tags=automation.tags_of(source),
        metadata=about(source),
        automation_condition=automation.after_new_data(),
        check_specs=checks.specs(key, rules),
    )
    def conformed(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        result = run.result(source.id)
        result.broke = ""
        try:
            with refresh_lock(run.settings.paths.root):
                result.reports = bring_up_to_date(source, run.settings)
        except Exception as error:  # one source's fault must not keep the others from readers
            if disk_error(error) is not None:
                raise  # a full disk is nobody's own fault; the next source would meet it too
            context.log.exception("%s broke", source.id)
            result.broke = f"{type(error).__name__}: {error}"
        run.tell(result)
        if result.reports or result.broke:
            said = {"source": source.id, "broke": bool(result.broke), **_counts(result.reports)}
            run.note("conform", context.run.run_id, **said)
        rows = [row for report in result.reports for row in report.checks]
        broke = dg.AssetCheckResult(
            passed=not result.broke,
            asset_key=key,
            check_name=checks.CONFORMED,
            severity=dg.AssetCheckSeverity.ERROR,
            metadata={"fault": result.broke or "-"},
        )
        verdicts = checks.results(key, checks.SOURCE_RULES, rows)
        return dg.MaterializeResult(
            metadata=_counts(result.reports),
            check_results=[broke, *verdicts],
            data_version=_version(source, result.reports),
        )

    return conformed


def _lake_assets(sources: list[Source], run: Run) -> dg.AssetsDefinition:
    specs = [_lake_spec(e, sources) for e in load_entities().values()]

    @dg.multi_asset(name="lake", specs=specs, can_subset=True)
    def lake(context: dg.AssetExecutionContext) -> Iterable[dg.MaterializeResult]:
        import duckdb

        paths = run.settings.paths
        with refresh_lock(paths.root):
            for report in sweep(run.settings):
                context.log.info(
                    "%s/%s named people of other sources; conformed again",
                    report.vintage.source_id,
                    report.vintage.vintage_id,
                )
            sweep_leftovers(paths)  # rows that no note explains would be read as well
            ensure_empty_files(paths)
            write_sources(paths)
            with duckdb.connect() as con:
                for key in sorted(context.selected_asset_keys):
                    entity = key.path[-1]
                    rows = con.sql(f"select count(*) from {scan(paths, entity)}").fetchall()[0][0]
                    listing = _listing(paths, entity)
                    yield dg.MaterializeResult(
                        asset_key=key,
                        metadata={
                            "dagster/row_count": rows,
                            "files": len(listing),
                            "preview": dg.MetadataValue.md(preview.of_entity(con, paths, entity)),
                        },
                        data_version=automation.version_of(listing),
                    )

    return lake


def _lake_spec(entity: Entity, sources: list[Source]) -> dg.AssetSpec:
    declaring = [s for s in sources if entity.meta or entity.name in s.entities]
    return dg.AssetSpec(
        key=lake_key(entity.name),
        deps=[conformed_key(s.id) for s in declaring],
        group_name="lake",
        description=entity.about,
        owners=OWNERS,
        kinds={"parquet"},
        automation_condition=automation.after_new_data(),
        metadata={
            "dagster/column_schema": dg.TableSchema(
                [dg.TableColumn(n, c.type, c.about) for n, c in entity.columns.items()]
            )
        },
    )


def _listing(paths: DataPaths, entity: str) -> list[str]:
    """An entity's files with sizes and times; what every refresh writes anew is left out."""
    files = sorted((paths.lake / entity).rglob("*.parquet"))
    stats = [(p, p.stat()) for p in files if p.name != "_empty.parquet"]
    return [f"{p.relative_to(paths.lake)} {s.st_size} {s.st_mtime_ns}" for p, s in stats]


def _version(source: Source, reports: list[Report]) -> dg.DataVersion:
    rows = sorted(f"{r.vintage.vintage_id} {r.rows_loaded}" for r in reports)
    return automation.version_of([fingerprint(source.id), *rows])


def _counts(reports: list[Report]) -> dict[str, Any]:
    good = [r for r in reports if r.outcome is not Outcome.REFUSED]
    as_of = [r.vintage.data_as_of for r in good if r.vintage.data_as_of]
    names = ("rows_read", "rows_loaded", "rows_rejected", "rows_skipped", "rows_written")
    return {
        "vintages": len(reports),
        "refused": len(reports) - len(good),
        **{n: sum(getattr(r, n) for r in good) for n in names},
        "bytes": sum(r.vintage.bytes for r in good),
        "seconds": round(sum(r.seconds for r in reports), 3),
        "data_as_of": str(max(as_of)) if as_of else "-",
    }
