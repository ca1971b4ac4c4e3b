"""Dagster's definitions: every asset is there, its keys are stable, loading is light."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ingest.settings import ROOT

KEYS = """
import json, os, socket, sys, time

def refused(*_args, **_kwargs):
    raise AssertionError('definitions asked the network')

socket.socket.connect = refused
socket.getaddrinfo = refused
started = time.perf_counter()
from orchestration.definitions import defs
seconds = time.perf_counter() - started
graph = defs.resolve_asset_graph()
keys = sorted("/".join(k.path) for k in graph.get_all_asset_keys())
checks = sorted(f"{'/'.join(k.asset_key.path)}:{k.name}" for k in graph.asset_check_keys)
groups = {"/".join(k.path): graph.get(k).group_name for k in graph.get_all_asset_keys()}
owned = [key for key in keys if not graph.get([k for k in graph.get_all_asset_keys()
         if "/".join(k.path) == key][0]).owners]
heavy = [m for m in ("great_expectations", "streamlit", "pandas", "dbt.cli.main", "altair", "typst")
         if m in sys.modules]
specs = {"/".join(s.key.path): s for s in defs.resolve_all_asset_specs()}
bare = sorted(k for k, s in specs.items() if not s.description)
undriven = sorted(k for k, s in specs.items() if s.automation_condition is None)
unlinked = sorted(k for k, s in specs.items()
                  if k.startswith("raw/") and "publisher" not in s.metadata)
typed = sorted(k for k, s in specs.items() if "dagster/column_schema" in s.metadata)
blocking = sorted({"/".join(k.asset_key.path) for k in graph.asset_check_keys
                   if graph.get(k).blocking})
fresh = sorted(k for k, s in specs.items() if s.freshness_policy is not None)
tested = {"/".join(k.asset_key.path): graph.get(k).automation_condition is not None
          for k in graph.asset_check_keys}
print(json.dumps({"keys": keys, "checks": checks, "groups": groups, "unowned": owned,
                  "heavy": heavy, "seconds": seconds, "bare": bare, "undriven": undriven,
                  "unlinked": unlinked, "typed": typed, "blocking": blocking, "fresh": fresh,
                  "tested": tested,
                  "secrets": [n for n in ("VETA_PSEUDONYM_KEY",) if os.environ.get(n, "") in
                              repr(specs)],
                  "schedules": sorted(s.name for s in defs.schedules),
                  "zones": sorted({s.execution_timezone for s in defs.schedules}),
                  "sensors": [s.name for s in defs.sensors]}))
