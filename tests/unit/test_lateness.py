"""Late sources: Dagster's freshness, and the date that a declaration lets one expect."""

import asyncio
import datetime as dt

import dagster as dg
import yaml
from dagster._core.definitions.freshness import FreshnessState, FreshnessStateRecord
from dagster._core.loader import LoadingContextForTest
from dagster._core.test_utils import freeze_time
from dagster._daemon.freshness import FreshnessDaemon

from ingest.pipeline import bring_up_to_date, take
from ingest.registry import load_sources
from ingest.settings import ROOT, Settings
from orchestration import checks
from orchestration.intake import Survey
from orchestration.keys import raw_key
from orchestration.raw_assets import raw_asset
from orchestration.resources import Run

SOURCE = "pe_inei_ubigeo"  # its file says in its name that it speaks of 2025-01-01


def test_a_source_nobody_looks_at_any_more_warns_and_then_fails(settings: Settings) -> None:
    asset = raw_asset(load_sources()[SOURCE], Run(settings, looked=Survey()))
    [spec] = asset.specs
    policy = spec.freshness_policy
    warn, fail = policy.warn_window.to_timedelta(), policy.fail_window.to_timedelta()
    node = dg.Definitions(assets=[asset]).resolve_asset_graph().get(raw_key(SOURCE))
    hour, now = dt.timedelta(hours=1), dt.datetime.now(dt.UTC)
    seen = {}
    with dg.DagsterInstance.ephemeral() as home:
        assert dg.materialize([asset], instance=home).success
        for after in (hour, warn - hour, warn + hour, fail - hour, fail + hour):
            with freeze_time(now + after):
                context = LoadingContextForTest(home)
                asyncio.run(FreshnessDaemon()._evaluate_asset(context, node))
                noted = asyncio.run(FreshnessStateRecord.gen(LoadingContextForTest(home), node.key))
                seen[after] = noted.freshness_state
    assert list(seen.values()) == [
        *[FreshnessState.PASS] * 2,
        *[FreshnessState.WARN] * 2,
        FreshnessState.FAIL,
    ]
    assert warn > dt.timedelta(days=92), "it is looked at each quarter"


def test_the_check_expects_data_on_the_date_that_the_declaration_gives(settings: Settings) -> None:
    take(sorted((ROOT / "data" / "sample" / SOURCE).glob("*")), settings.paths)
    bring_up_to_date(load_sources()[SOURCE], settings)
    text = (ROOT / "ingest" / "sources" / SOURCE / "source.yml").read_text("utf-8")
    days = dt.timedelta(days=yaml.safe_load(text)["expected_every_days"])
    due = dt.date(2025, 1, 1) + days
    asset = raw_asset(load_sources()[SOURCE], Run(settings, looked=Survey()))
    with dg.DagsterInstance.ephemeral() as home:
        done = dg.materialize([asset], instance=home)
    told = done.asset_materializations_for_node(asset.node_def.name)[0].metadata
    assert told["data_as_of"].value == "2025-01-01"
    assert told["next_expected_on"].value == str(due)
    [verdict] = [e for e in done.get_asset_check_evaluations() if e.check_name == checks.ON_TIME]
    assert verdict.metadata["next_expected_on"].value == str(due)
    assert verdict.passed is (dt.datetime.now(dt.UTC).date() <= due)
    assert verdict.severity is dg.AssetCheckSeverity.WARN
    for day, good in ((due, True), (due + dt.timedelta(days=1), False)):
        assert checks.on_time_result(raw_key(SOURCE), due, day).passed is good
