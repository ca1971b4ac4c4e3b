"""Dagster's definitions: every asset is there, its keys are stable, loading is light."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ingest.settings import ROOT

KEYS = """
import json, sys, time
started = time.perf_counter()
from orchestration.definitions import defs
seconds = time.perf_counter() - started
graph = defs.resolve_asset_graph()
keys = sorted("/".join(k.path) for k in graph.get_all_asset_keys())
checks = sorted(f"{'/'.join(k.asset_key.path)}:{k.name}" for k in graph.asset_check_keys)
groups = {"/".join(k.path): graph.get(k).group_name for k in graph.get_all_asset_keys()}
owned = [key for key in keys if not graph.get([k for k in graph.get_all_asset_keys()
         if "/".join(k.path) == key][0]).owners]
heavy = [m for m in ("great_expectations", "streamlit") if m in sys.modules]
print(json.dumps({"keys": keys, "checks": checks, "groups": groups, "unowned": owned,
                  "heavy": heavy, "seconds": seconds,
                  "schedules": sorted(s.name for s in defs.schedules),
                  "zones": sorted({s.execution_timezone for s in defs.schedules}),
                  "sensors": [s.name for s in defs.sensors]}))
"""


@pytest.fixture(scope="module")
def loaded() -> dict:
    from orchestration.manifest import ensure_manifest

    ensure_manifest()
    done = subprocess.run(
        [sys.executable, "-c", KEYS], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout.splitlines()[-1])


def declared_keys() -> set[str]:
    """Keys as the folders say them, read apart from the code that makes the assets."""
    sources = {p.parent.name for p in (ROOT / "ingest" / "sources").glob("*/source.yml")}
    entities = {p.stem for p in (ROOT / "ingest" / "entities").glob("*.yml")}
    models = {p.stem for p in (ROOT / "dbt_project" / "models").rglob("*.sql")}
    seeds = {p.stem for p in (ROOT / "dbt_project" / "seeds").glob("*.csv")}
    first = {f"{stage}/{s}" for s in sources for stage in ("raw", "conformed")}
    return first | {f"lake/{e}" for e in entities} | models | seeds | {"edition"}


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


def test_loading_imports_nothing_heavy(loaded: dict) -> None:
    assert loaded["heavy"] == []


def test_schedules_keep_the_publishers_time(loaded: dict) -> None:
    assert loaded["zones"] == ["America/Bogota", "America/Lima"]
    assert loaded["sensors"] == ["inbox"]
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


@pytest.mark.parametrize("name", ["messages.yml", "readme.yml"])
def test_every_sentence_has_both_languages_and_the_same_blanks(name: str) -> None:
    import string

    texts = yaml.safe_load((ROOT / "orchestration" / name).read_text("utf-8"))
    for code, said in texts.items():
        assert set(said) == {"es", "en"}, code
        blanks = [{f for _, f, _, _ in string.Formatter().parse(t) if f} for t in said.values()]
        assert blanks[0] == blanks[1], code