"""


@pytest.fixture(scope="module")
def loaded() -> dict:
    from orchestration.manifest import ensure_manifest

    ensure_manifest()
    env = {**os.environ, "VETA_PSEUDONYM_KEY": "not-to-be-seen-anywhere"}
    done = subprocess.run(
        [sys.executable, "-c", KEYS], capture_output=True, text=True, check=True, cwd=ROOT, env=env
    )
    return json.loads(done.stdout.splitlines()[-1])


def declared_keys() -> set[str]:
    """Keys as the folders say them, read apart from the code that makes the assets."""
    sources = {p.parent.name for p in (ROOT / "ingest" / "sources").glob("*/source.yml")}
    entities = {p.stem for p in (ROOT / "ingest" / "entities").glob("*.yml")}
    models = {p.stem for p in (ROOT / "dbt_project" / "models").rglob("*.sql")}
    seeds = {p.stem for p in (ROOT / "dbt_project" / "seeds").glob("*.csv")}
    first = {f"{stage}/{s}" for s in sources for stage in ("raw", "conformed")}
    # Sources of which the publisher keeps a file per year; adding one is a new asset on purpose.
    years = {f"history/pe_mef_{s}" for s in ("gasto", "gasto_devengado", "ingreso")}
    years.add("history/pe_oece_conosce_contracts")
    return first | years | {f"lake/{e}" for e in entities} | models | seeds | {"edition"}


def test_every_source_entity_and_model_is_an_asset_and_nothing_else_is(loaded: dict) -> None:
    assert set(loaded["keys"]) == declared_keys()


def test_assets_are_grouped_by_stage_and_owned(loaded: dict) -> None:
    stages = {"raw", "conformed", "lake", "staging", "intermediate", "indicators", "marts"}
    assert stages | {"edition"} <= set(loaded["groups"].values())
    for key, group in loaded["groups"].items():
        if "/" in key:
            assert group == key.partition("/")[0]
    assert loaded["unowned"] == []


def test_border_checks_are_asset_checks(loaded: dict) -> None:
    assert {
        "conformed/co_dnp_sicodis_cash_plan:control_total",
        "conformed/co_dnp_sicodis_cash_plan:vanished_years",
        "raw/co_dnp_sicodis_cash_plan:files_in_order",
        "edition:edition_money",
        "edition:personal_data",
    } <= set(loaded["checks"])


def test_loading_imports_nothing_heavy_asks_no_network_and_shows_no_secret(loaded: dict) -> None:
    assert loaded["heavy"] == []
    assert loaded["secrets"] == []


def test_a_stranger_can_read_every_asset(loaded: dict) -> None:
    described = set(loaded["keys"])
    tables = {p.stem for p in (ROOT / "dbt_project" / "models" / "marts").rglob("*.sql")}
    assert not [k for k in loaded["bare"] if "/" in k or k in tables or k == "edition"]
    assert loaded["unlinked"] == []
    assert tables <= set(loaded["typed"]), "public tables without a column schema"
    assert {k for k in described if k.startswith("lake/")} <= set(loaded["typed"])


def test_everything_after_the_raw_files_is_driven_by_declarations(loaded: dict) -> None:
    early = {k for k in loaded["keys"] if k.startswith(("raw/", "history/"))}
    assert set(loaded["undriven"]) == early


def test_a_bad_table_blocks_what_is_built_on_it(loaded: dict) -> None:
    assert {"edition", "fct_allocation", "fct_indicator_result"} <= set(loaded["blocking"])


def test_dbt_s_tests_come_with_their_tables_where_nobody_asks(loaded: dict) -> None:
    by_dbt = {
        k: driven for k, driven in loaded["tested"].items() if "/" not in k and k != "edition"
    }
    assert "fct_allocation" in by_dbt
    assert set(by_dbt.values()) == {True}


def test_sources_with_a_cadence_have_a_freshness_policy_and_a_check_of_lateness(
    loaded: dict,
) -> None:
    declared = {
        f"raw/{p.parent.name}"
        for p in (ROOT / "ingest" / "sources").glob("*/source.yml")
        if yaml.safe_load(p.read_text("utf-8")).get("expected_every_days")
    }
    assert set(loaded["fresh"]) == declared
    assert {c.removesuffix(":on_time") for c in loaded["checks"] if ":on_time" in c} == declared


def test_schedules_keep_the_publishers_time(loaded: dict) -> None:
    assert loaded["zones"] == ["America/Bogota", "America/Lima"]
    assert loaded["sensors"] == [
        *("inbox", "publishers", "downstream"),
        *("after_a_run", "after_a_failure", "digest"),
    ]
    assert any(name.startswith("peru_") for name in loaded["schedules"])
    assert any(name.startswith("colombia_") for name in loaded["schedules"])


def test_dagster_accepts_the_definitions(tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("dagster")
    done = subprocess.run(
        [tool, "definitions", "validate", "-m", "orchestration.definitions"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "DAGSTER_HOME": str(tmp_path),
             "DAGSTER_DISABLE_TELEMETRY": "yes", "HOME": str(tmp_path)},
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["messages.yml", "packages/readme.yml", "alerts/words.yml"])
def test_every_sentence_has_both_languages_and_the_same_blanks(name: str) -> None:
    import string

    texts = yaml.safe_load((ROOT / "orchestration" / name).read_text("utf-8"))
    for code, said in texts.items():
        assert set(said) == {"es", "en"}, code
        blanks = [{f for _, f, _, _ in string.Formatter().parse(t) if f} for t in said.values()]
        assert blanks[0] == blanks[1], code
