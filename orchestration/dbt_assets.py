"""The dbt project as Dagster assets, and the edition that is made of it."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCliResource,
    DbtProject,
    dbt_assets,
)

from orchestration import automation, checks, rebuild, warehouse
from orchestration.code import DBT_PROJECT
from orchestration.keys import EDITION, OWNERS, POOL
from orchestration.lock import refresh_lock
from orchestration.manifest import public_tables
from orchestration.progress import note_done
from orchestration.publishing.publish import PublicationStopped, Published, publish
from orchestration.resources import Run
from orchestration.spark import session
from orchestration.spark.gather import gather


class Translator(DagsterDbtTranslator):
    """Groups by stage and adds owners; keys of sources come from ``meta.dagster.asset_key``."""

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """The specification of a dbt node; its stage is its folder under ``models``."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = manifest["nodes"].get(unique_id)
        if node is None:  # a source: its asset is made elsewhere
            return spec
        stage = "seeds" if node["resource_type"] == "seed" else node["fqn"][1]
        spec = spec.replace_attributes(
            owners=OWNERS,
            group_name=stage,
            automation_condition=automation.after_new_vintage(),
        )
        # The warehouse is whole or it is not: a new vintage loads the seeds anew too, and Dagster
        # looks at an asset only after what it depends on.
        return spec if stage != "seeds" else spec.merge_attributes(deps=[automation.NEW_VINTAGE])

    def get_asset_check_spec(
        self,
        asset_spec: dg.AssetSpec,
        manifest: Mapping[str, Any],
        unique_id: str,
        project: DbtProject | None,
    ) -> dg.AssetCheckSpec | None:
        """The specification of a dbt test, which also automation runs with its table."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        return spec and spec._replace(automation_condition=automation.with_its_table())


def warehouse_assets(run: Run, manifest: Path) -> dg.AssetsDefinition:
    """Every model, seed and test of the dbt project.

    Args:
        run: Settings.
        manifest: dbt's manifest.
    """
    settings = DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True)

    @dbt_assets(
        name="warehouse",
        manifest=manifest,
        project=DbtProject(project_dir=DBT_PROJECT, profiles_dir=DBT_PROJECT),
        dagster_dbt_translator=Translator(settings=settings),
        pool=POOL,
    )
    def build(context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator[Any]:
        paths = run.settings.paths
        nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
        with refresh_lock(paths.root), warehouse.dbt_environment(run.settings):
            whole = context.selected_asset_keys == set(build.keys)
            if not whole and not paths.warehouse.exists():
                raise dg.Failure(
                    "There is no warehouse yet: materialise all of it first.", allow_retries=False
                )
            plan = rebuild.plan(run.settings, nodes) if whole else rebuild.ALL
            rebuild.forget(paths)
            fresh = whole and not plan.left
            target = warehouse.prepare_warehouse(paths, whole=fresh, carried=plan.tests)
            on_spark = run.settings.engine == "spark"
            if on_spark and whole:
                session.prepare(paths)
            run.building()
            started = time.perf_counter()
            arguments = ["build", *plan.arguments(nodes)]
            events = dbt.cli(arguments, context=context, target_path=target).stream()
            # Lineage of columns takes its time: only where somebody can look at it.
            told = events.fetch_column_metadata() if run.live and not on_spark else events
            yield from _with_left(told, plan.with_parents(nodes), build.keys_by_output_name)
            if on_spark:
                gather(run.settings, public_tables(manifest))
            seconds = round(time.perf_counter() - started, 1)
            if whole:
                rebuild.note(run.settings, plan, warehouse.test_results(paths))
            left = plan.names(nodes)
            context.log.info("Left alone, nothing that they read changed: %s", ", ".join(left))
            tests = warehouse.test_rows(paths)
            failed = sum(1 for row in tests if not row["passed"])
            counts = {"tests": len(tests), "tests_failed": failed, "seconds": seconds}
            run.note("build", context.run.run_id, left_alone=len(left), **counts)

    return build


def _with_left(
    events: Iterable[Any], left: dict[str, set[str]], keys: Mapping[str, dg.AssetKey]
) -> Iterator[Any]:
    """What dbt tells, and each table that it left alone as soon as its parents were told of.

    Dagster skips what stands below an asset that nobody tells of, and wants parents first.
    """
    told: set[str] = set()
    waiting = dict(left)

    def ready() -> Iterator[Any]:
        while now := [name for name, above in waiting.items() if above <= told]:
            for name in now:
                del waiting[name]
                told.add(name)
                yield dg.MaterializeResult(asset_key=dg.AssetKey(name), metadata={"built": False})

    yield from ready()
    for event in events:
        yield event
        if isinstance(event, dg.Output):
            told.add(keys[event.output_name].path[-1])
            yield from ready()


def edition_asset(run: Run, marts: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """The published edition.

    Args:
        run: Settings.
        marts: Keys of the public tables.
    """

    @dg.asset(
        key=EDITION,
        deps=marts,
        group_name="edition",
        description="The public tables, downloads and quality report as one immutable state.",
        owners=OWNERS,
        kinds={"duckdb"},
        pool=POOL,
        automation_condition=automation.after_new_data(),
        retry_policy=automation.retries() if run.live else None,
        check_specs=checks.specs(EDITION, checks.EDITION_RULES, blocking=True),
    )
    def edition(context: dg.AssetExecutionContext) -> Iterator[Any]:
        paths = run.settings.paths
        with refresh_lock(paths.root):
            try:
                done = publish(run.settings, warehouse.test_rows(paths))
            except PublicationStopped as stopped:
                run.stopped = stopped.failed
                yield from checks.results(EDITION, checks.EDITION_RULES, stopped.checks)
                raise dg.Failure(
                    description=f"The edition was not published: {stopped}", allow_retries=False
                ) from stopped
            note_done(paths, done.edition.name)
        run.published = done
        run.note("publish", context.run.run_id, **_about(done))
        yield dg.MaterializeResult(asset_key=EDITION, metadata=_about(done))
        yield from checks.results(EDITION, checks.EDITION_RULES, done.checks)

    return edition


def _about(done: Published) -> dict[str, Any]:
    manifest = done.edition.manifest
    return {
        "edition": done.edition.name,
        "new": done.is_new,
        "content_hash": done.edition.content_hash,
        "reference_date": str(manifest.get("reference_date")),
        "synthetic": bool(manifest.get("synthetic")),
        "tables": len(manifest.get("tables", {})),
        "rows": sum(t["rows"] for t in manifest.get("tables", {}).values()),
    }
