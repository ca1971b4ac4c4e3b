"""Assets from files to the lake: raw vintages, conformed vintages, and the lake's entities.

A file or a vintage that is refused fails a check and stops nothing: the other sources go on, and
the source keeps its last good data.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import dagster as dg

from ingest.lake import ensure_empty_files, scan
from ingest.models import Entity, Outcome, Source, Vintage
from ingest.pipeline import Report, bring_up_to_date, write_sources
from ingest.problems import Problem
from ingest.registry import load_entities, load_sources
from orchestration import checks
from orchestration.intake import fetch_live, land_all
from orchestration.lock import refresh_lock
from orchestration.resources import Run

OWNERS = ["team:veta"]


def raw_key(source_id: str) -> dg.AssetKey:
    """Key of a source's vintages as received."""
    return dg.AssetKey(["raw", source_id])


def conformed_key(source_id: str) -> dg.AssetKey:
    """Key of a source's conformed vintages."""
    return dg.AssetKey(["conformed", source_id])


def lake_key(entity: str) -> dg.AssetKey:
    """Key of an entity in the lake; dbt's sources carry the same."""
    return dg.AssetKey(["lake", entity])


def ingest_assets(run: Run) -> list[dg.AssetsDefinition]:
    """Every asset before dbt.

    Args:
        run: Settings, inbox, listener.
    """
    sources = list(load_sources().values())
    pairs = [(_raw_asset(s, run), _conformed_asset(s, run)) for s in sources]
    return [a for pair in pairs for a in pair] + [_lake_assets(sources, run)]


def _raw_asset(source: Source, run: Run) -> dg.AssetsDefinition:
    key = raw_key(source.id)

    @dg.asset(
        key=key,
        group_name="raw",
        description=f"{source.title.en}: bytes as received from {source.publisher}.",
        owners=OWNERS,
        kinds={"file"},
        metadata=_about(source),
        check_specs=checks.specs(key, {checks.FILES_IN_ORDER: "Every file fits a layout."}),
    )
    def raw(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        result = run.result(source.id)
        with refresh_lock(run.settings.paths.root):
            new, result.refused = _take(source, run, context.run.run_id)
        result.landed = len(new)
        verdict = checks.problem_result(
            key, checks.FILES_IN_ORDER, result.refused, run.settings.lang
        )
        metadata: dict[str, Any] = {
            "new_vintages": len(new),
            "bytes": sum(v.bytes for v in new),
            "newest_vintage": new[-1].vintage_id if new else "-",
        }
        return dg.MaterializeResult(metadata=metadata, check_results=[verdict])

    return raw


def _take(source: Source, run: Run, run_id: str) -> tuple[list[Vintage], list[Problem]]:
    """Lands what lies in the inbox for a source and, where asked, what its publisher has."""
    paths = run.settings.paths
    looks = [run.survey(run_id)]
    if run.live and source.live:
        looks.append(fetch_live([source], paths))
    new: list[Vintage] = []
    problems: list[Problem] = []
    for look in looks:
        landed, failed = land_all(look, source.id, paths)
        new += landed
        problems += [*look.refused.get(source.id, []), *failed]
    return new, problems


def _conformed_asset(source: Source, run: Run) -> dg.AssetsDefinition:
    key = conformed_key(source.id)
    rules = {checks.CONFORMED: "No fault of our own stopped it.", **checks.SOURCE_RULES}

    @dg.asset(
        key=key,
        deps=[raw_key(source.id)],
        group_name="conformed",
        description=f"{source.title.en}: rows of {', '.join(source.entities)}.",
        owners=OWNERS,
        kinds={"parquet", "duckdb"},
        metadata=_about(source),
        check_specs=checks.specs(key, rules),
    )
    def conformed(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        result = run.result(source.id)
        result.broke = ""
        try:
            with refresh_lock(run.settings.paths.root):
                result.reports = bring_up_to_date(source, run.settings)
        except Exception as error:  # one source's fault must not keep the others from readers
            context.log.exception("%s broke", source.id)
            result.broke = f"{type(error).__name__}: {error}"
        run.tell(result)
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
            metadata=_counts(result.reports), check_results=[broke, *verdicts]
        )

    return conformed


def _lake_assets(sources: list[Source], run: Run) -> dg.AssetsDefinition:
    specs = [_lake_spec(e, sources) for e in load_entities().values()]

    @dg.multi_asset(name="lake", specs=specs, can_subset=True)
    def lake(context: dg.AssetExecutionContext) -> Iterable[dg.MaterializeResult]:
        import duckdb

        paths = run.settings.paths
        with refresh_lock(paths.root):
            ensure_empty_files(paths)
            write_sources(paths)
            with duckdb.connect() as con:
                for key in sorted(context.selected_asset_keys):
                    entity = key.path[-1]
                    rows = con.sql(f"select count(*) from {scan(paths, entity)}").fetchall()[0][0]
                    files = sum(1 for _ in (paths.lake / entity).rglob("*.parquet"))
                    yield dg.MaterializeResult(
                        asset_key=key, metadata={"dagster/row_count": rows, "files": files}
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
        metadata={
            "dagster/column_schema": dg.TableSchema(
                [dg.TableColumn(n, c.type, c.about) for n, c in entity.columns.items()]
            )
        },
    )


def _about(source: Source) -> dict[str, Any]:
    about: dict[str, Any] = {
        "publisher": source.publisher,
        "licence": source.licence,
        "cadence": source.cadence,
        "evidence": source.evidence,
        "declaration": dg.MetadataValue.path(
            str(Path("ingest/sources") / source.id / "source.yml")
        ),
    }
    if source.homepage:
        about["homepage"] = dg.MetadataValue.url(source.homepage)
    return about


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
